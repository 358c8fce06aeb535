"""Run a plan over a world's paths, in blocks on all cores."""

import os
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from pledgecraft.engine.kernel.outcomes import OUTCOMES, SHARED, YEARLY
from pledgecraft.engine.kernel.tables import (
    COLUMNS,
    N_COLUMNS,
    Draws,
    F,
    Plan,
    new_state,
)
from pledgecraft.engine.machine import call_kernel
from pledgecraft.engine.plan import Prepared
from pledgecraft.world.draws import World

PATHS_AT_ONCE = 256


@dataclass(frozen=True)
class Run:
    """What the kernel says of every path.

    Attributes:
        outcomes: (path, party, outcome); outcomes in the order of ``OUTCOMES``.
        yearly: Flows by calendar year, USD, (path, year, series); series as in ``YEARLY``.
        tiers: Cash to each party through each tier, (path, tier, party), USD.
        shared: Outcomes of construction, (path, outcome), in the order of ``SHARED``.
        imbalance: Largest difference between cash in and cash out, (path,), USD.
    """

    outcomes: F
    yearly: F
    tiers: F
    shared: F
    imbalance: F


def run(
    prepared: Prepared,
    world: World,
    *,
    cores: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> Run:
    """Carry a plan along every path.

    Args:
        prepared: The plan.
        world: The draws, on the same projects and periods as the plan.
        cores: How many to use; ``None`` for all.
        progress: Called with the share done.
    """
    plan, draws = prepared.plan, draws_of(world)
    paths = world.paths
    out = _new_run(plan, paths)
    starts = range(0, paths, PATHS_AT_ONCE)
    with on_cores(cores) as each:
        done = each(partial(_run_some, plan, draws, out), starts)
        for number, _ in enumerate(done, start=1):
            if progress is not None:
                progress(number / len(starts))
    return out


@contextmanager
def on_cores(cores: int | None = None) -> Generator[Callable[..., Iterator[Any]]]:
    """Give a ``map`` whose calls run side by side, its results in the order of the calls."""
    workers = cores or os.cpu_count() or 1
    if workers == 1:
        yield map
        return
    with ThreadPoolExecutor(workers) as pool:
        yield pool.map


def _new_run(plan: Plan, paths: int) -> Run:
    parties = plan.share.shape[1]
    return Run(
        np.empty((paths, parties, len(OUTCOMES))),
        np.empty((paths, int(plan.year[-1]) + 1, len(YEARLY))),
        np.empty((paths, plan.tiers.size, parties)),
        np.empty((paths, len(SHARED))),
        np.empty(paths),
    )


def _run_some(plan: Plan, draws: Draws, out: Run, first: int) -> None:
    rows = slice(first, min(first + PATHS_AT_ONCE, out.imbalance.size))
    _run_block(plan, draws, out, first, rows)


def _run_block(plan: Plan, draws: Draws, out: Run, first: int, rows: slice) -> F:
    """Run some paths into some rows; return the flows of the last one, (column, period)."""
    flows = np.empty((width(plan), plan.year.size))
    scratch = np.empty((3, plan.year.size + 1))
    call_kernel(
        (plan, draws, new_state(plan), flows, scratch, first,
         out.outcomes[rows], out.yearly[rows], out.tiers[rows], out.shared[rows],
         out.imbalance[rows]),
    )  # fmt: skip
    return flows


def trace(prepared: Prepared, world: World, path: int) -> F:
    """Return the full flows of one path, (period, column); see :func:`trace_columns`."""
    plan = prepared.plan
    return _run_block(plan, draws_of(world), _new_run(plan, 1), path, slice(0, 1)).T


def trace_columns(prepared: Prepared) -> Sequence[str]:
    """Return the names of a trace's columns."""
    parties = [f"distributed_{party}" for party in prepared.parties]
    tiers = [f"tier_{k}_{party}" for k in range(prepared.plan.tiers.size)
             for party in prepared.parties]  # fmt: skip
    return (*COLUMNS, *parties, *tiers)


def width(plan: Plan) -> int:
    """Return the number of columns of a path's flows."""
    return N_COLUMNS + plan.share.shape[1] * (1 + plan.tiers.size)


def draws_of(world: World) -> Draws:
    """Return a world's arrays as the kernel takes them."""
    return Draws(
        world.by_project,
        world.cost_ratio,
        world.build_ratio,
        world.exposure,
        world.benchmark,
        world.missed,
        world.available,
        world.approved,
        world.rate,
        world.reserve_noise,
        world.luck,
    )
