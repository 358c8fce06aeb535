"""What an English number counts: the head of the noun phrase behind it."""

import re
from typing import Final

from pledgecraft.evidence.quantities.lexicon import words

IRREGULAR: Final = frozenset(
    words(
        "people men women children staff personnel police troops aircraft spacecraft crew persons "
        "feet lives wives households species series headquarters media data criteria sheep fish"
    )
)
"""Plurals without an s."""

PEOPLE: Final = frozenset(
    words("people workers employees jobs men women children soldiers troops engineers students")
)
"""Plurals that make even 2000 a count and not a year."""

SINGULAR: Final = frozenset(
    words(
        "factory plant worker job ship shipyard project company condition point term person "
        "employee country reactor agreement deal sticking investment official engineer technician "
        "dollar vessel submarine firm unit issue demand site state province city facility bank "
        "fund barrel"
    )
)
"""Nouns that may follow "one" or stand behind a number with a hyphen."""

_STOP: Final = frozenset(
    words(
        "a an the of in on at to for from by with and or but nor as is are was were be been being "
        "has have had do does did will would can could may might must shall should this that "
        "these those its his her their our my your it he she they we you i who whom whose which "
        "what where when why how than then there here if because while after before since until "
        "during about over under above below between into onto upon out off up down not no yes so "
        "too also only just even now ago earlier later away apart percent per cent am pm us "
        "versus vs via says said per each every plus minus less more most times years year months "
        "month weeks week days day hours hour minutes minute seconds second perhaps always "
        "besides towards across unless whereas thus others' january february march april june "
        "july august september october november december monday tuesday wednesday thursday friday "
        "saturday sunday needs gets goes makes takes gives remains becomes seems shows means "
        "includes comes adds calls wins falls rises got made went came took gave told asked began "
        "left saw met led hit won lost paid set put ran"
    )
)
_NOT_PLURAL: Final = frozenset(
    words(
        "various previous texas kansas illinois arkansas overseas business previous serious "
        "famous samsung's process access congress press progress mass class gas bus plus lens "
        "analysis basis crisis axis campus status virus bonus consensus census tennis chaos les "
        "los des das paris christmas express cross glass boss loss pass wireless address success "
        "airbus citrus minneapolis jones williams james thomas davis harris"
    )
)
_TOKEN = re.compile(r"(?:\s{1,3}|-)([A-Za-z][A-Za-z.]{0,3}\.[A-Z]\.|[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ-]{0,30})")
_NUMERAL = re.compile(
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|dozen|hundred)s?\b",
    re.IGNORECASE,
)
_DEEPEST = 5
_NO_NOUN = re.compile(
    r"\s(?:were|have\sbeen|of\s(?:them|whom|those|which)|are\s(?:still|being|expected))\b"
)


def find_head(text: str, at: int, *, single: bool = False) -> tuple[str, int] | None:
    """Return the thing counted and where its name ends.

    The head is the first plural within five words, or the plural behind it where two stand in a row
    ("sales jobs"); a name keeps its capitalised words ("South Koreans") and a participle stays
    ("sticking points").

    Args:
        text: The document's text.
        at: Where the number ends.
        single: Whether the number is one, so that the noun stands in the singular.

    Returns:
        The head and its end; ``None`` where no noun follows.

    Example:
        >>> find_head("more than 300 skilled South Koreans were", 13)
        ('South Koreans', 35)
    """
    words = _phrase(text, at)
    for index, (word, _, _) in enumerate(words):
        low = word.lower()
        if single and low in SINGULAR and low != "sticking":
            return _named(text, words, index)
        if not single and is_plural(low):
            following = index + 1
            if following < len(words) and is_plural(words[following][0].lower()):
                index = following
            return _named(text, words, index)
    return None


def bare_end(text: str, at: int) -> bool:
    """Return whether a number stands for people or things that it does not name again.

    Example:
        >>> bare_end("300 were held", 3)
        True
    """
    return _NO_NOUN.match(text, at) is not None


def is_plural(word: str) -> bool:
    """Return whether an English word in small letters looks like a plural noun.

    Example:
        >>> is_plural("workers"), is_plural("business")
        (True, False)
    """
    if word in IRREGULAR:
        return True
    if len(word) < 3 or not word.endswith("s") or word in _NOT_PLURAL:
        return False
    return not word.endswith(("ss", "us", "is"))


def _phrase(text: str, at: int) -> list[tuple[str, int, int]]:
    words: list[tuple[str, int, int]] = []
    while len(words) < _DEEPEST:
        found = _TOKEN.match(text, at)
        if found is None or found[1].lower() in _STOP or _NUMERAL.match(found[1]):
            break
        at = found.end()
        words.append((found[1], found.start(1), at))
        if text[at : at + 1] in ("'", "’") and text[at + 1 : at + 2] == "s":
            words.pop()
            at += 2
            if not words and not text[at : at + 1].isspace():
                break
    return words


def _named(text: str, words: list[tuple[str, int, int]], index: int) -> tuple[str, int]:
    first = index
    if words[index][0][0].isupper():
        while first > 0 and words[first - 1][0][0].isupper():
            first -= 1
    elif index > 0 and words[index - 1][0].endswith("ing"):
        first -= 1
    end = words[index][2]
    return " ".join(text[words[first][1] : end].split()), end
