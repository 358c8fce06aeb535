"""Two or more results beside each other, on the same draws of nature."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pledgecraft.base.terms import written
from pledgecraft.outcomes.economy import CHANNELS, VALUE
from pledgecraft.outcomes.result import SHARED_GROUPS, UNITS, WORSE_WHEN_HIGH, Result
from pledgecraft.outcomes.returns import Gap
from pledgecraft.outcomes.statistics import Sample, Statistic

SHOWN = ("npv", "paid_in", "distributed", "moic", "irr", "unrecovered_20", "largest_outflow")


@dataclass(frozen=True)
class Column:
    """One result of a comparison.

    Attributes:
        label: What it is called.
        result: The simulation.
        settings: Assumptions of the world that the column sets for itself.
    """

    label: str
    result: Result
    settings: Mapping[str, Any] = field(default_factory=dict[str, Any])

    def party(self, role: int) -> str:
        """Return the party in a role: 0 pledgor, 1 host."""
        return self.result.parties[role]


@dataclass(frozen=True)
class Comparison:
    """Results on the same draws, and what each differs from the first.

    Attributes:
        columns: The results; the first is what the others are compared with.
        per_commitment: Whether money is per US dollar of commitment.
        gaps: By label of a column, what it is worth over the first against the projects' return.
    """

    columns: tuple[Column, ...]
    per_commitment: bool = False
    gaps: Mapping[str, Sequence[Gap]] = field(default_factory=dict[str, Sequence[Gap]])

    def sample(self, column: Column, name: str, role: int) -> Sample:
        """Return an outcome of a role on every path, per dollar of commitment where asked."""
        found = column.result.outcome(name, party=column.party(role))
        if not self.per_commitment or UNITS[name] != "USD":
            return found
        values = found.values / column.result.commitment
        return Sample(name, "USD per USD of commitment", values, name in WORSE_WHEN_HIGH)

    def shared(self, column: Column, group: str) -> dict[str, dict[str, Any]] | None:
        """Return a column's outcomes that no party has alone, and their difference to the first's.

        ``None`` where the worlds have no such group.
        """
        found: dict[str, dict[str, Any]] = {}
        for name in SHARED_GROUPS[group]:
            ours, first = column.result.shared(name), self.columns[0].result.shared(name)
            change = Sample(name, ours.unit, ours.values - first.values).describe()
            found[name] = {**ours.describe().to_dict(), "difference": _difference(change)}
        return found if any(entry["defined"] for entry in found.values()) else None

    def channels(self, column: Column, role: int) -> dict[str, dict[str, Any]] | None:
        """Return a column's value by channel and its difference to the first's.

        ``None`` where a column's world knows no tariffs, and per dollar of commitment.
        """
        told = [entry.result.economy.tariffs for entry in (self.columns[0], column)]
        if self.per_commitment or any(entry is None for entry in told):
            return None
        first = self.columns[0].result.by_channel(self.columns[0].party(role))
        found: dict[str, dict[str, Any]] = {}
        for name, ours in column.result.by_channel(column.party(role)).items():
            base = first[name].values if name in first else 0.0
            change = Sample(name, ours.unit, ours.values - base).describe()
            found[name] = {**ours.describe().to_dict(), "difference": _difference(change)}
        return found

    def difference(self, column: Column, name: str, role: int) -> Statistic:
        """Return a column's outcome less the first's, path by path: its error is the paired one."""
        ours, first = self.sample(column, name, role), self.sample(self.columns[0], name, role)
        return Sample(name, ours.unit, ours.values - first.values).describe()

    def to_dict(self) -> dict[str, Any]:
        """Return the shape of ``compare --json``."""
        return {
            "format": 1,
            "per_commitment": self.per_commitment,
            "columns": [self._column(column) for column in self.columns],
            "clauses": clause_rows(self),
            "against_returns": {
                label: [_gap_shape(gap) for gap in gaps] for label, gaps in self.gaps.items()
            },
        }

    def _column(self, column: Column) -> dict[str, Any]:
        sheet = column.result.sheet
        recovered = column.result.recovered_by_year_20.describe()
        return {
            "label": column.label,
            "case": sheet.draft.id,
            "as_of": sheet.as_of.isoformat(),
            "side": sheet.side,
            "reading": sheet.reading,
            "commitment_usd": column.result.commitment,
            "world": dict(column.settings),
            **{group: self.shared(column, group) for group in SHARED_GROUPS},
            "delay_months": sheet.delay,
            "channels": {column.party(role): self._channel_shape(column, role) for role in (0, 1)},
            "recovered_by_year_20": recovered.mean,
            "recovered_by_year_20_se": recovered.se,
            "parties": {
                column.party(role): {
                    name: {
                        **self.sample(column, name, role).describe().to_dict(),
                        "difference": _difference(self.difference(column, name, role)),
                    }
                    for name in SHOWN
                }
                for role in (0, 1)
            },
        }

    def _channel_shape(self, column: Column, role: int) -> dict[str, Any] | None:
        told = self.channels(column, role)
        return None if told is None else {name: told.get(name) for name in (*CHANNELS, VALUE)}

    def __repr__(self) -> str:
        lines: list[str] = []
        for column in self.columns:
            for role in (0, 1):
                told = self.sample(column, "npv", role).describe()
                lines.append(
                    f"{column.label}: {column.party(role)} NPV {told.mean:,.6g} "
                    f"(se {told.se:,.2g}) {told.unit}"
                )
        return "\n".join(lines)


def _gap_shape(gap: Gap) -> dict[str, Any]:
    return {
        "returns": gap.returns,
        "irr": None if math.isnan(gap.irr) else gap.irr,
        "pledgor": {"unit": "USD", "mean": gap.npv[0][0], "se": gap.npv[0][1]},
        "host": {"unit": "USD", "mean": gap.npv[1][0], "se": gap.npv[1][1]},
    }


def _difference(told: Statistic) -> dict[str, float | None]:
    return {
        "mean": None if math.isnan(told.mean) else told.mean,
        "se": None if math.isnan(told.se) else told.se,
    }


def clause_rows(comparison: Comparison) -> list[dict[str, Any]]:
    """Return the deals clause by clause: a term, its value in each column, whether they agree."""
    pledgors = [column.party(0) for column in comparison.columns]
    sheets = [
        {_role_name(term.name, pledgors[i]): term for term in column.result.sheet.terms}
        for i, column in enumerate(comparison.columns)
    ]
    names = list(dict.fromkeys(name for sheet in sheets for name in sheet))
    rows: list[dict[str, Any]] = []
    for name in names:
        values = [written(sheet[name].value) if name in sheet else None for sheet in sheets]
        if name.startswith("linked."):
            continue
        rows.append(
            {
                "term": name,
                "values": values,
                "standing": [sheet[name].standing if name in sheet else None for sheet in sheets],
                "same": len(set(values)) == 1,
            }
        )
    return rows


def _role_name(name: str, pledgor: str) -> str:
    """Return a term's name with the pledgor's code replaced by its role, so that deals align."""
    stem, dot, last = name.rpartition(".")
    return f"{stem}{dot}pledgor" if last == pledgor else name
