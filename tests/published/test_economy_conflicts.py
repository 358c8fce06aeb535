"""Published figures that contradict each other, so that nobody takes one of them for the truth.

A test here fails when a figure is mended. Then the row that rests on it must be looked at again.
"""

import numpy as np
import pytest

from pledgecraft.economy.debt import growing_budget, implied_gdp, implied_stock_flow

PLAN = (0.491, 0.516, 0.538, 0.562, 0.580)
"""Central and local government debt over GDP, 2025-29:
https://biz.chosun.com/en/en-policy/2025/10/16/AO2XVFZCYNHRBCJB4UESFTTN6I/."""
DEBT_2029 = 1788.9
"""Trillion won: https://risk-quant-haun.github.io/feed/economic-news/202508/20250830."""
BUDGET = {2026: (66.2947, 0.0242), 2027: (71.4, 0.0254), 2029: (82.8, 0.0276), 2032: (103.5, 0.0312), 2035: (128.4, 0.035)}  # fmt: skip
"""Defence, trillion won and share of GDP; the ministry's path, as in ``test_economy_figures``."""
REVISED = (0.516, 0.483)
"""Debt over GDP in the budget of 2026 and the proposal for 2027, from one tracker of the press:
https://github.com/geniuskey/EconomicsBook."""
IMF_GDP_2024 = 1875.4
"""Billion USD: https://biz.chosun.com/en/en-policy/2025/11/30/YTWDI6EEOBDP5L4RH6EOOFYTY4/."""


def test_the_share_of_gdp_in_m1_needs_a_smaller_economy() -> None:
    """12.54 bn as 0.69% of GDP implies 1,817 bn; the ministry's own figures imply 1,889 bn."""
    needed = implied_gdp(12.54, 0.0069)
    ministry = implied_gdp(*BUDGET[2026]) * 1000 / 1450
    assert needed == pytest.approx(1817, abs=1)
    assert ministry == pytest.approx(1889, abs=1)
    assert pytest.approx(0.669, abs=5e-4) == 100 * 12.54 / IMF_GDP_2024
    assert 100 * 12.54 / ministry == pytest.approx(0.664, abs=5e-4)


def test_m1_is_consistent_with_its_own_source() -> None:
    """The same article puts 132 bn at 7.3% of GDP, which is 1,808 bn: within rounding of 1,817."""
    assert implied_gdp(132, 0.073) == pytest.approx(1817, rel=0.007)


def test_two_ministries_have_two_economies_in_2029() -> None:
    """The debt plan implies a GDP 2.8% above that of the defence plan, far beyond rounding."""
    by_debt, by_defence = implied_gdp(DEBT_2029, PLAN[-1]), implied_gdp(*BUDGET[2029])
    rounding = 0.0005 / PLAN[-1] + 0.00005 / BUDGET[2029][1] + 0.05 / BUDGET[2029][0]
    assert by_debt == pytest.approx(3084, abs=1)
    assert by_defence == pytest.approx(3000, abs=1)
    assert by_debt / by_defence - 1 == pytest.approx(0.028, abs=5e-4)
    assert rounding < 0.004


def test_the_debt_plan_assumes_growth_of_4_percent() -> None:
    """From the GDP of 2026 that the defence budget implies; the defence plan itself has 3.1%."""
    start = implied_gdp(*BUDGET[2026])
    assert growing_budget(start, 0.04, 3) == pytest.approx(
        implied_gdp(DEBT_2029, PLAN[-1]), rel=2e-3
    )
    assert growing_budget(start, 0.031, 3) == pytest.approx(implied_gdp(*BUDGET[2029]), rel=2e-3)


def test_what_the_debt_plan_adds_each_year() -> None:
    """Deficits, interest and stock-flow together, at growth of 4%: some 4% of GDP every year."""
    added = 100 * implied_stock_flow(PLAN, growth=0.04)
    np.testing.assert_allclose(added, [4.4, 4.2, 4.5, 4.0], atol=0.05)


def test_the_revised_debt_path_fails_with_the_growth_of_the_plan() -> None:
    """51.6 to 48.3% in a year at 4% growth needs a surplus; the deficits planned need 17% growth."""
    assert implied_stock_flow(REVISED, growth=0.04)[0] < 0
    planned = implied_stock_flow(PLAN, growth=0.04)[1]
    growth = REVISED[0] / (REVISED[1] - planned) - 1
    assert growth == pytest.approx(0.17, abs=0.005)
    assert implied_stock_flow(REVISED, growth=growth)[0] == pytest.approx(planned, abs=1e-12)


def test_the_defence_path_does_not_grow_at_its_stated_rate() -> None:
    """The years to 2032 fit 7.7%; the end of 2035 needs less."""
    rates = [
        (BUDGET[year][0] / BUDGET[2026][0]) ** (1 / (year - 2026)) - 1
        for year in (2027, 2029, 2032, 2035)
    ]
    np.testing.assert_allclose(rates[:3], 0.077, atol=5e-4)
    assert rates[3] == pytest.approx(0.0762, abs=5e-5)
