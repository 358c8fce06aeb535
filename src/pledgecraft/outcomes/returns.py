"""Outcomes against the projects' return: the weightiest assumption, and nobody knows it."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pledgecraft.cases.case import Case
from pledgecraft.deal.sheet import TermSheet
from pledgecraft.outcomes.result import Result, simulate_sheets
from pledgecraft.outcomes.statistics import Sample
from pledgecraft.world.draws import World
from pledgecraft.world.model import Returns

POINTS = (0.02, 0.05, 0.08, 0.11, 0.14, 0.17, 0.20)
LEVELS = ("low", "central", "high")
PATHS = 512


@dataclass(frozen=True)
class Point:
    """Outcomes at one return.

    Attributes:
        irr: Unlevered return of the projects as planned: of each, or weighted by budget.
        label: ``low``, ``central`` or ``high`` where the sectors' own returns are run.
        npv: Mean, standard error, and quantiles 5 and 95 by party, USD.
        recovered: Share of paths recovered by year 20, and its standard error.
        paths: Number of paths.
    """

    irr: float
    label: str | None
    npv: dict[str, tuple[float, float, float, float]]
    recovered: tuple[float, float]
    paths: int


@dataclass(frozen=True)
class ReturnsCurve:
    """Outcomes at several returns, on the same draws.

    Attributes:
        points: Every project at one return, in order.
        levels: The sectors' low, central and high returns.
        paths: Paths of each point.
    """

    points: tuple[Point, ...]
    levels: tuple[Point, ...]
    paths: int

    def break_even(self, party: str) -> float:
        """Return the return at which a party's mean NPV is zero, between points; NaN if none."""
        means = [point.npv[party][0] for point in self.points]
        for left in range(len(means) - 1):
            low, high = means[left], means[left + 1]
            if low <= 0 <= high or high <= 0 <= low:
                share = low / (low - high) if high != low else 0.0
                start, end = self.points[left].irr, self.points[left + 1].irr
                return start + share * (end - start)
        return math.nan

    def to_dict(self) -> dict[str, Any]:
        """Return the points for ``--json``."""
        parties = list(self.points[0].npv)
        even = {party: self.break_even(party) for party in parties}
        return {
            "unit": "unlevered project IRR, annual",
            "paths": self.paths,
            "break_even_interpolated": {
                party: None if math.isnan(value) else value for party, value in even.items()
            },
            "same_return_for_all": [_point(point) for point in self.points],
            "sector_returns": [_point(point) for point in self.levels],
        }


def _point(point: Point) -> dict[str, Any]:
    return {
        "irr": None if math.isnan(point.irr) else point.irr,
        "label": point.label,
        "npv": {
            party: {"unit": "USD", "mean": mean, "se": error, "q05": low, "q95": high}
            for party, (mean, error, low, high) in point.npv.items()
        },
        "recovered_by_year_20": point.recovered[0],
        "recovered_by_year_20_se": point.recovered[1],
    }


def returns_curve(case: Case, sheet: TermSheet, world: World) -> ReturnsCurve | None:
    """Run a term sheet at several returns of the projects, on some of the world's paths.

    Returns:
        The curve; ``None`` where projects are given as series, so that no return can be set.
    """
    if not has_returns(case):
        return None
    points: list[Point] = []
    levels: list[Point] = []
    labels, worlds = zip(*worlds_at_returns(case, world), strict=True)
    results = simulate_sheets((sheet, at) for at in worlds)
    for label, result in zip(labels, results, strict=True):
        point = point_of(result, label if label in LEVELS else None)
        (levels if label in LEVELS else points).append(point)
    return ReturnsCurve(tuple(points), tuple(levels), points[0].paths)


def has_returns(case: Case) -> bool:
    """Return whether any project has a return that can be set."""
    return any(project.sector for project in case.world_model.project)


def worlds_at_returns(case: Case, world: World) -> Iterator[tuple[str, World]]:
    """Yield worlds of fewer paths at the sectors' low, central and high returns, then at points."""
    some = world.first_paths(PATHS)
    for level in LEVELS:
        yield level, some.with_assumptions(_at(case, {"level": level}).world)
    for irr in POINTS:
        label = f"{100 * irr:g}%"
        yield label, some.with_assumptions(_at(case, {"irr": label}).world)


@dataclass(frozen=True)
class Gap:
    """What one result's NPV differs from another's at one return of the projects.

    Attributes:
        returns: ``low``, ``central``, ``high``, or the return of every project.
        irr: Return as planned, weighted by budget.
        npv: Mean difference and its paired standard error by role: pledgor, host; USD.
    """

    returns: str
    irr: float
    npv: tuple[tuple[float, float], tuple[float, float]]


def gaps_at_returns(
    case: Case,
    first: TermSheet,
    other: TermSheet,
    world: World,
    *,
    discount: Mapping[str, float] | None = None,
) -> list[Gap]:
    """Return what another term sheet is worth over the first, against the projects' return."""
    if not has_returns(case):
        return []
    found: list[Gap] = []
    labels, worlds = zip(*worlds_at_returns(case, world), strict=True)
    ones, twos = (
        simulate_sheets(((sheet, at) for at in worlds), discount=discount)
        for sheet in (first, other)
    )
    for label, one, two in zip(labels, ones, twos, strict=True):
        gaps = [_gap(one, two, role) for role in (0, 1)]
        found.append(Gap(label, one.prepared.portfolio_irr, (gaps[0], gaps[1])))
    return found


def _gap(one: Result, two: Result, role: int) -> tuple[float, float]:
    values = two.npv(two.parties[role]).values - one.npv(one.parties[role]).values
    told = Sample("gap", "USD", values).describe()
    return told.mean, told.se


def _at(case: Case, returns: Mapping[str, str]) -> Case:
    """Return a case whose projects have the sectors' returns at a level, or all the same."""
    told = Returns.model_validate(returns)
    return replace(case, world_model=case.world_model.model_copy(update={"returns": told}))


def point_of(result: Result, label: str | None = None) -> Point:
    """Return a result as a point of the curve."""
    npv: dict[str, tuple[float, float, float, float]] = {}
    for party in result.parties:
        told = result.npv(party).describe()
        npv[party] = (told.mean, told.se, told.quantiles[0], told.quantiles[-1])
    recovered = result.recovered_by_year_20.describe()
    return Point(
        result.prepared.portfolio_irr, label, npv, (recovered.mean, recovered.se), result.paths
    )
