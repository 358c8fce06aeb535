"""Specialists who are kept away: how late the work gets.

The share of specialists at work gates progress. A task of some length ends when the integral of
that share equals its length. Times are in one unit throughout, such as months.
"""

import math

import numpy as np

from pledgecraft.economy.limits import Floats, Values, not_negative, positive, share

LENGTH = "give a length of time"
MUCH = 1e3
"""Work left, in time constants, beyond which more of it changes nothing."""
ROUNDS = 8
"""Steps of Newton's method from a start that is already close."""
LARGE = 16.0
"""Shape of a gamma distribution from which Stirling's series has full accuracy."""
STIRLING = (1 / 1188, -1 / 1680, 1 / 1260, -1 / 360, 1 / 12)
SMALLEST = 1e-300


def linear_return_delay(stop: Values, back: Values, work: Values = np.inf) -> Floats:
    """Return the delay from a full stop, after which specialists return at a steady pace.

    Args:
        stop: Time wholly away.
        back: Time of the return.
        work: Work left at the stop, in time at full strength; without end if not given.

    Returns:
        ``stop + back / 2`` where the work outlasts the return, less where it does not.

    Example:
        >>> print(linear_return_delay(1, 3, 6))  # a month away, three to come back
        2.5
    """
    away = not_negative("stop", stop, LENGTH)
    ramp = not_negative("back", back, LENGTH)
    left = positive("work", work, LENGTH)
    early = np.minimum(left, ramp / 2)
    return away + np.where(left < ramp / 2, np.sqrt(2 * ramp * early) - early, ramp / 2)


def exponential_return_delay(stop: Values, constant: Values, work: Values) -> Floats:
    """Return the delay from a full stop, after which the share away decays exponentially.

    Args:
        stop: Time wholly away.
        constant: Time constant of the return, above 0.
        work: Work left at the stop, in time at full strength, above 0.

    Returns:
        Close to ``stop + constant`` where much work is left, always below it. The time v since the
        stop, in time constants, solves ``v + exp(-v) - 1 = work / constant``.

    Example:
        >>> print(exponential_return_delay(1, 1.5, 6).round(5))
        2.48982
    """
    pace = positive("constant", constant, LENGTH)
    left = np.minimum(positive("work", work, LENGTH) / pace, MUCH)
    time = left + np.sqrt(2 * left)
    for _ in range(ROUNDS):
        time = time - (time + np.expm1(-time) - left) / -np.expm1(-time)
    return not_negative("stop", stop, LENGTH) - pace * np.expm1(-time)


def constant_share_delay(present: Values, work: Values) -> Floats:
    """Return the delay from a constant share of specialists at work.

    Args:
        present: Share at work, above 0 and at most 1.
        work: Work left, in time at full strength.

    Example:
        >>> print(constant_share_delay(0.6, 6).round(9))
        4.0
    """
    remedy = "give a share above 0 and at most 1"
    at_work = share("present", positive("present", present, remedy), remedy)
    left = not_negative("work", work, LENGTH)
    return left / at_work - left


def approval_time(count: Values, rate: Values) -> tuple[Floats, Floats]:
    """Return mean and standard deviation of the time until some approvals have come.

    Args:
        count: Approvals needed, above 0.
        rate: Approvals per unit of time, above 0; they arrive as a Poisson process.

    Source:
        The Erlang distribution (1909).

    Example:
        >>> mean, deviation = approval_time(300, 60)
        >>> print(mean, deviation.round(4))
        5.0 0.2887
    """
    needed = positive("count", count, "give how many approvals are needed")
    pace = positive("rate", rate, "give approvals per unit of time")
    return needed / pace, np.sqrt(needed) / pace


def approval_probability(count: Values, rate: Values, time: Values) -> Floats:
    """Return the probability that enough approvals have come within a time.

    Arguments as in :func:`approval_time`.

    Source:
        The regularised incomplete gamma function: its power series below the mean, Legendre's
        continued fraction above.

    Example:
        >>> print(approval_probability(1, 2, 0.5).round(6))  # 1 - exp(-1)
        0.632121
    """
    needed = positive("count", count, "give how many approvals are needed")
    pace = positive("rate", rate, "give approvals per unit of time")
    elapsed = not_negative("time", time, LENGTH)
    shape, bound = np.broadcast_arrays(needed, np.minimum(pace * elapsed, 1 / SMALLEST))
    below = bound < shape + 1
    out = np.empty(shape.shape)
    out[below] = _gamma_below(shape[below], bound[below])
    out[~below] = 1 - _gamma_above(shape[~below], bound[~below])
    return out


def _gamma_below(shape: Floats, bound: Floats) -> Floats:
    """Return a gamma variable's probability below a bound under its mean, by the power series."""
    term = np.ones(shape.shape)
    total, order = term.copy(), 0
    while np.any(term > total * 1e-17):
        order += 1
        term = term * bound / (shape + order)
        total += term
    return _gamma_front(shape, bound) * total


def _gamma_above(shape: Floats, bound: Floats) -> Floats:
    """Return the probability above a bound over the mean, by the fraction as Lentz evaluates it."""
    foot = bound + 1 - shape
    lower, upper = 1 / foot, np.full(shape.shape, 1 / SMALLEST)
    value, change, order = lower, np.zeros(shape.shape), 0
    while np.any(np.abs(change - 1) > 1e-15):
        order += 1
        factor, foot = order * (shape - order), foot + 2
        lower = 1 / (foot + factor * lower)
        upper = foot + factor / upper
        change = lower * upper
        value = value * change
    return _gamma_front(shape, bound) * shape * value


def _gamma_front(shape: Floats, bound: Floats) -> Floats:
    """Return ``bound ** shape * exp(-bound) / gamma(shape + 1)`` without large numbers in between.

    Source:
        Loader (2000), Fast and accurate computation of binomial probabilities.
    """
    ratio = np.maximum(bound / shape, SMALLEST)
    apart = (bound - shape) / shape
    close = np.abs(apart) < 0.5
    log = np.where(close, np.log1p(np.where(close, apart, 0.0)), np.log(ratio))
    front = np.exp(shape * (log - apart) - _stirling_rest(shape)) / np.sqrt(2 * math.pi * shape)
    return np.where(bound > 0, front, 0.0)


def _stirling_rest(shape: Floats) -> Floats:
    """Return what Stirling's formula leaves of the logarithm of ``gamma(shape + 1)``."""
    small = np.minimum(shape, LARGE)
    exact = np.array([math.lgamma(each + 1) for each in small.ravel()]).reshape(small.shape)
    near = exact - (small + 0.5) * np.log(small) + small - math.log(2 * math.pi) / 2
    inverse = 1 / np.maximum(shape, LARGE)
    series = np.polyval(STIRLING, inverse * inverse) * inverse
    return np.where(shape < LARGE, near, series)
