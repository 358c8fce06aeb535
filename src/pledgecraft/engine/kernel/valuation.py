"""What a path leaves each party: present value, multiples, internal rate of return, recovery."""

import math

from pledgecraft.engine.kernel.compiled import compiled, inner
from pledgecraft.engine.kernel.outcomes import (
    BONDS,
    BOUGHT,
    DECLINED_CALLS,
    DEFERRED_CALLS,
    DELAY,
    DEPRECIATION,
    DISTRIBUTED,
    FLOOR_BREACH,
    FLOOR_BREACH_ALONE,
    GUARANTEE_CALLS,
    GUARANTEES,
    IRR,
    IRR_FOUND,
    IRR_HIGH,
    IRR_LOW,
    IRR_NO_SIGN_CHANGE,
    IRR_NOTHING_PAID,
    IRR_OUT_OF_BRACKET,
    IRR_STATUS,
    LARGEST_FLOW,
    LARGEST_OUTFLOW,
    LAST_CALL,
    LONGEST_DELAY,
    LOWEST_RESERVES,
    MOIC,
    NPV,
    PAID_IN,
    RECOVERY,
    RECOVERY_YEARS,
    UNRECOVERED,
    UNRECOVERED_20,
    UNRECOVERED_PRINCIPAL,
)
from pledgecraft.engine.kernel.records import CurrencyState, ProjectState, ProjectTerms, Records
from pledgecraft.engine.kernel.tables import (
    BALANCE,
    BONDS_OUT,
    BOUGHT_NOW,
    CALL,
    CASH,
    COMPENSATION,
    DECLINED,
    DEFERRED,
    EXCHANGE_RATE,
    FDI_PAID,
    FEE,
    FIRMS,
    FROM_INCOME,
    GUARANTEE_CALL,
    HOST,
    HOST_PAID,
    LENDER_SERVICE,
    LENDERS,
    LOAN_SERVICE,
    N_COLUMNS,
    PLEDGOR,
    PRINCIPAL,
    RESERVES,
    RESERVES_ALONE,
    SALVAGE,
    SHORTFALL,
    SPENT,
    WITHHELD,
    F,
    I,
)

GUESSES = (0.3, 0.1, 0.0, -0.1)
"""Rates that narrow the bracket before the root is sought."""


@inner
def party_flows(flows: F, party: int, opening: F, closing: F) -> None:
    """Write a party's net flows at the periods' starts and ends, (T,), paid out negative."""
    for t in range(flows.shape[1]):
        opening[t] = 0.0
        closing[t] = flows[N_COLUMNS + party, t]
        if party == PLEDGOR:
            opening[t] = -flows[CALL, t]
            closing[t] += flows[LOAN_SERVICE, t] + flows[FEE, t] + flows[COMPENSATION, t]
            closing[t] -= flows[GUARANTEE_CALL, t]
        elif party == HOST:
            opening[t] = -flows[HOST_PAID, t]
            closing[t] -= flows[COMPENSATION, t]


@inner
def present_value(opening: F, closing: F, open_discount: F, close_discount: F, p: int) -> float:
    """Return the present value, to party ``p``, of flows at the periods' starts and ends."""
    value = 0.0
    for t in range(opening.size):
        value += opening[t] * open_discount[p, t] + closing[t] * close_discount[p, t]
    return value


@inner
def _at_rate(flow: F, factor: float) -> float:
    """Return the sum of flow[k] x factor^k, by four chains of Horner's rule side by side."""
    whole = flow.size - flow.size % 4
    tail = 0.0
    for k in range(flow.size - 1, whole - 1, -1):
        tail = tail * factor + flow[k]
    fourth = (factor * factor) * (factor * factor)
    a, b, c, d = tail, 0.0, 0.0, 0.0
    for k in range(whole - 4, -1, -4):
        a = a * fourth + flow[k]
        b = b * fourth + flow[k + 1]
        c = c * fourth + flow[k + 2]
        d = d * fourth + flow[k + 3]
    return a + factor * (b + factor * (c + factor * d))


@compiled
def internal_rate(flow: F, dt: float) -> tuple[float, int]:
    """Return the annual internal rate of return of equally spaced flows, and a status.

    Args:
        flow: Net flows at times 0, dt, 2 dt, ….
        dt: Years between them.

    Returns:
        The rate and ``IRR_FOUND``; NaN and another status where there is none in the bracket.

    Source:
        Root of the present value by false position (Illinois variant), kept inside its bracket.
    """
    lowest, highest = 0.0, 0.0
    for k in range(flow.size):
        lowest = min(lowest, flow[k])
        highest = max(highest, flow[k])
    if lowest == 0.0:
        return math.nan, IRR_NOTHING_PAID
    if highest == 0.0:
        return math.nan, IRR_NO_SIGN_CHANGE
    left, right = math.pow(1.0 + IRR_HIGH, -dt), math.pow(1.0 + IRR_LOW, -dt)
    at_left, at_right = _at_rate(flow, left), _at_rate(flow, right)
    if at_left * at_right > 0.0:
        return math.nan, IRR_OUT_OF_BRACKET
    for rate in GUESSES:
        factor = math.pow(1.0 + rate, -dt)
        value = _at_rate(flow, factor)
        if (value > 0.0) == (at_left > 0.0):
            left, at_left = factor, value
        else:
            right, at_right = factor, value
            break
    factor = _root(flow, left, right, at_left, at_right)
    return math.pow(factor, -1.0 / dt) - 1.0, IRR_FOUND


@inner
def _root(flow: F, left: float, right: float, at_left: float, at_right: float) -> float:
    for _ in range(60):
        middle = 0.5 * (left + right)
        at_middle = _at_rate(flow, middle)
        if (at_middle > 0.0) == (at_left > 0.0):
            left, at_left = middle, at_middle
        else:
            right, at_right = middle, at_middle
        if right - left < 0.05:
            break
    for _ in range(60):
        span = at_right - at_left
        middle = (left * at_right - right * at_left) / span if span != 0.0 else 0.5 * (left + right)
        at_middle = _at_rate(flow, middle)
        if at_middle == 0.0 or abs(right - left) < 1e-14:
            return middle
        if (at_middle > 0.0) == (at_right > 0.0):
            at_left *= 0.5
        else:
            left, at_left = right, at_right
        if abs(middle - right) < 1e-15:
            return middle
        right, at_right = middle, at_middle
    return right


@inner
def recovery_years(flows: F, dt: float) -> float:
    """Return years from the first draw until the balance is gone for good; NaN if it never is."""
    first, last = -1, -1
    scale = 0.0
    for t in range(flows.shape[1]):
        money = flows[CALL, t] + flows[GUARANTEE_CALL, t]
        if money > 0.0 and first < 0:
            first = t
        scale += money
        if flows[BALANCE, t] > 1e-9 * scale:
            last = t
    if first < 0 or last == flows.shape[1] - 1:
        return math.nan
    return (last + 2 - first) * dt if last >= 0 else dt


@inner
def balance_after(flows: F, dt: float, years: float) -> float:
    """Return the balance some years after the first draw; NaN beyond the horizon."""
    for t in range(flows.shape[1]):
        if flows[CALL, t] > 0.0:
            then = t + round(years / dt) - 1
            return flows[BALANCE, then] if then < flows.shape[1] else math.nan
    return 0.0


@inner
def totals(flows: F, year: I, p: int, out: F) -> None:
    """Fill what a party paid in, received, and paid at most in a calendar year."""
    paid, received, running, largest = 0.0, 0.0, 0.0, 0.0
    for t in range(flows.shape[1]):
        if t > 0 and year[t] != year[t - 1]:
            running = 0.0
        money, back = 0.0, flows[N_COLUMNS + p, t]
        if p == PLEDGOR:
            money = flows[CALL, t] + flows[GUARANTEE_CALL, t]
            back += flows[LOAN_SERVICE, t] + flows[FEE, t] + flows[COMPENSATION, t]
        elif p == HOST:
            money = flows[HOST_PAID, t] + flows[COMPENSATION, t]
        paid += money
        received += back
        running += money
        largest = max(largest, running)
    out[p, PAID_IN], out[p, DISTRIBUTED], out[p, LARGEST_OUTFLOW] = paid, received, largest
    out[p, MOIC] = received / paid if paid > 0.0 else math.nan


@inner
def recoveries(flows: F, dt: float, out: F) -> None:
    """Fill the outcomes that only the pledgor has; NaN for the other parties."""
    for p in range(out.shape[0]):
        for k in range(RECOVERY, GUARANTEE_CALLS + 1):
            out[p, k] = math.nan
    last = flows.shape[1] - 1
    out[PLEDGOR, RECOVERY] = recovery_years(flows, dt)
    out[PLEDGOR, UNRECOVERED_PRINCIPAL] = flows[PRINCIPAL, last]
    out[PLEDGOR, UNRECOVERED] = flows[BALANCE, last]
    out[PLEDGOR, UNRECOVERED_20] = balance_after(flows, dt, RECOVERY_YEARS)
    calls = 0.0
    for t in range(flows.shape[1]):
        calls += flows[GUARANTEE_CALL, t]
    out[PLEDGOR, GUARANTEE_CALLS] = calls


@inner
def by_year(flows: F, year: I, yearly: F, i: int) -> None:
    """Add a path's flows up by calendar year; balances, reserves and rates as the year ends."""
    first = 0
    for last in range(year.size):
        if last + 1 < year.size and year[last + 1] == year[last]:
            continue
        one_year(flows, first, last + 1, yearly[i, year[last]])
        first = last + 1


@inner
def one_year(flows: F, first: int, end: int, out: F) -> None:
    """Fill the series of one calendar year, (series,)."""
    paid, received, to_host, by_host = 0.0, 0.0, 0.0, 0.0
    cash, lenders, firms = 0.0, 0.0, 0.0
    income, bought, arrears, guaranteed = 0.0, 0.0, 0.0, 0.0
    for t in range(first, end):
        paid += flows[CALL, t] + flows[GUARANTEE_CALL, t]
        received += flows[N_COLUMNS, t] + flows[LOAN_SERVICE, t]
        received += flows[FEE, t] + flows[COMPENSATION, t]
        to_host += flows[N_COLUMNS + HOST, t]
        by_host += flows[HOST_PAID, t] + flows[COMPENSATION, t]
        cash += flows[CASH, t] + flows[SALVAGE, t]
        lenders += flows[LENDER_SERVICE, t]
        firms += flows[FIRMS, t]
        guaranteed += flows[GUARANTEE_CALL, t]
        income += flows[FROM_INCOME, t]
        bought += flows[BOUGHT_NOW, t]
        arrears += 1.0 if flows[SHORTFALL, t] + flows[WITHHELD, t] > 0.0 else 0.0
    out[0], out[1], out[2], out[3] = paid, received, to_host, by_host
    out[4], out[5], out[6], out[7] = flows[BALANCE, end - 1], cash, lenders, firms
    out[8], out[9] = flows[RESERVES, end - 1], flows[RESERVES_ALONE, end - 1]
    out[10], out[11], out[12] = flows[EXCHANGE_RATE, end - 1], income, bought
    out[13], out[14] = flows[BONDS_OUT, end - 1], arrears / (end - first)
    out[15] = guaranteed


@inner
def imbalance(flows: F, parties: int) -> float:
    """Return the largest difference between cash in and cash out of any period, USD."""
    worst = 0.0
    for t in range(flows.shape[1]):
        money_in = flows[CALL, t] + flows[FDI_PAID, t] + flows[LENDERS, t] + flows[HOST_PAID, t]
        worst = max(worst, abs(money_in - flows[SPENT, t]))
        cash_in = flows[CASH, t] + flows[SALVAGE, t] + flows[GUARANTEE_CALL, t]
        cash_out = flows[LENDER_SERVICE, t] + flows[LOAN_SERVICE, t] + flows[FEE, t]
        cash_out += flows[FIRMS, t]
        for p in range(parties):
            cash_out += flows[N_COLUMNS + p, t]
        worst = max(worst, abs(cash_in - cash_out))
    return worst


@inner
def summarise(
    flows: F,
    year: I,
    dt: float,
    open_discount: F,
    close_discount: F,
    scratch: F,
    out: F,
) -> None:
    """Fill a path's outcomes, (party, outcome).

    Args:
        flows: The path's flows, (column, period).
        year: Calendar year of each period.
        dt: Length of a period, years.
        open_discount: Discount factors at the periods' starts, (party, period).
        close_discount: Discount factors at the periods' ends, (party, period).
        scratch: (3, period + 1).
        out: To fill.
    """
    periods = flows.shape[1]
    opening, closing, joined = scratch[0, :periods], scratch[1, :periods], scratch[2]
    for p in range(out.shape[0]):
        party_flows(flows, p, opening, closing)
        out[p, NPV] = present_value(opening, closing, open_discount, close_discount, p)
        totals(flows, year, p, out)
        joined[0] = opening[0]
        for t in range(1, periods):
            joined[t] = closing[t - 1] + opening[t]
        joined[periods] = closing[periods - 1]
        rate, status = internal_rate(joined, dt)
        out[p, IRR], out[p, IRR_STATUS] = rate, status
    recoveries(flows, dt, out)
    guarantees(flows, close_discount, out)


@inner
def present_values(flows: F, open_discount: F, close_discount: F, scratch: F, out: F) -> None:
    """Fill a path's present values alone, (party, outcome); the other outcomes stay as they are."""
    opening, closing = scratch[0, : flows.shape[1]], scratch[1, : flows.shape[1]]
    for p in range(out.shape[0]):
        party_flows(flows, p, opening, closing)
        out[p, NPV] = present_value(opening, closing, open_discount, close_discount, p)
    guarantees(flows, close_discount, out)


@inner
def guarantees(flows: F, close_discount: F, out: F) -> None:
    """Fill the part of the present values that fees and guarantee calls make up, (party,)."""
    for p in range(out.shape[0]):
        out[p, GUARANTEES] = 0.0
    value = 0.0
    for t in range(flows.shape[1]):
        value += (flows[FEE, t] - flows[GUARANTEE_CALL, t]) * close_discount[PLEDGOR, t]
    out[PLEDGOR, GUARANTEES] = value


@inner
def tier_totals(flows: F, parties: int, tiers: F, i: int) -> None:
    """Add up the cash that went to each party through each tier."""
    for k in range(tiers.shape[1]):
        for p in range(parties):
            total = 0.0
            for t in range(flows.shape[1]):
                total += flows[N_COLUMNS + parties + k * parties + p, t]
            tiers[i, k, p] = total


@inner
def schedule_outcomes(
    projects: Records[ProjectTerms], now: Records[ProjectState], flows: F, dt: float, out: F
) -> None:
    """Fill a path's outcomes of construction, (outcome,): months of delay, and the last call.

    The delay is the time lost for missing specialists, weighted by the projects' budgets; the last
    call is counted in years from the first one, NaN where there is none.
    """
    weighted, budget, longest = 0.0, 0.0, 0.0
    for j in range(projects.size):
        if projects[j].tranche >= 0 and projects[j].given == 0:
            weighted += projects[j].budget * now[j].lost
            budget += projects[j].budget
            longest = max(longest, now[j].lost)
    out[DELAY] = 12.0 * weighted / budget if budget > 0.0 else 0.0
    out[LONGEST_DELAY] = 12.0 * longest
    first, last = -1, -1
    for t in range(flows.shape[1]):
        if flows[CALL, t] > 0.0:
            last = t
            if first < 0:
                first = t
    out[LAST_CALL] = (last - first) * dt if first >= 0 else math.nan


@inner
def currency_outcomes(state: CurrencyState, flows: F, out: F) -> None:
    """Fill a path's outcomes of reserves and exchange rate, (outcome,)."""
    out[LOWEST_RESERVES] = state.lowest
    out[FLOOR_BREACH] = 1.0 - state.survival
    out[FLOOR_BREACH_ALONE] = 1.0 - state.survival_alone
    out[DEPRECIATION] = math.exp(state.effect) - 1.0
    out[LARGEST_FLOW] = state.largest
    out[BOUGHT] = state.bought
    out[BONDS] = state.bonds
    deferred, declined = 0.0, 0.0
    for t in range(flows.shape[1]):
        deferred += flows[DEFERRED, t]
        declined += flows[DECLINED, t]
    out[DEFERRED_CALLS], out[DECLINED_CALLS] = deferred, declined
