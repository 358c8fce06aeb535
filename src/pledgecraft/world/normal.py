"""The normal distribution. The library behind it is slow to load, so it waits for a first use."""

import numpy as np

from pledgecraft.world.streams import Floats, Singles


def cdf(value: Floats) -> Floats:
    """Return the probability of a standard normal below some values."""
    from scipy.special import ndtr

    return np.asarray(ndtr(value), dtype=np.float64)


def log_cdf(value: Floats | Singles) -> Floats:
    """Return the logarithm of the probability below some values, exact far out in the tail."""
    from scipy.special import log_ndtr

    return np.asarray(log_ndtr(value), dtype=np.float64)


def quantile(rank: Floats) -> Floats:
    """Return the standard normal's quantiles at some probabilities."""
    from scipy.special import ndtri

    return np.asarray(ndtri(rank), dtype=np.float64)
