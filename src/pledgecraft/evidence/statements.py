"""Statements in a document: who is said to have said what."""

import re
from datetime import date

from pledgecraft.documents.model import Document
from pledgecraft.evidence.model import Statement
from pledgecraft.evidence.speech.drafts import Draft
from pledgecraft.evidence.speech.english import Reader
from pledgecraft.evidence.speech.japanese import read_japanese
from pledgecraft.evidence.speech.korean import read_korean
from pledgecraft.evidence.speech.marks import Quotation, find_quotations

_HANGUL = re.compile("[가-힣]")
_KANA = re.compile("[ぁ-ヿ]")
_SAMPLE = 2_000
"""Letters that are looked at to tell a text's language."""


def find_statements(document: Document) -> tuple[Statement, ...]:
    """Return what a document says that somebody said.

    In direct speech a content span is what stands within the quotation marks; in mixed and indirect
    speech it is the clause without the verb of saying and without "that", marks inside it included.

    Args:
        document: The document; its language is told from its letters where it does not say.

    Returns:
        Statements by their place, without quantities and terms. Every span points into the
        document's text.

    Example:
        >>> document = Document("a", 'Mara Ostrov, the minister, said: "Not yet."')
        >>> [(one.speaker.name, one.kind) for one in find_statements(document)]
        [('Mara Ostrov', 'direct')]
    """
    quotations = find_quotations(document.text, document.paragraphs)
    published = document.metadata.published
    day = published.date() if published else None
    language = document.metadata.language or _language(document.text)
    drafts = _read(document, quotations, day, language[:2])
    return tuple(draft.finished() for draft in drafts)


def _read(
    document: Document, quotations: list[Quotation], day: date | None, language: str
) -> list[Draft]:
    if language == "ko":
        return read_korean(document, quotations, day)
    if language == "ja":
        return read_japanese(document, quotations, day)
    return Reader(document.text, document.paragraphs, quotations, day).read()


def _language(text: str) -> str:
    """Tell the language from the letters of a text's beginning."""
    sample = text[:_SAMPLE]
    if sample.isascii():
        return "en"
    hangul = len(_HANGUL.findall(sample))
    kana = len(_KANA.findall(sample))
    if 8 * max(hangul, kana) < len(sample):
        return "en"
    return "ko" if hangul > kana else "ja"
