"""Timing of alternatives side by side, and the rows of the table."""

import math
import os
import time
import tracemalloc
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True)
class Row:
    """One line of the table.

    Attributes:
        name: What is compared.
        ratio: The measured ratio; NaN where the comparison was skipped.
        unit: What the ratio says, like "x faster".
        ours: Our seconds.
        theirs: The alternative's seconds, for the same work.
        target: The limit of the ratio, None where there is none.
        at_most: Whether the ratio must stay below its target.
        note: What a reader should know.
    """

    name: str
    ratio: float
    unit: str
    ours: float = math.nan
    theirs: float = math.nan
    target: float | None = None
    at_most: bool = False
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none or nothing was measured."""
        if self.target is None or math.isnan(self.ratio):
            return None
        return self.ratio <= self.target if self.at_most else self.ratio >= self.target


def best(
    works: Mapping[str, Work], repeat: int, clock: Callable[[], float] = time.perf_counter
) -> dict[str, float]:
    """Return the shortest time of each work.

    The first is ours: it runs again before every other one, so that both meet the same machine.
    """
    found = dict.fromkeys(works, math.inf)
    ours, *others = works
    for name in works:
        works[name]()
    for name in [pair for _ in range(repeat) for other in others for pair in (ours, other)]:
        start = clock()
        works[name]()
        found[name] = min(found[name], clock() - start)
    return found


def skipped(name: str, why: str) -> Row:
    """Return the line of a comparison that could not be made."""
    return Row(name, math.nan, "", note=f"skipped: {why}")


@contextmanager
def one_core() -> Generator[bool]:
    """Keep this process and the threads it starts on one core; say whether that was possible."""
    if not hasattr(os, "sched_setaffinity"):
        yield False
        return
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(allowed)})
    try:
        yield True
    finally:
        os.sched_setaffinity(0, allowed)


def peak_bytes(work: Work) -> int:
    """Return the most memory that a work held at once, beyond what was held before."""
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        kept = work()
        peak = tracemalloc.get_traced_memory()[1] - before
        del kept
    finally:
        tracemalloc.stop()
    return peak
