"""Numbers as people read them."""

import math


def money(value: float, *, signed: bool = False) -> str:
    """Return money in the unit that fits its size.

    Example:
        >>> money(-68_740_000_000.0)
        '-68.7 bn USD'
    """
    if math.isnan(value):
        return "n/a"
    sign = "+" if signed and value > 0 else ""
    for scale, unit in ((1e12, "trn"), (1e9, "bn"), (1e6, "mn")):
        if abs(value) >= scale:
            return f"{sign}{_digits(value / scale)} {unit} USD"
    return f"{sign}{_digits(value)} USD"


def billions(value: float) -> str:
    """Return billions with the digits that they deserve.

    Example:
        >>> billions(68_740_000_000.0)
        '68.7'
    """
    return "n/a" if math.isnan(value) else _digits(value / 1e9)


def _digits(value: float) -> str:
    size = abs(value)
    if size == 0:
        return "0"
    decimals = 0 if size >= 1000 else 1 if size >= 10 else 2 if size >= 1 else 3
    return f"{value:,.{decimals}f}"


def with_error(mean: float, error: float, scale: float = 1e9, *, signed: bool = False) -> str:
    """Return a mean and its error in one unit, with the digits that the error supports.

    Example:
        >>> with_error(-64_535_230_597.0, 92_898_892.0)
        '-64.535 ± 0.093'
    """
    size = abs(error / scale) or abs(mean / scale) / 100
    digits = 3 if size == 0 else min(4, max(0, 1 - math.floor(math.log10(size))))
    sign = "+" if signed and mean > 0 else ""
    return f"{sign}{mean / scale:,.{digits}f} ± {error / scale:,.{digits}f}"


def percent(value: float, digits: int = 1) -> str:
    """Return a share in percent.

    Example:
        >>> percent(0.1234)
        '12.3%'
    """
    return "n/a" if math.isnan(value) else f"{100 * value:.{digits}f}%"


def number(value: float, unit: str) -> str:
    """Return a number of an outcome in its unit."""
    if math.isnan(value):
        return "n/a"
    if unit == "USD":
        return money(value)
    if unit in ("years", "months"):
        return f"{value:.1f} {unit}"
    return f"{value:.4g}"
