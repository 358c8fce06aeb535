"""An archive: a folder per case with the bytes, the text and the metadata of each document.

For the document ``herald``: ``herald.source.html`` (or ``.txt``, ``.pdf``) holds the bytes as they
were read, ``herald.txt`` its text and ``herald.toml`` what it says of itself, with the hashes of
the two. The record is written last, so a document without one is not in the archive.
"""

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import cast

from pledgecraft.base.errors import CODES, Problem
from pledgecraft.base.files import write_whole
from pledgecraft.documents.model import Aside, Document
from pledgecraft.documents.parsed import metadata_of
from pledgecraft.documents.problems import DocumentError, refusal
from pledgecraft.documents.read import checked_id, kind_of

FORMAT = 1
ENDINGS = {"html": "html", "text": "txt", "pdf": "pdf"}
CHANGED = (
    "Its hash is not the recorded one. "
    "Put the file back as it was, or add it anew as another document."
)
Record = dict[str, object]


class Archive:
    """The documents of one case, in one folder.

    Args:
        folder: It is made when the first document is added.

    Example:
        >>> Archive("nowhere").ids()
        []
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)

    def ids(self) -> list[str]:
        """Return the ids of all documents, in order."""
        return sorted(path.stem for path in self.folder.glob("*.toml"))

    def __iter__(self) -> Iterator[Document]:
        return (self.read(id) for id in self.ids())

    def add(self, document: Document, content: bytes | None = None) -> Path:
        """Keep a document, whole or not at all; return its record.

        Args:
            document: What was read.
            content: The bytes that were read; ``None`` where the text itself was given.

        Raises:
            DocumentError: T921, an id that cannot name files; T923, another text stands under this
                id; T926, the bytes are not the document's.
            UsageError: U701, the folder cannot be written.
        """
        _check_bytes(document, content)
        self._check_new(document)
        record = self._path(document.id, "toml")
        files = {self._path(document.id, "txt"): document.text.encode()}
        source = None if content is None else f"{document.id}.source.{ENDINGS[kind_of(content)]}"
        if source and content is not None:
            files[self.folder / source] = content
        self.folder.mkdir(parents=True, exist_ok=True)
        _write_all({**files, record: _record(document, source)})
        return record

    def read(self, id: str) -> Document:
        """Return a document whose files are as they were.

        Raises:
            DocumentError: T921, no possible id; T922, it is not here; T924, a file has changed or
                is gone; T925, its record cannot be read.
        """
        said = self._said(id)
        if problems := self._problems(id, said):
            raise DocumentError(problems)
        try:
            asides = tuple(
                Aside(**one) for one in cast("list[dict[str, str]]", said.get("asides", []))
            )
            metadata = metadata_of(cast(Record, said.get("metadata", {})))
        except (TypeError, ValueError):
            raise _bad_record(id, "it has unknown or wrong keys") from None
        text = self._path(id, "txt").read_bytes().decode()
        return Document(id, text, metadata, asides, str(said.get("sha256_bytes", "")))

    def check(self) -> list[Problem]:
        """Return what is wrong with the files of all documents."""
        found: list[Problem] = []
        for id in self.ids():
            try:
                self.read(id)
            except DocumentError as error:
                found += error.problems
        return found

    def _path(self, id: str, ending: str) -> Path:
        return self.folder / f"{checked_id(id)}.{ending}"

    def _said(self, id: str) -> Record:
        path = self._path(id, "toml")
        try:
            said = cast(Record, tomllib.loads(path.read_bytes().decode()))
        except FileNotFoundError:
            fix = f"Found {', '.join(self.ids()[:20]) or 'none'}. Add it, or name one of these."
            raise refusal("T922", fix, file=path.name) from None
        except (OSError, ValueError) as error:
            raise _bad_record(id, type(error).__name__) from None
        if said.get("format") != FORMAT or said.get("id") != id:
            raise _bad_record(id, "its format or its id is another")
        return said

    def _problems(self, id: str, said: Record) -> list[Problem]:
        files = [(self._path(id, "txt"), said.get("sha256_text"))]
        if isinstance(source := said.get("source"), str):
            files.append((self.folder / Path(source).name, said.get("sha256_bytes")))
        changed = [path.name for path, sha in files if _sha(path) != sha]
        return [Problem("T924", CODES["T924"], CHANGED, file=name) for name in changed]

    def _check_new(self, document: Document) -> None:
        path = self._path(document.id, "toml")
        if not path.exists():
            return
        said = self._said(document.id)
        known = (said.get("sha256_text"), said.get("sha256_bytes"))
        if known != (document.sha256_text, document.sha256_bytes):
            fix = "Claims may point into its text. Give the new document another id."
            raise refusal("T923", fix, file=path.name)


def _check_bytes(document: Document, content: bytes | None) -> None:
    found = "" if content is None else hashlib.sha256(content).hexdigest()
    if found != document.sha256_bytes:
        fix = "Their hash is not the document's. Pass the bytes that were read."
        raise refusal("T926", fix, file=document.id)


def _record(document: Document, source: str | None) -> bytes:
    import tomli_w

    said = asdict(document.metadata)
    record: Record = {
        "format": FORMAT,
        "id": document.id,
        "sha256_text": document.sha256_text,
        "sha256_bytes": document.sha256_bytes,
        **({"source": source} if source else {}),
        "metadata": {
            name: _plain(value) for name, value in said.items() if value not in (None, ())
        },
        "asides": [
            {k: v for k, v in asdict(one).items() if v is not None} for one in document.asides
        ],
    }
    return tomli_w.dumps(record).encode()


def _plain(value: object) -> object:
    return list(cast("tuple[str, ...]", value)) if isinstance(value, tuple) else value


def _write_all(files: dict[Path, bytes]) -> None:
    """Write files in order; when one fails, those that are new go again."""
    new: list[Path] = []
    try:
        for path, data in files.items():
            new += [] if path.exists() else [path]
            write_whole(path, data)
    except BaseException:
        for path in new:
            path.unlink(missing_ok=True)
        raise


def _sha(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _bad_record(id: str, found: str) -> DocumentError:
    fix = f"Found: {found}. Put the file back as it was, or add the document anew."
    return refusal("T925", fix, file=f"{id}.toml")
