"""Review: candidates that never change, decisions that are appended, and the state they lead to.

Two files of one JSON object a line: ``candidates.jsonl`` holds what extractors propose,
``review.jsonl`` what people decide. The state of a candidate is what its decisions, replayed in the
order of the file, lead to: an edit changes what the candidate says and must be accepted after it;
an acceptance takes the candidate as it then stands; the last decision counts and removes no other.
"""

import json
import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar, cast

from pydantic import Field, ValidationError

from pledgecraft.base.errors import CODES, CaseError, Problem, UsageError
from pledgecraft.base.model import Model, problems_of
from pledgecraft.documents.model import Document
from pledgecraft.evidence.claims import (
    Amount,
    Bearing,
    Claim,
    Place,
    Sha256,
    Words,
    amounts_of,
    findings,
)
from pledgecraft.evidence.model import Span, Speech, Statement
from pledgecraft.evidence.selectors import is_inside, outside, select, sha256, stands

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

_MAX_LINE = 1_000_000
M = TypeVar("M", bound=Model)


class Extent(Model):
    """A stretch of a text in a file."""

    start: Place
    end: Place


class Candidate(Model):
    """A statement that an extractor proposes; its id is the hash of all that it says.

    Its words run from ``start`` to ``end``, with cue and speaker where they stand; ``content`` is
    what was said, ``quoted`` what of it stands in quotation marks; without content all was said.
    """

    document: str
    sha256_text: Sha256
    start: Place
    end: Place
    exact: str
    kind: Speech
    speaker: str | None = None
    cue: str | None = None
    said: date | None = None
    said_by: Literal["stated", "weekday", "relative", "published"] | None = None
    addressee: str | None = None
    says: str = ""
    content: tuple[Extent, ...] = ()
    quoted: tuple[Extent, ...] = ()
    nested: bool = False
    hypothetical: bool = False
    terms: tuple[Bearing, ...] = ()
    quantities: tuple[Amount, ...] = ()
    extractor: str
    version: str

    @cached_property
    def id(self) -> str:
        """Hash of the candidate's content."""
        return sha256(_canonical(self))

    @property
    def span(self) -> Span:
        """The place of its words."""
        return Span(self.start, self.end)

    @property
    def said_at(self) -> tuple[Span, ...]:
        """Where what was said stands: its content, or all of its words."""
        return tuple(Span(one.start, one.end) for one in self.content) or (self.span,)


def _canonical(model: Model) -> str:
    said = model.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    return json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":"))


def candidate_of(
    statement: Statement, document: Document, *, extractor: str, version: str, says: str = ""
) -> Candidate:
    """Return a statement that was found in a document as a candidate.

    Raises:
        SelectorError: K955, the statement lies outside of the text.
    """
    text = document.text
    selector = select(document, statement.span)
    return Candidate.model_validate(
        {
            "document": document.id,
            "sha256_text": selector.sha256_text,
            "start": statement.span.start,
            "end": statement.span.end,
            "exact": selector.exact,
            "kind": statement.kind,
            "speaker": statement.speaker.name,
            "says": says,
            "cue": statement.cue.of(text) if statement.cue else None,
            "said": statement.said,
            "said_by": statement.said_by,
            "addressee": statement.addressee.of(text) if statement.addressee else None,
            "content": [{"start": span.start, "end": span.end} for span in statement.content],
            "quoted": [{"start": span.start, "end": span.end} for span in statement.quoted],
            "nested": statement.nested,
            "hypothetical": statement.hypothetical,
            "terms": [
                {"path": path, "start": span.start, "end": span.end}
                for path, span in statement.terms
            ],
            "quantities": amounts_of(statement.quantities),
            "extractor": extractor,
            "version": version,
        }
    )


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
class Lines(Generic[M]):
    """What a file of lines holds, and what in it cannot be read.

    Attributes:
        entries: What could be read, in order.
        problems: K960 (a line), K961 (the last line is cut off), K964 (a wrong id).
    """

    entries: tuple[M, ...] = ()
    problems: tuple[Problem, ...] = ()


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


def append_decisions(path: Path, decisions: Iterable[Decision]) -> None:
    """Append decisions to ``review.jsonl``, in one piece; a cut-off last line is left as it is.

    Raises:
        UsageError: U701, the file cannot be written.
    """
    _append(path, [_canonical(decision) for decision in decisions])


def append_candidates(path: Path, candidates: Iterable[Candidate]) -> None:
    """Append candidates to ``candidates.jsonl``, in one piece, each with its id.

    Raises:
        UsageError: U701, the file cannot be written.
    """
    _append(path, [f'{{"id":"{one.id}",{_canonical(one).removeprefix("{")}' for one in candidates])


def _append(path: Path, lines: list[str]) -> None:
    data = "".join(f"{line}\n" for line in lines).encode()
    try:
        with path.open("ab+") as stream:
            size = stream.seek(0, os.SEEK_END)
            if size and data and not _ends_with_newline(stream.seek, stream.read):
                data = b"\n" + data
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        fix = f"{error.strerror or error}. Choose another place."
        problem = Problem("U701", f"The file {path.name} cannot be written.", fix)
        raise UsageError(problem) from None


def _ends_with_newline(seek: Callable[[int, int], int], read: Callable[[int], bytes]) -> bool:
    seek(-1, os.SEEK_END)
    return read(1) == b"\n"


def read_decisions(path: Path) -> Lines[Decision]:
    """Read ``review.jsonl``; a line that cannot be read is reported and hides no other.

    Raises:
        CaseError: D105, the file cannot be opened.
    """
    return _read(path, Decision, _same)


def read_candidates(path: Path) -> Lines[Candidate]:
    """Read ``candidates.jsonl``; a line that cannot be read is reported and hides no other.

    Raises:
        CaseError: D105, the file cannot be opened.
    """
    return _read(path, Candidate, _without_id)


def _same(data: dict[str, Any]) -> tuple[dict[str, Any], str | None]:
    return data, None


def _without_id(data: dict[str, Any]) -> tuple[dict[str, Any], str | None]:
    rest = {name: value for name, value in data.items() if name != "id"}
    return rest, str(data.get("id", ""))


def _read(
    path: Path,
    model: type[M],
    split: Callable[[dict[str, Any]], tuple[dict[str, Any], str | None]],
) -> Lines[M]:
    entries: list[M] = []
    problems: list[Problem] = []
    for number, line, is_whole in _lines(path):
        if not line.strip():
            continue
        try:
            data, written_id = split(_object(line))
            entry = model.model_validate(data)
        except (ValueError, RecursionError) as error:
            problems.append(_bad_line(path, number, line, error, is_whole=is_whole))
            continue
        if written_id is not None and written_id != sha256(_canonical(entry)):
            problems.append(_bad_id(path, number, written_id))
            continue
        entries.append(entry)
    return Lines(tuple(entries), tuple(problems))


def _lines(path: Path) -> Iterator[tuple[int, bytes, bool]]:
    """Yield number, bytes and whether the line ends, for each line of a file."""
    try:
        with path.open("rb") as stream:
            for number, line in enumerate(stream, start=1):
                yield number, line, line.endswith(b"\n")
    except OSError as error:
        fix = f"{error.strerror}. Extract candidates first."
        problem = Problem("D105", f"The file {path.name} cannot be read.", fix, file=path.name)
        raise CaseError(problem) from None


def _object(line: bytes) -> dict[str, Any]:
    if len(line) > _MAX_LINE:
        raise ValueError(f"The line has more than {_MAX_LINE:,} bytes")
    data: Any = json.loads(line.decode("utf-8"), object_pairs_hook=_once)
    if not isinstance(data, dict):
        raise ValueError("The line is no JSON object")
    return cast("dict[str, Any]", data)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) != len(pairs):
        raise ValueError("A key stands twice")
    return data


def _bad_line(path: Path, number: int, line: bytes, error: Exception, *, is_whole: bool) -> Problem:
    code = "K960" if is_whole or isinstance(error, ValidationError) else "K961"
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False)[0]
        cause = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    else:
        cause = str(error) or "It nests too deeply"
    fix = f"{cause}. The line stays as it is; the others count. Write it anew at the end."
    excerpt = line[:200].decode("utf-8", "replace").rstrip("\r\n")
    return Problem(code, CODES[code], fix, path.name, number, 1, 1, excerpt)


def _bad_id(path: Path, number: int, written_id: str) -> Problem:
    fix = f'Found id "{written_id[:12]}…". Candidates are never edited: decide to edit instead.'
    return Problem("K964", CODES["K964"], fix, path.name, number, 1)


@dataclass(frozen=True)
class ParagraphView:
    """A span within its paragraph, safe to print.

    Attributes:
        paragraph: Place of the paragraph; of all paragraphs that the span touches.
        before: What stands before the span in it.
        marked: What stands in the span.
        after: What stands after it.
    """

    paragraph: Span
    before: str
    marked: str
    after: str

    def __str__(self) -> str:
        return f"{self.before}⟦{self.marked}⟧{self.after}"


def paragraph_view(document: Document, span: Span) -> ParagraphView:
    r"""Return the paragraph around a span, for a terminal; control characters become ``�``.

    Raises:
        SelectorError: K955, the span lies outside of the text.

    Example:
        >>> print(paragraph_view(Document("a", "First.\n\nWe pay half."), Span(11, 14)))
        We ⟦pay⟧ half.
    """
    select(document, span)
    around = [
        (start, end)
        for start, end in document.paragraphs
        if start <= span.end and span.start <= end
    ]
    start = min(span.start, *(start for start, _ in around))
    end = max(span.end, *(end for _, end in around))
    text = document.text
    parts = (text[start : span.start], span.of(text), text[span.end : end])
    return ParagraphView(Span(start, end), *(printable(part) for part in parts))


_STEERING = ("Cc", "Cf", "Cs")


def printable(text: str) -> str:
    """Return a text that steers no terminal: controls and marks of direction become ``�``."""
    return "".join("�" if _steers(character) else character for character in text)


def _steers(character: str) -> bool:
    return character not in "\n\t" and unicodedata.category(character) in _STEERING
