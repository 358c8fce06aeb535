"""The brief: one self-contained page that opens anywhere and prints on A4 and Letter."""

from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from pledgecraft.base.files import write_whole
from pledgecraft.base.terms import written
from pledgecraft.cases.case import Case
from pledgecraft.deal.model import TERMS
from pledgecraft.deal.standing import Term
from pledgecraft.outcomes.summary import Summary
from pledgecraft.report import charts
from pledgecraft.report.economy import (
    adequacy_table,
    channel_table,
    effect_sentences,
    tariff_table,
    value_sentences,
)
from pledgecraft.report.economy_charts import (
    chart_channels,
    chart_debt,
    chart_delays,
    chart_tariffs,
)
from pledgecraft.report.format import billions, money, percent, with_error
from pledgecraft.report.tables import (
    break_even_sentence,
    party_rows,
    recovery_sentence,
    scale_of,
)

TITLES = {
    "method": "Method",
    "amount": "Amount",
    "timeline": "Timeline",
    "losses": "Losses",
    "distributions": "Distributions",
}


def write_brief(summary: Summary, *, case: Case, to: Path) -> Path:
    """Write the brief of a result.

    Raises:
        UsageError: U701, the place cannot be written.
    """
    return write_whole(to, brief_html(summary, case=case))


def brief_html(summary: Summary, *, case: Case) -> str:
    """Return the brief as HTML; it fetches nothing when opened."""
    folder = resources.files("pledgecraft.report").joinpath("templates")
    source = folder.joinpath("brief.html.j2").read_text("utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.from_string(source).render(_context(summary, case))


def _context(summary: Summary, case: Case) -> dict[str, Any]:
    result = summary.result
    shape = summary.to_dict()
    return {
        "title": case.title,
        "sheet": result.sheet,
        "summary": shape,
        "pledgor": result.parties[0],
        "host": result.parties[1],
        "answer": answer(summary),
        "clauses": [
            {
                "title": TITLES[name],
                "standing": result.sheet.standing(name),
                "count": result.sheet.count_agreed(name),
                "has_positions": any(
                    term.last for term in result.sheet.terms if term.path[0] == name
                ),
                "terms": [
                    _term_row(case, term) for term in result.sheet.terms if term.path[0] == name
                ],
            }
            for name in TERMS
        ],
        "party_rows": party_rows(summary),
        "channels": channel_table(summary.economy),
        "tariffs": tariff_table(summary.economy),
        "adequacy": adequacy_table(summary.economy),
        "effects": effect_sentences(summary),
        "unit": scale_of(summary)[1],
        "returns": _returns_rows(summary),
        "pictures": _pictures(summary),
        "assumed": [term for term in result.sheet.assumed if term.path[0] != "linked"],
        "written": written,
        "sources": _sources_used(case, summary),
        "percent": percent,
        "billions": billions,
        "command": _command(summary),
    }


def answer(summary: Summary) -> list[str]:
    """Return the finding in sentences: what each side gets, how sure that is, on what it rests."""
    result = summary.result
    sentences = [_party_sentence(summary, party) for party in result.parties[:2]]
    sentences += [*value_sentences(summary.economy), recovery_sentence(summary)]
    if summary.curve is not None:
        low, high = summary.curve.levels[0], summary.curve.levels[-1]
        sentences.append(
            "All of this hangs on the projects' return, which nobody knows: from the sectors' low "
            f"to their high returns {result.parties[0]}'s value goes from "
            f"{billions(low.npv[result.parties[0]][0])} to "
            f"{billions(high.npv[result.parties[0]][0])} bn USD. "
            f"{break_even_sentence(summary, result.parties[0])}"
        )
    return sentences


def _party_sentence(summary: Summary, party: str) -> str:
    told = summary.statistics[party]["npv"]
    return (
        f"{party}: net present value {money(told.mean)} (standard error {money(told.se)}); nine "
        f"paths in ten lie between {money(told.quantiles[0])} and {money(told.quantiles[-1])}."
        f"{_overruns_remark(summary, party)}"
    )


def _overruns_remark(summary: Summary, party: str) -> str:
    """Say beside the host's number that it rests on who pays above budget, where nobody agreed."""
    result = summary.result
    term = result.sheet.term("amount.overruns")
    if party != result.parties[1] or term is None or term.standing == "agreed":
        return ""
    paid = result.outcome("paid_in", party=party).mean
    return (
        f" That rests on an assumption: that costs above budget, {money(paid)} on average for "
        f"{party}, fall to: {written(term.value)}."
    )


def _term_row(case: Case, term: Term) -> dict[str, Any]:
    source = case.sources.get(term.claim.split("#")[0]) if term.claim else None
    return {
        "name": term.name.split(".", 1)[1],
        "value": "open" if term.value is None else written(term.value),
        "standing": term.standing,
        "last": [f"{party}: {entry.text}" for party, entry in term.last.items()],
        "source": f"{source.publisher}, {source.date} ({source.confidence})"
        if source
        else term.why,
        "address": source.address if source else None,
    }


def _returns_rows(summary: Summary) -> list[tuple[str, ...]]:
    if summary.curve is None:
        return []
    rows: list[tuple[str, ...]] = []
    for point in (*summary.curve.levels, *summary.curve.points):
        label = (
            f"{point.label} of each sector, on average {percent(point.irr)}"
            if point.label
            else f"{percent(point.irr)} for every project"
        )
        values = [with_error(*point.npv[party][:2]) for party in summary.result.parties[:2]]
        rows.append((label, *values, percent(point.recovered[0])))
    return rows


def _pictures(summary: Summary) -> dict[str, list[Markup]]:
    """Return the charts as SVG, by the section of the brief in which they stand."""
    result, told = summary.result, summary.economy
    many, model = result.paths > 1, result.world.assumptions.model
    flows = [charts.chart_waterfall(result), charts.chart_flows(result)]
    flows += [charts.chart_npv(result)] if many else []
    flows += [charts.chart_balance(result)]
    economies = [chart_tariffs(told)] if told.tariff_lines else []
    if model.currency is not None and many:
        economies += [charts.chart_reserves(result), charts.chart_rate(result)]
    economies += [chart_debt(told)] if told.debt is not None and many else []
    economies += [chart_delays(told)] if model.workforce is not None and many else []
    curve = summary.curve
    made = {
        "returns": [charts.chart_returns(curve, result.parties)] if curve else [],
        "value": [chart_channels(told)] if told.tariff_lines else [],
        "flows": flows,
        "economies": economies,
    }
    return {name: [Markup(svg(chart)) for chart in found] for name, found in made.items()}


def svg(chart: Any) -> str:
    """Return a chart as SVG, drawn without a browser."""
    import vl_convert

    return vl_convert.vegalite_to_svg(chart.to_json(validate=False))


def _sources_used(case: Case, summary: Summary) -> list[Any]:
    used = {
        claim.split("#")[0]
        for term in summary.result.sheet.terms
        for claim in (term.claim, *(entry.claim for entry in term.last.values()))
        if claim
    }
    return sorted(
        (source for name, source in case.sources.items() if name in used),
        key=lambda source: (source.date, source.id),
    )


def _command(summary: Summary) -> str:
    result = summary.result
    sheet = result.sheet
    parts = [f"pledgecraft run {sheet.draft.id} --as-of {sheet.as_of}"]
    name = result.world.assumptions.model.name
    parts += [f"--world {name}"] if name else []
    parts += [f"--side {sheet.side}"] if sheet.side else []
    parts += [f"--reading {sheet.reading}"] if sheet.reading else []
    parts += [f"--set '{name}={written(value)}'" for name, value in sheet.settings.items()]
    return " ".join([*parts, f"--paths {result.paths} --seed {result.world.seed}"])
