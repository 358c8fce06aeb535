"""Reserves against each rule, and what they can bear a year, against sums by hand."""

from fractions import Fraction

import numpy as np
import pytest

from pledgecraft import draw, read_case, simulate
from pledgecraft.engine.effects.adequacy import Demand, capacities, cover, demands
from pledgecraft.world.economies import Adequacy, Currency

BN = 1e9
STOCKS = {
    "exports": Fraction(864),
    "imports": Fraction(760),
    "money": Fraction("2835.8"),
    "wide": Fraction("4190.3"),
    "debt": Fraction("267.2"),
    "other": Fraction("1343.7"),
    "frozen": Fraction(885),
}
"""The shipped Korean world, bn USD at the end of 2025."""

RESERVES = Fraction("430.66")


def told(**settings: object) -> tuple[Adequacy, Currency]:
    named = {name.replace("__", "."): value for name, value in settings.items()}
    model = read_case("korea-us-2025").with_world(named).world_model
    assert model.adequacy is not None
    assert model.currency is not None
    return model.adequacy, model.currency


def metric(money: str, other: str, weights: tuple[str, str, str, str]) -> Fraction:
    stocks = (STOCKS["exports"], STOCKS[money], STOCKS["debt"], STOCKS[other])
    return sum(
        (Fraction(weight) * stock for weight, stock in zip(weights, stocks, strict=True)),
        Fraction(0),
    )


FLOATING, FIXED = ("0.05", "0.05", "0.30", "0.15"), ("0.10", "0.10", "0.30", "0.20")
OLD_FLOATING, OLD_FIXED = ("0.05", "0.05", "0.30", "0.10"), ("0.10", "0.10", "0.30", "0.15")


@pytest.mark.parametrize(
    ("vintage", "floating", "fixed"),
    [(2015, FLOATING, FIXED), (2011, OLD_FLOATING, OLD_FIXED)],
)
def test_what_each_rule_asks_for(
    vintage: int,
    floating: tuple[str, str, str, str],
    fixed: tuple[str, str, str, str],
) -> None:
    expected = {
        "ara_floating": metric("money", "other", floating),
        "ara_wide": metric("wide", "other", floating),
        "ara_fixed": metric("money", "other", fixed),
        "ara_ex_valuation": metric("money", "frozen", floating),
        "debt_cover": STOCKS["debt"],
        "import_cover": STOCKS["imports"] / 12,
    }
    found = demands(told(adequacy__vintage=vintage)[0])
    assert [demand.name for demand in found] == list(expected)
    for demand in found:
        assert demand.base == pytest.approx(float(expected[demand.name]) * BN, rel=1e-12)
        months = demand.name == "import_cover"
        assert (demand.enough, demand.unit) == ((3, "months") if months else (1, "1"))


def test_korea_at_the_start() -> None:
    """466.7 bn are asked for by the metric with floating weights and M2; 430.66 are there."""
    bases = {demand.name: demand.base for demand in demands(told()[0])}
    assert bases["ara_floating"] == pytest.approx(466.705 * BN)
    assert bases["ara_wide"] == pytest.approx(534.43 * BN)
    assert bases["ara_fixed"] == pytest.approx(718.88 * BN)
    assert bases["ara_ex_valuation"] == pytest.approx(397.90 * BN)
    covers = {name: float(RESERVES) * BN / base for name, base in bases.items()}
    assert covers["ara_floating"] == pytest.approx(0.92, abs=0.005)
    assert covers["ara_wide"] == pytest.approx(0.81, abs=0.005)
    assert covers["ara_fixed"] == pytest.approx(0.60, abs=0.005)
    assert covers["ara_ex_valuation"] == pytest.approx(1.08, abs=0.005)
    assert covers["debt_cover"] == pytest.approx(1.61, abs=0.005)
    assert covers["import_cover"] == pytest.approx(6.80, abs=0.005)


def test_stocks_grow_and_debts_of_reserves_cover_nothing() -> None:
    rule = Demand("rule", "text", "1", 1.0, 50.0)
    reserves = np.array([[100.0, 104.0, -5.0]])
    found = cover(reserves, rule, 0.04, np.array([1.0, 2.0, 3.0]))
    exact = [100 / 50 / 1.04, 104 / 50 / 1.04**2, 0.0]
    assert found[0].tolist() == pytest.approx(exact, rel=1e-12)
    assert cover(reserves, rule, 0.0, np.zeros(3))[0].tolist() == [2.0, 2.08, 0.0]


def test_four_readings_of_what_can_be_borne() -> None:
    """15.50 of income, 10.17 at 1% of the rate, 20.24 of turnover, 36.05 short of the metric."""
    found = {name: value / BN for name, _, value in capacities(*told())}
    assert list(found) == ["income", "price", "turnover", "adequacy"]
    assert found["income"] == pytest.approx(float(RESERVES * Fraction("0.036")))
    assert found["price"] == pytest.approx(0.01 * 1882 / 1.85)
    assert found["turnover"] == pytest.approx(0.0025 * 32.38 * 250)
    highest = metric("money", "other", FLOATING)
    assert found["adequacy"] == pytest.approx(float(RESERVES - highest))
    assert [round(value, 2) for value in found.values()] == [15.50, 10.17, 20.24, -36.05]


@pytest.mark.parametrize(
    ("settings", "demand"),
    [
        ({"currency__reserves__floor": "700 bn USD"}, 700.0),
        ({"adequacy__short_term_debt": "1500 bn USD"}, 1500.0),
    ],
)
def test_the_strictest_demand_is_what_leaves_room(settings: dict[str, str], demand: float) -> None:
    room = {name: value for name, _, value in capacities(*told(**settings))}["adequacy"]
    assert room == pytest.approx((float(RESERVES) - demand) * BN)


def test_readings_follow_the_reserves_of_the_run() -> None:
    case = read_case("korea-us-2025")
    result = simulate(case.terms(), draw(case.world, paths=32, seed=7))
    bases = {demand.name: demand.base for demand in demands(told()[0])}
    weights = {"ara_fixed": 0.20, "debt_cover": 0.0, "import_cover": 0.0}
    bonds = result.by_year("bonds").values
    assert len(result.economy.adequacy) == 6
    for reading in result.economy.adequacy:
        base = bases[reading.demand.name]
        assert reading.years == tuple(range(2026, 2036))
        assert reading.start == pytest.approx(float(RESERVES) * BN / base, rel=1e-12)
        for values, series in ((reading.deal, "reserves"), (reading.alone, "reserves_alone")):
            stocks = result.by_year(series).values
            for path in range(32):
                for year in range(10):
                    owed = weights.get(reading.demand.name, 0.15) * bonds[path, year]
                    asked = base * 1.04 ** (year + 1) + (owed if series == "reserves" else 0.0)
                    exact = max(0.0, stocks[path, year]) / asked
                    assert values[path, year] == pytest.approx(exact, rel=1e-12)
    assert result.economy.capacity == capacities(*told())
