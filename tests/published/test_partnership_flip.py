"""W7: SAM's all-equity partnership flip against a tier with an IRR hurdle, flip next period.

Source: National Renewable Energy Laboratory, System Advisor Model, module ``Equpartflip``
(NREL-PySAM, BSD-3). The investor pays the whole plant; there is no tax, depreciation, debt or cost.
"""

import PySAM.Equpartflip as flip
import pytest

from reference.memory import column, deal_text, given, simulated, world_text

YEARS = 12
ZERO_RATES = ("inflation_rate", "insurance_rate", "property_tax_rate", "reserves_interest")
ZERO_COSTS = (
    "cost_dev_fee_percent",
    "cost_equity_closing",
    "cost_other_financing",
    "months_working_reserve",
    "months_receivables_reserve",
)


def sam(price: float, target: float) -> tuple[list[float], list[float]]:
    """Return SAM's project cash and the investor's cash by year, the first at time 0."""
    model = flip.default("CustomGenerationProfileAllEquityPartnershipFlip")
    set_plant(model, price)
    finance = model.FinancialParameters
    finance.analysis_period, finance.federal_tax_rate, finance.state_tax_rate = YEARS, [0], [0]
    for name in ZERO_RATES:
        setattr(finance, name, 0)
    for name in ZERO_COSTS:
        setattr(model.OtherCapitalCosts, name, 0)
    model.ConstructionFinancing.construction_financing_cost = 0
    model.Depreciation.depr_alloc_sl_20_percent = 0
    set_split(model.IRRTargets, target)
    model.execute(0)
    out = model.Outputs.export()
    return list(out["cf_project_return_pretax"]), list(out["cf_tax_investor_pretax"])


def set_plant(model: flip.Equpartflip, price: float) -> None:
    model.Revenue.ppa_soln_mode, model.Revenue.ppa_multiplier_model = 1, 0
    model.Revenue.ppa_price_input, model.Revenue.ppa_escalation = [price], 1
    model.Revenue.dispatch_tod_factors = [1] * 9
    model.FinancialParameters.system_capacity = 1000
    model.SystemOutput.system_capacity, model.SystemOutput.degradation = 1000, [0.5]
    model.SystemOutput.gen, model.SystemOutput.gen_purchases = [1000.0] * 8760, [0] * 8760
    model.SystemCosts.total_installed_cost = 1e6
    for name in ("om_capacity", "om_fixed", "om_production", "om_fuel_cost"):
        setattr(model.SystemCosts, name, [0])


def set_split(targets: flip.Equpartflip.IRRTargets, target: float) -> None:
    targets.flip_target_percent, targets.tax_investor_equity_percent = target, 100
    for kind in ("cash", "tax"):
        setattr(targets, f"tax_investor_preflip_{kind}_percent", 50)
        setattr(targets, f"tax_investor_postflip_{kind}_percent", 10)


@pytest.mark.parametrize("price", [0.02, 0.03, 0.0342, 0.04, 0.07])
@pytest.mark.parametrize("target", [2, 4.5, 8, 12.5])
def test_investor_gets_what_sam_pays(price: float, target: float) -> None:
    project, investor = sam(price, target)
    tiers = (
        f'until = "IRR {target}%", KOR = "50%", USA = "50%"',
        'until = "end", KOR = "10%", USA = "90%"',
    )
    deal = deal_text(periods=YEARS, commitment="1000000 USD", flip="next period", tiers=tiers)
    cash = [f"{value:.9f}" for value in project[1:]]
    result = simulated(deal, world_text(given("plant", [1_000_000], cash)))
    assert investor[0] == -1_000_000
    assert column(result, "distributed_KOR") == pytest.approx(investor[1:], rel=1e-12)
