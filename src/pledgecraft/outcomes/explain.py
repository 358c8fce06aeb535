"""From a number to its formula, its inputs, and their sources."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from pledgecraft.base.quantities import Quantity
from pledgecraft.base.terms import write_path, written
from pledgecraft.deal.positions import Source
from pledgecraft.deal.standing import Term
from pledgecraft.engine.kernel.outcomes import OUTCOMES
from pledgecraft.outcomes.formulas import FORMULAS, Formula
from pledgecraft.outcomes.result import Result
from pledgecraft.outcomes.statistics import Floats, Statistic
from pledgecraft.world.model import level_name
from pledgecraft.world.parameters import Described, Parameter, parameters

if TYPE_CHECKING:
    from pledgecraft.evidence.claims import Claim


@dataclass(frozen=True)
class Input:
    """Something that an outcome rests on.

    Attributes:
        name: Term or parameter.
        value: As written.
        standing: Standing of a term; strength of a parameter's source.
        range: Range of a parameter, where one is known.
        source: Address, or words where there is none.
        why: One sentence.
        vintage: When a parameter's value was current.
        words: Of a term: the claim that it rests on, with the place of its words.
    """

    name: str
    value: str
    standing: str
    range: str | None
    source: str | None
    why: str
    vintage: str | None = None
    words: "Claim | None" = None

    def to_dict(self) -> dict[str, Any]:
        """Return the shape of ``explain --json``."""
        return {
            "name": self.name,
            "value": self.value,
            "standing": self.standing,
            "range": self.range,
            "source": self.source,
            "why": self.why,
            **({"vintage": self.vintage} if self.name.startswith("world.") else self._words()),
        }

    def _words(self) -> dict[str, Any]:
        """Return where the words stand that a term rests on, if the case holds them."""
        if self.words is None:
            return {"words": None}
        place = self.words.selector
        return {
            "words": {
                "claim": self.words.id,
                "document": self.words.document,
                "start": place.start,
                "end": place.end,
                "exact": place.exact,
                "sha256_text": place.sha256_text,
            }
        }

    @property
    def place(self) -> str:
        """Where the words stand that a term rests on; empty where the case does not hold them."""
        if self.words is None:
            return ""
        span = self.words.selector.span
        return f"{self.words.document}, characters {span.start} to {span.end}"


@dataclass(frozen=True)
class Explanation:
    """A number, how it is calculated, and on whose word.

    Attributes:
        outcome: Its name.
        party: Its party; ``None`` for an outcome of construction, which no party has alone.
        statistic: Its value with its uncertainty.
        formula: How it is calculated on each path.
        terms: The terms that it rests on.
        parameters: The assumptions that it rests on.
    """

    outcome: str
    party: str | None
    statistic: Statistic
    formula: Formula
    terms: tuple[Input, ...]
    parameters: tuple[Input, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the shape of ``explain --json``."""
        return {
            "format": 1,
            "outcome": self.outcome,
            "party": self.party,
            "statistic": self.statistic.to_dict(),
            "formula": self.formula.text,
            "formula_source": self.formula.source,
            "terms": [entry.to_dict() for entry in self.terms],
            "parameters": [entry.to_dict() for entry in self.parameters],
        }

    def __repr__(self) -> str:
        told = self.statistic
        name = f"{self.outcome}.{self.party}" if self.party else self.outcome
        return f"{name} = {told.mean:,.6g} (se {told.se:,.2g}) {told.unit}"


def explain(
    result: Result,
    outcome: str,
    *,
    party: str | None = None,
    sources: Mapping[str, Source] | None = None,
    claims: "Mapping[str, Claim] | None" = None,
) -> Explanation:
    """Say how a number comes about.

    Args:
        result: The simulation.
        outcome: Name of the outcome, such as ``npv``.
        party: Code of the party; left out for an outcome of construction.
        sources: The case's sources, for the addresses of claims.
        claims: The case's accepted claims, for the places of their words.

    Raises:
        OutcomeError: E602, the outcome or the party does not exist.
    """
    statistic = result.sample(outcome, party).describe()
    formula = FORMULAS[outcome]
    known, accepted = sources or {}, claims or {}
    terms = tuple(
        _term_input(term, known, accepted)
        for term in result.sheet.terms
        if any(term.name.startswith(name) for name in formula.terms)
    )
    world = tuple(
        _parameter_input(path, entry, around, result.world.assumptions.model.usual)
        for path, entry, around in parameters(result.world.assumptions.model)
        if any(str(path[0]) == name for name in formula.parameters)
        and _is_used(result, path, party)
    )
    return Explanation(outcome, party, statistic, formula, terms, world)


LISTS = frozenset({"sector", "project", "line", "rival", "switch", "known"})
"""Tables of a world that are lists: their entries stand in brackets."""


def _term_input(term: Term, sources: Mapping[str, Source], claims: "Mapping[str, Claim]") -> Input:
    source = term.claim
    words = claims.get(term.claim or "")
    if source is not None and source.split("#")[0] in sources:
        source = sources[source.split("#")[0]].address
    value = written(term.value)
    return Input(term.name, value, term.standing, None, source, term.why, words=words)


def _is_used(result: Result, path: tuple[str | int, ...], party: str | None) -> bool:
    """Return whether a parameter matters: its own discount rate, sectors that projects have."""
    if path[0] == "discount":
        return path[1] == party
    if path[0] == "sector":
        used = {project.sector for project in result.world.assumptions.model.project}
        return path[1] in used
    return True


def _parameter_input(
    path: tuple[str | int, ...],
    entry: Parameter[Any],
    around: Described | None,
    usual: Mapping[str, float],
) -> Input:
    holder = around or Described()
    listed = ("", *(0 if part in LISTS else "" for part in path[:-1]))
    return Input(
        name="world." + write_path(path, listed=listed),
        value=level_name(entry.value) if path[-1] == "level" else written(entry.value),
        standing=entry.strength or holder.strength or "unsourced",
        range=entry.range or _usual_range(path, entry.value, usual),
        source=entry.source or holder.source,
        why=entry.why or holder.why or "",
        vintage=entry.vintage or holder.vintage,
    )


def _usual_range(path: tuple[str | int, ...], value: Any, usual: Mapping[str, float]) -> str | None:
    """Return the usual range of a kind of parameter around a value that gives none."""
    spread = usual.get(str(path[-1]))
    if spread is None or path[0] not in ("sector", "project"):
        return None
    if isinstance(value, Quantity):
        number, unit = float(value.low or 0), value.unit
        unit = unit if unit.startswith("%") else f" {unit}"
    else:
        number, unit = float(value), ""
    if number == 0:
        return None
    ends = sorted((number * (1 - spread), number * (1 + spread)))
    return f"{ends[0]:.3g}..{ends[1]:.3g}{unit} (usual)"


def world_inputs(model: Any) -> tuple[Input, ...]:
    """Return every parameter of a world as an input."""
    return tuple(_parameter_input(*found, model.usual) for found in parameters(model))


@dataclass(frozen=True)
class Trace:
    """The full flows of one path.

    Attributes:
        path: Number of the path.
        starts: First day of each period.
        columns: Names of the columns.
        flows: (period, column), USD.
        outcomes: The path's outcomes by party, as the simulation has them.
    """

    path: int
    starts: tuple[str, ...]
    columns: tuple[str, ...]
    flows: Floats
    outcomes: Mapping[str, Mapping[str, float]]

    def to_csv(self) -> str:
        """Return the flows as CSV, numbers in full precision."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["period", "start", *self.columns])
        for t, start in enumerate(self.starts):
            writer.writerow([t, start, *(repr(float(value)) for value in self.flows[t])])
        return out.getvalue()

    def total(self, column: str) -> float:
        """Return the sum of a column, added in the order of the periods as the kernel does."""
        total = 0.0
        for value in self.flows[:, self.columns.index(column)]:
            total += float(value)
        return total


def _party_columns(result: Result, columns: list[str], flows: Floats, p: int) -> dict[str, Floats]:
    """Return what a party paid and received in each period, and its present value, USD."""

    def column(name: str) -> Floats:
        return flows[:, columns.index(name)]

    paid = np.zeros(flows.shape[0])
    back = column(f"distributed_{result.parties[p]}")
    opening, closing = paid, back
    if p == 0:
        paid = column("call") + column("guarantee_call")
        back = back + (column("loan_service") + column("fee") + column("compensation"))
        opening, closing = -column("call"), back - column("guarantee_call")
    elif p == 1:
        paid = column("host_paid") + column("compensation")
        opening, closing = -column("host_paid"), closing - column("compensation")
    plan = result.prepared.plan
    value = opening * plan.open_discount[p] + closing * plan.close_discount[p]
    return {"paid_in": paid, "received": back, "present_value": value}


def trace_path(result: Result, path: int) -> Trace:
    """Return the full flows of a path; their sums are the path's outcomes.

    Raises:
        OutcomeError: E604, the path does not exist.
    """
    columns, flows = result.trace(path)
    grid = result.world.assumptions.grid
    for p, party in enumerate(result.parties):
        added = _party_columns(result, columns, flows, p)
        columns = [*columns, *(f"{name}_{party}" for name in added)]
        flows = np.column_stack([flows, *added.values()])
    names: tuple[str, ...] = OUTCOMES
    outcomes = {
        party: {name: float(result.run.outcomes[path, p, k]) for k, name in enumerate(names)}
        for p, party in enumerate(result.parties)
    }
    starts = tuple(day.isoformat() for day in grid.starts[:-1])
    return Trace(path, starts, tuple(columns), np.asarray(flows), outcomes)
