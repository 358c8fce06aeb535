"""The chance that reserves touch a floor: an arithmetic Brownian motion and its first passage.

Reserves move by ``drift`` a year and are shaken with the standard deviation ``volatility`` over a
year, both in USD. Looking only at the ends of periods misses the dips between them. From 430 with
a floor at 400, a drift of -5 and a volatility of 15, the chance of touching the floor within five
years is 0.6324, of which a look once a month sees about 0.594: hence :func:`bridge_probability`.
"""

import numpy as np

from pledgecraft.economy import normal
from pledgecraft.economy.limits import Floats, Values, number, positive

VOLATILITY = "give the standard deviation of a year's change in USD"
YEARS = "give a length of time in years"


def touch_probability(
    start: Values, floor: Values, *, drift: Values, volatility: Values, years: Values
) -> Floats:
    """Return the probability of touching a floor at any moment within some years.

    Args:
        start: Reserves today, USD.
        floor: USD; where the start is not above it, the answer is 1.
        drift: USD a year, any sign.
        volatility: USD, standard deviation of a year's change, above 0.
        years: Above 0.

    Source:
        Reflection principle; Harrison, Brownian Motion and Stochastic Flow Systems (1985).

    Example:
        >>> print(touch_probability(430, 400, drift=-5, volatility=15, years=5).round(6))
        0.632424
    """
    gap = np.maximum(number(start) - number(floor), 0.0)
    time = positive("years", years, YEARS)
    spread = positive("volatility", volatility, VOLATILITY)
    trend, scale = number(drift) * time, spread * np.sqrt(time)
    reflected = -2 * number(drift) * gap / spread**2 + normal.log_cdf((trend - gap) / scale)
    return np.minimum(normal.cdf((-gap - trend) / scale) + np.exp(reflected), 1.0)


def below_probability(
    start: Values, floor: Values, *, drift: Values, volatility: Values, years: Values
) -> Floats:
    """Return the probability of standing below a floor at the end of some years.

    Arguments as in :func:`touch_probability`.

    Example:
        >>> print(below_probability(430, 400, drift=-5, volatility=15, years=5).round(6))
        0.440749
    """
    time = positive("years", years, YEARS)
    spread = positive("volatility", volatility, VOLATILITY)
    mean = number(start) + number(drift) * time
    return normal.cdf((number(floor) - mean) / (spread * np.sqrt(time)))


def ever_touch_probability(
    start: Values, floor: Values, *, drift: Values, volatility: Values
) -> Floats:
    """Return the probability of touching a floor at any time from now on; 1 unless drift is up.

    Arguments as in :func:`touch_probability`.

    Example:
        >>> print(ever_touch_probability(430, 400, drift=2, volatility=15).round(6))
        0.586646
    """
    gap = np.maximum(number(start) - number(floor), 0.0)
    spread = positive("volatility", volatility, VOLATILITY)
    return np.exp(-2 * np.maximum(number(drift), 0.0) * gap / spread**2)


def first_passage(
    start: Values, floor: Values, *, drift: Values, volatility: Values
) -> tuple[Floats, Floats]:
    """Return mean and variance of the time until a floor is touched.

    Arguments as in :func:`touch_probability`.

    Returns:
        Years and years squared; infinite unless the drift is below 0.

    Source:
        The inverse Gaussian distribution (Schroedinger, 1915).

    Example:
        >>> mean, variance = first_passage(430, 400, drift=-5, volatility=15)
        >>> print(mean, variance)
        6.0 54.0
    """
    gap = np.maximum(number(start) - number(floor), 0.0)
    spread = positive("volatility", volatility, VOLATILITY)
    gap, speed, spread = np.broadcast_arrays(gap, -number(drift), spread)
    mean, variance = np.full(gap.shape, np.inf), np.full(gap.shape, np.inf)
    np.divide(gap, speed, out=mean, where=speed > 0)
    np.divide(gap * spread**2, speed**3, out=variance, where=speed > 0)
    return mean, variance


def bridge_probability(
    before: Values, after: Values, floor: Values, *, volatility: Values, dt: Values
) -> Floats:
    """Return the probability that a floor was touched between two observations.

    Args:
        before: Reserves at the earlier observation, USD.
        after: Reserves at the later observation, USD.
        floor: USD.
        volatility: USD, standard deviation of a year's change, above 0.
        dt: Years between the observations, above 0.

    Returns:
        From 0 to 1; 1 where an end is not above the floor. The drift does not matter.

    Source:
        Brownian bridge; Glasserman, Monte Carlo Methods in Financial Engineering (2003), 6.4.

    Example:
        >>> print(bridge_probability(405, 403, 400, volatility=15, dt=1 / 12).round(4))
        0.2019
    """
    first = np.maximum(number(before) - number(floor), 0.0)
    second = np.maximum(number(after) - number(floor), 0.0)
    spread = positive("volatility", volatility, VOLATILITY)
    return np.exp(-2 * first * second / (spread**2 * positive("dt", dt, YEARS)))
