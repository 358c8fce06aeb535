"""From a verb of saying to what is said, and by whom."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from pledgecraft.evidence.model import Span, Speech
from pledgecraft.evidence.speech.cues import Cue
from pledgecraft.evidence.speech.drafts import Draft
from pledgecraft.evidence.speech.marks import Quotation
from pledgecraft.evidence.speech.subjects import Subject, find_subject
from pledgecraft.evidence.speech.tokens import Token
from pledgecraft.evidence.speech.words import (
    DETERMINERS,
    FINITE,
    OBJECTS,
    PASTS,
    PERIODS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    TIMES,
    some,
)

_ASIDES = some("however though meanwhile too instead therefore")
_TRAILING = frozenset(".,;:—–-")
_OPENERS_OF_CLAUSES = some("that if whether how why what when where")


@dataclass(slots=True)
class Sentence:
    """A sentence with what was found in it.

    Attributes:
        text: The whole text.
        span: Where the sentence stands.
        tokens: Its words.
        quotations: Its quotations, by their start in the text.
        nested: Whether it stands in a quotation.
    """

    text: str
    span: Span
    tokens: list[Token]
    quotations: dict[int, Quotation]
    nested: bool = False
    used: set[int] = field(default_factory=set[int])

    def quotation(self, index: int) -> Quotation | None:
        """Return the quotation at the index of a token."""
        if not 0 <= index < len(self.tokens) or not self.tokens[index].is_quotation:
            return None
        return self.quotations.get(self.tokens[index].start)


@dataclass(slots=True)
class _Place:
    """A cue, its subject, and the tokens that are free for what is said."""

    cue: Cue
    first: int
    last: int
    subject: Subject
    low: int
    high: int = 0


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


def _places(sentence: Sentence, cues: list[Cue]) -> list[_Place]:
    found: list[_Place] = []
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
        subject = _subject(tokens, cue, index, last, low)
        if subject is not None:
            found.append(_Place(cue, index, last, subject, low))
            low = last
    return found


def _lacks_marks(tokens: list[Token], cue: Cue, last: int) -> bool:
    """Return whether a cue such as "called" has no quotation behind it."""
    following = tokens[last : last + 1]
    if cue.word in _NAMING and following and following[0].is_quotation:
        return True
    if "M" not in cue.takes or any(token.is_quotation for token in tokens[last:]):
        return False
    return "D" not in cue.takes or not _compares(tokens[last:])


_NAMING = some("called dubbed labelled labeled branded")
"""Verbs that only name what a quotation right behind them is: a thriller called “X”."""


def _compares(tokens: list[Token]) -> bool:
    """Return whether words say what something is called or blamed on: "him as the best"."""
    return any(token.lower in ("as", "on") for token in tokens[:12])


def _subject(tokens: list[Token], cue: Cue, first: int, last: int, low: int) -> Subject | None:
    if cue.takes == "A":
        end = _source_end(tokens, last)
        return Subject(last, end, first, end) if end > last else None
    if cue.takes in ("P", "S", "U"):
        return _impersonal(tokens, cue, first, last)
    if cue.may_be_noun and _is_noun(tokens, first, last, low):
        return None
    return find_subject(tokens, cue, first, last, low)


def _source_end(tokens: list[Token], first: int) -> int:
    """Return the index behind the source that "according to" names."""
    end = first
    while end < len(tokens) and end - first < 25:
        token = tokens[end]
        if token.text == "," and end > first and not tokens[end - 1].is_capital:
            further = _name_end(tokens, end + 1)
            if further is not None:
                return further
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
            "and",
        ):
            break
        end += 1
    return end


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
    if after is not None and (after.lower == "to" or after.text == ":"):
        return before is None or not before.is_capital or before.text.endswith(("’s", "'s"))
    if after is not None and (after.is_quotation or after.lower == "that"):
        return before is None or before.lower in DETERMINERS | PREPOSITIONS
    if before is None or not before.is_word or before.lower in DETERMINERS | PREPOSITIONS:
        return True
    return after is None or after.lower in PREPOSITIONS or not before.is_capital


def _high(sentence: Sentence, places: list[_Place], index: int) -> int:
    """Return the index behind what may belong to a cue: the next cue that is not within it."""
    tokens = sentence.tokens
    end = len(tokens)
    while end > 0 and tokens[end - 1].text in ".!?…":
        end -= 1
    end = _refusal(tokens, places[index].last, end) or end
    if _is_conditional(tokens, places[index]):
        end = _comma(tokens, places[index].last + 1, end) or end
    for other in places[index + 1 :]:
        clause = other.subject.clause
        if clause < places[index].last:
            continue
        if _is_fronted(tokens, places[index]) and tokens[clause - 1].text == ",":
            return min(end, clause - 1)
        if other.subject.first is None and other.cue.takes not in ("P", "U"):
            return min(end, clause)
        joined = _joined(tokens, clause)
        if joined is not None and joined >= places[index].last:
            return min(end, joined)
        if other.cue.takes == "A":
            return min(end, clause)
    return end


def _is_fronted(tokens: list[Token], place: _Place) -> bool:
    """Return whether a cue stands in a clause before the main one: when X announced …, he said."""
    first = place.subject.first
    before = tokens[first - 1].lower if first else ""
    if first is not None and first > 1 and tokens[first - 2].text == ",":
        return False
    return before in ("when", "after", "before", "as", "while", "since", "although", "though", "if")


def _is_conditional(tokens: list[Token], place: _Place) -> bool:
    """Return whether a cue stands in a condition before the main clause: if X tells me …, I go."""
    first = place.subject.first
    return bool(first) and tokens[first - 1].lower in ("if", "when", "unless", "once", "until")


def _comma(tokens: list[Token], low: int, high: int) -> int | None:
    return next((index for index in range(low, high) if tokens[index].text == ","), None)


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


def _frame(sentence: Sentence, place: _Place, *, previous: Draft | None) -> Draft | None:
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
    after, addressee = _behind(sentence, place)
    before = _quoted_before(sentence, place)
    complement = _complement(sentence, place, after, has_quote=before is not None)
    if complement is not None and tokens[complement[0] - 1].lower == "that":
        before = None  # a title: in “Silence,” he writes that …
    parts = [(before, before + 1)] if before is not None else []
    if complement is not None:
        parts.append(complement)
        parts = _with_clause(sentence, place, parts, previous)
    alone = after >= place.high or sentence.tokens[after].text == ","
    if not parts and alone and "M" not in place.cue.takes:
        parts = _around(sentence, place, after, previous)
    if not parts and not place.subject.inverted and not sentence.nested:
        colon = next((k for k in range(after, place.high - 1) if tokens[k].text == ":"), None)
        parts = [(colon + 1, place.high)] if colon is not None else []
    draft = _draft(sentence, place, parts) if parts else None
    if draft is not None and addressee is not None:
        draft.addressee = addressee
    return draft


def _with_clause(
    sentence: Sentence, place: _Place, parts: list[tuple[int, int]], previous: Draft | None
) -> list[tuple[int, int]]:
    """Add the clause before, where a fragment ends it: he would go, she added, “with a pen”."""
    quotation = sentence.quotation(parts[0][0])
    if len(parts) > 1 or quotation is None or not quotation.inner.of(sentence.text)[:1].islower():
        return parts
    if sentence.tokens[parts[0][0] - 1].text != ",":
        return parts
    clause = _clause_before(sentence, place, previous)
    return [clause, *parts] if clause is not None else parts


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


def _according(sentence: Sentence, place: _Place) -> Draft | None:
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
    if parts and _has_finite(tokens[start : place.first]):
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


def _behind(sentence: Sentence, place: _Place) -> tuple[int, Span | None]:
    """Return where what is said may start behind a cue, and whom it is said to."""
    tokens = sentence.tokens
    index, addressee = place.subject.after, None
    if place.subject.inverted:
        return _skip_adverbials(tokens, index, place.high)
    if "O" in place.cue.takes:
        end = _object_end(tokens, index, place.high)
        if end > index:
            addressee = Span(tokens[index].start, tokens[end - 1].end)
            index = end
    index, other = _skip_adverbials(tokens, index, place.high)
    return index, addressee or other


def _object_end(tokens: list[Token], index: int, high: int) -> int:
    """Return the index behind whom somebody is told something."""
    first = index
    if index < high and tokens[index].lower in OBJECTS:
        following = tokens[index + 1].lower if index + 1 < high else ""
        return index if tokens[index].lower in ("it", "you") and following in FINITE else index + 1
    while index < high and index - first < 8:
        token = tokens[index]
        if not token.is_word or token.lower in _OPENERS_OF_CLAUSES or token.lower == "to":
            break
        if token.lower in PREPOSITIONS and token.lower not in ("of", "at"):
            break
        if token.lower in PRONOUNS and token.lower != "you":
            break
        determined = token.lower in DETERMINERS and not token.is_capital
        if index > first and determined and tokens[index - 1].lower not in PREPOSITIONS:
            break
        index += 1
    return index if index < high or index - first < 4 else first


def _skip_adverbials(tokens: list[Token], index: int, high: int) -> tuple[int, Span | None]:
    """Walk over "on Monday", "in an interview with X", "of the raid"; return an interviewer."""
    addressee: Span | None = None
    for _ in range(8):
        if index >= high:
            break
        token = tokens[index]
        if token.text in TIMES or (token.lower.endswith("ly") and not token.is_capital):
            index += 2 if token.lower == "last" else 1
        elif (
            token.lower in ("there", "here", "again", "now", "too")
            and index + 1 < high
            and tokens[index + 1].lower == "that"
        ):
            index += 1
        elif (
            token.lower == "this"
            and tokens[index + 1 : index + 2]
            and tokens[index + 1].lower in PERIODS
        ):
            index += 2
        elif token.lower in PREPOSITIONS and _is_adverbial(tokens, index):
            end = _phrase_end(tokens, index + 1, high)
            addressee = addressee or _interviewer(tokens, index, end)
            index = end
        elif (
            token.text == ","
            and index + 1 < high
            and tokens[index + 1].lower in PREPOSITIONS
            and _that_follows(tokens, index, high)
        ) or (token.text == "," and index + 1 < high and tokens[index + 1].lower == "that"):
            index += 1
        elif token.text == "," and _is_aside(tokens, index, high):
            index += 3
        elif token.lower == "that" and _is_period(tokens, index, high):
            index += 2
        else:
            break
    return index, addressee


def _is_aside(tokens: list[Token], index: int, high: int) -> bool:
    return index + 3 < high and tokens[index + 1].lower in _ASIDES and tokens[index + 2].text == ","


def _is_period(tokens: list[Token], index: int, high: int) -> bool:
    """Return whether "that week" stands here, and not "that night sailings would end"."""
    if index + 1 >= high or tokens[index + 1].lower not in PERIODS:
        return False
    following = tokens[index + 2] if index + 2 < high else None
    return (
        following is None
        or not following.is_word
        or (following.lower in DETERMINERS | PRONOUNS | {"that"} or following.is_capital)
    )


def _that_follows(tokens: list[Token], index: int, high: int) -> bool:
    """Return whether a "that" or a quotation stands behind the next comma."""
    for place in range(index + 1, min(high, index + 14)):
        if tokens[place].text == ",":
            return place + 1 < high and (
                tokens[place + 1].is_quotation or tokens[place + 1].lower == "that"
            )
    return False


def _is_adverbial(tokens: list[Token], index: int) -> bool:
    """Return whether a preposition starts a phrase beside the saying: not "to do", "about 600"."""
    following = tokens[index + 1 : index + 2]
    if tokens[index].lower in ("about", "over", "around", "under") and following:
        return not following[0].text[0].isdigit()
    return not _is_infinitive(tokens, index)


def _is_infinitive(tokens: list[Token], index: int) -> bool:
    if tokens[index].lower != "to" or index + 1 >= len(tokens):
        return False
    following = tokens[index + 1]
    return (
        not following.is_capital
        and following.lower not in DETERMINERS | OBJECTS
        and not following.lower.endswith("s")
    )


def _phrase_end(tokens: list[Token], index: int, high: int) -> int:
    """Return the index behind the noun phrase of a preposition."""
    first = index
    while index < high:
        token = tokens[index]
        if not token.is_word or token.lower in _OPENERS_OF_CLAUSES or token.lower in PRONOUNS:
            break
        if index > first and token.lower in PREPOSITIONS | {"and"}:
            break
        if index > first and token.lower in DETERMINERS:
            break
        index += 1
    return index


def _interviewer(tokens: list[Token], index: int, end: int) -> Span | None:
    """Return whom an interview was given to, or who was spoken to."""
    if end <= index + 1 or index < 1:
        return None
    spoken = tokens[index].lower == "to"
    interview = tokens[index].lower == "with" and tokens[index - 1].lower in (
        "interview",
        "call",
        "briefing",
        "conversation",
    )
    if not (spoken or interview):
        return None
    last = end
    while last > index + 1 and (
        tokens[last - 1].text in TIMES or tokens[last - 1].lower in ("published", "aired")
    ):
        last -= 1
    return Span(tokens[index + 1].start, tokens[last - 1].end) if last > index + 1 else None


def _quoted_before(sentence: Sentence, place: _Place) -> int | None:
    """Return the quotation that stands before subject and cue."""
    index = min(place.subject.clause, place.first) - 1
    tokens = sentence.tokens
    if index >= place.low and tokens[index].text in (",", "—", "–", "-"):
        index -= 1
    quotation = sentence.quotation(index)
    if quotation is None or index < place.low or tokens[index].start in sentence.used:
        return None
    if index > place.low and tokens[index - 1].is_word:
        return None
    return index


def _complement(
    sentence: Sentence, place: _Place, after: int, *, has_quote: bool
) -> tuple[int, int] | None:
    """Return the tokens behind a cue that are what is said."""
    tokens, high = sentence.tokens, place.high
    index = after
    if index < high and tokens[index].text in (",", ":"):
        if index + 1 < high and tokens[index + 1].is_quotation:
            return (index + 1, _quoted_end(tokens, index + 1, high))
        is_list = tokens[index].text == ":" and index + 1 < high and "W" not in place.cue.takes
        return (index + 1, high) if is_list else None
    if index >= high or place.subject.inverted:
        return None
    token = tokens[index]
    if "Q" in place.cue.takes and not has_quote and (far := _far_quote(tokens, index, high)):
        return (far, _quoted_end(tokens, far, high))
    if token.lower == "that" and index + 1 < high and "M" not in place.cue.takes:
        is_subject = tokens[index + 1].lower in FINITE and index > place.last - 1
        return (index if is_subject else index + 1, _aside_start(tokens, index, high))
    if token.is_quotation and place.cue.takes[:1] == "M":
        return (index, _quoted_end(tokens, index, high))
    if token.is_quotation:
        return (index, high)
    if has_quote or not _is_taken(sentence, place, index):
        return None
    return (index, min(place.high, _aside_start(tokens, index, high)))


def _clause_end(tokens: list[Token], index: int, high: int) -> int:
    """Return where another clause starts behind "to do something": …, and his ads dwell on it."""
    for place in range(index + 2, high - 2):
        joint = tokens[place].text == "," and tokens[place + 1].lower in ("and", "but", "while")
        if joint and tokens[place + 2].lower in DETERMINERS | PRONOUNS:
            return place
    return high


def _aside_start(tokens: list[Token], index: int, high: int) -> int:
    """Return where the writer goes on behind a clause: …, setting up a clash."""
    for place in range(index + 3, high - 1):
        if tokens[place].text == "," and tokens[place + 1].lower in _WRITERS_OWN:
            return place
    return high


_WRITERS_OWN = some(
    "setting raising prompting sparking ending marking signalling signaling capping"
)


def _far_quote(tokens: list[Token], index: int, high: int) -> int | None:
    """Return the quotation behind a colon that only adverbs part from the cue."""
    for place in range(index, high - 1):
        if tokens[place].text == ":":
            return place + 1 if tokens[place + 1].is_quotation else None
        if tokens[place].is_quotation or tokens[place].lower in FINITE | {"that"}:
            return None
    return None


def _quoted_end(tokens: list[Token], index: int, high: int) -> int:
    """Return the index behind quotations that follow a comma or colon, "and" between them."""
    end = index + 1
    while end < high and (tokens[end].is_quotation or tokens[end].text in (",", "and", "—", "…")):
        end += 1
    while not tokens[end - 1].is_quotation:
        end -= 1
    return end


def _is_taken(sentence: Sentence, place: _Place, index: int) -> bool:
    """Return whether a verb of saying may have these words without "that"."""
    takes, tokens = place.cue.takes, sentence.tokens[index : place.high]
    if tokens[0].text in (",", ")", "—", "–"):
        return False
    if place.cue.is_participle and place.subject.passive:
        return False
    if "C" in takes:
        return len(tokens) > 1
    if "N" in takes:
        return not _is_fronted(sentence.tokens, place) or _has_finite(tokens)
    if "W" in takes and tokens[0].lower in _OPENERS_OF_CLAUSES:
        return True
    if "I" in takes and tokens[0].lower == "to":
        place.high = _clause_end(sentence.tokens, index, place.high)
        return True
    if "O" in takes and (place.subject.after < index or "B" not in takes):
        if tokens[0].lower == "to" and place.cue.word.startswith("ask"):
            return False
        return place.subject.after < index and (
            tokens[0].lower in _OPENERS_OF_CLAUSES | {"to"} or _has_finite(tokens)
        )
    if "M" in takes:
        return any(token.is_quotation for token in tokens) or ("D" in takes and _compares(tokens))
    if any(token.is_quotation for token in tokens):
        return True
    return "B" in takes and _has_finite(tokens)


def _has_finite(tokens: list[Token]) -> bool:
    """Return whether words hold a verb of their own, outside of a relative clause."""
    for index in range(1, len(tokens) - 1):
        if tokens[index].text == "," and tokens[index + 1].lower in ("who", "which", "whose"):
            end = _comma(tokens, index + 1, len(tokens))
            return _has_finite(tokens[:index] + (tokens[end:] if end else []))
    if any(
        two.lower in FINITE | PASTS and one.lower not in DETERMINERS
        for one, two in pairwise(tokens)
    ):
        return True
    if len(tokens) > 1 and re.split("['’]", tokens[0].lower)[0] in _CLAUSE_SUBJECTS:
        return True
    return any(
        one.lower.endswith("ed") and len(one.text) > 4 and _has_object(two)
        for one, two in pairwise(tokens[1 : _comma(tokens, 1, len(tokens))])
    )


_CLAUSE_SUBJECTS = some("he she it they we i there")


def _has_object(token: Token) -> bool:
    """Return whether a word shows that the one before it is a verb in the past."""
    return token.lower in DETERMINERS | OBJECTS | {"that"} or token.text[0].isdigit()


def _around(
    sentence: Sentence, place: _Place, after: int, previous: Draft | None
) -> list[tuple[int, int]]:
    """Return the clause before ", X said", and behind it where its verb stands there."""
    clause = _clause_before(sentence, place, previous)
    if clause is None:
        return []
    tokens, rest = sentence.tokens, after + 1
    within = tokens[clause[0] : clause[1]]
    if rest >= place.high:
        return [clause] if len(within) > 1 else []
    is_open = within[0].lower in _OPEN or not _has_finite(within)
    goes_on = tokens[rest].lower in ("and", "but") and rest + 1 < place.high
    goes_on = goes_on and tokens[rest + 1].lower in FINITE | {"doing", "not", "never"}
    if is_open or goes_on or tokens[rest].lower in _OPEN - {"while"}:
        return [clause, (rest, place.high)]
    return [clause] if len(within) > 1 else []


_SHORT_CLAUSE = 3
_OPEN = some("if unless because although though while once until whether")
"""What starts a clause that is not whole without another one."""


def _clause_before(
    sentence: Sentence, place: _Place, previous: Draft | None
) -> tuple[int, int] | None:
    """Return the clause before ", X said"."""
    tokens = sentence.tokens
    end = min(place.subject.clause, place.first)
    if place.subject.first is None or end - 1 <= place.low or tokens[end - 1].text != ",":
        return None
    start = max((k + 1 for k in range(end - 1) if tokens[k].text == ";"), default=0)
    if previous is not None and tokens[start].lower not in ("if", "when", "unless"):
        return None
    if tokens[start].lower in SUBORDINATORS - {"in", "on", "about"} and not (
        any(token.text == "," for token in tokens[start : end - 1])
        or (tokens[start].lower in _OPEN and end - start > _SHORT_CLAUSE)
    ):
        return None
    return (start, end - 1) if end - 1 > start else None


def _draft(sentence: Sentence, place: _Place, parts: list[tuple[int, int]]) -> Draft | None:
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


def _without_as(sentence: Sentence, place: _Place, content: list[Span]) -> list[Span]:
    """Leave out the "as" of "what he described as a page"."""
    first = content[0] if content else None
    if first is None or "D" not in place.cue.takes or first.of(sentence.text)[:3] != "as ":
        return content
    return [Span(first.start + 3, first.end), *content[1:]]


def _add_subject(sentence: Sentence, place: _Place, draft: Draft) -> None:
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
    while last > first and tokens[last - 1].text in _TRAILING:
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
