"""What stands between a verb of saying and what is said: whom it is told, when, and where."""

from pledgecraft.evidence.model import Span
from pledgecraft.evidence.speech.sentence import Place, Sentence
from pledgecraft.evidence.speech.tokens import Token
from pledgecraft.evidence.speech.words import (
    DAYS,
    DETERMINERS,
    FINITE,
    OBJECTS,
    PERIODS,
    PREPOSITIONS,
    PRONOUNS,
    TIMES,
    some,
)

_ASIDES = some("however though meanwhile too instead therefore")


OPENERS_OF_CLAUSES = some("that if whether how why what when where who whose which")


def behind(sentence: Sentence, place: Place) -> tuple[int, Span | None]:
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
    if index < high and tokens[index].lower in OBJECTS and not _owns(tokens, index, high):
        following = tokens[index + 1].lower if index + 1 < high else ""
        return index if tokens[index].lower in ("it", "you") and following in FINITE else index + 1
    while index < high and index - first < 8:
        token = tokens[index]
        if token.is_quotation and index + 1 < high and tokens[index + 1].lower == "that":
            return index + 1  # a programme: told “The Hour” that
        if not token.is_word or token.lower in OPENERS_OF_CLAUSES | {"to", "not"}:
            break
        counted = token.lower in _ABOUT and tokens[index + 1 : index + 2] != []
        counted = counted and tokens[index + 1].text[0].isdigit()
        if token.lower in PREPOSITIONS and token.lower not in ("of", "at") and not counted:
            break
        if token.lower in PRONOUNS and token.lower != "you":
            break
        determined = token.lower in DETERMINERS and not token.is_capital
        if index > first and determined and tokens[index - 1].lower not in PREPOSITIONS:
            break
        index += 1
    return index if index < high or index - first < 4 else first


_ABOUT = some("about around over under")
"""What bounds a count of people: told about 600 that."""


def _owns(tokens: list[Token], index: int, high: int) -> bool:
    """Return whether "her" belongs to the noun behind it: told her audience that."""
    if tokens[index].lower != "her" or index + 2 >= high or not tokens[index + 1].is_word:
        return False
    closed = OPENERS_OF_CLAUSES | {"to", "not", ","}
    return tokens[index + 1].lower not in closed and any(
        one.lower in closed for one in tokens[index + 2 : index + 5]
    )


def _skip_adverbials(tokens: list[Token], index: int, high: int) -> tuple[int, Span | None]:
    """Walk over "on Monday", "in an interview with X", "of the raid"; return an interviewer."""
    addressee: Span | None = None
    for _ in range(8):
        if index >= high:
            break
        token = tokens[index]
        if token.text in TIMES and _has_owner(tokens, index, high):
            break
        if token.text in TIMES or (token.is_adverb and not token.is_capital):
            named = token.lower == "last" or token.text in DAYS or token.lower == "yesterday"
            within = tokens[index + 1 : index + 2]
            index += 2 if named and within and within[0].lower in PERIODS else 1
        elif (
            token.lower in ("there", "here", "again", "now", "too")
            and index + 1 < high
            and tokens[index + 1].lower == "that"
        ):
            index += 1
        elif token.lower in ("this", "the") and (period := _period_end(tokens, index, high)):
            index = period
        elif token.lower in PREPOSITIONS | {"as"} and _is_adverbial(tokens, index):
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


def _has_owner(tokens: list[Token], index: int, high: int) -> bool:
    """Return whether a day owns what follows: said Sunday night’s match was …."""
    following = tokens[index + 1] if index + 1 < high else None
    return following is not None and following.lower.endswith(("’s", "'s"))


def _period_end(tokens: list[Token], index: int, high: int) -> int | None:
    """Return the index behind "this week", "this past week", "the past month"."""
    place = index + 1
    is_past = place < high and tokens[place].lower in ("past", "last")
    place += is_past
    if (
        place < high
        and tokens[place].lower in PERIODS
        and (is_past or tokens[index].lower == "this")
    ):
        return place + 1
    return None


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
    if tokens[index].lower == "as":
        end = _phrase_end(tokens, index + 1, len(tokens))
        return tokens[end : end + 1] != [] and tokens[end].lower == "that"
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
        if token.is_quotation and index + 1 < high and tokens[index + 1].lower == "that":
            return index + 1  # a programme: said on “The Hour” that
        if not token.is_word or token.lower in OPENERS_OF_CLAUSES or token.lower in PRONOUNS:
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
