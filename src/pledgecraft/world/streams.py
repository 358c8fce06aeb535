"""Named random streams: the only random numbers in the house.

Each driver draws from its own counter-based stream (Philox), keyed by the seed and the driver's
name, with one counter per block of 1,024 paths. Numbers already drawn therefore never change when
a driver is added, when more paths or a longer horizon are asked for, or when processes are added.
"""

import hashlib
from collections.abc import Callable, Iterator
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

BLOCK = 1_024

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Flags = NDArray[np.bool_]
Scalar = TypeVar("Scalar", bound=np.generic)


class Streams:
    """Random numbers by driver for some blocks of paths side by side, time first: (count, path)."""

    def __init__(self, seed: int, *blocks: int) -> None:
        self.seed = seed
        self.blocks = blocks

    def normals(self, name: str, count: int) -> Singles:
        """Return standard normals; the first rows don't depend on ``count``."""
        return self._beside(
            lambda source: source.standard_normal((count, BLOCK), dtype=np.float32), name
        )

    def fill_normals(self, name: str, out: Singles) -> None:
        """Write standard normals of one block into an array, (count, path)."""
        self._generator(name, self.blocks[0]).standard_normal(out=out, dtype=np.float32)

    def uniforms(self, name: str, count: int) -> Floats:
        """Return uniforms on [0, 1); the first rows don't depend on ``count``."""
        return self._beside(lambda source: source.random((count, BLOCK)), name)

    def counts(self, name: str, count: int, mean: float) -> Singles:
        """Return Poisson numbers of some mean; the first rows don't depend on ``count``."""
        return self._beside(
            lambda source: source.poisson(mean, (count, BLOCK)).astype(np.float32), name
        )

    def _beside(
        self, drawn: Callable[[np.random.Generator], NDArray[Scalar]], name: str
    ) -> NDArray[Scalar]:
        found = [drawn(self._generator(name, block)) for block in self.blocks]
        return found[0] if len(found) == 1 else np.concatenate(found, axis=1)

    def _generator(self, name: str, block: int) -> np.random.Generator:
        digest = hashlib.sha256(f"{self.seed}/{name}".encode()).digest()
        key = np.frombuffer(digest[:16], dtype=np.uint64)
        return np.random.Generator(np.random.Philox(key=key, counter=[0, 0, 0, block]))


def blocks_together(paths: int, count: int) -> Iterator[tuple[list[int], slice]]:
    """Yield the numbers of some blocks at a time, and their rows."""
    several = list(blocks(paths))
    for first in range(0, len(several), count):
        some = several[first : first + count]
        yield [number for number, _ in some], slice(some[0][1].start, some[-1][1].stop)


def blocks(paths: int) -> Iterator[tuple[int, slice]]:
    """Yield each block's number and its rows."""
    for block, first in enumerate(range(0, paths, BLOCK)):
        yield block, slice(first, min(first + BLOCK, paths))
