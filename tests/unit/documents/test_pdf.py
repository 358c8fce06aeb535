"""PDFs: paragraphs by line spacing, running heads, dates, damage, lies."""

import time
from datetime import datetime

import pytest

from pledgecraft.documents.limits import Limits
from pledgecraft.documents.problems import DocumentError
from pledgecraft.documents.process import Reader
from pledgecraft.documents.read import read_document
from unit.documents.pdfs import pdf

FIRST = [
    "The parties agree that the ships are deliv-",
    "ered in three instalments and that the port",
    "is ready for the first of them.",
]
SECOND = ["Where the port is late, the host bears the cost", "of waiting for at most thirty days."]


def page_of(*paragraphs: list[str], head: str = "", foot: str = "") -> list[tuple[float, str]]:
    lines, height = ([(800.0, head)] if head else []), 760.0
    for paragraph in paragraphs:
        for line in paragraph:
            lines.append((height, line))
            height -= 12
        height -= 10
    return [*lines, (40.0, foot)] if foot else lines


def refused(data: bytes, reader: Reader) -> tuple[str, str]:
    with pytest.raises(DocumentError) as caught:
        read_document(data, reader=reader)
    return caught.value.problems[0].code, caught.value.problems[0].fix


def test_paragraphs_and_metadata(reader: Reader) -> None:
    info = "/Title (Port memorandum) /Author (Ministry of Ports) /CreationDate (D:20240304091500+09'00')"
    found = read_document(pdf([page_of(FIRST, SECOND)], info=info), reader=reader)
    assert found.text == (
        "The parties agree that the ships are delivered in three instalments and that the port is "
        "ready for the first of them.\n\n"
        "Where the port is late, the host bears the cost of waiting for at most thirty days."
    )
    assert found.metadata.title == "Port memorandum"
    assert found.metadata.authors == ("Ministry of Ports",)
    assert found.metadata.published == datetime.fromisoformat("2024-03-04T09:15:00+09:00")


def test_running_heads_and_page_numbers_stay_out(reader: Reader) -> None:
    pages = [page_of(FIRST[:2], SECOND, head="PORT MEMORANDUM", foot=str(n)) for n in range(1, 6)]
    found = read_document(pdf(pages), reader=reader)
    assert "PORT MEMORANDUM" not in found.text
    assert len(found.paragraphs) == 10
    assert [aside.text for aside in found.asides] == ["PORT MEMORANDUM"]


def test_a_paragraph_goes_on_over_the_page(reader: Reader) -> None:
    pages = [page_of(SECOND, FIRST[:2], foot="1"), page_of(FIRST[2:], foot="2")]
    found = read_document(pdf(pages), reader=reader)
    assert len(found.paragraphs) == 2
    assert found.text.endswith("that the port is ready for the first of them.")


def test_two_hundred_pages_with_progress(reader: Reader) -> None:
    pages = [[[f"{n}.{i} {line}" for line in FIRST + SECOND] for i in range(9)] for n in range(200)]
    data = pdf([page_of(*paragraphs) for paragraphs in pages])
    seen: list[tuple[int, int]] = []
    start = time.monotonic()
    found = read_document(data, reader=reader, progress=lambda *at: seen.append(at))
    assert time.monotonic() - start < 60
    assert seen == [(number, 200) for number in range(1, 201)]
    assert len(found.paragraphs) == 1800


def test_a_pdf_that_lies_about_its_lengths_is_read_or_refused(reader: Reader) -> None:
    data = pdf([page_of(FIRST, SECOND)])
    for lie in (
        data.replace(b"/Length ", b"/Length 99999999"),
        data.replace(b"/Length ", b"/Length -"),
    ):
        try:
            assert "host bears the cost" in read_document(lie, reader=reader).text
        except DocumentError as error:
            assert error.problems[0].code in {"T907", "T908"}


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.7\n" + b"\xff" * 10_000,
        pdf([page_of(FIRST)])[:300],
        pdf([page_of(FIRST)]).replace(b"/Pages 2 0 R", b"/Pages 1 0 R"),
        pdf([page_of(FIRST)]).replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]"),
        pdf([page_of(FIRST)]).replace(b"startxref", b"startxrxx").replace(b"obj", b"job"),
    ],
)
def test_damaged_pdfs_are_refused(data: bytes, reader: Reader) -> None:
    code, fix = refused(data, reader)
    assert code in {"T907", "T908"}
    assert fix.endswith(".")


def test_count_of_pages_is_not_believed(reader: Reader) -> None:
    data = pdf([page_of(FIRST, SECOND)]).replace(b"/Count 1", b"/Count 999999999")
    start = time.monotonic()
    try:
        assert len(read_document(data, reader=reader).paragraphs) == 2
    except DocumentError as error:
        assert error.problems[0].code == "T907"
    assert time.monotonic() - start < 10


def test_too_many_pages() -> None:
    with Reader(Limits(pages=3)) as few:
        code, fix = refused(pdf([page_of(FIRST)] * 4), few)
    assert (code, "it has 4 pages; at most 3 are read" in fix) == ("T907", True)


def test_pdf_without_text(reader: Reader) -> None:
    assert refused(pdf([[]]), reader)[0] == "T908"
