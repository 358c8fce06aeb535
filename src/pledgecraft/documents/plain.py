"""Plain text: lines into paragraphs, and the lines that are not the article's own words."""

import re
from dataclasses import dataclass, field, replace
from statistics import median

from pledgecraft.documents.characters import tidy
from pledgecraft.documents.jsonld import filled
from pledgecraft.documents.language import KANA, language_code, language_named
from pledgecraft.documents.lines import Line, authors_in, line_kind, said_in
from pledgecraft.documents.model import Aside, Metadata
from pledgecraft.documents.parsed import Parsed, parsed

HEAD = 8
WRAPPED = (45, 100)
TITLE = 200
POST = 330
LINK = re.compile(r"https?://\S+|pic\.twitter\.com/\S+")
SIGNED = re.compile(r"^[—–-]{1,2} .{1,60}\(@\w{1,20}\) .{4,30}$")
KEY = re.compile(
    r"^(?P<key>title|publisher|publication|author|authors|source|language|제목|매체|발행처|언어|見出し|媒体|発行元|言語)"
    r"\s?[:：]\s?(?P<value>\S.{0,200})$",
    re.IGNORECASE,
)
KEYS = {
    "title": "title",
    "제목": "title",
    "見出し": "title",
    "publisher": "publisher",
    "publication": "publisher",
    "매체": "publisher",
    "발행처": "publisher",
    "媒体": "publisher",
    "発行元": "publisher",
    "author": "authors",
    "authors": "authors",
    "language": "language",
    "언어": "language",
    "言語": "language",
}
SENTENCE = re.compile(r"[.!?。…][\"'”’」』)\]]*$|다[\"'”’]?$")
ABOUT_IT = (Line.BYLINE, Line.PUBLISHED, Line.UPDATED)


@dataclass
class _Lines:
    """Lines sorted as they are read."""

    words: list[str] = field(default_factory=lambda: list[str]())
    asides: list[Aside] = field(default_factory=lambda: list[Aside]())
    said: list[tuple[str, str]] = field(default_factory=lambda: list[tuple[str, str]]())


def read_plain(text: str) -> Parsed:
    """Return the article in a plain text.

    Raises:
        DocumentError: T908, it holds no text.
    """
    return sort_lines(paragraphs_of(tidy(text)))


def sort_lines(lines: list[str]) -> Parsed:
    """Return the article in a list of paragraphs, some of which are captions, notes and the like.

    Raises:
        DocumentError: T908, no paragraph is the article's own.
    """
    keyed, lines = _keyed(lines)
    title, lines = _title(lines)
    lines, asides = _posts(lines)
    sorted_lines = _Lines(asides=asides)
    for line in lines:
        _sort(line, sorted_lines)
    metadata = filled(filled(keyed, said_in(sorted_lines.said)), Metadata(title=title))
    return parsed(sorted_lines.words, metadata, sorted_lines.asides)


def paragraphs_of(text: str) -> list[str]:
    """Return the paragraphs of a text: blocks of wrapped lines, or else each line."""
    blocks = [block.strip("\n") for block in re.split(r"\n[ \t]*\n", text)]
    joined = [_join(block) for block in blocks] if _is_wrapped(blocks) else text.split("\n")
    return [line.strip(" \t") for line in joined if line.strip()]


def _is_wrapped(blocks: list[str]) -> bool:
    inner = [line for block in blocks for line in block.split("\n")[:-1]]
    longest = max((len(line) for block in blocks for line in block.split("\n")), default=0)
    if 2 * len([line for line in inner if SENTENCE.search(line)]) >= len(inner):
        return False
    return bool(inner) and WRAPPED[0] <= median(map(len, inner)) and longest <= WRAPPED[1]


def _join(block: str) -> str:
    space = "" if KANA.search(block) else " "
    return space.join(line.strip() for line in block.split("\n"))


def _keyed(lines: list[str]) -> tuple[Metadata, list[str]]:
    said, rest = Metadata(), list(lines)
    for line in lines[:HEAD]:
        found = KEY.match(line)
        name = KEYS.get(found["key"].lower()) if found else None
        if found and name:
            said = filled(said, replace(Metadata(), **{name: _value(name, found["value"])}))
            rest.remove(line)
    return said, rest


def _value(name: str, value: str) -> object:
    if name == "authors":
        return authors_in(f"By {value}") or (value,)
    return (language_code(value) or language_named(value)) if name == "language" else value


def _title(lines: list[str]) -> tuple[str | None, list[str]]:
    follow = [line_kind(line) for line in lines[1:4]]
    first = lines[0] if lines else ""
    if len(first) > TITLE or line_kind(first) != Line.WORDS or follow[:1] == []:
        return None, lines
    if not any(kind in ABOUT_IT for kind in follow[:1]) and not _reads_as_title(first, follow):
        return None, lines
    return first, lines[1:]


def _reads_as_title(first: str, follow: list[Line]) -> bool:
    return not SENTENCE.search(first) and any(kind in ABOUT_IT for kind in follow)


def _posts(lines: list[str]) -> tuple[list[str], list[Aside]]:
    """Take embedded posts out: from the signature back as far as one post can reach."""
    kept: list[str] = []
    posts: list[Aside] = []
    for line in lines:
        kept.append(line)
        if SIGNED.match(line):
            start = _post_start(kept)
            posts.append(Aside("post", "\n".join(kept[start:]), _link(kept[start:])))
            del kept[start:]
    return kept, posts


def _post_start(lines: list[str]) -> int:
    start, room = len(lines) - 1, POST
    while start > 0 and (room := room - len(LINK.sub("", lines[start - 1]))) >= 0:
        start -= 1
    return start


def _link(lines: list[str]) -> str | None:
    found = (LINK.search(line) for line in lines)
    return next((link[0] for link in found if link and link[0].startswith("http")), None)


def _sort(line: str, into: _Lines) -> None:
    kind = line_kind(line)
    if kind == Line.WORDS and not _is_left_over(line, into):
        into.words.append(line)
    elif kind in ABOUT_IT:
        into.said.append((kind, line))
        into.asides.append(Aside("furniture", line))
    else:
        into.asides.append(Aside("furniture" if kind == Line.WORDS else kind, line))


def _is_left_over(line: str, into: _Lines) -> bool:
    """Say whether a line is a scrap after the article's end: short, no sentence, after a byline."""
    ended = bool(into.words) and any(kind == Line.BYLINE for kind, _ in into.said)
    return ended and len(into.words) > 2 and len(line) < 80 and not SENTENCE.search(line)
