"""Pages and texts of several styles and three languages: words, metadata, asides."""

from datetime import datetime
from pathlib import Path

import pytest

from pledgecraft.documents.model import Aside, Document
from pledgecraft.documents.problems import DocumentError
from pledgecraft.documents.process import Reader
from pledgecraft.documents.read import read_document

PAGES = Path(__file__).parent / "pages"


def page(name: str, reader: Reader) -> Document:
    return read_document(PAGES / name, reader=reader)


def said(document: Document, kind: str) -> list[str]:
    return [aside.text for aside in document.asides if aside.kind == kind]


def starts(document: Document) -> list[str]:
    return [document.text[start:end][:12] for start, end in document.paragraphs]


def test_page_with_json_ld(reader: Reader) -> None:
    found = page("en-jsonld.html", reader)
    about = found.metadata
    assert found.id == "en-jsonld"
    assert starts(found) == [
        "Talks about ",
        "“We agree on",
        "Her counterp",
        "What comes n",
        "Both sides m",
    ]
    assert "$40\xa0million" in found.text
    assert about.title == "Ferry pact stalls over who pays for delays"
    assert about.authors == ("Mina Park", "Tom Reed")
    assert about.publisher == "Harbour Courier"
    assert about.published == datetime.fromisoformat("2024-03-04T09:15:00+09:00")
    assert about.published.utcoffset().total_seconds() == 9 * 3600
    assert about.updated == datetime.fromisoformat("2024-03-05T18:00:00+00:00")
    assert (about.language, about.translated_from, about.ai_assisted) == ("en", None, None)
    assert about.secondary_of == ("Radio Nord",)
    assert about.address == "https://courier.example/ferry"


def test_what_stands_beside_the_words_is_kept_apart(reader: Reader) -> None:
    found = page("en-jsonld.html", reader)
    post = Aside(
        "post",
        "The pact is not dead, whatever the minister says.\n— Port Union (@portunion) March 4, 2024",
        "https://twitter.com/portunion/status/1",
    )
    assert post in found.asides
    assert Aside("post", "", "https://www.youtube.com/embed/abc") in found.asides
    assert said(found, "caption") == ["The ferry Aurora leaves the port of Velden. [HARBOUR POOL]"]
    assert said(found, "table") == ["Year | Ships\n2025 | 2\n2026 | 3"]
    assert said(found, "note") == ["Correction: An earlier version gave the wrong number of ships."]
    assert {"0/250", "Home", "Share Copy link", "Related stories"} <= set(said(found, "furniture"))
    assert "script wrote" not in found.text + "".join(aside.text for aside in found.asides)


def test_old_page_of_tables_and_breaks(reader: Reader) -> None:
    found = page("en-divs.html", reader)
    about = found.metadata
    assert starts(found) == ["The city cou", "“Nobody has ", "The builder,"]
    assert (about.publisher, about.title) == ("The Velden Ledger", "Council delays the tram bond")
    assert (about.authors, about.language) == (("Ines Ford",), "en")
    assert about.published == datetime.fromisoformat("2023-11-02T07:00:00-05:00")
    assert about.secondary_of == ("Inland Wire",)
    assert about.address == "https://ledger.example/tram"
    assert said(found, "furniture") == ["News Sport", "Advertisement"]


def test_korean_page(reader: Reader) -> None:
    found = page("ko-news.html", reader)
    about = found.metadata
    assert starts(found) == [
        "북쪽 나라와 남쪽 나라",
        "김바다 해양장관은 7일",
        "남쪽 나라 협상단은 배",
    ]
    assert (about.publisher, about.authors, about.language) == ("푸른바다신문", ("박하늘",), "ko")
    assert about.published == datetime.fromisoformat("2024-05-07T08:50:00+09:00")
    assert about.updated == datetime(2024, 5, 7, 19, 33)
    assert (about.translated_from, about.ai_assisted, about.human_reviewed) == ("en", True, True)
    assert said(found, "caption") == ["회의장을 나서는 협상단. 사진=푸른바다신문"]
    assert "0/250자" in said(found, "furniture")


def test_japanese_page(reader: Reader) -> None:
    found = page("ja-news.html", reader)
    about = found.metadata
    assert starts(found) == [
        "二つの国の港湾投資をめぐ",
        "山川港湾相は「金額よりも",
        "相手国の交渉団は、配当を",
    ]
    assert (about.publisher, about.authors, about.language) == ("潮風新報", ("海野 渚",), "ja")
    assert (about.translated_from, about.ai_assisted, about.human_reviewed) == ("en", True, False)
    assert said(found, "caption") == ["会議場を出る交渉団＝七日"]
    assert "漁業の割り当て、来月に決定へ" in said(found, "furniture")


def test_plain_text_with_lines_about_itself(reader: Reader) -> None:
    found = page("en-plain.txt", reader)
    about = found.metadata
    assert starts(found) == ["The loan for", "“We will sig"]
    assert (about.title, about.publisher) == ("Grid loan waits for a guarantee", "Inland Wire")
    assert about.authors == ("Jo Marsh",)
    assert about.published == datetime.fromisoformat("2025-11-03T08:50:00+09:00")
    assert about.updated == datetime.fromisoformat("2025-11-03T19:33:00+09:00")
    assert (about.translated_from, about.ai_assisted, about.human_reviewed) == ("ko", True, False)
    assert about.secondary_of == ("Radio Nord",)
    assert said(found, "caption") == [
        "Engineers inspect a substation outside Velden. [INLAND/POOL]"
    ]
    assert said(found, "furniture")[-2:] == [
        "Copyright 2025 Inland Wire. All rights reserved.",
        "(0/250)",
    ]


def test_wrapped_text_becomes_paragraphs(reader: Reader) -> None:
    found = page("wrapped.txt", reader)
    assert len(found.paragraphs) == 2
    assert "the\nthird" not in found.text
    assert found.text.endswith("after the doors had opened again.")


def test_posts_in_plain_text(reader: Reader) -> None:
    text = (
        "The minister of ports answered the union on Tuesday, and she did so at some length, because "
        "the union had written that the pact was lost; it was not lost, she told the assembly, and it "
        "would not be lost as long as she was the minister of ports, which she meant to remain for a "
        "good while, whatever the union and its friends might be writing on the walls of the harbour.\n"
        "The pact is lost.\nSee for yourself: https://t.co/abcdef\n"
        "— Port Union (@portunion) March 4, 2024\n"
        "Nobody else in the assembly said a word about the pact on that day."
    )
    found = read_document(text, reader=reader)
    assert len(found.paragraphs) == 2
    assert found.asides == (
        Aside(
            "post",
            "The pact is lost.\nSee for yourself: https://t.co/abcdef\n— Port Union (@portunion) March 4, 2024",
            "https://t.co/abcdef",
        ),
    )
    assert found.sha256_bytes == ""


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("BY ANN LEE [a@example.com]", ("Ann Lee",)),
        ("By Ann Lee and Bo Chu", ("Ann Lee", "Bo Chu")),
        ("홍길동 기자", ("홍길동",)),
        ("By the end of the year it was over.", ()),
    ],
)
def test_bylines(line: str, names: tuple[str, ...], reader: Reader) -> None:
    words = "The two sides met again in the harbour and the talks went on for a day."
    assert read_document(f"{words}\n{words}\n{line}", reader=reader).metadata.authors == names


def test_text_is_the_same_every_time(reader: Reader) -> None:
    first, second = page("en-jsonld.html", reader), page("en-jsonld.html", reader)
    assert first == second
    assert first.sha256_text == second.sha256_text
    assert len(first.sha256_bytes) == 64


def test_letters_are_not_composed(reader: Reader) -> None:
    text = "Cafe\u0301 owners of the harbour\u00a0said that\x07 they\r\nsaw no pact."
    found = read_document(text, reader=reader).text
    assert found == "Cafe\u0301 owners of the harbour\u00a0said that they\n\nsaw no pact."


@pytest.mark.parametrize(
    ("data", "found"),
    [(b"PK\x03\x04rest", "zip"), (b"\x89PNG....", "picture"), (b"abc\0def", "zero bytes")],
)
def test_other_kinds_are_refused(data: bytes, found: str, reader: Reader) -> None:
    with pytest.raises(DocumentError) as caught:
        read_document(data, reader=reader)
    assert caught.value.problems[0].code == "T909"
    assert found in caught.value.problems[0].fix


def test_missing_file_and_bad_id(reader: Reader) -> None:
    with pytest.raises(DocumentError) as caught:
        read_document("nowhere.html", reader=reader)
    assert (caught.value.problems[0].code, caught.value.problems[0].file) == (
        "T901",
        "nowhere.html",
    )
    with pytest.raises(DocumentError) as caught:
        read_document("Some words that stand alone.", id="../etc", reader=reader)
    assert caught.value.problems[0].code == "T921"
