"""Read a case: all files, all problems at once."""

import copy
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, Field, ValidationError

from pledgecraft.base.errors import CODES, CaseError, Problem, UsageError
from pledgecraft.base.model import problems_of
from pledgecraft.base.periods import TimeGrid
from pledgecraft.base.quantities import Share
from pledgecraft.base.terms import Table, TermPathError, leaves, normal, parse_path, put, write_path
from pledgecraft.base.toml import Document, parse, read
from pledgecraft.cases.cells import Find, filled, finder
from pledgecraft.cases.checks import case_findings, world_findings
from pledgecraft.cases.worlds import merged, place, read_world, world_names
from pledgecraft.deal.checks import findings
from pledgecraft.deal.model import Deal
from pledgecraft.deal.positions import Positions, Source, Sources
from pledgecraft.deal.sheet import Draft, TermSheet
from pledgecraft.world.assumptions import Assumptions
from pledgecraft.world.model import WorldModel
from pledgecraft.world.parameters import Parameter

if TYPE_CHECKING:
    from pledgecraft.evidence.claims import Claim

FILES: dict[str, type[BaseModel]] = {
    "deal": Deal,
    "positions": Positions,
    "world": WorldModel,
    "sources": Sources,
}
REQUIRED = ("deal", "world")
_EMPTY = b"format = 1\n"

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Case:
    """A pledge as a person wrote it.

    Attributes:
        folder: Where the files are.
        documents: The files, by name without ending.
        positions: What was said and agreed.
        world_model: Assumptions about nature, projects and open terms.
        sources: The documents that claims cite, by id.
        claims: The accepted claims of the case's own evidence, by id.
        notes: Problems that don't stop a run.
        world_settings: Parameters set by the caller, by path below ``world``.
    """

    folder: Path
    documents: Mapping[str, Document]
    positions: Positions
    world_model: WorldModel
    sources: Mapping[str, Source]
    claims: "Mapping[str, Claim]" = field(default_factory=dict[str, "Claim"])
    notes: tuple[Problem, ...] = ()
    world_settings: Mapping[str, Any] | None = None

    @property
    def worlds(self) -> tuple[str, ...]:
        """Names of the named worlds, whether or not they are sound."""
        return world_names(self.folder)

    @property
    def id(self) -> str:
        """The deal's id."""
        return str(self.documents["deal"].data["deal"]["id"])

    @property
    def title(self) -> str:
        """The deal's title."""
        return str(self.documents["deal"].data["deal"]["title"])

    @cached_property
    def draft(self) -> Draft:
        """What term sheets are resolved from."""
        places = {
            "draft": self.documents["deal"],
            "position": self.documents["positions"],
            "agreement": self.documents["positions"],
            "reading": self.documents["positions"],
            "assumption": self.documents["world"],
        }
        return Draft(self.documents["deal"], self.positions, self.world_model.assume, places)

    @cached_property
    def grid(self) -> TimeGrid:
        """The deal's periods."""
        header = self.deal.deal
        if not isinstance(header.start, date):
            fix = "Write the first day of the deal, like 2026-01-01."
            raise CaseError(self.documents["deal"].problem("D113", ("deal", "start"), fix))
        months = {"month": 1, "quarter": 3, "year": 12}[header.step]
        return TimeGrid(header.start, header.step, round(header.horizon.value * 12 / months))

    @cached_property
    def world(self) -> Assumptions:
        """The assumptions on the deal's grid, ready to draw."""
        return Assumptions(self.world_model, self.grid)

    def terms(
        self,
        *,
        as_of: date | str | None = None,
        side: str | None = None,
        reading: str | None = None,
        settings: Mapping[str, Any] | None = None,
    ) -> TermSheet:
        """Return the term sheet as of a date.

        Args:
            as_of: Only what was said or agreed until this day counts; the latest agreement's day
                where none is given.
            side: Resolve contested terms to this party's position.
            reading: Id of the reading to apply.
            settings: Terms to set, by path.

        Raises:
            UsageError: D310, the side is no party; U701, the date cannot be read.
        """
        header = self.documents["deal"].data["deal"]
        parties = (header["pledgor"], header["host"])
        if side is not None and side not in parties:
            fix = f'Found "{side}". The sides are {" and ".join(parties)}.'
            raise UsageError(Problem("D310", CODES["D310"], fix))
        return TermSheet(
            self.draft, _as_day(as_of) or self.draft.latest, side, reading, settings or {}
        )

    def in_world(self, name: str | None) -> "Case":
        """Return the case in one of its named worlds, or as it is for ``None``.

        Raises:
            CaseError: C503, there is no such world; or all that is wrong with it.
        """
        if name is None:
            return self
        if name not in self.worlds:
            fix = f'Found "{name}". The worlds are: {", ".join(self.worlds) or "none"}.'
            raise CaseError(Problem("C503", CODES["C503"], fix))
        problems: list[Problem] = []
        base = self.documents["world"]
        other = _with_cells(read_world(self.folder, name), finder(self.folder), problems)
        if not problems:
            problems += _problems_of_world(base, other, self.deal)
        if problems:
            raise CaseError(problems)
        data = {**merged(base.data, other.data), "name": name}
        documents = {**self.documents, "world": replace(base, data=data)}
        model = with_library(WorldModel.model_validate(data))
        return replace(self, documents=documents, world_model=model)

    @property
    def deal(self) -> Deal:
        """The draft as written, terms open or not."""
        return Deal.model_validate(self.documents["deal"].data)

    def check_worlds(self) -> None:
        """Look at every named world.

        Raises:
            CaseError: All that is wrong with all of them.
        """
        problems: list[Problem] = []
        for name in self.worlds:
            try:
                self.in_world(name)
            except CaseError as error:
                problems += error.problems
        if problems:
            raise CaseError(problems)

    def with_world(self, settings: Mapping[str, Any]) -> "Case":
        """Return the case with some parameters of its world set, such as ``returns.irr``.

        Raises:
            UsageError: D307, a setting names nothing; or its value does not fit.
        """
        if not settings:
            return self
        data = copy.deepcopy(self.documents["world"].data)
        for name, value in settings.items():
            try:
                put(data, _parameter_path(data, name), value)
            except TermPathError as error:
                fix = f"{error} `pledgecraft show --assumptions` lists the parameters."
                message = f"The setting world.{name} names nothing."
                raise UsageError(Problem("D307", message, fix)) from None
        given = ", ".join(f"world.{name}={value}" for name, value in settings.items())
        model = _world_model(
            data, lambda code, fix: Problem(code, CODES[code], f"In --set {given}: {fix}")
        )
        found = [
            Problem(code, CODES[code], f"In --set {given}: {write_path(path)}: {fix}")
            for _, code, path, fix in world_findings(model)
        ]
        if found:
            raise UsageError(found)
        merged = {**(self.world_settings or {}), **settings}
        return replace(self, world_model=model, world_settings=merged)


def _as_day(day: date | str | None) -> date | None:
    if not isinstance(day, str):
        return day
    try:
        return date.fromisoformat(day)
    except ValueError:
        fix = f'Found "{day}". Write it like 2025-11-14.'
        raise UsageError(Problem("U701", "The date cannot be read.", fix)) from None


def _parameter_path(data: Table, name: str) -> tuple[str | int, ...]:
    """Return the path of a parameter's value; ``projects`` and ``sectors`` are read as tables."""
    path = parse_path(name)
    path = ({"projects": "project", "sectors": "sector"}.get(str(path[0]), path[0]), *path[1:])
    return normal(data, path)


def _world_model(data: Table, problem: Callable[[str, str], Problem]) -> WorldModel:
    try:
        return with_library(WorldModel.model_validate(data))
    except ValidationError as error:
        found = problems_of(
            error, model=WorldModel, place=lambda code, path, fix, key: problem(code, fix)
        )
        raise UsageError(found) from None


def with_library(model: WorldModel) -> WorldModel:
    """Return a world with the shipped sector tables that it names and doesn't replace."""
    if model.sectors is None:
        return model
    own = {sector.id for sector in model.sector}
    shipped = _library(model.sectors)
    library = [sector for sector in shipped.sector if sector.id not in own]
    added = {"sector": (*model.sector, *library), "usual": {**shipped.usual, **model.usual}}
    return model.model_copy(update=added)


class _Library(WorldModel):
    discount: dict[str, Parameter[Share]] = Field(default_factory=dict[str, Parameter[Share]])


@cache
def _library(version: str) -> WorldModel:
    name = f"{version}.toml"
    file = resources.files("pledgecraft.cases").joinpath("sectors", name)
    if not file.is_file():
        fix = f'Found sectors = "{version}". Shipped is "2026-11".'
        raise CaseError(Problem("W401", "The sector tables do not exist.", fix, file="world.toml"))
    return _Library.model_validate(parse(file.read_bytes(), name=name).data)


def shipped() -> tuple[str, ...]:
    """Return the names of the shipped cases."""
    root = resources.files("pledgecraft.cases")
    return tuple(
        sorted(entry.name for entry in root.iterdir() if entry.joinpath("deal.toml").is_file())
    )


def find(case: str | os.PathLike[str]) -> Path:
    """Return the folder of a shipped case, or of a case given by its path.

    Raises:
        CaseError: C501, there is none.
    """
    folder = Path(case)
    if folder.is_dir():
        return folder
    if str(case) in shipped():
        with resources.as_file(resources.files("pledgecraft.cases").joinpath(str(case))) as path:
            return path
    fix = f'Found "{case}". Give a folder, or one of {", ".join(shipped())}.'
    raise CaseError(Problem("C501", CODES["C501"], fix))


def read_case(case: str | os.PathLike[str]) -> Case:
    """Read a case and check all of its files.

    Args:
        case: The name of a shipped case, or a folder.

    Raises:
        CaseError: All problems of all files at once.

    Example:
        >>> read_case("korea-us-2025").title
        'Korea-US strategic investment'
    """
    folder = find(case)
    documents, problems = _read_files(folder)
    if problems:
        raise CaseError(problems)
    return case_from(folder, documents)


def _with_cells(document: Document, find: Find, problems: list[Problem]) -> Document:
    data, found = filled(document, find)
    problems += found
    return replace(document, data=data)


def case_from(folder: Path, documents: Mapping[str, Document]) -> Case:
    """Build a case from documents that have been read.

    Raises:
        CaseError: All problems of all files at once.
    """
    problems: list[Problem] = []
    world_file = _with_cells(documents["world"], finder(folder), problems)
    documents = {**documents, "world": world_file}
    has_cells = not problems
    deal = _model(documents["deal"], Deal, problems)
    positions = _model(documents["positions"], Positions, problems)
    world = _model(documents["world"], WorldModel, problems) if has_cells else None
    sources = _model(documents["sources"], Sources, problems)
    if world is not None:
        world = _with_library_or_problem(world, documents["world"], problems)
    if deal is not None:
        found = findings(deal)
        problems += [documents["deal"].problem(code, path, fix) for code, path, fix in found]
    for file, code, path, fix in case_findings(
        documents["deal"].data, deal, positions, world, sources
    ):
        problems.append(documents[file].problem(code, path, fix))
    claims = _accepted(folder, documents["positions"], positions, problems)
    errors = [found for found in problems if found.severity == "error"]
    if errors or deal is None or positions is None or world is None or sources is None:
        raise CaseError(errors)
    by_id = {source.id: source for source in sources.source}
    case = Case(folder, documents, positions, world, by_id, claims)
    return replace(case, notes=tuple(_draft_differs(case)))


def _accepted(
    folder: Path, file: Document, positions: Positions | None, problems: list[Problem]
) -> "dict[str, Claim]":
    """Return the accepted claims of a case's evidence; D304 where others of it are cited."""
    if not (folder / "claims.toml").is_file():
        return {}
    from pledgecraft.evidence.folder import EvidenceFolder

    try:
        evidence = EvidenceFolder(folder)
        claims = {claim.id: claim for claim in evidence.cited()}
        documents = {claim.document for claim in evidence.claims().claims}
    except CaseError as error:
        problems += error.problems
        return {}
    for kind in ("position", "agreement", "reading"):
        for number, entry in enumerate(getattr(positions, kind, ())):
            name = entry.claim
            if name and name not in claims and name.split("#")[0] in documents:
                problems.append(
                    file.problem("D304", (kind, number, "claim"), _instead(name, claims))
                )
    return claims


def _instead(name: str, claims: "Mapping[str, Claim]") -> str:
    """Return what to do about a claim that is cited and does not hold."""
    successors = [other for other in claims if other.startswith(f"{name}-")]
    if successors:
        return f'Found "{name}", which was edited since. Cite "{successors[-1]}" instead.'
    return f'Found "{name}". Accept it in the review, cite another claim, or remove the entry.'


def _read_files(folder: Path) -> tuple[dict[str, Document], list[Problem]]:
    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    for name in FILES:
        path = folder / f"{name}.toml"
        if not path.exists() and name not in REQUIRED:
            documents[name] = parse(_EMPTY, name=path.name)
            continue
        try:
            documents[name] = read(path)
        except CaseError as error:
            problems += error.problems
    return documents, problems


def _model(document: Document, model: type[M], problems: list[Problem]) -> M | None:
    version = document.data.get("format", 1)
    if version != 1:
        fix = f"Found format = {version!r}. This version of Pledgecraft reads format = 1."
        problems.append(document.problem("D106", ("format",), fix))
        return None
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        problems += problems_of(
            error,
            model=model,
            place=lambda code, path, fix, key: document.problem(code, path, fix, key=key),
        )
        return None


def _with_library_or_problem(
    world: WorldModel, document: Document, problems: list[Problem]
) -> WorldModel | None:
    try:
        return with_library(world)
    except CaseError as error:
        fix = error.problems[0].fix
        problems.append(document.problem("W401", ("sectors",), fix))
        return None


def _problems_of_world(base: Document, other: Document, deal: Deal | None) -> list[Problem]:
    """Return what is wrong with a named world, at the place where it was written."""
    version = other.data.get("format")
    if version != 1:
        fix = f"Found format = {version!r}. This version of Pledgecraft reads format = 1."
        return [other.problem("D106", ("format",), fix)]
    data = merged(base.data, other.data)
    try:
        model = with_library(WorldModel.model_validate(data))
    except ValidationError as error:
        return problems_of(
            error,
            model=WorldModel,
            place=lambda code, path, fix, key: place(other, base, path).problem(
                code, path, fix, key=key
            ),
        )
    return [
        place(other, base, path).problem(code, path, fix)
        for _, code, path, fix in world_findings(model, deal)
    ]


def _draft_differs(case: Case) -> Iterator[Problem]:
    """Note terms whose draft is not what was last agreed (D311)."""
    sheet = case.terms()
    draft = dict(leaves(case.documents["deal"].data))
    for term in sheet.terms:
        if term.origin[0] == "agreement" and term.path in draft and term.value != draft[term.path]:
            fix = f"The draft says {draft[term.path]}; {term.value} was agreed on {term.since}."
            place = case.documents["deal"].problem("D311", term.path, fix)
            yield replace(place, severity="note")
