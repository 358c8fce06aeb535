"""What ``world.toml`` may say: parameters with source, range and vintage."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Generic, Literal, Self, TypeVar, cast

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    Tag,
    model_validator,
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
from pledgecraft.deal.positions import Assumption, Strength

T = TypeVar("T")


class Described(Model):
    """A table that says where its values come from."""

    source: str | None = None
    vintage: str | None = None
    strength: Strength | None = None
    why: str | None = None


class Parameter(Described, Generic[T]):
    """A value with its range, source and vintage; a bare value is read as well."""

    value: T
    range: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _wrap(cls, written: Any) -> Any:
        return cast(Any, written) if isinstance(written, dict) else {"value": written}

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe both forms: the bare value, and the table."""
        table = handler.resolve_ref_schema(handler(core))
        return {"anyOf": [table["properties"]["value"], dict(table)]}


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


class Workforce(Model):
    """Specialists from the pledgor who build at the host's sites, and what keeps them away."""

    stop_rate: Parameter[Rate]
    stop: Parameter[Duration]
    back: Parameter[Duration]
    reach: Parameter[Share]
    stops: tuple[date, ...] = ()
    approvals: Parameter[float]
    stay: Parameter[Duration]
    at_work: Parameter[float]
    per_bn: Parameter[float]


class ExchangeRate(Model):
    """Units of the pledgor's money per US dollar, before the deal's own effect.

    The logarithm is pulled to its anchor; jumps are compensated, and a part of each goes back.
    """

    start: Parameter[float]
    anchor: Parameter[float]
    reversion: Parameter[Rate]
    volatility: Parameter[Share]
    jump_rate: Parameter[Rate]
    jump: Parameter[float]
    jump_sigma: Parameter[float]
    jump_reverts: Parameter[Share]
    jump_half_life: Parameter[Duration]


class Reserves(Model):
    """The pledgor's official reserves, and the lines that they must not cross."""

    start: Parameter[Money]
    income: Parameter[Share]
    other: Parameter[Money]
    noise: Parameter[Money]
    kept: Parameter[Share]
    floor: Parameter[Money]
    red_line: Parameter[Money]
    watched: Parameter[Duration]


class Funding(Model):
    """Where dollars for the pledge come from after the income on reserves."""

    bonds: Parameter[Money]
    bond_cost: Parameter[Share]
    market: Parameter[Share]


class Impact(Model):
    """What a purchase in the market does to the exchange rate, against GDP."""

    elasticity: Parameter[float]
    gdp: Parameter[Money]
    growth: Parameter[Share]
    sample: Parameter[Share]


class Currency(Model):
    """The pledgor's currency: its rate, its reserves, its funding, the market's depth."""

    rate: ExchangeRate
    reserves: Reserves
    funding: Funding
    impact: Impact


class WorldModel(BaseModel):
    """The whole of ``world.toml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1]
    sectors: str | None = Field(default=None, description="Version of the shipped sector tables.")
    discount: dict[str, Parameter[Share]]
    benchmarks: dict[str, Benchmark] = Field(default_factory=dict[str, Benchmark])
    returns: Returns = Returns()
    common: Common = Common()
    missed_calls: MissedCalls | None = None
    workforce: Workforce | None = None
    currency: Currency | None = None
    sector: tuple[Sector, ...] = ()
    project: tuple[Project, ...] = ()
    assume: tuple[Assumption, ...] = ()


def parameters(
    table: Any, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Parameter[Any], Described | None]]:
    """Yield every parameter of a world with its path and the table that describes it."""
    yield from _parameters(table, path, None)


def _parameters(
    table: Any, path: tuple[str | int, ...], around: Described | None
) -> Iterator[tuple[tuple[str | int, ...], Parameter[Any], Described | None]]:
    if isinstance(table, Parameter):
        yield path, cast(Parameter[Any], table), around
    elif isinstance(table, BaseModel):
        holder = table if isinstance(table, Described) else around
        for name, field in type(table).model_fields.items():
            yield from _parameters(getattr(table, name), (*path, field.alias or name), holder)
    elif isinstance(table, dict):
        for key, value in cast(dict[str, Any], table).items():
            yield from _parameters(value, (*path, key), around)
    elif isinstance(table, tuple):
        for index, value in enumerate(cast(tuple[Any, ...], table)):
            label = value.id if isinstance(value, Sector | Project) else index
            yield from _parameters(value, (*path, label), around)
