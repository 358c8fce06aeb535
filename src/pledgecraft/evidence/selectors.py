"""Selectors: a span with what is needed to find it again, and the search for it.

A place holds only in the text that it was taken from. Where the text has changed, nothing is moved:
:func:`find_again` refuses and says where the quote stands now.

Source:
    W3C Web Annotation Data Model, TextPositionSelector and TextQuoteSelector.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from pledgecraft.base.errors import CODES, CaseError, Problem
from pledgecraft.documents.model import Document
from pledgecraft.evidence.model import CONTEXT, Selector, Span

Whereabouts = Literal["same place", "once", "several", "near", "nowhere"]

_WORD = re.compile(r"[^\W_]+")
_SHOWN = 5
_SEARCHED = 400_000


@dataclass(frozen=True)
class Found:
    """Where a quote stands in a text.

    Attributes:
        how: ``same place`` (where it was said to be), ``once`` (elsewhere), ``several`` times,
            ``near`` (only words like it, or the place between its neighbours), or ``nowhere``.
        spans: The places, at most one for ``near``; none for ``nowhere``.
    """

    how: Whereabouts
    spans: tuple[Span, ...] = ()


class SelectorError(CaseError):
    """A selector does not fit a text; nothing has been moved.

    Attributes:
        found: Where the quote stands now.
    """

    def __init__(self, problem: Problem, *, found: Found) -> None:
        super().__init__(problem)
        self.found = found


def sha256(text: str) -> str:
    """Return the hash of a text in UTF-8; lone surrogates, which no file holds, are let through."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def select(document: Document, span: Span) -> Selector:
    """Return a selector for a span.

    Raises:
        SelectorError: K955, the span lies outside of the text.

    Example:
        >>> select(Document("a", "We pay half."), Span(3, 6)).exact
        'pay'
    """
    _refuse_outside(document, span)
    text = document.text
    return Selector(
        span=span,
        exact=span.of(text),
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
        sha256_text=document.sha256_text,
    )


def find_again(document: Document, selector: Selector) -> Span:
    """Return the place of a selector's quote in the text that it was taken from.

    Raises:
        SelectorError: K951 the text has changed around the quote, K952 the quote stands elsewhere,
            K953 several times, K954 not at all, K955 the place lies outside of the text.
    """
    unchanged = document.sha256_text == selector.sha256_text
    if unchanged:
        _refuse_outside(document, selector.span)
        if selector.span.of(document.text) == selector.exact:
            return selector.span
    found = search(document.text, selector)
    raise SelectorError(moved(document, selector.span, found, unchanged=unchanged), found=found)


def is_inside(document: Document, span: Span) -> bool:
    """Return whether a span is a stretch of a document's text."""
    return 0 <= span.start <= span.end <= len(document.text)


def outside(document: Document, span: Span) -> Problem:
    """Return the problem of a span that lies outside of a text (K955)."""
    fix = (
        f"Found {span.start} to {span.end}; the text of {document.id} has characters 0 to "
        f"{len(document.text)}. Write a start that is not after the end."
    )
    return Problem("K955", CODES["K955"], fix)


def _refuse_outside(document: Document, span: Span) -> None:
    if not is_inside(document, span):
        raise SelectorError(outside(document, span), found=Found("nowhere"))


def search(text: str, selector: Selector) -> Found:
    """Return where a quote stands in a text, whatever the text's hash."""
    if selector.exact and stands(text, selector.span, selector.exact):
        return Found("same place", (selector.span,))
    places = occurrences(text, selector.exact)
    if places:
        return Found("once" if len(places) == 1 else "several", places)
    near = _between(text, selector) or _alike(text, selector.exact)
    return Found("near", (near,)) if near else Found("nowhere")


def stands(text: str, span: Span, exact: str) -> bool:
    """Return whether some words stand at a place of a text."""
    return span.start >= 0 and span.of(text) == exact


def search_hashed(text: str, span: Span, sha256_exact: str) -> Found:
    """Return where words stand of which only the length and the hash are known."""
    size = span.end - span.start
    if span.start >= 0 and sha256(span.of(text)) == sha256_exact:
        return Found("same place", (span,))
    last = min(len(text), _SEARCHED // max(1, size // 64)) - size
    starts = range(max(0, last + 1))
    places = [Span(at, at + size) for at in starts if sha256(text[at : at + size]) == sha256_exact]
    if not places:
        return Found("nowhere")
    return Found("once" if len(places) == 1 else "several", tuple(places))


def occurrences(text: str, quote: str) -> tuple[Span, ...]:
    """Return every place of a quote, overlapping ones too; none for an empty quote.

    Example:
        >>> len(occurrences("a pledge is a pledge", "pledge"))
        2
    """
    found: list[Span] = []
    at = text.find(quote) if quote else -1
    while at >= 0:
        found.append(Span(at, at + len(quote)))
        at = text.find(quote, at + 1)
    return tuple(found)


def _between(text: str, selector: Selector) -> Span | None:
    """Return the stretch between a quote's neighbours, where both stand once and in order."""
    before, after = occurrences(text, selector.prefix), occurrences(text, selector.suffix)
    if len(before) != 1 or len(after) != 1 or before[0].end > after[0].start:
        return None
    between = Span(before[0].end, after[0].start)
    room = 2 * len(selector.exact) + CONTEXT
    return between if between.end - between.start <= room else None


def _alike(text: str, quote: str) -> Span | None:
    """Return the longest run of words that a text shares with a quote, if it is half of them."""
    wanted = [match.group().casefold() for match in _WORD.finditer(quote)]
    places = list(_WORD.finditer(text[:_SEARCHED]))
    words = [match.group().casefold() for match in places]
    matcher = SequenceMatcher(None, wanted, words, autojunk=False)
    run = matcher.find_longest_match()
    if run.size == 0 or 2 * run.size < len(wanted):
        return None
    return Span(places[run.b].start(), places[run.b + run.size - 1].end())


def moved(document: Document, span: Span, found: Found, *, unchanged: bool) -> Problem:
    """Return the problem of a quote that cannot be taken from where it was said to be."""
    code, where = _SAID[found.how]
    cause = "The text is the same, but the selector is not of it." if unchanged else "It changed."
    fix = (
        f"The selector points to characters {span.start} to {span.end} of {document.id}. {cause} "
        f"{where(found.spans)} Check it there and select it anew."
    )
    return Problem(code, CODES[code], fix)


def _places(spans: tuple[Span, ...]) -> str:
    shown = [f"{span.start} to {span.end}" for span in spans[:_SHOWN]]
    more = [f"{len(spans) - _SHOWN} more places"] if len(spans) > _SHOWN else []
    return "; ".join(shown + more)


_SAID: dict[Whereabouts, tuple[str, Callable[[tuple[Span, ...]], str]]] = {
    "same place": ("K951", lambda _: "The quote still stands there."),
    "once": ("K952", lambda spans: f"The quote now stands once: {_places(spans)}."),
    "several": ("K953", lambda spans: f"The quote now stands at {_places(spans)}."),
    "near": ("K954", lambda spans: f"The nearest words stand at {_places(spans)}."),
    "nowhere": ("K954", lambda _: "Nothing like it stands in the text."),
}
