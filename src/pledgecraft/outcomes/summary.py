"""The summary of a result: the shape of ``run --json``, and the table on the terminal."""

from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from typing import Any

from pledgecraft.cases.case import Case
from pledgecraft.deal.model import Method, Mix
from pledgecraft.engine.effects.schedules import is_open
from pledgecraft.outcomes.economy_summary import EconomySummary
from pledgecraft.outcomes.result import SHARED_GROUPS, UNITS, Result
from pledgecraft.outcomes.returns import ReturnsCurve, returns_curve
from pledgecraft.outcomes.statistics import Statistic

FORMAT = 1


@dataclass(frozen=True)
class Summary:
    """What each party gets, how sure that is, and what was assumed.

    Attributes:
        result: The simulation.
        version: Version of the package.
        case: The case, for what it says against the projects' return; ``None`` to leave that out.
    """

    result: Result
    version: str
    case: Case | None = None
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
            **self._shared(),
            **self.economy.to_dict(),
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
            "notes": self.notes,
            "checks": {"cash_conserved_max_abs_usd": result.imbalance},
        }  # fmt: skip

    @cached_property
    def economy(self) -> EconomySummary:
        """What the deal does to the parties' economies."""
        return EconomySummary(self.result)

    @cached_property
    def curve(self) -> ReturnsCurve | None:
        """Outcomes against the projects' return; ``None`` without a case or a return to set."""
        if self.case is None:
            return None
        return returns_curve(self.case, self.result.sheet, self.result.world)

    @property
    def notes(self) -> list[str]:
        """What a reader should know."""
        return list(self.result.prepared.notes) + notes_on(self.result)

    def _shared(self) -> dict[str, Any]:
        """Return the outcomes that no party has alone, by group; a group without any is null."""
        groups: dict[str, Any] = {}
        for group, names in SHARED_GROUPS.items():
            told = {name: self.result.shared(name).describe() for name in names}
            any_defined = any(entry.defined for entry in told.values())
            groups[group] = (
                {name: entry.to_dict() for name, entry in told.items()} if any_defined else None
            )
        return groups

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
    """Return what a reader should know of what the run shows and leaves out."""
    model, linked = result.world.assumptions.model, result.prepared.deal.linked
    inert = ["who selects"]
    if result.economy.tariffs is None:
        inert.append("the penalty tariff")
        inert += ["linked tariffs"] if linked and linked.tariff else []
    if model.currency is None:
        inert.append("fx_relief, a swap line")
    if model.workforce is None:
        inert.append("specialists and visas")
    if model.fiscal is None and linked and linked.defence:
        inert.append("linked defence")
    notes = [*_note_on_sum(result), *_note_on_cap(result), *_note_on_clock(result)]
    notes += [*_note_on_quota(result), *_note_on_stops(result)]
    notes += [*_note_on_tariffs(result), *_note_on_growth(result)]
    return [*notes, f"Read, but without effect on the numbers: {', '.join(inert)}."]


def _note_on_stops(result: Result) -> list[str]:
    """Name the days of known stops that lie outside the deal's time."""
    told, starts = result.world.assumptions.model.workforce, result.world.assumptions.grid.starts
    stops = told.stops if told else ()
    outside = [str(day) for day in stops if not starts[0] <= day < starts[-1]]
    if not outside:
        return []
    return [f"Outside the deal's time, so without effect: the stops of {', '.join(outside)}."]


def _note_on_growth(result: Result) -> list[str]:
    """Say whose GDP stands still for want of a growth."""
    model = result.world.assumptions.model
    needed = [(model.fiscal, result.parties[0]), (result.economy.tariffs, result.parties[1])]
    still = [party for told, party in needed if told is not None and party not in model.growth]
    if not still:
        return []
    return [f"No growth is written of {', '.join(still)}, so its GDP stands still: [growth]."]


def _note_on_tariffs(result: Result) -> list[str]:
    """Say which steps of the tariffs have no rate, and what the tariffs leave out."""
    linked = result.prepared.deal.linked
    if result.economy.tariffs is None or linked is None or linked.tariff is None:
        return []
    terms = linked.tariff
    steps = [
        f"{name} of {step.line}"
        for name in ("deal", "no_deal", "penalty")
        for step in getattr(terms, name)
        if is_open(step)
    ]
    notes = [f"Passed over for want of a rate: {', '.join(steps)}."] if steps else []
    return [
        *notes,
        f"The tariffs' value leaves out makers in {result.parties[1]}, jobs, and rivals' answers.",
    ]


def _note_on_sum(result: Result) -> list[str]:
    """Say why the pledgor pays in less than it pledges."""
    paid = result.outcome("paid_in", party=result.parties[0]).mean
    mixes = [tranche.mix for tranche in (result.prepared.deal.method or Method()).tranches or ()]
    other = any(isinstance(mix, Mix) and (mix.guarantee or mix.fdi) for mix in mixes)
    if not other or paid > 0.99 * result.commitment:
        return []
    return [
        f"{result.parties[0]} pays in {paid / 1e9:,.1f} of {result.commitment / 1e9:,.1f} bn USD: "
        "guaranteed debt and firms' own investment count towards the pledge but leave no state "
        "cash unless a guarantee is called, and projects given up are not finished."
    ]


def _note_on_quota(result: Result) -> list[str]:
    """Say that no visa quota binds where none is written."""
    linked = result.prepared.deal.linked
    quota = linked.visas.quota_per_year if linked and linked.visas else None
    if result.world.assumptions.model.workforce is None or isinstance(quota, int):
        return []
    return ["No visa quota is written, so none binds: linked.visas.quota_per_year sets one."]


def _note_on_cap(result: Result) -> list[str]:
    """Say that the annual cap binds one tranche alone."""
    timeline, method = result.prepared.deal.timeline, result.prepared.deal.method
    cap = timeline.annual_cap if timeline else None
    tranches = (method.tranches if method else None) or ()
    if cap is None or cap.tranche is None or len(tranches) < 2:
        return []
    return [
        f"The cap of {cap.limit} a year binds tranche {cap.tranche} alone, so the largest outflow "
        "of a year may exceed it."
    ]


def _note_on_clock(result: Result) -> list[str]:
    """Say how long the money is drawn while the clock of recovery already runs."""
    paid = result.by_year("paid_in")
    total = paid.mean.sum()
    if total <= 0:
        return []
    drawn = paid.mean.cumsum() / total
    first = int((drawn > 0).argmax())
    half, most = (int((drawn >= share).argmax()) - first for share in (0.5, 0.95))
    if most < 3:
        return []
    return [
        f"The 20 years run from the first draw; half of the money is drawn {half} years later, 95% "
        f"of it {most} years later, so late money has less time to come back."
    ]


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
