"""Places of keys and values, and refusals of what is no case file."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledgecraft.base.errors import CaseError
from pledgecraft.base.toml import parse, read

TEXT = """
title = "a # b"
"quoted key" = 'x'
a.b = [1, # one
  { c = "d" }, [2, 3]]
many = \"\"\"
line = 1
\"\"\"

[[list]]
name = 1979-05-27 07:32:00
[[list]]
[list.inner]
deep = true
"""


def place(path: tuple[str | int, ...], *, key: bool = False) -> str:
    document = parse(TEXT.encode(), name="t.toml")
    span = document.locate(path, key=key)
    return document.text[span.start : span.end]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("title",), '"a # b"'),
        (("quoted key",), "'x'"),
        (("a", "b", 0), "1"),
        (("a", "b", 1, "c"), '"d"'),
        (("a", "b", 2, 1), "3"),
        (("list", 0, "name"), "1979-05-27 07:32:00"),
        (("list", 1, "inner", "deep"), "true"),
        (("list", 1, "inner", "missing"), "[list.inner]"),
    ],
)
def test_values_are_located(path: tuple[str | int, ...], text: str) -> None:
    assert place(path) == text


def test_keys_are_located() -> None:
    assert place(("a", "b"), key=True) == "b"
    assert place(("quoted key",), key=True) == '"quoted key"'


def test_every_leaf_of_the_shipped_cases_is_located() -> None:
    from pledgecraft.base.terms import leaves
    from pledgecraft.cases.case import find, shipped

    for name in shipped():
        for path in find(name).glob("*.toml"):
            document = read(path)
            missing = [leaf for leaf, _ in leaves(document.data) if leaf not in document.values]
            assert missing == []


def test_windows_line_ends_keep_lines() -> None:
    with pytest.raises(CaseError) as caught:
        parse(b"a = 1\r\nb = \r\n", name="t.toml")
    assert (caught.value.problems[0].line, caught.value.problems[0].column) == (2, 5)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"\xff", "D101"),
        (b"a = " + b"[" * 5000, "D103"),
        (b"a = " + b"{a=" * 5000, "D103"),
        (b"x" + b".x" * 70 + b" = 1", "D103"),
        (b"a = 1\na = 2", "D104"),
        (b"a = " + b"9" * 5000, "D104"),
        (b"a = 50:50", "D104"),
        (b"#" * 10_000_000, "D102"),
    ],
)
def test_refusals(raw: bytes, code: str) -> None:
    with pytest.raises(CaseError) as caught:
        parse(raw, name="t.toml")
    assert [problem.code for problem in caught.value.problems] == [code]


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_bring_it_down(raw: bytes) -> None:
    try:
        document = parse(raw, name="t.toml")
    except CaseError:
        return
    assert document.data == tomllib.loads(document.text)


FRAGMENTS = st.sampled_from(
    ['"', "'", '"""', "'''", "[", "]", "[[", "]]", "{", "}", ".", "=", ",", "\n", "\r\n", "#", " ",
     "a", "b-1", "1", "2026-01-01", "true", "\\", "é", "\t", "1.5e3"]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(FRAGMENTS, max_size=25))
def test_no_fragments_bring_it_down(parts: list[str]) -> None:
    try:
        parse("".join(parts).encode(), name="t.toml")
    except CaseError as error:
        assert all(problem.line is not None for problem in error.problems)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(CaseError) as caught:
        read(tmp_path / "deal.toml")
    assert caught.value.problems[0].code == "D105"
