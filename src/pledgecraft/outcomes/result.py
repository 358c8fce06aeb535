"""The result of a simulation."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from pledgecraft.base.errors import CODES, OutcomeError, Problem
from pledgecraft.deal.sheet import TermSheet
from pledgecraft.engine.kernel.outcomes import OUTCOMES, RECOVERY_YEARS, SHARED, YEARLY
from pledgecraft.engine.plan import Prepared, prepare
from pledgecraft.engine.run import Run, on_cores, run, trace, trace_columns
from pledgecraft.outcomes.economy import CHANNELS, ECONOMY_UNITS, VALUE, Economy
from pledgecraft.outcomes.statistics import QUANTILES, Floats, Sample
from pledgecraft.world.draws import World

UNITS = {
    "npv": "USD",
    "paid_in": "USD",
    "distributed": "USD",
    "moic": "1",
    "dpi": "1",
    "irr": "1",
    "recovery_years": "years",
    "unrecovered_principal": "USD",
    "unrecovered": "USD",
    "unrecovered_20": "USD",
    "guarantee_calls": "USD",
    "largest_outflow": "USD",
}
"""Outcomes of a party and their units."""

SHARED_UNITS = {
    "delay_months": "months",
    "longest_delay_months": "months",
    "last_call_years": "years",
    "lowest_reserves": "USD",
    "floor_breach": "1",
    "floor_breach_alone": "1",
    "deal_depreciation": "1",
    "largest_flow_to_gdp": "1",
    "bought_in_market": "USD",
    "bonds": "USD",
    "deferred": "USD",
    "declined": "USD",
}
"""Outcomes that no party has alone, and their units."""

WITHOUT_PARTY = {**SHARED_UNITS, **ECONOMY_UNITS}
"""All outcomes that no party has alone, and their units."""

SHARED_GROUPS = {
    "schedule": ("delay_months", "longest_delay_months", "last_call_years"),
    "currency": (
        "lowest_reserves",
        "floor_breach",
        "floor_breach_alone",
        "deal_depreciation",
        "largest_flow_to_gdp",
        "bought_in_market",
        "bonds",
        "deferred",
        "declined",
    ),
}
"""Those of construction, and those of the pledgor's reserves and exchange rate."""

WORSE_WHEN_HIGH = frozenset(
    {"paid_in", "recovery_years", "unrecovered_principal", "unrecovered", "unrecovered_20",
     "guarantee_calls", "largest_outflow"}
)  # fmt: skip

IRR_REASONS = {
    1: "nothing was paid in",
    2: "nothing came back",
    3: "no rate between -99% and 1000% a year fits the flows",
}


@dataclass(frozen=True)
class Fan:
    """A yearly series over paths.

    Attributes:
        name: The series' name.
        years: Calendar years.
        values: (path, year), USD.
    """

    name: str
    years: tuple[int, ...]
    values: Floats

    @property
    def mean(self) -> Floats:
        """Mean by year, (year,)."""
        return self.values.mean(axis=0)

    @property
    def se(self) -> Floats:
        """Standard error of the mean by year, (year,)."""
        if self.values.shape[0] < 2:
            return np.zeros_like(self.mean)
        count = self.values.shape[0]
        squares: Floats = np.sum((self.values - self.mean) ** 2, axis=0)
        return np.asarray(np.sqrt(squares / (count - 1) / count), dtype=np.float64)

    def quantile(self, level: float) -> Floats:
        """Return a quantile by year, (year,)."""
        return np.asarray(np.quantile(self.values, level, axis=0), dtype=np.float64)

    def to_rows(self) -> list[dict[str, Any]]:
        """Return one row a year: mean, standard error and quantiles."""
        table = np.quantile(self.values, QUANTILES, axis=0)
        mean, error = self.mean, self.se
        return [
            {
                "year": year,
                "mean": float(mean[i]),
                "se": float(error[i]),
                **{f"q{round(100 * q):02d}": float(table[k, i]) for k, q in enumerate(QUANTILES)},
            }
            for i, year in enumerate(self.years)
        ]


@dataclass(frozen=True)
class Result:
    """What every path leaves each party, under one term sheet.

    Attributes:
        sheet: The terms.
        world: Nature's draws.
        prepared: The plan that was run.
        run: The kernel's arrays.
    """

    sheet: TermSheet
    world: World
    prepared: Prepared
    run: Run

    @property
    def parties(self) -> tuple[str, ...]:
        """Codes of the parties: pledgor, host, then the others."""
        return self.prepared.parties

    @property
    def paths(self) -> int:
        """Number of paths."""
        return self.world.paths

    @property
    def commitment(self) -> float:
        """The pledge, USD."""
        return self.prepared.deal.amount.commitment.value

    def outcome(self, name: str, *, party: str) -> Sample:
        """Return an outcome of a party on every path.

        Args:
            name: A key of ``UNITS``; ``dpi`` at the horizon equals ``moic``.
            party: The party's code.

        Raises:
            OutcomeError: E602, the outcome or the party does not exist.
        """
        if name not in UNITS or party not in self.parties:
            fix = f"Outcomes: {', '.join(UNITS)}. Parties: {', '.join(self.parties)}."
            message = f'The outcome "{name}.{party}" does not exist.'
            raise OutcomeError(
                Problem("E602", message, f"Write it like npv.{self.parties[0]}. {fix}")
            )
        column = OUTCOMES.index("moic" if name == "dpi" else name)
        values = self.run.outcomes[:, self.parties.index(party), column]
        return Sample(name, UNITS[name], values, name in WORSE_WHEN_HIGH)

    def npv(self, party: str) -> Sample:
        """Return the net present value of a party's cash flows at its own discount rate, USD."""
        return self.outcome("npv", party=party)

    def sample(self, name: str, party: str | None) -> Sample:
        """Return an outcome of a party, or one that no party has alone, on every path.

        Raises:
            OutcomeError: E602, the outcome or the party does not exist.
        """
        if name in WITHOUT_PARTY and not party:
            return self.shared(name)
        if name in (*CHANNELS, VALUE) and party in self.parties:
            return self._channel(name, party)
        return self.outcome(name, party=party or "")

    @cached_property
    def economy(self) -> Economy:
        """What the deal does to the parties' economies."""
        return Economy(self)

    def by_channel(self, party: str) -> dict[str, Sample]:
        """Return what the deal is worth to a party by channel, and the sum ``value``, USD.

        Channels: ``cash``, ``guarantees``, ``delay``, ``tariff``, ``currency``, ``fiscal``; those
        that the world does not describe are left out. All are present values at the party's own
        discount rate, against no deal.

        Raises:
            OutcomeError: E602, the party does not exist.
        """
        self.outcome("npv", party=party)
        return self.economy.by_channel(party)

    def _channel(self, name: str, party: str) -> Sample:
        found = self.by_channel(party).get(name)
        if found is None:
            fix = f"The world says nothing of it for {party}. Known: {', '.join(CHANNELS)}."
            raise OutcomeError(
                Problem("E602", f'The outcome "{name}.{party}" does not exist.', fix)
            )
        return found

    def shared(self, name: str) -> Sample:
        """Return an outcome that no party has alone on every path.

        Args:
            name: Of construction: ``delay_months``, what missing specialists cost, weighted by
                budget; ``longest_delay_months``, of the worst project; ``last_call_years``, from
                the first call to the last. Of the currency: ``lowest_reserves`` and
                ``floor_breach``, the probability that reserves touch their floor, while they are
                watched; ``floor_breach_alone``, the same without the deal;
                ``deal_depreciation``, how much dearer the deal's own purchases made the dollar;
                ``largest_flow_to_gdp`` of a calendar year; dollars ``bought_in_market``; ``bonds``
                issued; calls ``deferred`` by relief and ``declined`` at the red line. NaN where
                the world has no currency.

        Raises:
            OutcomeError: E602, the outcome does not exist.
        """
        found = self.economy.outcome(name) if name in ECONOMY_UNITS else None
        if found is not None:
            return found
        if name not in SHARED_UNITS:
            known = f"Outcomes without a party: {', '.join(WITHOUT_PARTY)}."
            fix = "The world says nothing of it." if name in ECONOMY_UNITS else known
            raise OutcomeError(Problem("E602", f'The outcome "{name}" does not exist.', fix))
        values = self.run.shared[:, SHARED.index(name)]
        return Sample(name, SHARED_UNITS[name], values, name != "lowest_reserves")

    @cached_property
    def recovered_by_year_20(self) -> Sample:
        """Whether everything with deemed interest was back within 20 years of the first draw."""
        years = self.outcome("recovery_years", party=self.parties[0]).values
        return Sample("recovered_by_year_20", "1", np.less_equal(years, RECOVERY_YEARS) * 1.0)

    def irr_reasons(self, party: str) -> dict[str, float]:
        """Return why the IRR is undefined and on which share of the paths."""
        status = self.run.outcomes[:, self.parties.index(party), OUTCOMES.index("irr_status")]
        count = status.size
        shares = {
            reason: np.count_nonzero(status == code) / count for code, reason in IRR_REASONS.items()
        }
        return {reason: share for reason, share in shares.items() if share > 0}

    def by_year(self, name: str) -> Fan:
        """Return a yearly series: one of ``YEARLY``, USD.

        Raises:
            OutcomeError: E602, the series does not exist.
        """
        if name not in YEARLY:
            fix = f"Series by year: {', '.join(YEARLY)}."
            raise OutcomeError(Problem("E602", f"The series {name} does not exist.", fix))
        values = self.run.yearly[:, :, YEARLY.index(name)]
        return Fan(name, self.world.assumptions.grid.years, values)

    def cash_by_tier(self, tier: int, *, party: str) -> Sample:
        """Return the cash that a party got through a tier of the waterfall, USD.

        Args:
            tier: Number of the tier from 0; the last one holds pools whose returns are the
                investor's.
            party: The party's code.
        """
        values = self.run.tiers[:, tier, self.parties.index(party)]
        return Sample(f"tier_{tier}", "USD", values)

    def mean_flow(self, name: str) -> float:
        """Return the mean over paths of a yearly series added up over all years, USD."""
        return float(self.by_year(name).mean.sum())

    def trace(self, path: int) -> tuple[list[str], Floats]:
        """Return the names of the columns and the full flows of a path, (period, column), USD.

        Raises:
            OutcomeError: E604, the path does not exist.
        """
        if not 0 <= path < self.paths:
            fix = f"Found {path}. Paths are numbered 0 to {self.paths - 1}."
            raise OutcomeError(Problem("E604", CODES["E604"], fix))
        return list(trace_columns(self.prepared)), trace(self.prepared, self.world, path)

    @property
    def imbalance(self) -> float:
        """Largest difference between cash in and cash out of any period on any path, USD."""
        return float(self.run.imbalance.max())


def simulate_sheet(
    sheet: TermSheet,
    world: World,
    *,
    discount: Mapping[str, float] | None = None,
    cores: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> Result:
    """Carry one term sheet along the world's paths.

    Raises:
        UnresolvedError: D305, terms are open.
        UsageError: The world does not fit the terms.
    """
    prepared = prepare(sheet, world.assumptions, discount=discount)
    return Result(sheet, world, prepared, run(prepared, world, cores=cores, progress=progress))


def simulate_sheets(
    works: Iterable[tuple[TermSheet, World]],
    *,
    discount: Mapping[str, float] | None = None,
    progress: Callable[[float], None] | None = None,
) -> list[Result]:
    """Carry several term sheets along their worlds' paths, each on a core of its own.

    Raises:
        UnresolvedError: D305, terms are open.
        UsageError: A world does not fit the terms.
    """

    def alone(work: tuple[TermSheet, World]) -> Result:
        return simulate_sheet(*work, discount=discount, cores=1)

    works = list(works)
    found: list[Result] = []
    with on_cores() as each:
        for result in each(alone, works):
            found.append(result)
            if progress is not None:
                progress(len(found) / len(works))
    return found
