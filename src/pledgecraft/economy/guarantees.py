"""What a guarantee costs: expected loss, credit spreads, and its market value as a put.

The tail of a portfolio is in :mod:`pledgecraft.economy.portfolio`.
"""

import numpy as np

from pledgecraft.economy.currency import currency_option
from pledgecraft.economy.limits import Floats, Values, above, not_negative, positive, share

MONEY = "give USD"
PROBABILITY = "give a probability from 0 to 1"
YEARS = "give a length of time in years"


def cumulative_default(default: Values, years: Values) -> Floats:
    """Return the probability of default within some years at a constant annual probability.

    Example:
        >>> print(cumulative_default(0.03, 5).round(6))
        0.141266
    """
    survival = 1 - share("default", default, PROBABILITY)
    return 1 - survival ** not_negative("years", years, YEARS)


def expected_loss(
    exposure: Values, *, default: Values, severity: Values, years: int, rate: Values = 0.0
) -> Floats:
    """Return the present value of what a guarantee is expected to pay.

    Args:
        exposure: Amount guaranteed, constant until a default, USD.
        default: Annual probability of default, from 0 to 1.
        severity: Loss given default, from 0 to 1.
        years: Whole years, at least 0.
        rate: Discount rate, above -1; calls fall at the ends of years.

    Returns:
        USD.

    Example:
        >>> print(expected_loss(150, default=0.03, severity=0.55, years=5).round(5))
        11.65444
        >>> print(expected_loss(150, default=0.03, severity=0.55, years=5, rate=0.04).round(5))
        10.40148
    """
    if years < 0:
        raise ValueError(f"years must be at least 0, not {years}: give a number of years.")
    chance = share("default", default, PROBABILITY)[..., None]
    discount = 1 + above("rate", rate, -1, "give a rate a year such as 0.04")[..., None]
    time = np.arange(1, years + 1)
    calls = chance * (1 - chance) ** (time - 1) / discount**time
    lost = share("severity", severity, "give a share from 0 to 1")
    return not_negative("exposure", exposure, MONEY) * lost * calls.sum(axis=-1)


def hazard_of_spread(spread: Values, recovery: Values) -> Floats:
    """Return the annual hazard of default that a credit spread pays for.

    Args:
        spread: A year, as a share: 150 basis points are 0.015.
        recovery: Share recovered on default, below 1.

    Source:
        The credit triangle; Hull, Options, Futures and Other Derivatives.

    Example:
        >>> print(hazard_of_spread(0.015, 0.40).round(4))
        0.025
    """
    return not_negative("spread", spread, "give a share a year such as 0.015") / _lost(recovery)


def spread_of_hazard(hazard: Values, recovery: Values) -> Floats:
    """Return the credit spread that pays for an annual hazard of default.

    Example:
        >>> print(spread_of_hazard(0.025, 0.40).round(4))
        0.015
    """
    return not_negative("hazard", hazard, "give a hazard a year such as 0.025") * _lost(recovery)


def survival(hazard: Values, years: Values) -> Floats:
    """Return the probability of no default within some years at a constant hazard.

    Example:
        >>> print(survival(0.025, 5).round(6))
        0.882497
    """
    rate = not_negative("hazard", hazard, "give a hazard a year such as 0.025")
    return np.exp(-rate * not_negative("years", years, YEARS))


def put_value(
    assets: Values,
    debt: Values,
    *,
    rate: Values,
    volatility: Values,
    years: Values,
    payout: Values = 0.0,
) -> Floats:
    """Return the market value of a guarantee: a put on the project's assets.

    Args:
        assets: Value of the project, above 0, USD.
        debt: Guaranteed amount due at the end, above 0, USD.
        rate: Continuous, a year.
        volatility: Of the assets' value, a year, above 0.
        years: Until the debt is due, above 0.
        payout: Cash paid out of the assets, a continuous rate.

    Source:
        Merton (1977), An analytic derivation of the cost of deposit insurance and loan guarantees.

    Example:
        >>> print(put_value(12.40, 10, rate=0.05, volatility=0.2123, years=1).round(3))
        0.116
    """
    _, put = currency_option(
        assets, debt, home=rate, foreign=payout, volatility=volatility, years=years
    )
    return put


def _lost(recovery: Values) -> Floats:
    kept = share("recovery", recovery, "give a share from 0 to below 1")
    return positive("the share lost, 1 - recovery,", 1 - kept, "give a recovery below 1")
