"""The term sheet: every term of a deal resolved as of a date."""

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from pledgecraft.base.errors import CODES, CaseError, Problem, UnresolvedError, UsageError
from pledgecraft.base.model import problems_of
from pledgecraft.base.terms import (
    Table,
    TermPath,
    TermPathError,
    get,
    normal,
    parse_path,
    put,
    write_path,
    written,
)
from pledgecraft.base.toml import Document
from pledgecraft.deal.checks import findings
from pledgecraft.deal.defaults import missing_defaults
from pledgecraft.deal.model import TERMS, Deal
from pledgecraft.deal.positions import Assumption, Position, Positions, Reading
from pledgecraft.deal.standing import STRUCTURE, Term, clause_standing, label, terms_as_of


@dataclass(frozen=True)
class Draft:
    """What a term sheet is resolved from.

    Attributes:
        deal: The text of ``deal.toml``.
        positions: What was said and agreed.
        assumptions: Values for open terms, from ``world.toml``.
        documents: The files in which an origin's place is looked up, by kind of origin.
    """

    deal: Document
    positions: Positions
    assumptions: Sequence[Assumption]
    documents: Mapping[str, Document] = field(default_factory=dict[str, Document])

    @property
    def id(self) -> str:
        """The deal's id."""
        return str(self.deal.data.get("deal", {}).get("id", ""))

    @property
    def latest(self) -> date:
        """Day of the latest agreement on the five terms; of any statement if there is none."""
        days = [
            entry.since for entry in self.positions.agreement if parse_path(entry.term)[0] in TERMS
        ] or [entry.since for entry in self.positions.position]
        start = self.deal.data.get("deal", {}).get("start", date.min)
        return max(days, default=start)

    def resolved(self, as_of: date, side: str | None) -> tuple[Table, Mapping[TermPath, Term]]:
        """Return the deal's data and its terms, defaults included; not to be changed."""
        key = (as_of, side)
        if key not in self._resolved:
            self._resolved[key] = self._resolve(as_of, side)
        return self._resolved[key]

    @cached_property
    def _resolved(self) -> dict[tuple[date, str | None], tuple[Table, Mapping[TermPath, Term]]]:
        return {}

    def _resolve(self, as_of: date, side: str | None) -> tuple[Table, Mapping[TermPath, Term]]:
        data = copy.deepcopy(self.deal.data)
        known = terms_as_of(
            data, positions=self.positions, assumptions=self.assumptions, as_of=as_of, side=side
        )
        found = {term.path: term for term in known}
        _fill(data, known)
        for path, value, why in missing_defaults(data):
            name = label(data, path)
            found[path] = Term(path, value, "assumed", why, origin=("default", 0), name=name)
        _fill(data, found.values())
        return data, found


@dataclass(frozen=True)
class TermSheet:
    """The terms of a deal as of a date.

    Attributes:
        draft: What the sheet is resolved from.
        as_of: Only what was said or agreed until this day counts.
        side: The party to whose positions contested terms are resolved.
        reading: Id of the reading that is applied; ``None`` for the text as agreed.
        settings: Terms set by the caller, by path.
        delay: Months by which the deal is signed later: its projects are picked, and its tariffs
            begin, so much later.
    """

    draft: Draft
    as_of: date
    side: str | None = None
    reading: str | None = None
    settings: Mapping[str, Any] = field(default_factory=dict[str, Any])
    delay: int = 0

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Every term, with defaults, the reading and the settings applied."""
        resolved, terms = self.draft.resolved(self.as_of, self.side)
        found = dict(terms)
        self._apply_reading(resolved, found)
        self._apply_settings(resolved, found)
        return tuple(found.values())

    def _apply_reading(self, data: Table, found: dict[TermPath, Term]) -> None:
        if self.reading is None:
            return
        number, reading = self._reading()
        for name, value in reading.terms.items():
            path = normal(data, parse_path(name))
            last: Mapping[str, Position] = found[path].last if path in found else {}
            found[path] = Term(
                path, value, "agreed", reading.says, reading.claim, None, last,
                ("reading", number), name,
            )  # fmt: skip

    def _reading(self) -> tuple[int, Reading]:
        readings = self.draft.positions.reading
        for number, reading in enumerate(readings):
            if reading.id == self.reading:
                return number, reading
        listed = ", ".join(reading.id for reading in readings) or "none"
        fix = f'Found "{self.reading}". The readings are: {listed}.'
        raise UsageError(Problem("D309", CODES["D309"], fix))

    def _apply_settings(self, data: Table, found: dict[TermPath, Term]) -> None:
        trial = copy.deepcopy(data) if self.settings else data
        for name, value in self.settings.items():
            try:
                path = normal(data, parse_path(name))
                if len(path) < 2 or path[0] not in (*TERMS, "linked"):
                    raise TermPathError(f"{name} is no term.")
                put(trial, path, value)
            except TermPathError as error:
                fix = f"{error} `pledgecraft show` lists the terms."
                raise UsageError(
                    Problem("D307", f"The setting {name} names no term.", fix)
                ) from None
            for inner in [known for known in found if known[: len(path)] == path]:
                del found[inner]
            found[path] = Term(
                path, value, "assumed", "set by the caller", origin=("setting", 0), name=name
            )

    @cached_property
    def data(self) -> Table:
        """The deal's data with every term in place; unresolved terms read ``open``."""
        resolved, before = self.draft.resolved(self.as_of, self.side)
        data = copy.deepcopy(resolved)
        _fill(data, [term for term in self.terms if before.get(term.path) is not term])
        return data

    @property
    def unresolved(self) -> tuple[Term, ...]:
        """Terms with which the deal cannot run."""
        return tuple(term for term in self.terms if term.is_unresolved and term.path[0] != "linked")

    @property
    def assumed(self) -> tuple[Term, ...]:
        """Terms whose value rests on no agreement."""
        return tuple(
            term
            for term in self.terms
            if term.standing != "agreed"
            and not term.is_unresolved
            and term.path[-1] not in STRUCTURE
        )

    def standing(self, name: str) -> str:
        """Return the standing of one of the five terms as a whole."""
        return clause_standing(
            name, terms=self.terms, positions=self.draft.positions, as_of=self.as_of
        )

    def count_agreed(self, name: str) -> tuple[int, int]:
        """Return how many of a clause's terms are agreed, and how many it has."""
        held = [term for term in self.terms if term.path[0] == name]
        return sum(term.standing == "agreed" for term in held), len(held)

    @cached_property
    def deal(self) -> Deal:
        """The resolved deal.

        Raises:
            UnresolvedError: D305, terms are open; each is listed with both sides' last positions.
            CaseError: The resolved terms do not fit together.
        """
        if self.unresolved:
            raise UnresolvedError(self._unresolved_problem(term) for term in self.unresolved)
        try:
            deal = Deal.model_validate(self.data)
        except ValidationError as error:
            raise CaseError(problems_of(error, model=Deal, place=self._place)) from None
        found = [self._place(code, path, fix, False) for code, path, fix in findings(deal)]
        if found:
            raise CaseError(found)
        return deal

    def with_terms(self, settings: Mapping[str, Any]) -> "TermSheet":
        """Return the sheet with some terms set.

        Example:
            ``sheet.with_terms({"distributions.tiers[0].KOR": "70%"})``
        """
        return replace(self, settings={**self.settings, **settings})

    def delayed(self, months: int) -> "TermSheet":
        """Return the sheet as if it were signed some months later.

        Example:
            ``pc.compare([sheet, sheet.delayed(6)], world)``
        """
        return replace(self, delay=months)

    def get(self, name: str) -> Any:
        """Return a term's value as written.

        Raises:
            UsageError: D301, the term does not exist.
        """
        try:
            return get(self.data, normal(self.data, parse_path(name)))
        except TermPathError as error:
            fix = f"{error} `pledgecraft show` lists the terms."
            raise UsageError(Problem("D301", f"The term {name} does not exist.", fix)) from None

    def term(self, name: str) -> Term | None:
        """Return the term at a path, or the one that holds it."""
        path = normal(self.data, parse_path(name))
        held = {term.path: term for term in self.terms}
        candidates = (held.get(path[:length]) for length in range(len(path), 0, -1))
        return next((term for term in candidates if term is not None), None)

    def _unresolved_problem(self, term: Term) -> Problem:
        said = "; ".join(
            f"{party} since {entry.since}: {entry.text}" for party, entry in term.last.items()
        )
        what = "a range" if term.value is not None and ".." in str(term.value) else term.standing
        positions = f"Last positions: {said}." if said else "Neither side has stated a position."
        fix = (
            f"{positions} Choose a side (--side), set it (--set {term.name}=…), or add an "
            "[[assume]] to world.toml."
        )
        return self._place(
            "D305",
            term.path,
            fix,
            False,
            f"The term {term.name} is {what}, so the deal cannot run.",
        )

    def _with_settings(self, path: TermPath, fix: str) -> str:
        """Say which settings stand beside a place whose own value was not set."""
        names = [
            f"{name}={written(value)}"
            for name, value in self.settings.items()
            if normal(self.draft.deal.data, parse_path(name))[:-1] == path[:-1]
        ]
        return f"After --set {', '.join(names)}: {fix}" if names else fix

    def _place(
        self, code: str, path: TermPath, fix: str, key: bool, message: str | None = None
    ) -> Problem:
        held = {term.path: term for term in self.terms}
        term = next(
            (held[path[:length]] for length in range(len(path), 0, -1) if path[:length] in held),
            None,
        )
        kind, number = term.origin if term is not None else ("draft", 0)
        if kind == "setting":
            name = write_path(term.path) if term else write_path(path)
            return Problem(code, message or CODES[code], f"In --set {name}: {fix}")
        fix = self._with_settings(path, fix)
        document = self.draft.documents.get(kind)
        if document is not None and kind not in ("draft", "default"):
            table = {"assumption": "assume"}.get(kind, kind)
            return document.problem(code, (table, number, "value"), fix, message=message)
        return self.draft.deal.problem(code, path, fix, message=message, key=key)


def _fill(data: Table, terms: Any) -> None:
    for term in terms:
        put(data, term.path, "open" if term.value is None else term.value)
