"""Reserves and exchange rate of the pledgor: how its money is found, and what that moves.

Each outflow is met in order: from the year's income on reserves, from bonds up to a yearly room,
and what is left partly in the market, partly from reserves. Purchases in the market weaken the
currency for good. Reserves are never drawn below the red line: what is missing is a missed call.
"""

import math

from pledgecraft.engine.kernel.compiled import inner
from pledgecraft.engine.kernel.records import CurrencyState, CurrencyTerms, Records, TrancheState
from pledgecraft.engine.kernel.tables import (
    BONDS_OUT,
    BOUGHT_NOW,
    COMPENSATION,
    EXCHANGE_RATE,
    FEE,
    FROM_INCOME,
    LOAN_SERVICE,
    N_COLUMNS,
    PLEDGOR,
    RESERVES,
    RESERVES_ALONE,
    F,
    S,
)


@inner
def reset_currency(terms: CurrencyTerms, state: CurrencyState) -> None:
    """Put reserves and the deal's effect at their beginning."""
    state.reserves, state.alone, state.lowest = terms.start, terms.start, terms.start
    state.income, state.room, state.bonds = 0.0, 0.0, 0.0
    state.effect, state.survival, state.survival_alone = 0.0, 1.0, 1.0
    state.year_flow, state.largest, state.bought = 0.0, 0.0, 0.0


@inner
def open_year(terms: CurrencyTerms, state: CurrencyState) -> None:
    """Begin a calendar year: its income and its room for bonds are its own."""
    state.income, state.room, state.year_flow = 0.0, terms.bonds, 0.0


@inner
def relieved_share(
    terms: CurrencyTerms,
    state: CurrencyState,
    rate: S,
    effects: F,
    path: int,
    t: int,
    luck: float,
) -> float:
    """Return the share of a call that is still made where the pledgor may ask for relief.

    The trigger is the rise of the rate over twelve months, the deal's own effect included, or
    reserves below a sum; the host then grants relief with its probability, once a year.
    """
    effects[t] = state.effect
    if terms.defers <= 0.0 or luck >= terms.granted:
        return 1.0
    asks = state.reserves < terms.reserves_below
    if t >= terms.lag:
        rise = rate[path, t] / rate[path, t - terms.lag]
        moved = effects[t] - effects[t - terms.lag]
        rise *= math.exp(moved) if moved > 0.0 else 1.0
        asks = asks or rise > 1.0 + terms.depreciation
    return 1.0 - terms.defers if asks else 1.0


@inner
def payable_share(terms: CurrencyTerms, state: CurrencyState, wanted: float) -> float:
    """Return the share of some calls that can be paid without crossing the red line."""
    rest = wanted - state.income - state.room
    from_reserves = rest * (1.0 - terms.market)
    if from_reserves <= 0.0:
        return 1.0
    ready = max(0.0, state.reserves - state.income + terms.swap - terms.red_line)
    if from_reserves <= ready:
        return 1.0
    return (wanted - rest + ready / (1.0 - terms.market)) / wanted


@inner
def wanted_of(used: Records[TrancheState]) -> float:
    """Return the state cash that all tranches want within their room."""
    wanted = 0.0
    for n in range(used.size):
        wanted += min(used[n].wanting, used[n].room)
    return wanted


@inner
def pay(
    terms: CurrencyTerms, state: CurrencyState, flows: F, t: int, money: float, gdp: float
) -> None:
    """Find the dollars for an outflow: income, bonds, then the market and reserves."""
    income = min(money, state.income)
    bonds = min(money - income, state.room)
    rest = money - income - bonds
    market = terms.market * rest
    state.income -= income
    state.room -= bonds
    state.bonds += bonds
    state.reserves -= income + rest - market
    state.bought += market
    state.effect += terms.impact * market / gdp
    state.year_flow += money
    state.largest = max(state.largest, state.year_flow / gdp)
    flows[FROM_INCOME, t], flows[BOUGHT_NOW, t], flows[BONDS_OUT, t] = income, market, state.bonds


@inner
def close_currency(
    terms: CurrencyTerms, state: CurrencyState, flows: F, rate: S, path: int, t: int, noise: float
) -> None:
    """Let reserves earn, receive what is kept in dollars, pay for bonds; test the floor.

    Between two ends above the floor a breach has the probability of a Brownian bridge.
    """
    before, before_alone = state.reserves, state.alone
    received = flows[N_COLUMNS + PLEDGOR, t] + flows[LOAN_SERVICE, t]
    received += flows[FEE, t] + flows[COMPENSATION, t]
    other = terms.other * terms.dt + terms.noise * math.sqrt(terms.dt) * noise
    earned = terms.income * max(0.0, before) * terms.dt
    state.reserves = before + earned + other + terms.kept * received
    state.reserves -= terms.bond_cost * state.bonds * terms.dt
    state.alone += terms.income * max(0.0, state.alone) * terms.dt + other
    if t < terms.watched:
        state.survival *= 1.0 - touch(before, state.reserves, terms)
        state.survival_alone *= 1.0 - touch(before_alone, state.alone, terms)
        state.lowest = min(state.lowest, min(before, state.reserves))
    flows[RESERVES, t] = state.reserves
    flows[RESERVES_ALONE, t] = state.alone
    moved = math.exp(state.effect) if state.effect > 0.0 else 1.0
    flows[EXCHANGE_RATE, t] = rate[path, t] * moved


@inner
def touch(before: float, after: float, terms: CurrencyTerms) -> float:
    """Return the probability that reserves touched the floor between two ends of a period."""
    first, last = before - terms.floor, after - terms.floor
    if first <= 0.0 or last <= 0.0:
        return 1.0
    variance = terms.noise * terms.noise * terms.dt
    return math.exp(-2.0 * first * last / variance) if variance > 0.0 else 0.0
