"""Parts that several shapes of JSON share: names, numbers with their uncertainty."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, with_config
from typing_extensions import TypedDict

closed = with_config(ConfigDict(extra="forbid"))
"""Refuse keys that a shape does not name."""

Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
Written = str | float | bool | list[Any] | dict[str, Any]
"""A value as a case file writes it."""

Standing = Literal["agreed", "contested", "one-sided", "open", "assumed"]
Strength = Literal["strong", "medium", "weak"]
Level = Literal["low", "central", "high"]

Format = Annotated[Literal[1], Field(description="Version of the shape.")]
CaseId = Annotated[str, Field(description="Id of the deal.")]
AsOf = Annotated[Day, Field(description="Only what was said or agreed until this day counts.")]
Side = Annotated[
    str | None, Field(description="Party to whose positions contested terms are resolved.")
]
ReadingId = Annotated[
    str | None, Field(description="Id of the reading applied; `null` for the text as agreed.")
]
Seed = Annotated[int, Field(description="Seed of the random streams.")]
Paths = Annotated[int, Field(description="Number of paths: possible futures.")]
Commitment = Annotated[float, Field(description="The pledge, USD.")]
Recovered = Annotated[
    float,
    Field(
        description=(
            "Share of paths on which the pledgor has everything with deemed interest back within "
            "20 years of the first draw."
        )
    ),
]
RecoveredError = Annotated[
    float, Field(description="Monte Carlo standard error of `recovered_by_year_20`.")
]
TermName = Annotated[
    str, Field(description="Path of the term, such as `timeline.annual_cap.limit`.")
]
TermValue = Annotated[
    Written | None, Field(description="Value in force, as written; `null` where nothing is.")
]
Claim = Annotated[
    str | None, Field(description="Source and place, `source#place`; or an address or words.")
]
Address = Annotated[
    str | None, Field(description="Address of the source; `null` where it is not listed.")
]
Says = Annotated[str, Field(description="What was said, in one sentence.")]
BriefFile = Annotated[str, Field(description="The file that was written.")]


# Numbers with their uncertainty


@closed
class Statistic(TypedDict):
    """An outcome over the paths; `null` where it is defined on none."""

    unit: Annotated[
        Literal["USD", "1", "years", "months", "USD per USD of commitment"],
        Field(description="Unit of the numbers; `1` for ratios and for rates a year."),
    ]
    mean: Annotated[float | None, Field(description="Mean.")]
    se: Annotated[
        float | None, Field(description="Monte Carlo standard error of the mean; 0 with one path.")
    ]
    q05: Annotated[float | None, Field(description="Quantile at 5%.")]
    q10: Annotated[float | None, Field(description="Quantile at 10%.")]
    q25: Annotated[float | None, Field(description="Quantile at 25%.")]
    q50: Annotated[float | None, Field(description="Median.")]
    q75: Annotated[float | None, Field(description="Quantile at 75%.")]
    q90: Annotated[float | None, Field(description="Quantile at 90%.")]
    q95: Annotated[float | None, Field(description="Quantile at 95%.")]
    es05: Annotated[
        float | None, Field(description="Expected shortfall: mean of the worst 5% of paths.")
    ]
    defined: Annotated[
        float, Field(description="Share of paths on which the outcome is defined, 0 to 1.")
    ]


@closed
class Estimate(TypedDict):
    """A mean in USD with its error."""

    unit: Annotated[Literal["USD"], Field(description="Unit of the numbers.")]
    mean: Annotated[float, Field(description="Mean.")]
    se: Annotated[float, Field(description="Monte Carlo standard error of the mean.")]


@closed
class Difference(TypedDict):
    """An outcome less that of the first column, path by path; `null` where defined on no path."""

    mean: Annotated[float | None, Field(description="Mean, in the outcome's unit.")]
    se: Annotated[float | None, Field(description="Paired standard error of the mean.")]


@closed
class Compared(Statistic):
    """An outcome of a column over the paths, and how it differs from the first column's."""

    difference: Annotated[Difference, Field(description="Less the first column's.")]
