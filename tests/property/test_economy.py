"""What holds of the economy's equations whatever the numbers."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra.numpy import arrays

from pledgecraft.economy import (
    currency,
    debt,
    floors,
    guarantees,
    overruns,
    portfolio,
    reserves,
    reversion,
    tariffs,
    workforce,
)
from pledgecraft.economy.gsim import simulate_tariffs
from pledgecraft.economy.sources import equilibrium, linear_response, market

SOURCES = 4
small = some.floats(0.01, 0.99)
rate = some.floats(-0.05, 0.15)
values = arrays(np.float64, SOURCES, elements=some.floats(1, 100))
supplies = arrays(np.float64, SOURCES, elements=some.floats(0.1, 50))
duties = arrays(np.float64, SOURCES, elements=some.floats(0, 1))
demands = some.floats(0.2, 4)
substitutions = some.one_of(some.just(1.0), some.floats(0.5, 12))
level = some.floats(300, 500)


@given(values, substitutions, demands, some.floats(0.1, 50), some.floats(0, 1))
def test_equal_tariffs_divert_nothing(
    trade: Any, spread: float, demand: float, supply: float, duty: float
) -> None:
    before = market(trade, substitution=spread, demand=demand, supply=supply)
    after = equilibrium(before, np.full(SOURCES, duty))
    np.testing.assert_allclose(after.values / after.values.sum(), before.shares, rtol=1e-9)
    np.testing.assert_allclose(after.producer_prices, after.producer_prices[0], rtol=1e-9)


@given(values, substitutions, demands, supplies, duties)
def test_every_market_clears(
    trade: Any, spread: float, demand: float, supply: Any, duty: Any
) -> None:
    """What sources supply at their prices is what buyers demand, and the index is their mean."""
    after = equilibrium(market(trade, substitution=spread, demand=demand, supply=supply), duty)
    np.testing.assert_allclose(after.producer_prices**supply, after.quantities, rtol=1e-8)
    assert after.price_index == pytest.approx(index_of(trade, spread, after, duty), rel=1e-9)


def index_of(trade: Any, spread: float, after: Any, duty: Any) -> float:
    share, paid = trade / trade.sum(), after.producer_prices * (1 + duty)
    if spread == 1:
        return float(np.exp((share * np.log(paid)).sum()))
    if abs(spread - 1) < 1e-6:
        return float(after.price_index)
    return float((share * paid ** (1 - spread)).sum() ** (1 / (1 - spread)))


@given(values, demands, some.floats(0.1, 6), supplies, duties)
def test_rivals_gain_where_substitution_beats_demand(
    trade: Any, demand: float, more: float, supply: Any, duty: Any
) -> None:
    duty[0] = 0.0
    before = market(trade, substitution=demand + more, demand=demand, supply=supply)
    after = equilibrium(before, duty)
    assert np.all(after.diversion >= -1e-9)
    assert after.values[0] - trade[0] == pytest.approx(after.diversion[0], abs=1e-9)


@given(values, substitutions, demands, supplies, duties)
def test_small_tariffs_meet_the_linear_formula(
    trade: Any, spread: float, demand: float, supply: Any, duty: Any
) -> None:
    before = market(trade, substitution=spread, demand=demand, supply=supply)
    tiny = 1e-5 * duty
    exact = np.log(equilibrium(before, tiny).values / trade)
    np.testing.assert_allclose(exact, linear_response(before, tiny), rtol=0, atol=1e-7)


@given(values, some.floats(1.1, 8), demands)
def test_one_small_tariff_meets_the_armington_elasticity(
    trade: Any, spread: float, demand: float
) -> None:
    """With prices abroad fixed: minus (substitution x the others' share + demand x its own)."""
    before = market(trade, substitution=spread, demand=demand)
    after = equilibrium(before, [1e-6, 0, 0, 0])
    own = before.shares[0]
    slope = np.log(after.values[0] / trade[0]) / 1e-6
    assert slope == pytest.approx(-(spread * (1 - own) + demand * own), rel=1e-4)


@given(arrays(np.float64, (5, SOURCES), elements=some.floats(0, 0.6)), substitutions, supplies)
def test_rows_are_markets_of_their_own(duty: Any, spread: float, supply: Any) -> None:
    before = market(np.array([40.0, 30, 20, 10]), substitution=spread, supply=supply)
    together = equilibrium(before, duty)
    for row, alone in enumerate(equilibrium(before, line) for line in duty):
        np.testing.assert_allclose(together.values[row], alone.values, rtol=1e-10)
        assert together.consumers_loss[row] == pytest.approx(alone.consumers_loss, abs=1e-9)


@given(values, duties, some.floats(0.2, 3), some.floats(0.5, 8))
def test_world_prices_do_not_depend_on_the_unit_of_money(
    trade: Any, duty: Any, supply: float, spread: float
) -> None:
    flows = np.outer(trade, trade[::-1])
    old, new = np.ones((SOURCES, SOURCES)), np.ones((SOURCES, SOURCES)) + np.diag(duty)
    told = [
        simulate_tariffs(unit * flows, old, new, demand=1.0, supply=supply, substitution=spread)
        for unit in (1.0, 1000.0)
    ]
    np.testing.assert_allclose(told[0].prices, told[1].prices, atol=1e-12)
    np.testing.assert_allclose(1000 * told[0].welfare, told[1].welfare, rtol=1e-9, atol=1e-6)


@given(values, duties, some.floats(0.2, 3), some.floats(0.5, 8))
def test_small_tariffs_on_free_trade_only_move_welfare(
    trade: Any, duty: Any, supply: float, spread: float
) -> None:
    """To the first order the sum over countries stays, from free trade on."""
    flows = np.outer(trade, trade[::-1])
    new = 1 + 1e-5 * np.outer(duty, duty[::-1])
    told = simulate_tariffs(
        flows, np.ones_like(new), new, demand=1.0, supply=supply, substitution=spread
    )
    assert told.welfare.sum() == pytest.approx(0, abs=1e-7 * flows.sum())


@given(values, substitutions, demands, supplies, duties)
def test_small_tariffs_cost_what_they_raise(
    trade: Any, spread: float, demand: float, supply: Any, duty: Any
) -> None:
    """To the first order consumers lose what the host collects, less what producers give up."""
    before = market(trade, substitution=spread, demand=demand, supply=supply)
    after = equilibrium(before, 1e-5 * duty)
    given_up = -(trade * np.log(after.producer_prices)).sum()
    assert after.consumers_loss == pytest.approx(after.revenue - given_up, abs=1e-7 * trade.sum())


@given(some.floats(0, 2), rate, rate, rate, some.floats(-0.1, 0.1), some.floats(-0.1, 0.1))
def test_debt_is_additive_in_stock_flow(
    start: float, interest: float, growth: float, balance: float, first: float, second: float
) -> None:
    def after(flow: float) -> Any:
        return debt.next_debt(start, rate=interest, growth=growth, balance=balance, stock_flow=flow)

    assert after(first + second) - after(0) == pytest.approx(
        (after(first) - after(0)) + (after(second) - after(0)), abs=1e-12
    )


@given(some.floats(0, 2), rate, rate, rate, arrays(np.float64, 6, elements=some.floats(0, 0.05)))
def test_a_path_gives_back_its_stock_flow(
    start: float, interest: float, growth: float, balance: float, flows: Any
) -> None:
    given_flows = {"rate": interest, "growth": growth, "balance": balance}
    path = debt.debt_path(start + 1, stock_flow=flows, years=6, **given_flows)
    found = debt.implied_stock_flow(np.concatenate([[start + 1], path]), **given_flows)
    np.testing.assert_allclose(found, flows, atol=1e-12)


@given(some.floats(0, 2), rate, rate)
def test_the_stabilising_balance_stabilises(start: float, interest: float, growth: float) -> None:
    held = debt.stabilising_balance(start, rate=interest, growth=growth)
    after = debt.next_debt(start, rate=interest, growth=growth, balance=held)
    assert after == pytest.approx(start, abs=1e-12)


@given(level, level, level, some.floats(1, 100), some.floats(0.01, 5))
def test_bridge_probability(
    before: float, after: float, floor: float, volatility: float, dt: float
) -> None:
    chance = floors.bridge_probability(before, after, floor, volatility=volatility, dt=dt)
    assert 0 <= chance <= 1
    if min(before, after) <= floor:
        assert chance == 1


@given(level, level, some.floats(-200, 200), some.floats(1, 100), some.floats(0.01, 30))
def test_touching_is_likelier_than_ending_below(
    start: float, floor: float, drift: float, volatility: float, years: float
) -> None:
    given_moves = {"drift": drift, "volatility": volatility}
    touched = floors.touch_probability(start, floor, years=years, **given_moves)
    ever = floors.ever_touch_probability(start, floor, **given_moves)
    below = floors.below_probability(start, floor, years=years, **given_moves)
    assert below - 1e-12 <= touched <= ever + 1e-12
    assert touched <= 1


@given(small, small)
def test_mean_loss_is_the_probability_of_default(default: float, correlation: float) -> None:
    counts = portfolio.default_counts(default, correlation, 7)
    assert counts.sum() == pytest.approx(1, abs=1e-9)
    assert (counts * np.arange(8)).sum() / 7 == pytest.approx(default, abs=1e-9)
    whole = portfolio.tranche_loss(default, correlation, attachment=0, detachment=1)
    assert whole == pytest.approx(default, abs=1e-12)


@given(small, small, small)
def test_loss_quantile_inverts_its_probability(
    default: float, correlation: float, rank: float
) -> None:
    lost = portfolio.loss_quantile(default, correlation, rank)
    if 1e-9 < lost < 1 - 1e-9:
        back = portfolio.loss_probability(default, correlation, lost)
        assert back == pytest.approx(rank, abs=1e-5)


@given(small, small, arrays(np.float64, 2, elements=small, unique=True))
def test_excess_loss_is_the_integral_of_the_tail(
    default: float, correlation: float, ends: Any
) -> None:
    low, high = np.sort(ends)
    grid = np.linspace(float(low), float(high), 2001)
    tail = 1 - portfolio.loss_probability(default, correlation, grid)
    area = ((tail[1:] + tail[:-1]) / 2).sum() * (high - low) / 2000
    first, last = (portfolio.excess_loss(default, correlation, end) for end in (low, high))
    assert first - last == pytest.approx(area, abs=1e-4)


@given(some.floats(0, 5), some.floats(0, 10), some.floats(0.01, 50))
def test_delay_solves_the_gate(stop: float, back: float, work: float) -> None:
    """The integral of the share at work up to the end is the work."""
    elapsed = work + float(workforce.linear_return_delay(stop, back, work)) - stop
    ramped = min(elapsed, back)
    done = (ramped**2 / (2 * back) if back > 0 else 0.0) + max(0.0, elapsed - back)
    assert done == pytest.approx(work, rel=1e-9, abs=1e-9)


@given(some.floats(0, 5), some.floats(0.1, 10), some.floats(0.1, 50))
def test_exponential_delay_solves_the_gate(stop: float, constant: float, work: float) -> None:
    elapsed = work + float(workforce.exponential_return_delay(stop, constant, work)) - stop
    done = elapsed + constant * np.expm1(-elapsed / constant)
    assert done == pytest.approx(work, rel=1e-6)


@given(
    some.floats(100, 2000), some.floats(100, 2000), rate, some.floats(0.01, 1), some.floats(0.1, 9)
)
def test_a_guarantee_is_worth_less_than_its_debt(
    assets: float, owed: float, interest: float, volatility: float, years: float
) -> None:
    put = guarantees.put_value(assets, owed, rate=interest, volatility=volatility, years=years)
    discounted = owed * np.exp(-interest * years)
    assert max(0.0, discounted - assets) - 1e-9 <= put <= discounted


@given(some.floats(1, 100), some.floats(0, 1), some.floats(0, 1), some.floats(0, 6))
def test_duty_and_absorption_add_up(value: float, duty: float, part: float, e: float) -> None:
    """The buyer's price is the exporter's with the duty on top; the value is price x quantity."""
    told = tariffs.absorbed(value, duty, absorption=part, elasticity=e)
    buyer = told.price * (1 + duty)
    assert told.quantity == pytest.approx(buyer**-e, rel=1e-9)
    assert told.value == pytest.approx(value * told.price * told.quantity, rel=1e-12)


@given(some.floats(0, 3), some.floats(0.01, 1), some.floats(0.01, 10))
def test_half_life_and_random_walk(speed: float, volatility: float, years: float) -> None:
    slow = reversion.log_ou(1450, 1350, reversion=0, volatility=volatility, years=years)
    assert slow.median == pytest.approx(1450)
    assert slow.scale == pytest.approx(volatility * np.sqrt(years))
    pulled = reversion.log_ou(1450, 1350, reversion=speed, volatility=volatility, years=years)
    assert pulled.scale <= slow.scale * (1 + 1e-12)


IMPOSSIBLE: tuple[tuple[str, Callable[[], object]], ...] = (
    ("reserves", lambda: reserves.debt_cover(-1, 10)),
    ("short_term_debt", lambda: reserves.debt_cover(1, 0)),
    ("years", lambda: reserves.funding_gap(350, 0, 20)),
    ("dt", lambda: reserves.next_reserves(400, annual_yield=0.03, dt=-1)),
    ("tolerated", lambda: reserves.turnover_capacity(1.5, 30)),
    ("through_market", lambda: currency.price_impact(20, 1890, through_market=1.2)),
    ("volatility", lambda: currency.geometric_brownian(1450, 0, 0, 1)),
    ("volatility", lambda: floors.touch_probability(430, 400, drift=0, volatility=-1, years=1)),
    ("reversion", lambda: reversion.half_life(-0.1)),
    ("elasticity", lambda: tariffs.imports_after(10, 0.1, elasticity=-1.5)),
    ("absorption", lambda: tariffs.absorbed(10, 0.1, absorption=-0.1, elasticity=1)),
    ("tariff", lambda: tariffs.revenue(10, -1.5)),
    ("substitution", lambda: market([1.0, 1.0], substitution=0)),
    ("demand", lambda: market([1.0, 1.0], substitution=3, demand=-1)),
    ("values", lambda: market([0.0, 0.0], substitution=3)),
    ("values", lambda: market(1.0, substitution=3)),
    ("foreign_share", lambda: debt.snowball_factor(rate=0, growth=0, foreign_share=1.1)),
    ("growth", lambda: debt.next_debt(0.5, rate=0, growth=-1, balance=0)),
    ("years", lambda: debt.debt_path(0.5, rate=0, growth=0, balance=0, years=0)),
    ("held", lambda: debt.extra_defence_cost(0.03, 2700, held=-0.1)),
    ("severity", lambda: guarantees.expected_loss(1, default=0.1, severity=2, years=1)),
    ("years", lambda: guarantees.expected_loss(1, default=0.1, severity=0.5, years=-1)),
    ("recovery", lambda: guarantees.hazard_of_spread(0.01, 1)),
    ("default", lambda: portfolio.loss_quantile(0, 0.2, 0.5)),
    ("correlation", lambda: portfolio.loss_quantile(0.02, 1, 0.5)),
    ("detachment", lambda: portfolio.tranche_loss(0.02, 0.2, attachment=0.1, detachment=0.1)),
    ("names", lambda: portfolio.default_counts(0.02, 0.2, 0)),
    ("stop", lambda: workforce.linear_return_delay(-1, 3)),
    ("present", lambda: workforce.constant_share_delay(1.2, 6)),
    ("second", lambda: overruns.uplift_distribution(0.5, 0.2)),
    ("alpha", lambda: overruns.tail_mean(1)),
    ("mean_overrun", lambda: overruns.tail_exponent(0.4)),
)


@pytest.mark.parametrize(("name", "call"), IMPOSSIBLE)
def test_what_cannot_be_is_refused_by_name(name: str, call: Callable[[], object]) -> None:
    with pytest.raises(ValueError) as told:
        call()
    sentence = str(told.value)
    assert name in sentence
    assert sentence.endswith(".")
    assert "not" in sentence or "but" in sentence
    assert ":" in sentence
