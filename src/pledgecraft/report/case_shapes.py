"""Shapes of the JSON of the commands on a case: show, check, new, brief; doctor; and what fails."""

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from pledgecraft.report.inquiry_shapes import ParameterInput
from pledgecraft.report.shape_parts import (
    Address,
    AsOf,
    BriefFile,
    CaseId,
    Claim,
    Day,
    Format,
    Says,
    Side,
    Standing,
    Strength,
    TermName,
    TermValue,
    Written,
    closed,
)


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
    kept_draws: Annotated[
        str,
        Field(alias="kept draws", description="Folder of draws kept for later; may be deleted."),
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
