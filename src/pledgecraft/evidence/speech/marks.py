"""Quotation marks: which opens, which closes, which is an apostrophe."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pledgecraft.evidence.model import Span

FILL = "\ue000"
"""Stands in a masked text for each character of a quotation."""

MAX_DEPTH = 8
"""Marks opened within marks beyond this depth are not looked at."""

_MARK = re.compile("''|``|[\"“”„‟‘’'「」『』«»]")
_DOUBLED = "''"
"""Two apostrophes for a quotation mark, as old wires write."""
_OPENERS = {"“": "”", "„": "”", "‟": "”", "‘": "’", "「": "」", "『": "』", "«": "»"}
_CLOSERS = {
    "”": frozenset("“„‟"),
    "’": frozenset("‘"),
    "」": frozenset("「"),
    "』": frozenset("『"),
    "»": frozenset("«"),
}
_BEFORE_OPENING = frozenset(" \t\n\xa0([{—–-/:…\"“‘「『«'")
_AFTER_OPENING = frozenset('"“$€£¥₩(…[')
_RUNS_ON = frozenset(('"', "“", "„", "「", _DOUBLED))


@dataclass(slots=True)
class Quotation:
    """Words in quotation marks.

    Attributes:
        start: Where the opening mark stands.
        end: Behind the closing mark, or behind the paragraph where there is none.
        inner: What stands within the marks, without white space at its ends.
        depth: 0 for the outermost.
        runs_on: Whether the next paragraph carries on with it.
    """

    start: int
    end: int
    inner: Span
    depth: int
    runs_on: bool = False


@dataclass(slots=True)
class _Scan:
    """The marks of one paragraph that are open, and the pairs that are complete."""

    text: str
    start: int
    end: int
    opened: list[tuple[str, int]] = field(default_factory=list[tuple[str, int]])
    pairs: list[tuple[int, int, bool]] = field(default_factory=list[tuple[int, int, bool]])

    def before(self, place: int) -> str:
        return self.text[place - 1] if place > self.start else " "

    def after(self, place: int) -> str:
        return self.text[place + 1] if place + 1 < self.end else " "

    def open(self, mark: str, place: int) -> None:
        if len(self.opened) < MAX_DEPTH:
            self.opened.append((mark, place))

    def close(self, marks: frozenset[str], place: int) -> bool:
        """Close the innermost of some marks; whatever was opened within it was no quotation."""
        for index in range(len(self.opened) - 1, -1, -1):
            if self.opened[index][0] in marks:
                self.pairs.append((self.opened[index][1], place + 1, False))
                del self.opened[index:]
                return True
        return False

    def is_open(self, mark: str) -> bool:
        return any(opened == mark for opened, _ in self.opened)


def find_quotations(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Quotation]:
    """Return all quotations, by their start; nested ones too.

    Args:
        text: The whole text.
        paragraphs: Start and end of each paragraph.

    Returns:
        Quotations of every depth. A mark that never closes is one only where the paragraph starts
        with it or a colon or comma stands before it, or where the next paragraph opens it again.
    """
    pairs: list[tuple[int, int, bool]] = []
    for index, (start, end) in enumerate(paragraphs):
        scan = _Scan(text, start, end)
        for match in _MARK.finditer(text, start, end):
            _take(scan, match.group(), match.start())
        following = paragraphs[index + 1][0] if index + 1 < len(paragraphs) else len(text)
        _leave_open(scan, text[following : following + 2])
        pairs.extend(scan.pairs)
    pairs.sort(key=lambda pair: (pair[0], -pair[1]))
    return _with_depth(text, pairs)


def _take(scan: _Scan, mark: str, place: int) -> None:
    if mark in _OPENERS:
        scan.open(mark, place)
    elif mark == '"':
        _take_straight(scan, mark, place)
    elif len(mark) > 1:
        _take_straight(scan, _DOUBLED, place)
    elif mark == "'":
        _take_single(scan, place)
    elif mark == "’":
        if not _is_latin(scan.after(place)):
            scan.close(_CLOSERS[mark], place)
    elif not scan.close(_CLOSERS[mark], place) and mark == "”":
        scan.close(frozenset('"'), place)


def _take_straight(scan: _Scan, mark: str, place: int) -> None:
    last = place + len(mark) - 1
    opening = scan.before(place) in _BEFORE_OPENING and not scan.after(last).isspace()
    if scan.is_open(mark) and (not opening or scan.before(place) in "'’…-—"):
        scan.close(frozenset((mark,)), last)
        return
    if opening:
        scan.opened = [item for item in scan.opened if item[0] != mark]
        scan.open(mark, place)


def _take_single(scan: _Scan, place: int) -> None:
    before, after = scan.before(place), scan.after(place)
    if scan.is_open("'") and not before.isspace() and not _is_latin(after):
        scan.close(frozenset("'"), place)
    elif before in _BEFORE_OPENING and (after.isalnum() or after in _AFTER_OPENING):
        scan.open("'", place)


def _is_latin(character: str) -> bool:
    """Return whether a mark before this is an apostrophe: Korean particles follow quotations."""
    return character.isalnum() and character < "\u3000"


def _leave_open(scan: _Scan, following: str) -> None:
    """Keep the outermost mark that the paragraph leaves open, where it is one."""
    if not scan.opened:
        return
    mark, place = scan.opened[0]
    if mark not in _RUNS_ON:
        return
    runs_on = following.startswith(mark)
    introduced = (
        place == scan.start or scan.text[max(scan.start, place - 2) : place].strip() in ":,"
    )
    if runs_on or introduced:
        scan.pairs.append((place, scan.end, runs_on))


def _with_depth(text: str, pairs: list[tuple[int, int, bool]]) -> list[Quotation]:
    found: list[Quotation] = []
    ends: list[int] = []
    for start, end, runs_on in pairs:
        while ends and ends[-1] <= start:
            ends.pop()
        inner = _inner(text, start, end)
        if inner.start < inner.end:
            found.append(Quotation(start, end, inner, len(ends), runs_on))
            ends.append(end)
    return found


def _inner(text: str, start: int, end: int) -> Span:
    width = 2 if text.startswith((_DOUBLED, "``"), start) else 1
    last = end - width if _MARK.match(text, end - 1) and end - 1 > start else end
    first = start + width
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    return Span(first, last)


def mask(text: str, quotations: Sequence[Quotation], *, start: int = 0) -> str:
    """Return the text with its quotations filled in, of the same length.

    Args:
        text: The text, or a part of it.
        quotations: Quotations that do not overlap, by their start.
        start: Where the part starts in the whole text.
    """
    parts: list[str] = []
    done = 0
    for quotation in quotations:
        parts.append(text[done : quotation.start - start])
        parts.append(FILL * (quotation.end - quotation.start))
        done = quotation.end - start
    parts.append(text[done:])
    return "".join(parts)
