"""Specialists from the pledgor at the host's sites: enforcement stops, and approvals of visas."""

import math
from collections.abc import Sequence

import numpy as np

from pledgecraft.world.streams import Flags, Floats, Singles

LONG_AGO = 1e3
"""Years since the last stop at the start: long enough for everybody to be back."""


def time_at_work(elapsed: Floats, stop: float, back: float) -> Floats:
    """Return the integral of availability from a stop on: none for a while, then a linear return.

    Args:
        elapsed: Time since the stop, years.
        stop: Time wholly away, years.
        back: Time of the linear return, years.

    Example:
        >>> round(float(time_at_work(np.array(1.0), 1 / 12, 3 / 12)) * 12, 6)
        9.5
    """
    since = np.maximum(elapsed - stop, 0.0)
    if back <= 0:
        return since
    returning = np.minimum(since, back)
    return returning * returning / (2 * back) + np.maximum(since - back, 0.0)


def availability(
    arrivals: Flags, moments: Floats, *, dt: float, stop: float, back: float, reach: float
) -> Singles:
    """Return the mean share of specialists at work in each period, (period, path).

    Args:
        arrivals: Whether a stop falls into a period, (period, path).
        moments: When within the period, in (0, 1), (period, path).
        dt: Length of a period, years.
        stop: Time wholly away after a stop, years.
        back: Time of the linear return, years.
        reach: Share of the specialists whom a stop takes away.

    A new stop restarts the clock: none of those who had come back are there.
    """
    touched = _touched(arrivals, math.ceil((stop + back) / dt))
    elapsed = _elapsed(arrivals, moments, dt)[touched]
    before = np.where(arrivals[touched], moments[touched] * dt, dt)
    work = time_at_work(elapsed + before, stop, back) - time_at_work(elapsed, stop, back)
    work += time_at_work(dt - before, stop, back)
    out = np.ones(arrivals.shape, dtype=np.float32)
    out[touched] = 1 - reach * np.maximum(0.0, 1 - work / dt)
    return out


def _touched(arrivals: Flags, periods: int) -> Flags:
    """Return where a stop in the same or one of some earlier periods may be felt."""
    touched = arrivals.copy()
    for later in range(1, min(periods, arrivals.shape[0] - 1) + 1):
        touched[later:] |= arrivals[:-later]
    return touched


def _elapsed(arrivals: Flags, moments: Floats, dt: float) -> Floats:
    """Return the time since the last stop at each period's start, years, (period, path)."""
    out = np.empty(arrivals.shape)
    since = np.full(arrivals.shape[1], LONG_AGO)
    for period in range(arrivals.shape[0]):
        out[period] = since
        since += dt
        struck = arrivals[period]
        since[struck] = (1 - moments[period][struck]) * dt
    return out


def with_known_stops(
    arrivals: Flags, moments: Floats, stops: Sequence[float], dt: float
) -> tuple[Flags, Floats]:
    """Return arrivals and moments with stops at known times, years from the start, on all paths."""
    for time in stops:
        period = math.floor(time / dt)
        if 0 <= period < arrivals.shape[0]:
            arrivals[period], moments[period] = True, time / dt - period
    return arrivals, moments
