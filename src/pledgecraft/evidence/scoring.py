"""How well an extractor finds the statements that people marked by hand."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pledgecraft.documents.model import Document
from pledgecraft.evidence.gold import Gold, GoldError, read_gold
from pledgecraft.evidence.model import Quantity, Span, Speaker, Speech, Statement
from pledgecraft.evidence.standoff import read_standoff

Extractor = Callable[[Document], tuple[Statement, ...]]

KINDS: tuple[Speech, ...] = ("direct", "mixed", "indirect")
FIELDS = ("exact span", "overlap", "kind", "speaker", "cue", "nested", "hypothetical")
LISTS = ("quantity", "term")
"""Fields of which a statement has any number; each entry counts."""


@dataclass
class Count:
    """Found and marked, found alone, marked alone."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 0 where nothing was found."""
        return self.right / found if (found := self.right + self.extra) else 0.0

    @property
    def recall(self) -> float:
        """Share of what was marked that was found; 0 where nothing was marked."""
        return self.right / marked if (marked := self.right + self.missed) else 0.0

    @property
    def f(self) -> float:
        """Harmonic mean of precision and recall."""
        total = 2 * self.right + self.extra + self.missed
        return 2 * self.right / total if total else 0.0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.right + other.right, self.extra + other.extra, self.missed + other.missed)


Key = tuple[str, str]


@dataclass
class Scores:
    """Counts by kind of speech (or ``all``) and field.

    Attributes:
        counts: For each kind and field.
        documents: How many documents were scored.
    """

    counts: dict[Key, Count] = field(default_factory=dict[Key, Count])
    documents: int = 0

    def of(self, kind: str, name: str) -> Count:
        """Return the count of a field for a kind of speech, or for ``all``."""
        return self.counts.get((kind, name), Count())

    def __add__(self, other: "Scores") -> "Scores":
        keys = {**self.counts, **other.counts}
        counts = {key: self.of(*key) + other.of(*key) for key in keys}
        return Scores(counts, self.documents + other.documents)

    def to_rows(self) -> list[dict[str, Any]]:
        """Return one row a kind of speech and field: counts, precision, recall, F."""
        return [
            {
                "kind": kind,
                "field": name,
                **vars(count),
                "precision": count.precision,
                "recall": count.recall,
                "f": count.f,
            }
            for (kind, name), count in self.counts.items()
        ]

    def table(self) -> str:
        """Return precision, recall, F and counts as plain text."""
        numbers = " ".join(f"{name:>6}" for name in ("P", "R", "F", "right", "extra", "missed"))
        head = f"{'kind':9} {'field':12} {numbers}"
        rows = [
            _row(kind, name, self.of(kind, name))
            for kind in ("all", *KINDS)
            for name in (*FIELDS, *LISTS)
        ]
        return "\n".join([f"{self.documents} documents", head, *(row for row in rows if row)])


def _row(kind: str, name: str, count: Count) -> str:
    if not count.right + count.extra + count.missed:
        return ""
    numbers = f"{count.precision:6.3f} {count.recall:6.3f} {count.f:6.3f}"
    return f"{kind:9} {name:12} {numbers} {count.right:6} {count.extra:6} {count.missed:6}"


def score(
    found: Iterable[Statement], gold: Iterable[Statement], *, as_written: bool = False
) -> Scores:
    """Compare statements found with statements marked, one to one.

    A pair shares content; those that share most are paired first. For ``exact span`` a pair is
    right where all contents are the same to the character; for ``overlap`` wherever there is one.
    For the other fields only pairs count: a speaker is right where the names are the same but for
    case and "the", or where both have none; a cue where it overlaps the one marked, or both have
    none. A statement found alone is extra in each field, one marked alone is missed. Quantities
    and terms count one by one: a quantity is right where the words overlap and number and unit are
    those marked, the days for a date; of things that are counted the number suffices.

    Args:
        found: What an extractor found.
        gold: What people marked.
        as_written: Speakers are marked as the words that name them: those must overlap, or hold the
            last word of the name found.

    Returns:
        Counts by kind and field. The kind is the marked one, or the found one where nothing fits.
    """
    scores = Scores(documents=1)
    marked, candidates = list(gold), list(found)
    pairs = _pair(candidates, marked)
    for one, other in pairs:
        for name in FIELDS:
            _add(scores, other.kind, name, _agree(one, other, name, as_written))
        for name in LISTS:
            _add_count(scores, other.kind, name, _compared(one, other, name))
    left = {id(one) for one, _ in pairs}, {id(other) for _, other in pairs}
    for one in candidates:
        if id(one) not in left[0]:
            _add_all(scores, one, extra=True)
    for other in marked:
        if id(other) not in left[1]:
            _add_all(scores, other, extra=False)
    return scores


def _add_all(scores: Scores, one: Statement, *, extra: bool) -> None:
    """Count a statement that was found alone (extra) or marked alone."""
    sizes = dict.fromkeys(FIELDS, 1) | {name: len(_entries(one, name)) for name in LISTS}
    for name, size in sizes.items():
        count = Count(extra=size) if extra else Count(missed=size)
        _add_count(scores, one.kind, name, count)


def _add(scores: Scores, kind: str, name: str, agrees: bool) -> None:
    _add_count(scores, kind, name, Count(right=1) if agrees else Count(extra=1, missed=1))


def _add_count(scores: Scores, kind: str, name: str, count: Count) -> None:
    for row in ("all", kind):
        scores.counts[row, name] = scores.of(row, name) + count


def _entries(one: Statement, name: str) -> tuple[Any, ...]:
    if name == "term":
        return tuple(dict.fromkeys(path for path, _ in one.terms))
    return one.quantities


def _compared(found: Statement, gold: Statement, name: str) -> Count:
    """Count the entries of two lists that are the same."""
    ours, marked = list(_entries(found, name)), list(_entries(gold, name))
    right = 0
    for entry in marked:
        same = next((one for one in ours if _same(one, entry)), None)
        if same is not None:
            ours.remove(same)
            right += 1
    return Count(right, len(ours), len(marked) - right)


def _same(found: Any, marked: Any) -> bool:
    if not isinstance(marked, Quantity):
        return bool(found == marked)
    if found.kind != marked.kind or not found.span.overlaps(marked.span):
        return False
    if marked.kind == "date":
        return (found.day, found.last_day) == (marked.day, marked.last_day)
    return marked.low in (found.low, found.high) and (
        marked.kind == "count" or found.unit == marked.unit
    )


def _pair(found: list[Statement], gold: list[Statement]) -> list[tuple[Statement, Statement]]:
    """Pair statements that share content, the closest first."""
    close = [
        (likeness, -index, -place)
        for index, one in enumerate(found)
        for place, other in enumerate(gold)
        if (likeness := _likeness(one, other)) > 0
    ]
    taken: tuple[set[int], set[int]] = set(), set()
    pairs: list[tuple[Statement, Statement]] = []
    for _, index, place in sorted(close, reverse=True):
        if index not in taken[0] and place not in taken[1]:
            taken[0].add(index)
            taken[1].add(place)
            pairs.append((found[-index], gold[-place]))
    return pairs


def _likeness(one: Statement, other: Statement) -> float:
    """Return the share of characters that two contents have in common, of all that they have."""
    common = sum(
        max(0, min(a.end, b.end) - max(a.start, b.start))
        for a in one.content
        for b in other.content
    )
    total = sum(span.end - span.start for span in (*one.content, *other.content)) - common
    return common / total if total else 0.0


def _agree(found: Statement, gold: Statement, name: str, as_written: bool) -> bool:
    if name == "overlap":
        return True
    if name == "exact span":
        return found.content == gold.content
    if name == "kind":
        return found.kind == gold.kind
    if name == "speaker" and as_written:
        return _same_words(found.speaker, gold.speaker)
    if name == "speaker":
        return _plain(found.speaker.name) == _plain(gold.speaker.name)
    if name == "cue":
        return _same_cue(found.cue, gold.cue)
    return bool(getattr(found, name)) == bool(getattr(gold, name))


def _plain(name: str | None) -> str | None:
    return None if name is None else name.casefold().removeprefix("the ").strip()


def _same_words(found: Speaker, gold: Speaker) -> bool:
    """Return whether the words overlap, or those marked hold the last word of the name found."""
    if found.span is None or gold.span is None or found.span.overlaps(gold.span):
        nobody = found.span is None and found.name is None
        return gold.span is not None if found.span else nobody is (gold.span is None)
    return bool(found.name) and found.name.split()[-1] in (gold.name or "").split()


def _same_cue(found: Span | None, gold: Span | None) -> bool:
    if found is None or gold is None:
        return found is gold
    return found.overlaps(gold)


def read_folder(folder: Path) -> list[Gold]:
    """Read all marked documents of a folder and the folders in it, by name: .toml, and .ann."""
    found = sorted(path for ending in ("toml", "ann") for path in folder.rglob(f"*.{ending}"))
    return [_gold_or_error(path) for path in found]


def _gold_or_error(path: Path) -> Gold:
    """Return a gold document; what is missing or of another kind is named with its file."""
    try:
        return read_standoff(path) if path.suffix == ".ann" else read_gold(path)
    except GoldError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise GoldError(f"{path.name} is no marked document: {error!r}") from None


def score_folder(folder: Path, extractor: Extractor) -> Scores:
    """Score an extractor on all gold files of a folder, every statement with the same weight.

    Args:
        folder: A folder of gold files, folders in it too.
        extractor: Finds the statements of a document.

    Raises:
        GoldError: Marked words do not stand in the text.
    """
    return score_all(read_folder(folder), extractor)


_UNMARKED = re.compile(r"[^\d]*\d{1,2}\s?[월月][^\d]*$")
"""A month without a day or a year."""


def _countable(found: Iterable[Statement], document: Document) -> Iterator[Statement]:
    """Yield statements without dates that nobody marks: "Monday", "last month", a month alone."""
    for one in found:
        quantities = tuple(
            quantity
            for quantity in one.quantities
            if quantity.kind != "date"
            or (
                re.search(r"\d|[〇一二三四五六七八九十]", quantity.span.of(document.text))
                and not _UNMARKED.match(quantity.span.of(document.text))
            )
        )
        yield replace(one, quantities=quantities)


def score_all(golds: Sequence[Gold], extractor: Extractor) -> Scores:
    """Score an extractor on documents already read."""
    total = Scores()
    for gold in golds:
        found = _countable(extractor(gold.document), gold.document)
        if gold.by_words:
            text = gold.document.text
            ours = [_words(text, one) for one in _as_relations(found)]
            marked = [_words(text, one) for one in gold.statements]
            total += score(ours, marked, as_written=True)
        else:
            total += score(found, _countable(gold.statements, gold.document))
    return total


def _as_relations(found: Iterable[Statement]) -> list[Statement]:
    """Return statements as corpora of attribution mark them: one level, one for each cue.

    What others say within a statement is left out. A quotation without a verb of saying belongs to
    the statement before it, where that is by the same speaker.
    """
    joined: list[Statement] = []
    for one in found:
        if one.nested:
            continue
        last = joined[-1] if joined else None
        if last is None or one.cue is not None or one.speaker.name != last.speaker.name:
            joined.append(one)
            continue
        kind: Speech = one.kind if one.kind == last.kind else "mixed"
        joined[-1] = replace(last, content=(*last.content, *one.content), kind=kind)
    return joined


def _words(text: str, one: Statement) -> Statement:
    """Return a statement whose content is its words one by one, without a "that" before them."""
    words = [
        Span(span.start + word.start(), span.start + word.end())
        for span in one.content
        for word in re.finditer(r"\w+", span.of(text))
    ]
    if words and words[0].of(text) == "that":
        words = words[1:]
    return replace(one, content=tuple(words), quantities=(), terms=())
