"""W8: internal rates of return against pyxirr (public domain), and its dated flows."""

from datetime import date, timedelta

import numpy as np
import pytest
import pyxirr
from hypothesis import assume, example, given
from hypothesis import strategies as some

from pledgecraft.engine.kernel.valuation import (
    IRR_FOUND,
    IRR_NO_SIGN_CHANGE,
    IRR_NOTHING_PAID,
    internal_rate,
)

DATED = (
    (date(2007, 1, 12), -10_000),
    (date(2008, 2, 14), 2_500),
    (date(2008, 3, 3), 2_000),
    (date(2008, 6, 14), 3_000),
    (date(2008, 12, 1), 4_000),
)
PUBLISHED = 0.10064378342638
money = some.floats(1, 1e6)
outflows = some.lists(money, min_size=1, max_size=6)
inflows = some.lists(some.one_of(some.just(0.0), money), min_size=1, max_size=40)


def on_days(flows: dict[date, float]) -> np.ndarray:
    """Return dated flows on a grid of days."""
    first, last = min(flows), max(flows)
    grid = np.zeros((last - first).days + 1)
    for day, amount in flows.items():
        grid[(day - first).days] += amount
    return grid


def test_published_dated_flows() -> None:
    rate, status = internal_rate(on_days(dict(DATED)), 1 / 365)
    assert status == IRR_FOUND
    assert rate == pytest.approx(PUBLISHED, rel=0, abs=1e-10)


def test_oracle_gives_the_published_rate() -> None:
    assert pyxirr.xirr(*zip(*DATED, strict=True)) == pytest.approx(PUBLISHED, rel=0, abs=1e-12)


@given(outflows, inflows)
@example([100.0], [1e6])
@example([1e6], [1.0])
def test_equal_steps_agree_with_pyxirr(outs: list[float], ins: list[float]) -> None:
    assume(any(ins))
    flows = np.array([-value for value in outs] + ins)
    rate, status = internal_rate(flows, 1.0)
    if status == IRR_FOUND:
        assert_is_root(flows, rate)
    else:
        assert is_outside(flows)


def assert_is_root(flows: np.ndarray, rate: float) -> None:
    """Compare with pyxirr, or with the sign of its present value where it finds no rate."""
    expected = pyxirr.irr(flows, guess=rate)
    if expected is None:
        below, above = pyxirr.npv(rate - 1e-7, flows), pyxirr.npv(rate + 1e-7, flows)
        assert below > 0 > above
    else:
        assert rate == pytest.approx(expected, rel=1e-8, abs=1e-9)


def is_outside(flows: np.ndarray) -> bool:
    """Return whether the present value has one sign from -99% to 1000% a year."""
    low, high = pyxirr.npv(-0.99, flows), pyxirr.npv(10.0, flows)
    return (low > 0) == (high > 0)


@given(outflows, inflows, some.sampled_from([4, 12]))
def test_periods_of_a_year_compound(outs: list[float], ins: list[float], steps: int) -> None:
    assume(any(ins))
    flows = np.array([-value for value in outs] + ins)
    rate, status = internal_rate(flows, 1 / steps)
    assume(status == IRR_FOUND)
    per_period = (1 + rate) ** (1 / steps) - 1
    assert_is_root(flows, per_period)


@given(
    some.dictionaries(some.integers(1, 3000), money, min_size=1, max_size=8),
    some.floats(1e3, 1e6),
)
def test_dated_flows_agree_with_pyxirr(later: dict[int, float], paid: float) -> None:
    start = date(2026, 1, 1)
    flows = {start: -paid} | {start + timedelta(days): cash for days, cash in later.items()}
    rate, status = internal_rate(on_days(flows), 1 / 365)
    assume(status == IRR_FOUND)
    days, amounts, near = list(flows), list(flows.values()), 1e-8 + 1e-7 * abs(rate)
    below, above = (pyxirr.xnpv(at, days, amounts) for at in (rate - near, rate + near))
    assert below >= 0 >= above


@pytest.mark.parametrize(
    ("flows", "status"),
    [
        ([0.0, 5.0, 5.0], IRR_NOTHING_PAID),
        ([0.0, 0.0], IRR_NOTHING_PAID),
        ([-5.0, 0.0, -1.0], IRR_NO_SIGN_CHANGE),
    ],
)
def test_flows_without_a_rate_have_a_status(flows: list[float], status: int) -> None:
    rate, found = internal_rate(np.array(flows), 1.0)
    assert np.isnan(rate)
    assert found == status
