"""Quantities with units, read from a strict grammar.

A quantity is a point (``"20 bn USD"``), a range (``"15..25 bn USD"``) or a word for what is not
known (``"open"``, ``"unknown"``). Numbers are kept as exact decimals; :attr:`Quantity.value` gives
the float that the engine works with.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, LiteralString, Self, cast

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

UNRESOLVED = ("open", "unknown")

_NUMBER = r"[+-]?\d+(?:_\d{3})*(?:\.\d+)?"
_POINT_OR_RANGE = re.compile(rf"\s*({_NUMBER})\s*(%?)\s*(?:\.\.\s*({_NUMBER}))?\s*(.*?)\s*")
_MAX_DIGITS = 40


class QuantityError(ValueError):
    """A text that is no quantity of this kind; ``code`` and ``fix`` say why."""

    def __init__(self, code: str, fix: str) -> None:
        super().__init__(fix)
        self.code = code
        self.fix = fix


def refusal(code: str, fix: str) -> PydanticCustomError:
    """Return the exception by which a validator refuses a value, with our code and remedy."""
    return PydanticCustomError(cast("LiteralString", code), "{fix}", {"fix": fix})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A point, a range, or a word for what is not known, in one unit.

    Attributes:
        low: Lower end, in the unit as written; ``None`` where unresolved.
        high: Upper end; equal to ``low`` for a point.
        unit: The unit as written.
        word: ``open`` or ``unknown`` where nothing is known.
    """

    low: Decimal | None
    high: Decimal | None
    unit: str
    word: str | None = None

    example: ClassVar[str] = ""
    dimension: ClassVar[str] = ""
    scales: ClassVar[dict[str, Decimal]] = {}

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a quantity.

        Raises:
            QuantityError: D202 unreadable, D203 wrong dimension, D211 range runs backwards.

        Example:
            >>> Money.parse("15..25 bn USD")
            15..25 bn USD
        """
        if text.strip() in UNRESOLVED:
            return cls(None, None, "", text.strip())
        match = _POINT_OR_RANGE.fullmatch(text)
        if match is None or len(text) > 3 * _MAX_DIGITS:
            raise QuantityError("D202", f"Found {shown(text)}. Write it like {cls.example}.")
        first, percent, second, unit = match.groups()
        unit = cls._unit(" ".join((percent + " " + unit).split()), text)
        low, high = Decimal(first), Decimal(second or first)
        if low > high:
            raise QuantityError("D211", f"Found {shown(text)}. Write the smaller end first.")
        return cls(low, high, unit)

    @classmethod
    def _unit(cls, unit: str, text: str) -> str:
        singular = unit.removesuffix("s")
        for known in cls.scales:
            if unit == known or singular == known.removesuffix("s"):
                return known
        raise QuantityError(
            "D203", f"Found {shown(text)}, but {cls.dimension} is needed, like {cls.example}."
        )

    @property
    def is_unresolved(self) -> bool:
        """Whether nothing is known."""
        return self.word is not None

    @property
    def is_range(self) -> bool:
        """Whether the quantity is a range of more than one point."""
        return self.low != self.high

    @property
    def value(self) -> float:
        """The point in base units: US dollars, a fraction of one, years, or per year.

        Raises:
            QuantityError: D305, a range or an unresolved quantity has no value.
        """
        if self.low is None or self.is_range:
            raise QuantityError("D305", f"{self} has no single value.")
        return float(self.low * self.scales[self.unit])

    @property
    def interval(self) -> tuple[float, float]:
        """Both ends in base units.

        Raises:
            QuantityError: D305, an unresolved quantity has no ends.
        """
        if self.low is None or self.high is None:
            raise QuantityError("D305", f"{self} has no ends.")
        return float(self.low * self.scales[self.unit]), float(self.high * self.scales[self.unit])

    def __str__(self) -> str:
        if self.low is None or self.high is None:
            return self.word or ""
        number = f"{self.low:f}" if not self.is_range else f"{self.low:f}..{self.high:f}"
        return number + (self.unit if self.unit.startswith("%") else f" {self.unit}")

    def __repr__(self) -> str:
        return str(self)

    @classmethod
    def _read(cls, value: Any) -> Self:
        if isinstance(value, cls):
            return value
        if not isinstance(value, str):
            code = "D201" if isinstance(value, int | float) else "D113"
            raise refusal(code, f"Found {value!r}. Write it in quotes, like {cls.example}.")
        try:
            return cls.parse(value)
        except QuantityError as error:
            raise refusal(error.code, error.fix) from None

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate from text, write as text."""
        return core_schema.no_info_plain_validator_function(
            cls._read, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe the text for editors."""
        units = "|".join(re.escape(unit.removesuffix("s")) for unit in cls.scales)
        pattern = rf"^\s*({_NUMBER}\s*%?(\s*\.\.\s*{_NUMBER})?\s*({units})?s?|open|unknown)\s*$"
        return {
            "type": "string",
            "pattern": pattern,
            "title": cls.__name__,
            "description": f"{cls.dimension}, like {cls.example}",
            "examples": [cls.example.strip('"')],
        }


class Money(Quantity):
    """Money in nominal US dollars."""

    __slots__ = ()
    example = '"20 bn USD"'
    dimension = "money in US dollars"
    scales: ClassVar[dict[str, Decimal]] = {
        "USD": Decimal(1),
        "mn USD": Decimal(10**6),
        "bn USD": Decimal(10**9),
        "trn USD": Decimal(10**12),
    }


class Share(Quantity):
    """A fraction of one: percent or basis points."""

    __slots__ = ()
    example = '"50%"'
    dimension = "a share"
    scales: ClassVar[dict[str, Decimal]] = {"%": Decimal("0.01"), "bp": Decimal("0.0001")}


class Rate(Quantity):
    """A quantity per year."""

    __slots__ = ()
    example = '"0.9% per year"'
    dimension = "a rate per year"
    scales: ClassVar[dict[str, Decimal]] = {
        "% per year": Decimal("0.01"),
        "per year": Decimal(1),
    }


class Duration(Quantity):
    """A length of time; its value is in years of the calendar."""

    __slots__ = ()
    example = '"20 years"'
    dimension = "a length of time"
    scales: ClassVar[dict[str, Decimal]] = {
        "years": Decimal(1),
        "quarters": Decimal("0.25"),
        "months": Decimal(1) / Decimal(12),
        "days": Decimal(1) / Decimal("365.25"),
    }


class Notice(Quantity):
    """A notice: days of the calendar or business days of the joint calendar."""

    __slots__ = ()
    example = '"45 business days"'
    dimension = "a notice in days"
    scales: ClassVar[dict[str, Decimal]] = {"business days": Decimal(1), "days": Decimal(1)}

    @property
    def counts_business_days(self) -> bool:
        """Whether the days are business days."""
        return self.unit == "business days"


_SERIES_ITEM = re.compile(r"\s*(.+?)(?:\s+x\s+(\d{1,4}))?\s*")


def parse_series(items: list[str]) -> tuple[Money, ...]:
    """Read a series of money, where ``"25 USD x 15"`` stands for fifteen periods of 25.

    Raises:
        QuantityError: D202, D203 or D211 of the item.

    Example:
        >>> len(parse_series(["0 USD x 5", "25 USD x 15"]))
        20
    """
    series: list[Money] = []
    for item in items:
        match = _SERIES_ITEM.fullmatch(item)
        if match is None:
            raise QuantityError("D202", f'Found {shown(item)}. Write it like "25 USD x 15".')
        series += [Money.parse(match.group(1))] * int(match.group(2) or 1)
    return tuple(series)


def shown(value: object) -> str:
    """Return a value as a person may have written it, cut where it is long."""
    text = f'"{value}"' if isinstance(value, str) else repr(value)
    return text if len(text) <= 60 else text[:56] + '..."'
