"""Exchange rates: the price impact of flows, processes, parity, options and pressure indices.

Rates are units of home currency per dollar, so that a rise is a depreciation.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pledgecraft.economy import normal
from pledgecraft.economy.limits import Floats, Values, not_negative, number, positive, share

KAPPA = 1.85
SAMPLE = 0.03
RATE = "give units of home currency per dollar"
VOLATILITY = "give the standard deviation of a year's log change, such as 0.10"
YEARS = "give a length of time in years"


@dataclass(frozen=True)
class PriceImpact:
    """What a flow does to the exchange rate.

    Attributes:
        log_change: Depreciation, as a logarithm.
        outside_sample: Whether the flow is larger than those from which kappa was estimated, so
            that the figure is an extrapolation.
    """

    log_change: Floats
    outside_sample: NDArray[np.bool_]


def price_impact(
    flow: Values,
    gdp: Values,
    *,
    kappa: Values = KAPPA,
    through_market: Values = 1.0,
    threshold: Values = SAMPLE,
) -> PriceImpact:
    """Return the depreciation that a purchase of foreign currency causes: kappa x w x flow / GDP.

    Args:
        flow: Purchases of dollars over a year, USD; sales are negative.
        gdp: USD a year.
        kappa: Log depreciation per unit of flow over GDP; 1.7-2.0 nominal, 1.4-1.7 real.
        through_market: Share w of the flow that crosses the spot market, from 0 to 1.
        threshold: Share of GDP a year beyond which a flow counts as outside the sample.

    Source:
        Adler, Lisack and Mano (2015), IMF Working Paper 15/130,
        https://www.imf.org/en/Publications/WP/Issues/2016/12/31/Unveiling-the-Effects-of-Foreign-Exchange-Intervention-A-Panel-Approach-43019.
        The threshold is a judgement.

    Example:
        >>> impact = price_impact(20, 1890)
        >>> print(impact.log_change.round(4), impact.outside_sample)
        0.0196 False
    """
    crossing = number(flow) * share("through_market", through_market, "give a share from 0 to 1")
    relative = crossing / positive("gdp", gdp, "give USD a year")
    change = positive("kappa", kappa, "give an elasticity such as 1.85") * relative
    limit = not_negative("threshold", threshold, "give a share of GDP such as 0.03")
    return PriceImpact(change, np.abs(relative) > limit)


@dataclass(frozen=True)
class Lognormal:
    """A level whose logarithm is normal.

    Attributes:
        location: Mean of the logarithm.
        scale: Standard deviation of the logarithm.
    """

    location: Floats
    scale: Floats

    @property
    def mean(self) -> Floats:
        """Mean of the level."""
        return np.exp(self.location + self.scale**2 / 2)

    @property
    def deviation(self) -> Floats:
        """Standard deviation of the level."""
        return self.mean * np.sqrt(np.expm1(self.scale**2))

    @property
    def median(self) -> Floats:
        """Median of the level."""
        return np.exp(self.location)

    def above(self, level: Values) -> Floats:
        """Return the probability of a level above a bound."""
        bound = np.log(positive("level", level, "give a level above 0"))
        return normal.cdf((self.location - bound) / self.scale)

    def quantile(self, rank: Values) -> Floats:
        """Return the level at a rank between 0 and 1."""
        return np.exp(self.location + self.scale * normal.quantile(number(rank)))


def geometric_brownian(
    start: Values, drift: Values, volatility: Values, years: Values
) -> Lognormal:
    """Return the distribution of a geometric Brownian motion after some years.

    Args:
        start: Level today, above 0.
        drift: Growth of the mean, continuous, a year.
        volatility: Standard deviation of a year's log change, above 0.
        years: Above 0.

    Example:
        >>> level = geometric_brownian(1450, 0.01, 0.10, 3)
        >>> print(level.mean.round(4), level.deviation.round(4), level.above(1600).round(6))
        1494.1591 260.7491 0.314995
    """
    spread = positive("volatility", volatility, VOLATILITY)
    time = positive("years", years, YEARS)
    location = np.log(positive("start", start, RATE)) + (number(drift) - spread**2 / 2) * time
    return Lognormal(location, spread * np.sqrt(time))


def forward_simple(spot: Values, home: Values, foreign: Values, years: Values) -> Floats:
    """Return the forward by covered parity, with simple money-market rates.

    Example:
        >>> print(forward_simple(1450, 0.025, 0.0425, 1).round(4))
        1425.6595
    """
    time = not_negative("years", years, YEARS)
    price = positive("spot", spot, RATE)
    return price * (1 + number(home) * time) / (1 + number(foreign) * time)


def forward_continuous(spot: Values, home: Values, foreign: Values, years: Values) -> Floats:
    """Return the forward by covered parity, with continuously compounded rates.

    Example:
        >>> print(forward_continuous(1450, 0.025, 0.0425, 1).round(4))
        1424.8457
    """
    time = not_negative("years", years, YEARS)
    return positive("spot", spot, RATE) * np.exp((number(home) - number(foreign)) * time)


def currency_option(
    spot: Values,
    strike: Values,
    *,
    home: Values,
    foreign: Values,
    volatility: Values,
    years: Values,
) -> tuple[Floats, Floats]:
    """Return the values of a European call and put on a dollar, in home currency.

    Args:
        spot: Home currency per dollar.
        strike: Home currency per dollar.
        home: Continuous rate a year in home currency.
        foreign: Continuous rate a year in dollars.
        volatility: Standard deviation of a year's log change, above 0.
        years: Until expiry, above 0.

    Source:
        Garman and Kohlhagen (1983), Foreign currency option values.

    Example:
        >>> call, put = currency_option(
        ...     1450, 1500, home=0.025, foreign=0.0425, volatility=0.1, years=1)
        >>> print(call.round(5), put.round(5))
        27.57333 100.87202
    """
    time = positive("years", years, YEARS)
    forward = forward_continuous(spot, home, foreign, time)
    target = positive("strike", strike, RATE)
    scale = positive("volatility", volatility, VOLATILITY) * np.sqrt(time)
    first = np.log(forward / target) / scale + scale / 2
    discount = np.exp(-number(home) * time)
    call = discount * (forward * normal.cdf(first) - target * normal.cdf(first - scale))
    put = discount * (target * normal.cdf(scale - first) - forward * normal.cdf(-first))
    return call, put


def market_pressure(log_change: Values, reserves_change: Values, base_money: Values) -> Floats:
    """Return exchange market pressure: depreciation less reserve gains over base money.

    Args:
        log_change: Log depreciation over the period.
        reserves_change: Change of reserves from flows, home currency; losses are negative.
        base_money: At the start of the period, home currency.

    Source:
        Girton and Roper (1977), American Economic Review 67.

    Example:
        >>> print(market_pressure(0.02, -30, 1000).round(3))
        0.05
    """
    base = positive("base_money", base_money, "give home currency")
    return number(log_change) - number(reserves_change) / base


def pressure_with_sales(change: Values, sales: Values, rho: Values) -> Floats:
    """Return exchange market pressure: observed depreciation plus what net sales held back.

    Args:
        change: Observed depreciation, as a share.
        sales: Net sales of foreign currency by the authorities, USD; purchases are negative.
        rho: Depreciation held back per dollar sold; kappa / GDP if none is estimated.

    Source:
        Patnaik, Felman and Shah (2017), https://macrofinance.nipfp.org.in/releases/exchange_market_pressure.html

    Example:
        >>> print(pressure_with_sales(0.02, 10, 1.85 / 1890).round(4))
        0.0298
    """
    return number(change) + not_negative("rho", rho, "give kappa / GDP") * number(sales)
