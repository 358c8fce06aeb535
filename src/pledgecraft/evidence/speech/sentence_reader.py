"""What reading Korean and Japanese sentence by sentence has in common."""

from datetime import date

from pledgecraft.documents.model import Document
from pledgecraft.evidence.model import Span, Speech
from pledgecraft.evidence.speech.days import day_said_cjk
from pledgecraft.evidence.speech.drafts import Draft
from pledgecraft.evidence.speech.marks import Quotation, mask
from pledgecraft.evidence.speech.people import People
from pledgecraft.evidence.speech.sentences import find_sentences


class SentenceReader:
    """Reads a text sentence by sentence and remembers who spoke.

    Attributes:
        text: The text.
        masked: The same with its outer quotations filled in.
        people: Who is named.
        drafts: Statements found so far.
    """

    def __init__(
        self,
        document: Document,
        quotations: list[Quotation],
        published: date | None,
        *,
        language: str,
    ) -> None:
        self.text = document.text
        self.paragraphs = document.paragraphs
        self.quotations = [quotation for quotation in quotations if quotation.depth == 0]
        self.masked = mask(self.text, self.quotations)
        self.published = published
        self.people = People(language, self.text)
        self.drafts: list[Draft] = []
        self._at = 0

    def read(self) -> list[Draft]:
        """Return the statements of all sentences."""
        for start, end in self.paragraphs:
            for span in find_sentences(self.text, self.masked, start=start, end=end):
                self.sentence(span)
        return self.drafts

    def sentence(self, span: Span) -> None:
        """Read a sentence."""
        raise NotImplementedError

    def is_hypothetical(self, span: Span, content: Span) -> bool:
        """Return whether what a sentence reports is only supposed."""
        raise NotImplementedError

    def inside(self, span: Span) -> list[Quotation]:
        """Return the quotations of a sentence; sentences come in their order."""
        while self._at < len(self.quotations) and self.quotations[self._at].start < span.start:
            self._at += 1
        last = self._at
        while last < len(self.quotations) and self.quotations[last].start < span.end:
            last += 1
        return self.quotations[self._at : last]

    def keep(
        self,
        span: Span,
        cue: Span | None,
        content: list[Span],
        quoted: list[Span],
        topic: tuple[Span, int] | None,
    ) -> None:
        """Keep a statement, and who speaks: its topic, or the last who spoke."""
        kind: Speech = "indirect" if not quoted else "direct" if content == quoted else "mixed"
        draft = Draft(span, kind, content, quoted, cue)
        if topic is not None:
            draft.who = topic[0]
            draft.name = self.people.resolve(topic[0].of(self.text))
        else:
            draft.name = self.people.last
        draft.said, draft.said_by = day_said_cjk(self.masked, span.start, span.end, self.published)
        draft.hypothetical = self.is_hypothetical(span, content[0])
        self.drafts.append(draft)
