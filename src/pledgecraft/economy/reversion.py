"""A mean-reverting logarithm of the exchange rate, and jumps that leave its mean alone.

The log-OU process: ``dx = reversion (anchor - x) dt + volatility dW``. A reversion of 0 is the
random walk, and every function here takes it.
"""

import math

import numpy as np

from pledgecraft.economy.currency import RATE, VOLATILITY, YEARS, Lognormal
from pledgecraft.economy.limits import Floats, Values, not_negative, number, positive

NEARLY_ZERO = 1e-16
SPEED = "give the share of the gap closed a year, such as 0.13, or 0 for a random walk"


def log_ou(
    start: Values, anchor: Values, *, reversion: Values, volatility: Values, years: Values
) -> Lognormal:
    """Return the distribution of a log-OU level after some years.

    Args:
        start: Level today, above 0.
        anchor: Level to which it is pulled, above 0.
        reversion: Speed of the pull, a year, at least 0.
        volatility: Standard deviation of the log shocks over a year, above 0.
        years: At least 0.

    Source:
        Uhlenbeck and Ornstein (1930).

    Example:
        >>> level = log_ou(1450, 1350, reversion=0.5, volatility=0.10, years=2)
        >>> print(level.location.round(7), level.scale.round(7), level.mean.round(4))
        7.2341482 0.0929873 1391.9647
    """
    target = np.log(positive("anchor", anchor, RATE))
    decay, deviation = ou_step(reversion, volatility, years)
    gap = np.log(positive("start", start, RATE)) - target
    return Lognormal(target + gap * decay, deviation)


def ou_step(reversion: Values, volatility: Values, dt: Values) -> tuple[Floats, Floats]:
    """Return decay and shock deviation of an Ornstein-Uhlenbeck process over a step.

    Example:
        >>> decay, deviation = ou_step(0.5, 0.10, 1 / 12)
        >>> print(decay.round(7), deviation.round(7))
        0.9591895 0.0282764
    """
    speed = not_negative("reversion", reversion, SPEED)
    spread = not_negative("volatility", volatility, VOLATILITY)
    time = not_negative("dt", dt, YEARS)
    return np.exp(-speed * time), spread * np.sqrt(_discounted_time(2 * speed, time))


def half_life(reversion: Values) -> Floats:
    """Return the years in which half of a gap closes; infinite for a random walk.

    Example:
        >>> print(half_life([0.5, 0.0]).round(6))
        [1.386294      inf]
    """
    speed = not_negative("reversion", reversion, SPEED)
    with np.errstate(divide="ignore"):
        return np.asarray(math.log(2) / speed)


def stationary_deviation(reversion: Values, volatility: Values) -> Floats:
    """Return the standard deviation of the logarithm far ahead; infinite for a random walk.

    Example:
        >>> print(stationary_deviation(0.5, 0.10).round(4))
        0.1
    """
    speed = not_negative("reversion", reversion, SPEED)
    with np.errstate(divide="ignore"):
        return positive("volatility", volatility, VOLATILITY) / np.sqrt(2 * speed)


def average_variance(reversion: Values, volatility: Values, years: Values) -> Floats:
    """Return the variance of the logarithm's average over some years, started at random.

    Args:
        reversion: Above 0, as the start is drawn from the stationary distribution.
        volatility: Above 0.
        years: Above 0.

    Example:
        >>> print(average_variance(0.5, 0.10, 5).round(8))
        0.00506267
    """
    speed = positive("reversion", reversion, "give the share of the gap closed a year, above 0")
    spread = positive("volatility", volatility, VOLATILITY)
    time = positive("years", years, YEARS)
    return (spread / (speed * time)) ** 2 * (time - _discounted_time(speed, time))


def jump_compensator(intensity: Values, mean: Values, deviation: Values) -> Floats:
    """Return the drift a year that normal log jumps add to the mean of the level.

    Args:
        intensity: Jumps a year, at least 0.
        mean: Of the log jump, any sign.
        deviation: Of the log jump, at least 0.

    Source:
        Merton (1976), Option pricing when underlying stock returns are discontinuous.

    Example:
        >>> print(jump_compensator(0.07, 0.40, 0.15).round(4))
        0.0356
    """
    rate = not_negative("intensity", intensity, "give jumps a year, such as 0.07")
    spread = not_negative("deviation", deviation, "give the standard deviation of a log jump")
    return rate * np.expm1(number(mean) + spread**2 / 2)


def jump_term(
    jumps: Values,
    shock: Values,
    *,
    intensity: Values,
    mean: Values,
    deviation: Values,
    dt: Values,
) -> Floats:
    """Return the log change from jumps over a step, compensated so that the level's mean stays.

    Args:
        jumps: Number of jumps in the step, drawn from a Poisson of mean intensity x dt.
        shock: Standard normal, same shape.
        intensity: Jumps a year.
        mean: Of the log jump.
        deviation: Of the log jump.
        dt: Length of the step, years, above 0.

    Example:
        >>> term = jump_term([0, 1], 0.0, intensity=0.07, mean=0.40, deviation=0.15, dt=1.0)
        >>> print(term.round(4))
        [-0.0356  0.3644]
    """
    count = not_negative("jumps", jumps, "give a number of jumps")
    moved = count * number(mean) + np.sqrt(count) * number(deviation) * number(shock)
    time = positive("dt", dt, YEARS)
    return moved - jump_compensator(intensity, mean, deviation) * time


def _discounted_time(rate: Floats, time: Floats) -> Floats:
    """Return the integral of exp(-rate s) over the time; the time itself where the rate is 0."""
    slow = rate * time < NEARLY_ZERO
    safe = np.where(slow, 1.0, rate)
    return np.where(slow, time, -np.expm1(-safe * time) / safe)
