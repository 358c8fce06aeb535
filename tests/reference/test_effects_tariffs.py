"""Tariffs on every path against a twin in plain Python: schedules, trade, switches, value."""

import math
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import numpy as np
import pytest

from pledgecraft import World, draw
from pledgecraft.cases.case import Case
from pledgecraft.deal.model import Tariff
from pledgecraft.engine.effects.schedules import REGIMES
from pledgecraft.engine.effects.tariffs import (
    CONSUMERS_LOSS,
    EXPORTERS_LOSS,
    EXPORTS,
    REVENUE,
    RIVALS,
    TariffEffect,
    TariffTable,
    tariff_effect,
    tariff_table,
)
from pledgecraft.world.draws import lasting
from pledgecraft.world.economies import Tariffs
from reference.memory import case_of, column, deal_text, given, simulated, world_text
from reference.tariff_twin import (
    DEAL,
    NO_DEAL,
    PENALTY,
    Line,
    Rules,
    Source,
    flows_by_period,
    later,
    rate_on,
    response,
    trade,
)

START = date(2026, 1, 1)
Step = tuple[str, date | None, float, date | None]


def agreed(line: str, since: date | None, rate: float) -> Step:
    """Return a step that holds from the day on which it was agreed."""
    return line, since, rate, since


STEPS = {"year": 12, "quarter": 3, "month": 1}
CARS = Line(
    "cars", 1000.0, 0.0, (0.8, 0.3), (1.5, 3.0), 4.0, 0.1, supply=6.0,
    rivals=(Source(700.0, 0.025, 0.15), Source(400.0, 0.0, 0.125)),
)  # fmt: skip
GOODS = Line("goods", 500.0, 0.01, (0.5, 0.2), (1.0, 1.4), 3.0, 0.2)
RULES = Rules(
    schedules={
        DEAL: [
            agreed("cars", date(2025, 4, 3), 0.25),
            agreed("cars", date(2025, 11, 1), 0.15),
            agreed("goods", date(2026, 2, 15), 0.15),
            agreed("cars", date(2028, 5, 20), 0.10),
        ],
        NO_DEAL: [agreed("cars", None, 0.25), agreed("goods", date(2025, 8, 7), 0.20)],
        PENALTY: [agreed("cars", None, 0.35), agreed("goods", date(2027, 3, 10), 0.30)],
    },
    known=[
        ("goods", date(2026, 8, 24), 0.12),
        ("goods", date(2025, 10, 1), 0.22),
        ("cars", date(2027, 9, 1), 0.18),
    ],
    switches=[(("cars", "goods"), 0.0, (DEAL, NO_DEAL)), (("goods",), 0.4, (NO_DEAL,))],
    adapting_since=date(2025, 4, 3),
    early=1.0,
    late=3.0,
    lasts=4.4,
)


def only(rules: Rules, *names: str) -> Rules:
    """Return what the rules say of some lines; no switches."""
    return replace(
        rules,
        schedules={
            regime: [step for step in steps if step[0] in names]
            for regime, steps in rules.schedules.items()
        },
        known=[entry for entry in rules.known if entry[0] in names],
        switches=[],
    )


def table_of_rival(source: Source) -> str:
    return (
        f'{{ id = "r", value = "{source.value} USD", base = "{100 * source.base:g}%", '
        f'tariff = "{100 * source.tariff:g}%" }}'
    )


def pair(values: tuple[float, float]) -> str:
    return f"{{ early = {values[0]}, late = {values[1]} }}"


def world_of(lines: list[Line], rules: Rules, growth: str = "") -> str:
    """Return the tables of a world: tariffs, switches that arrive often, lines, growth."""
    text = f"""
[tariffs]
adapting_since = {rules.adapting_since}
early = "{rules.early} years"
late = "{rules.late} years"
lasts = "{rules.lasts} years"
base_year = 2024
"""
    rows = [f'{{ line = "{line}", from = {since}, rate = "{100 * rate:g}%" }}'
            for line, since, rate in rules.known]  # fmt: skip
    text += f"known = [{', '.join(rows)}]\n"
    for number, (reached, rate, regimes) in enumerate(rules.switches):
        text += f"""[[tariffs.switch]]
id = "switch-{number}"
arrives = "{0.3 + 0.4 * number} per year"
lasts = "{1 + number} years"
lines = {list(reached)}
rate = "{100 * rate:g}%"
regimes = {list(regimes)}
"""
    for line in lines:
        rivals = ", ".join(map(table_of_rival, line.rivals))
        text += f"""[[tariffs.line]]
id = "{line.id}"
value = "{line.value} USD"
base = "{100 * line.base:g}%"
absorption = {pair(line.absorption)}
demand = {pair(line.demand)}
substitution = {line.substitution}
margin = "{100 * line.margin:g}%"
rival = [{rivals}]
"""
        text += "" if line.supply is None else f"supply = {line.supply}\n"
    return text + growth


GROWTH = '[growth.USA]\nnominal = "4%"\nvolatility = "3%"\n'


def terms_of(lines: list[Line], rules: Rules) -> str:
    """Return the deal's schedules."""
    names = ", ".join(f'"{line.id}"' for line in lines)
    text = f"[linked.tariff]\nlines = [{names}]\n"
    for name, steps in rules.schedules.items():
        rows = [
            f'{{ line = "{line}", rate = "{100 * rate:g}%"'
            + (f", from = {since} }}" if since else " }")
            for line, since, rate, _ in steps
        ]
        text += f"{name.replace(' ', '_')} = [{', '.join(rows)}]\n"
    return text


def case_with(
    lines: list[Line], rules: Rules, *, step: str, years: int, growth: str = "", more: str = ""
) -> Case:
    """Return a case whose only project matters little."""
    deal = deal_text(
        periods=years * 12 // STEPS[step], step=step, commitment="10 USD",
        terms=more + terms_of(lines, rules),
    )  # fmt: skip
    world = world_text(given("plant", [10], [0, 12])) + world_of(lines, rules, growth)
    return case_of(deal, world)


def parts(case: Case) -> tuple[Tariff, Tariffs]:
    linked, told = case.terms().deal.linked, case.world_model.tariffs
    assert linked is not None
    assert linked.tariff is not None
    assert told is not None
    return linked.tariff, told


def table_of(case: Case, delay: int = 0) -> TariffTable:
    key: Any = (*parts(case), case.grid)
    return tariff_table(*key, delay)


def delayed(rules: Rules, months: int) -> Rules:
    """Return the rules where the deal's own steps come some months after they came, or the start.

    Of the steps that stood before the start the last one comes that much after it.
    """
    if not months:
        return rules
    steps: list[Step] = []
    before: dict[str, Step] = {}
    for line, since, rate, was in rules.schedules[DEAL]:
        if since is None or since <= START:
            before[line] = (line, later(START, months), rate, was)
        else:
            steps.append((line, later(since, months).replace(day=since.day), rate, was))
    return replace(rules, schedules={**rules.schedules, DEAL: [*before.values(), *steps]})


@pytest.mark.parametrize("step", ["year", "quarter", "month"])
@pytest.mark.parametrize("delay", [0, 5])
def test_every_schedule_state_year_line_and_measure(step: str, delay: int) -> None:
    """Two lines, steps within periods, a delay of five months, adapting buyers, all states."""
    lines, years = [CARS, GOODS], 5
    case = case_with(lines, RULES, step=step, years=years)
    table = table_of(case, delay)
    rules, months = delayed(RULES, delay), STEPS[step]
    periods = years * 12 // months
    assert table.lines == ("cars", "goods")
    for r, regime in enumerate(REGIMES):
        for state, (second, first) in enumerate(product((False, True), repeat=2)):
            by_period = np.zeros((periods, 5))
            for k, line in enumerate(lines):
                rows = np.array(
                    flows_by_period(
                        rules,
                        line,
                        regime,
                        (first, second),
                        start=START,
                        months=months,
                        periods=periods,
                    )
                )
                by_year = rows.reshape(years, -1, 5).sum(axis=1)
                scale = 1e-10 * line.value
                np.testing.assert_allclose(
                    table.flows[r, state, :, k], by_year, rtol=1e-10, atol=scale
                )
                by_period += rows
            np.testing.assert_allclose(
                table.periods[r, state], by_period, rtol=1e-10, atol=1e-10 * 1500
            )


def test_rates_shown_are_those_of_the_first_years_end() -> None:
    case = case_with([CARS, GOODS], RULES, step="quarter", years=2)
    table = table_of(case)
    assert table.rates.tolist() == [[0.15, 0.12], [0.25, 0.12], [0.35, 0.12]]
    for r, regime in enumerate(REGIMES):
        for k, line in enumerate((CARS, GOODS)):
            day = date(2026, 12, 31)
            assert table.rates[r, k] == rate_on(RULES, line, regime, day, (False, False))


def test_a_delay_of_a_year_leaves_the_first_years_rates_to_no_deal() -> None:
    case = case_with([CARS, GOODS], RULES, step="quarter", years=2)
    late = table_of(case, 12)
    assert late.rates[0].tolist() == late.rates[1].tolist() == [0.25, 0.12]
    np.testing.assert_array_equal(late.flows[0, 0, 0], late.flows[1, 0, 0])


def test_responses_at_the_middle_of_a_quarter_are_near_those_of_every_day() -> None:
    """The kinks of the response, and its curve within a quarter, are worth less than a thousandth."""
    case = case_with([CARS], only(RULES, "cars"), step="quarter", years=3)
    found = table_of(case).flows[1, 0, :, 0]
    for year in range(3):
        total = np.zeros(5)
        first = date(2026 + year, 1, 1).toordinal()
        days = [date.fromordinal(n) for n in range(first, date(2027 + year, 1, 1).toordinal())]
        for day in days:
            rate = rate_on(RULES, CARS, NO_DEAL, day, (False, False))
            taken = response(RULES, *CARS.absorption, day)
            demand = response(RULES, *CARS.demand, day)
            total += np.array(trade(CARS, rate, taken, demand).measures) / len(days)
        np.testing.assert_allclose(found[year], total, rtol=1e-3)


def test_what_no_longer_counts_is_left_out() -> None:
    """4.4 years of quarters: seventeen whole ones and 60% of the eighteenth."""
    case = case_with([GOODS], only(RULES, "goods"), step="quarter", years=6)
    table = table_of(case)
    exports = table.periods[1, 0, :, EXPORTS]
    assert exports[17] == pytest.approx(0.6 * exports[16], rel=1e-12)
    assert exports[18:].tolist() == [0.0] * 6


V0 = 37.386
SHORT, LONG = ((0.8, 0.8), (1.5, 1.5)), ((0.3, 0.3), (3.0, 3.0))


def simple(
    line: Line, deal: float, no_deal: float, *, lasts: float = 1.0
) -> tuple[np.ndarray, np.ndarray]:
    """Return a line's measures in the first year under two rates that hold throughout."""
    rules = Rules(
        {DEAL: [agreed(line.id, None, deal)], NO_DEAL: [agreed(line.id, None, no_deal)], PENALTY: []},
        [], [], START, 1.0, 3.0, lasts,
    )  # fmt: skip
    case = case_with([line], rules, step="year", years=2)
    flows = table_of(case).flows[:, 0, 0, 0]
    return flows[0], flows[1]


@pytest.mark.parametrize(
    ("responses", "at_15", "at_25"),
    [(SHORT, (32.06, 4.81), (29.25, 7.31)), (LONG, (26.73, 4.01), (21.88, 5.47))],
)
def test_car_exports_and_duty_at_15_and_25_percent(
    responses: tuple[tuple[float, float], tuple[float, float]],
    at_15: tuple[float, float],
    at_25: tuple[float, float],
) -> None:
    """Source: facts, defaults.md: V0 (1 + t)^-(a + e (1 - a)) where nobody else sells."""
    line = Line("cars", V0, 0.0, *responses, 3.0, 0.1)
    for found, expected in zip(simple(line, 0.15, 0.25), (at_15, at_25), strict=True):
        assert found[EXPORTS] == pytest.approx(expected[0], abs=0.005)
        assert found[REVENUE] == pytest.approx(expected[1], abs=0.005)
    absorbed, elasticity = responses[0][0], responses[1][0]
    exact = V0 * 1.25 ** -(absorbed + elasticity * (1 - absorbed))
    assert simple(line, 0.15, 0.25)[1][EXPORTS] == pytest.approx(exact, rel=1e-12)


@pytest.mark.parametrize("rate", [0.15, 0.25])
def test_rivals_at_the_same_tariff_change_nothing(rate: float) -> None:
    alone = Line("cars", V0, 0.0, *SHORT, 5.0, 0.1)
    among = replace(alone, rivals=(Source(40.0, 0.0, rate), Source(25.0, 0.0, rate)))
    without, together = simple(alone, rate, rate)[0], simple(among, rate, rate)[0]
    for measure in (EXPORTS, EXPORTERS_LOSS):
        assert together[measure] == pytest.approx(without[measure], rel=1e-12)
    assert together[RIVALS] / 65 == pytest.approx(together[EXPORTS] / V0, rel=1e-12)


@pytest.mark.parametrize(("sigma", "loss"), [(2.0, 0.15), (3.0, 0.22), (5.0, 0.34)])
def test_volume_at_25_percent_against_a_rival_at_15(sigma: float, loss: float) -> None:
    """Source: facts, parameters.md 2.2: (1.25 / 1.15)^-sigma with prices abroad as they were."""
    line = Line(
        "cars", 37.0, 0.0, (0.0, 0.0), (1.5, 1.5), sigma, 0.1, rivals=(Source(40.0, 0.0, 0.15),)
    )
    found = simple(line, 0.15, 0.25)[1]
    ratio = (found[EXPORTS] / 37) / (found[RIVALS] / 40)
    assert ratio == pytest.approx((1.25 / 1.15) ** -sigma, rel=1e-12)
    assert 1 - ratio == pytest.approx(loss, abs=0.005)


def test_losses_of_exporters_and_buyers_by_hand() -> None:
    """At 21% with 50% absorbed and unit demand: price -1/11, buyers +10%, volume -1/11."""
    line = Line("cars", 1100.0, 0.0, (0.5, 0.5), (1.0, 1.0), 3.0, 0.2)
    found = simple(line, 0.21, 0.21)[0]
    assert found[EXPORTS] == pytest.approx(1100 / 1.21)
    assert found[EXPORTERS_LOSS] == pytest.approx(1000 / 11 + 0.2 * 100)
    assert found[REVENUE] == pytest.approx(0.21 * 1100 / 1.21)
    assert found[CONSUMERS_LOSS] == pytest.approx(1100 * math.log(1.1))


def test_losses_with_a_rising_supply_by_hand() -> None:
    """Demand 1 and supply 1 share a tariff of 21% half each: surplus 550 x (1 - 1/1.21)."""
    line = Line("cars", 1100.0, 0.0, (0.0, 0.0), (1.0, 1.0), 3.0, 0.2, supply=1.0)
    found = simple(line, 0.21, 0.21)[0]
    assert found[EXPORTS] == pytest.approx(1100 / 1.21)
    assert found[EXPORTERS_LOSS] == pytest.approx(550 * (1 - 1 / 1.21))


def effect_of(
    case: Case, world: World, *, arrears: np.ndarray | None, delay: int = 0
) -> TariffEffect:
    terms, told = parts(case)
    return tariff_effect(terms, told, world, arrears=arrears, host="USA", delay=delay)


def counted(world: World, year: np.ndarray) -> list[list[list[float]]]:
    """Return the share of each year's periods in each state, by path, year and state."""
    paths, periods, switches = world.switched.shape
    out: list[list[list[float]]] = []
    for path in range(paths):
        rows = [[0.0] * 2**switches for _ in range(int(year[-1]) + 1)]
        for period in range(periods):
            on = world.switched[path, period]
            state = sum(2**k for k in range(switches) if on[k])
            rows[year[period]][state] += 1 / sum(1 for y in year if y == year[period])
        out.append(rows)
    return out


def flows_together(regime: str, state: int, months: int, periods: int) -> np.ndarray:
    """Return both lines' measures by period where the deal comes five months late."""
    rules, on = delayed(RULES, 5), (bool(state & 1), bool(state & 2))
    total = np.zeros((periods, 5))
    for line in (CARS, GOODS):
        total += flows_by_period(
            rules, line, regime, on, start=START, months=months, periods=periods
        )
    return total


@pytest.mark.parametrize("step", ["quarter", "year"])
@pytest.mark.parametrize("punished", [False, True])
def test_weights_and_value_against_a_direct_count(step: str, punished: bool) -> None:
    """Present values by path: for each year its size, its mix of regimes and states, its flows."""
    paths, years, months = 40, 5, STEPS[step]
    case = case_with([CARS, GOODS], RULES, step=step, years=years, growth=GROWTH)
    world = draw(case.world, paths=paths, seed=11)
    late = np.linspace(0, 1, paths * years).reshape(paths, years) if punished else None
    effect = effect_of(case, world, arrears=late, delay=5)
    year, states = case.grid.year, counted(world, case.grid.year)
    assert (effect.penalty is not None) == punished
    flows = {
        (regime, state): flows_together(regime, state, months, year.size)
        for regime in REGIMES
        for state in range(4)
    }
    discount = 1.05 ** -((np.arange(year.size) + 1.0) * months / 12)
    found = effect.value([(REVENUE, 1.0), (CONSUMERS_LOSS, -1.0)], discount, year)
    for path in range(paths):
        total = 0.0
        for y in range(years):
            penalty = 0.0 if late is None else float(late[path, y])
            size = 1.04 * float(world.gdp[path, y, 0])
            for state in range(4):
                share = states[path][y][state]
                assert effect.share[path, y, state] == pytest.approx(share)
                mix = {(0, DEAL): (1 - penalty) * share, (0, NO_DEAL): 0.0,
                       (0, PENALTY): penalty * share, (1, NO_DEAL): share}  # fmt: skip
                for regime in REGIMES:
                    for side in (0, 1):
                        weight = mix.get((side, regime), 0.0)
                        sign = 1 - 2 * side
                        for period in np.flatnonzero(year == y):
                            row = flows[regime, state][period]
                            gain = row[REVENUE] - row[CONSUMERS_LOSS]
                            total += sign * size * weight * gain * discount[period]
        assert found[path] == pytest.approx(total, rel=1e-10, abs=1e-9)


def test_one_year_of_one_line_against_the_table() -> None:
    case = case_with([CARS, GOODS], RULES, step="quarter", years=3, growth=GROWTH)
    world = draw(case.world, paths=30, seed=3)
    effect = effect_of(case, world, arrears=None)
    share = counted(world, case.grid.year)
    for line in (0, 1):
        with_deal, without = effect.in_year(EXPORTS, 2, line)
        for path in range(30):
            size = 1.04 * float(world.gdp[path, 2, 0])
            flows = effect.table.flows[:, :, 2, line, EXPORTS]
            sums = [sum(share[path][2][s] * flows[r, s] for s in range(4)) for r in range(2)]
            assert with_deal[path] == pytest.approx(size * sums[0], rel=1e-12)
            assert without[path] == pytest.approx(size * sums[1], rel=1e-12)
    together = effect.in_year(EXPORTS, 2)
    first, second = effect.in_year(EXPORTS, 2, 0), effect.in_year(EXPORTS, 2, 1)
    for side in (0, 1):
        np.testing.assert_allclose(together[side], first[side] + second[side], rtol=1e-12)


RESERVES = """
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
income = "0%"
other = "0 USD"
noise = "0 USD"
kept = "0%"
floor = "0 USD"
red_line = "960 USD"
watched = "4 years"
[currency.funding]
bonds = "0 USD"
bond_cost = "0%"
market = "{market}%"
[currency.impact]
elasticity = 2
gdp = "1000 USD"
growth = "0%"
sample = "3%"
"""


@pytest.mark.parametrize("remedy", ["penalty tariff", "withhold distributions"])
def test_a_missed_call_brings_the_penalty_for_its_years(remedy: str) -> None:
    """Of 100, 40 are paid at the red line; the rest stays unpaid, and the penalty with it."""
    rules = Rules(
        {
            DEAL: [agreed("goods", None, 0.15)],
            NO_DEAL: [agreed("goods", None, 0.25)],
            PENALTY: [agreed("goods", None, 0.40)],
        },
        [], [], START, 1.0, 3.0, 3.0,
    )  # fmt: skip
    deal = deal_text(
        periods=4, commitment="100 USD",
        terms=f'[losses]\nmissed_call = ["{remedy}"]\n' + terms_of([GOODS], rules),
    )  # fmt: skip
    world = world_text(given("plant", [100], [0, 0, 0, 0]))
    world += RESERVES.format(market=0) + world_of([GOODS], rules)
    result = simulated(deal, world)
    assert column(result, "call").tolist() == [40.0, 0.0, 0.0, 0.0]
    assert result.by_year("in_arrears").values.tolist() == [[1.0, 1.0, 1.0, 1.0]]
    regime = PENALTY if remedy == "penalty tariff" else DEAL
    for party, signs in (("KOR", {1: -1.0}), ("USA", {2: 1.0, 3: -1.0})):
        total = 0.0
        for y in range(3):
            day = date.fromordinal((later(START, 12 * y).toordinal()
                                    + later(START, 12 * y + 12).toordinal()) // 2)  # fmt: skip
            sides = [
                trade(
                    GOODS, rate_on(rules, GOODS, name, day, ()),
                    response(rules, *GOODS.absorption, day), response(rules, *GOODS.demand, day),
                ).measures
                for name in (regime, NO_DEAL)
            ]  # fmt: skip
            gap = sum(sign * (sides[0][k] - sides[1][k]) for k, sign in signs.items())
            total += gap * 1.05 ** -(y + 1)
        found = result.by_channel(party)["tariff"].values
        assert found == pytest.approx([total], rel=1e-10)
        assert (total < 0) == ((party == "KOR") == (regime == PENALTY))


def test_arrears_are_the_share_of_the_years_periods() -> None:
    """A call in the third quarter is missed; the first year is in arrears for its second half."""
    deal = deal_text(periods=8, step="quarter", commitment="100 USD")
    world = world_text(given("plant", [0, 0, 100], [0])) + RESERVES.format(market=0)
    result = simulated(deal, world)
    assert result.by_year("in_arrears").values.tolist() == [[0.5, 1.0]]


def test_what_arrived_stays_its_time() -> None:
    arrivals = np.random.default_rng(5).random((30, 200)) < 0.07
    for stays in (1, 4, 29, 30, 50):
        found = lasting(arrivals, stays)
        for period in range(30):
            recent = arrivals[max(0, period - stays + 1) : period + 1]
            assert found[period].tolist() == recent.any(axis=0).tolist()


def test_switches_are_on_as_often_as_their_arrivals_say() -> None:
    """The chance of none within the time that it stays is exp(-rate x time)."""
    case = case_with([CARS, GOODS], RULES, step="quarter", years=6)
    world = draw(case.world, paths=4_096, seed=7)
    for k, (rate, stays) in enumerate(((0.3, 4), (0.7, 8))):
        for period in range(24):
            on = world.switched[:, period, k]
            chance = 1 - math.exp(-rate * 0.25 * min(period + 1, stays))
            error = math.sqrt(chance * (1 - chance) / on.size)
            assert abs(on.mean() - chance) < 4.5 * error


def test_gdp_is_lognormal_around_its_median() -> None:
    case = case_with([CARS, GOODS], RULES, step="year", years=4, growth=GROWTH)
    logs = np.log(draw(case.world, paths=4_096, seed=7).gdp[:, :, 0].astype(float))
    for year in range(4):
        spread = 0.03 * math.sqrt(year + 1)
        centre = (year + 1) * math.log(1.04)
        assert abs(logs[:, year].mean() - centre) < 4.5 * spread / 64
        assert logs[:, year].std() == pytest.approx(spread, rel=0.06)
