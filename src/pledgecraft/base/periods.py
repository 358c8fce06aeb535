"""The grid of time on which a deal is simulated."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pledgecraft.base.dates import add_months

MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True)
class TimeGrid:
    """Equal periods from a start date.

    Attributes:
        start: First day of the first period.
        step: ``month``, ``quarter`` or ``year``.
        periods: Number of periods.
    """

    start: date
    step: str
    periods: int

    @property
    def dt(self) -> float:
        """Length of a period, years."""
        return MONTHS[self.step] / 12

    @cached_property
    def starts(self) -> tuple[date, ...]:
        """First day of each period, and the day after the last one."""
        months = MONTHS[self.step]
        return tuple(add_months(self.start, months * k) for k in range(self.periods + 1))

    @cached_property
    def opening(self) -> NDArray[np.float64]:
        """Time of each period's start, years from the start of the deal, (period,)."""
        return np.arange(self.periods, dtype=np.float64) * self.dt

    @cached_property
    def closing(self) -> NDArray[np.float64]:
        """Time of each period's end, years from the start of the deal, (period,)."""
        return self.opening + self.dt

    @cached_property
    def year(self) -> NDArray[np.int64]:
        """Calendar year of each period's start, counted from the first, (period,)."""
        return np.array([day.year - self.start.year for day in self.starts[:-1]], dtype=np.int64)

    @property
    def years(self) -> tuple[int, ...]:
        """Calendar years that the grid touches."""
        return tuple(range(self.start.year, self.start.year + int(self.year[-1]) + 1))

    def count(self, years: float) -> int:
        """Return a length of time in whole periods, rounded to the nearest."""
        return round(years / self.dt)

    def first_from(self, day: date) -> int:
        """Return the first period that starts on or after a day; ``periods`` if none does."""
        for index, opening in enumerate(self.starts[:-1]):
            if opening >= day:
                return index
        return self.periods
