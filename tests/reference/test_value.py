"""Present value, multiple and internal rate of both parties against plain Python."""

import math
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from reference.memory import column, deal_text, simulated, total_of, world_text
from reference.memory import given as project
from reference.value_twin import internal_rate, present_value

PERIODS = 10
flows = some.lists(some.integers(0, 1000), min_size=PERIODS, max_size=PERIODS)


@settings(max_examples=60)
@given(flows, flows, some.integers(0, 40), some.integers(0, 4))
def test_value_of_the_flows(calls: list[int], cash: list[int], halves: int, loss: int) -> None:
    """Sums of discounted flows cancel, so that they are compared to 1e-12 of all the money."""
    text = deal_text(
        periods=PERIODS, commitment=f"{max(1, sum(calls))} USD",
        terms=f'[losses]\nhost_share = "{25 * loss}%"',
    )  # fmt: skip
    world = world_text(project("plant", calls, cash), discount=f"{halves / 2}%")
    result = simulated(text, world)
    paid = column(result, "compensation")
    scale = 1 + sum(calls) + sum(cash)
    for party, sign in (("KOR", 1), ("USA", -1)):
        starts = [Fraction(-money if party == "KOR" else 0) for money in calls]
        ends = [
            Fraction(own) + sign * Fraction(moved)
            for own, moved in zip(column(result, f"distributed_{party}"), paid, strict=True)
        ]
        value = float(present_value(Fraction(halves, 200), starts, ends))
        assert total_of(result, "npv", party) == pytest.approx(value, rel=0, abs=1e-12 * scale)
        assert_rate(total_of(result, "irr", party), starts, ends)


def assert_rate(found: float, starts: list[Fraction], ends: list[Fraction]) -> None:
    """Compare an internal rate to 1e-9, which is what its search stops at."""
    joined = [a + b for a, b in zip([*starts, Fraction(0)], [Fraction(0), *ends], strict=True)]
    expected = internal_rate(starts, ends) if min(joined) < 0 < max(joined) else None
    if expected is None:
        assert math.isnan(found)
    elif joined_is_simple(joined):
        assert found == pytest.approx(expected, rel=1e-9, abs=1e-9)


def joined_is_simple(flows: list[Fraction]) -> bool:
    """Return whether the flows change sign once, so that there is one rate."""
    signs = [flow > 0 for flow in flows if flow]
    return sum(a != b for a, b in pairwise(signs)) == 1


@pytest.mark.parametrize(("calls", "cash"), [([100], [110]), ([50, 50], [0, 0, 200])])
def test_investor_alone_has_the_projects_rate(calls: list[int], cash: list[int]) -> None:
    tiers = ['until = "end", KOR = "100%", USA = "0%"']
    result = simulated(deal_text(periods=3, tiers=tiers), world_text(project("p", calls, cash)))
    starts, ends = ([*map(Fraction, row), *[Fraction(0)] * (3 - len(row))] for row in (calls, cash))
    expected = internal_rate([-money for money in starts], ends)
    assert total_of(result, "irr") == pytest.approx(expected, rel=1e-9)
    assert total_of(result, "moic") == sum(cash) / sum(calls)
