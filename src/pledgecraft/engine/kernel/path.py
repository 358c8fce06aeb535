"""One path of the whole deal, period by period.

The tables are unpacked once a path: handing them down whole in every period would cost more than
the arithmetic.
"""

from pledgecraft.engine.kernel.compiled import inner
from pledgecraft.engine.kernel.construction import (
    advance,
    decline,
    funded_share,
    plan_need,
    rationed,
    spend,
)
from pledgecraft.engine.kernel.losses import settle
from pledgecraft.engine.kernel.operation import build, earn, end, give
from pledgecraft.engine.kernel.records import (
    DealTerms,
    PoolState,
    PoolTerms,
    ProjectState,
    ProjectTerms,
    Records,
    TrancheState,
    TrancheTerms,
)
from pledgecraft.engine.kernel.tables import (
    BALANCE,
    BUILDING,
    CALL,
    ENDED,
    OPERATING,
    PLEDGOR,
    PRINCIPAL,
    SHORTFALL,
    Draws,
    F,
    I,
    Plan,
    S,
    State,
)
from pledgecraft.engine.kernel.waterfall import book_guarantee, distribute, open_pool


@inner
def rate_at(base: int, rate: float, benchmark: S, path: int, t: int) -> float:
    """Return a benchmark plus spread at a period, or the fixed rate."""
    if base < 0:
        return rate
    return rate + benchmark[path, t, base]


@inner
def run_path(plan: Plan, draws: Draws, state: State, flows: F, path: int) -> None:
    """Fill a path's flows, (period, column); columns as in ``COLUMNS``, parties, tiers."""
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

    live = state.live

    flows[:] = 0.0
    drawn[:] = 0.0
    account[:] = 0.0
    paid[:] = 0.0
    received[:] = 0.0
    for j in range(projects.size):
        reset_project(deal, projects[j], now[j], benchmark, path)
    for n in range(tranches.size):
        used[n].used = 0.0
    for q in range(pools.size):
        reset_pool(pools[q], pooled[q])
    first_loss = deal.first_loss
    last = year.size - 1
    begun, count = 0, 0

    for t in range(year.size):
        row = flows[t]
        while begun < order.size and projects[int(order[begun])].first <= t:
            live[count] = order[begun]
            begun, count = begun + 1, count + 1
        for q in range(pools.size):
            open_period(pooled[q])
        wanting = 0.0
        for place in range(count):
            j = int(live[place])
            plan_need(
                deal, projects[j], now[j], curve, j, given_calls[j, t],
                cost[path, j], times[path, j],
            )  # fmt: skip
            wanting += now[j].due
        for n in range(tranches.size):
            if t == 0 or year[t] != year[t - 1]:
                used[n].room = tranches[n].cap
            if wanting > 0.0:
                fund(
                    deal, projects, now, live, count, tranches[n], used[n], pooled, row, cost,
                    path, n, missed[path, year[t]],
                )  # fmt: skip
        if t > 0:
            row[SHORTFALL] += max(0.0, flows[t - 1, SHORTFALL] - row[CALL])
        for q in range(pools.size):
            open_pool(deal, tiers, pooled[q], drawn, account, paid, q, t)
        for place in range(count):
            j = int(live[place])
            pool = pooled[projects[j].pool]
            if projects[j].given == 1:
                give(projects[j], pool, row, given_cash[j, t], t)
            elif now[j].stage == OPERATING:
                run_project(
                    deal, projects[j], now[j], pool, row, output, hazard, j,
                    revenue[path, j, t], exposure[path, j], t, t == last,
                )  # fmt: skip
            else:
                build(
                    deal, projects[j], now[j], pool, row, hazard[j, 0], exposure[path, j], t == last
                )
                advance(projects[j], now[j], cost[path, j])
        for q in range(pools.size):
            rate = deemed_rate(deal, pooled[q], benchmark, path, t)
            distribute(
                deal, pools[q], tiers, share, pooled[q], account, paid, received, row, rate, q
            )
            book_guarantee(deal, tiers, pooled[q], drawn, account, paid, q, t)
            if pooled[q].closed == 0 and (t == last or pooled[q].alive == 0):
                first_loss = settle(deal, pools[q], pooled[q], paid, received, row, first_loss, q)
            row[BALANCE] += pooled[q].principal + pooled[q].interest
            row[PRINCIPAL] += max(0.0, paid[q, PLEDGOR] - received[q, PLEDGOR])
        count = drop_ended(now, live, count)


@inner
def drop_ended(now: Records[ProjectState], live: I, count: int) -> int:
    """Keep the projects that have not ended, in their order; return their number."""
    kept = 0
    for place in range(count):
        if now[int(live[place])].stage != ENDED:
            live[kept] = live[place]
            kept += 1
    return kept


@inner
def reset_project(
    deal: DealTerms, terms: ProjectTerms, state: ProjectState, benchmark: S, path: int
) -> None:
    """Put a project at its beginning, its rates fixed at selection."""
    state.stage, state.age = BUILDING, 0
    state.progress, state.spent, state.hazard = 0.0, 0.0, 0.0
    state.loan, state.debt, state.due, state.state_due = 0.0, 0.0, 0.0, 0.0
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


@inner
def open_period(pool: PoolState) -> None:
    """Clear a pool's flows of the last period."""
    pool.call, pool.host, pool.cash, pool.receipt, pool.guarantee = 0.0, 0.0, 0.0, 0.0, 0.0


@inner
def fund(
    deal: DealTerms,
    projects: Records[ProjectTerms],
    now: Records[ProjectState],
    live: I,
    count: int,
    tranche: TrancheTerms,
    used: TrancheState,
    pooled: Records[PoolState],
    row: F,
    cost: F,
    path: int,
    n: int,
    declined: bool,
) -> None:
    """Call money for a tranche's projects, within its cap, and spend it."""
    pro_rata = rationed(now, projects, live, count, n, used.room)
    for place in range(count):
        j = int(live[place])
        if projects[j].tranche != n or now[j].due <= 0.0:
            continue
        funded = funded_share(tranche, used.room, pro_rata, now[j].state_due)
        if declined and now[j].state_due > 0.0:
            funded = decline(now[j], row, funded)
        pool = pooled[projects[j].pool]
        spend(deal, projects[j], now[j], tranche, used, pool, row, cost[path, j], funded)


@inner
def run_project(
    deal: DealTerms,
    terms: ProjectTerms,
    state: ProjectState,
    pool: PoolState,
    row: F,
    output: F,
    hazard: F,
    j: int,
    index: float,
    exposure: float,
    t: int,
    is_last: bool,
) -> None:
    """Operate a project for a period; it may default, or end with its life or the horizon."""
    state.age += 1
    earn(deal, terms, state, pool, row, output[j, state.age] * index, t)
    state.hazard += hazard[j, 1 + state.age] * deal.dt
    over = state.age + 1 == terms.life or is_last
    if over or state.hazard >= exposure:
        left = 1.0 - (state.age + 1) / terms.life
        end(terms, state, pool, row, terms.salvage_operation * left)


@inner
def deemed_rate(deal: DealTerms, pool: PoolState, benchmark: S, path: int, t: int) -> float:
    """Return a pool's deemed rate: floating, or fixed at selection, weighted by principal drawn."""
    if deal.floating == 1:
        return rate_at(deal.deemed_base, deal.deemed_rate, benchmark, path, t)
    return pool.weighted / pool.weight if pool.weight > 0.0 else 0.0
