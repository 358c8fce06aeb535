"""What stands behind an English number: a currency, per cent, or a length of time."""

import re
from decimal import Decimal
from typing import Final, NamedTuple

from pledgecraft.evidence.model import Kind
from pledgecraft.evidence.quantities import currencies
from pledgecraft.evidence.quantities.lexicon import words
from pledgecraft.evidence.quantities.numerals import Numeral

_LABELS: Final = frozenset(
    words(
        "sections section sec. articles article art. chapters chapter ch. pages page pp. p. no. "
        "nos. number numbers room suite flight route highway interstate title part paragraphs "
        "paragraph para. clauses clause annex appendix figure fig. table item line version ver. "
        "v. phase step level grade type class act bill resolution order rule form model boeing "
        "airbus windows ios iphone android channel gate aged ages age zone building block lot "
        "pier terminal group division unit task option top"
    )
)
"""Words in front of a number that names instead of counting."""
_ADJECTIVE = currencies.one_of(currencies.DOLLARS)
_UNIT = re.compile(
    rf"""(?P<of>\sof)?(?:
      \s?(?P<pct>[%％])
    | [-\s]{{1,2}}(?P<pp>percent(?:age)?[-\s]points?)\b | \s?(?P<pp2>ppts?|p\.p\.|pp)(?!\w)
    | [-\s]{{1,2}}(?P<bp>basis[-\s]points?|bps?)\b
    | [-\s]{{1,2}}(?P<pct2>per\scent|percent|pct\.?)(?!\w)
    | [-\s]{{1,2}}(?:(?:U\.S\.|US|American)\s|(?P<whose>{_ADJECTIVE})\s)?
      (?P<word>{currencies.one_of(list(currencies.WORDS))})\b(?!-year)
    | \s?(?P<code>(?-i:{"|".join(currencies.CODES)}))\b
    | [-\s]{{1,2}}(?:full\s|straight\s|fiscal\s)?
      (?P<kind>business|working|calendar|consecutive|trading)?[-\s]?
      (?P<dur>years?|months?|weeks?|days?|hours?|minutes?|decades?|quarters?)(?!\w)
      (?!-?\s?olds?\b)(?!\sof\sage)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_POINT = re.compile(r"[-\s]points?\b", re.IGNORECASE)
_WON_VERB = re.compile(
    r"\s(?:the|a|an|their|his|her|its|medals?|awards?|games?|elections?|seats?|gold|prizes?|races?)\b"
)
_WEIGHT = re.compile(r"\sof\s(?!sterling)")
_DURATIONS: Final[dict[str, tuple[str, int]]] = {
    "decade": ("year", 10),
    "quarter": ("month", 3),
}
_BUSINESS: Final = frozenset(["business", "working", "trading"])


class Unit(NamedTuple):
    """What stands behind or before a number and says of what it is."""

    kind: Kind
    name: str
    end: int
    factor: Decimal = Decimal(1)


def read_unit(text: str, number: Numeral) -> Unit | None:
    """Return the unit written behind a number: a currency, per cent, or a length of time.

    Example:
        >>> from pledgecraft.evidence.quantities.numerals import read_numeral
        >>> read_unit("20 years", read_numeral("20 years", 0)).name
        'year'
    """
    found = _UNIT.match(text, number.end)
    if found is None and number.form == "fraction":
        found = _POINT.match(text, number.end)
        return Unit("percent", "percentage point", found.end()) if found else None
    if found is None or (found["of"] and number.form != "size"):
        return None
    if number.short and not found["code"] and not found["word"]:
        return None
    if found["dur"]:
        return _duration(text, found, number)
    if found["word"] or found["code"]:
        return _currency(text, found, number)
    return _percentage(found)


def _percentage(found: re.Match[str]) -> Unit:
    if found["bp"]:
        return Unit("percent", "percentage point", found.end(), Decimal("0.01"))
    points = found["pp"] or found["pp2"]
    return Unit("percent", "percentage point" if points else "%", found.end())


def _currency(text: str, found: re.Match[str], number: Numeral) -> Unit | None:
    if found["code"]:
        return Unit("money", currencies.code(found["code"]), found.end())
    word = found["word"].lower()
    code, parts = currencies.WORDS[word]
    verb = word == "won" and (
        (number.form == "words" and number.scale < 1000)
        or (number.scale < 10**6 and _WON_VERB.match(text, found.end()))
    )
    if verb or (word.startswith("pound") and _WEIGHT.match(text, found.end())):
        return None
    if found["whose"]:
        code = currencies.DOLLARS[found["whose"].lower()]
    return Unit("money", code, found.end(), Decimal(1) / parts)


def _duration(text: str, found: re.Match[str], number: Numeral) -> Unit | None:
    if is_labelled(text, number.start) or (number.form == "digits" and looks_like_year(number)):
        return None
    word = found["dur"].lower()
    noun = word.removesuffix("s")
    if number.low > 1 and word == noun and text[number.end] != "-":
        return None
    if noun == "quarter" and (word == noun or number.scale > 1):
        return None
    name, factor = _DURATIONS.get(noun, (noun, 1))
    kind = (found["kind"] or "").lower()
    return Unit("duration", "business day" if noun == "day" and kind in _BUSINESS else name,
                found.end(), Decimal(factor))  # fmt: skip


def looks_like_year(number: Numeral) -> bool:
    """Return whether bare digits may be a year, 1900 to 2099."""
    return number.scale == 1 and not number.grouped and 1900 <= number.low <= 2099


def is_labelled(text: str, start: int) -> bool:
    """Return whether the words in front make the number a name ("Section 232") or a share.

    Example:
        >>> is_labelled("Section 232 tariffs", 8), is_labelled("the 232 jobs", 4)
        (True, False)
    """
    before = text[max(0, start - 14) : start].lower().split()
    if before[-2:] == ["group", "of"]:
        return True
    if before[-1:] == ["in"]:
        return len(before) > 1 and (before[-2].isdecimal() or before[-2] == "one")
    return bool(before) and before[-1].rstrip("#").lstrip("([") in _LABELS
