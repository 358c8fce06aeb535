"""Spending under the cap, and debt with a guarantee call, against exact fractions.

Construction takes 1, 2, 4, 8 or 16 periods, so that every progress is a step of the kernel's table
of the S-curve (64 steps): between steps the table is linear, which the beta CDF is not.
"""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from reference.memory import column, deal_text, simulated, total_of
from reference.project_twin import Loan, Service, Site, beta_2_2, serve, spend, yearly_cash

SECTOR = """
[[sector]]
id = "plant"
name = "Plant"
life = "{life} years"
irr = {{ low = "{irr}%", central = "{irr}%", high = "{irr}%" }}
build = {{ median = "4 years", sigma = 0.0 }}
cash = {{ volatility = "0%", reversion = "0 per year", ramp = {ramp} }}
s_curve = [2.0, 2.0]
"""
PROJECT = """
[[project]]
id = "{name}"
sector = "plant"
budget = "{budget} USD"
build = {{ median = "{build} {unit}", sigma = 0.0 }}
"""
HEADER = 'format = 1\n[discount]\nKOR = "5%"\nUSA = "5%"\n'


def sector(*, life: int = 10, irr: str = "8", ramp: str = "[]") -> str:
    return HEADER + SECTOR.format(life=life, irr=irr, ramp=ramp)


def project(name: str, budget: int, build: int, unit: str) -> str:
    return PROJECT.format(name=name, budget=budget, build=build, unit=unit)


def assert_near(found: np.ndarray, exact: list[Fraction], scale: float) -> None:
    """Compare to 1e-12 of the budget: needs are differences of sums of that size."""
    expected = np.array([float(value) for value in exact])
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-12 * scale)


sites = some.lists(
    some.tuples(some.integers(1, 500), some.sampled_from([1, 2, 4, 8, 16])), min_size=1, max_size=4
)


@settings(max_examples=80)
@given(sites, some.integers(1, 60), some.sampled_from([("year", 1), ("quarter", 4)]),
       some.booleans())  # fmt: skip
def test_cap_of_the_calendar_year_makes_a_backlog(
    planned: list[tuple[int, int]], twentieth: int, step: tuple[str, int], in_order: bool
) -> None:
    name, per_year = step
    total, periods = sum(budget for budget, _ in planned), 40
    cap = Fraction(total * twentieth, 60)
    rationing = "in order of selection" if in_order else "pro rata"
    limit = f"{float(cap):.15f} USD"
    deal = deal_text(
        periods=periods, step=name, commitment=f"{total} USD",
        terms=f'[timeline]\nannual_cap = {{ limit = "{limit}", rationing = "{rationing}" }}',
    )  # fmt: skip
    world = sector() + "".join(
        project(f"p{k}", budget, build, f"{name}s") for k, (budget, build) in enumerate(planned)
    )
    result = simulated(deal, world)
    twins = [Site(Fraction(budget), build) for budget, build in planned]
    exact = spend(
        twins, periods, per_year=per_year, cap=Fraction(limit.split()[0]), in_order=in_order
    )
    assert_near(column(result, "call"), exact.calls, total)
    assert_near(column(result, "unmet_need"), exact.unmet, total)


def test_cap_of_60_on_100_calls_60_and_40() -> None:
    deal = deal_text(
        periods=16, terms='[timeline]\nannual_cap = { limit = "60 USD" }', commitment="100 USD"
    )
    result = simulated(deal, sector(life=10) + project("plant", 100, 1, "years"))
    assert column(result, "call")[:3].tolist() == [60.0, 40.0, 0.0]
    assert column(result, "unmet_need")[:3].tolist() == [40.0, 0.0, 0.0]
    assert column(result, "operating").tolist() == [0.0] * 2 + [1.0] * 10 + [0.0] * 4


@pytest.mark.parametrize("build", [3, 5, 7])
def test_spending_between_the_steps_of_the_table_is_near_the_beta_cdf(build: int) -> None:
    """The error of linear interpolation is at most step^2 / 8 times the largest curvature, 6."""
    deal = deal_text(periods=14, commitment="100 USD")
    result = simulated(deal, sector() + project("plant", 100, build, "years"))
    spent = np.cumsum(column(result, "call"))[:build]
    exact = [100 * float(beta_2_2(Fraction(k + 1, build))) for k in range(build)]
    assert spent == pytest.approx(exact, rel=0, abs=100 * 6 / 8 / 64**2)


LIFE, BUILD, BUDGET = 10, 4, 1000
MIX = {"equity": 40, "loan": 25, "guarantee": 35}
RAMP = [Fraction(3, 10), Fraction(7, 10)] + [Fraction(1)] * (LIFE - 2)


def debt_case(irr: str, loan: str, debt: str, fee: str, tenors: tuple[int, int]) -> tuple[str, str]:
    """Return deal and world of one plant with a state loan and guaranteed debt."""
    mix = ", ".join(f'{name} = "{share}%"' for name, share in MIX.items())
    terms = f"""[method]
tranches = [{{ id = "all", size = "{BUDGET} USD", mix = {{ {mix} }} }}]
loan = {{ base = "{loan}%", tenor = "{tenors[0]} years" }}
guarantee = {{ base = "{debt}%", tenor = "{tenors[1]} years", fee = "{fee}%" }}
"""
    deal = deal_text(periods=BUILD + LIFE, commitment=f"{BUDGET} USD", deemed="4.5%", terms=terms)
    world = sector(life=LIFE, irr=irr, ramp='["30%", "70%"]')
    return deal, world + project("plant", BUDGET, BUILD, "years")


def share(text: str) -> Fraction:
    return Fraction(text) / 100


def services(
    irr: str, loan: str, debt: str, fee: str, tenors: tuple[int, int]
) -> tuple[list[Fraction], list[Fraction], list[Service]]:
    """Return calls while building, cash and its way in operation."""
    site = Site(Fraction(BUDGET), BUILD)
    calls, state, lenders = [], Loan(share(loan), tenors[0]), Loan(share(debt), tenors[1])
    for t in range(BUILD):
        money = site.need(t)
        site.spent += money
        calls.append(money * (MIX["equity"] + MIX["loan"]) / 100)
        state.draw(money * MIX["loan"] / 100)
        lenders.draw(money * MIX["guarantee"] / 100)
    level = yearly_cash(Fraction(BUDGET), BUILD, share(irr), RAMP)
    state.start_service()
    lenders.start_service()
    cash = [level * part for part in RAMP]
    return calls, cash, [serve(money, lenders, state, share(fee)) for money in cash]


@settings(max_examples=60)
@given(
    some.sampled_from(["0", "1", "2.5", "6", "12"]), some.sampled_from(["0", "3", "5.5"]),
    some.sampled_from(["0", "4", "9"]), some.sampled_from(["0", "0.5", "2"]),
    some.tuples(some.integers(1, LIFE), some.integers(1, LIFE)),
)  # fmt: skip
def test_debt_service_and_guarantee_call(
    irr: str, loan: str, debt: str, fee: str, tenors: tuple[int, int]
) -> None:
    result = simulated(*debt_case(irr, loan, debt, fee, tenors))
    calls, cash, exact = services(irr, loan, debt, fee, tenors)
    zeros = [Fraction(0)] * BUILD
    flows = {
        "call": calls + [Fraction(0)] * LIFE,
        "cash": zeros + cash,
        "lender_service": zeros + [row.lenders for row in exact],
        "guarantee_call": zeros + [row.guarantee_call for row in exact],
        "fee": zeros + [row.fee for row in exact],
        "loan_service": zeros + [row.loan for row in exact],
    }
    for name, expected in flows.items():
        assert_near(column(result, name), expected, 10 * BUDGET)
    shared = column(result, "distributed_KOR") + column(result, "distributed_USA")
    assert_near(shared, zeros + [row.left for row in exact], 10 * BUDGET)


@settings(max_examples=30)
@given(some.sampled_from(["0", "1", "2.5", "6"]), some.sampled_from(["0", "2"]))
def test_guarantee_calls_join_the_claim(irr: str, fee: str) -> None:
    """The balance grows by the guarantee calls of a period's end, and earns from then on."""
    arguments = (irr, "5.5", "9", fee, (5, 4))
    result = simulated(*debt_case(*arguments))
    calls, _, exact = services(*arguments)
    balance, expected, received = Fraction(0), [], column(result, "distributed_KOR")
    for t in range(BUILD + LIFE):
        balance = (balance + (calls[t] if t < BUILD else 0)) * Fraction(1045, 1000)
        row = exact[t - BUILD] if t >= BUILD else None
        if row is not None:
            balance = max(Fraction(0), balance - row.loan - Fraction(received[t]))
            balance += row.guarantee_call
        expected.append(balance)
    assert_near(column(result, "balance"), expected, 10 * BUDGET)
    guaranteed = float(sum(row.guarantee_call for row in exact))
    assert total_of(result, "guarantee_calls") == pytest.approx(guaranteed, rel=1e-12)
    assert total_of(result, "paid_in") == pytest.approx(float(sum(calls)) + guaranteed, rel=1e-12)
