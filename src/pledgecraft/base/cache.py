"""The folder for what this machine need not work out again."""

import getpass
import os
import tempfile
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
        spare = Path(tempfile.gettempdir()) / f"pledgecraft-{getpass.getuser()}"
        spare.mkdir(parents=True, exist_ok=True)
        return spare
