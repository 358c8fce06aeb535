"""From commitment to cash called: progress, spending need, and the room under the cap."""

from pledgecraft.engine.kernel.compiled import inner, place
from pledgecraft.engine.kernel.records import (
    DealTerms,
    PoolState,
    ProjectState,
    ProjectTerms,
    TrancheState,
    TrancheTerms,
)
from pledgecraft.engine.kernel.tables import (
    BUILDING,
    CALL,
    FDI_PAID,
    HOST_PAID,
    LENDERS,
    LOAN_DRAW,
    SPENT,
    UNMET,
    F,
)
from pledgecraft.engine.kernel.workforce import advance


@inner
def spent_share(curve: F, j: int, progress: float) -> float:
    """Return the share of a project's cost spent at some progress; linear between steps."""
    row = curve[j]
    steps = row.size - 1
    at = progress * steps
    left = min(int(at), steps - 1)
    low, high = row[place(left)], row[place(left + 1)]
    return low + (at - left) * (high - low)


@inner
def plan_need(
    deal: DealTerms,
    terms: ProjectTerms,
    state: ProjectState,
    curve: F,
    j: int,
    given_call: float,
    at_work: float,
) -> None:
    """Set what a project wants to spend in a period, with what it wanted before and did not get.

    Planned progress goes on while money is short, so the unmet need is a backlog that is called as
    soon as there is room.
    """
    state.due = 0.0
    state.state_due = 0.0
    if terms.given == 1:
        state.progress += given_call
        state.due = max(0.0, state.progress - state.spent)
        state.state_due = state.due
        return
    if state.stage == BUILDING:
        advance(deal, terms, state, at_work)
        state.due = max(0.0, state.cost * spent_share(curve, j, state.progress) - state.spent)
        cash = state.within * (terms.equity + terms.loan)
        cash += (1.0 - state.within) * deal.overrun_pledgor
        state.state_due = state.due * cash


@inner
def rationed(used: TrancheState) -> float:
    """Return the share of a tranche's need for state cash that the room under the cap covers."""
    return min(1.0, used.room / used.wanting) if used.wanting > 0.0 else 1.0


@inner
def funded_share(tranche: TrancheTerms, used: TrancheState, state_due: float) -> float:
    """Return the share of a project's need that can be called."""
    if state_due <= 0.0:
        return 1.0
    return min(1.0, used.room / state_due) if tranche.in_order == 1 else used.pro_rata


@inner
def spend(
    deal: DealTerms,
    terms: ProjectTerms,
    state: ProjectState,
    tranche: TrancheTerms,
    used: TrancheState,
    pool: PoolState,
    flows: F,
    t: int,
    funded: float,
) -> None:
    """Call and spend the funded share of a need; what the tranche lacks, the host pays."""
    money = funded * state.due
    within = money * state.within
    over = money - within
    equity = within * terms.equity + over * deal.overrun_pledgor
    loan, lenders, firms = within * terms.loan, within * terms.guarantee, within * terms.fdi
    host = over * deal.overrun_host
    covered = 1.0
    if terms.given == 0:
        covered = tranche_cover(tranche.size - used.used, equity + loan + lenders + firms)
    if covered < 1.0:
        host += (1.0 - covered) * (equity + loan + lenders + firms)
        equity, loan = equity * covered, loan * covered
        lenders, firms = lenders * covered, firms * covered
    used.used += equity + loan + lenders + firms
    used.room -= equity + loan
    state.spent += money
    state.loan += loan
    state.debt += lenders
    pool.call += equity + loan
    pool.host += host
    pool.weight += equity + loan
    pool.weighted += (equity + loan) * state.deemed
    flows[SPENT, t] += money
    flows[CALL, t] += equity + loan
    flows[LOAN_DRAW, t] += loan
    flows[LENDERS, t] += lenders
    flows[FDI_PAID, t] += firms
    flows[HOST_PAID, t] += host
    flows[UNMET, t] += state.due - money


@inner
def tranche_cover(left: float, money: float) -> float:
    """Return the share of some money that what is left of a tranche covers."""
    if money <= left * (1.0 + 1e-12) + 1e-6 or money <= 0.0:
        return 1.0
    return max(0.0, left / money)


@inner
def is_finished(state: ProjectState) -> bool:
    """Return whether a project is built and paid, so that it operates from the next period on."""
    if state.stage != BUILDING or state.progress < 1.0:
        return False
    return state.spent >= state.cost * (1.0 - 1e-9)
