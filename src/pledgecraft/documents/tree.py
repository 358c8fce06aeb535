"""A page as a tree; nothing in it is run, fetched or expanded."""

from collections.abc import Iterator
from importlib import import_module
from typing import Protocol, cast

from pledgecraft.documents.characters import flat


class Node(Protocol):
    """What is used of an lxml element."""

    tag: str
    text: str | None
    tail: str | None

    def get(self, key: str) -> str | None:
        """Return an attribute."""
        ...

    def getparent(self) -> "Node | None":
        """Return the element around it."""
        ...

    def iter(self, *tags: str) -> "Iterator[Node]":
        """Walk through it and what it holds."""
        ...

    def itertext(self) -> Iterator[str]:
        """Walk through its text."""
        ...


class Walk(Protocol):
    """A walk that can leave a branch out."""

    def __iter__(self) -> Iterator[tuple[str, Node]]:
        """Yield ``start`` and ``end`` of each element."""
        ...

    def skip_subtree(self) -> None:
        """Leave out what is inside the element that just started."""
        ...


class _Library(Protocol):
    """What is used of lxml, which comes without types."""

    LxmlError: type[Exception]

    def HTMLParser(self, **options: object) -> object: ...  # noqa: N802

    def fromstring(self, text: bytes, parser: object) -> Node | None: ...

    def iterwalk(self, root: Node, *, events: tuple[str, ...]) -> Walk: ...


def _library() -> _Library:
    return cast(_Library, cast(object, import_module("lxml.etree")))


def tree_of(markup: str) -> Node | None:
    """Return the tree of a page, or ``None`` where there is nothing in it.

    Raises:
        MemoryError: The tree is larger than may be.
    """
    library = _library()
    parser = library.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        return library.fromstring(markup.encode(), parser)
    except library.LxmlError as error:
        if "empty" in str(error):
            return None
        raise MemoryError from None


def walk(root: Node) -> Walk:
    """Return a walk through a tree, without recursion."""
    return _library().iterwalk(root, events=("start", "end"))


def words_of(node: Node) -> str:
    """Return all text inside an element on one line."""
    return flat("".join(part for part in node.itertext()))


def attribute(node: Node, key: str) -> str:
    """Return an attribute; empty without it."""
    return node.get(key) or ""


def first(root: Node, *tags: str) -> Node | None:
    """Return the first element with one of the tags."""
    return next(iter(root.iter(*tags)), None)
