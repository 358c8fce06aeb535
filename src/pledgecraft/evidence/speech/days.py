"""The day on which something was said."""

import re
from datetime import date, timedelta

from pledgecraft.evidence.speech.words import DAYS, MONTHS

_DAY = re.compile(
    r"\b(?P<week>" + "|".join(DAYS) + r")\b(?!'s|’s)"
    r"|\b(?P<month>" + "|".join(MONTHS) + r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.? "
    r"(?P<day>\d{1,2})\b(?:, (?P<year>\d{4}))?"
    r"|\bon the (?P<nth>\d{1,2})(?:st|nd|rd|th)\b"
    r"|\b(?P<word>yesterday|today|this morning|this afternoon|tonight)\b"
    r"|\b(?P<vague>last (?:week|month|year|spring|summer|autumn|fall|winter)|earlier this "
    r"(?:week|month|year))\b"
)
_CJK = re.compile(r"(?<![\d월月년年-])(?P<day>\d{1,2})(?:일|日)(?!\s?(?:간|間|동안|부터|까지))")
_BEHIND = 90


def day_said(
    masked: str, start: int, end: int, published: date | None
) -> tuple[date | None, str | None]:
    """Return the day named beside a cue, and how it is named.

    Args:
        masked: The text with its quotations filled in.
        start: Where to look from.
        end: Where to stop.
        published: The day of publication, to which weekdays refer.

    Returns:
        Day and ``stated``, ``weekday`` or ``relative``; the day of publication and ``published``
        where nothing is named; ``None`` where it cannot be known.
    """
    match = _DAY.search(masked, start, min(end, start + _BEHIND))
    if match is None:
        return published, "published" if published else None
    if match["vague"]:
        return None, "relative"
    if published is None and not match["year"]:
        return None, "weekday" if match["week"] else "stated" if match["day"] else "relative"
    if match["week"]:
        return _weekday(match["week"], published), "weekday"
    if match["word"]:
        back = 1 if match["word"] == "yesterday" else 0
        return published and published - timedelta(days=back), "relative"
    if match["nth"]:
        return published and day_of_month(int(match["nth"]), published), "stated"
    return _stated(match, published), "stated"


def _weekday(name: str, published: date | None) -> date | None:
    if published is None:
        return None
    back = (published.weekday() - DAYS.index(name)) % 7
    return published - timedelta(days=back)


def _stated(match: re.Match[str], published: date | None) -> date | None:
    month = next(index for index, name in enumerate(MONTHS, 1) if name[:3] == match["month"][:3])
    year = int(match["year"]) if match["year"] else published.year if published else 1
    try:
        day = date(year, month, int(match["day"]))
        if published and day > published and not match["year"]:
            day = date(year - 1, month, int(match["day"]))
    except ValueError:
        return None
    return day


def day_of_month(day: int, published: date) -> date | None:
    """Return the last such day of a month up to the day of publication."""
    month = published.replace(day=1)
    if day > published.day:
        month = (month - timedelta(days=1)).replace(day=1)
    try:
        return month.replace(day=day)
    except ValueError:
        return None


def day_said_cjk(
    masked: str, start: int, end: int, published: date | None
) -> tuple[date | None, str | None]:
    """Return the day of the month that a Korean or Japanese sentence names.

    Args:
        masked: The text with its quotations filled in.
        start: Where to look from.
        end: Where to stop.
        published: The day of publication.
    """
    match = _CJK.search(masked, start, min(end, start + _BEHIND))
    if match is None:
        return published, "published" if published else None
    if published is None:
        return None, "stated"
    return day_of_month(int(match["day"]), published), "stated"
