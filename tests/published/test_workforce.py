"""M10: work gated by specialists, in closed form and through the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pledgecraft.cli.guard import guarded
from pledgecraft.world.workforce import availability, time_at_work

CASE = Path(__file__).parent / "cases" / "M10"
GEORGIA = (
    "https://koreajoongangdaily.joins.com/news/2025-09-12/national/diplomacy/"
    "Immigration-crackdown-delays-LGHyundai-battery-plant-in-Georgia-by-2-to-3-months-Report/2397587"
)
"""A raid of 4 September 2025; the plant's owner expected a delay of at least 2 to 3 months."""

Run = Callable[..., dict[str, Any]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def called(*settings: str) -> dict[str, Any]:
        options = [part for setting in settings for part in ("--set", setting)]
        assert guarded(["run", str(CASE), "--paths", "1", "--json", *options]) == 0
        return json.loads(capsys.readouterr().out)["schedule"]

    return called


@pytest.mark.parametrize("back", [2, 3, 4])
def test_a_stop_with_a_linear_return_costs_the_stop_and_half_the_return(
    run: Run, back: int
) -> None:
    found = run(f'world.workforce.back="{back} months"')
    assert found["delay_months"]["mean"] == pytest.approx(1 + back / 2, abs=0.02)


def test_the_published_delay_lies_within_the_range_of_returns(run: Run) -> None:
    delays = [run(f'world.workforce.back="{back} months"')["delay_months"] for back in (2, 4)]
    assert delays[0]["mean"] == pytest.approx(2, abs=0.02)
    assert delays[1]["mean"] == pytest.approx(3, abs=0.02)


def test_without_a_stop_there_is_no_delay(run: Run) -> None:
    assert run("world.workforce.stops=[]")["delay_months"]["mean"] == pytest.approx(0, abs=1e-9)


def test_a_constant_share_at_work_divides_the_speed(run: Run) -> None:
    """6 months of work at 60% take 10 months: 4 are lost."""
    found = run("world.workforce.stops=[]", "world.workforce.at_work=120")
    assert found["delay_months"]["mean"] == pytest.approx(4, abs=0.02)


def test_half_of_the_work_needing_specialists_halves_the_loss_in_a_stop(run: Run) -> None:
    found = run('world.sectors[plant].specialists="50%"')
    assert found["delay_months"]["mean"] == pytest.approx(1.25, abs=0.02)


def test_a_quota_of_none_keeps_new_specialists_out(run: Run) -> None:
    """With 100 of 200 at work, half of the months of work are lost; visas mend it."""
    base = ("world.workforce.stops=[]", "world.workforce.at_work=100")
    visas = "world.workforce.approvals=1200000"
    assert run(*base)["delay_months"]["mean"] == pytest.approx(6, abs=0.02)
    assert run(*base, visas)["delay_months"]["mean"] == pytest.approx(0, abs=0.02)
    shut = run(*base, visas, "linked.visas.quota_per_year=0")["delay_months"]["mean"]
    assert shut == pytest.approx(6, abs=0.02)
    part = run(*base, visas, "linked.visas.quota_per_year=50")["delay_months"]["mean"]
    assert part == pytest.approx(2, abs=0.02)


def test_availability_integrates_the_stop_exactly() -> None:
    """Over a year with one stop at 0.3: 12 months less 1 + 3/2."""
    arrivals = np.zeros((4, 1), dtype=bool)
    arrivals[1] = True
    share = availability(
        arrivals, np.full((4, 1), 0.2), dt=0.25, stop=1 / 12, back=3 / 12, reach=1.0
    )
    assert float(share.sum() * 3) == pytest.approx(12 - 2.5, abs=1e-6)


def test_a_second_stop_restarts_the_clock() -> None:
    arrivals = np.zeros((8, 1), dtype=bool)
    arrivals[2] = arrivals[3] = True
    share = availability(arrivals, np.zeros((8, 1)), dt=1 / 12, stop=1 / 12, back=2 / 12, reach=0.5)
    assert share[:, 0] == pytest.approx([1, 1, 0.5, 0.5, 0.625, 0.875, 1, 1])


def test_time_at_work_has_no_return_where_it_is_at_once() -> None:
    found = time_at_work(np.array([0.0, 0.1, 0.5]), stop=0.1, back=0.0)
    assert found == pytest.approx([0, 0, 0.4])
