"""Quotations within quotations in Korean and Japanese: what somebody says that others say."""

import re
from bisect import bisect_left

from pledgecraft.evidence.model import Span
from pledgecraft.evidence.speech.drafts import Draft
from pledgecraft.evidence.speech.marks import Quotation
from pledgecraft.evidence.speech.people import People

_TOPIC = {
    "ko": re.compile(
        r"(?<![^\s,“‘\"'「『])(?P<who>[^\s,]{2,12}(?:\s[^\s,]{1,8})?)(?:께서는|은|는|이|가)\s"
    ),
    "ja": re.compile(r"(?<![^。、「『“])(?P<who>[^、。]{1,14}?)(?:は|が|から)"),
}


def with_nested(
    drafts: list[Draft],
    inner: list[Quotation],
    text: str,
    *,
    nested: re.Pattern[str],
    people: People,
) -> list[Draft]:
    """Return statements with those that stand in quotations within them.

    Args:
        drafts: The statements.
        inner: Quotations within quotations.
        text: The text.
        nested: What follows a quotation that is speech; its group ``cue`` is the verb.
        people: Who is named in the text.
    """
    found = list(drafts)
    quoted = sorted(
        (span.start, span.end, index) for index, one in enumerate(drafts) for span in one.quoted
    )
    for quotation in inner:
        at = bisect_left(quoted, (quotation.start + 1,)) - 1
        match = nested.match(text, quotation.end)
        if at < 0 or match is None or quoted[at][1] < quotation.end:
            continue
        start, _, index = quoted[at]
        outer = drafts[index]
        cue = Span(*match.span(str(match.lastgroup)))
        draft = Draft(outer.span, "direct", [quotation.inner], [quotation.inner], cue)
        draft.nested = True
        draft.said, draft.said_by = outer.said, outer.said_by
        draft.name = _speaker(Span(start, quotation.start), text, people)
        found.append(draft)
    return sorted(found, key=lambda one: (one.span.start, one.content[0].start))


def _speaker(before: Span, text: str, people: People) -> str | None:
    """Return the named person whom the words before a quotation are about."""
    topics = list(_TOPIC[people.language].finditer(text, before.start, before.end))
    return people.known(topics[-1]["who"]) if topics else None
