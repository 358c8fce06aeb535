"""What every command that simulates asks for. Its world is drawn, or read, while the rest loads."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import pledgecraft as pc
from pledgecraft.cli.settings import split_settings

if TYPE_CHECKING:
    from pledgecraft import Case, TermSheet, World

T = TypeVar("T")

PATHS = 10_000
SOLVE_PATHS = 2_000


@dataclass(frozen=True)
class Request:
    """What was asked.

    Attributes:
        case: A shipped case, or a folder.
        as_of: Only what was said until this day counts.
        side: The party to whose positions contested terms are resolved.
        reading: A reading of the text.
        settings: Terms and parameters of the world, as written.
        paths: Possible futures; ``None`` for the usual number.
        seed: Seed of the random streams.
        world: One of the case's named worlds.
    """

    case: str
    as_of: str | None = None
    side: str | None = None
    reading: str | None = None
    settings: Sequence[str] = ()
    paths: int | None = None
    seed: int = 7
    world: str | None = None

    def begin(self, *, usual: int = PATHS) -> "Begun":
        """Read the case, resolve its terms, and begin to draw its world."""
        terms, world = split_settings(self.settings)
        case = pc.read_case(self.case).in_world(self.world).with_world(world)
        sheet = case.terms(as_of=self.as_of, side=self.side, reading=self.reading, settings=terms)
        _ = sheet.deal
        return Begun(self, case, sheet, self.drawing(case, usual=usual))

    def drawing(self, case: "Case", *, usual: int = PATHS) -> "Future[World]":
        """Begin to draw a world, or to read it back: one path where nothing is random."""
        count = self.paths or (1 if case.world.is_deterministic else usual)
        return beside(lambda: recalled_or_drawn(case, count, self.seed))


def recalled_or_drawn(case: "Case", paths: int, seed: int) -> "World":
    """Return a case's draws: those kept by an earlier command, or new ones, kept for later."""
    known = pc.recall(case.world, paths=paths, seed=seed)
    if known is not None:
        return known
    world = pc.draw(case.world, paths=paths, seed=seed)
    beside(lambda: pc.keep(world))
    return world


def beside(work: Callable[[], T]) -> "Future[T]":
    """Begin some work on a thread of its own, while this one goes on."""
    pool = ThreadPoolExecutor(1)
    begun = pool.submit(work)
    pool.shutdown(wait=False)
    return begun


@dataclass(frozen=True)
class Begun:
    """A request whose world is being drawn.

    Attributes:
        asked: The request.
        case: The case, with its world's settings.
        sheet: Its terms, resolved.
        drawing: The draws to come.
    """

    asked: Request
    case: "Case"
    sheet: "TermSheet"
    drawing: "Future[World]"
