"""Whether something is said only in an example, a condition or a question."""

import re

from pledgecraft.evidence.model import Span

_CONDITION = re.compile(
    r"(?:If|Suppose|Imagine|Let’s say|Let's say|What if|Say,|Consider|Had|Picture)\b", re.ASCII
)
_EXAMPLE = re.compile(
    r"\b(?:for example|for instance|as if|hypothetically|You can['’]?t just|imagine)\b"
)
_SUPPOSED = re.compile(
    r"(?:\A|[\s“\"‘'(—])(?:[Ii]f|[Ss]uppose|[Ii]magine|[Ll]et[’']s say|"
    r"[Ww]hen(?:ever)? (?:some|any|every)(?:one|body))\b[^,;.?!]*(?:, |: |,? ?[“\"‘'])*\Z"
)
"""A condition whose clause goes on up to what is said: if he says that …."""
_SENTENCE_END = re.compile(r"[.!?][\s”’\"']")


def is_hypothetical(text: str, content: list[Span], sentence: Span, *, depth: bool) -> bool:
    """Return whether words are thought of and not told.

    Args:
        text: The whole text.
        content: What is said.
        sentence: The sentence around it.
        depth: Whether it stands in somebody else's words.
    """
    first = content[0]
    if _CONDITION.match(text, first.start) or _CONDITION.match(text, sentence.start):
        return True
    if _SUPPOSED.search(text, sentence.start, first.start):
        return True
    if depth and _EXAMPLE.search(text, sentence.start, first.start):
        return True
    return all(_asks(text, span) for span in content)


def _asks(text: str, span: Span) -> bool:
    if text[span.end - 1] != "?":
        return False
    return _SENTENCE_END.search(text, span.start, span.end - 1) is None
