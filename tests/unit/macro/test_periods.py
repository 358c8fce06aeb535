"""Periods: what they span, how they are ordered, which are refused."""

from datetime import date

import pytest

from pledgecraft.macro.periods import in_order, nearest, read_span


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-12-30", date(2025, 12, 30), date(2025, 12, 30)),
        ("2025Q3", date(2025, 7, 1), date(2025, 9, 30)),
        ("2025H2", date(2025, 7, 1), date(2025, 12, 31)),
        ("FY2025H2", date(2025, 10, 1), date(2026, 3, 31)),
        ("FY2025", date(2025, 4, 1), date(2026, 3, 31)),
        ("2026-01..2026-04-13", date(2026, 1, 1), date(2026, 4, 13)),
        ("2017-08..", date(2017, 8, 1), date.max),
        ("2025@imf-2025-11", date(2025, 1, 1), date(2025, 12, 31)),
        ("-", date.min, date.min),
    ],
)
def test_spans(text: str, first: date, last: date) -> None:
    assert read_span(text) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["", "24", "2024-13", "2024-00", "2025-02-29", "2025Q5", "2025H3", "FY2025-04", "2025..2024",
     "2024@", "2024@Revised", "2024 ", "..2024", "history", "2024-1", "2024..2025..2026"],
)  # fmt: skip
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(ValueError):
        read_span(text)


def test_order_is_by_end_then_start_then_vintage() -> None:
    told = ["2024..", "2025", "2024@revised", "-", "2024Q4", "2024-12-31", "2024"]
    expected = ["-", "2024", "2024@revised", "2024Q4", "2024-12-31", "2025", "2024.."]
    assert sorted(told, key=in_order) == expected


def test_nearest_falls_back_to_the_last() -> None:
    assert nearest(["2020", "2024", "2022"], "soon", count=2) == ["2022", "2024"]
