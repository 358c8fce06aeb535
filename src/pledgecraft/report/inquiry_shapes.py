"""Shapes of the JSON of `explain` and `solve`."""

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from pledgecraft.report.shape_parts import (
    CaseId,
    Claim,
    Day,
    Format,
    Seed,
    Standing,
    Statistic,
    TermName,
    closed,
)


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
