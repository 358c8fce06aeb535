"""The archive: whole or not at all, and what changed is told."""

from pathlib import Path

import pytest

from pledgecraft.base.errors import UsageError
from pledgecraft.documents import archive as module
from pledgecraft.documents.archive import Archive
from pledgecraft.documents.model import Document
from pledgecraft.documents.problems import DocumentError
from pledgecraft.documents.process import Reader
from pledgecraft.documents.read import read_document

PAGES = Path(__file__).parent / "pages"
NAMES = ["en-divs.html", "en-jsonld.html", "en-plain.txt", "ja-news.html", "ko-news.html"]


def kept(folder: Path, name: str, reader: Reader) -> tuple[Archive, Document]:
    content = (PAGES / name).read_bytes()
    archive, document = Archive(folder / "sources"), read_document(PAGES / name, reader=reader)
    archive.add(document, content)
    return archive, document


def codes(archive: Archive, id: str) -> list[tuple[str, str | None]]:
    with pytest.raises(DocumentError) as caught:
        archive.read(id)
    return [(problem.code, problem.file) for problem in caught.value.problems]


@pytest.mark.parametrize("name", NAMES)
def test_documents_come_back_as_they_were(name: str, tmp_path: Path, reader: Reader) -> None:
    archive, document = kept(tmp_path, name, reader)
    assert archive.read(document.id) == document
    assert list(archive) == [document]
    source = archive.folder / f"{document.id}.source{Path(name).suffix}"
    assert source.read_bytes() == (PAGES / name).read_bytes()
    assert (archive.folder / f"{document.id}.txt").read_bytes().decode() == document.text
    assert archive.check() == []


def test_text_that_was_given_needs_no_source(tmp_path: Path, reader: Reader) -> None:
    document = read_document("The two sides agree\r\non the ships.", id="note", reader=reader)
    archive = Archive(tmp_path)
    archive.add(document)
    assert archive.read("note") == document
    assert sorted(path.name for path in tmp_path.iterdir()) == ["note.toml", "note.txt"]


def test_changed_files_are_told_at_once(tmp_path: Path, reader: Reader) -> None:
    archive, document = kept(tmp_path, "en-plain.txt", reader)
    text = archive.folder / "en-plain.txt"
    text.write_bytes(text.read_bytes().replace(b"Monday", b"Sunday"))
    assert codes(archive, document.id) == [("T924", "en-plain.txt")]
    (archive.folder / "en-plain.source.txt").unlink()
    assert codes(archive, document.id) == [
        ("T924", "en-plain.txt"),
        ("T924", "en-plain.source.txt"),
    ]
    assert [problem.code for problem in archive.check()] == ["T924", "T924"]
    assert "Put the file back" in archive.check()[0].fix


def test_another_text_under_the_same_id_is_refused(tmp_path: Path, reader: Reader) -> None:
    archive, document = kept(tmp_path, "en-plain.txt", reader)
    archive.add(document, (PAGES / "en-plain.txt").read_bytes())
    with pytest.raises(DocumentError) as caught:
        archive.add(Document(document.id, "Something else."))
    assert caught.value.problems[0].code == "T923"
    assert archive.read(document.id) == document


def test_other_bytes_are_refused(tmp_path: Path, reader: Reader) -> None:
    document = read_document(PAGES / "en-plain.txt", reader=reader)
    for content in (b"other", None):
        with pytest.raises(DocumentError) as caught:
            Archive(tmp_path).add(document, content)
        assert caught.value.problems[0].code == "T926"
    assert list(tmp_path.iterdir()) == []


def test_missing_and_broken_records(tmp_path: Path, reader: Reader) -> None:
    archive, document = kept(tmp_path, "en-plain.txt", reader)
    assert codes(archive, "other") == [("T922", "other.toml")]
    record = archive.folder / "en-plain.toml"
    right = record.read_text()
    for wrong in (
        "format = 1\nid = ",
        right.replace("format = 1", "format = 2"),
        right.replace("[metadata]", "[metadata]\njoy = 1"),
    ):
        record.write_text(wrong)
        assert codes(archive, document.id) == [("T925", "en-plain.toml")]
    with pytest.raises(DocumentError) as caught:
        archive.read("../en-plain")
    assert caught.value.problems[0].code == "T921"


def test_nothing_stays_when_the_record_cannot_be_written(
    tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = module.write_whole

    def failing(path: Path, content: bytes) -> Path:
        if path.suffix == ".toml":
            raise UsageError([])
        return write(path, content)

    monkeypatch.setattr(module, "write_whole", failing)
    document = read_document(PAGES / "en-plain.txt", reader=reader)
    with pytest.raises(UsageError):
        Archive(tmp_path).add(document, (PAGES / "en-plain.txt").read_bytes())
    assert list(tmp_path.iterdir()) == []
