"""Results, explanations, comparisons, solutions: what they say is what was simulated."""

import csv
import io
import json
import math

import numpy as np
import pytest

import pledgecraft as pc


@pytest.fixture(scope="module")
def tutorial() -> pc.Case:
    return pc.read_case("tutorial")


@pytest.fixture(scope="module")
def result(tutorial: pc.Case) -> pc.Simulation:
    return pc.simulate(tutorial.terms(), pc.draw(tutorial.world, paths=300, seed=5))


def test_the_flows_of_a_path_add_up_to_its_outcomes_exactly(result: pc.Simulation) -> None:
    for path in (0, 17, 299):
        found = pc.trace_path(result, path)
        for party in result.parties:
            assert found.total(f"paid_in_{party}") == found.outcomes[party]["paid_in"]
            assert found.total(f"received_{party}") == found.outcomes[party]["distributed"]
            assert found.total(f"present_value_{party}") == found.outcomes[party]["npv"]


def test_the_csv_of_a_path_adds_up_to_its_outcomes_exactly(result: pc.Simulation) -> None:
    found = pc.trace_path(result, 17)
    rows = list(csv.DictReader(io.StringIO(found.to_csv())))
    total = 0.0
    for row in rows:
        total += float(row["present_value_KOR"])
    assert total == float(result.npv("KOR").values[17])


def test_json_has_the_agreed_shape(result: pc.Simulation) -> None:
    shape = json.loads(json.dumps(result.to_dict()))
    assert shape["format"] == 1
    assert {"case", "as_of", "side", "seed", "paths", "version", "parties", "probability",
            "assumed", "checks"} <= set(shape)  # fmt: skip
    statistic = {"unit", "mean", "se", "q05", "q25", "q50", "q75", "q95", "es05", "defined"}
    outcomes = {"npv", "paid_in", "distributed", "moic", "irr", "recovery_years",
                "unrecovered_principal", "unrecovered"}  # fmt: skip
    for party in ("KOR", "USA"):
        assert outcomes <= set(shape["parties"][party])
        assert statistic <= set(shape["parties"][party]["npv"])
    assert shape["parties"]["KOR"]["npv"]["unit"] == "USD"
    assert 0 <= shape["probability"]["recovered_by_year_20"] <= 1
    assert shape["checks"]["cash_conserved_max_abs_usd"] < 1e-3
    assert {"term", "value", "why"} <= set(shape["assumed"][0])


def test_statistics_are_those_of_the_sample(result: pc.Simulation) -> None:
    values = result.npv("KOR").values
    told = result.npv("KOR").describe()
    assert told.mean == pytest.approx(values.mean(), rel=1e-14)
    assert told.se == pytest.approx(values.std(ddof=1) / math.sqrt(values.size), rel=1e-14)
    assert told.quantiles[3] == np.median(values)
    assert told.es05 == pytest.approx(np.sort(values)[:15].mean(), rel=1e-14)
    paid = result.outcome("paid_in", party="KOR")
    assert paid.describe().es05 == pytest.approx(np.sort(paid.values)[-15:].mean(), rel=1e-14)


def test_an_undefined_rate_has_a_reason(tutorial: pc.Case) -> None:
    sheet = tutorial.terms().with_terms({"losses.host_first_loss": "0%"})
    on_budget = {
        "tail_share": "0%", "tail_alpha": 3.0, "body_mean": "0%", "body_sigma": 0.0, "cap": 1.5
    }  # fmt: skip
    case = tutorial.with_world({"sectors[plant].overrun": on_budget})
    found = pc.simulate(sheet, pc.draw(case.world, paths=20, seed=5))
    assert found.irr_reasons("USA") == {"nothing was paid in": 1.0}
    assert found.outcome("irr", party="USA").describe().defined == 0


def test_explain_ends_at_sources(tutorial: pc.Case, result: pc.Simulation) -> None:
    found = pc.explain(result, "npv", party="KOR", case=tutorial)
    split = next(entry for entry in found.terms if entry.name == "distributions.tiers[0].KOR")
    assert (split.value, split.standing) == ("50%", "agreed")
    assert split.source == "https://example.org/joint-text"
    names = [entry.name for entry in found.parameters]
    assert "world.discount.KOR" in names
    assert "world.discount.USA" not in names


def test_equal_sheets_differ_by_exactly_nothing(tutorial: pc.Case) -> None:
    world = pc.draw(tutorial.world, paths=50, seed=5)
    found = pc.compare({"a": tutorial.terms(), "b": tutorial.terms()}, world)
    told = found.difference(found.columns[1], "npv", 0)
    assert (told.mean, told.se) == (0.0, 0.0)


def test_a_larger_share_is_worth_more_on_every_path(tutorial: pc.Case) -> None:
    world = pc.draw(tutorial.world, paths=200, seed=5)
    plain = tutorial.terms()
    offer = plain.with_terms(
        {"distributions.tiers[1].KOR": "20%", "distributions.tiers[1].USA": "80%"}
    )
    one, two = pc.simulate([plain, offer], world)
    assert np.all(two.npv("KOR").values >= one.npv("KOR").values)
    gained = (
        two.outcome("distributed", party="KOR").values
        - one.outcome("distributed", party="KOR").values
    )
    lost = (
        one.outcome("distributed", party="USA").values
        - two.outcome("distributed", party="USA").values
    )
    assert gained == pytest.approx(lost, rel=1e-9, abs=1e-3)


def test_solve_finds_the_break_even_and_its_error(tutorial: pc.Case) -> None:
    world = pc.draw(tutorial.world, paths=500, seed=5)
    found = pc.solve(
        tutorial, tutorial.terms(), world, vary="world.returns.irr", target="npv.KOR=0"
    )
    at = tutorial.with_world({"returns.irr": found.text})
    again = pc.simulate(tutorial.terms(), world.with_assumptions(at.world))
    assert abs(again.npv("KOR").mean) < 0.05 * again.npv("KOR").se
    assert 0 < found.se < 0.01
    assert found.se == pytest.approx(
        found.outcome_se / _slope(tutorial, world, found.value), rel=0.2
    )


def _slope(case: pc.Case, world: pc.World, value: float) -> float:
    ends = []
    for irr in (value - 0.004, value + 0.004):
        at = case.with_world({"returns.irr": f"{100 * irr:.9f}%"})
        ends.append(pc.simulate(case.terms(), world.with_assumptions(at.world)).npv("KOR").mean)
    return (ends[1] - ends[0]) / 0.008


def test_solve_on_a_share_gives_the_rest_to_the_other_party(tutorial: pc.Case) -> None:
    world = pc.draw(tutorial.world, paths=200, seed=5)
    found = pc.solve(
        tutorial, tutorial.terms(), world, vary="distributions.tiers[0].KOR", target="npv.KOR=0"
    )
    assert 0 < found.value < 1
    assert abs(found.outcome) < 0.05 * found.outcome_se


def test_charts_are_charts(tutorial: pc.Case, result: pc.Simulation) -> None:
    for name in ("flows", "npv", "waterfall", "balance"):
        spec = getattr(result, f"chart_{name}")().to_dict()
        assert spec["title"]["text"]
        assert spec["config"]["title"]["anchor"] == "start"
    curve = pc.summarise(result, case=tutorial).curve
    assert curve is not None
    assert 0.05 < curve.break_even("KOR") < 0.2


def test_frame_has_a_row_for_each_party_and_outcome(result: pc.Simulation) -> None:
    frame = result.to_frame()
    assert len(frame) == 24
    assert set(frame["party"]) == {"KOR", "USA"}
    assert "<table" in result._repr_html_()
    assert "Net present value" in repr(result)


def test_missed_calls_cost_the_pledgor_its_distributions() -> None:
    case = pc.read_case("korea-us-2025").with_world(
        {"missed_calls": {"probability": "60% per year"}}
    )
    world = pc.draw(case.world, paths=40, seed=5)
    plain = pc.simulate(case.terms(), world)
    free = pc.simulate(case.terms().with_terms({"losses.missed_call": []}), world)
    withheld = [pc.trace_path(plain, i).total("withheld") for i in range(40)]
    missed = plain.shared("declined").values
    assert max(withheld) > 0
    assert all(part <= whole * (1 + 1e-9) for part, whole in zip(withheld, missed, strict=True))
    assert all(pc.trace_path(free, i).total("withheld") == 0 for i in range(5))
    assert plain.imbalance < 1e-3
