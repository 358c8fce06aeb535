"""A table of macro figures: every cell with its unit, its source and how sure it is.

The file is a CSV with the columns of :data:`COLUMNS`, one cell a line. Countries are ISO 3166
alpha-3 codes, with the World Bank's ``EUU`` (European Union) and ``WLD`` (the world, and rules that
hold for all). Periods are written as in :mod:`pledgecraft.macro.periods`.
"""

import csv
import difflib
import io
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from importlib import resources
from pathlib import Path

from pledgecraft.base.errors import CODES, DataError, Problem
from pledgecraft.base.files import write_whole
from pledgecraft.macro.periods import in_order, nearest, read_span

SHIPPED = "2026-11.csv"
COLUMNS = ("country", "indicator", "period", "value", "unit", "source", "confidence")

CONFIDENCES = (
    "primary",
    "primary (mirror)",
    "computed",
    "press",
    "press (tracker)",
    "general knowledge",
)
"""How sure a figure is, best first.

``primary``: read at the body that makes it. ``primary (mirror)``: an official series in a public
repository. ``computed``: arithmetic, interpolation or a difference of others, perhaps of remembered
ones. ``press``: read in the press. ``press (tracker)``: a public text that cites the press, not
opened at the source. ``general knowledge``: remembered; check before quoting.
"""

CURRENCIES: Mapping[str, str] = {
    "CAN": "CAD", "CHN": "CNY", "DEU": "EUR", "EUU": "EUR", "GBR": "GBP", "ITA": "EUR",
    "JPN": "JPY", "KOR": "KRW", "MEX": "MXN", "SVK": "EUR", "SWE": "SEK", "USA": "USD",
    "VNM": "VND",
}  # fmt: skip
"""Currency by country; ``LCU`` stands for that of any other."""

UNITS: Mapping[str, str] = {
    "USD_bn": "billion US dollars, nominal",
    "USD_bn_per_day": "billion US dollars a trading day",
    **{f"{code}_per_USD": f"{code} per US dollar" for code in (*CURRENCIES.values(), "LCU")},
    **{f"{code}_trn": f"trillion {code}, nominal" for code in (*CURRENCIES.values(), "LCU")},
    "KRW_bn": "billion won, nominal",
    "JPY_bn": "billion yen, nominal",
    "KRW": "won",
    "pct": "percent",
    "pct_GDP": "percent of GDP",
    "pct_per_year": "percent a year",
    "pct_of_overseas_assets": "percent of assets held abroad",
    "log_pct": "100 x change of the logarithm",
    "pp": "percentage points",
    "bp": "basis points",
    "bp_over_UST": "basis points over the US Treasury of the same maturity",
    "bp_over_SOFR": "basis points over SOFR",
    "per_year": "a rate, per year",
    "ratio": "a pure number",
    "rank": "a place in an order, from 1",
    "units": "pieces",
    "million": "million pieces",
}
"""The units that a cell may have; no other is read."""

VINTAGE = "Remove one, or give its period a vintage: 2024@revised."

_COUNTRY = re.compile(r"[A-Z]{3}")
_INDICATOR = re.compile(r"[a-z][a-z0-9_]*")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_FIELD = re.compile(r'("(?:[^"]|"")*"|[^",]*)(,|$)')


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure.

    Attributes:
        country: ISO alpha-3 code.
        indicator: What is measured, in lower case with underscores.
        period: When, as in :mod:`pledgecraft.macro.periods`.
        value: The figure with the digits that its source gives, in ``unit``.
        unit: A key of :data:`UNITS`.
        source: Address, or a few words where there is none.
        confidence: One of :data:`CONFIDENCES`.
    """

    country: str
    indicator: str
    period: str
    value: Decimal
    unit: str
    source: str
    confidence: str

    @property
    def number(self) -> float:
        """The value as a float, for arithmetic."""
        return float(self.value)

    def to_dict(self) -> dict[str, object]:
        """Return the cell by column, the value as a float."""
        told: dict[str, object] = {name: getattr(self, name) for name in COLUMNS}
        return {**told, "value": self.number}


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
        row = _Row(name, number, line)
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
    if tuple(text for text, _ in _fields(found) or ()) != COLUMNS:
        yield Problem(
            "M801", CODES["M801"], f"Begin the file with the line {','.join(COLUMNS)}",
            file=name, line=1, column=1, width=len(found), excerpt=found,
        )  # fmt: skip


def _fields(line: str) -> list[tuple[str, int]] | None:
    """Return a line's texts with their columns, from 1; ``None`` where quotes do not pair."""
    found: list[tuple[str, int]] = []
    at = 0
    while match := _FIELD.match(line, at):
        text = match[1]
        bare = text[1:-1].replace('""', '"') if text.startswith('"') else text
        found.append((bare.strip(), match.start() + 1))
        at = match.end()
        if not match[2]:
            return found
    return None


@dataclass(frozen=True)
class _Row:
    """A line of the file, read with the place of each cell."""

    name: str
    line: int
    text: str

    @cached_property
    def fields(self) -> list[tuple[str, int]]:
        return _fields(self.text) or []

    def problem(self, code: str, column: int, fix: str) -> Problem:
        text, place = self.fields[column] if column < len(self.fields) else (self.text, 1)
        return Problem(
            code, CODES[code], fix,
            file=self.name, line=self.line, column=place, width=len(text), excerpt=self.text,
        )  # fmt: skip

    def read(self, problems: list[Problem]) -> Cell | None:
        """Return the cell, or ``None`` and its problems."""
        if len(self.fields) != len(COLUMNS):
            found = f"Found {len(self.fields)}" if self.fields else "The quotes do not pair"
            fix = f"{found}. Write the {len(COLUMNS)} of the header; quote a text that has a comma."
            problems.append(self.problem("M802", len(COLUMNS), fix))
            return None
        told = [text for text, _ in self.fields]
        found = [self.problem(code, at, fix) for code, at, fix in _faults(*told)]
        problems += found
        if found:
            return None
        country, indicator, period, value, unit, source, confidence = told
        return Cell(country, indicator, period, Decimal(value), unit, source, confidence)


def _faults(
    country: str, indicator: str, period: str, value: str, unit: str, source: str, confidence: str
) -> Iterator[tuple[str, int, str]]:
    """Yield code, column and remedy of what is wrong in a cell."""
    if not _COUNTRY.fullmatch(country):
        yield (
            "M803",
            0,
            f'Found "{country}". Write the ISO alpha-3 code, like KOR; WLD is the world.',
        )
    if not _INDICATOR.fullmatch(indicator):
        yield "M803", 1, f'Found "{indicator}". Write it like fx_reserves_total.'
    if not _is_period(period):
        yield (
            "M804",
            2,
            f'Found "{period}". Write 2024, 2024-12, 2024-12-31, 2025Q3, or a span with two dots.',
        )
    if not _NUMBER.fullmatch(value):
        yield (
            "M805",
            3,
            f'Found "{value}". Write digits and a point, like -12.5; put the unit beside it.',
        )
    if unit not in UNITS:
        close = difflib.get_close_matches(unit, UNITS, n=3, cutoff=0.3) or list(UNITS)[:3]
        yield "M806", 4, f'Found "{unit}". Near it: {", ".join(close)}.'
    if not source:
        yield "M808", 5, "Write the address, or a few words on where the figure is from."
    if confidence not in CONFIDENCES:
        yield "M807", 6, f'Found "{confidence}". Write one of: {", ".join(CONFIDENCES)}.'


def _is_period(text: str) -> bool:
    try:
        read_span(text)
    except ValueError:
        return False
    return True
