"""The files of a review, one JSON object a line: candidates, and decisions on them."""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from pydantic import ValidationError

from pledgecraft.base.errors import CODES, CaseError, Problem, UsageError
from pledgecraft.base.model import Model
from pledgecraft.evidence.candidates import Candidate, canonical
from pledgecraft.evidence.review import Decision
from pledgecraft.evidence.selectors import sha256

_MAX_LINE = 1_000_000


M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Lines(Generic[M]):
    """What a file of lines holds, and what in it cannot be read.

    Attributes:
        entries: What could be read, in order.
        problems: K960 (a line), K961 (the last line is cut off), K964 (a wrong id).
    """

    entries: tuple[M, ...] = ()
    problems: tuple[Problem, ...] = ()


def append_decisions(path: Path, decisions: Iterable[Decision]) -> None:
    """Append decisions to ``review.jsonl``, in one piece; a cut-off last line is left as it is.

    Raises:
        UsageError: U701, the file cannot be written.
    """
    _append(path, [canonical(decision) for decision in decisions])


def append_candidates(path: Path, candidates: Iterable[Candidate]) -> None:
    """Append candidates to ``candidates.jsonl``, in one piece, each with its id.

    Raises:
        UsageError: U701, the file cannot be written.
    """
    _append(path, [f'{{"id":"{one.id}",{canonical(one).removeprefix("{")}' for one in candidates])


def _append(path: Path, lines: list[str]) -> None:
    data = "".join(f"{line}\n" for line in lines).encode()
    try:
        with path.open("ab+") as stream:
            size = stream.seek(0, os.SEEK_END)
            if size and data and not _ends_with_newline(stream.seek, stream.read):
                data = b"\n" + data
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        fix = f"{error.strerror or error}. Choose another place."
        problem = Problem("U701", f"The file {path.name} cannot be written.", fix)
        raise UsageError(problem) from None


def _ends_with_newline(seek: Callable[[int, int], int], read: Callable[[int], bytes]) -> bool:
    seek(-1, os.SEEK_END)
    return read(1) == b"\n"


def read_decisions(path: Path) -> Lines[Decision]:
    """Read ``review.jsonl``; a line that cannot be read is reported and hides no other.

    Raises:
        CaseError: D105, the file cannot be opened.
    """
    return _read(path, Decision, _same)


def read_candidates(path: Path) -> Lines[Candidate]:
    """Read ``candidates.jsonl``; a line that cannot be read is reported and hides no other.

    Raises:
        CaseError: D105, the file cannot be opened.
    """
    return _read(path, Candidate, _without_id)


def _same(data: dict[str, Any]) -> tuple[dict[str, Any], str | None]:
    return data, None


def _without_id(data: dict[str, Any]) -> tuple[dict[str, Any], str | None]:
    rest = {name: value for name, value in data.items() if name != "id"}
    return rest, str(data.get("id", ""))


def _read(
    path: Path,
    model: type[M],
    split: Callable[[dict[str, Any]], tuple[dict[str, Any], str | None]],
) -> Lines[M]:
    entries: list[M] = []
    problems: list[Problem] = []
    for number, line, is_whole in _lines(path):
        if not line.strip():
            continue
        try:
            data, written_id = split(_object(line))
            entry = model.model_validate(data)
        except (ValueError, RecursionError) as error:
            problems.append(_bad_line(path, number, line, error, is_whole=is_whole))
            continue
        if written_id is not None and written_id != sha256(canonical(entry)):
            problems.append(_bad_id(path, number, written_id))
            continue
        entries.append(entry)
    return Lines(tuple(entries), tuple(problems))


def _lines(path: Path) -> Iterator[tuple[int, bytes, bool]]:
    """Yield number, bytes and whether the line ends, for each line of a file."""
    try:
        with path.open("rb") as stream:
            for number, line in enumerate(stream, start=1):
                yield number, line, line.endswith(b"\n")
    except OSError as error:
        fix = f"{error.strerror}. Extract candidates first."
        problem = Problem("D105", f"The file {path.name} cannot be read.", fix, file=path.name)
        raise CaseError(problem) from None


def _object(line: bytes) -> dict[str, Any]:
    if len(line) > _MAX_LINE:
        raise ValueError(f"The line has more than {_MAX_LINE:,} bytes")
    data: Any = json.loads(line.decode("utf-8"), object_pairs_hook=_once)
    if not isinstance(data, dict):
        raise ValueError("The line is no JSON object")
    return cast("dict[str, Any]", data)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) != len(pairs):
        raise ValueError("A key stands twice")
    return data


def _bad_line(path: Path, number: int, line: bytes, error: Exception, *, is_whole: bool) -> Problem:
    code = "K960" if is_whole or isinstance(error, ValidationError) else "K961"
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False)[0]
        cause = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    else:
        cause = str(error) or "It nests too deeply"
    fix = f"{cause}. The line stays as it is; the others count. Write it anew at the end."
    excerpt = line[:200].decode("utf-8", "replace").rstrip("\r\n")
    return Problem(code, CODES[code], fix, path.name, number, 1, 1, excerpt)


def _bad_id(path: Path, number: int, written_id: str) -> Problem:
    fix = f'Found id "{written_id[:12]}…". Candidates are never edited: decide to edit instead.'
    return Problem("K964", CODES["K964"], fix, path.name, number, 1)
