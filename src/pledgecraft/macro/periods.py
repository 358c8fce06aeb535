"""The time to which a figure belongs, as the tables write it.

======================== ===========================================================
``2024``                 a calendar year
``2024-12``              a month; a stock carries the month at whose end it was taken
``2024-12-31``           a day
``2025Q3``, ``2025H1``   a quarter or a half of a calendar year
``FY2025H1``             a half of a fiscal year that begins in April
``2025-01..2025-10``     from the first day of one to the last day of the other
``2017-08..``            since then
``-``                    no time: a rule, a model's parameter, a usual value
``2024@revised``         of several figures for one time, the one of that vintage
======================== ===========================================================
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta

NO_TIME = "-"
_POINT = re.compile(r"(FY)?(\d{4})(?:-(\d\d)(?:-(\d\d))?|([QH])(\d))?")
_VINTAGE = re.compile(r"[a-z0-9][a-z0-9-]*")
_MONTHS = {"Q": 3, "H": 6}

Span = tuple[date, date]


def read_span(period: str) -> Span:
    """Return the first and the last day of a period.

    Raises:
        ValueError: The text is no period.

    Example:
        >>> read_span("2024-12@revised")
        (datetime.date(2024, 12, 1), datetime.date(2024, 12, 31))
        >>> read_span("FY2025H1")
        (datetime.date(2025, 4, 1), datetime.date(2025, 9, 30))
    """
    time, at, vintage = period.partition("@")
    if at and not _VINTAGE.fullmatch(vintage):
        raise ValueError(period)
    if time == NO_TIME:
        return date.min, date.min
    first, dots, last = time.partition("..")
    start, end = _point(first)
    if dots:
        end = _point(last)[1] if last else date.max
    if end < start:
        raise ValueError(period)
    return start, end


def in_order(period: str) -> tuple[date, date, str]:
    """Return what a series is sorted by: its end, its start, its vintage.

    Example:
        >>> sorted(["2025", "2024-12@revised", "2024-12", "2025-01"], key=in_order)
        ['2024-12', '2024-12@revised', '2025-01', '2025']
    """
    start, end = read_span(period)
    return end, start, period.partition("@")[2]


def distance(period: str, wanted: str) -> int:
    """Return the days between the ends of two periods."""
    return abs((read_span(period)[1] - read_span(wanted)[1]).days)


def nearest(periods: Iterable[str], wanted: str, *, count: int = 3) -> list[str]:
    """Return the periods that lie nearest, in order of time; the last ones if none is wanted.

    Example:
        >>> nearest(["2019", "2020", "2024", "2025"], "2023", count=2)
        ['2024', '2025']
    """
    try:
        found = sorted(periods, key=lambda period: distance(period, wanted))[:count]
    except ValueError:
        found = sorted(periods, key=in_order)[-count:]
    return sorted(found, key=in_order)


def _point(text: str) -> Span:
    """Return the first and the last day of one year, part of a year, month or day."""
    match = _POINT.fullmatch(text)
    if match is None:
        raise ValueError(text)
    fiscal, year, month, day, kind, part = match.groups()
    if fiscal and month:
        raise ValueError(text)
    if day:
        found = date(int(year), int(month), int(day))
        return found, found
    length = 1 if month else _MONTHS.get(kind, 12)
    number = int(month or part or 1)
    if not 1 <= number <= 12 // length:
        raise ValueError(text)
    first = (number - 1) * length + (3 if fiscal else 0)
    return _month_start(int(year), first), _month_start(int(year), first + length) - _DAY


def _month_start(year: int, months: int) -> date:
    return date(year + months // 12, months % 12 + 1, 1)


_DAY = timedelta(days=1)
