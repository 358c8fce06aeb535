"""The one place that knows the compiler."""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

import numba

P = ParamSpec("P")
R = TypeVar("R")


_njit: Any = numba.njit

OPTIONS: dict[str, Any] = {
    "nogil": True,
    "error_model": "numpy",
    # The kernel allocates nothing, so arrays need no counting of references: a third of the time.
    "_nrt": False,
}


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function that Python calls, once per machine, with all that it calls."""
    return cast(Callable[P, R], _njit(cache=True, **OPTIONS)(function))


def inner(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function that only compiled functions call, into the place of the call.

    It has no door for Python and no place of its own in the cache; Python must not call it.
    """
    options = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True, "forceinline": True}
    return cast(Callable[P, R], _njit(**OPTIONS, **options)(function))
