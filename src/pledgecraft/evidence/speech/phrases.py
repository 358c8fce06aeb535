"""Noun phrases beside a verb of saying: where they start and end."""

from pledgecraft.evidence.speech.tokens import Token
from pledgecraft.evidence.speech.words import (
    ATTACHING,
    BE,
    BOUNDARIES,
    DETERMINERS,
    HAVE,
    LEADING,
    MODALS,
    OBJECTS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVE,
    TIMES,
    some,
)

_SPANS_OF_TIME = some(
    "hour hours minute minutes day days week weeks month months year years moment while"
)
LONGEST = 25
"""Words that a noun phrase may have."""

_JOINS = some("& - ’ ' % $ € £ /")
_TITLES_STOP = BE | HAVE | MODALS | {"since", "after", "before", "until"}


def phrase_before(tokens: list[Token], last: int, low: int) -> int | None:
    """Return where the noun phrase starts whose last word stands at a place; ``None`` for none.

    Args:
        tokens: The sentence.
        last: Index of the last word.
        low: Index of the first word that may belong to it.
    """
    if last < low or not (tokens[last].is_word):
        return None
    if tokens[last].lower in PRONOUNS:
        return last
    first = _walk_back(tokens, last, low)
    first = _skip_leading(tokens, first, last)
    return first if first <= last else None


def _walk_back(tokens: list[Token], last: int, low: int) -> int:
    index = last
    relative = _relative_before(tokens, last, low)
    while index >= low and last - index < LONGEST:
        token = tokens[index]
        if relative is not None and index >= relative:
            index -= 1
            continue
        if _breaks(token) and not _is_in_name(tokens, index, low):
            break
        if token.lower in DETERMINERS and not _goes_on(tokens, index, low):
            return index
        index -= 1
    return index + 1


def _is_in_name(tokens: list[Token], index: int, low: int) -> bool:
    """Return whether "and" stands in a body's name: the Ministry of Trade and Industry."""
    if tokens[index].lower != "and" or not tokens[index + 1].is_capital:
        return False
    place = index - 1
    while place > low and (tokens[place].is_capital or tokens[place].text == ","):
        place -= 1
    return place < index - 1 and tokens[place].lower in ("of", "for")


def _relative_before(tokens: list[Token], last: int, low: int) -> int | None:
    """Return the place of a "who" whose clause ends at the last word."""
    for index in range(last, max(low, last - 14), -1):
        token = tokens[index]
        if not token.is_word or token.lower in ("and", "but", "said"):
            return None
        if token.lower in RELATIVE:
            return index
    return None


def _breaks(token: Token) -> bool:
    if token.is_quotation or not (token.is_word or token.text in _JOINS):
        return True
    if token.text in TIMES or token.lower in BOUNDARIES or token.lower == "what":
        return True
    return token.lower in _TITLES_STOP


def _goes_on(tokens: list[Token], index: int, low: int) -> bool:
    """Return whether a preposition ties the phrase to a noun before it."""
    if index - 2 < low or tokens[index - 1].lower not in ATTACHING:
        return False
    noun = tokens[index - 2]
    return noun.is_word and noun.lower not in PREPOSITIONS and not _breaks(noun)


def _skip_leading(tokens: list[Token], first: int, last: int) -> int:
    """Leave out adverbs and a place at the start of the sentence."""
    while first < last and (tokens[first].lower in LEADING or tokens[first].is_adverb):
        first += 1
    is_time = first + 1 < last and tokens[first + 1].lower in _SPANS_OF_TIME
    if is_time and first and tokens[first - 1].lower in PREPOSITIONS:
        return first + 2
    if first < last and tokens[first].lower in PREPOSITIONS:
        for index in range(first + 1, min(last, first + 5)):
            if tokens[index].lower in _SPANS_OF_TIME:
                return index + 1
        for index in range(first + 1, last + 1):
            if tokens[index].lower in DETERMINERS and index > first + 1:
                return index
        return last
    return first


def phrase_after(tokens: list[Token], first: int, high: int) -> int:
    """Return the index behind the noun phrase that starts at a place.

    Args:
        tokens: The sentence.
        first: Index of the first word.
        high: Index behind the last word that may belong to it.
    """
    if first < high and tokens[first].lower in PRONOUNS | OBJECTS:
        owns = tokens[first].lower == "her" and first + 1 < high and tokens[first + 1].is_word
        if not owns:
            return first + 1
    named = False
    index = first
    while index < high and index - first < LONGEST:
        token = tokens[index]
        if _breaks(token) or (index > first and _stops(tokens, index, high, named=named)):
            break
        named = named or (token.is_capital and token.lower not in DETERMINERS)
        index += 1
    return index


def _stops(tokens: list[Token], index: int, high: int, *, named: bool) -> bool:
    token = tokens[index]
    if token.lower in RELATIVE or token.lower in PRONOUNS:
        return True
    if token.lower.endswith("ed") and len(token.text) > 4 and not token.is_capital:
        return True
    if token.lower in PREPOSITIONS:
        following = tokens[index + 1] if index + 1 < high else None
        if following is None or following.text in TIMES or not following.is_word:
            return True
        if token.lower in ("of", "at", "for", "from"):
            return False
        return named or token.lower not in ("with", "in", "to", "near", "inside")
    return token.lower in DETERMINERS and tokens[index - 1].lower not in PREPOSITIONS
