"""Present value in exact fractions, and the internal rate of return by bisection."""

from collections.abc import Sequence
from fractions import Fraction


def present_value(rate: Fraction, starts: Sequence[Fraction], ends: Sequence[Fraction]) -> Fraction:
    """Return the value of flows at the starts and ends of years."""
    return sum(
        (
            opening / (1 + rate) ** t + closing / (1 + rate) ** (t + 1)
            for t, (opening, closing) in enumerate(zip(starts, ends, strict=True))
        ),
        Fraction(0),
    )


def internal_rate(starts: Sequence[Fraction], ends: Sequence[Fraction]) -> float | None:
    """Return the rate between -99% and 1000% a year at which the value is 0.

    ``None`` where the value has the same sign at both ends of the interval.
    """
    low, high = Fraction(-99, 100), Fraction(10)
    at_low = present_value(low, starts, ends)
    if at_low * present_value(high, starts, ends) > 0:
        return None
    for _ in range(60):
        middle = Fraction(float(low + high) / 2)
        at_middle = present_value(middle, starts, ends)
        if at_middle == 0:
            return float(middle)
        if (at_middle > 0) == (at_low > 0):
            low = middle
        else:
            high = middle
    return float(low + high) / 2
