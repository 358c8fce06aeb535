"""Commands that simulate: run, brief, compare, explain, solve."""

from concurrent.futures import Future
from pathlib import Path

from pledgecraft import api
from pledgecraft.api import (
    Case,
    Explanation,
    Input,
    TermSheet,
    World,
    is_compiled,
    load_kernel,
    read_number,
    trace_path,
)
from pledgecraft.base.errors import CODES, Problem, UsageError
from pledgecraft.base.terms import written
from pledgecraft.cli.output import console, escaped, load_output, note, progress, table, write_json
from pledgecraft.cli.request import Begun, beside
from pledgecraft.report.economy import (
    Rows,
    economy_tables,
    effect_sentences,
    value_sentences,
)
from pledgecraft.report.format import number
from pledgecraft.report.simulation import Simulation, SimulationSummary
from pledgecraft.report.tables import (
    break_even_sentence,
    headline,
    party_table,
    recovery_sentence,
    returns_table,
)


def drawn(drawing: Future[World]) -> World:
    """Load the engine, or compile it, and wait for the draws."""
    if not is_compiled():
        note("First run on this machine: compiling the engine, about 20 seconds …")
    load_kernel()
    load_output()
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
    effects = [beside(lambda: result.economy.undelayed), beside(lambda: result.economy.tariffs)]
    curve = beside(lambda: summary.curve)
    if not as_json:
        print_parties(summary)
    for work in (*effects, curve):
        work.result()
    written = _write_brief(summary, case, brief) if brief else None
    if as_json:
        shape = summary.to_dict()
        write_json({**shape, "brief": str(written)} if written else shape)
        return
    print_rest(summary)
    if written:
        console().print(f"\nBrief: {written}", markup=False)


def _write_brief(summary: SimulationSummary, case: Case, to: Path) -> Path:
    from pledgecraft.report.brief import write_brief

    return write_brief(summary, case=case, to=to)


def print_parties(summary: SimulationSummary) -> None:
    """Print what each party gets."""
    out = console()
    out.print(f"[bold]{headline(summary)}[/bold]\n")
    out.print(party_table(summary))
    out.print(recovery_sentence(summary))


def print_rest(summary: SimulationSummary) -> None:
    """Print the effects, the result against the projects' return, what was assumed and left out."""
    out = console()
    for sentence in (*value_sentences(summary.economy), *effect_sentences(summary)):
        out.print(sentence, markup=False)
    for told in economy_tables(summary):
        _print_rows(told)
    if summary.curve is not None:
        out.print("\n[bold]Nobody knows the projects' return. Against it:[/bold]\n")
        out.print(returns_table(summary.curve, summary.result.parties))
        for party in summary.result.parties[:2]:
            out.print(break_even_sentence(summary, party))
    _print_assumed(summary)
    for text in summary.notes:
        out.print(f"Note: {text}", markup=False)


def _print_rows(told: Rows) -> None:
    out = console()
    out.print(f"\n[bold]{told.title}[/bold]\n")
    rows = table(*told.columns, right=tuple(range(1, len(told.columns))))
    for row in told.rows:
        rows.add_row(*row)
    out.print(rows)
    if told.note:
        out.print(told.note, markup=False)


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
        escaped(text) for text in (entry.name, value, entry.standing, entry.why, _source(entry))
    ]


def _source(entry: Input) -> str:
    words = entry.words and entry.words.selector.exact
    place = f"{entry.place}: {words}" if words else entry.place
    return "\n".join(part for part in (entry.source, place) if part) or "—"


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
