"""The pledgor's economy as the kernel takes it: reserves, funding, relief."""

import math

import numpy as np

from pledgecraft.base.quantities import Money, Share
from pledgecraft.deal.model import Deal, FxRelief
from pledgecraft.engine.kernel.records import CurrencyTerms, Records, rows
from pledgecraft.engine.kernel.tables import F
from pledgecraft.world.assumptions import Assumptions


def currency_terms(deal: Deal, world: Assumptions) -> Records[CurrencyTerms]:
    """Return reserves, funding and relief, one row; off where the world has no currency."""
    table = rows(CurrencyTerms, 1)
    told = world.model.currency
    if told is None:
        return table
    swap = deal.linked.currency.swap_line if deal.linked and deal.linked.currency else None
    values = {
        "on": 1,
        "dt": world.grid.dt,
        "start": told.reserves.start.value.value,
        "income": told.reserves.income.value.value,
        "other": told.reserves.other.value.value,
        "noise": told.reserves.noise.value.value,
        "kept": told.reserves.kept.value.value,
        "floor": told.reserves.floor.value.value,
        "watched": max(1, world.grid.count(told.reserves.watched.value.value)),
        "red_line": told.reserves.red_line.value.value,
        "swap": _value(swap, 0.0),
        "bonds": told.funding.bonds.value.value,
        "bond_cost": told.funding.bond_cost.value.value,
        "market": told.funding.market.value.value,
        "impact": told.impact.elasticity.value,
        "lag": max(1, world.grid.count(1.0)),
        **_relief(deal.timeline.fx_relief if deal.timeline else None),
    }
    for name, value in values.items():
        table[name] = value
    return table


def gdp_path(world: Assumptions) -> F:
    """Return the pledgor's GDP a year at each period, USD, (T,); 1 where it isn't known."""
    told = world.model.currency
    if told is None:
        return np.ones(world.grid.periods)
    return told.impact.gdp.value.value * (1 + told.impact.growth.value.value) ** world.grid.opening


def _relief(relief: FxRelief | None) -> dict[str, float]:
    if relief is None:
        return {"defers": 0.0, "granted": 0.0}
    return {
        "depreciation": _value(relief.depreciation_12m, math.inf),
        "reserves_below": _value(relief.reserves_below, -np.inf),
        "defers": _value(relief.defers, 0.0),
        "granted": _value(relief.granted, 0.0),
    }


def _value(quantity: Money | Share | None, otherwise: float) -> float:
    if quantity is None or quantity.is_unresolved:
        return otherwise
    return quantity.value
