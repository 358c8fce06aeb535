"""Sentences; a quotation is never cut."""

import re

from pledgecraft.evidence.model import Span
from pledgecraft.evidence.speech.marks import FILL
from pledgecraft.evidence.speech.words import some

_END = re.compile(rf"(?:[.!?…]+[)\]]*|{FILL}[.!?…]?)\s+(?=[^\sa-z,;])|[。！？]|{FILL}(?=[\n])|\n")
_WORD = re.compile(r"[^\s(]*$")
_TITLES = some(
    "mr mrs ms dr prof sen rep gov gen col lt sgt capt st hon rev messrs supt adm amb sec vs e.g "
    "i.e cf no nos art fig jan feb mar apr jun jul aug sept sep oct nov dec approx dept"
)
_ENDINGS = some("inc corp ltd co jr sr bros u.s u.k u.n e.u a.m p.m d.c etc est bn")
_NUMBERED = some("no nos art fig jan feb mar apr jun jul aug sept sep oct nov dec")
_STARTERS = some(
    "The He She It They We I But And In On At A An This That These His Her Its Their However "
    "If When While After Before For There No As You Meanwhile Asked Both Not So Yet"
)
_NEXT = re.compile(r"[A-Za-z]+|\d")
_SAYS = re.compile(
    r"(?!He |She |They |It |The )(?:[A-Z][\w.’'-]*\s+){0,3}[A-Z][\w.’'-]*"
    r"(?:, [^.?!\n]{3,120},)?\s+(?:said|says|asked|asks|replied|wrote|told|added|answered)\b"
)


def find_sentences(text: str, masked: str, *, start: int, end: int) -> list[Span]:
    """Return the sentences of a stretch of text.

    Args:
        text: The text.
        masked: The same with quotations filled in.
        start: Where the stretch starts.
        end: Where it ends.
    """
    found: list[Span] = []
    first = start
    for match in _END.finditer(masked, start, end):
        if _is_end(text, masked, match):
            _keep(found, text, first, match.end())
            first = match.end()
    _keep(found, text, first, end)
    return found


def _keep(found: list[Span], text: str, first: int, last: int) -> None:
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    if first < last:
        found.append(Span(first, last))


def _is_end(text: str, masked: str, match: re.Match[str]) -> bool:
    mark = match.group()[0]
    if mark == FILL:
        return _quotation_ends(text, masked, match)
    if mark == "\n":
        before, after = (
            masked[match.start() - 1 : match.start()],
            masked[match.end() : match.end() + 1],
        )
        return before not in ",;" and not (before.isalpha() and "a" <= after <= "z")
    if mark == ".":
        return _stop_ends(text, masked, match)
    return True


def _quotation_ends(text: str, masked: str, match: re.Match[str]) -> bool:
    if match.group()[1:2] in (".", "!", "?", "…") and match.group()[1:2]:
        return True
    if text[match.end() : match.end() + 1] == "\n":
        following = text[match.end() : match.end() + 3].lstrip()[:1]
        return text[match.start() - 1] != "," and not following.islower()
    last = text[match.start() - 1 : match.start()]
    if last in "’'”\"":
        last = text[match.start() - 2 : match.start() - 1]
    if last in ("?", "!", "…"):
        return not _SAYS.match(masked, match.end())
    return last == "."


def _stop_ends(text: str, masked: str, match: re.Match[str]) -> bool:
    before = _WORD.search(text[max(0, match.start() - 16) : match.start()])
    word = before.group().lstrip("\"“‘'(") if before else ""
    following = _NEXT.match(masked, match.end())
    after = following.group() if following else ""
    lower = word.lower()
    if lower in _NUMBERED:
        return not after.isdigit()
    if len(word) == 1 and word.isupper() and word != "I":
        return word == "X" and text.endswith("on X", 0, match.start())
    if lower in _TITLES:
        return False
    if lower in _ENDINGS or re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", word):
        return after in _STARTERS or not after
    return True
