"""Claims and documents in the forms that other software reads.

Source:
    W3C Web Annotation Data Model (2017), schema.org Claim and Quotation, W3C PROV-O (2013) in
    JSON-LD, Citation Style Language JSON 1.0.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from pledgecraft.documents.model import Document, Metadata
from pledgecraft.evidence.claims import Claim

ANNOTATION = "http://www.w3.org/ns/anno.jsonld"
SCHEMA = "https://schema.org"
PROV = {
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")

Node = dict[str, Any]


@dataclass(frozen=True)
class Export:
    """Claims or documents in one form.

    Attributes:
        data: What the form holds, ready for JSON.
        media_type: The type under which it is sent.
    """

    data: Node | list[Node]
    media_type: str

    def to_json(self) -> str:
        """Return the JSON, for a file or an answer."""
        return json.dumps(self.data, ensure_ascii=False, indent=2) + "\n"


def web_annotations(claims: Iterable[Claim], *, documents: Mapping[str, Document]) -> Export:
    """Return claims as a page of Web Annotations: positions, quotes where kept, terms as tags.

    Args:
        claims: The claims.
        documents: Documents by id, for their addresses; one that is missing is named by its id.
    """
    items = [_annotation(claim, documents.get(claim.document)) for claim in claims]
    page = {"@context": ANNOTATION, "type": "AnnotationPage", "items": items}
    return Export(page, 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"')


def schema_org(claims: Iterable[Claim], *, documents: Mapping[str, Document]) -> Export:
    """Return claims for schema.org: ``Quotation`` where the exact words of direct speech are kept.

    Others are ``Claim`` with the paraphrase.
    """
    graph = [_quotation(claim, documents.get(claim.document)) for claim in claims]
    return Export({"@context": SCHEMA, "@graph": graph}, "application/ld+json")


def prov_o(claims: Iterable[Claim], *, documents: Mapping[str, Document]) -> Export:
    """Return where claims come from: documents, extractors and reviewers as PROV-O in JSON-LD."""
    listed = tuple(claims)
    nodes: dict[str, Node] = {}
    for claim in listed:
        for node in _provenance(claim, documents.get(claim.document)):
            nodes.setdefault(node["@id"], node)
    return Export({"@context": PROV, "@graph": list(nodes.values())}, "application/ld+json")


def csl_json(claims: Iterable[Claim] = (), *, documents: Mapping[str, Document]) -> Export:
    """Return documents, and claims with their place and paraphrase, as items for bibliographies."""
    items = [_item(document) for document in documents.values()]
    items += [_claim_item(claim, documents.get(claim.document)) for claim in claims]
    return Export(items, "application/vnd.citationstyles.csl+json")


def name_of(id: str) -> str:
    """Return the IRI of a document or a claim.

    Example:
        >>> name_of("ferry-2025#cap")
        'urn:pledgecraft:ferry-2025#cap'
    """
    return f"urn:pledgecraft:{quote(id, safe='#', errors='replace')}"


def _address(claim: Claim, document: Document | None) -> str:
    """Return a document's web address, or its name where it has none that is safe to follow."""
    address = document.metadata.address if document else None
    return address if address and _ADDRESS.fullmatch(address) else name_of(claim.document)


def _filled(node: Node) -> Node:
    """Return a node without what is not known."""
    return {key: value for key, value in node.items() if value not in (None, "", [], {})}


def _annotation(claim: Claim, document: Document | None) -> Node:
    words = claim.selector
    position = {"type": "TextPositionSelector", "start": words.start, "end": words.end}
    exact = _filled(
        {
            "type": "TextQuoteSelector",
            "exact": words.exact,
            "prefix": words.prefix,
            "suffix": words.suffix,
        }
    )
    body = [
        _filled({"type": "TextualBody", "purpose": "describing", "value": claim.says}),
        *(
            {"type": "TextualBody", "purpose": "tagging", "value": bearing.path}
            for bearing in claim.terms
        ),
    ]
    return _filled(
        {
            "id": name_of(claim.id),
            "type": "Annotation",
            "motivation": "describing",
            "creator": _filled({"type": "Person", "name": claim.reviewer})
            if claim.reviewer
            else None,
            "created": _instant(claim),
            "generator": {"type": "Software", "name": f"{claim.extractor} {claim.version}"},
            "body": body if claim.says else body[1:],
            "target": {
                "source": _address(claim, document),
                "selector": [position, *([exact] if words.exact is not None else [])],
            },
        }
    )


def _instant(claim: Claim) -> str | None:
    """Return when a claim was accepted; ``None`` without a time zone, as the formats demand one."""
    moment = claim.accepted
    return moment.isoformat() if moment and moment.tzinfo else None


def _quotation(claim: Claim, document: Document | None) -> Node:
    exact = claim.selector.exact
    is_quotation = claim.kind == "direct" and exact is not None
    speaker = {"name": claim.speaker} if claim.speaker else None
    article = _article(claim, document)
    node = {
        "@type": "Quotation" if is_quotation else "Claim",
        "@id": name_of(claim.id),
        "text": exact if is_quotation else claim.says,
        "abstract": claim.says if is_quotation else None,
        "dateCreated": claim.said.isoformat() if claim.said else None,
        "spokenByCharacter" if is_quotation else "author": speaker,
        "isPartOf" if is_quotation else "appearance": article,
        "keywords": [bearing.path for bearing in claim.terms],
    }
    return _filled(node)


def _article(claim: Claim, document: Document | None) -> Node:
    about = document.metadata if document else Metadata()
    return _filled(
        {
            "@type": "Article",
            "@id": _address(claim, document),
            "headline": about.title,
            "publisher": {"name": about.publisher} if about.publisher else None,
            "author": [{"name": author} for author in about.authors],
            "datePublished": about.published.isoformat() if about.published else None,
            "dateModified": about.updated.isoformat() if about.updated else None,
            "inLanguage": about.language,
        }
    )


def _provenance(claim: Claim, document: Document | None) -> Iterable[Node]:
    source = _address(claim, document)
    software = name_of(f"extractor-{claim.extractor}-{claim.version}")
    activity = name_of(f"extraction-{claim.document}-{claim.extractor}-{claim.version}")
    yield _source(source, document)
    yield {
        "@id": software,
        "@type": "prov:SoftwareAgent",
        "rdfs:label": f"{claim.extractor} {claim.version}",
    }
    yield {
        "@id": activity,
        "@type": "prov:Activity",
        "prov:used": {"@id": source},
        "prov:wasAssociatedWith": {"@id": software},
    }
    yield from _reviewer(claim)
    yield _entity(claim, source=source, activity=activity)


def _source(id: str, document: Document | None) -> Node:
    about = document.metadata if document else Metadata()
    published = about.published.isoformat() if about.published else None
    return _filled(
        {
            "@id": id,
            "@type": "prov:Entity",
            "rdfs:label": about.title,
            "prov:generatedAtTime": _typed(published) if _has_zone(about) else None,
        }
    )


def _has_zone(about: Metadata) -> bool:
    return about.published is not None and about.published.tzinfo is not None


def _typed(instant: str | None) -> Node | None:
    return {"@type": "xsd:dateTime", "@value": instant} if instant else None


def _reviewer(claim: Claim) -> Iterable[Node]:
    if claim.reviewer:
        yield {
            "@id": name_of(f"reviewer-{claim.reviewer}"),
            "@type": "prov:Person",
            "rdfs:label": claim.reviewer,
        }


def _entity(claim: Claim, *, source: str, activity: str) -> Node:
    reviewer = {"@id": name_of(f"reviewer-{claim.reviewer}")} if claim.reviewer else None
    link = "prov:wasQuotedFrom" if claim.kind == "direct" else "prov:wasDerivedFrom"
    return _filled(
        {
            "@id": name_of(claim.id),
            "@type": "prov:Entity",
            "prov:value": claim.says,
            link: {"@id": source},
            "prov:wasGeneratedBy": {"@id": activity},
            "prov:wasAttributedTo": reviewer,
            "prov:generatedAtTime": _typed(_instant(claim)),
        }
    )


def _item(document: Document) -> Node:
    about = document.metadata
    address = about.address if about.address and _ADDRESS.fullmatch(about.address) else None
    day = about.published.date() if about.published else None
    return _filled(
        {
            "id": document.id,
            "type": "webpage" if address else "document",
            "title": about.title,
            "author": [{"literal": author} for author in about.authors],
            "container-title": about.publisher,
            "issued": {"date-parts": [[day.year, day.month, day.day]]} if day else None,
            "URL": address,
            "language": about.language,
        }
    )


def _claim_item(claim: Claim, document: Document | None) -> Node:
    item = _item(document) if document else {"type": "document"}
    place = f"characters {claim.selector.start} to {claim.selector.end}"
    note = f"{claim.says} ({place})" if claim.says else place
    return {**item, "id": claim.id, "note": f"{claim.speaker}: {note}" if claim.speaker else note}
