"""From commitment to cash called: progress, spending need, and the room under the cap."""

from pledgecraft.engine.kernel.compiled import inner
from pledgecraft.engine.kernel.records import (
    DealTerms,
    PoolState,
    ProjectState,
    ProjectTerms,
    Records,
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
    OPERATING,
    SHORTFALL,
    SPENT,
    UNMET,
    F,
    I,
)


@inner
def spent_share(curve: F, j: int, progress: float) -> float:
    """Return the share of a project's cost spent at some progress; linear between steps."""
    steps = curve.shape[1] - 1
    place = progress * steps
    left = min(int(place), steps - 1)
    return curve[j, left] + (place - left) * (curve[j, left + 1] - curve[j, left])


@inner
def within_budget(cost_ratio: float) -> float:
    """Return the share of a project's cost that lies within its budget."""
    return min(1.0, 1.0 / cost_ratio)


@inner
def plan_need(
    deal: DealTerms,
    terms: ProjectTerms,
    state: ProjectState,
    curve: F,
    j: int,
    given_call: float,
    cost_ratio: float,
    build_ratio: float,
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
        state.progress = min(1.0, state.progress + deal.dt / (terms.duration * build_ratio))
        if state.progress > 1.0 - 1e-9:
            state.progress = 1.0
        cost = terms.budget * cost_ratio
        state.due = max(0.0, cost * spent_share(curve, j, state.progress) - state.spent)
        within = within_budget(cost_ratio)
        cash = within * (terms.equity + terms.loan) + (1.0 - within) * deal.overrun_pledgor
        state.state_due = state.due * cash


@inner
def rationed(
    needs: Records[ProjectState],
    terms: Records[ProjectTerms],
    live: I,
    count: int,
    n: int,
    room: float,
) -> float:
    """Return the share of a tranche's need for state cash that the room under the cap covers."""
    total = 0.0
    for place in range(count):
        j = int(live[place])
        if terms[j].tranche == n:
            total += needs[j].state_due
    return min(1.0, room / total) if total > 0.0 else 1.0


@inner
def funded_share(tranche: TrancheTerms, room: float, pro_rata: float, state_due: float) -> float:
    """Return the share of a project's need that can be called."""
    if state_due <= 0.0:
        return 1.0
    return min(1.0, room / state_due) if tranche.in_order == 1 else pro_rata


@inner
def spend(
    deal: DealTerms,
    terms: ProjectTerms,
    state: ProjectState,
    tranche: TrancheTerms,
    used: TrancheState,
    pool: PoolState,
    row: F,
    cost_ratio: float,
    funded: float,
) -> None:
    """Call and spend the funded share of a need; what the tranche lacks, the host pays."""
    money = funded * state.due
    within = money * within_budget(cost_ratio) if terms.given == 0 else money
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
    row[SPENT] += money
    row[CALL] += equity + loan
    row[LOAN_DRAW] += loan
    row[LENDERS] += lenders
    row[FDI_PAID] += firms
    row[HOST_PAID] += host
    row[UNMET] += state.due - money


@inner
def tranche_cover(left: float, money: float) -> float:
    """Return the share of some money that what is left of a tranche covers."""
    if money <= left * (1.0 + 1e-12) + 1e-6 or money <= 0.0:
        return 1.0
    return max(0.0, left / money)


@inner
def decline(state: ProjectState, row: F, funded: float) -> float:
    """Book a declined call and return the share that is paid: none."""
    row[SHORTFALL] += funded * state.state_due
    return 0.0


@inner
def advance(terms: ProjectTerms, state: ProjectState, cost_ratio: float) -> None:
    """Move a finished project into operation from the next period on."""
    if terms.given == 1 or state.stage != BUILDING or state.progress < 1.0:
        return
    if state.spent >= terms.budget * cost_ratio * (1.0 - 1e-9):
        state.stage = OPERATING
        state.age = -1
