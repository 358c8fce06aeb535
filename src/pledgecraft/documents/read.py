"""Read documents: HTML, plain text, PDF."""

import hashlib
import re
from dataclasses import replace
from pathlib import Path
from typing import Literal

from pledgecraft.documents.jsonld import filled
from pledgecraft.documents.model import Document, Metadata
from pledgecraft.documents.problems import DocumentError, refusal
from pledgecraft.documents.process import Progress, Reader, shared_reader

Kind = Literal["html", "text", "pdf"]
KINDS = ("html", "text", "pdf")
HEAD = 4096
MARKUP = re.compile(
    rb"^\s*<(?:[a-z][a-z0-9-]*[\s>/]|!doctype|!--|\?xml)|<(?:html|body|article)[\s>]",
    re.IGNORECASE,
)
OTHERS = {
    b"PK\x03\x04": "a zip archive or an Office file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a gzip archive",
    b"{\\rtf": "rich text",
    b"%!PS": "PostScript",
}
ENDINGS = (".html", ".htm", ".txt", ".pdf", ".xhtml")
MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def read_document(
    source: bytes | str | Path,
    *,
    id: str | None = None,
    kind: Kind | None = None,
    address: str | None = None,
    charset: str | None = None,
    progress: Progress | None = None,
    reader: Reader | None = None,
) -> Document:
    """Read a document: its own words, what it says of itself, and what stands beside the words.

    The document is read in a child process with limits of size, depth, memory and time. Nothing in
    it is run or fetched.

    Args:
        source: The bytes, the text itself, or a path. A string without line breaks that names a
            file, or ends like one, is a path.
        id: Short name: letters, digits, hyphens. From the file's name, else from the hash.
        kind: ``html``, ``text`` or ``pdf``. From the content, never from the file's name.
        address: Where it was found.
        charset: The charset that the server declared.
        progress: Called with the pages read and the pages in all, for a PDF.
        reader: The child process to use, with its limits. One is shared by default.

    Returns:
        The document; its text never changes for the same bytes and version.

    Raises:
        DocumentError: T901, the file cannot be read; T902 to T908, it is too large, too deep, too
            slow, damaged or empty; T909, its kind is not known; T921, the id is not possible.

    Example:
        >>> read_document("The two sides agree on the schedule.", id="note").metadata.language
        'en'
    """
    used = reader or shared_reader()
    data, name, given_as_text = _bytes(source)
    try:
        whole = used.read(data, kind=kind or kind_of(data), charset=charset, progress=progress)
    except DocumentError as error:
        raise DocumentError([replace(problem, file=name) for problem in error.problems]) from None
    found = filled(Metadata(address=address), whole.metadata)
    sha = hashlib.sha256(data).hexdigest()
    named = checked_id(id) if id is not None else _id(name, sha)
    return Document(named, whole.text, found, whole.asides, "" if given_as_text else sha)


def kind_of(data: bytes) -> Kind:
    """Return the kind of a document by its content.

    Raises:
        DocumentError: T909, it is something else.
    """
    head = data[:HEAD]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    for mark, name in OTHERS.items():
        if head.startswith(mark):
            raise refusal("T909", f"It looks like {name}. Save it as HTML, PDF or plain text.")
    wide = head.startswith(MARKS[1:])
    plain = head.replace(b"\0", b"") if wide else head
    if b"\0" in plain:
        raise refusal("T909", "It holds zero bytes, as no text does. Give HTML, PDF or plain text.")
    return "html" if MARKUP.search(plain.removeprefix(MARKS[0]).lstrip(b"\xff\xfe")) else "text"


def checked_id(id: str) -> str:
    """Return an id that can name files.

    Raises:
        DocumentError: T921, it cannot.
    """
    if re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,98}[A-Za-z0-9])?", id):
        return id
    raise refusal("T921", f"Found {id[:60]!r}. Use letters, digits and hyphens, at most 100.")


def _id(name: str | None, sha: str) -> str:
    stem = Path(name).stem if name else ""
    slug = re.sub(r"[^A-Za-z0-9]+", "-", stem).strip("-")[:100].strip("-")
    return slug or f"doc-{sha[:12]}"


def _bytes(source: bytes | str | Path) -> tuple[bytes, str | None, bool]:
    """Return the bytes, the file's name, and whether the text itself was given."""
    if isinstance(source, bytes):
        return source, None, False
    path = source if isinstance(source, Path) else _path(source)
    if path is None:
        return str(source).encode(errors="replace"), None, True
    try:
        return path.read_bytes(), path.name, False
    except OSError as error:
        fix = f"{error.strerror or error}. Give the path of a file that can be read."
        raise refusal("T901", fix, file=path.name) from None


def _path(source: str) -> Path | None:
    if "\n" in source or len(source) > 1000 or "<" in source:
        return None
    try:
        is_file = Path(source).is_file()
    except (OSError, ValueError):
        return None
    return Path(source) if is_file or source.lower().endswith(ENDINGS) else None
