"""Documents marked by others: a text, and beside it attributions in brat's standoff form.

Corpora of attribution mark who is cited (Source), by what words (Cue), with what (Content), each as
stretches of characters, and bind them in a relation. What a content is made of, with its quotation
marks and "that", is theirs to decide, so that such documents are compared word by word.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from pledgecraft.documents.model import Document, Metadata
from pledgecraft.evidence.gold import Gold, GoldError
from pledgecraft.evidence.model import Span, Speaker, Speech, Statement

Parts = Mapping[str, tuple[Span, ...]]

_QUOTED = re.compile(
    r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|‘[^’]*’(?!\w)|(?<!\w)'[^']*'(?!\w)", re.DOTALL
)


def read_standoff(path: Path) -> Gold:
    """Read a text with the attributions marked beside it, from the file that ends in ``.ann``.

    The source's words stand for the speaker's name, as they are in the text.

    Source:
        brat standoff format; roles as in the PolNeAR corpus (Newell, Margolin, Ruths 2018).

    Raises:
        GoldError: Marked words do not stand in the text, or the text is not there.
    """
    file = path.with_suffix(".txt")
    if not file.exists():
        raise GoldError(f"{path.name}: {file.name} is not beside it.")
    text = file.read_bytes().decode("utf-8")
    parts: dict[str, tuple[Span, ...]] = {}
    relations: list[str] = []
    for line in path.read_text("utf-8").splitlines():
        name, _, rest = line.partition("\t")
        if name.startswith("T"):
            parts[name] = _part(text, rest, path.name)
        elif name.startswith("E"):
            relations.append(rest)
    statements = [one for relation in relations for one in _statement(text, parts, relation)]
    document = Document(path.stem, text, Metadata(language="en"))
    return Gold(document, "standoff", tuple(statements), by_words=True)


def _part(text: str, told: str, name: str) -> tuple[Span, ...]:
    """Return the stretches of a marked part, which must hold the words written beside them."""
    place, _, words = told.partition("\t")
    stretches = [pair.split() for pair in place.partition(" ")[2].split(";")]
    spans = [Span(int(start), int(end)) for start, end in stretches]
    found = " ".join(span.of(text) for span in spans)
    if found.split() != words.split():
        raise GoldError(f"{name}: {words!r} is not what stands at {place}.")
    return tuple(sorted(spans))


def _statement(text: str, parts: Parts, relation: str) -> Iterator[Statement]:
    roles: dict[str, tuple[Span, ...]] = {}
    for entry in relation.split():
        role, _, name = entry.partition(":")
        role = role.rstrip("0123456789")
        roles[role] = tuple(sorted((*roles.get(role, ()), *parts.get(name, ()))))
    if "Content" not in roles:
        return
    content = roles["Content"]
    source, cue = (_whole(roles.get(role, ())) for role in ("Source", "Cue"))
    yield Statement(
        span=Span(content[0].start, content[-1].end),
        kind=_kind(text, content),
        content=content,
        quoted=(),
        speaker=Speaker(source, source.of(text) if source else None),
        cue=cue,
    )


def _whole(spans: tuple[Span, ...]) -> Span | None:
    return Span(spans[0].start, spans[-1].end) if spans else None


def _kind(text: str, content: tuple[Span, ...]) -> Speech:
    """Return whether all words, some, or none stand in quotation marks."""
    words = " ".join(span.of(text) for span in content)
    outside = _QUOTED.sub(" ", words)
    if outside == words:
        return "indirect"
    return "mixed" if re.search(r"\w", outside) else "direct"
