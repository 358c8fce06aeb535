"""Spending, debt service and cash of projects in exact fractions, sections 3 and 4 of the model."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

ZERO, ONE = Fraction(0), Fraction(1)
Curve = Callable[[Fraction], Fraction]


def beta_2_2(progress: Fraction) -> Fraction:
    """Return the share spent at some progress where the S-curve is the beta CDF (2, 2)."""
    return 3 * progress**2 - 2 * progress**3


@dataclass
class Site:
    """A project under construction."""

    budget: Fraction
    periods: int
    curve: Curve = beta_2_2
    spent: Fraction = ZERO

    def need(self, t: int) -> Fraction:
        """Return what is planned by the end of a period and not yet spent: need and backlog."""
        return self.budget * self.curve(min(ONE, Fraction(t + 1, self.periods))) - self.spent


@dataclass
class Spending:
    """Calls, unmet needs and finished sites by period."""

    calls: list[Fraction] = field(default_factory=list)
    unmet: list[Fraction] = field(default_factory=list)
    operating: list[int] = field(default_factory=list)


def spend(
    sites: Sequence[Site], periods: int, *, per_year: int, cap: Fraction, in_order: bool
) -> Spending:
    """Call money for all sites, at most the cap in a calendar year."""
    out, room = Spending(), ZERO
    for t in range(periods):
        room = cap if t % per_year == 0 else room
        out.operating.append(sum(site.spent == site.budget for site in sites))
        needs = [site.need(t) for site in sites]
        paid = first_come(needs, room) if in_order else pro_rata(needs, room)
        for site, money in zip(sites, paid, strict=True):
            site.spent += money
        room -= sum(paid)
        out.calls.append(sum(paid, ZERO))
        out.unmet.append(sum(needs, ZERO) - sum(paid, ZERO))
    return out


def pro_rata(needs: Sequence[Fraction], room: Fraction) -> list[Fraction]:
    """Cut all needs by the same share."""
    total = sum(needs, ZERO)
    share = min(ONE, room / total) if total else ONE
    return [need * share for need in needs]


def first_come(needs: Sequence[Fraction], room: Fraction) -> list[Fraction]:
    """Serve needs in order while there is room."""
    paid = []
    for need in needs:
        paid.append(min(need, room))
        room -= paid[-1]
    return paid


def yearly_cash(budget: Fraction, build: int, irr: Fraction, ramp: Sequence[Fraction]) -> Fraction:
    """Return full cash of a year that gives a planned project its return; yearly steps."""
    site = Site(budget, build)
    cost = ZERO
    for t in range(build):
        money = site.need(t)
        site.spent += money
        cost += money / (1 + irr) ** t
    worth = sum(share / (1 + irr) ** (build + age + 1) for age, share in enumerate(ramp))
    return cost / worth


@dataclass
class Loan:
    """A debt that grows while a project is built and is then repaid in level payments."""

    rate: Fraction
    tenor: int
    owed: Fraction = ZERO
    payment: Fraction = ZERO

    def draw(self, money: Fraction) -> None:
        self.owed = (self.owed + money) * (1 + self.rate)

    def start_service(self) -> None:
        annuity = sum(1 / (1 + self.rate) ** k for k in range(1, self.tenor + 1))
        self.payment = self.owed / annuity

    def due(self) -> Fraction:
        """Let a period's interest accrue and return the payment due."""
        self.owed *= 1 + self.rate
        return min(self.payment, self.owed)


@dataclass
class Service:
    """A period's way of the cash: lenders, guarantee, fee, loan, and what is left."""

    lenders: Fraction
    guarantee_call: Fraction
    fee: Fraction
    loan: Fraction
    left: Fraction


def serve(cash: Fraction, guaranteed: Loan, loan: Loan, fee_rate: Fraction) -> Service:
    """Serve guaranteed debt, its fee, then the loan; the guarantor pays what lenders miss."""
    opening = guaranteed.owed
    due = guaranteed.due()
    guaranteed.owed -= due
    call = max(ZERO, due - cash)
    cash -= due - call
    fee = min(cash, opening * fee_rate)
    cash -= fee
    paid = min(cash, loan.due())
    loan.owed -= paid
    return Service(due, call, fee, paid, cash - paid)
