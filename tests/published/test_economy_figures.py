"""Published and exact figures of the economy's equations, M1 to M12.

Tolerances are half a unit of the last digit printed by the source. Rows marked "exact" are closed
forms that anybody can compute again.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pytest

from pledgecraft.economy import (
    currency,
    debt,
    floors,
    guarantees,
    overruns,
    portfolio,
    reserves,
    reversion,
    tariffs,
    workforce,
)
from pledgecraft.economy.gsim import simulate_tariffs
from pledgecraft.economy.sources import Equilibrium, equilibrium, market
from pledgecraft.engine.profile import CURVE_STEPS, s_curve

CEPR = (
    "https://talkmarkets.com/content/global-markets/"
    "japan-and-korea-should-hand-money-to-their-exporters-rather-than-donald-trump?post=522694"
)
CITI = "Citi, https://web3observer.com/%EC%86%8D%EB%B3%B4/3562.html"
SEGYE = "https://www.segye.com/newsView/20251030518947"
WOWTV = "https://www.wowtv.co.kr/NewsCenter/News/Read?articleId=A202304260014"
CRISIS = (
    "stocks: Kim Kihwan (2006), citing the Bank of Korea and the finance ministry, "
    "http://hozir.org/the-1997-98-korean-financial-crisis-causes-policy-response-and.html?page=4"
)
MINISTRY = (
    "https://koreajoongangdaily.joins.com/news/2025-09-03/national/defense/"
    "Defense-spending-to-hit-47-billion-as-sector-strives-for-35-of-GDP/2390380"
)
DONGA = "https://www.donga.com/en/article/all/20250902/5822053/1"
MATHWORKS = (
    "inputs: https://blogs.mathworks.com/finance/2025/03/20/the-economic-effects-of-tariff-changes"
)
GSIM = "Francois and Hall (2003), https://ru.scribd.com/document/7804009/gsimpaper"
DSA = "European Commission, spring 2024, as in lennardwelslau/eu-debt-sustainability-analysis"
GEORGIA = (
    "https://koreajoongangdaily.joins.com/news/2025-09-12/national/diplomacy/"
    "Immigration-crackdown-delays-LGHyundai-battery-plant-in-Georgia-by-2-to-3-months-Report/2397587"
)
BASEL = "Basel Committee (2006), International Convergence of Capital Measurement, annex 5"
IMF = "IMF Working Paper 15/130 (Adler, Lisack, Mano)"
BANK = "Industrial Bank of Korea's estimate of car exports to the US at 25%"
EXACT = "exact"

MINISTRY_GDP = 66.2947 / 0.0242
"""Trillion won: what the defence budget of 2026 and its share of GDP imply."""
KOREA_GDP = MINISTRY_GDP * 1000 / 1450
"""Billion USD, at 1,450 won."""


class Row(NamedTuple):
    id: str
    found: Callable[[], Any]
    expected: Any
    tolerance: float
    source: str = EXACT
    gap: str = ""


def exports_lost() -> float:
    """M1: exports at 15%, and what the step to 25% takes from them."""
    to_15 = tariffs.implied_elasticity(-0.05, 0.15)
    to_25 = tariffs.implied_elasticity(-0.10, 0.25, base=0.15)
    first = tariffs.imports_after(132.0, 0.15, elasticity=to_15)
    second = tariffs.imports_after(first, 0.25, elasticity=to_25, base=0.15)
    return float(first - second)


def four_sources() -> Equilibrium:
    supply = np.array([10.0, 10.0, 10.0, 2.0])
    before = market(np.full(4, 25.0), substitution=5.0, demand=1.0, supply=supply)
    return equilibrium(before, [0.20, 0.15, 0.10, 0.0])


def world_prices() -> Any:
    trade = np.array(
        [[0.0, 50, 200, 300], [500, 0, 150, 200], [300, 100, 200, 200], [50, 100, 110, 20]]
    )
    before = np.array(
        [
            [1, 1.21, 1.41, 1.22],
            [1.37, 1, 1.31, 1.23],
            [1.32, 1.36, 1, 1.18],
            [1.57, 1.41, 1.25, 1.15],
        ]
    )
    after = before.copy()
    after[0, 2] = after[2, 0] = 1.0
    elasticities = {"demand": 1.25, "supply": 1.5, "substitution": 5.0}
    return simulate_tariffs(trade, before, after, **elasticities).prices


def austria() -> Any:
    return 100 * debt.next_debt(
        0.777671, rate=0.018240227, growth=0.044223265, balance=-0.01706801,
        stock_flow=0.77 / 498.3543,
    )  # fmt: skip


def planned_extra() -> float:
    """Sum over 2027-35 of a straight line from 2.42 to 3.5%, less holding 2.42%."""
    years = np.arange(1.0, 10.0)
    line = np.linspace(0.0242, 0.035, 10)[1:]
    gdp = debt.growing_budget(MINISTRY_GDP, 0.031, years)
    return float(debt.extra_defence_cost(line, gdp, held=0.0242).sum())


def path_of_debt() -> Any:
    return debt.debt_path(0.491, rate=0.028, growth=0.038, balance=-0.02, years=10)[-1]


def korean_debt_with_dollars() -> Any:
    return debt.next_debt(
        0.491, rate=0.028, growth=0.038, balance=-0.02,
        foreign_share=0.1, foreign_rate=0.045, depreciation=0.15,
    )  # fmt: skip


def expected_debt_with_noise() -> float:
    """Mean of a path whose growth factor has lognormal noise of 2%: the Jensen term multiplies."""
    factor = 1.028 / 1.038 * np.exp(0.02**2 / 2)
    return float(0.491 * factor**10 + 0.02 * (1 - factor**10) / (1 - factor))


def log_uplifts(low: float, high: float) -> tuple[Any, Any]:
    found = overruns.uplift_distribution(low, high)
    return found.location, found.scale


COVER = ("1994-2000", [21.5, 28.5, 29.4, 9.1, 48.5, 74.1, 96.1], [38.5, 54.9, 75.9, 63.8, 39.0, 42.5, 49.4])  # fmt: skip
GBM = (1450, 0.01, 0.10, 3)
FLOOR = {"drift": -5, "volatility": 15}
OU = {"reversion": 0.5, "volatility": 0.10}
OPTION = {"home": 0.025, "foreign": 0.0425, "volatility": 0.10, "years": 1}
CARS = 34.74
GROUP = (0.02, 0.20)

CURRENCY = (
    Row("CF-1 mean", lambda: currency.geometric_brownian(*GBM).mean, 1494.1591, 5e-5),
    Row("CF-1 deviation", lambda: currency.geometric_brownian(*GBM).deviation, 260.7491, 5e-5),
    Row("CF-1 median", lambda: currency.geometric_brownian(*GBM).median, 1471.9139, 5e-5),
    Row("CF-1 P(S>1600)", lambda: currency.geometric_brownian(*GBM).above(1600), 0.314995, 5e-7),
    Row("CF-1 q95", lambda: currency.geometric_brownian(*GBM).quantile(0.95), 1957.0937, 5e-5),
    Row("CF-2 forward", lambda: currency.forward_continuous(1450, 0.025, 0.0425, 1), 1424.8457, 5e-5),
    Row("CF-2 simple", lambda: currency.forward_simple(1450, 0.025, 0.0425, 1), 1425.6595, 5e-5),
    Row("CF-2 call, put", lambda: currency.currency_option(1450, 1500, **OPTION), (27.57333, 100.87202), 5e-6),
    Row("CF-3 hit", lambda: floors.touch_probability(430, 400, years=5, **FLOOR), 0.632424, 5e-7),
    Row("CF-3 below", lambda: floors.below_probability(430, 400, years=5, **FLOOR), 0.440749, 5e-7),
    Row("CF-3 passage", lambda: floors.first_passage(430, 400, **FLOOR), (6.0, 54.0), 1e-12),
    Row("CF-3 ever", lambda: floors.ever_touch_probability(430, 400, drift=2, volatility=15), 0.586646, 5e-7),
    Row("CF-4 mean", lambda: reversion.log_ou(1450, 1350, years=2, **OU).location, 7.2341482, 5e-8),
    Row("CF-4 deviation", lambda: reversion.log_ou(1450, 1350, years=2, **OU).scale, 0.0929873, 5e-8),
    Row("CF-4 level", lambda: reversion.log_ou(1450, 1350, years=2, **OU).mean, 1391.9647, 5e-5),
    Row("CF-4 half-life", lambda: reversion.half_life(0.5), 1.386294, 5e-7),
    Row("CF-4 stationary", lambda: reversion.stationary_deviation(0.5, 0.10), 0.10, 1e-12),
    Row("CF-4 month", lambda: reversion.ou_step(0.5, 0.10, 1 / 12), (0.9591895, 0.0282764), 5e-8),
    Row("CF-4 average", lambda: reversion.average_variance(0.5, 0.10, 5), 0.00506267, 5e-9),
    Row("20 bn, low kappa", lambda: 100 * currency.price_impact(20, KOREA_GDP, kappa=1.7).log_change, 1.8, 0.05, IMF),
    Row("20 bn, high kappa", lambda: 100 * currency.price_impact(20, KOREA_GDP, kappa=2.0).log_change, 2.1, 0.05, IMF),
    Row("350 bn, low kappa", lambda: 100 * currency.price_impact(350, KOREA_GDP, kappa=1.7).log_change, 31, 0.5, IMF),
    Row("350 bn, high kappa", lambda: 100 * currency.price_impact(350, KOREA_GDP, kappa=2.0).log_change, 37, 0.5, IMF),
)  # fmt: skip

RESERVES = (
    Row("M2 least", lambda: reserves.funding_gap(350, 3, 30), 86.7, 0.05, CITI),
    Row("M2 most", lambda: reserves.funding_gap(350, 3, 20), 96.7, 0.05, CITI),
    Row("M3", lambda: 100 * reserves.needed_yield(20, 378.42), 5.285, 5e-4, SEGYE),
    Row("M4 2021", lambda: 100 * reserves.adequacy_ratio(463.1, 467.7), 99.0, 0.05, WOWTV),
    Row("M4 2022", lambda: 100 * reserves.adequacy_ratio(423.1, 436.2), 97.0, 0.05, WOWTV),
    Row("M5", lambda: reserves.debt_cover(COVER[1], COVER[2]), (0.558, 0.519, 0.387, 0.143, 1.244, 1.744, 1.945), 5.01e-4, CRISIS),
    Row("income rule", lambda: reserves.income_capacity(422.0, 0.0355), 15, 0.05),
    Row("yield for the cap", lambda: 100 * reserves.needed_yield(20, 428.8), 4.66, 0.005),
    Row("tolerance 1%", lambda: reserves.tolerance_capacity(0.01, 1890, [2.0, 1.4]), (9.45, 13.5), 0.05),
    Row("turnover", lambda: 100 * reserves.turnover_share(20, 32.38), 0.25, 0.005),
    Row("turnover back", lambda: reserves.turnover_capacity(0.0025, 32.38), 20, 0.5),
    Row("room above 400", lambda: reserves.adequacy_capacity(430.7, 0, 161.6, 400), 30.7, 0.05),
)  # fmt: skip

TRADE = (
    Row("M1 loss", exports_lost, 12.54, 0.005, CEPR),
    Row("M1 share", lambda: 100 * exports_lost() / KOREA_GDP, 0.69, 0.005, CEPR,
        "0.69% needs a GDP of 1,817 bn USD; the ministry's budget share implies 1,889 bn"),
    Row("M1 share, ours", lambda: 100 * exports_lost() / KOREA_GDP, 0.664, 5e-4),
    Row("car elasticity", lambda: tariffs.implied_elasticity(-0.186, 0.25), 0.92, 0.005, BANK),
    *(
        Row(f"cars, e={e}", lambda e=e: tariffs.imports_after(CARS, [0.15, 0.25], elasticity=e), both, 0.005)
        for e, both in ((0.6, (31.95, 30.39)), (1.5, (28.17, 24.86)), (3.0, (22.84, 17.79)))
    ),
    *(
        Row(f"25 against 15%, sigma {s}", lambda s=s: 100 - tariffs.imports_after(100, 0.25, elasticity=s, base=0.15), lost, 0.5)
        for s, lost in ((2, 15), (3, 22), (5, 34))
    ),
    Row("year 1, value", lambda: tariffs.absorbed(37.386, [0.15, 0.25], absorption=0.8, elasticity=1.5).value, (32.06, 29.25), 0.005),
    Row("year 1, duty", lambda: tariffs.absorbed(37.386, [0.15, 0.25], absorption=0.8, elasticity=1.5).duty, (4.81, 7.31), 0.005),
    Row("year 3, value", lambda: tariffs.absorbed(37.386, [0.15, 0.25], absorption=0.3, elasticity=3.0).value, (26.73, 21.88), 0.005),
    Row("year 3, duty", lambda: tariffs.absorbed(37.386, [0.15, 0.25], absorption=0.3, elasticity=3.0).duty, (4.01, 5.47), 0.005),
    Row("M7 index", lambda: 100 * (four_sources().price_index - 1), 10.7843, 5e-5, MATHWORKS),
    Row("M7 prices", lambda: 100 * (four_sources().producer_prices - 1), (-3.2909, -1.9092, -0.4449, 6.0269), 5e-5, MATHWORKS),
    Row("M8", world_prices, (0.0792, -0.0316, 0.0480, -0.0184), 5e-5, GSIM),
)  # fmt: skip

FINANCE = (
    Row("M6 2027", lambda: debt.growing_budget(66.2947, 0.077, 1), 71.4, 0.05, MINISTRY),
    Row("M6 2029", lambda: debt.growing_budget(66.2947, 0.077, 3), 82.8, 0.05, MINISTRY),
    Row("M6 2032", lambda: debt.growing_budget(66.2947, 0.077, 6), 103.5, 0.05, MINISTRY),
    Row("2035", lambda: debt.growing_budget(66.2947, 0.077, 9), 128.4, 0.05, MINISTRY,
        "7.7% a year ends at 129.2; the published end needs 7.62%"),
    Row("2035, ours", lambda: debt.growing_budget(66.2947, 0.077, 9), 129.25, 0.005),
    Row("3.5% in 2026", lambda: debt.extra_defence_cost(0.035, MINISTRY_GDP, held=0.0242), 30, 0.5, DONGA),
    Row("3.5% in 2026, ours", lambda: debt.extra_defence_cost(0.035, MINISTRY_GDP, held=0.0242), 29.6, 0.05),
    Row("extra 2027-35", planned_extra, 180, 2),
    Row("M9", austria, 77.6939, 0.001, DSA),
    Row("CF-9 path", path_of_debt, 0.6372449, 5e-8),
    Row("CF-9 balance", lambda: 100 * debt.stabilising_balance(0.491, rate=0.028, growth=0.038), -0.4730, 5e-5),
    Row("CF-9 noise", expected_debt_with_noise, 0.6383066, 5e-8),
    Row("CF-9 dollars", korean_debt_with_dollars, 0.5144886, 5e-8),
    Row("CF-8 default", lambda: guarantees.cumulative_default(0.03, 5), 0.141266, 5e-7),
    Row("CF-8 loss", lambda: guarantees.expected_loss(150, default=0.03, severity=0.55, years=5), 11.65444, 5e-6),
    Row("CF-8 value", lambda: guarantees.expected_loss(150, default=0.03, severity=0.55, years=5, rate=0.04), 10.40148, 5e-6),
    Row("CF-6 quantiles", lambda: portfolio.loss_quantile(*GROUP, [0.5, 0.95, 0.99, 0.999]), (0.0108333, 0.0702766, 0.1286098, 0.2263128), 5e-8),
    Row("CF-6 deviation", lambda: portfolio.loss_deviation(*GROUP), 0.0264608, 5e-8),
    Row("CF-6 joint", lambda: portfolio.joint_default(*GROUP), 0.00110018, 5e-9),
    Row("CF-6 P(L<=5%)", lambda: portfolio.loss_probability(*GROUP, 0.05), 0.903647, 5e-7),
    Row("CF-6 excess", lambda: portfolio.excess_loss(*GROUP, 0.05), 0.00325704, 5e-9),
    Row("CF-6 tranche", lambda: portfolio.tranche_loss(*GROUP, attachment=0, detachment=0.05), 0.334859, 5e-7),
    Row("CF-6 names", lambda: portfolio.default_counts(*GROUP, 10)[:4], (0.83890935, 0.13046846, 0.02415523, 0.00504039), 5e-9),
    Row("CF-14 hazard", lambda: guarantees.hazard_of_spread(0.015, 0.40), 0.025, 1e-12),
    Row("CF-14 survival", lambda: guarantees.survival(0.025, 5), 0.882497, 5e-7),
    Row("CF-14 tail", lambda: overruns.tail_mean(2.5), 2.5, 1e-12),
    Row("M11", lambda: 100 * portfolio.basel_risk_weight([0.0003, 0.01, 0.03]), (14.44, 92.32, 128.44), 0.005, BASEL),
)  # fmt: skip

BUILDING = (
    Row("M10", lambda: workforce.linear_return_delay(1, 3, 6), 2.5, 1e-12),
    Row("M10 Georgia, least", lambda: workforce.linear_return_delay(1, 2), 2, 1e-12, GEORGIA),
    Row("M10 Georgia, most", lambda: workforce.linear_return_delay(1, 4), 3, 1e-12, GEORGIA),
    Row("exponential return", lambda: workforce.exponential_return_delay(1, 1.5, 6), 2.48982, 5e-6),
    Row("constant share", lambda: workforce.constant_share_delay(0.6, 6), 4.0, 1e-12),
    Row("approvals", lambda: workforce.approval_time(300, 60), (5.0, 0.2887), 5e-5),
    Row("CF-12 mean", lambda: 100 * (overruns.uplift_distribution(0.23, 0.55).mean - 1), 27.7314, 5e-5),
    Row("CF-12 P90", lambda: 100 * (overruns.uplift_distribution(0.23, 0.55).quantile(0.9) - 1), 74.9148, 5e-5),
    Row("CF-12 P(>50%)", lambda: overruns.uplift_distribution(0.23, 0.55).above(1.5), 0.235061, 5e-7),
    *(
        Row(f"{name} uplift", lambda low=low, high=high: log_uplifts(low, high), both, 5e-6)
        for name, low, high, both in (
            ("rail", 0.40, 0.57, (0.33647, 0.13617)),
            ("roads", 0.15, 0.32, (0.13976, 0.16381)),
            ("fixed links", 0.23, 0.55, (0.20701, 0.27476)),
        )
    ),
    Row("CF-13 Rayleigh", lambda: overruns.rayleigh_spent(3, 3), 0.393469, 5e-7),
    Row("CF-13 t95", lambda: overruns.rayleigh_time(0.95, 3), 7.343240, 5e-7),
    Row("CF-13 peak", lambda: overruns.rayleigh_rate(3, 3), 0.202177, 5e-7),
    Row("CF-13 beta", lambda: s_curve(2, 3)[[CURVE_STEPS // 4, CURVE_STEPS // 2, 3 * CURVE_STEPS // 4]], (0.26171875, 0.6875, 0.94921875), 1e-9),
)  # fmt: skip

ROWS = (*CURRENCY, *RESERVES, *TRADE, *FINANCE, *BUILDING)


def marked(row: Row) -> Any:
    marks = [pytest.mark.xfail(reason=row.gap, strict=True)] if row.gap else []
    return pytest.param(row, id=row.id, marks=marks)


@pytest.mark.parametrize("row", [marked(row) for row in ROWS])
def test_published_figure(row: Row) -> None:
    found = np.asarray(row.found(), dtype=np.float64)
    np.testing.assert_allclose(
        found, np.asarray(row.expected), rtol=0, atol=row.tolerance, err_msg=row.source
    )


def test_a_flow_outside_the_sample_is_flagged() -> None:
    """A cap of 20 bn a year is inside; the whole pledge at once is far outside."""
    assert not currency.price_impact(20, KOREA_GDP).outside_sample
    assert currency.price_impact(350, KOREA_GDP).outside_sample
    assert not currency.price_impact(350, KOREA_GDP, through_market=0.1).outside_sample


def test_one_parameter_serves_price_impact_and_pressure() -> None:
    """kappa / GDP is 0.090 to 0.106% per bn USD."""
    per_billion = [100 * currency.price_impact(1, KOREA_GDP, kappa=k).log_change for k in (1.7, 2)]
    np.testing.assert_allclose(per_billion, [0.090, 0.106], atol=5e-4)


def test_1996_and_1997_would_have_been_flagged() -> None:
    cover = dict(zip(range(1994, 2001), reserves.debt_cover(COVER[1], COVER[2]), strict=True))
    assert cover[1996] < 1
    assert cover[1997] < 1
    assert [year for year, value in cover.items() if value < 1] == [1994, 1995, 1996, 1997]
    assert min(cover, key=lambda year: cover[year]) == 1997


def test_put_and_call_agree_with_parity() -> None:
    call, put = currency.currency_option(1450, 1500, **OPTION)
    forward = currency.forward_continuous(1450, 0.025, 0.0425, 1)
    assert call - put == pytest.approx(np.exp(-0.025) * (forward - 1500), abs=1e-9)
