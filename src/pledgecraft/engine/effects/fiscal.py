"""Public debt with the deal and without it, its guarantees, and the defence path beside them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pledgecraft.base.periods import TimeGrid
from pledgecraft.deal.model import DefenceStep
from pledgecraft.economy import normal
from pledgecraft.economy.debt import snowball_factor
from pledgecraft.economy.portfolio import loss_quantile
from pledgecraft.engine.kernel.tables import F
from pledgecraft.world.draws import World
from pledgecraft.world.economies import Fiscal, Impact

WORST = 0.999
"""The level of the tail of a portfolio, as banks are asked to hold capital for."""


@dataclass(frozen=True)
class DebtPaths:
    """Public debt over GDP at the ends of years, (path, year).

    Attributes:
        years: Calendar years.
        alone: Without the deal.
        deal: With it.
        defence: With it and with defence above its first share, if that is borrowed.
        net_added: What the deal adds to debt less reserves.
    """

    years: tuple[int, ...]
    alone: F
    deal: F
    defence: F
    net_added: F


@dataclass(frozen=True)
class PledgeFlows:
    """What of a run reaches the public purse, by year shown, (path, year).

    Attributes:
        from_income: Income on reserves that pays for calls, USD.
        bought: Dollars bought in the market, USD.
        bonds: Dollar bonds outstanding at the year's end, USD.
        returned: Distributions that are not kept in dollars, USD.
        rate: Own money per US dollar at the year's end, with the deal.
        rate_alone: The same without it.
        reserves_lost: Reserves without the deal less those with it at the year's end, USD.
    """

    from_income: F
    bought: F
    bonds: F
    returned: F
    rate: F
    rate_alone: F
    reserves_lost: F


def debt_paths(
    told: Fiscal,
    impact: Impact,
    flows: PledgeFlows,
    defence: Sequence[DefenceStep],
    world: World,
    pledgor: str,
) -> DebtPaths:
    """Return public debt over GDP with the deal and without it.

    Dollar bonds are debt in foreign money, valued at each year's rate; their interest is paid from
    reserves. Own money that buys dollars is borrowed at home, and so is what the budget no longer
    gets of the income on reserves; what comes back and is not kept in dollars repays that.

    Source:
        The debt identity with a foreign share, see :mod:`pledgecraft.economy.debt`.
    """
    grid, count = world.assumptions.grid, flows.bonds.shape[1]
    size = _own_gdp(world, pledgor, count)
    growth = size / np.column_stack([np.ones(world.paths), size[:, :-1]]) - 1
    start = np.full((world.paths, 1), told.gdp_rate.value)
    rates = np.column_stack([start, flows.rate_alone])
    factor = snowball_factor(
        rate=told.rate.value.value,
        growth=growth,
        foreign_share=told.foreign_share.value.value,
        foreign_rate=told.foreign_rate.value.value,
        depreciation=rates[:, 1:] / rates[:, :-1] - 1,
    )
    home = snowball_factor(rate=told.rate.value.value, growth=growth)
    to_gdp = flows.rate / (impact.gdp.value.value * told.gdp_rate.value * size)
    borrowed = flows.bought + told.remitted.value.value * flows.from_income - flows.returned
    balance = np.full(size.shape, -told.balance.value.value)
    alone = _carried(told.debt.value.value, factor, balance)
    at_home = _carried(0.0, home, borrowed * to_gdp)
    deal = alone + at_home + flows.bonds * to_gdp
    extra = extra_defence(defence, grid.years[:count])
    return DebtPaths(
        grid.years[:count],
        alone,
        deal,
        deal + _carried(0.0, home, np.broadcast_to(extra, size.shape)),
        deal - alone + flows.reserves_lost * to_gdp,
    )


def _carried(start: float, factor: F, added: F) -> F:
    """Return a ratio that is multiplied and added to each year, (path, year)."""
    out = np.empty(added.shape)
    level = np.full(added.shape[0], start)
    for year in range(added.shape[1]):
        level = level * factor[:, year] + added[:, year]
        out[:, year] = level
    return out


def years_shown(told: Fiscal, grid: TimeGrid) -> int:
    """Return for how many calendar years debt is shown, at least 1."""
    return min(len(grid.years), max(1, round(told.shown.value.value)))


def _own_gdp(world: World, party: str, years: int) -> F:
    """Return a party's GDP over that of the year before the start, (path, year)."""
    nature = world.assumptions.nature
    for place, entry in enumerate(nature.growth):
        if entry.party == party:
            return world.gdp[:, :years, place].astype(np.float64)
    return np.ones((world.paths, years))


def defence_shares(steps: Sequence[DefenceStep], years: Sequence[int]) -> F:
    """Return defence over GDP by year: a line between the years given, level before and after."""
    known = [step for step in steps if not (step.share.is_unresolved or step.share.is_range)]
    if not known:
        return np.zeros(len(years))
    at = np.array([step.year for step in known], dtype=np.float64)
    return np.interp(np.asarray(years, dtype=np.float64), at, [step.share.value for step in known])


def extra_defence(steps: Sequence[DefenceStep], years: Sequence[int]) -> F:
    """Return defence over GDP above its first share, by year."""
    shares = defence_shares(steps, years)
    return shares - (defence_shares(steps, [steps[0].year])[0] if steps else 0.0)


def defence_cost(
    steps: Sequence[DefenceStep], impact: Impact, world: World, pledgor: str, count: int
) -> F:
    """Return what defence above its first share costs, USD a year at the first rate, (path, year).

    Args:
        steps: Shares of GDP by year.
        impact: For GDP in US dollars in the year before the start.
        world: The draws.
        pledgor: Code of the party.
        count: Years from the start.
    """
    years = world.assumptions.grid.years[:count]
    size = _own_gdp(world, pledgor, count)
    return extra_defence(steps, years) * impact.gdp.value.value * size


@dataclass(frozen=True)
class GuaranteeReadings:
    """What guarantees cost, read in four ways, present values, USD.

    Attributes:
        exposure: Debt guaranteed, nominal.
        expected: Mean over the paths.
        expected_se: Its Monte Carlo standard error.
        market: What a buyer of the risk would charge.
        tail: Quantile at 99% of the paths.
        vasicek: Vasicek's quantile at 99.9%, at the portfolio's correlation.
    """

    exposure: float
    expected: float
    expected_se: float
    market: float
    tail: float
    vasicek: float


def guarantee_readings(
    told: Fiscal, lost: F, exposure: float, correlation: float, years: float
) -> GuaranteeReadings:
    """Return four readings of what guarantees cost.

    Args:
        told: Loss given default and the price of risk.
        lost: Present value of guarantee calls, (path,), USD.
        exposure: Debt guaranteed, USD.
        correlation: Of the projects' assets with the common factor, squared loading.
        years: Average time for which the debt is guaranteed.

    Source:
        Market value: Merton's physical probability of default moved by the price of risk,
        N(N^-1(PD) + sharpe sqrt(correlation years)); tail: Vasicek (2002). PD is over the life and
        discounted: the mean over exposure and loss given default. Neither lies below the mean.
    """
    mean = float(lost.mean())
    error = float(lost.std(ddof=1) / np.sqrt(lost.size)) if lost.size > 1 else 0.0
    given = told.loss_given_default.value.value
    chance = min(1.0, mean / exposure / given) if exposure > 0 and given > 0 else 0.0
    market, vasicek = 0.0, 0.0
    if 0 < chance < 1 and correlation > 0:
        moved = normal.quantile(np.array(chance)) + told.sharpe.value * np.sqrt(correlation * years)
        market = exposure * given * float(normal.cdf(moved))
        vasicek = exposure * given * float(loss_quantile(chance, correlation, WORST))
    tail = float(np.quantile(lost, 0.99))
    return GuaranteeReadings(exposure, mean, error, max(market, mean), tail, max(vasicek, mean))
