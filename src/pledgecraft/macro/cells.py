"""One figure with its unit, its source and how sure it is, and the line that holds it.

A line has the columns of :data:`COLUMNS`. Countries are ISO 3166 alpha-3 codes, with the World
Bank's ``EUU`` (European Union) and ``WLD`` (the world, and rules that hold for all). Periods are
written as in :mod:`pledgecraft.macro.periods`.
"""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from pledgecraft.base.errors import CODES, Problem
from pledgecraft.macro.periods import read_span

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


def split_line(line: str) -> list[tuple[str, int]] | None:
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
class Line:
    """A line of a file, read with the place of each of its texts.

    Attributes:
        name: The file's name.
        line: Its number, from 1.
        text: What stands in it.
    """

    name: str
    line: int
    text: str

    @cached_property
    def fields(self) -> list[tuple[str, int]]:
        """The texts with their columns; none where quotes do not pair."""
        return split_line(self.text) or []

    def problem(self, code: str, column: int, fix: str) -> Problem:
        """Return a problem at one of the columns, or with the line where it lacks that one."""
        text, place = self.fields[column] if column < len(self.fields) else (self.text, 1)
        return Problem(
            code, CODES[code], fix,
            file=self.name, line=self.line, column=place, width=len(text), excerpt=self.text,
        )  # fmt: skip

    def read(self, problems: list[Problem]) -> Cell | None:
        """Return the cell, or ``None`` and add what is wrong to the problems, M802 to M808."""
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
