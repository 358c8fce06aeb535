"""Documents with everything that people marked in them by hand."""

import tomllib
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from pledgecraft.documents.model import Document, Metadata
from pledgecraft.evidence.model import Kind, Quantity, Span, Speaker, Statement


class GoldError(ValueError):
    """A gold file whose words do not stand in its text."""


@dataclass(frozen=True)
class Gold:
    """A document with everything that people marked in it.

    Attributes:
        document: The document.
        style: How it is written.
        statements: What was marked.
        by_words: By other conventions than ours: only words count, and speakers are as written.
    """

    document: Document
    style: str
    statements: tuple[Statement, ...]
    by_words: bool = False


def read_gold(path: Path) -> Gold:
    """Read a document with its marks.

    Raises:
        GoldError: Marked words do not stand in the text.
    """
    data = tomllib.loads(path.read_text("utf-8"))
    text = str(data["text"]).rstrip("\n")
    metadata = Metadata(
        published=_moment(data.get("published")),
        language=data.get("language"),
        translated_from=data.get("translated_from"),
    )
    entries = cast("list[dict[str, Any]]", data.get("statement", []))
    statements = tuple(_statement(text, entry, path.name) for entry in entries)
    return Gold(Document(path.stem, text, metadata), str(data.get("style", "")), statements)


def _moment(value: Any) -> datetime | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time())
    return value


def _statement(text: str, entry: dict[str, Any], name: str) -> Statement:
    content = tuple(_span(text, part, name) for part in entry["content"])
    words = _span(text, entry["speaker_words"], name) if "speaker_words" in entry else None
    cue = _span(text, entry["cue"], name) if "cue" in entry else None
    whole = Span(content[0].start, content[-1].end)
    statement = Statement(
        span=whole,
        kind=entry["kind"],
        content=content,
        quoted=(),
        speaker=Speaker(words, entry.get("speaker")),
        cue=cue,
        nested=bool(entry.get("nested")),
        hypothetical=bool(entry.get("hypothetical")),
    )
    return replace(
        statement,
        quantities=tuple(_quantity(text, part, name) for part in entry.get("quantities", [])),
        terms=tuple((path, whole) for path in entry.get("terms", [])),
    )


_DURATIONS = ("year", "month", "week", "day", "business day", "hour", "minute")


def _quantity(text: str, part: dict[str, Any], name: str) -> Quantity:
    """Return a quantity marked by hand; its bound is that of its words and is not scored."""
    span, value, unit = _span(text, part, name), str(part["value"]), str(part["unit"])
    if unit == "date":
        first, last = _days(value)
        return Quantity(span, "date", None, None, unit, day=first, last_day=last)
    kind: Kind = "count"
    if unit in ("%", "percentage point"):
        kind = "percent"
    elif unit in _DURATIONS:
        kind = "duration"
    elif unit.isupper() and len(unit) == 3:
        kind = "money"
    number = Decimal(value)
    return Quantity(span, kind, number, number, unit)


def _days(value: str) -> tuple[date, date]:
    """Return the first and the last day of a day, month, quarter or year."""
    year, _, rest = value.partition("-")
    if rest.count("-"):
        return date.fromisoformat(value), date.fromisoformat(value)
    first, last = 1, 12
    if rest.startswith("Q"):
        first, last = 3 * int(rest[1:]) - 2, 3 * int(rest[1:])
    elif rest:
        first = last = int(rest)
    return date(int(year), first, 1), date(int(year), last, monthrange(int(year), last)[1])


def _span(text: str, part: dict[str, Any], name: str) -> Span:
    """Return where words stand for the n-th time, overlapping ones counted."""
    exact = str(part["exact"])
    start = -1
    for _ in range(int(part.get("occurrence", 1))):
        start = text.find(exact, start + 1)
        if start < 0:
            raise GoldError(f"{name}: {exact!r} does not stand in the text so often.")
    span = Span(start, start + len(exact))
    if span.of(text) != exact:
        raise GoldError(f"{name}: {exact!r} is not what stands there.")
    return span
