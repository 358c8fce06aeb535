"""The kernel as machine code: compiled once a machine, then loaded without the compiler.

Loading the compiler takes a second, which is more than a simulation takes. The kernel's machine
code needs nothing of it: no Python, no memory of its own, a few functions of the C library. So the
code is kept in the user's cache folder (never the package's own), and linked from there.
"""

import ctypes
import hashlib
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from importlib import metadata, resources
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple, cast

import llvmlite.binding
import numpy as np
from numpy.typing import NDArray

from pledgecraft.base.cache import cache_folder
from pledgecraft.base.errors import PledgecraftError
from pledgecraft.base.files import write_whole

Arguments = tuple[Any, ...]
llvm: Any = llvmlite.binding
_loading = Lock()
_kept: list[Any] = []
"""The linkers of code in use; the code goes with them."""


class Code(NamedTuple):
    """A compiled function.

    Attributes:
        symbol: The function's name in the object.
        code: The object file.
    """

    symbol: str
    code: bytes


def kernel_digest() -> str:
    """Return a short digest of all that the machine code depends on."""
    digest = hashlib.sha256()
    folder = resources.files("pledgecraft.engine.kernel")
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".py"):
            digest.update(file.name.encode() + file.read_bytes())
    features = llvm.get_host_cpu_features().flatten()
    versions = [metadata.version(name) for name in ("numba", "llvmlite", "numpy")]
    parts = [sys.version, *versions, llvm.get_host_cpu_name(), features]
    digest.update("\n".join(parts).encode())
    return digest.hexdigest()[:16]


def kernel_file() -> Path:
    """Return where this machine's kernel is kept."""
    return cache_folder() / f"kernel-{kernel_digest()}.o"


def is_compiled() -> bool:
    """Return whether compiled code is there already."""
    return read_code(kernel_file()) is not None


def load_kernel() -> None:
    """Load the compiled kernel, or compile it."""
    with _loading:
        _kernel()


def call_kernel(arguments: Arguments) -> None:
    """Call the kernel; other threads go on meanwhile.

    Args:
        arguments: Those of :func:`pledgecraft.engine.kernel.block.run_block`.
    """
    load_kernel()
    function, layout = _kernel()
    words = [word for value in arguments for word in as_words(value)]
    if len(words) != layout:
        raise ValueError(f"The kernel takes {layout} words, not {len(words)}.")
    result, exception = ctypes.c_void_p(), ctypes.c_void_p()
    if function(ctypes.byref(result), ctypes.byref(exception), *words) != 0:
        raise RuntimeError("The kernel gave up.")


@cache
def _kernel() -> tuple[Callable[..., int], int]:
    file = kernel_file()
    count = len(list(as_words(_example())))
    code = read_code(file)
    if code is None:
        from pledgecraft.engine.kernel.block import compile_block

        code = Code(*compile_block(_example()))
        write_code(code, file)
    return link(code, count), count


def _example() -> Arguments:
    from pledgecraft.engine.kernel.tables import example_arguments

    return example_arguments()


def read_code(file: Path) -> Code | None:
    """Return the code in a file; ``None`` where there is none, or not the whole of it."""
    try:
        head, _, code = file.read_bytes().partition(b"\n")
        symbol, digest = head.decode().split(" ")
    except (OSError, ValueError):
        return None
    return Code(symbol, code) if hashlib.sha256(code).hexdigest() == digest else None


def write_code(code: Code, file: Path) -> None:
    """Keep code for the next run; where that can't be, the next run compiles again."""
    head = f"{code.symbol} {hashlib.sha256(code.code).hexdigest()}\n"
    try:
        write_whole(file, head.encode() + code.code)
    except PledgecraftError:
        return
    _forget_old(file)


_KEPT_DAYS = 30


def _forget_old(new: Path) -> None:
    """Remove the code of versions that were compiled long before the new one."""
    with suppress(OSError):
        limit = new.stat().st_mtime - _KEPT_DAYS * 86_400
        for old in new.parent.glob(f"kernel-*{new.suffix}"):
            if old != new and old.stat().st_mtime < limit:
                old.unlink()


def link(code: Code, words: int) -> Callable[..., int]:
    """Return a compiled function of some words, by the compiler's calling convention.

    It takes a place for the result, one for an exception, and its arguments flattened.
    """
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    machine = llvm.Target.from_default_triple().create_target_machine()
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), machine)
    engine.add_object_file(llvm.ObjectFileRef.from_data(code.code))
    engine.finalize_object()
    _kept.append(engine)
    kinds = [ctypes.c_void_p, ctypes.c_void_p, *([ctypes.c_int64] * words)]
    kind = ctypes.CFUNCTYPE(ctypes.c_int32, *kinds)
    return cast("Callable[..., int]", kind(engine.get_function_address(code.symbol)))


def as_words(value: Any) -> Iterator[int]:
    """Yield an argument as the compiled function takes it.

    An array is two references that are not counted, its number of elements, the size of one, its
    address, shape and strides; a tuple is its parts.
    """
    if isinstance(value, np.ndarray):
        array = cast("NDArray[Any]", value)
        if not array.flags.c_contiguous:
            raise ValueError("The kernel takes arrays that lie in one piece.")
        yield from (0, 0, array.size, array.itemsize, array.ctypes.data)
        yield from array.shape
        yield from array.strides
    elif isinstance(value, tuple):
        for part in cast("tuple[Any, ...]", value):
            yield from as_words(part)
    else:
        yield int(value)
