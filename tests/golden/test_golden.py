"""The shipped cases' outcomes, pinned: a change here needs its reason in the commit."""

import json
from pathlib import Path

import pytest

import pledgecraft as pc

HERE = Path(__file__).parent
RUNS = {
    "korea-signed": ("korea-us-2025", {"as_of": "2025-11-14"}, {}),
    "korea-signed-at-17%": ("korea-us-2025", {}, {"returns.irr": "17%"}),
    "korea-by-period-at-17%": ("korea-us-2025", {"reading": "by-period"}, {"returns.irr": "17%"}),
    "korea-october-as-korea": ("korea-us-2025", {"as_of": "2025-10-27", "side": "KOR"}, {}),
    "korea-october-as-usa": ("korea-us-2025", {"as_of": "2025-10-27", "side": "USA"}, {}),
    "japan-signed": ("japan-us-2025", {}, {}),
    "tutorial": ("tutorial", {}, {}),
}
OUTCOMES = ("npv", "paid_in", "distributed", "unrecovered_20", "guarantee_calls")


def means(name: str) -> dict[str, float]:
    case_name, options, settings = RUNS[name]
    case = pc.read_case(case_name).with_world(settings)
    result = pc.simulate(case.terms(**options), pc.draw(case.world, paths=512, seed=7))
    return {
        f"{outcome}.{party}": result.outcome(outcome, party=party).mean
        for party in result.parties
        for outcome in OUTCOMES
        if result.outcome(outcome, party=party).describe().defined
    }


@pytest.mark.parametrize("name", RUNS)
def test_outcomes_are_the_pinned_ones(name: str) -> None:
    pinned = json.loads((HERE / "outcomes.json").read_text())[name]
    assert means(name) == pytest.approx(pinned, rel=1e-6)
