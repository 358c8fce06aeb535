"""The command show: terms with their standing, and the world's parameters."""

from collections.abc import Sequence
from typing import Any

from pledgecraft.api import TERMS, Case, Term, TermSheet, read_case, world_inputs
from pledgecraft.base.terms import written
from pledgecraft.cli.output import console, escaped, table, write_json
from pledgecraft.cli.settings import split_settings

COLOURS = {
    "agreed": "green",
    "contested": "red",
    "one-sided": "yellow",
    "open": "magenta",
    "assumed": "cyan",
}


def show_terms(
    name: str,
    as_of: str | None,
    side: str | None,
    reading: str | None,
    settings: Sequence[str],
    *,
    as_json: bool,
) -> None:
    """Show every term as of a date."""
    case = read_case(name)
    terms, _ = split_settings(settings)
    sheet = case.terms(as_of=as_of, side=side, reading=reading, settings=terms)
    if as_json:
        write_json(_shape(case, sheet))
        return
    out = console()
    out.print(f"[bold]{case.title}[/bold], as of {sheet.as_of}")
    for clause in (*TERMS, "linked"):
        held = [term for term in sheet.terms if term.path[0] == clause]
        if held or clause != "linked":
            _print_clause(case, sheet, clause, held)
    if case.positions.reading:
        out.print("\n[bold]Readings[/bold]")
        for entry in case.positions.reading:
            default = " (as run)" if entry.default else ""
            out.print(f"  {entry.id}{default}: {entry.question} {entry.says}", markup=False)


def _print_clause(case: Case, sheet: TermSheet, clause: str, held: list[Term]) -> None:
    out = console()
    standing = sheet.standing(clause) if clause != "linked" else ""
    colour = COLOURS.get(standing, "white")
    agreed, count = sheet.count_agreed(clause)
    share = f"  ({agreed} of {count} terms agreed)" if standing else ""
    if standing == "agreed" and not agreed:
        share = f"  (in words; none of its {count} terms has an agreed value)"
    out.print(f"\n[bold]{clause}[/bold]  [{colour}]{standing}[/{colour}]{share}")
    for text in _statements_on(case, sheet, clause):
        out.print(f"  {text}", markup=False)
    rows = table("term", "value", "standing", "on whose word")
    for term in held:
        value = "—" if term.value is None else written(term.value)
        colour = COLOURS[term.standing]
        rows.add_row(
            escaped(term.name.removeprefix(f"{clause}.")),
            escaped(value),
            f"[{colour}]{term.standing}[/{colour}]",
            escaped(_word(case, term)),
        )
    out.print(rows)


def _statements_on(case: Case, sheet: TermSheet, clause: str) -> list[str]:
    """Return each side's last statement on the clause as a whole."""
    last = {
        entry.by: entry
        for entry in sorted(case.positions.position, key=lambda entry: entry.since)
        if entry.term == clause and entry.since <= sheet.as_of
    }
    return [
        f"{party} {entry.since}: {entry.says} ({source_of(case, entry.claim)})"
        for party, entry in last.items()
    ]


def _word(case: Case, term: Term) -> str:
    said = [
        f"{party} {entry.since}: {entry.text} ({source_of(case, entry.claim)})"
        for party, entry in term.last.items()
    ]
    since = f"since {term.since}: " if term.since else ""
    source = f" ({source_of(case, term.claim)})" if term.claim else ""
    return "\n".join([f"{since}{term.why}{source}", *said])


def source_of(case: Case, claim: str | None) -> str:
    """Return a claim's source: publisher, date, confidence and place; or what was written."""
    if claim is None:
        return "no source"
    source, found = case.sources.get(claim.split("#")[0]), case.claims.get(claim)
    told = claim if source is None else f"{source.publisher} {source.date}, {source.confidence}"
    if found is None:
        return told
    return f"{told}, characters {found.selector.start} to {found.selector.end}"


def _shape(case: Case, sheet: TermSheet) -> dict[str, Any]:
    return {
        "format": 1,
        "case": case.id,
        "as_of": sheet.as_of.isoformat(),
        "side": sheet.side,
        "standing": {name: sheet.standing(name) for name in TERMS},
        "terms": [_term_shape(case, term) for term in sheet.terms],
        "unresolved": [term.name for term in sheet.unresolved],
        "readings": [entry.model_dump(mode="json") for entry in case.positions.reading],
    }


def _term_shape(case: Case, term: Term) -> dict[str, Any]:
    source = case.sources.get(term.claim.split("#")[0]) if term.claim else None
    return {
        "term": term.name,
        "value": term.value,
        "standing": term.standing,
        "since": term.since,
        "why": term.why,
        "claim": term.claim,
        "source": source.address if source else None,
        "last": {
            party: {
                "value": entry.value,
                "since": entry.since,
                "says": entry.says,
                "claim": entry.claim,
                "source": getattr(case.sources.get(entry.source or ""), "address", None),
            }
            for party, entry in term.last.items()
        },
    }


def show_assumptions(
    name: str, settings: Sequence[str], in_world: str | None, *, as_json: bool
) -> None:
    """Show every parameter of the world: default, range, source, vintage."""
    _, world = split_settings(settings)
    case = read_case(name).in_world(in_world).with_world(world)
    inputs = world_inputs(case.world_model)
    assumed = case.world_model.assume
    if as_json:
        write_json(
            {
                "format": 1,
                "case": case.id,
                "parameters": [entry.to_dict() for entry in inputs],
                "assumed_terms": [entry.model_dump(mode="json") for entry in assumed],
            }
        )
        return
    rows = table("parameter", "value", "range", "strength", "vintage", "source")
    for entry in inputs:
        rows.add_row(
            escaped(entry.name), entry.value, entry.range or "", entry.standing,
            entry.vintage or "", escaped(entry.source or "—"),
        )  # fmt: skip
    console().print(rows)
    terms = table("open term", "assumed", "range", "why")
    for entry in assumed:
        until = f" (before {entry.until})" if entry.until else ""
        terms.add_row(
            escaped(entry.term), escaped(written(entry.value)), entry.range or "",
            escaped(entry.why) + until,
        )  # fmt: skip
    console().print(terms)
