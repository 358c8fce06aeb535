"""The same utterance in two documents, and where they agree and differ."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgecraft.documents.model import Document, Metadata
from pledgecraft.evidence.alignment import Alignment, Report, align, is_same_speaker, name_words
from pledgecraft.evidence.compare import agreements, conflicts
from pledgecraft.evidence.facts import Finding
from pledgecraft.evidence.model import Quantity, Span, Speaker, Statement


def said(
    text: str, words: str, *, by: str | None = "Ada Stone", quoted: bool = True, **more: Any
) -> Statement:
    """Return a statement whose content is some words of a text, in quotation marks or not."""
    start = text.index(words)
    span = Span(start, start + len(words))
    kind = "direct" if quoted else "indirect"
    return Statement(
        span, kind, (span,), (span,) if quoted else (), Speaker(None, by), None, **more
    )


def report(
    text: str, *statements: Statement, quantities: tuple[Quantity, ...] = (), **metadata: Any
) -> Report:
    return Report(Document("x", text, Metadata(**metadata)), statements, quantities)


def whole(text: str, **more: Any) -> Report:
    return report(text, said(text, text, **more))


def differences(first: str, second: str) -> list[tuple[str, str | None, str | None]]:
    a, b = whole(first), whole(second)
    (found,) = align(a, b)
    return shown(found, first, second)


def shown(found: Alignment, first: str, second: str) -> list[tuple[str, str | None, str | None]]:
    return [
        (one.kind, one.a and one.a.of(first), one.b and one.b.of(second))
        for one in found.differences
    ]


BASE = "The ferry must sail on time, and the crew will be paid in full."


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (BASE, []),
        (BASE.replace("The", "the", 1), [("case", "The", "the")]),
        (BASE.replace("time,", "time —"), [("punctuation", "and", "and")]),
        (BASE.replace("’", "'"), []),
        (BASE.replace("The ferry", "[The ferry]"), [("editorial bracket", "The", "The"), ("editorial bracket", "ferry", "ferry")]),
        (BASE.replace("the crew", "[they]"), [("editorial bracket", "the crew", "they")]),
        (BASE.replace("sail", "sail [again]"), [("editorial bracket", None, "again")]),
        (BASE.replace(" on time", ""), [("dropped words", "on time", None)]),
        (BASE.replace("paid", "paid always"), [("added words", None, "always")]),
        (BASE.replace("in full", "in part"), [("substituted words", "full", "part")]),
        (
            BASE.replace("time, and", "time. And"),
            [("case", "and", "And"), ("sentence boundary", "and", "And")],
        ),
    ],
)  # fmt: skip
def test_differences_have_types(
    second: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert differences(BASE, second) == expected


def test_bracket_in_place_of_more_words() -> None:
    first = "The form, the sum and the dates — all of these remain open."
    second = "the form, the sum and the dates [all] remain open."
    assert differences(first, second) == [
        ("case", "The", "the"),
        ("editorial bracket", "all", "all"),
        ("punctuation", "all", "all"),
        ("dropped words", "of these", None),
    ]


def test_words_quoted_in_one_and_paraphrased_in_the_other() -> None:
    second = "Ada Stone said that the ferry must sail on time and the crew paid."
    a = whole(BASE)
    b = report(second, said(second, "the ferry must sail on time and the crew paid", quoted=False))
    (found,) = align(a, b)
    kinds = [one for one in shown(found, BASE, second) if one[0] == "quotation status"]
    assert kinds == [
        ("quotation status", BASE[:-9], "the ferry must sail on time and the crew paid")
    ]
    assert not found.is_same_wording


def test_cue_between_two_parts_is_no_difference() -> None:
    second = '"The ferry must sail on time," she said, "and the crew will be paid in full."'
    one = said(second, "The ferry must sail on time")
    two = said(second, "and the crew will be paid in full")
    split = replace(one, content=one.content + two.content, quoted=one.quoted + two.quoted)
    (found,) = align(whole(BASE), report(second, split))
    assert [one for one in found.differences if one.kind != "punctuation"] == []
    assert found.is_same_wording
    assert found.score == 1.0


def test_joined_in_one_document_and_split_in_the_other() -> None:
    text = "Boats rust fast in salt water. Painters are hard to find here in spring."
    first, second = "Boats rust fast in salt water", "Painters are hard to find here in spring"
    found = align(whole(text), report(text, said(text, first), said(text, second)))
    assert [(one.b.span.of(text), one.differences) for one in found] == [(first, ()), (second, ())]


def test_korean_and_japanese() -> None:
    first = "손실은 함께 나누고 수익은 절반씩 나눈다."
    assert differences(first, first.replace("절반씩", "반씩")) == [
        ("substituted words", "절반씩", "반씩")
    ]
    other = "損失は両国で分担する。"
    assert differences(other, other.replace("分担", "負担")) == [("substituted words", "分", "負")]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Kim Yong-beom", "kim yong beom", True),
        ("Lim Hae-won", "Lim Haewon", True),
        ("President Stone", "Ada Stone", True),
        ("Kim Yong-beom", "Kim Jung-ho", False),
        ("Ada Stone", None, None),
        ("the minister", "The Minister", True),
    ],
)
def test_speakers(a: str | None, b: str | None, expected: bool | None) -> None:
    assert is_same_speaker(a, b) is expected
    assert is_same_speaker(b, a) is expected
    assert name_words("Vice President Ada Stone") == ("ada", "stone")


def test_unlike_statements_and_unlike_speakers_are_not_aligned() -> None:
    assert (
        align(whole(BASE), whole("The crew of another ship sang all night long in the bar.")) == ()
    )
    assert align(whole(BASE), whole(BASE, by="Bo Reed")) == ()
    assert len(align(whole(BASE), whole(BASE, by=None))) == 1


def test_same_words_of_another_speaker() -> None:
    (found,) = conflicts(whole(BASE), whole(BASE, by="Bo Reed"))
    assert found.kind == "attribution"
    assert found.says == "The same words are Ada Stone's and Bo Reed's."
    assert conflicts(whole(BASE), whole(BASE, by=None)) == ()


@given(
    st.lists(
        st.sampled_from(["the", "Ferry", "must,", "sail", "[now]", "on", "“time”.", "and", "pay"]),
        max_size=14,
    )
)
def test_a_text_agrees_with_itself(words: list[str]) -> None:
    text = " ".join(words) or "x"
    for found in align(whole(text), whole(text)):
        assert (found.differences, found.score) == ((), 1.0)
    assert conflicts(whole(text), whole(text)) == ()


def number(
    text: str, words: str, low: float | None, high: float | None, unit: str, **more: Any
) -> Quantity:
    start = text.index(words)
    ends = [None if end is None else Decimal(str(end)) for end in (low, high)]
    return Quantity(Span(start, start + len(words)), more.pop("kind", "count"), *ends, unit, **more)


def month(text: str, words: str, first: date, last: date) -> Quantity:
    start = text.index(words)
    return Quantity(
        Span(start, start + len(words)), "date", None, None, "date", day=first, last_day=last
    )


RAID = "In the raid, more than 40 dock workers were held over their papers."
OTHER = "It came before agents raided the yard, where dozens of foreign dock workers were held."


def findings(found: tuple[Finding, ...], a: str, b: str) -> list[tuple[str, str, str]]:
    return [(one.kind, one.a.of(a), one.b.of(b)) for one in found]


@pytest.mark.parametrize(
    ("low", "high", "bound", "kind"),
    [
        (24, 99, "exact", "compatible precision"),
        (40, None, "at least", "compatible precision"),
        (40, 40, "about", "compatible precision"),
        (40, 40, "exact", "tension"),
        (30, 30, "exact", "tension"),
        (None, 40, "at most", "tension"),
    ],
)
def test_counts(low: int | None, high: int | None, bound: Any, kind: str) -> None:
    a = report(
        RAID,
        quantities=(number(RAID, "more than 40", 40, None, "dock workers", bound="more than"),),
    )
    b = report(
        OTHER, quantities=(number(OTHER, "dozens", low, high, "foreign dock workers", bound=bound),)
    )
    assert findings(conflicts(a, b), RAID, OTHER) == [(kind, "more than 40", "dozens")]
    assert agreements(a, b) == ()


def test_sentence_about_a_finding() -> None:
    a = report(
        RAID,
        quantities=(number(RAID, "more than 40", 40, None, "dock workers", bound="more than"),),
    )
    b = report(OTHER, quantities=(number(OTHER, "dozens", 24, 99, "dock workers"),))
    (found,) = conflicts(a, b)
    assert found.says == (
        "One says more than 40 dock workers, the other 24 to 99 dock workers: both can be true."
    )


def test_each_number_is_compared_once_and_equal_ones_first() -> None:
    first = "The island puts $20 million in cash and $15 million in ships into the ferry fund."
    second = "The ferry fund of the island holds ships for $15 million and cash for $25 million."

    def dollars(text: str, words: str, size: int) -> Quantity:
        return number(text, words, size, size, "USD", kind="money")

    a = report(
        first, quantities=(dollars(first, "$20 million", 20), dollars(first, "$15 million", 15))
    )
    b = report(
        second, quantities=(dollars(second, "$15 million", 15), dollars(second, "$25 million", 25))
    )
    assert findings(agreements(a, b), first, second) == [
        ("agreement", "$15 million", "$15 million")
    ]
    assert findings(conflicts(a, b), first, second) == [("tension", "$20 million", "$25 million")]


def test_numbers_of_other_things_are_not_compared() -> None:
    second = "A bakery in the town employs 12 dock workers as a side business in winter months."
    a = report(RAID, quantities=(number(RAID, "more than 40", 40, None, "dock workers"),))
    b = report(second, quantities=(number(second, "12", 12, 12, "dock workers"),))
    assert conflicts(a, b) == ()


JULY = (date(2031, 7, 1), date(2031, 7, 31))
AUGUST = (date(2031, 8, 1), date(2031, 8, 31))
DEAL = "The pledge is the core of an island trade agreement drafted in July."
PLEDGE = "The island pledge, made in August on a visit to the capital, came before the trade row."
SIGNED = "The island trade agreement was drafted in August, at the core of it the pledge."


def test_dates_of_two_possible_events() -> None:
    a = report(DEAL, quantities=(month(DEAL, "July", *JULY),))
    b = report(PLEDGE, quantities=(month(PLEDGE, "August", *AUGUST),))
    (found,) = conflicts(a, b)
    assert findings((found,), DEAL, PLEDGE) == [("different events", "July", "August")]
    assert "dates one event (deal)" in found.says
    assert "perhaps another (pledge)" in found.says


def test_dates_of_one_event() -> None:
    a = report(DEAL, quantities=(month(DEAL, "July", *JULY),))
    b = report(SIGNED, quantities=(month(SIGNED, "August", *AUGUST),))
    assert findings(conflicts(a, b), DEAL, SIGNED) == [("tension", "July", "August")]
    same = report(SIGNED, quantities=(month(SIGNED, "August", date(2031, 7, 9), date(2031, 7, 9)),))
    assert findings(conflicts(a, same), DEAL, SIGNED) == [
        ("compatible precision", "July", "August")
    ]


def test_hypothetical_numbers_are_no_facts() -> None:
    text = "Suppose I said that more than 40 dock workers were held in the raid."
    quantity = number(text, "more than 40", 40, None, "dock workers")
    supposed = said(text, text, hypothetical=True, quantities=(quantity,))
    assert report(text, supposed, quantities=(quantity,)).facts == ()


CAP = "Ada Stone said the yearly cap must be 10 million crowns."
LATER = "Ada Stone said on Friday the yearly cap could be 20 million crowns."


def position(text: str, words: str, size: int, day: date | None) -> Report:
    quantity = number(text, words, size, size, "SEK", kind="money")
    terms = (("timeline.annual_cap", Span(0, 3)),)
    one = said(text, text, quoted=False, said=day, quantities=(quantity,), terms=terms)
    return report(text, one, published=datetime(2031, 5, 1, tzinfo=UTC))


def test_change_of_position_over_time() -> None:
    a = position(CAP, "10 million crowns", 10, date(2031, 3, 1))
    b = position(LATER, "20 million crowns", 20, date(2031, 3, 9))
    (found,) = conflicts(a, b)
    assert findings((found,), CAP, LATER) == [
        ("change of position", "10 million crowns", "20 million crowns")
    ]
    assert found.says == (
        "Ada Stone says 10 SEK on 2031-03-01 and 20 SEK on 2031-03-09 about timeline.annual_cap."
    )


def test_other_value_on_the_same_day_is_a_tension() -> None:
    a = position(CAP, "10 million crowns", 10, None)
    b = position(LATER, "20 million crowns", 20, date(2031, 5, 1))
    assert [one.kind for one in conflicts(a, b)] == ["tension"]


def test_agreement_of_wording() -> None:
    second = BASE.replace("The", "the", 1)
    assert [one.kind for one in agreements(whole(BASE), whole(second))] == ["agreement"]
    assert agreements(whole(BASE), whole(BASE.replace("full", "part"))) == ()
