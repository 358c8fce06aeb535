"""Cost overruns and spending curves in closed form.

Draws with a Pareto tail are :func:`pledgecraft.world.draws.cost_ratio`; here is what they are
calibrated with.
"""

import math

import numpy as np

from pledgecraft.economy import normal
from pledgecraft.economy.currency import Lognormal
from pledgecraft.economy.limits import Floats, Values, above, inner_share, not_negative, positive

TAIL_START = 1.5
TIME = "give a length of time"
UPLIFT = "give a share of the budget such as 0.23"
SHAPE = "give the shape of a beta distribution such as 2.5"
FINE = 512
"""Cells into which the beta curve is cut, at least."""
TERMS, NODES = 24, 16
"""Terms of the series in the first and last cell, and points of the rule in all others."""


def uplift_distribution(
    first: Values, second: Values, ranks: tuple[float, float] = (0.5, 0.8)
) -> Lognormal:
    """Return the lognormal cost ratio that has two given uplifts.

    Args:
        first: Uplift at the first rank, such as 0.23 for 23% above budget.
        second: Uplift at the second rank, above the first.
        ranks: Probabilities that the uplift suffices.

    Returns:
        The distribution of cost over budget; an uplift is a level less 1.

    Source:
        Uplifts as in Flyvbjerg and COWI (2004), Procedures for dealing with optimism bias.

    Example:
        >>> links = uplift_distribution(0.23, 0.55)
        >>> print((links.mean - 1).round(6), links.above(1.5).round(6))
        0.277314 0.235061
    """
    low = np.log1p(above("first", first, -1, UPLIFT))
    high = np.log1p(above("second", second, -1, UPLIFT))
    places = normal.quantile(inner_share("ranks", ranks, "give probabilities such as (0.5, 0.8)"))
    step = positive("second - first", high - low, "give a larger uplift at the higher rank")
    scale = step / positive(
        "ranks[1] - ranks[0]", places[1] - places[0], "give the lower rank first"
    )
    return Lognormal(low - scale * places[0], scale)


def tail_mean(alpha: Values, start: Values = TAIL_START) -> Floats:
    """Return the mean cost ratio of a Pareto tail.

    Args:
        alpha: Exponent, above 1; at 1 or below the mean is infinite.
        start: Cost ratio at which the tail starts, above 0.

    Example:
        >>> print(tail_mean(2.5))
        2.5
    """
    power = above("alpha", alpha, 1, "no mean exists at 1 or below; cap the tail instead")
    return power * positive("start", start, "give a cost ratio such as 1.5") / (power - 1)


def tail_exponent(mean_overrun: Values, start: Values = TAIL_START) -> Floats:
    """Return the exponent of the Pareto tail whose mean overrun is known.

    Args:
        mean_overrun: Mean overrun of the projects in the tail, such as 1.16; above start - 1.
        start: Cost ratio at which the tail starts.

    Example:
        >>> print(tail_exponent(1.16).round(2))  # rail
        3.27
    """
    ratio = 1 + not_negative("mean_overrun", mean_overrun, UPLIFT)
    bound = positive("start", start, "give a cost ratio such as 1.5")
    beyond = positive(
        "mean_overrun + 1 - start", ratio - bound, "give a mean above the tail's start"
    )
    return ratio / beyond


def body_mean(mean_overrun: Values, tail_share: Values, tail_overrun: Values) -> Floats:
    """Return the mean overrun of the projects outside the tail.

    Args:
        mean_overrun: Of all projects.
        tail_share: Share of projects in the tail, between 0 and 1.
        tail_overrun: Mean overrun in the tail.

    Example:
        >>> print(body_mean(0.39, 0.28, 1.16).round(2))  # rail
        0.09
    """
    part = inner_share("tail_share", tail_share, "give a share between 0 and 1")
    tail = above("tail_overrun", tail_overrun, -1, UPLIFT)
    return (above("mean_overrun", mean_overrun, -1, UPLIFT) - part * tail) / (1 - part)


def rayleigh_spent(time: Values, peak: Values) -> Floats:
    """Return the share spent by a time when spending follows Rayleigh's curve.

    Args:
        time: Since the start, at least 0.
        peak: Time at which spending is fastest, above 0.

    Source:
        Norden (1970), Useful tools for project management.

    Example:
        >>> print(rayleigh_spent(3, 3).round(6))
        0.393469
    """
    return -np.expm1(-((_relative(time, peak)) ** 2) / 2)


def rayleigh_rate(time: Values, peak: Values) -> Floats:
    """Return the share spent per unit of time; see :func:`rayleigh_spent`.

    Example:
        >>> print(rayleigh_rate(3, 3).round(6))
        0.202177
    """
    relative = _relative(time, peak)
    return relative * np.exp(-(relative**2) / 2) / positive("peak", peak, TIME)


def rayleigh_time(spent: Values, peak: Values) -> Floats:
    """Return the time by which a share is spent; see :func:`rayleigh_spent`.

    Example:
        >>> print(rayleigh_time(0.95, 3).round(5))
        7.34324
    """
    part = inner_share("spent", spent, "give a share between 0 and 1")
    return positive("peak", peak, TIME) * np.sqrt(-2 * np.log1p(-part))


def beta_spent(first: float, second: float, steps: int) -> Floats:
    """Return the share spent at equal steps of progress: a beta distribution's probabilities.

    Args:
        first: Shape at the start, above 0; below 1 the spending starts at once.
        second: Shape at the end, above 0.
        steps: Number of steps, at least 1.

    Returns:
        (steps + 1,), from 0 to 1.

    Source:
        The regularised incomplete beta function. Each cell of a fine grid is integrated by the rule
        of Gauss and Legendre; the first and the last, where the density may be infinite, by the
        binomial series.

    Example:
        >>> print(beta_spent(2, 2, 4))
        [0.      0.15625 0.5     0.84375 1.     ]
    """
    a, b = float(positive("first", first, SHAPE)), float(positive("second", second, SHAPE))
    finer = math.ceil(FINE / positive("steps", steps, "give how many steps"))
    cells = finer * steps
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    at = (np.arange(1, cells - 1)[:, None] + (nodes + 1) / 2) / cells
    inner = (at ** (a - 1) * (1 - at) ** (b - 1)) @ weights / (2 * cells)
    pieces = [_first_cell(a, b, 1 / cells), *inner, _first_cell(b, a, 1 / cells)]
    spent = np.cumsum([0.0, *pieces])[::finer]
    return spent / spent[-1]


def _first_cell(a: float, b: float, end: float) -> float:
    """Return the integral of ``t ** (a - 1) * (1 - t) ** (b - 1)`` from 0 to a small end."""
    order = np.arange(1, TERMS)
    factors = np.cumprod(np.append(1.0, (order - b) / order * end))
    return float(end**a * np.sum(factors / (a + np.arange(TERMS))))


def _relative(time: Values, peak: Values) -> Floats:
    return not_negative("time", time, TIME) / positive("peak", peak, TIME)
