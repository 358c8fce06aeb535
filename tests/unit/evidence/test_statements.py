"""What counts as a statement, where it stands, who makes it, and when."""

import time
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledgecraft.documents.model import Document, Metadata
from pledgecraft.evidence.statements import find_statements

PUBLISHED = datetime(2025, 10, 27)


def found(text, language=None):
    return find_statements(Document("a", text, Metadata(published=PUBLISHED, language=language)))


def told(text):
    return [
        (one.kind, one.speaker.name, [span.of(text) for span in one.content]) for one in found(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'Mara Ostrov, the minister, said: "Not yet."',
            [("direct", "Mara Ostrov", ["Not yet."])],
        ),
        (
            '"Not yet," Mara Ostrov said. "Ask again in May."',
            [("direct", "Mara Ostrov", ["Not yet,", "Ask again in May."])],
        ),
        (
            '"Is it over?" Mara Ostrov asked.',
            [("direct", "Mara Ostrov", ["Is it over?"])],
        ),
        (
            "President Mara Ostrov said that the plan was “a trap” for everyone.",
            [("mixed", "Mara Ostrov", ["the plan was “a trap” for everyone"])],
        ),
        (
            "According to Mara Ostrov, the sum is agreed.",
            [("indirect", "Mara Ostrov", ["the sum is agreed"])],
        ),
        (
            "The sum is agreed, according to Mara Ostrov.",
            [("indirect", "Mara Ostrov", ["The sum is agreed"])],
        ),
        (
            "Some analysts say the sum is too large.",
            [("indirect", None, ["the sum is too large"])],
        ),
        (
            "Mara Ostrov told Reuters that the U.S. plan of Oct. 3 was dead.",
            [("indirect", "Mara Ostrov", ["the U.S. plan of Oct. 3 was dead"])],
        ),
        (
            "Mara Ostrov has faced criticism for promising too much.",
            [("indirect", None, ["promising too much"])],
        ),
    ],
)
def test_forms_of_speech(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Mara Ostrov declined to comment on the sum.",
        "Mara Ostrov did not say when the sum would be paid.",
        "The “fast lane” is part of the draft.",
        "Needless to say, the workers' rights and the '90s are over.",
        "Trump was asked about the visas.",
        "The claims of both sides and a proposed rise of 3 percent remain open.",
        "I said so last year.",
        "",
    ],
)
def test_no_speech(text):
    assert told(text) == []


def test_a_quotation_runs_over_paragraphs():
    text = (
        "Mara Ostrov said: “The sum is open.\n\n“The date is open too.”\n\nNothing else happened."
    )
    assert told(text) == [("direct", "Mara Ostrov", ["The sum is open.", "The date is open too."])]


def test_a_nested_quotation_is_marked():
    text = "“You can't stand there and say, ‘We built a mill,’” Mara Ostrov said."
    outer, inner = found(text)
    assert (outer.nested, inner.nested) == (False, True)
    assert [span.of(text) for span in inner.content] == ["We built a mill,"]
    assert inner.speaker.name is None


def test_a_condition_is_hypothetical():
    assert [one.hypothetical for one in found('"If it fails, I go," Mara Ostrov said.')] == [True]
    assert [one.hypothetical for one in found('"It works," Mara Ostrov said.')] == [False]


def test_pronouns_and_offices_mean_the_nearest_that_fits():
    text = (
        "President Mara Ostrov met Finance Minister Hugo Sand. Ms. Ostrov said it was late. "
        "The minister said it was early. He added that he was tired. She said nothing was lost."
    )
    names = [one.speaker.name for one in found(text)]
    assert names == ["Mara Ostrov", "Hugo Sand", "Hugo Sand", "Mara Ostrov"]


@pytest.mark.parametrize(
    ("words", "day", "by"),
    [
        ("on Friday", date(2025, 10, 24), "weekday"),
        ("on Monday", date(2025, 10, 27), "weekday"),
        ("yesterday", date(2025, 10, 26), "relative"),
        ("last month", None, "relative"),
        ("on Oct. 3", date(2025, 10, 3), "stated"),
        ("on Dec. 3", date(2024, 12, 3), "stated"),
        ("", date(2025, 10, 27), "published"),
    ],
)
def test_the_day_said(words, day, by):
    (one,) = found(f"Mara Ostrov said {words} that the sum was open.".replace("  ", " "))
    assert (one.said, one.said_by) == (day, by)


def test_whom_it_is_told():
    text = 'Mara Ostrov told reporters that the sum was open. "It is," she said in an interview with the BBC.'
    assert [one.addressee and one.addressee.of(text) for one in found(text)] == [
        "reporters",
        "the BBC",
    ]


def test_korean():
    text = "한도윤 장관은 27일 “아직 멀었다”고 말했다. 그는 규모는 합의됐다고 밝혔다."
    assert told(text) == [
        ("direct", "한도윤", ["아직 멀었다"]),
        ("indirect", "한도윤", ["규모는 합의됐다"]),
    ]


def test_japanese():
    text = "高森健一首相は27日、「まだ早い」と述べた。首相は規模について合意したと語った。"
    assert told(text) == [
        ("direct", "高森健一", ["まだ早い"]),
        ("indirect", "高森健一", ["規模について合意した"]),
    ]


PIECES = st.sampled_from(
    [
        "“",
        "”",
        '"',
        "'",
        "‘",
        "’",
        "「",
        "」",
        ",",
        ".",
        " ",
        "\n\n",
        " said ",
        "Lee",
        " that ",
        ": ",
        " according to ",
        "He",
        "은 ",
        "고 말했다",
        "は",
        "と述べた",
        "。",
        "the",
        " and ",
        "(",
        ")",
        "?",
        "[",
        "장관",
        "한 부 ",
        "에 따르면 ",
        "라며 ",
        "首相",
        "――",
        "が、",
    ]
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("”에 따르면 .", "ko"),
        ("정부에 따르면  ", "ko"),
        ("財務省によると、。", "ja"),
        ("「a」によると、という", "ja"),
    ],
)
def test_a_source_that_says_nothing_is_no_statement(text, language):
    assert all(span.start < span.end for one in found(text, language) for span in one.content)


def test_who_asks_between_does_not_change_who_he_is():
    text = (
        "탁문규 장관은 “연내에 끝낸다”고 말했다. 협정문을 공개해 달라는 의원들의 요구에는 “검토하겠다”고 답했다. "
        "그는 “서두르지 않겠다”고 덧붙였다."
    )
    named = [(one.speaker.name, one.content[0].of(text)) for one in found(text, "ko")]
    assert named == [
        ("탁문규", "연내에 끝낸다"),
        (None, "협정문을 공개해 달라"),
        ("탁문규", "검토하겠다"),
        ("탁문규", "서두르지 않겠다"),
    ]


@pytest.mark.parametrize("who", ["오(전 차관", "[남 장관", "a)부", "미국 *부 장관", "산(부"])
def test_marks_in_a_name_are_no_pattern(who):
    text = f"{who}은 “한 푼도 잃지 않겠다”고 말했다.\n\n{who}은 12일 회의를 열었다. 그는 “안 된다”고 했다."
    assert [one.kind for one in found(text, "ko")] == ["direct", "direct"]


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=120).map("".join), st.sampled_from(["en", "ko", "ja"]))
def test_every_span_lies_in_the_text(text, language):
    for one in found(text, language):
        for span in (one.span, *one.content, *one.quoted):
            assert 0 <= span.start < span.end <= len(text)
        assert one.content


def once(text, language):
    start = time.process_time()
    found(text, language)
    return time.process_time() - start


@pytest.mark.parametrize("language", ["en", "ko", "ja"])
@pytest.mark.parametrize(
    "piece",
    [
        "“",
        '"',
        "',",
        ", ",
        "“a” ",
        "A said, ",
        "said ",
        "Lee Kim ",
        "ABC",
        "A. ",
        "は、",
        "이 ",
        "고 말했다 ",
        "「a」と",
        "그는 “a ‘b’라고 했다”고 말했다.\n\n",
        "彼は「a『b』と言った」と述べた。\n\n",
        "(",
        "according to a ",
        "who ",
        "X\n\n",
        "‘“",
        "AB: said\n\n",
        "the Ministry said it is. ",
    ],
)
def test_time_grows_no_faster_than_the_text(piece, language):
    small, large = piece * (4_000 // len(piece)), piece * (32_000 // len(piece))
    once(small, language)
    quick = min(once(large, language) for _ in range(3))  # the machine may be busy
    assert quick < 16 * max(once(small, language), 0.02)
