"""The tariffs that hang on a deal: what each schedule does to trade, and which one holds when."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np

from pledgecraft.base.periods import TimeGrid
from pledgecraft.deal.model import Tariff
from pledgecraft.economy.sources import Equilibrium, equilibrium, market
from pledgecraft.engine.effects.schedules import (
    DEAL,
    NO_DEAL,
    PENALTY,
    schedules_of,
    spans,
    tariffs_on,
)
from pledgecraft.engine.kernel.tables import F, I
from pledgecraft.world.draws import World
from pledgecraft.world.economies import Response, Tariffs

MEASURES = ("exports", "exporters_loss", "revenue", "consumers_loss", "rivals")
EXPORTS, EXPORTERS_LOSS, REVENUE, CONSUMERS_LOSS, RIVALS = range(5)

YEAR_DAYS = 365.25


@dataclass(frozen=True)
class TariffTable:
    """Trade under each schedule, where the host's GDP stays at that of the year before the start.

    Attributes:
        lines: Ids of the lines.
        names: Their names.
        years: Calendar years.
        rates: Tariff on the pledgor's goods at the end of the first year, (regime, line).
        flows: USD a year by calendar year, (regime, state, year, line, measure); a state says
            which switches are on, the first switch in the lowest bit.
        periods: The same by period, summed over lines, (regime, state, period, measure).
    """

    lines: tuple[str, ...]
    names: tuple[str, ...]
    years: tuple[int, ...]
    rates: F
    flows: F
    periods: F


@lru_cache(maxsize=64)
def tariff_table(
    terms: Tariff | None, told: Tariffs, grid: TimeGrid, delay: int = 0
) -> TariffTable:
    """Return what each schedule does to trade, line by line.

    Args:
        terms: The deal's schedules; ``None`` where it has none.
        told: The world's lines.
        grid: The deal's periods.
        delay: Months from the deal's start until its own schedule begins.

    Source:
        Exact CES partial equilibrium with rivals, Riker and Schreiber (2020); the exporter's
        absorption as a power of 1 + tariff.
    """
    schedules = schedules_of(terms or Tariff(), grid.start, delay)
    stretches = list(spans(grid, told, schedules))
    days = [date(grid.years[0], 12, 31), *(day for _, day, _ in stretches)]
    rates = tariffs_on(told, schedules, days)
    since = np.array([(day - told.adapting_since).days / YEAR_DAYS for _, day, _ in stretches])
    found = _trade(told, rates[:, :, 1:], since)
    lengths = np.array([length for _, _, length in stretches])
    flows = np.zeros((*found.shape[:2], len(grid.years), *found.shape[3:]))
    periods = np.zeros((*found.shape[:2], grid.periods, found.shape[-1]))
    for k, (period, _, _) in enumerate(stretches):
        part = found[:, :, k] * lengths[k]
        flows[:, :, grid.year[period]] += part
        periods[:, :, period] += part.sum(axis=2)
    return TariffTable(
        tuple(line.id for line in told.line),
        tuple(line.name or line.id for line in told.line),
        grid.years,
        rates[:, 0, 0, :, 0],
        flows,
        periods,
    )


def _trade(told: Tariffs, tariffs: F, since: F) -> F:
    """Return trade under tariffs, USD a year, (regime, state, span, line, measure)."""
    lines = told.line
    values, base = (np.zeros(tariffs.shape[-2:]) for _ in range(2))
    for k, line in enumerate(lines):
        values[k, 0], base[k, 0] = line.value.value.value, line.base.value.value
        for r, rival in enumerate(line.rival, start=1):
            values[k, r], base[k, r] = rival.value.value.value, rival.base.value.value
    rates = tariffs[..., 0]
    taken = np.stack([_response(told, line.absorption, since) for line in lines], axis=-1)
    demand = np.stack([_response(told, line.demand, since) for line in lines], axis=-1)
    supply = np.array([line.supply.value if line.supply else np.inf for line in lines])
    before = market(
        np.broadcast_to(values, tariffs.shape),
        substitution=np.array([line.substitution.value for line in lines]),
        demand=np.broadcast_to(demand, rates.shape),
        supply=supply[:, None],
        base=base,
    )
    after = equilibrium(before, tariffs, absorption=taken[..., None])
    margin = np.array([line.margin.value.value for line in lines])
    step = taken * np.log((1 + rates) / (1 + base[:, 0]))
    out = np.empty((*rates.shape, len(MEASURES)))
    out[..., EXPORTS] = after.values[..., 0]
    out[..., EXPORTERS_LOSS] = _exporters_loss(values[:, 0], supply, margin, step, after)
    out[..., REVENUE] = after.revenue
    out[..., CONSUMERS_LOSS] = after.consumers_loss
    out[..., RIVALS] = after.values[..., 1:].sum(axis=-1)
    return out


def _response(told: Tariffs, response: Response, since: F) -> F:
    """Return a response some years after the tariffs began: early, late, and a line between."""
    early, late = told.early.value.value, told.late.value.value
    share = np.clip((since - early) / max(late - early, 1e-9), 0.0, 1.0)
    return response.early.value + share * (response.late.value - response.early.value)


def _exporters_loss(value: F, supply: F, margin: F, taken: F, after: Equilibrium) -> F:
    """Return what the exporters lose, USD a year.

    They lose the part of the tariff that they take off their price, on what they still sell. On
    what they no longer sell they lose its margin where supply is elastic without limit; else their
    surplus falls with their price.
    """
    quantity, price = after.quantities[..., 0], after.producer_prices[..., 0]
    before_cut = price * np.exp(taken)
    absorbed = value * quantity * (before_cut - price)
    limitless = np.isinf(supply)
    order = 1 + np.where(limitless, 0.0, supply)
    surplus = value * (1 - before_cut**order) / order
    lost = np.where(limitless, value * margin * (1 - quantity), surplus)
    return absorbed + lost


@dataclass(frozen=True)
class TariffEffect:
    """What a deal's tariffs do on each path, against no deal.

    Attributes:
        table: Trade under each schedule.
        size: The host's GDP over that of the tariffs' base year, (path, year counted).
        share: Share of the year in which each state holds, (path, year counted, state); one state
            where nothing switches.
        penalty: Share of the year in which the penalty holds, (path, year counted).
    """

    table: TariffTable
    size: F
    share: F
    penalty: F | None

    def value(self, measure: Sequence[tuple[int, float]], discount: F, year: I) -> F:
        """Return the present value of measures under the deal less those without it, (path,), USD.

        Args:
            measure: Measures with their signs.
            discount: Discount factors at the periods' ends, (period,).
            year: Calendar year of each period.
        """
        by_year = self._by_year(self.table, measure, discount, year)
        size = self.size[..., None] * self.share
        value = np.einsum("pys,sy->p", size, by_year[DEAL] - by_year[NO_DEAL])
        if self.penalty is not None:
            more = by_year[PENALTY] - by_year[DEAL]
            value += np.einsum("pys,py,sy->p", size, self.penalty, more)
        return value

    def mean_value(
        self, table: TariffTable, measure: Sequence[tuple[int, float]], discount: F, year: I
    ) -> float:
        """Return the mean of the present value with another table of no more years, USD."""
        by_year = self._by_year(table, measure, discount, year)
        size = self.size[..., None] * self.share
        value = float(np.sum(size.mean(axis=0).T * (by_year[DEAL] - by_year[NO_DEAL])))
        if self.penalty is not None:
            punished = (size * self.penalty[..., None]).mean(axis=0).T
            value += float(np.sum(punished * (by_year[PENALTY] - by_year[DEAL])))
        return value

    def _by_year(
        self, table: TariffTable, measure: Sequence[tuple[int, float]], discount: F, year: I
    ) -> F:
        """Return discounted measures by calendar year, (regime, state, year counted)."""
        signed = sum(sign * table.periods[..., k] for k, sign in measure)
        weighed = np.asarray(signed) * discount
        years = range(self.size.shape[1])
        return np.stack([weighed[..., year == y].sum(axis=-1) for y in years], axis=-1)

    def in_year(self, measure: int, place: int, line: int | None = None) -> tuple[F, F]:
        """Return a measure in one year under the deal and without it, USD, two of (path,).

        Args:
            measure: Its number.
            place: The year's number from the first, among those counted.
            line: Number of the line; all lines where none is given.
        """
        flows = self.table.flows[:, :, place, :, measure]
        told = flows[..., line] if line is not None else flows.sum(axis=-1)
        size, share = self.size[:, place], self.share[:, place]
        deal, without = share @ told[DEAL], share @ told[NO_DEAL]
        if self.penalty is not None:
            deal = deal + self.penalty[:, place] * (share @ (told[PENALTY] - told[DEAL]))
        return size * deal, size * without


def tariff_effect(
    terms: Tariff | None,
    told: Tariffs,
    world: World,
    *,
    arrears: F | None,
    host: str,
    delay: int = 0,
) -> TariffEffect:
    """Return what a deal's tariffs do on each path of a world.

    Args:
        terms: The deal's schedules.
        told: The world's lines.
        world: The draws.
        arrears: Share of each year in which the penalty holds, (path, year); ``None`` for never.
        host: Code of the host, whose GDP the trade grows with.
        delay: Months by which the deal is signed later.
    """
    grid = world.assumptions.grid
    key: tuple[Any, Any] = (terms, told)
    table = tariff_table(*key, grid, delay)
    years = _counted(told, grid)
    punished = arrears is not None and bool(np.any(arrears[:, :years] > 0))
    return TariffEffect(
        table,
        _size(told, world, host, years),
        _share(told, world, years),
        arrears[:, :years] if arrears is not None and punished else None,
    )


def _counted(told: Tariffs, grid: TimeGrid) -> int:
    """Return the number of calendar years in which the difference counts, at least 1."""
    last = math.ceil(told.lasts.value.value / grid.dt) - 1
    return int(grid.year[min(max(0, last), grid.periods - 1)]) + 1


def _size(told: Tariffs, world: World, host: str, years: int) -> F:
    """Return the host's GDP over that of the tariffs' base year, (path, year counted)."""
    nature = world.assumptions.nature
    place = next((k for k, entry in enumerate(nature.growth) if entry.party == host), None)
    if place is None:
        return np.ones((world.paths, years))
    since_base = (1 + nature.growth[place].nominal) ** (nature.grid.start.year - 1 - told.base_year)
    return world.gdp[:, :years, place].astype(np.float64) * since_base


def _share(told: Tariffs, world: World, years: int) -> F:
    """Return the share of each year counted in which each state of the switches holds."""
    states = 1 << len(told.switch)
    share = np.ones((world.paths, years, states))
    if not told.switch:
        return share
    code = world.switched @ (1 << np.arange(len(told.switch)))
    for y in range(years):
        now = code[:, world.assumptions.grid.year == y]
        share[:, y] = np.stack([(now == state).mean(axis=1) for state in range(states)], axis=1)
    return share
