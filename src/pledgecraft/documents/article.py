"""The article on a page: its own words apart from all that stands beside them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from pledgecraft.documents.characters import SPACES, flat
from pledgecraft.documents.lines import Line, line_kind
from pledgecraft.documents.roles import BLOCKS, DROPPED, is_known_host, post_address, role_of
from pledgecraft.documents.tree import Node, walk, words_of

DECAY = 0.75
"""How much of a paragraph's weight each further element around it gets."""
LEAST = 25
LINKED = 0.65
PROSE = 280
BREAK = "\x1e"

OPEN = set(Line) - {Line.WORDS}
TELLING: dict[str, set[Line]] = {
    Line.WORDS: OPEN,
    Line.BYLINE: OPEN,
    Line.NOTE: OPEN,
    Line.FURNITURE: {Line.NOTE, Line.CAPTION, Line.PUBLISHED, Line.UPDATED},
}
"""What a line may say of itself, against what the element around it says."""


@dataclass
class Block:
    """A stretch of text on a page.

    Attributes:
        node: The element that holds it.
        kind: What it is.
        text: What it says.
        linked: Characters of it that are links.
        address: Where it comes from.
        heading: Whether it is a heading.
    """

    node: Node
    kind: str
    text: str
    linked: int = 0
    address: str | None = None
    heading: bool = False


@dataclass
class _State:
    """Text that gathers until a block ends."""

    pieces: list[str] = field(default_factory=lambda: list[str]())
    linked: int = 0
    links: int = 0


def blocks_of(root: Node) -> list[Block]:
    """Return the blocks of a page in its order, each with its kind; the article's are ``words``."""
    blocks = list(_gather(root))
    article = _article(blocks)
    for block in blocks:
        if block.kind == Line.WORDS and article is not None and not _is_inside(block.node, article):
            block.kind = (
                Line.FURNITURE if line_kind(block.text) == Line.WORDS else line_kind(block.text)
            )
    return blocks


def _gather(root: Node) -> Iterator[Block]:
    state, kinds, holders = _State(), [Line.WORDS], [root]
    steps = walk(root)
    for event, node in steps:
        opens, is_block = event == "start", node.tag in BLOCKS
        if opens and (whole := _whole(node)) is not None:
            yield from _flush(state, holders[-1], kinds[-1])
            yield from whole
            steps.skip_subtree()
            kinds.append(kinds[-1])
            holders.append(holders[-1])
            continue
        if is_block:
            yield from _flush(state, holders[-1], kinds[-1])
        if opens:
            kinds.append(_inherited(kinds[-1], node))
            holders.append(node if is_block else holders[-1])
            _open(state, node)
        else:
            kinds.pop()
            holders.pop()
            _close(state, node)
    yield from _flush(state, root, Line.WORDS)


def _open(state: _State, node: Node) -> None:
    state.links += node.tag == "a"
    state.pieces.append(BREAK if node.tag == "br" else _plain(state, node.text))


def _close(state: _State, node: Node) -> None:
    state.links -= node.tag == "a" and state.links > 0
    state.pieces.append(_plain(state, node.tail))


def _plain(state: _State, text: str | None) -> str:
    plain = SPACES.sub(" ", text or "")
    if state.links:
        state.linked += len(plain.strip())
    return plain


def _inherited(around: Line, node: Node) -> Line:
    own = role_of(node) if around in (Line.WORDS, Line.BYLINE, Line.NOTE) else None
    return around if own is None or _holds_article(node) else own


def _holds_article(node: Node) -> bool:
    inner = next(iter(node.iter("h1", "main")), None)
    return inner is not None and inner is not node


def _whole(node: Node) -> list[Block] | None:
    """Return the blocks of an element that is taken as a whole; ``None`` for all others."""
    if node.tag in DROPPED:
        return []
    if node.tag == "table":
        return _table(node) if _holds_data(node) else None
    role = role_of(node)
    if role == Line.POST:
        return _post(node)
    if role == Line.CAPTION and len(words := words_of(node)) < 2 * PROSE:
        return [Block(node, Line.CAPTION, words)] if words else []
    return None


def _post(node: Node) -> list[Block]:
    address = post_address(node)
    if node.tag == "iframe" and not is_known_host(address):
        return []
    lines = [flat(part) for part in _split(node)]
    return [Block(node, Line.POST, "\n".join(line for line in lines if line), address=address)]


def _split(node: Node) -> list[str]:
    parts: list[str] = []
    for event, inner in walk(node):
        text = inner.text if event == "start" else inner.tail if inner is not node else ""
        parts += [
            "\n" if inner.tag in BLOCKS or inner.tag == "br" else "",
            SPACES.sub(" ", text or ""),
        ]
    return "".join(parts).split("\n")


def _holds_data(table: Node) -> bool:
    if next(islice(table.iter("table"), 1, None), None) is not None:
        return False
    widest = max((len(list(row.iter("td", "th"))) for row in table.iter("tr")), default=0)
    cells = (words_of(cell) for cell in table.iter("td", "th"))
    return widest > 1 and not any(len(cell) > PROSE for cell in cells)


def _table(table: Node) -> list[Block]:
    rows = [" | ".join(words_of(cell) for cell in row.iter("td", "th")) for row in table.iter("tr")]
    text = "\n".join(row for row in rows if row.strip(" |"))
    return [Block(table, "table", text)] if text else []


def _flush(state: _State, node: Node, kind: Line) -> list[Block]:
    text, linked = "".join(state.pieces), state.linked
    state.pieces, state.linked = [], 0
    if not text or text.isspace():
        return []
    parts = [part for part in re.split(rf"(?: ?{BREAK} ?){{2,}}", text) if part.strip()]
    total = max(1, sum(len(part) for part in parts))
    heading = node.tag in ("h1", "h2", "h3", "h4", "h5", "h6")
    found = (
        Block(node, kind, _lines(part), linked * len(part) // total, heading=heading)
        for part in parts
    )
    return [_judged(block) for block in found if block.text]


def _lines(text: str) -> str:
    lines = (flat(line) for line in text.split(BREAK))
    return "\n".join(line for line in lines if line)


def _judged(block: Block) -> Block:
    told = line_kind(block.text)
    if told in TELLING.get(block.kind, ()):
        block.kind = told
    elif block.kind == Line.BYLINE and len(block.text) > PROSE:
        block.kind = Line.WORDS
    elif block.kind == Line.WORDS and block.linked > LINKED * len(block.text):
        block.kind = Line.FURNITURE
    elif block.kind == Line.WORDS and block.node.tag == "h1":
        block.kind = "title"
    return block


def _article(blocks: Iterable[Block]) -> Node | None:
    """Return the element with most of the prose; each level further out counts less."""
    weights: dict[Node, float] = defaultdict(float)
    for block in blocks:
        if block.kind == Line.WORDS and not block.heading and len(block.text) >= LEAST:
            for node, weight in _around(block):
                weights[node] += weight
    return max(weights, key=lambda node: weights[node]) if weights else None


def _around(block: Block) -> Iterator[tuple[Node, float]]:
    weight = float(len(block.text) - block.linked)
    node = block.node.getparent() if block.node.tag in ("p", "li", "blockquote") else block.node
    while node is not None and weight > 1:
        yield node, weight
        weight *= DECAY
        node = node.getparent()


def _is_inside(node: Node, around: Node) -> bool:
    current: Node | None = node
    while current is not None:
        if current is around:
            return True
        current = current.getparent()
    return False
