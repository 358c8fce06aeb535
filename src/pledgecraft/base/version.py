"""The version of the package, as it is installed."""

from importlib.metadata import PackageNotFoundError, version


def package_version() -> str:
    """Return the version; ``0+unknown`` where the package is not installed."""
    try:
        return version("pledgecraft")
    except PackageNotFoundError:
        return "0+unknown"
