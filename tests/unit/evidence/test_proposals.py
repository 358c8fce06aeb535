"""From accepted claims to a case's positions, and from a number back to the words."""

import json
import shutil
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from pledgecraft import draw, explain, read_case, simulate
from pledgecraft.base.errors import CaseError, UsageError
from pledgecraft.cli.guard import guarded
from pledgecraft.desk import (
    EvidenceFolder,
    Proposals,
    adopt,
    decide,
    extract_statements,
    propose,
    read_document,
)
from pledgecraft.documents.model import Document, Metadata
from pledgecraft.evidence.parties import party_of

PAGE = (Path(__file__).parent / "page.html").read_bytes()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a case's folder in which all candidates of a page are accepted."""
    place = tmp_path / "mine"
    assert guarded(["new", str(place)]) == 0
    document = read_document(PAGE, id="herald-2025-09-20")
    evidence = EvidenceFolder(place)
    evidence.keep(document, extract_statements(document).candidates, content=PAGE)
    time = datetime(2026, 11, 22, tzinfo=UTC)
    for name in evidence.review().states:
        review = evidence.review()
        evidence.record(decide(review, name, "accept", reviewer="A. Reader", time=time))
    return place


def entries(found: Proposals) -> list[tuple[Any, ...]]:
    listed = [(one.kind, one.term, one.by, one.value) for one in found.entries]
    return sorted(listed, key=lambda one: str(one[3]))


def test_claims_become_positions_of_the_speakers_party(folder: Path) -> None:
    found = propose(read_case(folder))
    assert entries(found) == [
        ("position", "amount.commitment", "KOR", "10 bn USD"),
        ("position", "timeline.annual_cap.limit", "USA", "4 bn USD"),
        ("agreement", "linked.tariff", None, None),
    ]
    first = next(one for one in found.entries if one.by == "KOR")
    assert (first.speaker, first.since) == ("Ha Seo-jun", date(2025, 9, 19))
    assert first.says == "Speaks of the amount; names 10 bn USD."
    (source,) = found.sources
    assert source == {
        "id": "herald-2025-09-20",
        "publisher": "The Kestel Herald",
        "title": "Both sides dig in",
        "date": date(2025, 9, 20),
        "address": "https://herald.example/both-sides",
        "confidence": "M",
    }


def test_who_speaks_for_no_state_is_left_out_and_can_be_named(folder: Path) -> None:
    case = read_case(folder)
    (left,) = propose(case).left_out
    assert "Bo Reed" in left.why
    assert f"--by {left.claim}=PARTY, PARTY being KOR or USA" in left.why
    named = propose(case, by={left.claim: "USA"})
    assert ("position", "losses", "USA", None) in entries(named)
    with pytest.raises(UsageError) as raised:
        propose(case, by={"a#b": "USA", left.claim: "XYZ"})
    assert [problem.code for problem in raised.value.problems] == ["U701", "D302"]


def test_what_is_adopted_is_shown_with_the_place_of_its_words(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (folder / "positions.toml").read_text()
    assert guarded(["propose", str(folder), "--write"]) == 0
    assert (folder / "positions.toml").read_text().startswith(before.rstrip())
    case = read_case(folder)
    assert propose(case).entries == ()  # nothing twice
    found = explain(simulate(case.terms(side="USA"), draw(case.world, paths=50)), "npv",
                    party="KOR", case=case)  # fmt: skip
    (term,) = [one for one in found.terms if one.name == "timeline.annual_cap.limit"]
    assert term.words is not None
    text = EvidenceFolder(folder).archive.read("herald-2025-09-20").text
    span = term.words.selector.span
    assert span.of(text) == term.words.selector.exact
    assert "$4 billion a year" in span.of(text)
    told = term.to_dict()["words"]
    assert (told["start"], told["end"]) == (span.start, span.end)
    capsys.readouterr()
    assert guarded(["show", str(folder), "--side", "USA"]) == 0
    assert f"characters {span.start}" in " ".join(capsys.readouterr().out.split())


def test_nothing_is_written_where_the_case_would_not_be_sound(folder: Path) -> None:
    case = read_case(folder)
    found = propose(case)
    broken = Proposals(
        tuple(
            type(one)(**{**vars(one), "term": "nothing.at.all", "value": "1 bn USD"})
            for one in found.entries
        ),
        found.sources,
        (),
    )
    before = {name: (folder / name).read_bytes() for name in ("positions.toml", "sources.toml")}
    with pytest.raises(CaseError):
        adopt(case, broken)
    assert before == {name: (folder / name).read_bytes() for name in before}


def accepted(place: Path, text: str) -> Proposals:
    """Return what a note supports whose candidates are all accepted."""
    assert guarded(["new", str(place)]) == 0
    note = place.parent / "note.txt"
    note.write_text(text)
    about = ["--publisher", "Herald", "--published", "2025-09-20", "--address", "https://h.example"]
    said = ["extract", str(note), "--into", str(place), "--title", "A note", *about]
    assert guarded(said) == 0
    evidence = EvidenceFolder(place)
    for name in evidence.review().states:
        assert guarded(["review", str(place), "--accept", name, "--as", "A"]) == 0
    return propose(read_case(place))


BOTH = "Minister Ha Seo-jun of South Korea spoke. Both sides have agreed that "


def test_agreements_that_do_not_fit_the_deal_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = accepted(
        tmp_path / "mine", f'"{BOTH}the amount of the investment is $2 billion," he said.'
    )
    assert entries(found) == [("agreement", "amount.commitment", None, "2 bn USD")]
    before = (tmp_path / "mine" / "positions.toml").read_bytes()
    assert guarded(["propose", str(tmp_path / "mine"), "--write"]) == 1
    said = " ".join(capsys.readouterr().err.split())
    assert "D205" in said
    assert "Nothing was written" in said
    assert (tmp_path / "mine" / "positions.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the annual cap of the investment will be $2 billion",
         ("agreement", "timeline.annual_cap.limit", None, "2 bn USD")),
        ("the investment will not be more than $2 billion a year",
         ("agreement", "timeline", None, None)),
    ],
)  # fmt: skip
def test_what_is_paid_a_year_is_no_total(
    tmp_path: Path, text: str, expected: tuple[object, ...]
) -> None:
    found = accepted(tmp_path / "mine", f'"{BOTH}{text}," Ha Seo-jun said.')
    assert expected in entries(found)
    assert "amount.commitment" not in {one.term for one in found.entries}


def test_a_report_of_what_the_other_agreed_is_no_agreement(tmp_path: Path) -> None:
    text = "U.S. Treasury Secretary Ann Lowell said Seoul had agreed to invest $12 billion."
    found = accepted(tmp_path / "mine", text)
    assert {(one.kind, one.by) for one in found.entries} == {("position", "USA")}


def test_a_denied_bound_is_told_as_what_it_leaves(tmp_path: Path) -> None:
    text = "South Korean President Ha Min said the investment will not be more than $10 billion."
    (first, *_) = accepted(tmp_path / "mine", text).entries
    assert "at most 10 bn USD" in first.says


def test_terms_are_edited_by_their_paths(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = next(iter(EvidenceFolder(folder).review().states))
    edit = f"{name}: says=Wants ten, and no more, terms=amount.commitment losses"
    assert guarded(["review", str(folder), "--edit", edit, "--as", "B"]) == 0
    state = EvidenceFolder(folder).review().states[name]
    assert [one.path for one in state.current.terms] == ["amount.commitment", "losses"]
    assert state.current.says == "Wants ten, and no more"
    capsys.readouterr()
    assert guarded(["review", str(folder)]) == 0
    assert name[:12] in capsys.readouterr().out


def test_nothing_to_propose_is_said(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    adopt(read_case(folder), propose(read_case(folder)))
    assert guarded(["propose", str(folder), "--write"]) == 0
    assert guarded(["new", str(tmp_path / "empty")]) == 0
    assert guarded(["propose", str(tmp_path / "empty")]) == 0
    assert "no claim is accepted" in capsys.readouterr().out
    assert guarded(["extract", str(tmp_path / "empty" / "deal.toml"), "--into",
                    str(tmp_path / "empty" / "deal.toml")]) == 2  # fmt: skip


def test_a_claim_that_is_rejected_later_is_no_longer_cited(folder: Path) -> None:
    adopt(read_case(folder), propose(read_case(folder)))
    evidence = EvidenceFolder(folder)
    name = next(iter(evidence.review().states))
    time = datetime(2026, 11, 23, tzinfo=UTC)
    evidence.record(decide(evidence.review(), name, "reject", reviewer="B", time=time))
    with pytest.raises(CaseError) as raised:
        read_case(folder)
    assert {problem.code for problem in raised.value.problems} == {"D304"}


def test_proposals_print_as_toml_and_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert guarded(["propose", str(folder)]) == 0
    said = capsys.readouterr()
    data = tomllib.loads(said.out[said.out.index("# positions.toml") :])
    assert {one["by"] for one in data["position"]} == {"KOR", "USA"}
    assert "Bo Reed" in said.err
    assert guarded(["propose", str(folder), "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["entries"]) == 3
    assert guarded(["propose", str(folder), "--by", "nothing"]) == 2


def test_a_document_that_lacks_its_publisher_is_named(folder: Path) -> None:
    shutil.rmtree(folder)
    assert guarded(["new", str(folder)]) == 0
    text = (
        "South Korean Finance Minister Ha Seo-jun said the amount of the investment is $8 billion."
    )
    document = Document("bare", text, Metadata(language="en", published=datetime(2025, 9, 1)))
    evidence = EvidenceFolder(folder)
    evidence.keep(document, extract_statements(document).candidates)
    time = datetime(2026, 11, 22, tzinfo=UTC)
    (name,) = evidence.review().states
    evidence.record(decide(evidence.review(), name, "accept", reviewer="A", time=time))
    found = propose(read_case(folder))
    assert found.entries == ()
    assert "no publisher and no title and no address" in found.left_out[0].why


@pytest.mark.parametrize(
    ("text", "speaker", "language", "code"),
    [
        ("South Korean President Ha Min told US President Ann Poe.", "Ha Min", "en", "KOR"),
        ("South Korean President Ha Min told US President Ann Poe.", "Ann Poe", "en", "USA"),
        ("Cal Roe, the US commerce secretary, said so.", "Cal Roe", "en", "USA"),
        ("Ha Min, an economist at Seoul National University, said so.", "Ha Min", "en", None),
        ("Japan's former prime minister Ren Abe said so.", "Ren Abe", "en", None),
        ("The White House said so.", "White House", "en", "USA"),
        ("U.S. Commerce Secretary Dale Roe said so.", "Dale Roe", "en", "USA"),
        ("칼 로 미국 상무장관은 말했다.", "칼 로", "ko", "USA"),
        ("하민 대통령은 말했다.", "하민", "ko", "KOR"),
        ("미국 상무장관 칼 로는 말했다.", "칼 로", "ko", "USA"),
        ("ロー米商務長官は述べた。", "ロー", "ja", "USA"),
        ("佐原首相は述べた。", "佐原", "ja", "JPN"),
        ("Nobody said so.", None, "en", None),
    ],
)
def test_party_of_a_speaker(text: str, speaker: str | None, language: str, code: str) -> None:
    found = party_of(speaker, Document("a", text, Metadata(language=language)))
    assert found.code == code
    assert found.why


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            "We will invest $350 billion and review it every year.",
            ("amount.commitment", "350 bn USD"),
        ),
        ("We will invest $70 billion and meet twice a year.", ("amount.commitment", "70 bn USD")),
        ("We will invest $20 billion a year.", ("timeline.annual_cap.limit", "20 bn USD")),
        (
            "At the annual meeting we agreed to invest $90 billion.",
            ("amount.commitment", "90 bn USD"),
        ),
    ],
)
def test_only_a_sum_of_a_year_is_an_annual_cap(
    tmp_path: Path, said: str, expected: tuple[str, str]
) -> None:
    place = tmp_path / "mine"
    assert guarded(["new", str(place)]) == 0
    page = (
        '<html lang="en"><head><title>Talks</title>'
        '<link rel="canonical" href="https://herald.example/talks">'
        '<meta property="og:site_name" content="The Herald">'
        '<meta property="article:published_time" content="2025-09-20T08:00:00Z"></head>'
        f"<body><article><h1>Talks</h1><p>Trade Minister Ha Seo-jun said: “{said}”</p>"
        f"<p>{'The talks go on in the capital next week. ' * 8}</p></article></body></html>"
    ).encode()
    document = read_document(page, id="herald-2025-09-20")
    evidence = EvidenceFolder(place)
    evidence.keep(document, extract_statements(document).candidates, content=page)
    for name in evidence.review().states:
        entry = decide(evidence.review(), name, "accept", reviewer="A. Reader",
                       time=datetime(2026, 11, 22, tzinfo=UTC))  # fmt: skip
        evidence.record(entry)
    claim = read_case(place)
    (one,) = evidence.cited()
    found = propose(claim, by={one.id: "KOR"})
    assert expected in [(entry.term, entry.value) for entry in found.entries], found.left_out
    assert len([entry for entry in found.entries if entry.value]) == 1
