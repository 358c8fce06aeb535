"""What a result does to the parties' economies, and its value to each party by channel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pledgecraft.base.quantities import Duration
from pledgecraft.deal.model import DefenceStep, Tariff
from pledgecraft.engine.effects.adequacy import Demand, capacities, cover, demands
from pledgecraft.engine.effects.fiscal import (
    DebtPaths,
    GuaranteeReadings,
    PledgeFlows,
    debt_paths,
    defence_cost,
    guarantee_readings,
    years_shown,
)
from pledgecraft.engine.effects.tariffs import (
    CONSUMERS_LOSS,
    EXPORTERS_LOSS,
    REVENUE,
    TariffEffect,
    TariffTable,
    tariff_effect,
    tariff_table,
)
from pledgecraft.engine.kernel.outcomes import GUARANTEES, NPV
from pledgecraft.engine.plan import fully_staffed
from pledgecraft.engine.run import Run, run
from pledgecraft.outcomes.statistics import Floats, Sample
from pledgecraft.world.economies import Tariffs
from pledgecraft.world.parameters import Parameter

if TYPE_CHECKING:
    from pledgecraft.outcomes.result import Result

CHANNELS = ("cash", "guarantees", "delay", "tariff", "currency", "fiscal")
"""Channels through which a deal is worth something to a party; ``value`` is their sum."""

VALUE = "value"
ECONOMY_UNITS = {
    "debt_added": "1",
    "net_debt_added": "1",
    "defence_extra": "USD",
    "ara_floating": "1",
    "ara_wide": "1",
    "ara_fixed": "1",
    "ara_ex_valuation": "1",
    "debt_cover": "1",
    "import_cover": "months",
}
"""Outcomes of public finance and of adequacy that no party has alone, and their units.

Debt and defence are those of the years shown, adequacy that at the end of the years watched.
"""

PLEDGOR, HOST = 0, 1
MEASURE = (((EXPORTERS_LOSS, -1.0),), ((REVENUE, 1.0), (CONSUMERS_LOSS, -1.0)))
"""What the tariffs are worth to the pledgor and to the host: measures with their signs."""


@dataclass(frozen=True)
class Reading:
    """One reading of reserves against a rule, over the years that are watched.

    Attributes:
        demand: The rule.
        years: Calendar years.
        asked: Reserves at which the reading is 1 without the deal, at the ends of years, (year,).
        start: At the start.
        deal: With the deal, (path, year).
        alone: Without it, (path, year).
    """

    demand: Demand
    years: tuple[int, ...]
    asked: Floats
    start: float
    deal: Floats
    alone: Floats


@dataclass(frozen=True)
class Economy:
    """What a result does to the parties' economies; parts that the world does not describe lack.

    Attributes:
        result: The simulation.
    """

    result: "Result"

    @cached_property
    def tariffs(self) -> TariffEffect | None:
        """Trade under the deal's tariffs and without them; ``None`` where no lines are given."""
        result = self.result
        told, linked = result.world.assumptions.model.tariffs, result.prepared.deal.linked
        if told is None or not told.line or linked is None or linked.tariff is None:
            return None
        return self._tariff_effect(told.lasts.value)

    def tariffs_for(self, horizons: Sequence[float]) -> list[dict[str, float]]:
        """Return what the tariffs are worth to each party if they counted for so many years.

        Means over the paths, USD, one entry a horizon; none where no lines are given.
        """
        if self.tariffs is None or not horizons:
            return []
        plan = self.result.prepared.plan
        longest = self._tariff_effect(_years(max(horizons)))
        tables = [self._tariff_table(_years(years)) for years in horizons]
        return [
            {
                party: longest.mean_value(table, MEASURE[p], plan.close_discount[p], plan.year)
                for p, party in enumerate(self.result.parties[:2])
            }
            for table in tables
        ]

    def _lasting(self, lasts: Duration) -> tuple[Tariff | None, Tariffs]:
        """Return the deal's schedules, and the world's lines where they count for so long."""
        told, linked = self.result.world.assumptions.model.tariffs, self.result.prepared.deal.linked
        assert told is not None
        changed = {"lasts": Parameter[Duration](value=lasts)}
        return (linked.tariff if linked else None), told.model_copy(update=changed)

    def _tariff_table(self, lasts: Duration) -> TariffTable:
        key: tuple[Any, Any] = self._lasting(lasts)
        return tariff_table(*key, self.result.world.assumptions.grid, self.result.sheet.delay)

    def _tariff_effect(self, lasts: Duration) -> TariffEffect:
        return tariff_effect(
            *self._lasting(lasts),
            self.result.world,
            arrears=self._arrears,
            host=self.result.parties[HOST],
            delay=self.result.sheet.delay,
        )

    @cached_property
    def at_once(self) -> TariffEffect | None:
        """Trade with the deal's schedule from the start, however late it is signed."""
        told, linked = self.result.world.assumptions.model.tariffs, self.result.prepared.deal.linked
        if self.tariffs is None or told is None or linked is None:
            return None
        return tariff_effect(
            linked.tariff, told, self.result.world, arrears=None, host=self.result.parties[HOST]
        )

    @property
    def _arrears(self) -> Floats | None:
        """Share of each year in which the penalty holds, where it is a remedy, (path, year)."""
        losses = self.result.prepared.deal.losses
        remedies = losses.missed_call if losses and losses.missed_call else ()
        if "penalty tariff" not in remedies:
            return None
        return self.result.by_year("in_arrears").values

    @cached_property
    def undelayed(self) -> Run | None:
        """Present values where specialists are never missing; ``None`` where none are described.

        Its other outcomes are not filled.
        """
        result = self.result
        if result.world.assumptions.model.workforce is None:
            return None
        return run(fully_staffed(result.prepared), result.world)

    def channel(self, name: str, party: str) -> Sample | None:
        """Return what a channel is worth to a party on each path, USD; ``None`` if unknown.

        ``cash`` is what the deal's flows but for guarantees would be worth if specialists were
        never missing, ``delay`` what their absence changes of that, ``guarantees`` fees less
        calls, ``tariff`` the schedules of the deal against those of no deal, ``currency`` what the
        deal's own purchases make its dollars dearer, ``fiscal`` the burden of public money.
        """
        values = getattr(self, f"_{name}")(self.result.parties.index(party))
        return None if values is None else Sample(name, "USD", values)

    def by_channel(self, party: str) -> dict[str, Sample]:
        """Return a party's channels, those that the world describes, and their sum ``value``."""
        told = {name: self.channel(name, party) for name in CHANNELS}
        known = {name: sample for name, sample in told.items() if sample is not None}
        total = sum((sample.values for sample in known.values()), np.zeros(self.result.paths))
        return {**known, VALUE: Sample(VALUE, "USD", total)}

    def _npv(self, p: int) -> Floats:
        return self.result.run.outcomes[:, p, NPV]

    def _cash(self, p: int) -> Floats:
        """Return the value of the flows but for guarantees, where specialists are never missing."""
        found = (self.undelayed or self.result.run).outcomes
        return found[:, p, NPV] - found[:, p, GUARANTEES]

    def _guarantees(self, p: int) -> Floats:
        return self.result.run.outcomes[:, p, GUARANTEES]

    def _delay(self, p: int) -> Floats | None:
        if self.undelayed is None:
            return None
        return self._npv(p) - self._guarantees(p) - self._cash(p)

    def _tariff(self, p: int) -> Floats | None:
        return None if self.tariffs is None or p > HOST else self._tariff_value(self.tariffs, p)

    def _tariff_value(self, effect: TariffEffect, p: int) -> Floats:
        plan = self.result.prepared.plan
        return effect.value(MEASURE[p], plan.close_discount[p], plan.year)

    def _currency(self, p: int) -> Floats | None:
        """Return the present value of what the deal's effect on the rate adds to its purchases.

        A year's purchases are charged the mean of the effect at its two ends.
        """
        if self.result.world.assumptions.model.currency is None or p != PLEDGOR:
            return None
        bought = self.result.by_year("bought").values
        years = int(np.max(np.nonzero(bought.any(axis=0))[0], initial=-1)) + 1
        moved = self.result.by_year("exchange_rate").values[:, :years] / self._rate_alone(years) - 1
        before = np.column_stack([np.zeros(self.result.paths), moved[:, :-1]])[:, :years]
        mean = np.maximum((before + moved) / 2, 0.0)
        return -(bought[:, :years] * mean) @ self._year_discount(p)[:years]

    def _fiscal(self, p: int) -> Floats | None:
        told = self.result.world.assumptions.model.fiscal
        if told is None or p != PLEDGOR:
            return None
        return told.cost_of_funds.value.value * self._npv(p)

    def _rate_alone(self, years: int) -> Floats:
        """Return the exchange rate without the deal's effect at the ends of years, (path, year)."""
        return self.result.world.rate[:, self._year_ends[:years]].astype(np.float64)

    def _year_discount(self, p: int) -> Floats:
        """Return the mean of the discount factors at the periods' ends, by calendar year."""
        plan = self.result.prepared.plan
        periods = np.bincount(plan.year)
        return np.bincount(plan.year, weights=plan.close_discount[p]) / periods

    @property
    def _year_ends(self) -> NDArray[np.int64]:
        """The last period of each calendar year."""
        year = self.result.prepared.plan.year
        return np.append(np.flatnonzero(np.diff(year)), year.size - 1)

    @cached_property
    def debt(self) -> DebtPaths | None:
        """Public debt with the deal and without; ``None`` where the world does not describe it."""
        result = self.result
        model = result.world.assumptions.model
        if model.fiscal is None or model.currency is None:
            return None
        count = years_shown(model.fiscal, result.world.assumptions.grid)

        def shown(name: str) -> Floats:
            return result.by_year(name).values[:, :count].copy()

        spent = 1 - model.currency.reserves.kept.value.value
        flows = PledgeFlows(
            from_income=shown("from_income"),
            bought=shown("bought"),
            bonds=shown("bonds"),
            returned=spent * shown("pledgor_distributed"),
            rate=shown("exchange_rate"),
            rate_alone=self._rate_alone(count),
            reserves_lost=shown("reserves_alone") - shown("reserves"),
        )
        return debt_paths(
            model.fiscal, model.currency.impact, flows, self.defence, result.world,
            result.parties[PLEDGOR],
        )  # fmt: skip

    @property
    def defence(self) -> tuple[DefenceStep, ...]:
        """The defence path that hangs on the deal."""
        linked = self.result.prepared.deal.linked
        return linked.defence.share_of_gdp if linked and linked.defence else ()

    @cached_property
    def defence_extra(self) -> Floats | None:
        """Defence above its first share, USD a year at the first rate, (path, year)."""
        model = self.result.world.assumptions.model
        if model.fiscal is None or model.currency is None or not self.defence:
            return None
        count = years_shown(model.fiscal, self.result.world.assumptions.grid)
        return defence_cost(
            self.defence, model.currency.impact, self.result.world,
            self.result.parties[PLEDGOR], count,
        )  # fmt: skip

    @cached_property
    def guarantees(self) -> GuaranteeReadings | None:
        """What the deal's guarantees cost, read in four ways; ``None`` where it has none."""
        result = self.result
        told, plan = result.world.assumptions.model.fiscal, result.prepared.plan
        exposure = float((plan.projects["budget"] * plan.projects["guarantee"]).sum())
        if told is None or exposure <= 0:
            return None
        terms = result.prepared.deal.method
        tenor = terms.guarantee.tenor if terms and terms.guarantee else None
        years = tenor.value / 2 if tenor and not tenor.is_unresolved else 0.0
        correlation = result.world.assumptions.nature.credit_correlation
        return guarantee_readings(told, self._guarantee_calls(), exposure, correlation, years)

    def _guarantee_calls(self) -> Floats:
        """Return the present value of guarantee calls, fees not deducted, (path,), USD."""
        return self.result.by_year("guarantee_calls").values @ self._year_discount(PLEDGOR)

    @cached_property
    def adequacy(self) -> tuple[Reading, ...]:
        """Reserves against each rule while they are watched; empty where the world has none."""
        result = self.result
        model = result.world.assumptions.model
        if model.adequacy is None or model.currency is None:
            return ()
        currency = model.currency
        years = result.world.assumptions.grid.years
        count = min(len(years), max(1, round(currency.reserves.watched.value.value)))
        growth = currency.impact.growth.value.value
        ends = np.arange(1.0, count + 1.0)
        start = np.array([[currency.reserves.start.value.value]])

        names = ("reserves", "reserves_alone", "bonds")
        held, left, bonds = (result.by_year(name).values[:, :count].copy() for name in names)

        def read(demand: Demand) -> Reading:
            with_deal = cover(held, demand, growth, ends, bonds=bonds)
            alone = cover(left, demand, growth, ends)
            first = float(cover(start, demand, growth, np.zeros(1))[0, 0])
            asked = demand.base * (1 + growth) ** ends
            return Reading(demand, years[:count], asked, first, with_deal, alone)

        return tuple(read(demand) for demand in demands(model.adequacy))

    def outcome(self, name: str) -> Sample | None:
        """Return an outcome of ``ECONOMY_UNITS`` on every path; ``None`` if it isn't described."""
        values: Floats | None = None
        if name in ("debt_added", "net_debt_added") and self.debt is not None:
            added = self.debt.deal - self.debt.alone
            values = (added if name == "debt_added" else self.debt.net_added)[:, -1]
        elif name == "defence_extra" and self.defence_extra is not None:
            values = self.defence_extra.sum(axis=1)
        else:
            found = [entry for entry in self.adequacy if entry.demand.name == name]
            values = found[0].deal[:, -1] if found else None
        worse_when_high = name in ("debt_added", "net_debt_added", "defence_extra")
        if values is None:
            return None
        return Sample(name, ECONOMY_UNITS[name], values, worse_when_high)

    @property
    def capacity(self) -> tuple[tuple[str, str, float], ...]:
        """Four readings of the outflow a year that can be borne: name, formula, USD a year."""
        model = self.result.world.assumptions.model
        if model.adequacy is None or model.currency is None:
            return ()
        return capacities(model.adequacy, model.currency)


def _years(number: float) -> Duration:
    return Duration.parse(f"{number:f} years")


def channel_samples(result: "Result") -> Mapping[str, Mapping[str, Sample]]:
    """Return both parties' channels and their sums."""
    return {party: result.economy.by_channel(party) for party in result.parties[:2]}
