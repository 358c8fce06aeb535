"""Named worlds: merged over world.toml, checked where they were written, chosen by name."""

import json
from pathlib import Path

import pytest

import pledgecraft as pc
from pledgecraft.base.errors import CaseError
from pledgecraft.cases.worlds import merged
from pledgecraft.cli.guard import guarded

BASE = Path(__file__).parents[1] / "errors" / "base"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Return a copy of a sound case with an empty folder of worlds."""
    for file in BASE.glob("*.toml"):
        (tmp_path / file.name).write_text(file.read_text("utf-8"), "utf-8")
    (tmp_path / "worlds").mkdir()
    return tmp_path


def write(case: Path, text: str) -> None:
    (case / "worlds" / "other.toml").write_text(text, "utf-8")


def test_tables_are_merged_and_parameters_replaced() -> None:
    base = {"a": {"value": 1, "why": "x"}, "t": {"b": 1, "c": [1, 2]}, "u": 5}
    found = merged(base, {"a": {"value": 2}, "t": {"c": [3]}, "v": 6})
    assert found == {"a": {"value": 2}, "t": {"b": 1, "c": [3]}, "u": 5, "v": 6}
    assert base["t"] == {"b": 1, "c": [1, 2]}


def test_a_world_says_only_what_differs(case: Path) -> None:
    write(case, 'format = 1\n[discount]\nKOR = { value = "7%", why = "dear money" }\n')
    read = pc.read_case(case)
    other = read.in_world("other")
    assert other.world_model.discount["KOR"].value.value == 0.07
    assert other.world_model.discount["USA"] == read.world_model.discount["USA"]
    assert other.world_model.name == "other"
    assert read.in_world(None) is read
    assert read.world_model.discount["KOR"].value.value == 0.05


def test_what_is_wrong_stands_where_it_was_written(case: Path) -> None:
    write(case, 'format = 1\n\n[discount]\nKOR = "900%"\nmoon = 3\n')
    with pytest.raises(CaseError) as caught:
        pc.read_case(case).check_worlds()
    first = caught.value.problems[0]
    assert (first.code, first.file, first.line) == ("D201", "other.toml", 5)
    write(case, 'format = 1\n\n[discount]\nKOR = "900%"\n')
    with pytest.raises(CaseError) as caught:
        pc.read_case(case).check_worlds()
    (problem,) = caught.value.problems
    assert (problem.code, problem.file, problem.line, problem.column) == (
        "W412", "other.toml", 4, 7,
    )  # fmt: skip


@pytest.mark.parametrize(("text", "code"), [("format = 2\n", "D106"), ("format =\n", "D104")])
def test_a_form_that_is_not_known_is_refused(case: Path, text: str, code: str) -> None:
    write(case, text)
    with pytest.raises(CaseError) as caught:
        pc.read_case(case).check_worlds()
    assert [(found.code, found.file) for found in caught.value.problems] == [(code, "other.toml")]


def test_a_world_that_is_not_there_is_refused(case: Path) -> None:
    with pytest.raises(CaseError, match="The worlds are: none"):
        pc.read_case(case).in_world("other")


def test_a_new_case_has_the_worlds_of_the_old(tmp_path: Path) -> None:
    assert guarded(["new", str(tmp_path / "mine"), "--from", "korea-us-2025"]) == 0
    assert pc.read_case(tmp_path / "mine").worlds == ("2025-11", "2026-10")


def test_the_commands_run_in_a_world(capsys: pytest.CaptureFixture[str]) -> None:
    few = ["--paths", "16", "--no-returns"]
    assert guarded(["run", "korea-us-2025", "--world", "2026-10", *few]) == 0
    assert "world 2026-10" in capsys.readouterr().out
    command = ["compare", "korea-us-2025", "--worlds", "--delay", "6 months", "--paths", "16"]
    assert guarded([*command, "--json"]) == 0
    columns = json.loads(capsys.readouterr().out)["columns"]
    told = [(entry["label"], entry["delay_months"], entry["world"]) for entry in columns]
    assert told == [
        ("2025-11-14", 0, {}),
        ("signed 6 months later", 6, {}),
        ("world 2025-11", 0, {"name": "2025-11"}),
        ("world 2026-10", 0, {"name": "2026-10"}),
    ]


@pytest.mark.parametrize("delay", ["soon", "6", "0 months", "60 years"])
def test_a_delay_that_is_none_is_refused(delay: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(["compare", "tutorial", "--delay", delay, "--paths", "8"]) == 2
    assert 'Write it like "6 months"' in capsys.readouterr().err
