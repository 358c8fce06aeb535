"""Compiled code: in the user's cache folder, keyed by the kernel, and no need to write elsewhere."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pledgecraft
from pledgecraft.engine.cache import kernel_digest

RUN = "from pledgecraft.cli.guard import guarded; raise SystemExit(guarded(['run','tutorial','--paths','4','--no-returns']))"


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
    assert list((tmp_path / "cache" / f"kernel-{kernel_digest()}").rglob("*.nbi"))
    assert not list(package.rglob("*.nbi"))
