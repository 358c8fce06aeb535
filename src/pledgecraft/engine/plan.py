"""From words to numbers: a term sheet and a world into the kernel's plan. The only crossing."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np

from pledgecraft.base.dates import add_months
from pledgecraft.base.errors import CODES, Problem, UsageError
from pledgecraft.base.periods import TimeGrid
from pledgecraft.base.quantities import Share
from pledgecraft.deal.hurdles import parse_hurdle, parse_schedule
from pledgecraft.deal.model import Deal, Debt, Mix, Split
from pledgecraft.deal.sheet import TermSheet
from pledgecraft.engine.economy import currency_terms, gdp_path
from pledgecraft.engine.kernel.records import (
    DealTerms,
    PoolTerms,
    ProjectTerms,
    Records,
    TierTerms,
    TrancheTerms,
    rows,
)
from pledgecraft.engine.kernel.tables import (
    ANNUAL,
    PER_PERIOD,
    SIMPLE,
    UNTIL_ALLOCATION,
    UNTIL_CATCH_UP,
    UNTIL_END,
    UNTIL_IRR,
    UNTIL_MULTIPLE,
    UNTIL_PRINCIPAL,
    F,
    I,
    Plan,
)
from pledgecraft.engine.portfolio import NEVER, Portfolio, is_given, tranches_of
from pledgecraft.engine.profile import CURVE_STEPS, Profile, nothing, profile_of
from pledgecraft.world.assumptions import Assumptions
from pledgecraft.world.model import Series

_UNTIL = {
    "principal": UNTIL_PRINCIPAL,
    "allocation": UNTIL_ALLOCATION,
    "irr": UNTIL_IRR,
    "multiple": UNTIL_MULTIPLE,
    "catch_up": UNTIL_CATCH_UP,
    "end": UNTIL_END,
}
_COMPOUNDING = {"period": PER_PERIOD, "annual": ANNUAL, "simple": SIMPLE}


@dataclass(frozen=True)
class Prepared:
    """A plan and what its numbers are called.

    Attributes:
        plan: The kernel's arrays.
        deal: The resolved deal.
        parties: Codes in the order of the plan's parties.
        tiers: Texts of the tiers, in the order of the plan's.
        projects: Ids in the order of the plan's projects.
        planned_irr: Unlevered return of each project as planned, NaN where given as series, (J,).
        notes: What was done that a reader should know.
    """

    plan: Plan
    deal: Deal
    parties: tuple[str, ...]
    tiers: tuple[str, ...]
    projects: tuple[str, ...]
    planned_irr: F
    notes: tuple[str, ...]

    @property
    def portfolio_irr(self) -> float:
        """Planned return of the projects under the waterfall, by budget; NaN if none."""
        pool, budget = self.plan.projects["pool"], self.plan.projects["budget"]
        shared = np.append(self.plan.pools["shares_losses"], 0)[pool] == 1
        weights = np.where(shared & ~np.isnan(self.planned_irr), budget, 0.0)
        total = float(weights.sum())
        return float(np.nan_to_num(self.planned_irr) @ weights) / total if total else math.nan


def prepare(
    sheet: TermSheet, assumptions: Assumptions, *, discount: Mapping[str, float] | None = None
) -> Prepared:
    """Turn a term sheet on a world into arrays.

    Args:
        sheet: A resolved term sheet.
        assumptions: The world's parameters.
        discount: Annual discount rates by party that replace those of the world.

    Raises:
        UnresolvedError: Terms are open.
        UsageError: W405, a benchmark is not described; W407, a tranche has no projects.
    """
    deal = sheet.deal
    builder = _Builder(deal, assumptions, discount or {}, sheet.delay)
    return builder.build()


def fully_staffed(prepared: Prepared) -> Prepared:
    """Return the same plan where no work needs specialists, for its present values alone."""
    projects: Any = cast("Any", prepared.plan.projects).copy()
    deal: Any = cast("Any", prepared.plan.deal).copy()
    projects["specialists"], deal["values_only"] = 0.0, 1
    return replace(prepared, plan=prepared.plan._replace(projects=projects, deal=deal))


class _Builder:
    def __init__(
        self, deal: Deal, assumptions: Assumptions, discount: Mapping[str, float], delay: int
    ) -> None:
        self.deal = deal
        self.delay = delay
        self.world = assumptions
        self.grid: TimeGrid = assumptions.grid
        self.discount = discount
        self.projects = assumptions.model.project
        self.count = len(self.projects)
        self.notes: list[str] = []
        self.tranches = tranches_of(deal)
        self.parties = deal.party_codes

    def build(self) -> Prepared:
        portfolio = Portfolio.of(self.deal, self.world, delay=self.delay)
        tranche, budget = portfolio.tranche, portfolio.budget
        self.notes += portfolio.notes
        pool, pools = self._pools(tranche)
        profiles = [self._profile(j, budget[j]) for j in range(self.count)]
        longest = max([1, *(profile.life for profile in profiles)])
        tiers, share, names = self._tiers()
        plan = Plan(
            deal=self._deal_terms(),
            projects=self._project_terms(portfolio, pool, profiles),
            tranches=self._tranche_terms(),
            pools=pools,
            tiers=tiers,
            currency=currency_terms(self.deal, self.world),
            gdp=gdp_path(self.world),
            year=self.grid.year,
            order=np.argsort(np.where(tranche >= 0, portfolio.first, NEVER), kind="stable"),
            curve=np.array([profile.curve for profile in profiles]).reshape(
                self.count, CURVE_STEPS + 1
            ),
            output=budget[:, None] * _padded([profile.output for profile in profiles], longest),
            hazard=_padded([profile.hazard for profile in profiles], longest + 1),
            given_calls=self._series("calls", tranche),
            given_cash=self._series("cash", tranche),
            share=share,
            **self._discounts(),
        )
        irrs = np.array([profile.irr for profile in profiles])
        return Prepared(
            plan,
            self.deal,
            self.parties,
            names,
            tuple(project.id for project in self.projects),
            irrs,
            tuple(self.notes),
        )

    def _pools(self, tranche: I) -> tuple[I, Records[PoolTerms]]:
        """Return the pool of each project, and the pools."""
        umbrella = self.deal.losses is not None and self.deal.losses.pooling == "umbrella"
        keys: dict[str, int] = {}
        pool = np.full(self.count, -1, dtype=np.int64)
        investor: list[bool] = []
        for j in range(self.count):
            if tranche[j] < 0:
                continue
            is_investor = self.tranches[int(tranche[j])].returns == "investor"
            key = f"investor/{tranche[j]}" if is_investor else "umbrella" if umbrella else f"p/{j}"
            if key not in keys:
                keys[key] = len(keys)
                investor.append(is_investor)
            pool[j] = keys[key]
        count = len(self.deal.distributions.tiers)
        pools = rows(PoolTerms, len(keys))
        pools["tier_first"] = [count if own else 0 for own in investor]
        pools["tier_count"] = [1 if own else count for own in investor]
        pools["shares_losses"] = [not own for own in investor]
        given = np.array([is_given(project) for project in self.projects], dtype=np.bool_)
        for q in range(len(keys)):
            pools["projects"][q] = -1 if given[pool == q].any() else np.sum(pool == q)
        kinds = [parse_hurdle(tier.until) for tier in self.deal.distributions.tiers]
        pools["has_accounts"] = any(hurdle and hurdle.kind == "irr" for hurdle in kinds)
        return pool, pools

    def _tiers(self) -> tuple[Records[TierTerms], F, tuple[str, ...]]:
        """Return the deal's tiers and, last, the tier of pools whose returns are the investor's."""
        entries = self.deal.distributions.tiers
        table, share = (
            rows(TierTerms, len(entries) + 1),
            np.zeros((len(entries) + 2, len(self.parties))),
        )
        for k, tier in enumerate(entries):
            hurdle = parse_hurdle(tier.until)
            assert hurdle is not None
            share[k] = _shares(tier, self.parties)
            of = self.parties.index(tier.of) if tier.of else 0
            if hurdle.kind == "catch_up" and tier.of is None:
                of = 1 + int(np.argmax(share[k, 1:]))
            table[k] = (_UNTIL[hurdle.kind], hurdle.amount, of)
        table[-1] = (UNTIL_END, 0.0, 0)
        share[-2, 0] = 1.0
        share[-1] = self._review_share()
        return table, share, (*(tier.until for tier in entries), "investor")

    def _profile(self, j: int, budget: float) -> Profile:
        project = self.projects[j]
        sector = self.world.sector_of(project)
        if is_given(project) or budget <= 0 or sector is None:
            return nothing()
        return profile_of(project, sector, self.world)

    def _project_terms(
        self, told: Portfolio, pool: I, profiles: list[Profile]
    ) -> Records[ProjectTerms]:
        table = rows(ProjectTerms, self.count)
        tranche = told.tranche
        table["first"], table["selected"], table["tranche"] = told.first, told.selected, tranche
        table["pool"], table["budget"] = pool, told.budget
        table["life"] = [profile.life for profile in profiles]
        table["given"] = [is_given(project) for project in self.projects]
        table["duration"] = [profile.duration for profile in profiles]
        table["salvage_operation"] = [profile.salvage[0] for profile in profiles]
        table["salvage_build"] = [profile.salvage[1] for profile in profiles]
        table["specialists"] = [profile.specialists for profile in profiles]
        for j in range(self.count):
            mix = self.tranches[int(tranche[j])].mix if tranche[j] >= 0 else None
            if isinstance(mix, Mix):
                self._refuse_debt_on_series(j, mix)
                for name in Mix.model_fields:
                    table[name][j] = _share_or_zero(getattr(mix, name))
        return table

    def _refuse_debt_on_series(self, j: int, mix: Mix) -> None:
        """Projects given as series carry no debt: there is no service to read."""
        debt = _share_or_zero(mix.loan) + _share_or_zero(mix.guarantee)
        if is_given(self.projects[j]) and debt > 0:
            fix = (
                f'Project "{self.projects[j].id}" is given as series. Set its tranche\'s mix to '
                '{ equity = "100%" }, or describe it by a sector.'
            )
            raise UsageError(Problem("W409", CODES["W409"], fix))

    def _series(self, name: str, tranche: I) -> F:
        """Return given series by project; a deal signed later begins them later."""
        out = np.zeros((self.count, self.grid.periods))
        later = self.grid.first_from(add_months(self.grid.start, self.delay))
        for j, project in enumerate(self.projects):
            series = getattr(project, name)
            if is_given(project) and tranche[j] >= 0 and isinstance(series, Series):
                values = [entry.value for entry in series][: self.grid.periods - later]
                out[j, later : later + len(values)] = values
        return out

    def _tranche_terms(self) -> Records[TrancheTerms]:
        table = rows(TrancheTerms, len(self.tranches))
        table["size"] = [tranche.size.value for tranche in self.tranches]
        table["cap"] = np.inf
        written = self.deal.timeline.annual_cap if self.deal.timeline else None
        for n, tranche in enumerate(self.tranches):
            if written is not None and written.tranche in (None, tranche.id):
                table["cap"][n] = written.limit.value
                table["in_order"][n] = written.rationing == "in order of selection"
        return table

    def _deal_terms(self) -> Records[DealTerms]:
        values = {
            "dt": self.grid.dt,
            **self._overruns(),
            **self._debts(),
            **self._deemed(),
            **self._losses(),
            **self._workforce(),
        }
        table = rows(DealTerms, 1)
        for name, value in values.items():
            table[name] = value
        return table

    def _overruns(self) -> dict[str, float]:
        who = self.deal.amount.overruns
        share = 1.0 if who == "pledgor" else 0.0
        if isinstance(who, Split):
            share = _share_or_zero(who.shares.get(self.parties[0]))
        return {"overrun_pledgor": share, "overrun_host": 1 - share}

    def _debts(self) -> dict[str, float | int]:
        method = self.deal.method
        loan, guarantee = method and method.loan, method and method.guarantee
        out: dict[str, float | int] = {"fee": _share_or_zero(guarantee and guarantee.fee)}
        for name, debt in (("loan", loan), ("guarantee", guarantee)):
            base, rate = self._rate(debt.base if debt else None, debt and debt.spread)
            out |= {f"{name}_base": base, f"{name}_rate": rate}
            out[f"{name}_tenor"] = max(1, self.grid.count(_tenor(debt)))
        return out

    def _rate(self, base: str | None, spread: Share | None) -> tuple[int, float]:
        """Return a benchmark's number and the spread over it; -1 and the rate where it is fixed."""
        added = _share_or_zero(spread)
        if base is None:
            return -1, added
        names = list(self.world.model.benchmarks)
        if base in names:
            return names.index(base), added
        try:
            return -1, Share.parse(base).value + added
        except ValueError:
            listed = ", ".join(f'"{name}"' for name in names) or "none"
            fix = (
                f'Found "{base}". Described in world.toml: {listed}. Or write a rate, like "4.5%".'
            )
            raise UsageError(Problem("W405", CODES["W405"], fix)) from None

    def _deemed(self) -> dict[str, float | int]:
        terms = self.deal.distributions
        interest, allocation = terms.deemed_interest, terms.deemed_allocation
        base, rate = self._rate(interest and interest.base, interest and interest.spread)
        kinds = [parse_hurdle(tier.until) for tier in terms.tiers]
        is_asked = any(hurdle is not None and hurdle.kind == "allocation" for hurdle in kinds)
        years = parse_schedule(allocation.principal) if allocation and is_asked else None
        return {
            "deemed_base": base,
            "deemed_rate": rate,
            "floating": int(interest is not None and interest.fixing == "floating"),
            "compounding": _COMPOUNDING[(interest and interest.compounding) or "period"],
            "schedule": self.grid.count(years) if years else 0,
            "carry_interest": int(allocation is not None and allocation.carry == "with interest"),
            "next_period": int(terms.flip == "next period"),
        }

    def _losses(self) -> dict[str, float | int]:
        losses = self.deal.losses
        review = losses and losses.review
        commitment = self.deal.amount.commitment.value
        remedies = (losses and losses.missed_call) or ()
        return {
            "review_after": self.grid.count(review.after.value) if review else 0,
            "review_from_operation": int(review is not None and review.clock == "operation"),
            "first_loss": _share_or_zero(losses and losses.host_first_loss) * commitment,
            "host_share": _share_or_zero(losses and losses.host_share),
            "withhold": int("withhold distributions" in remedies),
        }

    def _workforce(self) -> dict[str, float | int]:
        told = self.world.model.workforce
        if told is None:
            return {"quota": np.inf, "stay": 1}
        visas = self.deal.linked.visas if self.deal.linked else None
        quota = visas.quota_per_year if visas else None
        return {
            "specialists": told.at_work.value,
            "specialists_per_dollar": told.per_bn.value / 1e9,
            "quota": float(quota) if isinstance(quota, int) else np.inf,
            "stay": max(1, self.grid.count(told.stay.value.value)),
        }

    def _review_share(self) -> F:
        review = self.deal.losses.review if self.deal.losses else None
        return _shares(review, self.parties) if review else np.zeros(len(self.parties))

    def _discounts(self) -> dict[str, F]:
        rates = np.array([self._discount(party) for party in self.parties])
        growth = (1 + rates)[:, None]
        return {
            "open_discount": growth ** -self.grid.opening[None, :],
            "close_discount": growth ** -self.grid.closing[None, :],
        }

    def _discount(self, party: str) -> float:
        if party in self.discount:
            return self.discount[party]
        written = self.world.model.discount.get(party)
        if written is not None:
            return written.value.value
        host = self.deal.deal.host
        if party == host or host not in self.world.model.discount:
            fix = f'Add {party} = "5%" to [discount] in world.toml.'
            raise UsageError(Problem("W404", f"{party} has no discount rate.", fix))
        self.notes.append(f"{party} has no discount rate; that of {host} is taken.")
        return self.world.model.discount[host].value.value


def _padded(rows: list[F], width: int) -> F:
    out = np.zeros((len(rows), width))
    for index, row in enumerate(rows):
        out[index, : row.size] = row
    return out


def _shares(split: Split, parties: tuple[str, ...]) -> F:
    return np.array(
        [split.shares[party].value if party in split.shares else 0.0 for party in parties]
    )


def _share_or_zero(share: Share | None) -> float:
    return share.value if share is not None else 0.0


def _tenor(debt: Debt | None) -> float:
    return debt.tenor.value if debt and debt.tenor else 1.0
