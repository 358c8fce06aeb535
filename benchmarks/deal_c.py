"""The deal's arithmetic as a C loop, compiled on the spot."""

import ctypes
import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from deal_numpy import Outcomes, check_supported
from pledgecraft.engine.plan import Prepared
from pledgecraft.world.draws import World

SOURCE = Path(__file__).with_name("kernel.c")
FLAGS = ("-O3", "-march=native", "-std=c11", "-shared", "-fPIC")

DEAL = (
    "dt", "overrun_pledgor", "loan_base", "loan_rate", "loan_tenor", "guarantee_base",
    "guarantee_rate", "guarantee_tenor", "fee", "deemed_base", "deemed_rate", "review_after",
    "review_from_operation",
)  # fmt: skip
PROJECT = (
    "first", "selected", "tranche", "pool", "life", "budget", "duration", "salvage_operation",
    "salvage_build", "equity", "loan", "guarantee", "fdi",
)  # fmt: skip
SIZES = (
    "periods", "projects", "tranches", "pools", "tiers", "parties", "steps", "longest",
    "benchmarks", "years",
)  # fmt: skip
TABLES = (
    "deal", "project", "tranche", "pool", "until", "share", "curve", "output", "hazard",
    "open_discount", "close_discount", "year", "revenue", "benchmark", "cost_ratio",
    "build_ratio", "exposure",
)  # fmt: skip


class _Plan(ctypes.Structure):
    _fields_ = [(name, ctypes.c_long) for name in SIZES] + [
        (name, ctypes.c_void_p) for name in TABLES
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
        self.tables = {
            "deal": _columns(plan.deal, DEAL),
            "project": _columns(plan.projects, PROJECT),
            "tranche": _columns(plan.tranches, ("size", "cap")),
            "pool": _columns(plan.pools, ("tier_first", "tier_count")),
            "until": plan.tiers["until"].astype(np.float64),
            "year": plan.year.astype(np.int_),
            **{name: np.ascontiguousarray(getattr(plan, name)) for name in TABLES[5:11]},
            **{name: np.ascontiguousarray(getattr(world, name)) for name in TABLES[12:]},
        }
        sizes = {
            "periods": plan.year.size, "projects": plan.projects.size,
            "tranches": plan.tranches.size, "pools": plan.pools.size, "tiers": self.tiers,
            "parties": self.parties, "steps": plan.curve.shape[1] - 1,
            "longest": plan.output.shape[1], "benchmarks": world.benchmark.shape[2],
            "years": self.years,
        }  # fmt: skip
        self.plan = _Plan(**sizes, **{name: self.tables[name].ctypes.data for name in TABLES})

    def __call__(self) -> Outcomes:
        out = (
            np.empty((self.paths, self.parties, 12)),
            np.empty((self.paths, self.years, 8)),
            np.empty((self.paths, self.tiers, self.parties)),
            np.empty(self.paths),
        )
        pointers = [ctypes.c_void_p(array.ctypes.data) for array in out]
        start, count = ctypes.c_long(0), ctypes.c_long(self.paths)
        self.library.run(ctypes.byref(self.plan), start, count, *pointers)
        return Outcomes(*out)


def _columns(table: NDArray, names: tuple[str, ...]) -> NDArray[np.float64]:
    return np.stack([table[name].astype(np.float64) for name in names], axis=-1)
