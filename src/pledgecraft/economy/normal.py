"""Normal distributions of one and two variables, to the accuracy of double precision."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from pledgecraft.economy.limits import Floats

NEARLY_ZERO = 1e-150
NEAR, FAR = 0.66291, math.sqrt(32)
"""Distances from 0 between which one of Cody's three approximations holds."""
NO_TAIL = 40.0
"""Distance beyond which the tail's probability is below the smallest float."""
CENTRE, CLOSE = 0.425, 5.0
"""Wichura's limits: distance of a rank from one half, and root of the logarithm of a small rank."""
WIDTH, NODES = 9.0, 40
"""Deviations beyond which a density adds nothing, and points of the rule that integrates it."""


class Ratio(NamedTuple):
    """A ratio of two polynomials, coefficients of the highest power first."""

    above: Sequence[float]
    below: Sequence[float]

    def at(self, value: Floats) -> Floats:
        """Return the ratio at some values."""
        return _polynomial(self.above, value) / _polynomial(self.below, value)


# fmt: off
CDF_NEAR = Ratio(
    (0.065682337918207449113, 2.2352520354606839287, 161.02823106855587881,
     1067.6894854603709582, 18154.981253343561249),
    (1.0, 47.20258190468824187, 976.09855173777669322,
     10260.932208618978205, 45507.789335026729956),
)
CDF_BETWEEN = Ratio(
    (1.0765576773720192317e-8, 0.39894151208813466764, 8.8831497943883759412,
     93.506656132177855979, 597.27027639480026226, 2494.5375852903726711,
     6848.1904505362823326, 11602.651437647350124, 9842.7148383839780218),
    (1.0, 22.266688044328115691, 235.38790178262499861,
     1519.377599407554805, 6485.558298266760755, 18615.571640885098091,
     34900.952721145977266, 38912.003286093271411, 19685.429676859990727),
)
CDF_FAR = Ratio(
    (0.02307344176494017303, 0.21589853405795699, 0.1274011611602473639,
     0.022235277870649807, 0.001421619193227893466, 2.9112874951168792e-5),
    (1.0, 1.28426009614491121, 0.468238212480865118,
     0.0659881378689285515, 0.00378239633202758244, 7.29751555083966205e-5),
)
QUANTILE_CENTRE = Ratio(
    (2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
     13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608),
    (5226.495278852854561, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
     5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1.0),
)
QUANTILE_CLOSE = Ratio(
    (7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177,
     1.27045825245236838258, 3.64784832476320460504, 5.7694972214606914055,
     4.6303378461565452959, 1.42343711074968357734),
    (1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966,
     0.14810397642748007459, 0.68976733498510000455, 1.6763848301838038494,
     2.05319162663775882187, 1.0),
)
QUANTILE_FAR = Ratio(
    (2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386,
     0.026532189526576123093, 0.29656057182850489123, 1.7848265399172913358,
     5.4637849111641143699, 6.6579046435011037772),
    (2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5,
     7.868691311456132591e-4, 0.0148753612908506148525, 0.13692988092273580531,
     0.59983220655588793769, 1.0),
)
# fmt: on


def cdf(value: Floats) -> Floats:
    """Return the probability of a standard normal below some values.

    Source:
        Cody (1969), Rational Chebyshev approximations for the error function; coefficients for the
        normal distribution in Cody (1993), Algorithm 715.

    Example:
        >>> print(cdf(np.array([-37.0, 0.0, 1.0])))
        [5.72557122e-300 5.00000000e-001 8.41344746e-001]
    """
    given = np.asarray(value, dtype=np.float64)
    near = np.abs(given) <= NEAR
    beyond = given[~near]
    tail = _tail(np.abs(beyond))
    out = np.empty(given.shape)
    out[near] = 0.5 + _from_centre(given[near])
    out[~near] = np.where(beyond > 0, 1 - tail, tail)
    return out


def log_cdf(value: Floats) -> Floats:
    """Return the logarithm of the probability below some values, exact far out in the tail.

    Source:
        As for :func:`cdf`; the exponential factor of the lower tail is never evaluated.

    Example:
        >>> print(log_cdf(np.array([-1000.0, 0.0])).round(6))
        [-5.00007827e+05 -6.93147000e-01]
    """
    given = np.asarray(value, dtype=np.float64)
    near, low = np.abs(given) <= NEAR, given < -NEAR
    high = ~(near | low)
    out = np.empty(given.shape)
    out[near] = np.log(0.5 + _from_centre(given[near]))
    out[high] = np.log1p(-_tail(given[high]))
    distance = -given[low]
    with np.errstate(over="ignore"):
        out[low] = np.log(_scaled_tail(np.minimum(distance, 1e100))) - distance * distance / 2
    return out


def quantile(rank: Floats) -> Floats:
    """Return the standard normal's quantiles at some probabilities; NaN outside 0 to 1.

    Source:
        Wichura (1988), Algorithm AS 241, PPND16.

    Example:
        >>> print(quantile(np.array([0.0, 0.001, 0.5, 0.975])).round(6))
        [     -inf -3.090232  0.        1.959964]
    """
    given = np.asarray(rank, dtype=np.float64)
    offset = given - 0.5
    centre = np.abs(offset) <= CENTRE
    inner, outer = offset[centre], given[~centre]
    out = np.empty(given.shape)
    out[centre] = inner * QUANTILE_CENTRE.at(CENTRE**2 - inner * inner)
    out[~centre] = np.copysign(_tail_quantile(np.minimum(outer, 1 - outer)), outer - 0.5)
    return out


def joint_cdf(first: Floats, second: Floats, correlation: Floats) -> Floats:
    """Return the probability that two correlated standard normals lie below two values.

    Args:
        first: Finite bound of the first, any shape.
        second: Finite bound of the second.
        correlation: Above -1 and below 1.

    Source:
        Owen (1956), Tables for computing bivariate normal probabilities, by his function T.

    Example:
        >>> half = np.array(0.0)
        >>> print(joint_cdf(half, half, np.array(0.5)).round(12))  # 1/4 + asin(1/2) / (2 pi)
        0.333333333333
    """
    h = np.where(np.abs(first) < NEARLY_ZERO, NEARLY_ZERO, first)
    k = np.where(np.abs(second) < NEARLY_ZERO, NEARLY_ZERO, second)
    rest = np.sqrt(1 - correlation**2)
    apart = np.where(h * k < 0, 0.5, 0.0)
    return (
        (cdf(h) + cdf(k)) / 2
        - _owens_t(h, (k / h - correlation) / rest)
        - _owens_t(k, (h / k - correlation) / rest)
        - apart
    )


def _polynomial(coefficients: Sequence[float], value: Floats) -> Floats:
    total = np.full(value.shape, coefficients[0])
    for coefficient in coefficients[1:]:
        total *= value
        total += coefficient
    return total


def _from_centre(value: Floats) -> Floats:
    """Return the probability between 0 and values near it, with their sign."""
    return value * CDF_NEAR.at(value * value)


def _tail(distance: Floats) -> Floats:
    """Return the probability beyond a distance above ``NEAR``.

    The square is split as Cody does: a part that is exact, and a small rest.
    """
    bound = np.minimum(distance, NO_TAIL)
    exact = np.floor(16 * bound) / 16
    rest = (bound - exact) * (bound + exact)
    return np.exp(-exact * exact / 2) * np.exp(-rest / 2) * _scaled_tail(bound)


def _scaled_tail(distance: Floats) -> Floats:
    """Return the probability beyond a distance above ``NEAR``, over exp(-distance² / 2)."""
    far = distance > FAR
    inverse = 1 / distance[far]
    square = inverse * inverse
    out = np.empty(distance.shape)
    out[~far] = CDF_BETWEEN.at(distance[~far])
    out[far] = (1 / math.sqrt(2 * math.pi) - square * CDF_FAR.at(square)) * inverse
    return out


def _tail_quantile(tail: Floats) -> Floats:
    """Return the distance beyond which lies a small probability."""
    inside = tail > 0
    root = np.sqrt(-np.log(np.where(inside, tail, 1.0)))
    close = root <= CLOSE
    out = np.empty(tail.shape)
    out[close] = QUANTILE_CLOSE.at(root[close] - 1.6)
    out[~close] = QUANTILE_FAR.at(root[~close] - CLOSE)
    return np.where(inside, out, np.where(tail == 0, np.inf, np.nan))


def _owens_t(bound: Floats, slope: Floats) -> Floats:
    """Return Owen's function T; slopes above 1 are turned into slopes below 1 by his identity."""
    h, a = np.abs(bound), np.abs(slope)
    steep = a > 1
    turned = h * a
    first, second = cdf(-h), cdf(-turned)
    flat = _flat_t(np.where(steep, turned, h), np.where(steep, 1 / np.where(steep, a, 1.0), a))
    found = np.where(steep, (first + second) / 2 - first * second - flat, flat)
    return np.copysign(found, slope)


def _flat_t(bound: Floats, slope: Floats) -> Floats:
    """Return Owen's function T for slopes from 0 to 1, by the rule of Gauss and Legendre."""
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    reach = np.minimum(slope, WIDTH / np.maximum(bound, WIDTH))[..., None] / 2
    square = 1 + (reach * (nodes + 1)) ** 2
    height = np.exp(-(np.minimum(bound, NO_TAIL)[..., None] ** 2) * square / 2) / square
    return (height * weights).sum(axis=-1) * reach[..., 0] / (2 * math.pi)
