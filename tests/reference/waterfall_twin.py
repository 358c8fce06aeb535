"""The waterfall of one pool in exact fractions, step by step as sections 4 and 5 of the model."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

ZERO = Fraction(0)
PLEDGOR, HOST = 0, 1


@dataclass(frozen=True)
class Tier:
    """Shares of pledgor and host until a party's hurdle is met.

    ``until`` is principal, allocation, irr, multiple, catch_up or end; the amount of an ``irr`` is
    the growth of its account over a period.
    """

    until: str
    shares: tuple[Fraction, Fraction]
    amount: Fraction = ZERO
    of: int = PLEDGOR


@dataclass(frozen=True)
class Terms:
    """A waterfall; rates are those of a period, times are in periods."""

    tiers: tuple[Tier, ...]
    rate: Fraction = ZERO
    is_simple: bool = False
    flips_next_period: bool = False
    schedule: int = 0
    carries_interest: bool = False
    review_after: int | None = None
    review_shares: tuple[Fraction, Fraction] = (ZERO, ZERO)
    review_from_operation: bool = False
    host_first_loss: Fraction = ZERO
    host_share: Fraction = ZERO


@dataclass
class Row:
    """What a period leaves."""

    paid_out: list[Fraction]
    tiers: list[list[Fraction]]
    balance: Fraction = ZERO
    compensation: Fraction = ZERO


@dataclass
class Pool:
    """The accounts of a pool."""

    terms: Terms
    principal: Fraction = ZERO
    interest: Fraction = ZERO
    paid: list[Fraction] = field(default_factory=lambda: [ZERO, ZERO])
    received: list[Fraction] = field(default_factory=lambda: [ZERO, ZERO])
    accounts: dict[int, Fraction] = field(default_factory=dict)
    draws: list[Fraction] = field(default_factory=list)
    outstanding: Fraction = ZERO
    interest_due: Fraction = ZERO
    principal_due: Fraction = ZERO
    first_draw: int | None = None
    first_cash: int | None = None
    reviewed: bool = False

    @property
    def balance(self) -> Fraction:
        return self.principal + self.interest

    def call(self, t: int, money: Fraction) -> None:
        """Book a call at the start of a period, after the review that may be due then."""
        self.review(t)
        if money > 0 and self.first_draw is None:
            self.first_draw = t
        self.draws.append(money)
        self.paid[PLEDGOR] += money
        self.principal += money
        self.outstanding += money
        for k, tier in enumerate(self.terms.tiers):
            if tier.until == "irr":
                own = money if tier.of == PLEDGOR else ZERO
                self.accounts[k] = (self.accounts.get(k, ZERO) + own) * (1 + tier.amount)

    def accrue(self, t: int) -> None:
        """Let the balance earn the period's interest, and set what falls due in the period."""
        rate = self.terms.rate
        self.interest += rate * (self.principal if self.terms.is_simple else self.balance)
        if self.terms.schedule:
            growth = 1 + rate if self.terms.carries_interest else Fraction(1)
            due = sum(self.draws[max(0, t + 1 - self.terms.schedule) :], ZERO)
            self.interest_due = self.interest_due * growth + rate * self.outstanding
            self.principal_due = self.principal_due * growth + due / self.terms.schedule
            self.principal_due = min(self.principal_due, self.outstanding)

    def pay(self, party: int, money: Fraction) -> None:
        """Pay a party; the pledgor's money meets interest first, then principal."""
        self.received[party] += money
        for k, tier in enumerate(self.terms.tiers):
            if tier.until == "irr" and tier.of == party:
                self.accounts[k] = max(ZERO, self.accounts[k] - money)
        if party == PLEDGOR:
            interest = min(money, self.interest)
            self.interest -= interest
            self.principal = max(ZERO, self.principal - (money - interest))
            interest = min(money, self.interest_due)
            principal = min(money - interest, self.principal_due)
            self.interest_due -= interest
            self.principal_due -= principal
            self.outstanding -= principal

    def missing(self, k: int, share: Fraction) -> Fraction | None:
        """Return what a tier's party still lacks; ``None`` where its share never gets it there."""
        tier = self.terms.tiers[k]
        if tier.until == "principal":
            return self.balance
        if tier.until == "allocation":
            return self.interest_due + self.principal_due
        if tier.until == "irr":
            return self.accounts[k]
        if tier.until == "multiple":
            return max(ZERO, tier.amount * self.paid[tier.of] - self.received[tier.of])
        return self.missing_of_profit(tier, share)

    def missing_of_profit(self, tier: Tier, share: Fraction) -> Fraction | None:
        """Solve own + y = x (profit + y / share) for y."""
        profit = sum(self.received) - sum(self.paid)
        own = self.received[tier.of] - self.paid[tier.of]
        short = tier.amount * profit - own
        if short <= 0:
            return ZERO
        return short / (1 - tier.amount / share) if share > tier.amount else None

    def review(self, t: int) -> None:
        """Change the first tier for good if the balance is positive when the years are over."""
        after = self.terms.review_after
        start = self.first_cash if self.terms.review_from_operation else self.first_draw
        if after is not None and start is not None and t == start + after:
            self.reviewed = self.balance > 0

    def through(self, k: int, shares: Sequence[Fraction], cash: Fraction) -> Fraction:
        """Return the cash that goes through a tier."""
        tier = self.terms.tiers[k]
        if tier.until == "end":
            return cash
        share = shares[tier.of]
        missing = self.missing(k, share)
        if missing == 0:
            return ZERO
        splits = tier.until == "allocation" or not self.terms.flips_next_period
        if missing is None or share == 0 or not splits:
            return cash
        return min(cash, missing / share)

    def distribute(self, t: int, cash: Fraction) -> Row:
        """Divide a period's cash at its end."""
        if cash > 0 and self.first_cash is None:
            self.first_cash = t
        self.accrue(t)
        row = Row([ZERO, ZERO], [])
        for k, tier in enumerate(self.terms.tiers):
            shares = self.terms.review_shares if self.reviewed and k == 0 else tier.shares
            money = self.through(k, shares, cash) if cash > 0 else ZERO
            cash -= money
            row.tiers.append([money * share for share in shares])
            for party in (PLEDGOR, HOST):
                row.paid_out[party] += money * shares[party]
                self.pay(party, money * shares[party])
        row.balance = self.balance
        return row

    def settle(self) -> Fraction:
        """Let the host bear the first loss, then its share of the rest."""
        loss = max(ZERO, self.paid[PLEDGOR] - self.received[PLEDGOR])
        first = min(loss, self.terms.host_first_loss)
        money = first + self.terms.host_share * (loss - first)
        self.pay(PLEDGOR, money)
        return money


def waterfall(terms: Terms, calls: Sequence[int], cash: Sequence[int]) -> list[Row]:
    """Return a pool's rows: calls at the starts of periods, cash at their ends."""
    pool, rows = Pool(terms), []
    for t, (call, money) in enumerate(zip(calls, cash, strict=True)):
        pool.call(t, Fraction(call))
        rows.append(pool.distribute(t, Fraction(money)))
    rows[-1].compensation = pool.settle()
    rows[-1].balance = pool.balance
    return rows
