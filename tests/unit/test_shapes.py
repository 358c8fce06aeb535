"""What commands print with ``--json`` fits the published schemas, and nothing else does."""

import contextlib
import copy
import io
import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NoReturn
from unittest import mock

import jsonschema
import pytest
import typer

import pledgecraft as pc
from pledgecraft.base.errors import CODES
from pledgecraft.cli import data
from pledgecraft.cli.app import app
from pledgecraft.cli.guard import guarded
from pledgecraft.desk import EvidenceFolder, decide, extract_statements, read_document
from pledgecraft.macro.table import Macro, read_macro
from pledgecraft.report.shapes import SHAPES

ROOT = Path(__file__).parents[2]
FEW = "--paths 16"
SOME = "--paths 64"
TRACE = f"explain tutorial npv.KOR --trace 3 {FEW}"

PRINTED: list[tuple[str, str, int]] = [
    ("run", f"run tutorial {FEW}", 0),
    ("run", f"run tutorial --no-returns --brief {{folder}}/brief.html {FEW}", 0),
    ("run", f"run korea-us-2025 {SOME}", 0),
    ("run", "run {exact}", 0),
    ("compare", f"compare tutorial --sides {FEW}", 0),
    ("compare", f"compare korea-us-2025 --readings {SOME}", 0),
    ("compare", f"compare korea-us-2025 japan-us-2025 {FEW}", 0),
    ("compare", f"compare korea-us-2025 --worlds {FEW}", 0),
    ("compare", f"compare tutorial --offer low:world.returns.irr=5% {FEW}", 0),
    ("explain", f"explain tutorial npv.KOR {FEW}", 0),
    ("explain", f"explain tutorial recovery_years.USA {FEW}", 0),
    ("explain", f"explain korea-us-2025 last_call_years {FEW}", 0),
    ("explain", TRACE, 0),
    ("solve", f"solve tutorial --vary world.returns.irr --target npv.KOR=0 {FEW}", 0),
    ("show", "show tutorial", 0),
    ("show", "show korea-us-2025", 0),
    ("show", "show korea-us-2025 --as-of 2025-10-27", 0),
    ("assumptions", "show tutorial --assumptions", 0),
    ("assumptions", "show korea-us-2025 --assumptions", 0),
    ("check", "check korea-us-2025", 0),
    ("check", "check {differs}", 0),
    ("new", "new {folder}/mine", 0),
    ("brief", f"brief tutorial --to {{folder}}/brief.html {FEW}", 0),
    ("doctor", "doctor", 0),
    ("data", "data", 0),
    ("data-country", "data KOR", 0),
    ("data-indicator", "data KOR fx_turnover_daily_spot", 0),
    ("data-adequacy", "data --adequacy", 0),
    ("data-fetch", "data VNM --fetch {folder}/new.csv", 0),
    ("extract", "extract {note} {note}", 0),
    ("review", "review {desk}", 0),
    ("sources-folder", "sources {desk}", 0),
    ("propose", "propose {case}", 0),
    ("score", "score {gold}", 0),
    ("errors", "run atlantis", 1),
    ("errors", "run korea-us-2025 --as-of 2025-10-27", 1),
    ("errors", "run tutorial --paths many", 2),
]
"""Name of the shape, what is typed, and the exit code."""

FIRST = {name: command for name, command, _ in reversed(PRINTED)}


def answered() -> Any:
    """Answer for the World Bank, which no test asks."""
    one = Macro.of(cell for cell in read_macro().cells if cell.country == "VNM")
    return mock.patch.object(data, "refresh_macro", return_value=one)


@cache
def printed(command: str) -> tuple[int, str]:
    """Return what a command prints with ``--json``, and its exit code."""
    said = io.StringIO()
    with TemporaryDirectory() as folder, contextlib.redirect_stdout(said), answered():
        places = {
            "folder": folder,
            "exact": str(ROOT / "docs" / "examples" / "exact"),
            "differs": _draft_that_differs(Path(folder) / "differs"),
            "gold": str(ROOT / "tests" / "evidence" / "gold" / "held_out"),
            "note": str(ROOT / "tests" / "unit" / "evidence" / "note.txt"),
            "desk": _desk(Path(folder) / "desk") if "{desk}" in command else "",
            "case": _case(Path(folder) / "case") if "{case}" in command else "",
        }
        code = guarded([part.format(**places) for part in [*command.split(), "--json"]])
    return code, said.getvalue()


def _case(folder: Path) -> str:
    """Copy the tutorial and keep a page in its folder, the first candidate accepted."""
    with contextlib.redirect_stdout(io.StringIO()):
        guarded(["new", str(folder)])
    return _desk(folder, "page.html")


def _desk(folder: Path, name: str = "note.txt") -> str:
    """Keep a document with its candidates in a folder, the first of them accepted."""
    note = ROOT / "tests" / "unit" / "evidence" / name
    document, evidence = read_document(note), EvidenceFolder(folder)
    found = extract_statements(document).candidates
    evidence.keep(document, found, content=note.read_bytes())
    first = next(iter(evidence.review().states))
    time = datetime(2026, 11, 22, tzinfo=UTC)
    evidence.record(decide(evidence.review(), first, "accept", reviewer="A. Reader", time=time))
    return str(folder)


def _draft_that_differs(folder: Path) -> str:
    """Write a case whose draft is not what was agreed, so that a check has a note."""
    base = ROOT / "tests" / "errors" / "base"
    folder.mkdir()
    for file in base.glob("*.toml"):
        (folder / file.name).write_text(file.read_text("utf-8"), "utf-8")
    said = (base / "positions.toml").read_text("utf-8")
    said = said.replace('value = "50%"', 'value = "60%"', 1)
    (folder / "positions.toml").write_text(
        said.replace('value = "50%"', 'value = "40%"', 1), "utf-8"
    )
    return str(folder)


def output(name: str) -> Any:
    return json.loads(printed(FIRST[name])[1])


def complaints(name: str, instance: Any) -> list[str]:
    """Return what a published schema finds wrong."""
    kind = jsonschema.Draft202012Validator
    checker: Any = kind(pc.json_schema(name), format_checker=kind.FORMAT_CHECKER)
    return [f"{found.json_path}: {found.message}" for found in checker.iter_errors(instance)]


def refuse(word: str) -> NoReturn:
    raise ValueError(f"{word} is not JSON")


@pytest.mark.parametrize(("name", "command", "code"), PRINTED, ids=[row[1] for row in PRINTED])
def test_output_fits_its_schema(name: str, command: str, code: int) -> None:
    found, text = printed(command)
    assert found == code
    assert complaints(name, json.loads(text)) == []


@pytest.mark.parametrize(
    "command",
    [command for _, command, _ in PRINTED],
)
def test_output_is_json(command: str) -> None:
    json.loads(printed(command)[1], parse_constant=refuse)


@pytest.mark.parametrize("name", SHAPES)
def test_schema_is_valid_closed_and_described(name: str) -> None:
    schema: Any = pc.json_schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    for table in (schema, *schema.get("$defs", {}).values()):
        assert table["additionalProperties"] is False
        assert table["description"]
        for key, inner in table["properties"].items():
            assert inner.get("description"), f"{table['title']}.{key}"


@pytest.mark.parametrize("name", SHAPES)
def test_an_extra_key_is_refused(name: str) -> None:
    assert len(complaints(name, {**output(name), "surprise": 1})) == 1


@pytest.mark.parametrize("name", SHAPES)
def test_a_missing_key_is_refused(name: str) -> None:
    whole = output(name)
    for key in whole:
        part = {other: value for other, value in whole.items() if other != key}
        assert complaints(name, part) == [f"$: '{key}' is a required property"]


def test_wrong_values_inside_are_refused() -> None:
    whole = output("run")
    for change in ({"surprise": 1}, {"mean": "much"}, {"unit": "EUR"}):
        wrong = copy.deepcopy(whole)
        wrong["parties"]["KOR"]["npv"] |= change
        (found,) = complaints("run", wrong)
        assert found.startswith("$.parties.KOR.npv")
    day = complaints("run", {**whole, "as_of": "yesterday"})
    assert day == ["$.as_of: 'yesterday' is not a 'date'"]


def test_every_command_that_writes_json_has_a_schema() -> None:
    commands: dict[str, Any] = getattr(typer.main.get_command(app), "commands", {})
    writing = {
        name
        for name, command in commands.items()
        if any("--json" in parameter.opts for parameter in command.params)
    }
    of_a_command = {name for name in SHAPES if not name.startswith("data-")}
    assert writing - {"sources"} == of_a_command - {"assumptions", "errors", "sources-folder"}


def test_schema_command_knows_every_output(capsys: pytest.CaptureFixture[str]) -> None:
    commands: dict[str, Any] = getattr(typer.main.get_command(app), "commands", {})
    (argument,) = (found for found in commands["schema"].params if found.name == "name")
    for name in SHAPES:
        assert name in argument.help
        assert guarded(["schema", name]) == 0
        assert json.loads(capsys.readouterr().out) == pc.json_schema(name)
    assert guarded(["schema", "moon"]) == 2
    said = capsys.readouterr().err
    assert CODES["U701"] in said
    assert ", ".join(SHAPES) in said
