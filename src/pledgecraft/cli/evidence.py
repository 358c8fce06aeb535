"""Commands on documents and evidence: extract, review, sources, propose, score."""

import json
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from typer.exceptions import Exit

from pledgecraft.base.errors import CaseError, Problem, UsageError
from pledgecraft.cli.output import console, escaped, note, progress, table, write_json
from pledgecraft.desk import (
    Archive,
    Candidate,
    Case,
    Claim,
    Document,
    EvidenceFolder,
    Extraction,
    GoldError,
    Proposals,
    State,
    adopt,
    compare_documents,
    decide,
    extract_statements,
    fetch_document,
    model_extractor,
    paragraph_view,
    propose,
    read_case,
    read_document,
    read_folder,
    report_on,
    score_all,
)

Verdict = Literal["accept", "edit", "reject"]
SHORT = 12
"""Characters of a candidate's id that are shown."""


@dataclass(frozen=True)
class Verdicts:
    """What a reviewer decides.

    Attributes:
        accept: Beginnings of the ids of candidates that are accepted.
        reject: The same for those that are rejected.
        edit: Id and changed fields, as ``id: field=value, …``.
        reviewer: Who decides.
        reason: Why.
    """

    accept: Sequence[str] = ()
    reject: Sequence[str] = ()
    edit: Sequence[str] = ()
    reviewer: str | None = None
    reason: str = ""


def extract_documents(
    sources: Sequence[str],
    into: Path | None,
    *,
    fetch: bool,
    model: str | None,
    said: Mapping[str, str | None],
    as_json: bool,
) -> None:
    """Say who says what in documents; keep them and their candidates in a folder if asked."""
    others = (model_extractor(model),) if model else ()
    with progress("Reading") as step:
        read = [
            _document(source, fetch=fetch, step=_part_of(step, place, len(sources)))
            for place, source in enumerate(sources)
        ]
    read = [(_described(document, said), content) for document, content in read]
    documents = [document for document, _ in read]
    if model:
        note(f"The texts of {len(documents)} documents are sent to {model}.")
    found = [extract_statements(document, *others) for document in documents]
    if into is not None:
        _keep(into, read, found)
    pairs = list(zip(documents, found, strict=True))
    if as_json:
        write_json({"format": 1, "documents": [_shape(*pair) for pair in pairs],
                    "across": _across(documents)})  # fmt: skip
        return
    for document, extraction in pairs:
        _print_document(document, extraction)
    for entry in _across(documents):
        _print_across(entry)


def _described(document: Document, said: Mapping[str, str | None]) -> Document:
    """Return a document with what its page does not say of itself: publisher, title, day, place."""
    told: dict[str, Any] = {name: value for name, value in said.items() if value}
    if "published" in told:
        try:
            told["published"] = datetime.fromisoformat(told["published"])
        except ValueError:
            fix = f'Found "{told["published"]}". Write it like 2025-10-27.'
            raise UsageError(Problem("U701", "The day of publication is not clear.", fix)) from None
    return replace(document, metadata=replace(document.metadata, **told)) if told else document


def _part_of(step: Callable[[float], None], place: int, count: int) -> Callable[[int, int], None]:
    """Return what turns the pages of one document into the share of all that is read."""
    step(place / count)
    return lambda page, pages: step((place + page / max(pages, 1)) / count)


def _document(
    source: str, *, fetch: bool, step: Callable[[int, int], None]
) -> tuple[Document, bytes | None]:
    if source == "-":
        data = sys.stdin.buffer.read()
        return read_document(data, id="stdin"), data
    if source.startswith(("http://", "https://")):
        if not fetch:
            fix = f'Found "{source}". Add --fetch to load it, or give a file.'
            raise UsageError(Problem("U701", "An address is not loaded without being asked.", fix))
        return fetch_document(source)
    document = read_document(Path(source), progress=step)
    return document, Path(source).read_bytes()


def _keep(
    into: Path, read: Sequence[tuple[Document, bytes | None]], found: Sequence[Extraction]
) -> None:
    if into.exists() and not into.is_dir():
        fix = f'Found "{into.name}", a file. Give a folder, new or a case\'s own.'
        raise UsageError(Problem("U701", "Documents are kept in a folder.", fix))
    folder = EvidenceFolder(into)
    for (document, content), extraction in zip(read, found, strict=True):
        new = folder.keep(document, extraction.candidates, content=content)
        note(f"Kept {document.id} in {into}, {new} new candidates.")


def _shape(document: Document, found: Extraction) -> dict[str, Any]:
    about = document.metadata
    return {
        "id": document.id,
        "sha256_text": document.sha256_text,
        "metadata": {
            name: value.isoformat() if isinstance(value, datetime) else value
            for name, value in vars(about).items()
        },
        "asides": [vars(aside) for aside in document.asides],
        "candidates": [{"id": one.id, **one.model_dump(mode="json")} for one in found.candidates],
        "refused": [judged.problem.to_dict() for judged in found.refused],
        "changed": [judged.problem.to_dict() for judged in found.changed],
        "problems": [problem.to_dict() for problem in found.problems],
    }


def _print_document(document: Document, found: Extraction) -> None:
    out, about = console(), document.metadata
    out.print(f"[bold]{escaped(about.title or document.id)}[/bold]")
    told = [about.publisher, about.published and about.published.date().isoformat(),
            about.language]  # fmt: skip
    out.print(", ".join(part for part in told if part) or "It says nothing of itself.")
    for aside in document.asides:
        if aside.kind == "note":
            out.print(f"Note on the page: {aside.text}", markup=False)
    rows = table("candidate", "speech", "speaker", "what", "terms")
    for one in found.candidates:
        rows.add_row(
            one.id[:SHORT], _kind(one), escaped(one.speaker or "not named"), escaped(one.exact),
            ", ".join(dict.fromkeys(bearing.path for bearing in one.terms)),
        )  # fmt: skip
    out.print(rows)
    if found.refused:
        note(f"{len(found.refused)} proposals were refused by the verifier.")
    for problem in found.problems:
        note(f"{problem}\n")


def _kind(one: Candidate) -> str:
    marks = [name for name in ("nested", "hypothetical") if getattr(one, name)]
    return " ".join([one.kind, *marks])


def _across(documents: Sequence[Document]) -> list[dict[str, Any]]:
    return [
        entry
        for place, first in enumerate(documents)
        for second in documents[place + 1 :]
        for entry in compare_documents(first, second)
    ]


def _print_across(entry: dict[str, Any]) -> None:
    out = console()
    out.print(f"[bold]{escaped(entry['kind'])}[/bold]: {escaped(entry['says'])}")
    for side in ("a", "b"):
        told = entry[side]
        out.print(f"  {told['document']} {told['start']}-{told['end']}: {told['text']}",
                  markup=False)  # fmt: skip


def review_folder(folder: Path, verdicts: Verdicts, *, as_json: bool) -> None:
    """Show the candidates of a folder, or append decisions on them."""
    evidence = _folder(folder)
    decided = [_decide(evidence, verdict, text, verdicts) for verdict, text in _wanted(verdicts)]
    review = evidence.review()
    states = list(review.states.values())
    for problem in _no_longer_held(folder) if decided else ():
        note(f"{problem}\n")
    if as_json:
        write_json({"format": 1, "candidates": [_state(state) for state in states],
                    "problems": [problem.to_dict() for problem in review.problems]})  # fmt: skip
        return
    for problem in review.problems:
        note(f"{problem}\n")
    for state in states if not decided else []:
        if state.status in ("open", "edited"):
            _print_candidate(state, evidence.archive)
    counts = {name: sum(state.status == name for state in states)
              for name in ("open", "edited", "accepted", "rejected")}  # fmt: skip
    told = ", ".join(f"{count} {name}" for name, count in counts.items())
    console().print(f"{len(states)} candidates: {told}.")


def _no_longer_held(folder: Path) -> Sequence[Problem]:
    """Return what a case in the same folder cites that a decision has taken back."""
    if not (folder / "deal.toml").is_file():
        return ()
    try:
        read_case(str(folder))
    except CaseError as error:
        return [problem for problem in error.problems if problem.code == "D304"]
    return ()


def _folder(place: Path) -> EvidenceFolder:
    if not place.is_dir():
        fix = f'Found "{place.name}". `pledgecraft extract FILE --into FOLDER` makes one.'
        raise UsageError(Problem("U701", "The folder of evidence does not exist.", fix))
    return EvidenceFolder(place)


def _wanted(verdicts: Verdicts) -> list[tuple[Verdict, str]]:
    return [
        *(("edit", text) for text in verdicts.edit),
        *(("accept", text) for text in verdicts.accept),
        *(("reject", text) for text in verdicts.reject),
    ]


def _decide(folder: EvidenceFolder, verdict: Verdict, wanted: str, verdicts: Verdicts) -> str:
    if not verdicts.reviewer:
        fix = 'Add --as with your name or initials, like --as "A. Reader".'
        raise UsageError(Problem("U701", "A decision needs its reviewer.", fix))
    name, _, fields = wanted.partition(":")
    review = folder.review()
    candidate = _named(review.states, name.strip())
    decision = decide(
        review, candidate, verdict,
        reviewer=verdicts.reviewer, time=datetime.now(UTC), reason=verdicts.reason,
        fields=_fields(fields),
    )  # fmt: skip
    folder.record(decision)
    return candidate


def _named(states: Any, beginning: str) -> str:
    found = [name for name in states if name.startswith(beginning)] if beginning else []
    if len(found) != 1:
        fix = f'"{beginning}" begins {len(found)} candidates. Give more of the id.'
        raise UsageError(Problem("U701", "The candidate is not clear.", fix))
    return found[0]


def _fields(text: str) -> dict[str, Any]:
    """Read "speaker=Ada Poe, terms=amount timeline": a comma parts fields where a name follows."""
    fields: dict[str, Any] = {}
    for part in (piece for piece in re.split(r",(?=\s*\w+\s*=)", text) if piece.strip()):
        name, _, value = (piece.strip() for piece in part.partition("="))
        try:
            fields[name] = json.loads(value)
        except ValueError:
            fields[name] = value
        if name == "terms" and isinstance(fields[name], str):
            fields[name] = [{"path": path} for path in re.split(r"[\s;,]+", value) if path]
    return fields


def _state(state: State) -> dict[str, Any]:
    return {
        "id": state.candidate.id,
        "status": state.status,
        **state.current.model_dump(mode="json"),
        "decisions": [one.model_dump(mode="json") for one in state.decisions],
    }


def _print_candidate(state: State, archive: Archive) -> None:
    out, one = console(), state.current
    terms = ", ".join(dict.fromkeys(bearing.path for bearing in one.terms)) or "no term"
    name = state.candidate.id[:SHORT]
    out.print(
        f"[bold]{name}[/bold] {one.document} {one.start}-{one.end}, {_kind(one)}, "
        f"{escaped(one.speaker or 'speaker not named')}, {terms}"
    )
    out.print(f"  {paragraph_view(archive.read(one.document), one.span)}\n", markup=False)


def show_sources(folder: Path, *, as_json: bool) -> None:
    """Show a folder's documents and claims, and check that both are as they were."""
    evidence = _folder(folder)
    problems, claims = evidence.problems(), evidence.cited()
    if as_json:
        write_json({
            "format": 1,
            "documents": evidence.archive.ids(),
            "claims": [claim.model_dump(mode="json") for claim in claims],
            "problems": [problem.to_dict() for problem in problems],
        })  # fmt: skip
        _end_with(problems)
        return
    rows = table("claim", "speaker", "said", "terms", "place")
    for claim in claims:
        rows.add_row(*_claim_cells(claim))
    console().print(rows)
    for problem in problems:
        note(f"{problem}\n")
    documents = len(evidence.archive.ids())
    console().print(f"{documents} documents, {len(claims)} claims, {len(problems)} problems.")
    _end_with(problems)


def _end_with(problems: Sequence[Problem]) -> None:
    """End with the exit code of problems, which have been told."""
    if problems:
        raise Exit(1)


def _claim_cells(claim: Claim) -> tuple[str, ...]:
    return (
        escaped(claim.id),
        escaped(claim.speaker or "not named"),
        claim.said.isoformat() if claim.said else "",
        ", ".join(dict.fromkeys(bearing.path for bearing in claim.terms)),
        f"{claim.selector.start}-{claim.selector.end}",
    )


def propose_positions(place: Path, by: Sequence[str], *, write: bool, as_json: bool) -> None:
    """Propose entries for a case's positions and sources; append them if asked."""
    case = read_case(_folder(place).place)
    found = propose(case, by=dict(map(_speaks_for, by)))
    if write and found.entries:
        adopt(case, found)
    if as_json:
        write_json({"format": 1, "case": case.id, "written": write, **found.to_dict()})
        return
    for left in found.left_out:
        note(f"{left.claim}: {left.why}")
    if not found.entries:
        console().print(_nothing(case, found), markup=False)
        return
    if not write:
        for name, text in found.to_toml().items():
            console().print(f"# {name}.toml\n\n{text}", markup=False)
        return
    console().print(
        f"{len(found.entries)} entries appended to positions.toml, "
        f"{len(found.sources)} to sources.toml."
    )


def _nothing(case: Case, found: Proposals) -> str:
    if found.left_out:
        return "Nothing to propose; what is missing stands above."
    if case.claims:
        return f"Nothing to propose: what {len(case.claims)} claims support stands there already."
    return "Nothing to propose: no claim is accepted. Accept candidates with `pledgecraft review`."


def _speaks_for(text: str) -> tuple[str, str]:
    claim, _, party = text.partition("=")
    if not claim or not party:
        fix = f'Found "{text}". Write the claim and the party, like note#1a2b3c4d=KOR.'
        raise UsageError(Problem("U701", "The party of a claim is not clear.", fix))
    return claim.strip(), party.strip()


def score_gold(folder: Path, *, as_json: bool) -> None:
    """Score the rules on a folder of documents with statements marked by hand."""
    try:
        gold = read_folder(folder)
    except (GoldError, OSError) as error:
        fix = f"{error}. Mend the file, or give another folder."
        raise UsageError(Problem("U701", "The marked documents cannot be read.", fix)) from None
    if not gold:
        fix = f"Found no .toml or .ann in {folder.name}. Give a folder of marked documents."
        raise UsageError(Problem("U701", "There is nothing to score.", fix))
    scores = score_all(gold, lambda document: report_on(document).statements)
    if as_json:
        write_json({"format": 1, "documents": len(gold), "scores": scores.to_rows()})
        return
    console().print(scores.table(), markup=False)
