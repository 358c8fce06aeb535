"""Dates in Korean and Japanese."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from pledgecraft.evidence.model import Quantity
from pledgecraft.evidence.quantities.days import (
    Days,
    dated,
    days_of,
    early_mid_late,
    nearest,
    part_of_year,
    relative,
    weekday_of,
)

_ERAS: Final = {"令和": 2018, "平成": 1988, "昭和": 1925}
_RELATIVE: Final[dict[str, tuple[str, int]]] = {
    "오늘": ("day", 0), "어제": ("day", -1), "내일": ("day", 1), "그제": ("day", -2),
    "그저께": ("day", -2), "모레": ("day", 2), "今日": ("day", 0), "きょう": ("day", 0),
    "昨日": ("day", -1), "きのう": ("day", -1), "明日": ("day", 1), "あす": ("day", 1),
    "一昨日": ("day", -2), "지난주": ("week", -1), "지난 주": ("week", -1), "이번 주": ("week", 0),
    "이번주": ("week", 0), "금주": ("week", 0), "다음 주": ("week", 1), "다음주": ("week", 1),
    "先週": ("week", -1), "今週": ("week", 0), "来週": ("week", 1), "지난달": ("month", -1),
    "지난 달": ("month", -1), "이번 달": ("month", 0), "이번달": ("month", 0), "이달": ("month", 0),
    "다음 달": ("month", 1), "다음달": ("month", 1), "내달": ("month", 1), "先月": ("month", -1),
    "今月": ("month", 0), "来月": ("month", 1), "지난해": ("year", -1), "작년": ("year", -1),
    "재작년": ("year", -2), "올해": ("year", 0), "금년": ("year", 0), "내년": ("year", 1),
    "내후년": ("year", 2), "昨年": ("year", -1), "去年": ("year", -1), "一昨年": ("year", -2),
    "今年": ("year", 0), "ことし": ("year", 0), "来年": ("year", 1), "再来年": ("year", 2),
}  # fmt: skip
_YEARS: Final = {word: shift for word, (unit, shift) in _RELATIVE.items() if unit == "year"}
_MONTHS: Final = {word: shift for word, (unit, shift) in _RELATIVE.items() if unit == "month"}
_WEEKS: Final = {word: shift for word, (unit, shift) in _RELATIVE.items() if unit == "week"}
_WEEKDAYS: Final = {
    **{d: n for n, d in enumerate("월화수목금토일")},
    **{d: n for n, d in enumerate("月火水木金土日")},
}
_PARTS: Final = {
    "초순": "early", "중순": "mid", "하순": "late", "초": "early", "말": "late", "上旬": "early",
    "中旬": "mid", "下旬": "late", "初め": "early", "末": "late",
}  # fmt: skip


def _any(words: "dict[str, int] | dict[str, str] | dict[str, tuple[str, int]]") -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_REL_YEAR, _REL_MONTH = _any(_YEARS), _any(_MONTHS)
_DAY_TAIL = (
    r"(?:\s?[~∼～〜-]\s?(?P<d2>\d{1,2}))?\s?"
    r"[일日](?![간間본本米韓자銀経産目]|\s?(?:동안|이내|안에|만에)|以[内上]|営業)"
)
_DAY = r"(?P<d>\d{1,2})" + _DAY_TAIL
_FULL = re.compile(
    rf"""(?:[\d令平昭](?<!\d.)(?<!\d[.,/-].)(?:(?:(?<=[12])(?P<y>\d{{3}})|(?P<short>(?<=\d)\d(?=[년年](?:[度도]|\s?\d{{1,2}}\s?[월月])))
        |(?P<era>(?<=令)和|(?<=平)成|(?<=昭)和)(?P<n>\d{{1,2}}|元))\s?[년年](?:度|도)?
        (?:\s?(?:(?P<m0>\d{{1,2}})\s?[~∼～〜-]\s?)?
          (?P<m>\d{{1,2}})\s?[월月](?:期)?(?:\s?{_DAY.replace("<d", "<yd")})?
          |\s?(?:第)?(?P<q>[1-4])\s?(?:분기|四半期)|\s?(?P<half>[상하]반기|[上下]半期|[上下]期))?
      |(?<=\d)(?P<iso>\d{{3}}\.\s?\d{{1,2}}\.\s?\d{{1,2}})\.?(?!\d))
    )(?:\s?(?P<part>{_any(_PARTS)})(?!레|등|대|콜))?(?![대代生차도])""",
    re.VERBOSE,
)
_MONTH = re.compile(
    rf"""\d(?<!\d.)(?<!\d[.,/-].)(?<![第제].)(?:(?<=(?P<m1>\d))(?P<m0>\d?))(?:\s?[~∼～〜-]\s?(?P<m2>\d{{1,2}}))?\s?[월月]
      (?!曜|요|[가-힣]{{3}})(?:期)?(?:\s?{_DAY})?(?:\s?(?P<part>{_any(_PARTS)})(?!레|등|대|콜))?""",
    re.VERBOSE,
)
_BEFORE_MONTH = re.compile(
    rf"(?P<year>{_REL_YEAR})\s?$|(?<![가-힣])(?:지난|(?P<next>오는|다가오는))\s$|(?P<same>同年?|同)$"
)
_BARE_DAY = re.compile(
    rf"\d(?:(?<=[来今先]月.)|(?<![\d월月.,/-].))(?<![월月]\s.)\d?{_DAY_TAIL}(?:\s?\([월화수목금토일月火水木金土日]\))?"
)
_BEFORE_BARE = re.compile(rf"(?:(?P<month>{_REL_MONTH})\s?|(?<![가-힣])(?:지난|오는)\s)$")
_WORD = re.compile(
    rf"(?<![가-힣日])(?:{_any(_RELATIVE)})(?![날년마])(?:\s?(?P<end>말|末)(?![레등대콜])|\s?(?P<half>[상하]반기|[上下]半期)|\s?(?P<q>[1-4])분기|(?<=年)(?P<fiscal>度))?"
)
_NAMED = re.compile(
    rf"(?:(?P<week>{_any(_WEEKS)})\s?の?|(?P<past>지난)\s|(?P<next>오는)\s)?(?P<day>[월화수목금토일]요일|[月火水木金土日]曜日?)"
)
_QUARTER = re.compile(
    r"(?<![\d년年])(?<![년年]\s)(?<!년도\s)(?P<q>[1-4])\s?분기|第(?P<jq>[1-4])四半期"
)


def find_dates(text: str, *, reference: date | None) -> Iterator[Quantity]:
    """Yield the dates of a Korean or Japanese text, kind by kind; they may overlap.

    Example:
        >>> next(find_dates("2025년 10월 27일", reference=None)).day
        datetime.date(2025, 10, 27)
    """
    for found in _FULL.finditer(text):
        yield from _full(found)
    for found in _MONTH.finditer(text):
        yield from _month(text, found, reference)
    for found in _BARE_DAY.finditer(text):
        yield from _bare_day(text, found, reference)
    for found in _WORD.finditer(text):
        yield _word(found, reference)
    for found in _NAMED.finditer(text):
        yield _named(found, reference)
    for found in _QUARTER.finditer(text):
        index = int(found["q"] or found["jq"]) - 1
        days = part_of_year(reference.year, index, 3) if reference else None
        yield dated(found.start(), found.end(), days)


def _full(found: re.Match[str]) -> Iterator[Quantity]:
    if found["iso"]:
        days = days_of(*(int(n) for n in re.findall(r"\d+", found.group())))
    else:
        days = _in_year(_year(found), found)
    if days is not None and 1900 <= days[0].year <= 2099:
        days = early_mid_late(days, _PARTS[found["part"]]) if found["part"] else days
        yield dated(found.start(), found.end(), days)


def _year(found: re.Match[str]) -> int:
    if found["era"]:
        first = found.group()[0]
        start = next(year for era, year in _ERAS.items() if era[0] == first)
        return start + (1 if found["n"] == "元" else int(found["n"]))
    digits = found.group()[: 4 if found["y"] else 2]
    return int(digits) if found["y"] else 2000 + int(digits)


def _in_year(year: int, found: re.Match[str]) -> Days | None:
    if found["q"]:
        return part_of_year(year, int(found["q"]) - 1, 3)
    if found["half"]:
        return part_of_year(year, int(found["half"][0] in "하下"), 6)
    if found.group().endswith("年度"):
        return date(year, 4, 1), date(year + 1, 3, 31)
    days = days_of(year, int(found["m"] or 0), int(found["yd"] or 0))
    if days and found["m0"] and (first := days_of(year, int(found["m0"]))):
        return first[0], days[1]
    if days and found["yd2"]:
        until = days_of(year, int(found["m"]), int(found["yd2"]))
        return (days[0], until[1]) if until else days
    return days


def _month(text: str, found: re.Match[str], reference: date | None) -> Iterator[Quantity]:
    month, day = int(found["m1"] + found["m0"]), int(found["d"] or 0)
    if not 1 <= month <= 12 or day > 31:
        return
    at = found.start()
    before = _BEFORE_MONTH.search(text, max(0, at - 6), at) if at else None
    days = _resolve(month, day, before, reference)
    if days and (found["m2"] or found["d2"]):
        until = days_of(days[0].year, int(found["m2"] or month), int(found["d2"] or 0))
        days = (days[0], until[1]) if until else days
    if found["part"]:
        days = early_mid_late(days, _PARTS[found["part"]])
    yield dated(before.start() if before else at, found.end(), days)


def _resolve(
    month: int, day: int, before: re.Match[str] | None, reference: date | None
) -> Days | None:
    if reference is None:
        return None
    if before and before["year"]:
        return days_of(reference.year + _YEARS[before["year"]], month, day)
    sense = 0 if before is None or before["same"] else 1 if before["next"] else -1
    return nearest(month, day, reference=reference, sense=sense)


def _bare_day(text: str, found: re.Match[str], reference: date | None) -> Iterator[Quantity]:
    at = found.start()
    day = int(found.group()[: 2 if text[at + 1].isdecimal() else 1])
    if not 1 <= day <= 31:
        return
    before = _BEFORE_BARE.search(text, max(0, at - 6), at) if at else None
    month = before["month"] if before else None
    yield dated(
        before.start() if before else at, found.end(), _near_day(day, found, month, reference)
    )


def _near_day(
    day: int, found: re.Match[str], month: str | None, reference: date | None
) -> Days | None:
    if reference is None:
        return None
    shifts = [_MONTHS[month]] if month else [-1, 0, 1]
    months = [relative("month", shift, reference=reference) for shift in shifts]
    days = [days_of(m[0].year, m[0].month, day) for m in months if m]
    near = min((d for d in days if d), key=lambda d: abs((d[0] - reference).days), default=None)
    if near and found["d2"]:
        until = days_of(near[0].year, near[0].month, int(found["d2"]))
        return (near[0], until[1]) if until else near
    return near


def _word(found: re.Match[str], reference: date | None) -> Quantity:
    word = re.match(_any(_RELATIVE), found.group())
    unit, shift = _RELATIVE[word.group() if word else ""]
    if found["fiscal"] and reference:
        year = reference.year + shift - (reference.month < 4)
        return dated(found.start(), found.end(), (date(year, 4, 1), date(year + 1, 3, 31)))
    if unit == "year" and reference and (found["half"] or found["q"]):
        year = reference.year + shift
        index = int(found["half"][0] in "하下") if found["half"] else int(found["q"]) - 1
        return dated(
            found.start(), found.end(), part_of_year(year, index, 6 if found["half"] else 3)
        )
    days = relative(unit, shift, reference=reference)
    return dated(found.start(), found.end(), _end_of(days, unit) if found["end"] else days)


def _end_of(days: Days | None, unit: str) -> Days | None:
    """Return the last month of a year, or the last third of a shorter time."""
    if days is None or unit != "year":
        return early_mid_late(days, "late")
    return date(days[1].year, 12, 1), days[1]


def _named(found: re.Match[str], reference: date | None) -> Quantity:
    weekday = _WEEKDAYS[found["day"][0]]
    if found["week"] and reference:
        week = relative("week", _WEEKS[found["week"]], reference=reference)
        days = week and relative("day", weekday, reference=week[0])
    else:
        sense = 1 if found["next"] else -1 if found["past"] else 0
        days = weekday_of(weekday, reference=reference, sense=sense)
    return dated(found.start(), found.end(), days)
