"""What a result says of both economies: channels, tariffs, debt, adequacy, delay, cells."""

import numpy as np
import pytest

import pledgecraft as pc
from pledgecraft.base.errors import OutcomeError
from pledgecraft.outcomes.economy import CHANNELS
from pledgecraft.report.economy import economy_tables
from pledgecraft.report.simulation import Simulation


@pytest.fixture(scope="module")
def korea() -> Simulation:
    """Return a small run of the signed text."""
    case = pc.read_case("korea-us-2025")
    found = pc.simulate(case.terms(), pc.draw(case.world, paths=256, seed=7))
    assert isinstance(found, Simulation)
    return found


def test_the_parts_add_up_on_every_path(korea: Simulation) -> None:
    for party in korea.parties:
        told = korea.by_channel(party)
        parts = sum(told[name].values for name in CHANNELS if name in told)
        np.testing.assert_allclose(told["value"].values, parts, rtol=1e-12)
        flows = told["cash"].values + told["guarantees"].values + told["delay"].values
        np.testing.assert_allclose(flows, korea.npv(party).values, rtol=1e-9, atol=1)


def test_channels_that_a_world_does_not_know_are_left_out() -> None:
    case = pc.read_case("tutorial")
    found = pc.simulate(case.terms(), pc.draw(case.world, paths=16, seed=7))
    assert isinstance(found, Simulation)
    assert list(found.by_channel("KOR")) == ["cash", "guarantees", "value"]
    shape = found.to_dict()
    assert (shape["tariffs"], shape["fiscal"], shape["adequacy"]) == (None, None, None)
    assert shape["channels"]["KOR"]["tariff"] is None
    with pytest.raises(OutcomeError, match=r"tariff\.KOR"):
        found.sample("tariff", "KOR")
    with pytest.raises(OutcomeError):
        found.by_channel("JPN")
    assert economy_tables(found.summary()) == []


def test_signing_later_moves_calls_and_tariffs(korea: Simulation) -> None:
    later = pc.simulate(korea.sheet.delayed(12), korea.world)
    assert isinstance(later, Simulation)
    first = [int(np.argmax(run.by_year("paid_in").mean > 0)) for run in (korea, later)]
    assert first == [0, 1]
    gain = korea.sample("tariff", "KOR").mean - later.sample("tariff", "KOR").mean
    year = korea.economy.tariffs
    assert year is not None
    deal, without = year.in_year(1, 0)
    assert gain == pytest.approx(float(np.mean(without - deal)), rel=0.05)


def test_a_tariff_that_is_the_same_is_worth_nothing(korea: Simulation) -> None:
    same = {f"linked.tariff.no_deal[{k}].rate": "15%" for k in range(5)}
    found = pc.simulate(korea.sheet.with_terms(same), korea.world)
    assert isinstance(found, Simulation)
    gap = found.sample("tariff", "KOR").mean
    assert abs(gap) < 0.01 * korea.sample("tariff", "KOR").mean


def test_unpaid_calls_bring_the_penalty(korea: Simulation) -> None:
    case = pc.read_case("korea-us-2025").with_world({"currency.reserves.red_line": "430 bn USD"})
    found = pc.simulate(case.terms(), korea.world.with_assumptions(case.world))
    assert isinstance(found, Simulation)
    assert found.by_year("in_arrears").mean.max() > 0.2
    assert found.sample("tariff", "KOR").mean < 0.9 * korea.sample("tariff", "KOR").mean
    mild = found.sheet.with_terms({"losses.missed_call": ["withhold distributions"]})
    kept = pc.simulate(mild, found.world)
    assert isinstance(kept, Simulation)
    never = kept.sample("tariff", "KOR").mean
    assert found.sample("tariff", "KOR").mean < 0.9 * never
    assert never == pytest.approx(korea.sample("tariff", "KOR").mean, rel=2e-3)


def test_a_court_takes_the_gap_away(korea: Simulation) -> None:
    switch = {
        "id": "court", "arrives": "50 per year", "lasts": "100 years",
        "lines": ["reciprocal", "autos", "auto_parts", "pharma"], "rate": "0%",
    }  # fmt: skip
    case = pc.read_case("korea-us-2025").with_world({"tariffs.switch": [switch]})
    found = pc.simulate(case.terms(), pc.draw(case.world, paths=256, seed=7))
    assert isinstance(found, Simulation)
    assert found.world.switched.mean() > 0.99
    assert abs(found.sample("tariff", "KOR").mean) < 0.1e9
    np.testing.assert_array_equal(found.npv("KOR").values, korea.npv("KOR").values)


def test_the_debt_of_the_plan_comes_out(korea: Simulation) -> None:
    told = korea.economy.debt
    assert told is not None
    plan = dict(zip(told.years, np.median(told.alone, axis=0), strict=True))
    for year, ratio in ((2026, 0.516), (2027, 0.538), (2028, 0.562), (2029, 0.580)):
        assert plan[year] == pytest.approx(ratio, abs=0.007)
    assert np.all(told.deal >= told.alone)


def test_charts_say_what_they_show(korea: Simulation) -> None:
    titles = {
        name: getattr(korea, f"chart_{name}")().to_dict()["title"]["text"]
        for name in ("channels", "tariffs", "delays", "debt")
    }
    assert titles["channels"].startswith("With tariffs counted the deal is worth -3")
    assert "KOR's exporters would lose 4.7" in titles["tariffs"]
    assert titles["delays"].startswith("Missing specialists cost 0.1")
    assert titles["debt"].startswith("By 2035 the deal adds 3.")


def test_a_parameter_takes_its_cell() -> None:
    case = pc.read_case("korea-us-2025")
    assert case.world_model.currency is not None
    start = case.world_model.currency.reserves.start
    assert (start.value.value, start.vintage, start.strength) == (430.66e9, "2025-11", "medium")
    assert start.source is not None
    assert start.source.startswith("https://koreajoongangdaily")


def test_outcomes_of_both_economies_are_explained(korea: Simulation) -> None:
    told = pc.explain(korea, "debt_added")
    assert told.statistic.mean == pytest.approx(0.037, abs=0.001)
    assert told.statistic.es05 > told.statistic.mean
    assert {entry.name for entry in told.parameters} >= {"world.fiscal.remitted"}
    cover = korea.shared("debt_cover")
    reading = next(r for r in korea.economy.adequacy if r.demand.name == "debt_cover")
    np.testing.assert_array_equal(cover.values, reading.deal[:, -1])
    assert korea.shared("import_cover").unit == "months"
    tutorial = pc.read_case("tutorial")
    found = pc.simulate(tutorial.terms(), pc.draw(tutorial.world, paths=8, seed=7))
    assert isinstance(found, Simulation)
    with pytest.raises(OutcomeError, match="says nothing of it"):
        found.shared("ara_wide")
