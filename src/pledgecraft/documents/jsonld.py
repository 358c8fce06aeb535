"""JSON-LD: what a page says of itself to machines."""

import json
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from typing import cast

from pledgecraft.documents.characters import flat
from pledgecraft.documents.language import language_code
from pledgecraft.documents.model import Metadata
from pledgecraft.documents.moments import moment_in

ARTICLE = ("article", "posting", "report", "newsarticle")
PAGE = ("webpage", "creativework")
DEEPEST = 8
LONGEST = 1000
Thing = dict[str, object]


def jsonld_metadata(scripts: list[str]) -> Metadata:
    """Return what the JSON-LD of a page says of its article; empty where it says nothing."""
    things = [thing for script in scripts for thing in _things(_parse(script), 0)]
    article = _of_type(things, ARTICLE) or _of_type(things, PAGE)
    return _metadata(article) if article else Metadata()


def _parse(script: str) -> object:
    try:
        return json.loads(script.strip().removeprefix("<!--").removesuffix("-->"), strict=False)
    except (ValueError, RecursionError):
        return None


def _things(value: object, depth: int) -> Iterator[Thing]:
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for part in cast("list[object]", value):
            yield from _things(part, depth + 1)
    elif isinstance(value, dict):
        thing = cast(Thing, value)
        yield thing
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _things(thing.get(key), depth + 1)


def _of_type(things: list[Thing], endings: tuple[str, ...]) -> Thing | None:
    for thing in things:
        names = [name.lower() for name in _strings(thing.get("@type"))]
        if any(name.endswith(endings) for name in names):
            return thing
    return None


def _metadata(article: Thing) -> Metadata:
    original, human = _original(article), _names(article.get("translator"))
    return Metadata(
        publisher=_one(
            _names(article.get("publisher")) or _names(article.get("sourceOrganization"))
        ),
        title=_one(_strings(article.get("headline"))) or _one(_strings(article.get("name"))),
        authors=tuple(_names(article.get("author")) or _names(article.get("creator"))),
        published=moment_in(_one(_strings(article.get("datePublished")))),
        updated=moment_in(_one(_strings(article.get("dateModified")))),
        language=language_code(_language(article.get("inLanguage"))),
        translated_from=original or ("und" if human else None),
        secondary_of=tuple(_secondary(article)),
        address=_one(_addresses(article)),
    )


def _addresses(article: Thing) -> list[str]:
    given = [*_strings(article.get("url")), *_strings(article.get("mainEntityOfPage"))]
    return [address for address in given if address.startswith(("https://", "http://"))]


def _original(article: Thing) -> str | None:
    work = article.get("translationOfWork")
    if not work:
        return None
    first = cast("list[object]", work)[0] if isinstance(work, list) else work
    language = cast(Thing, first).get("inLanguage") if isinstance(first, dict) else None
    return language_code(_language(language)) or "und"


def _secondary(article: Thing) -> Iterator[str]:
    based = article.get("isBasedOn")
    for work in cast("list[object]", based) if isinstance(based, list) else [based]:
        if isinstance(work, dict):
            thing = cast(Thing, work)
            yield from (_names(thing.get("publisher")) or _names(thing))[:1]
        else:
            yield from _strings(work)


def _language(value: object) -> str | None:
    if isinstance(value, dict):
        thing = cast(Thing, value)
        return _one(_strings(thing.get("alternateName")) or _strings(thing.get("name")))
    return _one(_strings(value))


def _names(value: object) -> list[str]:
    if isinstance(value, list):
        parts = cast("list[object]", value)
        return list(dict.fromkeys(name for part in parts[:50] for name in _names(part)))
    if isinstance(value, dict):
        return _strings(cast(Thing, value).get("name"))[:1]
    return [name for name in _strings(value) if not name.startswith(("https://", "http://"))]


def _strings(value: object) -> list[str]:
    if isinstance(value, list):
        return [text for part in cast("list[object]", value)[:50] for text in _strings(part)]
    text = flat(unescape(value))[:LONGEST] if isinstance(value, str) else ""
    return [text] if text else []


def _one(values: list[str]) -> str | None:
    return values[0] if values else None


def filled(base: Metadata, other: Metadata) -> Metadata:
    """Return the first metadata, with its gaps filled from the second."""
    gaps = {
        name: value
        for name, value in vars(other).items()
        if vars(base)[name] in (None, ()) and value not in (None, ())
    }
    return replace(base, **gaps)
