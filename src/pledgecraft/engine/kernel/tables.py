"""The tables that the kernel reads and writes: plan, draws, state, columns and codes."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pledgecraft.engine.kernel.records import (
    CurrencyState,
    CurrencyTerms,
    DealTerms,
    PoolState,
    PoolTerms,
    ProjectState,
    ProjectTerms,
    Records,
    TierTerms,
    TrancheState,
    TrancheTerms,
    WorkforceState,
    rows,
)

F = NDArray[np.float64]
S = NDArray[np.float32]
I = NDArray[np.int64]  # noqa: E741
B = NDArray[np.bool_]

PLEDGOR, HOST = 0, 1

UNTIL_PRINCIPAL, UNTIL_ALLOCATION, UNTIL_IRR, UNTIL_MULTIPLE, UNTIL_CATCH_UP, UNTIL_END = range(6)
"""Kinds of hurdles."""

PER_PERIOD, ANNUAL, SIMPLE = 0, 1, 2
"""Kinds of compounding of the deemed interest."""

BUILDING, BUILT, ENDED = 0, 1, 2
"""Stages of a project once it has begun."""


class Plan(NamedTuple):
    """An agreement as arrays.

    Dimensions: T periods, J projects, N tranches, Q pools, K tiers, P parties (pledgor, host,
    others). Money in USD, rates annual, times in periods unless said.
    """

    deal: Records[DealTerms]
    """One row."""
    projects: Records[ProjectTerms]
    """(J,)"""
    tranches: Records[TrancheTerms]
    """(N,)"""
    pools: Records[PoolTerms]
    """(Q,)"""
    tiers: Records[TierTerms]
    """(K,)"""
    currency: Records[CurrencyTerms]
    """One row."""
    year: I
    """Calendar year of each period, from 0, (T,)."""
    order: I
    """Projects in the order of their selection, (J,)."""
    curve: F
    """Share of the cost spent at equal steps of progress, (J, steps + 1)."""
    output: F
    """Planned operating cash by period of operation, (J, longest life)."""
    hazard: F
    """Hazard a year while building, then cumulated by period of operation, (J, 1 + life)."""
    given_calls: F
    """Calls of projects given as series, (J, T)."""
    given_cash: F
    """Operating cash of projects given as series, (J, T)."""
    share: F
    """Shares of the parties in each tier, and in the first one after a review, (K + 1, P)."""
    gdp: F
    """The pledgor's GDP a year at each period, USD, (T,)."""
    open_discount: F
    """Discount factors at the periods' starts, (P, T)."""
    close_discount: F
    """Discount factors at the periods' ends, (P, T)."""


class Draws(NamedTuple):
    """Nature's draws; see :class:`pledgecraft.world.draws.World`.

    ``revenue`` lies as (path, project, period), so that a path's part stays in the cache.
    """

    revenue: S
    cost_ratio: F
    build_ratio: F
    exposure: F
    benchmark: S
    missed: B
    available: S
    approved: S
    rate: S
    reserve_noise: S
    luck: S


class Ready(NamedTuple):
    """What projects leave their pools, written ahead when a project is built."""

    pools: Records[PoolState]
    """(Q,)"""
    cash: F
    """Cash for the owners from the projects of a pool, (Q, T)."""
    receipt: F
    """Loan service to the pledgor, (Q, T)."""
    guarantee: F
    """Guarantee calls, (Q, T)."""
    ended: F
    """Number of projects that end, (Q, T)."""


class State(NamedTuple):
    """Scratch of one path, reset before each; allocated once per block."""

    projects: Records[ProjectState]
    tranches: Records[TrancheState]
    pools: Records[PoolState]
    drawn: F
    """Money of the pledgor by period, for the schedule of the allocation, (Q, T)."""
    account: F
    """Hurdle accounts of IRR tiers, (Q, K)."""
    paid: F
    """Money of each party into a pool so far, (Q, P)."""
    received: F
    """Money of each party out of a pool so far, (Q, P)."""
    live: I
    """Projects that have begun and are not built, (J,)."""
    ready: Ready
    """What projects leave their pools, by period."""
    staff: Records[WorkforceState]
    """One row."""
    joined: F
    """Specialists admitted by period, (T,)."""
    currency: Records[CurrencyState]
    """One row."""
    effects: F
    """The deal's effect on the log exchange rate at each period's start, (T,)."""


def empty_plan() -> Plan:
    """Return a plan of one period with a project that never begins."""
    deal, projects = rows(DealTerms, 1), rows(ProjectTerms, 1)
    deal["dt"], projects["first"], projects["tranche"] = 1.0, 1, -1
    zeros = np.zeros((1, 1))
    return Plan(
        deal, projects, rows(TrancheTerms, 1), rows(PoolTerms, 1), rows(TierTerms, 1),
        rows(CurrencyTerms, 1),
        np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64), np.zeros((1, 2)), zeros,
        np.zeros((1, 2)), zeros, zeros, np.zeros((2, 2)), np.ones(1),
        np.ones((2, 1)), np.ones((2, 1)),
    )  # fmt: skip


def example_arguments() -> tuple[object, ...]:
    """Return the arguments of a run of a plan with nothing in it: the types that run."""
    plan = empty_plan()
    nature = Draws(
        np.ones((1, 1, 1), dtype=np.float32), np.ones((1, 1)), np.ones((1, 1)), np.ones((1, 1)),
        np.zeros((1, 1, 1), dtype=np.float32), np.zeros((1, 1), dtype=np.bool_),
        *(np.ones((1, 1), dtype=np.float32) for _ in range(5)),
    )  # fmt: skip
    cube = np.zeros((1, 1, 1))
    return (
        plan, nature, new_state(plan), cube[0], cube[0], 0, cube, cube, cube, cube[0], cube[0, 0]
    )  # fmt: skip


def new_state(plan: Plan) -> State:
    """Return the scratch for a plan."""
    pools, tiers, parties = plan.pools.size, plan.tiers.size, plan.share.shape[1]
    table = rows(PoolState, pools)
    by_period = (pools, plan.year.size)
    return State(
        rows(ProjectState, plan.projects.size),
        rows(TrancheState, plan.tranches.size),
        table,
        np.zeros((pools, plan.year.size)),
        np.zeros((pools, tiers)),
        np.zeros((pools, parties)),
        np.zeros((pools, parties)),
        np.zeros(plan.projects.size, dtype=np.int64),
        Ready(
            table,
            np.zeros(by_period),
            np.zeros(by_period),
            np.zeros(by_period),
            np.zeros(by_period),
        ),
        rows(WorkforceState, 1),
        np.zeros(plan.year.size),
        rows(CurrencyState, 1),
        np.zeros(plan.year.size),
    )


COLUMNS = (
    "spent",
    "call",
    "loan_draw",
    "guarantee_call",
    "fdi",
    "lenders",
    "host_paid",
    "cash",
    "salvage",
    "lender_service",
    "loan_service",
    "fee",
    "firms",
    "compensation",
    "withheld",
    "balance",
    "principal",
    "unmet_need",
    "operating",
    "shortfall",
    "deferred",
    "declined",
    "reserves",
    "reserves_alone",
    "exchange_rate",
    "from_income",
    "bought",
    "bonds",
)
"""Columns of a path's flows, before the parties' distributions and the tiers' by party."""

(
    SPENT,
    CALL,
    LOAN_DRAW,
    GUARANTEE_CALL,
    FDI_PAID,
    LENDERS,
    HOST_PAID,
    CASH,
    SALVAGE,
    LENDER_SERVICE,
    LOAN_SERVICE,
    FEE,
    FIRMS,
    COMPENSATION,
    WITHHELD,
    BALANCE,
    PRINCIPAL,
    UNMET,
    OPERATING_COUNT,
    SHORTFALL,
    DEFERRED,
    DECLINED,
    RESERVES,
    RESERVES_ALONE,
    EXCHANGE_RATE,
    FROM_INCOME,
    BOUGHT_NOW,
    BONDS_OUT,
) = range(28)

N_COLUMNS = len(COLUMNS)
