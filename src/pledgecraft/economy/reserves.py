"""Foreign exchange reserves: their adequacy, what they can bear a year, and their path.

No reading of adequacy or capacity is the right one; they are meant to stand side by side. Whether
reserves touch a floor is in :mod:`pledgecraft.economy.floors`.
"""

from dataclasses import dataclass

import numpy as np

from pledgecraft.economy.limits import Floats, Values, not_negative, number, positive, share

TRADING_DAYS = 250
MONTHS = 12
MONEY = "give a stock in USD"
YEARS = "give a length of time in years"


@dataclass(frozen=True)
class AraWeights:
    """Weights of the IMF's reserve adequacy metric for emerging markets.

    Attributes:
        exports: On exports of goods and services over 12 months.
        broad_money: On broad money.
        short_term_debt: On external debt due within a year, at remaining maturity.
        other_liabilities: On portfolio and other investment liabilities not counted above.
        regime: ``floating`` or ``fixed``.
        vintage: Year of the paper that set the weights.

    Source:
        IMF, Assessing Reserve Adequacy (2011, 2013, 2015) and the guidance note of 2016. The
        weights of 15% and 20% and the fixed regime are general knowledge, not read at the source.
    """

    exports: float
    broad_money: float
    short_term_debt: float
    other_liabilities: float
    regime: str
    vintage: int


FLOATING = AraWeights(0.05, 0.05, 0.30, 0.15, "floating", 2015)
FIXED = AraWeights(0.10, 0.10, 0.30, 0.20, "fixed", 2015)
FLOATING_2011 = AraWeights(0.05, 0.05, 0.30, 0.10, "floating", 2011)
FIXED_2011 = AraWeights(0.10, 0.10, 0.30, 0.15, "fixed", 2011)
ARA_WEIGHTS = {2011: (FLOATING_2011, FIXED_2011), 2015: (FLOATING, FIXED)}
"""Weights by vintage: floating, fixed. Those of 2011 were meant for portfolio liabilities alone."""


def ara_metric(
    exports: Values,
    broad_money: Values,
    short_term_debt: Values,
    other_liabilities: Values,
    weights: AraWeights = FLOATING,
) -> Floats:
    """Return the reserves that the IMF's metric asks for.

    Args:
        exports: Goods and services over 12 months, USD.
        broad_money: USD at the day's rate. Which aggregate is used matters: say so.
        short_term_debt: External, at remaining maturity, USD.
        other_liabilities: Portfolio and other investment liabilities not counted above, USD.
        weights: Regime and vintage.

    Returns:
        USD. From 100 to 150% of it counts as adequate.

    Example:
        >>> print(ara_metric(864, 4190.3, 267.17, 1343.73).round(1))
        534.4
    """
    return (
        weights.exports * not_negative("exports", exports, MONEY)
        + weights.broad_money * not_negative("broad_money", broad_money, MONEY)
        + weights.short_term_debt * not_negative("short_term_debt", short_term_debt, MONEY)
        + weights.other_liabilities * not_negative("other_liabilities", other_liabilities, MONEY)
    )


def adequacy_ratio(reserves: Values, required: Values) -> Floats:
    """Return reserves over what a metric asks for.

    Example:
        >>> print(adequacy_ratio(423.1, 436.2).round(3))
        0.97
    """
    stock = not_negative("reserves", reserves, MONEY)
    return stock / positive("required", required, "give the metric in USD")


def debt_cover(reserves: Values, short_term_debt: Values) -> Floats:
    """Return reserves over short-term external debt; below 1 is the warning.

    Source:
        The Greenspan-Guidotti rule (1999).

    Example:
        >>> print(debt_cover(9.1, 63.8).round(3))  # Korea, usable reserves at the end of 1997
        0.143
    """
    stock = not_negative("reserves", reserves, MONEY)
    return stock / positive("short_term_debt", short_term_debt, MONEY)


def import_cover(reserves: Values, imports: Values) -> Floats:
    """Return the months of imports that reserves pay for; below 3 is the warning.

    Args:
        reserves: USD.
        imports: Goods and services over 12 months, USD.

    Example:
        >>> print(import_cover(428, 856).round(2))
        6.0
    """
    stock = not_negative("reserves", reserves, MONEY)
    return stock / (positive("imports", imports, "give USD over 12 months") / MONTHS)


def needed_yield(outflow: Values, assets: Values) -> Floats:
    """Return the yield at which the income on some assets pays for a yearly outflow.

    Example:
        >>> print(needed_yield(20, 378.42).round(5))
        0.05285
    """
    flow = not_negative("outflow", outflow, "give USD a year")
    return flow / positive("assets", assets, MONEY)


def funding_gap(pledge: Values, years: Values, raised: Values) -> Floats:
    """Return what is missing each year when a pledge is paid in equal parts.

    Args:
        pledge: The whole sum, USD.
        years: Over how many years it is paid.
        raised: What can be raised without the market, USD a year.

    Returns:
        USD a year; negative where more is raised than is needed.

    Example:
        >>> print(funding_gap(350, 3, [30, 20]).round(1))
        [86.7 96.7]
    """
    part = not_negative("pledge", pledge, "give a sum in USD") / positive("years", years, YEARS)
    return part - not_negative("raised", raised, "give USD a year")


def income_capacity(reserves: Values, annual_yield: Values) -> Floats:
    """Return the yearly outflow that the income on reserves covers, USD a year.

    Example:
        >>> print(income_capacity(422, 0.0355).round(1))
        15.0
    """
    return not_negative("reserves", reserves, MONEY) * number(annual_yield)


def tolerance_capacity(tolerated: Values, gdp: Values, kappa: Values) -> Floats:
    """Return the yearly market purchase that moves the exchange rate by no more than tolerated.

    Args:
        tolerated: Depreciation, as a logarithm a year.
        gdp: USD a year.
        kappa: Depreciation per unit of flow over GDP; see :func:`currency.price_impact`.

    Example:
        >>> print(tolerance_capacity(0.01, 1890, [2.0, 1.4]).round(2))
        [ 9.45 13.5 ]
    """
    change = not_negative("tolerated", tolerated, "give a depreciation such as 0.01")
    size = positive("gdp", gdp, "give USD a year")
    return change * size / positive("kappa", kappa, "give an elasticity such as 1.85")


def turnover_capacity(tolerated: Values, daily_turnover: Values) -> Floats:
    """Return the yearly purchase that takes no more than a share of the market's turnover.

    Args:
        tolerated: Share of a day's turnover, from 0 to 1.
        daily_turnover: Average over trading days, USD.

    Example:
        >>> print(turnover_capacity(0.0025, 32.38).round(1))
        20.2
    """
    part = share("tolerated", tolerated, "give a share of turnover such as 0.0025")
    return part * positive("daily_turnover", daily_turnover, "give USD a day") * TRADING_DAYS


def turnover_share(outflow: Values, daily_turnover: Values) -> Floats:
    """Return a yearly purchase as a share of the market's turnover.

    Example:
        >>> print(turnover_share(20, 32.38).round(4))
        0.0025
    """
    flow = not_negative("outflow", outflow, "give USD a year")
    return flow / TRADING_DAYS / positive("daily_turnover", daily_turnover, "give USD a day")


def adequacy_capacity(
    reserves: Values, metric: Values, short_term_debt: Values, floor: Values = 0.0
) -> Floats:
    """Return how far reserves may fall before the strictest of three demands is missed.

    Args:
        reserves: USD.
        metric: What the IMF's metric asks for, USD.
        short_term_debt: What the Greenspan-Guidotti rule asks for, USD.
        floor: A level that the authorities defend, USD.

    Returns:
        USD; negative where reserves are already short.

    Example:
        >>> print(adequacy_capacity(430.7, 534.4, 161.6, 400).round(1))  # short of the metric
        -103.7
    """
    demands = np.maximum(
        not_negative("metric", metric, MONEY),
        not_negative("short_term_debt", short_term_debt, MONEY),
    )
    highest = np.maximum(demands, not_negative("floor", floor, MONEY))
    return not_negative("reserves", reserves, MONEY) - highest


def next_reserves(
    reserves: Values,
    *,
    annual_yield: Values,
    dt: Values,
    drawn: Values = 0.0,
    kept: Values = 0.0,
    other: Values = 0.0,
) -> Floats:
    """Return reserves at the end of a period.

    Args:
        reserves: At the start, USD.
        annual_yield: Income on reserves, simple within the period.
        dt: Length of the period, years.
        drawn: Paid out of reserves over the period, USD.
        kept: Distributions kept in dollars, USD.
        other: Other net flow and noise, USD, of any sign.

    Returns:
        USD; negative where more is drawn than there is, which the caller must prevent.

    Example:
        >>> print(next_reserves(428, annual_yield=0.036, dt=0.25, drawn=5).round(3))
        426.852
    """
    grown = not_negative("reserves", reserves, MONEY) * (
        1 + number(annual_yield) * positive("dt", dt, YEARS)
    )
    return grown - number(drawn) + number(kept) + number(other)
