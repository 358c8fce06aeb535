"""A project as planned, per dollar of budget: spending, cash, risk. No term of a deal in sight."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from pledgecraft.economy.overruns import beta_spent
from pledgecraft.engine.kernel.tables import F
from pledgecraft.world.assumptions import Assumptions
from pledgecraft.world.model import Cash, Common, Hazard, Project, Return, Returns, Sector

CURVE_STEPS = 512
_KEPT = 1024
"""Profiles kept: neither the terms of a deal nor its draws change them."""


@dataclass(frozen=True)
class Profile:
    """A project's plan before any term.

    Attributes:
        life: Periods of operation.
        duration: Median time of construction, years.
        curve: Share of the cost spent at equal steps of progress, (``CURVE_STEPS`` + 1,).
        output: Planned operating cash of each period over budget, (life,).
        hazard: Annual hazard while building, then cumulated by period of operation, (life + 1,).
        salvage: Share of the budget that an end in operation, or in construction, leaves.
        specialists: Share of the work that needs the pledgor's specialists.
        irr: Unlevered return as planned, annual.
    """

    life: int
    duration: float
    curve: F
    output: F
    hazard: F
    salvage: tuple[float, float]
    specialists: float
    irr: float


def nothing() -> Profile:
    """Return the profile of a project that is given as series, or has no budget."""
    line = np.linspace(0, 1, CURVE_STEPS + 1)
    return Profile(0, 1.0, line, np.zeros(1), np.zeros(1), (0.0, 0.0), 0.0, math.nan)


def profile_of(project: Project, sector: Sector, world: Assumptions) -> Profile:
    """Return a project's plan: its own numbers, or else its sector's."""
    dt = world.grid.dt
    life = world.grid.count((project.life or sector.life).value.value)
    duration = (project.build or sector.build).median.value.value
    cash = project.cash if isinstance(project.cash, Cash) else sector.cash
    shape = project.s_curve or sector.s_curve
    irr = planned_return(project.irr or sector.irr, world.model.returns)
    steps = tuple(step.value for step in cash.ramp) if cash else ()
    salvage = project.salvage or sector.salvage
    specialists = project.specialists or sector.specialists
    curve = s_curve(shape[0], shape[1])
    return Profile(
        life=life,
        duration=duration,
        curve=curve,
        output=_output(irr, (shape[0], shape[1]), duration, steps, life, dt),
        hazard=_hazard(project.hazard or sector.hazard, world.model.common, life, dt),
        salvage=(salvage.operation.value.value, salvage.build.value.value) if salvage else (0, 0),
        specialists=specialists.value.value if specialists else 0.0,
        irr=irr,
    )


def planned_return(written: Return, returns: Returns) -> float:
    """Return a project's planned return: the world's for all, or its own at the world's level."""
    return returns.irr.value.value if returns.irr else written.at(returns.level.value)


@lru_cache(_KEPT)
def s_curve(a: float, b: float) -> F:
    """Return the share of cost spent at equal steps of progress: the beta distribution's CDF."""
    return beta_spent(a, b, CURVE_STEPS)


@lru_cache(_KEPT)
def _output(
    irr: float,
    shape: tuple[float, float],
    duration: float,
    steps: tuple[float, ...],
    life: int,
    dt: float,
) -> F:
    ramp = _ramp(steps, life, dt)
    return gross_yield(irr, curve=s_curve(*shape), duration=duration, ramp=ramp, dt=dt) * ramp * dt


def gross_yield(irr: float, *, curve: F, duration: float, ramp: F, dt: float) -> float:
    """Return annual operating cash over budget that gives a planned project its unlevered return.

    Args:
        irr: Unlevered nominal return of the project, annual.
        curve: Share of the cost spent at equal steps of progress.
        duration: Construction time, years.
        ramp: Share of full cash in each period of operation.
        dt: Length of a period, years.

    Returns:
        Cash a year over budget once the ramp is over. Linear in present values, so no root is
        sought: PV of the spending over PV of one unit of ramped cash a year.

    Example:
        >>> line = np.linspace(0, 1, 65)
        >>> round(gross_yield(0.10, curve=line, duration=1, ramp=np.ones(30), dt=1.0), 4)
        0.1167
    """
    periods = max(1, math.ceil(duration / dt - 1e-9))
    progress = np.minimum(1.0, np.arange(periods + 1) * dt / duration)
    spent = np.diff(np.interp(progress, np.linspace(0, 1, curve.size), curve))
    spending = float(np.sum(spent * (1 + irr) ** -(np.arange(periods) * dt)))
    times = (periods + np.arange(ramp.size) + 1) * dt
    return spending / float(np.sum(ramp * dt * (1 + irr) ** -times))


def _ramp(steps: tuple[float, ...], life: int, dt: float) -> F:
    years = (np.arange(life) * dt).astype(int)
    return np.array([*steps, 1.0])[np.minimum(years, len(steps))]


def _hazard(hazard: Hazard | None, common: Common, life: int, dt: float) -> F:
    if hazard is None:
        return np.zeros(life + 1)
    written = (common.hazard_years_1_to_5, common.hazard_years_6_to_10, common.hazard_after)
    rates = tuple(rate.value.value if rate else 0.0 for rate in written)
    return _cumulated(hazard.in_build.value.value, hazard.multiple.value, rates, life, dt)


@lru_cache(_KEPT)
def _cumulated(
    in_build: float, multiple: float, rates: tuple[float, ...], life: int, dt: float
) -> F:
    years = np.arange(life) * dt
    by_age = np.select([years < 5, years < 10], rates[:2], default=rates[2])
    return np.append(in_build, np.cumsum(multiple * by_age * dt))
