"""Specialists at the sites: who is admitted, who is kept away, what share of the need is met."""

from pledgecraft.engine.kernel.compiled import inner
from pledgecraft.engine.kernel.records import (
    DealTerms,
    ProjectState,
    ProjectTerms,
    Records,
    WorkforceState,
)
from pledgecraft.engine.kernel.tables import F, I


@inner
def specialists_needed(
    deal: DealTerms,
    projects: Records[ProjectTerms],
    now: Records[ProjectState],
    live: I,
    count: int,
) -> float:
    """Return how many specialists the projects under construction need to keep their plans."""
    work = 0.0
    for place in range(count):
        j = int(live[place])
        if now[j].progress < 1.0:
            work += projects[j].specialists * now[j].cost * now[j].step
    return work / deal.dt * deal.specialists_per_dollar


@inner
def admit(
    deal: DealTerms,
    staff: WorkforceState,
    joined: F,
    approved: float,
    t: int,
    is_new_year: bool,
) -> None:
    """Admit the approved within the calendar year's quota; let those leave whose stay is over.

    The places of those who were there at the start stay filled.
    """
    if is_new_year:
        staff.admitted = 0.0
    joined[t] = min(approved, max(0.0, deal.quota - staff.admitted))
    staff.admitted += joined[t]
    staff.stock += joined[t]
    if t >= deal.stay:
        staff.stock -= joined[t - deal.stay]


@inner
def share_at_work(staff: WorkforceState, needed: float, available: float) -> float:
    """Return the share of the needed specialists who are there and not kept away by a stop."""
    if needed <= 0.0:
        return available
    return available * min(1.0, staff.stock / needed)


@inner
def advance(deal: DealTerms, terms: ProjectTerms, state: ProjectState, at_work: float) -> None:
    """Move a project's progress on; what its specialists miss until it is built is lost time."""
    missing = terms.specialists * (1.0 - at_work)
    step = state.step * (1.0 - missing)
    if missing > 0.0 and state.progress < 1.0:
        needed = min(1.0, (1.0 - state.progress) / step) if step > 0.0 else 1.0
        state.lost += missing * deal.dt * needed
    state.progress = min(1.0, state.progress + step)
    if state.progress > 1.0 - 1e-9:
        state.progress = 1.0
