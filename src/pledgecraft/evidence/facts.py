"""Facts of two documents: quantities whose sentences speak of the same thing."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from pledgecraft.documents.model import Document
from pledgecraft.evidence.alignment import TOKEN, Report
from pledgecraft.evidence.model import Quantity, Span

FindingKind = Literal[
    "agreement",
    "compatible precision",
    "tension",
    "different events",
    "attribution",
    "change of position",
]


_SHARED = 2
_OVERLAP = 0.25


_OF_DATES = 0.15


_OF_ONE_EVENT = 0.4


@dataclass(frozen=True)
class Finding:
    """Where two documents agree or differ about a fact or an utterance.

    Attributes:
        kind: What it is.
        a: The words in the first document.
        b: The words in the second document.
        says: One sentence for a person.
    """

    kind: FindingKind
    a: Span
    b: Span
    says: str


def matched(first: list[Quantity], second: list[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield quantities of one kind and unit in pairs, equal ones first, each at most once."""
    pairs = [(one, two) for one in first for two in second if _same_measure(one, two)]
    yield from _once(sorted(pairs, key=lambda pair: not _equals(*pair)))


def _same_measure(one: Quantity, other: Quantity) -> bool:
    return one.kind == other.kind and one.per == other.per and one.unit == other.unit


def _once(
    pairs: Iterable[tuple[Quantity, Quantity]],
) -> Iterator[tuple[Quantity, Quantity]]:
    used: tuple[set[Span], set[Span]] = (set(), set())
    for one, other in pairs:
        if one.span not in used[0] and other.span not in used[1]:
            used[0].add(one.span)
            used[1].add(other.span)
            yield one, other


@dataclass(frozen=True)
class _Fact:
    """A quantity, the stems of the words around it, its event and the events that they mention."""

    quantity: Quantity
    stems: frozenset[str]
    event: frozenset[str] = frozenset()
    mentions: frozenset[str] = frozenset()


def about_one_thing(a: Report, b: Report) -> Iterator[Finding]:
    """Yield a finding for every two facts about one thing."""
    firsts = [_fact(one, a.document) for one in a.facts]
    seconds = [_fact(one, b.document) for one in b.facts]
    ranked = sorted(
        (
            (not _equals(one.quantity, other.quantity), -overlap, one, other)
            for one in firsts
            for other in seconds
            if (overlap := _overlap(one, other))
        ),
        key=lambda entry: entry[:2],
    )
    of = {(one.quantity.span, other.quantity.span): (one, other) for *_, one, other in ranked}
    for first, second in _once((one.quantity, other.quantity) for *_, one, other in ranked):
        yield _compared(*of[first.span, second.span])


def _overlap(one: _Fact, other: _Fact) -> float:
    """Return the share of the shorter sentence's stems that both have; 0 if of other things."""
    shared = len(one.stems & other.stems)
    size = min(len(one.stems), len(other.stems))
    enough = shared >= _SHARED and shared >= _needed(one, other) * size
    return shared / size if size and enough and _is_of_one_thing(one, other) else 0.0


def _needed(one: _Fact, other: _Fact) -> float:
    """Return the share of stems that two sentences on one thing have in common at least."""
    if one.quantity.kind != "date":
        return _OVERLAP
    apart = one.event == other.event and excludes(one.quantity, other.quantity)
    return _OF_ONE_EVENT if apart else _OF_DATES


def _is_of_one_thing(one: _Fact, other: _Fact) -> bool:
    first, second = one.quantity, other.quantity
    if first.kind != second.kind or first.per != second.per:
        return False
    if first.kind == "date" and not all(day.day or day.last_day for day in (first, second)):
        return False
    if first.kind == "date":
        return bool(one.mentions & other.mentions) or _equals(first, second)
    if first.kind == "count":
        return bool(_stems(first.unit) & _stems(second.unit))
    return first.unit == second.unit


def _compared(one: _Fact, other: _Fact) -> Finding:
    first, second = one.quantity, other.quantity
    kind: FindingKind = "tension"
    if _equals(first, second):
        kind = "agreement"
    elif not excludes(first, second):
        kind = "compatible precision"
    elif first.kind == "date" and one.event != other.event:
        kind = "different events"
    return Finding(kind, first.span, second.span, _sentence(kind, one, other))


def _sentence(kind: FindingKind, one: _Fact, other: _Fact) -> str:
    first, second = shown(one.quantity), shown(other.quantity)
    if kind == "agreement":
        return f"Both say {first}."
    if kind == "different events":
        events = [" ".join(sorted(fact.event)) or "something" for fact in (one, other)]
        return f"{first} dates one event ({events[0]}), {second} perhaps another ({events[1]})."
    closing = "both can be true" if kind == "compatible precision" else "both cannot be true"
    return f"One says {first}, the other {second}: {closing}."


def shown(quantity: Quantity) -> str:
    """Return a quantity as a person would write it."""
    if quantity.kind == "date":
        days = {quantity.day or quantity.last_day, quantity.last_day or quantity.day}
        return " to ".join(str(day) for day in sorted(day for day in days if day))
    if quantity.low is not None and quantity.high is not None and quantity.low != quantity.high:
        number = f"{quantity.low:,f} to {quantity.high:,f}"
    else:
        end = quantity.low if quantity.low is not None else quantity.high
        number = f"{end or Decimal(0):,f}"
    word = "" if quantity.bound in ("exact", "between") else f"{quantity.bound} "
    return f"{word}{number} {quantity.unit}"


def _ends(quantity: Quantity) -> tuple[Decimal | None, Decimal | None]:
    """Return the least and the largest number that a quantity may mean; days as ordinals."""
    if quantity.kind == "date":
        first, last = quantity.day, quantity.last_day or quantity.day
        low = Decimal(first.toordinal()) if first else None
        return low, Decimal((last + timedelta(0)).toordinal()) if last else None
    low, high = quantity.low, quantity.high
    if quantity.bound == "about" and low is not None and high is not None:
        return low - abs(low) / 10, high + abs(high) / 10
    if quantity.bound in ("at least", "more than"):
        return low, None
    return (None, high) if quantity.bound in ("at most", "less than") else (low, high)


def _equals(one: Quantity, other: Quantity) -> bool:
    measure = (one.kind, one.per, one.bound) == (other.kind, other.per, other.bound)
    return measure and _ends(one) == _ends(other)


def excludes(one: Quantity, other: Quantity) -> bool:
    """Return whether no number is meant by both."""
    return _is_below(one, other) or _is_below(other, one)


def _is_below(one: Quantity, other: Quantity) -> bool:
    high, low = _ends(one)[1], _ends(other)[0]
    if high is None or low is None:
        return False
    strict = one.bound == "less than" or other.bound == "more than"
    return high <= low if strict else high < low


_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])|(?<=[。！？])|\n\n")


_ABBREVIATION = re.compile(r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Oct|Sept?|Nov|Dec|Jan|Feb|Aug|Gen))\.$")


def _sentence_around(document: Document, span: Span) -> Span:
    """Return the sentence that a span stands in."""
    text = document.text
    start, end = next(
        ((s, e) for s, e in document.paragraphs if s <= span.start <= e), (0, len(text))
    )
    cuts = [
        match.end()
        for match in _SENTENCE_END.finditer(text, start, end)
        if not _ABBREVIATION.search(text[max(start, match.start() - 6) : match.start()])
    ]
    for left, right in pairwise([start, *cuts, end]):
        if left <= span.start < right:
            return Span(left, max(right, span.end))
    return Span(start, end)


def _fact(quantity: Quantity, document: Document) -> _Fact:
    around = _sentence_around(document, quantity.span)
    text = document.text
    rest = text[around.start : quantity.span.start] + " " + text[quantity.span.end : around.end]
    stems = _stems(rest) - _stems(quantity.unit)
    if quantity.kind != "date":
        return _Fact(quantity, stems)
    mentions = frozenset(_EVENT_OF[word.lower()] for word in _EVENT_WORD.findall(rest))
    return _Fact(quantity, stems, _event(quantity, around, document), mentions)


_EVENTS = {
    "deal": ("deal", "agreement", "accord", "pact", "treaty", "memorandum", "mou"),
    "pledge": ("pledge", "promise", "commitment", "vow"),
    "meeting": ("summit", "meeting", "visit", "talks", "trip"),
    "raid": ("raid", "arrest", "crackdown", "sweep"),
    "speech": ("interview", "speech", "address", "statement", "remark"),
    "payment": ("payment", "transfer", "instalment", "installment", "drawdown"),
    "law": ("bill", "law", "act", "order", "vote"),
    "date": ("deadline", "expiry", "start", "end"),
}


_EVENT_OF = {word: event for event, words in _EVENTS.items() for word in words}


_EVENT_WORD = re.compile(rf"\b({'|'.join(_EVENT_OF)})(?:s|ed|ing)?\b", re.IGNORECASE)


def _event(quantity: Quantity, around: Span, document: Document) -> frozenset[str]:
    """Return the event that a date is of: the nearest word before it, else after it."""
    before = _EVENT_WORD.findall(document.text, around.start, quantity.span.start)
    after = _EVENT_WORD.findall(document.text, quantity.span.end, around.end)
    nearest = before[-1:] or after[:1]
    return frozenset(_EVENT_OF[word.lower()] for word in nearest)


_COMMON = frozenset(
    (
        *("the", "and", "that", "this", "with", "from", "have", "has", "had", "was", "were"),
        *("are", "been", "being", "will", "would", "could", "should", "for", "not", "but"),
        *("they", "them", "their", "there", "than", "then", "which", "who", "whom", "what"),
        *("when", "where", "while", "also", "said", "says", "its", "his", "her", "our", "your"),
        *("into", "over", "under", "about", "after", "before", "during", "between", "more"),
        *("most", "some", "such", "only", "other", "any", "all", "each", "out", "off", "per"),
        *("one", "two"),
    )
)


_STEM_END = re.compile(r"(?:ations?|ments?|ings?|ese|ed|es|ly|ans?|a|s)$")


def _stems(text: str) -> frozenset[str]:
    """Return the stems of a text's words, without the commonest words."""
    words = (match.group() for match in TOKEN.finditer(text))
    small = (word.casefold() for word in words if word[0].isalpha())
    return frozenset(_stem(word) for word in small if word not in _COMMON and _is_telling(word))


def _is_telling(word: str) -> bool:
    return len(word) > 2 or not word.isascii()


def _stem(word: str) -> str:
    short = _STEM_END.sub("", word)
    return short if len(short) > 3 else word
