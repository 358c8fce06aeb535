"""What ``deal.toml`` may say: the five contested terms and the linked conditions."""

from typing import Annotated, Any, Literal, cast

from pydantic import (
    BeforeValidator,
    Discriminator,
    Field,
    GetJsonSchemaHandler,
    Tag,
    WithJsonSchema,
    model_serializer,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from pledgecraft.base.model import PARTY, Day, Model, form_of, one_of, word_schema
from pledgecraft.base.quantities import UNRESOLVED, Duration, Money, Notice, Share

Overrunner = Annotated[
    str, BeforeValidator(one_of("host", "pledgor")), word_schema("host", "pledgor")
]
Returns = Annotated[
    str, BeforeValidator(one_of("waterfall", "investor")), word_schema("waterfall", "investor")
]
Rationing = Annotated[
    str,
    BeforeValidator(one_of("pro rata", "in order of selection")),
    word_schema("pro rata", "in order of selection"),
]
Pooling = Annotated[
    str, BeforeValidator(one_of("umbrella", "project")), word_schema("umbrella", "project")
]
Clock = Annotated[
    str, BeforeValidator(one_of("first draw", "operation")), word_schema("first draw", "operation")
]
Remedy = Annotated[
    str,
    BeforeValidator(one_of("withhold distributions", "penalty tariff")),
    word_schema("withhold distributions", "penalty tariff"),
]
Compounding = Annotated[
    str,
    BeforeValidator(one_of("period", "annual", "simple")),
    word_schema("period", "annual", "simple"),
]
Fixing = Annotated[
    str,
    BeforeValidator(one_of("at selection", "floating")),
    word_schema("at selection", "floating"),
]
Flip = Annotated[
    str,
    BeforeValidator(one_of("within period", "next period")),
    word_schema("within period", "next period"),
]
Carry = Annotated[
    str,
    BeforeValidator(one_of("without interest", "with interest")),
    word_schema("without interest", "with interest"),
]
Step = Annotated[
    str,
    BeforeValidator(one_of("month", "quarter", "year")),
    word_schema("month", "quarter", "year"),
]


class Split(Model):
    """Shares of the parties, written as keys of the table itself."""

    shares: dict[str, Share] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _lift_parties(cls, table: Any) -> Any:
        if not isinstance(table, dict) or "shares" in table:
            return cast(Any, table)
        entries = cast(dict[str, Any], table)
        parties = {key: value for key, value in entries.items() if PARTY.fullmatch(key)}
        rest = {key: value for key, value in entries.items() if key not in parties}
        return {**rest, "shares": parties}

    @model_serializer(mode="wrap")
    def _lower_parties(self, handler: Any) -> dict[str, Any]:
        table = cast(dict[str, Any], handler(self))
        shares = table.pop("shares", {})
        return {**table, **shares}

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe the parties as keys of the table."""
        schema = handler.resolve_ref_schema(handler(core))
        shares = schema["properties"].pop("shares")
        schema["patternProperties"] = {f"^{PARTY.pattern}$": shares["additionalProperties"]}
        return schema


class Header(Model):
    """Who deals with whom, from when, for how long, in which steps."""

    id: str
    title: str
    pledgor: str
    host: str
    start: Annotated[Day, Field(description="First day of the first period.")]
    horizon: Duration
    step: Step


Overruns = Annotated[
    Annotated[Overrunner, Tag("(word)")] | Annotated[Split, Tag("(table)")], Discriminator(form_of)
]
UnknownWord = Annotated[str, BeforeValidator(one_of()), word_schema()]
Remedies = Annotated[
    Annotated[tuple[Remedy, ...], Tag("(list)")] | Annotated[UnknownWord, Tag("(word)")],
    Discriminator(form_of),
]


class Amount(Model):
    """Term 1: the sum, and who pays above budget."""

    commitment: Money
    overruns: Overruns | None = None


class Mix(Model):
    """Instruments of a tranche; the shares add to 100%."""

    equity: Share | None = None
    loan: Share | None = None
    guarantee: Share | None = None
    fdi: Share | None = None


MixOrWord = Annotated[
    Annotated[Mix, Tag("(table)")] | Annotated[UnknownWord, Tag("(word)")], Discriminator(form_of)
]


class Tranche(Model):
    """A part of the commitment with its own instruments."""

    id: str
    size: Money
    mix: MixOrWord | None = None
    returns: Returns | None = None
    portfolio: str | None = None


class Debt(Model):
    """Terms of state loans, or of debt that the pledgor guarantees."""

    base: str | None = None
    spread: Share | None = None
    tenor: Duration | None = None


class Guarantee(Debt):
    """Terms of debt that the pledgor guarantees; the fee is the pledgor's, a year."""

    fee: Share | None = None


class Method(Model):
    """Term 2: how the money is put in."""

    selects: str | None = None
    tranches: tuple[Tranche, ...] | None = None
    loan: Debt | None = None
    guarantee: Guarantee | None = None


class AnnualCap(Model):
    """The most that may be called in a calendar year."""

    limit: Money
    tranche: str | None = None
    rationing: Rationing | None = None


class FxRelief(Model):
    """The pledgor's right to ask for a change of amount and timing."""

    depreciation_12m: Share | None = None
    reserves_below: Money | None = None
    defers: Share | None = None
    granted: Share | None = None


class CalendarOverride(Model):
    """Changes to the pinned joint calendar."""

    parties: tuple[str, ...] | None = None
    added: tuple[Day, ...] = ()
    removed: tuple[Day, ...] = ()


class Timeline(Model):
    """Term 3: when projects are picked and paid."""

    select_by: Day | None = None
    annual_cap: AnnualCap | None = None
    notice: Notice | None = None
    fx_relief: FxRelief | None = None
    calendar: CalendarOverride | None = None


class Review(Split):
    """New shares when the pledgor has not recovered after some years."""

    after: Duration
    clock: Clock | None = None


class Losses(Model):
    """Term 4: who bears what is not recovered."""

    pooling: Pooling | None = None
    host_first_loss: Share | None = None
    host_share: Share | None = None
    missed_call: Remedies | None = None
    review: Review | None = None


class DeemedInterest(Model):
    """The interest that counts as returned before the split turns."""

    base: str
    spread: Share | None = None
    compounding: Compounding | None = None
    fixing: Fixing | None = None


class DeemedAllocation(Model):
    """The amount due in each period under the period-by-period reading."""

    principal: str
    carry: Carry | None = None


class Tier(Split):
    """One step of the waterfall: shares that hold until a hurdle is met."""

    until: str
    of: str | None = None


class Distributions(Model):
    """Term 5: how the projects' cash is divided (the parties' word: dividends)."""

    deemed_interest: DeemedInterest | None = None
    deemed_allocation: DeemedAllocation | None = None
    flip: Flip | None = None
    tiers: tuple[Tier, ...]


class TariffStep(Model):
    """A tariff rate on a product line from a date."""

    line: str
    rate: Share
    since: Day | None = Field(default=None, alias="from")


class Tariff(Model):
    """The tariffs that hang on the pledge."""

    lines: tuple[str, ...] = ()
    deal: tuple[TariffStep, ...] = ()
    no_deal: tuple[TariffStep, ...] = ()
    penalty: tuple[TariffStep, ...] = ()


def _read_quota(value: Any) -> int | str:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    return one_of("15000")(value)


Quota = Annotated[
    int | str,
    BeforeValidator(_read_quota),
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 0}, {"enum": [*UNRESOLVED]}]}),
]


class Visas(Model):
    """The visa quota that hangs on the pledge, persons a year."""

    quota_per_year: Quota | None = None


class DefenceStep(Model):
    """Defence spending of a year."""

    year: int
    share: Share


class Defence(Model):
    """The defence path that hangs on the pledge, shares of GDP."""

    share_of_gdp: tuple[DefenceStep, ...] = ()


class Currency(Model):
    """A swap line that hangs on the pledge."""

    swap_line: Money | None = None


class Linked(Model):
    """Conditions that hang on the pledge without being one of its five terms."""

    tariff: Tariff | None = None
    visas: Visas | None = None
    defence: Defence | None = None
    currency: Currency | None = None


class Deal(Model):
    """The whole of ``deal.toml``."""

    format: Literal[1]
    deal: Header
    parties: dict[str, str] = Field(
        default_factory=dict, description="Further parties in a split: code and name."
    )
    amount: Amount
    method: Method | None = None
    timeline: Timeline | None = None
    losses: Losses | None = None
    distributions: Distributions
    linked: Linked | None = None

    @property
    def party_codes(self) -> tuple[str, ...]:
        """Codes of all parties: pledgor, host, then the others."""
        others = [code for code in self.parties if code not in (self.deal.pledgor, self.deal.host)]
        return (self.deal.pledgor, self.deal.host, *others)


TERMS = ("method", "amount", "timeline", "losses", "distributions")
