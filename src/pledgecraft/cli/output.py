"""Where things are said: numbers on standard output, progress and notes on standard error."""

import json
import math
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any, cast

from rich.console import Console

WIDTH = 118


def console(width: int = WIDTH) -> Console:
    """Return the console for results; as wide as the terminal, or of a width if there is none."""
    return Console(width=None if sys.stdout.isatty() else width, highlight=False)


def write_json(shape: object) -> None:
    """Write JSON to standard output; what is not defined reads ``null``."""
    text = json.dumps(_defined(shape), indent=2, ensure_ascii=False, allow_nan=False, default=str)
    sys.stdout.write(text + "\n")


def _defined(shape: object) -> object:
    """Return a shape with ``None`` in the place of numbers that are none."""
    if isinstance(shape, float):
        return shape if math.isfinite(shape) else None
    if isinstance(shape, dict):
        entries = cast("dict[str, object]", shape).items()
        return {key: _defined(value) for key, value in entries}
    if isinstance(shape, list | tuple):
        return [_defined(value) for value in cast("list[object]", shape)]
    return shape


def note(text: str) -> None:
    """Say something on standard error."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


@contextmanager
def progress(what: str) -> Generator[Callable[[float], None]]:
    """Show how far long work has come, on standard error and only on a terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=1.0)
        yield lambda share: bar.update(task, completed=share)


def load_output() -> None:
    """Load what printing and summing up need, while other cores draw the world."""
    import numpy.ma
    import rich.box
    import rich.table

    _ = numpy.ma, rich.box, rich.table


def table(*columns: str, right: tuple[int, ...] = ()) -> Any:
    """Return an empty table with some columns aligned to the right."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    made = Table(header_style="bold", box=SIMPLE_HEAD)
    for place, column in enumerate(columns):
        side = "right" if place in right else "left"
        made.add_column(column, justify=side, overflow="fold", no_wrap=place == 0)
    return made


def escaped(text: str) -> str:
    """Return a text whose brackets are no mark-up."""
    return text.replace("[", r"\[")
