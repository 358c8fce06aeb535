"""Model, price, negotiate and track investment pledges between states.

Example:
    >>> import pledgecraft as pc
    >>> case = pc.read_case("tutorial")
    >>> result = pc.simulate(case.terms(), pc.draw(case.world, paths=200, seed=7))
    >>> result.npv("KOR").describe().unit
    'USD'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from pledgecraft.api import (
        brief,
        compare,
        explain,
        json_schema,
        simulate,
        solve,
        summarise,
    )
    from pledgecraft.base.errors import (
        CaseError,
        OutcomeError,
        PledgecraftError,
        Problem,
        UnresolvedError,
        UsageError,
    )
    from pledgecraft.cases.case import Case, read_case, shipped
    from pledgecraft.deal.sheet import TermSheet
    from pledgecraft.outcomes.explain import trace_path
    from pledgecraft.report.simulation import Simulation
    from pledgecraft.world.draws import World, draw
    from pledgecraft.world.kept import keep, recall

__all__ = [
    "Case",
    "CaseError",
    "OutcomeError",
    "PledgecraftError",
    "Problem",
    "Simulation",
    "TermSheet",
    "UnresolvedError",
    "UsageError",
    "World",
    "brief",
    "compare",
    "draw",
    "explain",
    "json_schema",
    "keep",
    "read_case",
    "recall",
    "shipped",
    "simulate",
    "solve",
    "summarise",
    "trace_path",
]

_HOMES = {
    "pledgecraft.api": (
        "brief", "compare", "explain", "json_schema", "simulate", "solve", "summarise",
    ),
    "pledgecraft.base.errors": (
        "CaseError", "OutcomeError", "PledgecraftError", "Problem", "UnresolvedError", "UsageError",
    ),
    "pledgecraft.cases.case": ("Case", "read_case", "shipped"),
    "pledgecraft.deal.sheet": ("TermSheet",),
    "pledgecraft.outcomes.explain": ("trace_path",),
    "pledgecraft.report.simulation": ("Simulation",),
    "pledgecraft.world.draws": ("World", "draw"),
    "pledgecraft.world.kept": ("keep", "recall"),
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'pledgecraft' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
