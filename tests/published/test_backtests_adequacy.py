"""Reserve adequacy against what happened: 1997, 2008, and the IMF's published ratios of 2019-22.

Everything is read from the shipped table, where each figure has its source and confidence. What the
rules say of a single day is in ``test_economy_figures``, the rebuilt metric from its own inputs in
``test_economy_adequacy``; here the rules are held against the crises that they are meant for.
"""

import pytest

from pledgecraft.economy.reserves import debt_cover, import_cover
from pledgecraft.macro.adequacy import AdequacyHistory, adequacy_history
from pledgecraft.macro.cells import Cell
from pledgecraft.macro.table import Macro, read_macro

YEARS = range(1994, 2001)
CRISIS = 1997


@pytest.fixture(scope="module")
def macro() -> Macro:
    return read_macro()


@pytest.fixture(scope="module")
def history(macro: Macro) -> AdequacyHistory:
    return adequacy_history(macro)


def crisis(macro: Macro, indicator: str, year: int) -> float:
    return macro.cell("KOR", indicator, f"{year}-12@kim-2006").number


def covers(macro: Macro) -> dict[int, float]:
    """Usable reserves over short-term debt at each year's end."""
    return {
        year: float(
            debt_cover(
                crisis(macro, "fx_reserves_usable", year),
                crisis(macro, "external_debt_short_term", year),
            )
        )
        for year in YEARS
    }


# 1997


def test_cover_of_short_term_debt(macro: Macro) -> None:
    expected = {1994: 0.558, 1995: 0.519, 1996: 0.387, 1997: 0.143, 1998: 1.244, 1999: 1.744, 2000: 1.945}  # fmt: skip
    found = covers(macro)
    assert found == pytest.approx(expected, abs=5e-4)
    assert [year for year, cover in found.items() if cover < 1] == [1994, 1995, 1996, 1997]


def test_the_alarm_is_no_timing_device(macro: Macro) -> None:
    """Of the three year-ends before the crisis that sound it, one is followed by it within a year."""
    alarms = [year for year, cover in covers(macro).items() if cover < 1 and year < CRISIS]
    assert [CRISIS - year for year in alarms] == [3, 2, 1]
    assert covers(macro)[1994] - covers(macro)[1996] == pytest.approx(0.171, abs=1e-3)


def test_cover_within_the_crisis(macro: Macro) -> None:
    """Usable reserves of the day over the debt last known, that of the year's end before."""
    known = crisis(macro, "external_debt_short_term", 1996)
    days = {"1997-09": 0.295, "1997-11-21": 0.096, "1997-12-18": 0.051}
    for day, cover in days.items():
        held = macro.cell("KOR", "fx_reserves_usable", day).number
        assert float(debt_cover(held, known)) == pytest.approx(cover, abs=5e-4)


def test_import_cover(macro: Macro) -> None:
    """Imports are goods alone and general knowledge, so these months flatter; below 3 is the alarm."""
    expected = {1994: 2.52, 1995: 2.53, 1996: 2.35, 1997: 0.76, 1998: 6.24, 1999: 7.42, 2000: 7.19}
    for year, months in expected.items():
        imports = macro.cell("KOR", "imports_goods_customs", str(year))
        assert imports.confidence == "general knowledge"
        held = crisis(macro, "fx_reserves_usable", year)
        assert float(import_cover(held, imports.number)) == pytest.approx(months, abs=0.005)
    assert [year for year, months in expected.items() if months < 3] == [1994, 1995, 1996, 1997]


def test_two_sources_of_usable_reserves_agree(macro: Macro) -> None:
    """Within 0.3 bn USD: the press of the day, and a paper of 2006."""
    for day, held in {"1997-12": 8.87, "1998-12": 48.51}.items():
        assert macro.cell("KOR", "fx_reserves_usable", day).number == held
        assert crisis(macro, "fx_reserves_usable", int(day[:4])) == pytest.approx(held, abs=0.3)


def test_the_metric_published_for_the_years_after(macro: Macro) -> None:
    """61.5 and 86.4% in 1998 and 1999, when the worst was over: it sounds late as well as early."""
    told = {
        year: macro.cell("KOR", "imf_ara_ratio", str(year)).number for year in (1998, 1999, 2000)
    }
    assert told == {1998: 61.5, 1999: 86.4, 2000: 114.3}
    assert covers(macro)[1998] > 1


# 2008


def test_the_rule_was_silent_in_2008(macro: Macro) -> None:
    """Debt at its peak was 79.3% of reserves, a cover of 1.26; the won still lost 32.6 log points."""
    share = macro.cell("KOR", "short_term_debt_to_reserves", "2008-09").number
    assert float(debt_cover(100, share)) == pytest.approx(1.261, abs=5e-4)
    lost = macro.cell("KOR", "usdkrw_log_change", "2008-08..2009-03").number
    before, after = (
        macro.cell("KOR", "fx_reserves_total", at).number for at in ("2008-09", "2008-12")
    )
    assert lost == 32.6
    assert before - after == pytest.approx(38.5, abs=0.05)


# 2019-25


@pytest.mark.parametrize(
    ("money", "gaps"),
    [
        ("Lf", {2019: 0.0, 2020: 0.1, 2021: 0.1, 2022: -0.9}),
        ("M2", {2019: 17.2, 2020: 15.2, 2021: 13.8, 2022: 12.7}),
    ],
)
def test_gap_to_the_published_ratios(
    history: AdequacyHistory, money: str, gaps: dict[int, float]
) -> None:
    """In points of percent, with floating weights."""
    found = {
        year.year: 100 * (year.reading(money).ratio - year.published)
        for year in history.years
        if year.published is not None
    }
    assert found == pytest.approx(gaps, abs=0.06)


def test_fixed_weights_miss_by_30_points(history: AdequacyHistory) -> None:
    first = history.year(2019)
    assert first.published is not None
    gap = 100 * (first.reading("M2", "fixed").ratio - first.published)
    assert gap == pytest.approx(-29.8, abs=0.06)


def test_every_variant_falls_in_2025(history: AdequacyHistory) -> None:
    """From 97 to 80% with Lf, 110 to 89% with M2; less in points with fixed weights."""
    before, after = history.year(2024), history.year(2025)
    falls = {
        (old.money, old.regime): 100 * (old.ratio - new.ratio)
        for old, new in zip(before.readings, after.readings, strict=True)
    }
    expected = {
        ("M2", "floating"): 21.0, ("Lf", "floating"): 16.9,
        ("M2", "fixed"): 11.7, ("Lf", "fixed"): 8.9,
    }  # fmt: skip
    assert falls == pytest.approx(expected, abs=0.06)


@pytest.mark.parametrize(("money", "ratio", "frozen"), [("Lf", 80.1, 91.9), ("M2", 88.9, 103.7)])
def test_without_the_share_boom(
    history: AdequacyHistory, money: str, ratio: float, frozen: float
) -> None:
    """Foreign-held shares at the level of 2024: 11.8 of the fall's 16.9 points are theirs with Lf."""
    found = history.year(2025).reading(money)
    assert 100 * found.ratio == pytest.approx(ratio, abs=0.05)
    assert found.ratio_frozen is not None
    assert 100 * found.ratio_frozen == pytest.approx(frozen, abs=0.06)
    assert found.required_frozen == pytest.approx(found.required - 0.15 * 458.7)


@pytest.mark.parametrize(("money", "points"), [("Lf", 1.871), ("M2", 2.077)])
def test_ten_billion_in_points(history: AdequacyHistory, money: str, points: float) -> None:
    """A year's cap of 20 bn USD, all from reserves, is 3.7 to 4.2 points."""
    assert 1000 / history.year(2025).reading(money).required == pytest.approx(points, abs=5e-4)


def test_the_other_rules_are_content(history: AdequacyHistory) -> None:
    """Short-term debt is covered 2.4 times, 1.6 times with what falls due; imports for 6.8 months."""
    last = history.year(2025)
    assert last.debt_cover == pytest.approx(2.391, abs=5e-4)
    assert last.debt_cover_remaining == pytest.approx(1.602, abs=5e-4)
    assert last.import_cover == pytest.approx(6.75, abs=0.01)
    assert min(year.debt_cover_remaining for year in history.years) == last.debt_cover_remaining


def test_the_vintage_of_2011(macro: Macro) -> None:
    """The weights that many pages still quote put 2025 at 91.6% with Lf, 11.5 points above."""
    old = adequacy_history(macro, vintage=2011).year(2025).reading("Lf").ratio
    assert 100 * old == pytest.approx(91.6, abs=0.05)


# Figures held against each other


def test_the_debt_table_keeps_its_own_ratios(macro: Macro) -> None:
    """Parts add to the total, and shares are theirs, within the rounding of one digit."""
    for total in macro.series("KOR", "external_debt_total"):
        if total.period == "2025-09":
            continue
        short, long = (
            macro.cell("KOR", f"external_debt_{term}_term", total.period).number
            for term in ("short", "long")
        )
        assert short + long == pytest.approx(total.number, abs=0.11)
        for cell in held(macro, "short_term_to_total_debt", total.period):
            assert 100 * short / total.number == pytest.approx(cell.number, abs=0.06)
        for cell in held(macro, "short_term_debt_to_reserves", total.period):
            for reserves in held(macro, "fx_reserves_total", total.period):
                assert 100 * short / reserves.number == pytest.approx(cell.number, abs=0.06)


def held(macro: Macro, indicator: str, period: str) -> list[Cell]:
    return [cell for cell in macro.series("KOR", indicator) if cell.period == period]


def test_the_investment_position_adds_up(macro: Macro) -> None:
    for period in ("2025-06", "2025-12"):
        assets, liabilities, net = (
            macro.cell("KOR", f"iip_{part}", period).number
            for part in ("assets", "liabilities", "net")
        )
        assert assets - liabilities == pytest.approx(net, abs=0.11)


def test_exports_and_imports_are_the_sum_of_their_parts(macro: Macro) -> None:
    goods = {"2024": "2024@revised", "2025": "2025"}
    for year, first in goods.items():
        parts = macro.cell("KOR", "exports_goods_bop", first).number
        parts += macro.cell("KOR", "exports_services", year).number
        whole = macro.cell("KOR", "exports_goods_services", year).number
        assert whole == pytest.approx(parts, abs=0.5)
    balance = sum(
        macro.cell("KOR", f"{kind}_balance", "2025").number for kind in ("goods", "services")
    )
    exports, imports = (
        macro.cell("KOR", f"{way}_goods_services", "2025").number for way in ("exports", "imports")
    )
    assert exports - balance == pytest.approx(imports, abs=0.005)


def test_three_sizes_of_the_economy_of_2025(macro: Macro) -> None:
    """The IMF's estimate, a revised outturn (one tracker), and what new M2 over GDP implies."""
    estimate = macro.cell("KOR", "gdp_nominal", "2025@imf-2025-11").number
    outturn = macro.cell("KOR", "gdp_nominal", "2025@revised").number
    money = macro.cell("KOR", "m2_new_avg", "2025-10").number
    implied = money / (macro.cell("KOR", "m2_new_to_gdp", "2025Q3").number / 100)
    assert (estimate, outturn) == (2611, 2676.7)
    assert implied == pytest.approx(2634, abs=0.5)
    assert outturn / estimate - 1 == pytest.approx(0.025, abs=5e-4)
