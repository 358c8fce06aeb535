"""The exchange rate before the deal's own effect: a mean-reverting logarithm with jumps."""

import math

import numpy as np

from pledgecraft.economy import normal
from pledgecraft.economy.reversion import jump_compensator, ou_step
from pledgecraft.world.assumptions import CurrencyNature
from pledgecraft.world.streams import Floats, Singles, Streams


def exchange_rate(told: CurrencyNature, dt: float, streams: Streams, periods: int) -> Singles:
    """Return units per US dollar at the periods' starts, (period, path).

    The logarithm is an Ornstein-Uhlenbeck process in its exact discrete form. A jump's lasting part
    joins it; the other part passes with its half-life. Both are compensated by what they add on
    average, so that jumps leave the mean of the level where it was, to the first order.

    Source:
        Merton (1976) jumps on a log-OU process.
    """
    decay, deviation = map(float, ou_step(told.reversion, told.volatility, dt))
    fading = 0.5 ** (dt / told.jump_half_life) if told.jump_half_life > 0 else 0.0
    shocks = streams.normals("currency/rate", periods).astype(np.float64) * deviation
    jumps = jump_sizes(told, dt, streams, periods)
    lasts, passes = 1 - told.jump_reverts, told.jump_reverts
    drift, usual = (_mean_of_jumps(told, share) * dt for share in (lasts, passes))
    anchor = math.log(told.anchor)
    level = np.full(shocks.shape[1], math.log(told.start))
    passing = np.zeros(shocks.shape[1])
    out = np.empty(shocks.shape, dtype=np.float32)
    for period in range(periods):
        out[period] = np.exp(level + passing)
        level = anchor + (level - anchor) * decay + shocks[period] + lasts * jumps[period] - drift
        passing = passing * fading + passes * jumps[period] - usual
    return out


def _mean_of_jumps(told: CurrencyNature, share: float) -> float:
    """Return what a share of each jump adds to the level a year, on average."""
    return float(jump_compensator(told.jump_rate, share * told.jump, share * told.jump_sigma))


def jump_sizes(told: CurrencyNature, dt: float, streams: Streams, periods: int) -> Floats:
    """Return each period's jump of the logarithm, 0 where there is none, (period, path).

    A uniform number below the chance of a jump is, over that chance, uniform again: the same number
    says whether there is a jump and where in its distribution it lies.
    """
    chance = -math.expm1(-told.jump_rate * dt)
    luck = streams.uniforms("currency/jump", periods)
    jumps, falls = np.zeros_like(luck), luck < chance
    jumps[falls] = told.jump + told.jump_sigma * normal.quantile(luck[falls] / chance)
    return jumps
