"""Records: rows of named numbers, one definition for their types and their layout.

Passing many arrays between compiled functions is slow, so what belongs together stands in one
structured array. A class of annotated fields below is both the type that readers and the type
checker see and, through :func:`layout`, the layout of the array.
"""

from functools import cache
from typing import Any, Protocol, TypeVar, get_type_hints, overload

import numpy as np
from numpy.typing import NDArray

T_co = TypeVar("T_co", covariant=True)


class Records(Protocol[T_co]):
    """A structured array.

    In compiled code ``records[i]`` is a view of a row whose fields can be read and set; outside,
    ``records["name"]`` is the column of a field.
    """

    @property
    def size(self) -> int:
        """Number of rows."""
        ...

    @overload
    def __getitem__(self, index: int, /) -> T_co: ...

    @overload
    def __getitem__(self, index: str, /) -> NDArray[Any]: ...


@cache
def layout(fields: type) -> np.dtype[np.void]:
    """Return the layout of a class of annotated fields: ``int`` as int64, ``float`` as float64."""
    kinds = {int: np.int64, float: np.float64}
    return np.dtype([(name, kinds[kind]) for name, kind in get_type_hints(fields).items()])


def rows(fields: type, count: int) -> NDArray[Any]:
    """Return zeroed records."""
    return np.zeros(count, dtype=layout(fields))


class DealTerms:
    """Terms of the whole deal. Rates are annual, times in periods, money in USD.

    ``values_only`` is 1 where nothing but present values is wanted.
    """

    dt: float
    overrun_pledgor: float
    overrun_host: float
    loan_base: int
    loan_rate: float
    loan_tenor: int
    guarantee_base: int
    guarantee_rate: float
    guarantee_tenor: int
    fee: float
    next_period: int
    deemed_base: int
    deemed_rate: float
    floating: int
    compounding: int
    schedule: int
    carry_interest: int
    review_after: int
    review_from_operation: int
    first_loss: float
    host_share: float
    withhold: int
    values_only: int
    specialists: float
    specialists_per_dollar: float
    quota: float
    stay: int


class ProjectTerms:
    """A project as planned; ``duration`` in years, ``given`` 1 where it comes as series."""

    first: int
    selected: int
    tranche: int
    pool: int
    life: int
    given: int
    budget: float
    duration: float
    salvage_operation: float
    salvage_build: float
    equity: float
    loan: float
    guarantee: float
    fdi: float
    specialists: float


class TrancheTerms:
    """A tranche: size, cap of state cash a calendar year, and how projects share the cap."""

    size: float
    cap: float
    in_order: int


class PoolTerms:
    """A pool: its tiers, and whether the host shares its losses.

    ``projects`` counts those that can end, -1 where some cannot; ``has_accounts`` is 1 where a tier
    keeps a hurdle account.
    """

    tier_first: int
    tier_count: int
    shares_losses: int
    projects: int
    has_accounts: int


class TierTerms:
    """A tier: kind of hurdle, its rate, multiple or share, and the party whose hurdle it is."""

    until: int
    amount: float
    of: int


class ProjectState:
    """A project on its way.

    On a path ``cost`` is its whole cost, ``within`` the share of it within the budget, and ``step``
    the planned progress a period; ``lost`` is the time that missing specialists cost, years.
    """

    stage: int
    cost: float
    within: float
    step: float
    progress: float
    spent: float
    due: float
    state_due: float
    hazard: float
    lost: float
    loan: float
    loan_rate: float
    debt: float
    debt_rate: float
    deemed: float


class CurrencyTerms:
    """The pledgor's reserves, funding and relief; annual, USD. ``on`` 0 leaves all of it out.

    ``lag`` is twelve months in periods, ``depreciation`` the rise of the rate that triggers relief.
    """

    on: int
    dt: float
    start: float
    income: float
    other: float
    noise: float
    kept: float
    red_line: float
    floor: float
    watched: int
    swap: float
    bonds: float
    bond_cost: float
    market: float
    impact: float
    lag: int
    depreciation: float
    reserves_below: float
    defers: float
    granted: float


class CurrencyState:
    """Reserves with the deal and alone, funding of the year, the deal's effect on the log rate.

    ``survival`` is the probability that the floor was not touched while it was watched.
    """

    reserves: float
    alone: float
    lowest: float
    income: float
    room: float
    bonds: float
    effect: float
    survival: float
    survival_alone: float
    year_flow: float
    largest: float
    bought: float


class WorkforceState:
    """Specialists at the sites, and those admitted in the calendar year."""

    stock: float
    admitted: float


class TrancheState:
    """Money used of a tranche, room under the calendar year's cap, and what is wanted of it."""

    used: float
    room: float
    wanting: float
    pro_rata: float


class PoolState:
    """A pool on its way: this period's flows, the deemed balance, and the allocation accounts."""

    call: float
    host: float
    weight: float
    weighted: float
    principal: float
    interest: float
    scheduled: float
    outstanding: float
    carry_interest: float
    carry_principal: float
    first_call: int
    first_output: int
    alive: int
    closed: int
    reviewed: int
    has_accounts: int
