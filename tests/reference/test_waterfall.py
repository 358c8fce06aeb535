"""The kernel's waterfall against exact fractions, over random calls, cash and tiers."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as some

from reference.memory import (
    UNTIL_BACK,
    UNTIL_END,
    column,
    deal_text,
    simulated,
    world_text,
)
from reference.memory import given as given_project
from reference.waterfall_twin import HOST, PLEDGOR, Row, Terms, Tier, waterfall

PARTIES = ("KOR", "USA")
STEPS = {"year": 1, "quarter": 4}
GROWTH = {"year": ("8%", "0.08"), "quarter": ("8.243216%", "0.02")}
"""IRR hurdles whose growth over a period is a plain fraction: 1.02^4 = 1.08243216."""


class Clause(NamedTuple):
    """A tier in both languages."""

    text: str
    tier: Tier


def percent(number: int) -> Fraction:
    return Fraction(number, 100)


ALLOCATION = "deemed allocation of the period"
HURDLES = ("principal", "irr", "multiple", "catch_up")


@some.composite
def clauses(draw: some.DrawFn, step: str, hurdles: Sequence[str] = HURDLES) -> Clause:
    """Return a tier with a hurdle."""
    until = draw(some.sampled_from(hurdles))
    share = draw(some.integers(0, 20)) * 5
    of = draw(some.sampled_from([PLEDGOR, HOST])) if until in ("multiple", "catch_up") else PLEDGOR
    amount, words = Fraction(0), "principal and deemed interest returned"
    if until == "allocation":
        words = ALLOCATION
    elif until == "irr":
        rate, growth = GROWTH[step]
        amount, words = Fraction(growth), f"IRR {rate}"
    elif until == "multiple":
        tenths = draw(some.integers(5, 30))
        amount, words = Fraction(tenths, 10), f"multiple {tenths / 10}"
    elif until == "catch_up":
        part = draw(some.integers(5, 60))
        amount, words = percent(part), f"catch-up to {part}%"
    named = f', of = "{PARTIES[of]}"' if until == "catch_up" or of == HOST else ""
    text = f'until = "{words}", KOR = "{share}%", USA = "{100 - share}%"{named}'
    return Clause(text, Tier(until, (percent(share), percent(100 - share)), amount, of))


class Deal(NamedTuple):
    """A deal in both languages."""

    step: str
    text: str
    terms: Terms
    calls: list[int]
    cash: list[int]


@some.composite
def deals(draw: some.DrawFn) -> Deal:
    """Return a deal with one pool; a deemed allocation stands first, where it stands at all."""
    step = draw(some.sampled_from(list(STEPS)))
    periods = draw(some.integers(1, 24))
    calls = draw(some.lists(some.integers(0, 1000), min_size=periods, max_size=periods))
    cash = draw(some.lists(some.integers(0, 1500), min_size=periods, max_size=periods))
    rows = draw(some.lists(clauses(step), max_size=3))
    if draw(some.booleans()):
        rows.insert(0, draw(clauses(step, ["allocation"])))
    last = draw(some.integers(0, 20)) * 5
    rate = draw(some.sampled_from(["0", "1", "4.5", "5", "7.25"]))
    compounding = draw(some.sampled_from(["period", "simple"] + ["annual"] * (step == "year")))
    flip = draw(some.sampled_from(["within period", "next period"]))
    years = draw(some.integers(1, 8))
    carry = draw(some.sampled_from(["without interest", "with interest"]))
    ending = f'until = "end", KOR = "{last}%", USA = "{100 - last}%"'
    text = deal_text(
        periods=periods, step=step, deemed=f"{rate}%", compounding=compounding, flip=flip,
        commitment=f"{max(1, sum(calls))} USD",
        tiers=[*(row.text for row in rows), ending],
        distributions="deemed_allocation = "
        f'{{ principal = "straight line over {years} years", carry = "{carry}" }}',
    )  # fmt: skip
    terms = Terms(
        tiers=(*(row.tier for row in rows), Tier("end", (percent(last), percent(100 - last)))),
        rate=Fraction(Decimal(rate)) / 100 / STEPS[step],
        is_simple=compounding == "simple",
        flips_next_period=flip == "next period",
        schedule=years * STEPS[step],
        carries_interest=carry == "with interest",
    )
    return Deal(step, text, terms, calls, cash)


def assert_equal(found: np.ndarray, exact: list[Fraction], scale: float) -> None:
    """Compare to 1e-12 of all the money of the case.

    What crosses a hurdle is a balance: a difference of sums of that size, so that a small amount
    can't be known to 1e-12 of itself.
    """
    expected = np.array([float(value) for value in exact])
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-12 * scale)


def assert_twins(text: str, terms: Terms, calls: list[int], cash: list[int]) -> list[Row]:
    """Run both and compare every flow of every period; return the twin's."""
    result = simulated(text, world_text(given_project("plant", calls, cash)))
    rows = waterfall(terms, calls, cash)
    scale = 1.0 + sum(calls) + sum(cash)
    for party, code in enumerate(PARTIES):
        exact = [row.paid_out[party] for row in rows]
        assert_equal(column(result, f"distributed_{code}"), exact, scale)
        for k in range(len(terms.tiers)):
            exact = [row.tiers[k][party] for row in rows]
            assert_equal(column(result, f"tier_{k}_{code}"), exact, scale)
    assert_equal(column(result, "compensation"), [row.compensation for row in rows], scale)
    assert_equal(column(result, "balance"), [row.balance for row in rows], 10 * scale)
    assert result.imbalance <= 1e-12 * scale
    return rows


@settings(max_examples=300)
@given(deals())
def test_every_tier_and_flow_is_exact(deal: Deal) -> None:
    assert_twins(deal.text, deal.terms, deal.calls, deal.cash)


def test_allocation_counts_what_earlier_tiers_paid_in_the_period() -> None:
    """100 is due and 100 came through the first tier, so that nothing is left for the second."""
    allocation = UNTIL_BACK.replace("principal and deemed interest returned", ALLOCATION)
    text = deal_text(
        periods=1, deemed="0%", tiers=(UNTIL_BACK, allocation, UNTIL_END),
        distributions='deemed_allocation = { principal = "straight line over 1 years" }',
    )  # fmt: skip
    result = simulated(text, world_text(given_project("plant", [100], [300])))
    assert column(result, "distributed_KOR").tolist() == [100.0 + 0.1 * 100.0]


BACK = Tier("principal", (Fraction(1, 2), Fraction(1, 2)))
REST = Tier("end", (Fraction(1, 10), Fraction(9, 10)))
money = some.integers(0, 300)


@settings(max_examples=60)
@given(
    some.lists(money, min_size=12, max_size=12), some.lists(money, min_size=12, max_size=12),
    some.integers(1, 8), some.booleans(), some.booleans(),
)  # fmt: skip
def test_review_changes_the_first_tier(
    calls: list[int], cash: list[int], years: int, from_operation: bool, next_period: bool
) -> None:
    clock = "operation" if from_operation else "first draw"
    text = deal_text(
        periods=12, deemed="4.5%", commitment=f"{max(1, sum(calls))} USD",
        flip="next period" if next_period else "within period",
        terms="[losses]\n"
        f'review = {{ after = "{years} years", clock = "{clock}", KOR = "90%", USA = "10%" }}',
    )  # fmt: skip
    terms = Terms(
        tiers=(BACK, REST), rate=Fraction(45, 1000), flips_next_period=next_period,
        review_after=years, review_shares=(Fraction(9, 10), Fraction(1, 10)),
        review_from_operation=from_operation,
    )  # fmt: skip
    assert_twins(text, terms, calls, cash)


@settings(max_examples=60)
@given(
    some.lists(money, min_size=8, max_size=8), some.lists(money, min_size=8, max_size=8),
    some.integers(0, 20), some.integers(0, 20),
)  # fmt: skip
def test_host_bears_first_loss_and_share(
    calls: list[int], cash: list[int], first: int, share: int
) -> None:
    commitment = max(1, sum(calls))
    text = deal_text(
        periods=8, commitment=f"{commitment} USD",
        terms=f'[losses]\nhost_first_loss = "{5 * first}%"\nhost_share = "{5 * share}%"',
    )  # fmt: skip
    terms = Terms(
        tiers=(BACK, REST), rate=Fraction(5, 100),
        host_first_loss=percent(5 * first) * commitment, host_share=percent(5 * share),
    )  # fmt: skip
    rows = assert_twins(text, terms, calls, cash)
    back = sum(row.paid_out[PLEDGOR] for row in rows)
    assert rows[-1].compensation <= max(0, sum(calls) - back)


def test_host_takes_60_of_a_loss_of_100() -> None:
    text = deal_text(
        periods=2, commitment="200 USD",
        terms='[losses]\nhost_first_loss = "10%"\nhost_share = "50%"',
    )  # fmt: skip
    result = simulated(text, world_text(given_project("plant", [100, 100], [0, 200])))
    assert column(result, "compensation").tolist() == [0.0, 20.0 + 0.5 * 80.0]
