"""The days that a date in a text may mean."""

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal

from pledgecraft.evidence.model import Quantity, Span

Days = tuple[date, date]
"""The first and the last day that an expression may mean."""


def dated(start: int, end: int, days: Days | None) -> Quantity:
    """Return the date that stands at a span."""
    first, last = days or (None, None)
    return Quantity(Span(start, end), "date", None, None, "date", day=first, last_day=last)


def days_of(year: int, month: int = 0, day: int = 0) -> Days | None:
    """Return the days of a year, of a month, or a single day; ``None`` where there is none.

    Example:
        >>> days_of(2025, 2)[1]
        datetime.date(2025, 2, 28)
    """
    if not (1 <= year <= 9998 and 0 <= month <= 12):
        return None
    if month == 0:
        return date(year, 1, 1), date(year, 12, 31)
    length = monthrange(year, month)[1]
    if day > length:
        return None
    first, last = (day, day) if day else (1, length)
    return date(year, month, first), date(year, month, last)


def nearest(month: int, day: int = 0, *, reference: date | None, sense: int = 0) -> Days | None:
    """Return the month or day without a year that lies nearest to the reference.

    Args:
        month: 1 to 12.
        day: 1 to 31; 0 for the whole month.
        reference: The day of writing.
        sense: -1 for the last one before it, 1 for the next one, 0 for the nearest.

    Example:
        >>> nearest(7, reference=date(2025, 10, 29))[0]
        datetime.date(2025, 7, 1)
    """
    if reference is None:
        return None
    years = (reference.year + shift for shift in (-1, 0, 1))
    found = [days for year in years if (days := days_of(year, month, day)) is not None]
    if sense:
        found = [d for d in found if (d[0] < reference if sense < 0 else d[1] > reference)]
    return min(found, key=lambda days: abs((days[0] - reference).days), default=None)


def weekday_of(weekday: int, *, reference: date | None, sense: int = 0) -> Days | None:
    """Return a day of the week: the most recent before or on the reference.

    Args:
        weekday: Monday is 0.
        reference: The day of writing.
        sense: -1 for strictly before ("last Monday"), 1 for strictly after ("next Monday").

    Example:
        >>> weekday_of(0, reference=date(2025, 10, 29))[0]
        datetime.date(2025, 10, 27)
    """
    if reference is None:
        return None
    back = (reference.weekday() - weekday) % 7
    if sense > 0:
        day = _shifted(reference, 7 - back)
    else:
        day = _shifted(reference, -(back or (7 if sense < 0 else 0)))
    return day, day


def relative(unit: str, shift: int, *, reference: date | None) -> Days | None:
    """Return the day, week, month, quarter or year that lies some of them away.

    Example:
        >>> relative("month", -1, reference=date(2025, 10, 29))[0]
        datetime.date(2025, 9, 1)
    """
    if reference is None:
        return None
    if unit == "day":
        day = _shifted(reference, shift)
        return day, day
    if unit == "week":
        monday = _shifted(reference, 7 * shift - reference.weekday())
        return monday, _shifted(monday, 6)
    if unit == "year":
        return days_of(reference.year + shift)
    size = 3 if unit == "quarter" else 1
    return part_of_year(
        *divmod(reference.year * (12 // size) + (reference.month - 1) // size + shift, 12 // size),
        size,
    )


def _shifted(day: date, days: int) -> date:
    """Return a day some days away, or the calendar's own end."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def part_of_year(year: int, index: int, months: int) -> Days | None:
    """Return a part of a year: ``index`` counts parts of so many months from 0.

    Example:
        >>> part_of_year(2025, 2, 3)[0]
        datetime.date(2025, 7, 1)
    """
    first, last = days_of(year, index * months + 1), days_of(year, (index + 1) * months)
    return None if first is None or last is None else (first[0], last[1])


def ago(count: Decimal, unit: str, *, reference: date | None) -> Days | None:
    """Return the days that lie some time back: a day, or the month or year of that time.

    Example:
        >>> ago(Decimal(3), "week", reference=date(2025, 10, 29))[0]
        datetime.date(2025, 10, 8)
    """
    if reference is None or count != int(count) or count > 400:
        return None
    if unit in ("day", "week"):
        return relative("day", -int(count) * (7 if unit == "week" else 1), reference=reference)
    return relative(unit, -int(count), reference=reference)


def early_mid_late(days: Days | None, part: str) -> Days | None:
    """Return the first, middle or last third of some days.

    Example:
        >>> early_mid_late(days_of(2025, 9), "late")[0]
        datetime.date(2025, 9, 21)
    """
    if days is None:
        return None
    length = ((days[1] - days[0]).days + 1) // 3
    start = {"early": 0, "mid": 1, "late": 2}[part] * length
    first = days[0] + timedelta(days=start)
    return first, days[1] if part == "late" else first + timedelta(days=length - 1)
