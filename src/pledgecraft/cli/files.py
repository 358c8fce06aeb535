"""Commands on a case's files: new, check, schema."""

from pathlib import Path

from pledgecraft.api import FILES, find, json_schema, read_case
from pledgecraft.base.errors import CODES, CaseError, Problem, UsageError
from pledgecraft.base.files import write_whole
from pledgecraft.cli.output import console, note, write_json


def new_case(folder: Path, start: str, *, as_json: bool) -> None:
    """Copy a shipped case into an empty folder."""
    source = find(start)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        fix = f"Choose a folder that is empty or doesn't exist, not {folder.name}."
        raise UsageError(Problem("C502", CODES["C502"], fix))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fix = f"{error.strerror}. Choose another place."
        raise UsageError(Problem("U701", "The folder cannot be made.", fix)) from None
    names = [f"{name}.toml" for name in FILES if (source / f"{name}.toml").exists()]
    names += [str(path.relative_to(source)) for path in sorted(source.glob("worlds/*.toml"))]
    for name in names:
        (folder / name).parent.mkdir(exist_ok=True)
        write_whole(folder / name, (source / name).read_bytes())
    if as_json:
        write_json({"format": 1, "folder": str(folder), "files": names})
        return
    console().print(f"Wrote {', '.join(names)} to {folder}.", markup=False)
    note(f"Next: edit {folder}/deal.toml, then `pledgecraft check {folder}`.")


def check_case(name: str, *, as_json: bool) -> None:
    """Check a case; problems end the command with exit code 1."""
    case = read_case(name)
    _check_evidence(case.folder)
    case.check_worlds()
    sheet = case.terms()
    unresolved = [term.name for term in sheet.unresolved]
    if not unresolved:
        _ = sheet.deal
    if as_json:
        notes = [problem.to_dict() for problem in case.notes]
        write_json({"format": 1, "problems": [], "notes": notes, "unresolved": unresolved})
        return
    for problem in case.notes:
        note(f"{problem}\n")
    said = len(case.positions.position), len(case.positions.agreement), len(case.sources)
    console().print(
        f"{case.title}: no problems. {len(sheet.terms)} terms, {said[0]} positions, "
        f"{said[1]} agreements, {said[2]} sources.",
        markup=False,
    )
    if unresolved:
        console().print(f"Unresolved as of {sheet.as_of}: {', '.join(unresolved)}.", markup=False)


def _check_evidence(folder: Path) -> None:
    """Check that a case's documents and claims are as they were.

    Raises:
        CaseError: A document changed, or a claim's words no longer stand in it.
    """
    if not (folder / "documents").is_dir():
        return
    from pledgecraft.desk import EvidenceFolder

    if problems := EvidenceFolder(folder).problems():
        raise CaseError(problems)


def write_schema(name: str) -> None:
    """Write the JSON Schema of a case file or of an output."""
    write_json(json_schema(name))
