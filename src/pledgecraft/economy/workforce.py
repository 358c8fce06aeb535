"""Specialists who are kept away: how late the work gets.

The share of specialists at work gates progress. A task of some length ends when the integral of
that share equals its length. Times are in one unit throughout, such as months.
"""

import numpy as np

from pledgecraft.economy.limits import Floats, Values, not_negative, positive, share

LENGTH = "give a length of time"


def linear_return_delay(stop: Values, back: Values, work: Values = np.inf) -> Floats:
    """Return the delay from a full stop, after which specialists return at a steady pace.

    Args:
        stop: Time wholly away.
        back: Time of the return.
        work: Work left at the stop, in time at full strength; without end if not given.

    Returns:
        ``stop + back / 2`` where the work outlasts the return, less where it does not.

    Example:
        >>> print(linear_return_delay(1, 3, 6))  # a month away, three to come back
        2.5
    """
    away = not_negative("stop", stop, LENGTH)
    ramp = not_negative("back", back, LENGTH)
    left = positive("work", work, LENGTH)
    early = np.minimum(left, ramp / 2)
    return away + np.where(left < ramp / 2, np.sqrt(2 * ramp * early) - early, ramp / 2)


def exponential_return_delay(stop: Values, constant: Values, work: Values) -> Floats:
    """Return the delay from a full stop, after which the share away decays exponentially.

    Args:
        stop: Time wholly away.
        constant: Time constant of the return, above 0.
        work: Work left at the stop, in time at full strength, above 0.

    Returns:
        Close to ``stop + constant`` where much work is left, always below it.

    Example:
        >>> print(exponential_return_delay(1, 1.5, 6).round(5))
        2.48982
    """
    from scipy.special import lambertw

    pace = positive("constant", constant, LENGTH)
    left = positive("work", work, LENGTH) / pace
    argument = np.asarray(-np.exp(-1 - left), dtype=np.float64)
    found = lambertw(argument)  # pyright: ignore[reportArgumentType]
    branch = np.asarray(np.real(found), dtype=np.float64)
    return not_negative("stop", stop, LENGTH) + pace * (1 + branch)


def constant_share_delay(present: Values, work: Values) -> Floats:
    """Return the delay from a constant share of specialists at work.

    Args:
        present: Share at work, above 0 and at most 1.
        work: Work left, in time at full strength.

    Example:
        >>> print(constant_share_delay(0.6, 6).round(9))
        4.0
    """
    remedy = "give a share above 0 and at most 1"
    at_work = share("present", positive("present", present, remedy), remedy)
    left = not_negative("work", work, LENGTH)
    return left / at_work - left


def approval_time(count: Values, rate: Values) -> tuple[Floats, Floats]:
    """Return mean and standard deviation of the time until some approvals have come.

    Args:
        count: Approvals needed, above 0.
        rate: Approvals per unit of time, above 0; they arrive as a Poisson process.

    Source:
        The Erlang distribution (1909).

    Example:
        >>> mean, deviation = approval_time(300, 60)
        >>> print(mean, deviation.round(4))
        5.0 0.2887
    """
    needed = positive("count", count, "give how many approvals are needed")
    pace = positive("rate", rate, "give approvals per unit of time")
    return needed / pace, np.sqrt(needed) / pace


def approval_probability(count: Values, rate: Values, time: Values) -> Floats:
    """Return the probability that enough approvals have come within a time.

    Arguments as in :func:`approval_time`.

    Example:
        >>> print(approval_probability(1, 2, 0.5).round(6))  # 1 - exp(-1)
        0.632121
    """
    from scipy.special import gammainc

    needed = positive("count", count, "give how many approvals are needed")
    pace = positive("rate", rate, "give approvals per unit of time")
    elapsed = not_negative("time", time, LENGTH)
    return np.asarray(gammainc(needed, pace * elapsed), dtype=np.float64)
