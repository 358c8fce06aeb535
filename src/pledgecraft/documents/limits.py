"""What a document may cost to read; checked before a tree is built."""

import re
from dataclasses import dataclass

from pledgecraft.documents.characters import names
from pledgecraft.documents.problems import refusal

MEGABYTE = 1 << 20
PARTS = re.compile(r"<(?:!--|!|(/?)([A-Za-z][^\s/>]*))")
RAW = {"script", "style", "textarea", "title", "xmp", "noframes"}
UNCLOSED = names(
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th "
    "thead tbody tfoot option optgroup colgroup rt rp html head body"
)
"""Elements that need no end tag, so that a missing one is no depth."""


@dataclass(frozen=True)
class Limits:
    """How much a document may hold and how long it may take.

    Attributes:
        page_bytes: Most bytes of a page or a text.
        pdf_bytes: Most bytes of a PDF.
        depth: Most elements inside each other.
        seconds: Longest time for a page or a text.
        pdf_seconds: Longest time for a PDF.
        memory: Most bytes of memory that reading may take, where the system can limit it.
        pages: Most pages of a PDF.
    """

    page_bytes: int = 20 * MEGABYTE
    pdf_bytes: int = 60 * MEGABYTE
    depth: int = 400
    seconds: float = 20.0
    pdf_seconds: float = 120.0
    memory: int = 1536 * MEGABYTE
    pages: int = 5_000


LIMITS = Limits()
"""The limits that hold where none are given."""


def check_size(size: int, *, kind: str, limits: Limits) -> None:
    """Refuse what is too large.

    Raises:
        DocumentError: T902.
    """
    most = limits.pdf_bytes if kind == "pdf" else limits.page_bytes
    if size > most:
        found = f"It holds {size / MEGABYTE:.0f} MB; at most {most / MEGABYTE:.0f} MB are read"
        raise refusal("T902", f"{found}. Save the article alone, or pass larger limits.")


def check_markup(markup: str, *, limits: Limits) -> None:
    """Refuse markup that nests too deeply or defines entities, in one pass and without a tree.

    Raises:
        DocumentError: T903, it nests too deeply; T904, it defines entities.
    """
    depth = place = 0
    while found := PARTS.search(markup, place):
        place = found.end()
        if found[2] is None:
            place = _after_declaration(markup, found)
            continue
        name = found[2].lower()
        place = _after(markup, ">", place)
        if found[1]:
            depth = max(0, depth - (name not in UNCLOSED))
            continue
        if name in RAW:
            place = _after_raw(markup, name, place)
        elif name not in UNCLOSED and not _closes_itself(markup, place):
            depth += 1
        if depth > limits.depth:
            raise _too_deep(limits.depth)


def _closes_itself(markup: str, place: int) -> bool:
    return markup.endswith("/>", 0, place)


def _after_declaration(markup: str, found: re.Match[str]) -> int:
    if found[0] == "<!--":
        return _after(markup, "-->", found.end())
    if markup[found.end() : found.end() + 6].upper() == "ENTITY":
        fix = "A page needs no entities of its own. Remove the declarations before <html>."
        raise refusal("T904", fix)
    return found.end()


def _after_raw(markup: str, name: str, place: int) -> int:
    end = re.compile(rf"</{name}", re.IGNORECASE).search(markup, place)
    return end.end() if end else len(markup)


def _after(markup: str, mark: str, place: int) -> int:
    found = markup.find(mark, place)
    return len(markup) if found < 0 else found + len(mark)


def _too_deep(depth: int) -> Exception:
    fix = f"Elements stand more than {depth} deep in each other. Save the article's text alone."
    return refusal("T903", fix)
