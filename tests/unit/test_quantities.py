"""The grammar of quantities."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgecraft.base.quantities import (
    Duration,
    Money,
    Notice,
    Quantity,
    QuantityError,
    Rate,
    Share,
    parse_series,
)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Money, "20 bn USD", 20e9),
        (Money, "1_000.5 mn USD", 1000.5e6),
        (Money, "7 USD", 7.0),
        (Share, "4.5%", 0.045),
        (Share, "50 bp", 0.005),
        (Rate, "0.9% per year", 0.009),
        (Rate, "0.5 per year", 0.5),
        (Duration, "20 years", 20.0),
        (Duration, "1 year", 1.0),
        (Duration, "6 months", 0.5),
        (Notice, "45 business days", 45.0),
    ],
)
def test_points(kind: type[Quantity], text: str, value: float) -> None:
    assert kind.parse(text).value == pytest.approx(value, rel=1e-15)


def test_ranges_are_legal_and_have_no_value() -> None:
    found = Money.parse("15..25 bn USD")
    assert found.is_range
    assert found.interval == (15e9, 25e9)
    with pytest.raises(QuantityError):
        _ = found.value


@pytest.mark.parametrize("word", ["open", "unknown"])
def test_words_for_what_is_not_known(word: str) -> None:
    assert Share.parse(word).is_unresolved
    assert str(Share.parse(word)) == word


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        (Money, "20", "D203"),
        (Money, "20 bn EUR", "D203"),
        (Money, "twenty bn USD", "D202"),
        (Share, "0.5", "D203"),
        (Share, "50 percent", "D203"),
        (Money, "25..15 bn USD", "D211"),
        (Notice, "45 weeks", "D203"),
        (Money, "1" * 200 + " USD", "D202"),
    ],
)
def test_refusals(kind: type[Quantity], text: str, code: str) -> None:
    with pytest.raises(QuantityError) as caught:
        kind.parse(text)
    assert caught.value.code == code


@given(st.decimals(min_value=0, max_value=10**9, places=6), st.sampled_from(list(Money.scales)))
def test_money_round_trips(number: Decimal, unit: str) -> None:
    found = Money.parse(f"{number:f} {unit}")
    assert Money.parse(str(found)) == found


def test_series_repeat() -> None:
    series = parse_series(["0 USD x 2", "25 USD", "1 bn USD x 2"])
    assert [entry.value for entry in series] == [0, 0, 25, 1e9, 1e9]
