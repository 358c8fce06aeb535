"""The rebuilt metric: its formula by hand, its options, and what it says when inputs are missing."""

from dataclasses import replace

import pytest

from pledgecraft.base.errors import DataError, UsageError
from pledgecraft.macro.adequacy import adequacy_history
from pledgecraft.macro.inputs import year_end
from pledgecraft.macro.table import Macro, read_macro


@pytest.fixture(scope="module")
def macro() -> Macro:
    return read_macro()


def test_one_year_by_hand(macro: Macro) -> None:
    found = adequacy_history(macro, years=[2025]).year(2025)
    due = 179.0 + 0.15 * 587.8
    other = 1354.9 + 301 - 45 - due
    required = 0.05 * 864 + 0.05 * 6029.9 / 1439.0 * 1000 + 0.30 * due + 0.15 * other
    reading = found.reading("Lf")
    assert found.due_within_a_year == pytest.approx(due)
    assert found.other_liabilities == pytest.approx(other)
    assert reading.required == pytest.approx(required)
    assert reading.ratio == pytest.approx(428.05 / required)
    assert reading.required_frozen == pytest.approx(required - 0.15 * 458.7)
    assert found.debt_cover == pytest.approx(428.05 / 179.0)
    assert found.debt_cover_remaining == pytest.approx(428.05 / due)
    assert found.import_cover == pytest.approx(428.05 / (760.45 / 12))
    assert found.weakest == "general knowledge"
    assert len(found.inputs) == 10


def test_rows_and_frame(macro: Macro) -> None:
    history = adequacy_history(macro, years=[2024, 2025])
    rows = history.to_rows()
    assert [(row["year"], row["money"], row["regime"]) for row in rows][:4] == [
        (2024, "M2", "floating"), (2024, "Lf", "floating"), (2024, "M2", "fixed"), (2024, "Lf", "fixed"),
    ]  # fmt: skip
    assert list(history.to_frame()["ratio"]) == [row["ratio"] for row in rows]
    told = history.to_dict()
    assert told["frozen_year"] == 2024
    assert told["years"][1]["readings"][1]["ratio"] == rows[5]["ratio"]
    assert told["years"][1]["inputs"][0]["indicator"] == "exports_goods_services"


def test_the_vintage_sets_the_weights(macro: Macro) -> None:
    old = adequacy_history(macro, years=[2025], vintage=2011).year(2025).reading("Lf")
    new = adequacy_history(macro, years=[2025]).year(2025)
    assert (old.vintage, new.reading("Lf").vintage) == (2011, 2015)
    assert new.reading("Lf").required - old.required == pytest.approx(0.05 * new.other_liabilities)
    with pytest.raises(UsageError, match="The vintages are 2011, 2015"):
        adequacy_history(macro, vintage=2016)


def test_the_frozen_line(macro: Macro) -> None:
    """It moves nothing until its year, takes off the change after, and is unknown where that is."""
    before = adequacy_history(macro, years=[2024]).year(2024).reading("M2")
    assert before.ratio_frozen == before.ratio
    unknown = adequacy_history(macro, years=[2025], frozen_year=2021).year(2025)
    assert unknown.reading("M2").ratio_frozen is None


def test_maturing_debt_weighs_between_the_two(macro: Macro) -> None:
    low, high = (
        adequacy_history(macro, years=[2025], maturing=share).year(2025).reading("Lf").required
        for share in (0.1, 0.2)
    )
    assert high - low == pytest.approx((0.30 - 0.15) * 0.1 * 587.8)


def test_all_missing_inputs_are_named(macro: Macro) -> None:
    with pytest.raises(DataError) as caught:
        adequacy_history(macro, years=[2018, 2025])
    assert {problem.code for problem in caught.value.problems} == {"M811"}
    assert len(caught.value.problems) == 10
    assert all("2018" in problem.message for problem in caught.value.problems)


def test_another_unit_is_refused(macro: Macro) -> None:
    cells = [
        replace(cell, unit="KRW_trn") if cell.indicator == "exports_goods_services" else cell
        for cell in macro.cells
    ]
    with pytest.raises(DataError, match="exports_goods_services 2025 is in KRW_trn") as caught:
        adequacy_history(Macro.of(cells), years=[2025])
    assert [problem.code for problem in caught.value.problems] == ["M815"]


def test_year_end_takes_the_last_day_and_the_last_vintage(macro: Macro) -> None:
    close = year_end(macro, "KOR", "usdkrw_close", 2025)
    held = year_end(macro, "KOR", "iip_liabilities", 2024)
    assert close is not None
    assert held is not None
    assert (close.period, held.period) == ("2025-12-30", "2024-12@revised")
    assert year_end(macro, "KOR", "usdkrw_close", 2026) is None


def test_unknown_years_and_readings(macro: Macro) -> None:
    history = adequacy_history(macro, years=[2025])
    with pytest.raises(UsageError, match="The years are 2025"):
        history.year(1997)
    with pytest.raises(UsageError, match="The readings are M2 floating, Lf floating"):
        history.year(2025).reading("M3")
