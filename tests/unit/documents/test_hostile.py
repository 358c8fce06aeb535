"""Hostile input: a refusal with code and remedy, soon, and nothing of it runs."""

import time

import pytest

from pledgecraft.documents.limits import Limits
from pledgecraft.documents.problems import DocumentError
from pledgecraft.documents.process import Reader
from pledgecraft.documents.read import read_document

WORDS = "The two sides met again in the harbour, and the talks about the ships went on for a day."
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdef", "bcdefg", strict=True)
    )
    + "]><html><body><p>&g;</p></body></html>"
)


def refused(data: bytes | str, reader: Reader, **rest: object) -> tuple[str, str, float]:
    start = time.monotonic()
    with pytest.raises(DocumentError) as caught:
        read_document(data, reader=reader, **rest)
    problem = caught.value.problems[0]
    return problem.code, problem.fix, time.monotonic() - start


def test_large_page_is_refused_at_once(reader: Reader) -> None:
    code, fix, seconds = refused(b"<html>" + b"a" * (50 << 20), reader)
    assert (code, fix.split(";")[0]) == ("T902", "It holds 50 MB")
    assert seconds < 2


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "custom-tag"])
def test_deep_markup_is_refused(tag: str, reader: Reader) -> None:
    code, fix, seconds = refused(f"<html><body>{f'<{tag}>' * 100_000}{WORDS}", reader)
    assert code == "T903"
    assert "more than 400 deep" in fix
    assert seconds < 10


def test_many_unclosed_paragraphs_are_no_depth(reader: Reader) -> None:
    found = read_document("<html><body>" + f"<p>{WORDS}" * 2000, reader=reader)
    assert len(found.paragraphs) == 2000


@pytest.mark.parametrize("opening", ["<table><tr><td>", "<ul><li>", "<div>", "<dl><dd><p><b>"])
def test_markup_just_within_the_depth_loses_no_words(opening: str, reader: Reader) -> None:
    start = time.monotonic()
    found = read_document(f"<html><body>{opening * 199}<p>{WORDS}", reader=reader)
    assert found.text == WORDS
    assert time.monotonic() - start < 5


def test_entity_bomb_is_refused(reader: Reader) -> None:
    code, fix, _ = refused(BOMB, reader)
    assert code == "T904"
    assert "Remove the declarations" in fix


@pytest.mark.parametrize("part", ["<!--", "<script>", "<", "<a ", "</", "<![CDATA[", "&", "<!"])
def test_markup_without_end_takes_no_time(part: str, reader: Reader) -> None:
    start = time.monotonic()
    found = read_document(f"<html><body><p>{WORDS}</p>{part * 50_000}", reader=reader)
    assert found.text.startswith(WORDS)
    assert time.monotonic() - start < 10


@pytest.mark.parametrize(
    "line",
    ["a" * 200_000, "By " + "A " * 60_000, "AI not " * 30_000, "번역" * 60_000, "0/" * 60_000],
)
def test_long_lines_take_no_time(line: str, reader: Reader) -> None:
    start = time.monotonic()
    assert read_document(f"{WORDS}\n{line}", reader=reader).text.startswith(WORDS)
    assert time.monotonic() - start < 10


def test_wrong_charset_falls_back(reader: Reader) -> None:
    markup = (
        f"<html><head><meta charset='euc-kr'></head><body><p>{WORDS} 협상은 계속된다 – “예”.</p>"
    )
    found = read_document(markup.encode(), reader=reader)
    assert found.text.endswith("협상은 계속된다 – “예”.")
    right = read_document(
        markup.replace("–", "").replace("“예”", "예").encode("euc-kr"), reader=reader
    )
    assert right.text.endswith("협상은 계속된다  예.".replace("  ", " "))


def test_bytes_in_no_charset_are_replaced_with_a_note(reader: Reader) -> None:
    found = read_document(WORDS.encode() + b" \xff\xfe\xfa.", reader=reader)
    assert found.text == f"{WORDS} \ufffd\ufffd\ufffd."
    assert found.asides[-1].text == "3 characters could not be decoded and stand as U+FFFD."


def test_charset_with_side_effects_is_not_used(reader: Reader) -> None:
    found = read_document(
        f"<meta charset='utf-7'><p>{WORDS} +ADw-script+AD4-".encode(), reader=reader
    )
    assert found.text.endswith("+ADw-script+AD4-")


def test_scripts_in_every_field_stay_text(reader: Reader) -> None:
    evil = "<script>alert(1)</script>"
    ld = evil.replace("<", "\\u003c")
    markup = f"""<html lang="{evil}"><head><title>{evil}</title>
    <script type="application/ld+json">{{"@type":"NewsArticle","headline":"{ld}","author":[{{"name":"{ld}"}}],
    "publisher":{{"name":"{ld}"}},"datePublished":"{ld}","inLanguage":"{ld}","url":"javascript:alert(1)"}}</script>
    </head><body onload="alert(1)"><p onclick="alert(1)">{WORDS}</p>{evil}</body></html>"""
    found = read_document(markup, reader=reader)
    about = found.metadata
    assert found.text == WORDS
    assert (about.title, about.publisher, about.authors) == (evil, evil, (evil,))
    assert (about.published, about.language, about.address) == (None, "en", None)


@pytest.mark.parametrize(
    "ld", ["[" * 100_000, '{"@type":', "1" * 10_000, "null", '{"@type":5,"author":{"name":{}}}']
)
def test_broken_json_ld_is_passed_over(ld: str, reader: Reader) -> None:
    markup = f"<html><script type='application/ld+json'>{ld}</script><h1>Ships</h1><p>{WORDS}</p>"
    found = read_document(markup, reader=reader)
    assert (found.text, found.metadata.title) == (WORDS, "Ships")


def test_page_without_words_is_refused(reader: Reader) -> None:
    assert refused("<html><body><script>go()</script></body></html>", reader)[0] == "T908"


def test_time_is_limited_and_the_next_document_is_read() -> None:
    with Reader(Limits(seconds=0.0001)) as slow:
        code, fix, _ = refused(f"<p>{WORDS}</p>" * 20_000, slow)
    assert code == "T905"
    assert "0.0001 seconds" in fix


def test_memory_is_limited_and_the_next_document_is_read() -> None:
    with Reader(Limits(memory=80 << 20, seconds=60)) as small:
        markup = "<html>" + "<p><b>x</b>" * 200_000
        assert refused(markup, small)[0] == "T906"
        assert read_document(WORDS, reader=small).text == WORDS


def test_child_may_not_connect_or_start_programs() -> None:
    from pledgecraft.documents.child import _refuse

    for event in ("socket.connect", "subprocess.Popen", "os.system"):
        with pytest.raises(DocumentError):
            _refuse(event, ())
    _refuse("open", ())
