"""From cash to the parties: balances, hurdles, tiers, for one pool in one period.

The primitive is a balance account: it opens with the period's calls, earns the period's interest,
and is reduced by what the pledgor receives. A hurdle is met when its account is empty.
"""

import math

from pledgecraft.engine.kernel.compiled import inner
from pledgecraft.engine.kernel.records import DealTerms, PoolState, PoolTerms, Records, TierTerms
from pledgecraft.engine.kernel.tables import (
    ANNUAL,
    HOST,
    N_COLUMNS,
    PLEDGOR,
    SHORTFALL,
    SIMPLE,
    UNTIL_ALLOCATION,
    UNTIL_CATCH_UP,
    UNTIL_END,
    UNTIL_IRR,
    UNTIL_MULTIPLE,
    UNTIL_PRINCIPAL,
    WITHHELD,
    F,
)


@inner
def open_pool(
    deal: DealTerms,
    tiers: Records[TierTerms],
    pool: PoolState,
    drawn: F,
    account: F,
    paid: F,
    q: int,
    t: int,
) -> None:
    """Book a period's money into a pool at its start."""
    review(deal, pool, t)
    if pool.call > 0.0 and pool.first_call < 0:
        pool.first_call = t
    pool.principal += pool.call
    pool.outstanding += pool.call
    schedule(deal, pool, drawn, q, pool.call, t)
    if deal.schedule > 0 and t >= deal.schedule:
        pool.scheduled -= drawn[q, t - deal.schedule] / deal.schedule
    paid[q, PLEDGOR] += pool.call
    paid[q, HOST] += pool.host
    if pool.has_accounts == 1:
        grow_accounts(deal, tiers, pool, account, q)
    pool.call, pool.host = 0.0, 0.0


@inner
def grow_accounts(
    deal: DealTerms, tiers: Records[TierTerms], pool: PoolState, account: F, q: int
) -> None:
    """Add the period's money to the hurdle accounts of IRR tiers, and their interest."""
    for k in range(tiers.size):
        if tiers[k].until == UNTIL_IRR:
            money = pool.call if tiers[k].of == PLEDGOR else 0.0
            if tiers[k].of == HOST:
                money = pool.host
            account[q, k] = (account[q, k] + money) * math.pow(1.0 + tiers[k].amount, deal.dt)


@inner
def schedule(deal: DealTerms, pool: PoolState, drawn: F, q: int, money: float, t: int) -> None:
    """Let a draw's principal fall due in equal parts from a period on."""
    if deal.schedule > 0 and t < drawn.shape[1]:
        drawn[q, t] += money
        pool.scheduled += money / deal.schedule


@inner
def accrue(deal: DealTerms, pool: PoolState, rate: float) -> float:
    """Add a period's deemed interest to the balance; return the period's rate."""
    period = rate * deal.dt
    if deal.compounding == ANNUAL:
        period = math.pow(1.0 + rate, deal.dt) - 1.0
    base = pool.principal
    if deal.compounding != SIMPLE:
        base += pool.interest
    pool.interest += base * period
    return period


@inner
def pay_balance(pool: PoolState, money: float) -> None:
    """Reduce the deemed balance: interest first, then principal, never below zero."""
    interest = min(money, pool.interest)
    pool.interest -= interest
    pool.principal = max(0.0, pool.principal - (money - interest))


@inner
def fall_due(deal: DealTerms, pool: PoolState, period: float) -> None:
    """Let interest and scheduled principal fall due under the period-by-period reading."""
    if deal.schedule <= 0:
        return
    grown = 1.0 + period if deal.carry_interest == 1 else 1.0
    pool.carry_interest = pool.carry_interest * grown + period * pool.outstanding
    owed = pool.carry_principal * grown + pool.scheduled
    pool.carry_principal = min(owed, pool.outstanding)


@inner
def pay_allocation(pool: PoolState, money: float) -> None:
    """Pay what is due under the period-by-period reading: interest first, then principal."""
    interest = min(money, pool.carry_interest)
    principal = min(money - interest, pool.carry_principal)
    pool.carry_interest -= interest
    pool.carry_principal -= principal
    pool.outstanding -= principal


@inner
def hurdle_need(
    tier: TierTerms,
    pool: PoolState,
    account: float,
    own_share: float,
    paid: F,
    received: F,
    q: int,
) -> float:
    """Return what the party of a tier must still receive before the tier's hurdle is met."""
    if tier.until == UNTIL_PRINCIPAL:
        return pool.principal + pool.interest
    if tier.until == UNTIL_ALLOCATION:
        return pool.carry_interest + pool.carry_principal
    if tier.until == UNTIL_IRR:
        return account
    if tier.until == UNTIL_MULTIPLE:
        return max(0.0, tier.amount * paid[q, tier.of] - received[q, tier.of])
    if tier.until == UNTIL_CATCH_UP:
        return catch_up(tier, own_share, paid, received, q)
    return math.inf


@inner
def catch_up(tier: TierTerms, own_share: float, paid: F, received: F, q: int) -> float:
    """Return what a party needs to have its share of all profit so far."""
    profit = 0.0
    for p in range(paid.shape[1]):
        profit += received[q, p] - paid[q, p]
    own = received[q, tier.of] - paid[q, tier.of]
    missing = tier.amount * profit - own
    if missing <= 0.0:
        return 0.0
    if own_share <= tier.amount:
        return math.inf
    return missing * own_share / (own_share - tier.amount)


@inner
def tier_amount(
    deal: DealTerms, tier: TierTerms, own_share: float, need: float, cash: float
) -> float:
    """Return the cash that flows through a tier."""
    if tier.until == UNTIL_END:
        return cash
    if need <= 1e-9 * (1.0 + cash):
        return 0.0
    if deal.next_period == 1 and tier.until != UNTIL_ALLOCATION:
        return cash
    return min(cash, need / own_share) if own_share > 0.0 else cash


@inner
def withhold(deal: DealTerms, flows: F, t: int, money: float) -> float:
    """Return the part of the pledgor's money that the host keeps for a call not made good."""
    if deal.withhold == 0 or flows[SHORTFALL, t] <= 0.0:
        return 0.0
    withheld = min(money, flows[SHORTFALL, t])
    flows[SHORTFALL, t] -= withheld
    flows[WITHHELD, t] += withheld
    return withheld


@inner
def receive(
    deal: DealTerms,
    tiers: Records[TierTerms],
    pool: PoolState,
    account: F,
    received: F,
    q: int,
    party: int,
    money: float,
) -> None:
    """Book what a party receives from a pool."""
    received[q, party] += money
    if party == PLEDGOR:
        pay_balance(pool, money)
        if deal.schedule > 0:
            pay_allocation(pool, money)
    if pool.has_accounts == 0:
        return
    for k in range(tiers.size):
        if tiers[k].until == UNTIL_IRR and tiers[k].of == party:
            account[q, k] = max(0.0, account[q, k] - money)


@inner
def distribute(
    deal: DealTerms,
    terms: PoolTerms,
    tiers: Records[TierTerms],
    share: F,
    pool: PoolState,
    account: F,
    paid: F,
    received: F,
    flows: F,
    t: int,
    rate: float,
    receipt: float,
    cash: float,
    q: int,
) -> None:
    """Divide a pool's cash of one period among the parties, after its receipts from loans."""
    fall_due(deal, pool, accrue(deal, pool, rate))
    receive(deal, tiers, pool, account, received, q, PLEDGOR, receipt)
    for k in range(terms.tier_first, terms.tier_first + terms.tier_count):
        if cash <= 0.0:
            break
        shares_row = tiers.size if pool.reviewed == 1 and k == 0 else k
        own = share[shares_row, tiers[k].of]
        need = hurdle_need(tiers[k], pool, account[q, k], own, paid, received, q)
        money = tier_amount(deal, tiers[k], own, need, cash)
        cash -= money
        pay_tier(deal, tiers, share, shares_row, pool, account, received, flows, t, q, k, money)


@inner
def pay_tier(
    deal: DealTerms,
    tiers: Records[TierTerms],
    share: F,
    shares_row: int,
    pool: PoolState,
    account: F,
    received: F,
    flows: F,
    t: int,
    q: int,
    k: int,
    money: float,
) -> None:
    """Divide the cash of a tier by a row of shares."""
    parties = share.shape[1]
    withheld = withhold(deal, flows, t, money * share[shares_row, PLEDGOR])
    for p in range(parties):
        part = money * share[shares_row, p]
        if p == PLEDGOR:
            part -= withheld
        elif p == HOST:
            part += withheld
        flows[N_COLUMNS + p, t] += part
        flows[N_COLUMNS + parties + k * parties + p, t] += part
        receive(deal, tiers, pool, account, received, q, p, part)


@inner
def book_guarantee(
    deal: DealTerms,
    tiers: Records[TierTerms],
    pool: PoolState,
    drawn: F,
    account: F,
    paid: F,
    q: int,
    t: int,
    call: float,
) -> None:
    """Add the period's guarantee calls, paid at its end, to what the pledgor must get back."""
    if call <= 0.0:
        return
    pool.principal += call
    pool.outstanding += call
    paid[q, PLEDGOR] += call
    schedule(deal, pool, drawn, q, call, t + 1)
    for k in range(tiers.size):
        if tiers[k].until == UNTIL_IRR and tiers[k].of == PLEDGOR:
            account[q, k] += call


@inner
def review(deal: DealTerms, pool: PoolState, t: int) -> None:
    """Change the first tier's shares if the balance is positive when the years are over."""
    start = pool.first_output if deal.review_from_operation == 1 else pool.first_call
    if deal.review_after > 0 and start >= 0 and t == start + deal.review_after:
        pool.reviewed = 1 if pool.principal + pool.interest > 1e-6 else 0
