"""Nature, drawn once: revenue, cost, time, default and rates on every path."""

import math
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields, replace
from functools import cached_property

import numpy as np

from pledgecraft.base.periods import TimeGrid
from pledgecraft.economy import normal
from pledgecraft.economy.reversion import ou_step
from pledgecraft.world.assumptions import (
    Assumptions,
    BenchmarkNature,
    Nature,
    ProjectNature,
    WorkforceNature,
)
from pledgecraft.world.currency import exchange_rate
from pledgecraft.world.streams import (
    BLOCK,
    Flags,
    Floats,
    Singles,
    Streams,
    blocks,
    blocks_together,
)
from pledgecraft.world.workforce import availability, with_known_stops

TAIL_START = 1.5
CREDIT_YEARS = 10
LINE = 8
"""Periods turned at once: so few that what is read stays in the processor's cache."""


@dataclass(frozen=True)
class World:
    """Nature's draws; they don't depend on any term of a deal.

    Attributes:
        assumptions: What the draws rest on.
        seed: Seed of all streams.
        paths: Number of paths.
        by_project: Index of operating cash, mean 1, (path, project, period), as it lies in memory.
        cost_ratio: Cost over budget, (path, project).
        build_ratio: Construction time over its median, (path, project).
        exposure: Cumulative hazard at which a project defaults, (path, project); mean 1.
        benchmark: Benchmark rates at each period's start, annual, (path, period, benchmark).
        missed: Whether the pledgor declines all calls of a calendar year, (path, year).
        available: Share of the specialists whom no enforcement stop keeps away, (path, period).
        approved: Specialists approved where no quota binds, (path, period).
        rate: The pledgor's money per US dollar at each period's start, before the deal's effect,
            (path, period).
        reserve_noise: Standard normal changes of reserves, (path, period).
        luck: Uniform draw that decides whether the host grants relief, (path, year).
        gdp: Nominal GDP over that of the year before the deal's start, own money, (path, year,
            party), in the order of ``nature.growth``.
        switched: Whether a switch of tariffs is on, (path, period, switch).
    """

    assumptions: Assumptions
    seed: int
    paths: int
    by_project: Singles
    cost_ratio: Floats
    build_ratio: Floats
    exposure: Floats
    benchmark: Singles
    missed: Flags
    available: Singles
    approved: Singles
    rate: Singles
    reserve_noise: Singles
    luck: Singles
    gdp: Singles
    switched: Flags

    @property
    def revenue(self) -> Singles:
        """Index of operating cash, mean 1, (path, period, project)."""
        return self.by_project.transpose(0, 2, 1)

    def with_assumptions(self, assumptions: Assumptions) -> "World":
        """Return the world under other assumptions, redrawn only where nature differs."""
        if assumptions.nature == self.assumptions.nature:
            return replace(self, assumptions=assumptions)
        return draw(assumptions, paths=self.paths, seed=self.seed)

    def first_paths(self, count: int) -> "World":
        """Return a world of only the first paths, which are the same whatever their number."""
        return replace(
            self,
            paths=min(count, self.paths),
            by_project=self.by_project[:count],
            cost_ratio=self.cost_ratio[:count],
            build_ratio=self.build_ratio[:count],
            exposure=self.exposure[:count],
            benchmark=self.benchmark[:count],
            missed=self.missed[:count],
            available=self.available[:count],
            approved=self.approved[:count],
            rate=self.rate[:count],
            reserve_noise=self.reserve_noise[:count],
            luck=self.luck[:count],
            gdp=self.gdp[:count],
            switched=self.switched[:count],
        )

    @cached_property
    def size(self) -> int:
        """Bytes held by the draws."""
        arrays = (getattr(self, field.name) for field in fields(self))
        return sum(array.nbytes for array in arrays if isinstance(array, np.ndarray))


def draw(assumptions: Assumptions, *, paths: int = 10_000, seed: int = 7) -> World:
    """Draw nature once.

    Args:
        assumptions: A world file on a deal's grid, as ``case.world`` gives it.
        paths: Number of possible futures, at least 1.
        seed: The same seed gives the same bits on every machine with the same NumPy.

    Source:
        Log-OU, one-factor Gaussian copula (Vasicek) and Vasicek rates in their exact discrete
        forms; see the explanation page "Nature".
    """
    nature = assumptions.nature
    grid, projects = nature.grid, len(nature.projects)
    world = World(
        assumptions=assumptions,
        seed=seed,
        paths=paths,
        by_project=np.empty((paths, projects, grid.periods), dtype=np.float32),
        cost_ratio=np.ones((paths, projects)),
        build_ratio=np.ones((paths, projects)),
        exposure=np.empty((paths, projects)),
        benchmark=np.empty((paths, grid.periods, len(nature.benchmarks)), dtype=np.float32),
        missed=np.zeros((paths, len(grid.years)), dtype=np.bool_),
        available=np.ones((paths, grid.periods), dtype=np.float32),
        approved=np.zeros((paths, grid.periods), dtype=np.float32),
        rate=np.ones((paths, grid.periods), dtype=np.float32),
        reserve_noise=np.zeros((paths, grid.periods), dtype=np.float32),
        luck=np.ones((paths, len(grid.years)), dtype=np.float32),
        gdp=np.ones((paths, len(grid.years), len(nature.growth)), dtype=np.float32),
        switched=np.zeros((paths, grid.periods, len(nature.switches)), dtype=np.bool_),
    )
    workers, common = os.cpu_count() or 1, np.empty(paths)
    with ThreadPoolExecutor(workers) as pool:
        works = [
            pool.submit(_draw_blocks, nature, world, common, list(blocks(paths))[first::workers])
            for first in range(workers)
        ]
        works += [
            pool.submit(work, nature, world, Streams(seed, *numbers), rows)
            for numbers, rows in blocks_together(paths, TOGETHER)
            for work in _COMMON
        ]
        for work in works:
            work.result()
        together = math.ceil(paths / BLOCK / workers)
        for work in [
            pool.submit(_draw_projects, nature, world, Streams(seed, *numbers), rows, common)
            for numbers, rows in blocks_together(paths, together)
        ]:
            work.result()
    return world


def _draw_blocks(
    nature: Nature, world: World, common: Floats, some: list[tuple[int, slice]]
) -> None:
    """Fill the revenue of some blocks, in the same scratch memory."""
    revenue = Revenue.of(nature)
    scratch = np.empty((len(nature.projects), nature.grid.periods, BLOCK), dtype=np.float32)
    for number, rows in some:
        _draw_block(nature, world, common, Streams(world.seed, number), rows, revenue, scratch)


def _draw_block(
    nature: Nature,
    world: World,
    common: Floats,
    streams: Streams,
    rows: slice,
    revenue: "Revenue",
    scratch: Singles,
) -> None:
    """Fill the revenue of one block, and its paths' global factor of credit, (path,)."""
    periods, count = nature.grid.periods, rows.stop - rows.start
    window = max(1, nature.grid.count(CREDIT_YEARS))
    factor = streams.normals("factor/global", max(periods, window))
    credit = factor[:window].sum(axis=0, dtype=np.float64) / math.sqrt(window)
    common[rows] = credit[:count]
    power = streams.normals("factor/power", periods)
    revenue.draw(streams, factor[:periods], power, scratch)
    for j in range(len(nature.projects)):
        for first in range(0, periods, LINE):
            some = slice(first, first + LINE)
            world.by_project[rows, j, some] = scratch[j, some, :count].T


def _draw_projects(
    nature: Nature, world: World, streams: Streams, rows: slice, common: Floats
) -> None:
    """Fill cost, time of construction and exposure to default of some paths."""
    count = rows.stop - rows.start
    inflation = streams.normals("factor/cost", 1)[0, :count].astype(np.float64)
    for j, project in enumerate(nature.projects):
        own = streams.normals(f"project/{project.id}/cost", 2)[:, :count]
        cost, build = _cost_and_time(nature, project, own.astype(np.float64), inflation)
        world.cost_ratio[rows, j], world.build_ratio[rows, j] = cost, build
        credit = streams.normals(f"project/{project.id}/credit", 1)[0, :count]
        world.exposure[rows, j] = _exposure(nature, credit, common[rows])


def _draw_benchmarks(nature: Nature, world: World, streams: Streams, rows: slice) -> None:
    """Fill the benchmark rates of some paths."""
    grid, count = nature.grid, rows.stop - rows.start
    for k, rate in enumerate(nature.benchmarks):
        path = _vasicek(rate, grid.dt, streams, grid.periods)
        world.benchmark[rows, :, k] = path.T[:count]


def _draw_parties(nature: Nature, world: World, streams: Streams, rows: slice) -> None:
    """Fill what the parties' states do on some paths: missed years, specialists."""
    count = rows.stop - rows.start
    if nature.missed_probability > 0:
        draws = streams.uniforms("pledgor/missed", world.missed.shape[1])
        world.missed[rows] = (draws < nature.missed_probability).T[:count]
    if nature.workforce is not None:
        at_work, approved = _specialists(nature.workforce, nature.grid, streams)
        world.available[rows] = at_work.T[:count]
        world.approved[rows] = approved.T[:count]


def _draw_currency(nature: Nature, world: World, streams: Streams, rows: slice) -> None:
    """Fill exchange rate, changes of reserves and the host's answers of some paths."""
    count = rows.stop - rows.start
    if nature.currency is None:
        return
    periods = nature.grid.periods
    rate = exchange_rate(nature.currency, nature.grid.dt, streams, periods)
    world.rate[rows] = rate.T[:count]
    world.reserve_noise[rows] = streams.normals("currency/reserves", periods).T[:count]
    world.luck[rows] = streams.uniforms("host/relief", world.luck.shape[1]).T[:count]


def _draw_economies(nature: Nature, world: World, streams: Streams, rows: slice) -> None:
    """Fill the parties' GDP and the switches of tariffs on some paths."""
    count, grid = rows.stop - rows.start, nature.grid
    for k, told in enumerate(nature.growth):
        shocks = streams.normals(f"growth/{told.party}", len(grid.years))
        steps = np.float32(math.log1p(told.nominal)) + np.float32(told.volatility) * shocks
        world.gdp[rows, :, k] = np.exp(np.cumsum(steps, axis=0)).T[:count]
    for k, told in enumerate(nature.switches):
        chance = -math.expm1(-told.arrives * grid.dt)
        arrivals = streams.uniforms(f"tariff/{told.id}", grid.periods) < chance
        stays = max(1, grid.count(told.lasts))
        world.switched[rows, :, k] = lasting(arrivals, stays).T[:count]


def lasting(arrivals: Flags, stays: int) -> Flags:
    """Return whether something that arrived is still there, (period, path).

    Args:
        arrivals: Whether it arrives, (period, path).
        stays: Periods for which it stays after each arrival.
    """
    since = np.cumsum(arrivals, axis=0)
    before = np.zeros_like(since)
    before[stays:] = since[:-stays]
    return since > before


_COMMON = (_draw_currency, _draw_parties, _draw_benchmarks, _draw_economies)
"""Drivers that all projects share: drawn for some blocks at once, in few and long steps."""

TOGETHER = 4
"""Blocks of these drivers at once: few steps, and arrays that stay in the cache."""


def _specialists(
    told: WorkforceNature, grid: TimeGrid, streams: Streams
) -> tuple[Singles, Singles]:
    """Return the share of specialists whom no stop keeps away, and approvals, (period, path).

    Approvals are drawn by calendar year and spread evenly over it.
    """
    chance = -math.expm1(-told.stop_rate * grid.dt)
    luck = streams.uniforms("workforce/stop", grid.periods)
    arrivals = luck < chance
    moments = luck / chance if chance > 0 else luck
    arrivals, moments = with_known_stops(arrivals, moments, told.stops, grid.dt)
    at_work = availability(
        arrivals, moments, dt=grid.dt, stop=told.stop, back=told.back, reach=told.reach
    )
    yearly = streams.counts("workforce/approvals", len(grid.years), told.approvals)
    return at_work, (yearly * np.float32(grid.dt))[grid.year]


@dataclass(frozen=True)
class Revenue:
    """The projects' indices of operating cash: OU processes around 0, exponentiated to mean 1.

    Attributes:
        names: Names of the projects' own streams.
        own: Deviation of each project's own shocks a period, (project,).
        shared: Deviations that it has of the global and of the power factor, (project, 2).
        decay: Share of the logarithm left after a period, (project, 1).
        half: Half of the logarithm's variance, (period, project, 1).
    """

    names: tuple[str, ...]
    own: Singles
    shared: Singles
    decay: Singles
    half: Singles

    @classmethod
    def of(cls, nature: Nature) -> "Revenue":
        """Return the coefficients of a world."""
        told, periods = nature.projects, nature.grid.periods
        steps = [
            tuple(map(float, ou_step(p.reversion, p.volatility, nature.grid.dt))) for p in told
        ]
        own = [math.sqrt(max(0.0, 1 - p.common**2 - p.power**2)) for p in told]
        half = [
            [deviation**2 / 2 * sum_of_powers(decay**2, t + 1) for decay, deviation in steps]
            for t in range(periods)
        ]
        spread = np.array([deviation for _, deviation in steps])
        loadings = np.array([(p.common, p.power) for p in told]).reshape(-1, 2)
        return cls(
            tuple(f"project/{p.id}/revenue" for p in told),
            np.array(spread * own, dtype=np.float32),
            np.array(spread[:, None] * loadings, dtype=np.float32),
            np.array([[decay] for decay, _ in steps], dtype=np.float32),
            np.array(half, dtype=np.float32).reshape(periods, len(told), 1),
        )

    def draw(self, streams: Streams, factor: Singles, power: Singles, out: Singles) -> None:
        """Fill one block, (project, period, path)."""
        for j, name in enumerate(self.names):
            streams.fill_normals(name, out[j])
            out[j] *= self.own[j]
            for loading, common in zip(self.shared[j], (factor, power), strict=True):
                if loading != 0:
                    out[j] += loading * common
        level = np.zeros_like(out[:, 0])
        for period in range(out.shape[1]):
            level *= self.decay
            level += out[:, period]
            np.subtract(level, self.half[period], out=out[:, period])
        np.exp(out, out=out)


def sum_of_powers(ratio: float, count: int) -> float:
    """Return 1 + ratio + … over ``count`` terms."""
    return float(count) if ratio == 1 else (1 - ratio**count) / (1 - ratio)


def _autoregress(shocks: Singles, decay: Singles | np.float32) -> None:
    """Turn shocks into AR(1) processes from 0, in place; time is the first axis."""
    level = np.zeros_like(shocks[0])
    for period in range(shocks.shape[0]):
        level *= decay
        level += shocks[period]
        shocks[period] = level


def _cost_and_time(
    nature: Nature, project: ProjectNature, own: Floats, inflation: Floats
) -> tuple[Floats, Floats]:
    loading, link = nature.cost_loading, nature.cost_time_correlation
    latent = loading * inflation + math.sqrt(1 - loading**2) * own[0]
    cost = np.ones_like(latent)
    if project.cost is not None:
        cost = cost_ratio(normal.cdf(latent), *project.cost)
    time = link * latent + math.sqrt(1 - link**2) * own[1]
    return cost, np.exp(project.build_sigma * time)


def cost_ratio(
    rank: Floats, tail_share: float, alpha: float, mean: float, sigma: float, cap: float
) -> Floats:
    """Return cost over budget at a rank: a lognormal body up to 1.5 and a Pareto tail above it.

    Args:
        rank: Position in the distribution, in (0, 1).
        tail_share: Share of projects more than 50% over budget.
        alpha: Pareto exponent of the tail.
        mean: Mean cost ratio of the body before its own cut at 1.5.
        sigma: Log-deviation of the body.
        cap: The largest ratio.

    Source:
        Splice of a reference class's mean, tail share and tail mean; see "Construction".
    """
    body = 1 - tail_share
    inner = np.clip(rank / max(body, 1e-12), 1e-12, 1 - 1e-12)
    low = np.exp(math.log(mean) - sigma**2 / 2 + sigma * normal.quantile(inner))
    left = np.clip((1 - rank) / max(tail_share, 1e-12), 1e-12, 1.0)
    high = np.minimum(TAIL_START * left ** (-1 / alpha), cap)
    return np.where(rank <= body, np.minimum(low, TAIL_START), high)


def _exposure(nature: Nature, own: Singles, common: Floats) -> Floats:
    """Return unit-exponential default thresholds, correlated through the global factor."""
    weight = nature.credit_correlation
    latent = math.sqrt(weight) * common + math.sqrt(1 - weight) * own
    return -normal.log_cdf(-latent)


def _vasicek(rate: BenchmarkNature, dt: float, streams: Streams, periods: int) -> Singles:
    """Return a benchmark rate at the periods' starts, (period, path)."""
    decay, deviation = map(float, ou_step(rate.reversion, rate.volatility, dt))
    moves = streams.normals(f"benchmark/{rate.name}", periods)
    moves *= np.float32(deviation)
    _autoregress(moves, np.float32(decay))
    path = rate.anchor + (rate.start - rate.anchor) * decay ** np.arange(periods)
    out = np.empty_like(moves)
    out[0] = 0.0
    out[1:] = moves[:-1]
    return out + path.astype(np.float32)[:, None]
