"""Across sources: the same utterance in two documents, and where two documents agree or differ.

Words are compared in their order, without case and punctuation; what was left out of the comparison
is then reported as a difference of its own kind. Facts are quantities whose sentences speak of the
same thing; that their numbers differ is a finding with a kind, not yet a falsehood.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise
from typing import Literal

from pledgecraft.documents.model import Document
from pledgecraft.evidence.model import Quantity, Span, Statement

DifferenceKind = Literal[
    "case",
    "punctuation",
    "editorial bracket",
    "dropped words",
    "added words",
    "substituted words",
    "sentence boundary",
    "quotation status",
]
FindingKind = Literal[
    "agreement",
    "compatible precision",
    "tension",
    "different events",
    "attribution",
    "change of position",
]

_TOKEN = re.compile(
    r"\[[^\[\]\n]{1,80}\]|[\u3040-\u30ff\u4e00-\u9fff]|[^\W_]+(?:['’.-][^\W_]+)*|[^\w\s]|_"
)
_QUOTES = frozenset("\"'“”‘’„«»「」『』‹›")
_STOPS = frozenset(".!?。！？…")
_SAME_SPEAKER, _NO_SPEAKER, _OTHER_SPEAKER = 0.5, 0.6, 0.8
_FEWEST = 4
_SHARED = 2
_OVERLAP = 0.25
_OF_DATES = 0.15
_OF_ONE_EVENT = 0.4


@dataclass(frozen=True)
class Report:
    """What was found in one document.

    Attributes:
        document: The document.
        statements: Its statements.
        quantities: All quantities of its text, of those outside of statements too.
    """

    document: Document
    statements: tuple[Statement, ...]
    quantities: tuple[Quantity, ...] = ()

    @cached_property
    def facts(self) -> tuple[Quantity, ...]:
        """The quantities, each once; hypothetical ones are no facts."""
        supposed = [one.span for one in self.statements if one.hypothetical]
        said = (quantity for one in self.statements for quantity in one.quantities)
        found = {(one.span, one.kind): one for one in (*self.quantities, *said)}
        kept = [one for one in found.values() if not any(one.span.overlaps(s) for s in supposed)]
        return tuple(sorted(kept, key=lambda one: one.span))


@dataclass(frozen=True)
class Difference:
    """One way in which two wordings differ.

    Attributes:
        kind: How they differ.
        a: The words in the first document; ``None`` where it has none.
        b: The words in the second document; ``None`` where it has none.
    """

    kind: DifferenceKind
    a: Span | None
    b: Span | None


@dataclass(frozen=True)
class Alignment:
    """The same utterance in two documents.

    Attributes:
        a: The statement in the first document.
        b: The statement in the second document.
        score: Share of the shorter one's words that stand in the other in the same order, 0 to 1.
        differences: How the wordings differ, in the order of the first document.
    """

    a: Statement
    b: Statement
    score: float
    differences: tuple[Difference, ...]

    @property
    def is_same_wording(self) -> bool:
        """Whether no word differs, only its form, its marks, or whether it is quoted."""
        words = ("dropped words", "added words", "substituted words")
        return not any(one.kind in words for one in self.differences)


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


@dataclass(frozen=True)
class _Word:
    """A word of an utterance, with what stands between it and the word before."""

    span: Span
    text: str
    gap: str = ""
    bracketed: bool = False
    quoted: bool = False

    @property
    def plain(self) -> str:
        return self.text.casefold().replace("’", "'").replace(".", "")


def _words(statement: Statement, text: str) -> list[_Word]:
    """Return the words of what was said, in order; marks become gaps, brackets flags."""
    found: list[_Word] = []
    for place in statement.content or (statement.span,):
        gap = ""
        for span, token, bracketed in _tokens(place, text):
            if not token[0].isalnum():
                gap += "" if token in _QUOTES else token
                continue
            quoted = _is_quoted(statement, span)
            found.append(_Word(span, token, gap, bracketed, quoted))
            gap = ""
    return found


def _is_quoted(statement: Statement, span: Span) -> bool:
    return any(span.overlaps(quote) for quote in statement.quoted)


def _tokens(place: Span, text: str) -> Iterator[tuple[Span, str, bool]]:
    """Yield place, text and whether it stands in an editor's brackets, for each token."""
    for match in _TOKEN.finditer(text, place.start, place.end):
        if match.group().startswith("[") and len(match.group()) > 1:
            inner = Span(match.start() + 1, match.end() - 1)
            yield from ((span, token, True) for span, token, _ in _tokens(inner, text))
        else:
            yield Span(match.start(), match.end()), match.group(), False


_TITLES = frozenset(
    (
        *("president", "prime", "minister", "secretary", "chief", "the", "mr", "mrs", "ms", "dr"),
        *("of", "us", "u", "s", "former", "vice", "deputy", "chairman", "chairwoman", "mayor"),
        *("spokesman", "spokeswoman", "senator", "governor", "대통령", "장관", "首相", "大統領"),
    )
)


def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name without titles, hyphens and case.

    Example:
        >>> name_words("President Kim Yong-beom")
        ('kim', 'yong', 'beom')
    """
    words: list[str] = re.findall(r"[^\W_]+", name.casefold())
    return tuple(word for word in words if word not in _TITLES)


def is_same_speaker(a: str | None, b: str | None) -> bool | None:
    """Return whether two names can be of one speaker; ``None`` where a text names none.

    Example:
        >>> is_same_speaker("Ada Stone", "Mayor Stone"), is_same_speaker("Stone", None)
        (True, None)
    """
    if a is None or b is None:
        return None
    first, second = name_words(a), name_words(b)
    if not first or not second:
        return a.casefold() == b.casefold()
    within = set(first) <= set(second) or set(second) <= set(first)
    return within or "".join(first) == "".join(second)


@dataclass(frozen=True)
class _Pair:
    """Two statements and how the words of one stand in the other."""

    a: Statement
    b: Statement
    first: list[_Word]
    second: list[_Word]
    matcher: SequenceMatcher[str]

    @cached_property
    def score(self) -> float:
        size = min(len(self.first), len(self.second))
        runs = [block.size for block in self.matcher.get_matching_blocks() if block.size > 1]
        return sum(runs) / size if size else 0.0

    @property
    def is_same_speaker(self) -> bool | None:
        return is_same_speaker(self.a.speaker.name, self.b.speaker.name)


def _pairs(a: Report, b: Report) -> Iterator[_Pair]:
    """Yield the pairs of statements that share enough words to be looked at."""
    firsts = [(one, _words(one, a.document.text)) for one in a.statements]
    seconds = [(one, _words(one, b.document.text)) for one in b.statements]
    for one, first in firsts:
        wanted = [word.plain for word in first]
        for other, second in seconds:
            words = [word.plain for word in second]
            shared = len(set(wanted) & set(words))
            if shared < _FEWEST or shared < 0.4 * min(len(set(wanted)), len(set(words))):
                continue
            matcher = SequenceMatcher(None, wanted, words, autojunk=False)
            yield _Pair(one, other, first, second, matcher)


def align(a: Report, b: Report) -> tuple[Alignment, ...]:
    """Return the utterances that both documents report, with how their wordings differ.

    One statement may be aligned with several, where one document splits what the other joins.
    """
    limits = {True: _SAME_SPEAKER, None: _NO_SPEAKER}
    pairs = [
        pair
        for pair in _pairs(a, b)
        if pair.is_same_speaker is not False and pair.score >= limits[pair.is_same_speaker]
    ]
    return tuple(
        Alignment(pair.a, pair.b, min(1.0, pair.score), tuple(_differences(pair, pairs)))
        for pair in pairs
    )


def _differences(pair: _Pair, pairs: Sequence[_Pair]) -> Iterator[Difference]:
    first, second = pair.first, pair.second
    elsewhere = _matched_elsewhere(pair, pairs)
    found: list[Difference] = []
    for tag, i, j, k, m in pair.matcher.get_opcodes():
        if tag == "equal":
            found += _of_form(first[i:j], second[k:m])
        else:
            lost = [word for word in first[i:j] if word.span not in elsewhere[0]]
            gained = [word for word in second[k:m] if word.span not in elsewhere[1]]
            found += _of_words(lost, gained)
    found += _of_status(pair)
    yield from sorted(found, key=lambda one: (one.a or Span(0, 0), one.b or Span(0, 0)))


def _matched_elsewhere(pair: _Pair, pairs: Sequence[_Pair]) -> tuple[set[Span], set[Span]]:
    """Return the words that stand in another statement of the other document."""
    first: set[Span] = set()
    second: set[Span] = set()
    for other in pairs:
        if other is pair or (other.a is not pair.a and other.b is not pair.b):
            continue
        for block in other.matcher.get_matching_blocks():
            if other.a is pair.a and block.size > 1:
                first |= {word.span for word in other.first[block.a : block.a + block.size]}
            if other.b is pair.b and block.size > 1:
                second |= {word.span for word in other.second[block.b : block.b + block.size]}
    return first, second


def _hull(words: Sequence[_Word]) -> Span | None:
    return Span(words[0].span.start, words[-1].span.end) if words else None


def _of_words(lost: list[_Word], gained: list[_Word]) -> Iterator[Difference]:
    """Yield the difference of words that stand in one wording only."""
    if not lost and not gained:
        return
    kind: DifferenceKind = "substituted words"
    if any(word.bracketed for word in (*lost, *gained)):
        kind = "editorial bracket"
    elif not gained:
        kind = "dropped words"
    elif not lost:
        kind = "added words"
    yield Difference(kind, _hull(lost), _hull(gained))


def _of_form(first: Sequence[_Word], second: Sequence[_Word]) -> Iterator[Difference]:
    """Yield differences between the same words: brackets, case, and the marks between them."""
    for place, (one, other) in enumerate(zip(first, second, strict=True)):
        if one.bracketed != other.bracketed:
            yield Difference("editorial bracket", one.span, other.span)
        elif one.text.replace("’", "'") != other.text.replace("’", "'"):
            kind = "case" if one.text.casefold() == other.text.casefold() else "punctuation"
            yield Difference(kind, one.span, other.span)
        if place and one.gap != other.gap:
            yield Difference(_mark(one.gap, other.gap), one.span, other.span)


def _mark(one: str, other: str) -> DifferenceKind:
    ends = [bool(_STOPS & set(gap)) for gap in (one, other)]
    return "sentence boundary" if ends[0] != ends[1] else "punctuation"


def _of_status(pair: _Pair) -> Iterator[Difference]:
    """Yield the runs of common words that stand in quotation marks on one side only."""
    common = [
        (pair.first[block.a + step], pair.second[block.b + step])
        for block in pair.matcher.get_matching_blocks()
        for step in range(block.size)
    ]
    run: list[tuple[_Word, _Word]] = []
    for one, other in common:
        if run and (one.quoted, other.quoted) != (run[-1][0].quoted, run[-1][1].quoted):
            yield from _status(run)
            run = []
        run.append((one, other))
    yield from _status(run)


def _status(run: list[tuple[_Word, _Word]]) -> Iterator[Difference]:
    if run and run[0][0].quoted != run[0][1].quoted:
        a, b = _hull([one for one, _ in run]), _hull([other for _, other in run])
        yield Difference("quotation status", a, b)


def conflicts(a: Report, b: Report) -> tuple[Finding, ...]:
    """Return where two documents differ, each with its kind; not every one is a contradiction.

    Kinds: ``compatible precision`` (both can be true), ``tension`` (numbers that exclude each
    other), ``different events`` (dates of two possible events), ``attribution`` (the same words,
    another speaker), ``change of position`` (one speaker, one term, another value, a later day).
    """
    facts = [one for one in _facts(a, b) if one.kind != "agreement"]
    changes = tuple(_changes(a, b))
    places = {(one.a, one.b) for one in changes}
    rest = (one for one in facts if (one.a, one.b) not in places)
    return (*rest, *changes, *_attributions(a, b))


def agreements(a: Report, b: Report) -> tuple[Finding, ...]:
    """Return where two documents say the same: equal quantities, and utterances word for word."""
    facts = [one for one in _facts(a, b) if one.kind == "agreement"]
    same = [one for one in align(a, b) if one.is_same_wording]
    said = (
        Finding("agreement", one.a.span, one.b.span, "Both report it in the same words.")
        for one in same
    )
    return (*facts, *said)


def _attributions(a: Report, b: Report) -> Iterator[Finding]:
    for pair in _pairs(a, b):
        if pair.is_same_speaker is False and pair.score >= _OTHER_SPEAKER:
            says = f"The same words are {pair.a.speaker.name}'s and {pair.b.speaker.name}'s."
            yield Finding("attribution", pair.a.span, pair.b.span, says)


def _changes(a: Report, b: Report) -> Iterator[Finding]:
    for one in a.statements:
        for other in b.statements:
            terms = {path for path, _ in one.terms} & {path for path, _ in other.terms}
            if terms and is_same_speaker(one.speaker.name, other.speaker.name):
                yield from _changed_values(
                    one, other, sorted(terms), (_day(one, a), _day(other, b))
                )


def _changed_values(
    one: Statement, other: Statement, terms: list[str], days: tuple[date | None, date | None]
) -> Iterator[Finding]:
    if days[0] is None or days[1] is None or days[0] == days[1]:
        return
    for first, second in _matched(list(one.quantities), list(other.quantities)):
        if first.kind == "date" or not _excludes(first, second):
            continue
        says = (
            f"{one.speaker.name} says {_shown(first)} on {days[0]} and {_shown(second)} on "
            f"{days[1]} about {', '.join(terms)}."
        )
        yield Finding("change of position", first.span, second.span, says)


def _day(statement: Statement, report: Report) -> date | None:
    published = report.document.metadata.published
    return statement.said or (published.date() if published else None)


def _matched(first: list[Quantity], second: list[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
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


def _facts(a: Report, b: Report) -> Iterator[Finding]:
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
    apart = one.event == other.event and _excludes(one.quantity, other.quantity)
    return _OF_ONE_EVENT if apart else _OF_DATES


def _is_of_one_thing(one: _Fact, other: _Fact) -> bool:
    first, second = one.quantity, other.quantity
    if first.kind != second.kind or first.per != second.per:
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
    elif not _excludes(first, second):
        kind = "compatible precision"
    elif first.kind == "date" and one.event != other.event:
        kind = "different events"
    return Finding(kind, first.span, second.span, _sentence(kind, one, other))


def _sentence(kind: FindingKind, one: _Fact, other: _Fact) -> str:
    first, second = _shown(one.quantity), _shown(other.quantity)
    if kind == "agreement":
        return f"Both say {first}."
    if kind == "different events":
        events = [" ".join(sorted(fact.event)) or "something" for fact in (one, other)]
        return f"{first} dates one event ({events[0]}), {second} perhaps another ({events[1]})."
    closing = "both can be true" if kind == "compatible precision" else "both cannot be true"
    return f"One says {first}, the other {second}: {closing}."


def _shown(quantity: Quantity) -> str:
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


def _excludes(one: Quantity, other: Quantity) -> bool:
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
    words = (match.group() for match in _TOKEN.finditer(text))
    small = (word.casefold() for word in words if word[0].isalpha())
    return frozenset(_stem(word) for word in small if word not in _COMMON and _is_telling(word))


def _is_telling(word: str) -> bool:
    return len(word) > 2 or not word.isascii()


def _stem(word: str) -> str:
    short = _STEM_END.sub("", word)
    return short if len(short) > 3 else word
