"""Amounts in English: money, percentages, counts and durations."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from pledgecraft.evidence.model import Bound, Quantity
from pledgecraft.evidence.quantities import currencies
from pledgecraft.evidence.quantities.bounds import bound_after, bound_before, quantity
from pledgecraft.evidence.quantities.english_units import (
    Unit,
    is_labelled,
    looks_like_year,
    read_unit,
)
from pledgecraft.evidence.quantities.nouns import PEOPLE, bare_end, find_head
from pledgecraft.evidence.quantities.numerals import ANCHOR, Numeral, read_numeral

_SIGN = rf"{currencies.one_of(currencies.SIGNS)}|(?<![A-Za-z])(?:{'|'.join(currencies.CODES)})"
_SIGN_BEFORE = re.compile(rf"(?<![A-Za-z])({_SIGN})\s?$")
_SIGN_HERE = re.compile(rf"({_SIGN})\s?(?=\d|half|an?\s)")
_LINK = re.compile(
    r"\s?(?P<dash>[-–~∼～〜])\s?|\s(?P<to>to|or)\s|-(?P<to2>to|or)-|\s(?P<and>and)\s"
)
_BETWEEN = re.compile(r"\b(between)\s+(?:about\s|around\s|roughly\s)?$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+$", re.IGNORECASE)
_RANGING = re.compile(r"\b(?:rang\w+|anywhere)\s+from\s+$", re.IGNORECASE)
_PER = re.compile(
    r",?\s(?:per|an?|each|every)\s(?P<noun>year|month|day|week)\b(?!\s(?:ago|earlier|later|before))"
    r"|,?\s(?P<adverb>annually|yearly|monthly|daily|per\sannum|p\.a\.)|/(?P<slash>year|month|day)\b",
    re.IGNORECASE,
)
_ADVERB: Final = {"monthly": "month", "daily": "day"}
_LATIN = "\u2e80"
_PLAIN: Final = frozenset(" ,.;:()'\"“”’—\n")
_REACH = 160
"""How far back an amount without its currency ("200 billion in cash") may borrow one."""


class Term(NamedTuple):
    """A numeral with its currency sign and its unit, where written."""

    start: int
    end: int
    number: Numeral
    unit: Unit | None
    signed: bool = False


def find_amounts(text: str) -> Iterator[Quantity]:
    """Yield money, percentages, counts and durations of an English text, in order.

    Example:
        >>> [q.span.of("at most $20bn a year") for q in find_amounts("at most $20bn a year")]
        ['at most $20bn a year']
    """
    done, last = 0, None
    for anchor in ANCHOR.finditer(text):
        if anchor.start() < done:
            continue
        for found in _read(text, anchor.start(), last):
            done = found.span.end
            last = found if found.kind == "money" else last
            yield found


_SPLIT = re.compile(r"(?<![\w.,:/–-])(\d{1,2})([-–/:])(\d{1,2})(?![\w%/:–-]|[.,]\d)")


def find_splits(text: str) -> Iterator[Quantity]:
    """Yield the parts of splits that add to a hundred, equal ones once.

    Example:
        >>> [int(q.low) for q in find_splits("first 50-50, then 90/10")]
        [50, 90, 10]
    """
    for found in _SPLIT.finditer(text):
        parts = [(Decimal(found[k]), found.span(k)) for k in (1, 3)]
        if sum(number for number, _ in parts) != 100:
            continue
        if parts[0][0] == parts[1][0]:
            parts = [(parts[0][0], found.span())]
        for number, span in parts:
            yield quantity(span, kind="percent", low=number, high=number, unit="%", bound=None)


def _read(text: str, at: int, last: Quantity | None) -> list[Quantity]:
    first = _first_term(text, at)
    if first is None:
        return []
    second = _second_term(text, first)
    if second is not None:
        return _pair(text, first, second)
    if first.unit is None:
        first = _with_noun(text, first, last)
    return [] if first is None else [_finish(text, first, first.start, first)]


def _first_term(text: str, at: int) -> Term | None:
    number = read_numeral(text, at)
    if number is None:
        return None
    if text[number.end : number.end + 1] > _LATIN and text[number.end] != "％":
        return None
    sign = _SIGN_BEFORE.search(text, max(0, at - 5), at) if _may_sign(text, at) else None
    start = sign.start() if sign else at
    unit = _sign_unit(sign, number) or read_unit(text, number)
    if unit is None and _attached(text, number):
        return None
    return _negative(
        text, Term(start, unit.end if unit else number.end, number, unit, sign is not None)
    )


def _may_sign(text: str, at: int) -> bool:
    before = text[at - 1] if at else ""
    if before.isspace():
        before = text[at - 2 : at - 1]
    return bool(before) and (before.isupper() or not (before.isalnum() or before in _PLAIN))


def _second_term(text: str, first: Term) -> Term | None:
    link = _LINK.match(text, first.end)
    if link is None or (
        link["and"] and not _BETWEEN.search(text, max(0, first.start - 20), first.start)
    ):
        return None
    at = link.end()
    sign = _SIGN_HERE.match(text, at)
    number = _number_at(text, sign.end() if sign else at)
    if number is None:
        return None
    unit = _sign_unit(sign, number) or read_unit(text, number)
    second = Term(at, unit.end if unit else number.end, number, unit, sign is not None)
    return second if _linkable(text, first, second, link["to"] == "or") else None


def _number_at(text: str, at: int) -> Numeral | None:
    return read_numeral(text, at) if at < len(text) and ANCHOR.match(text[at : at + 24]) else None


def _linkable(text: str, first: Term, second: Term, either: bool) -> bool:
    if first.unit is None:
        return not second.signed and not (_attached(text, second.number) and second.unit is None)
    if either:
        return False
    if second.unit is not None:
        same = second.unit.kind == first.unit.kind and second.unit.name == first.unit.name
        return same and (first.unit.kind != "money" or second.number.scale >= first.number.scale)
    return (
        first.signed
        and second.number.scale >= first.number.scale
        and not _attached(text, second.number)
    )


def _pair(text: str, first: Term, second: Term) -> list[Quantity]:
    unit = second.unit or first.unit
    if unit is None:
        named = _with_noun(text, second, None)
        if named is None or is_labelled(text, first.start) or _is_year(text, first):
            return []
        second, unit = named, named.unit
    first = _scaled(first, second)
    moved = _FROM.search(text, max(0, first.start - 16), first.start)
    if moved and not _RANGING.search(text, max(0, first.start - 20), first.start):
        pair = first._replace(unit=first.unit or unit)
        return [
            _finish(text, pair, first.start, first),
            _finish(text, second, second.start, second),
        ]
    if first.number.low >= second.number.low:
        return [_finish(text, first, first.start, first)] if first.unit else []
    return [_finish(text, second._replace(unit=unit), first.start, first)]


def _scaled(first: Term, second: Term) -> Term:
    """Return the first number under the second's scale: "$15-20 billion"."""
    scale = second.number.scale
    number = first.number
    if (
        number.scale != 1
        or scale == 1
        or number.form == "size"
        or number.low * scale > second.number.high
    ):
        return first
    return first._replace(number=number._replace(low=number.low * scale, high=number.high * scale))


def _finish(text: str, term: Term, start: int, first: Term) -> Quantity:
    unit = term.unit or first.unit
    said = unit or Unit("count", "", term.end)
    low, high = first.number.low, term.number.high
    bound, begin = _bound_left(text, start, said)
    end = term.end
    if start != term.start or low != high:
        bound, begin = _bound_range(text, start, bound, begin)
    behind, end = bound_after(text, end)
    if behind is None and _plus(text, term.number):
        behind = "at least"
    per, end = _read_per(text, end, said)
    factor = said.factor
    return quantity(
        (begin, end), kind=said.kind, low=low * factor, high=high * factor,
        unit=said.name, bound=bound or behind, per=per,
    )  # fmt: skip


def _bound_range(
    text: str, start: int, bound: Bound | None, begin: int
) -> tuple[Bound | None, int]:
    between = _BETWEEN.search(text, max(0, start - 30), start)
    return ("between", between.start(1)) if between else (bound, begin)


_SPAN_OF_TIME = re.compile(
    r"\b(?:for|lasts?|lasted|lasting|takes?|took|taking|was|were|is|of|spent|well|after|in)\s+over\s+$",
    re.IGNORECASE,
)


def _bound_left(text: str, start: int, unit: Unit) -> tuple[Bound | None, int]:
    bound, begin = bound_before(text, start)
    during = unit.kind == "duration" and text[begin:start].strip().lower() == "over"
    if during and not _SPAN_OF_TIME.search(text, max(0, start - 20), start):
        return None, start
    return bound, begin


def _read_per(text: str, end: int, unit: Unit) -> tuple[str | None, int]:
    found = _PER.match(text, end) if unit.kind != "duration" else None
    if found is None:
        return None, end
    noun = found["noun"] or found["slash"]
    per = noun.lower() if noun else _ADVERB.get((found["adverb"] or "").lower(), "year")
    return per, found.end()


def _sign_unit(sign: re.Match[str] | None, number: Numeral) -> Unit | None:
    if sign is None:
        return None
    name = sign[1]
    return Unit("money", currencies.SIGNS.get(name) or currencies.code(name), number.end)


def _with_noun(text: str, term: Term, last: Quantity | None) -> Term | None:
    """Return the term with what it counts, or with the currency of the amount before it."""
    number = term.number
    points = _POINTS.match(text, number.end)
    if points and _IN_A_POLL.search(text, max(0, term.start - 40), term.start):
        unit = Unit("percent", "percentage point", points.end())
        return term._replace(end=points.end(), unit=unit)
    fraction = number.scale == 1 and number.low != int(number.low)
    if number.short or fraction or is_labelled(text, term.start):
        return None
    at = _after_of(text, number)
    head = find_head(text, at, single=number.low == number.high == 1)
    year = _is_year(text, term)
    if head is not None and number.low > 0 and (not year or head[0].lower() in PEOPLE):
        return term._replace(end=head[1], unit=Unit("count", head[0], head[1]))
    if last is not None and number.scale >= 10**6 and term.start - last.span.end < _REACH:
        return term._replace(unit=Unit("money", last.unit, term.end))
    bare = number.low > 1 and bare_end(text, number.end) and not year
    if bare or (number.form == "size" and number.scale in (10, 100, 1000, 24)):
        return term._replace(unit=Unit("count", "", term.end))
    return None


_POINTS = re.compile(r"[ -]points?\b")
_IN_A_POLL = re.compile(
    r"\b(?:within|by|up|down|ahead|behind|leads?|led|leading|trail(?:s|ed|ing)?|gap of|margin of|"
    r"gained|lost|fell|rose) (?:\w+ ){0,3}\Z"
)


def _after_of(text: str, number: Numeral) -> int:
    of = number.form == "size" and text.startswith(" of", number.end)
    if not of and (some := _OF_THE.match(text, number.end)):
        return some.end()
    return number.end + 3 if of else number.end + _plus(text, number)


_OF_THE = re.compile(r"\sof\s(?:the|its|their|these|those|his|her|our)(?=\s)")
"""Between a number and those of which it is a part: 400 of the posts."""


def _plus(text: str, number: Numeral) -> int:
    """Return the length of a sign between number and noun: "300+ workers"."""
    return 1 if text.startswith("+", number.end) else 5 * text.startswith("-plus", number.end)


def _is_year(text: str, term: Term) -> bool:
    bounded = bound_before(text, term.start)[0] not in (None, "about")
    return not bounded and term.number.form == "digits" and looks_like_year(term.number)


def _attached(text: str, number: Numeral) -> bool:
    behind = text[number.end : number.end + 1]
    return behind.isalnum() or behind == "_" or number.short


def _negative(text: str, term: Term) -> Term:
    start, kind = term.start, term.unit.kind if term.unit else None
    sign = start > 0 and text[start - 1] in "-−–" and (start == 1 or text[start - 2] in " (\n\t")
    if not sign or kind not in ("money", "percent"):
        return term
    number = term.number._replace(low=-term.number.high, high=-term.number.low)
    return term._replace(start=start - 1, number=number)
