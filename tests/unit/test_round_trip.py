"""What is read can be written and read again, and the published schemas describe it."""

import copy
import json
import tomllib
from collections.abc import Callable

import jsonschema
import pytest
import tomli_w

import pledgecraft as pc
from pledgecraft.base.terms import TermPathError, put, try_put
from pledgecraft.base.toml import parse
from pledgecraft.cases.case import FILES


def dumped(model: object) -> str:
    data = model.model_dump(mode="json", by_alias=True, exclude_none=True)  # type: ignore[attr-defined]
    return tomli_w.dumps(data)


@pytest.mark.parametrize("name", pc.shipped())
@pytest.mark.parametrize("file", FILES)
def test_reading_and_writing_round_trip(name: str, file: str) -> None:
    case = pc.read_case(name)
    model = FILES[file].model_validate(case.documents[file].data)
    again = FILES[file].model_validate(tomllib.loads(_dates_restored(dumped(model))))
    assert again == model


def _dates_restored(text: str) -> str:
    import re

    return re.sub(r'"(\d{4}-\d{2}-\d{2})"', r"\1", text)


@pytest.mark.parametrize("name", pc.shipped())
@pytest.mark.parametrize("file", FILES)
def test_shipped_files_fit_their_schema(name: str, file: str) -> None:
    case = pc.read_case(name)
    instance = json.loads(json.dumps(case.documents[file].data, default=str))
    jsonschema.validate(instance, pc.json_schema(file))


def test_schema_refuses_a_bare_number() -> None:
    document = parse((pc.read_case("tutorial").folder / "deal.toml").read_bytes(), name="deal.toml")
    instance = json.loads(json.dumps(document.data, default=str))
    instance["amount"]["commitment"] = 10
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(instance, pc.json_schema("deal"))


@pytest.mark.parametrize(
    "path",
    [("a", "b"), ("a", "x", "y"), ("l", 0, "z"), ("l", 5, "z"), ("n", 0, "z"), ("n", 0), ("v", "w"),
     ("l", 7), ("n", "m", 2, "o")],
)  # fmt: skip
def test_trying_to_set_says_what_setting_says(path: tuple[str | int, ...]) -> None:
    data = {"a": {"b": 1}, "l": [{"z": 1}], "v": 3}

    def said(do: Callable[[], None]) -> str:
        try:
            do()
        except TermPathError as error:
            return str(error)
        return "fine"

    before = copy.deepcopy(data)
    tried = said(lambda: try_put(data, path))
    assert data == before
    assert tried == said(lambda: put(data, path, 9))
