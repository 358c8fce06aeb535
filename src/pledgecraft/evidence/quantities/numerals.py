"""English numerals: digits, words, and words that give only a size ("hundreds")."""

import re
from decimal import Decimal
from typing import Final, NamedTuple

from pledgecraft.evidence.quantities.currencies import CODES
from pledgecraft.evidence.quantities.lexicon import words

SCALES: Final[dict[str, int]] = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "mn": 10**6, "mln": 10**6, "bn": 10**9, "bln": 10**9, "tn": 10**12, "trn": 10**12,
    "tln": 10**12, "k": 1000, "m": 10**6, "b": 10**9, "t": 10**12, "dozen": 12,
    "millions": 10**6, "billions": 10**9, "trillions": 10**12, "thousands": 1000,
}  # fmt: skip
_UNITS = words("one two three four five six seven eight nine")
_TEENS = words("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
_TENS = words("twenty thirty forty fifty sixty seventy eighty ninety")
_WORDS: dict[str, int] = {
    "zero": 0,
    **{word: n for n, word in enumerate(_UNITS, 1)},
    **{word: n for n, word in enumerate(_TEENS, 10)},
    **{word: 10 * n for n, word in enumerate(_TENS, 2)},
}
_SIZES: dict[str, tuple[int, int]] = {
    "tens": (10, 99), "dozens": (24, 99), "scores": (40, 99), "hundreds": (100, 999),
    "thousands": (1000, 9999), "millions": (10**6, 999 * 10**6),
    "billions": (10**9, 999 * 10**9), "trillions": (10**12, 999 * 10**12),
}  # fmt: skip

_SMALL = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS)}))?|{'|'.join(_TEENS + _UNITS)})"
_HUNDREDS = rf"(?:{_SMALL}[- ]hundred(?:\s(?:and\s)?{_SMALL})?|{_SMALL})"
_BIG = r"(?:thousand|million|billion|trillion)"
_SPELT = re.compile(
    rf"(?P<first>{_HUNDREDS}|zero)\b"
    rf"(?P<rest>(?:[- ]{_BIG}\b(?:,?\s(?:and\s)?{_HUNDREDS}\b)?){{0,4}})"
    r"(?P<dozen>\sdozen\b)?(?P<half>\sand\sa\shalf\b)?"
    r"(?P<scale>[- ](?:million|billion|trillion)\b)?",
    re.IGNORECASE,
)
_DIGITS = re.compile(
    r"(\d{1,3}(?:,\d{3}){1,6}|\d{1,18})(\.\d{1,8})?(?![\d]|[.,]\d|[/:]\d)"
    r"(?:(?:\s|-)?(?P<scale>(?i:hundred|thousand|million|billion|trillion|dozen|[mb]l?n|trn|tl?n))\b"
    r"|(?P<short>[kmbtKMBT])\b)?"
)
_SIZE = re.compile(
    rf"(?P<size>{'|'.join(_SIZES)})\b"
    r"(?:\sof\s(?P<of>thousands|millions|billions|trillions)\b)?",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"(?:(?P<half>half(?:\s|-)(?:an?(?:\s|-))?)|(?P<some>several\s|a\sfew\s)|(?P<one>an?\s))"
    r"(?P<scale>hundred|thousand|million|billion|trillion|dozen)\b",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    r"(?:(?P<half>half)(?:[-\s]an?)?|a?n?\s?(?P<three>three[-\s])?quarters?(?:[-\s]of\san?)?)"
    r"(?=[-\s](?:percent|per\scent|point|year|decade|day|hour))",
    re.IGNORECASE,
)
_COUPLE = re.compile(r"a\scouple(?:\sof)?(?=\s)", re.IGNORECASE)


def _tails(words: list[str]) -> str:
    """Return a pattern of words without their first letters, which have been read already."""
    heads = sorted({word[0] for word in words})
    return "|".join(
        f"(?<=[{head}{head.upper()}])(?:{'|'.join(w[1:] for w in words if w[0] == head)})"
        for head in heads
    )


_CODES = "|".join(CODES)
ANCHOR: Final = re.compile(
    rf"[\dabdefhmnoqstzABDEFHMNOSTZ](?:(?<!\w.)|(?<=\d)(?<=(?:{_CODES}).))(?<!\d[.,:/–-].)(?<![A-Za-z]-.)(?:(?<=\d)"
    rf"|(?i:(?:{_tails([*_WORDS, *_SIZES])})\b|(?<=s)everal\s(?=[htmbd])"
    r"|(?<=h)alf[\s-](?=[ahmbtpyd])|(?<=q)uarter-(?=p)"
    r"|(?<=a)n?\s(?=hundred|thousand|million|billion|trillion|dozen|couple|few\s[htmbd]|decade|quarter[-\s])))"
)
"""Where an English numeral may begin."""


class Numeral(NamedTuple):
    """A number as written.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        low: Its value, or the least.
        high: Its value, or the largest.
        scale: What the word of size multiplied it by; 1 where there is none.
        form: ``digits``, ``words``, ``fraction`` ("half a") or ``size`` ("hundreds").
        short: Whether the scale is a single letter ("2m").
        grouped: Whether the digits are parted by commas or have decimals.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    scale: int = 1
    form: str = "digits"
    short: bool = False
    grouped: bool = False


def read_numeral(text: str, at: int) -> Numeral | None:
    """Return the English numeral that begins at a place; ``None`` where there is none.

    Example:
        >>> read_numeral("half a trillion", 0).low
        Decimal('500000000000.0')
    """
    if text[at].isdecimal():
        return _read_digits(text, at)
    return _read_article(text, at) or _read_size(text, at) or _read_spelt(text, at)


def _read_digits(text: str, at: int) -> Numeral | None:
    found = _DIGITS.match(text, at)
    if found is None:
        return None
    word = found["scale"] or found["short"]
    scale = SCALES[word.lower()] if word else 1
    number = Decimal(found[1].replace(",", "") + (found[2] or "")) * scale
    grouped = "," in found[1] or found[2] is not None
    short = found["short"] is not None
    return Numeral(at, found.end(), number, number, scale, short=short, grouped=grouped)


def _read_article(text: str, at: int) -> Numeral | None:
    found = _ARTICLE.match(text, at)
    if found is None:
        return _read_fraction(text, at)
    scale = SCALES[found["scale"].lower()]
    if found["some"]:
        high = 99 if scale == 12 else 10 * scale - 1 if scale < 10**6 else 9 * scale
        return Numeral(at, found.end(), Decimal(2 * scale), Decimal(high), scale, "size")
    value = Decimal(scale) * (Decimal("0.5") if found["half"] else 1)
    return Numeral(at, found.end(), value, value, scale, "words")


def _read_fraction(text: str, at: int) -> Numeral | None:
    part, couple = _FRACTION.match(text, at), _COUPLE.match(text, at)
    if part is not None:
        value = Decimal("0.5" if part["half"] else "0.75" if part["three"] else "0.25")
        return Numeral(at, part.end(), value, value, form="fraction")
    if couple is not None:
        return Numeral(at, couple.end(), Decimal(2), Decimal(2), form="words")
    if text[at : at + 2].lower() == "a ":
        return Numeral(at, at + 1, Decimal(1), Decimal(1), form="words")
    return None


def _read_size(text: str, at: int) -> Numeral | None:
    found = _SIZE.match(text, at)
    if found is None:
        return None
    low, high = _SIZES[found["size"].lower()]
    if found["of"] is None:
        return Numeral(at, found.end(), Decimal(low), Decimal(high), low, "size")
    scale = SCALES[found["of"].lower()]
    most = (high + 1) * scale - 1 if scale == 1000 else high * scale
    return Numeral(at, found.end(), Decimal(low * scale), Decimal(most), scale, "size")


def _read_spelt(text: str, at: int) -> Numeral | None:
    found = _SPELT.match(text, at)
    if found is None:
        return None
    spelt = re.findall(r"[a-z]+", (found["first"] + found["rest"]).lower())
    value, scale = _sum_words(spelt)
    if found["dozen"]:
        value, scale = value * 12, 12
    if found["half"]:
        value += Decimal("0.5")
    if found["scale"]:
        scale = SCALES[found["scale"][1:].lower()]
        value *= scale
    return Numeral(at, found.end(), value, value, scale, "words")


def _sum_words(spelt: list[str]) -> tuple[Decimal, int]:
    total = part = 0
    scale = 1
    for word in spelt:
        if word == "hundred":
            part, scale = part * 100, max(scale, 100)
        elif word in SCALES:
            total, part, scale = total + part * SCALES[word], 0, max(scale, SCALES[word])
        else:
            part += _WORDS.get(word, 0)
    return Decimal(total + part), scale
