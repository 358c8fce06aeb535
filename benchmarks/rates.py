"""Internal rates of return of many flows, ours and those of two libraries."""

from typing import Any

import numpy as np
import numpy_financial
import pyxirr
from numpy.typing import NDArray

from measure import Row, best
from pledgecraft.engine.kernel.valuation import internal_rate

F = NDArray[np.float64]

DT = 0.25

financial: Any = numpy_financial


def flows(count: int, periods: int, seed: int = 7) -> F:
    """Return quarterly flows, (vector, period): calls first, then uneven cash; one sign change."""
    draws = np.random.default_rng(seed)
    out = 4 * np.exp(0.3 * draws.standard_normal((count, periods)))
    out[:, :20] = -5 * draws.uniform(0.8, 1.2, (count, 20))
    return out


def ours(vectors: F) -> F:
    """Return annual rates."""
    return np.array([internal_rate(flow, DT)[0] for flow in vectors])


def by_numpy_financial(vectors: F) -> F:
    """Return annual rates from rates a period."""
    return _annual([financial.irr(flow) for flow in vectors])


def by_pyxirr(vectors: F) -> F:
    """Return annual rates from rates a period."""
    return _annual([pyxirr.irr(flow) for flow in vectors])


def rows(quick: bool) -> list[Row]:
    """Compare on flows of 80 quarters; check that the rates agree to 1e-9."""
    few, many = flows(20 if quick else 60, 80), flows(500 if quick else 2_000, 80)
    repeat = 3 if quick else 5
    out: list[Row] = []
    for name, theirs, vectors in (
        ("numpy-financial", by_numpy_financial, few),
        ("pyxirr", by_pyxirr, many),
    ):
        worst = float(np.max(np.abs(ours(vectors) - theirs(vectors))))
        assert worst < 1e-9, f"{name} differs from ours by {worst}"
        found = best({"ours": lambda v=vectors: ours(v), "them": lambda v=vectors, f=theirs: f(v)},
                     repeat)  # fmt: skip
        one, other = (found[key] / len(vectors) for key in ("ours", "them"))
        note = f"seconds a rate; largest difference {worst:.0e}"
        out.append(Row(f"IRR: {name}", other / one, "x faster", one, other, note=note))
    return out


def _annual(rates: list[float | None]) -> F:
    return (1 + np.array(rates, dtype=np.float64)) ** (1 / DT) - 1
