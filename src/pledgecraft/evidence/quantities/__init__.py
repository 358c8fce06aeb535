"""Money, percentages, counts, dates and durations in English, Korean and Japanese texts.

A number is read where it stands, by expressions whose every repetition has a ceiling, so that the
work grows with the length of the text and with nothing else. What is read:

- A bare ``$`` is the dollar of the United States, a bare ``¥`` the yen.
- "hundreds" is 100 to 999, "dozens" 24 to 99, "thousands" 1,000 to 9,999, "several hundred" 200 to
  999; from millions on a plural alone says 1 to 999 of them. 수백억 and 数百億 are 100 to 999 억,
  수천억 and 数千億 1,000 to 9,999.
- 二〇三五年 and 一五パーセント, digit by digit as in vertical print, are 2035 and 15%.
- 割 and 할 are tenths. Basis points become percentage points. 300여 명 is more than 300.
- "50-50" and "90/10" are shares of a hundred.
- "$20 billion a year" is one expression with ``per="year"``.
- An amount without its currency ("$350 billion, of which 200 billion is cash") borrows the one
  before it. "from 25% to 15%" is two quantities, "15% to 25%" one.
- A date keeps the preposition out of its span; a day or month without a year is the nearest one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain

from pledgecraft.evidence.model import Quantity, Span
from pledgecraft.evidence.quantities import east_asian, east_asian_dates, english, english_dates

_EAST_ASIAN = re.compile("[가-힣ぁ-ヿ一-龥％￥￦]")


def find_quantities(
    text: str,
    *,
    language: str | None = None,
    reference: date | None = None,
    within: Iterable[Span] | None = None,
) -> tuple[Quantity, ...]:
    """Return every quantity that a text states, in order and without overlaps.

    Args:
        text: What is read; spans point into it.
        language: ``en``, ``ko`` or ``ja``; ``None`` reads all three. A Korean or Japanese text is
            read for English expressions too.
        reference: The day on which it was written, for "Monday", "last month" and "Oct. 27".
            Without one, such dates have no day.
        within: Where it is enough to read; ``None`` reads the whole text. What stands in the same
            paragraphs may be returned too.

    Returns:
        Quantities whose ``span`` holds the whole expression with the words that bound it.

    Example:
        >>> found = find_quantities("more than 300 workers and $350 billion")
        >>> [(str(q.low), q.unit, q.bound) for q in found]
        [('300', 'workers', 'more than'), ('350000000000', 'USD', 'exact')]
    """
    if within is None:
        return tuple(_settle(_candidates(text, language, reference)))
    return tuple(
        replace(one, span=Span(one.span.start + start, one.span.end + start))
        for start, end in _stretches(text, within)
        for one in find_quantities(text[start:end], language=language, reference=reference)
    )


_BEFORE = 400
"""Letters before a paragraph that are read with it: amounts borrow their currency from there, and
lend it on, each over 160 letters at most."""


def _stretches(text: str, places: Iterable[Span]) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs around some places, with a little of what stands before, in order."""
    first = done = 0
    for place in sorted(places):
        if place.end <= done:
            continue
        paragraph = max(0, text.rfind("\n\n", 0, place.start) + 2)
        start = max(0, paragraph - _BEFORE)
        if start and (blank := text.find(" ", start, paragraph)) >= 0:
            start = blank + 1
        if start > done:
            if done:
                yield first, done
            first = start
        end = text.find("\n\n", place.end)
        done = len(text) if end < 0 else end
    if done:
        yield first, done


def _candidates(text: str, language: str | None, reference: date | None) -> Iterator[Quantity]:
    amounts = english.find_amounts(text)
    yield from (english_dates.date_of_ago(q, text, reference=reference) for q in amounts)
    yield from english.find_splits(text)
    yield from english_dates.find_dates(text, reference=reference)
    east_asian_too = language not in ("en",) and _EAST_ASIAN.search(text) is not None
    if east_asian_too:
        text = east_asian.with_positional_digits(text)
        dates = east_asian_dates.find_dates(text, reference=reference)
        yield from chain(east_asian.find_amounts(text), dates)


def _settle(found: Iterable[Quantity]) -> Iterator[Quantity]:
    """Yield the leftmost, then the longest, of those that overlap."""
    done = 0
    for one in sorted(found, key=lambda q: (q.span.start, -q.span.end)):
        if one.span.start >= done:
            done = one.span.end
            yield one
