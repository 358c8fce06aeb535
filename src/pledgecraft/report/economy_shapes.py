"""Shapes of the JSON on the parties' economies: channels, tariffs, public purse, reserves."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from pledgecraft.report.shape_parts import Compared, Estimate, Format, Statistic, closed

_CASH = "Flows of the deal as if specialists were never missing, without guarantees."
_GUARANTEES = "Fees less guarantee calls."
_DELAY = "What missing specialists cost."
_TARIFF = "Tariffs of the deal against those of no deal."
_CURRENCY = "What the deal's own purchases make its dollars dearer."
_FISCAL = "Burden of raising public money."
_VALUE = "Sum of the channels that the world describes."


@closed
class Channels(TypedDict):
    """What the deal is worth to a party against no deal; null where the world is silent."""

    cash: Annotated[Statistic, Field(description=_CASH)]
    guarantees: Annotated[Statistic, Field(description=_GUARANTEES)]
    delay: Annotated[Statistic | None, Field(description=_DELAY)]
    tariff: Annotated[Statistic | None, Field(description=_TARIFF)]
    currency: Annotated[Statistic | None, Field(description=_CURRENCY)]
    fiscal: Annotated[Statistic | None, Field(description=_FISCAL)]
    value: Annotated[Statistic, Field(description=_VALUE)]


@closed
class ComparedChannels(TypedDict):
    """Channels of a column, and how they differ from the first column's."""

    cash: Annotated[Compared, Field(description=_CASH)]
    guarantees: Annotated[Compared, Field(description=_GUARANTEES)]
    delay: Annotated[Compared | None, Field(description=_DELAY)]
    tariff: Annotated[Compared | None, Field(description=_TARIFF)]
    currency: Annotated[Compared | None, Field(description=_CURRENCY)]
    fiscal: Annotated[Compared | None, Field(description=_FISCAL)]
    value: Annotated[Compared, Field(description=_VALUE)]


@closed
class Sides(TypedDict):
    """A measure of trade with the deal and without it."""

    deal: Annotated[Estimate, Field(description="Under the deal.")]
    no_deal: Annotated[Estimate, Field(description="Without it.")]


@closed
class TariffLine(TypedDict):
    """What the tariffs do to a line of goods in a year, USD."""

    line: Annotated[str | None, Field(description="Id of the line; null for all together.")]
    name: Annotated[str, Field(description="Name of the line.")]
    deal: Annotated[float | None, Field(description="Tariff at the year's end with the deal.")]
    no_deal: Annotated[float | None, Field(description="Tariff at the year's end without it.")]
    exports: Annotated[Sides, Field(description="The pledgor's sales at its own price.")]
    exporters_loss: Annotated[
        Sides, Field(description="Price taken off, and margin on sales not made.")
    ]
    revenue: Annotated[Sides, Field(description="Duty on the line from all sources.")]
    consumers_loss: Annotated[Sides, Field(description="Loss of the host's buyers.")]
    rivals: Annotated[Sides, Field(description="Sales of the other sources.")]


@closed
class TariffHorizon(TypedDict):
    """What the tariffs are worth if their difference counted for some years."""

    years: Annotated[float, Field(description="Years for which it counts.")]
    value_usd: Annotated[dict[str, float], Field(description="Mean by party, present value.")]


@closed
class Tariffs(TypedDict):
    """Trade with the deal's tariffs and without them."""

    year: Annotated[int, Field(description="Calendar year shown, the deal's first whole one.")]
    horizons: Annotated[
        list[TariffHorizon],
        Field(description="Value at the ends of the range of how long the tariffs count."),
    ]
    lines: Annotated[list[TariffLine], Field(description="Lines, then all together.")]


@closed
class FanRow(TypedDict):
    """A year of a series over the paths."""

    year: Annotated[int, Field(description="Calendar year.")]
    mean: Annotated[float, Field(description="Mean.")]
    se: Annotated[float, Field(description="Monte Carlo standard error of the mean.")]
    q05: Annotated[float, Field(description="Quantile at 5%.")]
    q10: Annotated[float, Field(description="Quantile at 10%.")]
    q25: Annotated[float, Field(description="Quantile at 25%.")]
    q50: Annotated[float, Field(description="Median.")]
    q75: Annotated[float, Field(description="Quantile at 75%.")]
    q90: Annotated[float, Field(description="Quantile at 90%.")]
    q95: Annotated[float, Field(description="Quantile at 95%.")]


@closed
class Debt(TypedDict):
    """Public debt over GDP at the ends of years."""

    alone: Annotated[list[FanRow], Field(description="Without the deal.")]
    deal: Annotated[list[FanRow], Field(description="With the deal.")]
    defence: Annotated[
        list[FanRow], Field(description="With the deal and with more defence, if borrowed.")
    ]


@closed
class Guarantees(TypedDict):
    """What guarantees cost, read in four ways; present values, USD."""

    exposure: Annotated[float, Field(description="Debt guaranteed, nominal.")]
    expected: Annotated[float, Field(description="Mean over the paths.")]
    expected_se: Annotated[float, Field(description="Its Monte Carlo standard error.")]
    market: Annotated[float, Field(description="What a buyer of the risk would charge.")]
    tail: Annotated[float, Field(description="Quantile at 99% of the paths.")]
    vasicek: Annotated[float, Field(description="Vasicek's quantile at 99.9%.")]


@closed
class Fiscal(TypedDict):
    """The pledgor's public purse."""

    debt: Annotated[Debt, Field(description="Debt over GDP by year.")]
    debt_added: Annotated[
        Statistic, Field(description="Share of GDP that the deal adds by the last year.")
    ]
    net_debt_added: Annotated[
        Statistic | None, Field(description="The same for debt less reserves.")
    ]
    defence_extra: Annotated[
        Statistic | None, Field(description="Defence above its first share over all years, USD.")
    ]
    guarantees: Annotated[Guarantees | None, Field(description="Null where there are none.")]


@closed
class AdequacyReading(TypedDict):
    """Reserves over what a rule asks for."""

    name: Annotated[str, Field(description="Of the rule.")]
    against: Annotated[str, Field(description="What reserves are compared with.")]
    enough: Annotated[float, Field(description="From where the rule calls them adequate.")]
    start: Annotated[float, Field(description="At the start.")]
    deal: Annotated[Statistic, Field(description="At the end of the year, with the deal.")]
    alone: Annotated[Statistic, Field(description="At the end of the year, without it.")]
    short: Annotated[float, Field(description="Share of paths short of it, with the deal.")]
    short_alone: Annotated[float, Field(description="Share of paths short of it, without it.")]


@closed
class Capacity(TypedDict):
    """One reading of the yearly outflow that can be borne."""

    name: Annotated[str, Field(description="Of the reading.")]
    formula: Annotated[str, Field(description="What it says, with its numbers.")]
    usd: Annotated[float, Field(description="USD a year; `adequacy` once.")]


@closed
class Adequacy(TypedDict):
    """Reserves against rules, and what they can bear a year."""

    year: Annotated[int, Field(description="The last year in which reserves are watched.")]
    readings: Annotated[list[AdequacyReading], Field(description="One a rule.")]
    capacity: Annotated[list[Capacity], Field(description="Four readings.")]


@closed
class MacroCell(TypedDict):
    """A figure with its source."""

    country: Annotated[str, Field(description="ISO 3166 alpha-3 code.")]
    indicator: Annotated[str, Field(description="What is measured.")]
    period: Annotated[str, Field(description="Year, quarter, month or day, with its vintage.")]
    value: Annotated[float, Field(description="The figure, in its unit.")]
    unit: Annotated[str, Field(description="Unit.")]
    source: Annotated[str, Field(description="Address, or what it was calculated from.")]
    confidence: Annotated[str, Field(description="How sure it is.")]


@closed
class MetricReading(TypedDict):
    """The IMF's metric with one money aggregate and one set of weights; billion USD."""

    money: Annotated[str, Field(description="Name of the aggregate.")]
    regime: Annotated[str, Field(description="`floating` or `fixed`.")]
    vintage: Annotated[int, Field(description="Year of the weights.")]
    required: Annotated[float, Field(description="What the metric asks for.")]
    ratio: Annotated[float, Field(description="Reserves over it.")]
    required_frozen: Annotated[
        float | None, Field(description="The same with shares held abroad frozen at their level.")
    ]
    ratio_frozen: Annotated[float | None, Field(description="Reserves over that.")]


@closed
class MetricYear(TypedDict):
    """Reserve adequacy at the end of a year; stocks in billion USD."""

    country: Annotated[str, Field(description="ISO 3166 alpha-3 code.")]
    year: Annotated[int, Field(description="Calendar year.")]
    reserves: Annotated[float, Field(description="Official reserves.")]
    due_within_a_year: Annotated[float, Field(description="Debt at remaining maturity.")]
    other_liabilities: Annotated[float, Field(description="Portfolio and other, less that.")]
    published: Annotated[float | None, Field(description="Ratio as published.")]
    debt_cover: Annotated[float, Field(description="Reserves over short-term debt.")]
    debt_cover_remaining: Annotated[float, Field(description="At remaining maturity.")]
    import_cover: Annotated[float | None, Field(description="Months of imports.")]
    weakest: Annotated[str, Field(description="Least confidence among the inputs.")]
    readings: Annotated[list[MetricReading], Field(description="By aggregate and weights.")]
    inputs: Annotated[list[MacroCell], Field(description="What it was calculated from.")]


@closed
class AdequacyHistory(TypedDict):
    """The IMF's metric rebuilt by year."""

    format: Format
    frozen_year: Annotated[int, Field(description="Year whose share prices are kept.")]
    years: Annotated[list[MetricYear], Field(description="In order.")]
