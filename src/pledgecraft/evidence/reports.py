"""Statements of documents with quantities and terms, and what two documents say across."""

from dataclasses import replace
from typing import Any

from pledgecraft.documents.model import Document
from pledgecraft.evidence.alignment import Report, align
from pledgecraft.evidence.compare import agreements, conflicts
from pledgecraft.evidence.extractors import (
    Extraction,
    Extractor,
    StatementExtractor,
    extract,
    quantities_of,
)
from pledgecraft.evidence.facts import Finding
from pledgecraft.evidence.model import Span, Statement
from pledgecraft.evidence.statements import find_statements
from pledgecraft.evidence.terms import terms_of


def extract_statements(document: Document, *others: Extractor) -> Extraction:
    """Return a document's statements as verified candidates, by the rules and by others.

    Args:
        document: The document.
        others: More extractors, such as a language model; where they propose what the rules found,
            the rules' candidate stands.
    """
    return extract(document, StatementExtractor(find_statements), *others)


def report_on(document: Document) -> Report:
    """Return a document's statements with their quantities and terms, and all its quantities."""
    numbers = quantities_of(document)
    statements = tuple(
        replace(
            one,
            quantities=tuple(number for number in numbers if _within(number.span, one)),
            terms=terms_of(one, document),
        )
        for one in find_statements(document)
    )
    return Report(document, statements, numbers)


def _within(span: Span, statement: Statement) -> bool:
    return any(part.start <= span.start and span.end <= part.end for part in statement.content)


def compare_documents(first: Document, second: Document) -> list[dict[str, Any]]:
    """Return what two documents say alike and otherwise, each entry with both places.

    An entry has ``kind``, ``says``, the two places ``a`` and ``b`` with their words, and for the
    same utterance the kinds of ``differences`` in their wording.
    """
    a, b = report_on(first), report_on(second)
    entries: list[dict[str, Any]] = []
    for found in align(a, b):
        kinds = list(dict.fromkeys(one.kind for one in found.differences))
        says = ", ".join(kinds) if kinds else "word for word"
        entries.append(
            {
                "kind": "same utterance",
                "says": f"{found.a.speaker.name or 'speaker not named'}: {says}",
                "a": _side(first, found.a.span),
                "b": _side(second, found.b.span),
                "differences": [
                    {"kind": one.kind, "a": _words(first, one.a), "b": _words(second, one.b)}
                    for one in found.differences
                ],
            }
        )
    entries += [_entry(first, second, one) for one in (*conflicts(a, b), *agreements(a, b))]
    return entries


def _entry(first: Document, second: Document, found: Finding) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "says": found.says,
        "a": _side(first, found.a),
        "b": _side(second, found.b),
        "differences": [],
    }


def _side(document: Document, span: Span) -> dict[str, Any]:
    return {
        "document": document.id,
        "start": span.start,
        "end": span.end,
        "text": span.of(document.text),
    }


def _words(document: Document, span: Span | None) -> str | None:
    return None if span is None else span.of(document.text)
