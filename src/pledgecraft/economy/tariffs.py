"""What a tariff does to one source's trade: constant elasticities and the exporter's absorption.

Tariffs are shares of the value at world prices (0.15 for 15%). Values are at world prices, without
the duty. Rivals are left out here; :mod:`pledgecraft.economy.sources` brings them in.
"""

from dataclasses import dataclass

import numpy as np

from pledgecraft.economy.limits import Floats, Values, above, not_negative, number, share

TARIFF = "give a share of the value such as 0.15"
ELASTICITY = "give the size of the response without its sign, such as 1.5"
VALUE = "give USD a year at world prices"


def imports_after(value: Values, tariff: Values, *, elasticity: Values, base: Values = 0) -> Floats:
    """Return imports at world prices under another tariff, where the world price stays.

    Args:
        value: Imports under the base tariff, USD a year.
        tariff: The new tariff, above -1.
        elasticity: Of import demand, at least 0.
        base: The tariff before.

    Source:
        Constant-elasticity import demand.

    Example:
        >>> print(imports_after(34.74, 0.15, elasticity=1.5).round(2))
        28.17
    """
    response = not_negative("elasticity", elasticity, ELASTICITY)
    return not_negative("value", value, VALUE) * _power(tariff, base) ** -response


def implied_elasticity(change: Values, tariff: Values, *, base: Values = 0) -> Floats:
    """Return the elasticity at which a tariff changes imports by a given share.

    Args:
        change: Of imports, such as -0.186; above -1.
        tariff: The new tariff.
        base: The tariff before; another than the new one.

    Example:
        >>> print(implied_elasticity(-0.186, 0.25).round(2))
        0.92
    """
    left = above("change", change, -1, "give a share such as -0.186")
    return -np.log1p(left) / np.log(_power(tariff, base))


def welfare_triangle(
    value: Values, tariff: Values, *, elasticity: Values, base: Values = 0
) -> Floats:
    """Return the deadweight loss of a tariff where the world price stays.

    Args:
        value: Imports at world prices under the base tariff, USD a year.
        tariff: The new tariff.
        elasticity: Of import demand, at least 0.
        base: The tariff before.

    Returns:
        USD a year, to the second order in the tariff's change.

    Source:
        Harberger (1954); Amiti, Redding and Weinstein (2019), Journal of Economic Perspectives 33.

    Example:
        >>> print(welfare_triangle(100, 0.10, elasticity=2).round(3))
        1.0
    """
    response = not_negative("elasticity", elasticity, ELASTICITY)
    before = above("base", base, -1, TARIFF)
    step = above("tariff", tariff, -1, TARIFF) - before
    return response * not_negative("value", value, VALUE) * step**2 / (1 + before) / 2


def revenue(value: Values, tariff: Values) -> Floats:
    """Return the duty on imports at world prices, USD a year.

    Example:
        >>> print(revenue(32.06, 0.15).round(2))
        4.81
    """
    return not_negative("value", value, VALUE) * above("tariff", tariff, -1, TARIFF)


@dataclass(frozen=True)
class Absorbed:
    """Exports to a country whose tariff the exporter partly bears.

    Attributes:
        value: At the exporter's price, USD a year.
        price: The exporter's price over its price without the tariff.
        quantity: Quantity over the quantity without the tariff.
        duty: Collected by the host, USD a year.
    """

    value: Floats
    price: Floats
    quantity: Floats
    duty: Floats


def absorbed(
    value: Values, tariff: Values, *, absorption: Values, elasticity: Values, base: Values = 0
) -> Absorbed:
    """Return exports where the exporter cuts its price by a part of the tariff.

    The price falls by the power ``absorption`` of 1 + tariff; demand responds to the rest. The
    value is then ``V0 (1+t)^-(a + e (1-a))``.

    Args:
        value: Exports under the base tariff, USD a year.
        tariff: The new tariff.
        absorption: From 0 (the buyer pays) to 1 (the exporter pays).
        elasticity: Of demand, at least 0.
        base: The tariff before.

    Example:
        >>> first_year = absorbed(37.386, [0.15, 0.25], absorption=0.8, elasticity=1.5)
        >>> print(first_year.value.round(2), first_year.duty.round(2))
        [32.06 29.25] [4.81 7.31]
    """
    part = share("absorption", absorption, "give a share from 0 to 1")
    response = not_negative("elasticity", elasticity, ELASTICITY)
    step = _power(tariff, base)
    price, quantity = step**-part, step ** (-response * (1 - part))
    paid = not_negative("value", value, VALUE) * price * quantity
    return Absorbed(paid, price, quantity, number(tariff) * paid)


def _power(tariff: Values, base: Values) -> Floats:
    """Return the factor by which a change of the tariff raises the price at the border."""
    return (1 + above("tariff", tariff, -1, TARIFF)) / (1 + above("base", base, -1, TARIFF))
