"""What a result does to the parties' economies, described: the shape that reports are made of."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from pledgecraft.base.quantities import Duration
from pledgecraft.engine.effects.schedules import DEAL, NO_DEAL
from pledgecraft.engine.effects.tariffs import MEASURES
from pledgecraft.outcomes.economy import CHANNELS, VALUE, Reading, channel_samples
from pledgecraft.outcomes.result import Fan, Result
from pledgecraft.outcomes.statistics import Floats, Sample, Statistic


@dataclass(frozen=True)
class LineEffect:
    """What the tariffs do to a line in one calendar year, means over the paths.

    Attributes:
        line: Its id; ``None`` for all lines together.
        name: Its name.
        rates: Tariff at the year's end under the deal and without it; ``None`` for all together.
        measures: By measure: under the deal, without it, USD a year.
    """

    line: str | None
    name: str
    rates: tuple[float, float] | None
    measures: dict[str, tuple[Statistic, Statistic]]

    def gap(self, measure: str) -> float:
        """Return a measure without the deal less under it, mean, USD a year."""
        deal, without = self.measures[measure]
        return without.mean - deal.mean


@dataclass(frozen=True)
class EconomySummary:
    """The parties' economies in a result; what the world does not describe is left out.

    Attributes:
        result: The simulation.
    """

    result: Result

    @cached_property
    def channels(self) -> dict[str, dict[str, Statistic]]:
        """By party: its channels and their sum, described."""
        return {
            party: {name: sample.describe() for name, sample in samples.items()}
            for party, samples in channel_samples(self.result).items()
        }

    @property
    def _year(self) -> int:
        """Number of the first whole calendar year, or of the first one where there is none."""
        grid = self.result.world.assumptions.grid
        starts_within = (grid.start.month, grid.start.day) != (1, 1)
        return 1 if starts_within and len(grid.years) > 2 else 0

    @property
    def tariff_year(self) -> int:
        """The first whole calendar year of the deal."""
        return self.result.world.assumptions.grid.years[self._year]

    @cached_property
    def tariff_lines(self) -> tuple[LineEffect, ...]:
        """What the tariffs do to each line in a year, and to all together, last.

        The deal's schedule counts from the start, however late it is signed: the difference is what
        each month of waiting costs.
        """
        effect = self.result.economy.at_once
        if effect is None or effect.size.shape[1] <= self._year:
            return ()
        table, year = effect.table, self._year

        def describe(line: int | None) -> dict[str, tuple[Statistic, Statistic]]:
            return {
                name: _both(name, *effect.in_year(k, year, line)) for k, name in enumerate(MEASURES)
            }

        lines = [
            LineEffect(
                table.lines[k],
                table.names[k],
                (float(table.rates[DEAL, k]), float(table.rates[NO_DEAL, k])),
                describe(k),
            )
            for k in range(len(table.lines))
        ]
        return (*lines, LineEffect(None, "all lines", None, describe(None)))

    @cached_property
    def debt(self) -> dict[str, Fan] | None:
        """Fans of public debt over GDP: ``alone``, ``deal``, ``defence``."""
        found = self.result.economy.debt
        if found is None:
            return None
        return {
            name: Fan(name, found.years, getattr(found, name))
            for name in ("alone", "deal", "defence")
        }

    @cached_property
    def debt_added(self) -> Statistic | None:
        """Share of GDP that the deal adds to public debt by the last year shown."""
        return self._described("debt_added")

    @cached_property
    def net_debt_added(self) -> Statistic | None:
        """Share of GDP that the deal adds to debt less reserves by the last year shown."""
        return self._described("net_debt_added")

    @cached_property
    def defence_total(self) -> Statistic | None:
        """Defence above its first share over the years shown, USD at the first rate."""
        return self._described("defence_extra")

    def _described(self, name: str) -> Statistic | None:
        found = self.result.economy.outcome(name)
        return None if found is None else found.describe()

    @cached_property
    def tariff_horizons(self) -> tuple[tuple[float, dict[str, float]], ...]:
        """What the tariffs are worth if they count for as long as their range's ends, years.

        Means by party, USD; empty where no range is given.
        """
        told = self.result.world.assumptions.model.tariffs
        if told is None or told.lasts.range is None or not self.tariff_lines:
            return ()
        ends = Duration.parse(told.lasts.range).interval
        return tuple(zip(ends, self.result.economy.tariffs_for(ends), strict=True))

    def to_dict(self) -> dict[str, Any]:
        """Return the parts of ``run --json`` on the parties' economies; money in USD."""
        return {
            "channels": {
                party: {
                    name: told[name].to_dict() if name in told else None
                    for name in (*CHANNELS, VALUE)
                }
                for party, told in self.channels.items()
            },
            "tariffs": self._tariffs(),
            "fiscal": self._fiscal(),
            "adequacy": self._adequacy(),
        }

    def _tariffs(self) -> dict[str, Any] | None:
        if not self.tariff_lines:
            return None
        return {
            "year": self.tariff_year,
            "horizons": [
                {"years": years, "value_usd": worth} for years, worth in self.tariff_horizons
            ],
            "lines": [
                {
                    "line": entry.line,
                    "name": entry.name,
                    "deal": entry.rates[0] if entry.rates else None,
                    "no_deal": entry.rates[1] if entry.rates else None,
                    **{
                        name: {"deal": _estimate(sides[0]), "no_deal": _estimate(sides[1])}
                        for name, sides in entry.measures.items()
                    },
                }
                for entry in self.tariff_lines
            ],
        }

    def _fiscal(self) -> dict[str, Any] | None:
        if self.debt is None or self.debt_added is None:
            return None
        guarantees = self.result.economy.guarantees
        return {
            "debt": {name: fan.to_rows() for name, fan in self.debt.items()},
            "debt_added": self.debt_added.to_dict(),
            "net_debt_added": self.net_debt_added.to_dict() if self.net_debt_added else None,
            "defence_extra": self.defence_total.to_dict() if self.defence_total else None,
            "guarantees": vars(guarantees) if guarantees else None,
        }

    def _adequacy(self) -> dict[str, Any] | None:
        economy = self.result.economy
        if not economy.adequacy:
            return None
        return {
            "year": economy.adequacy[0].years[-1],
            "readings": [_reading(entry) for entry in economy.adequacy],
            "capacity": [
                {"name": name, "formula": formula, "usd": value}
                for name, formula, value in economy.capacity
            ],
        }


def _both(name: str, deal: Floats, without: Floats) -> tuple[Statistic, Statistic]:
    return Sample(name, "USD", deal).describe(), Sample(name, "USD", without).describe()


def _estimate(told: Statistic) -> dict[str, Any]:
    return {"unit": told.unit, "mean": told.mean, "se": told.se}


def _reading(entry: Reading) -> dict[str, Any]:
    deal, alone = last_of(entry)
    return {
        "name": entry.demand.name,
        "against": entry.demand.text,
        "enough": entry.demand.enough,
        "start": entry.start,
        "deal": deal.to_dict(),
        "alone": alone.to_dict(),
        "short": float(np.mean(entry.deal[:, -1] < entry.demand.enough)),
        "short_alone": float(np.mean(entry.alone[:, -1] < entry.demand.enough)),
    }


def last_of(entry: Reading) -> tuple[Statistic, Statistic]:
    """Return a reading at the end of the years watched: with the deal, and without it."""
    return (
        Sample(entry.demand.name, entry.demand.unit, entry.deal[:, -1]).describe(),
        Sample(entry.demand.name, entry.demand.unit, entry.alone[:, -1]).describe(),
    )
