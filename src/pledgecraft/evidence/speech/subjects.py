"""The subject of a verb of saying."""

from dataclasses import dataclass
from itertools import pairwise

from pledgecraft.evidence.model import Span
from pledgecraft.evidence.speech.cues import Cue
from pledgecraft.evidence.speech.phrases import phrase_after, phrase_before
from pledgecraft.evidence.speech.tokens import Token
from pledgecraft.evidence.speech.words import (
    ADVERBS,
    ATTACHING,
    BE,
    BOUNDARIES,
    DETERMINERS,
    FINITE,
    HAVE,
    LEADING,
    MODALS,
    NEGATIONS,
    PERIODS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVE,
    SUBORDINATORS,
    TIMES,
    some,
)

_NO_VERB = (PREPOSITIONS | {"the", "his", "her"}) - {"by"}
_CREDITS = some("by from")
"""Behind "reporting": who helped to write the article."""
_RAISING = some(
    "likes liked loves tends went on used goes going continued sought began rushed hastened wanted "
    "managed"
)
_HEADED = some("headed titled entitled called named dubbed")
_ARTICLES = some("the a an his its their our my your these those this every")


@dataclass(slots=True)
class Subject:
    """Who says something, as places in a sentence.

    Attributes:
        first: Index of the first word; ``None`` where the subject stands before an earlier verb.
        last: Index behind the last word.
        clause: Index of the first token of the clause, behind which only subject and cue stand.
        after: Index of the first token behind subject and cue.
        passive: Whether the cue is passive.
        modal: Whether the saying is only thought of.
        inverted: Whether the subject follows the verb.
    """

    first: int | None
    last: int
    clause: int
    after: int
    passive: bool = False
    modal: bool = False
    inverted: bool = False


@dataclass(slots=True)
class _Verb:
    """What stands between a subject and its verb of saying."""

    index: int
    be: bool = False
    have: bool = False
    negated: bool = False
    modal: bool = False
    infinitive: bool = False
    does: bool = False


def find_subject(tokens: list[Token], cue: Cue, first: int, last: int, low: int) -> Subject | None:
    """Return the subject of a cue; ``None`` where the cue is no speech.

    Args:
        tokens: The sentence.
        cue: The verb or phrase.
        first: Index of its first word.
        last: Index behind its last word.
        low: Index of the first token that may belong to its clause.
    """
    if cue.word == "as saying":
        return _cited(tokens, first, last, low)
    if cue.is_participle and first > 0 and tokens[first - 1].lower in _NO_VERB:
        return None
    if cue.word == "reporting" and tokens[last : last + 1] and tokens[last].lower in _CREDITS:
        return None
    if cue.word == "adding" and first > 0 and tokens[first - 1].lower == "by":
        return None
    verb = _auxiliaries(tokens, first - 1, low)
    if verb.negated or (verb.infinitive and not verb.modal):
        return None
    if verb.be and not cue.is_participle and not cue.word.endswith("as saying"):
        return None
    asked = tokens[verb.index].text if verb.index >= low else ","
    if cue.word == "ask" and not (verb.modal or verb.does) and not asked[0].isalnum():
        return None
    aside = cue.word in ("asked", "pressed", "questioned") and asked == "," and first > low + 1
    if aside and not _asks_something(tokens, last):
        return None
    if cue.is_base and _is_infinitive_too(tokens, verb.index, last, low):
        return None
    if cue.is_base and not (verb.modal or verb.does) and not _plural_before(tokens, verb.index):
        return None
    found = _inverted(tokens, cue, first, last, low) or _before(tokens, cue, verb.index, last, low)
    if found is not None:
        found.modal = verb.modal and not verb.infinitive
        found.passive = verb.be
    return found


def _asks_something(tokens: list[Token], last: int) -> bool:
    """Return whether "asked" has a question and is no aside: the minister, asked whether, said."""
    behind = tokens[last:]
    if not any(one.lower in _QUESTIONS for one in behind[:_NEAR]):
        return False
    return not any(
        one.text == "," and two.is_word and (two.lower in FINITE or two.lower in _ANSWERS)
        for one, two in pairwise(behind)
    )


_QUESTIONS = some("whether why how who what where when if")
_ANSWERS = some("said replied answered declined told refused shrugged smiled laughed responded")


def _is_infinitive_too(tokens: list[Token], index: int, last: int, low: int) -> bool:
    """Return whether a verb is joined to "to build": to build a dock and add 1,800 jobs."""
    if index <= low or tokens[index].lower != "and":
        return False
    following = tokens[last : last + 1]
    if not following or following[0].is_quotation or following[0].lower == "that":
        return False
    return any(
        tokens[place].lower in ("to", "will", "would") and _is_infinitive(tokens[place + 1])
        for place in range(max(low, index - _NEAR), index - 1)
    )


def _is_infinitive(token: Token) -> bool:
    return token.text[0].islower() and token.lower not in DETERMINERS | PREPOSITIONS


def _cited(tokens: list[Token], first: int, last: int, low: int) -> Subject | None:
    """Return the subject of "a newspaper quoted X as saying": X."""
    for place in range(first - 1, max(low, first - _LONGEST_CITED) - 1, -1):
        if tokens[place].lower in _CITES:
            end = phrase_after(tokens, place + 1, first)
            clause = phrase_before(tokens, place - 1, low) if place > low else None
            return Subject(place + 1, end, place if clause is None else clause, last)
    return None


_CITES = some("quoted quotes quoting cited cites citing")
_LONGEST_CITED = 16


def _auxiliaries(tokens: list[Token], index: int, low: int) -> _Verb:
    """Walk back over adverbs and auxiliaries."""
    verb = _Verb(index)
    while index >= low:
        word = tokens[index].lower
        if word in NEGATIONS:
            verb.negated = True
        elif word in BE:
            verb.be = True
        elif word in HAVE:
            verb.have = True
        elif word in MODALS:
            verb.modal = True
        elif word == "to":
            verb.infinitive = True
            if index > low and tokens[index - 1].lower in _RAISING:
                verb.modal = True
                index -= 2 if tokens[index - 1].lower == "on" else 1
        elif word in ("did", "do", "does"):
            verb.does = True
        elif word not in ADVERBS and not _is_adverb(tokens[index]):
            break
        index -= 1
    verb.index = index
    return verb


def _is_adverb(token: Token) -> bool:
    return token.is_adverb and not token.is_capital and len(token.text) > 4


def _plural_before(tokens: list[Token], index: int) -> bool:
    """Return whether a first form of a verb may have this subject: officials say, they say."""
    if index < 0:
        return False
    word = tokens[index]
    if word.lower in ("i", "we", "you", "they", "and", "who", ","):
        return True
    if word.is_capital and any(
        tokens[place].lower == "and" and tokens[place - 1].is_capital
        for place in range(max(1, index - 3), index)
    ):
        return True
    if index > 1 and tokens[index - 1].lower in ATTACHING:
        word = tokens[index - 2]
    return (
        word.is_word and word.lower.endswith("s") and not word.lower.endswith("ss")
    ) or word.lower in ("people", "some", "many", "others", "lawmakers")


def _inverted(tokens: list[Token], cue: Cue, first: int, last: int, low: int) -> Subject | None:
    """Return the subject of "…," said X; the words before must be what is said."""
    if first - 1 < low or last >= len(tokens):
        return None
    before = tokens[first - 1]
    if not (before.is_quotation or before.text == ","):
        return None
    start = tokens[last]
    if (
        not start.is_word
        or start.lower
        in (
            "that",
            "in",
            "on",
            "at",
            "to",
            "he",
            "she",
            "it",
            "they",
        )
    ) and start.lower not in ("he", "she", "they"):
        return None
    if not before.is_quotation and not (
        start.is_capital
        or start.lower in DETERMINERS
        or _names(tokens, last)
        or start.text in ("officials", "analysts", "critics", "economists", "sources", "people")
    ):
        return None
    if start.text in TIMES or start.lower in PREPOSITIONS or start.is_adverb:
        return None
    end = phrase_after(tokens, last, len(tokens))
    if end == last or _has_verb(tokens, end):
        return None
    if not before.is_quotation and not (
        _ends_clause(tokens, cue, end) and _has_clause(tokens[low : first - 1])
    ):
        return None
    end = _with_name(tokens, end)
    return Subject(last, end, first, end, inverted=True)


def _names(tokens: list[Token], first: int) -> bool:
    """Return whether an office in small letters is followed by a name: site manager Ada Poe."""
    index = first
    while index < len(tokens) and index - first < 4 and tokens[index].is_word:
        if tokens[index].is_capital:
            return index > first and tokens[index].text not in TIMES
        index += 1
    return False


def _with_name(tokens: list[Token], end: int) -> int:
    """Return the index behind a name that explains a phrase: the supervisor, Garrick Stowe."""
    if end + 2 >= len(tokens) or tokens[end].text != "," or tokens[end - 1].is_capital:
        return end
    last = end + 1
    while last < len(tokens) and tokens[last].is_word and last - end < 9:
        if tokens[last].text in TIMES or tokens[last].lower in PREPOSITIONS | RELATIVE | FINITE:
            break
        last += 1
    closed = last >= len(tokens) or tokens[last].text in ",.;"
    is_name = last - end > 2 and tokens[last - 1].is_capital and tokens[last - 2].is_capital
    return last if is_name and closed else end


def _has_clause(tokens: list[Token]) -> bool:
    """Return whether words hold a verb of their own, outside of an apposition with "who"."""
    aside = False
    for index, token in enumerate(tokens):
        if token.lower in RELATIVE and index and tokens[index - 1].text == ",":
            aside = True
        elif aside and token.text == ",":
            aside = False
        if not aside and index and (token.lower in FINITE or token.lower in BE | HAVE | MODALS):
            return True
        if aside or not index or token.is_capital or not token.lower.endswith("ed"):
            continue
        if index + 1 >= len(tokens) or tokens[index + 1].lower not in PREPOSITIONS:
            return True
    return False


def _ends_clause(tokens: list[Token], cue: Cue, end: int) -> bool:
    """Return whether only an apposition or a time may follow a subject behind its verb."""
    if set(cue.takes) & set("MNO"):
        return False
    if end >= len(tokens):
        return True
    following = tokens[end]
    return following.text in ",." or following.text in TIMES or following.lower in PREPOSITIONS


def _has_verb(tokens: list[Token], index: int) -> bool:
    """Return whether what follows a phrase makes it the subject of another verb."""
    if index >= len(tokens):
        return False
    token = tokens[index]
    return token.lower in FINITE or token.lower in BE


def _before(tokens: list[Token], cue: Cue, index: int, last: int, low: int) -> Subject | None:
    if cue.is_participle and (issuer := _issuer(tokens, index, low)) is not None:
        return Subject(issuer[0], issuer[1], issuer[0], last)
    if cue.is_participle and (accompanied := _accompanied(tokens, index, low)) is not None:
        return Subject(accompanied, index + 1, accompanied - 1, last)
    if cue.is_participle:
        clause = index + 1 if index < low or tokens[index].text != "," else index
        return Subject(None, 0, clause, last)
    if index < low:
        return Subject(None, 0, low, last)
    index = _before_times(tokens, index, low)
    token = tokens[index]
    if token.lower in ("and", "but", "then", "or", "yet"):
        clause = index - 1 if index > low and tokens[index - 1].text == "," else index
        return Subject(None, 0, clause, last)
    if token.lower in RELATIVE or token.lower == "that":
        return _relative(tokens, index, last, low)
    if token.text in (",", "—", "–", ")"):
        return _across_comma(tokens, index, last, low)
    if token.is_quotation and index - 1 > low and tokens[index - 1].lower in _HEADED:
        index, token = index - 2, tokens[index - 2]
    if token.is_quotation:
        return None
    if token.lower in _ARTICLES or token.text.endswith(("’s", "'s")):
        return None
    if token.lower in PREPOSITIONS | {"despite"} and cue.word.endswith("ed"):
        return None
    start = phrase_before(tokens, index, low)
    return None if start is None else Subject(start, index + 1, start, last)


def _issuer(tokens: list[Token], index: int, low: int) -> tuple[int, int] | None:
    """Return who issued what says it: the embassy issued a statement saying."""
    if index < low or not tokens[index].is_word:
        return None
    near = range(index, max(low, index - _NEAR), -1)
    if not any(tokens[place].lower in _ISSUED for place in near):
        return None
    verb = next((place for place in near if tokens[place].lower in _ISSUES), None)
    if verb is None or verb == low:
        return None
    end = _auxiliaries(tokens, verb - 1, low).index
    first = phrase_before(tokens, end, low) if end >= low else None
    return None if first is None else (first, end + 1)


def _accompanied(tokens: list[Token], index: int, low: int) -> int | None:
    """Return where the subject behind "with" starts: with the minister calling it “a toll”."""
    first = phrase_before(tokens, index, low) if index > low and tokens[index].is_word else None
    return first if first and first > low and tokens[first - 1].lower == "with" else None


_NEAR = 10
_ISSUED = some("statement letter letters email note memo report message post tweet release filing")
_ISSUES = some("issued released sent posted published wrote filed circulated tweeted signed put")


def _before_times(tokens: list[Token], index: int, low: int) -> int:
    """Go back over a time between subject and verb: the group on Monday said."""
    place = index
    while place > low and tokens[place].text in TIMES:
        place -= 1
    if place < index and place > low and tokens[place].lower in ("on", "late", "early"):
        place -= 1
    return place if place < index and tokens[place].is_word else index


def _relative(tokens: list[Token], index: int, last: int, low: int) -> Subject | None:
    end = index - 1 if index > low and tokens[index - 1].text == "," else index
    start = phrase_before(tokens, end - 1, low)
    if start is None or tokens[index].lower == "that":
        return None
    if tokens[end - 1].is_capital:
        start = _owner_of(tokens, _capitals_before(tokens, end - 1, start), low)
    return Subject(start, end, index, last)


def _owner_of(tokens: list[Token], start: int, low: int) -> int:
    """Return where a person's name starts before a place: Luis Carranza of Arizona, who."""
    if start - 3 < low or tokens[start - 1].lower not in ("of", "from"):
        return start
    first = _capitals_before(tokens, start - 2, low)
    return first if start - 1 - first > 1 and tokens[first].is_capital else start


def _capitals_before(tokens: list[Token], last: int, low: int) -> int:
    index = last
    while index > low and tokens[index - 1].is_capital:
        index -= 1
    return index


def _across_comma(tokens: list[Token], index: int, last: int, low: int) -> Subject | None:
    """Return the subject before an apposition: X, the minister, said."""
    first = _name_before_comma(tokens, low, index)
    if first is not None and not _has_clause(tokens[first:index]):
        return Subject(low, index, low, last)
    opening = {")": "("}.get(tokens[index].text, tokens[index].text)
    for place in range(index - 1, max(low, index - 40) - 1, -1):
        if tokens[place].text == opening:
            start = phrase_before(tokens, place - 1, low)
            if start is None:
                break
            start = _over_commas(tokens, start, place, low)
            return Subject(start, index, start, last)
    return Subject(None, 0, index, last)


def _name_before_comma(tokens: list[Token], low: int, index: int) -> int | None:
    """Return the place of the comma behind a name that starts the clause."""
    place = low
    while place < index and tokens[place].is_capital and tokens[place].lower not in DETERMINERS:
        place += 1
    return place if low < place < index and tokens[place].text == "," else None


def _over_commas(tokens: list[Token], start: int, place: int, low: int) -> int:
    """Go back over one more comma: X, head of A, B and C, said."""
    if tokens[start].lower in DETERMINERS and (name := _name_set_off(tokens, start, low)):
        return name
    if tokens[start].is_capital or tokens[start].lower in DETERMINERS | PRONOUNS:
        return start
    if start - 1 > low and tokens[start - 1].text == ",":
        further = phrase_before(tokens, start - 2, low)
        if further is not None and tokens[further].is_capital:
            return further
    return start


def _name_set_off(tokens: list[Token], start: int, low: int) -> int | None:
    """Return the place of a name right behind a quotation that what follows explains."""
    place = start - 1
    if place <= low or tokens[place].text != ",":
        return None
    first = _capitals_before(tokens, place, low)
    is_name = place - first > 1 and first > 0 and tokens[first - 1].is_quotation
    return first if is_name else None


def first_subject(tokens: list[Token]) -> Span | None:
    """Return the words that a sentence starts with as its subject, behind fronted phrases."""
    index = 0
    while index < len(tokens) and (
        tokens[index].lower in LEADING
        or tokens[index].text in (",", "—", "–", "-", "(", "“")
        or (tokens[index].is_adverb and _is_set_off(tokens, index))
    ):
        index += 1
    if _is_participial(tokens, index):
        index = _behind_comma(tokens, index)
    if [token.lower for token in tokens[index : index + 1]] in (["last"], ["this"], ["next"]):
        index += 2 if _is_period(tokens, index + 1) else 0
    if index < len(tokens) and (
        tokens[index].lower in SUBORDINATORS or tokens[index].text in TIMES
    ):
        index = _behind_comma(tokens, index)
    if index >= len(tokens) or not tokens[index].is_word or tokens[index].lower in BOUNDARIES:
        return None
    end = phrase_after(tokens, index, len(tokens))
    end = _with_name(tokens, end) if end > index else end
    return Span(tokens[index].start, tokens[end - 1].end) if end > index else None


def _is_participial(tokens: list[Token], index: int) -> bool:
    """Return whether a sentence opens with what its subject does: looking out at the crowd, X …."""
    if index + 1 >= len(tokens) or not tokens[index].lower.endswith("ing"):
        return False
    known = tokens[index].lower in (
        "boeing",
        "beijing",
        "king",
        "anything",
        "nothing",
        "everything",
    )
    return not known and tokens[index + 1].lower in PREPOSITIONS | DETERMINERS | {"out", "up"}


def _is_set_off(tokens: list[Token], index: int) -> bool:
    return index + 1 < len(tokens) and tokens[index + 1].text == ","


def _is_period(tokens: list[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].lower in PERIODS


def _behind_comma(tokens: list[Token], index: int) -> int:
    for place in range(index, min(len(tokens), index + 40)):
        if tokens[place].text == ",":
            return place + 1
    return len(tokens)
