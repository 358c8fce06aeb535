"""A sentence with its words and quotations, and the place of a verb of saying in it."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from pledgecraft.evidence.model import Span
from pledgecraft.evidence.speech.cues import Cue
from pledgecraft.evidence.speech.marks import Quotation
from pledgecraft.evidence.speech.subjects import Subject
from pledgecraft.evidence.speech.tokens import Token
from pledgecraft.evidence.speech.words import (
    DETERMINERS,
    FINITE,
    OBJECTS,
    PASTS,
    some,
)


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
class Place:
    """A cue, its subject, and the tokens that are free for what is said."""

    cue: Cue
    first: int
    last: int
    subject: Subject
    low: int
    high: int = 0


def is_fronted(tokens: list[Token], place: Place) -> bool:
    """Return whether a cue stands in a clause before the main one: when X announced …, he said."""
    first = place.subject.first
    before = tokens[first - 1].lower if first else ""
    if first is not None and first > 1 and tokens[first - 2].text == ",":
        return False
    return before in ("when", "after", "before", "as", "while", "since", "although", "though", "if")


def is_conditional(tokens: list[Token], place: Place) -> bool:
    """Return whether a cue stands in a condition before the main clause: if X tells me …, I go."""
    first = place.subject.first
    return bool(first) and tokens[first - 1].lower in ("if", "when", "unless", "once", "until")


def comma(tokens: list[Token], low: int, high: int) -> int | None:
    """Return the place of the first comma in a stretch of words."""
    return next((index for index in range(low, high) if tokens[index].text == ","), None)


def has_finite(tokens: list[Token]) -> bool:
    """Return whether words hold a verb of their own, outside of a relative clause."""
    for index in range(1, len(tokens) - 1):
        if tokens[index].text == "," and tokens[index + 1].lower in ("who", "which", "whose"):
            end = comma(tokens, index + 1, len(tokens))
            return has_finite(tokens[:index] + (tokens[end:] if end else []))
    if any(
        two.lower in FINITE | PASTS and one.lower not in DETERMINERS
        for one, two in pairwise(tokens)
    ):
        return True
    if len(tokens) > 1 and re.split("['’]", tokens[0].lower)[0] in _CLAUSE_SUBJECTS:
        return True
    return any(
        one.lower.endswith("ed") and len(one.text) > 4 and _has_object(two)
        for one, two in pairwise(tokens[1 : comma(tokens, 1, len(tokens))])
    )


_CLAUSE_SUBJECTS = some("he she it they we i there")


def _has_object(token: Token) -> bool:
    """Return whether a word shows that the one before it is a verb in the past."""
    return token.lower in DETERMINERS | OBJECTS | {"that"} or token.text[0].isdigit()


def compares(tokens: list[Token]) -> bool:
    """Return whether words say what something is called or blamed on: "him as the best"."""
    return any(token.lower in ("as", "on") for token in tokens[:12])
