"""Which terms a statement bears on, and the words that say so.

Each term has a lexicon of patterns with weights in English, Korean and Japanese. A term is borne on
where the weights of its different patterns reach 1; a weak word (0.5) needs another one of its
term, or what it is about: for the five terms a word of an investment or a deal in the statement, or
a text that deals with an investment throughout; for a linked condition words that suffice for it
anywhere in the text. Words in a context that means something else ("stock
dividend", "weight loss") are set aside before. Patterns are of small letters, and tried only where
a stem of their term stands in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain

from pledgecraft.documents.model import Document
from pledgecraft.evidence.claims import LINKED, TERMS
from pledgecraft.evidence.lexicon import DEAL, DOUBTFUL, ELSEWHERE, LEXICON, MONEY, STEMS
from pledgecraft.evidence.model import Span, Statement

ENOUGH = 1.0


_INVESTMENT = ("invest", "pledge", "투자", "投資", "출자", "出資")
_DEALINGS = (
    "fund",
    "deal",
    "memorandum",
    "project",
    "협상",
    "합의",
    "기금",
    "交渉",
    "合意",
    "基金",
)


_OFTEN = 2
"""Words of investment in a text that deals with one."""


_HANGUL = re.compile("[가-힣]")


_JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")


_Script = re.Pattern[str]


@dataclass(frozen=True)
class _Entry:
    """What tells a term: stems that stand near all of its patterns, and the patterns by weight."""

    stems: tuple[str, ...]
    patterns: tuple[tuple[float, re.Pattern[str]], ...]


@cache
def _entries(scripts: frozenset[_Script]) -> dict[str, _Entry]:
    """Return the entries of the terms in Latin letters and some scripts, in the deal's order."""
    return {
        term: _Entry(
            tuple(stem for stem in STEMS[term].split("|") if _is_in(stem, scripts)),
            tuple(
                (weight, _compiled(words))
                for weight, listed in LEXICON[term].items()
                for words in listed
                if _is_in(words, scripts)
            ),
        )
        for term in (*TERMS, *LINKED)
    }


@cache
def _compiled(words: str) -> re.Pattern[str]:
    return re.compile(words.lower())


def _is_in(words: str, scripts: frozenset[_Script]) -> bool:
    """Return whether words, or the first script that they need, can stand in a text."""
    if MONEY in words:
        return True
    needed = next((script for script in (_HANGUL, _JAPANESE) if script.search(words)), None)
    return needed is None or needed in scripts


@cache
def _deal() -> re.Pattern[str]:
    return re.compile(DEAL.lower())


@cache
def _doubtful() -> tuple[str, ...]:
    return tuple(DOUBTFUL.split("|"))


@cache
def _elsewhere() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{words})" for words in ELSEWHERE).lower())


def terms_of(statement: Statement, document: Document) -> tuple[tuple[str, Span], ...]:
    """Return the terms that a statement bears on, each with the words that say so best.

    Args:
        statement: What was said; only its content counts, not the cue and the speaker.
        document: Where it stands.

    Returns:
        Paths (``method`` to ``distributions``, ``linked.tariff`` and so on) with the place of the
        weightiest words, in the order of the deal's terms.
    """
    return terms_in(document.text, statement.content or (statement.span,))


def terms_in(text: str, places: tuple[Span, ...] | None = None) -> tuple[tuple[str, Span], ...]:
    """Return the terms that some stretches of a text bear on together.

    Example:
        >>> [term for term, _ in terms_in("They argue over tariffs and who bears the losses.")]
        ['losses', 'linked.tariff']
    """
    looked = _looked_at(text)
    places = places or (Span(0, len(text)),)
    said = [(looked.small[place.start : place.end], place) for place in places]
    found = ((term, looked.matches(entry, said)) for term, entry in looked.entries.items())
    return tuple(
        (term, _best(matches))
        for term, matches in found
        if matches and _is_borne_on(term, matches, looked, places)
    )


Matches = list[tuple[float, Span]]


class _Looked:
    """A text in small letters.

    Attributes:
        small: The text, of the same length; words that mean other things are blanked.
        entries: What tells each term in the scripts of the text.
    """

    def __init__(self, text: str) -> None:
        self.small = _clear(text)
        self._about: dict[str, bool] = {}
        scripts = () if text.isascii() else (_HANGUL, _JAPANESE)
        self.entries = _entries(frozenset(one for one in scripts if one.search(text)))

    def matches(self, entry: _Entry, said: list[tuple[str, Span]]) -> Matches:
        """Return weight and place of the first match of every pattern of a term."""
        hopeful = [place for words, place in said if _holds(words, entry.stems)]
        found: Matches = []
        for weight, words in entry.patterns if hopeful else ():
            for place in hopeful:
                match = words.search(self.small, place.start, place.end)
                if match:
                    found.append((weight, Span(match.start(), match.end())))
                    break
        return found

    @cached_property
    def is_of_an_investment(self) -> bool:
        """Whether the whole text deals with an investment."""
        invested = sum(map(self.small.count, _INVESTMENT))
        dealt = invested + sum(map(self.small.count, _DEALINGS))
        return invested >= _OFTEN or (invested > 0 and dealt > _OFTEN)

    def is_about(self, term: str) -> bool:
        """Return whether words that suffice for a term stand anywhere in the text."""
        if term not in self._about:
            strong = (words for weight, words in self.entries[term].patterns if weight >= ENOUGH)
            self._about[term] = any(words.search(self.small) for words in strong)
        return self._about[term]

    def speaks_of_a_deal(self, places: tuple[Span, ...]) -> bool:
        """Return whether a word shows that the talk is of an investment or a deal."""
        return any(_deal().search(self.small, place.start, place.end) for place in places)


def _holds(words: str, stems: tuple[str, ...]) -> bool:
    for stem in stems:  # noqa: SIM110 -- a generator takes twice as long
        if stem in words:
            return True
    return False


@lru_cache(maxsize=8)
def _looked_at(text: str) -> _Looked:
    return _Looked(text)


def _all_places(stem: str, text: str) -> Iterator[int]:
    at = text.find(stem)
    while at >= 0:
        yield at
        at = text.find(stem, at + 1)


def _clear(text: str) -> str:
    """Return a text in small letters, of the same length, words blanked that mean other things."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join(one.lower() if len(one.lower()) == 1 else one for one in text)
    parts: list[str] = []
    done = 0
    for start, end in _doubtful_stretches(small):
        parts.append(small[done:start])
        found = _elsewhere().sub(lambda match: "\N{BULLET}" * len(match.group()), small[start:end])
        parts.append(found)
        done = end
    return "".join([*parts, small[done:]])


def _doubtful_stretches(small: str) -> Iterator[tuple[int, int]]:
    """Yield where words may stand that mean other things, each from one blank to another."""
    stems = [stem for stem in _doubtful() if stem in small]
    start = end = 0
    for at in sorted(chain.from_iterable(_all_places(stem, small) for stem in stems)):
        if at >= end:
            if end:
                yield start, end
            start = max(end, _blank_before(small, at))
        end = _blank_behind(small, at)
    if end:
        yield start, end


_AROUND = 40
"""Letters around a stem that a word of another meaning may take."""


def _blank_before(text: str, at: int) -> int:
    return text.rfind(" ", 0, max(0, at - _AROUND)) + 1


def _blank_behind(text: str, at: int) -> int:
    found = text.find(" ", at + _AROUND)
    return len(text) if found < 0 else found


def _is_borne_on(term: str, matches: Matches, looked: _Looked, places: tuple[Span, ...]) -> bool:
    weight = _weight(matches)
    if weight >= ENOUGH:
        return True
    if term in LINKED:
        return looked.is_about(term)
    return looked.is_of_an_investment or looked.speaks_of_a_deal(places)


def _weight(matches: Matches) -> float:
    """Return the sum of the weights; words count once, for their weightiest pattern."""
    counted: list[Span] = []
    total = 0.0
    for weight, span in sorted(matches, key=lambda one: -one[0]):
        if not any(span.overlaps(other) for other in counted):
            counted.append(span)
            total += weight
    return total


def _best(found: Matches) -> Span:
    """Return the weightiest words; of several the first, of these the longest."""
    return min(found, key=lambda one: (-one[0], one[1].start, -one[1].end))[1]
