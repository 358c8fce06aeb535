"""What every command prints with ``--json``, as shapes from which the published schemas are made.

A shape names all of its keys and allows no others. Money is in nominal US dollars, shares and
rates are fractions, times are years.
"""

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from pledgecraft.report.economy_shapes import (
    Adequacy,
    AdequacyHistory,
    Channels,
    ComparedChannels,
    Fiscal,
    MacroCell,
    Tariffs,
)
from pledgecraft.report.evidence_shapes import (
    EvidenceSources,
    Extracted,
    ProposedEntries,
    Reviewed,
    Scored,
)
from pledgecraft.report.shape_parts import (
    Address,
    AsOf,
    BriefFile,
    CaseId,
    Claim,
    Commitment,
    Compared,
    Day,
    Estimate,
    Format,
    Level,
    Paths,
    ReadingId,
    Recovered,
    RecoveredError,
    Says,
    Seed,
    Side,
    Standing,
    Statistic,
    Strength,
    TermName,
    TermValue,
    Written,
    closed,
)

# run


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


# compare


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


# explain


@closed
class WordsOfClaim(TypedDict):
    """Where the words stand that a term rests on."""

    claim: Annotated[str, Field(description="Id of the accepted claim.")]
    document: Annotated[str, Field(description="Id of the document.")]
    start: Annotated[int, Field(description="First character in the document's text.")]
    end: Annotated[int, Field(description="The one after the last.")]
    exact: Annotated[str | None, Field(description="The words, if they may be passed on.")]
    sha256_text: Annotated[str, Field(description="Hash of the document's text.")]


@closed
class TermInput(TypedDict):
    """A term that an outcome rests on."""

    name: TermName
    value: Annotated[str, Field(description="Value, as read.")]
    standing: Annotated[Standing, Field(description="How settled the term is.")]
    range: Annotated[None, Field(description="A term has none.")]
    source: Claim
    why: Annotated[str, Field(description="Where the value comes from, in one sentence.")]
    words: Annotated[
        WordsOfClaim | None,
        Field(description="The claim's place; null where the case's evidence does not hold it."),
    ]


@closed
class ParameterInput(TypedDict):
    """A parameter of the world."""

    name: Annotated[str, Field(description="Path of the parameter, such as `world.returns.irr`.")]
    value: Annotated[str, Field(description="Value, as read.")]
    standing: Annotated[
        Literal["strong", "medium", "weak", "unsourced"],
        Field(description="How strong the evidence is."),
    ]
    range: Annotated[str | None, Field(description="Range worth trying, as written.")]
    source: Annotated[str | None, Field(description="Address, or words where there is none.")]
    why: Annotated[str, Field(description="One sentence; empty where there is none.")]
    vintage: Annotated[str | None, Field(description="When the value was current.")]


@closed
class Trace(TypedDict):
    """The full flows of one path."""

    path: Annotated[int, Field(description="Number of the path, from 0.")]
    starts: Annotated[list[Day], Field(description="First day of each period.")]
    columns: Annotated[list[str], Field(description="Names of the columns.")]
    flows: Annotated[
        list[list[float]], Field(description="One row a period, one number a column, USD.")
    ]
    outcomes: Annotated[
        dict[str, dict[str, float | None]],
        Field(
            description=(
                "The path's outcomes by party and name, in the units of `run`; `irr_status` is 0 "
                "where the IRR is defined."
            )
        ),
    ]


@closed
class Explanation(TypedDict):
    """A number, how it is calculated, and on whose word."""

    format: Format
    outcome: Annotated[str, Field(description="Name of the outcome, such as `npv`.")]
    party: Annotated[
        str | None,
        Field(description="Code of the party; `null` for an outcome of construction."),
    ]
    statistic: Annotated[Statistic, Field(description="The number.")]
    formula: Annotated[str, Field(description="How it is calculated on each path.")]
    formula_source: Annotated[str, Field(description="Where the formula comes from.")]
    terms: Annotated[list[TermInput], Field(description="Terms that it rests on.")]
    parameters: Annotated[list[ParameterInput], Field(description="Assumptions that it rests on.")]
    trace: NotRequired[
        Annotated[Trace, Field(description="The flows of one path. Only with `--trace`.")]
    ]


# solve


@closed
class Target(TypedDict):
    """An outcome, and the value that it is to have."""

    outcome: Annotated[
        str, Field(description="Outcome and party, such as `npv.KOR`; or `recovered_by_year_20`.")
    ]
    value: Annotated[float, Field(description="Value that it is to have: USD, fraction or years.")]


@closed
class AtSolution(TypedDict):
    """The outcome at the solution, in its own unit: USD, fraction or years."""

    mean: Annotated[float, Field(description="Mean.")]
    se: Annotated[float, Field(description="Monte Carlo standard error of the mean.")]


@closed
class Solution(TypedDict):
    """The value of a term or an assumption at which an outcome hits its target."""

    format: Format
    vary: Annotated[str, Field(description="What was varied.")]
    target: Annotated[Target, Field(description="What was sought.")]
    value: Annotated[float, Field(description="The solution: USD, fraction or years.")]
    text: Annotated[str, Field(description="The solution as a person writes it.")]
    se: Annotated[
        float | None,
        Field(
            description=(
                "Monte Carlo standard error of `value`; `null` where the outcome does not move "
                "with it."
            )
        ),
    ]
    interval: Annotated[
        tuple[float, float], Field(description="Where it was sought, in the unit of `value`.")
    ]
    outcome: Annotated[AtSolution, Field(description="The outcome at the solution.")]
    runs: Annotated[int, Field(description="Number of simulations.")]
    paths: Annotated[int, Field(description="Number of paths of each.")]
    case: CaseId
    seed: Seed


# show


@closed
class Clauses(TypedDict):
    """How settled each of the five contested terms is as a whole."""

    method: Annotated[Standing, Field(description="How the money is put in.")]
    amount: Annotated[Standing, Field(description="How much, and who pays above budget.")]
    timeline: Annotated[Standing, Field(description="When projects are picked and paid.")]
    losses: Annotated[Standing, Field(description="Who bears what does not come back.")]
    distributions: Annotated[Standing, Field(description="How the cash is divided.")]


@closed
class LastPosition(TypedDict):
    """What a party last said on a term."""

    value: Annotated[
        Written,
        Field(description="What it wants, as written: the term, or the table that holds it."),
    ]
    since: Annotated[Day, Field(description="From this day.")]
    says: Says
    claim: Claim
    source: Address


@closed
class ShownTerm(TypedDict):
    """One term as of the day."""

    term: TermName
    value: TermValue
    standing: Annotated[Standing, Field(description="How settled it is.")]
    since: Annotated[Day | None, Field(description="Day from which it holds, where one is known.")]
    why: Annotated[str, Field(description="Where the value comes from, in one sentence.")]
    claim: Claim
    source: Address
    last: Annotated[
        dict[str, LastPosition], Field(description="Last position of each party that stated one.")
    ]


@closed
class ShownReading(TypedDict):
    """One of several readings of what was agreed."""

    id: Annotated[str, Field(description="Name for `--reading`.")]
    question: Annotated[str, Field(description="What the readings differ on.")]
    says: Says
    claim: Claim
    default: Annotated[
        bool, Field(description="Whether a run without `--reading` follows this one.")
    ]
    terms: Annotated[
        dict[str, Written], Field(description="Terms that it sets: path and value as written.")
    ]


@closed
class Terms(TypedDict):
    """Every term as of a day: value, standing, each side's last position, source."""

    format: Format
    case: CaseId
    as_of: AsOf
    side: Side
    standing: Annotated[Clauses, Field(description="Standing of the five contested terms.")]
    terms: Annotated[list[ShownTerm], Field(description="Every term, defaults included.")]
    unresolved: Annotated[
        list[str], Field(description="Paths of the terms with which the deal cannot run.")
    ]
    readings: Annotated[list[ShownReading], Field(description="Rival readings of the text.")]


@closed
class AssumedTerm(TypedDict):
    """A value that the world gives a term while it is open."""

    term: TermName
    value: Annotated[Written, Field(description="Value, as written.")]
    why: Annotated[str, Field(description="One sentence, with the alternatives.")]
    range: Annotated[str | None, Field(description="Range worth trying, as written.")]
    source: Annotated[str | None, Field(description="Address, or words where there is none.")]
    vintage: Annotated[str | None, Field(description="As of when.")]
    strength: Annotated[Strength | None, Field(description="How strong the evidence is.")]
    until: Annotated[Day | None, Field(description="The assumption holds before this day.")]


@closed
class Assumptions(TypedDict):
    """Every parameter of the world, and what is assumed of open terms."""

    format: Format
    case: CaseId
    parameters: Annotated[
        list[ParameterInput], Field(description="Parameters, those of the sector tables included.")
    ]
    assumed_terms: Annotated[list[AssumedTerm], Field(description="Values for open terms.")]


# check, new, brief, doctor, and what is printed when a command fails


@closed
class Problem(TypedDict):
    """Something that a person can mend, with its place."""

    code: Annotated[str, Field(description="Stable code, such as `D204`.")]
    message: Annotated[str, Field(description="One sentence.")]
    file: Annotated[str | None, Field(description="File of the case, where it lies in one.")]
    line: Annotated[int | None, Field(description="Line in the file, from 1.")]
    column: Annotated[int | None, Field(description="Column in the line, from 1.")]
    fix: Annotated[str, Field(description="What was found and how to mend it.")]
    severity: Annotated[
        Literal["error", "note"],
        Field(description="`error` stops the work; `note` is only said."),
    ]


@closed
class Check(TypedDict):
    """A case without problems; with problems the command fails and prints the shape `errors`."""

    format: Format
    problems: Annotated[list[Problem], Field(max_length=0, description="Always empty.")]
    notes: Annotated[list[Problem], Field(description="What doesn't stop a run.")]
    unresolved: Annotated[
        list[str], Field(description="Paths of the terms with which the deal cannot run.")
    ]


@closed
class NewCase(TypedDict):
    """The case that was written."""

    format: Format
    folder: Annotated[str, Field(description="Folder of the case.")]
    files: Annotated[list[str], Field(description="Names of its files.")]


@closed
class Brief(TypedDict):
    """The brief that was written."""

    format: Format
    brief: BriefFile


Library = Annotated[str, Field(description="Version of the library, or `missing`.")]


@closed
class Facts(TypedDict):
    """What an installation has."""

    pledgecraft: Annotated[str, Field(description="Version of Pledgecraft.")]
    python: Annotated[str, Field(description="Version of Python.")]
    system: Annotated[str, Field(description="Operating system.")]
    cores: Annotated[int | None, Field(description="Number of processors, where it is known.")]
    numpy: Library
    numba: Library
    pydantic: Library
    altair: Library
    vl_convert_python: Annotated[Library, Field(alias="vl-convert-python")]
    calendar: Annotated[str, Field(description="Version of the calendar of business days.")]
    cases: Annotated[str, Field(description="The shipped cases, with commas between them.")]
    compiled_code: Annotated[
        str, Field(alias="compiled code", description="Folder of the compiled engine.")
    ]
    compiled: Annotated[
        bool, Field(description="Whether the engine was compiled before this command.")
    ]


@closed
class Doctor(TypedDict):
    """What this installation has, and whether it computes. The exit code is 3 if not."""

    format: Format
    facts: Annotated[Facts, Field(description="Versions and places.")]
    checks: Annotated[dict[str, bool], Field(description="What was checked, and whether it holds.")]


@closed
class Errors(TypedDict):
    """Printed in place of the output when a command fails."""

    format: Format
    problems: Annotated[
        list[Problem], Field(min_length=1, description="All problems, in the order of the files.")
    ]


@closed
class Countries(TypedDict):
    """The countries of a table of macro data."""

    format: Format
    countries: Annotated[list[str], Field(description="ISO 3166 alpha-3 codes.")]


@closed
class Indicators(TypedDict):
    """What a table of macro data holds of a country."""

    format: Format
    indicators: Annotated[list[str], Field(description="Names of indicators.")]


@closed
class MacroSeries(TypedDict):
    """The figures of an indicator."""

    format: Format
    cells: Annotated[list[MacroCell], Field(description="In the order of their periods.")]


@closed
class Fetched(TypedDict):
    """A table that was fetched and written."""

    format: Format
    file: Annotated[str, Field(description="The file that was written.")]
    figures: Annotated[int, Field(description="Number of figures.")]


SHAPES: dict[str, type[object]] = {
    "run": Run,
    "compare": Comparison,
    "explain": Explanation,
    "solve": Solution,
    "show": Terms,
    "assumptions": Assumptions,
    "check": Check,
    "new": NewCase,
    "brief": Brief,
    "doctor": Doctor,
    "data": Countries,
    "data-country": Indicators,
    "data-indicator": MacroSeries,
    "data-adequacy": AdequacyHistory,
    "data-fetch": Fetched,
    "extract": Extracted,
    "review": Reviewed,
    "sources-folder": EvidenceSources,
    "propose": ProposedEntries,
    "score": Scored,
    "errors": Errors,
}
"""Shapes by the name of the output: that of the command, or what else decides on the shape."""
