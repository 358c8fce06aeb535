"""Losses: what the host makes good when a pool closes."""

from pledgecraft.engine.kernel.compiled import inner
from pledgecraft.engine.kernel.records import (
    DealTerms,
    PoolState,
    PoolTerms,
)
from pledgecraft.engine.kernel.tables import COMPENSATION, PLEDGOR, F
from pledgecraft.engine.kernel.waterfall import pay_balance


@inner
def settle(
    deal: DealTerms,
    terms: PoolTerms,
    pool: PoolState,
    paid: F,
    received: F,
    flows: F,
    t: int,
    first_loss: float,
    q: int,
) -> float:
    """Close a pool: the host bears the first loss, then its share of the rest.

    Returns:
        What is left of the first loss, USD.
    """
    pool.closed = 1
    if terms.shares_losses == 0:
        return first_loss
    loss = max(0.0, paid[q, PLEDGOR] - received[q, PLEDGOR])
    first = min(loss, first_loss)
    money = first + deal.host_share * (loss - first)
    received[q, PLEDGOR] += money
    pay_balance(pool, money)
    flows[COMPENSATION, t] += money
    return first_loss - first
