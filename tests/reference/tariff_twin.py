"""Trade under tariffs in plain Python: which rate holds on a day, the CES market by bisection."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

DEAL, NO_DEAL, PENALTY = "deal", "no deal", "penalty"
YEAR_DAYS = 365.25
HALVINGS = 60


@dataclass(frozen=True)
class Source:
    """A seller in a market: what it sold, at which tariff, and its tariff now."""

    value: float
    base: float
    tariff: float


@dataclass(frozen=True)
class Line:
    """Goods of the pledgor; responses are early and late, ``supply`` is ``None`` without limit."""

    id: str
    value: float
    base: float
    absorption: tuple[float, float]
    demand: tuple[float, float]
    substitution: float
    margin: float
    supply: float | None = None
    rivals: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Rules:
    """Schedules by regime, known tariffs, switches: (lines, rate, regimes).

    A step has its line, the day from which it holds, its rate, and the day on which it was agreed,
    which is earlier where the deal is signed later.
    """

    schedules: dict[str, list[tuple[str, date | None, float, date | None]]]
    known: list[tuple[str, date, float]]
    switches: list[tuple[tuple[str, ...], float, tuple[str, ...]]]
    adapting_since: date
    early: float
    late: float
    lasts: float


@dataclass(frozen=True)
class Trade:
    """A year's trade of a line."""

    exports: float
    exporters_loss: float
    revenue: float
    consumers_loss: float
    rivals: float

    @property
    def measures(self) -> tuple[float, ...]:
        return (
            self.exports, self.exporters_loss, self.revenue, self.consumers_loss, self.rivals,
        )  # fmt: skip


def later(day: date, months: int) -> date:
    """Return the first of a month some months later."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def rate_on(rules: Rules, line: Line, regime: str, day: date, on: Sequence[bool]) -> float:
    """Return the tariff of a day."""
    rate, since = line.base, date.min
    looked_up = {
        DEAL: [DEAL, NO_DEAL],
        NO_DEAL: [NO_DEAL],
        PENALTY: [PENALTY, DEAL, NO_DEAL],
    }[regime]
    for name in looked_up:
        begun = [
            (start or date.min, written, agreed or date.min)
            for goods, start, written, agreed in rules.schedules[name]
            if goods == line.id and (start or date.min) <= day
        ]
        if begun:
            _, rate, since = sorted(begun)[-1]
            break
    came = sorted((start, written) for goods, start, written in rules.known
                  if goods == line.id and since < start <= day)  # fmt: skip
    rate = came[-1][1] if came else rate
    for is_on, (goods, written, regimes) in zip(on, rules.switches, strict=True):
        if is_on and line.id in goods and (DEAL if regime == PENALTY else regime) in regimes:
            rate = written
    return rate


def response(rules: Rules, early: float, late: float, day: date) -> float:
    """Return what an elasticity is on a day: early, late, on a line in between."""
    years = (day - rules.adapting_since).days / YEAR_DAYS
    if years <= rules.early:
        return early
    if years >= rules.late:
        return late
    return early + (late - early) * (years - rules.early) / (rules.late - rules.early)


def price_index(shares: list[float], steps: list[float], line: Line, demand: float) -> float:
    """Return the price index, found by halving: the index at a guess falls short, or exceeds it."""
    spread = line.substitution

    def mean_of_prices(index: float) -> float:
        paid = [source_price(line, demand, index, step) * step for step in steps]
        total = sum(
            share * price ** (1 - spread) for share, price in zip(shares, paid, strict=True)
        )
        return total ** (1 / (1 - spread))

    low, high = 0.2, 5.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if mean_of_prices(middle) > middle else (low, middle)
    return (low + high) / 2


def source_price(line: Line, demand: float, index: float, step: float) -> float:
    """Return a source's price where what it supplies is what buyers take."""
    if line.supply is None:
        return 1.0
    spread = line.substitution
    return (index ** (spread - demand) * step**-spread) ** (1 / (line.supply + spread))


def trade(line: Line, tariff: float, taken: float, demand: float) -> Trade:
    """Return a year's trade at a tariff: exporters take ``taken`` of its change off their price."""
    sources = [Source(line.value, line.base, tariff), *line.rivals]
    spent = [source.value * (1 + source.base) for source in sources]
    changes = [(1 + source.tariff) / (1 + source.base) for source in sources]
    steps = [change ** (1 - taken) for change in changes]
    shares = [part / sum(spent) for part in spent]
    index = price_index(shares, steps, line, demand)
    sold: list[float] = []
    prices: list[float] = []
    quantities: list[float] = []
    for source, change, step in zip(sources, changes, steps, strict=True):
        price = source_price(line, demand, index, step)
        quantity = index ** (line.substitution - demand) * (price * step) ** -line.substitution
        prices.append(price)
        quantities.append(quantity)
        sold.append(source.value * price * change**-taken * quantity)
    if demand == 1:
        consumers = sum(spent) * math.log(index)
    else:
        consumers = sum(spent) * (index ** (1 - demand) - 1) / (1 - demand)
    cut = prices[0] * (1 - changes[0] ** -taken)
    lost = line.value * quantities[0] * cut
    if line.supply is None:
        lost += line.value * line.margin * (1 - quantities[0])
    else:
        lost += line.value * (1 - prices[0] ** (1 + line.supply)) / (1 + line.supply)
    duty = sum(source.tariff * money for source, money in zip(sources, sold, strict=True))
    return Trade(sold[0], lost, duty, consumers, sum(sold[1:]))


def stretches(
    rules: Rules, start: date, months: int, periods: int
) -> Iterator[tuple[int, date, float]]:
    """Yield stretches without a change of any tariff: period, middle day, length in years."""
    dated = [since for steps in rules.schedules.values() for _, since, _, _ in steps]
    changes = {day for day in [*dated, *(since for _, since, _ in rules.known)] if day}
    for period in range(periods):
        opens, closes = later(start, months * period), later(start, months * (period + 1))
        part = min(1.0, max(0.0, rules.lasts * 12 / months - period))
        edges = sorted({opens, closes} | {day for day in changes if opens < day < closes})
        for first, last in zip(edges, edges[1:], strict=False):
            middle = date.fromordinal((first.toordinal() + last.toordinal()) // 2)
            length = months / 12 * (last - first).days / (closes - opens).days
            if part > 0:
                yield period, middle, part * length


def flows_by_period(
    rules: Rules,
    line: Line,
    regime: str,
    on: Sequence[bool],
    *,
    start: date,
    months: int,
    periods: int,
) -> list[list[float]]:
    """Return exports, exporters' loss, duty, consumers' loss and rivals' sales by period."""
    out = [[0.0] * 5 for _ in range(periods)]
    for period, day, length in stretches(rules, start, months, periods):
        found = trade(
            line,
            rate_on(rules, line, regime, day, on),
            response(rules, *line.absorption, day),
            response(rules, *line.demand, day),
        )
        for k, measure in enumerate(found.measures):
            out[period][k] += length * measure
    return out
