"""Words and marks of a sentence with their places."""

import re
from collections.abc import Callable
from typing import NamedTuple, cast

from pledgecraft.evidence.speech.marks import FILL

_TOKEN = re.compile(
    rf"{FILL}+|(?:[A-Z]\.)+|(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Inc|Corp|Ltd|Co|St|Jr|Sr|No|Sept"
    r"|Oct|Nov|Dec|Jan|Feb|Aug)\.|\w+(?:[’'.&-]\w+)*|[^\w\s]"
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
    def is_capital(self) -> bool:
        """Whether it is a word with a capital letter."""
        return self.text[0].isupper()


_new = cast("Callable[[type[Token], tuple[str, str, int, int]], Token]", tuple.__new__)  # pyright: ignore[reportUnknownMemberType]


def tokenize(masked: str, *, start: int, end: int) -> list[Token]:
    """Return the words, marks and quotations of a stretch of masked text."""
    found = _TOKEN.finditer(masked, start, end)
    return [_new(Token, ((text := one[0]), text.lower(), one.start(), one.end())) for one in found]
