"""Write files whole or not at all."""

import os
import tempfile
from pathlib import Path

from pledgecraft.base.errors import Problem, UsageError


def write_whole(path: Path, content: str | bytes) -> Path:
    """Write a file so that it is never left half-written.

    Raises:
        UsageError: U701, the place cannot be written.
    """
    data = content.encode() if isinstance(content, str) else content
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise _cannot_write(path, error) from None
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise _cannot_write(path, error) from None
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path


def _cannot_write(path: Path, error: OSError) -> UsageError:
    fix = f"{error.strerror or error}. Choose another place."
    return UsageError(Problem("U701", f"The file {path.name} cannot be written.", fix))
