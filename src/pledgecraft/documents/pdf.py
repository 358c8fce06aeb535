"""PDF: lines by their place on the page, paragraphs by the space between lines."""

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from statistics import median
from typing import Protocol, cast

from pledgecraft.documents.characters import flat, tidy
from pledgecraft.documents.jsonld import filled
from pledgecraft.documents.language import KANA
from pledgecraft.documents.limits import Limits
from pledgecraft.documents.model import Aside, Metadata
from pledgecraft.documents.moments import moment_in
from pledgecraft.documents.parsed import Parsed
from pledgecraft.documents.plain import sort_lines
from pledgecraft.documents.problems import refusal

GAP = 1.35
"""A gap between lines, in usual gaps, that begins a paragraph."""
SAME = 2.0
"""Points that two pieces of one line may differ in height."""
REPEATED = 0.5
"""Share of pages on which a running head or foot stands."""
NUMBER = re.compile(
    r"^[-–—\s]*(?:page\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?[-–—\s]*$", re.IGNORECASE
)
Progress = Callable[[int, int], None]


@dataclass
class _Row:
    height: float
    text: str


class _Page(Protocol):
    def extract_text(self, *, visitor_text: Callable[..., None]) -> str: ...


def read_pdf(data: bytes, *, limits: Limits, progress: Progress | None = None) -> Parsed:
    """Return the text of a PDF.

    Args:
        data: Its bytes.
        limits: How many pages it may have.
        progress: Called with the pages read and the pages in all.

    Raises:
        DocumentError: T907, it is damaged, encrypted or has too many pages; T908, it holds no text.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        said = _said(cast("dict[str, object]", reader.metadata or {}))
        pages = list(_pages(reader, limits=limits, progress=progress))
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        OSError,
    ) as error:
        raise _unreadable(type(error).__name__) from None
    except (AssertionError, ZeroDivisionError, NotImplementedError, RecursionError) as error:
        raise _unreadable(type(error).__name__) from None
    return _put_together(pages, said)


def _pages(reader: object, *, limits: Limits, progress: Progress | None) -> Iterator[list[_Row]]:
    from pypdf import PdfReader

    known = cast(PdfReader, reader)
    if known.is_encrypted and not known.decrypt(""):
        raise _unreadable("it is encrypted with a password")
    count = len(known.pages)
    if count > limits.pages:
        raise _unreadable(f"it has {count} pages; at most {limits.pages} are read")
    for number, page in enumerate(known.pages, 1):
        yield _rows(cast(_Page, page))
        if progress:
            progress(number, count)


def _rows(page: _Page) -> list[_Row]:
    rows: list[_Row] = []

    def visit(text: str, around: list[float], matrix: list[float], *_: object) -> None:
        height = matrix[4] * around[1] + matrix[5] * around[3] + around[5]
        for number, piece in enumerate(text.split("\n")):
            if number or not rows or (piece.strip() and abs(rows[-1].height - height) > SAME):
                rows.append(_Row(height, piece))
            else:
                rows[-1].text += piece

    page.extract_text(visitor_text=visit)
    return [replace(row, text=flat(row.text)) for row in rows if row.text.strip()]


def _put_together(pages: list[list[_Row]], said: Metadata) -> Parsed:
    running = _running(pages)
    kept = [[row for row in page if not _is_running(row, running)] for page in pages]
    whole = sort_lines(_paragraphs(kept))
    furniture = tuple(Aside("furniture", text) for text in sorted(running))
    whole = replace(whole, asides=whole.asides + furniture)
    return replace(whole, metadata=filled(whole.metadata, said))


def _running(pages: list[list[_Row]]) -> set[str]:
    if len(pages) < 3:
        return set()
    edges = Counter(
        row.text for page in pages for row in {id(r): r for r in page[:1] + page[-1:]}.values()
    )
    return {text for text, count in edges.items() if count > REPEATED * len(pages)}


def _is_running(row: _Row, running: set[str]) -> bool:
    return row.text in running or bool(NUMBER.match(row.text))


def _paragraphs(pages: list[list[_Row]]) -> list[str]:
    gaps = [above.height - below.height for page in pages for above, below in pairwise(page)]
    usual = median([gap for gap in gaps if gap > SAME] or [0.0])
    found: list[list[str]] = []
    for page in pages:
        last: _Row | None = None
        for row in page:
            if last is None or not found:
                starts = not found or _ends(found[-1][-1])
            else:
                starts = not 0 < last.height - row.height <= GAP * usual
            found = [*found, [row.text]] if starts else found
            if not starts:
                found[-1].append(row.text)
            last = row
    return [_join(lines) for lines in found]


def _ends(line: str) -> bool:
    return line.endswith((".", "!", "?", ":", "”", '"', "。", "」"))


def _join(lines: list[str]) -> str:
    joined = lines[0]
    for line in lines[1:]:
        if re.search(r"[a-z]-$", joined) and re.match(r"[a-z]", line):
            joined = joined[:-1] + line
        else:
            joined += ("" if KANA.search(joined) else " ") + line
    return joined


def _said(given: dict[str, object]) -> Metadata:
    def text(key: str) -> str | None:
        value = given.get(key)
        return (flat(tidy(value))[:1000] or None) if isinstance(value, str) else None

    author = text("/Author")
    return Metadata(
        title=text("/Title"),
        authors=(author,) if author else (),
        published=_pdf_moment(text("/CreationDate")),
        updated=_pdf_moment(text("/ModDate")),
    )


def _pdf_moment(text: str | None) -> datetime | None:
    found = re.match(
        r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-]\d\d)'?(\d\d)?)?", text or ""
    )
    if not found:
        return None
    year, month, day, hour, minute, second, away, minutes = found.groups()
    zone = f"{away}:{minutes or '00'}" if away else "+00:00" if "Z" in found[0] else ""
    return moment_in(f"{year}-{month}-{day}T{hour}:{minute}:{second}{zone}")


def _unreadable(found: str) -> Exception:
    fix = f"Found: {found}. Open it in a viewer and save it anew, or give its text."
    return refusal("T907", fix)
