"""One executable example for every code of documents: code, sentence, remedy, exit code."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pledgecraft.base.errors import CODES
from pledgecraft.documents.archive import Archive
from pledgecraft.documents.fetch import fetch
from pledgecraft.documents.limits import Limits
from pledgecraft.documents.model import Document, Metadata
from pledgecraft.documents.problems import DocumentError
from pledgecraft.documents.process import Reader
from pledgecraft.documents.read import read_document

WORDS = "The two sides met again in the harbour and the talks went on for a day."


class Moved:
    status = 302

    def getheader(self, name: str, default: str = "") -> str:
        return "/again" if name == "Location" else default

    def read(self, size: int) -> bytes:
        return b""

    def close(self) -> None:
        return


def slow(_: Path) -> object:
    with Reader(Limits(seconds=0.0001)) as one:
        return read_document(WORDS, reader=one)


def narrow(_: Path) -> object:
    with Reader(Limits(memory=80 << 20, seconds=60)) as one:
        return read_document("<html>" + "<p><b>x</b>" * 200_000, reader=one)


def changed(folder: Path) -> object:
    Archive(folder).add(Document("note", WORDS))
    (folder / "note.txt").write_text("Other words.")
    return Archive(folder).read("note")


def twice(folder: Path) -> object:
    Archive(folder).add(Document("note", WORDS))
    return Archive(folder).add(Document("note", "Other words."))


def unread(folder: Path) -> object:
    (folder / "note.toml").write_text("format = ")
    return Archive(folder).read("note")


def asked(address: str, number: str = "93.184.216.34") -> object:
    return fetch(address, opener=lambda *_: Moved(), resolver=lambda *_: [number] if number else [])


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "T901": (lambda _: read_document("nowhere.html"), "Give the path of a file"),
    "T902": (lambda _: read_document(b"a" * (21 << 20)), "Save the article alone"),
    "T903": (lambda _: read_document("<div>" * 401), "Save the article's text"),
    "T904": (lambda _: read_document('<!DOCTYPE x [<!ENTITY a "b">]><p>'), "Remove the decl"),
    "T905": (slow, "pass larger limits"),
    "T906": (narrow, "Save the article's text alone"),
    "T907": (lambda _: read_document(b"%PDF-1.7\n"), "give its text"),
    "T908": (lambda _: read_document("<html></html>"), "Save its text"),
    "T909": (lambda _: read_document(b"PK\x03\x04"), "Save it as HTML"),
    "T911": (lambda _: asked("ftp://a.example"), "begins with https://"),
    "T912": (lambda _: asked("http://a.example", "10.0.0.1"), "Save the page from a browser"),
    "T913": (lambda _: asked("http://a.example"), "Give the last address"),
    "T914": (lambda _: asked("http://a.example", ""), "Check the address"),
    "T921": (lambda _: read_document(WORDS, id="a/b"), "Use letters, digits and hyphens"),
    "T922": (lambda folder: Archive(folder).read("note"), "name one of these"),
    "T923": (twice, "another id"),
    "T924": (changed, "Put the file back"),
    "T925": (unread, "add the document anew"),
    "T926": (
        lambda folder: Archive(folder).add(Document("note", WORDS, Metadata(), (), "ab"), b""),
        "Pass the bytes",
    ),
}


@pytest.mark.parametrize("code", REFUSED)
def test_refusal_says_code_and_remedy(code: str, tmp_path: Path) -> None:
    call, remedy = REFUSED[code]
    with pytest.raises(DocumentError) as caught:
        call(tmp_path)
    problem = caught.value.problems[0]
    assert (problem.code, problem.message, caught.value.exit_code) == (code, CODES[code], 1)
    assert remedy in problem.fix


def test_every_code_of_documents_has_an_example() -> None:
    assert set(REFUSED) == {code for code in CODES if code.startswith("T")}
