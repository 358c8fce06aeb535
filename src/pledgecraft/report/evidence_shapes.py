"""Shapes of the JSON of the commands on documents: extract, review, sources, propose, score."""

from typing import Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from pledgecraft.report.shape_parts import Format, closed

Fields = dict[str, Any]


@closed
class ReadDocument(TypedDict):
    """A document that was read, and what the rules found in it."""

    id: Annotated[str, Field(description="Short name.")]
    sha256_text: Annotated[str, Field(description="Hash of the text that places point into.")]
    metadata: Annotated[Fields, Field(description="What the document says of itself.")]
    asides: Annotated[
        list[Fields], Field(description="What stands beside its own words: kind, text, address.")
    ]
    candidates: Annotated[
        list[Fields],
        Field(description="Statements: id, place, exact words, speech, speaker, terms, numbers."),
    ]
    refused: Annotated[list[Fields], Field(description="Proposals that the verifier refused.")]
    changed: Annotated[list[Fields], Field(description="What it changed in others, and why.")]
    problems: Annotated[
        list[Fields], Field(description="What of a model's answer could not be read.")
    ]


@closed
class Place(TypedDict):
    """Words in a document."""

    document: Annotated[str, Field(description="Id of the document.")]
    start: Annotated[int, Field(description="First character.")]
    end: Annotated[int, Field(description="The one after the last.")]
    text: Annotated[str, Field(description="The words.")]


@closed
class Wording(TypedDict):
    """One way in which two wordings differ."""

    kind: Annotated[str, Field(description="How they differ.")]
    a: Annotated[str | None, Field(description="Words of the first document.")]
    b: Annotated[str | None, Field(description="Words of the second document.")]


@closed
class Across(TypedDict):
    """What two documents say alike, or otherwise."""

    kind: Annotated[str, Field(description="Same utterance, agreement, or a kind of conflict.")]
    says: Annotated[str, Field(description="One sentence.")]
    a: Annotated[Place, Field(description="In the first document.")]
    b: Annotated[Place, Field(description="In the second document.")]
    differences: Annotated[list[Wording], Field(description="Of the same utterance.")]


@closed
class Extracted(TypedDict):
    """Who says what in documents, and what they say across."""

    format: Format
    documents: Annotated[list[ReadDocument], Field(description="In the order given.")]
    across: Annotated[list[Across], Field(description="Of every pair of documents.")]


@closed
class Reviewed(TypedDict):
    """The candidates of a folder with their states."""

    format: Format
    candidates: Annotated[
        list[Fields], Field(description="Each with status, current fields and decisions.")
    ]
    problems: Annotated[list[Fields], Field(description="Lines that cannot be read or used.")]


@closed
class EvidenceSources(TypedDict):
    """A folder's documents and claims."""

    format: Format
    documents: Annotated[list[str], Field(description="Ids of the documents.")]
    claims: Annotated[list[Fields], Field(description="Claims whose candidates are accepted.")]
    problems: Annotated[list[Fields], Field(description="What is not as it was.")]


@closed
class ProposedEntry(TypedDict):
    """An entry of `positions.toml` that a claim supports."""

    kind: Annotated[Literal["position", "agreement"], Field(description="Of one party, or both.")]
    term: Annotated[str, Field(description="Path of the term.")]
    by: Annotated[str | None, Field(description="Party; null for an agreement.")]
    speaker: Annotated[str | None, Field(description="Who said it; null for an agreement.")]
    since: Annotated[str, Field(description="Day from which it holds.")]
    value: Annotated[str | None, Field(description="Value of the term, if one was said.")]
    says: Annotated[str, Field(description="What was said, in own words.")]
    claim: Annotated[str, Field(description="Id of the accepted claim.")]
    check: Annotated[list[str], Field(description="What is inferred and should be looked at.")]


@closed
class LeftOutClaim(TypedDict):
    """A claim that becomes no entry."""

    claim: Annotated[str, Field(description="Id of the claim.")]
    why: Annotated[str, Field(description="What is missing, and what to do.")]


@closed
class ProposedEntries(TypedDict):
    """Entries that a case's accepted claims support."""

    format: Format
    case: Annotated[str, Field(description="Id of the case.")]
    written: Annotated[bool, Field(description="Whether they were appended.")]
    entries: Annotated[list[ProposedEntry], Field(description="For `positions.toml`.")]
    sources: Annotated[list[Fields], Field(description="For `sources.toml`.")]
    left_out: Annotated[list[LeftOutClaim], Field(description="Claims that become no entry.")]


@closed
class Score(TypedDict):
    """How a field was found for a kind of speech."""

    kind: Annotated[str, Field(description="Kind of speech, or `all`.")]
    field: Annotated[str, Field(description="What was compared.")]
    right: Annotated[int, Field(description="Found and marked.")]
    extra: Annotated[int, Field(description="Found alone.")]
    missed: Annotated[int, Field(description="Marked alone.")]
    precision: Annotated[float, Field(description="Share of what was found that is right.")]
    recall: Annotated[float, Field(description="Share of what was marked that was found.")]
    f: Annotated[float, Field(description="Harmonic mean of the two.")]


@closed
class Scored(TypedDict):
    """The rules on documents marked by hand."""

    format: Format
    documents: Annotated[int, Field(description="Number of documents.")]
    scores: Annotated[list[Score], Field(description="By kind of speech and field.")]
