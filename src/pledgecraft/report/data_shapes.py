"""Shapes of the JSON of `data`."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from pledgecraft.report.economy_shapes import MacroCell
from pledgecraft.report.shape_parts import Format, closed


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
