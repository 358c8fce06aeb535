"""Nature's draws: moments against closed forms, streams, and the cost distribution."""

import math

import numpy as np
import pytest
from scipy import special

import pledgecraft as pc
from pledgecraft.economy.reversion import log_ou, ou_step
from pledgecraft.world.assumptions import CurrencyNature
from pledgecraft.world.currency import exchange_rate
from pledgecraft.world.draws import cost_ratio
from pledgecraft.world.streams import Streams

PATHS = 4_096


@pytest.fixture(scope="module")
def world() -> pc.World:
    return pc.draw(pc.read_case("korea-us-2025").world, paths=PATHS, seed=11)


def within(sample: np.ndarray, value: float) -> bool:
    """Return whether a mean lies within four standard errors of a value."""
    return abs(sample.mean() - value) < 4 * sample.std(ddof=1) / math.sqrt(sample.size)


def test_revenue_has_mean_one_in_every_period(world: pc.World) -> None:
    last = world.revenue[:, -1, :].astype(np.float64)
    assert all(within(last[:, j], 1.0) for j in range(last.shape[1]))


def test_revenue_has_the_stationary_variance_of_its_process(world: pc.World) -> None:
    nature = world.assumptions.nature
    for j, project in enumerate(nature.projects):
        variance = project.volatility**2 / (2 * project.reversion) if project.reversion else None
        if variance:
            logs = np.log(world.revenue[:, -1, j].astype(np.float64))
            assert logs.var(ddof=1) == pytest.approx(variance, rel=0.12)


def test_exposure_is_unit_exponential(world: pc.World) -> None:
    assert all(within(world.exposure[:, j], 1.0) for j in range(world.exposure.shape[1]))


def test_defaults_share_a_factor(world: pc.World) -> None:
    """The copula's correlation of latent variables is the stated one (Vasicek)."""
    latent = special.ndtri(np.clip(1 - np.exp(-world.exposure), 1e-12, 1 - 1e-12))
    found = np.corrcoef(latent.T)
    pairs = found[np.triu_indices(found.shape[0], 1)]
    expected = world.assumptions.nature.credit_correlation
    assert pairs.mean() == pytest.approx(expected, abs=0.02)


def test_benchmark_starts_at_its_start_and_reverts(world: pc.World) -> None:
    rate = world.assumptions.nature.benchmarks[0]
    assert np.all(world.benchmark[:, 0, 0] == np.float32(rate.start))
    years = (world.benchmark.shape[1] - 1) * world.assumptions.grid.dt
    expected = rate.anchor + (rate.start - rate.anchor) * math.exp(-rate.reversion * years)
    assert within(world.benchmark[:, -1, 0].astype(np.float64), expected)


def test_cost_ratio_has_the_tail_it_is_given() -> None:
    """Nuclear: 55% of projects above +50%, mean of the capped tail, mean +96% in all."""
    rank = (np.arange(200_000) + 0.5) / 200_000
    cost = cost_ratio(rank, 0.55, 2.0, 1.17, 0.18, 6.0)
    assert np.mean(cost > 1.5) == pytest.approx(0.55, abs=0.001)
    assert cost.max() == 6.0
    assert cost.mean() - 1 == pytest.approx(0.96, abs=0.02)
    assert np.all(np.diff(cost) >= 0)


def test_log_ou_closed_form() -> None:
    """CF-4: monthly AR(1) coefficient, shock, and mean and deviation after two years."""
    decay, deviation = ou_step(0.5, 0.10, 1 / 12)
    assert (decay, deviation) == (
        pytest.approx(0.9591895, abs=5e-8),
        pytest.approx(0.0282764, abs=5e-8),
    )
    decay, deviation = ou_step(0.5, 0.10, 2.0)
    start, anchor = math.log(1450), math.log(1350)
    assert anchor + decay * (start - anchor) == pytest.approx(7.2341482, abs=5e-8)
    assert deviation == pytest.approx(0.0929873, abs=5e-8)


def test_the_same_seed_gives_the_same_bits_and_another_seed_others(world: pc.World) -> None:
    again = pc.draw(world.assumptions, paths=PATHS, seed=11)
    other = pc.draw(world.assumptions, paths=PATHS, seed=12)
    assert np.array_equal(world.revenue, again.revenue)
    assert not np.array_equal(world.revenue, other.revenue)


def test_return_sets_the_gross_yield() -> None:
    """Gas, 10% over 30 years: 13.2% gross yield with even draws over 4.5 years and 70% ramp."""
    from pledgecraft.engine.profile import gross_yield

    line = np.linspace(0, 1, 65)
    ramp = np.ones(360)
    found = gross_yield(0.10, curve=line, duration=4.5, ramp=ramp, dt=1 / 12)
    assert found == pytest.approx(0.132 * 0.975, abs=0.004)
    flows = np.zeros(360 + 54 + 1)
    flows[:54] -= 1 / 54
    flows[55:] += found / 12
    assert np.sum(flows * 1.10 ** (-np.arange(flows.size) / 12)) == pytest.approx(0, abs=1e-9)


def test_exchange_rate_without_jumps_is_the_log_ou_process() -> None:
    """CF-4's process, drawn: mean and deviation of the logarithm after two years."""
    told = CurrencyNature(1450, 1350, 0.5, 0.10, 0.0, 0.0, 0.0, 0.0, 0.75)
    drawn = np.concatenate(
        [exchange_rate(told, 1 / 12, Streams(7, block), 25)[24] for block in range(20)]
    )
    logs = np.log(drawn.astype(np.float64))
    exact = log_ou(1450, 1350, reversion=0.5, volatility=0.10, years=2)
    error = logs.std() / math.sqrt(logs.size)
    assert abs(logs.mean() - float(exact.location)) < 4 * error
    assert abs(logs.std() - float(exact.scale)) < 4 * logs.std() / math.sqrt(2 * logs.size)


def test_jumps_leave_the_mean_of_the_level_where_it_was() -> None:
    told = CurrencyNature(1400, 1400, 0.0, 0.05, 0.07, 0.40, 0.15, 0.6, 0.75)
    drawn = np.concatenate(
        [exchange_rate(told, 0.25, Streams(7, block), 21)[20] for block in range(40)]
    ).astype(np.float64)
    expected = 1400 * math.exp(0.05**2 / 2 * 5)
    assert drawn.mean() == pytest.approx(expected, rel=0.01)
    assert np.mean(drawn > 1400 * math.exp(0.3)) == pytest.approx(0.06, abs=0.03)
