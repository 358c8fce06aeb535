"""Frozen typed models of case files, and their problems with places."""

import difflib
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Annotated, Any, cast, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, WithJsonSchema
from pydantic_core import ErrorDetails

from pledgecraft.base.errors import CODES, Problem
from pledgecraft.base.quantities import UNRESOLVED, refusal, shown
from pledgecraft.base.toml import TermPath


class Model(BaseModel):
    """A table of a case file: frozen, and closed to unknown keys."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid")


def one_of(*words: str) -> Callable[[Any], str]:
    """Return a validator that accepts one of some words, or a word for what is not known."""

    def check(value: Any) -> str:
        if isinstance(value, str) and value in (*words, *UNRESOLVED):
            return value
        near = difflib.get_close_matches(str(value), words, n=1)
        hint = f' Do you mean "{near[0]}"?' if near else ""
        listed = ", ".join(f'"{word}"' for word in words)
        fix = f"Found {shown(value)}. Possible are {listed}.{hint}"
        raise refusal("D112", fix)

    return check


def closed(*words: str) -> Callable[[Any], str]:
    """Return a validator that accepts one of some words, and none for what is not known."""

    def check(value: Any) -> str:
        if isinstance(value, str) and value in words:
            return value
        listed = ", ".join(f'"{word}"' for word in words)
        raise refusal("D112", f"Found {shown(value)}. Possible are {listed}.")

    return check


def word_schema(*words: str) -> WithJsonSchema:
    """Return the JSON Schema of :func:`one_of`."""
    return WithJsonSchema({"type": "string", "enum": [*words, *UNRESOLVED]})


def form_of(value: Any) -> str:
    """Return which form a value has, where a table, a list or a word is possible."""
    if isinstance(value, dict | BaseModel):
        return "(table)"
    return "(list)" if isinstance(value, list | tuple) else "(word)"


def _read_day(value: Any) -> date | str:
    if isinstance(value, date) or value in UNRESOLVED:
        return cast("date | str", value)
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    fix = f"Found {shown(value)}. Write a date without quotes, like 2029-01-31."
    raise refusal("D113", fix)


Day = Annotated[
    date | str,
    BeforeValidator(_read_day),
    WithJsonSchema({"anyOf": [{"type": "string", "format": "date"}, {"enum": [*UNRESOLVED]}]}),
]

PARTY = re.compile(r"[A-Z][A-Z0-9_]{1,15}")

_FOR_TYPE = {"missing": "D110", "extra_forbidden": "D111", "literal_error": "D112"}


def problems_of(
    error: ValidationError,
    *,
    model: type[BaseModel],
    place: Callable[[str, TermPath, str, bool], Problem],
) -> list[Problem]:
    """Return the problems of a validation with their places.

    Args:
        error: What pydantic found.
        model: The model that was read.
        place: Makes a problem from code, path, fix, and whether the key is meant.
    """
    found: dict[tuple[str, TermPath], Problem] = {}
    for detail in error.errors(include_url=False):
        code = detail["type"] if detail["type"] in CODES else _FOR_TYPE.get(detail["type"], "D113")
        path = _written_path(detail["loc"])
        fix = _fix_of(detail, code, path, model)
        found.setdefault((code, path), place(code, path, fix, code == "D111"))
    return list(found.values())


def _written_path(loc: tuple[str | int, ...]) -> TermPath:
    """Return a path as a person wrote it, without the names that models add."""
    return tuple(part for part in loc if part != "shares" and not _is_type_name(part))


def _is_type_name(part: str | int) -> bool:
    return isinstance(part, str) and part.startswith(("(", "function-"))


def _fix_of(detail: ErrorDetails, code: str, path: TermPath, model: type[BaseModel]) -> str:
    if "ctx" in detail and "fix" in detail["ctx"]:
        return str(detail["ctx"]["fix"])
    name = str(path[-1]) if path else "the file"
    if code == "D110":
        return f'Add "{name}" here.'
    if code == "D111":
        near = difflib.get_close_matches(name, _known_keys(model, path[:-1]), n=1, cutoff=0.5)
        hint = f'Do you mean "{near[0]}"?' if near else "Remove it."
        return f'Found "{name}". {hint}'
    return f"Found {shown(detail['input'])}. {detail['msg']}."


def _known_keys(model: type[BaseModel], path: TermPath) -> list[str]:
    for part in path:
        field = model.model_fields.get(str(part))
        if field is None:
            continue
        inner = next(_models_in(field.annotation), None)
        if inner is None:
            return []
        model = inner
    return list(model.model_fields)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)
