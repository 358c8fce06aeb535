"""Commands that simulate: run, brief, compare, explain, solve."""

from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from pledgecraft import api
from pledgecraft.api import (
    SHOWN,
    Case,
    Comparison,
    Explanation,
    Gap,
    Input,
    Statistic,
    TermSheet,
    World,
    clause_rows,
    is_compiled,
    load_kernel,
    read_case,
    read_number,
    trace_path,
)
from pledgecraft.base.errors import CODES, Problem, UsageError
from pledgecraft.base.terms import written
from pledgecraft.cli.output import console, note, progress, table, write_json
from pledgecraft.cli.request import Begun, Request
from pledgecraft.cli.settings import parse_offer, split_settings
from pledgecraft.report.format import number, percent, with_error
from pledgecraft.report.simulation import Simulation, SimulationSummary
from pledgecraft.report.tables import (
    LABELS,
    SHARED_LABELS,
    break_even_sentence,
    currency_sentences,
    headline,
    party_table,
    recovery_sentence,
    returns_table,
    schedule_sentence,
)


def drawn(drawing: Future[World]) -> World:
    """Load the engine, or compile it, and wait for the draws."""
    if not is_compiled():
        note("First run on this machine: compiling the engine, about 20 seconds …")
    load_kernel()
    return drawing.result()


def simulated(sheet: TermSheet, world: World) -> Simulation:
    """Simulate with progress."""
    with progress("Simulating") as step:
        return api.simulate(sheet, world, progress=step)


def run_case(
    begun: Begun,
    returns: bool,
    brief: Path | None,
    *,
    as_json: bool,
) -> None:
    """Say what each side gets."""
    case, sheet = begun.case, begun.sheet
    world = drawn(begun.drawing)
    result = simulated(sheet, world)
    summary = api.summarise(result, case=case if returns else None)
    written = _write_brief(summary, case, brief) if brief else None
    if as_json:
        shape = summary.to_dict()
        write_json({**shape, "brief": str(written)} if written else shape)
        return
    print_summary(summary)
    if written:
        console().print(f"\nBrief: {written}", markup=False)


def _write_brief(summary: SimulationSummary, case: Case, to: Path) -> Path:
    from pledgecraft.report.brief import write_brief

    return write_brief(summary, case=case, to=to)


def print_summary(summary: SimulationSummary) -> None:
    """Print the result: tables, what was assumed, what to know."""
    out = console()
    out.print(f"[bold]{headline(summary)}[/bold]\n")
    out.print(party_table(summary))
    out.print(recovery_sentence(summary))
    delays = schedule_sentence(summary)
    if delays is not None:
        out.print(delays)
    for sentence in currency_sentences(summary):
        out.print(sentence)
    if summary.curve is not None:
        out.print("\n[bold]Nobody knows the projects' return. Against it:[/bold]\n")
        out.print(returns_table(summary.curve, summary.result.parties))
        for party in summary.result.parties[:2]:
            out.print(break_even_sentence(summary, party))
    _print_assumed(summary)
    for text in summary.to_dict()["notes"]:
        out.print(f"Note: {text}", markup=False)


def _print_assumed(summary: SimulationSummary) -> None:
    """Print what rests on no agreement, terms of the same reason together."""
    out = console()
    assumed = [term for term in summary.result.sheet.assumed if term.path[0] != "linked"]
    out.print(f"\n[bold]Assumed, not agreed ({len(assumed)} terms)[/bold]")
    reasons: dict[str, list[str]] = {}
    for term in assumed:
        reasons.setdefault(term.why, []).append(f"{term.name} = {written(term.value)}")
    for why, terms in reasons.items():
        out.print(f"  {'; '.join(terms)}: {why}", markup=False)


def brief_case(
    begun: Begun,
    to: Path | None,
    *,
    as_json: bool,
) -> None:
    """Write the brief."""
    case, sheet = begun.case, begun.sheet
    world = drawn(begun.drawing)
    summary = api.summarise(simulated(sheet, world), case=case)
    written = _write_brief(summary, case, to or Path(f"{case.id}.html"))
    if as_json:
        write_json({"format": 1, "brief": str(written)})
    else:
        console().print(f"Brief: {written}", markup=False)


def compare_cases(
    asked: Request,
    others: Sequence[str],
    as_of: Sequence[str],
    sides: bool,
    readings: bool,
    offers: Sequence[str],
    *,
    as_json: bool,
) -> None:
    """Set results beside each other."""
    terms, world_settings = split_settings(asked.settings)
    first = read_case(asked.case).with_world(world_settings)
    if others:
        sheets, discount = _across(first, others, terms)
    else:
        sheets = _within(first, as_of, sides, readings, offers, terms)
        discount = {}
    worlds = {name: world for name, _, world in map(parse_offer, offers)}
    for sheet in sheets.values():
        _ = sheet.deal
    world = drawn(asked.drawing(first))
    across = bool(others)
    found = api.compare(
        sheets,
        world,
        case=None if across else first,
        per_commitment=across,
        discount=discount,
        worlds=worlds,
    )
    if as_json:
        write_json({**found.to_dict(), "seed": asked.seed, "paths": world.paths})
    else:
        print_comparison(found, clauses=across)


def _across(
    first: Case, others: Sequence[str], terms: dict[str, Any]
) -> tuple[dict[str, TermSheet], dict[str, float]]:
    cases = [first, *(read_case(name) for name in others)]
    discount: dict[str, float] = {}
    for case in reversed(cases):
        rates = case.world_model.discount
        discount |= {party: rate.value.value for party, rate in rates.items()}
    return {case.id: case.terms(settings=terms) for case in cases}, discount


def _within(
    case: Case,
    as_of: Sequence[str],
    sides: bool,
    readings: bool,
    offers: Sequence[str],
    terms: dict[str, Any],
) -> dict[str, TermSheet]:
    header = case.documents["deal"].data["deal"]
    day = as_of[0] if as_of else None
    base = case.terms(as_of=day, settings=terms)
    found: dict[str, TermSheet] = {}
    if sides:
        for party in (header["pledgor"], header["host"]):
            sheet = case.terms(as_of=day, side=party, settings=terms)
            found[f"{sheet.as_of}, {party}"] = sheet
    if readings:
        default = [entry.id for entry in case.positions.reading if entry.default]
        found[f"as run ({', '.join(default)})"] = base
        for entry in case.positions.reading:
            if not entry.default:
                found[entry.id] = case.terms(as_of=day, reading=entry.id, settings=terms)
    for later in as_of[1:] if sides or readings else as_of:
        found[later] = case.terms(as_of=later, settings=terms)
    for offer in offers:
        name, values, _ = parse_offer(offer)
        found[name] = base.with_terms(values)
    if offers and not (sides or readings):
        found = {str(base.as_of): base, **found}
    if len(found) < 2:
        fix = "Add --sides, --readings, --as-of twice, --offer, or a second case."
        raise UsageError(Problem("U701", "There is only one thing to compare.", fix))
    return found


def print_comparison(found: Comparison, *, clauses: bool) -> None:
    """Print a comparison: clauses where they differ, then both parties' outcomes."""
    out = console()
    labels = [column.label for column in found.columns]
    if clauses:
        _print_clauses(found, labels)
    unit = "USD per USD of commitment" if found.per_commitment else "bn USD"
    for role, name in ((0, "pledgor"), (1, "host")):
        parties = {column.party(role) for column in found.columns}
        out.print(f"[bold]{', '.join(sorted(parties))}[/bold], {name}")
        rows = table(f"mean ± se; money in {unit}", *labels, right=tuple(range(1, 9)))
        for outcome in SHOWN:
            cells = [_cell(found, place, outcome, role) for place in range(len(labels))]
            if any(cells):
                rows.add_row(LABELS[outcome], *cells)
        out.print(rows)
    _print_shared(found, labels)
    for label, gaps in found.gaps.items():
        _print_gaps(found, label, gaps)
    recovered = [column.result.recovered_by_year_20.describe() for column in found.columns]
    shares = ", ".join(
        f"{label} {percent(told.mean)}" for label, told in zip(labels, recovered, strict=True)
    )
    out.print(f"Back within 20 years of the first draw: {shares}.")


def _print_shared(found: Comparison, labels: list[str]) -> None:
    """Print the outcomes that no party has alone, by group; money in bn USD."""
    for group, title in (("schedule", "construction"), ("currency", "currency; money in bn USD")):
        told = [found.shared(column, group) for column in found.columns]
        if all(entry is None for entry in told):
            continue
        rows = table(f"{title}, mean ± se", *labels, right=tuple(range(1, 9)))
        for name in next(entry for entry in told if entry):
            cells = [_shared_cell(entry and entry[name], place) for place, entry in enumerate(told)]
            rows.add_row(SHARED_LABELS[name], *cells)
        console().print(rows)


def _shared_cell(entry: dict[str, Any] | None, place: int) -> str:
    if entry is None or entry["mean"] is None:
        return "n/a"
    scale = 1e9 if entry["unit"] == "USD" else 1
    text = with_error(entry["mean"], entry["se"], scale)
    change = entry["difference"]
    if place == 0 or not change["mean"]:
        return text
    return f"{text}\nΔ {with_error(change['mean'], change['se'], scale, signed=True)}"


def _print_clauses(found: Comparison, labels: list[str]) -> None:
    rows = table("clause", *labels)
    for row in clause_rows(found):
        mark = "" if row["same"] else "≠ "
        values = ["—" if value is None else _escape(value) for value in row["values"]]
        rows.add_row(mark + _escape(row["term"]), *values)
    console().print(rows)
    console().print("Both terms are run on the projects and the draws of the first case.\n")


def _print_gaps(found: Comparison, label: str, gaps: Sequence[Gap]) -> None:
    first = found.columns[0]
    console().print(f"[bold]{label}[/bold] over {first.label}, against the projects' return")
    rows = table("returns", *(f"NPV {first.party(role)}, bn USD" for role in (0, 1)), right=(1, 2))
    for gap in gaps:
        name = (
            f"{gap.returns} (average {percent(gap.irr)})"
            if "%" not in gap.returns
            else (f"{gap.returns} for all")
        )
        cells = [with_error(mean, error, 1e9, signed=True) for mean, error in gap.npv]
        rows.add_row(name, *cells)
    console().print(rows)


def _escape(text: str) -> str:
    return text.replace("[", r"\[")


def _cell(found: Comparison, place: int, outcome: str, role: int) -> str:
    column = found.columns[place]
    told = found.sample(column, outcome, role).describe()
    if told.defined == 0:
        return ""
    scale = 1.0 if found.per_commitment else 1e9
    text = _with_error(outcome, told, scale, signed=False)
    if place == 0:
        return text
    change = found.difference(column, outcome, role)
    return f"{text}\nΔ {_with_error(outcome, change, scale, signed=True)}"


def _with_error(outcome: str, told: Statistic, scale: float, *, signed: bool) -> str:
    if outcome == "irr":
        sign = "+" if signed and told.mean > 0 else ""
        return f"{sign}{percent(told.mean, 2)} ± {percent(told.se, 2)}"
    if told.unit.startswith("USD"):
        return with_error(told.mean, told.se, scale, signed=signed)
    sign = "+" if signed and told.mean > 0 else ""
    return f"{sign}{told.mean:.3f} ± {told.se:.3f}"


def explain_case(
    begun: Begun,
    outcome: str,
    trace: int | None,
    as_csv: bool,
    *,
    as_json: bool,
) -> None:
    """Say how a number comes about."""
    case, sheet = begun.case, begun.sheet
    what, _, party = outcome.partition(".")
    result = simulated(sheet, drawn(begun.drawing))
    found = api.explain(result, what, party=party or None, case=case)
    flows = trace_path(result, trace) if trace is not None else None
    if as_csv:
        if flows is None:
            fix = "Add --trace with the number of a path, like --trace 17."
            raise UsageError(Problem("U701", "Only a trace can be written as CSV.", fix))
        console().file.write(flows.to_csv())
    elif as_json:
        shape = found.to_dict()
        if flows is not None:
            shape["trace"] = {
                "path": flows.path,
                "starts": flows.starts,
                "columns": flows.columns,
                "flows": flows.flows.tolist(),
                "outcomes": flows.outcomes,
            }
        write_json(shape)
    else:
        print_explanation(found)
        if flows is not None:
            note("The flows of a path are wide: add --csv or --json.")


def print_explanation(found: Explanation) -> None:
    """Print a number's formula and inputs."""
    out, told = console(), found.statistic
    title = f"{found.outcome} of {found.party}" if found.party else found.outcome
    out.print(
        f"[bold]{title}[/bold]: {number(told.mean, told.unit)}, "
        f"standard error {number(told.se, told.unit)}; 5% {number(told.quantiles[0], told.unit)}, "
        f"95% {number(told.quantiles[-1], told.unit)}"
    )
    out.print(f"\nFormula, on each path: {found.formula.text}.", markup=False)
    out.print(f"Source of the formula: {found.formula.source}.\n", markup=False)
    for title, inputs in (("term", found.terms), ("assumption", found.parameters)):
        rows = table(title, "value", "standing", "why", "source")
        for entry in inputs:
            rows.add_row(*_input_cells(entry))
        out.print(rows)


def _input_cells(entry: Input) -> list[str]:
    value = entry.value if entry.range is None else f"{entry.value} ({entry.range})"
    return [
        _escape(text)
        for text in (entry.name, value, entry.standing, entry.why, entry.source or "—")
    ]


def solve_case(
    begun: Begun,
    vary: str,
    target: str,
    between: tuple[str, str] | None,
    *,
    as_json: bool,
) -> None:
    """Find the value at which an outcome hits a target."""
    case, sheet = begun.case, begun.sheet
    world = drawn(begun.drawing)
    limits = (_quantity(between[0]), _quantity(between[1])) if between else None
    found = api.solve(case, sheet, world, vary=vary, target=target, between=limits)
    if as_json:
        write_json({**found.to_dict(), "case": case.id, "seed": begun.asked.seed})
        return
    out = console()
    out.print(
        f"{found.vary} = {found.quoted}, where {found.target} is "
        f"{number(found.target.value, found.target.unit)} within ± "
        f"{number(found.outcome_se, found.target.unit)}.",
        markup=False,
    )
    out.print(
        f"±: Monte Carlo standard errors; {found.runs} runs of {found.paths:,} paths on the same "
        "draws.",
        markup=False,
    )


def _quantity(text: str) -> float:
    found = read_number(text)
    if found is None:
        fix = f'Found "{text}". Write two quantities, like 0% 40%.'
        raise UsageError(Problem("U701", CODES["U701"], fix))
    return found
