"""Public debt as a share of GDP: its identity, its path, and what defence adds.

All ratios are shares of GDP: 0.491 is 49.1%. Rates and growth are nominal, a year. A path may fall
below 0, where debt is repaid and assets are built up.
"""

import numpy as np

from pledgecraft.economy.limits import Floats, Values, above, not_negative, number, positive, share

GROWTH = "give nominal growth a year such as 0.038"


def next_debt(
    debt: Values,
    *,
    rate: Values,
    growth: Values,
    balance: Values,
    stock_flow: Values = 0.0,
    foreign_share: Values = 0.0,
    foreign_rate: Values = 0.0,
    depreciation: Values = 0.0,
) -> Floats:
    """Return the debt ratio after a year.

    Args:
        debt: Share of GDP at the start.
        rate: Interest on debt in home currency.
        growth: Of nominal GDP, above -1.
        balance: Primary balance, share of GDP; a deficit is negative.
        stock_flow: What changes debt beside the balance, such as guarantee calls, share of GDP.
        foreign_share: Share of the debt in foreign currency, from 0 to 1.
        foreign_rate: Interest on it.
        depreciation: Rise of the price of foreign currency over the year, above -1.

    Source:
        The debt identity of the IMF's and the Commission's debt sustainability analyses.

    Example:
        >>> print(next_debt(0.491, rate=0.028, growth=0.038, balance=-0.02).round(6))
        0.50627
    """
    snowball = snowball_factor(
        rate=rate,
        growth=growth,
        foreign_share=foreign_share,
        foreign_rate=foreign_rate,
        depreciation=depreciation,
    )
    return number(debt) * snowball - number(balance) + number(stock_flow)


def snowball_factor(
    *,
    rate: Values,
    growth: Values,
    foreign_share: Values = 0.0,
    foreign_rate: Values = 0.0,
    depreciation: Values = 0.0,
) -> Floats:
    """Return by what interest, growth and the exchange rate multiply the debt ratio in a year.

    Arguments as in :func:`next_debt`.

    Example:
        >>> print(snowball_factor(rate=0.028, growth=0.038).round(5))
        0.99037
    """
    abroad = share("foreign_share", foreign_share, "give a share from 0 to 1")
    price = 1 + above("depreciation", depreciation, -1, "give a change of the rate such as 0.15")
    cost = (1 - abroad) * (1 + number(rate)) + abroad * (1 + number(foreign_rate)) * price
    return cost / (1 + above("growth", growth, -1, GROWTH))


def stabilising_balance(debt: Values, *, rate: Values, growth: Values) -> Floats:
    """Return the primary balance that keeps the debt ratio where it is, share of GDP.

    Example:
        >>> print(stabilising_balance(0.491, rate=0.028, growth=0.038).round(5))
        -0.00473
    """
    return number(debt) * (snowball_factor(rate=rate, growth=growth) - 1)


def debt_path(
    debt: Values,
    *,
    rate: Values,
    growth: Values,
    balance: Values,
    stock_flow: Values = 0.0,
    foreign_share: Values = 0.0,
    foreign_rate: Values = 0.0,
    depreciation: Values = 0.0,
    years: int,
) -> Floats:
    """Return the debt ratio at the end of each year.

    Args:
        debt: Share of GDP at the start, (...).
        rate: As in :func:`next_debt`, as all that follows; one value or (..., year).
        growth: One value or (..., year).
        balance: One value or (..., year).
        stock_flow: One value or (..., year).
        foreign_share: One value or (..., year).
        foreign_rate: One value or (..., year).
        depreciation: One value or (..., year).
        years: Number of years, at least 1.

    Returns:
        (..., year).

    Example:
        >>> path = debt_path(0.491, rate=0.028, growth=0.038, balance=-0.02, years=10)
        >>> print(path[-1].round(7))
        0.6372449
    """
    if years < 1:
        raise ValueError(f"years must be at least 1, not {years}: give a number of years.")
    factor = snowball_factor(
        rate=rate,
        growth=growth,
        foreign_share=foreign_share,
        foreign_rate=foreign_rate,
        depreciation=depreciation,
    )
    added = number(stock_flow) - number(balance)
    start = number(debt)
    leading = np.broadcast_shapes(factor.shape[:-1], added.shape[:-1], start.shape)
    factor = np.broadcast_to(factor, (*leading, years))
    added = np.broadcast_to(added, (*leading, years))
    out = np.empty((*leading, years))
    level = np.broadcast_to(start, leading)
    for year in range(years):
        level = level * factor[..., year] + added[..., year]
        out[..., year] = level
    return out


def implied_stock_flow(
    path: Values, *, rate: Values = 0.0, growth: Values, balance: Values = 0.0
) -> Floats:
    """Return what a published debt path adds each year beyond interest, growth and the balance.

    Args:
        path: Debt ratios at the ends of successive years, the first as the start, (..., year).
        rate: Interest; at 0 the result holds interest too.
        growth: Of nominal GDP, above -1.
        balance: Primary balance; at 0 the result holds the deficit too.

    Returns:
        Shares of GDP, one year fewer than the path.

    Example:
        >>> print(implied_stock_flow([0.491, 0.516, 0.538], growth=0.04).round(3))
        [0.044 0.042]
    """
    ratios = number(path)
    grown = ratios[..., :-1] * snowball_factor(rate=rate, growth=growth)
    return ratios[..., 1:] - grown + number(balance)


def growing_budget(start: Values, growth: Values, years: Values) -> Floats:
    """Return a budget that grows at one rate.

    Args:
        start: In the first year, money.
        growth: A year, above -1.
        years: Years after the first, at least 0.

    Example:
        >>> print(growing_budget(66.2947, 0.077, [1, 3, 6]).round(1))
        [ 71.4  82.8 103.5]
    """
    base = not_negative("start", start, "give money a year")
    rate = 1 + above("growth", growth, -1, "give growth a year such as 0.077")
    return base * rate ** not_negative("years", years, "give years after the first")


def implied_gdp(amount: Values, ratio: Values) -> Floats:
    """Return the GDP that an amount and its published share of GDP imply together.

    Example:
        >>> print(implied_gdp(66.2947, 0.0242).round(1))  # trillion won, 2026
        2739.5
    """
    part = positive("ratio", ratio, "give a share of GDP such as 0.0242")
    return not_negative("amount", amount, "give money a year") / part


def defence_cost(spending_share: Values, gdp: Values) -> Floats:
    """Return what a path of shares of GDP costs, money a year.

    Example:
        >>> print(defence_cost([0.0242, 0.035], 2739.5).round(1))
        [66.3 95.9]
    """
    part = share("spending_share", spending_share, "give a share of GDP such as 0.035")
    return part * positive("gdp", gdp, "give money a year")


def extra_defence_cost(spending_share: Values, gdp: Values, *, held: Values) -> Floats:
    """Return what a path of shares costs beyond holding one share.

    Args:
        spending_share: Shares of GDP, year by year.
        gdp: Money a year.
        held: The share that would be held otherwise.

    Returns:
        Money a year; negative where the path lies below the share held.

    Example:
        >>> print(extra_defence_cost(0.035, 2739.5, held=0.0242).round(1))
        29.6
    """
    return defence_cost(spending_share, gdp) - defence_cost(
        share("held", held, "give a share of GDP such as 0.0242"), gdp
    )
