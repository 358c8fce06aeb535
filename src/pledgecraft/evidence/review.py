"""Review: candidates that never change, decisions that are appended, and the state they lead to.

Two files of one JSON object a line: ``candidates.jsonl`` holds what extractors propose,
``review.jsonl`` what people decide. The state of a candidate is what its decisions, replayed in the
order of the file, lead to: an edit changes what the candidate says and must be accepted after it;
an acceptance takes the candidate as it then stands; the last decision counts and removes no other.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, cast

from pydantic import Field, ValidationError

from pledgecraft.base.errors import CODES, CaseError, Problem, UsageError
from pledgecraft.base.model import Model, problems_of
from pledgecraft.documents.model import Document
from pledgecraft.evidence.candidates import Candidate
from pledgecraft.evidence.claims import (
    Claim,
    Sha256,
    Words,
    findings,
)
from pledgecraft.evidence.selectors import is_inside, outside, select, stands

EDITABLE = frozenset(
    {
        "start",
        "end",
        "exact",
        "kind",
        "speaker",
        "cue",
        "said",
        "said_by",
        "addressee",
        "says",
        "terms",
        "quantities",
    }
)
"""What a reviewer may change; where a candidate comes from stays."""


Verdict = Literal["accept", "edit", "reject"]


Status = Literal["open", "accepted", "edited", "rejected"]


class Decision(Model):
    """What a reviewer decided about a candidate, when and why.

    The time is the caller's: nothing here looks at a clock.
    """

    candidate: Sha256
    decision: Verdict
    reviewer: str = Field(min_length=1)
    time: datetime
    reason: str = ""
    fields: dict[str, Any] = Field(default_factory=dict[str, Any])


@dataclass(frozen=True)
class State:
    """Where a candidate stands.

    Attributes:
        candidate: The candidate as proposed.
        current: The candidate with all edits so far.
        status: ``open``, ``accepted``, ``edited`` (not accepted since) or ``rejected``.
        decisions: All decisions about it, in their order.
    """

    candidate: Candidate
    current: Candidate
    status: Status = "open"
    decisions: tuple[Decision, ...] = ()

    @property
    def last(self) -> Decision | None:
        """The decision that counts."""
        return self.decisions[-1] if self.decisions else None


@dataclass(frozen=True)
class Review:
    """All candidates with their states.

    Attributes:
        states: State by the candidate's id, in the order of the candidates.
        problems: K962 (no such candidate), K963 (an edit that does not fit).
    """

    states: Mapping[str, State] = field(default_factory=dict[str, State])
    problems: tuple[Problem, ...] = ()

    def with_status(self, status: Status) -> tuple[State, ...]:
        """Return the states of one status, in the order of the candidates."""
        return tuple(state for state in self.states.values() if state.status == status)


_STATUS: dict[Verdict, Status] = {"accept": "accepted", "edit": "edited", "reject": "rejected"}


def replay(candidates: Iterable[Candidate], decisions: Iterable[Decision]) -> Review:
    """Return the state that decisions lead to, in their order; a bad decision changes nothing."""
    states = {candidate.id: State(candidate, candidate) for candidate in candidates}
    problems: list[Problem] = []
    for decision in decisions:
        state = states.get(decision.candidate)
        if state is None:
            problems.append(_no_candidate(decision, states))
            continue
        try:
            states[decision.candidate] = after(state, decision)
        except UsageError as error:
            problems += error.problems
    return Review(states, tuple(problems))


def after(state: State, decision: Decision) -> State:
    """Return the state after one more decision.

    Raises:
        UsageError: K963, the decision edits what cannot be edited so.
    """
    current = _edited(state.current, decision)
    decisions = (*state.decisions, decision)
    return State(state.candidate, current, _STATUS[decision.decision], decisions)


def _edited(candidate: Candidate, decision: Decision) -> Candidate:
    problems = list(_bad_fields(decision))
    said = {**_said(candidate), **decision.fields}
    try:
        edited = Candidate.model_validate(said)
    except ValidationError as error:
        found = problems_of(error, model=Candidate, place=_in_edit)
        raise UsageError([*problems, *found]) from None
    if problems:
        raise UsageError(problems)
    return edited


def _said(candidate: Candidate) -> dict[str, Any]:
    return {name: getattr(candidate, name) for name in Candidate.model_fields}


def _bad_fields(decision: Decision) -> Iterator[Problem]:
    if decision.decision == "edit" and not decision.fields:
        yield _edit_problem("The decision is to edit, but names no fields. Name what changes.")
    if decision.decision != "edit" and decision.fields:
        yield _edit_problem(f"Found fields in a decision to {decision.decision}. Edit first.")
    for name in sorted(set(decision.fields) - EDITABLE):
        yield _edit_problem(f'Found "{name}". Fields are {", ".join(sorted(EDITABLE))}.')


def _edit_problem(fix: str) -> Problem:
    return Problem("K963", CODES["K963"], fix)


def _in_edit(code: str, path: tuple[str | int, ...], fix: str, key: bool) -> Problem:
    name = ".".join(str(part) for part in path)
    return _edit_problem(f"In the edited {name}: {fix}")


def _no_candidate(decision: Decision, known: Mapping[str, State]) -> Problem:
    fix = (
        f"Found {decision.candidate[:12]}… among {len(known)} candidates. "
        "Add the candidates that the decision was made on."
    )
    return Problem("K962", CODES["K962"], fix)


def claim_of(state: State, document: Document, *, short: str, with_text: bool = True) -> Claim:
    """Return an accepted candidate as a claim.

    Args:
        state: The candidate's state.
        document: The document that it points into.
        short: The part of the claim's id after the document's.
        with_text: Whether the claim keeps the exact words and what stands around them.

    Raises:
        UsageError: K965, the candidate is not accepted.
        CaseError: K955, K956, K958, K959: what was accepted does not stand in the document.
    """
    if state.status != "accepted":
        fix = f"The candidate {state.candidate.id[:12]}… is {state.status}. Accept it first."
        raise UsageError(Problem("K965", CODES["K965"], fix))
    current = state.current
    _refuse_other_words(current, document)
    claim = _claim(state, Words.of(select(document, current.span), with_text=with_text), short)
    faults = [
        Problem(code, CODES[code], f"In {claim.id}: {fix}") for code, _, fix in findings(claim)
    ]
    if faults:
        raise CaseError(faults)
    return claim


def _refuse_other_words(candidate: Candidate, document: Document) -> None:
    if not is_inside(document, candidate.span):
        raise CaseError(outside(document, candidate.span))
    if stands(document.text, candidate.span, candidate.exact):
        return
    fix = (
        f"Characters {candidate.start} to {candidate.end} of {document.id} say something else. "
        "Edit start, end and exact together."
    )
    raise CaseError(Problem("K956", CODES["K956"], fix))


_TAKEN = tuple(name for name in Claim.model_fields if name in Candidate.model_fields)
"""What a claim takes over from its candidate as it stands."""


def _claim(state: State, words: Words, short: str) -> Claim:
    current, last = state.current, state.last
    taken = {name: getattr(current, name) for name in _TAKEN}
    return Claim(
        id=f"{current.document}#{short}",
        selector=words,
        candidate=state.candidate.id,
        reviewer=last.reviewer if last else None,
        accepted=last.time if last else None,
        **taken,
    )


def decide(
    review: Review,
    candidate: str,
    decision: Verdict,
    *,
    reviewer: str,
    time: datetime,
    reason: str = "",
    fields: Mapping[str, Any] | None = None,
) -> Decision:
    """Return a decision that fits the state of a review; append it with :func:`append_decisions`.

    Raises:
        UsageError: K962, no such candidate; K963, the edit does not fit.
    """
    made = Decision(
        candidate=candidate,
        decision=decision,
        reviewer=reviewer,
        time=time,
        reason=reason,
        fields=_plain_fields(fields or {}),
    )
    if candidate not in review.states:
        raise UsageError(_no_candidate(made, review.states))
    after(review.states[candidate], made)
    return made


def _plain_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields as JSON holds them, so that a decision is the same before and after writing."""
    try:
        return cast("dict[str, Any]", json.loads(json.dumps(dict(fields), default=_plain_value)))
    except (TypeError, ValueError) as error:
        raise UsageError(_edit_problem(f"{error}. Give texts, numbers, days and lists.")) from None


def _plain_value(value: object) -> object:
    if isinstance(value, Model):
        return value.model_dump(mode="json", exclude_none=True)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"Found a {type(value).__name__}")
