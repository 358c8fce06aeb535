"""Samples over paths, and their description."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

QUANTILES = (0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95)
TAIL = 0.05


@dataclass(frozen=True)
class Statistic:
    """A sample's mean with its standard error, quantiles and tail.

    Attributes:
        unit: ``USD``, ``1`` for a ratio or share, ``years``.
        mean: Mean over the paths on which the outcome is defined; NaN where on none.
        se: Monte Carlo standard error of the mean; 0 where one path says all.
        quantiles: At 5, 10, 25, 50, 75, 90 and 95%.
        es05: Expected shortfall: mean of the worst 5% of paths.
        defined: Share of paths on which the outcome is defined.
    """

    unit: str
    mean: float
    se: float
    quantiles: tuple[float, ...]
    es05: float
    defined: float

    def to_dict(self) -> dict[str, Any]:
        """Return the shape of ``--json``; what is not defined reads ``null``."""
        named = {
            f"q{round(100 * q):02d}": value
            for q, value in zip(QUANTILES, self.quantiles, strict=True)
        }
        numbers = {"mean": self.mean, "se": self.se, **named, "es05": self.es05}
        return {
            "unit": self.unit,
            **{name: None if math.isnan(value) else value for name, value in numbers.items()},
            "defined": self.defined,
        }


@dataclass(frozen=True)
class Sample:
    """An outcome on every path.

    Attributes:
        name: The outcome's name.
        unit: Its unit.
        values: (path,); NaN where the outcome is not defined.
        worse_when_high: Whether high values are the bad tail.
    """

    name: str
    unit: str
    values: Floats
    worse_when_high: bool = False

    @property
    def mean(self) -> float:
        """Mean over the paths on which the outcome is defined."""
        return self.describe().mean

    @property
    def se(self) -> float:
        """Monte Carlo standard error of the mean."""
        return self.describe().se

    def quantile(self, levels: float | Sequence[float]) -> Floats:
        """Return quantiles of the defined values."""
        known = self.values[~np.isnan(self.values)]
        wanted = np.asarray(levels, dtype=np.float64)
        found = np.quantile(known, wanted) if known.size else np.full(wanted.shape, np.nan)
        return np.asarray(found, dtype=np.float64)

    def describe(self) -> Statistic:
        """Return mean, standard error, quantiles, expected shortfall and share defined."""
        known = self.values[~np.isnan(self.values)]
        share = known.size / self.values.size if self.values.size else 0.0
        if known.size == 0:
            return Statistic(self.unit, math.nan, math.nan, (math.nan,) * 7, math.nan, 0.0)
        quantiles = tuple(float(q) for q in np.quantile(known, QUANTILES))
        error = float(np.std(known, ddof=1) / math.sqrt(known.size)) if known.size > 1 else 0.0
        return Statistic(
            self.unit, float(known.mean()), error, quantiles, self._shortfall(known), share
        )

    def _shortfall(self, known: Floats) -> float:
        count = max(1, round(TAIL * known.size))
        ordered = np.sort(known)
        return float((ordered[-count:] if self.worse_when_high else ordered[:count]).mean())

    def _repr_html_(self) -> str:
        told = self.describe()
        return f"<b>{self.name}</b> {told.mean:,.4g} ± {told.se:,.2g} {told.unit}"

    def __repr__(self) -> str:
        told = self.describe()
        return f"{self.name}: mean {told.mean:,.6g} (se {told.se:,.2g}) {told.unit}"
