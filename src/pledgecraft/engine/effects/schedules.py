"""Which tariff holds when: dated schedules, what is known to have come, what may switch."""

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, product

import numpy as np

from pledgecraft.base.dates import add_months
from pledgecraft.base.periods import TimeGrid
from pledgecraft.base.quantities import Share
from pledgecraft.deal.model import Tariff, TariffStep
from pledgecraft.engine.kernel.tables import F
from pledgecraft.world.economies import Switch, TariffLine, Tariffs
from pledgecraft.world.parameters import Parameter

REGIMES = ("deal", "no deal", "penalty")
DEAL, NO_DEAL, PENALTY = range(3)
ORDER = {DEAL: (DEAL, NO_DEAL), NO_DEAL: (NO_DEAL,), PENALTY: (PENALTY, DEAL, NO_DEAL)}
"""Schedules in which a regime's tariff is looked up, one after the other."""


@dataclass(frozen=True)
class Step:
    """A tariff on a line from a day.

    Attributes:
        line: The line.
        starts: First day on which it holds.
        written: The day by which it goes before or after what is known to have come: its own,
            even where the deal is signed later.
        rate: The tariff.
    """

    line: str
    starts: date
    written: date
    rate: float


Schedules = tuple[tuple[Step, ...], ...]
"""Steps of the deal, of no deal, of a penalty."""


def schedules_of(terms: Tariff, start: date, delay: int = 0) -> Schedules:
    """Return the schedules of a deal that is signed some months after the start.

    Steps without a rate are passed over. Of a line's steps at the start only the last one counts
    for a delayed deal: that is what is signed later.
    """
    deal, no_deal, penalty = (
        tuple(_step(entry) for entry in entries if not is_open(entry))
        for entries in (terms.deal, terms.no_deal, terms.penalty)
    )
    return (_delayed(deal, start, delay) if delay else deal, no_deal, penalty)


def _step(entry: TariffStep) -> Step:
    since = entry.since if isinstance(entry.since, date) else date.min
    return Step(entry.line, since, since, entry.rate.value)


def _delayed(steps: Sequence[Step], start: date, delay: int) -> tuple[Step, ...]:
    at_start: dict[str, Step] = {}
    for step in sorted(steps, key=lambda step: step.starts):
        if step.starts <= start:
            at_start[step.line] = step
    later = [step for step in steps if step.starts > start]
    return tuple(
        Step(step.line, add_months(max(step.starts, start), delay), step.written, step.rate)
        for step in (*at_start.values(), *later)
    )


def is_open(step: TariffStep) -> bool:
    """Return whether a step has no single rate."""
    return step.rate.is_unresolved or step.rate.is_range


def spans(grid: TimeGrid, told: Tariffs, schedules: Schedules) -> Iterator[tuple[int, date, float]]:
    """Yield stretches of constant tariffs: their period, their middle day, their length in years.

    They end when the difference between the schedules no longer counts; the last period counts by
    its part.
    """
    lasts = told.lasts.value.value
    cuts = changes(told, schedules)
    for period in range(grid.periods):
        counted = min(1.0, lasts / grid.dt - period)
        if counted <= 0:
            return
        opens, closes = grid.starts[period], grid.starts[period + 1]
        edges = [opens, *(day for day in cuts if opens < day < closes), closes]
        for first, end in pairwise(edges):
            middle = date.fromordinal((first.toordinal() + end.toordinal()) // 2)
            yield period, middle, counted * grid.dt * (end - first).days / (closes - opens).days


def changes(told: Tariffs, schedules: Schedules) -> tuple[date, ...]:
    """Return the days on which a tariff may change, in order."""
    days = {step.starts for steps in schedules for step in steps}
    return tuple(sorted(days | {entry.since for entry in told.known}))


def tariffs_on(told: Tariffs, schedules: Schedules, days: Sequence[date]) -> F:
    """Return tariffs by source on some days, (regime, state, day, line, source).

    They are looked up once for each stretch between changes.
    """
    cuts = changes(told, schedules)
    eras = [bisect_right(cuts, day) for day in days]
    first = dict(zip(reversed(eras), reversed(days), strict=True))
    order = sorted(first)
    found = _tariffs_on(told, schedules, [first[era] for era in order])
    return found[:, :, [order.index(era) for era in eras]]


def _tariffs_on(told: Tariffs, schedules: Schedules, days: Sequence[date]) -> F:
    """Return tariffs by source on some days, (regime, state, day, line, source).

    The pledgor comes first, then the line's rivals, 0 where there is none. A state says which
    switches are on, the first switch in the lowest bit.
    """
    width = 1 + max((len(line.rival) for line in told.line), default=0)
    states = list(product((False, True), repeat=len(told.switch)))
    out = np.zeros((len(REGIMES), len(states), len(days), len(told.line), width))
    for regime in range(len(REGIMES)):
        for s, state in enumerate(states):
            on = [switch for switch, is_on in zip(told.switch, state[::-1], strict=True) if is_on]
            for d, day in enumerate(days):
                for k, line in enumerate(told.line):
                    own, others = _rates(told, schedules, regime, line, day, on)
                    out[regime, s, d, k, 0] = own
                    for r, rival in enumerate(line.rival, start=1):
                        theirs = rival.tariff.value.value
                        out[regime, s, d, k, r] = theirs if math.isnan(others) else others
    return out


def _rates(
    told: Tariffs,
    schedules: Schedules,
    regime: int,
    line: TariffLine,
    day: date,
    on: Sequence[Switch],
) -> tuple[float, float]:
    """Return the tariff on the pledgor's goods of a line on a day, and that on its rivals'.

    A schedule's last step holds, one on the line itself before one on what it follows. The penalty
    falls back on the deal, the deal on no deal, that on the tariff before. What is known to have
    come into force later goes before them, a switch that is on before all. The rivals' tariff is
    NaN where nothing changes it.
    """
    rate, since = line.base.value.value, date.min
    others = math.nan
    for number in ORDER[regime]:
        step = _last_step(schedules[number], line, day)
        if step is not None:
            rate, since = step.rate, step.written
            break
    names = {line.id, line.follows}
    for entry in told.known:
        if entry.line in names and since < entry.since <= day:
            rate, since = entry.rate.value.value, entry.since
            others = _or_nan(entry.rivals, others)
    for switch in on:
        if names & set(switch.lines) and _named(regime) in switch.regimes:
            rate = switch.rate.value.value
            others = _or_nan(switch.rivals, others)
    return rate, others


def _last_step(steps: Sequence[Step], line: TariffLine, day: date) -> Step | None:
    for name in (line.id, line.follows):
        held = [step for step in steps if step.line == name and step.starts <= day]
        if held:
            return max(held, key=lambda step: step.starts)
    return None


def _named(regime: int) -> str:
    return REGIMES[DEAL] if regime == PENALTY else REGIMES[regime]


def _or_nan(told: Parameter[Share] | None, otherwise: float) -> float:
    return told.value.value if told is not None else otherwise
