"""Compiled code: in the user's cache folder, keyed by the kernel, and no need to write elsewhere."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import pledgecraft
from pledgecraft.engine.machine import (
    Code,
    kernel_digest,
    kernel_file,
    load_kernel,
    read_code,
    write_code,
)

RUN = "from pledgecraft.cli.guard import guarded; raise SystemExit(guarded(['run','tutorial','--paths','4','--no-returns']))"

RUN_AND_TELL = f"""
import sys
try:
    {RUN}
except SystemExit:
    print("loaded:", sorted({{"numba", "scipy"}} & set(sys.modules)))
"""
KNOWN = {"exp", "expm1", "log1p", "memset", "pow"}


def test_the_package_works_when_its_own_folder_is_read_only(tmp_path: Path) -> None:
    package = tmp_path / "lib" / "pledgecraft"
    shutil.copytree(
        Path(pledgecraft.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__")
    )
    for path in [*package.rglob("*"), package]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    env = {
        **os.environ,
        "PYTHONPATH": str(tmp_path / "lib"),
        "PLEDGECRAFT_CACHE_DIR": str(tmp_path / "cache"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run([sys.executable, "-c", RUN], env=env, capture_output=True, check=False)
    for path in [*package.rglob("*"), package]:
        path.chmod(0o755)
    assert done.returncode == 0, done.stderr
    kept = tmp_path / "cache" / f"kernel-{kernel_digest()}.o"
    assert read_code(kept) is not None
    assert not list(package.rglob("*.o"))
    again = subprocess.run(
        [sys.executable, "-c", RUN_AND_TELL], env=env, capture_output=True, check=True
    )
    assert again.stdout.splitlines()[-1] == b"loaded: []"


def test_half_written_code_is_not_loaded(tmp_path: Path) -> None:
    file = tmp_path / "kernel.o"
    write_code(Code("symbol", b"some code"), file)
    assert read_code(file) == Code("symbol", b"some code")
    file.write_bytes(file.read_bytes()[:-1])
    assert read_code(file) is None
    assert read_code(tmp_path / "missing.o") is None


def test_code_of_versions_long_past_is_removed(tmp_path: Path) -> None:
    old, recent, new = (tmp_path / f"kernel-{name}.o" for name in ("old", "recent", "new"))
    for file in (old, recent):
        file.write_bytes(b"code")
    os.utime(old, (0, 0))
    write_code(Code("symbol", b"some code"), new)
    assert sorted(tmp_path.iterdir()) == [new, recent]


@pytest.mark.skipif(shutil.which("nm") is None, reason="no nm on this machine")
def test_the_kernel_calls_only_the_c_library(tmp_path: Path) -> None:
    load_kernel()
    code = read_code(kernel_file())
    assert code is not None
    (tmp_path / "kernel.o").write_bytes(code.code)
    told = subprocess.run(
        ["nm", "-u", tmp_path / "kernel.o"], capture_output=True, check=True, text=True
    )
    assert {line.split()[-1].lstrip("_") for line in told.stdout.splitlines()} <= KNOWN
