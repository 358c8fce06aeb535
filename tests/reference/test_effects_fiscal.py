"""Public debt, defence and guarantees against closed forms and sums by hand."""

import math
from collections.abc import Sequence
from fractions import Fraction
from statistics import NormalDist

import numpy as np
import pytest

from pledgecraft import Simulation, World, draw, read_case, simulate
from pledgecraft.cases.case import Case
from pledgecraft.deal.model import DefenceStep
from pledgecraft.economy.debt import next_debt
from pledgecraft.engine.effects.fiscal import (
    DebtPaths,
    GuaranteeReadings,
    PledgeFlows,
    debt_paths,
    defence_cost,
    defence_shares,
    extra_defence,
    guarantee_readings,
)
from pledgecraft.world.economies import Currency, Fiscal
from reference.memory import case_of, deal_text, given, world_text

RATE = 1450.0
SINGLE = 3e-7
"""GDP is drawn in single precision."""

CURRENCY = """
[currency.rate]
start = 1450
anchor = 1450
reversion = "0 per year"
volatility = "0%"
jump_rate = "0 per year"
jump = 0
jump_sigma = 0
jump_reverts = "0%"
jump_half_life = "1 year"
[currency.reserves]
start = "1000 USD"
income = "3%"
other = "0 USD"
noise = "0 USD"
kept = "{kept}%"
floor = "0 USD"
red_line = "0 USD"
watched = "4 years"
[currency.funding]
bonds = "20 USD"
bond_cost = "0%"
market = "50%"
[currency.impact]
elasticity = 1.85
gdp = "1000 USD"
growth = "0%"
sample = "3%"
"""
FISCAL = """
[growth.KOR]
nominal = "{growth}%"
volatility = "{noise}%"
[fiscal]
debt = "49.1%"
balance = "-2%"
rate = "2.8%"
foreign_share = "{foreign}%"
foreign_rate = "4.5%"
gdp_rate = 1450
remitted = "70%"
cost_of_funds = "{burden}%"
loss_given_default = "50%"
sharpe = 0.4
shown = "10 years"
"""
DEFENCE = """
[linked.defence]
share_of_gdp = [{ year = 2027, share = "2%" }, { year = 2029, share = "3%" }]
"""


def world_with(
    *,
    years: int = 4,
    kept: int = 50,
    growth: str = "0",
    noise: str = "0",
    foreign: int = 0,
    burden: int = 0,
) -> str:
    cash = [40] * min(4, years)
    text = world_text(given("plant", [100], cash)) + CURRENCY.format(kept=kept)
    return text + FISCAL.format(growth=growth, noise=noise, foreign=foreign, burden=burden)


def case_with(*, periods: int = 4, terms: str = "", **world: object) -> Case:
    """Return the case of one call of 100; in ``world``, arguments of :func:`world_with`."""
    tiers = ('until = "end", KOR = "50%", USA = "50%"',)
    return case_of(
        deal_text(periods=periods, tiers=tiers, terms=terms),
        world_with(years=periods, **world),  # pyright: ignore[reportArgumentType]
    )


def run_of(case: Case) -> Simulation:
    return simulate(case.terms(), draw(case.world, paths=1, seed=7))


def told_of(case: Case) -> tuple[Fiscal, Currency]:
    fiscal, currency = case.world_model.fiscal, case.world_model.currency
    assert fiscal is not None
    assert currency is not None
    return fiscal, currency


def no_flows(world: World, rate: Sequence[float] | float = RATE) -> PledgeFlows:
    """Return flows of nothing in the years shown, at most ten."""
    zeros = np.zeros((world.paths, min(10, len(world.assumptions.grid.years))))
    return PledgeFlows(zeros, zeros, zeros, zeros, zeros + rate, zeros + rate, zeros)


def paths_of(case: Case, world: World, flows: PledgeFlows) -> DebtPaths:
    fiscal, currency = told_of(case)
    return debt_paths(fiscal, currency.impact, flows, (), world, "KOR")


def test_debt_after_ten_years() -> None:
    """CF-9: 49.1% at 2.8% interest, 3.8% growth and a deficit of 2% comes to 63.72449%."""
    case = case_with(periods=12, growth="3.8")
    world = draw(case.world, paths=2, seed=7)
    found = paths_of(case, world, no_flows(world))
    assert found.years == tuple(range(2026, 2036))
    level = Fraction(491, 1000)
    exact: list[float] = []
    for _ in range(10):
        level = level * Fraction(1028, 1038) + Fraction(2, 100)
        exact.append(float(level))
    np.testing.assert_allclose(found.alone, [exact, exact], rtol=SINGLE)
    assert found.alone[0, -1] == pytest.approx(0.6372449, rel=SINGLE)
    np.testing.assert_array_equal(found.deal, found.alone)
    np.testing.assert_array_equal(found.defence, found.alone)


def test_mean_debt_with_noisy_growth() -> None:
    """CF-9: noise of 2% in the logarithm of growth lifts the mean to 63.83066%, Jensen's term."""
    case = case_with(periods=10, growth="3.8", noise="2")
    world = draw(case.world, paths=8_192, seed=7)
    last = paths_of(case, world, no_flows(world)).alone[:, -1]
    level, factor = 0.491, 1.028 / 1.038 * math.exp(0.02**2 / 2)
    for _ in range(10):
        level = level * factor + 0.02
    assert level == pytest.approx(0.6383066, abs=5e-8)
    error = last.std() / math.sqrt(last.size)
    assert abs(last.mean() - level) < 4 * error
    assert error < 5e-4


def test_a_tenth_abroad_and_a_fall_of_the_currency() -> None:
    """CF-9: 10% at 4.5%, and 15% dearer dollars, make 51.44886% of 49.1% in a year."""
    case = case_with(periods=3, growth="3.8", foreign=10)
    world = draw(case.world, paths=1, seed=7)
    rates = [1.15 * RATE, 1.15 * RATE, 1.0 * RATE]
    found = paths_of(case, world, no_flows(world, rates)).alone[0]
    level, before = 0.491, RATE
    for year, rate in enumerate(rates):
        level *= (0.9 * 1.028 + 0.1 * 1.045 * rate / before) / 1.038
        level, before = level + 0.02, rate
        assert found[year] == pytest.approx(level, rel=SINGLE)
    assert found[0] == pytest.approx(0.5144886, abs=3e-7)


def test_the_debt_identity_is_that_of_the_equations() -> None:
    case = case_with(periods=2, growth="3.8", foreign=10)
    world = draw(case.world, paths=1, seed=7)
    found = paths_of(case, world, no_flows(world, [1500.0, 1400.0])).alone[0]
    first = next_debt(
        0.491, rate=0.028, growth=0.038, balance=-0.02, foreign_share=0.1, foreign_rate=0.045,
        depreciation=50 / 1450,
    )  # fmt: skip
    second = next_debt(
        first, rate=0.028, growth=0.038, balance=-0.02, foreign_share=0.1, foreign_rate=0.045,
        depreciation=-100 / 1500,
    )  # fmt: skip
    assert found.tolist() == pytest.approx([float(first), float(second)], rel=SINGLE)


def test_one_bond_and_one_purchase_by_hand() -> None:
    """A bond of 8 and a purchase of 5 in the first year, with growth and a moving rate."""
    case = case_with(periods=4, growth="4")
    world = draw(case.world, paths=1, seed=7)
    rows = np.zeros((7, 1, 4))
    rows[1, 0, 0] = 5.0
    rows[2, 0] = 8.0
    rates = [1500.0, 1600.0, 1400.0, 1450.0]
    rows[4:6, 0] = rates
    found = paths_of(case, world, PledgeFlows(*rows))
    for year, rate in enumerate(rates):
        gdp = 1000 * 1450 * 1.04 ** (year + 1)
        purchase = 5 * 1500 / (1000 * 1450 * 1.04) * (1.028 / 1.04) ** year
        added = found.deal[0, year] - found.alone[0, year]
        assert added == pytest.approx(8 * rate / gdp + purchase, rel=1e-6)


def test_income_lost_and_money_returned_by_hand() -> None:
    """Of 10 of income 7 no longer reach the budget; a year later 4 that came back repay."""
    case = case_with(periods=3)
    world = draw(case.world, paths=1, seed=7)
    rows = np.zeros((7, 1, 3))
    rows[0, 0, 0], rows[3, 0, 1] = 10.0, 4.0
    rows[4:6] = RATE
    found = paths_of(case, world, PledgeFlows(*rows))
    added = (found.deal - found.alone)[0]
    assert added.tolist() == pytest.approx(
        [0.007, 0.007 * 1.028 - 0.004, (0.007 * 1.028 - 0.004) * 1.028]
    )


@pytest.mark.parametrize("kept", [0, 50, 100])
def test_a_deals_debt_by_hand(kept: int) -> None:
    """100 = 30 of income + 20 of bonds + 25 of the market + 25 of reserves; 20 come back a year."""
    result = run_of(case_with(kept=kept))
    series = {name: result.by_year(name).values[0].tolist() for name in
              ("from_income", "bought", "bonds", "guarantee_calls")}  # fmt: skip
    assert series["from_income"] == pytest.approx([30, 0, 0, 0])
    assert series["bought"] == pytest.approx([25, 0, 0, 0])
    assert series["bonds"] == pytest.approx([20] * 4)
    assert series["guarantee_calls"] == [0] * 4
    debt = result.economy.debt
    assert debt is not None
    dearer = math.exp(1.85 * 25 / 1000)
    back, owed = 20 * (1 - kept / 100), 0.0
    for year in range(4):
        new = 25 + 0.7 * 30 - back if year == 0 else -back
        owed = owed * 1.028 + new * dearer / 1000
        added = debt.deal[0, year] - debt.alone[0, year]
        assert added == pytest.approx(owed + 20 * dearer / 1000, rel=1e-9)


def test_currency_and_fiscal_channels_by_hand() -> None:
    """25 bought at a rate that ends the year 4.7% higher; a tenth on top of the cash's value."""
    result = run_of(case_with(burden=10))
    told = {name: float(sample.values[0]) for name, sample in result.by_channel("KOR").items()}
    cash = -100 + sum(20 / 1.05**k for k in range(1, 5))
    assert list(told) == ["cash", "guarantees", "currency", "fiscal", "value"]
    assert told["cash"] == pytest.approx(cash)
    assert told["guarantees"] == 0
    assert told["currency"] == pytest.approx(-25 * (math.exp(1.85 * 0.025) - 1) / 2 / 1.05)
    assert told["fiscal"] == pytest.approx(0.1 * cash)
    assert list(result.by_channel("USA")) == ["cash", "guarantees", "value"]


PLAN = {2026: 0.516, 2027: 0.538, 2028: 0.562, 2029: 0.580}
"""Source: the government's plan (D1), facts, parameters.md 3.1; 2025: 49.1%."""


def test_the_shipped_korean_debt_meets_the_plan_in_2029() -> None:
    """57.90% of GDP against the plan's 58.0; half a point below it in 2028."""
    case = read_case("korea-us-2025").with_world({"growth.KOR.volatility": "0%"})
    world = draw(case.world, paths=1, seed=7)
    fiscal, currency = told_of(case)
    flows = no_flows(world, fiscal.gdp_rate.value)
    found = debt_paths(fiscal, currency.impact, flows, (), world, "KOR")
    level = Fraction(491, 1000)
    abroad = Fraction(fiscal.foreign_rate.value.value)
    assert float(abroad) == pytest.approx(0.039, abs=0.0005)
    factor = Fraction(99, 100) * Fraction(1028, 1000) + Fraction(1, 100) * (1 + abroad)
    for year in range(4):
        level = level * factor / Fraction(104, 100) + Fraction(28, 1000)
        assert found.years[year] == 2026 + year
        assert found.alone[0, year] == pytest.approx(float(level), rel=SINGLE)
        assert abs(found.alone[0, year] - PLAN[2026 + year]) < 0.0055
    assert found.alone[0, 3] == pytest.approx(0.57899, abs=5e-5)
    assert abs(found.alone[0, 3] - PLAN[2029]) < 0.003


def steps(*told: tuple[int, str]) -> tuple[DefenceStep, ...]:
    return tuple(DefenceStep.model_validate({"year": year, "share": share}) for year, share in told)


def test_defence_lies_on_a_line_between_its_years() -> None:
    told = steps((2026, "2.42%"), (2030, "open"), (2035, "3.5%"))
    shares = defence_shares(told, range(2024, 2038))
    for year, share in zip(range(2024, 2038), shares, strict=True):
        between = min(9, max(0, year - 2026))
        exact = Fraction(242, 10_000) + between * Fraction(108, 10_000) / 9
        assert share == pytest.approx(float(exact), rel=1e-12)
    above = extra_defence(told, [2026, 2029, 2035])
    assert above.tolist() == pytest.approx([0, 0.0036, 0.0108], rel=1e-10)
    assert extra_defence((), [2026]).tolist() == [0.0]
    assert extra_defence(steps((2026, "unknown")), [2026]).tolist() == [0.0]


def test_defence_of_the_ministrys_gdp() -> None:
    """66.2947 trn won are 2.42% in 2026; a line to 3.5% costs about 180 trn more over 2027-35."""
    gdp, growth = 66.2947 / 0.0242, 0.031
    case = case_with(periods=10, growth="3.1").with_world(
        {"currency.impact.gdp": f"{gdp / (1 + growth):.9f} USD"}
    )
    world = draw(case.world, paths=1, seed=7)
    told = steps((2026, "2.42%"), (2035, "3.5%"))
    found = defence_cost(told, told_of(case)[1].impact, world, "KOR", 10)[0]
    by_hand = [0.0012 * k * gdp * (1 + growth) ** k for k in range(10)]
    np.testing.assert_allclose(found, by_hand, rtol=1e-6, atol=1e-9)
    assert found[1:].sum() == pytest.approx(179.9, abs=0.05)
    assert found[1:].sum() == pytest.approx(180, rel=0.03)
    first = defence_shares(told, [2026])[0] * gdp
    assert first == pytest.approx(66.2947)


def test_borrowed_defence_is_a_third_line() -> None:
    """2% until 2027, 2.5% in 2028, 3% from 2029 on; what is borrowed bears interest."""
    result = run_of(case_with(terms=DEFENCE))
    debt, extra = result.economy.debt, result.economy.defence_extra
    assert debt is not None
    assert extra is not None
    third = 0.005 * 1.028 + 0.01
    assert (debt.defence - debt.deal)[0].tolist() == pytest.approx([0, 0, 0.005, third])
    assert extra[0].tolist() == pytest.approx([0, 0, 5, 10])
    plain = run_of(case_with()).economy
    assert plain.defence_extra is None
    assert plain.debt is not None
    np.testing.assert_array_equal(plain.debt.defence, debt.deal)


NORMAL = NormalDist()


def readings(
    lost: Sequence[float], *, exposure: float = 100.0, correlation: float = 0.2, years: float = 5.0
) -> GuaranteeReadings:
    fiscal, _ = told_of(case_with())
    return guarantee_readings(fiscal, np.array(lost), exposure, correlation, years)


def test_guarantees_by_hand() -> None:
    """A mean of 1 on 100, half lost in default: 2%; Vasicek's 22.63128% of it, half lost."""
    lost = [0.0] * 98 + [40.0, 60.0]
    found = readings(lost)
    assert found.exposure == 100
    assert found.expected == pytest.approx(1)
    variance = (1600 + 3600 - 100) / 99
    assert found.expected_se == pytest.approx(math.sqrt(variance / 100))
    assert found.tail == pytest.approx(40 + 0.01 * 20)
    shifted = NORMAL.cdf(NORMAL.inv_cdf(0.02) + 0.4 * math.sqrt(0.2 * 5))
    assert found.market == pytest.approx(50 * shifted, rel=1e-9)
    assert found.market == pytest.approx(2.454, abs=0.001)
    assert found.vasicek == pytest.approx(50 * 0.2263128, abs=5e-6)


@pytest.mark.parametrize(("chance", "correlation", "years"), [(0.3, 0.05, 6), (0.9, 0.6, 1)])
def test_guarantees_at_other_chances(chance: float, correlation: float, years: float) -> None:
    found = readings([50 * chance] * 3, correlation=correlation, years=years)
    barrier = NORMAL.inv_cdf(chance)
    market = NORMAL.cdf(barrier + 0.4 * math.sqrt(correlation * years))
    worst = NORMAL.cdf(
        (barrier + math.sqrt(correlation) * NORMAL.inv_cdf(0.999)) / math.sqrt(1 - correlation)
    )
    assert found.market == pytest.approx(50 * market, rel=1e-8)
    assert found.vasicek == pytest.approx(50 * worst, rel=1e-8)
    assert found.expected <= found.market


def test_guarantees_that_are_never_or_always_called() -> None:
    assert readings([0.0, 0.0]) == GuaranteeReadings(100.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    assert readings([5.0], exposure=0.0) == GuaranteeReadings(0.0, 5.0, 0.0, 5.0, 5.0, 5.0)
    always = readings([50.0, 50.0])
    assert (always.market, always.vasicek, always.expected_se) == (50.0, 50.0, 0.0)


def test_debt_guaranteed_for_no_time_costs_what_is_expected() -> None:
    found = readings([2.0, 4.0], years=0.0)
    assert found.market == pytest.approx(found.expected)
