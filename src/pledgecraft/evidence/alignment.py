"""The same utterance in two documents, and how the two wordings differ."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
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


TOKEN = re.compile(
    r"\[[^\[\]\n]{1,80}\]|[\u3040-\u30ff\u4e00-\u9fff]|[^\W_]+(?:['’.-][^\W_]+)*|[^\w\s]|_"
)


_QUOTES = frozenset("\"'“”‘’„«»「」『』‹›")


_STOPS = frozenset(".!?。！？…")


_SAME_SPEAKER = 0.5


_NO_SPEAKER = 0.6


OTHER_SPEAKER = 0.8


_FEWEST = 4


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
    for match in TOKEN.finditer(text, place.start, place.end):
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


def alike(a: Report, b: Report) -> Iterator[_Pair]:
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
        for pair in alike(a, b)
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
