"""Speech without a verb of its own: what carries on, labels, quotations that stand alone."""

import re
from collections import Counter
from collections.abc import Iterable

from pledgecraft.evidence.model import Span
from pledgecraft.evidence.speech.drafts import Draft
from pledgecraft.evidence.speech.marks import Quotation
from pledgecraft.evidence.speech.sentence import Sentence
from pledgecraft.evidence.speech.words import DETERMINERS, some

_LABEL = re.compile(
    r"(?P<who>[A-ZÀ-Ý][A-ZÀ-Ý.'’ -]+[A-ZÀ-Ý.])(?:, [A-ZÀ-Ýa-z,.'’ -]{2,60})?(?: "
    r"\([^)]{1,40}\))?:\s+(?=\S)"
)
_NOBODY = some(
    "UPDATE BREAKING NOTE CORRECTION LIVE WATCH READ PHOTO VIDEO SUMMARY ANALYSIS OPINION "
    "CLARIFICATION CORRECTIONS UPDATED ABSTRACT RELATED MORE ALSO DISCLAIMER DISCLOSURE RETRACTION "
    "EXCLUSIVE ADVERTISEMENT FACT CHECK EDITOR'S EDITOR’S EDITORS TO"
)
_HEADLINE = re.compile(
    r"(?:\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?\s+)?(?P<who>(?:[A-ZÀ-Ý][\w’'.-]*[ ]?){1,5}):\s+(?=\S)"
)
_DATELINE = re.compile(
    r"(?:UPDATE|BREAKING|CORRECTION|LIVE|WATCH|SUMMARY):\s+|"
    r"Q(?:uestion)?:\s+|"
    r"\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?:?\s+(?:[—–-]\s+)?"
    r"|[A-ZÀ-Ý][A-ZÀ-Ý.' -]+(?:, [A-Za-z .]{2,24})?(?:, [A-Z][a-z]+\.? \d{1,2}(?:, \d{4})?)?"
    r"(?: ?\([^)]{1,40}\))?(?: ?[—–―]{1,2} ?| -{1,2} )"
)
_SHORT = 24
"""Letters that a quotation must have to be speech without any verb of saying."""


def label(text: str, start: int, end: int) -> tuple[Span, Span] | None:
    """Return speaker and words of a turn in a transcript: NAME, ROLE: words."""
    match = _LABEL.match(text, start, min(end, start + 160))
    if match is None or match.end() >= end or len(match["who"]) < 3:
        return None
    if _NOBODY.issuperset(match["who"].split()):
        return None
    return Span(*match.span("who")), Span(match.end(), end)


_TURN = re.compile(r"(?P<who>[A-ZÀ-Ý][\w’'.-]*(?: [A-ZÀ-Ý][\w’'.-]*){0,3}):\s+(?=\S)")
_QUESTIONS = frozenset(("Q", "Question"))


def labels(text: str, paragraphs: Iterable[tuple[int, int]]) -> frozenset[str]:
    """Return the names with which more than one paragraph starts: "Brandt: Every single day."."""
    found = (_TURN.match(text, start, min(end, start + 60)) for start, end in paragraphs)
    count = Counter(match["who"] for match in found if match)
    return frozenset(name for name, times in count.items() if times > 1)


def known_label(text: str, start: int, end: int, known: frozenset[str]) -> tuple[Span, Span] | None:
    """Return speaker and words of a turn whose label starts other paragraphs too."""
    match = _TURN.match(text, start, min(end, start + 60)) if known else None
    if match is None or match["who"] not in known - _QUESTIONS:
        return None
    return Span(*match.span("who")), Span(match.end(), end)


def behind_dateline(masked: str, start: int, end: int) -> int:
    """Return where a paragraph starts behind its time or place."""
    match = _DATELINE.match(masked, start, min(end, start + 90))
    return match.end() if match else start


def headline(masked: str, start: int, end: int) -> tuple[Span, Span] | None:
    """Return speaker and words of a line such as "Lee: Talks go on"."""
    match = _HEADLINE.match(masked, start, min(end, start + 90))
    if match is not None and match["who"].split()[0].lower() in DETERMINERS:
        return None
    if match is None or "\n" in masked[match.end() : end]:
        return None
    first, last = match.span("who")
    return Span(first, last), Span(match.end(), end)


def stands_alone(sentence: Sentence) -> Quotation | None:
    """Return the quotation that is the whole sentence, where nobody has used it."""
    tokens = [token for token in sentence.tokens if token.text not in (".", "—", "–", "-")]
    if len(tokens) != 1:
        return None
    quotation = sentence.quotations.get(tokens[0].start)
    return None if quotation is None or quotation.start in sentence.used else quotation


def behind_colon(sentence: Sentence) -> Quotation | None:
    """Return the unused quotation at the end of a sentence, behind a colon."""
    tokens = sentence.tokens
    if ":" not in sentence.text[sentence.span.start : sentence.span.end]:
        return None
    for index in range(1, len(tokens)):
        if tokens[index].is_quotation and tokens[index - 1].text == ":":
            quotation = sentence.quotation(index)
            if quotation is not None and quotation.start not in sentence.used:
                return quotation
    return None


def alone(sentence: Sentence, quotation: Quotation) -> Draft:
    """Return the statement that a quotation makes without a verb of saying."""
    sentence.used.add(quotation.start)
    draft = Draft(sentence.span, "direct", [quotation.inner], [quotation.inner], inherits=True)
    draft.runs_on = quotation.runs_on
    draft.nested = sentence.nested
    return draft


def is_speech(text: str, quotation: Quotation) -> bool:
    """Return whether a quotation reads as a sentence and not as a name or a title."""
    words = quotation.inner.of(text)
    return words[-1:] in ".!?…,—" and (len(words) >= _SHORT or " " in words)
