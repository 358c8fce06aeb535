"""Quantities: lists of expressions with their meaning, and texts that hold none."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pledgecraft.evidence.model import Quantity
from pledgecraft.evidence.quantities import find_quantities

LISTS = tomllib.loads(Path(__file__).with_name("expressions.toml").read_text(encoding="utf-8"))
REFERENCE = date(2025, 10, 29)
SIZES = {"k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12}


def number(written: str) -> Decimal | None:
    if written == "_":
        return None
    return Decimal(written[:-1]) * SIZES[written[-1]] if written[-1] in SIZES else Decimal(written)


def rows(name: str) -> list[list[str]]:
    lines = LISTS[name].strip().splitlines()
    return [[part.strip() for part in line.split("|")] for line in lines]


def meaning(row: list[str]) -> tuple[object, ...]:
    low = number(row[3])
    high = low if row[4] == "=" else number(row[4])
    return (*row[1:3], low, high, row[5], row[6], row[7] if len(row) > 7 else None)


def read(quantity: Quantity, text: str) -> tuple[object, ...]:
    if quantity.kind == "date":
        return quantity.span.of(text), "date", quantity.day, quantity.last_day
    return (
        quantity.span.of(text), quantity.kind, quantity.low, quantity.high,
        quantity.unit, quantity.bound, quantity.per,
    )  # fmt: skip


def found(text: str) -> list[tuple[object, ...]]:
    return [read(q, text) for q in find_quantities(text, reference=REFERENCE)]


def dated(row: list[str]) -> tuple[object, ...]:
    first = date.fromisoformat(row[2])
    return row[1], "date", first, first if row[3] == "=" else date.fromisoformat(row[3])


def wrong(name: str) -> list[tuple[object, ...]]:
    """Return each expected meaning that is not read, and each text with one too many."""
    expect = dated if name.endswith("dates") else meaning
    texts: dict[str, list[tuple[object, ...]]] = {}
    for row in rows(name):
        texts.setdefault(row[0], []).append(expect(row))
    missing = [
        (text, *want) for text, wants in texts.items() for want in wants if want not in found(text)
    ]
    kinds = {want[kind] for wants in texts.values() for want in wants for kind in (1,)}
    extra = [
        (text, "extra", *got)
        for text, wants in texts.items()
        for got in found(text)
        if got not in wants and got[1] in kinds
    ]
    return missing + [one for one in extra if one[0] not in {m[0] for m in missing}]


@pytest.mark.parametrize(
    ("names", "least"),
    [
        (("currency", "percent"), 0.98),
        (("other", "dates"), 0.95),
        (("held_out", "held_out_dates"), 0.98),
    ],
)
def test_share_read_right(names: tuple[str, ...], least: float) -> None:
    mistakes = [mistake for name in names for mistake in wrong(name)]
    total = sum(len(rows(name)) for name in names)
    print(*mistakes, sep="\n")
    print(f"{' and '.join(names)}: {total - len(mistakes)} of {total} right")
    assert 1 - len(mistakes) / total >= least


def test_the_lists_are_long_enough() -> None:
    assert len(rows("currency") + rows("percent")) >= 150
    assert len(rows("other") + rows("dates")) >= 80
    assert len(LISTS["negative"].strip().splitlines()) >= 60


@pytest.mark.parametrize("text", LISTS["negative"].strip().splitlines())
def test_nothing_is_read_where_nothing_stands(text: str) -> None:
    assert found(text) == []
