"""Shapes of the JSON of `compare`."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from pledgecraft.report.economy_shapes import ComparedChannels
from pledgecraft.report.shape_parts import (
    AsOf,
    CaseId,
    Commitment,
    Compared,
    Estimate,
    Format,
    Paths,
    ReadingId,
    Recovered,
    RecoveredError,
    Seed,
    Side,
    Standing,
    TermName,
    Written,
    closed,
)


@closed
class ComparedOutcomes(TypedDict):
    """What a party gets in a column; money per dollar of commitment where cases are compared."""

    npv: Annotated[
        Compared, Field(description="Net present value at the party's own discount rate.")
    ]
    paid_in: Annotated[
        Compared,
        Field(description="Calls (pledgor); costs above budget and compensation (host)."),
    ]
    distributed: Annotated[Compared, Field(description="Cash received.")]
    moic: Annotated[Compared, Field(description="`distributed` over `paid_in`.")]
    irr: Annotated[Compared, Field(description="Internal rate of return, a year.")]
    unrecovered_20: Annotated[
        Compared,
        Field(
            description=(
                "Principal and deemed interest not back 20 years after the first draw. "
                "Pledgor only."
            )
        ),
    ]
    largest_outflow: Annotated[Compared, Field(description="Largest outflow in a calendar year.")]


@closed
class ComparedSchedule(TypedDict):
    """When the projects are built and paid in a column; no party has this alone."""

    delay_months: Annotated[
        Compared,
        Field(description="Months lost for missing specialists, weighted by budget."),
    ]
    longest_delay_months: Annotated[
        Compared, Field(description="Months lost for them by the worst project.")
    ]
    last_call_years: Annotated[
        Compared, Field(description="Years from the first call to the last.")
    ]


@closed
class ComparedCurrency(TypedDict):
    """What a column does to reserves and exchange rate; no party has this alone."""

    lowest_reserves: Annotated[
        Compared, Field(description="Least reserves while they are watched, USD.")
    ]
    floor_breach: Annotated[
        Compared,
        Field(description="Probability that reserves touch their floor while they are watched."),
    ]
    floor_breach_alone: Annotated[Compared, Field(description="The same without the deal.")]
    deal_depreciation: Annotated[
        Compared,
        Field(description="How much dearer the deal's own purchases make the dollar, a fraction."),
    ]
    largest_flow_to_gdp: Annotated[
        Compared, Field(description="Largest outflow of a calendar year over GDP, a fraction.")
    ]
    bought_in_market: Annotated[Compared, Field(description="Dollars bought in the market, USD.")]
    bonds: Annotated[Compared, Field(description="Dollar bonds issued, USD.")]
    deferred: Annotated[Compared, Field(description="Calls deferred by relief, USD.")]
    declined: Annotated[Compared, Field(description="Calls declined at the red line, USD.")]


@closed
class Column(TypedDict):
    """One result of a comparison."""

    label: Annotated[str, Field(description="What it is called.")]
    case: CaseId
    as_of: AsOf
    side: Side
    reading: ReadingId
    commitment_usd: Commitment
    world: Annotated[
        dict[str, Written],
        Field(description="Parameters that the column sets for itself, by path below `world`."),
    ]
    schedule: Annotated[ComparedSchedule | None, Field(description="Outcomes of construction.")]
    currency: Annotated[
        ComparedCurrency | None,
        Field(description="Reserves and exchange rate; null where the world has no currency."),
    ]
    delay_months: Annotated[int, Field(description="Months by which the deal is signed later.")]
    channels: Annotated[
        dict[str, ComparedChannels | None],
        Field(description="By party: value by channel; null without tariffs, and across cases."),
    ]
    recovered_by_year_20: Recovered
    recovered_by_year_20_se: RecoveredError
    parties: Annotated[
        dict[str, ComparedOutcomes],
        Field(description="Outcomes by party: the pledgor, then the host."),
    ]


@closed
class Clause(TypedDict):
    """A term in every column. A path that ends in the pledgor's code ends in `pledgor` here."""

    term: TermName
    values: Annotated[
        list[str | None],
        Field(description="Value in each column, as read; `null` where it has no such term."),
    ]
    standing: Annotated[
        list[Standing | None], Field(description="How settled the term is, in each column.")
    ]
    same: Annotated[bool, Field(description="Whether all values are the same.")]


@closed
class Gap(TypedDict):
    """What a column is worth over the first at one return of the projects."""

    returns: Annotated[
        str, Field(description="`low`, `central`, `high`, or the return of every project.")
    ]
    irr: Annotated[float | None, Field(description="Return as planned, weighted by budget.")]
    pledgor: Annotated[Estimate, Field(description="Difference of the pledgor's NPV.")]
    host: Annotated[Estimate, Field(description="Difference of the host's NPV.")]


@closed
class Comparison(TypedDict):
    """Results on the same draws of nature, beside each other."""

    format: Format
    per_commitment: Annotated[
        bool, Field(description="Whether money is per US dollar of commitment.")
    ]
    columns: Annotated[
        list[Column],
        Field(description="The results; the first is what the others are compared with."),
    ]
    clauses: Annotated[list[Clause], Field(description="The deals clause by clause.")]
    against_returns: Annotated[
        dict[str, list[Gap]],
        Field(
            description=(
                "By label of a column: what it is worth over the first against the projects' "
                "return. Without columns that set the world; empty where cases are compared, or "
                "projects are given as series."
            )
        ),
    ]
    seed: Seed
    paths: Paths
