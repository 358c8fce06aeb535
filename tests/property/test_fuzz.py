"""Whatever stands in a case's files, what comes out is a case or problems, never a traceback."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import pledgecraft as pc
from pledgecraft.base.errors import PledgecraftError
from pledgecraft.base.toml import parse
from pledgecraft.cases.case import FILES, case_from, find

TEXTS = {name: (find("tutorial") / f"{name}.toml").read_text() for name in FILES}
VALUES = st.sampled_from(
    ['"open"', '"unknown"', '"1..2 bn USD"', '"50%"', '"-50%"', '"200%"', '"0 USD"', "0", "-1", "1.5",
     "true", "[]", "{}", '""', '"KOR"', '"JPN"', "2026-01-01", '"end"', '"IRR 8%"', '"IRR -90%"',
     '"multiple 0"', '"catch-up to 100%"', '"1000000 years"', '"0 years"', '["1 USD x 9999"]', "nan",
     "inf", '{ KOR = "50%" }', '"1e9 USD"', '"99999999999999999999999999 bn USD"', '[[1]]', '"é"',
     '{ value = "5%" }', '{ value = 5 }', '"5 bp"', "9999-12-31", "0001-01-01"]
)  # fmt: skip


def attempt(texts: dict[str, str]) -> None:
    """Read, resolve, draw and run; refuse only by problems."""
    try:
        documents = {name: parse(text.encode(), name=name) for name, text in texts.items()}
        case = case_from(Path(), documents)
        sheet = case.terms()
        if sheet.unresolved or case.grid.periods > 400:
            return
        result = pc.simulate(sheet, pc.draw(case.world, paths=2, seed=1))
        result.to_dict()
    except PledgecraftError as error:
        assert all(problem.fix for problem in error.problems)


@settings(max_examples=250, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_value_in_place_of_another(data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(["deal", "world", "positions"]))
    document = parse(TEXTS[file].encode(), name=file)
    places = sorted({(s.start, s.end) for s in document.values.values()})
    start, end = data.draw(st.sampled_from(places))
    text = TEXTS[file][:start] + data.draw(VALUES) + TEXTS[file][end:]
    attempt({**TEXTS, file: text})


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_line_missing_or_twice(data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(["deal", "world", "positions", "sources"]))
    lines = TEXTS[file].splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    changed = lines[:at] + lines[at + 1 :] if data.draw(st.booleans()) else [*lines, lines[at]]
    attempt({**TEXTS, file: "\n".join(changed)})


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(position=st.floats(0, 1), raw=st.binary(min_size=1, max_size=12))
def test_any_bytes_anywhere(name: str, position: float, raw: bytes) -> None:
    text = TEXTS[name].encode()
    at = int(position * len(text))
    try:
        documents = {
            other: parse(
                text[:at] + raw + text[at:] if other == name else TEXTS[other].encode(), name=other
            )
            for other in FILES
        }
        case_from(Path(), documents)
    except PledgecraftError as error:
        assert all(problem.code for problem in error.problems)


KOREA = {name: (find("korea-us-2025") / f"{name}.toml").read_text() for name in FILES}
"""The case whose world has everything: specialists, currency, tariffs, public purse."""


def places_within(file: str, first: str, last: str) -> list[tuple[int, int]]:
    """Return the places of the values between two marks of a Korean file."""
    text = KOREA[file]
    start, end = text.index(first), text.index(last)
    document = parse(text.encode(), name=file)
    found = {(s.start, s.end) for s in document.values.values()}
    return sorted(place for place in found if start < place[0] < end)


ECONOMIES = {
    "world": places_within("world", "[workforce]", "# Portfolio of the 200 bn"),
    "deal": places_within("deal", "[timeline]", "[losses]")
    + places_within("deal", "[linked.tariff]", "[linked.visas]"),
}


@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.data())
def test_any_value_in_the_economies_of_korea(data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(sorted(ECONOMIES)))
    start, end = data.draw(st.sampled_from(ECONOMIES[file]))
    text = KOREA[file][:start] + data.draw(VALUES) + KOREA[file][end:]
    attempt({**KOREA, file: text})
