"""What nature's draws depend on, taken out of ``world.toml``."""

import math
from dataclasses import dataclass
from functools import cached_property

from pledgecraft.base.periods import TimeGrid
from pledgecraft.world.model import Cash, Project, Sector, Series, WorldModel

DAYS_A_YEAR = 365.25


@dataclass(frozen=True)
class ProjectNature:
    """What is uncertain about one project.

    Attributes:
        id: Names the project's random streams.
        volatility: Of the logarithm of operating cash, a year.
        reversion: Pull of the logarithm to its mean, per year.
        common: Loading on the global factor.
        power: Loading on the factor of power and AI demand.
        cost: Tail share, tail alpha, body mean ratio, body log-deviation, cap; ``None`` fixed.
        build_sigma: Log-deviation of the construction time.
    """

    id: str
    volatility: float
    reversion: float
    common: float
    power: float
    cost: tuple[float, float, float, float, float] | None
    build_sigma: float


@dataclass(frozen=True)
class BenchmarkNature:
    """A benchmark rate as a mean-reverting normal process, annual units."""

    name: str
    start: float
    anchor: float
    reversion: float
    volatility: float


@dataclass(frozen=True)
class WorkforceNature:
    """What keeps specialists from the sites.

    Attributes:
        stop_rate: Enforcement stops a year.
        stop: Time wholly away after one, years.
        back: Time of the linear return, years.
        reach: Share of the specialists whom a stop takes away.
        stops: Stops at known times, years from the start of the deal.
        approvals: Specialists approved a year where no quota binds.
    """

    stop_rate: float
    stop: float
    back: float
    reach: float
    stops: tuple[float, ...]
    approvals: float


@dataclass(frozen=True)
class CurrencyNature:
    """The exchange rate before the deal's effect, annual units, logarithms.

    Attributes:
        start: Units per US dollar.
        anchor: The level to which it is pulled.
        reversion: Pull of the logarithm, per year.
        volatility: Between jumps, a year.
        jump_rate: Jumps a year.
        jump: Mean of a jump's logarithm.
        jump_sigma: Its deviation.
        jump_reverts: Share of a jump that goes back.
        jump_half_life: Time in which half of that has gone, years.
    """

    start: float
    anchor: float
    reversion: float
    volatility: float
    jump_rate: float
    jump: float
    jump_sigma: float
    jump_reverts: float
    jump_half_life: float


@dataclass(frozen=True)
class GrowthNature:
    """A party's nominal GDP: median growth a year and the deviation of its logarithm."""

    party: str
    nominal: float
    volatility: float


@dataclass(frozen=True)
class SwitchNature:
    """Something that may change tariffs: its name, arrivals a year, how long it lasts, years."""

    id: str
    arrives: float
    lasts: float


@dataclass(frozen=True)
class Nature:
    """Everything that the draws depend on; equal natures give equal draws."""

    grid: TimeGrid
    projects: tuple[ProjectNature, ...]
    benchmarks: tuple[BenchmarkNature, ...]
    cost_loading: float
    cost_time_correlation: float
    credit_correlation: float
    missed_probability: float
    workforce: WorkforceNature | None
    currency: CurrencyNature | None
    growth: tuple[GrowthNature, ...]
    switches: tuple[SwitchNature, ...]


@dataclass(frozen=True)
class Assumptions:
    """A world file on a grid of time.

    Attributes:
        model: The file.
        grid: The deal's periods.
    """

    model: WorldModel
    grid: TimeGrid

    @cached_property
    def sectors(self) -> dict[str, Sector]:
        """Sectors by id."""
        return {sector.id: sector for sector in self.model.sector}

    def sector_of(self, project: Project) -> Sector | None:
        """Return a project's sector; ``None`` where it is given as series."""
        return self.sectors.get(project.sector) if project.sector else None

    @property
    def is_deterministic(self) -> bool:
        """Whether nothing is drawn: every project is given as series, every process is still."""
        fixed = all(isinstance(project.cash, Series) for project in self.model.project)
        still = all(b.volatility.value.value == 0 for b in self.model.benchmarks.values())
        still = still and all(growth.volatility == 0 for growth in self.nature.growth)
        told, nature = self.model.currency, self.nature.currency
        if told is not None and nature is not None:
            moves = nature.volatility, nature.jump_rate, told.reserves.noise.value.value
            still = still and not any(moves)
        return fixed and still and self.nature.missed_probability == 0 and not self.nature.switches

    @cached_property
    def nature(self) -> Nature:
        """What the draws depend on."""
        common, missed = self.model.common, self.model.missed_calls
        return Nature(
            grid=self.grid,
            projects=tuple(self._project(project) for project in self.model.project),
            benchmarks=tuple(
                BenchmarkNature(
                    name,
                    entry.start.value.value,
                    entry.anchor.value.value,
                    entry.reversion.value.value,
                    entry.volatility.value.value,
                )
                for name, entry in self.model.benchmarks.items()
            ),
            cost_loading=common.cost_inflation_loading.value,
            cost_time_correlation=common.cost_time_correlation.value,
            credit_correlation=common.credit_correlation.value,
            missed_probability=-math.expm1(-missed.probability.value.value) if missed else 0.0,
            workforce=self._workforce(),
            currency=self._currency(),
            growth=tuple(
                GrowthNature(party, told.nominal.value.value, told.volatility.value.value)
                for party, told in self.model.growth.items()
            ),
            switches=tuple(
                SwitchNature(told.id, told.arrives.value.value, told.lasts.value.value)
                for told in (self.model.tariffs.switch if self.model.tariffs else ())
            ),
        )

    def _currency(self) -> CurrencyNature | None:
        if self.model.currency is None:
            return None
        rate = self.model.currency.rate
        return CurrencyNature(
            start=rate.start.value,
            anchor=rate.anchor.value,
            reversion=rate.reversion.value.value,
            volatility=rate.volatility.value.value,
            jump_rate=rate.jump_rate.value.value,
            jump=rate.jump.value,
            jump_sigma=rate.jump_sigma.value,
            jump_reverts=rate.jump_reverts.value.value,
            jump_half_life=rate.jump_half_life.value.value,
        )

    def _workforce(self) -> WorkforceNature | None:
        told = self.model.workforce
        if told is None:
            return None
        days = [(day - self.grid.start).days for day in told.stops]
        return WorkforceNature(
            stop_rate=told.stop_rate.value.value,
            stop=told.stop.value.value,
            back=told.back.value.value,
            reach=told.reach.value.value,
            stops=tuple(count / DAYS_A_YEAR for count in days),
            approvals=told.approvals.value,
        )

    def _project(self, project: Project) -> ProjectNature:
        sector = self.sector_of(project)
        cash = project.cash if isinstance(project.cash, Cash) else sector and sector.cash
        overrun = project.overrun or (sector and sector.overrun)
        build = project.build or (sector and sector.build)
        cost = overrun and (
            overrun.tail_share.value.value,
            overrun.tail_alpha.value,
            1 + overrun.body_mean.value.value,
            overrun.body_sigma.value,
            overrun.cap.value,
        )
        return ProjectNature(
            id=project.id,
            volatility=cash.volatility.value.value if cash else 0.0,
            reversion=cash.reversion.value.value if cash else 0.0,
            common=cash.common.value if cash else 0.0,
            power=cash.power.value if cash else 0.0,
            cost=cost or None,
            build_sigma=build.sigma.value if build else 0.0,
        )
