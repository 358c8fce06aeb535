"""The words that bound a number, and what they leave of it."""

import re
from decimal import Decimal

from pledgecraft.evidence.model import Bound, Kind, Quantity, Span

_ENDS: dict[Bound, tuple[bool, bool]] = {
    "exact": (True, True),
    "about": (True, True),
    "between": (True, True),
    "at least": (True, False),
    "more than": (True, False),
    "at most": (False, True),
    "less than": (False, True),
}
"""Whether the least and the largest number are known under each bound."""

_WORDS: dict[Bound, str] = {
    "more than": "more than|over|above|in excess of|exceeding|upwards of|upward of|north of"
    "|greater than|higher than|well over|just over|slightly over|well above|just above"
    "|slightly more than|a little over|a little more than|far more than|well more than",
    "less than": "less than|under|below|fewer than|lower than|just under|just below|well under"
    "|slightly less than|slightly under|shy of|just shy of",
    "at least": "at least|no less than|no fewer than|not less than|a minimum of|minimum"
    "|a minimum|at minimum|not below",
    "at most": "up to|at most|no more than|not more than|a maximum of|maximum|as much as|as many as"
    "|at the most|not exceeding|not to exceed|no greater than|capped at|a cap of",
    "about": "about|around|some|roughly|approximately|an estimated|estimated|nearly|almost"
    "|almost about|close to|approx|approx.|circa|in the region of|just about|near|an approximate",
}
_BEFORE: dict[str, Bound] = {
    phrase: bound for bound, phrases in _WORDS.items() for phrase in phrases.split("|")
}
_LONGEST = 4
_WINDOW = 40
_OPENING = "([\"'“‘—–-"
_LAST = frozenset(phrase.split()[-1] for phrase in _BEFORE)

_AFTER = re.compile(
    r"(?:\s|,\s|-)(?P<least>or\s(?:more|higher|greater|above|over)|and\s(?:above|over|up|more)(?!\sto\b|\s\$?\d)"
    r"|plus)\b|(?P<plus>\+)(?!\d)"
    r"|\s(?P<most>or\s(?:less|fewer|lower|under|below)|and\s(?:under|below)"
    r"|at\s(?:the\s)?most(?=[.,;)]|$))\b"
    r"|\s(?P<least2>at\sleast(?=[.,;)]|$))|\s(?P<so>or\s(?:so|thereabouts))\b",
    re.IGNORECASE,
)
_AFTER_BOUND: dict[str | None, Bound] = {
    "least": "at least",
    "least2": "at least",
    "plus": "at least",
    "most": "at most",
    "so": "about",
}


def bound_before(text: str, at: int) -> tuple[Bound | None, int]:
    """Return the bound that English words in front set, and where they begin.

    Args:
        text: The document's text.
        at: Where the number begins, with its currency sign.

    Returns:
        The bound and the place of its first word; ``None`` and ``at`` where there is none.

    Example:
        >>> bound_before("hired more than 300", 16)
        ('more than', 6)
    """
    if at == 0 or not text[at - 1].isspace():
        return None, at
    left = max(0, at - _WINDOW)
    words = text[left:at].lower().split()
    if not words or words[-1].lstrip(_OPENING) not in _LAST:
        return None, at
    for count in range(min(_LONGEST, len(words)), 0, -1):
        phrase = " ".join(words[-count:]).lstrip(_OPENING)
        if (bound := _BEFORE.get(phrase)) is not None:
            start = _start_of(text, phrase, left=left, right=at)
            denied = _DENIED.search(text, max(0, start - _WINDOW), start)
            return (_OPPOSITE.get(bound, bound) if denied else bound), start
    return None, at


_DENIED = re.compile(r"(?:\b(?:not|never|cannot|without)|n['’]t)\s(?:\w+\s){0,3}\Z", re.IGNORECASE)
_OPPOSITE: dict[Bound, Bound] = {"more than": "at most", "less than": "at least"}
"""What "will not pay more than" leaves."""


def _start_of(text: str, phrase: str, *, left: int, right: int) -> int:
    pattern = re.escape(phrase).replace(r"\ ", r"\s+") + r"\s+$"
    found = re.search(pattern, text[left:right], re.IGNORECASE)
    return left + found.start() if found else right


def bound_after(text: str, at: int) -> tuple[Bound | None, int]:
    """Return the bound that English words behind set, and where they end.

    Example:
        >>> bound_after("$20 billion or more", 11)
        ('at least', 19)
    """
    found = _AFTER.match(text, at)
    if found is None:
        return None, at
    return _AFTER_BOUND[found.lastgroup], found.end()


def quantity(
    span: tuple[int, int],
    *,
    kind: Kind,
    low: Decimal,
    high: Decimal,
    unit: str,
    bound: Bound | None,
    per: str | None = None,
) -> Quantity:
    """Return a quantity whose ends agree with its bound.

    A number that is itself a range ("hundreds", "15-20") stays a range under "about" and "exact",
    and keeps only the end that the bound speaks of under the others.

    Example:
        >>> n = Decimal(300)
        >>> quantity((0, 3), kind="count", low=n, high=n, unit="jobs", bound="more than").high
    """
    if low != high and bound in (None, "exact", "about"):
        bound = "between"
    said: Bound = bound or "exact"
    keeps_low, keeps_high = _ENDS[said]
    least = plain(low)
    most = least if low == high else plain(high)
    return Quantity(
        span=Span(*span),
        kind=kind,
        low=least if keeps_low else None,
        high=most if keeps_high else None,
        unit=unit,
        bound=said,
        per=per,
    )


def plain(number: Decimal) -> Decimal:
    """Return the same number without exponent and trailing zeros.

    Example:
        >>> plain(Decimal("3.50E+2"))
        Decimal('350')
    """
    short = number.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short
