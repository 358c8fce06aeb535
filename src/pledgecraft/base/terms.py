"""Paths to terms, such as ``method.tranches[cash].size``, in nested data."""

import copy
import re
from collections.abc import Iterator
from typing import Any, cast

from pledgecraft.base.toml import TermPath

_PART = re.compile(r"([A-Za-z_][A-Za-z0-9_ -]*)((?:\[[A-Za-z0-9_-]+\])*)|\"([^\"]+)\"")
_INDEX = re.compile(r"\[([A-Za-z0-9_-]+)\]")

Table = dict[str, Any]

WHOLE = frozenset({"mix", "overruns"})
"""Tables that are agreed or contested as a whole, because their shares must add to 100%."""


class TermPathError(ValueError):
    """A text that is no path, or a path to nothing."""


def parse_path(text: str) -> TermPath:
    """Read a path; an index may be a number or the ``id`` of an entry.

    Raises:
        TermPathError: The text is no path.

    Example:
        >>> parse_path("method.tranches[cash].size")
        ('method', 'tranches', 'cash', 'size')
    """
    parts: list[str | int] = []
    for piece in re.findall(r'"[^"]*"|[^."]+', text):
        match = _PART.fullmatch(piece.strip())
        if match is None:
            raise TermPathError(f"{text!r} is no term; write it like losses.review.after.")
        parts.append(match.group(1) or match.group(3))
        indices = _INDEX.findall(match.group(2) or "")
        parts.extend(int(index) if index.isdigit() else index for index in indices)
    if not parts:
        raise TermPathError("The term is empty.")
    return tuple(parts)


def write_path(path: TermPath, *, listed: TermPath = ()) -> str:
    """Return the text of a path; parts that are numbers in ``listed`` stand in brackets.

    Example:
        >>> write_path(("distributions", "tiers", 0, "KOR"))
        'distributions.tiers[0].KOR'
    """
    text = ""
    for place, part in enumerate(path):
        is_index = isinstance(part, int) or (place < len(listed) and isinstance(listed[place], int))
        text += f"[{part}]" if is_index else f".{part}"
    return text.removeprefix(".")


def written(value: object) -> str:
    """Return a value of a case file as a person reads it.

    Example:
        >>> written({"equity": "80%", "loan": "20%"})
        'equity 80%, loan 20%'
    """
    if isinstance(value, dict):
        entries = cast("dict[str, object]", value).items()
        return ", ".join(f"{key} {written(inner)}" for key, inner in entries)
    if isinstance(value, list | tuple):
        return ", ".join(written(entry) for entry in cast("list[object]", value))
    return str(value)


def _step(data: Any, part: str | int) -> Any:
    if isinstance(data, list):
        return cast(list[Any], data)[_index(cast(list[Any], data), part)]
    if isinstance(data, dict) and part in data:
        return cast(Table, data)[str(part)]
    raise TermPathError(f"Nothing stands at {part!r}.")


def _index(items: list[Any], part: str | int) -> int:
    if isinstance(part, int) and part < len(items):
        return part
    for index, item in enumerate(items):
        if isinstance(item, dict) and cast(Table, item).get("id") == part:
            return index
    raise TermPathError(f"No entry {part!r}.")


def normal(data: Table, path: TermPath) -> TermPath:
    """Return a path with every index a number; parts that do not exist yet stay as they are."""
    done: list[str | int] = []
    here: Any = data
    for part in path:
        if isinstance(here, list):
            part = _index(cast(list[Any], here), part)
        done.append(part)
        try:
            here = _step(here, part)
        except TermPathError:
            here = None
    return tuple(done)


def get(data: Table, path: TermPath) -> Any:
    """Return what stands at a path.

    Raises:
        TermPathError: Nothing does.
    """
    here: Any = data
    for part in path:
        here = _step(here, part)
    return here


def put(data: Table, path: TermPath, value: Any) -> None:
    """Set what stands at a path, making tables on the way.

    Raises:
        TermPathError: The path leads through something that is no table, or to no entry.
    """
    here: Any = data
    for part in path[:-1]:
        if isinstance(here, dict) and part not in here:
            here[str(part)] = {}
        here = _step(here, part)
    if isinstance(here, list):
        here[_index(cast(list[Any], here), path[-1])] = copy.deepcopy(value)
    elif isinstance(here, dict):
        here[str(path[-1])] = copy.deepcopy(value)
    else:
        raise TermPathError(f"{write_path(path[:-1])} is no table.")


def try_put(data: Table, path: TermPath) -> None:
    """Do nothing where :func:`put` would set what stands at a path.

    Raises:
        TermPathError: The path leads through something that is no table, or to no entry.
    """
    here: Any = data
    for place, part in enumerate(path[:-1]):
        if isinstance(here, dict) and part not in here:
            numbers = [later for later in path[place:-1] if isinstance(later, int)]
            if numbers:
                raise TermPathError(f"Nothing stands at {numbers[0]!r}.")
            return
        here = _step(here, part)
    if isinstance(here, list):
        _index(cast(list[Any], here), path[-1])
    elif not isinstance(here, dict):
        raise TermPathError(f"{write_path(path[:-1])} is no table.")


def leaves(data: Any, path: TermPath = ()) -> Iterator[tuple[TermPath, Any]]:
    """Yield every path to a value that is no table and no list of tables, or to a whole one."""
    if isinstance(data, dict) and data and not (path and path[-1] in WHOLE):
        for key, value in cast(Table, data).items():
            yield from leaves(value, (*path, key))
    elif isinstance(data, list) and any(isinstance(item, dict) for item in cast(list[Any], data)):
        for index, item in enumerate(cast(list[Any], data)):
            yield from leaves(item, (*path, index))
    else:
        yield path, data
