"""Charts: a title that says the finding, units on the axes, direct labels, two fixed colours."""

import math
from typing import Any

import altair as alt
import numpy as np

from pledgecraft.outcomes.result import Fan, Result
from pledgecraft.outcomes.returns import ReturnsCurve
from pledgecraft.outcomes.statistics import Statistic
from pledgecraft.report.format import billions, percent

PLEDGOR, HOST, OTHERS = "#0072B2", "#D55E00", "#8A8A8A"
INK, QUIET = "#222222", "#6B6B6B"
WIDTH, HEIGHT = 640, 260
BILLION = 1e9


def styled(made: alt.LayerChart | alt.FacetChart) -> alt.LayerChart:
    """Return a chart in the house's style."""
    chart: Any = made
    return chart.configure(
        font="Helvetica, Arial, sans-serif",
        background="white",
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(
            gridColor="#ECECEC", domainColor="#BBBBBB", tickColor="#BBBBBB", labelColor=INK,
            titleColor=QUIET, titleFontWeight="normal", labelFontSize=11, titleFontSize=11,
        ),
        title=alt.TitleConfig(
            anchor="start", frame="group", color=INK, fontSize=14, subtitleColor=QUIET,
            subtitleFontSize=11, offset=14,
        ),
    )  # fmt: skip


def data(rows: list[dict[str, Any]]) -> alt.Data:
    """Return rows as a chart's data."""
    return alt.Data(values=rows)


def title(text: str, subtitle: str) -> alt.TitleParams:
    """Return a title that says the finding, over a quieter line."""
    return alt.TitleParams(text=text, subtitle=subtitle)


def label_text(rows: list[dict[str, Any]], colour: str, **mark: Any) -> alt.Chart:
    """Return labels beside points ``x``, ``y``."""
    base = alt.Chart(data(rows)).mark_text(color=colour, fontSize=11, **mark)
    return base.encode(x="x:Q", y="y:Q", text="label:N")


def band(fan: Fan, colour: str, sign: float, title: str, *, zero: bool = True) -> list[alt.Chart]:
    """Return the 5-95% and 25-75% bands and the median of a yearly series."""
    scale = alt.Scale(zero=zero)
    rows = [
        {"year": row["year"], **{key: sign * row[key] / BILLION for key in row if key != "year"}}
        for row in fan.to_rows()
    ]
    axis = alt.Axis(format="d", tickCount=10)
    base = alt.Chart(data(rows)).encode(x=alt.X("year:Q", title=None, axis=axis))
    return [
        base.mark_area(color=colour, opacity=0.15).encode(
            y=alt.Y("q05:Q", title=title, scale=scale), y2="q95:Q"
        ),
        base.mark_area(color=colour, opacity=0.3).encode(
            y=alt.Y("q25:Q", title=title, scale=scale), y2="q75:Q"
        ),
        base.mark_line(color=colour, strokeWidth=2).encode(
            y=alt.Y("q50:Q", title=title, scale=scale)
        ),
    ]


def _rule_at_zero() -> alt.Chart:
    return alt.Chart(data([{"y": 0}])).mark_rule(color=QUIET, strokeWidth=1).encode(y="y:Q")


def chart_flows(result: Result) -> alt.LayerChart:
    """Return the fan of what the pledgor pays in and gets back each year."""
    pledgor = result.parties[0]
    paid, back = result.by_year("paid_in"), result.by_year("pledgor_distributed")
    out, returned = np.median(paid.values, axis=0), np.median(back.values, axis=0)
    turn = next(
        (year for year, a, b in zip(paid.years, out, returned, strict=True) if b > a and b > 0),
        None,
    )
    peak = int(np.argmax(out))
    finding = f"{pledgor} pays most in {paid.years[peak]} and gets back more than it pays "
    finding += f"from {turn} on" if turn else "in no year"
    labels = [
        {"x": paid.years[peak], "y": -float(out[peak]) / BILLION, "label": "paid in"},
        {
            "x": back.years[int(np.argmax(returned))],
            "y": float(returned.max()) / BILLION,
            "label": "received",
        },
    ]
    layers = [
        *band(paid, OTHERS, -1.0, "bn USD a year"),
        *band(back, PLEDGOR, 1.0, "bn USD a year"),
        _rule_at_zero(),
        label_text(labels[:1], INK, dy=16),
        label_text(labels[1:], PLEDGOR, dy=-12, fontWeight="bold"),
    ]
    subtitle = f"{pledgor}, each calendar year; line: median, bands: 25-75% and 5-95% of paths"
    chart = alt.layer(*layers).properties(
        width=WIDTH, height=HEIGHT, title=title(finding, subtitle)
    )
    return styled(chart)


def chart_npv(result: Result) -> alt.LayerChart:
    """Return the distributions of both parties' net present value."""
    parties = result.parties[:2]
    told = {party: result.npv(party).describe() for party in parties}
    layers: list[alt.Chart] = []
    for party, colour in zip(parties, (PLEDGOR, HOST), strict=True):
        layers += _histogram(result.npv(party).values / BILLION, colour, told[party], party)
    losing = [float(np.mean(result.npv(party).values < 0)) for party in parties]
    finding = " and ".join(
        f"{party} loses on {percent(share, 0)} of paths"
        for party, share in zip(parties, losing, strict=True)
    )
    subtitle = "Net present value at each party's own discount rate, cash flows of the deal only"
    chart = alt.layer(*layers).properties(
        width=WIDTH, height=HEIGHT, title=title(finding, subtitle)
    )
    return styled(chart)


def _histogram(values: Any, colour: str, told: Statistic, party: str) -> list[alt.Chart]:
    low, high = np.quantile(values, [0.002, 0.998])
    if not high > low:
        low, high = low - 0.5, high + 0.5
    share, edges = np.histogram(values, bins=60, range=(low, high))
    heights = share / values.size / (edges[1] - edges[0])
    rows = [{"x": float((edges[i] + edges[i + 1]) / 2), "y": float(heights[i])} for i in range(60)]
    top = float(heights.max())
    label = f"{party}: mean {billions(told.mean)} ± {billions(told.se)}"
    mean = [{"x": told.mean / BILLION, "y": top, "label": label}]
    y = alt.Y("y:Q", title="share of paths per bn USD", axis=alt.Axis(format="~g"))
    x = alt.X("x:Q", title="bn USD")
    area = alt.Chart(data(rows)).mark_area(color=colour, opacity=0.35, line={"color": colour})
    rule = alt.Chart(data(mean)).mark_rule(color=colour, strokeDash=[4, 3]).encode(x="x:Q")
    return [
        area.encode(x=x, y=y),
        rule,
        label_text(mean, colour, dy=-8, fontWeight="bold"),
    ]


def chart_balance(result: Result) -> alt.LayerChart:
    """Return the fan of what the pledgor has not got back, with deemed interest."""
    fan = result.by_year("balance")
    pledgor = result.parties[0]
    paid = result.by_year("paid_in").values.sum(axis=0)
    first = int(np.argmax(paid > 0))
    shown = min(len(fan.years), first + 31)
    cut = Fan(fan.name, fan.years[:shown], fan.values[:, :shown])
    year = fan.years[min(first + 20, len(fan.years) - 1)]
    recovered = result.recovered_by_year_20.describe()
    finding = f"{pledgor} has everything back 20 years after the first draw on "
    finding += "no path" if recovered.mean == 0 else f"{percent(recovered.mean)} of paths"
    layers = [
        *band(cut, PLEDGOR, 1.0, "bn USD"),
        alt.Chart(data([{"x": year}])).mark_rule(color=INK, strokeDash=[4, 3]).encode(x="x:Q"),
        label_text(
            [{"x": year, "y": float(cut.quantile(0.95).max()) / BILLION, "label": "year 20"}],
            INK, align="left", dx=5,
        ),
    ]  # fmt: skip
    subtitle = f"Principal and deemed interest that {pledgor} has not got back, end of year, bn USD"
    chart = alt.layer(*layers).properties(
        width=WIDTH, height=HEIGHT, title=title(finding, subtitle)
    )
    return styled(chart)


def chart_reserves(result: Result) -> alt.LayerChart:
    """Return reserves with the deal and without it while they are watched, and their floor.

    Only for worlds with a currency.
    """
    world = result.world.assumptions.model.currency
    assert world is not None
    shown = min(len(result.world.assumptions.grid.years), round(world.reserves.watched.value.value))
    fans = [result.by_year(name) for name in ("reserves", "reserves_alone")]
    with_deal, alone = (Fan(fan.name, fan.years[:shown], fan.values[:, :shown]) for fan in fans)
    gap = (alone.mean[-1] - with_deal.mean[-1]) / BILLION
    year, floor = with_deal.years[-1], world.reserves.floor.value.value / BILLION
    finding = f"By {year} the deal leaves {result.parties[0]} {gap:,.0f} bn USD less in reserves"
    rows = [{"year": entry["year"], "y": entry["mean"] / BILLION} for entry in alone.to_rows()]
    line = alt.Chart(data(rows)).mark_line(color=OTHERS, strokeDash=[5, 3], strokeWidth=2)
    layers = [
        *band(with_deal, PLEDGOR, 1.0, "bn USD", zero=False),
        line.encode(x="year:Q", y="y:Q"),
        alt.Chart(data([{"y": floor}])).mark_rule(color=INK, strokeDash=[4, 3]).encode(y="y:Q"),
        label_text([_at(with_deal, year, "with the deal")], PLEDGOR, align="left", dx=6),
        label_text([_at(alone, year, "without")], QUIET, align="left", dx=6),
        label_text(
            [{"x": with_deal.years[0], "y": floor, "label": f"floor, {floor:,.0f}"}],
            INK, align="left", dy=10,
        ),
    ]  # fmt: skip
    layers += _asked(result)
    subtitle = "Official reserves at the end of the year, bn USD; bands hold 50 and 90% of paths"
    chart = alt.layer(*layers).properties(
        width=WIDTH, height=HEIGHT, title=title(finding, subtitle)
    )
    return styled(chart)


def _asked(result: Result) -> list[alt.Chart]:
    """Return what the rules of adequacy ask for by year, as thin lines."""
    layers: list[alt.Chart] = []
    for entry in result.economy.adequacy:
        if entry.demand.name not in ASKED:
            continue
        rows = [
            {"x": year, "y": float(value) / BILLION}
            for year, value in zip(entry.years, entry.asked, strict=True)
        ]
        layers += [
            alt.Chart(data(rows))
            .mark_line(color=QUIET, strokeWidth=1)
            .encode(x="x:Q", y=alt.Y("y:Q", title="bn USD", scale=alt.Scale(zero=False))),
            label_text([{**rows[-1], "label": ASKED[entry.demand.name]}], QUIET,
                       align="left", dx=6),
        ]  # fmt: skip
    return layers


ASKED = {"ara_floating": "IMF metric", "debt_cover": "short-term debt"}
"""Rules whose demands the chart of reserves shows."""


def _at(fan: Fan, year: int, label: str) -> dict[str, Any]:
    """Return a label beside the end of a fan's median."""
    return {"x": year, "y": float(np.median(fan.values[:, -1])) / BILLION, "label": label}


def chart_rate(result: Result) -> alt.LayerChart:
    """Return the fan of the exchange rate while reserves are watched; needs a currency."""
    world = result.world.assumptions.model.currency
    assert world is not None
    fan = result.by_year("exchange_rate")
    shown = min(len(fan.years), round(world.reserves.watched.value.value))
    cut = Fan(fan.name, fan.years[:shown], fan.values[:, :shown] * BILLION)
    moved = result.shared("deal_depreciation").describe().mean
    low, high = cut.quantile(0.05)[-1] / BILLION, cut.quantile(0.95)[-1] / BILLION
    finding = (
        f"By {cut.years[-1]} a dollar costs {low:,.0f} to {high:,.0f} on nine paths in ten; the "
        f"deal's own purchases add {percent(moved)}"
    )
    layers = band(cut, PLEDGOR, 1.0, "per USD", zero=False)
    subtitle = f"{result.parties[0]}'s money per US dollar, end of year; bands hold 50 and 90%"
    chart = alt.layer(*layers).properties(
        width=WIDTH, height=HEIGHT, title=title(finding, subtitle)
    )
    return styled(chart)


def chart_returns(curve: ReturnsCurve, parties: tuple[str, ...]) -> alt.LayerChart:
    """Return both parties' NPV against the projects' return, break-even marked."""
    pledgor, host = parties[:2]
    even = curve.break_even(pledgor)
    central = next((point for point in curve.levels if point.label == "central"), None)
    finding = (
        f"{pledgor} breaks even where projects return about {percent(even)} a year"
        if not math.isnan(even)
        else f"{pledgor} breaks even at none of these returns"
    )
    if central is not None:
        finding += f"; sector evidence says {percent(central.irr)}"
    layers: list[alt.Chart] = [_rule_at_zero()]
    for party, colour in ((host, HOST), (pledgor, PLEDGOR)):
        layers += _curve(curve, party, colour)
    if not math.isnan(even):
        mark = [{"x": 100 * even, "y": 0.0, "label": f"break-even {percent(even)}"}]
        layers += [
            alt.Chart(data(mark))
            .mark_point(color=PLEDGOR, filled=True, size=90)
            .encode(x="x:Q", y="y:Q"),
            label_text(mark, PLEDGOR, dy=-14, align="right", fontWeight="bold"),
        ]
    layers += _levels(curve, pledgor)
    subtitle = (
        "Mean net present value and 5-95% of paths, every project at the same unlevered return"
    )
    chart = alt.layer(*layers).properties(
        width=WIDTH, height=HEIGHT + 40, title=title(finding, subtitle)
    )
    return styled(chart)


def _curve(curve: ReturnsCurve, party: str, colour: str) -> list[alt.Chart]:
    rows = [
        {
            "x": 100 * point.irr,
            "y": point.npv[party][0] / BILLION,
            "low": point.npv[party][2] / BILLION,
            "high": point.npv[party][3] / BILLION,
        }
        for point in curve.points
    ]
    base = alt.Chart(data(rows)).encode(
        x=alt.X("x:Q", title="unlevered return of the projects as planned, % a year")
    )
    end = [{**rows[-1], "label": party}]
    return [
        base.mark_area(color=colour, opacity=0.15).encode(
            y=alt.Y("low:Q", title="bn USD"), y2="high:Q"
        ),
        base.mark_line(color=colour, strokeWidth=2.5).encode(y=alt.Y("y:Q", title="bn USD")),
        label_text(end, colour, align="left", dx=6, fontWeight="bold"),
    ]


def _levels(curve: ReturnsCurve, party: str) -> list[alt.Chart]:
    rows = [
        {"x": 100 * point.irr, "y": point.npv[party][0] / BILLION, "label": point.label}
        for point in curve.levels
        if not math.isnan(point.irr)
    ]
    dots = alt.Chart(data(rows)).mark_point(color=INK, filled=True, size=45)
    return [dots.encode(x="x:Q", y="y:Q"), label_text(rows, INK, dy=14)]


def chart_waterfall(result: Result) -> alt.LayerChart:
    """Return where the projects' cash goes, step by step, in means over all paths."""
    rows, finding = _steps(result)
    order = list(dict.fromkeys(row["step"] for row in rows))
    y = alt.Y("step:N", sort=order, title=None, axis=alt.Axis(labelLimit=300, grid=False))
    colours = alt.Scale(
        domain=["cash", *result.parties[:2], "others"], range=["#BDBDBD", PLEDGOR, HOST, OTHERS]
    )
    bars = (
        alt.Chart(data(rows))
        .mark_bar(height=20)
        .encode(
            y=y,
            x=alt.X("start:Q", title="bn USD, mean over paths, nominal, all years"),
            x2="end:Q",
            color=alt.Color("who:N", scale=colours, legend=None),
        )
    )
    wide = [row for row in rows if row["end"] - row["start"] > 0.04 * rows[0]["end"]]
    texts = (
        alt.Chart(data(wide))
        .mark_text(color="white", fontSize=11, fontWeight="bold")
        .encode(y=y, x="middle:Q", text="label:N")
    )
    subtitle = "Each step takes its part of the projects' cash; colours are the parties"
    chart = alt.layer(bars, texts).properties(
        width=WIDTH - 160, height=34 * len(order), title=title(finding, subtitle)
    )
    return styled(chart)


def _steps(result: Result) -> tuple[list[dict[str, Any]], str]:
    calls = result.outcome("guarantee_calls", party=result.parties[0]).mean
    cash = result.mean_flow("cash") + calls
    rows = [_bar("projects' cash and guarantee calls", "cash", 0.0, cash)]
    at = 0.0
    for step, series in (("lenders", "lender_service"), ("firms that own", "firms")):
        part = result.mean_flow(series)
        if part > 1e-6 * cash:
            rows.append(_bar(step, "others", at, at + part))
            at += part
    tiers = result.prepared.tiers
    for k, text in enumerate(tiers):
        name = "investor's own pools" if k == len(tiers) - 1 else f"{k + 1}. until {text}"
        for place, party in enumerate(result.parties):
            part = result.cash_by_tier(k, party=party).mean
            if part > 1e-6 * cash:
                who = party if place < 2 else "others"
                rows.append(_bar(name, who, at, at + part))
                at += part
    if cash - at > 1e-6 * cash:
        rows.append(
            _bar(f"loan service and fees to {result.parties[0]}", result.parties[0], at, cash)
        )
    first = sum(result.cash_by_tier(0, party=party).mean for party in result.parties)
    share = percent(first / cash if cash else math.nan, 0)
    return rows, f"{share} of the cash flows through the first tier"


def _bar(step: str, who: str, start: float, end: float) -> dict[str, Any]:
    low, high = start / BILLION, end / BILLION
    label = billions(end - start) if who == "cash" else f"{who} {billions(end - start)}"
    if who == "others":
        label = billions(end - start)
    return {"step": step, "who": who, "start": low, "end": high, "middle": (low + high) / 2,
            "label": label}  # fmt: skip
