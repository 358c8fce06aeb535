"""The command doctor: what this installation has, and whether it computes."""

import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import typer

from pledgecraft import __version__, api
from pledgecraft.api import cache_folder, draw, is_compiled, kept_draws, read_case, shipped
from pledgecraft.base.dates import CALENDAR_VERSION
from pledgecraft.cli.output import console, note, table, write_json

LIBRARIES = ("numpy", "numba", "pydantic", "altair", "vl-convert-python")


def examine(*, as_json: bool) -> None:
    """Examine the installation; exit code 3 where it does not compute."""
    facts: dict[str, Any] = {
        "pledgecraft": __version__,
        "python": platform.python_version(),
        "system": platform.system(),
        "cores": os.cpu_count(),
        **{name: _version(name) for name in LIBRARIES},
        "calendar": CALENDAR_VERSION,
        "cases": ", ".join(shipped()),
        "compiled code": str(cache_folder()),
        "compiled": is_compiled(),
        "kept draws": str(kept_draws()),
    }
    if not facts["compiled"]:
        note("Compiling the engine, about 20 seconds …")
    checks = _checks()
    if as_json:
        write_json({"format": 1, "facts": facts, "checks": checks})
    else:
        rows = table("", "")
        for name, value in facts.items():
            rows.add_row(name, str(value))
        for name, passed in checks.items():
            rows.add_row(name, "ok" if passed else "FAILED")
        console().print(rows)
    if not all(checks.values()):
        sys.stdout.flush()
        raise typer.Exit(3)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


def _checks() -> dict[str, bool]:
    """Run the tutorial: cash must be conserved, and the same seed give the same numbers."""
    case = read_case("tutorial")
    world = draw(case.world, paths=64, seed=7)
    first, second = api.simulate(case.terms(), world), api.simulate(case.terms(), world)
    scale = first.commitment
    same = float(first.npv("KOR").mean) == float(second.npv("KOR").mean)
    return {
        "cash is conserved": first.imbalance < 1e-9 * scale,
        "the same seed gives the same numbers": same,
    }
