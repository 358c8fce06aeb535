"""A table of macro figures: a CSV with one figure a line, as in :mod:`pledgecraft.macro.cells`."""

import csv
import difflib
import io
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path

from pledgecraft.base.errors import CODES, DataError, Problem
from pledgecraft.base.files import write_whole
from pledgecraft.macro.cells import COLUMNS, Cell, Line, split_line
from pledgecraft.macro.periods import in_order, nearest

SHIPPED = "2026-11.csv"
VINTAGE = "Remove one, or give its period a vintage: 2024@revised."

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Macro:
    """A table of macro figures, sorted by country, indicator and time.

    Attributes:
        cells: The figures; no two have country, indicator and period in common.
    """

    cells: tuple[Cell, ...]

    @classmethod
    def of(cls, cells: Iterable[Cell]) -> "Macro":
        """Return a table of cells in any order."""
        return cls(tuple(sorted(cells, key=_order)))

    @cached_property
    def _by_key(self) -> dict[Key, Cell]:
        return {(cell.country, cell.indicator, cell.period): cell for cell in self.cells}

    def cell(self, country: str, indicator: str, period: str) -> Cell:
        """Return one figure.

        Raises:
            DataError: M811, there is none; the nearest periods or indicators are named.

        Example:
            >>> found = read_macro().cell("KOR", "fx_reserves_total", "2025-12")
            >>> print(found.value, found.unit, found.confidence)
            428.05 USD_bn press
        """
        found = self._by_key.get((country, indicator, period))
        if found is None:
            raise DataError(self.missing(country, indicator, period))
        return found

    def series(self, country: str, indicator: str) -> tuple[Cell, ...]:
        """Return the figures of one indicator, ordered by the end of their periods.

        Raises:
            DataError: M811, there is none.

        Example:
            >>> found = read_macro().series("KOR", "imf_ara_ratio")
            >>> [cell.period for cell in found][-4:]
            ['2019', '2020', '2021', '2022']
        """
        found = [
            cell for cell in self.cells if (cell.country, cell.indicator) == (country, indicator)
        ]
        if not found:
            raise DataError(self.missing(country, indicator))
        return tuple(found)

    def indicators(self, country: str) -> tuple[str, ...]:
        """Return the names of a country's indicators, sorted.

        Raises:
            DataError: M811, the country has none.
        """
        found = sorted({cell.indicator for cell in self.cells if cell.country == country})
        if not found:
            raise DataError(self.missing(country))
        return tuple(found)

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries of the table, sorted."""
        return tuple(sorted({cell.country for cell in self.cells}))

    def missing(
        self, country: str, indicator: str | None = None, period: str | None = None
    ) -> Problem:
        """Return the problem (M811) of a figure that the table lacks, with what lies nearest."""
        asked = " ".join(part for part in (country, indicator, period) if part)
        fix = self._nearest(country, indicator, period)
        return Problem("M811", f"The table holds no {asked}.", fix)

    def _nearest(self, country: str, indicator: str | None, period: str | None) -> str:
        held = {cell.indicator for cell in self.cells if cell.country == country}
        if not held:
            return f"The countries are {', '.join(self.countries)}."
        if indicator not in held:
            close = difflib.get_close_matches(indicator or "", sorted(held), n=3, cutoff=0.4)
            some = close or sorted(held)[:3]
            return f"Nearest of {len(held)} indicators: {', '.join(some)}."
        periods = [cell.period for cell in self.series(country, str(indicator))]
        return f"Nearest of {len(periods)} periods: {', '.join(nearest(periods, period or ''))}."

    def __repr__(self) -> str:
        return f"Macro({len(self.cells)} cells, {', '.join(self.countries)})"


def read_macro(path: str | os.PathLike[str] | None = None) -> Macro:
    """Read a table of macro figures and check all of its cells.

    Args:
        path: A CSV file; ``None`` reads the shipped one, collected by November 2026.

    Raises:
        DataError: All problems of the file at once, M801 to M810, each with line and column.

    Example:
        >>> read_macro().cell("KOR", "external_debt_short_term", "2025-12").number
        179.0
    """
    if path is None:
        file = resources.files("pledgecraft.macro").joinpath(SHIPPED)
        return parse_macro(file.read_text("utf-8"), name=SHIPPED)
    place = Path(path)
    try:
        text = place.read_text("utf-8")
    except OSError as error:
        fix = f"{error.strerror}. Give the path of a CSV file, or none for the shipped table."
        raise DataError(Problem("M810", CODES["M810"], fix, file=place.name)) from None
    except UnicodeDecodeError as error:
        fix = f"Byte {error.start} is no UTF-8. Save the file as UTF-8."
        raise DataError(Problem("M810", CODES["M810"], fix, file=place.name)) from None
    return parse_macro(text, name=place.name)


def shipped_cell(country: str, indicator: str, period: str) -> Cell:
    """Return one cell of the shipped table without reading the others.

    Raises:
        DataError: M811, there is no such cell; the nearest are named.
    """
    text = resources.files("pledgecraft.macro").joinpath(SHIPPED).read_text("utf-8")
    start = text.find(f"\n{country},{indicator},{period},")
    if start < 0:
        return parse_macro(text, name=SHIPPED).cell(country, indicator, period)
    line = text[start + 1 : text.index("\n", start + 1)]
    return parse_macro(f"{','.join(COLUMNS)}\n{line}\n", name=SHIPPED).cells[0]


def parse_macro(text: str, *, name: str) -> Macro:
    """Read a table from the text of a CSV.

    Args:
        text: Header and one cell a line.
        name: File name shown in problems.

    Raises:
        DataError: All problems at once, M801 to M809.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    problems = list(_check_header(lines, name))
    if problems:
        raise DataError(problems)
    cells: dict[Key, tuple[Cell, int]] = {}
    for number, line in enumerate(lines[1:], start=2):
        row = Line(name, number, line)
        cell = row.read(problems) if line.strip() else None
        if cell is None:
            continue
        key = (cell.country, cell.indicator, cell.period)
        if key in cells:
            fix = f"{' '.join(key)} stands in line {cells[key][1]} too. {VINTAGE}"
            problems.append(row.problem("M809", 0, fix))
        else:
            cells[key] = cell, number
    if problems:
        raise DataError(problems)
    return Macro.of(cell for cell, _ in cells.values())


def write_macro(table: Macro, path: str | os.PathLike[str]) -> Path:
    """Write a table as CSV, whole or not at all.

    Raises:
        UsageError: U701, the place cannot be written.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for cell in table.cells:
        shown = {**cell.to_dict(), "value": format(cell.value, "f")}
        writer.writerow([shown[name] for name in COLUMNS])
    return write_whole(Path(path), out.getvalue())


def _order(cell: Cell) -> tuple[object, ...]:
    return cell.country, cell.indicator, *in_order(cell.period)


def _check_header(lines: list[str], name: str) -> Iterator[Problem]:
    found = lines[0] if lines else ""
    if tuple(text for text, _ in split_line(found) or ()) != COLUMNS:
        yield Problem(
            "M801", CODES["M801"], f"Begin the file with the line {','.join(COLUMNS)}",
            file=name, line=1, column=1, width=len(found), excerpt=found,
        )  # fmt: skip
