"""Named random streams: the only random numbers in the house.

Each driver draws from its own counter-based stream (Philox), keyed by the seed and the driver's
name, with one counter per block of 1,024 paths. Numbers already drawn therefore never change when
a driver is added, when more paths or a longer horizon are asked for, or when processes are added.
"""

import hashlib
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

BLOCK = 1_024

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Flags = NDArray[np.bool_]


class Streams:
    """Random numbers by driver for one block of paths, time first: (count, path of the block)."""

    def __init__(self, seed: int, block: int) -> None:
        self.seed = seed
        self.block = block

    def normals(self, name: str, count: int) -> Singles:
        """Return standard normals; the first rows don't depend on ``count``."""
        return self._generator(name).standard_normal((count, BLOCK), dtype=np.float32)

    def uniforms(self, name: str, count: int) -> Floats:
        """Return uniforms on [0, 1); the first rows don't depend on ``count``."""
        return self._generator(name).random((count, BLOCK))

    def _generator(self, name: str) -> np.random.Generator:
        digest = hashlib.sha256(f"{self.seed}/{name}".encode()).digest()
        key = np.frombuffer(digest[:16], dtype=np.uint64)
        return np.random.Generator(np.random.Philox(key=key, counter=[0, 0, 0, self.block]))


def blocks(paths: int) -> Iterator[tuple[int, slice]]:
    """Yield each block's number and its rows."""
    for block, first in enumerate(range(0, paths, BLOCK)):
        yield block, slice(first, min(first + BLOCK, paths))
