"""Losses on many guarantees at once: the one-factor model of Vasicek, and Basel's use of it.

Losses are shares of the exposure before recovery: multiply by the loss given default.
"""

import numpy as np

from pledgecraft.economy import normal
from pledgecraft.economy.limits import Floats, Values, above, inner_share, positive, share

DEFAULT = "give a probability between 0 and 1, such as 0.02"
CORRELATION = "give the correlation of asset values, such as 0.20"
RANK = "give a probability between 0 and 1, such as 0.999"
FACTOR_REACH = 12.0
FACTOR_POINTS = 2_401
CONFIDENCE = 0.999
FLOOR = 0.0003
CAPITAL = 12.5


def loss_quantile(default: Values, correlation: Values, rank: Values) -> Floats:
    """Return a quantile of the share of a large portfolio that defaults.

    Args:
        default: Probability of default of each name, between 0 and 1.
        correlation: Of asset values, between 0 and 1.
        rank: Between 0 and 1.

    Source:
        Vasicek (1987), Probability of loss on loan portfolio; Risk, December 2002.

    Example:
        >>> print(loss_quantile(0.02, 0.20, [0.5, 0.95, 0.99, 0.999]).round(7))
        [0.0108333 0.0702766 0.1286098 0.2263128]
    """
    barrier, loading = _barrier(default), _loading(correlation)
    factor = normal.quantile(inner_share("rank", rank, RANK))
    return normal.cdf((barrier + np.sqrt(loading) * factor) / np.sqrt(1 - loading))


def loss_probability(default: Values, correlation: Values, level: Values) -> Floats:
    """Return the probability that a large portfolio loses no more than a share.

    Example:
        >>> print(loss_probability(0.02, 0.20, 0.05).round(6))
        0.903647
    """
    barrier, loading = _barrier(default), _loading(correlation)
    bound = normal.quantile(share("level", level, "give a share from 0 to 1"))
    return normal.cdf((np.sqrt(1 - loading) * bound - barrier) / np.sqrt(loading))


def joint_default(default: Values, correlation: Values) -> Floats:
    """Return the probability that two given names both default.

    Example:
        >>> print(joint_default(0.02, 0.20).round(8))
        0.00110018
    """
    barrier = _barrier(default)
    return normal.joint_cdf(barrier, barrier, _loading(correlation))


def loss_deviation(default: Values, correlation: Values) -> Floats:
    """Return the standard deviation of the share of a large portfolio that defaults.

    Example:
        >>> print(loss_deviation(0.02, 0.20).round(7))
        0.0264608
    """
    mean = inner_share("default", default, DEFAULT)
    return np.sqrt(joint_default(default, correlation) - mean**2)


def excess_loss(default: Values, correlation: Values, attachment: Values) -> Floats:
    """Return the expected loss beyond a share of the portfolio.

    Args:
        default: Probability of default of each name.
        correlation: Of asset values.
        attachment: Share of the portfolio, from 0 to 1.

    Returns:
        Share of the portfolio; at 0 the probability of default, at 1 nothing.

    Example:
        >>> print(excess_loss(0.02, 0.20, 0.05).round(8))
        0.00325704
    """
    loading = _loading(correlation)
    start = share("attachment", attachment, "give a share from 0 to 1")
    inside = (start > 0) & (start < 1)
    bound = normal.quantile(np.where(inside, start, 0.5))
    beyond = normal.joint_cdf(_barrier(default), -bound, -np.sqrt(1 - loading))
    whole = inner_share("default", default, DEFAULT)
    return np.where(inside, np.maximum(beyond, 0.0), np.where(start <= 0, whole, 0.0))


def tranche_loss(
    default: Values, correlation: Values, *, attachment: Values, detachment: Values
) -> Floats:
    """Return the share of a tranche that is expected to be lost.

    Args:
        default: Probability of default of each name.
        correlation: Of asset values.
        attachment: Share of the portfolio lost before the tranche is touched.
        detachment: Share at which it is used up; above the attachment.

    Example:
        >>> print(tranche_loss(0.02, 0.20, attachment=0, detachment=0.05).round(6))
        0.334859
    """
    first = share("attachment", attachment, "give a share from 0 to 1")
    last = share("detachment", detachment, "give a share above the attachment")
    width = positive("detachment - attachment", last - first, "let the tranche end above its start")
    within = excess_loss(default, correlation, first) - excess_loss(default, correlation, last)
    return within / width


def default_counts(default: Values, correlation: Values, names: int) -> Floats:
    """Return the probabilities of 0, 1, … defaults among some names of equal size.

    Args:
        default: Probability of default of each name, (...).
        correlation: Of asset values, (...).
        names: Number of names, at least 1.

    Returns:
        (..., names + 1), which sum to 1: the binomial, averaged over the common factor by the
        trapezoid rule.

    Example:
        >>> print(default_counts(0.02, 0.20, 10)[:4].round(8))
        [0.83890935 0.13046846 0.02415523 0.00504039]
    """
    if names < 1:
        raise ValueError(f"names must be at least 1, not {names}: give how many are guaranteed.")
    factor = np.linspace(-FACTOR_REACH, FACTOR_REACH, FACTOR_POINTS)
    weight = np.exp(-(factor**2) / 2)
    loading = _loading(correlation)[..., None]
    rank = (_barrier(default)[..., None] - np.sqrt(loading) * factor) / np.sqrt(1 - loading)
    chance, safe = normal.log_cdf(rank)[..., None, :], normal.log_cdf(-rank)[..., None, :]
    count = np.arange(names + 1)[:, None]
    ways = np.cumsum(np.log(np.append(1.0, (names - count[:-1, 0]) / count[1:, 0])))[:, None]
    terms = np.exp(ways + count * chance + (names - count) * safe) * weight
    return terms.sum(axis=-1) / weight.sum()


def basel_correlation(default: Values) -> Floats:
    """Return the asset correlation that Basel II prescribes for companies, 12 to 24%.

    Example:
        >>> print(basel_correlation([0.0003, 0.01, 0.03]).round(4))
        [0.2382 0.1928 0.1468]
    """
    fade = np.expm1(-50 * share("default", default, DEFAULT)) / np.expm1(-50.0)
    return 0.12 * fade + 0.24 * (1 - fade)


def basel_risk_weight(
    default: Values, *, severity: Values = 0.45, maturity: Values = 2.5
) -> Floats:
    """Return Basel II's risk weight of a company, as a share of the exposure.

    Args:
        default: Annual probability of default; raised to 0.03% where it is below.
        severity: Loss given default, from 0 to 1.
        maturity: Effective maturity in years, above 0.

    Source:
        Basel Committee (2006), International Convergence of Capital Measurement, paragraph 272 and
        annex 5. The scaling factor of 1.06 is left out, as in the annex.

    Example:
        >>> print((100 * basel_risk_weight([0.0003, 0.01, 0.03])).round(2))
        [ 14.44  92.32 128.44]
    """
    chance = np.maximum(inner_share("default", default, DEFAULT), FLOOR)
    lost = share("severity", severity, "give a share from 0 to 1")
    stressed = loss_quantile(chance, basel_correlation(chance), CONFIDENCE)
    slope = (0.11852 - 0.05478 * np.log(chance)) ** 2
    longer = above("maturity", maturity, 0, "give years such as 2.5") - 2.5
    return CAPITAL * lost * (stressed - chance) * (1 + longer * slope) / (1 - 1.5 * slope)


def _barrier(default: Values) -> Floats:
    return normal.quantile(inner_share("default", default, DEFAULT))


def _loading(correlation: Values) -> Floats:
    return inner_share("correlation", correlation, CORRELATION)
