"""Every code of the evidence has an example that is executed: its remedy is as expected."""

import json
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pledgecraft.base.errors import CODES, PledgecraftError, Problem
from pledgecraft.documents.model import Document
from pledgecraft.evidence.candidates import Candidate
from pledgecraft.evidence.claims import Claim, findings, verify_claims, words_at
from pledgecraft.evidence.extractors import Extraction, ModelExtractor, extract
from pledgecraft.evidence.model import Span
from pledgecraft.evidence.review import Decision, claim_of, replay
from pledgecraft.evidence.review_files import append_candidates, read_candidates, read_decisions
from pledgecraft.evidence.selectors import find_again, select

DOCUMENT = Document("hall", "The cap is nine. Rain fell.")
SELECTOR = select(DOCUMENT, Span(4, 15))
Problems = Sequence[Problem]


def raised(call: Callable[[], object]) -> Problems:
    try:
        call()
    except PledgecraftError as error:
        return error.problems
    return ()


def sought(text: str) -> Problems:
    return raised(lambda: find_again(Document("hall", text), SELECTOR))


def claim(**more: Any) -> Claim:
    base = {
        "id": "hall#cap",
        "document": "hall",
        "kind": "direct",
        "extractor": "a",
        "version": "1",
    }
    return Claim.model_validate({**base, "selector": words_at(DOCUMENT, Span(4, 15)), **more})


def found_in(made: Claim) -> Problems:
    return [Problem(code, CODES[code], fix) for code, _, fix in findings(made)]


def candidate() -> Candidate:
    return Candidate(
        document="hall", sha256_text=DOCUMENT.sha256_text, start=4, end=15, exact="cap is nine",
        kind="direct", extractor="a", version="1",
    )  # fmt: skip


def lines(text: str) -> Problems:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "review.jsonl"
        path.write_text(text)
        return read_decisions(path).problems


def changed_candidate() -> Problems:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "candidates.jsonl"
        append_candidates(path, [candidate()])
        path.write_text(path.read_text().replace("nine", "five"))
        return read_candidates(path).problems


def decision(of: str, **fields: Any) -> Decision:
    when = datetime(2031, 3, 4, tzinfo=UTC)
    return Decision(candidate=of, decision="edit", reviewer="Bo", time=when, fields=fields)


def answer(*items: object, cut: int = 0) -> Extraction:
    text = json.dumps(items)
    return extract(DOCUMENT, ModelExtractor(lambda _: text[: len(text) - cut]))


ITEM = {"quote": "cap is nine", "start": 4, "kind": "direct"}

EXAMPLES: dict[str, tuple[Callable[[], Problems], str]] = {
    "K951": (lambda: sought(DOCUMENT.text + "!"), "The quote still stands there."),
    "K952": (lambda: sought("So: " + DOCUMENT.text), "now stands once: 8 to 19"),
    "K953": (lambda: sought("So: " + DOCUMENT.text * 2), "now stands at 8 to 19; 35 to 46"),
    "K954": (lambda: sought("Gone."), "Nothing like it stands in the text."),
    "K955": (lambda: raised(lambda: select(DOCUMENT, Span(0, 99))), "has characters 0 to 27"),
    "K956": (
        lambda: verify_claims([claim()], {"hall": Document("hall", "So: " + DOCUMENT.text)}),
        "They now stand at 8 to 19. Select them anew.",
    ),
    "K957": (lambda: verify_claims([claim()], {}), "Add that document to the archive."),
    "K958": (lambda: found_in(claim(id="cap")), 'Write it like "hall#cap".'),
    "K959": (
        lambda: found_in(claim(terms=[{"path": "amount", "start": 1}])),
        "Write both start and end of the words, or neither.",
    ),
    "K960": (lambda: lines("{}\n"), "Write it anew at the end."),
    "K961": (lambda: lines('{"candidate":"0'), "The line stays as it is; the others count."),
    "K962": (
        lambda: replay([], [decision("0" * 64, says="x")]).problems,
        "Add the candidates that the decision was made on.",
    ),
    "K963": (
        lambda: replay([candidate()], [decision(candidate().id, version="2")]).problems,
        'Found "version". Fields are addressee, cue,',
    ),
    "K964": (changed_candidate, "Candidates are never edited: decide to edit instead."),
    "K965": (
        lambda: raised(
            lambda: claim_of(replay([candidate()], []).states[candidate().id], DOCUMENT, short="a")
        ),
        "is open. Accept it first.",
    ),
    "K966": (
        lambda: [one.problem for one in answer(ITEM, ITEM).refused],
        "The first proposal stands.",
    ),
    "K967": (lambda: answer(ITEM, ITEM, cut=5).problems, "1 are whole."),
    "K968": (lambda: answer({"start": 4}).problems, "Give the exact words."),
    "K969": (
        lambda: [one.problem for one in answer({**ITEM, "speaker": "Zed"}).changed],
        'The speaker "Zed" is not in the document: left out.',
    ),
}  # fmt: skip


def test_every_code_has_an_example() -> None:
    assert set(EXAMPLES) == {code for code in CODES if "K951" <= code <= "K969"}


@pytest.mark.parametrize("code", EXAMPLES)
def test_example_says_code_and_remedy(code: str) -> None:
    example, remedy = EXAMPLES[code]
    (problem,) = example()
    assert (problem.code, problem.message) == (code, CODES[code])
    assert remedy in problem.fix
