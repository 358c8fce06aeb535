"""What a document is: its text, its hashes, and what it says of itself."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

PARAGRAPH = "\n\n"
"""Between paragraphs of a document's text."""


@dataclass(frozen=True)
class Metadata:
    """What a document says of itself; ``None`` and empty where it is silent.

    Attributes:
        publisher: Who published it.
        title: Its title.
        authors: Names of its authors.
        published: When it was published first.
        updated: When it was changed last.
        language: ISO 639-1 code of its text.
        translated_from: ISO 639-1 code of the text that it was translated from, or ``und``.
        ai_assisted: Whether it says that a machine translated or wrote a part of it.
        human_reviewed: Whether it says that a person looked at that.
        secondary_of: Publishers or interviews whose report it passes on.
        address: Where it was found.
    """

    publisher: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    language: str | None = None
    translated_from: str | None = None
    ai_assisted: bool | None = None
    human_reviewed: bool | None = None
    secondary_of: tuple[str, ...] = ()
    address: str | None = None


@dataclass(frozen=True)
class Aside:
    """Something on the page that is not the article's own words.

    Attributes:
        kind: ``post`` (embedded from elsewhere), ``caption``, ``table``, ``note`` (on translation,
            sources, corrections), ``furniture`` (menus, counters, related links).
        text: What it says.
        address: Where it comes from, if that is said.
    """

    kind: str
    text: str
    address: str | None = None


@dataclass(frozen=True)
class Document:
    """A document's own words, paragraph by paragraph.

    Attributes:
        id: Short name, unique in an archive: letters, digits, hyphens.
        text: The article's own words; paragraphs with an empty line between them. It never changes
            once addresses point into it.
        metadata: What it says of itself.
        asides: What stands on the page beside the words.
        sha256_bytes: Hash of the bytes that were read; empty where the text was given.
    """

    id: str
    text: str
    metadata: Metadata = field(default_factory=Metadata)
    asides: tuple[Aside, ...] = ()
    sha256_bytes: str = ""

    @cached_property
    def sha256_text(self) -> str:
        """Hash of the text in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def paragraphs(self) -> tuple[tuple[int, int], ...]:
        """Start and end of each paragraph in the text."""
        found: list[tuple[int, int]] = []
        start = 0
        for part in self.text.split(PARAGRAPH):
            found.append((start, start + len(part)))
            start += len(part) + len(PARAGRAPH)
        return tuple(found)
