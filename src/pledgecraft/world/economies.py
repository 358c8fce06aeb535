"""What a world may say of the parties' economies: specialists, currency, tariffs, debt."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from pledgecraft.base.model import Model
from pledgecraft.base.quantities import Duration, Money, Rate, Share
from pledgecraft.world.parameters import Parameter


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


class Growth(Model):
    """A party's nominal GDP, in its own money: median growth a year and its noise."""

    nominal: Parameter[Share]
    volatility: Parameter[Share]


class Response(Model):
    """A response that changes as buyers and sellers adapt: early, late, and in between."""

    early: Parameter[float]
    late: Parameter[float]


class Rival(Model):
    """Another source of the same goods in the host's market."""

    id: str
    value: Parameter[Money]
    base: Parameter[Share]
    tariff: Parameter[Share]


class TariffLine(Model):
    """Goods that the pledgor sells to the host, and what a tariff does to them."""

    id: str
    name: str = ""
    follows: str = Field(default="", description="Line of the deal's schedules; its own id if not.")
    value: Parameter[Money]
    base: Parameter[Share]
    absorption: Response
    demand: Response
    substitution: Parameter[float]
    supply: Parameter[float] | None = None
    margin: Parameter[Share]
    rival: tuple[Rival, ...] = ()


class KnownTariff(Model):
    """A tariff that has come into force whatever the deal says."""

    line: str
    since: date = Field(alias="from")
    rate: Parameter[Share]
    rivals: Parameter[Share] | None = None


class Switch(Model):
    """Something that may change tariffs on a path: a court voids them, a new action begins."""

    id: str
    arrives: Parameter[Rate]
    lasts: Parameter[Duration]
    lines: tuple[str, ...]
    rate: Parameter[Share]
    rivals: Parameter[Share] | None = None
    regimes: tuple[Literal["deal", "no deal"], ...] = ("deal", "no deal")


class Tariffs(Model):
    """The host's tariffs on the pledgor's goods: what they are worth under each schedule."""

    adapting_since: date
    early: Parameter[Duration]
    late: Parameter[Duration]
    lasts: Parameter[Duration]
    base_year: int
    known: tuple[KnownTariff, ...] = ()
    switch: Annotated[tuple[Switch, ...], Field(max_length=4)] = ()
    line: tuple[TariffLine, ...] = ()


class Adequacy(Model):
    """Stocks and flows against which the pledgor's reserves are measured."""

    exports: Parameter[Money]
    imports: Parameter[Money]
    broad_money: Parameter[Money]
    wide_money: Parameter[Money]
    short_term_debt: Parameter[Money]
    other_liabilities: Parameter[Money]
    frozen_liabilities: Parameter[Money]
    turnover: Parameter[Money]
    tolerated_change: Parameter[Share]
    tolerated_turnover: Parameter[Share]
    vintage: Literal[2011, 2015] = 2015


class Fiscal(Model):
    """The pledgor's public debt, and which of the deal's flows reach it."""

    debt: Parameter[Share]
    balance: Parameter[Share]
    rate: Parameter[Share]
    foreign_share: Parameter[Share]
    foreign_rate: Parameter[Share]
    gdp_rate: Parameter[float]
    remitted: Parameter[Share]
    cost_of_funds: Parameter[Share]
    loss_given_default: Parameter[Share]
    sharpe: Parameter[float]
    shown: Parameter[Duration]
