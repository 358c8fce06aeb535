"""Which words are what is said: behind a verb of saying, before it, or around it."""

from pledgecraft.evidence.speech.addressees import OPENERS_OF_CLAUSES
from pledgecraft.evidence.speech.drafts import Draft
from pledgecraft.evidence.speech.sentence import Place, Sentence, compares, has_finite, is_fronted
from pledgecraft.evidence.speech.tokens import Token
from pledgecraft.evidence.speech.words import (
    DETERMINERS,
    FINITE,
    PRONOUNS,
    RELATIVE,
    SUBORDINATORS,
    some,
)


def with_clause(
    sentence: Sentence, place: Place, parts: list[tuple[int, int]], previous: Draft | None
) -> list[tuple[int, int]]:
    """Add the clause before, where a fragment ends it: he would go, she added, “with a pen”."""
    quotation = sentence.quotation(parts[0][0])
    if len(parts) > 1 or quotation is None or not quotation.inner.of(sentence.text)[:1].islower():
        return parts
    if sentence.tokens[parts[0][0] - 1].text != ",":
        return parts
    clause = _clause_before(sentence, place, previous)
    return [clause, *parts] if clause is not None else parts


def quoted_before(sentence: Sentence, place: Place) -> int | None:
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
    if index > place.low + 2 and place.low == 0 and tokens[index - 1].text == ",":
        lower = quotation.inner.of(sentence.text)[:1].islower()
        opens = tokens[0].lower in _OPEN | {"when", "as"}
        if lower and opens and not _ASKED.intersection(token.lower for token in tokens[:index]):
            return None
    return index


def complement_of(
    sentence: Sentence, place: Place, after: int, *, has_quote: bool
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
    is_clause = token.lower == "that" and index + 1 < high and "M" not in place.cue.takes
    if is_clause and not (has_quote and tokens[index + 1].lower in FINITE):
        is_subject = tokens[index + 1].lower in FINITE and index > place.last - 1
        return (index if is_subject else index + 1, _aside_start(tokens, index, high))
    if token.is_quotation and place.cue.takes[:1] == "M":
        return (index, _quoted_end(tokens, index, high))
    if token.is_quotation and has_quote and tokens[index - 1].lower in ("on", "in"):
        return None  # a programme: “…,” she said on “The Hour”
    if token.is_quotation:
        return (index, high)
    if has_quote or not _is_taken(sentence, place, index):
        return None
    if "M" in place.cue.takes and (joined := _joined_behind(sentence, index, high)):
        return (index, joined)
    return (index, min(place.high, _aside_start(tokens, index, high)))


def _joined_behind(sentence: Sentence, index: int, high: int) -> int | None:
    """Return where another clause is joined behind a quotation: “…,” and it failed on a vote."""
    for place in range(index, high - 1):
        quotation = sentence.quotation(place)
        if quotation is not None and quotation.inner.of(sentence.text)[-1:] in (",", "."):
            return place + 1 if sentence.tokens[place + 1].lower in ("and", "but") else None
    return None


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
        if tokens[place].text != ",":
            continue
        following = [one.lower for one in tokens[place + 1 : min(high, place + 5)]]
        if following[0] in _WRITERS_OWN:
            return place
        if _is_summary(following) or _is_refusal(following):
            return place
    return high


def _is_summary(words: list[str]) -> bool:
    summed_up = words[0] in ("a", "an") and _SUMMED_UP.intersection(words[1:3])
    return bool(summed_up) and not (RELATIVE | {"that"}).isdisjoint(words[2:])


def _is_refusal(words: list[str]) -> bool:
    joined = words[0] == "but" and not PRONOUNS.isdisjoint(words[1:2])
    return joined and not _REFUSES.isdisjoint(words[2:])


_SUMMED_UP = some(
    "split promise step move claim figure charge demand pledge condition clause sum threat shift "
    "proposal number phrase idea prospect decision pace arrangement formula rule change line"
)
"""What the writer calls what was said: …, a promise that still needs approval."""
_REFUSES = some("not declined refused n't wouldn’t wouldn't didn’t didn't")


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


def _is_taken(sentence: Sentence, place: Place, index: int) -> bool:
    """Return whether a verb of saying may have these words without "that"."""
    takes, tokens = place.cue.takes, sentence.tokens[index : place.high]
    if tokens[0].text in (",", ")", "—", "–"):
        return False
    if place.cue.is_participle and place.subject.passive:
        return False
    if "C" in takes:
        return len(tokens) > 1
    if "N" in takes:
        return not is_fronted(sentence.tokens, place) or has_finite(tokens)
    if "W" in takes and tokens[0].lower in OPENERS_OF_CLAUSES:
        follows_for = sentence.tokens[place.last].lower in ("for", "about")
        return not (tokens[0].lower == "if" and follows_for)
    if place.cue.word.startswith("promis") and index == place.last and _is_some(tokens[0]):
        return True
    if "I" in takes and tokens[0].lower == "to":
        place.high = _clause_end(sentence.tokens, index, place.high)
        return True
    if "O" in takes and (place.subject.after < index or "B" not in takes):
        if tokens[0].lower == "to" and place.cue.word.startswith("ask"):
            return False
        return place.subject.after < index and (
            tokens[0].lower in OPENERS_OF_CLAUSES | {"to"} or has_finite(tokens)
        )
    if "M" in takes:
        return any(token.is_quotation for token in tokens) or ("D" in takes and compares(tokens))
    if takes != "Q" and any(token.is_quotation for token in tokens):
        return True
    return "B" in takes and has_finite(tokens)


def _is_some(token: Token) -> bool:
    """Return whether a thing or a number of things follows: promised a ballot."""
    return token.lower in ("a", "an") or token.text[0].isdigit()


def around(
    sentence: Sentence, place: Place, after: int, previous: Draft | None
) -> list[tuple[int, int]]:
    """Return the clause before ", X said", and behind it where its verb stands there."""
    clause = _clause_before(sentence, place, previous)
    if clause is None:
        return []
    tokens, rest = sentence.tokens, after + 1
    within = tokens[clause[0] : clause[1]]
    if rest >= place.high:
        return [clause] if len(within) > 1 else []
    is_open = within[0].lower in _OPEN or not (within[-1].is_quotation or has_finite(within))
    goes_on = tokens[rest].lower in ("and", "but") and rest + 1 < place.high
    goes_on = goes_on and tokens[rest + 1].lower in FINITE | {"doing", "not", "never"}
    is_verb = tokens[rest].lower in _GOES_ON
    if is_open or goes_on or is_verb or tokens[rest].lower in _OPEN - {"while"}:
        return [clause, (rest, place.high)]
    return [clause] if len(within) > 1 else []


_SHORT_CLAUSE = 3
_ASKED = some("asked pressed questioned told")
"""Behind "when": the clause is the writer's."""
_GOES_ON = some("is are was were has have had will would can could")
"""A verb behind ", X said," whose subject stood before it."""


_OPEN = some("if unless because although though while once until whether")
"""What starts a clause that is not whole without another one."""


def _clause_before(
    sentence: Sentence, place: Place, previous: Draft | None
) -> tuple[int, int] | None:
    """Return the clause before ", X said"."""
    tokens = sentence.tokens
    end = min(place.subject.clause, place.first)
    if place.subject.first is None or end - 1 <= place.low:
        return None
    if tokens[end - 1].lower == "as" and end - 2 > place.low:
        end -= 1
    if tokens[end - 1].text != "," and not _ends_in_comma(sentence, end - 1):
        return None
    start = max((k + 1 for k in range(end - 1) if tokens[k].text == ";"), default=0)
    if previous is not None and tokens[start].lower not in ("if", "when", "unless"):
        return None
    if tokens[start].lower in SUBORDINATORS - {"in", "on", "about"} and not (
        any(token.text == "," for token in tokens[start : end - 1])
        or (tokens[start].lower in _OPEN and end - start > _SHORT_CLAUSE)
    ):
        return None
    last = end - 1 if tokens[end - 1].text == "," else end
    return (start, last) if end - 1 > start else None


def _ends_in_comma(sentence: Sentence, index: int) -> bool:
    """Return whether a quotation takes in the comma behind the clause that it ends."""
    quotation = sentence.quotation(index)
    return quotation is not None and quotation.inner.of(sentence.text)[-1:] == ","
