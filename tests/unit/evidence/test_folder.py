"""A folder of evidence through the command line: extract, review, sources."""

import json
from pathlib import Path

import pytest

from pledgecraft.cli.guard import guarded
from pledgecraft.desk import EvidenceFolder, compare_documents, read_document

NOTE = Path(__file__).parent / "note.txt"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a folder into which the note was extracted."""
    assert guarded(["extract", str(NOTE), "--into", str(tmp_path / "desk")]) == 0
    return tmp_path / "desk"


def candidates(desk: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    capsys.readouterr()
    assert guarded(["review", str(desk), "--json"]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)["candidates"]
    return found


def test_who_says_what_about_which_term(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second, third = candidates(desk, capsys)
    assert (first["speaker"], first["kind"]) == ("Mara Ostrov", "indirect")
    assert {term["path"] for term in first["terms"]} == {"method", "distributions"}  # type: ignore[index,attr-defined]
    assert second["kind"] == "direct"
    amounts = {(one["low"], one["bound"]) for one in second["quantities"]}  # type: ignore[index,attr-defined]
    assert amounts == {("40000000000", "exact"), ("300", "more than")}
    assert (third["speaker"], third["kind"]) == (None, "indirect")


def test_a_decision_makes_a_claim_and_a_later_one_withdraws_it(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = str(candidates(desk, capsys)[0]["id"])
    who = ["--as", "A. Reader"]
    assert guarded(["review", str(desk), "--accept", name[:6], *who, "--reason", "heard it"]) == 0
    folder = EvidenceFolder(desk)
    (claim,) = folder.cited()
    assert (claim.id, claim.speaker) == (f"note#{name[:8]}", "Mara Ostrov")
    assert folder.problems() == ()
    assert guarded(["review", str(desk), "--reject", name[:6], *who]) == 0
    assert folder.cited() == ()
    assert len((desk / "review.jsonl").read_text().splitlines()) == 2


def test_an_edit_needs_an_acceptance(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = str(candidates(desk, capsys)[2]["id"])[:10]
    edit = ["--edit", f"{name}: says=Details are open, speaker=Unnamed critics"]
    assert guarded(["review", str(desk), *edit, "--as", "B"]) == 0
    assert [one["status"] for one in candidates(desk, capsys)] == ["open", "open", "edited"]
    assert guarded(["review", str(desk), "--accept", name, "--as", "B"]) == 0
    (claim,) = EvidenceFolder(desk).cited()
    assert (claim.says, claim.speaker) == ("Details are open", "Unnamed critics")


def test_an_edit_after_acceptance_makes_the_claim_that_is_cited(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, who = str(candidates(desk, capsys)[2]["id"]), ["--as", "B"]
    for step in (["--accept", name], ["--edit", f"{name}: says=Open"], ["--accept", name]):
        assert guarded(["review", str(desk), *step, *who]) == 0
    folder = EvidenceFolder(desk)
    assert [one.id for one in folder.claims().claims] == [
        f"note#{name[:8]}",
        f"note#{name[:8]}-2",
    ]
    assert [(one.id, one.says) for one in folder.cited()] == [(f"note#{name[:8]}-2", "Open")]
    assert guarded(["review", str(desk), "--accept", name, *who]) == 0
    assert len(folder.claims().claims) == 2


def test_a_candidate_that_is_cut_off_is_reported(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = desk / "candidates.jsonl"
    lines.write_bytes(lines.read_bytes()[:-40])
    assert len(candidates(desk, capsys)) == 2
    assert [problem.code for problem in EvidenceFolder(desk).problems()] == ["K961"]


def test_the_same_document_twice_adds_nothing(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert guarded(["extract", str(NOTE), "--into", str(desk)]) == 0
    assert "0 new candidates" in capsys.readouterr().err
    assert len(candidates(desk, capsys)) == 3


def test_a_changed_text_is_reported(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = desk / "documents" / "note.txt"
    text.write_text(text.read_text("utf-8").replace("40 billion", "50 billion"), "utf-8")
    assert guarded(["sources", str(desk)]) == 1
    said = capsys.readouterr()
    assert "T924" in said.err
    assert "1 documents, 0 claims, 1 problems." in said.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["review", "{nowhere}"], "does not exist"),
        (["review", "{desk}", "--accept", "28"], "Add --as with your name"),
        (["review", "{desk}", "--accept", "zz", "--as", "A"], "begins 0 candidates"),
        (["extract", "https://example.org"], "Add --fetch"),
        (["sources", "{nowhere}"], "does not exist"),
    ],
)
def test_what_cannot_be_done_is_refused(
    arguments: list[str], said: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    places = {"desk": str(desk), "nowhere": str(desk / "nowhere")}
    assert guarded([part.format(**places) for part in arguments]) == 2
    assert said in " ".join(capsys.readouterr().err.split())


def test_two_reports_of_one_interview() -> None:
    first = read_document(
        'Mara Ostrov said on Monday: "All of these points remain open."\n\nMore than 300 Norland '
        "workers were held in the raid on the harbour plant.",
        id="first",
    )
    second = read_document(
        '"[All] these points remain open," Mara Ostrov told a paper.\n\nHundreds of Norland '
        "workers were held in the raid on the harbour plant.",
        id="second",
    )
    found = compare_documents(first, second)
    same = next(entry for entry in found if entry["kind"] == "same utterance")
    assert "editorial bracket" in {one["kind"] for one in same["differences"]}
    assert "compatible precision" in {entry["kind"] for entry in found}


def test_what_is_no_marked_document_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert guarded(["score", str(tmp_path)]) == 2
    (tmp_path / "deal.toml").write_text("format = 1\n", "utf-8")
    assert guarded(["score", str(tmp_path)]) == 2
    assert "deal.toml is no marked document" in capsys.readouterr().err
