"""Whether reserves are enough, year by year on each path, and what they can bear a year."""

import math
from dataclasses import dataclass

import numpy as np

from pledgecraft.economy.reserves import (
    ARA_WEIGHTS,
    AraWeights,
    adequacy_capacity,
    ara_metric,
    income_capacity,
    tolerance_capacity,
    turnover_capacity,
)
from pledgecraft.engine.kernel.tables import F
from pledgecraft.world.economies import Adequacy, Currency

MONTHS = 12


@dataclass(frozen=True)
class Demand:
    """What a rule asks of reserves.

    Attributes:
        name: Of the rule.
        text: What it compares reserves with.
        unit: ``1`` for a ratio, ``months``.
        enough: From where the rule calls reserves adequate, in its unit.
        base: Reserves that give one unit at the start, USD.
        weight: On further liabilities abroad, such as bonds for the pledge.
    """

    name: str
    text: str
    unit: str
    enough: float
    base: float
    weight: float = 0.0


def demands(told: Adequacy) -> tuple[Demand, ...]:
    """Return what each rule asks of reserves at the start."""
    floating, fixed = ARA_WEIGHTS[told.vintage]
    exports, debt = told.exports.value.value, told.short_term_debt.value.value
    money, wide = told.broad_money.value.value, told.wide_money.value.value
    liabilities, frozen = told.other_liabilities.value.value, told.frozen_liabilities.value.value

    def metric(weights: AraWeights, aggregate: float, other: float) -> float:
        return float(ara_metric(exports, aggregate, debt, other, weights))

    return (
        Demand("ara_floating", "IMF metric, floating weights, M2", "1", 1.0,
               metric(floating, money, liabilities), floating.other_liabilities),
        Demand("ara_wide", "IMF metric, floating weights, the wider aggregate", "1", 1.0,
               metric(floating, wide, liabilities), floating.other_liabilities),
        Demand("ara_fixed", "IMF metric, fixed weights, M2", "1", 1.0,
               metric(fixed, money, liabilities), fixed.other_liabilities),
        Demand("ara_ex_valuation", "IMF metric, floating weights, M2, share prices frozen", "1",
               1.0, metric(floating, money, frozen), floating.other_liabilities),
        Demand("debt_cover", "short-term external debt (Greenspan-Guidotti)", "1", 1.0, debt),
        Demand("import_cover", "a month of imports", "months", 3.0,
               told.imports.value.value / MONTHS),
    )  # fmt: skip


def cover(reserves: F, demand: Demand, growth: float, years: F, *, bonds: F | float = 0.0) -> F:
    """Return reserves over what a rule asks for, whose stocks grow with GDP, (path, year).

    Args:
        reserves: At the ends of years, (path, year), USD.
        demand: The rule.
        growth: Of its stocks and flows, a year.
        years: Years since the start at the end of each year, (year,).
        bonds: Bonds that the pledge adds to liabilities abroad, (path, year), USD.
    """
    asked = demand.base * (1 + growth) ** years + demand.weight * bonds
    return np.maximum(reserves, 0.0) / asked


def capacities(told: Adequacy, currency: Currency) -> tuple[tuple[str, str, float], ...]:
    """Return four readings of the yearly outflow that can be borne: name, formula, USD a year."""
    reserves = currency.reserves.start.value.value
    metric = {demand.name: demand.base for demand in demands(told)}
    income = float(income_capacity(reserves, currency.reserves.income.value.value))
    elasticity = currency.impact.elasticity.value
    tolerance = math.inf
    if elasticity > 0:
        gdp, change = currency.impact.gdp.value.value, told.tolerated_change.value.value
        tolerance = float(tolerance_capacity(change, gdp, elasticity))
    turnover = turnover_capacity(told.tolerated_turnover.value.value, told.turnover.value.value)
    room = adequacy_capacity(
        reserves,
        metric["ara_floating"],
        metric["debt_cover"],
        currency.reserves.floor.value.value,
    )
    return (
        ("income", f"income of {currency.reserves.income.value} on reserves", income),
        ("price", f"purchases that move the rate by {told.tolerated_change.value}",
         tolerance),
        ("turnover", f"{told.tolerated_turnover.value} of the daily market over 250 days",
         float(turnover)),
        ("adequacy", "reserves above the IMF metric, short-term debt and the floor, once",
         float(room)),
    )  # fmt: skip
