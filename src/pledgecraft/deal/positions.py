"""What ``positions.toml`` and ``sources.toml`` may say, and assumptions about open terms."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from pledgecraft.base.model import Model, closed
from pledgecraft.base.terms import written

Strength = Annotated[
    str,
    BeforeValidator(closed("strong", "medium", "weak")),
    WithJsonSchema({"enum": ["strong", "medium", "weak"]}),
]


class Statement(Model):
    """Something said about a term, since a date, on the word of a source."""

    term: str
    since: date
    value: Any = None
    says: str = ""
    claim: str | None = None

    @property
    def text(self) -> str:
        """The value, or what was said where there is none."""
        return written(self.value) if self.value is not None else self.says

    @property
    def source(self) -> str | None:
        """Id of the source, without the place in it."""
        return self.claim.split("#")[0] if self.claim else None


class Position(Statement):
    """What one side wants."""

    by: str
    speaker: str | None = None


class Agreement(Statement):
    """What both sides have agreed."""


class Reading(Model):
    """One of several readings of what was agreed."""

    id: str
    question: str
    says: str
    claim: str | None = None
    default: bool = False
    terms: dict[str, Any]


class Positions(Model):
    """The whole of ``positions.toml``."""

    format: Literal[1]
    position: tuple[Position, ...] = ()
    agreement: tuple[Agreement, ...] = ()
    reading: tuple[Reading, ...] = ()


class Source(Model):
    """A document that claims cite."""

    id: str
    publisher: str
    title: str
    date: date
    address: str
    confidence: Annotated[
        str,
        BeforeValidator(closed("H", "M", "L", "I")),
        WithJsonSchema({"enum": ["H", "M", "L", "I"]}),
    ] = Field(description="H official document, M press, L aggregator or tracker, I arithmetic.")


class Sources(Model):
    """The whole of ``sources.toml``."""

    format: Literal[1]
    source: tuple[Source, ...] = ()


class Assumption(Model):
    """A value for a term that is open, with the reason for it."""

    term: str
    value: Any
    why: str
    range: str | None = None
    source: str | None = None
    vintage: str | None = None
    strength: Strength | None = None
    until: date | None = Field(default=None, description="The assumption holds before this day.")
