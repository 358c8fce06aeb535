"""The folder for what this machine need not work out again."""

import getpass
import os
import tempfile
from functools import cache
from pathlib import Path

from platformdirs import user_cache_dir


def cache_folder() -> Path:
    """Return the user's cache folder if it can be written; a temporary one as a last resort.

    ``PLEDGECRAFT_CACHE_DIR`` names another place. Whatever lies there can be deleted at any time.
    """
    root = os.environ.get("PLEDGECRAFT_CACHE_DIR") or user_cache_dir("pledgecraft", appauthor=False)
    folder = Path(root)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        return _spare()


@cache
def _spare() -> Path:
    """Return a temporary folder of this user's own."""
    try:
        spare = Path(tempfile.gettempdir()) / f"pledgecraft-{getpass.getuser()}"
        spare.mkdir(mode=0o700, exist_ok=True)
        if not hasattr(os, "getuid") or spare.stat().st_uid == os.getuid():
            return spare
    except (OSError, KeyError):
        pass
    return Path(tempfile.mkdtemp(prefix="pledgecraft-"))
