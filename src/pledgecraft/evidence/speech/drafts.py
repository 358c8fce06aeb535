"""Statements as they grow."""

from dataclasses import dataclass
from datetime import date

from pledgecraft.evidence.model import Span, Speaker, Speech, Statement


@dataclass(slots=True)
class Draft:
    """A statement that further sentences may still add to.

    Attributes:
        span: Its sentences.
        kind: Direct, mixed or indirect.
        content: What was said.
        quoted: The parts in quotation marks.
        cue: The verb or phrase of saying.
        who: The words that name the speaker.
        inherits: Whether the subject stands before an earlier verb.
        unnamed: Whether nobody can be the speaker.
        name: The speaker, once resolved.
        addressee: To whom.
        said: When.
        said_by: How that is known.
        nested: Whether it stands in somebody else's words.
        hypothetical: Whether it stands in an example, a condition or a question.
        runs_on: Whether the next paragraph carries on with its last quotation.
    """

    span: Span
    kind: Speech
    content: list[Span]
    quoted: list[Span]
    cue: Span | None = None
    who: Span | None = None
    inherits: bool = False
    unnamed: bool = False
    name: str | None = None
    addressee: Span | None = None
    said: date | None = None
    said_by: str | None = None
    nested: bool = False
    hypothetical: bool = False
    runs_on: bool = False

    def extend(self, span: Span, quoted: list[Span]) -> None:
        """Add quotations of a sentence that carries on."""
        self.span = Span(self.span.start, span.end)
        self.content.extend(quoted)
        self.quoted.extend(quoted)

    def finished(self) -> Statement:
        """Return the statement."""
        return Statement(
            span=self.span,
            kind=self.kind,
            content=tuple(self.content),
            quoted=tuple(self.quoted),
            speaker=Speaker(self.who, self.name),
            cue=self.cue,
            addressee=self.addressee,
            said=self.said,
            said_by=self.said_by,
            nested=self.nested,
            hypothetical=self.hypothetical,
        )
