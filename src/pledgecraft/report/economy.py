"""Tables and sentences on the parties' economies, the same in the terminal and in the brief."""

import math
from dataclasses import dataclass

import numpy as np

from pledgecraft.outcomes.economy import CHANNELS, VALUE
from pledgecraft.outcomes.economy_summary import EconomySummary, last_of
from pledgecraft.outcomes.result import SHARED_GROUPS
from pledgecraft.outcomes.statistics import Sample
from pledgecraft.outcomes.summary import Summary
from pledgecraft.report.format import billions, money, percent, with_error

CHANNEL_LABELS = {
    "cash": "Cash flows of the deal, specialists present",
    "guarantees": "Guarantees: fees less calls",
    "delay": "Effect of missing specialists",
    "tariff": "Tariffs of the deal against no deal",
    "currency": "Dollars made dearer by own purchases",
    "fiscal": "Burden of raising public money",
    VALUE: "Sum, against no deal",
}
"""Channels in the order of the tables."""

MONTHS = 12


@dataclass(frozen=True)
class Rows:
    """A table: its title, the names of its columns, its rows; the first column is text.

    Attributes:
        title: What it shows, with units.
        columns: Names of the columns.
        rows: Cells as text.
        note: A sentence below it.
        has_sum: Whether the last row is the sum of the others.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    has_sum: bool = False


def economy_tables(summary: Summary) -> list[Rows]:
    """Return the tables on the parties' economies that a summary's world allows."""
    told = summary.economy
    made = (channel_table(told), tariff_table(told), adequacy_table(told))
    return [table for table in made if table is not None]


def channel_table(told: EconomySummary) -> Rows | None:
    """Return what the deal is worth to each party by channel; ``None`` where it is cash alone."""
    if told.result.world.assumptions.model.tariffs is None:
        return None
    parties = tuple(told.channels)
    rows = [
        (CHANNEL_LABELS[name], *(_channel_cell(told, party, name) for party in parties))
        for name in (*CHANNELS, VALUE)
        if any(name in told.channels[party] for party in parties)
    ]
    return Rows(
        "Value against no deal, by channel: mean ± se, bn USD, present value",
        ("", *parties),
        tuple(rows),
        channel_note(told),
        has_sum=True,
    )


def channel_note(told: EconomySummary) -> str:
    """Return what the channels rest on and leave out."""
    tariffs = told.result.world.assumptions.model.tariffs
    pledgor, host = told.result.parties[:2]
    lasts = tariffs.lasts.value if tariffs else ""
    horizons = ", ".join(
        f"{billions(worth[pledgor])} ({pledgor}) and {billions(worth[host])} ({host}) "
        f"for {years:g} years"
        for years, worth in told.tariff_horizons
    )
    return (
        f"Tariffs count for {lasts}, an assumption on which their line hangs"
        + (f": {horizons}" if horizons else "")
        + f". For {pledgor} they are its exporters' money, the other lines the state's; for {host} "
        "they are duty less buyers' loss, and its makers are not counted. Nobody need accept the "
        "sum: take the parts."
    )


def _channel_cell(told: EconomySummary, party: str, name: str) -> str:
    found = told.channels[party].get(name)
    if found is None:
        return "—"
    return "0" if found.mean == 0 and found.se == 0 else with_error(found.mean, found.se)


def tariff_table(told: EconomySummary) -> Rows | None:
    """Return what the tariffs do line by line in the first year; ``None`` without lines."""
    if not told.tariff_lines:
        return None
    pledgor, host = told.result.parties[:2]
    rows: list[tuple[str, ...]] = []
    for entry in told.tariff_lines:
        rates = " / ".join(percent(rate) for rate in entry.rates) if entry.rates else ""
        exports, lost = entry.measures["exports"], entry.measures["exporters_loss"]
        rows.append(
            (
                entry.name,
                rates,
                f"{billions(exports[0].mean)} / {billions(exports[1].mean)}",
                f"{billions(lost[0].mean)} / {billions(lost[1].mean)}",
                _signed(-entry.gap("revenue")),
                _signed(entry.gap("consumers_loss")),
                _signed(entry.gap("rivals")),
            )
        )
    return Rows(
        f"Tariffs in {told.tariff_year}, with the deal / without it: means, bn USD a year",
        ("line", "tariff", f"sales of {pledgor}", "exporters' loss", f"{host} duty",
         f"{host} buyers gain", "rivals lose" if _gap(told, "rivals") >= 0 else "rivals"),
        tuple(rows),
        month_sentence(told),
        has_sum=True,
    )  # fmt: skip


def _gap(told: EconomySummary, measure: str) -> float:
    return told.tariff_lines[-1].gap(measure)


def _signed(value: float) -> str:
    return f"{value / 1e9:+.2f}" if abs(value) >= 5e6 else "0"


def month_sentence(told: EconomySummary) -> str:
    """Return what a month without the deal's tariffs costs the pledgor's exporters."""
    total, cars = told.tariff_lines[-1], told.tariff_lines[0]
    pledgor = told.result.parties[0]
    return (
        f"Each month without the deal's tariffs costs {pledgor}'s exporters "
        f"{money(total.gap('exporters_loss') / MONTHS)} in {told.tariff_year}, "
        f"{money(cars.gap('exporters_loss') / MONTHS)} of it on {cars.name.lower()}."
    )


def adequacy_table(told: EconomySummary) -> Rows | None:
    """Return reserves against each rule; ``None`` where the world gives none."""
    readings = told.result.economy.adequacy
    if not readings:
        return None
    rows: list[tuple[str, ...]] = []
    for entry in readings:
        deal, alone = last_of(entry)
        unit = "" if entry.demand.unit == "1" else f" {entry.demand.unit}"
        enough = f"{entry.demand.enough:g}{unit}"
        values = (entry.start, alone.mean, deal.mean)
        short = percent(float(np.mean(entry.deal[:, -1] < entry.demand.enough)), 0)
        rows.append((entry.demand.text, *(f"{value:.2f}" for value in values), enough, short))
    year = readings[0].years[-1]
    capacity = "; ".join(
        f"{name} {billions(value) if math.isfinite(value) else 'without limit,'} bn ({formula})"
        for name, formula, value in told.result.economy.capacity
    )
    return Rows(
        f"Reserves over what a rule asks for, at the start and at the end of {year}, means",
        ("against", "start", "no deal", "deal", "enough", "short of it"),
        tuple(rows),
        "An advanced economy is not scored on the IMF's metric, as the authorities answer; it is "
        f"shown beside the older rules. What can be borne a year: {capacity}.",
    )


def effect_sentences(summary: Summary) -> list[str]:
    """Return what the deal does to schedule, currency and public debt, in sentences."""
    delays = schedule_sentence(summary)
    return [
        *([delays] if delays else []),
        *currency_sentences(summary),
        *fiscal_sentences(summary.economy),
    ]


def value_sentences(told: EconomySummary) -> list[str]:
    """Return each party's value with the tariffs counted; none where there are no lines."""
    if not told.tariff_lines:
        return []
    parts: list[str] = []
    for party, channels in told.channels.items():
        tariff, value = channels["tariff"], channels[VALUE]
        parts.append(
            f"{party} {with_error(value.mean, value.se)} bn USD, {billions(tariff.mean)} of it "
            "from tariffs"
        )
    lasts = told.result.world.assumptions.model.tariffs
    assert lasts is not None
    return [
        f"Against no deal, with tariffs counted for {lasts.lasts.value}, the deal is worth: "
        f"{'; '.join(parts)}. {month_sentence(told)}"
    ]


def fiscal_sentences(told: EconomySummary) -> list[str]:
    """Return what the deal adds to public debt, and defence beside it."""
    if told.debt is None or told.debt_added is None:
        return []
    year = told.debt["alone"].years[-1]
    alone, added = told.debt["alone"].mean[-1], told.debt_added
    sentence = (
        f"Public debt at the end of {year} is {percent(float(alone))} of GDP without the deal, "
        f"{100 * added.mean:.1f} ± {100 * added.se:.2f} points more with it"
    )
    net = told.net_debt_added
    if net is not None:
        sentence += f", {100 * net.mean:.1f} counting the reserves that it takes"
    defence, extra = told.debt["defence"].mean[-1], told.defence_total
    if extra is not None and extra.mean:
        beyond = 100 * float(defence - told.debt["deal"].mean[-1])
        sentence += (
            f"; defence above its first share, {money(extra.mean)} in all, would add "
            f"{beyond:.1f} if borrowed"
        )
    found = told.result.economy.guarantees
    if found is None:
        return [f"{sentence}."]
    return [
        f"{sentence}.",
        f"Guarantees of {money(found.exposure)} cost {money(found.expected)} (standard error "
        f"{money(found.expected_se)}) on average in present value; a buyer of the risk would ask "
        f"about {money(found.market)}; on the worst path in a hundred {money(found.tail)}; by "
        f"Vasicek's formula at 99.9% {money(found.vasicek)}.",
    ]


def schedule_sentence(summary: Summary) -> str | None:
    """Return how much time missing specialists cost; ``None`` where the world has none."""
    result = summary.result
    if result.world.assumptions.model.workforce is None:
        return None
    told = result.shared("delay_months").describe()
    worst = result.shared("longest_delay_months").describe()
    return (
        f"Missing specialists delay the projects by {with_error(told.mean, told.se, 1)} months on "
        f"average by budget (5% {told.quantiles[0]:.1f}, 95% {told.quantiles[-1]:.1f}), the worst "
        f"project by {with_error(worst.mean, worst.se, 1)}."
    )


def currency_sentences(summary: Summary) -> list[str]:
    """Return what the deal does to reserves and currency; none where the world has neither."""
    result = summary.result
    world = result.world.assumptions.model.currency
    if world is None:
        return []
    told = {name: result.shared(name).describe() for name in SHARED_GROUPS["currency"]}
    years = result.world.assumptions.grid.years
    with_deal, alone = result.by_year("reserves"), result.by_year("reserves_alone")
    place = min(len(years), round(world.reserves.watched.value.value)) - 1
    gap = Sample("gap", "USD", with_deal.values[:, place] - alone.values[:, place]).describe()
    floor = world.reserves.floor.value
    watched, breach = world.reserves.watched.value, told["floor_breach"]
    sentences = [
        f"At the end of {years[place]} reserves are {with_error(-gap.mean, gap.se)} bn USD lower "
        f"than without the deal. Within {watched} they touch {floor} with a chance of "
        f"{percent(breach.mean)} (± {percent(breach.se, 2)}), without the deal "
        f"{percent(told['floor_breach_alone'].mean)}.",
        f"The deal's own purchases make the dollar {percent(told['deal_depreciation'].mean, 2)} "
        f"dearer; {money(told['bonds'].mean)} come from bonds, "
        f"{money(told['bought_in_market'].mean)} from the market, {money(told['deferred'].mean)} "
        f"are deferred by relief and {money(told['declined'].mean)} declined at the red line.",
    ]
    sample, flows = world.impact.sample.value, result.shared("largest_flow_to_gdp").values
    beyond = float(np.mean(flows > sample.value))
    if beyond > 0 and told["bought_in_market"].mean > 0:
        sentences.append(
            f"On {percent(beyond)} of paths a year's outflow exceeds {sample} of GDP, beyond the "
            "sample from which the market's response was estimated: an extrapolation."
        )
    return sentences
