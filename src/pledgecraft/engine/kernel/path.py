"""One path of the whole deal, period by period.

The tables are unpacked once a path: handing them down whole in every period would cost more than
the arithmetic.
"""

from pledgecraft.engine.kernel.compiled import inner, place
from pledgecraft.engine.kernel.construction import (
    funded_share,
    is_finished,
    plan_need,
    rationed,
    spend,
)
from pledgecraft.engine.kernel.currency import (
    close_currency,
    open_year,
    pay,
    payable_share,
    relieved_share,
    reset_currency,
    wanted_of,
)
from pledgecraft.engine.kernel.losses import settle
from pledgecraft.engine.kernel.operation import build, give, operate
from pledgecraft.engine.kernel.records import (
    DealTerms,
    PoolState,
    PoolTerms,
    ProjectState,
    ProjectTerms,
    TrancheState,
    TrancheTerms,
)
from pledgecraft.engine.kernel.tables import (
    BALANCE,
    BUILDING,
    CALL,
    DECLINED,
    DEFERRED,
    GUARANTEE_CALL,
    PLEDGOR,
    PRINCIPAL,
    SHORTFALL,
    WITHHELD,
    Draws,
    F,
    Plan,
    S,
    State,
)
from pledgecraft.engine.kernel.waterfall import book_guarantee, distribute, open_pool
from pledgecraft.engine.kernel.workforce import admit, share_at_work, specialists_needed


@inner
def rate_at(base: int, rate: float, benchmark: S, path: int, t: int) -> float:
    """Return a benchmark plus spread at a period, or the fixed rate."""
    if base < 0:
        return rate
    return rate + benchmark[path, t, base]


@inner
def run_path(plan: Plan, draws: Draws, state: State, flows: F, path: int) -> None:
    """Fill a path's flows, (column, period); columns as in ``COLUMNS``, parties, tiers."""
    deal, projects, tranches, pools = plan.deal[0], plan.projects, plan.tranches, plan.pools
    tiers, share, year, curve = plan.tiers, plan.share, plan.year, plan.curve
    order = plan.order
    output, hazard, given_cash = plan.output, plan.hazard, plan.given_cash
    given_calls, benchmark, revenue = plan.given_calls, draws.benchmark, draws.revenue
    cost, times, exposure, missed = (
        draws.cost_ratio,
        draws.build_ratio,
        draws.exposure,
        draws.missed,
    )
    now, used, pooled = state.projects, state.tranches, state.pools
    drawn, account, paid, received = state.drawn, state.account, state.paid, state.received
    staff, joined, available, approved = (
        state.staff[0],
        state.joined,
        draws.available,
        draws.approved,
    )
    money, purse, effects = plan.currency[0], state.currency[0], state.effects
    rate_now, luck, gdp = draws.rate, draws.luck, plan.gdp
    ready, live = state.ready, state.live
    cash, receipt, guarantee, ended = ready.cash, ready.receipt, ready.guarantee, ready.ended

    flows[:] = 0.0
    drawn[:] = 0.0
    account[:] = 0.0
    paid[:] = 0.0
    received[:] = 0.0
    cash[:] = 0.0
    receipt[:] = 0.0
    guarantee[:] = 0.0
    ended[:] = 0.0
    for j in range(projects.size):
        reset_project(deal, projects[j], now[j], cost[path, j], times[path, j])
        set_rates(deal, projects[j], now[j], benchmark, path)
    for n in range(tranches.size):
        used[n].used = 0.0
    for q in range(pools.size):
        reset_pool(pools[q], pooled[q])
    reset_currency(money, purse)
    staff.stock, staff.admitted = deal.specialists, 0.0
    first_loss = deal.first_loss
    last = year.size - 1
    begun, count = 0, 0
    put_off, unpaid, settled = 0.0, 0.0, 0.0

    for t in range(year.size):
        while begun < order.size and projects[int(order[begun])].first <= t:
            j = int(order[begun])
            if projects[j].given == 1:
                give(projects[j], ready, flows, given_cash, j, t)
            live[count] = j
            begun, count = begun + 1, count + 1
        is_new_year = t == 0 or year[t] != year[t - 1]
        for n in range(tranches.size):
            if is_new_year:
                used[n].room = tranches[n].cap
            used[n].wanting = 0.0
        at_work = 1.0
        if deal.specialists_per_dollar > 0.0:
            admit(deal, staff, joined, approved[path, t], t, is_new_year)
            needed = specialists_needed(deal, projects, now, live, count)
            at_work = share_at_work(staff, needed, available[path, t])
        for k in range(count):
            j = place(live[k])
            plan_need(deal, projects[j], now[j], curve, j, given_calls[j, t], at_work)
            used[place(projects[j].tranche)].wanting += now[j].state_due
        for n in range(tranches.size):
            used[n].pro_rata = rationed(used[n])
        relieved, paid_share = 1.0, 0.0 if missed[path, year[t]] else 1.0
        if money.on == 1:
            if is_new_year:
                open_year(money, purse)
            purse.income += money.income * max(0.0, purse.reserves) * deal.dt
            relieved = relieved_share(money, purse, rate_now, effects, path, t, luck[path, year[t]])
            paid_share *= payable_share(money, purse, relieved * wanted_of(used))
        building = 0
        for k in range(count):
            j = place(live[k])
            tranche = place(projects[j].tranche)
            fund(
                deal, projects[j], now[j], tranches[tranche], used[tranche],
                pooled[place(projects[j].pool)], flows, t, relieved, paid_share,
            )  # fmt: skip
            if projects[j].given == 0:
                build(deal, projects[j], now[j], ready, flows, hazard[j, 0], exposure[path, j], t)
                if is_finished(now[j]):
                    operate(
                        deal, projects[j], now[j], ready, flows, output, hazard, revenue,
                        exposure[path, j], path, j, t + 1,
                    )  # fmt: skip
            if now[j].stage == BUILDING:
                live[building] = j
                building += 1
        count = building
        if put_off + unpaid + flows[DEFERRED, t] + flows[DECLINED, t] > 0.0:
            call = flows[CALL, t]
            put_off = outstanding(flows, DEFERRED, t, put_off - call)
            unpaid = outstanding(flows, DECLINED, t, unpaid - call)
            settled = min(settled, unpaid)
            flows[SHORTFALL, t] = unpaid - settled
        for q in range(pools.size):
            open_pool(deal, tiers, pooled[q], drawn, account, paid, q, t)
            rate = deemed_rate(deal, pooled[q], benchmark, path, t)
            distribute(
                deal, pools[q], tiers, share, pooled[q], account, paid, received, flows, t, rate,
                receipt[q, t], cash[q, t], q,
            )  # fmt: skip
            book_guarantee(deal, tiers, pooled[q], drawn, account, paid, q, t, guarantee[q, t])
            pooled[q].alive -= int(ended[q, t])
            if pooled[q].closed == 0 and (t == last or pooled[q].alive == 0):
                first_loss = settle(
                    deal, pools[q], pooled[q], paid, received, flows, t, first_loss, q
                )
            flows[BALANCE, t] += pooled[q].principal + pooled[q].interest
            flows[PRINCIPAL, t] += max(0.0, paid[q, PLEDGOR] - received[q, PLEDGOR])
        if settled < unpaid:
            settled += flows[WITHHELD, t]
        if money.on == 1:
            pay(money, purse, flows, t, flows[CALL, t] + flows[GUARANTEE_CALL, t], gdp[t])
            close_currency(money, purse, flows, rate_now, path, t, draws.reserve_noise[path, t])


@inner
def outstanding(flows: F, column: int, t: int, carried: float) -> float:
    """Return what is put off or unpaid by now; the column keeps what is so for the first time.

    What was not paid stays in the backlog and is asked for again, so a period's sum holds the older
    ones; ``carried`` is what is left of those.
    """
    carried = max(0.0, carried)
    flows[column, t] = max(0.0, flows[column, t] - carried)
    return carried + flows[column, t]


@inner
def reset_project(
    deal: DealTerms, terms: ProjectTerms, state: ProjectState, cost_ratio: float, build_ratio: float
) -> None:
    """Put a project at its beginning."""
    state.stage = BUILDING
    state.progress, state.spent, state.hazard = 0.0, 0.0, 0.0
    state.loan, state.debt, state.due, state.state_due, state.lost = 0.0, 0.0, 0.0, 0.0, 0.0
    state.cost, state.within, state.step = terms.budget, 1.0, 0.0
    if terms.given == 0 and terms.tranche >= 0:
        state.cost = terms.budget * cost_ratio
        state.within = min(1.0, 1.0 / cost_ratio)
        state.step = deal.dt / (terms.duration * build_ratio)


@inner
def set_rates(
    deal: DealTerms, terms: ProjectTerms, state: ProjectState, benchmark: S, path: int
) -> None:
    """Fix a project's rates at its selection."""
    state.deemed = rate_at(deal.deemed_base, deal.deemed_rate, benchmark, path, terms.selected)
    state.loan_rate = rate_at(deal.loan_base, deal.loan_rate, benchmark, path, terms.selected)
    state.debt_rate = rate_at(
        deal.guarantee_base, deal.guarantee_rate, benchmark, path, terms.selected
    )


@inner
def reset_pool(terms: PoolTerms, pool: PoolState) -> None:
    """Put a pool at its beginning."""
    pool.alive, pool.has_accounts = terms.projects, terms.has_accounts
    pool.weight, pool.weighted = 0.0, 0.0
    pool.principal, pool.interest = 0.0, 0.0
    pool.scheduled, pool.outstanding = 0.0, 0.0
    pool.carry_interest, pool.carry_principal = 0.0, 0.0
    pool.first_call, pool.first_output = -1, -1
    pool.closed, pool.reviewed = 0, 0
    pool.call, pool.host = 0.0, 0.0


@inner
def fund(
    deal: DealTerms,
    terms: ProjectTerms,
    project: ProjectState,
    tranche: TrancheTerms,
    used: TrancheState,
    pool: PoolState,
    flows: F,
    t: int,
    relieved: float,
    paid: float,
) -> None:
    """Call money for a project, within the cap of its tranche, and spend it.

    Of a call, relief defers a part, and what is not paid of the rest is declined.
    """
    if project.due <= 0.0:
        return
    funded = funded_share(tranche, used, project.state_due)
    if project.state_due > 0.0 and relieved * paid < 1.0:
        due = funded * project.state_due
        flows[DEFERRED, t] += (1.0 - relieved) * due
        flows[DECLINED, t] += relieved * (1.0 - paid) * due
        funded *= relieved * paid
    spend(deal, terms, project, tranche, used, pool, flows, t, funded)


@inner
def deemed_rate(deal: DealTerms, pool: PoolState, benchmark: S, path: int, t: int) -> float:
    """Return a pool's deemed rate: floating, or fixed at selection, weighted by principal drawn."""
    if deal.floating == 1:
        return rate_at(deal.deemed_base, deal.deemed_rate, benchmark, path, t)
    return pool.weighted / pool.weight if pool.weight > 0.0 else 0.0
