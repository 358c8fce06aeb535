"""The deal's arithmetic in NumPy: blocks of paths, a loop over periods, projects as rows.

It covers what the Korea-US case uses: S-curves, backlog, a cap shared pro rata, overruns, hazards,
salvage, loans, guarantees with a fee, pools with tiers on a cumulative deemed balance fixed at
selection, and the review clause. :func:`check_supported` and :func:`check_alone` refuse anything
else.

Arrays of a block stand (project, path) within a period, and (period, path) over time.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pledgecraft.engine.kernel.records import DealTerms, ProjectTerms
from pledgecraft.engine.kernel.tables import Plan
from pledgecraft.engine.kernel.valuation import GUESSES
from pledgecraft.engine.plan import Prepared
from pledgecraft.world.draws import World

F = NDArray[np.float64]

WAITING, BUILDING, OPERATING, ENDED = range(4)
UNTIL_PRINCIPAL, UNTIL_END = 0, 5
SERIES = (
    "spent", "call", "guarantee_call", "fdi", "lenders", "host_paid", "cash", "salvage",
    "lender_service", "loan_service", "fee", "firms", "balance", "principal",
)  # fmt: skip


@dataclass(frozen=True)
class Outcomes:
    """What is said of every path, in the order of the package's kernel: the first of each."""

    outcomes: F
    yearly: F
    tiers: F
    shared: F
    imbalance: F


def check_supported(plan: Plan, world: World) -> None:
    """Refuse a plan with terms that both NumPy and C leave out."""
    zero = ("floating", "compounding", "next_period", "schedule", "first_loss", "host_share")
    assert all(plan.deal[name][0] == 0 for name in zero)
    assert not plan.projects["given"].any()
    assert not plan.tranches["in_order"].any()
    assert set(plan.tiers["until"]) <= {UNTIL_PRINCIPAL, UNTIL_END}
    assert not plan.tiers["of"].any()
    assert world.missed.shape[1] == plan.year[-1] + 1


def check_alone(plan: Plan, world: World) -> None:
    """Refuse what NumPy leaves out beside that: missed calls, specialists, the currency."""
    assert not world.missed.any()
    assert plan.deal["specialists_per_dollar"][0] == 0
    assert plan.currency["on"][0] == 0


def run_numpy(
    prepared: Prepared, world: World, *, block: int, threads: int, only_npv: bool = False
) -> Outcomes:
    """Run all paths in blocks.

    Args:
        prepared: The plan.
        world: The draws.
        block: Paths at once.
        threads: Blocks at once.
        only_npv: Stop at the flows and present values; the rest stays empty.
    """
    plan, paths = prepared.plan, world.paths
    check_supported(plan, world)
    check_alone(plan, world)
    parties, years = plan.share.shape[1], int(plan.year[-1]) + 1
    out = Outcomes(
        np.full((paths, parties, 13), np.nan),
        np.zeros((paths, years, 8)),
        np.zeros((paths, plan.tiers.size, parties)),
        np.zeros((paths, 0)),
        np.zeros(paths),
    )

    def some(first: int) -> None:
        rows = slice(first, min(first + block, paths))
        flows = _Block(plan, world, rows).run()
        _fill(plan, flows, out, rows, only_npv)

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(some, range(0, paths, block)))
    return out


class _Flows:
    """Flows of a block: series and parties as (period, path), tiers added up as
    (tier, party, path)."""

    def __init__(self, plan: Plan, count: int) -> None:
        periods, parties = plan.year.size, plan.share.shape[1]
        self.series = {name: np.zeros((periods, count)) for name in SERIES}
        self.party = np.zeros((parties, periods, count))
        self.tier = np.zeros((plan.tiers.size, parties, count))


class _Account:
    """A pool's accounts, each (path,)."""

    def __init__(self, count: int) -> None:
        self.weight, self.weighted = np.zeros(count), np.zeros(count)
        self.principal, self.interest = np.zeros(count), np.zeros(count)
        self.paid, self.received = np.zeros(count), np.zeros(count)
        self.first_call = np.full(count, -1)
        self.first_output = np.full(count, -1)
        self.reviewed = np.zeros(count, dtype=np.bool_)
        self.call, self.cash = np.zeros(count), np.zeros(count)
        self.receipt, self.guarantee = np.zeros(count), np.zeros(count)

    def open_period(self) -> None:
        for flow in (self.cash, self.receipt, self.guarantee):
            flow[:] = 0.0

    def receive(self, money: F) -> None:
        """Book what the pledgor receives: interest first, then principal."""
        interest = np.minimum(money, self.interest)
        self.received += money
        self.interest -= interest
        self.principal = np.maximum(0.0, self.principal - (money - interest))


class _Block:
    def __init__(self, plan: Plan, world: World, rows: slice) -> None:
        self.plan, terms = plan, plan.projects
        self.deal = {name: float(plan.deal[name][0]) for name in DealTerms.__annotations__}
        self.dt = self.deal["dt"]
        self.terms = {name: terms[name][:, None] for name in ProjectTerms.__annotations__}
        self.row = np.arange(terms.size)[:, None]
        self.periods = plan.year.size
        self._take_draws(world, rows)
        self._fix_rates(world.benchmark[rows])
        self._reset()

    def _take_draws(self, world: World, rows: slice) -> None:
        """Turn the block's draws to (project, path), revenue to (period, project, path)."""
        self.revenue = np.ascontiguousarray(world.revenue[rows].transpose(1, 2, 0))
        ratio = np.ascontiguousarray(world.cost_ratio[rows].T)
        build = world.build_ratio[rows].T
        self.exposure = np.ascontiguousarray(world.exposure[rows].T)
        self.cost = self.terms["budget"] * ratio
        self.step = self.dt / (self.terms["duration"] * build)
        self.within = np.minimum(1.0, 1.0 / ratio)
        state = self.terms["equity"] + self.terms["loan"]
        over = 1.0 - self.within
        self.cash_share = self.within * state + over * self.deal["overrun_pledgor"]
        self.count = self.cost.shape[1]

    def _fix_rates(self, benchmark: NDArray[np.float32]) -> None:
        selected = self.plan.projects["selected"]

        def fixed(name: str) -> F:
            base, rate = int(self.deal[f"{name}_base"]), self.deal[f"{name}_rate"]
            if base < 0:
                return np.full(self.cost.shape, rate)
            return rate + benchmark[:, selected, base].T.astype(np.float64)

        self.deemed = fixed("deemed")
        self.loan_rate, self.debt_rate = fixed("loan"), fixed("guarantee")

    def _reset(self) -> None:
        shape = self.cost.shape
        self.stage = np.zeros(shape, dtype=np.int8)
        self.age = np.full(shape, -1)
        self.progress, self.spent, self.hazard = np.zeros(shape), np.zeros(shape), np.zeros(shape)
        self.loan, self.loan_payment = np.zeros(shape), np.zeros(shape)
        self.debt, self.debt_payment = np.zeros(shape), np.zeros(shape)
        self.used = np.zeros((self.plan.tranches.size, self.count))
        self.room = np.zeros_like(self.used)
        self.pools = [_Account(self.count) for _ in range(self.plan.pools.size)]
        terms = self.plan.projects
        self.in_tranche = [np.flatnonzero(terms["tranche"] == n) for n in range(len(self.used))]
        self.in_pool = [np.flatnonzero(terms["pool"] == q) for q in range(len(self.pools))]
        borrowed = (terms["loan"] > 0) | (terms["guarantee"] > 0)
        self.indebted = _slice(np.flatnonzero(borrowed))
        owners = self.terms["equity"] + self.terms["fdi"]
        self.firms = np.divide(
            self.terms["fdi"], owners, out=np.zeros_like(owners), where=owners > 0
        )

    def run(self) -> _Flows:
        flows = _Flows(self.plan, self.count)
        for t in range(self.periods):
            row = {name: series[t] for name, series in flows.series.items()}
            for pool in self.pools:
                pool.open_period()
                self._review(pool, t)
            self._construct(row, t)
            self._operate(row, t)
            for q in range(len(self.pools)):
                self._distribute(flows, row, q, t)
        return flows

    def _construct(self, row: dict[str, F], t: int) -> None:
        year = self.plan.year
        if t == 0 or year[t] != year[t - 1]:
            self.room[:] = self.plan.tranches["cap"][:, None]
        for pool in self.pools:
            pool.call = np.zeros(self.count)
        if not (self.stage < OPERATING).any():
            return
        self.stage[(self.stage == WAITING) & (t >= self.terms["first"])] = BUILDING
        building = self.stage == BUILDING
        due = self._need(building)
        self._fund(due, row, t)
        self._build(building, row, t)

    def _need(self, building: NDArray[np.bool_]) -> F:
        progress = np.minimum(1.0, self.progress + self.step)
        progress[progress > 1.0 - 1e-9] = 1.0
        self.progress = np.where(building, progress, self.progress)
        curve = self.plan.curve
        place = self.progress * (curve.shape[1] - 1)
        left = np.minimum(place.astype(np.int64), curve.shape[1] - 2)
        low = curve[self.row, left]
        share = low + (place - left) * (curve[self.row, left + 1] - low)
        return np.where(building, np.maximum(0.0, self.cost * share - self.spent), 0.0)

    def _fund(self, due: F, row: dict[str, F], t: int) -> None:
        state_due = due * self.cash_share
        money = np.zeros_like(due)
        for n, members in enumerate(self.in_tranche):
            total = state_due[members].sum(axis=0)
            with np.errstate(divide="ignore", invalid="ignore"):
                pro_rata = np.where(total > 0.0, np.minimum(1.0, self.room[n] / total), 1.0)
            money[members] = due[members] * np.where(state_due[members] > 0.0, pro_rata, 1.0)
        self._spend(money, row, t)

    def _spend(self, money: F, row: dict[str, F], t: int) -> None:
        """Split money by method; what a tranche lacks, the host pays."""
        terms, within = self.terms, money * self.within
        equity = within * terms["equity"] + (money - within) * self.deal["overrun_pledgor"]
        loan, lenders, firms = (within * terms[name] for name in ("loan", "guarantee", "fdi"))
        covered = self._cover(equity + loan + lenders + firms)
        equity, loan, lenders, firms = (part * covered for part in (equity, loan, lenders, firms))
        call = equity + loan
        host = money - call - lenders - firms
        for n, members in enumerate(self.in_tranche):
            self.used[n] += (call + lenders + firms)[members].sum(axis=0)
            self.room[n] -= call[members].sum(axis=0)
        self.spent += money
        self.loan += loan
        self.debt += lenders
        for name, part in (
            ("spent", money), ("call", call), ("lenders", lenders), ("fdi", firms),
            ("host_paid", host),
        ):  # fmt: skip
            row[name] += part.sum(axis=0)
        self._book_calls(call, t)

    def _cover(self, total: F) -> F:
        covered = np.ones_like(total)
        for n, members in enumerate(self.in_tranche):
            wanted = total[members]
            before = np.cumsum(wanted, axis=0) - wanted
            left = self.plan.tranches["size"][n] - self.used[n] - before
            short = (wanted > left * (1.0 + 1e-12) + 1e-6) & (wanted > 0.0)
            if short.any():
                share = np.maximum(0.0, left) / np.where(short, wanted, 1.0)
                covered[members] = np.where(short, share, 1.0)
        return covered

    def _book_calls(self, call: F, t: int) -> None:
        for pool, members in zip(self.pools, self.in_pool, strict=True):
            pool.call = call[members].sum(axis=0)
            pool.weight += pool.call
            pool.weighted += (call[members] * self.deemed[members]).sum(axis=0)
            pool.first_call[(pool.call > 0.0) & (pool.first_call < 0)] = t
            pool.principal += pool.call
            pool.paid += pool.call

    def _build(self, building: NDArray[np.bool_], row: dict[str, F], t: int) -> None:
        some = self.indebted
        grows = building[some]
        self.loan[some] *= np.where(grows, 1.0 + self.loan_rate[some] * self.dt, 1.0)
        self.debt[some] *= np.where(grows, 1.0 + self.debt_rate[some] * self.dt, 1.0)
        self.hazard += np.where(building, self.plan.hazard[:, :1] * self.dt, 0.0)
        over = building & ((self.hazard >= self.exposure) | (t == self.periods - 1))
        if over.any():
            self._end(over, self.terms["salvage_build"], row)
        done = (self.progress >= 1.0) & (self.spent >= self.cost * (1.0 - 1e-9))
        self.finished = building & ~over & done

    def _operate(self, row: dict[str, F], t: int) -> None:
        running = self.stage == OPERATING
        if running.any():
            self._earn(running, row, t)
        if hasattr(self, "finished"):
            self.stage[self.finished] = OPERATING
            self.finished[:] = False

    def _earn(self, running: NDArray[np.bool_], row: dict[str, F], t: int) -> None:
        self.age += running
        age = np.maximum(self.age, 0)
        cash = np.where(running, self.plan.output[self.row, age] * self.revenue[t], 0.0)
        opened = running & (age == 0)
        if opened.any():
            self._open(opened, t)
        row["cash"] += cash.sum(axis=0)
        if (self.debt[self.indebted] > 0.0).any() or (self.loan[self.indebted] > 0.0).any():
            cash[self.indebted] = self._serve(running[self.indebted], cash[self.indebted], row)
        self._share_out(cash, row)
        over = (age + 1 == self.terms["life"]) | (t == self.periods - 1)
        over |= self.plan.hazard[self.row, 1 + age] >= self.exposure - self.hazard
        over &= running
        if over.any():
            left = 1.0 - (age + 1) / self.terms["life"]
            self._end(over, self.terms["salvage_operation"] * left, row)

    def _open(self, opened: NDArray[np.bool_], t: int) -> None:
        for pool, members in zip(self.pools, self.in_pool, strict=True):
            pool.first_output[opened[members].any(axis=0) & (pool.first_output < 0)] = t
        for debt, rate, payment, tenor in (
            (self.loan, self.loan_rate, self.loan_payment, self.deal["loan_tenor"]),
            (self.debt, self.debt_rate, self.debt_payment, self.deal["guarantee_tenor"]),
        ):
            periodic = rate[opened] * self.dt
            level = debt[opened] * periodic / -np.expm1(-tenor * np.log1p(periodic))
            payment[opened] = np.where(periodic == 0.0, debt[opened] / tenor, level)

    def _serve(self, running: NDArray[np.bool_], cash: F, row: dict[str, F]) -> F:
        """Pay guaranteed debt with its fee, then loans; return the cash left."""
        some, debt, loan = self.indebted, self.debt[self.indebted], self.loan[self.indebted]
        owed = debt * (1.0 + self.debt_rate[some] * self.dt)
        due = np.where(running, np.minimum(self.debt_payment[some], owed), 0.0)
        rest = owed - due
        insured = debt * self.deal["fee"] * self.dt
        self.debt[some] = np.where(running, np.where(rest > 1e-9 * debt, rest, 0.0), debt)
        paid = np.minimum(due, cash)
        fee = np.minimum(cash - paid, insured)
        cash = cash - paid - fee
        row["fee"] += fee.sum(axis=0)
        self._call_guarantee(some, due, due - paid, row)
        owed = loan * (1.0 + self.loan_rate[some] * self.dt)
        service = np.minimum(np.minimum(self.loan_payment[some], owed), cash)
        service = np.where(running, service, 0.0)
        rest = owed - service
        self.loan[some] = np.where(running, np.where(rest > 1e-9 * owed, rest, 0.0), loan)
        row["loan_service"] += service.sum(axis=0)
        self._add_to_pools("receipt", some, service)
        return cash - service

    def _call_guarantee(self, some: slice, service: F, call: F, row: dict[str, F]) -> None:
        row["lender_service"] += service.sum(axis=0)
        row["guarantee_call"] += call.sum(axis=0)
        self._add_to_pools("guarantee", some, call)

    def _add_to_pools(self, name: str, some: slice, money: F) -> None:
        pool_of = self.plan.projects["pool"][some]
        for q in np.unique(pool_of):
            total = getattr(self.pools[int(q)], name)
            total += money[pool_of == q].sum(axis=0)

    def _share_out(self, cash: F, row: dict[str, F]) -> None:
        firms = cash * self.firms
        row["firms"] += firms.sum(axis=0)
        cash = cash - firms
        for pool, members in zip(self.pools, self.in_pool, strict=True):
            pool.cash += cash[members].sum(axis=0)

    def _end(self, over: NDArray[np.bool_], salvage: F, row: dict[str, F]) -> None:
        """End projects, few at a time: salvage to lenders, then loans, then the pool."""
        j, i = np.nonzero(over)
        self.stage[j, i] = ENDED
        value = np.broadcast_to(salvage, over.shape)[j, i]
        money = value * np.minimum(self.spent[j, i], self.plan.projects["budget"][j])
        debt, loan = self.debt[j, i], self.loan[j, i]
        lenders = np.minimum(money, debt)
        service = np.minimum(money - lenders, loan)
        left = money - lenders - service
        firms = left * self.firms[j, 0]
        for name, part in (
            ("salvage", money), ("lender_service", debt), ("guarantee_call", debt - lenders),
            ("loan_service", service), ("firms", firms),
        ):  # fmt: skip
            row[name] += np.bincount(i, part, self.count)
        pool_of = self.plan.projects["pool"][j]
        for q in np.unique(pool_of):
            pool, mine = self.pools[int(q)], pool_of == q
            pool.guarantee += np.bincount(i[mine], (debt - lenders)[mine], self.count)
            pool.receipt += np.bincount(i[mine], service[mine], self.count)
            pool.cash += np.bincount(i[mine], (left - firms)[mine], self.count)
        self.debt[j, i] = 0.0
        self.loan[j, i] = 0.0

    def _distribute(self, flows: _Flows, row: dict[str, F], q: int, t: int) -> None:
        pool, terms = self.pools[q], self.plan.pools
        rate = pool.weighted / np.where(pool.weight > 0.0, pool.weight, 1.0)
        pool.interest += (pool.principal + pool.interest) * rate * self.dt
        pool.receive(pool.receipt)
        cash = pool.cash
        first = int(terms["tier_first"][q])
        for k in range(first, first + int(terms["tier_count"][q])):
            share = self._share(pool.reviewed, k)
            money = self._through(k, pool, cash, share[0])
            cash = cash - money
            parts = money * share
            flows.tier[k] += parts
            flows.party[:, t] += parts
            pool.receive(parts[0])
        pool.principal = pool.principal + pool.guarantee
        pool.paid += pool.guarantee
        row["balance"] += pool.principal + pool.interest
        row["principal"] += np.maximum(0.0, pool.paid - pool.received)

    def _share(self, reviewed: NDArray[np.bool_], k: int) -> F:
        """Return the shares of a tier, (party, path); the first changes with the review."""
        share = self.plan.share
        if k > 0:
            return share[k, :, None]
        return np.where(reviewed, share[-1, :, None], share[0, :, None])

    def _through(self, k: int, pool: _Account, cash: F, own: F) -> F:
        if self.plan.tiers["until"][k] == UNTIL_END:
            return cash
        need = pool.principal + pool.interest
        with np.errstate(divide="ignore"):
            money = np.where(own > 0.0, np.minimum(cash, need / own), cash)
        return np.where(need <= 1e-9 * (1.0 + cash), 0.0, money)

    def _review(self, pool: _Account, t: int) -> None:
        """Change the first tier's shares if the balance is positive when the years are over."""
        after = self.deal["review_after"]
        start = pool.first_output if self.deal["review_from_operation"] else pool.first_call
        due = (after > 0) & (start >= 0) & (t == start + after)
        pool.reviewed = np.where(due, pool.principal + pool.interest > 1e-6, pool.reviewed)


def _slice(rows: NDArray[np.int64]) -> slice:
    """Return neighbouring rows as a slice, so that NumPy copies nothing."""
    assert rows.size == 0 or rows[-1] - rows[0] + 1 == rows.size
    return slice(int(rows[0]), int(rows[-1]) + 1) if rows.size else slice(0, 0)


def _fill(plan: Plan, flows: _Flows, out: Outcomes, rows: slice, only_npv: bool) -> None:
    for p in range(plan.share.shape[1]):
        paid, back, opening = _money(flows, p)
        closing = back - flows.series["guarantee_call"] if p == 0 else back
        value = plan.open_discount[p] @ opening + plan.close_discount[p] @ closing
        out.outcomes[rows, p, 0] = value
        if not only_npv:
            _fill_party(plan, out.outcomes[rows, p], paid, back, opening, closing)
    if not only_npv:
        _fill_recoveries(plan, flows, out.outcomes[rows, 0])
        _fill_totals(plan, flows, out, rows)


def _money(flows: _Flows, p: int) -> tuple[F, F, F]:
    """Return what a party pays, what it receives, and its flow at the periods' starts."""
    series, received = flows.series, flows.party[p]
    if p == 0:
        back = received + series["loan_service"] + series["fee"]
        return series["call"] + series["guarantee_call"], back, -series["call"]
    if p == 1:
        return series["host_paid"], received, -series["host_paid"]
    return np.zeros_like(received), received, np.zeros_like(received)


def _fill_party(plan: Plan, out: F, paid: F, back: F, opening: F, closing: F) -> None:
    total, received = paid.sum(axis=0), back.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        out[:, 1:4] = np.stack(
            [total, received, np.where(total > 0.0, received / total, np.nan)], axis=1
        )
    flow = np.zeros((paid.shape[0] + 1, paid.shape[1]))
    flow[:-1] = opening
    flow[1:] += closing
    out[:, 4], out[:, 5] = internal_rates(flow, float(plan.deal["dt"][0]))
    out[:, 12] = 0.0
    out[:, 11] = np.add.reduceat(paid, _year_starts(plan), axis=0).max(axis=0)


def _year_starts(plan: Plan) -> NDArray[np.int64]:
    return np.flatnonzero(np.diff(plan.year, prepend=-1))


def internal_rates(flow: F, dt: float) -> tuple[F, F]:
    """Return the annual internal rate of each column, NaN where there is none, and a status."""
    status = np.zeros(flow.shape[1])
    left, right = np.full_like(status, 11.0**-dt), np.full_like(status, (1.0 - 0.99) ** -dt)
    at_left, at_right = _at_rate(flow, left), _at_rate(flow, right)
    status[at_left * at_right > 0.0] = 3
    status[~(flow > 0.0).any(axis=0)] = 2
    status[~(flow < 0.0).any(axis=0)] = 1
    found, rate = status == 0, np.full_like(status, np.nan)
    if found.any():
        bracket = _Bracket(left[found], right[found], at_left[found], at_right[found])
        rate[found] = _roots(flow[:, found], bracket, dt) ** (-1.0 / dt) - 1.0
    return rate, status


class _Bracket(NamedTuple):
    """Discount factors on both sides of each column's root, and the values there."""

    left: F
    right: F
    at_left: F
    at_right: F

    def narrowed(self, flow: F, middle: F) -> "_Bracket":
        """Return the part of the bracket on that side of the middle where the root lies."""
        value = _at_rate(flow, middle)
        same = (value > 0.0) == (self.at_left > 0.0)
        return _Bracket(
            np.where(same, middle, self.left), np.where(same, self.right, middle),
            np.where(same, value, self.at_left), np.where(same, self.at_right, value),
        )  # fmt: skip


def _at_rate(flow: F, factor: F) -> F:
    value = np.zeros_like(factor)
    for row in flow[::-1]:
        value *= factor
        value += row
    return value


def _roots(flow: F, bracket: _Bracket, dt: float) -> F:
    """Narrow the bracket, then close in by false position (Illinois variant)."""
    for rate in GUESSES:
        factor = (1.0 + rate) ** -dt
        inside = factor < bracket.right
        bracket = bracket.narrowed(flow, np.where(inside, factor, bracket.left))
    while (bracket.right - bracket.left).max() >= 0.05:
        bracket = bracket.narrowed(flow, 0.5 * (bracket.left + bracket.right))
    left, right, at_left, at_right = bracket
    for _ in range(60):
        span = at_right - at_left
        split = (left * at_right - right * at_left) / np.where(span != 0.0, span, 1.0)
        middle = np.where(span != 0.0, split, right)
        value = _at_rate(flow, middle)
        same = (value > 0.0) == (at_right > 0.0)
        at_left = np.where(same, 0.5 * at_left, at_right)
        left = np.where(same, left, right)
        moved = np.abs(middle - right).max()
        right, at_right = middle, value
        if moved < 1e-14:
            break
    return right


def _fill_recoveries(plan: Plan, flows: _Flows, out: F) -> None:
    call, guarantee = flows.series["call"], flows.series["guarantee_call"]
    balance, dt, periods = flows.series["balance"], float(plan.deal["dt"][0]), plan.year.size
    money = call + guarantee
    owing = balance > 1e-9 * np.cumsum(money, axis=0)
    first = np.where((money > 0.0).any(axis=0), (money > 0.0).argmax(axis=0), -1)
    last = np.where(owing.any(axis=0), periods - 1 - owing[::-1].argmax(axis=0), -1)
    years = np.where(last >= 0, (last + 2 - first) * dt, dt)
    out[:, 6] = np.where((first < 0) | (last == periods - 1), np.nan, years)
    out[:, 7] = flows.series["principal"][-1]
    out[:, 8] = balance[-1]
    out[:, 9] = _balance_after(balance, call, round(20.0 / dt))
    out[:, 10] = guarantee.sum(axis=0)
    out[:, 12] = plan.close_discount[0] @ (flows.series["fee"] - guarantee)


def _balance_after(balance: F, call: F, periods: int) -> F:
    called = call > 0.0
    then = called.argmax(axis=0) + periods - 1
    inside = np.minimum(then, balance.shape[0] - 1)
    found = np.where(then < balance.shape[0], balance[inside, np.arange(then.size)], np.nan)
    return np.where(called.any(axis=0), found, 0.0)


def _fill_totals(plan: Plan, flows: _Flows, out: Outcomes, rows: slice) -> None:
    s, starts = flows.series, _year_starts(plan)
    paid, back, _ = _money(flows, 0)
    ends = np.append(starts[1:], plan.year.size) - 1
    yearly = [
        paid, back, flows.party[1], s["host_paid"], s["balance"], s["cash"] + s["salvage"],
        s["lender_service"], s["firms"],
    ]  # fmt: skip
    for k, series in enumerate(yearly):
        total = series[ends] if k == 4 else np.add.reduceat(series, starts, axis=0)
        out.yearly[rows, :, k] = total.T
    out.tiers[rows] = flows.tier.transpose(2, 0, 1)
    money_in = s["call"] + s["fdi"] + s["lenders"] + s["host_paid"]
    cash_out = s["lender_service"] + s["loan_service"] + s["fee"] + s["firms"]
    cash_out = cash_out + flows.party.sum(axis=0)
    worst = np.abs(s["cash"] + s["salvage"] + s["guarantee_call"] - cash_out)
    out.imbalance[rows] = np.maximum(worst, np.abs(money_in - s["spent"])).max(axis=0)


def cores() -> int:
    """Return the number of processors."""
    return os.cpu_count() or 1
