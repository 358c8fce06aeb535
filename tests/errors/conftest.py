"""Examples of errors: each folder holds one broken file; a case's others come from ``base``."""

from pathlib import Path

import pytest

from pledgecraft.base.errors import PledgecraftError, Problem
from pledgecraft.base.toml import parse, read
from pledgecraft.cases.case import FILES, Case, case_from
from pledgecraft.macro.table import read_macro

HERE = Path(__file__).parent


def read_example(folder: Path) -> Case:
    """Read a case whose missing files come from the base."""
    documents = {}
    for name in FILES:
        path = folder / f"{name}.toml"
        chosen = path if path.exists() else HERE / "base" / f"{name}.toml"
        documents[name] = read(chosen) if chosen.exists() else parse(b"format = 1", name=path.name)
    return case_from(folder, documents)


def problems_in(folder: Path) -> list[Problem]:
    """Return the problems of an example."""
    table = folder / "macro.csv"
    with pytest.raises(PledgecraftError) as caught:
        _ = read_macro(table) if table.exists() else read_example(folder).terms().deal
    return list(caught.value.problems)
