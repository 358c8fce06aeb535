"""Read TOML with the place of every key and value.

Readers of TOML return values without their places. :func:`read` lets ``tomllib`` judge the text;
what it accepts is scanned once more, only for places, when the first of them is asked for.
"""

import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from pledgecraft.base.errors import CODES, CaseError, Problem

TermPath = tuple[str | int, ...]

MAX_BYTES = 1_000_000
MAX_DEPTH = 24
MAX_DOTS = 64


@dataclass(frozen=True, slots=True)
class Span:
    """Where something stands: character offsets into the text, end excluded."""

    start: int
    end: int


@dataclass(frozen=True)
class Document:
    """A TOML text, its data, and where each key path stands.

    Attributes:
        name: File name shown in problems.
        text: The whole text.
        data: What ``tomllib`` read.
    """

    name: str
    text: str
    data: dict[str, Any] = field(repr=False)

    @cached_property
    def _places(self) -> "_Scanner":
        scanner = _Scanner(self.text)
        scanner.scan()
        return scanner

    @property
    def keys(self) -> dict[TermPath, Span]:
        """Place of each key."""
        return self._places.keys

    @property
    def values(self) -> dict[TermPath, Span]:
        """Place of each value; for a table, of its header."""
        return self._places.values

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer(r"\n", self.text))]

    def locate(self, path: TermPath, *, key: bool = False) -> Span:
        """Return the place of a path, or of the nearest table around it."""
        tables = (self.keys, self.values) if key else (self.values, self.keys)
        for length in range(len(path), 0, -1):
            for table in tables:
                if path[:length] in table:
                    return table[path[:length]]
        return Span(0, 0)

    def problem(
        self, code: str, path: TermPath, fix: str, *, message: str | None = None, key: bool = False
    ) -> Problem:
        """Return a problem at the place of a path."""
        return self.problem_at(code, self.locate(path, key=key), fix, message=message)

    def problem_at(self, code: str, span: Span, fix: str, *, message: str | None = None) -> Problem:
        """Return a problem at a place in the text."""
        number = bisect_right(self._line_starts, span.start) - 1
        start = self._line_starts[number]
        end = self.text.find("\n", start)
        line = self.text[start : end if end >= 0 else len(self.text)].rstrip("\r")
        return Problem(
            code=code,
            message=message or CODES[code],
            fix=fix,
            file=self.name,
            line=number + 1,
            column=span.start - start + 1,
            width=min(span.end, start + len(line)) - span.start,
            excerpt=line,
        )


def read(path: Path) -> Document:
    """Read a TOML file and the places in it.

    Raises:
        CaseError: D101 to D105.
    """
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        fix = f"Write {path.name}, or start with `pledgecraft new`. ({error.strerror})"
        raise CaseError(Problem("D105", f"The file {path.name} cannot be read.", fix)) from None
    return parse(raw, name=path.name)


def parse(raw: bytes, *, name: str) -> Document:
    """Parse the bytes of a TOML file.

    Raises:
        CaseError: D101 to D104.
    """
    text = _decode(raw, name)
    _refuse_depth(text, name)
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise CaseError(_syntax_problem(text, name, error)) from None
    return Document(name, text.replace("\r\n", "\n"), data)


def _decode(raw: bytes, name: str) -> str:
    if len(raw) > MAX_BYTES:
        fix = f"A case file holds at most {MAX_BYTES:,} bytes. Move data elsewhere."
        raise CaseError(Problem("D102", CODES["D102"], fix, file=name))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        fix = f"Byte {error.start} is 0x{raw[error.start]:02x}. Save the file as UTF-8."
        raise CaseError(
            Problem("D101", CODES["D101"], fix, file=name, line=line, column=1)
        ) from None


_TOKEN = re.compile(r'"""|\'\'\'|"(?:\\.|[^"\\\n])*"?|\'[^\'\n]*\'?|#[^\n]*|[\[{\]}]')
_DOTS = re.compile(r"^[^=\n\"'#]*", re.MULTILINE)


def _refuse_depth(text: str, name: str) -> None:
    depth, position = 0, 0
    while match := _TOKEN.search(text, position):
        token, position = match.group(), match.end()
        if token in ('"""', "'''"):
            close = text.find(token, position)
            position = len(text) if close < 0 else close + 3
        elif token in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                raise CaseError(_depth_problem(text, name, match.start()))
        elif token in "]}":
            depth = max(0, depth - 1)
    for line in _DOTS.finditer(text):
        if line.group().count(".") > MAX_DOTS:
            raise CaseError(_depth_problem(text, name, line.start()))


def _depth_problem(text: str, name: str, offset: int) -> Problem:
    fix = f"At most {MAX_DEPTH} levels are read. A deal needs five."
    return Document(name, text, {}).problem_at("D103", Span(offset, offset + 1), fix)


def _syntax_problem(text: str, name: str, error: Exception) -> Problem:
    said = str(error) or "nested too deeply"
    match = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)", said)
    reason = said.split(" (at ")[0]
    lines = text.split("\n")
    line = int(match.group(1)) if match and match.group(1) else len(lines)
    column = int(match.group(2)) if match and match.group(2) else len(lines[-1]) + 1
    if match is None:
        line, column = 1, 1
    excerpt = lines[line - 1] if line <= len(lines) else ""
    fix = f"{reason}. Quote text and quantities, and write each key once."
    return Problem("D104", CODES["D104"], fix, name, line, column, 1, excerpt.rstrip("\r"))


_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BASIC = re.compile(r'"(?:\\.|[^"\\])*"')
_LITERAL = re.compile(r"'[^']*'")
_MULTI_BASIC = re.compile(r'"""(?:\\.|[^\\])*?"""+', re.DOTALL)
_MULTI_LITERAL = re.compile(r"'''.*?'''+", re.DOTALL)
_SCALAR = re.compile(r"[^,\]}#\n]+")


class _Scanner:
    """Places of keys and values in a text that ``tomllib`` has accepted."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.keys: dict[TermPath, Span] = {}
        self.values: dict[TermPath, Span] = {}
        self._at = 0
        self._lengths: dict[TermPath, int] = {}

    def scan(self) -> None:
        table: TermPath = ()
        while True:
            self._skip(_BLANK)
            if self._at >= len(self.text):
                return
            if self.text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _skip(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self._at)
        if match is None:
            return ""
        self._at = match.end()
        return match.group()

    def _header(self) -> TermPath:
        start = self._at
        array = self.text.startswith("[[", self._at)
        self._at += 2 if array else 1
        parts = self._dotted()
        self._at += 2 if array else 1
        path: TermPath = ()
        for part, _ in parts[:-1]:
            path = self._enter((*path, part))
        path = (*path, parts[-1][0])
        if array:
            index = self._lengths.get(path, 0)
            self._lengths[path] = index + 1
            self.keys.setdefault(path, Span(start, self._at))
            path = (*path, index)
        self.keys[path] = self.values[path] = Span(start, self._at)
        return path

    def _enter(self, path: TermPath) -> TermPath:
        """Return the path of a table, or of the last table in an array of them."""
        return (*path, self._lengths[path] - 1) if path in self._lengths else path

    def _dotted(self) -> list[tuple[str, Span]]:
        parts: list[tuple[str, Span]] = []
        while True:
            self._skip(_SPACE)
            start = self._at
            parts.append((self._key(), Span(start, self._at)))
            self._skip(_SPACE)
            if not self.text.startswith(".", self._at):
                return parts
            self._at += 1

    def _key(self) -> str:
        first = self.text[self._at]
        if first == '"':
            return str(tomllib.loads(f"k = {self._skip(_BASIC)}")["k"])
        if first == "'":
            return self._skip(_LITERAL)[1:-1]
        return self._skip(_BARE_KEY)

    def _pair(self, table: TermPath) -> None:
        path = table
        for part, span in self._dotted():
            path = (*path, part)
            self.keys.setdefault(path, span)
        self._at += 1
        self._value(path)

    def _value(self, path: TermPath) -> None:
        self._skip(_SPACE)
        start = self._at
        first = self.text[self._at]
        if first == "[":
            self._array(path)
        elif first == "{":
            self._inline(path)
        elif self.text.startswith('"""', start):
            self._skip(_MULTI_BASIC)
        elif self.text.startswith("'''", start):
            self._skip(_MULTI_LITERAL)
        elif first in "\"'":
            self._skip(_BASIC if first == '"' else _LITERAL)
        else:
            self._at = start + len(self._skip(_SCALAR).rstrip())
        self.values[path] = Span(start, self._at)

    def _array(self, path: TermPath) -> None:
        self._at += 1
        index = 0
        while True:
            self._skip(_BLANK)
            if self.text[self._at] == "]":
                break
            self._value((*path, index))
            index += 1
            self._skip(_BLANK)
            if self.text[self._at] == ",":
                self._at += 1
        self._at += 1

    def _inline(self, path: TermPath) -> None:
        self._at += 1
        while True:
            self._skip(_BLANK)
            if self.text[self._at] == "}":
                break
            self._pair(path)
            self._skip(_BLANK)
            if self.text[self._at] == ",":
                self._at += 1
        self._at += 1
