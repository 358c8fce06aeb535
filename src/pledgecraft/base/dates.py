"""Business days on the joint calendar of the parties.

The calendars are pinned text files beside this module, one per version: packages disagree about
Korea, and a notice period must give the same day on every machine. A case may add or remove days.
"""

import tomllib
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib import resources
from typing import Any, cast

CALENDAR_VERSION = "2026-11"


@cache
def holidays(party: str) -> frozenset[date]:
    """Return a party's public holidays, 2025 to 2060; empty for a party without a calendar."""
    file = resources.files("pledgecraft.base").joinpath(f"calendars/{CALENDAR_VERSION}.toml")
    data: dict[str, Any] = tomllib.loads(file.read_text("utf-8"))
    return frozenset(cast(list[date], data.get(party, {}).get("holidays", [])))


def add_business_days(
    start: date,
    count: int,
    *,
    parties: Iterable[str],
    added: Iterable[date] = (),
    removed: Iterable[date] = (),
) -> date:
    """Return the day a number of joint business days after a start.

    A day counts when it is no weekend and no holiday of any of the parties.

    Args:
        start: The day of the notice; it does not count itself.
        count: Business days, at least 0.
        parties: ISO codes of the parties whose holidays count.
        added: Further days off.
        removed: Days that count although a calendar lists them.

    Example:
        >>> add_business_days(date(2026, 1, 2), 45, parties=["KOR", "USA"])
        datetime.date(2026, 3, 13)
    """
    return _add(start, count, tuple(parties), frozenset(added), frozenset(removed))


@lru_cache(4096)
def _add(
    start: date,
    count: int,
    parties: tuple[str, ...],
    added: frozenset[date],
    removed: frozenset[date],
) -> date:
    closed = frozenset[date]().union(*(holidays(party) for party in parties))
    closed = (closed | added) - removed
    day = start
    while count > 0:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in closed:
            count -= 1
    return day


def add_months(start: date, months: int) -> date:
    """Return a date some months later, on the last day of the month where the day is missing.

    A date beyond the calendar's last day is that day.
    """
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
