"""The public functions: thin compositions of the floors below."""

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, cast, overload

from pledgecraft.base.cache import cache_folder
from pledgecraft.base.errors import CODES, Problem, UsageError
from pledgecraft.base.version import package_version
from pledgecraft.cases.case import FILES, Case, find, read_case, shipped
from pledgecraft.deal.model import TERMS
from pledgecraft.deal.sheet import TermSheet
from pledgecraft.deal.standing import Term
from pledgecraft.engine.machine import is_compiled, load_kernel
from pledgecraft.macro.adequacy import AdequacyHistory, adequacy_history
from pledgecraft.macro.cells import Cell as MacroCell
from pledgecraft.macro.refresh import refresh as refresh_macro
from pledgecraft.macro.table import Macro, read_macro, write_macro
from pledgecraft.outcomes.compare import SHOWN, Column, Comparison, clause_rows
from pledgecraft.outcomes.explain import Explanation, Input, trace_path, world_inputs
from pledgecraft.outcomes.explain import explain as _explain
from pledgecraft.outcomes.result import Result, simulate_sheet, simulate_sheets
from pledgecraft.outcomes.returns import Gap, ReturnsCurve, gaps_at_returns, returns_curve
from pledgecraft.outcomes.solve import Solution, parse_target, read_number
from pledgecraft.outcomes.solve import solve as _solve
from pledgecraft.outcomes.statistics import Statistic
from pledgecraft.report.simulation import Simulation, SimulationSummary
from pledgecraft.world.draws import World, draw
from pledgecraft.world.kept import keep, kept_draws, recall

__all__ = [
    "FILES",
    "SHOWN",
    "TERMS",
    "AdequacyHistory",
    "Case",
    "Comparison",
    "Explanation",
    "Gap",
    "Input",
    "Macro",
    "MacroCell",
    "Simulation",
    "SimulationSummary",
    "Solution",
    "Statistic",
    "Term",
    "TermSheet",
    "World",
    "adequacy_history",
    "against_returns",
    "brief",
    "cache_folder",
    "clause_rows",
    "compare",
    "draw",
    "explain",
    "find",
    "is_compiled",
    "json_schema",
    "keep",
    "kept_draws",
    "load_kernel",
    "read_case",
    "read_macro",
    "read_number",
    "recall",
    "refresh_macro",
    "shipped",
    "simulate",
    "solve",
    "summarise",
    "trace_path",
    "world_inputs",
    "write_macro",
]


@overload
def simulate(
    sheets: TermSheet,
    world: World,
    *,
    discount: Mapping[str, float] | None = None,
    progress: Callable[[float], None] | None = None,
) -> Simulation: ...


@overload
def simulate(
    sheets: Iterable[TermSheet],
    world: World,
    *,
    discount: Mapping[str, float] | None = None,
    progress: Callable[[float], None] | None = None,
) -> list[Simulation]: ...


def simulate(
    sheets: TermSheet | Iterable[TermSheet],
    world: World,
    *,
    discount: Mapping[str, float] | None = None,
    progress: Callable[[float], None] | None = None,
) -> Simulation | list[Simulation]:
    """Carry one term sheet, or several on the same draws, along every path of a world.

    Args:
        sheets: A term sheet from ``case.terms()``, or several.
        world: Draws from :func:`draw`.
        discount: Annual discount rates by party that replace those of the world.
        progress: Called with the share done.

    Raises:
        UnresolvedError: D305, terms are open; each is named with both sides' last positions.
        UsageError: The world does not fit the terms.

    Example:
        >>> case = read_case("tutorial")
        >>> result = simulate(case.terms(), draw(case.world, paths=100, seed=7))
        >>> result.parties
        ('KOR', 'USA')
    """
    if isinstance(sheets, TermSheet):
        return _shown(simulate_sheet(sheets, world, discount=discount, progress=progress))
    works = ((sheet, world) for sheet in sheets)
    return [_shown(one) for one in simulate_sheets(works, discount=discount, progress=progress)]


def _shown(found: Result) -> Simulation:
    return Simulation(found.sheet, found.world, found.prepared, found.run)


def summarise(result: Result, *, case: Case | None = None) -> SimulationSummary:
    """Return the summary of a result; with the case, also against the projects' return."""
    return SimulationSummary(result, package_version(), case)


def against_returns(result: Result, case: Case) -> ReturnsCurve | None:
    """Run a result's terms at several returns of the projects, on some of its paths."""
    return returns_curve(case, result.sheet, result.world)


def explain(
    result: Result, outcome: str, *, party: str | None = None, case: Case | None = None
) -> Explanation:
    """Say how a number comes about: formula, inputs, standing, sources.

    Raises:
        OutcomeError: E602, the outcome or the party does not exist.
    """
    sources, claims = (case.sources, case.claims) if case else (None, None)
    return _explain(result, outcome, party=party, sources=sources, claims=claims)


def compare(
    sheets: Mapping[str, TermSheet] | Iterable[TermSheet],
    world: World,
    *,
    case: Case | None = None,
    per_commitment: bool = False,
    discount: Mapping[str, float] | None = None,
    worlds: Mapping[str, Case] | None = None,
) -> Comparison:
    """Run several term sheets on the same draws of nature and set them beside each other.

    Args:
        sheets: Term sheets, by the labels to show; the first is what the others are compared with.
        world: Draws from :func:`draw`.
        case: The case of the world; with it, differences are also run against the projects' return.
        per_commitment: Show money per US dollar of commitment.
        discount: Discount rates of parties that the world does not know.
        worlds: By label, the case in whose world a term sheet is run instead, as
            ``case.in_world("2026-10")`` or ``case.with_world({...})`` give it. Nature is drawn
            again, from the same streams, only where it differs.
    """
    named: Mapping[str, TermSheet] = (
        cast("Mapping[str, TermSheet]", sheets)
        if isinstance(sheets, Mapping)
        else {_label(sheet): sheet for sheet in sheets}
    )
    columns = [
        _column(label, sheet, world, discount, (worlds or {}).get(label))
        for label, sheet in named.items()
    ]
    labels = list(named)
    gaps: dict[str, list[Gap]] = {}
    if case is not None:
        first = named[labels[0]]
        for label in labels[1:]:
            if (worlds or {}).get(label):
                continue
            found = gaps_at_returns(case, first, named[label], world, discount=discount)
            gaps |= {label: found} if found else {}
    return Comparison(tuple(columns), per_commitment, gaps)


def _column(
    label: str,
    sheet: TermSheet,
    world: World,
    discount: Mapping[str, float] | None,
    own: Case | None,
) -> Column:
    settings: dict[str, Any] = {}
    if own is not None:
        world = world.with_assumptions(own.world)
        named = {"name": own.world_model.name} if own.world_model.name else {}
        settings = {**named, **(own.world_settings or {})}
    return Column(label, simulate(sheet, world, discount=discount), settings)


def _label(sheet: TermSheet) -> str:
    parts = [sheet.draft.id, sheet.as_of.isoformat(), sheet.side, sheet.reading]
    settings = [f"{name}={value}" for name, value in sheet.settings.items()]
    return " ".join([part for part in parts if part] + settings)


def solve(
    case: Case,
    sheet: TermSheet,
    world: World,
    *,
    vary: str,
    target: str,
    between: tuple[float, float] | None = None,
) -> Solution:
    """Find the value of a term or an assumption at which an outcome hits a target.

    Args:
        case: The case.
        sheet: Its terms.
        world: Draws of its world.
        vary: A term, or a parameter of the world written ``world.…``.
        target: Such as ``npv.KOR=0`` or ``recovered_by_year_20=50%``.
        between: Where to look, in base units (fractions, USD, years).

    Raises:
        OutcomeError: E601, no value in the interval meets the target; E603, it is no quantity.
    """
    header = sheet.deal
    wanted = parse_target(target, parties=header.party_codes)
    return _solve(case, sheet, world, vary=vary, target=wanted, between=between)


def brief(result: Result, *, case: Case, to: str | os.PathLike[str]) -> Path:
    """Write the brief: one self-contained page that prints on A4 and Letter.

    Returns:
        The file that was written; it is whole or not there.
    """
    from pledgecraft.report.brief import write_brief

    return write_brief(summarise(result, case=case), case=case, to=Path(to))


def json_schema(name: str) -> dict[str, object]:
    """Return the JSON Schema of a case file, or of what a command prints with ``--json``.

    Args:
        name: A file: ``deal``, ``positions``, ``world`` or ``sources``. Or an output: the name of
            its command, ``assumptions`` for ``show --assumptions``, or ``errors`` for what is
            printed when a command fails.

    Raises:
        UsageError: U701, there is no such file or output.

    Example:
        >>> json_schema("brief")["required"]
        ['format', 'brief']
    """
    model = FILES.get(name)
    schema = model.model_json_schema(by_alias=True) if model else _output_schema(name)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _output_schema(name: str) -> dict[str, Any]:
    from pydantic import TypeAdapter

    from pledgecraft.report.shapes import SHAPES

    if name not in SHAPES:
        fix = (
            f'Found "{name}". The files are {", ".join(FILES)}; the outputs are '
            f"{', '.join(SHAPES)}."
        )
        raise UsageError(Problem("U701", CODES["U701"], fix))
    return TypeAdapter(SHAPES[name]).json_schema()
