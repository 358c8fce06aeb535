"""Draws kept between runs: a later run on the same nature and seed reads them back.

Draws depend on no term of a deal, so whoever changes a term and runs again draws the same numbers
again, which takes longer than the run on them. They are therefore kept in the user's cache folder,
one folder a world, each array as NumPy writes it, with a SHA-256 sum. What does not come back whole
is drawn anew.
"""

import hashlib
import json
import platform
import shutil
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import fields
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib.format import open_memmap, read_array
from numpy.typing import NDArray

from pledgecraft.base.cache import cache_folder
from pledgecraft.world.assumptions import Assumptions
from pledgecraft.world.draws import World

SMALLEST = 50_000_000
"""Bytes from which on draws are kept; fewer are drawn as fast as they are read."""
ROOM = 1_000_000_000
"""Bytes that all kept draws may take; those unused for longest go first."""
PAGE = 4_096
"""Bytes up to which a file is read at once."""
STALE = 3_600
"""Seconds after which a folder that was never finished is removed."""
SOURCES = ("pledgecraft.world", "pledgecraft.economy", "pledgecraft.base")
SUMS = "sums.json"


def recall(assumptions: Assumptions, *, paths: int, seed: int) -> World | None:
    """Return a world that :func:`pledgecraft.world.draws.draw` gave before, to the bit.

    Returns:
        The world, its arrays read as they are used and not to be changed; ``None`` where none of
        that nature, that seed and at least that many paths was kept whole.
    """
    try:
        held = _all_arrays(_folder(assumptions, seed))
    except Exception:  # noqa: BLE001 -- whatever is damaged there, the run draws anew
        return None
    found = held["by_project"]
    if len(found) < paths:
        return None
    world = World(assumptions=assumptions, seed=seed, paths=len(found), **held)
    return world.first_paths(paths)


def keep(world: World) -> None:
    """Keep a world's draws for later runs, where they are worth it and there is room."""
    if not SMALLEST <= world.size <= ROOM:
        return
    with suppress(OSError):
        folder = _folder(world.assumptions, world.seed)
        folder.parent.mkdir(exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=".", dir=folder.parent))
        try:
            _write(world, part)
            part.chmod(0o755)
            shutil.rmtree(folder, ignore_errors=True)
            part.rename(folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)
        _make_room(folder)


def kept_draws() -> Path:
    """Return the folder of all kept draws; it need not be there."""
    return cache_folder() / "draws"


def _all_arrays(folder: Path) -> dict[str, Any]:
    """Return the arrays of a kept world.

    Raises:
        ValueError: One is missing, or is not what was written; damaged files raise others as well.
    """
    sums: dict[str, str] = json.loads((folder / SUMS).read_text("utf-8"))
    if set(sums) != set(_arrays()):
        raise ValueError(SUMS)
    with ThreadPoolExecutor() as pool:
        read = pool.map(_read, [folder / f"{name}.npy" for name in sums], sums.values())
        found: dict[str, Any] = dict(zip(sums, read, strict=True))
    with suppress(OSError):
        (folder / SUMS).touch()
    return found


def _folder(assumptions: Assumptions, seed: int) -> Path:
    told = f"{_version()}\n{seed}\n{assumptions.nature!r}"
    return kept_draws() / hashlib.sha256(told.encode()).hexdigest()[:16]


@cache
def _version() -> str:
    """Return a digest of the code that draws, and of what else its bits depend on."""
    digest = hashlib.sha256(f"{np.__version__} {platform.platform()} {platform.machine()}".encode())
    for package in SOURCES:
        for file in sorted(resources.files(package).iterdir(), key=lambda entry: entry.name):
            if file.name.endswith(".py"):
                digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


def _arrays() -> Iterator[str]:
    return (field.name for field in fields(World) if field.name not in _NO_ARRAYS)


_NO_ARRAYS = {"assumptions", "seed", "paths"}


def _read(file: Path, told: str) -> NDArray[Any]:
    kept: NDArray[Any]
    if file.stat().st_size > PAGE:
        kept = open_memmap(file, mode="r")
    else:
        with file.open("rb") as stream:
            kept = read_array(stream, allow_pickle=False)
    if _sum(kept) != told:
        raise ValueError(file.name)
    return kept


def _write(world: World, folder: Path) -> None:
    sums: dict[str, str] = {}
    for name in _arrays():
        array: NDArray[Any] = getattr(world, name)
        np.save(folder / f"{name}.npy", array, allow_pickle=False)
        sums[name] = _sum(array)
    (folder / SUMS).write_text(json.dumps(sums), "utf-8")


def _sum(array: NDArray[Any]) -> str:
    """Return the digest of an array's type, shape and values."""
    digest = hashlib.sha256(f"{array.dtype.str} {array.shape}\n".encode())
    digest.update(array.data.cast("B") if array.size else b"")
    return digest.hexdigest()


def _make_room(newest: Path) -> None:
    """Remove the worlds unused for longest beyond the room, and folders never finished."""
    now, used = time.time(), 0
    for folder in sorted(newest.parent.iterdir(), key=_last_used, reverse=True):
        if folder.name.startswith("."):
            with suppress(OSError):
                if now - folder.stat().st_mtime > STALE:
                    shutil.rmtree(folder, ignore_errors=True)
            continue
        with suppress(OSError):
            used += sum(file.stat().st_size for file in folder.iterdir())
        if used > ROOM and folder != newest:
            shutil.rmtree(folder, ignore_errors=True)


def _last_used(folder: Path) -> float:
    with suppress(OSError):
        return (folder / SUMS).stat().st_mtime
    return 0.0
