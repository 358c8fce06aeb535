"""A folder of evidence: documents, candidates, decisions on them, and the claims they became."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pledgecraft.base.errors import Problem
from pledgecraft.documents.archive import Archive
from pledgecraft.documents.model import Document
from pledgecraft.evidence.candidates import Candidate
from pledgecraft.evidence.claims import (
    Claim,
    ClaimsFile,
    append_claims,
    parse_claims,
    read_claims,
    verify_claims,
)
from pledgecraft.evidence.review import Decision, Review, after, claim_of, replay
from pledgecraft.evidence.review_files import (
    Lines,
    append_candidates,
    append_decisions,
    read_candidates,
    read_decisions,
)

CLAIM_ID = 8
"""Characters of a candidate's hash in its claim's id."""


@dataclass(frozen=True)
class EvidenceFolder:
    """What stands in a case's folder beside its four files.

    Attributes:
        place: The folder: ``documents/``, ``candidates.jsonl``, ``review.jsonl``, ``claims.toml``.
    """

    place: Path

    @property
    def archive(self) -> Archive:
        """The documents."""
        return Archive(self.place / "documents")

    def keep(
        self, document: Document, candidates: Iterable[Candidate], *, content: bytes | None = None
    ) -> int:
        """Keep a document and those of its candidates that are new; return how many those are.

        Raises:
            DocumentError: Another text stands under the document's id.
            UsageError: The folder cannot be written.
        """
        self.archive.add(document, content)
        known = {one.id for one in self._proposed().entries}
        new = [one for one in candidates if one.id not in known]
        if new:
            append_candidates(self.place / "candidates.jsonl", new)
        return len(new)

    def review(self) -> Review:
        """Return all candidates with their states, and what of the files cannot be read."""
        decisions = self.place / "review.jsonl"
        lines = read_decisions(decisions) if decisions.is_file() else Lines[Decision]()
        proposed = self._proposed()
        found = replay(proposed.entries, lines.entries)
        return Review(found.states, (*proposed.problems, *lines.problems, *found.problems))

    def record(self, decision: Decision) -> None:
        """Append a decision; one that accepts makes the candidate a claim.

        A candidate that is accepted again after an edit becomes a further claim; the earlier one
        stays in the file and is no longer cited.

        Raises:
            UsageError: A file cannot be written.
            CaseError: What was accepted does not stand in the document.
        """
        claims = self._claims_after(decision) if decision.decision == "accept" else ()
        append_decisions(self.place / "review.jsonl", [decision])
        if claims:
            append_claims(self.place / "claims.toml", claims)

    def _claims_after(self, decision: Decision) -> tuple[Claim, ...]:
        """Return the claim that an acceptance adds; none where the last one says the same."""
        accepted = after(self.review().states[decision.candidate], decision)
        document = self.archive.read(accepted.current.document)
        earlier = [one for one in self.claims().claims if one.candidate == decision.candidate]
        name = decision.candidate[:CLAIM_ID] + (f"-{len(earlier) + 1}" if earlier else "")
        claim = claim_of(accepted, document, short=name)
        if earlier and _content(earlier[-1]) == _content(claim):
            return ()
        return (claim,)

    def claims(self) -> ClaimsFile:
        """Return the claims; none where there is no file."""
        path = self.place / "claims.toml"
        return read_claims(path) if path.is_file() else parse_claims(b"format = 1\n")

    def cited(self) -> tuple[Claim, ...]:
        """Return the claims that hold: the last one of each candidate that is still accepted."""
        accepted = {state.candidate.id for state in self.review().with_status("accepted")}
        claims = self.claims().claims
        last = {claim.candidate: claim.id for claim in claims}
        return tuple(
            claim
            for claim in claims
            if claim.candidate is None
            or (claim.candidate in accepted and last[claim.candidate] == claim.id)
        )

    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong: changed documents, claims whose words are gone, unread lines."""
        faults = self.archive.check()
        if not faults:
            documents = {document.id: document for document in self.archive}
            faults = list(verify_claims(self.claims(), documents))
        return (*faults, *self.review().problems)

    def _proposed(self) -> Lines[Candidate]:
        path = self.place / "candidates.jsonl"
        return read_candidates(path) if path.is_file() else Lines[Candidate]()


def _content(claim: Claim) -> dict[str, object]:
    """Return what a claim says, without its name and who accepted it when."""
    return claim.model_dump(exclude={"id", "reviewer", "accepted"})
