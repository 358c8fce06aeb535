"""The summary of a result: the shape of ``run --json``, and the table on the terminal."""

from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from pledgecraft.outcomes.result import UNITS, Result
from pledgecraft.outcomes.returns import ReturnsCurve
from pledgecraft.outcomes.statistics import Statistic

FORMAT = 1


@dataclass(frozen=True)
class Summary:
    """What each party gets, how sure that is, and what was assumed.

    Attributes:
        result: The simulation.
        version: Version of the package.
        curve: Outcomes against the projects' return, where they were run.
    """

    result: Result
    version: str
    curve: ReturnsCurve | None = None
    statistics: dict[str, dict[str, Statistic]] = field(init=False)

    def __post_init__(self) -> None:
        found = {
            party: {name: self.result.outcome(name, party=party).describe() for name in UNITS}
            for party in self.result.parties
        }
        object.__setattr__(self, "statistics", found)

    def to_dict(self) -> dict[str, Any]:
        """Return the shape of ``run --json``; money in USD."""
        result, sheet = self.result, self.result.sheet
        recovered = result.recovered_by_year_20.describe()
        return {
            "format": FORMAT,
            "case": sheet.draft.id,
            "as_of": sheet.as_of.isoformat(),
            "side": sheet.side,
            "reading": sheet.reading,
            "seed": result.world.seed,
            "paths": result.paths,
            "version": self.version,
            "pledgor": result.parties[0],
            "host": result.parties[1],
            "commitment_usd": result.commitment,
            "parties": {
                party: {name: told.to_dict() for name, told in outcomes.items()}
                for party, outcomes in self.statistics.items()
            },
            "irr_undefined": {party: result.irr_reasons(party) for party in result.parties},
            "probability": {
                "recovered_by_year_20": recovered.mean,
                "recovered_by_year_20_se": recovered.se,
            },
            "returns": self.curve.to_dict() if self.curve else None,
            "assumed": [
                {"term": term.name, "value": _plain(term.value), "why": term.why,
                 "standing": term.standing}
                for term in sheet.assumed
            ],
            "notes": list(result.prepared.notes) + notes_on(result),
            "checks": {"cash_conserved_max_abs_usd": result.imbalance},
        }  # fmt: skip

    def to_frame(self) -> Any:
        """Return one row a party and outcome, as a pandas frame."""
        pandas: Any = import_module("pandas")
        return pandas.DataFrame(
            [
                {"party": party, "outcome": name, **told.to_dict()}
                for party, outcomes in self.statistics.items()
                for name, told in outcomes.items()
            ]
        )

    def __repr__(self) -> str:
        lines = [f"{self.result.sheet.draft.id} as of {self.result.sheet.as_of}"]
        for party, outcomes in self.statistics.items():
            told = outcomes["npv"]
            lines.append(f"{party}: NPV {told.mean / 1e9:,.1f} bn USD (se {told.se / 1e9:.2f})")
        return "\n".join(lines)


def notes_on(result: Result) -> list[str]:
    """Return what a reader should know of what the run leaves out."""
    deal = result.prepared.deal
    notes: list[str] = []
    if deal.timeline and deal.timeline.fx_relief:
        notes.append("fx_relief is read but not simulated yet: it needs the exchange rate.")
    if deal.linked is not None:
        notes.append(
            "Linked conditions (tariff, visas, defence, currency) carry no value here yet."
        )
    return notes


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
