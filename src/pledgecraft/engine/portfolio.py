"""Which projects a tranche buys, for how much, and from when they may be called."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from pledgecraft.base.dates import add_business_days, add_months
from pledgecraft.base.errors import Problem, UsageError
from pledgecraft.base.periods import TimeGrid
from pledgecraft.deal.model import Deal, Tranche
from pledgecraft.engine.kernel.tables import F, I
from pledgecraft.world.assumptions import Assumptions
from pledgecraft.world.model import Project, Series

NEVER = 10**9


@dataclass(frozen=True)
class Portfolio:
    """The projects of a deal, in the order of the world's.

    Attributes:
        tranche: Number of the tranche that buys a project, -1 where none does, (project,).
        budget: USD, (project,).
        first: First period in which it may be called, (project,).
        selected: Period in which it is selected, (project,).
        notes: What was done that a reader should know.
    """

    tranche: I
    budget: F
    first: I
    selected: I
    notes: tuple[str, ...]

    @classmethod
    def of(cls, deal: Deal, world: Assumptions, *, delay: int = 0) -> "Portfolio":
        """Return the portfolio of a deal that is signed some months after its start.

        Raises:
            UsageError: W407, a tranche has no projects; W410, calls exceed their tranche.
        """
        return _Buyer(deal, world, delay).fill()


class _Buyer:
    def __init__(self, deal: Deal, world: Assumptions, delay: int) -> None:
        self.deal, self.delay = deal, delay
        self.grid: TimeGrid = world.grid
        self.projects = world.model.project
        self.count = len(self.projects)
        self.tranches = tranches_of(deal)
        self.notes: list[str] = []

    def fill(self) -> Portfolio:
        """Return the portfolio."""
        tranche = np.full(self.count, -1, dtype=np.int64)
        budget = np.zeros(self.count)
        for n, entry in enumerate(self.tranches):
            members = [
                j
                for j, project in enumerate(self.projects)
                if project.portfolio == (entry.portfolio or "main")
            ]
            size = entry.size.value
            if not members and size > 0:
                raise UsageError(_no_projects(entry, self.projects))
            self._fill_tranche(entry.id, members, size, budget)
            tranche[[j for j in members if budget[j] > 0]] = n
        first, selected = self._dates(tranche)
        return Portfolio(tranche, budget, first, selected, tuple(self.notes))

    def _fill_tranche(self, name: str, members: list[int], size: float, budget: F) -> None:
        known = {j: _known_budget(self.projects[j]) for j in members}
        total = sum(value for value in known.values() if value is not None)
        scale = 1.0
        calls = sum(entry.value for j in members for entry in self.projects[j].calls or ())
        if calls > size * (1 + 1e-9):
            fix = f"They add to {calls:,.6g} USD of {size:,.6g}. Raise the size or cut the calls."
            raise UsageError(Problem("W410", f'Calls exceed the tranche "{name}".', fix))
        if total > size * (1 + 1e-9):
            scale = size / total if total > 0 else 0.0
            self.notes.append(
                f"The known projects exceed tranche {name} ({total / 1e9:.4g} of {size / 1e9:.4g} "
                "bn USD); they are scaled down to it."
            )
        rest = max(0.0, size - total * scale)
        for j, value in known.items():
            share = self.projects[j].share
            budget[j] = (
                value * scale if value is not None else rest * (share.value.value if share else 0.0)
            )

    def _dates(self, tranche: I) -> tuple[I, I]:
        first = np.full(self.count, NEVER, dtype=np.int64)
        selected = np.zeros(self.count, dtype=np.int64)
        close = self.deal.timeline.select_by if self.deal.timeline else None
        close = add_months(close, self.delay) if isinstance(close, date) else None
        for j, project in enumerate(self.projects):
            if tranche[j] < 0:
                continue
            day = add_months(project.selected or self.grid.start, self.delay)
            if close is not None and day > close:
                self.notes.append(
                    f"Project {project.id} is picked on {close}, the end of the window, not {day}."
                )
                day = close
            selected[j] = min(max(0, self.grid.first_from(day)), self.grid.periods - 1)
            due = self._payable(day) if project.selected else day
            first[j] = self.grid.first_from(due)
        return first, selected

    def _payable(self, day: date) -> date:
        """Return the first day on which a call may be paid after selection and notice."""
        timeline = self.deal.timeline
        notice = timeline.notice if timeline else None
        if notice is None:
            return day
        if not notice.counts_business_days:
            return date.fromordinal(day.toordinal() + round(notice.value))
        override = timeline.calendar if timeline else None
        parties = (override.parties if override else None) or (
            self.deal.deal.pledgor,
            self.deal.deal.host,
        )
        return add_business_days(
            day,
            round(notice.value),
            parties=parties,
            added=[d for d in (override.added if override else ()) if isinstance(d, date)],
            removed=[d for d in (override.removed if override else ()) if isinstance(d, date)],
        )


def is_given(project: Project) -> bool:
    """Return whether a project is given as series."""
    return isinstance(project.cash, Series)


def tranches_of(deal: Deal) -> tuple[Tranche, ...]:
    """Return the tranches of a deal."""
    return (deal.method.tranches if deal.method else None) or ()


def _known_budget(project: Project) -> float | None:
    if is_given(project):
        return sum(entry.value for entry in project.calls or ()) or 1.0
    return project.budget.value.value if project.budget else None


def _no_projects(tranche: Tranche, projects: tuple[Project, ...]) -> Problem:
    portfolios = ", ".join(dict.fromkeys(project.portfolio for project in projects)) or "none"
    fix = (
        f'Tranche "{tranche.id}" buys portfolio "{tranche.portfolio}"; there are: {portfolios}. '
        "Add projects to world.toml, name another portfolio, or compare from the case that has it."
    )
    return Problem("W407", f'The tranche "{tranche.id}" has no projects.', fix)
