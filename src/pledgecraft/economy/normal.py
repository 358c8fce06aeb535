"""Normal distributions of one and two variables. The library behind them waits for a first use."""

import numpy as np

from pledgecraft.economy.limits import Floats

NEARLY_ZERO = 1e-13


def cdf(value: Floats) -> Floats:
    """Return the probability of a standard normal below some values."""
    from scipy.special import ndtr

    return np.asarray(ndtr(value), dtype=np.float64)


def log_cdf(value: Floats) -> Floats:
    """Return the logarithm of the probability below some values, exact far out in the tail."""
    from scipy.special import log_ndtr

    return np.asarray(log_ndtr(value), dtype=np.float64)


def quantile(rank: Floats) -> Floats:
    """Return the standard normal's quantiles at some probabilities."""
    from scipy.special import ndtri

    return np.asarray(ndtri(rank), dtype=np.float64)


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


def _owens_t(bound: Floats, slope: Floats) -> Floats:
    from scipy.special import owens_t

    return np.asarray(owens_t(bound, slope), dtype=np.float64)
