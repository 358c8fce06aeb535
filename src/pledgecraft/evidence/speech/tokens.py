"""Words and marks of a sentence with their places."""

import re
from collections.abc import Callable
from typing import NamedTuple, cast

from pledgecraft.evidence.speech.marks import FILL
from pledgecraft.evidence.speech.words import some

_TOKEN = re.compile(
    rf"{FILL}+|(?:[A-Z]\.)+|(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Inc|Corp|Ltd|Co|St|Jr|Sr|No|Sept"
    r"|Oct|Nov|Dec|Jan|Feb|Aug)\.|\w+(?:[’'.&-]\w+|(?<=\d),\d{3}(?!\w))*|[^\w\s]"
)


_NAMES_IN_LY = some(
    "emily kelly sally billy molly polly lilly lily holly kimberly beverly shelly wally willy "
    "carly elly nelly milly tilly kiely reilly riley daly healy neely connolly donnelly kennelly "
    "family italy ally rally assembly july bully supply reply monopoly anomaly weekly"
)


class Token(NamedTuple):
    """A word, a mark or a quotation.

    Attributes:
        text: What stands there.
        lower: The same in small letters.
        start: Where it starts.
        end: Where it ends.
    """

    text: str
    lower: str
    start: int
    end: int

    @property
    def is_quotation(self) -> bool:
        """Whether it is a whole quotation."""
        return self.text[0] == FILL

    @property
    def is_word(self) -> bool:
        """Whether it is a word or a number."""
        return self.text[0].isalnum()

    @property
    def is_adverb(self) -> bool:
        """Whether it ends like an adverb and is no name such as "Kelly"."""
        return self.lower.endswith("ly") and self.lower not in _NAMES_IN_LY

    @property
    def is_capital(self) -> bool:
        """Whether it is a word with a capital letter."""
        return self.text[0].isupper()


_new = cast("Callable[[type[Token], tuple[str, str, int, int]], Token]", tuple.__new__)  # pyright: ignore[reportUnknownMemberType]


def tokenize(masked: str, *, start: int, end: int) -> list[Token]:
    """Return the words, marks and quotations of a stretch of masked text."""
    found = _TOKEN.finditer(masked, start, end)
    return [_new(Token, ((text := one[0]), text.lower(), one.start(), one.end())) for one in found]
