"""What the adequacy metric takes from a table: which indicators, in which units, of which day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pledgecraft.base.errors import CODES, DataError, Problem
from pledgecraft.macro.cells import CURRENCIES, Cell
from pledgecraft.macro.periods import in_order, read_span
from pledgecraft.macro.table import Macro

STOCKS = {
    "reserves": "fx_reserves_total",
    "short": "external_debt_short_term",
    "long": "external_debt_long_term",
    "portfolio": "iip_liab_portfolio",
    "other": "iip_liab_other_and_derivatives",
    "derivatives": "iip_liab_derivatives",
}
EXPORTS, IMPORTS = "exports_goods_services", "imports_goods_services"
EQUITY_CHANGE = "iip_liab_portfolio_equity_change"
PUBLISHED = "imf_ara_ratio"
RATE = "usdkrw_close"
DECEMBER = 12


def year_end(macro: Macro, country: str, indicator: str, year: int) -> Cell | None:
    """Return the last figure that stands for December of a year; where it was revised, that one.

    Example:
        >>> from pledgecraft.macro.table import read_macro
        >>> print(year_end(read_macro(), "KOR", "usdkrw_close", 2025).value)
        1439.0
    """
    held = [
        cell
        for cell in macro.cells
        if (cell.country, cell.indicator) == (country, indicator) and _in_december(cell, year)
    ]
    return max(held, key=lambda cell: in_order(cell.period), default=None)


def _in_december(cell: Cell, year: int) -> bool:
    start, end = read_span(cell.period)
    return (start.year, start.month) == (end.year, end.month) == (year, DECEMBER)


@dataclass(frozen=True)
class Inputs:
    """The figures that the metric needs for one country and year.

    Attributes:
        macro: The table.
        country: ISO alpha-3 code.
        year: Calendar year.
        money: Indicator by money aggregate.
        rate: Indicator of the exchange rate.
    """

    macro: Macro
    country: str
    year: int
    money: Mapping[str, str]
    rate: str

    def stock(self, indicator: str) -> Cell | None:
        """Return a figure of the year's end."""
        return year_end(self.macro, self.country, indicator, self.year)

    def flow(self, indicator: str, year: int | None = None) -> Cell | None:
        """Return a figure of a whole year, this one if none is given."""
        try:
            return self.macro.cell(self.country, indicator, str(year or self.year))
        except DataError:
            return None

    def needed(self) -> Iterator[tuple[str, str, Cell | None, str]]:
        """Yield indicator, period, cell and unit of all that the metric needs."""
        december, currency = f"{self.year}-{DECEMBER}", CURRENCIES.get(self.country, "LCU")
        yield EXPORTS, str(self.year), self.flow(EXPORTS), "USD_bn"
        for indicator in STOCKS.values():
            yield indicator, december, self.stock(indicator), "USD_bn"
        for indicator in self.money.values():
            yield indicator, december, self.stock(indicator), f"{currency}_trn"
        yield self.rate, december, self.stock(self.rate), f"{currency}_per_USD"

    def problems(self) -> Iterator[Problem]:
        """Yield what is missing (M811) or in another unit (M815)."""
        for indicator, period, cell, unit in self.needed():
            if cell is None:
                yield self.macro.missing(self.country, indicator, period)
            elif cell.unit != unit:
                fix = f"{indicator} {cell.period} is in {cell.unit}. Write it in {unit}."
                yield Problem("M815", CODES["M815"], fix)

    def numbers(self) -> dict[str, float]:
        """Return the figures by indicator; only after :meth:`problems` found none."""
        return {name: cell.number for name, _, cell, _ in self.needed() if cell is not None}

    def cells(self) -> tuple[Cell, ...]:
        """Return the figures with their sources."""
        return tuple(cell for _, _, cell, _ in self.needed() if cell is not None)

    def gained(self, since: int) -> float | None:
        """Return what foreign-held shares have gained since a year's end; 0 before it."""
        cells = [self.flow(EQUITY_CHANGE, year) for year in range(since + 1, self.year + 1)]
        known = [cell.number for cell in cells if cell is not None]
        return sum(known) if len(known) == len(cells) else None
