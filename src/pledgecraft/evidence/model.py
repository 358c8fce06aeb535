"""What is found in a document: spans, quantities, statements."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

CONTEXT = 32
"""Characters kept before and after a span, so that it can be found again."""


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of a document's text: ``text[start:end]``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return what the text says there."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Return whether the two have a character in common."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Selector:
    """A span with what is needed to find it again; W3C Web Annotation position and quote.

    Attributes:
        span: Where it stands.
        exact: What stands there.
        prefix: At most 32 characters before it.
        suffix: At most 32 characters after it.
        sha256_text: Hash of the text that it points into.
    """

    span: Span
    exact: str
    prefix: str
    suffix: str
    sha256_text: str


Kind = Literal["money", "percent", "count", "date", "duration"]
Bound = Literal["exact", "about", "at least", "more than", "at most", "less than", "between"]


@dataclass(frozen=True)
class Quantity:
    """A number with its unit and its bounds.

    Attributes:
        span: Where it stands, with the words that bound it ("more than 300").
        kind: Of what it is.
        low: The number, or the least one; ``None`` where only an upper bound is said.
        high: The number, or the largest one; ``None`` where only a lower bound is said.
        unit: ISO 4217 code for money, ``%``, ``percentage point``, the thing counted ("workers"),
            ``year``, ``month``, ``week``, ``day``, ``business day``; ``date`` for dates.
        bound: How the words bound it.
        day: For a date: the first day that it may mean.
        last_day: For a date: the last day that it may mean.
        per: For rates: ``year``, ``month``, ``day``.
    """

    span: Span
    kind: Kind
    low: Decimal | None
    high: Decimal | None
    unit: str
    bound: Bound = "exact"
    day: date | None = None
    last_day: date | None = None
    per: str | None = None


Speech = Literal["direct", "mixed", "indirect"]


@dataclass(frozen=True)
class Speaker:
    """Who says something.

    Attributes:
        span: The words that name the speaker in this sentence, a pronoun too; ``None`` where the
            text names none.
        name: The person or body that they mean; ``None`` where the text names none ("critics").
    """

    span: Span | None
    name: str | None


@dataclass(frozen=True)
class Statement:
    """Something that somebody is said to have said.

    Attributes:
        span: The whole sentence or sentences with cue and speaker.
        kind: Direct (all in quotation marks), mixed (some of it), or indirect speech.
        content: Where what was said stands, without cue and speaker; several where the cue stands
            in between.
        quoted: The parts within quotation marks, without the marks.
        speaker: Who says it.
        cue: The verb or phrase of saying ("said", "according to").
        addressee: To whom, as written.
        said: The day on which it was said; ``None`` where it cannot be known.
        said_by: How that is known: ``stated``, ``weekday``, ``relative``, ``published``.
        nested: Whether it stands inside what somebody else says.
        hypothetical: Whether it stands in an example, a condition or a question.
        quantities: Quantities within it.
        terms: Paths of terms that it bears on, each with the words that say so.
    """

    span: Span
    kind: Speech
    content: tuple[Span, ...]
    quoted: tuple[Span, ...]
    speaker: Speaker
    cue: Span | None
    addressee: Span | None = None
    said: date | None = None
    said_by: str | None = None
    nested: bool = False
    hypothetical: bool = False
    quantities: tuple[Quantity, ...] = ()
    terms: tuple[tuple[str, Span], ...] = ()
