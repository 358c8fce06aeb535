"""The documentation stays true: pages are up to date, snippets and commands run, links resolve."""

import contextlib
import importlib.util
import io
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from pledgecraft.base.errors import CODES
from pledgecraft.base.glossary import GLOSSARY
from pledgecraft.cli.guard import guarded

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
STEP = re.compile(
    r"^```(?P<kind>\w+)\n(?P<body>.*?)^```$|^<!-- (?P<verb>edit|save): (?P<what>.*?) -->$",
    re.MULTILINE | re.DOTALL,
)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
NUMBER = re.compile(r"\d+\.\d+")
PYTHON = [page for page in PAGES if "```python" in page.read_text("utf-8")]
CONSOLE = [page for page in PAGES if "$ pledgecraft" in page.read_text("utf-8")]


def name_of(page: Path) -> str:
    return page.relative_to(DOCS).as_posix()


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder that looks like the root of the project to the snippets."""
    shutil.copytree(DOCS / "examples", tmp_path / "docs" / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_generated_pages_are_up_to_date(generate: ModuleType) -> None:
    assert generate.outdated() == []


def test_every_key_of_a_case_file_has_a_meaning(generate: ModuleType) -> None:
    empty = [
        f"{name}: {line}"
        for name, text in generate.pages().items()
        for line in text.splitlines()
        if name.startswith("reference/") and line.startswith("| `") and line.endswith("|  |")
    ]
    assert empty == []


def test_every_code_stands_in_the_errors_page_with_a_remedy(generate: ModuleType) -> None:
    text = (DOCS / "reference" / "errors.md").read_text("utf-8")
    assert [code for code in CODES if f"### {code}\n\n{CODES[code]}\n" not in text] == []
    assert set(generate.MEND) >= set(CODES)


def test_every_command_stands_in_the_command_page() -> None:
    from pledgecraft.cli.app import app

    text = (DOCS / "reference" / "cli.md").read_text("utf-8")
    names = [found.name or found.callback.__name__ for found in app.registered_commands]  # type: ignore[union-attr]
    assert [name for name in names if f"\n## {name}\n" not in text] == []


def test_glossary_holds_complete_entries() -> None:
    assert len(GLOSSARY) >= 40
    for term, entry in GLOSSARY.items():
        assert entry.definition.endswith("."), term
        assert entry.unit, term
        assert entry.home, term


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_relative_links_resolve(page: Path) -> None:
    broken: list[str] = []
    for target in LINK.findall(_prose(page)):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.is_file() or (anchor and anchor not in _anchors(file)):
            broken.append(target)
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_page_opens_with_one_title(page: Path) -> None:
    titles = [line for line in _prose(page).splitlines() if line.startswith("# ")]
    assert len(titles) == 1


def test_every_page_is_reached_from_the_index() -> None:
    reached, queue = {DOCS / "index.md"}, [DOCS / "index.md"]
    for page in queue:
        for target in LINK.findall(_prose(page)):
            file = (page.parent / target.partition("#")[0]).resolve()
            if file.suffix == ".md" and file.is_file() and file not in reached:
                reached.add(file)
                queue.append(file)
    assert [name_of(page) for page in PAGES if page not in reached] == []


def test_decisions_are_short() -> None:
    for page in (DOCS / "decisions").glob("0*.md"):
        assert len(page.read_text("utf-8").splitlines()) < 25, page.name


@pytest.mark.parametrize("page", PYTHON, ids=name_of)
def test_python_snippets_run(page: Path, folder: Path) -> None:
    names: dict[str, object] = {"__name__": "snippet"}
    for number, (kind, body) in enumerate(FENCE.findall(page.read_text("utf-8")), start=1):
        if kind == "python":
            code = compile(body, f"{name_of(page)}, block {number}", "exec")
            with contextlib.redirect_stdout(io.StringIO()):
                exec(code, names)


@pytest.mark.parametrize("page", CONSOLE, ids=name_of)
def test_commands_run(page: Path, folder: Path) -> None:
    toml: list[str] = []
    for step in STEP.finditer(page.read_text("utf-8")):
        if step["verb"] == "edit":
            file, old, new = (part.strip() for part in step["what"].split(" | "))
            text = (folder / file).read_text("utf-8")
            assert old in text
            (folder / file).write_text(text.replace(old, new), "utf-8")
        elif step["verb"] == "save":
            _save(folder / step["what"].strip(), toml)
        elif step["kind"] == "toml":
            toml.append(step["body"])
        elif step["kind"] == "console":
            _run_block(step["body"])


def test_fragments_of_a_case_are_accepted(folder: Path) -> None:
    """The files of "Write a case of your own" fit together, the optional ones too."""
    page = DOCS / "how-to" / "write-a-case.md"
    blocks = [body for kind, body in FENCE.findall(page.read_text("utf-8")) if kind == "toml"]
    case = folder / "whole"
    _save(case, blocks[:2])
    (case / "positions.toml").write_text(blocks[2], "utf-8")
    (case / "sources.toml").write_text(blocks[3], "utf-8")
    with (case / "world.toml").open("a", encoding="utf-8") as stream:
        stream.write(blocks[4])
    assert _exit_code(["check", str(case)])[0] == 0


def _prose(page: Path) -> str:
    """Return a page's text without its code."""
    return FENCE.sub("", page.read_text("utf-8"))


def _anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", _prose(page), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", head.lower()) for head in heads)
    return {text.strip().replace(" ", "-") for text in plain}


def _save(case: Path, toml: list[str]) -> None:
    case.mkdir()
    deal, world = toml[-2:]
    (case / "deal.toml").write_text(deal, "utf-8")
    (case / "world.toml").write_text(world, "utf-8")


def _run_block(body: str) -> None:
    for command, expected, shown in _commands(body):
        code, said = _exit_code(shlex.split(command)[1:])
        assert code == expected, f"{command}\n{said}"
        strange = set(NUMBER.findall(shown)) - set(NUMBER.findall(said))
        assert strange == set(), f"{command} shows numbers that it does not print: {strange}"


def _commands(body: str) -> Iterator[tuple[str, int, str]]:
    """Yield each command of a block, its exit code (0 where none is shown), and its output."""
    lines = body.splitlines()
    starts = [at for at, line in enumerate(lines) if line.startswith("$ ")]
    for place, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        if not lines[place].startswith("$ pledgecraft"):
            continue
        shows_code = end < len(lines) and lines[end] == "$ echo $?"
        code = int(lines[end + 1]) if shows_code else 0
        yield lines[place].removeprefix("$ "), code, "\n".join(lines[place + 1 : end])


def _exit_code(arguments: list[str]) -> tuple[int, str]:
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = guarded(arguments)
    return code, said.getvalue()
