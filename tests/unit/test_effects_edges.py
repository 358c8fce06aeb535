"""The edges of the effects: delay, incomplete worlds, odd schedules. Each was a fault once."""

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import pledgecraft as pc
from pledgecraft.base.errors import CaseError, PledgecraftError
from pledgecraft.engine.effects.schedules import schedules_of, tariffs_on
from pledgecraft.outcomes.economy_summary import EconomySummary
from pledgecraft.report.economy import month_sentence

FUNDING = Path(__file__).parents[1] / "published" / "cases" / "funding"


def korea(
    settings: dict[str, Any] | None = None, *, paths: int = 32, delay: int = 0
) -> pc.Simulation:
    """Return a small run of the Korean case."""
    case = pc.read_case("korea-us-2025").with_world(settings or {})
    found = pc.simulate(case.terms().delayed(delay), pc.draw(case.world, paths=paths, seed=7))
    assert isinstance(found, pc.Simulation)
    return found


def test_signing_later_moves_given_calls_and_cash_together() -> None:
    case = pc.read_case(FUNDING)
    world = pc.draw(case.world, paths=1, seed=7)
    now, later = (pc.simulate(case.terms().delayed(months), world) for months in (0, 12))
    assert isinstance(now, pc.Simulation)
    assert isinstance(later, pc.Simulation)
    paid = [run.by_year("paid_in").values[0] for run in (now, later)]
    back = [run.by_year("pledgor_distributed").values[0] for run in (now, later)]
    assert paid[1].tolist() == [0.0, *paid[0][:-1]]
    assert back[1].tolist() == [0.0, *back[0][:-1]]


def test_only_the_last_step_before_the_start_is_signed_later() -> None:
    two = [{"from": "2025-04-03", "line": "autos", "rate": "25%"},
           {"from": "2025-11-01", "line": "autos", "rate": "15%"}]  # fmt: skip
    sheet = pc.read_case("korea-us-2025").terms(settings={"linked.tariff.deal": two})
    linked, grid = sheet.deal.linked, pc.read_case("korea-us-2025").grid
    assert linked is not None
    assert linked.tariff is not None
    for delay, count in ((0, 2), (3, 1)):
        deal, _, _ = schedules_of(linked.tariff, grid.start, delay)
        assert [step.rate for step in deal][-1] == 0.15
        assert len(deal) == count


def test_a_voided_tariff_does_not_come_back_with_a_later_signature() -> None:
    case = pc.read_case("korea-us-2025").in_world("2026-10")
    told, linked = case.world_model.tariffs, case.terms().deal.linked
    assert told is not None
    assert linked is not None
    assert linked.tariff is not None
    day = case.grid.starts[6]
    for delay in (0, 5, 7):
        rates = tariffs_on(told, schedules_of(linked.tariff, case.grid.start, delay), [day])
        machinery = [line.id for line in told.line].index("machinery")
        assert rates[:, 0, 0, machinery, 0].tolist() == [0.125, 0.125, 0.125]


def test_what_a_month_costs_does_not_hang_on_the_delay() -> None:
    assert {month_sentence(EconomySummary(korea(delay=d))) for d in (0, 5, 12)} == {
        "Each month without the deal's tariffs costs KOR's exporters 393.9 mn USD in 2026, "
        "159.6 mn USD of it on passenger cars."
    }


@pytest.mark.parametrize(
    "settings",
    [{"common.credit_correlation": 0.0}, {"currency.impact.elasticity": 0.0}],
    ids=["no common factor", "no price impact"],
)
def test_values_that_are_allowed_are_run(settings: dict[str, Any]) -> None:
    found = korea(settings).to_dict()
    assert found["fiscal"]["guarantees"]["vasicek"] >= found["fiscal"]["guarantees"]["expected"]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"adequacy.vintage": 2013}, "2013"),
        ({"tariffs.line[rest].value": "0 USD"}, "Between 1 and"),
        ({"tariffs.switch": [{
            "id": "s", "arrives": "1 per year", "lasts": "1 year", "lines": ["autos"],
            "rate": "0%", "regimes": ["no_deal"],
        }]}, "no_deal"),
    ],
    ids=["vintage", "no trade", "regime"],
)  # fmt: skip
def test_values_that_are_not_are_refused(settings: dict[str, Any], said: str) -> None:
    with pytest.raises(PledgecraftError, match=said):
        pc.read_case("korea-us-2025").with_world(settings)


def test_a_schedule_with_two_undated_steps_is_refused() -> None:
    twice = [{"line": "autos", "rate": "20%"}, {"line": "autos", "rate": "25%"}]
    sheet = pc.read_case("korea-us-2025").terms(settings={"linked.tariff.penalty": twice})
    with pytest.raises(CaseError, match="one without a day above it"):
        _ = sheet.deal


def test_a_step_on_a_line_goes_before_one_on_what_it_follows() -> None:
    case = pc.read_case("korea-us-2025")
    own = [{"from": "2025-11-14", "line": "machinery", "rate": "5%"},
           {"from": "2026-01-01", "line": "reciprocal", "rate": "15%"}]  # fmt: skip
    lines = ["autos", "auto_parts", "lumber", "pharma", "reciprocal", "machinery"]
    sheet = case.terms(settings={"linked.tariff.deal": own, "linked.tariff.lines": lines})
    found = pc.simulate(sheet, pc.draw(case.world, paths=8, seed=7))
    assert isinstance(found, pc.Simulation)
    rates = {entry.line: entry.rates for entry in found.summary().economy.tariff_lines}
    assert rates["machinery"] == (0.05, 0.25)
    assert rates["rest"] == (0.15, 0.25)


def test_a_world_without_growth_says_so() -> None:
    case = pc.read_case("korea-us-2025").with_world({"growth": {}})
    found = pc.simulate(case.terms(), pc.draw(case.world, paths=8, seed=7))
    assert isinstance(found, pc.Simulation)
    assert "No growth is written of KOR, USA, so its GDP stands still: [growth]." in (
        found.summary().notes
    )


def test_noise_of_growth_is_drawn_even_where_projects_are_given() -> None:
    case = pc.read_case(FUNDING)
    assert case.world.is_deterministic
    noisy = case.with_world({"growth.KOR": {"nominal": "4%", "volatility": "2%"}})
    assert not noisy.world.is_deterministic


def test_a_rival_is_freed_by_the_court_that_frees_the_pledgor() -> None:
    switch = {
        "id": "court", "arrives": "50 per year", "lasts": "100 years", "lines": ["autos"],
        "rate": "0%", "rivals": "0%",
    }  # fmt: skip
    found = korea({"tariffs.switch": [switch]}, paths=8)
    assert found.economy.tariffs is not None
    sold, _ = found.economy.tariffs.in_year(0, 3, 0)
    free = 37.386e9 * found.economy.tariffs.size[:, 3]
    np.testing.assert_allclose(sold, free, rtol=0.01)


def test_waiting_has_the_guarantees_of_the_run_and_not_of_another() -> None:
    found = korea()
    told = found.by_channel("KOR")
    free = found.economy.undelayed
    assert free is not None
    cash = free.outcomes[:, 0, 0] - free.outcomes[:, 0, -1]
    np.testing.assert_allclose(told["cash"].values, cash)


def test_readings_of_guarantees_are_never_below_what_is_expected() -> None:
    found = korea({"fiscal.loss_given_default": "1%"}).economy.guarantees
    assert found is not None
    assert found.market == found.vasicek == pytest.approx(found.expected)


def test_a_stop_before_the_start_is_named() -> None:
    case = pc.read_case("korea-us-2025").with_world({"workforce.stops": [date(2025, 9, 4)]})
    found = pc.simulate(case.terms(), pc.draw(case.world, paths=8, seed=7))
    assert isinstance(found, pc.Simulation)
    assert "Outside the deal's time, so without effect: the stops of 2025-09-04." in (
        found.summary().notes
    )
