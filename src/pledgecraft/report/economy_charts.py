"""Charts on the parties' economies, in the house's style."""

import altair as alt
import numpy as np

from pledgecraft.outcomes.economy import CHANNELS, VALUE
from pledgecraft.outcomes.economy_summary import EconomySummary
from pledgecraft.outcomes.result import Fan
from pledgecraft.report.charts import (
    BILLION,
    HEIGHT,
    HOST,
    INK,
    OTHERS,
    PLEDGOR,
    QUIET,
    WIDTH,
    data,
    label_text,
    styled,
    title,
)
from pledgecraft.report.format import billions, percent

SHORT = {
    "cash": "cash flows",
    "guarantees": "guarantees",
    "delay": "delay",
    "tariff": "tariffs",
    "currency": "currency",
    "fiscal": "public funds",
    VALUE: "sum",
}
"""Channels as the chart names them."""


def chart_channels(told: EconomySummary) -> alt.LayerChart:
    """Return both parties' value against no deal by channel, and the sums."""
    parties = tuple(told.channels)
    rows = [
        {
            "channel": SHORT[name],
            "party": party,
            "mean": told.channels[party][name].mean / BILLION,
            "low": told.channels[party][name].quantiles[0] / BILLION,
            "high": told.channels[party][name].quantiles[-1] / BILLION,
            "label": f"{party} {billions(told.channels[party][name].mean)}",
            "at": max(
                0.0, told.channels[party][name].mean, told.channels[party][name].quantiles[-1]
            )
            / BILLION,
        }
        for name in (*CHANNELS, VALUE)
        for party in parties
        if name in told.channels[party] and (name == VALUE or told.channels[party][name].mean)
    ]
    order = [
        SHORT[name] for name in (*CHANNELS, VALUE) if any(r["channel"] == SHORT[name] for r in rows)
    ]
    base = alt.Chart(data(rows)).encode(
        y=alt.Y("channel:N", sort=order, title=None, axis=alt.Axis(grid=False)),
        yOffset=alt.YOffset("party:N", sort=list(parties)),
    )
    colour = alt.Color(
        "party:N", scale=alt.Scale(domain=list(parties), range=[PLEDGOR, HOST]), legend=None
    )
    bars = base.mark_bar(height=9).encode(
        x=alt.X("mean:Q", title="bn USD, present value at each party's own rate"), color=colour
    )
    ranges = base.mark_rule(color=INK, strokeWidth=1).encode(x="low:Q", x2="high:Q")
    names = base.mark_text(align="left", dx=6, fontSize=10).encode(
        x="at:Q", text="label:N", color=colour
    )
    zero = alt.Chart(data([{"x": 0}])).mark_rule(color=QUIET).encode(x="x:Q")
    first, second = (told.channels[party][VALUE].mean for party in parties)
    finding = (
        f"With tariffs counted the deal is worth {billions(first)} bn USD to {parties[0]} and "
        f"{billions(second)} bn to {parties[1]}"
    )
    chart = alt.layer(bars, ranges, zero, names).properties(
        width=WIDTH - 100,
        height=34 * len(order),
        title=title(finding, "Against no deal; bars: means, lines: 5-95% of paths"),
    )
    return styled(chart)


def chart_tariffs(told: EconomySummary) -> alt.LayerChart:
    """Return what the exporters lose by line with the deal's tariffs and without them."""
    pledgor = told.result.parties[0]
    lines = told.tariff_lines[:-1]
    rows = [
        {
            "line": entry.name,
            "deal": entry.measures["exporters_loss"][0].mean / BILLION,
            "without": entry.measures["exporters_loss"][1].mean / BILLION,
            "label": f"{entry.gap('exporters_loss') / BILLION:+.2f}",
        }
        for entry in lines
    ]
    order = [str(row["line"]) for row in sorted(rows, key=lambda row: -float(row["without"]))]
    y = alt.Y("line:N", sort=order, title=None, axis=alt.Axis(grid=False, labelLimit=200))
    base = alt.Chart(data(rows)).encode(y=y)
    gaps = base.mark_rule(color=PLEDGOR, strokeWidth=3, opacity=0.4).encode(
        x=alt.X("deal:Q", title="bn USD a year"), x2="without:Q"
    )
    with_deal = base.mark_point(color=PLEDGOR, filled=True, size=80).encode(x="deal:Q")
    without = base.mark_point(color=INK, filled=False, size=80).encode(x="without:Q")
    labels = base.mark_text(align="left", dx=9, color=INK, fontSize=11).encode(
        x="without:Q", text="label:N"
    )
    top = [row for row in rows if row["line"] == order[0]]
    marks = [
        alt.Chart(data(top))
        .mark_text(dy=-13, color=colour, fontSize=11)
        .encode(y=y, x=f"{at}:Q", text=alt.value(text))
        for at, text, colour in (("deal", "deal", PLEDGOR), ("without", "no deal", INK))
    ]
    total = told.tariff_lines[-1].gap("exporters_loss")
    finding = (
        f"Without the deal's tariffs {pledgor}'s exporters would lose {billions(total)} bn USD "
        f"more in {told.tariff_year}"
    )
    subtitle = "What they lose to the tariff: price taken off and margin on lost sales, means"
    chart = alt.layer(gaps, with_deal, without, labels, *marks).properties(
        width=WIDTH - 130, height=34 * len(order), title=title(finding, subtitle)
    )
    return styled(chart)


def chart_delays(told: EconomySummary) -> alt.LayerChart:
    """Return how many months missing specialists cost at least, by share of paths."""
    samples = {
        "average by budget": told.result.shared("delay_months").values,
        "worst site": told.result.shared("longest_delay_months").values,
    }
    top = max(float(np.quantile(samples["worst site"], 0.995)), 0.1)
    layers: list[alt.Chart] = []
    for (name, values), colour in zip(samples.items(), (PLEDGOR, INK), strict=True):
        months = np.linspace(0.0, top, 121)
        share = 100 * (1 - np.searchsorted(np.sort(values), months) / values.size)
        rows = [{"x": float(x), "y": float(y)} for x, y in zip(months, share, strict=True)]
        half = int(np.argmin(np.abs(share - 35)))
        layers += [
            alt.Chart(data(rows))
            .mark_line(color=colour, strokeWidth=2, interpolate="step-after")
            .encode(
                x=alt.X("x:Q", title="months lost over the whole of construction"),
                y=alt.Y("y:Q", title="% of paths that lose more"),
            ),
            label_text([{**rows[half], "label": name}], colour, align="left", dx=8, dy=-4),
        ]
    mean, worst = (float(values.mean()) for values in samples.values())
    finding = (
        f"Missing specialists cost {mean:.2f} months on average, {worst:.2f} at the worst site"
    )
    subtitle = "Enforcement stops and visas; the average weighs projects by their budgets"
    chart = alt.layer(*layers).properties(
        width=WIDTH, height=HEIGHT - 60, title=title(finding, subtitle)
    )
    return styled(chart)


def chart_debt(told: EconomySummary) -> alt.LayerChart:
    """Return the fan of public debt with the deal in deciles, and its median without it."""
    assert told.debt is not None
    deal, alone, added = told.debt["deal"], told.debt["alone"], told.debt_added
    year = deal.years[-1]
    medians = {name: 100 * fan.quantile(0.5) for name, fan in told.debt.items()}
    axis = alt.Axis(format="d", tickCount=10)
    layers = [
        alt.Chart(data(_decile_band(deal, low)))
        .mark_area(color=PLEDGOR, opacity=0.16)
        .encode(
            x=alt.X("year:Q", title=None, axis=axis),
            y=alt.Y("low:Q", title="% of GDP", scale=alt.Scale(zero=False)),
            y2="high:Q",
        )
        for low in (0.1, 0.2, 0.3, 0.4)
    ]
    for name, colour, dash, text in (
        ("defence", INK, [2, 3], "and defence, if borrowed"),
        ("deal", PLEDGOR, [1, 0], "with the deal"),
        ("alone", OTHERS, [5, 3], "without"),
    ):
        rows = [{"x": y, "y": float(v)} for y, v in zip(alone.years, medians[name], strict=True)]
        layers += [
            alt.Chart(data(rows))
            .mark_line(color=colour, strokeDash=dash, strokeWidth=2)
            .encode(x="x:Q", y="y:Q"),
            label_text([{**rows[-1], "label": text}], QUIET if colour == OTHERS else colour,
                       align="left", dx=6),
        ]  # fmt: skip
    points = 100 * added.mean if added else 0.0
    finding = (
        f"By {year} the deal adds {points:.1f} points to {told.result.parties[0]}'s public debt of "
        f"{percent(medians['alone'][-1] / 100, 0)} of GDP"
    )
    subtitle = "Central and local government; bands: deciles of paths with the deal, lines: medians"
    chart = alt.layer(*layers).properties(
        width=WIDTH, height=HEIGHT, title=title(finding, subtitle)
    )
    return styled(chart)


def _decile_band(fan: Fan, low: float) -> list[dict[str, float]]:
    """Return the band between a decile and its mirror, by year, percent."""
    lower, upper = 100 * fan.quantile(low), 100 * fan.quantile(1 - low)
    return [
        {"year": year, "low": float(a), "high": float(b)}
        for year, a, b in zip(fan.years, lower, upper, strict=True)
    ]
