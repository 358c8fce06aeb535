"""A span within its paragraph, safe to print on a terminal."""

import unicodedata
from dataclasses import dataclass

from pledgecraft.documents.model import Document
from pledgecraft.evidence.model import Span
from pledgecraft.evidence.selectors import select


@dataclass(frozen=True)
class ParagraphView:
    """A span within its paragraph, safe to print.

    Attributes:
        paragraph: Place of the paragraph; of all paragraphs that the span touches.
        before: What stands before the span in it.
        marked: What stands in the span.
        after: What stands after it.
    """

    paragraph: Span
    before: str
    marked: str
    after: str

    def __str__(self) -> str:
        return f"{self.before}⟦{self.marked}⟧{self.after}"


def paragraph_view(document: Document, span: Span) -> ParagraphView:
    r"""Return the paragraph around a span, for a terminal; control characters become ``�``.

    Raises:
        SelectorError: K955, the span lies outside of the text.

    Example:
        >>> print(paragraph_view(Document("a", "First.\n\nWe pay half."), Span(11, 14)))
        We ⟦pay⟧ half.
    """
    select(document, span)
    around = [
        (start, end)
        for start, end in document.paragraphs
        if start <= span.end and span.start <= end
    ]
    start = min(span.start, *(start for start, _ in around))
    end = max(span.end, *(end for _, end in around))
    text = document.text
    parts = (text[start : span.start], span.of(text), text[span.end : end])
    return ParagraphView(Span(start, end), *(printable(part) for part in parts))


_STEERING = ("Cc", "Cf", "Cs")


def printable(text: str) -> str:
    """Return a text that steers no terminal: controls and marks of direction become ``�``."""
    return "".join("�" if _steers(character) else character for character in text)


def _steers(character: str) -> bool:
    return character not in "\n\t" and unicodedata.category(character) in _STEERING
