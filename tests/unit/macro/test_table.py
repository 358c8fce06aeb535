"""The table: what is shipped, how it is asked, and all problems of a file at once."""

import re
from decimal import Decimal
from importlib import resources
from pathlib import Path

import pytest

from pledgecraft.base.errors import DataError, UsageError
from pledgecraft.macro.cells import COLUMNS, CONFIDENCES, UNITS
from pledgecraft.macro.table import SHIPPED, Macro, parse_macro, read_macro, write_macro

HEAD = ",".join(COLUMNS)
WORDS = {"compiled table; see confidence", "own arithmetic", "public tracker, no address"}


@pytest.fixture(scope="module")
def macro() -> Macro:
    return read_macro()


def test_every_figure_has_an_address_or_says_why_not(macro: Macro) -> None:
    told = {cell.source for cell in macro.cells if not re.match(r"https?://\S+$", cell.source)}
    assert told == WORDS
    assert {cell.confidence for cell in macro.cells} == set(CONFIDENCES)
    assert {cell.unit for cell in macro.cells} <= set(UNITS)


def test_a_remembered_figure_never_bears_an_address(macro: Macro) -> None:
    remembered = [cell for cell in macro.cells if cell.confidence == "general knowledge"]
    assert len(remembered) == 70
    assert {cell.source for cell in remembered} == {"compiled table; see confidence"}


def test_the_shipped_file_is_written_as_it_is_read(macro: Macro, tmp_path: Path) -> None:
    shipped = resources.files("pledgecraft.macro").joinpath(SHIPPED).read_bytes()
    assert write_macro(macro, tmp_path / "copy.csv").read_bytes() == shipped


def test_the_better_source_won(macro: Macro) -> None:
    """Where two collections held the same figure, the surer one is kept."""
    kept = macro.cell("KOR", "usdkrw_avg", "2025-11")
    assert (kept.value, kept.confidence) == (Decimal("1459.88"), "primary (mirror)")
    assert macro.cell("KOR", "fx_reserves_total", "2025-12").value == Decimal("428.05")
    assert macro.cell("KOR", "fx_reserves_total", "2026-09").confidence == "press"


def test_two_figures_for_one_time_are_kept_by_vintage(macro: Macro) -> None:
    told = {cell.period: cell.number for cell in macro.series("KOR", "current_account")}
    assert (told["2024"], told["2024@revised"]) == (99.04, 99.97)
    japan = {cell.period: cell for cell in macro.series("JPN", "gdp_nominal_usd")}
    assert japan["2024"].number == 4200
    assert japan["2024@imf-2025-10"].confidence == "general knowledge"


def test_a_series_is_in_order(macro: Macro) -> None:
    months = [cell.period for cell in macro.series("KOR", "fx_reserves_usable")]
    assert months[:5] == ["1994-12@kim-2006", "1995-12@kim-2006", "1996-12@kim-2006", "1997-09", "1997-11-21"]  # fmt: skip


def test_digits_are_kept(macro: Macro) -> None:
    assert str(macro.cell("KOR", "usdkrw_close", "2025-12-30").value) == "1439.0"
    assert macro.cell("KOR", "usdkrw_close", "2025-12-30").to_dict()["value"] == 1439.0


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            ("KOR", "fx_reserves_total", "2026-03"),
            "Nearest of 34 periods: 2026-01, 2026-02, 2026-04.",
        ),
        (("KOR", "fx_reserve_total", "2025-12"), "Nearest of 188 indicators: fx_reserves_total,"),
        (("KOR", "zzz", "2025-12"), "Nearest of 188 indicators: ara_2011_formula_lower_"[:30]),
        (("ATL", "fx_reserves_total", "2025-12"), "The countries are CAN, CHN,"),
        (("KOR", "sovereign_cds_5y", "now"), "Nearest of 1 periods: 2024-12-25."),
    ],
)
def test_what_is_missing_names_what_is_near(
    macro: Macro, asked: tuple[str, str, str], said: str
) -> None:
    with pytest.raises(DataError) as caught:
        macro.cell(*asked)
    (problem,) = caught.value.problems
    assert problem.code == "M811"
    assert problem.fix.startswith(said)
    assert all(part in problem.message for part in asked)


def test_missing_series_and_countries(macro: Macro) -> None:
    with pytest.raises(DataError, match="The table holds no KOR joy"):
        macro.series("KOR", "joy")
    with pytest.raises(DataError, match="The table holds no ATL"):
        macro.indicators("ATL")
    assert macro.indicators("VNM") == ("us_duties_collected",)


def test_all_problems_come_at_once_with_their_places() -> None:
    text = "\n".join(
        [
            HEAD,
            "KR,fx_reserves_total,2025-13,430.7,USD_bn,x,press",
            "KOR,FX reserves,2025,about 430,bn USD,,rumour",
            "KOR,fx,2025,1,USD_bn,x",
            'KOR,fx,2025,1,USD_bn,"x,press',
            "",
            "KOR,fx,2025,1,USD_bn,x,press",
            "KOR,fx,2025,2,USD_bn,x,press",
        ]
    )
    with pytest.raises(DataError) as caught:
        parse_macro(text, name="mine.csv")
    found = [(p.file, p.line, p.column, p.code) for p in caught.value.problems]
    assert found == [
        ("mine.csv", 2, 1, "M803"),
        ("mine.csv", 2, 22, "M804"),
        ("mine.csv", 3, 5, "M803"),
        ("mine.csv", 3, 22, "M805"),
        ("mine.csv", 3, 32, "M806"),
        ("mine.csv", 3, 39, "M808"),
        ("mine.csv", 3, 40, "M807"),
        ("mine.csv", 4, 1, "M802"),
        ("mine.csv", 5, 1, "M802"),
        ("mine.csv", 8, 1, "M809"),
    ]
    assert all(problem.fix for problem in caught.value.problems)


@pytest.mark.parametrize("value", ["1e3", "1_000", "NaN", "inf", "1,5", "", "+1", "1."])
def test_what_is_no_number(value: str) -> None:
    cell = f'"{value}"'
    with pytest.raises(DataError) as caught:
        parse_macro(f"{HEAD}\nKOR,fx,2025,{cell},USD_bn,x,press", name="x.csv")
    assert [problem.code for problem in caught.value.problems] == ["M805"]


@pytest.mark.parametrize("text", ["", "country,value", HEAD.upper()])
def test_another_header(text: str) -> None:
    with pytest.raises(DataError) as caught:
        parse_macro(text, name="x.csv")
    assert [problem.code for problem in caught.value.problems] == ["M801"]


def test_quotes_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    line = 'KOR,fx,2025,-1.50,USD_bn,"He said ""x"", twice",press'
    path = tmp_path / "bom.csv"
    path.write_text(f"\ufeff{HEAD}\r\n{line}\r\n", "utf-8")
    table = read_macro(path)
    assert table.cells[0].source == 'He said "x", twice'
    assert write_macro(table, tmp_path / "out.csv").read_text() == f"{HEAD}\n{line}\n"


def test_files_that_cannot_be_read_or_written(macro: Macro, tmp_path: Path) -> None:
    (tmp_path / "latin.csv").write_bytes(b"caf\xe9")
    for name in ("none.csv", "latin.csv"):
        with pytest.raises(DataError) as caught:
            read_macro(tmp_path / name)
        assert [(p.code, p.file) for p in caught.value.problems] == [("M810", name)]
    with pytest.raises(UsageError, match="U701"):
        write_macro(macro, tmp_path / "no" / "such" / "folder.csv")


def test_reading_loads_no_library_of_the_network() -> None:
    import subprocess
    import sys

    code = "from pledgecraft.macro import adequacy, refresh; adequacy.adequacy_history()"
    tail = "import sys; print({'wbgapi', 'requests', 'pandas'} & set(sys.modules))"
    said = subprocess.run(
        [sys.executable, "-c", f"{code}; {tail}"], capture_output=True, text=True, check=True
    )
    assert said.stdout == "set()\n"
