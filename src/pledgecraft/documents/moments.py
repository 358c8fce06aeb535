"""Dates and times as publishers write them; a time zone is kept where one is given."""

import re
from datetime import datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ZONES = {
    "Z": 0,
    "UTC": 0,
    "GMT": 0,
    "KST": 9,
    "JST": 9,
    "EST": -5,
    "EDT": -4,
    "PST": -8,
    "PDT": -7,
    "CET": 1,
    "CEST": 2,
    "BST": 1,
}
"""Hours from UTC. Zones that mean several things (ET, CST, IST) are not here."""
MONTH = r"(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
DAYS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4})\s*[-./]\s*(?P<month>\d{1,2})\s*[-./]\s*(?P<day>\d{1,2})(?!\d)",
        r"(?P<year>\d{4})\s*[년年]\s*(?P<month>\d{1,2})\s*[월月]\s*(?P<day>\d{1,2})\s*[일日]",
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{MONTH},?\s+(?P<year>\d{{4}})",
        rf"\b{MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
    )
]
CLOCK = re.compile(
    r"(?P<before>[ap]\.?m\.?|오전|오후|午前|午後)?\s*(?P<hour>\d{1,2})\s*(?::|시|時)\s*"
    r"(?P<minute>\d{2})\s*[분分]?(?::(?P<second>\d{2}))?\s*(?P<after>[ap]\.?m\b\.?)?",
    re.IGNORECASE,
)
ZONE = re.compile(r"\b(?P<name>[A-Z]{3,4}|Z)\b|(?P<sign>[+-])(?P<hours>\d{2}):?(?P<minutes>\d{2})")
LATE = {"p", "오후", "午後"}
LONGEST = 120


def moment_in(text: str | None) -> datetime | None:
    """Return the first date, with its time and zone, in a short text; ``None`` without one.

    Example:
        >>> moment_in("Updated: 3 Nov. 2025, 19:33 KST").isoformat()
        '2025-11-03T19:33:00+09:00'
    """
    short = (text or "").strip()[:LONGEST]
    return _standard(short) or _written(short)


def _standard(text: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _written(text: str) -> datetime | None:
    for day in DAYS:
        if found := day.search(text):
            return _put_together(found, text[found.end() :])
    return None


def _put_together(day: re.Match[str], rest: str) -> datetime | None:
    month = day["month"]
    number = int(month) if month.isdecimal() else MONTHS.index(month[:3].lower()) + 1
    clock = CLOCK.search(rest)
    hour, minute, second = _time(clock) if clock else (0, 0, 0)
    zone = _zone(rest[clock.end() :]) if clock else None
    try:
        return datetime(
            int(day["year"]), number, int(day["day"]), hour, minute, second, tzinfo=zone
        )
    except ValueError:
        return None


def _time(clock: re.Match[str]) -> tuple[int, int, int]:
    hour = int(clock["hour"])
    half = (clock["before"] or clock["after"] or "").lower()
    if half:
        late = half in LATE or half.startswith("p")
        hour = hour % 12 + (12 if late else 0)
    return hour, int(clock["minute"]), int(clock["second"] or 0)


def _zone(text: str) -> tzinfo | None:
    found = ZONE.search(text)
    if not found:
        return None
    if found["name"]:
        hours = ZONES.get(found["name"])
        return None if hours is None else timezone(timedelta(hours=hours))
    away = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"]))
    return timezone(-away if found["sign"] == "-" else away)
