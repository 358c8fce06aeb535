"""Named worlds: files under ``worlds/`` that say in what a world differs from ``world.toml``."""

import copy
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from pledgecraft.base.terms import Table
from pledgecraft.base.toml import Document, TermPath, read

FOLDER = "worlds"


def world_names(folder: Path) -> tuple[str, ...]:
    """Return the names of a case's worlds."""
    return tuple(sorted(path.stem for path in folder.joinpath(FOLDER).glob("*.toml")))


def read_world(folder: Path, name: str) -> Document:
    """Return a named world as it is written.

    Raises:
        CaseError: The file cannot be read.
    """
    return read(folder / FOLDER / f"{name}.toml")


def merged(base: Table, changes: Table) -> Table:
    """Return a world with some tables changed.

    Tables are merged key by key; a parameter, a list and a value replace what stood there.

    Example:
        >>> merged({"a": {"b": 1, "c": 2}}, {"a": {"c": 3}})
        {'a': {'b': 1, 'c': 3}}
    """
    out = copy.deepcopy(base)
    for key, value in changes.items():
        before = out.get(key)
        if _is_table(before) and _is_table(value):
            out[key] = merged(cast(Table, before), cast(Table, value))
        else:
            out[key] = copy.deepcopy(value)
    return out


def _is_table(value: object) -> bool:
    return isinstance(value, Mapping) and "value" not in value


def place(document: Document, base: Document, path: TermPath) -> Document:
    """Return the file in which a path of a merged world was written."""
    here: object = document.data
    for part in path:
        if isinstance(here, Mapping) and part in here:
            here = cast("Mapping[object, object]", here)[part]
            if not _is_table(here):
                return document
        else:
            return base
    return document
