"""The standing of every term as of a date.

A term is *agreed* when there is an agreement, *contested* when both sides hold positions that
differ, *one-sided* when one side alone holds one, *open* when evidence is yet to come or nobody has
said anything, and *assumed* when a value stands without evidence.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, cast

from pledgecraft.base.quantities import UNRESOLVED
from pledgecraft.base.terms import (
    Table,
    TermPath,
    TermPathError,
    get,
    leaves,
    normal,
    parse_path,
    write_path,
)
from pledgecraft.deal.model import TERMS
from pledgecraft.deal.positions import Assumption, Position, Positions, Statement

SECTIONS = (*TERMS, "linked")
STRUCTURE = frozenset({"id", "portfolio", "tranche", "lines", "line", "from", "year"})
"""Keys that name things; nobody agrees or contests them."""
ORDER = ("contested", "open", "one-sided", "assumed", "agreed")


@dataclass(frozen=True)
class Term:
    """One term as of a date.

    Attributes:
        path: Where it stands in the deal.
        value: What is in force, as written; ``None`` where nothing is.
        standing: ``agreed``, ``contested``, ``one-sided``, ``open`` or ``assumed``.
        why: One sentence on where the value comes from.
        claim: Source and place of the evidence.
        since: Day from which it holds.
        last: Each side's last position.
        origin: ``draft``, ``position``, ``agreement``, ``assumption``, ``default``, ``reading``
            or ``setting``, and its number in the file.
        name: The path as text, with ids of entries.
    """

    path: TermPath
    value: Any
    standing: str
    why: str = ""
    claim: str | None = None
    since: date | None = None
    last: Mapping[str, Position] = field(default_factory=dict[str, Position])
    origin: tuple[str, int] = ("draft", 0)
    name: str = ""

    @property
    def is_unresolved(self) -> bool:
        """Whether the deal cannot run with this term."""
        value: object = self.value
        words: list[object] = [value]
        if isinstance(value, dict):
            words += cast("dict[str, object]", value).values()
        return value is None or any(
            isinstance(word, str) and (word in UNRESOLVED or _is_range(word)) for word in words
        )


def _is_range(text: str) -> bool:
    return ".." in text and text[:1].isdigit()


@dataclass(frozen=True)
class Evidence:
    """Statements sorted to the terms that they bear on, up to a day."""

    agreements: Mapping[TermPath, list[tuple[int, Statement]]]
    positions: Mapping[TermPath, list[tuple[int, Position]]]
    later: frozenset[TermPath]
    settled: Mapping[str | int, date]


def terms_as_of(
    data: Table,
    *,
    positions: Positions,
    assumptions: Sequence[Assumption],
    as_of: date,
    side: str | None = None,
) -> list[Term]:
    """Return every term with its value and standing as of a date.

    Args:
        data: The data of ``deal.toml``.
        positions: What was said and agreed.
        assumptions: Values for terms that are open.
        as_of: Only what was said or agreed until this day counts.
        side: Resolve contested terms to this party's position.
    """
    evidence = _gather(data, positions, as_of)
    assumed = {
        normal(data, parse_path(entry.term)): (number, entry)
        for number, entry in enumerate(assumptions)
        if entry.until is None or as_of < entry.until
    }
    draft = {
        path: value
        for path, value in leaves(data)
        if path[0] in SECTIONS and path[-1] not in STRUCTURE
    }
    paths = list(dict.fromkeys([*draft, *evidence.agreements, *evidence.positions, *assumed]))
    paths = [path for path in paths if len(path) > 1]
    found = [_term(path, draft.get(path), evidence, assumed.get(path), side) for path in paths]
    return [replace(term, name=label(data, term.path)) for term in found]


def label(data: Table, path: TermPath) -> str:
    """Return a path's text, with the ids of entries instead of their numbers."""
    parts: list[str | int] = []
    for length, part in enumerate(path):
        entry: Any = None
        if isinstance(part, int):
            with suppress(TermPathError):
                entry = get(data, path[: length + 1])
        is_named = isinstance(entry, dict) and "id" in entry
        parts.append(str(cast("Table", entry)["id"]) if is_named else part)
    return write_path(tuple(parts), listed=path)


def _gather(data: Table, positions: Positions, as_of: date) -> Evidence:
    agreements: dict[TermPath, list[tuple[int, Statement]]] = {}
    stated: dict[TermPath, list[tuple[int, Position]]] = {}
    later: set[TermPath] = set()
    for number, entry in enumerate(positions.agreement):
        for path in _bears_on(data, entry):
            if entry.since <= as_of:
                agreements.setdefault(path, []).append((number, entry))
            else:
                later.add(path)
    for number, entry in enumerate(positions.position):
        for path in _bears_on(data, entry):
            if entry.since <= as_of:
                stated.setdefault(path, []).append((number, entry))
            else:
                later.add(path)
    return Evidence(agreements, stated, frozenset(later), _clauses_settled(positions, as_of))


def _clauses_settled(positions: Positions, as_of: date) -> dict[str | int, date]:
    """Return the day each whole clause was last agreed: earlier positions on it have lapsed."""
    settled: dict[str | int, date] = {}
    for entry in positions.agreement:
        path = parse_path(entry.term)
        if len(path) == 1 and entry.since <= as_of:
            settled[path[0]] = max(entry.since, settled.get(path[0], date.min))
    return settled


def _bears_on(data: Table, entry: Statement) -> list[TermPath]:
    path = normal(data, parse_path(entry.term))
    if entry.value is None or entry.value == "open":
        return [path] if len(path) == 1 else []
    return [found for found, _ in leaves(entry.value, path)]


def _value_at(data: Table, entry: Statement, path: TermPath) -> Any:
    start = len(normal(data, parse_path(entry.term)))
    return get({"v": entry.value}, ("v", *path[start:]))


def _latest(entries: Iterable[tuple[int, Any]]) -> tuple[int, Any]:
    return max(entries, key=lambda pair: (pair[1].since, pair[0]))


def _term(
    path: TermPath,
    draft: Any,
    evidence: Evidence,
    assumed: tuple[int, Assumption] | None,
    side: str | None,
) -> Term:
    stated = evidence.positions.get(path, [])
    last = {
        party: _latest(pair for pair in stated if pair[1].by == party)
        for party in dict.fromkeys(entry.by for _, entry in stated)
    }
    shown = {party: entry for party, (_, entry) in last.items()}
    if path in evidence.agreements:
        number, entry = _latest(evidence.agreements[path])
        return _said(path, entry, "agreed", shown, ("agreement", number))
    settled = evidence.settled.get(path[0], date.min)
    live = {party: pair for party, pair in last.items() if pair[1].since >= settled}
    if live:
        return _between(path, draft, live, shown, assumed, side)
    if path in evidence.later or draft is None or draft in UNRESOLVED:
        return _open(path, "open", assumed, shown)
    return Term(path, draft, "assumed", "stands in the draft without evidence", last=shown)


def _said(
    path: TermPath,
    entry: Statement,
    standing: str,
    last: Mapping[str, Position],
    origin: tuple[str, int],
) -> Term:
    value = _value_at({}, entry, path) if isinstance(entry.value, dict) else entry.value
    return Term(path, value, standing, entry.says, entry.claim, entry.since, last, origin)


def _between(
    path: TermPath,
    draft: Any,
    last: Mapping[str, tuple[int, Position]],
    shown: Mapping[str, Position],
    assumed: tuple[int, Assumption] | None,
    side: str | None,
) -> Term:
    values = [_said(path, entry, "", {}, ("", 0)).value for _, entry in last.values()]
    differ = any(value != values[0] for value in values[1:])
    standing = "contested" if differ else "agreed" if len(values) > 1 else "one-sided"
    party = side if side in last else None if differ else next(iter(last))
    if party is None:
        return _open(path, standing, assumed, shown)
    number, entry = last[party]
    held = not (draft is None or draft in UNRESOLVED)
    if standing == "one-sided" and side is None and held:
        why = f"stands in the draft; only {party} has stated a position"
        return Term(path, draft, standing, why, entry.claim, last=shown)
    return _said(path, entry, standing, shown, ("position", number))


def _open(
    path: TermPath,
    standing: str,
    assumed: tuple[int, Assumption] | None,
    last: Mapping[str, Position],
) -> Term:
    if assumed is None:
        return Term(path, None, standing, "nobody has settled it", last=last)
    number, entry = assumed
    held = "assumed" if standing == "open" else standing
    return Term(
        path, entry.value, held, entry.why, entry.source, last=last, origin=("assumption", number)
    )


def clause_standing(name: str, *, terms: Sequence[Term], positions: Positions, as_of: date) -> str:
    """Return the standing of one of the five terms as a whole.

    A clause that a side has called open since the last agreement on any of it is contested.
    """
    agreed = [
        entry.since
        for entry in positions.agreement
        if parse_path(entry.term)[0] == name and entry.since <= as_of
    ]
    called_open = [
        entry.since
        for entry in positions.position
        if entry.value == "open" and parse_path(entry.term)[0] == name and entry.since <= as_of
    ]
    if called_open and max(called_open) >= max(agreed, default=date.min):
        return "contested"
    within = [term.standing for term in terms if term.path[0] == name]
    if agreed and "contested" not in within:
        return "agreed"
    return min(within, key=ORDER.index, default="open")
