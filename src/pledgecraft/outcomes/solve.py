"""Solve for the value of a term or an assumption at which an outcome hits a target."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from pledgecraft.base.errors import CODES, OutcomeError, Problem, UsageError
from pledgecraft.base.quantities import Duration, Money, Notice, Quantity, Rate, Share
from pledgecraft.base.terms import TermPathError, get, normal, parse_path
from pledgecraft.cases.case import Case
from pledgecraft.deal.sheet import TermSheet
from pledgecraft.outcomes.economy import CHANNELS, VALUE
from pledgecraft.outcomes.result import UNITS, WITHOUT_PARTY, Result, simulate_sheet
from pledgecraft.world.draws import World

DEFAULT_INTERVALS: dict[type[Quantity], tuple[float, float]] = {
    Share: (0.0, 1.0),
    Money: (0.0, math.nan),
    Duration: (0.0, 60.0),
    Notice: (0.0, 500.0),
    Rate: (0.0, 1.0),
}
IRR_INTERVAL = (0.0, 0.4)
NEGLIGIBLE = 0.01
"""The search ends when the miss is this small against the outcome's standard error."""
KINDS: tuple[type[Quantity], ...] = (Money, Share, Duration, Notice, Rate)


@dataclass(frozen=True)
class Target:
    """An outcome and the value it is to have.

    Attributes:
        outcome: Name of the outcome.
        party: Code of the party; ``None`` for a probability and outcomes of construction.
        value: In base units.
    """

    outcome: str
    party: str | None
    value: float

    @property
    def unit(self) -> str:
        """Unit of the outcome."""
        if self.outcome in (*CHANNELS, VALUE):
            return "USD"
        return {**UNITS, **WITHOUT_PARTY}.get(self.outcome, "1")

    def of(self, result: Result) -> tuple[float, float]:
        """Return the outcome's mean and standard error in a result."""
        if self.outcome == "recovered_by_year_20":
            told = result.recovered_by_year_20.describe()
        else:
            told = result.sample(self.outcome, self.party).describe()
        return told.mean, told.se

    def __str__(self) -> str:
        return f"{self.outcome}.{self.party}" if self.party else self.outcome


@dataclass(frozen=True)
class Solution:
    """The value at which an outcome hits its target.

    Attributes:
        vary: What was varied.
        target: What was sought.
        value: The solution, in base units (a fraction for shares, USD, years).
        text: The solution as a person writes it.
        se: Monte Carlo standard error of the value: that of the outcome over its slope.
        interval: Where it was sought, base units.
        outcome: The outcome's mean at the solution.
        outcome_se: Its standard error.
        runs: Simulations run.
        paths: Paths of each.
        unit: Unit in which the value is written.
        scale: Base units in one of it.
    """

    vary: str
    target: Target
    value: float
    text: str
    se: float
    interval: tuple[float, float]
    outcome: float
    outcome_se: float
    runs: int
    paths: int
    unit: str
    scale: float

    @property
    def quoted(self) -> str:
        """The value with its error, in the digits that the error supports."""
        if math.isnan(self.se) or self.se == 0:
            return self.text
        digits = max(0, 1 - math.floor(math.log10(self.se / self.scale)))
        unit = self.unit if self.unit.startswith("%") else f" {self.unit}"
        value, error = self.value / self.scale, self.se / self.scale
        return f"{value:.{digits}f}{unit} ± {error:.{digits}f}{unit}"

    def to_dict(self) -> dict[str, Any]:
        """Return the shape of ``solve --json``."""
        return {
            "format": 1,
            "vary": self.vary,
            "target": {"outcome": str(self.target), "value": self.target.value},
            "value": self.value,
            "text": self.text,
            "se": None if math.isnan(self.se) else self.se,
            "interval": list(self.interval),
            "outcome": {"mean": self.outcome, "se": self.outcome_se},
            "runs": self.runs,
            "paths": self.paths,
        }

    def __repr__(self) -> str:
        return (
            f"{self.vary} = {self.text} (se {self.se:.2g}) gives {self.target} = {self.outcome:.6g}"
        )


def parse_target(text: str, *, parties: tuple[str, ...]) -> Target:
    """Read a target such as ``npv.KOR=0`` or ``recovered_by_year_20=50%``.

    Raises:
        UsageError: U701, the target cannot be read.
    """
    name, _, value = text.partition("=")
    name = name.strip().removeprefix("probability.")
    outcome, _, party = name.partition(".")
    number = read_number(value.strip()) if value else 0.0
    alone = outcome == "recovered_by_year_20" or outcome in WITHOUT_PARTY
    if number is None or (not alone and party not in parties):
        fix = f'Found "{text}". Write it like npv.{parties[0]}=0 or recovered_by_year_20=50%.'
        raise UsageError(Problem("U701", "The target cannot be read.", fix))
    return Target(outcome, party or None, number)


def read_number(text: str) -> float | None:
    """Return a number, or a quantity of any kind, in base units; ``None`` where it is neither."""
    try:
        return float(text)
    except ValueError:
        pass
    for kind in KINDS:
        try:
            return kind.parse(text).value
        except ValueError:
            continue
    return None


def solve(
    case: Case,
    sheet: TermSheet,
    world: World,
    *,
    vary: str,
    target: Target,
    between: tuple[float, float] | None = None,
) -> Solution:
    """Find the value of a term or of ``world.…`` at which an outcome hits a target.

    The value is bracketed and then closed in on by false position, every run on the same draws.

    Raises:
        OutcomeError: E601, no value in the interval meets the target; E603, what is to vary is no
            quantity.
    """
    lever = _Lever(case, sheet, world, vary, target)
    low, high = between or lever.interval()
    value = _bracketed_root(lever.miss, low, high, lever)
    mean, error = lever.at(value)
    return Solution(
        vary=vary,
        target=target,
        value=value,
        text=lever.text(value),
        se=_error_of(lever, value, error, low, high),
        interval=(low, high),
        outcome=mean,
        outcome_se=error,
        runs=lever.runs,
        paths=world.paths,
        unit=lever.unit,
        scale=float(lever.kind.scales[lever.unit]),
    )


def _error_of(lever: "_Lever", value: float, error: float, low: float, high: float) -> float:
    if error == 0:
        return 0.0
    step = 0.01 * (high - low)
    left, right = max(low, value - step), min(high, value + step)
    slope = (lever.miss(right) - lever.miss(left)) / (right - left)
    return abs(error / slope) if slope else math.nan


class _Lever:
    """One quantity that can be set, and what the target misses at each value of it."""

    def __init__(
        self, case: Case, sheet: TermSheet, world: World, vary: str, target: Target
    ) -> None:
        self.case, self.sheet, self.world = case, sheet, world
        self.vary, self.target = vary, target
        self.in_world = vary.startswith("world.")
        self.name = vary.removeprefix("world.")
        self.written = self._written()
        self.kind, self.unit, self.repeats = self._kind()
        self.runs = 0
        self._known: dict[float, tuple[float, float]] = {}

    def _written(self) -> Any:
        if not self.in_world:
            return self.sheet.get(self.vary)
        if self.name == "returns.irr":
            return "10%"
        data = self.case.documents["world"].data
        path = parse_path(self.name)
        path = ({"projects": "project", "sectors": "sector"}.get(str(path[0]), path[0]), *path[1:])
        try:
            found = get(data, normal(data, path))
        except TermPathError as error:
            fix = f"{error} `pledgecraft show --assumptions` lists the parameters."
            raise UsageError(Problem("D307", f"{self.vary} names nothing.", fix)) from None
        if isinstance(found, dict):
            return cast("dict[str, Any]", found).get("value")
        return found

    def _kind(self) -> tuple[type[Quantity], str, str]:
        text, repeats = self.written, ""
        if isinstance(text, list):
            items = cast("list[object]", text)
            text, _, count = str(items[0] if len(items) == 1 else items).partition(" x ")
            repeats = f" x {count}" if count else ""
        for kind in KINDS:
            try:
                found = kind.parse(str(text))
            except ValueError:
                continue
            return kind, found.unit or next(iter(kind.scales)), repeats
        fix = f"Found {self.written!r}. Only money, shares, times and rates can be varied."
        raise OutcomeError(Problem("E603", f"{self.vary} cannot be varied.", fix))

    def interval(self) -> tuple[float, float]:
        """Return where to look by default, in base units."""
        if self.name == "returns.irr":
            return IRR_INTERVAL
        low, high = DEFAULT_INTERVALS[self.kind]
        if math.isnan(high):
            high = 2 * self.sheet.deal.amount.commitment.value
        return low, high

    def text(self, value: float) -> str:
        """Return a value as a person writes it."""
        return f"{value / float(self.kind.scales[self.unit]):.6g}" + (
            self.unit if self.unit.startswith("%") else f" {self.unit}"
        )

    def at(self, value: float) -> tuple[float, float]:
        """Return the outcome's mean and standard error at a value."""
        if value not in self._known:
            self.runs += 1
            self._known[value] = self.target.of(self._simulate(value))
        return self._known[value]

    def miss(self, value: float) -> float:
        """Return the outcome less its target at a value."""
        return self.at(value)[0] - self.target.value

    def _simulate(self, value: float) -> Result:
        number = f"{value / float(self.kind.scales[self.unit]):.15f}"
        text = number + (self.unit if self.unit.startswith("%") else f" {self.unit}")
        setting: Any = [text + self.repeats] if isinstance(self.written, list) else text
        if self.in_world:
            case = self.case.with_world({self.name: setting})
            return simulate_sheet(self.sheet, self.world.with_assumptions(case.world))
        sheet = self.sheet.with_terms({self.vary: setting, **self._complement(value)})
        return simulate_sheet(sheet, self.world)

    def _complement(self, value: float) -> dict[str, str]:
        """Let the other party of a split of two have the rest."""
        parent, _, party = self.vary.rpartition(".")
        deal = self.sheet.deal.deal
        pair = (deal.pledgor, deal.host)
        if party not in pair or self.kind is not Share:
            return {}
        other = pair[1 - pair.index(party)]
        return {f"{parent}.{other}": f"{100 * (1 - value):.15f}%"}


def _bracketed_root(
    miss: Callable[[float], float], low: float, high: float, lever: _Lever, steps: int = 8
) -> float:
    """Return a root: a sign change on a coarse grid, closed in on by bisection and false position.

    An outcome that meets the target exactly over a stretch (nothing unrecovered, say) counts as
    met there, and the edge of the stretch is returned.
    """
    grid = [low + (high - low) * k / steps for k in range(steps + 1)]
    values = [miss(point) for point in grid]
    scale = max(abs(value) for value in values) or 1.0
    values = [value / scale for value in values]
    for k in range(steps):
        if _is_met(values[k]) != _is_met(values[k + 1]) or values[k] * values[k + 1] < 0:
            return _close_in(lever, scale, grid[k], grid[k + 1], values[k], values[k + 1])
    lowest, highest = min(values), max(values)
    fix = (
        f"Between {lever.text(low)} and {lever.text(high)} {lever.target} misses the target by "
        f"{scale * lowest:.6g} to {scale * highest:.6g} {lever.target.unit}. "
        "Give another interval (--between)."
    )
    raise OutcomeError(Problem("E601", CODES["E601"], fix))


def _is_met(value: float) -> bool:
    return abs(value) < 1e-12


def _close_in(
    lever: _Lever, scale: float, low: float, high: float, at_low: float, at_high: float
) -> float:
    for turn in range(100):
        if high - low <= 1e-13 * max(1.0, abs(high)):
            break
        edge = _is_met(at_low) or _is_met(at_high)
        middle = 0.5 * (low + high)
        if not edge and turn % 3 != 2:
            middle = low - at_low * (high - low) / (at_high - at_low)
            margin = 1e-3 * (high - low)
            middle = min(max(middle, low + margin), high - margin)
        value, error = lever.miss(middle) / scale, lever.at(middle)[1] / scale
        if not edge and (_is_met(value) or abs(value) < NEGLIGIBLE * error):
            return middle
        if _is_met(value) == _is_met(at_low) and (edge or (value > 0) == (at_low > 0)):
            low, at_low = middle, value
        else:
            high, at_high = middle, value
    return high if _is_met(at_high) else low if _is_met(at_low) else 0.5 * (low + high)
