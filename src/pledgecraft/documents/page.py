"""Pages: from markup to words, metadata and asides."""

from dataclasses import replace

from pledgecraft.documents.article import Block, blocks_of
from pledgecraft.documents.characters import tidy
from pledgecraft.documents.jsonld import filled
from pledgecraft.documents.lines import Line, authors_in, said_in
from pledgecraft.documents.meta import page_metadata
from pledgecraft.documents.model import Aside, Metadata
from pledgecraft.documents.parsed import Parsed, parsed
from pledgecraft.documents.tree import tree_of

KINDS = {Line.POST: "post", Line.CAPTION: "caption", Line.NOTE: "note", "table": "table"}
UNSAID = ("title",)


def read_page(markup: str) -> Parsed:
    """Return the article of a page.

    Raises:
        DocumentError: T908, it holds no text.
    """
    root = tree_of(tidy(markup))
    if root is None:
        return parsed([], Metadata(), [])
    blocks = blocks_of(root)
    metadata = filled(page_metadata(root), said_in((block.kind, block.text) for block in blocks))
    words = [block.text for block in blocks if block.kind == Line.WORDS]
    return parsed(_without(metadata.title, words), _whole(metadata), _asides(blocks))


def _without(title: str | None, words: list[str]) -> list[str]:
    return words[1:] if words and words[0] == title else words


def _asides(blocks: list[Block]) -> list[Aside]:
    beside = (block for block in blocks if block.kind not in (Line.WORDS, *UNSAID))
    return [
        Aside(KINDS.get(block.kind, "furniture"), block.text, block.address) for block in beside
    ]


def _whole(metadata: Metadata) -> Metadata:
    names = (name for author in metadata.authors for name in (authors_in(author) or (author,)))
    return replace(metadata, authors=tuple(dict.fromkeys(names)))
