"""The one place that knows the compiler."""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

import numba

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function that Python calls; it releases the interpreter lock while it runs."""
    return cast(Callable[P, R], numba.njit(cache=True, nogil=True, error_model="numpy")(function))


def inner(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function that only compiled functions call.

    Without a door for Python it is compiled in two thirds of the time; Python must not call it.
    """
    options: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    return cast(
        Callable[P, R],
        numba.njit(cache=True, nogil=True, error_model="numpy", **options)(function),
    )
