"""Several sources in one market: the exact CES partial equilibrium.

Buyers divide what they spend over sources with a constant elasticity of substitution. The demand
for the whole has a constant elasticity, and each source's supply has one of its own. Everything
follows from one number, the market's price index. Linear formulas are visibly wrong at 20 to 25%.
"""

from dataclasses import dataclass

import numpy as np

from pledgecraft.economy.limits import Floats, Values, above, not_negative, positive, share

STEPS = 200
EXACT = 1e-13
NEARLY_ZERO = 1e-12
TARIFF = "give a share of the value such as 0.15"


@dataclass(frozen=True)
class Market:
    """A market before a change, source last: (..., source).

    Attributes:
        values: Imports (or domestic sales) at world prices, at least 0, USD a year.
        substitution: Elasticity of substitution between sources, above 0, (...).
        demand: Size of the elasticity of demand for the whole, above 0, (...).
        supply: Elasticity of each source's supply, at least 0; infinite where its price stays.
        base: Tariffs before, as shares.
    """

    values: Floats
    substitution: Floats
    demand: Floats
    supply: Floats
    base: Floats

    @property
    def spending(self) -> Floats:
        """What buyers spend on each source, duty included, USD a year."""
        return self.values * (1 + self.base)

    @property
    def shares(self) -> Floats:
        """Shares of spending."""
        return self.spending / self.spending.sum(axis=-1, keepdims=True)


@dataclass(frozen=True)
class Equilibrium:
    """A market after a change of tariffs.

    Attributes:
        price_index: Price index over the one before, (...).
        producer_prices: Each source's price over the one before, (..., source).
        quantities: Over those before, (..., source).
        values: At world prices, USD a year, (..., source).
        revenue: Duty collected, USD a year, (...).
        consumers_loss: Loss of consumers' surplus, USD a year, (...).
        diversion: What each source gains from the rise of the price index, own tariff apart, USD a
            year, (..., source). For a rival whose tariff stays it is the whole change of its value.
    """

    price_index: Floats
    producer_prices: Floats
    quantities: Floats
    values: Floats
    revenue: Floats
    consumers_loss: Floats
    diversion: Floats


def market(
    values: Values,
    *,
    substitution: Values,
    demand: Values = 1.0,
    supply: Values = np.inf,
    base: Values = 0.0,
) -> Market:
    """Return a market, checked; arguments as in :class:`Market`.

    Example:
        >>> print(market([30.0, 10.0], substitution=3).shares)
        [0.75 0.25]
    """
    traded = not_negative("values", values, "give USD a year at world prices")
    _refuse_empty(traded)
    return Market(
        traded,
        positive("substitution", substitution, "give an elasticity such as 3"),
        positive("demand", demand, "give the elasticity's size without its sign, such as 1"),
        not_negative("supply", supply, "give an elasticity such as 10"),
        above("base", base, -1, TARIFF),
    )


def equilibrium(before: Market, tariffs: Values, *, absorption: Values = 0.0) -> Equilibrium:
    """Return a market's exact equilibrium under other tariffs.

    Args:
        before: The market as it stands.
        tariffs: The new tariffs, above -1, (..., source).
        absorption: Part of the tariff's change, in logarithms, that the source takes off its own
            price, from 0 to 1, (..., source); buyers face the rest.

    Source:
        Riker and Schreiber (2020), USITC Working Paper 2020-11-B,
        https://www.usitc.gov/sites/default/files/publications/332/working_papers/ecwp_2020-11-b.txt.

    Example:
        >>> cars = market(np.ones(4), substitution=5, supply=np.array([10.0, 10, 10, 2]))
        >>> after = equilibrium(cars, [0.20, 0.15, 0.10, 0])
        >>> print((100 * (after.price_index - 1)).round(4))
        10.7843
        >>> print((100 * (after.producer_prices - 1)).round(4))
        [-3.2909 -1.9092 -0.4449  6.0269]
    """
    duty = above("tariffs", tariffs, -1, TARIFF)
    change = np.log((1 + duty) / (1 + before.base))
    taken = share("absorption", absorption, "give a share from 0 to 1") * change
    step = change - taken
    index = log_price_index(before, step)
    price, quantity = _responses(before, step, index)
    alone = _responses(before, step, np.zeros_like(index))
    values = before.values * np.exp(price + quantity - taken)
    return Equilibrium(
        price_index=np.exp(index),
        producer_prices=np.exp(price - taken),
        quantities=np.exp(quantity),
        values=values,
        revenue=(duty * values).sum(axis=-1),
        consumers_loss=_consumers_loss(before, index),
        diversion=values - before.values * np.exp(alone[0] + alone[1] - taken),
    )


def log_price_index(before: Market, step: Floats) -> Floats:
    """Return the logarithm of the price index that clears the market.

    Args:
        before: The market as it stands.
        step: Log change of 1 + tariff, (..., source).

    The index is the root of a strictly falling function. Each source alone would settle at
    ``step / (1 + demand / supply)``; the root lies between the least and the largest of these.
    Newton steps that leave the bracket are replaced by its middle.
    """
    low, high = _bracket(before, step)
    index = (low + high) / 2
    for _ in range(STEPS):
        excess, slope = _excess(before, step, index)
        low, high = np.where(excess > 0, index, low), np.where(excess > 0, high, index)
        target = index - excess / slope
        target = np.where((target < low) | (target > high), (low + high) / 2, target)
        moved, index = np.abs(target - index), target
        if np.all(moved <= EXACT * (1 + np.abs(index))):
            break
    return index


def _bracket(before: Market, step: Floats) -> tuple[Floats, Floats]:
    """Return the least and the largest log price index at which a source alone would settle."""
    with np.errstate(divide="ignore"):
        follows = 1 / (1 + before.demand[..., None] / before.supply)
    alone = follows * step + np.zeros(before.values.shape)
    return np.asarray(alone.min(axis=-1)), np.asarray(alone.max(axis=-1))


def linear_response(before: Market, tariffs: Values) -> Floats:
    """Return log changes of values at world prices to the first order, (..., source).

    For comparison only: right for small changes, and wrong at the tariffs of 2025.

    Example:
        >>> two = market(np.ones(2), substitution=3, demand=1)
        >>> print(linear_response(two, [0.10, 0]).round(3))
        [-0.2  0.1]
    """
    duty = above("tariffs", tariffs, -1, TARIFF)
    step = (duty - before.base) / (1 + before.base)
    price, _ = _responses(before, step, np.zeros(()))
    slope = (before.shares * _pass_on(before)).sum(axis=-1) - 1
    index = -(before.shares * (price + step)).sum(axis=-1) / slope
    price, quantity = _responses(before, step, index)
    return price + quantity


def _responses(before: Market, step: Floats, index: Floats) -> tuple[Floats, Floats]:
    """Return log changes of each source's price and quantity at a log price index."""
    spread = before.substitution[..., None]
    pull = (spread - before.demand[..., None]) * index[..., None] - spread * step
    price = pull / (before.supply + spread)
    return price, pull - spread * price


def _pass_on(before: Market) -> Floats:
    """Return by how much each source's price follows the price index, in logarithms."""
    spread = before.substitution[..., None]
    return (spread - before.demand[..., None]) / (before.supply + spread)


def _excess(before: Market, step: Floats, index: Floats) -> tuple[Floats, Floats]:
    """Return how far the index of the sources' prices lies above a log index, and its slope."""
    paid = _responses(before, step, index)[0] + step
    order = 1 - before.substitution[..., None]
    order = np.where(np.abs(order) < NEARLY_ZERO, NEARLY_ZERO, order)
    peak = (order * paid).max(axis=-1, keepdims=True)
    rest = (before.shares * np.expm1(order * paid - peak)).sum(axis=-1, keepdims=True)
    mean = (np.log1p(rest) + peak) / order
    weight = before.shares * np.exp(order * paid - peak) / (1 + rest)
    return mean[..., 0] - index, (weight * _pass_on(before)).sum(axis=-1) - 1


def _consumers_loss(before: Market, index: Floats) -> Floats:
    """Return the area left of the demand for the whole, between the old price index and the new."""
    order = 1 - before.demand
    order = np.where(np.abs(order) < NEARLY_ZERO, NEARLY_ZERO, order)
    return before.spending.sum(axis=-1) * np.expm1(order * index) / order


def _refuse_empty(values: Floats) -> None:
    if values.ndim == 0:
        raise ValueError("values must have one entry per source, not one number: write a list.")
    if np.any(values.sum(axis=-1) <= 0):
        raise ValueError(
            "values must have a source above 0, but all of a market are 0: give what it imports."
        )
