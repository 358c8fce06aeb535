"""A folder of evidence: documents, candidates, decisions on them, and the claims they became."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pledgecraft.base.errors import Problem
from pledgecraft.documents.archive import Archive
from pledgecraft.documents.model import Document
from pledgecraft.evidence.claims import (
    Claim,
    ClaimsFile,
    append_claims,
    read_claims,
    verify_claims,
)
from pledgecraft.evidence.review import (
    Candidate,
    Decision,
    Review,
    append_candidates,
    append_decisions,
    claim_of,
    read_candidates,
    read_decisions,
    replay,
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
        known = {one.id for one in self._candidates()}
        new = [one for one in candidates if one.id not in known]
        if new:
            append_candidates(self.place / "candidates.jsonl", new)
        return len(new)

    def review(self) -> Review:
        """Return all candidates with their states, and what of the files cannot be read."""
        decisions = self.place / "review.jsonl"
        lines = read_decisions(decisions) if decisions.is_file() else None
        found = replay(self._candidates(), lines.entries if lines else ())
        problems = (*(lines.problems if lines else ()), *found.problems)
        return Review(found.states, problems)

    def record(self, decision: Decision) -> None:
        """Append a decision; one that accepts makes the candidate a claim.

        Raises:
            UsageError: A file cannot be written.
            CaseError: What was accepted does not stand in the document.
        """
        states = self.review().states
        if decision.decision == "accept":
            state = replay([states[decision.candidate].candidate],
                           (*states[decision.candidate].decisions, decision))  # fmt: skip
            accepted = state.states[decision.candidate]
            document = self.archive.read(accepted.current.document)
            claim = claim_of(accepted, document, short=decision.candidate[:CLAIM_ID])
            append_decisions(self.place / "review.jsonl", [decision])
            if claim.id not in {one.id for one in self.claims().claims}:
                append_claims(self.place / "claims.toml", [claim])
        else:
            append_decisions(self.place / "review.jsonl", [decision])

    def claims(self) -> ClaimsFile:
        """Return the claims; none where there is no file."""
        path = self.place / "claims.toml"
        if not path.is_file():
            from pledgecraft.evidence.claims import parse_claims

            return parse_claims(b"format = 1\n")
        return read_claims(path)

    def cited(self) -> tuple[Claim, ...]:
        """Return the claims whose candidates are still accepted."""
        states = self.review().states
        return tuple(
            claim
            for claim in self.claims().claims
            if claim.candidate is None
            or (claim.candidate in states and states[claim.candidate].status == "accepted")
        )

    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong: changed documents, claims whose words are gone, unread lines."""
        archive = self.archive
        faults = archive.check()
        broken = bool(faults)
        documents = {} if broken else {name: archive.read(name) for name in archive.ids()}
        wrong = () if broken else verify_claims(self.claims(), documents)
        return (*faults, *wrong, *self.review().problems)

    def _candidates(self) -> tuple[Candidate, ...]:
        path = self.place / "candidates.jsonl"
        return read_candidates(path).entries if path.is_file() else ()
