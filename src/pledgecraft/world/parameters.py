"""A parameter of a world: its value with its range, source, vintage and strength."""

from collections.abc import Iterator
from typing import Any, Generic, TypeVar, cast

from pydantic import BaseModel, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from pledgecraft.base.model import Model
from pledgecraft.deal.positions import Strength

T = TypeVar("T")


class Described(Model):
    """A table that says where its values come from."""

    source: str | None = None
    vintage: str | None = None
    strength: Strength | None = None
    why: str | None = None


class Parameter(Described, Generic[T]):
    """A value with its range, source and vintage; a bare value is read as well.

    ``cell`` names the cell of macro data from which value and source were taken.
    """

    value: T
    range: str | None = None
    cell: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _wrap(cls, written: Any) -> Any:
        return cast(Any, written) if isinstance(written, dict) else {"value": written}

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe both forms: the bare value, and the table."""
        table = dict(handler.resolve_ref_schema(handler(core)))
        del table["required"]
        either = [{"required": ["value"]}, {"required": ["cell"]}]
        return {"anyOf": [table["properties"]["value"], {**table, "anyOf": either}]}


def parameters(
    table: Any, path: tuple[str | int, ...] = (), *, by_id: bool = True
) -> Iterator[tuple[tuple[str | int, ...], Parameter[Any], Described | None]]:
    """Yield every parameter of a world with its path and the table that describes it.

    Args:
        table: The world, or a part of it.
        path: Where it stands.
        by_id: Name entries of lists by their ids, where they have one, not by their numbers.
    """
    yield from _parameters(table, path, None, by_id)


def _parameters(
    table: Any, path: tuple[str | int, ...], around: Described | None, by_id: bool
) -> Iterator[tuple[tuple[str | int, ...], Parameter[Any], Described | None]]:
    if isinstance(table, Parameter):
        yield path, cast(Parameter[Any], table), around
    elif isinstance(table, BaseModel):
        holder = table if isinstance(table, Described) else around
        for name, field in type(table).model_fields.items():
            inner = (*path, field.alias or name)
            yield from _parameters(getattr(table, name), inner, holder, by_id)
    elif isinstance(table, dict):
        for key, value in cast(dict[str, Any], table).items():
            yield from _parameters(value, (*path, key), around, by_id)
    elif isinstance(table, tuple):
        for index, value in enumerate(cast(tuple[Any, ...], table)):
            label = getattr(value, "id", index) if by_id else index
            yield from _parameters(value, (*path, label), around, by_id)
