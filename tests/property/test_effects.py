"""What holds of a deal's value by channel, its tariffs and its debt, whatever the numbers."""

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from pledgecraft import Simulation, World, draw, simulate
from pledgecraft.cases.case import Case
from pledgecraft.engine.effects.fiscal import PledgeFlows, debt_paths
from pledgecraft.engine.effects.tariffs import (
    CONSUMERS_LOSS,
    EXPORTERS_LOSS,
    REVENUE,
    TariffEffect,
    tariff_effect,
    tariff_table,
)
from pledgecraft.outcomes.economy import CHANNELS, VALUE
from pledgecraft.world.draws import lasting
from reference.memory import case_of, deal_text

PATHS = 48
YEARS = 8
SHOWN = 6
HEADER = """format = 1
[discount]
KOR = "5%"
USA = "5%"
[common]
hazard_years_1_to_5 = "4% per year"
hazard_years_6_to_10 = "4% per year"
credit_correlation = 0.3
[[sector]]
id = "plant"
name = "Plant"
life = "6 years"
irr = { low = "2%", central = "5%", high = "8%" }
build = { median = "2 years", sigma = 0.2 }
cash = { volatility = "30%", reversion = "0.3 per year", global = 0.4 }
specialists = "50%"
[[project]]
id = "first"
sector = "plant"
budget = "6 bn USD"
selected = 2026-01-01
[[project]]
id = "second"
sector = "plant"
budget = "4 bn USD"
selected = 2026-09-01
"""
WORKFORCE = """
[workforce]
stop_rate = "0.4 per year"
stop = "2 months"
back = "3 months"
reach = "90%"
approvals = 60
stay = "2 years"
at_work = 50
per_bn = 30
"""
CURRENCY = """
[currency.rate]
start = 1450
anchor = 1400
reversion = "0.1 per year"
volatility = "8%"
jump_rate = "0.1 per year"
jump = 0.3
jump_sigma = 0.1
jump_reverts = "50%"
jump_half_life = "9 months"
[currency.reserves]
start = "20 bn USD"
income = "3%"
other = "-0.5 bn USD"
noise = "1 bn USD"
kept = "40%"
floor = "18 bn USD"
red_line = "17.5 bn USD"
watched = "6 years"
[currency.funding]
bonds = "0.2 bn USD"
bond_cost = "5%"
market = "40%"
[currency.impact]
elasticity = 1.85
gdp = "100 bn USD"
growth = "3%"
sample = "3%"
"""
FISCAL = """
[fiscal]
debt = "50%"
balance = "-2%"
rate = "3%"
foreign_share = "5%"
foreign_rate = "4%"
gdp_rate = 1430
remitted = "70%"
cost_of_funds = "15%"
loss_given_default = "50%"
sharpe = 0.4
shown = "6 years"
"""
GROWTH = """
[growth.KOR]
nominal = "4%"
volatility = "2%"
[growth.USA]
nominal = "{growth}%"
volatility = "{noise}%"
"""
TARIFFS = """
[tariffs]
adapting_since = 2025-04-03
early = "1 year"
late = "3 years"
lasts = "{lasts} years"
base_year = 2025
[[tariffs.switch]]
id = "court"
arrives = "{arrives} per year"
lasts = "2 years"
lines = ["cars", "goods"]
rate = "0%"
[[tariffs.line]]
id = "cars"
value = "3 bn USD"
base = "0%"
absorption = {{ early = 0.7, late = {late} }}
demand = {{ early = 1.5, late = 2.5 }}
substitution = 3
supply = 5
margin = "10%"
rival = [{{ id = "r", value = "4 bn USD", base = "2.5%", tariff = "15%" }}]
[[tariffs.line]]
id = "goods"
value = "2 bn USD"
base = "0%"
absorption = {{ early = 0.5, late = {late} }}
demand = {{ early = 1.0, late = 1.3 }}
substitution = 2
margin = "10%"
"""
TERMS = """
[method]
tranches = [{{ id = "all", size = "10 bn USD", mix = {{ equity = "50%", loan = "10%", guarantee = "40%" }} }}]
loan = {{ base = "5%", tenor = "4 years" }}
guarantee = {{ base = "6%", tenor = "5 years", fee = "0.5%" }}
[losses]
pooling = "umbrella"
missed_call = ["withhold distributions", "penalty tariff"]
[linked.tariff]
lines = ["cars", "goods"]
deal = [{{ line = "cars", rate = "{deal}%" }}, {{ line = "goods", rate = "{deal}%" }}]
no_deal = [{{ line = "cars", rate = "{no_deal}%" }}, {{ line = "goods", rate = "{no_deal}%" }}]
penalty = [{{ line = "cars", rate = "{penalty}%" }}, {{ line = "goods", rate = "{penalty}%" }}]
"""

percents = some.integers(0, 60)


@cache
def case_with(
    *,
    deal: int = 15,
    no_deal: int = 25,
    penalty: int = 25,
    lasts: float = 5,
    arrives: float = 0.2,
    late: float = 0.3,
    growth: float = 4,
    noise: float = 2,
    more: str = WORKFORCE + CURRENCY + FISCAL,
) -> Case:
    terms = TERMS.format(deal=deal, no_deal=no_deal, penalty=penalty)
    world = HEADER + more + GROWTH.format(growth=growth, noise=noise)
    world += TARIFFS.format(lasts=lasts, arrives=arrives, late=late)
    text = deal_text(periods=4 * YEARS, step="quarter", commitment="10 bn USD", terms=terms)
    return case_of(text, world)


@cache
def drawn(**world: float) -> World:
    return draw(case_with(**world).world, paths=PATHS, seed=7)


@cache
def run_of(more: str = WORKFORCE + CURRENCY + FISCAL) -> Simulation:
    case = case_with(more=more)
    return simulate(case.terms(), draw(case.world, paths=PATHS, seed=7))


def effect_of(case: Case, world: World, *, arrears: np.ndarray | None = None) -> TariffEffect:
    linked, told = case.terms().deal.linked, case.world_model.tariffs
    assert linked is not None
    assert told is not None
    return tariff_effect(linked.tariff, told, world, arrears=arrears, host="USA")


def exporters(case: Case, world: World, *, arrears: np.ndarray | None = None) -> np.ndarray:
    """Return what the deal's tariffs are worth to the exporters at 5% a year, (path,)."""
    effect = effect_of(case, world, arrears=arrears)
    return effect.value([(EXPORTERS_LOSS, -1.0)], 1.05**-case.grid.closing, case.grid.year)


def host_gain(case: Case, world: World) -> np.ndarray:
    discount = 1.05**-case.grid.closing
    measure = [(REVENUE, 1.0), (CONSUMERS_LOSS, -1.0)]
    return effect_of(case, world).value(measure, discount, case.grid.year)


@pytest.mark.parametrize(
    "more", ["", WORKFORCE, CURRENCY, CURRENCY + FISCAL, WORKFORCE + CURRENCY + FISCAL]
)
def test_the_channels_add_up_on_every_path(more: str) -> None:
    result = run_of(more)
    known = {"cash", "guarantees", "tariff"}
    known |= {"delay"} if WORKFORCE in more else set()
    known |= {"currency"} if CURRENCY in more else set()
    known |= {"fiscal"} if FISCAL in more else set()
    told = result.by_channel("KOR")
    assert list(told) == [name for name in (*CHANNELS, VALUE) if name in known | {VALUE}]
    total = np.zeros(PATHS)
    for name in CHANNELS:
        total += told[name].values if name in told else 0.0
    np.testing.assert_array_equal(told[VALUE].values, total)
    cash = sum((told[name].values for name in ("cash", "guarantees", "delay") if name in told),
               np.zeros(PATHS))  # fmt: skip
    np.testing.assert_allclose(cash, result.npv("KOR").values, rtol=1e-12, atol=1e-3)
    if "fiscal" in known:
        np.testing.assert_allclose(told["fiscal"].values, 0.15 * result.npv("KOR").values)
    host = result.by_channel("USA")
    assert set(host) == (known & {"cash", "guarantees", "delay", "tariff"}) | {VALUE}
    assert (host["guarantees"].values == 0).all()


@pytest.mark.parametrize("more", ["", CURRENCY + FISCAL])
def test_cash_is_the_npv_less_guarantees_where_nobody_is_missed(more: str) -> None:
    result = run_of(more)
    for party in ("KOR", "USA"):
        told = result.by_channel(party)
        expected = result.npv(party).values - told["guarantees"].values
        np.testing.assert_array_equal(told["cash"].values, expected)
    assert result.by_channel("KOR")["guarantees"].values.std() > 0


def test_no_specialists_needed_means_no_delay() -> None:
    """The channel is what delay changes, so it is 0 exactly where no month was lost."""
    result = run_of()
    lost = result.shared("delay_months").values
    delay = result.by_channel("KOR")["delay"].values
    assert (lost > 0).any()
    np.testing.assert_allclose(delay[lost == 0], 0, atol=1e-3)
    assert (delay[lost > 0.5] != 0).mean() > 0.9


def test_guarantee_calls_by_year_add_up() -> None:
    result = run_of()
    yearly = result.by_year("guarantee_calls").values
    total = result.outcome("guarantee_calls", party="KOR").values
    assert total.max() > 0
    np.testing.assert_allclose(yearly.sum(axis=1), total, rtol=1e-12, atol=1e-3)
    assert (yearly >= 0).all()
    assert (yearly <= result.by_year("paid_in").values + 1e-3).all()


def test_series_by_year_are_those_of_the_periods() -> None:
    result = run_of()
    year = result.prepared.plan.year
    arrears = result.by_year("in_arrears").values
    assert ((arrears >= 0) & (arrears <= 1)).all()
    assert arrears.max() > 0
    assert np.all(4 * arrears % 1 == 0)
    for path in range(0, PATHS, 7):
        names, flows = result.trace(path)
        columns = {name: flows[:, names.index(name)] for name in names}
        late = columns["shortfall"] + columns["withheld"] > 0
        bonds = columns["bonds_out"] if "bonds_out" in columns else columns["bonds"]
        for y in range(YEARS):
            now = year == y
            told = {name: result.by_year(name).values[path, y] for name in
                    ("in_arrears", "from_income", "bonds", "guarantee_calls")}  # fmt: skip
            assert told["in_arrears"] == late[now].mean()
            assert told["bonds"] == bonds[now][-1]
            assert told["from_income"] == pytest.approx(columns["from_income"][now].sum())
            assert told["guarantee_calls"] == pytest.approx(columns["guarantee_call"][now].sum())


def test_dollars_come_from_income_bonds_market_and_reserves() -> None:
    """Bonds only grow, by at most a year's room; no source gives more than was paid."""
    result = run_of()
    series = {name: result.by_year(name).values for name in
              ("paid_in", "from_income", "bought", "bonds")}  # fmt: skip
    issued = np.diff(series["bonds"], axis=1, prepend=0.0)
    assert issued.min() >= -1e-3
    assert issued.max() <= 0.2e9 * (1 + 1e-9)
    others = series["paid_in"] - series["from_income"] - issued
    np.testing.assert_allclose(series["bought"], 0.4 * others, rtol=1e-6, atol=1.0)


@settings(max_examples=25)
@given(percents, some.integers(0, 15).map(lambda tenths: tenths / 10), some.integers(1, YEARS))
def test_equal_schedules_are_worth_nothing(rate: int, arrives: float, lasts: int) -> None:
    case = case_with(deal=rate, no_deal=rate, arrives=arrives, lasts=lasts)
    world = draw(case.world, paths=PATHS, seed=7)
    scale = 1e-9 * 5e9 * YEARS
    np.testing.assert_allclose(exporters(case, world), 0.0, atol=scale)
    np.testing.assert_allclose(host_gain(case, world), 0.0, atol=scale)


@settings(max_examples=25)
@given(percents, percents, percents)
def test_a_higher_tariff_of_no_deal_makes_the_deal_worth_more(
    deal: int, first: int, second: int
) -> None:
    low, high = sorted((first, second))
    world = drawn()
    less, more = (exporters(case_with(deal=deal, no_deal=rate), world) for rate in (low, high))
    assert (more >= less - 1e-3).all()
    assert ((exporters(case_with(deal=deal, no_deal=high), world) >= -1e-3) | (high < deal)).all()


@settings(max_examples=25)
@given(percents, percents, some.integers(1, 4))
def test_twice_the_time_is_worth_between_once_and_twice(
    deal: int, no_deal: int, lasts: int
) -> None:
    """Where trade and responses stay as they are, and later years are discounted."""
    kept = {"arrives": 0.0, "growth": 0.0, "noise": 0.0}
    flat = [case_with(deal=deal, no_deal=no_deal, lasts=k * lasts, **kept) for k in (1, 2)]
    flat = [case.with_world({"tariffs.early": "0 years", "tariffs.late": "0 years"})
            for case in flat]  # fmt: skip
    once, twice = (exporters(case, drawn(**kept))[0] for case in flat)
    assert abs(once) - 1e-3 <= abs(twice) <= 2 * abs(once) + 1e-3
    annuity = sum(1.05 ** (-k / 4) for k in range(1, 8 * lasts + 1))
    half = sum(1.05 ** (-k / 4) for k in range(1, 4 * lasts + 1))
    assert twice * half == pytest.approx(once * annuity, rel=1e-9, abs=1.0)


@settings(max_examples=15)
@given(some.integers(0, 25), some.integers(25, 60), some.integers(1, 30).map(lambda n: n / 10))
def test_a_court_that_voids_all_tariffs_narrows_the_gap(
    deal: int, no_deal: int, arrives: float
) -> None:
    terms = {"deal": deal, "no_deal": no_deal}
    void = case_with(arrives=arrives, **terms)
    plain = exporters(case_with(arrives=0.0, **terms), drawn(arrives=0.0))
    voided = exporters(void, draw(void.world, paths=PATHS, seed=7))
    assert (voided <= plain + 1e-3).all()
    assert (voided >= -1e-3).all()
    assert voided.mean() < plain.mean() or deal == no_deal


def test_switches_take_away_their_share_of_the_years() -> None:
    """A year that the court voids through and through is worth nothing to either side."""
    case = case_with(arrives=1.0)
    world = draw(case.world, paths=PATHS, seed=7)
    effect = effect_of(case, world)
    for y in range(5):
        voided = world.switched[:, case.grid.year == y, 0].all(axis=1)
        assert voided.any()
        with_deal, without = effect.in_year(EXPORTERS_LOSS, y)
        np.testing.assert_allclose(with_deal[voided], without[voided], rtol=1e-12, atol=1e-3)
        assert (without[~voided] > with_deal[~voided]).all()


@settings(max_examples=20)
@given(some.integers(0, 40), some.integers(0, 20), some.floats(0, 1), some.floats(0, 1))
def test_more_arrears_cost_more_where_the_penalty_is_higher(
    deal: int, more: int, first: float, second: float
) -> None:
    case, world = case_with(deal=deal, no_deal=25, penalty=deal + more), drawn()
    low, high = sorted((first, second))
    share = np.ones((PATHS, YEARS))
    less, worse = (exporters(case, world, arrears=late * share) for late in (low, high))
    assert (worse <= less + 1e-3).all()
    never = exporters(case, world)
    np.testing.assert_allclose(exporters(case, world, arrears=0 * share), never, rtol=1e-12)


@settings(max_examples=15)
@given(percents, percents)
def test_what_exporters_absorb_wholly_only_changes_hands(deal: int, no_deal: int) -> None:
    """Buyers' prices stay, so what the exporters lose is the host's duty, at one discount rate."""
    whole = {
        f"tariffs.line[{line}].absorption.{when}": 1.0
        for line in ("cars", "goods")
        for when in ("early", "late")
    }
    case, world = case_with(deal=deal, no_deal=no_deal).with_world(whole), drawn()
    np.testing.assert_allclose(exporters(case, world), -host_gain(case, world), rtol=1e-9, atol=1.0)


def test_a_delay_of_nothing_changes_nothing() -> None:
    result = run_of()
    sheet = replace(result.sheet, delay=0)
    again = simulate(sheet, result.world)
    np.testing.assert_array_equal(again.run.outcomes, result.run.outcomes)
    for party in ("KOR", "USA"):
        told, before = again.by_channel(party), result.by_channel(party)
        for name, sample in before.items():
            np.testing.assert_array_equal(told[name].values, sample.values)
    linked, told = sheet.deal.linked, case_with().world_model.tariffs
    assert linked is not None
    assert told is not None
    key: Any = (linked.tariff, told, case_with().grid)
    tables = [tariff_table(*key, months) for months in (0, 60)]
    assert (tables[0].flows[1:] == tables[1].flows[1:]).all()
    np.testing.assert_array_equal(tables[1].flows[0, :, :5], tables[1].flows[1, :, :5])


@settings(max_examples=15)
@given(some.lists(some.integers(0, 70), min_size=2, max_size=2))
def test_signing_later_costs_the_exporters_what_the_tariffs_would_have_saved(
    months: list[int],
) -> None:
    soon, late = sorted(months)
    case, world = case_with(), drawn()
    linked, told = case.terms().deal.linked, case.world_model.tariffs
    assert linked is not None
    assert told is not None
    found = [
        tariff_effect(linked.tariff, told, world, arrears=None, host="USA", delay=delay).value(
            [(EXPORTERS_LOSS, -1.0)], 1.05**-case.grid.closing, case.grid.year
        )
        for delay in (soon, late)
    ]
    assert (found[1] <= found[0] + 1e-3).all()
    assert (found[1] >= -1e-3).all()
    assert late < 60 or (np.abs(found[1]) <= 1e-3).all()


def test_what_is_bought_costs_the_pledgor_and_nobody_else() -> None:
    result = run_of()
    bought = result.by_year("bought").values.sum(axis=1)
    told = result.by_channel("KOR")["currency"].values
    assert (told <= 0).all()
    assert (told[bought > 0] < 0).all()
    assert "currency" not in result.by_channel("USA")


def test_borrowing_raises_debt_and_money_that_returns_lowers_it() -> None:
    case, world = case_with(), drawn()
    fiscal, currency = case.world_model.fiscal, case.world_model.currency
    assert fiscal is not None
    assert currency is not None
    dice = np.random.default_rng(3)
    income, bought, bonds, returned = dice.uniform(0, 1e9, (4, PATHS, SHOWN))
    rate = dice.uniform(1300, 1500, (PATHS, SHOWN))
    zero = np.zeros((PATHS, SHOWN))

    def added(
        income: np.ndarray, bought: np.ndarray, bonds: np.ndarray, returned: np.ndarray
    ) -> np.ndarray:
        flows = PledgeFlows(income, bought, bonds, returned, rate, rate, zero)
        found = debt_paths(fiscal, currency.impact, flows, (), world, "KOR")
        assert found.years == tuple(range(2026, 2026 + SHOWN))
        return found.deal - found.alone

    alone = [
        added(income, zero, zero, zero),
        added(zero, bought, zero, zero),
        added(zero, zero, np.cumsum(bonds, axis=1), zero),
        added(zero, zero, zero, returned),
    ]
    assert all((part > 0).all() for part in alone[:3])
    assert (alone[3] < 0).all()
    together = added(income, bought, np.cumsum(bonds, axis=1), returned)
    np.testing.assert_allclose(together, sum(alone), rtol=1e-9, atol=1e-12)
    full = added(zero, 0.7 * income, zero, zero)
    np.testing.assert_allclose(alone[0], full, rtol=1e-9, atol=1e-15)


@settings(max_examples=60)
@given(some.lists(some.booleans(), min_size=1, max_size=20), some.integers(1, 25))
def test_a_switch_stays_from_each_arrival_its_time(arrivals: list[bool], stays: int) -> None:
    found = lasting(np.array(arrivals)[:, None], stays)[:, 0].tolist()
    assert found == [any(arrivals[max(0, t - stays + 1) : t + 1]) for t in range(len(arrivals))]
