"""Codes whose examples are calls: each is made, and its code, message and exit code are checked."""

import json
from pathlib import Path

import pytest

from pledgecraft.base.errors import CODES
from pledgecraft.cli.guard import guarded

HERE = Path(__file__).parent
FEW = ["--paths", "8", "--no-returns"]

CALLS: dict[str, tuple[list[str], int, str]] = {
    "C501": (["run", "atlantis"], 1, "Give a folder, or one of"),
    "C502": (["new", "{full}"], 2, "Choose a folder that is empty"),
    "C503": (["run", "korea-us-2025", "--world", "2031"], 1, "The worlds are: 2025-11, 2026-10"),
    "D102": (["check", "{large}"], 1, "at most 1,000,000 bytes"),
    "D105": (["check", "{empty}"], 1, "start with `pledgecraft new`"),
    "D305": (["run", "korea-us-2025", "--as-of", "2025-10-27"], 1, "KOR since 2025-10-23: 15 bn USD"),
    "D307": (["run", "tutorial", "--set", "losses=3"], 2, "`pledgecraft show` lists the terms"),
    "D309": (["run", "tutorial", "--reading", "mine"], 2, "The readings are: none"),
    "D310": (["run", "tutorial", "--side", "JPN"], 2, "The sides are KOR and USA"),
    "D311": (["check", "{differs}"], 0, "The draft says 50%; 60% was agreed on 2025-12-01"),
    "E601": (
        ["solve", "tutorial", "--paths", "8", "--vary", "distributions.tiers[1].KOR",
         "--target", "npv.KOR=1e15"], 1, "Give another interval",
    ),
    "E602": (["explain", "tutorial", "joy.KOR", "--paths", "8"], 1, "Outcomes: npv"),
    "E603": (
        ["solve", "tutorial", "--paths", "8", "--vary", "losses.pooling", "--target", "npv.KOR=0"],
        1, "Only money, shares, times and rates can be varied",
    ),
    "E604": (["explain", "tutorial", "npv.KOR", "--paths", "8", "--trace", "99"], 1, "0 to 7"),
    "U701": (["solve", "tutorial", "--vary", "x", "--target", "npv"], 2, "npv.KOR=0"),
    "W405": (
        ["run", "tutorial", "--set", "distributions.deemed_interest.base=moon", *FEW], 2,
        'Or write a rate, like "4.5%"',
    ),
    "W407": (
        ["run", "tutorial", "--set", "method.tranches[plant].portfolio=none", *FEW], 2,
        "Add projects to world.toml",
    ),
    "W409": (["run", "{series}", "--set", 'method.tranches[plant].mix={equity="50%", loan="50%"}'], 2,
             "describe it by a sector"),
    "W410": (["run", "{much}"], 2, "Raise the size or cut the calls"),
    "X901": (["run", "tutorial", *FEW], 3, "please report it"),
}  # fmt: skip


@pytest.fixture
def folders(tmp_path: Path) -> dict[str, str]:
    base = {path.name: path.read_text() for path in (HERE / "base").glob("*.toml")}
    large = {**base, "deal.toml": base["deal.toml"] + "# " + "x" * 10_000_000}
    other = base["positions.toml"].replace('value = "50%"', 'value = "60%"', 1)
    other = other.replace('value = "50%"', 'value = "40%"', 1)
    old = base["world.toml"].index("sector   =")
    series = base["world.toml"][:old] + 'calls = ["10 bn USD"]\ncash = ["1 bn USD x 40"]\n'
    deal = base["deal.toml"].replace('equity = "80%", loan = "20%"', 'equity = "100%"')
    cases = {
        "full": base,
        "empty": {},
        "large": large,
        "differs": {**base, "positions.toml": other},
        "series": {"deal.toml": deal, "world.toml": series},
        "much": {"deal.toml": deal, "world.toml": series.replace("10 bn USD", "11 bn USD")},
    }
    for name, files in cases.items():
        (tmp_path / name).mkdir()
        for file, text in files.items():
            (tmp_path / name / file).write_text(text)
    return {name: str(tmp_path / name) for name in cases}


@pytest.mark.parametrize("code", CALLS)
def test_call_says_code_and_remedy(
    code: str,
    folders: dict[str, str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    arguments, exit_code, remedy = CALLS[code]
    arguments = [folders.get(part.strip("{}"), part) for part in arguments]
    if code == "X901":
        monkeypatch.setattr("pledgecraft.world.draws.draw", lambda *_, **__: 1 / 0)
    assert guarded(arguments) == exit_code
    said = capsys.readouterr()
    assert code in said.err
    assert remedy in " ".join(said.err.split())
    assert "Traceback" not in said.err


def test_json_carries_the_same_problems(capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(["run", "korea-us-2025", "--as-of", "2025-10-27", "--json"]) == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert {problem["code"] for problem in problems} == {"D305"}
    assert [problem["message"].split()[2] for problem in problems] == [
        "method.tranches[cash].size",
        "method.tranches[ships].size",
        "timeline.annual_cap.limit",
        "distributions.tiers[0].KOR",
        "distributions.tiers[0].USA",
    ]
    assert set(problems[0]) >= {"code", "message", "file", "line", "column", "fix"}


def test_all_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    for path in (HERE / "base").glob("*.toml"):
        (tmp_path / path.name).write_text(path.read_text())
    deal = (tmp_path / "deal.toml").read_text()
    deal = deal.replace('"umbrella"', '"umbrela"').replace('"45 business days"', '"45 weeks"')
    (tmp_path / "deal.toml").write_text(deal)
    world = (tmp_path / "world.toml").read_text().replace('sector   = "plant"', 'sector = "x"')
    (tmp_path / "world.toml").write_text(world)
    from pledgecraft import CaseError, read_case

    with pytest.raises(CaseError) as caught:
        read_case(tmp_path)
    assert [(p.file, p.code) for p in caught.value.problems] == [
        ("deal.toml", "D203"),
        ("deal.toml", "D112"),
        ("world.toml", "W401"),
    ]


def test_codes_are_sentences() -> None:
    assert all(text.endswith(".") and len(text) < 80 for text in CODES.values())


@pytest.mark.parametrize(
    ("share", "remedy"),
    [("40%", "= 90%. Raise a share, or name a third party."), ("60%", "= 110%. Lower a share.")],
)
def test_tiers_are_mended_the_right_way(tmp_path: Path, share: str, remedy: str) -> None:
    from pledgecraft import CaseError, read_case

    for path in (HERE / "base").glob("*.toml"):
        text = path.read_text().replace('USA = "50%" },', f'USA = "{share}" }},', 1)
        (tmp_path / path.name).write_text(text)
    with pytest.raises(CaseError) as caught:
        read_case(tmp_path)
    assert caught.value.problems[0].fix.endswith(remedy)
