"""Every code has an example that is executed: its place and its remedy are as expected."""

import re
import tomllib
from pathlib import Path

import pytest

from errors.conftest import HERE, problems_in
from errors.test_data import ASKED
from errors.test_usage import CALLS
from pledgecraft.base.errors import CODES

EXAMPLES = sorted(path.parent for path in HERE.glob("*/expected.toml"))


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_example_says_code_place_and_remedy(folder: Path) -> None:
    expected = tomllib.loads((folder / "expected.toml").read_text())
    (problem,) = problems_in(folder)
    assert problem.code == folder.name
    assert (problem.file, problem.line, problem.column) == (
        expected["file"],
        expected["line"],
        expected["column"],
    )
    assert problem.fix == expected["fix"]


def of_documents() -> set[str]:
    """Return the codes of documents and claims that unit tests bring about."""
    places = (HERE.parent / "unit" / name for name in ("documents", "evidence"))
    texts = [file.read_text("utf-8") for place in places for file in place.glob("test_*.py")]
    return {code for text in texts for code in re.findall(r'"([KT]9\d\d)"', text)}


def test_every_code_has_an_example() -> None:
    shown = {folder.name for folder in EXAMPLES} | set(CALLS) | set(ASKED) | of_documents()
    assert shown == set(CODES)
