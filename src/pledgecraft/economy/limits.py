"""What an economic input may be; each check names the argument, what was found and the remedy."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Values: TypeAlias = float | Sequence[float] | Floats
"""One number, a sequence or an array; shapes broadcast against each other."""


def number(value: Values) -> Floats:
    """Return a value of any sign as float64."""
    return np.asarray(value, dtype=np.float64)


def positive(name: str, value: Values, remedy: str) -> Floats:
    """Return a value that must be above 0.

    Args:
        name: The argument's name.
        value: What was given, any shape.
        remedy: What to write instead, an imperative.

    Raises:
        ValueError: A value is 0, negative or NaN.

    Example:
        >>> positive("volatility", -0.1, "write it as a share a year, such as 0.10")
        Traceback (most recent call last):
        ValueError: volatility must be above 0, not -0.1: write it as a share a year, such as 0.10.
    """
    given = number(value)
    _refuse(name, given, given > 0, f"above 0, not {{}}: {remedy}.")
    return given


def not_negative(name: str, value: Values, remedy: str) -> Floats:
    """Return a value that must be at least 0; see :func:`positive`."""
    given = number(value)
    _refuse(name, given, given >= 0, f"at least 0, not {{}}: {remedy}.")
    return given


def share(name: str, value: Values, remedy: str) -> Floats:
    """Return a value that must lie from 0 to 1; see :func:`positive`."""
    given = number(value)
    _refuse(name, given, (given >= 0) & (given <= 1), f"from 0 to 1, not {{}}: {remedy}.")
    return given


def inner_share(name: str, value: Values, remedy: str) -> Floats:
    """Return a value that must lie between 0 and 1, without the ends; see :func:`positive`."""
    given = number(value)
    _refuse(name, given, (given > 0) & (given < 1), f"between 0 and 1, not {{}}: {remedy}.")
    return given


def above(name: str, value: Values, least: float, remedy: str) -> Floats:
    """Return a value that must exceed a bound; see :func:`positive`."""
    given = number(value)
    _refuse(name, given, given > least, f"above {least:g}, not {{}}: {remedy}.")
    return given


def _refuse(name: str, given: Floats, fine: NDArray[np.bool_], sentence: str) -> None:
    if not np.all(fine):
        found = float(np.extract(~fine, given)[0])
        raise ValueError(f"{name} must be {sentence.format(f'{found:g}')}")
