"""The command line: exit codes, JSON everywhere, whole files or none."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pledgecraft.cli.guard import guarded

FEW = ["--paths", "16"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "tutorial"],
        ["show", "tutorial"],
        ["show", "korea-us-2025", "--as-of", "2025-10-27", "--side", "KOR"],
        ["show", "tutorial", "--assumptions"],
        ["run", "tutorial", *FEW],
        ["run", "tutorial", "--no-returns", *FEW],
        ["compare", "tutorial", "--offer", "more: distributions.tiers[1].KOR=20%, "
         "distributions.tiers[1].USA=80%", *FEW],
        ["compare", "korea-us-2025", "--readings", *FEW],
        ["compare", "korea-us-2025", "--as-of", "2025-10-27", "--sides", *FEW],
        ["compare", "korea-us-2025", "japan-us-2025", *FEW],
        ["explain", "tutorial", "npv.KOR", "--trace", "3", *FEW],
        ["solve", "tutorial", "--vary", "world.returns.irr", "--target", "npv.KOR=0", *FEW],
        ["doctor"],
    ],
    ids=lambda arguments: " ".join(arguments)[:40],
)  # fmt: skip
def test_reading_verbs_speak_text_and_json(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert guarded([*arguments, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["format"] == 1
    assert guarded(arguments) == 0
    assert len(capsys.readouterr().out.splitlines()) > 0


def test_schema_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(["schema", "deal"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Deal"
    assert guarded(["--version"]) == 0
    assert guarded(["schema", "moon"]) == 2
    assert guarded(["fly"]) == 2


def test_new_writes_a_case_that_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(["new", str(tmp_path / "mine")]) == 0
    assert guarded(["run", str(tmp_path / "mine"), *FEW]) == 0
    assert "10.0 bn USD from KOR to USA" in capsys.readouterr().out


def test_changing_one_term_changes_the_result(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def npv(*settings: str) -> float:
        guarded(["run", "tutorial", "--json", "--no-returns", *FEW, *settings])
        return float(json.loads(capsys.readouterr().out)["parties"]["KOR"]["npv"]["mean"])

    plain = npv()
    assert npv("--set", "distributions.deemed_interest.base=6%") > plain
    assert npv("--set", "world.returns.level=low") < plain


def test_trace_as_csv_is_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(["explain", "tutorial", "npv.KOR", "--trace", "3", "--csv", *FEW]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("period,start,spent,call")
    assert len(lines) == 101
    assert all(len(line.split(",")) == len(lines[0].split(",")) for line in lines)


def test_brief_is_one_page_that_fetches_nothing(tmp_path: Path) -> None:
    to = tmp_path / "brief.html"
    assert guarded(["brief", "korea-us-2025", "--to", str(to), "--paths", "64"]) == 0
    page = to.read_text()
    assert page.count("<svg") == 11
    for fetching in ("<script", "<link", "<img", "@import", "url(http", "src="):
        assert fetching not in page
    assert "350 bn USD" in page
    assert "default-src 'none'" in page


def test_an_unwritable_place_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(["brief", "tutorial", "--to", "/nowhere/brief.html", *FEW]) == 2
    assert "Choose another place" in capsys.readouterr().err


def heeding_interruptions() -> None:
    """Let a process be interrupted even where whoever started the tests ignores it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_interruption_leaves_no_partial_file(tmp_path: Path) -> None:
    to = tmp_path / "brief.html"
    command = [sys.executable, "-m", "pledgecraft", "brief", "korea-us-2025", "--paths", "200000"]
    process = subprocess.Popen(
        [*command, "--to", str(to)],
        stderr=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ,
        preexec_fn=heeding_interruptions,
    )  # fmt: skip
    time.sleep(4)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Interrupted" in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("world.currency.funding.market=140%", "currency.funding.market: Found 140%"),
        ("world.currency.rate.anchor=0", "currency.rate.anchor: Found 0"),
        ("world.currency.reserves.start=-1 USD", "currency.reserves.start: Found -1 USD"),
        ("world.currency.impact.elasticity=-2", "currency.impact.elasticity: Found -2"),
        ("world.workforce.reach=-1%", "workforce.reach: Found -1%"),
    ],
)
def test_an_impossible_economy_is_refused_by_place_and_bounds(
    setting: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert guarded(["run", "korea-us-2025", "--paths", "4", "--set", setting]) == 2
    told = " ".join(capsys.readouterr().err.split())
    assert "W412" in told
    assert said in told
    assert "is possible" in told


def test_an_open_parameter_of_the_economy_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    setting = "world.currency.reserves.noise=unknown"
    assert guarded(["run", "korea-us-2025", "--paths", "4", "--set", setting]) == 2
    assert "W411" in capsys.readouterr().err
