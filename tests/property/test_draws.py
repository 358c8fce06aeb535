"""Nature's draws never change with what is asked for beside them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from pledgecraft import World, draw
from reference.memory import case_of, deal_text

HEADER = """format = 1
[discount]
KOR = "5%"
USA = "5%"
[missed_calls]
probability = "5% per year"
[common]
cost_inflation_loading = 0.4
cost_time_correlation = 0.3
hazard_years_1_to_5 = "1% per year"
credit_correlation = 0.3
[benchmarks."UST 20y"]
start = "4.5%"
anchor = "4%"
reversion = "0.2 per year"
volatility = "1%"
[[sector]]
id = "plant"
name = "Plant"
life = "5 years"
irr = { low = "8%", central = "10%", high = "12%" }
build = { median = "2 years", sigma = 0.2 }
overrun = { tail_share = "10%", tail_alpha = 3.0, body_mean = "5%", body_sigma = 0.1, cap = 4.0 }
cash = { volatility = "15%", reversion = "0.4 per year", global = 0.4, power = 0.3 }
hazard = { multiple = 1.0, in_build = "0.5% per year" }
"""
PROJECT = '[[project]]\nid = "{0}"\nsector = "plant"\nbudget = "10 USD"\n'
BY_PROJECT = ("revenue", "cost_ratio", "build_ratio", "exposure")
SHARED = ("benchmark", "missed")
BLOCK = 1024


def drawn(projects: str, paths: int, seed: int = 7) -> World:
    world = HEADER + "".join(PROJECT.format(name) for name in projects)
    return draw(case_of(deal_text(periods=8), world).world, paths=paths, seed=seed)


def assert_same_bits(left: World, right: World, paths: int) -> None:
    for name in (*BY_PROJECT, *SHARED):
        np.testing.assert_array_equal(getattr(left, name)[:paths], getattr(right, name)[:paths])


@settings(max_examples=20)
@given(some.integers(1, 3 * BLOCK), some.integers(1, 3 * BLOCK), some.integers(0, 2**31))
def test_more_paths_change_nothing(few: int, more: int, seed: int) -> None:
    few, more = sorted((few, more))
    assert_same_bits(drawn("ab", few, seed), drawn("ab", more, seed), few)


@settings(max_examples=20)
@given(some.permutations("abcd"), some.integers(1, 4), some.integers(1, 2 * BLOCK))
def test_adding_a_project_changes_nothing(order: list[str], count: int, paths: int) -> None:
    """A project's numbers depend on its id, not on its place or its neighbours."""
    together = drawn("".join(order[:count]), paths)
    for j, name in enumerate(order[:count]):
        alone = drawn(name, paths)
        for kind in BY_PROJECT:
            np.testing.assert_array_equal(
                getattr(together, kind)[..., j], getattr(alone, kind)[..., 0]
            )
        for kind in SHARED:
            np.testing.assert_array_equal(getattr(together, kind), getattr(alone, kind))


@settings(max_examples=10)
@given(some.integers(0, 2**63), some.integers(1, 2 * BLOCK))
def test_same_seed_gives_same_bits(seed: int, paths: int) -> None:
    assert_same_bits(drawn("ab", paths, seed), drawn("ab", paths, seed), paths)


@pytest.mark.parametrize("kind", BY_PROJECT)
def test_other_seeds_and_projects_give_other_numbers(kind: str) -> None:
    values = [getattr(drawn("ab", BLOCK, seed), kind) for seed in (7, 8)]
    assert not np.array_equal(values[0], values[1])
    assert not np.array_equal(values[0][..., 0], values[0][..., 1])


def test_blocks_differ() -> None:
    world = drawn("a", 2 * BLOCK)
    assert not np.array_equal(world.exposure[:BLOCK], world.exposure[BLOCK:])
