"""The one place that knows the compiler."""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

import numba
import numpy as np

P = ParamSpec("P")
R = TypeVar("R")


_numba: Any = numba

OPTIONS: dict[str, Any] = {
    "nogil": True,
    "error_model": "numpy",
    # The kernel allocates nothing, so arrays need no counting of references: a third of the time.
    "_nrt": False,
}


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function that Python may call too, when it first does."""
    return cast(Callable[P, R], _numba.njit(**OPTIONS)(function))


def inner(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function that only compiled functions call, into the place of the call.

    It has no door for Python; Python must not call it.
    """
    options = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True, "forceinline": True}
    return cast(Callable[P, R], _numba.njit(**OPTIONS, **options)(function))


def machine_code(function: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[str, bytes]:
    """Compile a function for the types of some arguments; return its symbol and the object file."""
    options = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    dispatcher: Any = _numba.njit(**OPTIONS, **options)(function)
    dispatcher.compile(tuple(_numba.typeof(value) for value in arguments))
    result = dispatcher.overloads[dispatcher.signatures[0]]
    return result.fndesc.llvm_func_name, result.library._get_compiled_object()


@inner
def place(number: int) -> int:
    """Return a number that is not negative as an index without a sign.

    An index with a sign is looked at in every use, because -1 would be the last entry.
    """
    return np.uint64(number)  # type: ignore[return-value]
