"""Hurdles: until when a distribution tier lasts."""

import re
from dataclasses import dataclass

from pledgecraft.base.quantities import Share

FORMS = (
    "principal and deemed interest returned",
    "deemed allocation of the period",
    "IRR 8%",
    "multiple 1.5",
    "catch-up to 20%",
    "end",
)

_IRR = re.compile(r"IRR\s+(.+)")
_MULTIPLE = re.compile(r"multiple\s+(?:of\s+)?(\d+(?:\.\d+)?)\s*x?")
_CATCH_UP = re.compile(r"catch-up to\s+(.+)")
_SCHEDULE = re.compile(r"straight line over\s+(\d+(?:\.\d+)?)\s+years?")


@dataclass(frozen=True, slots=True)
class Hurdle:
    """A hurdle: its kind and its number.

    Attributes:
        kind: ``principal``, ``allocation``, ``irr``, ``multiple``, ``catch_up`` or ``end``.
        amount: Annual rate, multiple of paid-in capital, or share of profit; 0 where unused.
    """

    kind: str
    amount: float = 0.0


def parse_hurdle(text: str) -> Hurdle | None:
    """Read a hurdle; ``None`` where the text is none.

    Example:
        >>> parse_hurdle("IRR 8%")
        Hurdle(kind='irr', amount=0.08)
    """
    text = " ".join(text.split())
    plain = {FORMS[0]: "principal", FORMS[1]: "allocation", "end": "end"}
    if text in plain:
        return Hurdle(plain[text])
    if match := _MULTIPLE.fullmatch(text):
        return Hurdle("multiple", float(match.group(1)))
    for kind, pattern in (("irr", _IRR), ("catch_up", _CATCH_UP)):
        if (match := pattern.fullmatch(text)) and (share := _point(match.group(1))) is not None:
            return Hurdle(kind, share)
    return None


def parse_schedule(text: str) -> float | None:
    """Read the principal schedule of a deemed allocation: its length in years.

    Example:
        >>> parse_schedule("straight line over 20 years")
        20.0
    """
    match = _SCHEDULE.fullmatch(" ".join(text.split()))
    return float(match.group(1)) if match else None


def _point(text: str) -> float | None:
    try:
        return Share.parse(text).value
    except ValueError:
        return None
