"""What an element of a page is for, told by its tag and the words in its class and id."""

import re
from urllib.parse import urlsplit

from pledgecraft.documents.characters import names
from pledgecraft.documents.lines import Line
from pledgecraft.documents.tree import Node, attribute

DROPPED = names(
    "script style noscript template svg math head object embed applet canvas audio video map "
    "select input textarea option datalist dialog"
)
FURNITURE = names("nav footer aside form button menu")
BLOCKS = names(
    "address article aside blockquote body center dd details div dl dt fieldset figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td "
    "tfoot th thead tr ul"
)
NAMES = names(
    "share sharing social sns related recommend recommended recommendation recirculation "
    "comment comments reply replies newsletter subscribe subscription promo promotion advert "
    "ads advertisement sponsored breadcrumb breadcrumbs sidebar toolbar tags keywords copyright "
    "pagination popular trending ranking mostread outbrain taboola disqus cookie consent "
    "counter menu gnb lnb"
)
CAPTIONS = names("caption captions figcaption imgcaption cutline")
BYLINES = names("byline author authors reporter journalist")
NOTES = names("translation disclaimer correction corrections editornote notice")
POSTS = names(
    "twitter-tweet twitter-video instagram-media tiktok-embed fb-post bluesky-embed text-post- "
    "media reddit-embed-bq"
)
HOSTS = (
    "twitter.com",
    "x.com",
    "instagram.com",
    "facebook.com",
    "youtube.com",
    "youtube-nocookie.com",
    "youtu.be",
    "tiktok.com",
    "threads.net",
    "bsky.app",
    "t.me",
    "truthsocial.com",
    "weibo.com",
)
WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def role_of(node: Node) -> Line | None:
    """Return what an element is for; ``None`` where nothing tells."""
    classes = attribute(node, "class").split()
    if node.tag == "iframe" or not POSTS.isdisjoint(classes):
        return Line.POST
    if node.tag in ("figcaption", "caption"):
        return Line.CAPTION
    if node.tag in FURNITURE or _is_hidden(node):
        return Line.FURNITURE
    return _named_role(node) if node.tag not in ("html", "body", "article", "main") else None


def _named_role(node: Node) -> Line | None:
    words = {
        word.lower()
        for word in WORDS.findall(f"{attribute(node, 'class')} {attribute(node, 'id')}")
    }
    if not words:
        return None
    kinds = (
        (CAPTIONS, Line.CAPTION),
        (NAMES, Line.FURNITURE),
        (BYLINES, Line.BYLINE),
        (NOTES, Line.NOTE),
    )
    return next((kind for known, kind in kinds if not known.isdisjoint(words)), None)


def _is_hidden(node: Node) -> bool:
    return attribute(node, "aria-hidden") == "true" or bool(HIDDEN.search(attribute(node, "style")))


def post_address(node: Node) -> str | None:
    """Return where an embedded post comes from."""
    given = (
        attribute(node, "src")
        or attribute(node, "cite")
        or attribute(node, "data-instgrm-permalink")
    )
    links = [attribute(link, "href") for link in node.iter("a")]
    found = [address for address in (given, *reversed(links)) if address]
    return found[0] if found and found[0].startswith(("https:", "http:", "//")) else None


def is_known_host(address: str | None) -> bool:
    """Return whether an address belongs to a place where people post."""
    try:
        host = urlsplit(address or "").hostname or ""
    except ValueError:
        return False
    return any(host == known or host.endswith(f".{known}") for known in HOSTS)
