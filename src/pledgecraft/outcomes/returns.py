"""Outcomes against the projects' return: the weightiest assumption, and nobody knows it."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from pledgecraft.cases.case import Case
from pledgecraft.deal.sheet import TermSheet
from pledgecraft.outcomes.result import Result, simulate_sheet
from pledgecraft.world.draws import World

POINTS = (0.02, 0.05, 0.08, 0.11, 0.14, 0.17, 0.20)
LEVELS = ("low", "central", "high")
PATHS = 1_000


@dataclass(frozen=True)
class Point:
    """Outcomes at one return.

    Attributes:
        irr: Unlevered return of the projects as planned: of each, or weighted by budget.
        label: ``low``, ``central`` or ``high`` where the sectors' own returns are run.
        npv: Mean, standard error, and quantiles 5 and 95 by party, USD.
        recovered: Share of paths recovered by year 20, and its standard error.
    """

    irr: float
    label: str | None
    npv: dict[str, tuple[float, float, float, float]]
    recovered: tuple[float, float]


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
    if not any(project.sector for project in case.world_model.project):
        return None
    some = first_paths(world, PATHS)
    same = {f"{100 * irr:g}%": {"returns.irr": f"{100 * irr:g}%"} for irr in POINTS}
    points = [_run(case.with_world(settings), sheet, some, None) for settings in same.values()]
    plain = case.with_world({"returns.level": "central"})
    plain = _without_common_irr(plain)
    levels = [
        _run(plain.with_world({"returns.level": level}), sheet, some, level) for level in LEVELS
    ]
    return ReturnsCurve(tuple(points), tuple(levels), some.paths)


def _without_common_irr(case: Case) -> Case:
    if case.world_model.returns.irr is None:
        return case
    from dataclasses import replace

    returns = case.world_model.returns.model_copy(update={"irr": None})
    return replace(case, world_model=case.world_model.model_copy(update={"returns": returns}))


def _run(case: Case, sheet: TermSheet, world: World, label: str | None) -> Point:
    result = simulate_sheet(sheet, world.with_assumptions(case.world))
    return point_of(result, label)


def point_of(result: Result, label: str | None = None) -> Point:
    """Return a result as a point of the curve."""
    npv: dict[str, tuple[float, float, float, float]] = {}
    for party in result.parties:
        told = result.npv(party).describe()
        npv[party] = (told.mean, told.se, told.quantiles[0], told.quantiles[-1])
    recovered = result.recovered_by_year_20.describe()
    return Point(result.prepared.portfolio_irr, label, npv, (recovered.mean, recovered.se))


def first_paths(world: World, count: int) -> World:
    """Return a world of only the first paths, which are the same whatever their number."""
    if world.paths <= count:
        return world
    return World(
        world.assumptions,
        world.seed,
        count,
        np.ascontiguousarray(world.revenue[:count]),
        world.cost_ratio[:count],
        world.build_ratio[:count],
        world.exposure[:count],
        np.ascontiguousarray(world.benchmark[:count]),
        world.missed[:count],
    )
