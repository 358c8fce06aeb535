"""The summary as text for a terminal and as HTML for a notebook."""

import io
import math
from html import escape
from typing import TYPE_CHECKING

from pledgecraft.outcomes.returns import ReturnsCurve
from pledgecraft.outcomes.statistics import Statistic
from pledgecraft.outcomes.summary import Summary
from pledgecraft.report.format import billions, money, percent, with_error

if TYPE_CHECKING:
    from rich.table import Table

LABELS = {
    "npv": "Net present value",
    "paid_in": "Paid in",
    "distributed": "Distributed",
    "moic": "Multiple (MOIC, DPI)",
    "irr": "Internal rate of return",
    "recovery_years": "Years to recovery, where recovered",
    "unrecovered_principal": "Principal not back at the horizon",
    "unrecovered_20": "Principal and deemed interest not back in year 20",
    "guarantee_calls": "Guarantee calls",
    "largest_outflow": "Largest outflow of a calendar year",
}
"""Outcomes in the order of the tables."""

SHARED_LABELS = {
    "delay_months": "Delay for missing specialists, months, by budget",
    "longest_delay_months": "Delay of the worst project, months",
    "last_call_years": "Last call, years after the first",
    "lowest_reserves": "Lowest reserves",
    "floor_breach": "Chance that reserves touch their floor",
    "floor_breach_alone": "The same without the deal",
    "deal_depreciation": "Dollar dearer by the deal's own purchases",
    "largest_flow_to_gdp": "Largest outflow of a calendar year over GDP",
    "bought_in_market": "Dollars bought in the market",
    "bonds": "Dollar bonds issued",
    "deferred": "Calls deferred by relief",
    "declined": "Calls declined at the red line",
}
"""Outcomes that no party has alone, in the order of the tables."""

PLEDGOR_ONLY = (
    "recovery_years",
    "unrecovered_principal",
    "unrecovered_20",
    "guarantee_calls",
)


def scale_of(summary: Summary) -> tuple[float, str]:
    """Return the unit in which a summary's money is shown."""
    if summary.result.commitment >= 1e9:
        return 1e9, "bn USD"
    return 1.0, "USD"


def cells(name: str, told: Statistic, scale: float) -> tuple[str, str, str, str, str]:
    """Return mean, standard error, quantiles 5, 50 and 95 as text."""
    if math.isnan(told.mean):
        return "n/a", "n/a", "n/a", "n/a", "n/a"
    values = (told.mean, told.se, told.quantiles[0], told.quantiles[3], told.quantiles[-1])
    mean, error, low, middle, high = (
        _cell(name, told.unit, value, scale, is_error=place == 1)
        for place, value in enumerate(values)
    )
    return mean, error, low, middle, high


def _cell(name: str, unit: str, value: float, scale: float, *, is_error: bool) -> str:
    if unit == "USD":
        return _money(value, scale)
    if name == "irr":
        return percent(value, 2 if is_error else 1)
    return f"{value:.3g}" if is_error else f"{value:.2f}"


def _money(value: float, scale: float) -> str:
    if scale == 1.0:
        return f"{value:,.6f}".rstrip("0").rstrip(".")
    return billions(value)


def party_rows(summary: Summary) -> list[tuple[str, str, tuple[str, ...], float]]:
    """Return rows of party, label, cells and share defined."""
    scale, _ = scale_of(summary)
    found: list[tuple[str, str, tuple[str, ...], float]] = []
    for place, party in enumerate(summary.result.parties):
        for name, label in LABELS.items():
            told = summary.statistics[party][name]
            hidden = place > 0 and (name in PLEDGOR_ONLY or told.defined == 0)
            if hidden or (place > 0 and told.mean == 0 and name != "npv"):
                continue
            shown = cells(name, told, scale)
            if place > 0 and name in ("moic", "irr"):
                shown = ("—", "—", *shown[2:])
            found.append((party, label, shown, told.defined))
    return found


def party_table(summary: Summary) -> "Table":
    """Return what each party gets, as a table for the terminal."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    _, unit = scale_of(summary)
    table = Table(header_style="bold", box=SIMPLE_HEAD)
    table.add_column("")
    for column in (f"mean, {unit}", "± se", "5%", "median", "95%", "defined"):
        table.add_column(column, justify="right")
    previous = ""
    for party, label, shown, defined in party_rows(summary):
        if party != previous:
            table.add_section()
            table.add_row(f"[bold]{party}[/bold]")
            previous = party
        share = "" if defined == 1 else percent(defined)
        table.add_row(f"  {label}", *shown, share)
    return table


def returns_table(curve: ReturnsCurve, parties: tuple[str, ...]) -> "Table":
    """Return both parties' NPV against the projects' return, as a table for the terminal."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(header_style="bold", box=SIMPLE_HEAD)
    table.add_column("Return of the projects (unlevered IRR)")
    for party in parties[:2]:
        table.add_column(f"NPV {party}, bn USD", justify="right")
    table.add_column("back by year 20", justify="right")
    for point in (*curve.levels, *curve.points):
        label = (
            f"{percent(point.irr)} for all"
            if point.label is None
            else (f"{point.label} of each sector (average {percent(point.irr)})")
        )
        if point is curve.points[0]:
            table.add_section()
        values = [with_error(*point.npv[party][:2]) for party in parties[:2]]
        table.add_row(label, *values, percent(point.recovered[0]))
    return table


def summary_text(summary: Summary) -> str:
    """Return the summary as text."""
    from rich.console import Console

    out = io.StringIO()
    console = Console(file=out, width=110, no_color=True)
    console.print(headline(summary))
    console.print(party_table(summary))
    return out.getvalue()


def break_even_sentence(summary: Summary, party: str) -> str:
    """Return at which return of the projects a party breaks even."""
    curve = summary.curve
    if curve is None:
        return ""
    even = curve.break_even(party)
    if not math.isnan(even):
        return (
            f"{party} breaks even where every project returns about {percent(even)} "
            "(read between the rows; solve gives it with its error)."
        )
    gains = curve.points[0].npv[party][0] > 0
    return f"{party} {'gains' if gains else 'loses'} at every return shown."


def headline(summary: Summary) -> str:
    """Return one sentence that says what was run."""
    result = summary.result
    sheet = result.sheet
    side = f", as {sheet.side} wants it" if sheet.side else ""
    reading = f", reading {sheet.reading}" if sheet.reading else ""
    world = result.world.assumptions.model.name
    reading += f", world {world}" if world else ""
    pledge = money(result.commitment)
    futures = "1 path" if result.paths == 1 else f"{result.paths:,} paths, seed {result.world.seed}"
    return (
        f"{sheet.draft.id} as of {sheet.as_of}{side}{reading}: {pledge} from {result.parties[0]} "
        f"to {result.parties[1]}, {futures}"
    )


def recovery_sentence(summary: Summary) -> str:
    """Return how likely recovery by year 20 is; where it never happened, an upper bound."""
    result = summary.result
    told = result.recovered_by_year_20.describe()
    what = f"{result.parties[0]} everything back with deemed interest within 20 years"
    what += " of the first draw"
    if result.paths == 1:
        return f"The path {'gives' if told.mean else 'does not give'} {what}."
    if told.mean == 0:
        bound = percent(3 / result.paths, 2)
        return f"None of {result.paths:,} paths gives {what}: below {bound} with 95% confidence."
    return f"{percent(told.mean)} of paths (± {percent(told.se, 2)}) give {what}."


def summary_html(summary: Summary) -> str:
    """Return the summary as an HTML table."""
    _, unit = scale_of(summary)
    head = "".join(
        f"<th>{column}</th>"
        for column in ("", "", f"mean, {unit}", "± se", "5%", "median", "95%", "defined")
    )
    body = "".join(
        f"<tr><td>{escape(party)}</td><td>{escape(label)}</td>"
        + "".join(f"<td>{escape(cell)}</td>" for cell in shown)
        + f"<td>{percent(defined)}</td></tr>"
        for party, label, shown, defined in party_rows(summary)
    )
    title = escape(headline(summary))
    return f"<p>{title}</p><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
