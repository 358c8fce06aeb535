"""Operation: cash, debt service, default and salvage of one project in one period."""

import math

from pledgecraft.engine.kernel.compiled import compiled, inner
from pledgecraft.engine.kernel.records import DealTerms, PoolState, ProjectState, ProjectTerms
from pledgecraft.engine.kernel.tables import (
    CASH,
    ENDED,
    FEE,
    FIRMS,
    GUARANTEE_CALL,
    LENDER_SERVICE,
    LOAN_SERVICE,
    OPERATING_COUNT,
    SALVAGE,
    F,
)


@compiled
def level_payment(debt: float, rate: float, periods: int) -> float:
    """Return the payment per period that repays a debt in level instalments."""
    if rate == 0.0:
        return debt / periods
    return debt * rate / -math.expm1(-periods * math.log1p(rate))


@inner
def give(terms: ProjectTerms, pool: PoolState, row: F, cash: float, t: int) -> None:
    """Take the cash of a project that is given as series."""
    row[CASH] += cash
    if cash > 0.0 and pool.first_output < 0:
        pool.first_output = t
    share_out(terms, pool, row, cash)


@inner
def build(
    deal: DealTerms,
    terms: ProjectTerms,
    state: ProjectState,
    pool: PoolState,
    row: F,
    hazard: float,
    exposure: float,
    is_last: bool,
) -> None:
    """Let debt earn interest while building; default once the hazard has used up its draw.

    A project that is not finished at the horizon ends there like one that is given up.
    """
    state.loan *= 1.0 + state.loan_rate * deal.dt
    state.debt *= 1.0 + state.debt_rate * deal.dt
    state.hazard += hazard * deal.dt
    if state.hazard >= exposure or is_last:
        end(terms, state, pool, row, terms.salvage_build)


@inner
def earn(
    deal: DealTerms,
    terms: ProjectTerms,
    state: ProjectState,
    pool: PoolState,
    row: F,
    cash: float,
    t: int,
) -> None:
    """Take a period's operating cash, serve debt, and pass on the rest."""
    if state.age == 0:
        state.loan_payment = level_payment(state.loan, state.loan_rate * deal.dt, deal.loan_tenor)
        state.debt_payment = level_payment(
            state.debt, state.debt_rate * deal.dt, deal.guarantee_tenor
        )
        if pool.first_output < 0:
            pool.first_output = t
    row[CASH] += cash
    row[OPERATING_COUNT] += 1.0
    if state.debt > 0.0:
        cash = serve_lenders(deal, state, pool, row, cash)
    if state.loan > 0.0:
        cash = serve_loan(deal, state, pool, row, cash)
    share_out(terms, pool, row, cash)


@inner
def serve_lenders(
    deal: DealTerms, state: ProjectState, pool: PoolState, row: F, cash: float
) -> float:
    """Pay guaranteed debt and the guarantee's fee; what is missing is called. Return cash left.

    The fee pays for the guarantee, so it returns nothing of the pledgor's principal.
    """
    opening = state.debt
    owed = opening * (1.0 + state.debt_rate * deal.dt)
    due = min(state.debt_payment, owed)
    state.debt = owed - due if owed - due > 1e-9 * opening else 0.0
    paid = min(due, cash)
    fee = min(cash - paid, opening * deal.fee * deal.dt)
    call_guarantee(pool, row, due, due - paid)
    row[FEE] += fee
    return cash - paid - fee


@inner
def serve_loan(deal: DealTerms, state: ProjectState, pool: PoolState, row: F, cash: float) -> float:
    """Pay a loan's level payment as far as cash goes; the rest stays owed. Return cash left."""
    owed = state.loan * (1.0 + state.loan_rate * deal.dt)
    paid = min(min(state.loan_payment, owed), cash)
    state.loan = owed - paid if owed - paid > 1e-9 * owed else 0.0
    row[LOAN_SERVICE] += paid
    pool.receipt += paid
    return cash - paid


@inner
def call_guarantee(pool: PoolState, row: F, service: float, call: float) -> None:
    """Pay lenders their service, the missing part of it by the pledgor."""
    row[LENDER_SERVICE] += service
    row[GUARANTEE_CALL] += call
    pool.guarantee += call


@inner
def end(terms: ProjectTerms, state: ProjectState, pool: PoolState, row: F, salvage: float) -> None:
    """End a project: salvage to lenders, then loans, then the pool; the guarantee is called."""
    state.stage = ENDED
    pool.alive -= 1
    money = salvage * min(state.spent, terms.budget)
    row[SALVAGE] += money
    if state.debt > 0.0:
        lenders = min(money, state.debt)
        call_guarantee(pool, row, state.debt, state.debt - lenders)
        money -= lenders
    loan = min(money, state.loan)
    row[LOAN_SERVICE] += loan
    pool.receipt += loan
    state.debt = 0.0
    state.loan = 0.0
    share_out(terms, pool, row, money - loan)


@inner
def share_out(terms: ProjectTerms, pool: PoolState, row: F, cash: float) -> None:
    """Give the owners' part of the cash to the pool, the firms' part to the firms."""
    owners = terms.equity + terms.fdi
    firms = cash * terms.fdi / owners if owners > 0.0 else 0.0
    row[FIRMS] += firms
    pool.cash += cash - firms
