"""Where compiled code is kept: the user's cache folder, never the package's own.

The compiler notices a change in a function's own file, but not in the files of the functions that
it calls. The folder is therefore named by a digest of the whole kernel.
"""

import getpass
import hashlib
import os
import tempfile
from importlib import resources
from pathlib import Path

from platformdirs import user_cache_dir


def kernel_digest() -> str:
    """Return a short digest of the kernel's sources."""
    digest = hashlib.sha256()
    folder = resources.files("pledgecraft.engine.kernel")
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".py"):
            digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def compilation_cache() -> Path:
    """Return a folder for compiled code that can be written; a temporary one as a last resort.

    ``PLEDGECRAFT_CACHE_DIR`` names another place.
    """
    root = os.environ.get("PLEDGECRAFT_CACHE_DIR") or user_cache_dir("pledgecraft", appauthor=False)
    folder = Path(root) / f"kernel-{kernel_digest()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        spare = Path(tempfile.gettempdir()) / f"pledgecraft-{getpass.getuser()}" / folder.name
        spare.mkdir(parents=True, exist_ok=True)
        return spare


def use_compilation_cache() -> None:
    """Tell the compiler where to keep its code; to be called before it is first loaded."""
    os.environ["NUMBA_CACHE_DIR"] = str(compilation_cache())


def is_compiled() -> bool:
    """Return whether compiled code is there already."""
    return any(compilation_cache().rglob("*.nbi"))
