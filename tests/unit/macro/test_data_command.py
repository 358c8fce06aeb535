"""What the command data prints, as text and as JSON."""

import json
from pathlib import Path

import pytest

from pledgecraft.cli import data
from pledgecraft.macro.table import Macro, read_macro


def test_names_and_figures(capsys: pytest.CaptureFixture[str]) -> None:
    data.show_data(None, as_json=True)
    assert "KOR" in json.loads(capsys.readouterr().out)["countries"]
    data.show_data("VNM", as_json=True)
    assert json.loads(capsys.readouterr().out)["indicators"] == ["us_duties_collected"]
    data.show_data("KOR", "imf_ara_ratio", as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert (told["format"], told["cells"][-1]["value"]) == (1, 97.0)
    data.show_data("KOR", "imf_ara_ratio", as_json=False)
    assert "https://www.wowtv.co.kr" in capsys.readouterr().out
    data.show_data(None, as_json=False)
    assert capsys.readouterr().out.splitlines() == list(read_macro().countries)


def test_adequacy(capsys: pytest.CaptureFixture[str]) -> None:
    data.adequacy_table(as_json=False)
    said = capsys.readouterr()
    last = next(line for line in said.out.splitlines() if line.strip().startswith("2025"))
    assert last.split() == [
        "2025",
        "88.9%",
        "80.1%",
        "57.2%",
        "50.1%",
        "91.9%",
        "—",
        "2.39",
        "1.60",
        "6.8",
    ]
    assert "remembered, not read: exports_goods_services" in said.err
    data.adequacy_table(years=[2025], as_json=True)
    (year,) = json.loads(capsys.readouterr().out)["years"]
    assert year["readings"][1]["ratio"] == pytest.approx(0.801, abs=5e-4)


def test_refresh_writes_a_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    one = Macro.of(cell for cell in read_macro().cells if cell.country == "VNM")
    monkeypatch.setattr(data, "refresh_macro", lambda *_, **__: one)
    data.refresh_data(["VNM"], None, tmp_path / "new.csv", as_json=True)
    assert json.loads(capsys.readouterr().out)["figures"] == 1
    assert read_macro(tmp_path / "new.csv") == one
    data.refresh_data(["VNM"], None, tmp_path / "new.csv", as_json=False)
    assert "Wrote 1 figures of VNM" in " ".join(capsys.readouterr().out.split())
