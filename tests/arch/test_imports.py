"""The import budget, the public names, and the sizes that keep rooms small."""

import json
import subprocess
import sys
from pathlib import Path

import pledgecraft

HEAVY = ("numpy", "numba", "scipy", "pydantic", "altair", "vl_convert", "pandas", "jinja2", "rich")


def modules_after(code: str) -> set[str]:
    """Return what a fresh interpreter has loaded after some code."""
    tail = "import json, sys; print('\\n' + json.dumps(sorted(sys.modules)))"
    said = subprocess.run(
        [sys.executable, "-c", f"{code}\n{tail}"], capture_output=True, text=True, check=True
    )
    return {name.split(".")[0] for name in json.loads(said.stdout.splitlines()[-1])}


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert modules_after("import pledgecraft").isdisjoint(HEAVY)


def test_help_loads_nothing_heavy() -> None:
    code = "from pledgecraft.cli.guard import guarded; guarded(['--help'])"
    assert modules_after(code).isdisjoint(set(HEAVY) - {"rich"})


def test_reading_a_case_needs_no_compiler_and_no_pictures() -> None:
    loaded = modules_after("import pledgecraft as pc; pc.read_case('tutorial').terms().deal")
    assert loaded.isdisjoint({"numba", "scipy", "altair", "vl_convert", "pandas", "jinja2"})


def test_running_a_case_needs_no_pictures() -> None:
    code = "from pledgecraft.cli.guard import guarded; guarded(['run','tutorial','--paths','8'])"
    assert modules_after(code).isdisjoint({"scipy", "altair", "vl_convert", "pandas", "jinja2"})


def test_no_module_of_the_package_names_scipy() -> None:
    sources = Path(pledgecraft.__file__).parent.rglob("*.py")
    assert [path.name for path in sources if "scipy" in path.read_text()] == []


def test_public_names() -> None:
    assert len(pledgecraft.__all__) <= 25
    assert sorted(pledgecraft.__all__) == pledgecraft.__all__
    for name in pledgecraft.__all__:
        assert getattr(pledgecraft, name).__doc__, name
