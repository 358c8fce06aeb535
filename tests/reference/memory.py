"""Cases written in memory: deal and world as texts, run on one path or many."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pledgecraft import Simulation, draw, simulate
from pledgecraft.base.toml import parse
from pledgecraft.cases.case import Case, case_from

EMPTY = "format = 1\n"
UNTIL_BACK = 'until = "principal and deemed interest returned", KOR = "50%", USA = "50%"'
UNTIL_END = 'until = "end", KOR = "10%", USA = "90%"'


def case_of(deal: str, world: str) -> Case:
    """Return a case from the texts of its two files."""
    texts = {"deal": deal, "world": world, "positions": EMPTY, "sources": EMPTY}
    documents = {name: parse(text.encode(), name=f"{name}.toml") for name, text in texts.items()}
    return case_from(Path(), documents)


def simulated(deal: str, world: str, *, paths: int = 1, seed: int = 7) -> Simulation:
    """Return the result of a case."""
    case = case_of(deal, world)
    return simulate(case.terms(), draw(case.world, paths=paths, seed=seed))


def deal_text(
    *,
    periods: int,
    step: str = "year",
    commitment: str = "100 USD",
    deemed: str = "5%",
    compounding: str = "period",
    flip: str = "within period",
    tiers: Sequence[str] = (UNTIL_BACK, UNTIL_END),
    terms: str = "",
    distributions: str = "",
) -> str:
    """Return a deal of some periods; ``terms`` are further tables, written before the tiers."""
    unit = {"year": "years", "quarter": "quarters", "month": "months"}[step]
    rows = "".join(f"  {{ {tier} }},\n" for tier in tiers)
    return f"""format = 1
[deal]
id = "memory"
title = "In memory"
pledgor = "KOR"
host = "USA"
start = 2026-01-01
horizon = "{periods} {unit}"
step = "{step}"
[amount]
commitment = "{commitment}"
{terms}
[distributions]
deemed_interest = {{ base = "{deemed}", compounding = "{compounding}" }}
flip = "{flip}"
{distributions}
tiers = [
{rows}]
"""


def series(values: Sequence[object]) -> str:
    """Return a list of money."""
    return "[" + ", ".join(f'"{value} USD"' for value in values) + "]"


def given(name: str, calls: Sequence[object], cash: Sequence[object]) -> str:
    """Return a project given as series."""
    return f"""
[[project]]
id = "{name}"
calls = {series(calls)}
cash = {series(cash)}
"""


def world_text(*projects: str, discount: str = "5%") -> str:
    """Return a world of some projects."""
    return f'format = 1\n[discount]\nKOR = "{discount}"\nUSA = "{discount}"\n' + "".join(projects)


def column(result: Simulation, name: str, path: int = 0) -> NDArray[np.float64]:
    """Return a column of a path's flows by period."""
    names, flows = result.trace(path)
    return flows[:, names.index(name)]


def total_of(result: Simulation, name: str, party: str = "KOR") -> float:
    """Return an outcome of a party on a single path."""
    return float(result.outcome(name, party=party).values[0])
