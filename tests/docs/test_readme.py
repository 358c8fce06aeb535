"""The README keeps its promises: two lines to start, and snippets that run."""

import re
from pathlib import Path

README = (Path(__file__).parents[2] / "README.md").read_text()


def test_start_is_two_lines() -> None:
    block = re.search(r"## Start\n.*?```sh\n(.*?)```", README, re.DOTALL)
    assert block is not None
    assert block.group(1).splitlines() == ["make demo", "make test"]


def test_python_runs() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    names: dict[str, object] = {}
    exec(code.replace("paths=1_000", "paths=64"), names)
    assert names["other"].npv("KOR").mean > names["result"].npv("KOR").mean  # type: ignore[attr-defined]
