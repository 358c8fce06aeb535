"""Fetch macro figures anew from the World Bank, with the address of each.

The only place of the house that uses the network, and only when it is asked. It needs the library
wbgapi, which comes with ``pip install pledgecraft[data]``.

The World Bank's figures are not always the same measure as the shipped ones: its reserves count
gold at the market's price, its rates are means of a year, and it gives no short-term debt for
countries that do not report to it as borrowers, Korea and Japan among them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib import import_module
from typing import Any

from pledgecraft.base.errors import CODES, DataError, Problem, UsageError
from pledgecraft.macro.cells import CURRENCIES, Cell
from pledgecraft.macro.table import Macro

API = "https://api.worldbank.org/v2"
DECEMBER = 12
PATIENCE = 30
"""Seconds to wait for an answer."""


@dataclass(frozen=True)
class Fetched:
    """How an indicator of the World Bank becomes one of ours.

    Attributes:
        code: The World Bank's code.
        name: Ours; ``{currency}`` stands for the country's, in lower case.
        unit: Ours; ``{currency}`` stands for the country's.
        digits: Powers of ten that our unit takes off.
        stock: Whether the figure is taken at the year's end.
    """

    code: str
    name: str
    unit: str
    digits: int
    stock: bool = False


FETCHED: Mapping[str, Fetched] = {
    found.name.replace("usd{currency}", "exchange_rate"): found
    for found in (
        Fetched("FI.RES.TOTL.CD", "fx_reserves_total", "USD_bn", 9, stock=True),
        Fetched("NY.GDP.MKTP.CD", "gdp_nominal_usd", "USD_bn", 9),
        Fetched("FM.LBL.BMNY.CN", "broad_money", "{currency}_trn", 12, stock=True),
        Fetched("DT.DOD.DSTC.CD", "external_debt_short_term", "USD_bn", 9, stock=True),
        Fetched("NE.EXP.GNFS.CD", "exports_goods_services", "USD_bn", 9),
        Fetched("NE.IMP.GNFS.CD", "imports_goods_services", "USD_bn", 9),
        Fetched("PA.NUS.FCRF", "usd{currency}_avg", "{currency}_per_USD", 0),
    )
}
"""What can be fetched, by the name to ask for; ``exchange_rate_avg`` becomes ``usdkrw_avg``."""


def refresh(
    countries: Iterable[str],
    indicators: Iterable[str] | None = None,
    *,
    years: Iterable[int] = range(2015, 2026),
) -> Macro:
    """Return figures fetched from the World Bank.

    Args:
        countries: ISO alpha-3 codes.
        indicators: Keys of :data:`FETCHED`; all of them where none is given.
        years: Calendar years.

    Returns:
        The figures that there are, in our units, each with the address that gives it again.

    Raises:
        UsageError: M812, wbgapi is not installed; M814, an indicator cannot be fetched.
        DataError: M813, the World Bank cannot be reached, refuses, or has none of the figures.
    """
    places, wanted = tuple(countries), tuple(FETCHED if indicators is None else indicators)
    unknown = [name for name in wanted if name not in FETCHED]
    if unknown:
        fix = f"Found {', '.join(unknown)}. The indicators are {', '.join(FETCHED)}."
        raise UsageError(Problem("M814", CODES["M814"], fix))
    library = _library()
    asked = [FETCHED[name] for name in wanted]
    answers = _ask(library, [found.code for found in asked], places, tuple(years))
    table = Macro.of(_cells(answers, {found.code: found for found in asked}))
    if not table.cells:
        fix = f"It has none of these figures for {', '.join(places)}. Check codes and years."
        raise DataError(Problem("M813", CODES["M813"], fix))
    return table


def _library() -> Any:
    try:
        return import_module("wbgapi")
    except ModuleNotFoundError:
        fix = "Fetching needs wbgapi: pip install pledgecraft[data]"
        raise UsageError(Problem("M812", CODES["M812"], fix)) from None


def _ask(
    library: Any, codes: list[str], countries: tuple[str, ...], years: tuple[int, ...]
) -> list[dict[str, Any]]:
    """Return the library's rows: value, series, economy and time of each figure."""
    library.get_options.setdefault("timeout", PATIENCE)
    refusals = (library.APIError, import_module("requests").RequestException)
    try:
        rows = library.data.fetch(codes, countries, years, skipBlanks=True, numericTimeKeys=True)
        return list(rows)
    except refusals as error:
        fix = f"{type(error).__name__}: {error}. Check the codes, or try again later."
        raise DataError(Problem("M813", CODES["M813"], fix)) from None


def _cells(rows: Iterable[Mapping[str, Any]], asked: Mapping[str, Fetched]) -> Iterator[Cell]:
    for row in rows:
        found, country, year = asked[row["series"]], str(row["economy"]), int(row["time"])
        currency = CURRENCIES.get(country, "LCU")
        yield Cell(
            country=country,
            indicator=found.name.format(currency=currency.lower()),
            period=f"{year}-{DECEMBER}" if found.stock else str(year),
            value=_scaled(row["value"], found.digits),
            unit=found.unit.format(currency=currency),
            source=f"{API}/country/{country}/indicator/{found.code}",
            confidence="primary",
        )


def _scaled(value: float, digits: int) -> Decimal:
    """Return a value in units of a power of ten, with all of its digits and no zeros behind.

    Example:
        >>> _scaled(415600000000.0, 9)
        Decimal('415.6')
    """
    exact = Decimal(str(value)).scaleb(-digits).normalize()
    return Decimal(format(exact, "f"))
