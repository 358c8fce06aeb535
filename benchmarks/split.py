"""The 50/10 split alone: 80 quarters, calls of 5 in the first 20, cash from the thirteenth on.

Cash is 4 exp(a), a an AR(1) of 0.9 with shocks of 0.15; deemed interest 4.5%; both parties'
present values at 4%. Ours is the whole engine on the two-project case in ``split/``, all outcomes
included. modelx is driven path by path, as its cells are meant, and once more with arrays of all
paths in its cells, which is NumPy with modelx keeping the order. PySAM's partnership flip has
yearly steps, one outlay, and flips at a year or an internal rate; its cash is driven by a price a
year. It is the nearest thing there and not the same sum, so it isn't checked.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import modelx
import numpy as np
from numpy.typing import NDArray
from PySAM import Equpartflip

from measure import Row, best
from pledgecraft import draw, read_case
from pledgecraft.engine.kernel.outcomes import OUTCOMES
from pledgecraft.engine.plan import Prepared, prepare
from pledgecraft.engine.run import run
from pledgecraft.world.draws import World

F = NDArray[np.float64]

cells: Any = modelx
partnership: Any = Equpartflip

PERIODS, FIRST_CASH, CALLS = 80, 12, 20
CALL, CASH, DEEMED, DISCOUNT, DT = 5e9, 4e9, 0.045, 0.04, 0.25


def split_case(paths: int) -> tuple[Prepared, World, F]:
    """Return the plan, the world, and the cash that it holds, (path, period)."""
    case = read_case(Path(__file__).with_name("split"))
    prepared, world = prepare(case.terms(), case.world), draw(case.world, paths=paths, seed=7)
    plant = prepared.projects.index("plant")
    planned = float(prepared.plan.output[plant, 0])
    world.revenue[:, :, plant] = CASH / planned * np.exp(_autoregressive(paths))
    cash = planned * world.revenue[:, :, plant].astype(np.float64)
    cash[:, :FIRST_CASH] = 0.0
    return prepared, world, cash


def _autoregressive(paths: int) -> F:
    shocks = 0.15 * np.random.default_rng(7).standard_normal((paths, PERIODS))
    level = np.zeros((paths, PERIODS))
    for t in range(FIRST_CASH, PERIODS):
        level[:, t] = 0.9 * level[:, t - 1] + shocks[:, t]
    return level


def new_model() -> Any:
    """Return a modelx model of the split; ``cash_of`` is the cash of each period."""
    model = cells.new_model("Split")
    space = model.new_space("Deal")
    references: dict[str, Any] = {
        "minimum": np.minimum, "call": CALL, "calls": CALLS, "deemed": DEEMED, "dt": DT,
        "discount": DISCOUNT, "periods": PERIODS, "cash_of": None,
    }  # fmt: skip
    for name, value in references.items():
        setattr(space, name, value)
    for name, formula in FORMULAS.items():
        space.new_cells(name, formula=" ".join(formula.split()))
    return model


FORMULAS = {
    "owed": """lambda t: ((balance(t - 1) if t > 0 else 0.0) + (call if t < calls else 0.0))
        * (1 + deemed * dt)""",
    "shared": "lambda t: minimum(cash_of[t], owed(t) / 0.5)",
    "pledgor": "lambda t: 0.5 * shared(t) + 0.1 * (cash_of[t] - shared(t))",
    "host": "lambda t: cash_of[t] - pledgor(t)",
    "balance": "lambda t: owed(t) - minimum(owed(t), pledgor(t))",
    "pledgor_npv": """lambda: sum(
        pledgor(t) * (1 + discount) ** (-(t + 1) * dt)
        - (call * (1 + discount) ** (-t * dt) if t < calls else 0.0)
        for t in range(periods))""",
    "host_npv": "lambda: sum(host(t) * (1 + discount) ** (-(t + 1) * dt) for t in range(periods))",
}


def by_modelx(deal: Any, cash: F) -> F:
    """Return both parties' present values, (path, party), one path after the other."""
    out: list[tuple[float, float]] = []
    for path in cash.tolist():
        deal.minimum, deal.cash_of = min, path
        out.append((deal.pledgor_npv(), deal.host_npv()))
    return np.array(out)


def by_modelx_arrays(deal: Any, cash: F) -> F:
    """Return the same with all paths in every cell."""
    deal.minimum, deal.cash_of = np.minimum, np.ascontiguousarray(cash.T)
    return np.stack([deal.pledgor_npv(), deal.host_npv()], axis=1)


def by_pysam(flip: Any, cash: F) -> list[float]:
    """Run PySAM's yearly partnership flip on each path's yearly cash."""
    out: list[float] = []
    for path in cash.reshape(-1, PERIODS // 4, 4).sum(axis=2) / 8.76e9:
        flip.Revenue.ppa_price_input = path.tolist()
        flip.execute(0)
        out.append(flip.Outputs.sponsor_pretax_npv)
    return out


def new_flip() -> Any:
    """Return PySAM's all-equity partnership flip over 20 years on a constant output."""
    flip = partnership.default("CustomGenerationProfileAllEquityPartnershipFlip")
    flip.SystemOutput.gen = [1_000.0] * 8_760
    flip.SystemOutput.degradation = [0]
    flip.FinancialParameters.analysis_period = PERIODS // 4
    flip.Revenue.ppa_soln_mode = 1
    return flip


def rows(quick: bool) -> list[Row]:
    """Compare paths per second; modelx must agree with ours to 1e-9 of the calls."""
    many, few = 10_000, 20 if quick else 100
    prepared, world, cash = split_case(many)
    npv = run(prepared, world).outcomes[:, :, OUTCOMES.index("npv")]
    deal, flip = new_model().Deal, new_flip()
    for found in (by_modelx(deal, cash[:few]), by_modelx_arrays(deal, cash)):
        worst = np.max(np.abs(found - npv[: len(found)])) / (CALL * CALLS)
        assert worst < 1e-9, f"modelx differs from ours by {worst}"
    peers: dict[str, tuple[Callable[[], object], int, float | None, str]] = {
        "modelx": (lambda: by_modelx(deal, cash[:few]), few, 100, ""),
        "modelx on arrays": (
            lambda: by_modelx_arrays(deal, cash), many, None, "present values only; NumPy inside",
        ),
        "PySAM": (
            lambda: by_pysam(flip, cash[:few]), few, 100, "nearest thing, yearly, another flip",
        ),
    }  # fmt: skip
    works = {"ours": lambda: run(prepared, world)} | {name: peers[name][0] for name in peers}
    seconds = best(works, 2 if quick else 3)
    return [_row(name, seconds["ours"] / many, seconds[name], *peers[name][1:]) for name in peers]


def _row(name: str, ours: float, total: float, paths: int, target: float | None, note: str) -> Row:
    theirs = total / paths
    speeds = f"paths a second: {1 / ours:,.0f} against {1 / theirs:,.0f}"
    return Row(
        f"Split alone: {name}", theirs / ours, "x faster", ours, theirs, target,
        note=f"{speeds}; {note}" if note else speeds,
    )  # fmt: skip
