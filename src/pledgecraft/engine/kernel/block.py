"""Some paths of a plan, one after the other."""

import math
from typing import Any

from pledgecraft.engine.kernel.compiled import machine_code
from pledgecraft.engine.kernel.path import run_path
from pledgecraft.engine.kernel.tables import Draws, F, Plan, State
from pledgecraft.engine.kernel.valuation import (
    by_year,
    currency_outcomes,
    imbalance,
    present_values,
    schedule_outcomes,
    summarise,
    tier_totals,
)


def run_block(
    plan: Plan,
    draws: Draws,
    state: State,
    flows: F,
    scratch: F,
    first: int,
    outcomes: F,
    yearly: F,
    tiers: F,
    shared: F,
    unbalanced: F,
) -> None:
    """Run the paths from ``first`` on and fill their outcomes.

    Args:
        plan: The agreement.
        draws: Nature for all paths.
        state: Scratch, see :func:`pledgecraft.engine.kernel.tables.new_state`.
        flows: Scratch of one path, (column, period).
        scratch: Scratch of flows, (3, period + 1).
        first: First path of the block.
        outcomes: To fill, (path, party, outcome).
        yearly: To fill, (path, year, series), USD.
        tiers: To fill, cash through each tier, (path, tier, party), USD.
        shared: To fill, outcomes of construction, (path, outcome).
        unbalanced: To fill, largest difference of cash in and out, (path,), USD.
    """
    year, dt, parties = plan.year, plan.deal[0].dt, plan.share.shape[1]
    for i in range(outcomes.shape[0]):
        run_path(plan, draws, state, flows, first + i)
        if plan.deal[0].values_only == 1:
            present_values(flows, plan.open_discount, plan.close_discount, scratch, outcomes[i])
            continue
        summarise(flows, year, dt, plan.open_discount, plan.close_discount, scratch, outcomes[i])
        by_year(flows, year, yearly, i)
        tier_totals(flows, parties, tiers, i)
        shared[i, :] = math.nan
        schedule_outcomes(plan.projects, state.projects, flows, dt, shared[i])
        if plan.currency[0].on == 1:
            currency_outcomes(state.currency[0], flows, shared[i])
        unbalanced[i] = imbalance(flows, parties)


def compile_block(arguments: tuple[Any, ...]) -> tuple[str, bytes]:
    """Compile :func:`run_block` for the types of some arguments."""
    return machine_code(run_block, arguments)
