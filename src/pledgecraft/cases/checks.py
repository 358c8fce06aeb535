"""Checks across the files of a case: one function per failure, named by the failure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pledgecraft.base.quantities import Quantity, Share
from pledgecraft.base.terms import (
    WHOLE,
    Table,
    TermPathError,
    get,
    leaves,
    normal,
    parse_path,
    try_put,
)
from pledgecraft.base.toml import TermPath
from pledgecraft.deal.model import TERMS, Deal
from pledgecraft.deal.positions import Positions, Sources, Statement
from pledgecraft.world.model import Cash, Series, WorldModel
from pledgecraft.world.parameters import parameters

Finding = tuple[str, str, TermPath, str]


@dataclass(frozen=True)
class _Files:
    data: Table
    deal: Deal | None
    positions: Positions | None
    world: WorldModel | None
    sources: Sources | None


def world_findings(world: WorldModel, deal: Deal | None = None) -> list[Finding]:
    """Return what is impossible in a world by itself, or beside a deal."""
    files = _Files({}, deal, None, world, None)
    return [found for check in WORLD_CHECKS for found in check(files)]


def case_findings(
    data: Table,
    deal: Deal | None,
    positions: Positions | None,
    world: WorldModel | None,
    sources: Sources | None,
) -> list[Finding]:
    """Return every failure across files: file, code, path and remedy.

    A file that could not be read is ``None``; what depends on it is passed over.
    """
    files = _Files(data, deal, positions, world, sources)
    return [finding for check in CHECKS for finding in check(files)]


def _statements(files: _Files) -> Iterator[tuple[TermPath, Statement]]:
    if files.positions:
        for kind in ("position", "agreement"):
            for number, entry in enumerate(getattr(files.positions, kind)):
                yield (kind, number), entry


def _terms_named(files: _Files) -> Iterator[tuple[str, TermPath, str, Any]]:
    """Yield every term that a statement, a reading or an assumption names, and its value."""
    for path, entry in _statements(files):
        yield "positions", (*path, "term"), entry.term, entry.value
    for number, reading in enumerate(files.positions.reading if files.positions else ()):
        for name, value in reading.terms.items():
            yield "positions", ("reading", number, "terms", name), name, value
    for number, entry in enumerate(files.world.assume if files.world else ()):
        yield "world", ("assume", number, "term"), entry.term, entry.value


def terms_that_do_not_exist(files: _Files) -> Iterator[Finding]:
    """D301: statements and assumptions name terms of the language that can take their value."""
    for file, place, name, value in _terms_named(files):
        try:
            path = normal(files.data, parse_path(name))
            _try_to_put(files.data, path, value)
            known = path[0] in (*TERMS, "linked") and _is_settable(files.data, path, value)
        except TermPathError as error:
            yield file, "D301", place, f"{error}"
            continue
        if not known:
            fix = f'Found "{name}". A term begins with {", ".join(TERMS)} or linked.'
            yield file, "D301", place, fix


def _try_to_put(data: Table, path: TermPath, value: Any) -> None:
    for inner, _ in leaves(value, path):
        if len(inner) > 1:
            try_put(data, inner)


def _is_settable(data: Table, path: TermPath, value: Any) -> bool:
    """Return whether a table stands for a table, and a value for a value."""
    if not isinstance(value, dict):
        return True
    try:
        return path[-1] in WHOLE or isinstance(get(data, path), dict)
    except TermPathError:
        return True


def positions_of_strangers(files: _Files) -> Iterator[Finding]:
    """D302: a position is held by a party of the deal."""
    if not (files.positions and files.deal):
        return
    parties = files.deal.party_codes
    for number, entry in enumerate(files.positions.position):
        if entry.by not in parties:
            fix = f'Found "{entry.by}". The parties are {", ".join(parties)}.'
            yield "positions", "D302", ("position", number, "by"), fix


def claims_without_a_source(files: _Files) -> Iterator[Finding]:
    """D303: a claim's source stands in sources.toml."""
    if files.sources is None or not files.sources.source:
        return
    known = {source.id for source in files.sources.source}
    for path, entry in _statements(files):
        if entry.source is not None and entry.source not in known:
            fix = f'Found "{entry.source}". Add it to sources.toml.'
            yield "positions", "D303", (*path, "claim"), fix


def ids_standing_twice(files: _Files) -> Iterator[Finding]:
    """D114: sources, readings, sectors and projects have ids of their own."""
    lists: list[tuple[str, str, Iterable[str]]] = []
    if files.sources:
        lists.append(("sources", "source", [entry.id for entry in files.sources.source]))
    if files.positions:
        lists.append(("positions", "reading", [entry.id for entry in files.positions.reading]))
    if files.world:
        lists.append(("world", "project", [entry.id for entry in files.world.project]))
    for file, table, ids in lists:
        seen: set[str] = set()
        for number, name in enumerate(ids):
            if name in seen:
                yield file, "D114", (table, number, "id"), f'"{name}" stands twice. Rename one.'
            seen.add(name)


def unknown_sectors(files: _Files) -> Iterator[Finding]:
    """W401: a project's sector exists, unless the project is given as series."""
    if files.world is None:
        return
    known = {sector.id for sector in files.world.sector}
    for number, project in enumerate(files.world.project):
        if isinstance(project.cash, Series):
            continue
        if project.sector not in known:
            listed = ", ".join(sorted(known)) or "none"
            fix = f'Found "{project.sector or ""}". The sectors are: {listed}.'
            yield "world", "W401", ("project", number, "sector"), fix


def portfolios_not_adding_to_one(files: _Files) -> Iterator[Finding]:
    """W402: the representative projects of a portfolio share the whole rest of their tranche."""
    if files.world is None:
        return
    totals: dict[str, float] = {}
    last: dict[str, int] = {}
    for number, project in enumerate(files.world.project):
        if project.share is not None and _is_point(project.share.value):
            totals[project.portfolio] = totals.get(project.portfolio, 0) + project.share.value.value
            last[project.portfolio] = number
    for portfolio, total in totals.items():
        if abs(total - 1) > 1e-9:
            fix = f'Portfolio "{portfolio}" adds to {100 * total:.6g}%. Change a share.'
            yield "world", "W402", ("project", last[portfolio], "share"), fix


def _is_point(share: Share) -> bool:
    return not (share.is_unresolved or share.is_range)


def series_longer_than_the_horizon(files: _Files) -> Iterator[Finding]:
    """W403: a series has at most one entry a period."""
    if files.world is None or files.deal is None or files.deal.deal.horizon.is_range:
        return
    months = {"month": 1, "quarter": 3, "year": 12}.get(files.deal.deal.step)
    if months is None or files.deal.deal.horizon.is_unresolved:
        return
    periods = round(files.deal.deal.horizon.value * 12 / months)
    for number, project in enumerate(files.world.project):
        for name in ("calls", "cash"):
            series = getattr(project, name)
            if isinstance(series, Series) and len(series) > periods:
                fix = f"It has {len(series)} entries for {periods} periods. Shorten it."
                yield "world", "W403", ("project", number, name), fix


def projects_without_size(files: _Files) -> Iterator[Finding]:
    """D110: a project has a budget, a share, or series of calls and cash."""
    for number, project in enumerate(files.world.project if files.world else ()):
        if isinstance(project.cash, Series) and project.calls is not None:
            continue
        if project.budget is None and project.share is None:
            fix = 'Add budget = "22.3 bn USD", share = "20%", or series of calls and cash.'
            yield "world", "D110", ("project", number), fix


def parties_without_discount_rate(files: _Files) -> Iterator[Finding]:
    """W404: pledgor and host have discount rates."""
    if files.world is None or files.deal is None:
        return
    for party in (files.deal.deal.pledgor, files.deal.deal.host):
        if party not in files.world.discount:
            fix = f'Add {party} = "5%" to [discount], with its source.'
            yield "world", "W404", ("discount",), fix


def returns_out_of_order(files: _Files) -> Iterator[Finding]:
    """W406: a low return is at most the central one, and that at most the high one."""
    for number, sector in enumerate(files.world.sector if files.world else ()):
        values = [getattr(sector.irr, name).value for name in ("low", "central", "high")]
        if all(_is_point(value) for value in values):
            low, central, high = (value.value for value in values)
            if not low <= central <= high:
                fix = f"Found {values[0]}, {values[1]}, {values[2]}. Write them in order."
                yield "world", "W406", ("sector", number, "irr"), fix


TABLES = (
    "discount", "benchmarks", "returns", "common", "missed_calls", "workforce", "currency",
    "adequacy", "growth", "tariffs", "fiscal",
)  # fmt: skip
"""Tables of a world whose numbers are looked at, besides sectors and projects."""


def _numbers(world: WorldModel) -> Iterator[tuple[TermPath, str, Quantity | float]]:
    """Yield every number of a world: its place in the file, its name, and itself."""
    for table, name in (("sector", "sector"), ("project", "project")):
        for number, entry in enumerate(getattr(world, name)):
            for path, found, _ in parameters(entry, (table, number), by_id=False):
                yield path, str(path[-1]), found.value
            ramp = entry.cash.ramp if isinstance(entry.cash, Cash) else ()
            yield from (((table, number, "cash", "ramp", k), "ramp", r) for k, r in enumerate(ramp))
            for k, shape in enumerate(entry.s_curve or ()):
                yield (table, number, "s_curve", k), "s_curve", shape
            for series in ("calls", "cash"):
                for k, money in enumerate(_series(getattr(entry, series, None))):
                    yield (table, number, series, k), "series", money
    for name in TABLES:
        for path, found, _ in parameters(getattr(world, name), (name,), by_id=False):
            yield path, str(path[1] if name == "discount" else path[-1]), found.value


def _series(value: object) -> Series | tuple[()]:
    return value if isinstance(value, Series) else ()


def parameters_without_one_value(files: _Files) -> Iterator[Finding]:
    """W411: a world's parameters are points; their ranges stand beside them."""
    for path, _, value in _numbers(files.world) if files.world else ():
        if isinstance(value, Quantity) and (value.is_unresolved or value.is_range):
            fix = f'Found "{value}". Write one value, and the range in `range = "…"`.'
            yield "world", "W411", path, fix


LIMITS: dict[str, tuple[float, float]] = {
    "sigma": (0, 3),
    "body_sigma": (0, 3),
    "volatility": (0, 3),
    "reversion": (0, 50),
    "multiple": (0, 100),
    "in_build": (0, 5),
    "hazard_years_1_to_5": (0, 5),
    "hazard_years_6_to_10": (0, 5),
    "hazard_after": (0, 5),
    "probability": (0, 50),
    "median": (0.01, 50),
    "life": (0.25, 100),
    "tail_alpha": (0.1, 100),
    "body_mean": (-0.9, 10),
    "cap": (1.5, 100),
    "global": (-1, 1),
    "power": (-1, 1),
    "cost_inflation_loading": (-1, 1),
    "cost_time_correlation": (-1, 1),
    "credit_correlation": (0, 0.999),
    "tail_share": (0, 0.999),
    "share": (0, 1),
    "operation": (0, 1),
    "build": (0, 1),
    "specialists": (0, 1),
    "reach": (0, 1),
    "rate.start": (1e-9, 1e12),
    "rate.anchor": (1e-9, 1e12),
    "reserves.start": (0, 1e14),
    "market": (0, 1),
    "kept": (0, 1),
    "jump_reverts": (0, 1),
    "jump_rate": (0, 50),
    "jump": (-3, 3),
    "jump_sigma": (0, 3),
    "jump_half_life": (0, 50),
    "income": (-0.1, 0.5),
    "elasticity": (0, 20),
    "gdp": (1, 1e15),
    "growth": (-0.2, 0.5),
    "sample": (0, 1),
    "bonds": (0, 1e14),
    "bond_cost": (-0.05, 1),
    "noise": (0, 1e14),
    "floor": (0, 1e14),
    "red_line": (0, 1e14),
    "watched": (0.01, 100),
    "stop_rate": (0, 50),
    "stop": (0, 10),
    "back": (0, 10),
    "stay": (0.01, 50),
    "approvals": (0, 1e7),
    "at_work": (0, 1e7),
    "per_bn": (0, 1e12),
    "ramp": (0, 2),
    "s_curve": (0.05, 50),
    "low": (-0.9, 2),
    "central": (-0.9, 2),
    "high": (-0.9, 2),
    "irr": (-0.9, 2),
    "budget": (0, 1e14),
    "series": (0, 1e14),
    "start": (-0.2, 1),
    "anchor": (-0.2, 1),
    "nominal": (-0.2, 0.5),
    "exports": (0, 1e15),
    "imports": (1, 1e15),
    "broad_money": (0, 1e16),
    "wide_money": (0, 1e16),
    "short_term_debt": (1, 1e15),
    "other_liabilities": (0, 1e16),
    "frozen_liabilities": (0, 1e16),
    "turnover": (1, 1e15),
    "tolerated_change": (0, 1),
    "tolerated_turnover": (0, 1),
    "value": (1, 1e14),
    "base": (-0.5, 20),
    "tariff": (-0.5, 20),
    "rivals": (-0.5, 20),
    "rate": (-0.5, 20),
    "margin": (0, 1),
    "absorption.early": (0, 1),
    "absorption.late": (0, 1),
    "demand.early": (0.01, 50),
    "demand.late": (0.01, 50),
    "substitution": (0.01, 50),
    "supply": (0, 1e6),
    "arrives": (0, 50),
    "tariffs.early": (0, 50),
    "tariffs.late": (0, 50),
    "lasts": (0, 100),
    "debt": (0, 5),
    "balance": (-1, 1),
    "fiscal.rate": (-0.1, 1),
    "foreign_share": (0, 1),
    "foreign_rate": (-0.1, 1),
    "gdp_rate": (1e-9, 1e12),
    "remitted": (0, 1),
    "cost_of_funds": (0, 2),
    "loss_given_default": (0, 1),
    "sharpe": (0, 5),
    "shown": (0.01, 100),
}
"""What parameters may be, in base units; discount rates lie between -50% and 100%."""


def parameters_out_of_range(files: _Files) -> Iterator[Finding]:
    """W412: a world's parameters are possible."""
    for path, name, value in _numbers(files.world) if files.world else ():
        if isinstance(value, Quantity):
            if value.is_unresolved or value.is_range:
                continue
            number = value.value
        else:
            number = value
        low, high = _limits(path, name)
        if not low <= number <= high:
            fix = f"Found {value}. Between {low:g} and {high:g} is possible."
            yield "world", "W412", path, fix


def _limits(path: TermPath, name: str) -> tuple[float, float]:
    """Return what a parameter may be: by its table and name, or else by its name."""
    if path[0] == "discount":
        return -0.5, 1.0
    exact = ".".join(str(part) for part in path[-2:])
    return LIMITS.get(exact, LIMITS.get(name, (-1e15, 1e15)))


def loadings_above_one(files: _Files) -> Iterator[Finding]:
    """W412: the squares of a sector's loadings on common factors add to at most 1."""
    for number, sector in enumerate(files.world.sector if files.world else ()):
        if sector.cash and sector.cash.common.value**2 + sector.cash.power.value**2 > 1:
            fix = "The squares of global and power add to more than 1. Lower one of them."
            yield "world", "W412", ("sector", number, "cash"), fix


def tariffs_on_unknown_lines(files: _Files) -> Iterator[Finding]:
    """W413: lines follow schedules of the deal; known tariffs and switches reach lines."""
    told = files.world.tariffs if files.world else None
    if told is None:
        return
    lines = {name for line in told.line for name in (line.id, line.follows) if name}
    for number, entry in enumerate(told.known):
        if entry.line not in lines:
            yield "world", "W413", ("tariffs", "known", number, "line"), _no_line(entry.line, lines)
    for number, switch in enumerate(told.switch):
        for k, name in enumerate(switch.lines):
            if name not in lines:
                path = ("tariffs", "switch", number, "lines", k)
                yield "world", "W413", path, _no_line(name, lines)
    linked = files.deal.linked if files.deal else None
    listed = set(linked.tariff.lines) if linked and linked.tariff else lines
    for number, line in enumerate(told.line):
        if (line.follows or line.id) not in listed:
            key = "follows" if line.follows else "id"
            path = ("tariffs", "line", number, key)
            yield "world", "W413", path, _no_line(line.follows or line.id, listed)


def _no_line(found: str, lines: set[str]) -> str:
    return f'Found "{found}". There are: {", ".join(sorted(lines)) or "none"}.'


WORLD_CHECKS = (
    parameters_without_one_value,
    parameters_out_of_range,
    loadings_above_one,
    tariffs_on_unknown_lines,
)
"""Checks that need nothing but the world, so that settings of it pass them too."""

CHECKS = (
    *WORLD_CHECKS,
    terms_that_do_not_exist,
    positions_of_strangers,
    claims_without_a_source,
    ids_standing_twice,
    unknown_sectors,
    portfolios_not_adding_to_one,
    series_longer_than_the_horizon,
    projects_without_size,
    parties_without_discount_rate,
    returns_out_of_order,
)
