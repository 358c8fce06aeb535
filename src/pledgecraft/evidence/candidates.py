"""What extractors propose: candidates, which never change."""

import json
from datetime import date
from functools import cached_property
from typing import Literal

from pledgecraft.base.model import Model
from pledgecraft.documents.model import Document
from pledgecraft.evidence.claims import (
    Amount,
    Bearing,
    Place,
    Sha256,
    amounts_of,
)
from pledgecraft.evidence.model import Span, Speech, Statement
from pledgecraft.evidence.selectors import select, sha256


class Extent(Model):
    """A stretch of a text in a file."""

    start: Place
    end: Place


class Candidate(Model):
    """A statement that an extractor proposes; its id is the hash of all that it says.

    Its words run from ``start`` to ``end``, with cue and speaker where they stand; ``content`` is
    what was said, ``quoted`` what of it stands in quotation marks; without content all was said.
    """

    document: str
    sha256_text: Sha256
    start: Place
    end: Place
    exact: str
    kind: Speech
    speaker: str | None = None
    cue: str | None = None
    said: date | None = None
    said_by: Literal["stated", "weekday", "relative", "published"] | None = None
    addressee: str | None = None
    says: str = ""
    content: tuple[Extent, ...] = ()
    quoted: tuple[Extent, ...] = ()
    nested: bool = False
    hypothetical: bool = False
    terms: tuple[Bearing, ...] = ()
    quantities: tuple[Amount, ...] = ()
    extractor: str
    version: str

    @cached_property
    def id(self) -> str:
        """Hash of the candidate's content."""
        return sha256(canonical(self))

    @property
    def span(self) -> Span:
        """The place of its words."""
        return Span(self.start, self.end)

    @property
    def said_at(self) -> tuple[Span, ...]:
        """Where what was said stands: its content, or all of its words."""
        return tuple(Span(one.start, one.end) for one in self.content) or (self.span,)


def canonical(model: Model) -> str:
    """Return all that a model says as JSON that is the same on every machine."""
    said = model.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    return json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":"))


def candidate_of(
    statement: Statement, document: Document, *, extractor: str, version: str, says: str = ""
) -> Candidate:
    """Return a statement that was found in a document as a candidate.

    Raises:
        SelectorError: K955, the statement lies outside of the text.
    """
    text = document.text
    selector = select(document, statement.span)
    return Candidate.model_validate(
        {
            "document": document.id,
            "sha256_text": selector.sha256_text,
            "start": statement.span.start,
            "end": statement.span.end,
            "exact": selector.exact,
            "kind": statement.kind,
            "speaker": statement.speaker.name,
            "says": says,
            "cue": statement.cue.of(text) if statement.cue else None,
            "said": statement.said,
            "said_by": statement.said_by,
            "addressee": statement.addressee.of(text) if statement.addressee else None,
            "content": [{"start": span.start, "end": span.end} for span in statement.content],
            "quoted": [{"start": span.start, "end": span.end} for span in statement.quoted],
            "nested": statement.nested,
            "hypothetical": statement.hypothetical,
            "terms": [
                {"path": path, "start": span.start, "end": span.end}
                for path, span in statement.terms
            ],
            "quantities": amounts_of(statement.quantities),
            "extractor": extractor,
            "version": version,
        }
    )
