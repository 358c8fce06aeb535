"""What reading yields before it is a document, in a form that can cross to another process."""

from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import cast

from pledgecraft.documents.jsonld import filled
from pledgecraft.documents.language import language_of
from pledgecraft.documents.model import PARAGRAPH, Aside, Metadata
from pledgecraft.documents.notes import making_of
from pledgecraft.documents.problems import refusal


@dataclass(frozen=True)
class Parsed:
    """The words of a document, what it says of itself, and what stands beside the words."""

    text: str
    metadata: Metadata = field(default_factory=Metadata)
    asides: tuple[Aside, ...] = ()


def parsed(paragraphs: list[str], metadata: Metadata, asides: list[Aside]) -> Parsed:
    """Return the whole, with what its notes and its script tell added to its metadata.

    Raises:
        DocumentError: T908, it holds no text.
    """
    text = PARAGRAPH.join(paragraphs)
    if not text.strip():
        fix = "No paragraph was found: a page may need scripts, a PDF may hold pictures of text."
        raise refusal("T908", f"{fix} Save its text, and give that.")
    notes = [aside.text for aside in asides if aside.kind == "note"]
    making = Metadata(**asdict(making_of(notes, lead=text)))
    language = metadata.language or language_of(text)
    whole = replace(filled(metadata, making), language=language)
    sources = dict.fromkeys((*metadata.secondary_of, *making.secondary_of))
    known = tuple(name for name in sources if name != whole.publisher)
    return Parsed(text, replace(whole, secondary_of=known), tuple(asides))


def to_wire(whole: Parsed) -> dict[str, object]:
    """Return plain data for JSON."""
    said = asdict(whole.metadata)
    for name in ("published", "updated"):
        moment = cast("datetime | None", said[name])
        said[name] = moment.isoformat() if moment else None
    asides = [asdict(aside) for aside in whole.asides]
    return {"text": whole.text, "metadata": said, "asides": asides}


def from_wire(data: dict[str, object]) -> Parsed:
    """Return what :func:`to_wire` made plain."""
    said = cast("dict[str, object]", data["metadata"])
    asides = cast("list[dict[str, str | None]]", data["asides"])
    kept = (Aside(str(one["kind"]), str(one["text"]), one["address"]) for one in asides)
    return Parsed(str(data["text"]), metadata_of(said), tuple(kept))


def metadata_of(said: dict[str, object]) -> Metadata:
    """Return metadata from plain data, with its dates read."""
    plain = dict(said)
    for name in ("published", "updated"):
        given = plain.get(name)
        plain[name] = datetime.fromisoformat(given) if isinstance(given, str) else given
    for name in ("authors", "secondary_of"):
        plain[name] = tuple(cast("list[str]", plain.get(name) or []))
    return Metadata(**plain)  # pyright: ignore[reportArgumentType]
