"""Parameters that take their value and source from a cell of macro data."""

import copy
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

from pledgecraft.base.errors import DataError, Problem
from pledgecraft.base.terms import Table
from pledgecraft.base.toml import Document, TermPath
from pledgecraft.macro.cells import Cell
from pledgecraft.macro.table import read_macro, shipped_cell

OWN = "macro.csv"
"""A case's own table, beside its other files; its cells go before the shipped ones."""

MONTH = len("2026-02")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Find = Callable[[str, str, str], Cell]

_WRITTEN = {"USD_bn": "{} bn USD", "USD_bn_per_day": "{} bn USD", "pct": "{}%", "pct_GDP": "{}%"}
_STRENGTH = {"primary": "strong", "primary (mirror)": "strong", "computed": "medium",
             "press": "medium"}  # fmt: skip


def finder(folder: Path) -> Find:
    """Return what finds a cell in a case's own table, or in the shipped one."""
    own = folder / OWN
    table = read_macro(own) if own.is_file() else None

    def find(country: str, indicator: str, period: str) -> Cell:
        if table is not None:
            try:
                return table.cell(country, indicator, period)
            except DataError:
                pass
        return shipped_cell(country, indicator, period)

    return find


def filled(document: Document, find: Find) -> tuple[Table, list[Problem]]:
    """Return a world's data with the values of cited cells in place, and what is wrong.

    A parameter ``{ cell = "KOR fx_reserves_total 2025-11" }`` gets that cell's value, and its
    source, vintage and strength where it gives none of its own.
    """
    cited = list(_cited(document.data, ()))
    if not cited:
        return document.data, []
    data, problems = copy.deepcopy(document.data), list[Problem]()
    for path in cited:
        here: Any = data
        for part in path:
            here = here[part]
        table = cast(Table, here)
        try:
            _fill(table, find)
        except DataError as error:
            fix = " ".join(problem.fix for problem in error.problems)
            problems.append(document.problem("W414", (*path, "cell"), fix))
        except ValueError as error:
            problems.append(document.problem("W414", (*path, "cell"), str(error)))
    return data, problems


def _cited(here: object, path: TermPath) -> Iterator[TermPath]:
    if isinstance(here, dict):
        table = cast(Table, here)
        if "cell" in table and "value" not in table:
            yield path
        for key, value in table.items():
            yield from _cited(value, (*path, key))
    elif isinstance(here, list):
        for index, value in enumerate(cast("list[object]", here)):
            yield from _cited(value, (*path, index))


def _fill(table: Table, find: Find) -> None:
    parts = str(table["cell"]).split()
    if len(parts) != 3:
        raise ValueError(
            f'Found "{table["cell"]}". Write country, indicator and period, like '
            '"KOR fx_reserves_total 2025-11".'
        )
    cell = find(*parts)
    form = _WRITTEN.get(cell.unit)
    table["value"] = form.format(f"{cell.value:f}") if form else cell.number
    table.setdefault("source", cell.source)
    table.setdefault("vintage", cell.period[:MONTH] if _DAY.fullmatch(cell.period) else cell.period)
    table.setdefault("strength", _STRENGTH.get(cell.confidence, "weak"))
