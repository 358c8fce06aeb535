"""From a verb of saying to what is said, and by whom."""

import re

from pledgecraft.evidence.model import Span, Speech
from pledgecraft.evidence.speech.addressees import OPENERS_OF_CLAUSES, behind
from pledgecraft.evidence.speech.complements import (
    around,
    complement_of,
    quoted_before,
    with_clause,
)
from pledgecraft.evidence.speech.cues import Cue
from pledgecraft.evidence.speech.drafts import Draft
from pledgecraft.evidence.speech.name_words import BODY_HEADS, ROLES
from pledgecraft.evidence.speech.sentence import (
    Place,
    Sentence,
    comma,
    compares,
    has_finite,
    is_conditional,
    is_fronted,
)
from pledgecraft.evidence.speech.subjects import Subject, find_subject
from pledgecraft.evidence.speech.tokens import Token
from pledgecraft.evidence.speech.words import (
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVE,
    TIMES,
    some,
)

_TRAILING = frozenset(".,;:—–-")
_NUMBER = re.compile(
    r"\d|(?:four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|\w+ty)(?:-\w+)?$"
)


def find_frames(sentence: Sentence, cues: list[Cue]) -> list[Draft]:
    """Return a statement for each verb of saying that has something said with it."""
    places = _places(sentence, cues)
    found: list[Draft] = []
    for index, place in enumerate(places):
        place.high = _high(sentence, places, index)
        draft = _frame(sentence, place, previous=found[-1] if found else None)
        if draft is None:
            continue
        if found and _is_within(draft, found[-1]):
            draft.nested = True
        elif found and _is_within(found[-1], draft):
            found[-1].nested = True
        found.append(draft)
    return found


def _is_within(inner: Draft, outer: Draft) -> bool:
    return any(
        span.start <= inner.content[0].start and inner.content[0].end <= span.end
        for span in outer.content
    )


def _places(sentence: Sentence, cues: list[Cue]) -> list[Place]:
    found: list[Place] = []
    low = 0
    index = 0
    tokens = sentence.tokens
    for cue in cues:
        while index < len(tokens) and tokens[index].start < cue.start:
            index += 1
        last = index
        while last < len(tokens) and tokens[last].end <= cue.end:
            last += 1
        if index < low or last == index or _lacks_marks(tokens, cue, last):
            continue
        if found and index == found[-1].last + 1 and _is_interrupted(tokens, found[-1]):
            continue
        subject = _subject(tokens, cue, index, last, low)
        if subject is not None and not _is_bare(tokens, cue, subject):
            found.append(Place(cue, index, last, subject, low))
            low = last
    return found


def _is_bare(tokens: list[Token], cue: Cue, subject: Subject) -> bool:
    """Return whether a verb for quotations only stands without one: narrowed, but disagreed."""
    if cue.takes != "Q" or subject.first is not None:
        return False
    return not any(token.is_quotation or token.text == ":" for token in tokens)


def _is_interrupted(tokens: list[Token], place: Place) -> bool:
    """Return whether ", X said," stands between a subject and its verb: the talks, X said, show."""
    first = place.subject.first
    if first is None or first <= place.low + 1 or place.subject.inverted:
        return False
    before = tokens[place.low : first - 1]
    return tokens[first - 1].text == tokens[place.last].text == "," and not has_finite(before)


def _lacks_marks(tokens: list[Token], cue: Cue, last: int) -> bool:
    """Return whether a cue such as "called" has no quotation behind it."""
    following = tokens[last : last + 1]
    if cue.word in _NAMING and following and following[0].is_quotation:
        return not any(one.lower == "what" for one in tokens[max(0, last - 6) : last])
    if cue.is_participle and cue.takes == "Q" and not any(token.is_quotation for token in tokens):
        return True
    if "M" not in cue.takes or any(token.is_quotation for token in tokens[last:]):
        return False
    return "D" not in cue.takes or not compares(tokens[last:])


_NAMING = some("called dubbed labelled labeled branded")
"""Verbs that only name what a quotation right behind them is: a thriller called “X”."""


def _subject(tokens: list[Token], cue: Cue, first: int, last: int, low: int) -> Subject | None:
    if cue.takes == "A":
        end = _source_end(tokens, last)
        return Subject(last, end, first, end) if end > last else None
    if cue.takes in ("P", "S", "U"):
        return _impersonal(tokens, cue, first, last)
    if cue.may_be_noun and _is_noun(tokens, first, last, low):
        return None
    if cue.word.endswith(" clear") and not _tells(tokens[last : last + 1]):
        return None
    if cue.word == "called for" and tokens[last : last + 1] and tokens[last].lower in _REQUIRED:
        return None
    if cue.word == "calls for" and _are_calls(tokens, first, last):
        return None
    return find_subject(tokens, cue, first, last, low)


def _tells(following: list[Token]) -> bool:
    """Return whether a clause may start here: made clear it …, but not made clear progress."""
    openers = DETERMINERS | PRONOUNS | PREPOSITIONS | OPENERS_OF_CLAUSES
    return any(
        one.is_capital or not one.is_word or one.lower in openers or one.lower.endswith("s")
        for one in following
    )


def _are_calls(tokens: list[Token], first: int, last: int) -> bool:
    """Return whether "calls for" is a noun: phone calls for comment, growing calls for a ban."""
    before, after = tokens[max(0, first - 1) : first], tokens[last : last + 1]
    return any(one.lower in _OF_CALLS for one in before) or any(
        one.lower in _ASKED for one in after
    )


_OF_CALLS = some("phone telephone growing new renewed repeated mounting widespread louder despite")
_ASKED = some("comment help")
_REQUIRED = some("under by in")
"""Behind "called for": rules called for under the law."""
"""What a call by telephone is for."""


def _source_end(tokens: list[Token], first: int) -> int:
    """Return the index behind the source that "according to" names."""
    end = first
    while end < len(tokens) and end - first < 25:
        token = tokens[end]
        if token.text == "," and end > first and not tokens[end - 1].is_capital:
            further = _name_end(tokens, end + 1)
            if further is not None:
                return further
        if token.text == "," and end > first and tokens[end - 1].is_capital:
            return _explanation_end(tokens, end + 1) or end
        if not token.is_word and token.text not in ("&", "-", "’", "'"):
            break
        if token.text in TIMES or token.lower in (
            "which",
            "but",
            "while",
            "as",
            "that",
            "published",
            "released",
            "issued",
            "conducted",
            "compiled",
        ):
            break
        if token.lower == "and" and not _is_joint_source(tokens, end):
            break
        end += 1
    return end


def _explanation_end(tokens: list[Token], first: int) -> int | None:
    """Return the index behind what a source is, between commas: the Forum, a think tank,."""
    end = comma(tokens, first, min(len(tokens), first + _LONGEST_SOURCE))
    if end is None or tokens[first].lower not in ("a", "an", "the", "its"):
        return None
    words = tokens[first:end]
    body = any(one.lower in BODY_HEADS | ROLES or one.lower == "tank" for one in words)
    return end if body and not has_finite(words) else None


def _is_joint_source(tokens: list[Token], index: int) -> bool:
    """Return whether "and" joins another source, and not another clause."""
    end = comma(tokens, index, len(tokens)) or len(tokens)
    further = tokens[index + 1 : end]
    return 0 < len(further) <= _LONGEST_SOURCE and not has_finite(further)


_LONGEST_SOURCE = 10
"""Words of the second of two sources."""


def _name_end(tokens: list[Token], first: int) -> int | None:
    """Return the index behind a name between commas, as in "the operator, Spoorlink,"."""
    end = first
    while end < len(tokens) and tokens[end].is_capital:
        end += 1
    closed = end < len(tokens) and tokens[end].text == ","
    return end if end > first and closed and tokens[first].text not in TIMES else None


def _impersonal(tokens: list[Token], cue: Cue, first: int, last: int) -> Subject | None:
    """Return an empty subject for "it is said that" and "is said to"."""
    if cue.takes == "S":
        if first == 0 or tokens[first - 1].lower != "it" or tokens[last : last + 1] == []:
            return None
        return Subject(None, 0, first - 1, last) if tokens[last].lower == "that" else None
    return Subject(None, 0, 0 if cue.takes == "P" else first, last)


def _is_noun(tokens: list[Token], first: int, last: int, low: int) -> bool:
    """Return whether a word such as "claims" or "note" is a noun here."""
    before = tokens[first - 1] if first > low else None
    after = tokens[last] if last < len(tokens) else None
    if before is not None and (before.lower in PRONOUNS or before.is_quotation):
        return False
    if before is not None and _NUMBER.match(before.lower):
        return True
    if after is not None and after.lower == "like":
        return True
    if after is not None and after.lower.endswith("ed") and after.lower not in ("need", "indeed"):
        return True
    if after is not None and (after.lower == "to" or after.text == ":"):
        return before is None or not before.is_capital or before.text.endswith(("’s", "'s"))
    if after is not None and (after.is_quotation or after.lower == "that"):
        is_object = before is not None and before.lower.endswith("ed")
        return before is None or is_object or before.lower in DETERMINERS | PREPOSITIONS
    if before is None or not before.is_word or before.lower in DETERMINERS | PREPOSITIONS:
        return True
    return after is None or after.lower in PREPOSITIONS or not before.is_capital


def _high(sentence: Sentence, places: list[Place], index: int) -> int:
    """Return the index behind what may belong to a cue: the next cue that is not within it."""
    tokens = sentence.tokens
    end = len(tokens)
    while end > 0 and tokens[end - 1].text in ".!?…":
        end -= 1
    end = _refusal(tokens, places[index].last, end) or end
    if is_conditional(tokens, places[index]) or _opens(tokens, places[index]):
        low = places[index].last + 1
        end = _quoted_comma(sentence, low, end) or comma(tokens, low, end) or end
    for other in places[index + 1 :]:
        clause = other.subject.clause
        if clause < places[index].last:
            continue
        if is_fronted(tokens, places[index]) and tokens[clause - 1].text == ",":
            return min(end, clause - 1)
        if other.subject.first is None and other.cue.takes not in ("P", "U"):
            return min(end, clause)
        joined = _joined(tokens, clause)
        if joined is not None and joined >= places[index].last:
            return min(end, joined)
        if other.cue.takes == "A":
            return min(end, clause)
    return end


def _opens(tokens: list[Token], place: Place) -> bool:
    """Return whether a clause opens the sentence: since X announced it."""
    first = place.subject.first
    return first == 1 and tokens[0].lower in ("since", "after", "before", "while", "although")


def _quoted_comma(sentence: Sentence, low: int, high: int) -> int | None:
    """Return the index behind a quotation that ends in a comma and goes on with another clause."""
    for index in range(low, high - 1):
        quotation = sentence.quotation(index)
        if quotation is not None and quotation.inner.of(sentence.text)[-1:] == ",":
            return index + 1
    return None


def _joined(tokens: list[Token], clause: int) -> int | None:
    """Return where the joint before a clause starts: ", and", "while", ";"."""
    index = clause - 1
    if index < 0:
        return None
    if tokens[index].text in (";", "—", "–"):
        return index
    if tokens[index].lower in ("and", "but", "while", "whereas"):
        return index - 1 if index > 0 and tokens[index - 1].text == "," else index
    if tokens[index].lower in ("as", "though", "although") and tokens[index - 1].text == ",":
        return index - 1
    return None


def _refusal(tokens: list[Token], low: int, high: int) -> int | None:
    """Return where ", but declined to comment" starts, which nobody said."""
    for index in range(low + 1, high - 1):
        if tokens[index].lower in ("and", "but") and tokens[index + 1].lower == "declined":
            return index - 1 if tokens[index - 1].text == "," else index
    return None


def _frame(sentence: Sentence, place: Place, *, previous: Draft | None) -> Draft | None:
    if place.cue.takes == "A":
        return _according(sentence, place)
    if not sentence.nested and _is_author(sentence.tokens, place.subject):
        return None
    if _is_sign(sentence.tokens, place.subject):
        return None
    if place.cue.takes == "U":
        return _draft(sentence, place, [(place.last, place.high)])
    if place.cue.takes == "P":
        return _draft(sentence, place, [(0, place.high)])
    tokens = sentence.tokens
    after, addressee = behind(sentence, place)
    before = quoted_before(sentence, place)
    complement = complement_of(sentence, place, after, has_quote=before is not None)
    if complement is not None and tokens[complement[0] - 1].lower == "that":
        before = None  # a title: in “Silence,” he writes that …
    parts = [(before, before + 1)] if before is not None else []
    if complement is not None:
        parts.append(complement)
        parts = with_clause(sentence, place, parts, previous)
    alone = after >= place.high or sentence.tokens[after].text == ","
    is_aside = tokens[place.subject.clause].lower in RELATIVE
    if not parts and alone and not is_aside and "M" not in place.cue.takes:
        parts = around(sentence, place, after, previous)
    if not parts and not place.subject.inverted and not sentence.nested:
        colon = next((k for k in range(after, place.high - 1) if tokens[k].text == ":"), None)
        parts = [(colon + 1, place.high)] if colon is not None else []
    draft = _draft(sentence, place, parts) if parts else None
    if draft is not None and addressee is not None:
        draft.addressee = addressee
    return draft


def _is_author(tokens: list[Token], subject: Subject) -> bool:
    """Return whether the text's own author is the subject: I, we."""
    first = subject.first
    if first is None:
        return any(token.text == "I" for token in tokens[: subject.clause])
    return subject.last == first + 1 and tokens[first].lower in ("i", "we")


def _is_sign(tokens: list[Token], subject: Subject) -> bool:
    """Return whether a thing that only carries words is the subject: a sign, a banner."""
    first = subject.first
    return first is not None and any(one.lower in _SIGNS for one in tokens[first : subject.last])


_SIGNS = some(
    "sign signs banner banners poster posters placard placards headline headlines sticker stickers "
    "plaque billboard billboards t-shirt t-shirts shirt graffiti caption motto slogan inscription "
    "marquee tattoo"
)


def _according(sentence: Sentence, place: Place) -> Draft | None:
    """Return what "according to X" reports: the sentence around it."""
    tokens = sentence.tokens
    start = place.low
    if start and tokens[start - 1].is_word:
        start = 0
    end = place.subject.after
    following = end
    while following < place.high and (
        tokens[following].text in TIMES or tokens[following].lower == "on"
    ):
        following += 1
    while following < place.high and tokens[end : end + 1] and tokens[end].lower in _MADE_KNOWN:
        if tokens[following].text == ",":
            break
        following += 1
    parts = [(start, place.first)] if place.first - start > 1 else []
    if parts and has_finite(tokens[start : place.first]):
        return _draft(sentence, place, parts)
    rest = following
    if rest < place.high and tokens[rest].text == ",":
        rest += 1
    if place.high - rest > 1 and (not parts or tokens[following].text == ","):
        parts.append((rest, place.high))
    return _draft(sentence, place, parts) if parts else None


_MADE_KNOWN = some(
    "published released issued seen obtained reviewed conducted compiled leaked made"
)


def _draft(sentence: Sentence, place: Place, parts: list[tuple[int, int]]) -> Draft | None:
    content: list[Span] = []
    quoted: list[Span] = []
    bare = False
    runs_on = False
    for first, last in parts:
        spans, is_bare = _content(sentence, first, last)
        bare = bare or is_bare
        content.extend(spans)
        for index in range(first, last):
            quotation = sentence.quotation(index)
            if quotation is not None:
                quoted.append(quotation.inner)
                sentence.used.add(quotation.start)
                runs_on = quotation.runs_on
    if bare and len(parts) > 1:
        content = [_with_marks(sentence, span) for span in content]
    content = _without_as(sentence, place, content)
    if not content:
        return None
    kind: Speech = "indirect" if not quoted else "mixed" if bare else "direct"
    draft = Draft(sentence.span, kind, content, quoted, Span(place.cue.start, place.cue.end))
    _add_subject(sentence, place, draft)
    draft.runs_on = runs_on
    draft.nested = sentence.nested
    return draft


def _with_marks(sentence: Sentence, span: Span) -> Span:
    """Return the whole quotation where a span is what stands in it: mixed speech keeps marks."""
    for token in sentence.tokens:
        quotation = sentence.quotations.get(token.start) if token.is_quotation else None
        if quotation is not None and quotation.inner == span:
            return Span(quotation.start, quotation.end)
    return span


def _without_as(sentence: Sentence, place: Place, content: list[Span]) -> list[Span]:
    """Leave out the "as" of "what he described as a page"."""
    first = content[0] if content else None
    if first is None or "D" not in place.cue.takes or first.of(sentence.text)[:3] != "as ":
        return content
    return [Span(first.start + 3, first.end), *content[1:]]


def _add_subject(sentence: Sentence, place: Place, draft: Draft) -> None:
    subject, tokens = place.subject, sentence.tokens
    draft.hypothetical = subject.modal
    draft.unnamed = place.cue.takes in ("P", "S", "U")
    if subject.first is not None:
        draft.who = Span(tokens[subject.first].start, tokens[subject.last - 1].end)
    else:
        draft.inherits = not draft.unnamed


def _content(sentence: Sentence, first: int, last: int) -> tuple[list[Span], bool]:
    """Return the spans of what is said, and whether words outside marks belong to it."""
    tokens = sentence.tokens
    while first < last and tokens[first].text in _TRAILING:
        first += 1
    while last > first and (
        tokens[last - 1].text in _TRAILING
        or tokens[last - 1].lower in ("while", "whereas", "and", "but")
    ):
        last -= 1
    if first >= last:
        return [], False
    inside = tokens[first:last]
    if all(token.is_quotation or not token.is_word for token in inside):
        spans = [
            quotation.inner
            for index in range(first, last)
            if (quotation := sentence.quotation(index)) is not None
        ]
        return spans, False
    return [Span(inside[0].start, inside[-1].end)], True
