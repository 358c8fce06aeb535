"""What ``world.toml`` may say: parameters with source, range and vintage."""

from datetime import date
from typing import Annotated, Any, Literal, Self, cast

from pydantic import (
    BeforeValidator,
    Discriminator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    Tag,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from pledgecraft.base.model import Model, form_of
from pledgecraft.base.quantities import (
    Duration,
    Money,
    QuantityError,
    Rate,
    Share,
    parse_series,
    refusal,
)
from pledgecraft.deal.positions import Assumption
from pledgecraft.world.economies import Adequacy, Currency, Fiscal, Growth, Tariffs, Workforce
from pledgecraft.world.parameters import Described, Parameter


class Benchmark(Model):
    """A benchmark rate: mean-reverting normal, fixed where its volatility is 0%."""

    start: Parameter[Share]
    anchor: Parameter[Share]
    reversion: Parameter[Rate]
    volatility: Parameter[Share]


_LEVELS = {"low": -1.0, "central": 0.0, "high": 1.0}


def _read_level(value: Any) -> float:
    if isinstance(value, str) and value in _LEVELS:
        return _LEVELS[value]
    if isinstance(value, int | float) and not isinstance(value, bool) and -3 <= value <= 3:
        return float(value)
    fix = f'Found {value!r}. Write "low", "central", "high", or a number (-1 is low, 1 is high).'
    raise refusal("D112", fix)


Level = Annotated[float, BeforeValidator(_read_level, json_schema_input_type=str | float)]


def level_name(level: float) -> str:
    """Return a level as a person writes it.

    Example:
        >>> level_name(0.0), level_name(0.5)
        ('central', '0.5')
    """
    return {value: name for name, value in _LEVELS.items()}.get(level, f"{level:g}")


class Returns(Model):
    """Which returns of the projects are run.

    ``level`` moves every project between its low (-1), central (0) and high (1) return; beyond
    them it extrapolates. ``irr``, where it is given, is the unlevered return of every project.
    """

    level: Parameter[Level] = Parameter[Level](value=0.0)
    irr: Parameter[Share] | None = None


class Common(Model):
    """What all projects share."""

    cost_inflation_loading: Parameter[float] = Parameter[float](value=0.0)
    cost_time_correlation: Parameter[float] = Parameter[float](value=0.0)
    hazard_years_1_to_5: Parameter[Rate] | None = None
    hazard_years_6_to_10: Parameter[Rate] | None = None
    hazard_after: Parameter[Rate] | None = None
    credit_correlation: Parameter[float] = Parameter[float](value=0.0)


class Return(Described):
    """Unlevered nominal project return: low, central, high."""

    low: Parameter[Share]
    central: Parameter[Share]
    high: Parameter[Share]

    def at(self, level: float) -> float:
        """Return the project return at a level; linear between the three and beyond."""
        centre = self.central.value.value
        end = (self.high if level >= 0 else self.low).value.value
        return centre + abs(level) * (end - centre)


class Build(Described):
    """Time of construction: lognormal with this median and log-deviation."""

    median: Parameter[Duration]
    sigma: Parameter[float] = Parameter[float](value=0.0)


class Overrun(Described):
    """Cost over budget: a lognormal body and, with ``tail_share``, a Pareto tail above 1.5."""

    tail_share: Parameter[Share]
    tail_alpha: Parameter[float]
    body_mean: Parameter[Share]
    body_sigma: Parameter[float]
    cap: Parameter[float]


class Cash(Described):
    """Operating cash: volatility of its index, loadings on common factors, ramp-up."""

    volatility: Parameter[Share]
    reversion: Parameter[Rate]
    common: Parameter[float] = Field(alias="global", default=Parameter[float](value=0.0))
    power: Parameter[float] = Parameter[float](value=0.0)
    ramp: tuple[Share, ...] = ()


class Hazard(Described):
    """Default: multiple of the common hazard in operation, and a hazard while building."""

    multiple: Parameter[float]
    in_build: Parameter[Rate]


class Salvage(Described):
    """Share of the money spent that comes back after a default."""

    operation: Parameter[Share]
    build: Parameter[Share]


class Sector(Model):
    """Returns, costs, times and risks of a kind of project."""

    id: str
    name: str
    life: Parameter[Duration]
    irr: Return
    build: Build
    overrun: Overrun | None = None
    cash: Cash | None = None
    hazard: Hazard | None = None
    salvage: Salvage | None = None
    s_curve: tuple[float, float] = (2.0, 2.0)
    specialists: Parameter[Share] | None = None


class Series(tuple[Money, ...]):
    """Money, one entry a period, written as a list with repeats such as ``"25 USD x 15"``."""

    @classmethod
    def _read(cls, value: Any) -> Self:
        items = cast(list[Any], value if isinstance(value, list) else [value])
        if not all(isinstance(item, str) for item in items):
            fix = 'Write each entry in quotes, like "25 USD" or "25 USD x 15".'
            raise refusal("D201", fix)
        try:
            return cls(parse_series(cast(list[str], items)))
        except QuantityError as error:
            raise refusal(error.code, error.fix) from None

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate from a list of texts, write as one."""
        return core_schema.no_info_plain_validator_function(
            cls._read,
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda series: [str(item) for item in series]
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe the list for editors."""
        return {"type": "array", "items": {"type": "string"}, "examples": [["0 USD x 5", "25 USD"]]}


CashOrSeries = Annotated[
    Annotated[Cash, Tag("(table)")] | Annotated[Series, Tag("(list)")], Discriminator(form_of)
]


class Project(Model):
    """A project: known (with a budget), representative (with a share), or given as series."""

    id: str
    name: str = ""
    sector: str | None = None
    portfolio: str = "main"
    budget: Parameter[Money] | None = None
    share: Parameter[Share] | None = None
    selected: date | None = None
    calls: Series | None = None
    life: Parameter[Duration] | None = None
    irr: Return | None = None
    build: Build | None = None
    overrun: Overrun | None = None
    cash: CashOrSeries | None = None
    hazard: Hazard | None = None
    salvage: Salvage | None = None
    s_curve: tuple[float, float] | None = None
    specialists: Parameter[Share] | None = None


class MissedCalls(Model):
    """The chance, a year, that the pledgor pays none of that year's calls."""

    probability: Parameter[Rate]


class WorldModel(Model):
    """The whole of ``world.toml``."""

    format: Literal[1]
    name: str = Field(default="", description="What this world is called, where it is named.")
    title: str = Field(default="", description="What this world stands for, in one line.")
    sectors: str | None = Field(default=None, description="Version of the shipped sector tables.")
    discount: dict[str, Parameter[Share]]
    benchmarks: dict[str, Benchmark] = Field(default_factory=dict[str, Benchmark])
    returns: Returns = Field(default_factory=Returns)
    common: Common = Field(default_factory=Common)
    missed_calls: MissedCalls | None = None
    workforce: Workforce | None = None
    currency: Currency | None = None
    adequacy: Adequacy | None = None
    growth: dict[str, Growth] = Field(default_factory=dict[str, Growth])
    tariffs: Tariffs | None = None
    fiscal: Fiscal | None = None
    usual: dict[str, float] = Field(
        default_factory=dict[str, float],
        description="How far parameters may lie from their values where they give no range.",
    )
    sector: tuple[Sector, ...] = ()
    project: tuple[Project, ...] = ()
    assume: tuple[Assumption, ...] = ()
