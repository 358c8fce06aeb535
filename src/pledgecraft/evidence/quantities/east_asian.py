"""Amounts in Korean and Japanese: money, percentages, counts and durations."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final, NamedTuple

from pledgecraft.evidence.model import Bound, Kind, Quantity, Span
from pledgecraft.evidence.quantities import currencies
from pledgecraft.evidence.quantities import east_asian_words as words
from pledgecraft.evidence.quantities.bounds import quantity
from pledgecraft.evidence.quantities.currencies import one_of

_SCALES: Final[dict[str, int]] = {
    "십": 10, "백": 100, "천": 1000, "만": 10**4, "억": 10**8, "조": 10**12, "경": 10**16,
    "十": 10, "百": 100, "千": 1000, "万": 10**4, "億": 10**8, "兆": 10**12, "京": 10**16,
}  # fmt: skip
_ONES: Final[dict[str, int]] = {
    **{sign: n for n, sign in enumerate("일이삼사오육칠팔구", 1)},
    **{sign: n for n, sign in enumerate("一二三四五六七八九", 1)},
}
_NATIVE: Final[dict[str, int]] = {
    "한": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9,
    "석": 3, "넉": 4, "열": 10, "열한": 11, "열두": 12, "스무": 20,
    "一つ": 1, "二つ": 2, "三つ": 3, "四つ": 4,
    "五つ": 5, "六つ": 6, "七つ": 7, "八つ": 8,
}  # fmt: skip

_D = r"(?:\d{1,3}(?:[,，]\d{3}){1,5}|\d{1,16})(?:[.．]\d{1,6})?(?!\d|[.,]\d)"
_SMALL, _BIG = "십백천十百千", "만억조경万億兆京"
_DIGITS = rf"(?:{_D}[{_SMALL}]?[{_BIG}]\s?|{_D}[{_SMALL}]){{0,5}}(?:{_D}[{_SMALL}]?[{_BIG}]?)"
_SPELT = (
    rf"(?:(?=[일이삼사오육칠팔구]{{0,15}}[{_SMALL[:3]}{_BIG[:4]}])"
    rf"[일이삼사오육칠팔구{_SMALL[:3]}{_BIG[:4]}]{{2,16}}|[일이삼사오육칠팔구](?=%|퍼센트|할(?!\s수))"
    rf"|[一二三四五六七八九{_SMALL[3:]}{_BIG[4:]}]{{1,16}})"
)
_VAGUE = rf"(?:수|몇\s?|数|何)[{_SMALL}]?[{_BIG}]?(?<![수몇数何])"
_NATIVES = one_of([word for word in _NATIVE if word[-1] != "つ"])
_NATIVE_WORD = (
    rf"(?<![가-힣])(?:(?:{_NATIVES})(?=\s?(?:장(?![관소치])|가지|명|곳|나라|개|건|사람|척|차례|달|번째|해\s|해에|주\s))"
    r"|(?:두|세|네|다섯|여섯|일곱)(?=\s?번))"
)
_DAYS: Final[dict[str, int]] = {
    "하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "열흘": 10, "보름": 15,
}  # fmt: skip
_NATIVE_DAYS = re.compile(
    rf"(?<![가-힣])(?:{one_of(list(_DAYS))})(?=\s?(?:동안|간|만에|이내|안에|뒤|후|전|째|이상|이\s|을\s|로\s|씩))"
)

_NUMBER = re.compile(
    rf"(?P<digits>{_DIGITS})|(?P<vague>{_VAGUE})|(?P<native>{_NATIVE_WORD})|(?P<spelt>{_SPELT})"
)
_STARTS = "".join(_ONES) + "수몇数何" + "".join(word[0] for word in _NATIVE)
_ANCHOR = re.compile(
    rf"[\d{_SMALL}{_BIG}{_STARTS}]"
    r"(?<!\d.)(?<!\d[.,:/-].)(?<![A-Za-z].)(?<![A-Za-z]-.)(?<![제第].)(?:(?<=\d)|(?<![가-힣].))"
)
_PART = re.compile(rf"({_D})([{_SMALL}]?)([{_BIG}]?)")
_LINK = re.compile(r"\s?[~∼～〜–-]\s?|(?:\s?에서|から)\s?")
_OVER = re.compile(r"(?:여(?=\s?[가-힣])|余(?=[人名社件])|수(?=\s?[명])|数(?=[人名社]))\s?")
_LOOSE = re.compile(r"\s?(?:규모|어치|짜리|規模)")
_AMOUNT = re.compile(r"[억億兆]$|조.*억")
_MONTH_NEXT = re.compile(r"\s?\d{1,2}\s?[월月]")
_REACH = 80
_KANJI = re.compile(r"[一-龥]")
_BEFORE_KANJI = frozenset("比約計総大低間年月日は高")


_SIGNS = "一二三四五六七八九〇"
_POSITIONAL = re.compile(
    rf"(?<![{_SIGNS}十百千万億兆])(?:"
    rf"[{_SIGNS}]{{2,12}}(?=[年月日％%パ人社件円億万兆．ポ])|[{_SIGNS}]{{1,4}}・[{_SIGNS}]{{1,4}}(?=[％%パポ])"
    r"|十?[一二三四五六七八九](?=月)|(?<=月)[二三]?十?[一二三四五六七八九](?=日))"
)
_VALUES: Final = {
    **{sign: str(n) for n, sign in enumerate("〇一二三四五六七八九")},
    "十": "1",
    "・": ".",
}


def with_positional_digits(text: str) -> str:
    """Return a text of the same length with numbers that stand digit by digit in plain digits.

    Example:
        >>> with_positional_digits("二〇三五年三月に一五パーセント")
        '2035年3月に15パーセント'
    """
    return _POSITIONAL.sub(_in_digits, text)


def _in_digits(match: re.Match[str]) -> str:
    signs = match.group()
    if len(signs) == 3 and signs[1] == "十":
        return signs  # twenty-one in three signs has two digits
    if len(signs) == 2 and signs[0] in "二三" and signs[1] == "十":
        return _VALUES[signs[0]] + "0"
    return "".join(_VALUES[sign] for sign in signs)


class Number(NamedTuple):
    """A Korean or Japanese number as written."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    raw: str


class Unit(NamedTuple):
    """What stands behind a number."""

    kind: Kind
    name: str
    end: int
    factor: Decimal = Decimal(1)
    more: bool = False


def find_amounts(text: str) -> Iterator[Quantity]:
    """Yield money, percentages, counts and durations of a Korean or Japanese text, in order.

    Example:
        >>> [(q.low, q.unit) for q in find_amounts("3500억 달러")]
        [(Decimal('350000000000'), 'USD')]
    """
    done, last, rate = 0, None, None
    for anchor in _ANCHOR.finditer(text):
        if anchor.start() < done:
            continue
        found = _read(text, anchor.start(), last)
        if found is not None:
            done = found.span.end
            if _is_rate(text, found):
                rate = found.span
                continue
            if rate is not None and found.span.start <= rate.end + 2:
                found = replace(found, span=Span(rate.start, found.span.end))
            rate = None
            last = found if found.kind == "money" else last
            yield found
    for day in _NATIVE_DAYS.finditer(text):
        number = Decimal(_DAYS[day.group()])
        yield quantity(day.span(), kind="duration", low=number, high=number, unit="day", bound=None)


def _is_rate(text: str, found: Quantity) -> bool:
    """Return whether a price of one unit of money follows: 1ドル=168円."""
    is_one = found.kind == "money" and found.low == found.high == 1
    return is_one and text[found.span.end : found.span.end + 2].strip()[:1] in ("=", "＝")


def _read(text: str, at: int, last: Quantity | None) -> Quantity | None:
    first = _number(text, at)
    if first is None:
        return None
    unit = _unit(text, first)
    second = _second(text, unit.end if unit else first.end)
    if second is not None and (other := _unit(text, second)) is not None:
        return _range(text, first, unit, second, other)
    unit = unit or _borrowed(text, first, last)
    return _finish(text, first, first, unit) if unit else None


def _second(text: str, end: int) -> Number | None:
    link = _LINK.match(text, end)
    digits = link is not None and text[link.end() : link.end() + 1].isdecimal()
    return _number(text, link.end()) if link is not None and digits else None


def _range(
    text: str, first: Number, unit: Unit | None, second: Number, other: Unit
) -> Quantity | None:
    if unit is not None and (unit.kind, unit.name) != (other.kind, other.name):
        return _finish(text, first, first, unit)
    scale = _last_scale(second.raw)
    low = first.low
    if unit is None and first.raw[-1].isdecimal() and low * scale < second.high:
        low *= scale
    first = Number(first.start, first.end, low, low, first.raw)
    if low < second.high and (unit is None or _is_range(text, unit, second)):
        return _finish(text, first, second, other)
    return _finish(text, first, first, unit) if unit else None


def _is_range(text: str, unit: Unit, second: Number) -> bool:
    joint = text[unit.end : second.start]
    return "에서" not in joint and "から" not in joint


def _last_scale(raw: str) -> int:
    scale = 1
    for sign in reversed(raw):
        if sign not in _SCALES:
            break
        scale *= _SCALES[sign]
    return scale


def _finish(text: str, first: Number, last: Number, unit: Unit) -> Quantity | None:
    bound, per, start = _left(text, first.start)
    behind, end = _right(text, unit.end)
    if start and text[start - 1] in "$＄₩￦¥￥€" and unit.kind == "money":
        start -= 1
    said: Bound | None = bound or behind or ("more than" if unit.more else None)
    return quantity(
        (start, end), kind=unit.kind, low=first.low * unit.factor, high=last.high * unit.factor,
        unit=unit.name, bound=said, per=per if unit.kind in ("money", "percent", "count") else None,
    )  # fmt: skip


def _left(text: str, at: int) -> tuple[Bound | None, str | None, int]:
    found = words.BEFORE.search(text, max(0, at - 12), at) if at else None
    if found is None:
        return None, None, at
    per = found["per"] or found["per2"]
    bound = words.BEFORE_BOUND.get(found["b1"] or found["b2"] or "")
    return bound, words.PER_WORDS.get(per or ""), found.start()


def _right(text: str, at: int) -> tuple[Bound | None, int]:
    found = words.AFTER.match(text, at)
    return (words.AFTER_BOUND[found.lastgroup], found.end()) if found else (None, at)


def _number(text: str, at: int) -> Number | None:
    found = _NUMBER.match(text, at)
    if found is None or (found.lastgroup != "digits" and _inside_word(text, at)):
        return None
    raw = found.group().rstrip()
    low, high = _value(raw, found.lastgroup)
    return Number(at, at + len(raw), low, high, raw)


def _inside_word(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    if "가" <= before <= "힣":
        return True
    return _KANJI.match(before) is not None and before not in _BEFORE_KANJI


def _value(raw: str, form: str | None) -> tuple[Decimal, Decimal]:
    if form == "vague":
        return _vague(raw)
    if form == "native":
        number = Decimal(_NATIVE[raw])
    elif form == "spelt":
        number = Decimal(_sum_spelt(raw))
    else:
        number = _sum_parts(raw)
    return number, number


def _sum_parts(raw: str) -> Decimal:
    total = part = Decimal(0)
    for found in _PART.finditer(raw):
        part += Decimal(found[1].translate(_PLAIN)) * _SCALES.get(found[2], 1)
        if found[3]:
            total, part = total + part * _SCALES[found[3]], Decimal(0)
    return total + part


_PLAIN: Final = str.maketrans({",": "", "，": "", "．": "."})


def _vague(raw: str) -> tuple[Decimal, Decimal]:
    scales = [_SCALES[sign] for sign in raw if sign in _SCALES]
    small = scales[0] if scales and scales[0] <= 1000 else 1
    big = scales[-1] if scales and scales[-1] > 1000 else 1
    low = small if small > 1 else 2
    return Decimal(low * big), Decimal((10 * small - 1) * big)


def _sum_spelt(raw: str) -> int:
    total = part = one = 0
    for sign in raw:
        if sign in _ONES:
            one = _ONES[sign]
        elif _SCALES[sign] <= 1000:
            part, one = part + max(one, 1) * _SCALES[sign], 0
        else:
            total, part, one = total + max(part + one, 1) * _SCALES[sign], 0, 0
    return total + part + one


def _unit(text: str, number: Number) -> Unit | None:
    over = _OVER.match(text, number.end)
    at = over.end() if over else number.end
    found = words.UNIT.match(text, at)
    if found is None:
        return None
    unit = _amount(found) or _duration(text, number, found) or _count(number, found)
    return unit and Unit(unit.kind, unit.name, unit.end, unit.factor, over is not None)


def _amount(found: re.Match[str]) -> Unit | None:
    end = found.end()
    if found["ko_cur"]:
        return Unit("money", currencies.KOREAN["".join(found["ko_cur"].split())], end)
    if found["ja_cur"]:
        return Unit("money", currencies.JAPANESE[found["ja_cur"]], end)
    if found["pct"]:
        return Unit("percent", "%", end)
    if found["pp"]:
        return Unit("percent", "percentage point", end)
    if found["bp"]:
        return Unit("percent", "percentage point", end, Decimal("0.01"))
    return Unit("percent", "%", end, Decimal(10)) if found["wari"] else None


_LENGTHS: Final = {
    "year": "year", "month": "month", "week": "week", "bday": "business day", "day": "day",
    "hour": "hour", "minute": "minute",
}  # fmt: skip


def _duration(text: str, number: Number, found: re.Match[str]) -> Unit | None:
    group = next((g for g in words.DURATION_GROUPS if found[g]), None)
    if group is None:
        return None
    name = group[3:]
    plain = found[group] in ("년", "年", "일", "日")
    if plain and name == "day" and number.low <= 31 and not words.WITHIN.match(text, found.end()):
        return None
    if name == "year" and plain and (_year_like(number) or _MONTH_NEXT.match(text, found.end())):
        return None
    if found[group] == "주" and number.low >= 100:
        return None
    if name == "minute" and number.raw == "十":
        return None  # enough
    return Unit("duration", _LENGTHS[name], found.end())


def _year_like(number: Number) -> bool:
    return number.raw.isdecimal() and 1900 <= number.low <= 2099


def _count(number: Number, found: re.Match[str]) -> Unit | None:
    counter = found["ko_cnt"] or found["ja_cnt"]
    if counter is None or number.low == 0:
        return None
    if counter == "대" and number.low <= 90 and number.low % 10 == 0:
        return None
    if counter == "대" and _AGAINST.match(found.string, found.end()):
        return None
    return Unit("count", counter, found.end())


_AGAINST = re.compile(r"\s?\d")
"""A number behind 대: 5대 5, which counts nothing."""


def _borrowed(text: str, number: Number, last: Quantity | None) -> Unit | None:
    if _AMOUNT.search(number.raw) is None:
        return None
    korean = any(sign in "억조" for sign in number.raw)
    if last is not None and number.start - last.span.end < _REACH:
        return Unit("money", last.unit, number.end)
    loose = _LOOSE.match(text, number.end) or sum(sign in _SCALES for sign in number.raw) > 1
    return Unit("money", "KRW" if korean else "JPY", number.end) if loose else None
