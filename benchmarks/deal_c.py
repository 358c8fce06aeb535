"""The deal's arithmetic as a C loop, compiled on the spot."""

import ctypes
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from deal_numpy import Outcomes, check_supported
from pledgecraft.engine.kernel.records import CurrencyTerms, Records
from pledgecraft.engine.plan import Prepared
from pledgecraft.engine.run import draws_of
from pledgecraft.world.draws import World

SOURCE = Path(__file__).with_name("kernel.c")
FLAGS = ("-O3", "-march=native", "-std=c11", "-shared", "-fPIC")

DEAL = (
    "dt", "overrun_pledgor", "overrun_host", "loan_base", "loan_rate", "loan_tenor",
    "guarantee_base", "guarantee_rate", "guarantee_tenor", "fee", "deemed_base", "deemed_rate",
    "review_after", "review_from_operation", "withhold", "specialists", "specialists_per_dollar",
    "quota", "stay",
)  # fmt: skip
PROJECT = (
    "first", "selected", "tranche", "pool", "life", "budget", "duration", "salvage_operation",
    "salvage_build", "equity", "loan", "guarantee", "fdi", "specialists",
)  # fmt: skip
SIZES = (
    "periods", "projects", "tranches", "pools", "tiers", "parties", "steps", "longest",
    "benchmarks", "years",
)  # fmt: skip
TERMS = ("deal", "project", "tranche", "pool", "currency", "until")
PLAN = (
    "year", "order", "curve", "output", "hazard", "share", "open_discount", "close_discount", "gdp",
)  # fmt: skip
DRAWS = (
    "revenue", "benchmark", "cost_ratio", "build_ratio", "exposure", "missed", "available",
    "approved", "rate", "reserve_noise", "luck",
)  # fmt: skip
OUTCOMES, YEARLY, SHARED = 13, 16, 12
"""How many of the kernel's outcomes and series ``kernel.c`` fills: the first of each."""


class _Plan(ctypes.Structure):
    _fields_ = [(name, ctypes.c_long) for name in SIZES] + [
        (name, ctypes.c_void_p) for name in (*TERMS, *PLAN, *DRAWS)
    ]


def compiler() -> str | None:
    """Return the C compiler's path, None where there is none."""
    return shutil.which("cc")


def build() -> ctypes.CDLL:
    """Compile ``kernel.c`` and load it."""
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "kernel.so"
        command = [str(compiler()), *FLAGS, str(SOURCE), "-o", str(library), "-lm"]
        subprocess.run(command, check=True)
        return ctypes.CDLL(str(library))


class CLoop:
    """The C loop on one plan and world; a call runs all paths on one thread."""

    def __init__(self, prepared: Prepared, world: World) -> None:
        plan = prepared.plan
        check_supported(plan, world)
        self.library = build()
        self.paths, self.parties, self.tiers = world.paths, plan.share.shape[1], plan.tiers.size
        self.years = int(plan.year[-1]) + 1
        draws = draws_of(world)
        self.tables = {
            "deal": _records(plan.deal, DEAL),
            "project": _records(plan.projects, PROJECT),
            "tranche": _records(plan.tranches, ("size", "cap")),
            "pool": _records(plan.pools, ("tier_first", "tier_count")),
            "currency": _records(plan.currency, tuple(CurrencyTerms.__annotations__)),
            "until": _records(plan.tiers, ("until",)),
            **{name: np.ascontiguousarray(getattr(plan, name)) for name in PLAN},
            **{name: np.ascontiguousarray(getattr(draws, name)) for name in DRAWS},
        }
        sizes = {
            "periods": plan.year.size, "projects": plan.projects.size,
            "tranches": plan.tranches.size, "pools": plan.pools.size, "tiers": self.tiers,
            "parties": self.parties, "steps": plan.curve.shape[1] - 1,
            "longest": plan.output.shape[1], "benchmarks": world.benchmark.shape[2],
            "years": self.years,
        }  # fmt: skip
        self.plan = _Plan(**sizes, **{name: a.ctypes.data for name, a in self.tables.items()})

    def __call__(self) -> Outcomes:
        out = (
            np.empty((self.paths, self.parties, OUTCOMES)),
            np.empty((self.paths, self.years, YEARLY)),
            np.empty((self.paths, self.tiers, self.parties)),
            np.empty((self.paths, SHARED)),
            np.empty(self.paths),
        )
        pointers = [ctypes.c_void_p(array.ctypes.data) for array in out]
        start, count = ctypes.c_long(0), ctypes.c_long(self.paths)
        if self.library.run(ctypes.byref(self.plan), start, count, *pointers) != 0:
            raise MemoryError
        return Outcomes(*out)


def _records(table: Records[Any], names: tuple[str, ...]) -> NDArray[np.void]:
    """Return some fields of records as C reads them: 8 bytes each, in this order."""
    out = np.empty(table.size, dtype=[(name, table[name].dtype) for name in names])
    for name in names:
        out[name] = table[name]
    return out
