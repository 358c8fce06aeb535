"""Operation: cash, debt service, default and salvage of one project.

Nothing that the parties do later touches a project once it is built, so its whole life is written
in one go when construction ends: what its pool gets stands ready when the waterfall comes there.
"""

import math

from pledgecraft.engine.kernel.compiled import compiled, inner
from pledgecraft.engine.kernel.records import DealTerms, ProjectState, ProjectTerms
from pledgecraft.engine.kernel.tables import (
    BUILT,
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
    Ready,
    S,
)


@compiled
def level_payment(debt: float, rate: float, periods: int) -> float:
    """Return the payment per period that repays a debt in level instalments."""
    if rate == 0.0:
        return debt / periods
    return debt * rate / -math.expm1(-periods * math.log1p(rate))


@inner
def firms_share(terms: ProjectTerms) -> float:
    """Return the firms' part of the cash that owners get."""
    owners = terms.equity + terms.fdi
    return terms.fdi / owners if owners > 0.0 else 0.0


@inner
def give(terms: ProjectTerms, ready: Ready, flows: F, given_cash: F, j: int, first: int) -> None:
    """Take the cash of a project that is given as series, from a period on."""
    q, firms = terms.pool, firms_share(terms)
    for t in range(first, flows.shape[1]):
        cash = given_cash[j, t]
        if cash > 0.0:
            starts_output(ready, q, t)
        flows[CASH, t] += cash
        share_out(ready, flows, firms, cash, q, t)


@inner
def starts_output(ready: Ready, q: int, t: int) -> None:
    """Note the first period in which a pool has output."""
    pool = ready.pools[q]
    if pool.first_output < 0 or t < pool.first_output:
        pool.first_output = t


@inner
def build(
    deal: DealTerms,
    terms: ProjectTerms,
    project: ProjectState,
    ready: Ready,
    flows: F,
    hazard: float,
    exposure: float,
    t: int,
) -> None:
    """Let debt earn interest while building; default once the hazard has used up its draw.

    A project that is not finished at the horizon ends there like one that is given up.
    """
    project.loan *= 1.0 + project.loan_rate * deal.dt
    project.debt *= 1.0 + project.debt_rate * deal.dt
    project.hazard += hazard * deal.dt
    if project.hazard >= exposure or t == flows.shape[1] - 1:
        project.stage = ENDED
        end(terms, project, ready, flows, terms.salvage_build, t)


@inner
def operate(
    deal: DealTerms,
    terms: ProjectTerms,
    project: ProjectState,
    ready: Ready,
    flows: F,
    output: F,
    hazard: F,
    revenue: S,
    exposure: float,
    path: int,
    j: int,
    first: int,
) -> None:
    """Write a project's life from its first period of operation to its end.

    It ends with its life, with the horizon, or in the period in which the hazard uses up its draw.
    """
    project.stage = BUILT
    starts_output(ready, terms.pool, first)
    count = min(terms.life, flows.shape[1] - first)
    count = periods_until_default(hazard, j, count, exposure - project.hazard)
    served = 0
    if project.loan > 0.0 or project.debt > 0.0:
        served = serve(deal, terms, project, ready, flows, output, revenue, path, j, first, count)
    pass_on(
        output[j, served:count],
        revenue[path, j, first + served : first + count],
        firms_share(terms),
        flows[CASH, first + served : first + count],
        flows[FIRMS, first + served : first + count],
        ready.cash[terms.pool, first + served : first + count],
    )
    count_operating(flows[OPERATING_COUNT, first : first + count])
    left = 1.0 - count / terms.life
    end(terms, project, ready, flows, terms.salvage_operation * left, first + count - 1)


@inner
def pass_on(output: F, revenue: S, firms: float, cash: F, to_firms: F, to_pool: F) -> None:
    """Add the cash of periods without debt, and what of it goes to the firms and to the pool."""
    for k in range(output.size):
        money = output[k] * revenue[k]
        cash[k] += money
        to_firms[k] += money * firms
        to_pool[k] += money - money * firms


@inner
def count_operating(operating: F) -> None:
    """Count a project in its periods of operation."""
    for k in range(operating.size):
        operating[k] += 1.0


@inner
def periods_until_default(hazard: F, j: int, count: int, left: float) -> int:
    """Return the periods, of at most some, after which the hazard has used up what is left."""
    if hazard[j, count] < left:
        return count
    low, high = 1, count
    while low < high:
        middle = (low + high) // 2
        if hazard[j, middle] >= left:
            high = middle
        else:
            low = middle + 1
    return low


@inner
def serve(
    deal: DealTerms,
    terms: ProjectTerms,
    project: ProjectState,
    ready: Ready,
    flows: F,
    output: F,
    revenue: S,
    path: int,
    j: int,
    first: int,
    count: int,
) -> int:
    """Serve debt from operating cash until it is repaid; return the periods that this took."""
    q, firms = terms.pool, firms_share(terms)
    loan_rate, debt_rate = project.loan_rate * deal.dt, project.debt_rate * deal.dt
    loan_payment = level_payment(project.loan, loan_rate, deal.loan_tenor)
    debt_payment = level_payment(project.debt, debt_rate, deal.guarantee_tenor)
    for age in range(count):
        if project.loan <= 0.0 and project.debt <= 0.0:
            return age
        t = first + age
        cash = output[j, age] * revenue[path, j, t]
        flows[CASH, t] += cash
        if project.debt > 0.0:
            cash = serve_lenders(deal, project, ready, flows, debt_payment, debt_rate, cash, q, t)
        if project.loan > 0.0:
            cash = serve_loan(project, ready, flows, loan_payment, loan_rate, cash, q, t)
        share_out(ready, flows, firms, cash, q, t)
    return count


@inner
def serve_lenders(
    deal: DealTerms,
    project: ProjectState,
    ready: Ready,
    flows: F,
    payment: float,
    rate: float,
    cash: float,
    q: int,
    t: int,
) -> float:
    """Pay guaranteed debt and the guarantee's fee; what is missing is called. Return cash left.

    The fee pays for the guarantee, so it returns nothing of the pledgor's principal.
    """
    opening = project.debt
    owed = opening * (1.0 + rate)
    due = min(payment, owed)
    project.debt = owed - due if owed - due > 1e-9 * opening else 0.0
    paid = min(due, cash)
    fee = min(cash - paid, opening * deal.fee * deal.dt)
    call_guarantee(ready, flows, due, due - paid, q, t)
    flows[FEE, t] += fee
    return cash - paid - fee


@inner
def serve_loan(
    project: ProjectState,
    ready: Ready,
    flows: F,
    payment: float,
    rate: float,
    cash: float,
    q: int,
    t: int,
) -> float:
    """Pay a loan's level payment as far as cash goes; the rest stays owed. Return cash left."""
    owed = project.loan * (1.0 + rate)
    paid = min(min(payment, owed), cash)
    project.loan = owed - paid if owed - paid > 1e-9 * owed else 0.0
    flows[LOAN_SERVICE, t] += paid
    ready.receipt[q, t] += paid
    return cash - paid


@inner
def call_guarantee(ready: Ready, flows: F, service: float, call: float, q: int, t: int) -> None:
    """Pay lenders their service, the missing part of it by the pledgor."""
    flows[LENDER_SERVICE, t] += service
    flows[GUARANTEE_CALL, t] += call
    ready.guarantee[q, t] += call


@inner
def end(
    terms: ProjectTerms, project: ProjectState, ready: Ready, flows: F, salvage: float, t: int
) -> None:
    """End a project: salvage to lenders, then loans, then the pool; the guarantee is called."""
    q = terms.pool
    ready.ended[q, t] += 1.0
    money = salvage * min(project.spent, terms.budget)
    flows[SALVAGE, t] += money
    if project.debt > 0.0:
        lenders = min(money, project.debt)
        call_guarantee(ready, flows, project.debt, project.debt - lenders, q, t)
        money -= lenders
    loan = min(money, project.loan)
    flows[LOAN_SERVICE, t] += loan
    ready.receipt[q, t] += loan
    project.debt = 0.0
    project.loan = 0.0
    share_out(ready, flows, firms_share(terms), money - loan, q, t)


@inner
def share_out(ready: Ready, flows: F, firms: float, cash: float, q: int, t: int) -> None:
    """Give the owners' part of the cash to the pool, the firms' part to the firms."""
    flows[FIRMS, t] += cash * firms
    ready.cash[q, t] += cash - cash * firms
