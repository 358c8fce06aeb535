"""Who gains when tariffs change between many countries: the GSIM of Francois and Hall.

Rows are exporters, columns importers: ``trade[r, v]`` is what r sells to v at world prices. The
model is linear in the changes of world prices. For large changes in one market the exact
:mod:`pledgecraft.economy.sources` is better.
"""

from dataclasses import dataclass

import numpy as np

from pledgecraft.economy.limits import Floats, Values, not_negative, positive

FACTOR = "give 1 + tariff, such as 1.21"


@dataclass(frozen=True)
class Outcome:
    """Effects of a change of tariffs, by country.

    Attributes:
        prices: Changes of world prices, as shares, (exporter,).
        trade: New trade at world prices, money of the input, (exporter, importer).
        producer_surplus: Change by exporter.
        consumer_surplus: Change by importer.
        revenue: Change of tariff revenue by importer.
    """

    prices: Floats
    trade: Floats
    producer_surplus: Floats
    consumer_surplus: Floats
    revenue: Floats

    @property
    def welfare(self) -> Floats:
        """Sum of the three changes by country."""
        return self.producer_surplus + self.consumer_surplus + self.revenue


def simulate_tariffs(
    trade: Values,
    before: Values,
    after: Values,
    *,
    demand: Values,
    supply: Values,
    substitution: Values,
) -> Outcome:
    """Return what a change of tariffs does to each country.

    Args:
        trade: At world prices before, (exporter, importer).
        before: Tariff factors (1 + tariff), (exporter, importer).
        after: Tariff factors.
        demand: Size of each importer's elasticity of demand, without its sign, () or (importer,).
        supply: Each exporter's elasticity of supply, () or (exporter,).
        substitution: Elasticity of substitution of each importer, () or (importer,).

    Source:
        Francois and Hall (2003), Global Simulation Analysis of Industry-Level Trade Policy,
        https://wits.worldbank.org/witsweb/download/docs/GSIMpaper.pdf. The surpluses are the
        trapezoids left of the linear curves.

    Example:
        >>> flows = np.array([[0.0, 100], [100, 0]])
        >>> old, new = np.array([[1, 1.1], [1.1, 1]]), np.ones((2, 2))
        >>> told = simulate_tariffs(flows, old, new, demand=1.25, supply=1.5, substitution=5)
        >>> print(told.prices.round(4))
        [0.0413 0.0413]
    """
    flows = not_negative("trade", trade, "give money at world prices")
    old = positive("before", before, FACTOR)
    change = positive("after", after, FACTOR) / old - 1
    pull = _elasticities(
        flows * old,
        not_negative("demand", demand, "give the elasticity's size without its sign"),
        positive("substitution", substitution, "give an elasticity such as 5"),
    )
    bend = not_negative("supply", supply, "give an elasticity such as 1.5")
    prices = _clearing_prices(flows, pull, change, bend)
    internal = prices[:, None] + change
    quantities = np.einsum("vrs,sv->rv", pull, internal)
    sold = flows * (1 + prices[:, None]) * (1 + quantities)
    paid = (flows * old).sum(axis=0)
    index = (flows * old * internal).sum(axis=0) / paid
    return Outcome(
        prices=prices,
        trade=sold,
        producer_surplus=flows.sum(axis=1) * prices * (1 + bend * prices / 2),
        consumer_surplus=-paid * index * (1 - np.asarray(demand) * index / 2),
        revenue=((old * (1 + change) - 1) * sold - (old - 1) * flows).sum(axis=0),
    )


def _elasticities(paid: Floats, demand: Floats, substitution: Floats) -> Floats:
    """Return demand's elasticities, (importer, good, price): Armington with a linear total."""
    share = (paid / paid.sum(axis=0)).T
    count = paid.shape[0]
    spread = np.broadcast_to(substitution, count)[:, None, None]
    total = np.broadcast_to(demand, count)[:, None, None]
    return share[:, None, :] * (spread - total) - spread * np.eye(count)


def _clearing_prices(flows: Floats, pull: Floats, change: Floats, supply: Floats) -> Floats:
    """Solve supply's response = sum over importers of their demand's, for all world prices."""
    weight = flows / flows.sum(axis=1, keepdims=True)
    matrix = np.einsum("rv,vrs->rs", weight, pull)
    forced = np.einsum("rv,vrs,sv->r", weight, pull, change)
    bend = np.broadcast_to(supply, flows.shape[0])
    return np.asarray(np.linalg.solve(np.diag(bend) - matrix, forced), dtype=np.float64)
