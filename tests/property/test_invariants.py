"""What holds on every run: section 9 of the model."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from pledgecraft import Simulation
from reference.memory import (
    UNTIL_BACK,
    UNTIL_END,
    column,
    deal_text,
    simulated,
    total_of,
    world_text,
)
from reference.memory import given as project

PERIODS = 12
ALLOCATION = 'until = "deemed allocation of the period", KOR = "50%", USA = "50%"'
UMBRELLA = '[losses]\npooling = "umbrella"'
RING_FENCE = '[losses]\npooling = "project"'

money = some.integers(0, 1000)
flows = some.lists(money, min_size=PERIODS, max_size=PERIODS)
rates = some.integers(0, 24).map(lambda halves: f"{halves / 2}%")
flips = some.sampled_from(["within period", "next period"])
tiers = some.sampled_from(
    [
        (UNTIL_BACK, UNTIL_END),
        (ALLOCATION, UNTIL_END),
        (UNTIL_BACK, 'until = "catch-up to 30%", KOR = "20%", USA = "80%"', UNTIL_END),
        ('until = "IRR 6%", KOR = "80%", USA = "20%"', UNTIL_END),
        ('until = "multiple 1.3", KOR = "70%", USA = "30%"', UNTIL_BACK, UNTIL_END),
    ]
)
SCHEDULE = 'deemed_allocation = { principal = "straight line over 8 years", carry = "%s interest" }'
WITH_INTEREST, WITHOUT_INTEREST = SCHEDULE % "with", SCHEDULE % "without"


def deal(calls: Sequence[int], **terms: object) -> str:
    terms.setdefault("distributions", WITHOUT_INTEREST)
    return deal_text(periods=PERIODS, commitment=f"{max(1, sum(calls))} USD", **terms)


def outcome(result: Simulation, party: str) -> np.ndarray:
    return column(result, f"distributed_{party}")


@settings(max_examples=100)
@given(flows, flows, rates, flips, tiers, some.integers(0, 10), some.integers(0, 10))
def test_cash_is_conserved_and_nothing_is_negative(
    calls: list[int], cash: list[int], rate: str, flip: str, steps: tuple[str, ...],
    first: int, share: int,
) -> None:  # fmt: skip
    losses = f'[losses]\nhost_first_loss = "{10 * first}%"\nhost_share = "{10 * share}%"'
    text = deal(calls, deemed=rate, flip=flip, tiers=steps, terms=losses)
    result = simulated(text, world_text(project("plant", calls, cash)))
    scale = 1 + sum(calls) + sum(cash)
    assert result.imbalance <= 1e-12 * scale
    for party in ("KOR", "USA"):
        assert (outcome(result, party) >= 0).all()
    assert (column(result, "balance") >= 0).all()
    assert (column(result, "principal") >= 0).all()
    given_out = outcome(result, "KOR") + outcome(result, "USA")
    assert given_out == pytest.approx(np.array(cash, dtype=float), rel=1e-12, abs=1e-12)


@settings(max_examples=60)
@given(flows, flows, rates, flips, tiers, some.integers(0, 10))
def test_both_parties_flows_sum_to_the_projects_cash(
    calls: list[int], cash: list[int], rate: str, flip: str, steps: tuple[str, ...], share: int
) -> None:
    """Compensation is between the parties, so that at one discount rate the values add up."""
    losses = f'[losses]\nhost_first_loss = "20%"\nhost_share = "{10 * share}%"'
    text = deal(calls, deemed=rate, flip=flip, tiers=steps, terms=losses)
    result = simulated(text, world_text(project("plant", calls, cash)))
    times = np.arange(PERIODS)
    value = cash @ 1.05 ** -(times + 1.0) - calls @ 1.05**-times
    added = total_of(result, "npv") + total_of(result, "npv", "USA")
    assert added == pytest.approx(value, rel=1e-12, abs=1e-11 * (1 + sum(calls) + sum(cash)))


@settings(max_examples=60)
@given(flows, flows, rates, rates, flips, some.sampled_from(["period", "simple", "annual"]))
def test_pledgors_total_rises_with_the_deemed_rate(
    calls: list[int], cash: list[int], low: str, high: str, flip: str, compounding: str
) -> None:
    """A higher rate lengthens the first phase, where the pledgor's share is larger."""
    low, high = sorted((low, high), key=lambda text: float(text[:-1]))
    world = world_text(project("plant", calls, cash))
    totals = [
        simulated(deal(calls, deemed=rate, flip=flip, compounding=compounding), world)
        for rate in (low, high)
    ]
    less, more = (np.cumsum(outcome(result, "KOR")) for result in totals)
    assert (more >= less - 1e-9).all()


@settings(max_examples=60)
@given(flows, flows, flows, rates, flips)
def test_umbrella_pays_the_pledgor_at_least_as_much_when_one_project_fails(
    calls: list[int], cash: list[int], lost: list[int], rate: str, flip: str
) -> None:
    """The failed project returns nothing, the share falls after the hurdle, no loss is shared.

    Then the joint balance never lies below the winner's own, and every period pays at least as
    much. With compensation by the host it need not hold: a ring-fence shows larger losses.
    """
    world = world_text(project("winner", calls, cash), project("failed", lost, [0]))
    total = [sum(calls) + sum(lost)]
    umbrella, fenced = (
        simulated(deal(total, deemed=rate, flip=flip, terms=pooling), world)
        for pooling in (UMBRELLA, RING_FENCE)
    )
    assert (outcome(umbrella, "KOR") >= outcome(fenced, "KOR") - 1e-9).all()
    assert total_of(umbrella, "npv") >= total_of(fenced, "npv") - 1e-9


@settings(max_examples=60)
@given(flows, flows, flows, some.lists(some.integers(0, 80), min_size=PERIODS, max_size=PERIODS))
def test_umbrella_is_worth_at_least_as_much_when_one_project_does_not_pay_back(
    calls: list[int], cash: list[int], lost: list[int], rest: list[int]
) -> None:
    """At a discount rate equal to the deemed rate it also holds where the failed project paid some.

    The winner pays its principal and deemed interest back in the last year, the failed one never.
    """
    winner = project("winner", calls, [*cash[:-1], 60_000])
    failed = project("failed", [1000, *lost[1:]], rest)
    total = [sum(calls) + 1000 + sum(lost[1:])]
    umbrella, fenced = (
        simulated(deal(total, terms=pooling), world_text(winner, failed))
        for pooling in (UMBRELLA, RING_FENCE)
    )
    assert total_of(fenced, "unrecovered") > 0
    assert total_of(umbrella, "npv") >= total_of(fenced, "npv") - 1e-9


@settings(max_examples=60)
@given(flows, flows, rates, flips, tiers, some.integers(2, 10**7))
def test_scaling_all_money_scales_value_and_leaves_the_rate(
    calls: list[int], cash: list[int], rate: str, flip: str, steps: tuple[str, ...], factor: int
) -> None:
    small, large = (
        simulated(
            deal([k * money for money in calls], deemed=rate, flip=flip, tiers=steps),
            world_text(project("plant", [k * m for m in calls], [k * m for m in cash])),
        )
        for k in (1, factor)
    )
    scale = 1 + sum(calls) + sum(cash)
    for party in ("KOR", "USA"):
        value = total_of(large, "npv", party) / factor
        assert value == pytest.approx(total_of(small, "npv", party), rel=1e-10, abs=1e-11 * scale)
    rates = [total_of(result, "irr") for result in (small, large)]
    assert rates[0] == pytest.approx(rates[1], rel=1e-7, abs=1e-9, nan_ok=True)


READING_YEARS = 8


def dues(principal: int, rate: float) -> list[float]:
    """Return what falls due each year of a straight line when all of it is paid."""
    part = principal / READING_YEARS
    return [part + rate * (principal - part * k) for k in range(READING_YEARS)]


def values_of_both_readings(
    principal: int, cash: Sequence[str], rate: str, carry: str
) -> list[float]:
    """Return the pledgor's PV at the deemed rate: period by period, and cumulative."""
    world = world_text(project("plant", [principal], cash), discount=rate)
    readings = (ALLOCATION, UNTIL_END), (UNTIL_BACK, UNTIL_END)
    results = [
        simulated(deal([principal], deemed=rate, tiers=steps, distributions=carry), world)
        for steps in readings
    ]
    assert [total_of(result, "unrecovered") for result in results] == pytest.approx(
        [0, 0], abs=1e-9 * principal
    )
    return [total_of(result, "npv") for result in results]


@settings(max_examples=60)
@given(
    some.integers(1, 10**6), some.sampled_from([0, 1, 4.5, 5, 9]),
    some.lists(some.integers(0, 300), min_size=READING_YEARS, max_size=READING_YEARS),
)  # fmt: skip
def test_readings_are_worth_the_same_where_nothing_is_carried(
    principal: int, rate: float, extra: list[int]
) -> None:
    """Each year's cash covers what falls due twice over, so that 50:50 pays all of it."""
    cash = [
        f"{2.0001 * due * (1 + more / 100):.9f}"
        for due, more in zip(dues(principal, rate / 100), extra, strict=True)
    ]
    left, right = values_of_both_readings(principal, cash, f"{rate}%", WITHOUT_INTEREST)
    assert left == pytest.approx(right, rel=1e-9, abs=1e-9 * principal)


@settings(max_examples=60)
@given(some.integers(1, 10**5), some.sampled_from([1, 4.5, 9]),
       some.lists(money, min_size=PERIODS - 1, max_size=PERIODS - 1))  # fmt: skip
def test_readings_are_worth_the_same_where_the_carry_earns_interest(
    principal: int, rate: float, early: list[int]
) -> None:
    """Whatever comes early, the last year pays everything that is still owed."""
    cash = [*(str(value) for value in early), str(12 * principal)]
    left, right = values_of_both_readings(principal, cash, f"{rate}%", WITH_INTEREST)
    assert left == pytest.approx(right, rel=1e-9, abs=1e-9 * principal)


def test_readings_differ_where_the_carry_earns_nothing() -> None:
    cash = ["0"] * (PERIODS - 1) + ["1200"]
    left, right = values_of_both_readings(100, cash, "5%", WITHOUT_INTEREST)
    owed, due = 100 * 1.05**PERIODS, 100 + PERIODS * 5
    assert right - left == pytest.approx((0.5 - 0.1) / 0.5 * (owed - due) / 1.05**PERIODS)
