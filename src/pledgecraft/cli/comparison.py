"""The command that sets results beside each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pledgecraft import api
from pledgecraft.api import (
    SHOWN,
    Case,
    Comparison,
    Gap,
    Statistic,
    TermSheet,
    clause_rows,
    read_case,
    read_number,
)
from pledgecraft.base.errors import Problem, UsageError
from pledgecraft.cli.output import WIDTH, console, escaped, table, write_json
from pledgecraft.cli.request import Request
from pledgecraft.cli.settings import parse_offer, split_settings
from pledgecraft.cli.simulate import drawn
from pledgecraft.report.economy import CHANNEL_LABELS
from pledgecraft.report.format import percent, with_error
from pledgecraft.report.tables import LABELS, SHARED_LABELS

MONTHS = 12
LABEL_WIDTH, COLUMN_WIDTH = 54, 22


@dataclass(frozen=True)
class Asked:
    """What is to be set beside each other within a case.

    Attributes:
        as_of: Days.
        sides: Both sides' wishes.
        readings: The readings of the text.
        offers: Offers, as written.
        delays: By how much later the deal is signed, as written.
        worlds: The case's named worlds.
    """

    as_of: Sequence[str] = ()
    sides: bool = False
    readings: bool = False
    offers: Sequence[str] = ()
    delays: Sequence[str] = ()
    worlds: bool = False


def compare_cases(
    asked: Request,
    others: Sequence[str],
    wanted: Asked,
    *,
    as_json: bool,
) -> None:
    """Set results beside each other."""
    terms, world_settings = split_settings(asked.settings)
    first = read_case(asked.case).in_world(asked.world).with_world(world_settings)
    if others:
        sheets, discount = _across(first, others, terms)
    else:
        sheets = _within(first, wanted, terms)
        discount = {}
    worlds = _worlds(first, wanted, world_settings)
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


def _within(case: Case, wanted: Asked, terms: dict[str, Any]) -> dict[str, TermSheet]:
    days = wanted.as_of
    base = case.terms(as_of=days[0] if days else None, settings=terms)
    found = _sides(case, base, terms) if wanted.sides else {}
    found |= _readings(case, base, terms) if wanted.readings else {}
    later = days[1:] if wanted.sides or wanted.readings else days
    found |= {day: case.terms(as_of=day, settings=terms) for day in later}
    offers = [parse_offer(offer) for offer in wanted.offers]
    beside = {name: base.with_terms(values) for name, values, _ in offers}
    beside |= {f"signed {text} later": base.delayed(_months(text)) for text in wanted.delays}
    beside |= dict.fromkeys(map(_world_label, case.worlds if wanted.worlds else ()), base)
    if beside and not (wanted.sides or wanted.readings):
        found = {str(base.as_of): base, **found}
    found |= beside
    if len(found) < 2:
        fix = "Add --sides, --readings, --as-of twice, --offer, --delay, --worlds or another case."
        raise UsageError(Problem("U701", "There is only one thing to compare.", fix))
    return found


def _sides(case: Case, base: TermSheet, terms: dict[str, Any]) -> dict[str, TermSheet]:
    header = case.documents["deal"].data["deal"]
    return {
        f"{base.as_of}, {party}": case.terms(as_of=base.as_of, side=party, settings=terms)
        for party in (header["pledgor"], header["host"])
    }


def _readings(case: Case, base: TermSheet, terms: dict[str, Any]) -> dict[str, TermSheet]:
    entries = case.positions.reading
    default = ", ".join(entry.id for entry in entries if entry.default)
    others = {
        entry.id: case.terms(as_of=base.as_of, reading=entry.id, settings=terms)
        for entry in entries
        if not entry.default
    }
    return {f"as run ({default})": base, **others}


def _worlds(case: Case, wanted: Asked, settings: Mapping[str, Any]) -> dict[str, Case]:
    """Return the case in the world of each column that has its own."""
    found = {
        name: case.with_world(world) for name, _, world in map(parse_offer, wanted.offers) if world
    }
    if wanted.worlds:
        found |= {
            _world_label(name): case.in_world(name).with_world(settings) for name in case.worlds
        }
    return found


def _world_label(name: str) -> str:
    return f"world {name}"


def _months(text: str) -> int:
    """Return a delay in whole months."""
    years = read_number(text)
    months = round(years * MONTHS) if years is not None and " " in text.strip() else 0
    if not 0 < months <= 600:
        fix = f'Found "{text}". Write it like "6 months", at most 50 years.'
        raise UsageError(Problem("U701", "The delay cannot be read.", fix))
    return months


def print_comparison(found: Comparison, *, clauses: bool) -> None:
    """Print a comparison: clauses where they differ, then both parties' outcomes."""
    out = _wide(found)
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
        _add_channels(rows, found, role)
        out.print(rows)
    _print_shared(found, labels)
    for label, gaps in found.gaps.items():
        _print_gaps(found, label, gaps)
    recovered = [column.result.recovered_by_year_20.describe() for column in found.columns]
    shares = ", ".join(
        f"{label} {percent(told.mean)}" for label, told in zip(labels, recovered, strict=True)
    )
    out.print(f"Back within 20 years of the first draw: {shares}.")


def _wide(found: Comparison) -> Any:
    """Return a console wide enough for every column's numbers on one line."""
    return console(max(WIDTH, LABEL_WIDTH + COLUMN_WIDTH * len(found.columns)))


def _add_channels(rows: Any, found: Comparison, role: int) -> None:
    """Add what the deal is worth to a party by channel, where there is more than cash."""
    told = [found.channels(column, role) for column in found.columns]
    if any(entry is None for entry in told):
        return
    for name, label in CHANNEL_LABELS.items():
        cells = [_shared_cell(entry and entry.get(name), place) for place, entry in enumerate(told)]
        if any(cell != "n/a" for cell in cells):
            rows.add_row(label, *cells)


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
        _wide(found).print(rows)


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
        values = ["—" if value is None else escaped(value) for value in row["values"]]
        rows.add_row(mark + escaped(row["term"]), *values)
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
