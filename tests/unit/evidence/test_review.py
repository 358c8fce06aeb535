"""Candidates never change; the state of a review is the replay of its decisions."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pledgecraft.base.errors import CaseError, PledgecraftError, UsageError
from pledgecraft.documents.model import Document
from pledgecraft.evidence.candidates import Candidate, candidate_of
from pledgecraft.evidence.claims import Bearing
from pledgecraft.evidence.model import Quantity, Span, Speaker, Statement
from pledgecraft.evidence.paragraph import paragraph_view
from pledgecraft.evidence.review import Decision, Review, State, claim_of, decide, replay
from pledgecraft.evidence.review_files import (
    append_candidates,
    append_decisions,
    read_candidates,
    read_decisions,
)
from pledgecraft.evidence.selectors import sha256

TEXT = "Rain fell.\n\nThe cap is firm, Ada Stone said. Nobody agreed.\n\nThe end."
DOCUMENT = Document("hall", TEXT)
EXACT = "The cap is firm, Ada Stone said."
START = TEXT.index(EXACT)
NOON = datetime(2031, 3, 4, 12, tzinfo=UTC)


def candidate(**more: Any) -> Candidate:
    base = {
        "document": "hall",
        "sha256_text": DOCUMENT.sha256_text,
        "start": START,
        "end": START + len(EXACT),
        "exact": EXACT,
        "kind": "indirect",
        "speaker": "Ada Stone",
        "extractor": "rules",
        "version": "1",
    }
    return Candidate.model_validate({**base, **more})


ONE, TWO = candidate(), candidate(speaker=None)


def decision(verdict: str, of: Candidate = ONE, **fields: Any) -> Decision:
    return Decision.model_validate(
        {"candidate": of.id, "decision": verdict, "reviewer": "Bo", "time": NOON, "fields": fields}
    )


def state(*decisions: Decision) -> State:
    review = replay([ONE, TWO], decisions)
    assert review.problems == ()
    return review.states[ONE.id]


def test_id_is_the_hash_of_the_content() -> None:
    assert ONE.id == candidate().id
    assert len({ONE.id, TWO.id, candidate(says="Firm.").id, candidate(version="2").id}) == 4
    written = {
        "document": "hall",
        "end": 44,
        "exact": EXACT,
        "extractor": "rules",
        "kind": "indirect",
        "sha256_text": DOCUMENT.sha256_text,
        "speaker": "Ada Stone",
        "start": 12,
        "version": "1",
    }
    assert ONE.id == sha256(json.dumps(written, separators=(",", ":")))
    with pytest.raises(ValidationError):
        ONE.speaker = "Bo"


@pytest.mark.parametrize(
    ("verdicts", "status"),
    [
        ([], "open"),
        (["accept"], "accepted"),
        (["reject"], "rejected"),
        (["accept", "reject"], "rejected"),
        (["reject", "accept"], "accepted"),
        (["edit"], "edited"),
        (["edit", "accept"], "accepted"),
        (["accept", "edit"], "edited"),
    ],
)
def test_last_decision_counts_and_removes_no_other(verdicts: list[str], status: str) -> None:
    made = [decision(one, **({"says": "Firm."} if one == "edit" else {})) for one in verdicts]
    found = state(*made)
    assert (found.status, found.decisions) == (status, tuple(made))
    assert found.candidate == ONE
    assert found.current.says == ("Firm." if "edit" in verdicts else "")


def test_edits_add_up() -> None:
    edits = [
        decision("edit", says="A", speaker=None),
        decision("edit", says="B", said="2031-03-04"),
    ]
    found = state(*edits)
    assert (found.current.says, found.current.speaker) == ("B", None)
    assert found.current.said == date(2031, 3, 4)
    assert (found.candidate.says, found.candidate.speaker) == ("", "Ada Stone")


@given(st.lists(st.sampled_from(["accept", "reject", "edit"]), max_size=8))
def test_replay_in_two_steps_is_replay_in_one(verdicts: list[str]) -> None:
    made = [
        decision(one, **({"says": str(place)} if one == "edit" else {}))
        for place, one in enumerate(verdicts)
    ]
    whole = replay([ONE, TWO], made)
    for cut in range(len(made)):
        assert replay([ONE, TWO], made[:cut]).states[ONE.id].decisions == tuple(made[:cut])
    assert whole.states[TWO.id].status == "open"
    assert [one.candidate for one in whole.with_status("open")][-1] == TWO


def test_bad_decisions_are_reported_and_change_nothing() -> None:
    stranger = decision("accept", candidate(says="never proposed"))
    bad = [
        decision("edit"),
        decision("accept", says="x"),
        decision("edit", version="9", document="other"),
        decision("edit", kind="shouted"),
        stranger,
    ]
    review = replay([ONE], [*bad, decision("reject")])
    assert [one.code for one in review.problems] == ["K963"] * 5 + ["K962"]
    assert "kind" in review.problems[4].fix
    assert review.states[ONE.id].decisions == (decision("reject"),)


def test_decide_makes_only_decisions_that_fit() -> None:
    review = replay([ONE], [])
    terms = [Bearing(path="amount")]
    made = decide(
        review, ONE.id, "edit", reviewer="Bo", time=NOON, reason="Clear.",
        fields={"terms": terms, "said": date(2031, 3, 4)},
    )  # fmt: skip
    assert made.fields == {"terms": [{"path": "amount"}], "said": "2031-03-04"}
    assert replay([ONE], [made]).states[ONE.id].current.terms == tuple(terms)
    for bad, code in [({"version": "2"}, "K963"), ({"says": object()}, "K963")]:
        with pytest.raises(UsageError, match=code):
            decide(review, ONE.id, "edit", reviewer="Bo", time=NOON, fields=bad)
    with pytest.raises(UsageError, match="K962"):
        decide(Review(), ONE.id, "accept", reviewer="Bo", time=NOON)


def test_only_accepted_candidates_become_claims() -> None:
    for made in ([], [decision("reject")], [decision("edit", says="A")]):
        with pytest.raises(UsageError, match="K965"):
            claim_of(state(*made), DOCUMENT, short="cap")
    accepted = state(decision("edit", says="Firm.", cue="said"), decision("accept"))
    claim = claim_of(accepted, DOCUMENT, short="cap", with_text=False)
    assert (claim.id, claim.says, claim.cue, claim.candidate) == (
        "hall#cap",
        "Firm.",
        "said",
        ONE.id,
    )
    assert (claim.reviewer, claim.accepted) == ("Bo", NOON)
    assert (claim.selector.exact, claim.selector.sha256_exact) == (None, sha256(EXACT))
    assert (claim.selector.start, claim.selector.end) == (START, START + len(EXACT))


def refusal(state: State, document: Document = DOCUMENT, short: str = "cap") -> list[str]:
    with pytest.raises(PledgecraftError) as caught:
        claim_of(state, document, short=short)
    return [problem.code for problem in caught.value.problems]


def test_accepted_words_must_stand_in_the_document() -> None:
    accepted = state(decision("accept"))
    assert refusal(accepted, Document("hall", "x" + TEXT)) == ["K956"]
    assert refusal(accepted, Document("hall", "x")) == ["K955"]
    assert refusal(accepted, short="no good") == ["K958"]
    moved = state(decision("edit", start=START + 4), decision("accept"))
    assert refusal(moved) == ["K956"]
    cut = state(decision("edit", start=START + 4, exact=EXACT[4:]), decision("accept"))
    assert claim_of(cut, DOCUMENT, short="cap").selector.exact == EXACT[4:]


def test_files_round_trip(tmp_path: Path) -> None:
    candidates, reviews = tmp_path / "candidates.jsonl", tmp_path / "review.jsonl"
    append_candidates(candidates, [ONE])
    append_candidates(candidates, [TWO])
    append_decisions(reviews, [decision("edit", says="손실"), decision("accept", TWO)])
    append_decisions(reviews, [decision("reject")])
    read = read_decisions(reviews)
    assert read_candidates(candidates).entries == (ONE, TWO)
    assert read.entries == (
        decision("edit", says="손실"),
        decision("accept", TWO),
        decision("reject"),
    )
    assert read.problems == ()


@pytest.mark.parametrize("cut", [1, 20, 60])
def test_cut_off_last_line_is_reported_and_nothing_is_lost(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "review.jsonl"
    append_decisions(path, [decision("accept"), decision("reject")])
    path.write_bytes(path.read_bytes()[: -cut - 1])
    broken = path.read_bytes()
    read = read_decisions(path)
    assert read.entries == (decision("accept"),)
    assert [(one.code, one.line) for one in read.problems] == [("K961", 2)]
    append_decisions(path, [decision("edit", says="A")])
    assert path.read_bytes().startswith(broken)
    later = read_decisions(path)
    assert later.entries == (decision("accept"), decision("edit", says="A"))
    assert [(one.code, one.line) for one in later.problems] == [("K960", 2)]


def test_last_line_without_newline_counts(tmp_path: Path) -> None:
    path = tmp_path / "review.jsonl"
    append_decisions(path, [decision("accept")])
    path.write_bytes(path.read_bytes().rstrip())
    append_decisions(path, [decision("reject")])
    assert read_decisions(path).entries == (decision("accept"), decision("reject"))


@pytest.mark.parametrize(
    "line",
    [
        b"\xff\xfe",
        b"[1]",
        b"{}",
        b'{"a":1,"a":1}',
        b"[" * 100_000,
        b'{"candidate":"x"}',
        b"9" * 5000,
    ],
)
def test_bad_line_hides_no_other(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "review.jsonl"
    append_decisions(path, [decision("accept")])
    path.write_bytes(line + b"\n\n" + path.read_bytes())
    read = read_decisions(path)
    assert read.entries == (decision("accept"),)
    assert [(one.code, one.line) for one in read.problems] == [("K960", 1)]


def test_changed_candidate_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "candidates.jsonl"
    append_candidates(path, [ONE, TWO])
    path.write_text(path.read_text().replace('"speaker":"Ada Stone"', '"speaker":"Bo"'))
    read = read_candidates(path)
    assert read.entries == (TWO,)
    assert [(one.code, one.line) for one in read.problems] == [("K964", 1)]


def test_files_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="D105"):
        read_decisions(tmp_path / "review.jsonl")
    with pytest.raises(UsageError, match="U701"):
        append_decisions(tmp_path / "none" / "review.jsonl", [decision("accept")])


def test_candidate_of_a_statement() -> None:
    statement = Statement(
        span=Span(START, START + len(EXACT)),
        kind="indirect",
        content=(Span(START, START + 15),),
        quoted=(Span(START + 4, START + 7),),
        speaker=Speaker(Span(29, 38), "Ada Stone"),
        cue=Span(39, 43),
        quantities=(Quantity(Span(12, 13), "date", None, None, "date"),),
        terms=(("amount", Span(START + 4, START + 7)),),
    )
    made = candidate_of(statement, DOCUMENT, extractor="rules", version="1")
    assert (made.exact, made.cue, made.speaker, made.quantities) == (EXACT, "said", "Ada Stone", ())
    assert [(one.start, one.end) for one in made.quoted] == [(16, 19)]
    assert made.terms == (Bearing(path="amount", start=16, end=19),)


def test_paragraph_view() -> None:
    view = paragraph_view(DOCUMENT, Span(START + 4, START + 7))
    assert str(view) == "The ⟦cap⟧ is firm, Ada Stone said. Nobody agreed."
    assert view.paragraph.of(TEXT) == "The cap is firm, Ada Stone said. Nobody agreed."
    across = paragraph_view(DOCUMENT, Span(5, START + 3))
    assert str(across).startswith("Rain ⟦fell.\n\nThe⟧ cap")
    with pytest.raises(CaseError, match="K955"):
        paragraph_view(DOCUMENT, Span(0, 999))


def test_paragraph_view_steers_no_terminal() -> None:
    view = paragraph_view(Document("x", "a\x1b[31mb\u202ec\rd\u200be"), Span(1, 2))
    assert str(view) == "a⟦�⟧[31mb�c�d�e"
