"""Meta tags and marks on a page: what it says of itself beside JSON-LD."""

from datetime import datetime

from pledgecraft.documents.characters import flat
from pledgecraft.documents.jsonld import LONGEST, filled, jsonld_metadata
from pledgecraft.documents.language import language_code
from pledgecraft.documents.model import Metadata
from pledgecraft.documents.moments import moment_in
from pledgecraft.documents.tree import Node, attribute, first, words_of

TITLE = ("og:title", "dc.title", "dcterms.title", "citation_title", "twitter:title", "headline")
PUBLISHER = ("og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "article:publisher")
AUTHOR = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "byl",
    "dable:author",
)
PUBLISHED = (
    "article:published_time",
    "datepublished",
    "dc.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "date",
    "pubdate",
    "citation_publication_date",
)
UPDATED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "last-modified",
)
LANGUAGE = ("dc.language", "dcterms.language", "og:locale", "content-language")
ADDRESS = ("og:url",)


def page_metadata(root: Node) -> Metadata:
    """Return what a page says of itself: JSON-LD first, then meta tags, then marks on the page."""
    scripts = [
        "".join(node.itertext())
        for node in root.iter("script")
        if attribute(node, "type").strip().lower().startswith("application/ld+json")
    ]
    return filled(filled(jsonld_metadata(scripts), _tags(root)), _marks(root))


def _tags(root: Node) -> Metadata:
    said = _said(root)
    return Metadata(
        publisher=_named(said, PUBLISHER),
        title=_one(said, TITLE),
        authors=tuple(_names(said)),
        published=moment_in(_one(said, PUBLISHED)),
        updated=moment_in(_one(said, UPDATED)),
        language=language_code(_one(said, LANGUAGE)),
        address=_link(_one(said, ADDRESS)) or _canonical(root),
    )


def _said(root: Node) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    for node in root.iter("meta"):
        content = flat(attribute(node, "content"))[:LONGEST]
        for mark in ("property", "name", "itemprop", "http-equiv"):
            if content and (name := attribute(node, mark).strip().lower()):
                said.setdefault(name, []).append(content)
    return said


def _one(said: dict[str, list[str]], names: tuple[str, ...]) -> str | None:
    return next((said[name][0] for name in names if name in said), None)


def _named(said: dict[str, list[str]], names: tuple[str, ...]) -> str | None:
    found = (said[name][0] for name in names if name in said)
    return next((name for name in found if not _link(name)), None)


def _names(said: dict[str, list[str]]) -> list[str]:
    for name in AUTHOR:
        if named := [author for author in said.get(name, []) if not _link(author)]:
            return list(dict.fromkeys(named))
    return []


def _link(address: str | None) -> str | None:
    return address if address and address.startswith(("https://", "http://")) else None


def _canonical(root: Node) -> str | None:
    links = (
        _link(attribute(node, "href"))
        for node in root.iter("link")
        if attribute(node, "rel") == "canonical"
    )
    return next((link for link in links if link), None)


def _marks(root: Node) -> Metadata:
    html, title = first(root, "html"), first(root, "h1")
    return Metadata(
        title=(flat(words_of(title))[:LONGEST] or None) if title is not None else _titled(root),
        authors=tuple(_itemprops(root, "author")),
        published=_time(root, "datePublished"),
        updated=_time(root, "dateModified"),
        language=language_code(attribute(html, "lang") or attribute(html, "xml:lang"))
        if html is not None
        else None,
    )


def _titled(root: Node) -> str | None:
    title = first(root, "title")
    return (words_of(title)[:LONGEST] or None) if title is not None else None


def _itemprops(root: Node, name: str) -> list[str]:
    marked = [
        node for node in root.iter() if attribute(node, "itemprop") == name and node.tag != "meta"
    ]
    words = [words_of(_name_inside(node))[:200] for node in marked[:20]]
    return [word for word in dict.fromkeys(words) if word]


def _name_inside(node: Node) -> Node:
    return next((part for part in node.iter() if attribute(part, "itemprop") == "name"), node)


def _time(root: Node, name: str) -> datetime | None:
    for node in root.iter("time", "span", "abbr"):
        if attribute(node, "itemprop") == name:
            return moment_in(
                attribute(node, "datetime") or attribute(node, "content") or words_of(node)
            )
    return None
