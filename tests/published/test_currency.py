"""Reserves and exchange rate through the command line: closed forms, and sums by hand."""

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import pledgecraft as pc
from pledgecraft.cli.guard import guarded

CASES = Path(__file__).parent / "cases"
FLOOR = 0.632424
"""CF-3: 430 falling by 5 a year with a deviation of 15 touches 400 within 5 years; exact."""

Run = Callable[..., dict[str, Any]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def called(case: str, *settings: str, paths: int = 1) -> dict[str, Any]:
        options = [part for setting in settings for part in ("--set", setting)]
        command = ["run", str(CASES / case), "--paths", str(paths), "--json", *options]
        assert guarded(command) == 0
        return json.loads(capsys.readouterr().out)["currency"]

    return called


def test_a_floor_is_touched_as_often_as_the_closed_form_says(run: Run) -> None:
    told = run("CF3", paths=10_000)["floor_breach_alone"]
    assert abs(told["mean"] - FLOOR) < 4 * told["se"]
    assert told["se"] < 0.005


def test_ends_of_periods_alone_understate_the_breach() -> None:
    case = pc.read_case(CASES / "CF3")
    result = pc.simulate(case.terms(), pc.draw(case.world, paths=4_096, seed=7))
    low = result.by_year("reserves_alone").values.min(axis=1) < 400e9
    assert low.mean() < FLOOR - 0.05


def test_income_pays_first_then_bonds_then_market_and_reserves(run: Run) -> None:
    """100 = 30 of income + 20 of bonds + 25 of the market + 25 of reserves."""
    told = run("funding")
    assert told["bonds"]["mean"] == pytest.approx(20)
    assert told["bought_in_market"]["mean"] == pytest.approx(25)
    assert told["deal_depreciation"]["mean"] == pytest.approx(math.exp(1.85 * 0.025) - 1)
    assert told["largest_flow_to_gdp"]["mean"] == pytest.approx(0.1)
    assert told["lowest_reserves"]["mean"] == pytest.approx(1000 - 30 - 25)


def test_reserves_earn_and_keep_what_comes_back() -> None:
    """945 + 3% of 945 + half of the pledgor's 20; and alone 1,030."""
    case = pc.read_case(CASES / "funding")
    result = pc.simulate(case.terms(), pc.draw(case.world, paths=1, seed=7))
    assert result.by_year("reserves").values[0, 0] == pytest.approx(945 * 1.03 + 10)
    assert result.by_year("reserves_alone").values[0, 0] == pytest.approx(1030)
    assert result.by_year("exchange_rate").values[0, 0] == pytest.approx(
        1450 * math.exp(1.85 * 0.025)
    )


def test_bonds_cost_their_rate() -> None:
    case = pc.read_case(CASES / "funding").with_world({"currency.funding.bond_cost": "5%"})
    result = pc.simulate(case.terms(), pc.draw(case.world, paths=1, seed=7))
    assert result.by_year("reserves").values[0, 0] == pytest.approx(945 * 1.03 + 10 - 1)


def test_nothing_takes_reserves_below_the_red_line(run: Run) -> None:
    """Of 1,000 with 30 of income, 960 leaves 10: 30 + 20 + 10 / 50% = 70 are paid at once."""
    told = run("funding", 'world.currency.reserves.red_line="960 USD"')
    assert told["declined"]["mean"] == pytest.approx(30)
    assert told["lowest_reserves"]["mean"] == pytest.approx(960)


def test_a_swap_line_counts_above_the_red_line(run: Run) -> None:
    red = 'world.currency.reserves.red_line="960 USD"'
    told = run("funding", red, 'linked.currency.swap_line="100 USD"')
    assert told["declined"]["mean"] == 0
    assert told["lowest_reserves"]["mean"] == pytest.approx(945)


def test_relief_defers_its_share_while_reserves_are_low(run: Run) -> None:
    """Of 100, 50 are put off; later years ask for the same 50 again, so they count once."""
    told = run(
        "funding",
        'timeline.fx_relief={reserves_below="5000 USD", defers="50%", granted="100%"}',
    )
    assert told["deferred"]["mean"] == pytest.approx(50)
    assert told["declined"]["mean"] == 0


def test_relief_follows_the_rate_over_twelve_months(run: Run) -> None:
    """The first year's purchase moves the rate, so the second call is deferred."""
    calls = 'world.projects[plant].calls=["60 USD", "40 USD"]'
    clause = 'timeline.fx_relief={depreciation_12m="%s", defers="50%%", granted="100%%"}'
    everything = 'world.currency.funding.market="100%"'
    low = run("funding", calls, everything, clause % "1%")
    high = run("funding", calls, everything, clause % "50%")
    assert low["deferred"]["mean"] == pytest.approx(20)
    assert high["deferred"]["mean"] == 0


def test_relief_that_is_never_granted_does_nothing(run: Run) -> None:
    told = run(
        "funding",
        'timeline.fx_relief={reserves_below="5000 USD", defers="50%", granted="0%"}',
    )
    assert told["deferred"]["mean"] == 0


def test_the_host_withholds_until_a_missed_call_is_made_good() -> None:
    """30 are missed in the first year and paid in the second: one year's 20 are withheld."""
    case = pc.read_case(CASES / "funding").with_world(
        {"currency.reserves.red_line": "960 USD", "currency.reserves.kept": "0%"}
    )
    world = pc.draw(case.world, paths=1, seed=7)
    plain = pc.simulate(case.terms().with_terms({"losses.missed_call": []}), world)
    remedy = {"losses.missed_call": ["withhold distributions"]}
    kept = pc.simulate(case.terms().with_terms(remedy), world)
    assert plain.shared("declined").values[0] == pytest.approx(30)
    assert kept.outcome("distributed", party="KOR").mean == pytest.approx(
        plain.outcome("distributed", party="KOR").mean - 20
    )
    assert pc.trace_path(kept, 0).total("withheld") == pytest.approx(20)


def test_what_stays_unpaid_is_withheld_once() -> None:
    """Nothing is ever paid: 100 are missed, and no more than the 80 that come back is withheld."""
    case = pc.read_case(CASES / "funding").with_world(
        {"missed_calls": {"probability": "50 per year"}, "currency.reserves.kept": "0%"}
    )
    sheet = case.terms().with_terms({"losses.missed_call": ["withhold distributions"]})
    result = pc.simulate(sheet, pc.draw(case.world, paths=1, seed=7))
    assert result.shared("declined").values[0] == pytest.approx(100)
    assert pc.trace_path(result, 0).total("withheld") == pytest.approx(80)
