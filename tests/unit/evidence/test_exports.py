"""Exports are what was written by hand for them."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from pledgecraft.documents.model import Document, Metadata
from pledgecraft.evidence.claims import Amount, Bearing, Claim, words_at
from pledgecraft.evidence.exports import csl_json, name_of, prov_o, schema_org, web_annotations
from pledgecraft.evidence.model import Span

METADATA = Metadata(
    publisher="Harbour Post",
    title="Cap stays",
    authors=("Bo Reed",),
    published=datetime(2031, 3, 4, 8, tzinfo=UTC),
    language="en",
    address="https://post.example/cap",
)
DOCUMENT = Document("hall", 'Ada: "The cap is 9 crowns." Rain.', METADATA)
DOCUMENTS = {"hall": DOCUMENT}


def claim(*, with_text: bool = True) -> Claim:
    return Claim(
        id="hall#cap",
        document="hall",
        kind="direct",
        speaker="Ada",
        said=date(2031, 3, 3),
        says="Keeps the cap.",
        extractor="rules",
        version="1",
        reviewer="Cy",
        accepted=datetime(2031, 3, 5, 12, tzinfo=UTC),
        selector=words_at(DOCUMENT, Span(6, 26), with_text=with_text),
        terms=(Bearing(path="timeline.annual_cap"),),
        quantities=(Amount(kind="money", low=Decimal(9), high=Decimal(9), unit="SEK"),),
    )


ANNOTATION = """
{
  "@context": "http://www.w3.org/ns/anno.jsonld",
  "type": "AnnotationPage",
  "items": [
    {
      "id": "urn:pledgecraft:hall#cap",
      "type": "Annotation",
      "motivation": "describing",
      "creator": {"type": "Person", "name": "Cy"},
      "created": "2031-03-05T12:00:00+00:00",
      "generator": {"type": "Software", "name": "rules 1"},
      "body": [
        {"type": "TextualBody", "purpose": "describing", "value": "Keeps the cap."},
        {"type": "TextualBody", "purpose": "tagging", "value": "timeline.annual_cap"}
      ],
      "target": {
        "source": "https://post.example/cap",
        "selector": [
          {"type": "TextPositionSelector", "start": 6, "end": 26},
          {"type": "TextQuoteSelector", "exact": "The cap is 9 crowns.", "prefix": "Ada: \\"", "suffix": "\\" Rain."}
        ]
      }
    }
  ]
}
"""

QUOTATION = """
{
  "@context": "https://schema.org",
  "@graph": [
    {
      "@type": "Quotation",
      "@id": "urn:pledgecraft:hall#cap",
      "text": "The cap is 9 crowns.",
      "abstract": "Keeps the cap.",
      "dateCreated": "2031-03-03",
      "spokenByCharacter": {"name": "Ada"},
      "isPartOf": {
        "@type": "Article",
        "@id": "https://post.example/cap",
        "headline": "Cap stays",
        "publisher": {"name": "Harbour Post"},
        "author": [{"name": "Bo Reed"}],
        "datePublished": "2031-03-04T08:00:00+00:00",
        "inLanguage": "en"
      },
      "keywords": ["timeline.annual_cap"]
    }
  ]
}
"""

PROVENANCE = """
{
  "@context": {
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#"
  },
  "@graph": [
    {
      "@id": "https://post.example/cap",
      "@type": "prov:Entity",
      "rdfs:label": "Cap stays",
      "prov:generatedAtTime": {"@type": "xsd:dateTime", "@value": "2031-03-04T08:00:00+00:00"}
    },
    {"@id": "urn:pledgecraft:extractor-rules-1", "@type": "prov:SoftwareAgent", "rdfs:label": "rules 1"},
    {
      "@id": "urn:pledgecraft:extraction-hall-rules-1",
      "@type": "prov:Activity",
      "prov:used": {"@id": "https://post.example/cap"},
      "prov:wasAssociatedWith": {"@id": "urn:pledgecraft:extractor-rules-1"}
    },
    {"@id": "urn:pledgecraft:reviewer-Cy", "@type": "prov:Person", "rdfs:label": "Cy"},
    {
      "@id": "urn:pledgecraft:hall#cap",
      "@type": "prov:Entity",
      "prov:value": "Keeps the cap.",
      "prov:wasQuotedFrom": {"@id": "https://post.example/cap"},
      "prov:wasGeneratedBy": {"@id": "urn:pledgecraft:extraction-hall-rules-1"},
      "prov:wasAttributedTo": {"@id": "urn:pledgecraft:reviewer-Cy"},
      "prov:generatedAtTime": {"@type": "xsd:dateTime", "@value": "2031-03-05T12:00:00+00:00"}
    }
  ]
}
"""

CITATIONS = """
[
  {
    "id": "hall",
    "type": "webpage",
    "title": "Cap stays",
    "author": [{"literal": "Bo Reed"}],
    "container-title": "Harbour Post",
    "issued": {"date-parts": [[2031, 3, 4]]},
    "URL": "https://post.example/cap",
    "language": "en"
  },
  {
    "id": "hall#cap",
    "type": "webpage",
    "title": "Cap stays",
    "author": [{"literal": "Bo Reed"}],
    "container-title": "Harbour Post",
    "issued": {"date-parts": [[2031, 3, 4]]},
    "URL": "https://post.example/cap",
    "language": "en",
    "note": "Ada: Keeps the cap. (characters 6 to 26)"
  }
]
"""


def test_web_annotation() -> None:
    export = web_annotations([claim()], documents=DOCUMENTS)
    assert json.loads(export.to_json()) == json.loads(ANNOTATION)


def test_schema_org() -> None:
    export = schema_org([claim()], documents=DOCUMENTS)
    assert json.loads(export.to_json()) == json.loads(QUOTATION)


def test_prov_o_names_every_source_once() -> None:
    export = prov_o([claim(), claim()], documents=DOCUMENTS)
    assert json.loads(export.to_json()) == json.loads(PROVENANCE)


def test_csl_json() -> None:
    export = csl_json([claim()], documents=DOCUMENTS)
    assert json.loads(export.to_json()) == json.loads(CITATIONS)


def test_claim_without_its_words_gives_none_away() -> None:
    hidden = claim(with_text=False)
    for form in (web_annotations, schema_org, prov_o):
        assert "crowns" not in form([hidden], documents=DOCUMENTS).to_json()
    (selector,) = json.loads(web_annotations([hidden], documents={}).to_json())["items"][0][
        "target"
    ]["selector"]
    assert selector == {"type": "TextPositionSelector", "start": 6, "end": 26}
    (node,) = json.loads(schema_org([hidden], documents={}).to_json())["@graph"]
    assert node == {
        "@type": "Claim",
        "@id": "urn:pledgecraft:hall#cap",
        "text": "Keeps the cap.",
        "dateCreated": "2031-03-03",
        "author": {"name": "Ada"},
        "appearance": {"@type": "Article", "@id": "urn:pledgecraft:hall"},
        "keywords": ["timeline.annual_cap"],
    }


@pytest.mark.parametrize(
    "address", [None, "javascript:alert(1)", "file:///etc/passwd", "https://a b"]
)
def test_address_that_cannot_be_followed_is_not_passed_on(address: str | None) -> None:
    document = Document("hall", DOCUMENT.text, Metadata(address=address))
    target = json.loads(web_annotations([claim()], documents={"hall": document}).to_json())
    assert target["items"][0]["target"]["source"] == "urn:pledgecraft:hall"
    assert json.loads(csl_json(documents={"hall": document}).to_json()) == [
        {"id": "hall", "type": "document"}
    ]


def test_names() -> None:
    assert name_of("a-b#c") == "urn:pledgecraft:a-b#c"
    assert name_of("reviewer-김 <x>") == "urn:pledgecraft:reviewer-%EA%B9%80%20%3Cx%3E"


def test_times_without_a_zone_are_left_out_where_one_is_needed() -> None:
    made = claim().model_copy(update={"accepted": datetime(2031, 3, 5)})
    assert "created" not in json.loads(web_annotations([made], documents={}).to_json())["items"][0]
    assert "generatedAtTime" not in prov_o([made], documents={}).to_json()
