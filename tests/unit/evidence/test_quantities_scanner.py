"""Quantities: order, spans, dates without a reference, and time that grows with length alone."""

import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledgecraft.evidence.model import Span
from pledgecraft.evidence.quantities import find_quantities

PIECES = st.sampled_from(
    [
        "1",
        "12",
        ",",
        ".",
        " ",
        "-",
        "\n",
        '"',
        "$",
        "€",
        "%",
        "billion",
        "hundreds of ",
        "two ",
        "a ",
        "half a ",
        "more than ",
        "between ",
        "from ",
        " to ",
        " and ",
        "May ",
        "2025",
        "수",
        "억",
        "조 ",
        "이",
        "년 ",
        "월 ",
        "일 ",
        "兆",
        "億",
        "円",
        "三",
        "年",
        "月",
        "日",
        "約",
        "~",
        "workers ",
        "dollars ",
        "years ",
        "０",
        "％",
        "A",
        "'s ",
    ]
)


def seconds(text: str) -> float:
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        find_quantities(text, reference=date(2025, 10, 29))
        best = min(best, time.process_time() - start)
    return best


@given(st.lists(PIECES, max_size=60).map("".join))
@settings(max_examples=300, deadline=None)
def test_quantities_stand_in_order_within_the_text_and_never_overlap(text: str) -> None:
    end = 0
    for quantity in find_quantities(text, reference=date(2025, 10, 29)):
        assert end <= quantity.span.start < quantity.span.end <= len(text)
        assert quantity.span.of(text).strip() == quantity.span.of(text)
        end = quantity.span.end


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_without_an_error(text: str) -> None:
    find_quantities(text, reference=date(1, 1, 1))
    find_quantities(text, reference=date(9999, 12, 31))


@given(st.lists(PIECES, min_size=1, max_size=4).map("".join))
@settings(max_examples=40, deadline=None)
def test_four_times_the_text_takes_about_four_times_as_long(piece: str) -> None:
    short = piece * (4000 // len(piece) + 1)
    assert seconds(short * 4) < 12 * max(seconds(short), 0.002)


@pytest.mark.parametrize(
    "piece", ["1", " ", '"', "1,", "$", "수", "億", "one ", "1 to ", "10월 ", "May "]
)
def test_a_long_run_of_one_thing_is_read_in_time(piece: str) -> None:
    assert seconds(piece * (60_000 // len(piece))) < 5


def test_a_date_that_needs_a_reference_has_no_day_without_one() -> None:
    for text in ("on Monday", "last month", "Oct. 27", "지난달", "27日", "three weeks ago"):
        (quantity,) = find_quantities(text)
        assert (quantity.kind, quantity.day, quantity.last_day) == ("date", None, None)


def test_a_text_read_as_english_has_no_korean_amounts() -> None:
    text = "3500억 달러 and $350 billion"
    assert [q.low for q in find_quantities(text, language="en")] == [Decimal(350_000_000_000)]
    assert len(find_quantities(text)) == 2


def test_an_empty_text_has_no_quantities() -> None:
    assert find_quantities("") == ()


def test_a_moved_number_is_two_quantities_and_a_span_is_one() -> None:
    assert [q.high for q in find_quantities("cut from 25% to 15%")] == [Decimal(25), Decimal(15)]
    (quantity,) = find_quantities("ranging from 15% to 25%")
    assert (quantity.low, quantity.high, quantity.bound) == (Decimal(15), Decimal(25), "between")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("あ" * 300 + "\n\n米国に50億ドル、うち 20億を出す。", "20億を出す。"),
        (
            "They pledged $350 billion.\n\nOf that 200 billion is cash, he said.",
            "Of that 200 billion",
        ),
        ("x" * 900 + ".\n\nWe pay $4 billion a year until 2031.", "We pay $4 billion a year"),
    ],
)
def test_reading_around_a_place_gives_what_reading_all_gives(text: str, said: str) -> None:
    place = Span(text.index(said), text.index(said) + len(said))
    inside = [one for one in find_quantities(text) if place.start <= one.span.start < place.end]
    around = find_quantities(text, within=[place])
    assert [one for one in around if place.start <= one.span.start < place.end] == inside
    assert inside
