"""Small simulations agree with the closed forms within four standard errors."""

import math
from typing import Any

import numpy as np
import pytest

from pledgecraft.economy import currency, debt, floors, portfolio, reversion

PATHS = 40_000
ERRORS = 4


def normals(key: int, *shape: int) -> Any:
    return np.random.Generator(np.random.Philox(key=key)).standard_normal(shape)


def assert_mean(sample: Any, value: Any) -> None:
    error = sample.std(ddof=1) / math.sqrt(sample.size)
    assert abs(sample.mean() - float(value)) < ERRORS * error


def assert_variance(sample: Any, value: Any) -> None:
    """The standard error of a variance comes from the fourth moment."""
    assert_mean((sample - sample.mean()) ** 2, value)


def test_geometric_brownian_motion() -> None:
    """CF-1 in 36 monthly steps."""
    step = normals(1, PATHS, 36) * 0.10 / math.sqrt(12) + (0.01 - 0.10**2 / 2) / 12
    level = 1450 * np.exp(step.sum(axis=1))
    exact = currency.geometric_brownian(1450, 0.01, 0.10, 3)
    assert_mean(level, exact.mean)
    assert_variance(level, exact.deviation**2)
    assert_mean((level > 1600).astype(float), exact.above(1600))
    assert_mean((level <= exact.quantile(0.95)).astype(float), 0.95)


@pytest.fixture(scope="module")
def reserves() -> Any:
    """CF-3: five years in months, (path, month), the start included."""
    steps = normals(3, PATHS, 60) * 15 / math.sqrt(12) - 5 / 12
    return 430 + np.concatenate([np.zeros((PATHS, 1)), np.cumsum(steps, axis=1)], axis=1)


def test_floor_with_the_bridge(reserves: Any) -> None:
    between = floors.bridge_probability(
        reserves[:, :-1], reserves[:, 1:], 400, volatility=15, dt=1 / 12
    )
    touched = 1 - np.prod(1 - between, axis=1)
    assert_mean(touched, floors.touch_probability(430, 400, drift=-5, volatility=15, years=5))


def test_floor_watched_once_a_month(reserves: Any) -> None:
    """Without the bridge about 0.594 of the paths are seen below the floor, not 0.632."""
    seen = (reserves.min(axis=1) <= 400).astype(float)
    exact = float(floors.touch_probability(430, 400, drift=-5, volatility=15, years=5))
    error = seen.std(ddof=1) / math.sqrt(PATHS)
    assert abs(seen.mean() - 0.594) < ERRORS * error + 5e-4
    assert exact - seen.mean() > 3 * ERRORS * error


def test_below_the_floor_at_the_end(reserves: Any) -> None:
    exact = floors.below_probability(430, 400, drift=-5, volatility=15, years=5)
    assert_mean((reserves[:, -1] < 400).astype(float), exact)


def test_log_ou_level() -> None:
    """CF-4 in 24 monthly steps."""
    decay, deviation = reversion.ou_step(0.5, 0.10, 1 / 12)
    gap = np.full(PATHS, math.log(1450 / 1350))
    for shock in normals(4, 24, PATHS):
        gap = gap * decay + deviation * shock
    exact = reversion.log_ou(1450, 1350, reversion=0.5, volatility=0.10, years=2)
    assert_mean(gap + math.log(1350), exact.location)
    assert_variance(gap, exact.scale**2)
    assert_mean(1350 * np.exp(gap), exact.mean)


def test_average_of_the_log_ou() -> None:
    """CF-4: five years from a random start, by the trapezoid rule over 240 steps."""
    count, shocks = 240, normals(5, 241, PATHS // 2)
    decay, deviation = reversion.ou_step(0.5, 0.10, 5 / count)
    level = reversion.stationary_deviation(0.5, 0.10) * shocks[0]
    total = level / 2
    for shock in shocks[1:]:
        level = level * decay + deviation * shock
        total = total + level
    average = (total - level / 2) / count
    assert_variance(average, reversion.average_variance(0.5, 0.10, 5))


def test_jumps_leave_the_mean_alone() -> None:
    jumps = {"intensity": 0.07, "mean": 0.40, "deviation": 0.15, "dt": 1.0}
    counts = np.random.Generator(np.random.Philox(key=6)).poisson(0.07, PATHS).astype(float)
    assert_mean(np.exp(reversion.jump_term(counts, normals(7, PATHS), **jumps)), 1.0)


def test_large_portfolio() -> None:
    """CF-6 by draws of the common factor."""
    barrier = -2.053748910631823  # the standard normal's quantile at 2%
    factor = normals(8, 5 * PATHS)
    lost = ndtr((barrier - math.sqrt(0.2) * factor) / math.sqrt(0.8))
    assert_mean(lost, 0.02)
    assert_mean(lost**2, portfolio.joint_default(0.02, 0.20))
    assert_mean((lost <= 0.05).astype(float), portfolio.loss_probability(0.02, 0.20, 0.05))
    assert_mean(np.maximum(lost - 0.05, 0), portfolio.excess_loss(0.02, 0.20, 0.05))
    within = np.minimum(lost, 0.05) / 0.05
    assert_mean(within, portfolio.tranche_loss(0.02, 0.20, attachment=0, detachment=0.05))


def test_ten_names() -> None:
    """CF-6 by draws of every name's assets."""
    common, own = normals(9, PATHS, 1), normals(10, PATHS, 10)
    assets = math.sqrt(0.2) * common + math.sqrt(0.8) * own
    fallen = (assets < -2.053748910631823).sum(axis=1)
    for number, exact in enumerate(portfolio.default_counts(0.02, 0.20, 10)[:4]):
        assert_mean((fallen == number).astype(float), exact)


def test_debt_with_noisy_growth() -> None:
    """CF-9: lognormal noise of 2% on the growth factor, ten years."""
    growth = 1.038 * np.exp(0.02 * normals(11, PATHS, 10)) - 1
    path = debt.debt_path(0.491, rate=0.028, growth=growth, balance=-0.02, years=10)
    assert path.shape == (PATHS, 10)
    assert_mean(path[:, -1], 0.6383066)


def ndtr(value: Any) -> Any:
    """The normal distribution by another route than the package's."""
    return np.array([0.5 * math.erfc(-x / math.sqrt(2)) for x in value])
