"""The one place that knows the compiler."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import numba

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function once per machine; it releases the interpreter lock while it runs."""
    return cast(
        Callable[P, R],
        numba.njit(cache=True, nogil=True, error_model="numpy")(function),
    )
