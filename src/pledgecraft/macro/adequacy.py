"""Reserve adequacy by the IMF's metric, rebuilt year by year from a table of macro figures.

The metric is ``a X + b M + c S + d OL`` with the weights of
:class:`pledgecraft.economy.reserves.AraWeights`: exports, broad money at the year-end rate,
short-term debt at remaining maturity, and other liabilities::

    S  = short-term debt at original maturity + 0.15 x long-term debt
    OL = portfolio + other investment liabilities - S

For Korea the textbook aggregate M2 misses the published ratios by 12 to 18 points and the wider
aggregate Lf comes within a point. Lf was chosen after the miss was seen, on four years, with
several remembered inputs: consistent with the published ratios, no proof that the IMF uses it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from importlib import import_module
from typing import Any

from pledgecraft.base.errors import DataError, Problem, UsageError
from pledgecraft.economy import reserves
from pledgecraft.macro.cells import CONFIDENCES, Cell
from pledgecraft.macro.inputs import EXPORTS, IMPORTS, PUBLISHED, RATE, STOCKS, Inputs
from pledgecraft.macro.table import Macro, read_macro

DUE_WITHIN_A_YEAR = 0.15
"""Share of long-term debt assumed to be due within a year; 0.10 or 0.20 moves ratios by a point."""

MONEY: Mapping[str, str] = {"M2": "m2_old_avg", "Lf": "lf_avg"}
"""Indicator by aggregate: M2 as defined until 2025, and the wider Lf."""


@dataclass(frozen=True)
class Reading:
    """The metric with one money aggregate and one set of weights.

    Attributes:
        money: Name of the aggregate.
        regime: ``floating`` or ``fixed``.
        vintage: Year of the weights.
        required: What the metric asks for, billion USD.
        ratio: Reserves over it; from 1 to 1.5 counts as adequate.
        required_frozen: The same with foreign-held shares at the frozen year's level; ``None``
            where their changes since are not known.
        ratio_frozen: Reserves over that.
    """

    money: str
    regime: str
    vintage: int
    required: float
    ratio: float
    required_frozen: float | None
    ratio_frozen: float | None


@dataclass(frozen=True)
class AdequacyYear:
    """Adequacy at the end of one year; money in billion USD.

    Attributes:
        country: ISO alpha-3 code.
        year: Calendar year.
        reserves: Official reserves.
        due_within_a_year: External debt at remaining maturity, in part assumed.
        other_liabilities: Portfolio and other investment liabilities not counted above.
        readings: The metric, by aggregate and weights.
        published: The ratio that was published, a fraction; ``None`` where none was found.
        debt_cover: Reserves over short-term debt at original maturity.
        debt_cover_remaining: Reserves over debt due within a year.
        import_cover: Months of imports of goods and services; ``None`` where imports are unknown.
        weakest: The worst confidence among the inputs.
        inputs: The figures used.
    """

    country: str
    year: int
    reserves: float
    due_within_a_year: float
    other_liabilities: float
    readings: tuple[Reading, ...] = field(repr=False)
    published: float | None
    debt_cover: float
    debt_cover_remaining: float
    import_cover: float | None
    weakest: str
    inputs: tuple[Cell, ...] = field(repr=False)

    def reading(self, money: str, regime: str = "floating") -> Reading:
        """Return the metric with one aggregate and one set of weights.

        Raises:
            UsageError: U701, there is none.
        """
        for found in self.readings:
            if (found.money, found.regime) == (money, regime):
                return found
        known = ", ".join(f"{found.money} {found.regime}" for found in self.readings)
        fix = f'Found "{money} {regime}". The readings are {known}.'
        raise UsageError(Problem("U701", "The reading does not exist.", fix))

    def to_dict(self) -> dict[str, Any]:
        """Return the year by name, readings and inputs as lists."""
        return {
            **{name: value for name, value in vars(self).items() if name not in _LISTS},
            "readings": [asdict(found) for found in self.readings],
            "inputs": [cell.to_dict() for cell in self.inputs],
        }


_LISTS = ("readings", "inputs")


@dataclass(frozen=True)
class AdequacyHistory:
    """Adequacy over some years.

    Attributes:
        years: In order.
        frozen_year: The year at whose level the frozen line holds foreign-held shares.
    """

    years: tuple[AdequacyYear, ...]
    frozen_year: int

    def year(self, year: int) -> AdequacyYear:
        """Return one year.

        Raises:
            UsageError: U701, the history does not hold it.
        """
        for found in self.years:
            if found.year == year:
                return found
        fix = f"Found {year}. The years are {', '.join(str(found.year) for found in self.years)}."
        raise UsageError(Problem("U701", "The year does not exist.", fix))

    def to_dict(self) -> dict[str, Any]:
        """Return the history as plain data."""
        return {
            "frozen_year": self.frozen_year,
            "years": [found.to_dict() for found in self.years],
        }

    def to_rows(self) -> list[dict[str, Any]]:
        """Return one flat row a year and reading, without the inputs."""
        return [
            {
                **{name: value for name, value in vars(found).items() if name not in _LISTS},
                **asdict(reading),
            }
            for found in self.years
            for reading in found.readings
        ]

    def to_frame(self) -> Any:
        """Return one row a year and reading, as a pandas frame."""
        pandas: Any = import_module("pandas")
        return pandas.DataFrame(self.to_rows())


def adequacy_history(
    macro: Macro | None = None,
    *,
    country: str = "KOR",
    years: Iterable[int] = range(2019, 2026),
    money: Mapping[str, str] = MONEY,
    rate: str = RATE,
    vintage: int = 2015,
    frozen_year: int = 2024,
    maturing: float = DUE_WITHIN_A_YEAR,
) -> AdequacyHistory:
    """Rebuild the IMF's reserve adequacy metric for some years.

    The frozen line takes off what foreign-held shares have gained since ``frozen_year``, so that a
    boom of share prices is not charged to a pledge. It takes off all of that change, what was
    bought in the market with it, so it is the mildest of possible readings.

    Args:
        macro: The figures; the shipped table where none is given.
        country: ISO alpha-3 code. The shipped table holds the inputs of Korea.
        years: Calendar years; stocks are those of their ends.
        money: Indicator of each money aggregate, by the name to show.
        rate: Indicator of the exchange rate at the year's end.
        vintage: Year of the weights, 2011 or 2015.
        frozen_year: Year at whose level foreign-held shares are held.
        maturing: Share of long-term debt due within a year, from 0 to 1.

    Returns:
        A year for each, in the order given.

    Raises:
        DataError: M811, inputs are missing (all of them are named); M815, one has another unit.
        UsageError: U701, there are no weights of that vintage.

    Source:
        IMF, Assessing Reserve Adequacy (2011, 2015); share of maturing debt and aggregate: ours.

    Example:
        >>> last = adequacy_history(years=[2025]).year(2025)
        >>> print(round(last.reading("Lf").ratio, 3), round(last.reading("Lf").ratio_frozen, 3))
        0.801 0.919
    """
    if vintage not in reserves.ARA_WEIGHTS:
        fix = f"Found {vintage}. The vintages are {', '.join(map(str, reserves.ARA_WEIGHTS))}."
        raise UsageError(Problem("U701", "The vintage of the weights does not exist.", fix))
    table = macro or read_macro()
    inputs = [Inputs(table, country, year, money, rate) for year in years]
    problems = [problem for found in inputs for problem in found.problems()]
    if problems:
        raise DataError(problems)
    built = (_year(found, reserves.ARA_WEIGHTS[vintage], frozen_year, maturing) for found in inputs)
    return AdequacyHistory(tuple(built), frozen_year)


def _year(
    found: Inputs, weights: tuple[reserves.AraWeights, ...], frozen: int, maturing: float
) -> AdequacyYear:
    told = found.numbers()
    held, short = told[STOCKS["reserves"]], told[STOCKS["short"]]
    due = short + maturing * told[STOCKS["long"]]
    invested = told[STOCKS["portfolio"]] + told[STOCKS["other"]] - told[STOCKS["derivatives"]]
    other = invested - due
    gained = found.gained(frozen)
    readings = [
        _reading(name, told, found, kind, due, other, gained)
        for kind in weights
        for name in found.money
    ]
    published, imports = found.flow(PUBLISHED), found.flow(IMPORTS)
    return AdequacyYear(
        country=found.country,
        year=found.year,
        reserves=held,
        due_within_a_year=due,
        other_liabilities=other,
        readings=tuple(readings),
        published=published.number / 100 if published else None,
        debt_cover=float(reserves.debt_cover(held, short)),
        debt_cover_remaining=float(reserves.debt_cover(held, due)),
        import_cover=float(reserves.import_cover(held, imports.number)) if imports else None,
        weakest=max((cell.confidence for cell in found.cells()), key=CONFIDENCES.index),
        inputs=found.cells(),
    )


def _reading(
    name: str,
    told: Mapping[str, float],
    found: Inputs,
    weights: reserves.AraWeights,
    due: float,
    other: float,
    gained: float | None,
) -> Reading:
    money = told[found.money[name]] / told[found.rate] * 1000
    required = float(reserves.ara_metric(told[EXPORTS], money, due, other, weights))
    frozen = None if gained is None else required - weights.other_liabilities * gained
    held = told[STOCKS["reserves"]]
    return Reading(
        money=name,
        regime=weights.regime,
        vintage=weights.vintage,
        required=required,
        ratio=float(reserves.adequacy_ratio(held, required)),
        required_frozen=frozen,
        ratio_frozen=None if frozen is None else float(reserves.adequacy_ratio(held, frozen)),
    )
