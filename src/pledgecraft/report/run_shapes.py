"""Shapes of the JSON of `run`."""

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from pledgecraft.report.economy_shapes import Adequacy, Channels, Fiscal, Tariffs
from pledgecraft.report.shape_parts import (
    AsOf,
    CaseId,
    Commitment,
    Format,
    Level,
    Paths,
    ReadingId,
    Recovered,
    RecoveredError,
    Seed,
    Side,
    Standing,
    Statistic,
    TermName,
    Written,
    closed,
)


@closed
class Outcomes(TypedDict):
    """What a party gets."""

    npv: Annotated[
        Statistic, Field(description="Net present value at the party's own discount rate, USD.")
    ]
    paid_in: Annotated[
        Statistic,
        Field(description="Calls (pledgor); costs above budget and compensation (host). USD."),
    ]
    distributed: Annotated[Statistic, Field(description="Cash received, USD.")]
    moic: Annotated[Statistic, Field(description="`distributed` over `paid_in`.")]
    dpi: Annotated[Statistic, Field(description="The same at the horizon.")]
    irr: Annotated[Statistic, Field(description="Internal rate of return, a year.")]
    recovery_years: Annotated[
        Statistic,
        Field(
            description="Years from the first draw until nothing is owed for good. Pledgor only."
        ),
    ]
    unrecovered_principal: Annotated[
        Statistic, Field(description="Principal not back at the horizon, USD. Pledgor only.")
    ]
    unrecovered: Annotated[
        Statistic,
        Field(
            description="Principal and deemed interest not back at the horizon, USD. Pledgor only."
        ),
    ]
    unrecovered_20: Annotated[
        Statistic, Field(description="The same 20 years after the first draw, USD. Pledgor only.")
    ]
    guarantee_calls: Annotated[
        Statistic, Field(description="Guarantees called, USD. Pledgor only.")
    ]
    largest_outflow: Annotated[
        Statistic, Field(description="Largest outflow in a calendar year, USD.")
    ]


@closed
class Schedule(TypedDict):
    """When the projects are built and paid; no party has this alone."""

    delay_months: Annotated[
        Statistic,
        Field(description="Months lost for missing specialists, weighted by budget."),
    ]
    longest_delay_months: Annotated[
        Statistic, Field(description="Months lost for them by the worst project.")
    ]
    last_call_years: Annotated[
        Statistic, Field(description="Years from the first call to the last.")
    ]


@closed
class Currency(TypedDict):
    """What the deal does to reserves and exchange rate; no party has this alone."""

    lowest_reserves: Annotated[
        Statistic, Field(description="Least reserves while they are watched, USD.")
    ]
    floor_breach: Annotated[
        Statistic,
        Field(description="Probability that reserves touch their floor while they are watched."),
    ]
    floor_breach_alone: Annotated[Statistic, Field(description="The same without the deal.")]
    deal_depreciation: Annotated[
        Statistic,
        Field(description="How much dearer the deal's own purchases make the dollar, a fraction."),
    ]
    largest_flow_to_gdp: Annotated[
        Statistic, Field(description="Largest outflow of a calendar year over GDP, a fraction.")
    ]
    bought_in_market: Annotated[Statistic, Field(description="Dollars bought in the market, USD.")]
    bonds: Annotated[Statistic, Field(description="Dollar bonds issued, USD.")]
    deferred: Annotated[Statistic, Field(description="Calls deferred by relief, USD.")]
    declined: Annotated[Statistic, Field(description="Calls declined at the red line, USD.")]


@closed
class Probability(TypedDict):
    """How likely something is, 0 to 1."""

    recovered_by_year_20: Recovered
    recovered_by_year_20_se: RecoveredError


@closed
class PointValue(TypedDict):
    """A party's net present value at one return of the projects."""

    unit: Annotated[Literal["USD"], Field(description="Unit of the numbers.")]
    mean: Annotated[float, Field(description="Mean.")]
    se: Annotated[float, Field(description="Monte Carlo standard error of the mean.")]
    q05: Annotated[float, Field(description="Quantile at 5%.")]
    q95: Annotated[float, Field(description="Quantile at 95%.")]


@closed
class Point(TypedDict):
    """Outcomes at one return of the projects."""

    irr: Annotated[
        float | None,
        Field(description="Return as planned: of each project, or weighted by budget."),
    ]
    label: Annotated[
        Level | None,
        Field(description="Level of the sectors' returns; `null` for one return for all."),
    ]
    npv: Annotated[dict[str, PointValue], Field(description="Net present value by party.")]
    recovered_by_year_20: Recovered
    recovered_by_year_20_se: RecoveredError


@closed
class Returns(TypedDict):
    """Outcomes against the projects' return, on the same draws."""

    unit: Annotated[
        Literal["unlevered project IRR, annual"], Field(description="What the returns are.")
    ]
    paths: Annotated[int, Field(description="Number of paths of each point.")]
    break_even_interpolated: Annotated[
        dict[str, float | None],
        Field(
            description=(
                "By party: the return at which its mean net present value is zero, between "
                "points; `null` where there is none."
            )
        ),
    ]
    same_return_for_all: Annotated[
        list[Point], Field(description="Every project at one return, in order.")
    ]
    sector_returns: Annotated[
        list[Point], Field(description="The sectors' own low, central and high returns.")
    ]


@closed
class AssumedValue(TypedDict):
    """A term whose value rests on no agreement."""

    term: TermName
    value: Annotated[Written, Field(description="Value that was run, as written.")]
    why: Annotated[str, Field(description="Where the value comes from, in one sentence.")]
    standing: Annotated[Standing, Field(description="How settled the term is.")]


@closed
class RunChecks(TypedDict):
    """What the run checked of itself."""

    cash_conserved_max_abs_usd: Annotated[
        float,
        Field(description="Largest gap between cash in and out of any period on any path, USD."),
    ]


@closed
class Run(TypedDict):
    """What each party gets, how sure that is, and what was assumed."""

    format: Format
    case: CaseId
    as_of: AsOf
    side: Side
    reading: ReadingId
    seed: Seed
    paths: Paths
    version: Annotated[str, Field(description="Version of Pledgecraft.")]
    pledgor: Annotated[str, Field(description="Code of the party that pays.")]
    host: Annotated[str, Field(description="Code of the party where the money goes.")]
    commitment_usd: Commitment
    parties: Annotated[dict[str, Outcomes], Field(description="Outcomes by party.")]
    schedule: Annotated[Schedule | None, Field(description="Outcomes of construction.")]
    currency: Annotated[
        Currency | None,
        Field(description="Reserves and exchange rate; null where the world has no currency."),
    ]
    channels: Annotated[
        dict[str, Channels], Field(description="By party: value against no deal by channel, USD.")
    ]
    tariffs: Annotated[
        Tariffs | None,
        Field(description="Trade with the deal and without; null where the world has no tariffs."),
    ]
    fiscal: Annotated[
        Fiscal | None,
        Field(description="Public debt and guarantees; null where the world has no public purse."),
    ]
    adequacy: Annotated[
        Adequacy | None,
        Field(description="Reserves against rules; null where the world names none."),
    ]
    irr_undefined: Annotated[
        dict[str, dict[str, float]],
        Field(description="By party: why the IRR is undefined, and on which share of paths."),
    ]
    probability: Annotated[Probability, Field(description="Chance of being made whole.")]
    returns: Annotated[
        Returns | None,
        Field(
            description=(
                "Against the projects' return; `null` with `--no-returns`, and where projects are "
                "given as series."
            )
        ),
    ]
    assumed: Annotated[list[AssumedValue], Field(description="Assumed, not agreed.")]
    notes: Annotated[list[str], Field(description="What a reader should know.")]
    checks: Annotated[RunChecks, Field(description="Whether the sums are right.")]
    brief: NotRequired[
        Annotated[str, Field(description="The brief that was written. Only with `--brief`.")]
    ]
