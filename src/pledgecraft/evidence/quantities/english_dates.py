"""Dates in English."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from pledgecraft.evidence.model import Quantity
from pledgecraft.evidence.quantities.days import (
    Days,
    ago,
    dated,
    days_of,
    early_mid_late,
    nearest,
    part_of_year,
    relative,
    weekday_of,
)
from pledgecraft.evidence.quantities.lexicon import words

_MONTHS: Final = words(
    "january february march april may june july august september october november december"
)
_WEEKDAYS: Final = words("monday tuesday wednesday thursday friday saturday sunday")
_SHORT: Final = "Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun"
_WEEKDAY: Final = "|".join(day.title() for day in _WEEKDAYS)
_SENSES: Final[dict[str, int]] = {"last": -1, "past": -1, "this": 0, "next": 1, "coming": 1}
_ORDINALS: Final[dict[str, int]] = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4,
    "final": 4,
}  # fmt: skip

_NOT_DAY = r"(?!\d|[.,:/]\d|\s?%|-[A-Za-z]|\s(?:percent|per\scent|[bmt]n|[bmtr]+illion|thousand)\b)"
_MONTH = re.compile(
    rf"""[JFMASOND](?<!\w.)(?:(?:(?<=J)anuary|(?<=F)ebruary|(?<=M)arch|(?<=A)pril|(?<=M)ay|(?<=J)une
    |(?<=J)uly|(?<=A)ugust|(?<=S)eptember|(?<=O)ctober|(?<=N)ovember|(?<=D)ecember)
    |(?P<short>(?<=J)an|(?<=F)eb|(?<=M)ar|(?<=A)pr|(?<=J)un|(?<=J)ul|(?<=A)ug|(?<=S)ept?|(?<=O)ct
    |(?<=N)ov|(?<=D)ec)\.?)(?!\w)
    (?:\s(?P<day>[0-3]?\d)(?:st|nd|rd|th)?{_NOT_DAY}(?:\s?[-–]\s?(?P<day2>[0-3]?\d)(?!\d))?)?
    (?:,?\s(?:of\s)?(?P<year>(?:19|20)\d\d)(?![\d%]|[.,]\d))?""",
    re.VERBOSE,
)
_BEFORE_MONTH = re.compile(
    rf"""(?<![\w.,])(?:(?:(?:{_WEEKDAY}|{_SHORT})\.?,?\s)?(?:the\s)?
      (?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?:\s?[-–]\s?(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?)?(?:\sof)?\s$
    | (?P<weekday>{_WEEKDAY}|{_SHORT})\.?,?\s$
    | (?P<part>[Ee]arly|[Mm]id|[Ll]ate)[-\s]$ | (?P<sense>[Ll]ast|[Tt]his|[Nn]ext)\s$)""",
    re.VERBOSE,
)
_MODAL = re.compile(
    r"\b(?:in|of|since|by|until|till|from|through|before|after|during|for|to|and|between|around)\s$",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    r"\d(?<![\w.,/-].)(?:(?<=[12])(?P<iso>\d{3}([-/.])\d{1,2}\2\d{1,2})(?![\d/-]|\.\d)(?:T[\d:]{5,8}Z?)?"
    r"|(?P<us>\d?/\d{1,2}/(?:19|20)\d\d)(?![\d/]))"
)
_TAILS = "|".join(f"(?<={day[0].upper()}){day[1:]}" for day in _WEEKDAYS)
_NAMED_DAY = re.compile(rf"[MTWFS](?<!\w.)(?:{_TAILS})(?!\w)")
_BEFORE_DAY = re.compile(r"\b(?P<sense>last|this|next|past|this\scoming)\s$", re.IGNORECASE)
_RELATIVE = re.compile(
    r"""(?:[yYtT](?<!\w.)(?:(?P<word>(?<=y)esterday|(?<=Y)esterday|(?<=[tT])oday|(?<=[tT])omorrow|(?<=[tT])onight)
    |(?:(?<=[tT])his)\s(?P<this>week|month|quarter|year))(?!\w)
    |[lLnN](?<!\w.)(?P<sense>(?<=[lL])ast|(?<=[nN])ext)\s(?P<unit>week|month|quarter|year)(?!\w)
    |[aA](?<!\w.)n?\s(?P<ago>year|month|week|day)\sago\b)""",
    re.VERBOSE,
)
_DAY_WORDS: Final = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_EARLIER = re.compile(r"\b(?P<part>earlier|later|early|late)\s$", re.IGNORECASE)
_PART = re.compile(
    r"""(?:[fFsS1-4t](?<!\w.)(?P<nth>(?<=[fF])irst|(?<=[sS])econd|(?<=t)hird|(?<=[fF])ourth|(?<=f)inal
      |(?<=1)st|(?<=2)nd|(?<=3)rd|(?<=4)th)[-\s](?P<size>quarter|half)
      (?:\sof\s(?:the\s)?(?:fiscal\s)?(?:(?P<year>(?:19|20)\d\d)(?!\d)|(?P<rel>this|next|last)\syear))?
    )""",
    re.VERBOSE,
)
_SHORT_PART = re.compile(r"[QH](?<!\w.)(?P<q>[1-4])(?!\w)\s(?:of\s)?(?P<year>(?:19|20)\d\d)(?!\d)")
_YEAR = re.compile(
    r"""[12](?<![\w$€£¥₩#/+].)(?<![.,:-]\b.)(?:(?<=1)9|(?<=2)0)\d\d
    (?:(?P<decade>s)(?!\w)|\s?[-–]\s?(?P<last>(?:19|20)?\d\d)(?![\w%-]))?
    (?![\w%$€£¥₩%/:]|[.,]\d|-\w|[-–]\d
      |\s?(?:percent|per\scent|bn|[bmt]rn?illion|billion|million|trillion|thousand|won|yen|dollars|euros
      |basis|points|pounds)\b|\s(?:[A-Z]\w*\s)(?:Street|Avenue|Ave|St|Road|Boulevard|Blvd|Drive)\b)""",
    re.VERBOSE,
)
_BEFORE_YEAR = re.compile(
    r"(?P<part>\b[Ee]arly|\b[Mm]id|\b[Ll]ate)[-\s]$|(?P<fiscal>\b(?:[Ff]iscal(?:\s[Yy]ear)?|FY)\s?)$"
)
_LABEL = re.compile(
    r"\b(?:sections?|sec\.|articles?|chapters?|pages?|pp?\.|no\.|number|room|suite|flight|route|model"
    r"|windows|resolution|ext\.|order|act|bill|rule|case|docket|version|vol\.)\s#?$",
    re.IGNORECASE,
)


def find_dates(text: str, *, reference: date | None) -> Iterator[Quantity]:
    """Yield the dates of an English text, kind by kind; they may overlap.

    Example:
        >>> [q.span.of("on Oct. 27, 2025") for q in find_dates("on Oct. 27, 2025", reference=None)]
        ['Oct. 27, 2025', '2025']
    """
    for found in _MONTH.finditer(text):
        yield from _month(text, found, reference)
    yield from (
        dated(m.start(), m.end(), _numeric(m)) for m in _NUMERIC.finditer(text) if _numeric(m)
    )
    for found in _NAMED_DAY.finditer(text):
        yield _weekday(text, found, reference)
    for found in _RELATIVE.finditer(text):
        yield from _relative(text, found, reference)
    if "quarter" in text or "half" in text:
        for found in _PART.finditer(text):
            yield from _part(found, reference)
    for found in _SHORT_PART.finditer(text):
        size = 6 if found.group()[0] == "H" else 3
        if int(found["q"]) * size <= 12:
            days = part_of_year(int(found["year"]), int(found["q"]) - 1, size)
            yield dated(found.start(), found.end(), days)
    for found in _YEAR.finditer(text):
        yield from _year(text, found)


def date_of_ago(duration: Quantity, text: str, *, reference: date | None) -> Quantity:
    """Return a duration followed by "ago" as the date that it means; any other as it is."""
    end = duration.span.end
    if duration.low is None or not text.startswith(" ago", end):
        return duration
    days = ago(duration.low, duration.unit, reference=reference)
    return dated(duration.span.start, end + 4, days)


def _month(text: str, found: re.Match[str], reference: date | None) -> Iterator[Quantity]:
    start = found.start()
    name = found.group()[:3].lower()
    before = _BEFORE_MONTH.search(text, max(0, start - 24), start) if start else None
    day = found["day"] or (before["day"] if before else None)
    plain = day is None and found["year"] is None
    if plain and (
        found["short"] or (name in ("may", "mar") and not _is_month(text, start, before))
    ):
        return
    month = next(n for n, word in enumerate(_MONTHS, 1) if word.startswith(name))
    sense = _SENSES.get((before["sense"] or "").lower(), 0) if before else 0
    days = _resolve(month, int(day or 0), found["year"], reference, sense)
    last = found["day2"] or (before["day2"] if before else None)
    if last and days and (until := days_of(days[0].year, month, int(last))):
        days = (days[0], until[1])
    if before and before["part"]:
        days = early_mid_late(days, before["part"].lower())
    if day is None or days is not None or reference is None:
        yield dated(before.start() if before else start, found.end(), days)


def _is_month(text: str, start: int, before: re.Match[str] | None) -> bool:
    return before is not None or _MODAL.search(text, max(0, start - 10), start) is not None


def _resolve(
    month: int, day: int, year: str | None, reference: date | None, sense: int
) -> Days | None:
    if year:
        return days_of(int(year), month, day)
    return nearest(month, day, reference=reference, sense=sense)


def _numeric(found: re.Match[str]) -> Days | None:
    parts = [int(part) for part in re.findall(r"\d+", found.group().split("T")[0])]
    if found["iso"]:
        return days_of(*parts) if parts[2] else None
    month, day, year = parts
    return days_of(year, month, day) if month <= 12 else days_of(year, day, month)


def _weekday(text: str, found: re.Match[str], reference: date | None) -> Quantity:
    start = found.start()
    before = _BEFORE_DAY.search(text, max(0, start - 14), start) if start else None
    sense = _SENSES.get(before["sense"].lower().split()[-1], 0) if before else 0
    days = weekday_of(_WEEKDAYS.index(found.group().lower()), reference=reference, sense=sense)
    return dated(before.start() if before else start, found.end(), days)


def _relative(text: str, found: re.Match[str], reference: date | None) -> Iterator[Quantity]:
    if found["word"]:
        if text[: found.start()].endswith("USA "):
            return
        shift = _DAY_WORDS[found.group().lower()]
        yield dated(found.start(), found.end(), relative("day", shift, reference=reference))
        return
    unit = found["this"] or found["unit"] or found["ago"]
    shift = -1 if found["ago"] else {"ast": -1, "ext": 1}.get(found["sense"] or "", 0)
    before = (
        _EARLIER.search(text, max(0, found.start() - 9), found.start()) if found.start() else None
    )
    start = before.start() if before else found.start()
    yield dated(start, found.end(), relative(unit, shift, reference=reference))


def _part(found: re.Match[str], reference: date | None) -> Iterator[Quantity]:
    half = found["size"] == "half"
    stated = found["year"] or found["rel"]
    index = _ORDINALS[re.split(r"[-\s]", found.group())[0].lower()]
    if half and (index > 2 or not stated):
        return
    year = _year_of(found, reference)
    days = part_of_year(year, index - 1, 6 if half else 3) if year else None
    yield dated(found.start(), found.end(), days)


def _year_of(found: re.Match[str], reference: date | None) -> int | None:
    if found["year"]:
        return int(found["year"])
    return reference.year + _SENSES[found["rel"] or "this"] if reference else None


def _year(text: str, found: re.Match[str]) -> Iterator[Quantity]:
    start, year = found.start(), int(found.group()[:4])
    if start and _LABEL.search(text, max(0, start - 12), start):
        return
    days = days_of(year)
    if found["decade"]:
        days = (date(year, 1, 1), date(year + 9, 12, 31)) if year % 10 == 0 else None
    elif found["last"]:
        last = int(f"{year // 100}{found['last']}"[-4:])
        days = (date(year, 1, 1), date(last, 12, 31)) if last > year else None
    before = _BEFORE_YEAR.search(text, max(0, start - 13), start) if start else None
    if before and before["part"]:
        days = early_mid_late(days, before["part"].lower())
    if days is not None:
        yield dated(before.start() if before else start, found.end(), days)
