"""Korea's reserve adequacy by the IMF's metric, rebuilt for 2019-25 with two money aggregates.

The textbook metric with M2 lies 13 to 17 points above the published ratios. With the wider aggregate
Lf it comes within a point of them. Lf was chosen after the miss was seen, on four years, with inputs of
which several are remembered: the rebuild is consistent with the published ratios and no proof that the
IMF uses Lf. Published ratios: 98.9% (2020), 99% (2021) and 97% (2022) from
http://www01.koreaherald.com/view.php?ud=20230427000710; levels 467.7 and 436.2 bn USD from
https://www.wowtv.co.kr/NewsCenter/News/Read?articleId=A202304260014.

Stocks in bn USD, money in trillion won. Long-term debt counts to 15% as due within a year, which is an
assumption. Other liabilities are portfolio and other investment, without derivatives and without the
debt already counted.
"""

from typing import Any

import numpy as np
import pytest

from pledgecraft.economy.reserves import FIXED, FLOATING, FLOATING_2011, adequacy_ratio, ara_metric

YEARS = (2019, 2020, 2021, 2022, 2023, 2024, 2025)
INPUTS = {
    "exports": (660, 608, 771, 821, 769, 843, 864),
    "m2": (2913, 3191, 3613, 3779, 3925, 4150, 4503),
    "lf": (4120, 4480, 4960, 5161.8, 5340, 5640, 6029.9),
    "won": (1156.4, 1086.3, 1185.5, 1264.5, 1288.0, 1472.5, 1439.0),
    "short": (134.5, 157.5, 164.7, 166.7, 136.2, 146.5, 179.0),
    "long": (333, 384.9, 467.7, 497.8, 527.4, 526.4, 587.8),
    "portfolio": (741, 976, 992.1, 808, 953, 834.9, 1354.9),
    "other": (219, 254, 268, 312, 282, 289, 301),
    "derivatives": (30, 39, 30, 60, 45, 50, 45),
    "reserves": (408.8, 443.1, 463.1, 423.2, 420.1, 415.6, 428.05),
}
GENERAL_KNOWLEDGE = {
    "exports": (2019, 2020, 2021, 2022, 2023),
    "m2": (2019, 2023),
    "lf": (2019, 2020, 2021, 2023),
    "won": (2019, 2020, 2021, 2022, 2023),
    "portfolio": (2023,),
    "derivatives": YEARS,
    "reserves": (2019, 2023, 2024),
}
"""Remembered, not read in a source; what is interpolated or differenced stands below."""
ESTIMATED = {
    "m2": (2024, 2025),
    "lf": (2024,),
    "portfolio": (2022,),
    "other": (2019, 2020, 2022, 2023),
}
NEW_M2_OVER_OLD = 4056.8 / 4466.3
"""Both definitions for October 2025: https://www.asiae.co.kr/article/2025123011113642581."""
DUE_WITHIN_A_YEAR = 0.15

WITH_LF = (108.0, 99.0, 99.1, 96.1, 92.0, 97.0, 80.1)
WITH_M2 = (125.3, 114.2, 112.8, 109.7, 104.6, 110.0, 88.9)
FIXED_WITH_M2 = (78.2, 72.1, 71.1, 68.6, 65.5, 68.9, 57.2)
METRIC_WITH_LF = (378.4, 447.5, 467.4, 440.4, 456.5, 428.5, 534.4)
PUBLISHED = {2019: 108.1, 2020: 98.9, 2021: 99.0, 2022: 97.0}


def given(name: str) -> Any:
    return np.array(INPUTS[name], dtype=np.float64)


def metric(money: str, weights: Any = FLOATING, *, maturing: float = DUE_WITHIN_A_YEAR) -> Any:
    due = given("short") + maturing * given("long")
    other = given("portfolio") + given("other") - given("derivatives") - due
    return ara_metric(given("exports"), given(money) / given("won") * 1000, due, other, weights)


def ratio(money: str, weights: Any = FLOATING, *, maturing: float = DUE_WITHIN_A_YEAR) -> Any:
    return 100 * adequacy_ratio(given("reserves"), metric(money, weights, maturing=maturing))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(ratio("lf"), WITH_LF, id="Lf"),
        pytest.param(ratio("m2"), WITH_M2, id="M2"),
        pytest.param(ratio("m2", FIXED), FIXED_WITH_M2, id="M2, fixed weights"),
        pytest.param(metric("lf"), METRIC_WITH_LF, id="level with Lf"),
    ],
)
def test_rebuilt_metric(found: Any, expected: tuple[float, ...]) -> None:
    np.testing.assert_allclose(found, expected, rtol=0, atol=0.3)


LF_GAP = "the rebuild gives 96.1%: portfolio liabilities of 2022 are differenced, not read"


@pytest.mark.parametrize(
    "year",
    [
        2019,
        2020,
        2021,
        pytest.param(2022, marks=pytest.mark.xfail(reason=LF_GAP, strict=True)),
    ],
)
def test_rebuild_with_lf_meets_the_published_ratio(year: int) -> None:
    assert ratio("lf")[YEARS.index(year)] == pytest.approx(PUBLISHED[year], abs=0.3)


def test_rebuild_with_m2_misses_the_published_ratios() -> None:
    gaps = [ratio("m2")[YEARS.index(year)] - value for year, value in PUBLISHED.items()]
    assert min(gaps) > 12
    assert max(gaps) < 18


def test_the_new_definition_of_m2_moves_the_ratio() -> None:
    """The redefinition of December 2025 takes 14 bn USD off the demand, with nothing changed."""
    taken = FLOATING.broad_money * (1 - NEW_M2_OVER_OLD) * given("m2")[-1] / given("won")[-1] * 1000
    level = metric("m2")[-1] - taken
    assert taken == pytest.approx(14, abs=0.5)
    assert 100 * given("reserves")[-1] / level == pytest.approx(91.7, abs=0.3)


@pytest.mark.parametrize("maturing", [0.10, 0.20])
def test_the_assumed_maturity_share_matters_little(maturing: float) -> None:
    assert np.abs(ratio("lf", maturing=maturing) - ratio("lf")).max() < 1.3


def test_the_fall_of_2025_is_a_rise_of_share_prices() -> None:
    """Other liabilities, most of them shares that foreigners hold, raise the demand by 74 bn."""
    due = given("short") + DUE_WITHIN_A_YEAR * given("long")
    other = given("portfolio") + given("other") - given("derivatives") - due
    rise = metric("lf")[-1] - metric("lf")[-2]
    assert rise == pytest.approx(105.9, abs=0.3)
    assert FLOATING.other_liabilities * (other[-1] - other[-2]) == pytest.approx(74.3, abs=0.1)
    assert given("reserves")[-1] > given("reserves")[-2]


@pytest.mark.parametrize(("lost", "left"), [(20, 76.4), (50, 70.7), (100, 61.4), (200, 42.7)])
def test_each_ten_billion_costs_two_points(lost: float, left: float) -> None:
    rest = adequacy_ratio(given("reserves")[-1] - lost, metric("lf")[-1])
    assert 100 * rest == pytest.approx(left, abs=0.05)


def test_the_vintage_of_2011_asks_for_less() -> None:
    assert (FLOATING_2011.vintage, FLOATING.vintage) == (2011, 2015)
    assert np.all(metric("m2", FLOATING_2011) < metric("m2", FLOATING))


def test_every_remembered_input_is_named() -> None:
    for marks in (GENERAL_KNOWLEDGE, ESTIMATED):
        for name, years in marks.items():
            assert name in INPUTS
            assert set(years) <= set(YEARS)
