"""Checks across the terms of a deal: one function per failure, named by the failure."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from pledgecraft.base.periods import MONTHS
from pledgecraft.base.quantities import Quantity, Share
from pledgecraft.base.toml import TermPath
from pledgecraft.deal.hurdles import FORMS, Hurdle, parse_hurdle, parse_schedule
from pledgecraft.deal.model import Deal, Mix

Finding = tuple[str, TermPath, str]
MAX_PERIODS = 1_200


def findings(deal: Deal) -> list[Finding]:
    """Return every failure of a deal: code, path and remedy. Unresolved terms are passed over."""
    return [finding for check in CHECKS for finding in check(deal)]


def _known(*quantities: Quantity | None) -> bool:
    return all(
        quantity is None or not (quantity.is_unresolved or quantity.is_range)
        for quantity in quantities
    )


def _total(shares: Iterable[Share | None]) -> float:
    return sum(share.value for share in shares if share is not None)


def _percent(share: float) -> str:
    return f"{100 * share:.6g}%"


def _sum_text(shares: Iterable[tuple[str, Share | None]]) -> str:
    named = [(name, share) for name, share in shares if share is not None]
    total = _percent(_total(share for _, share in named))
    return " + ".join(f"{name} {share}" for name, share in named) + f" = {total}"


def _adds_to_one(shares: Iterable[Share | None]) -> bool:
    return abs(_total(shares) - 1) < 1e-9


def tiers_not_adding_to_one(deal: Deal) -> Iterator[Finding]:
    """D204: the shares of a tier must add to 100%."""
    for index, tier in enumerate(deal.distributions.tiers):
        shares = tier.shares
        if _known(*shares.values()) and not _adds_to_one(shares.values()):
            path = ("distributions", "tiers", index, *list(shares)[-1:])
            over = _total(shares.values()) > 1
            remedy = "Lower a share." if over else "Raise a share, or name a third party."
            yield "D204", path, f"{_sum_text(shares.items())}. {remedy}"


def tranches_not_adding_to_commitment(deal: Deal) -> Iterator[Finding]:
    """D205: the tranches must add to the commitment."""
    tranches = (deal.method.tranches if deal.method else None) or ()
    sizes = [tranche.size for tranche in tranches]
    if not tranches or not _known(deal.amount.commitment, *sizes):
        return
    total, whole = sum(size.value for size in sizes), deal.amount.commitment.value
    if abs(total - whole) > 1e-6 * max(1.0, whole):
        listed = " + ".join(str(size) for size in sizes)
        fix = f"{listed} is not {deal.amount.commitment}. Change a size or the commitment."
        yield "D205", ("method", "tranches", len(sizes) - 1, "size"), fix


def mixes_not_adding_to_one(deal: Deal) -> Iterator[Finding]:
    """D206: the instruments of a tranche must add to 100%."""
    for index, tranche in enumerate((deal.method.tranches if deal.method else None) or ()):
        if isinstance(tranche.mix, Mix):
            shares = [(name, getattr(tranche.mix, name)) for name in Mix.model_fields]
            values = [share for _, share in shares]
            if _known(*values) and not _adds_to_one(values):
                path = ("method", "tranches", index, "mix")
                yield "D206", path, f"{_sum_text(shares)}. Change a share."


def tiers_without_an_end(deal: Deal) -> Iterator[Finding]:
    """D207: the last tier, and only the last, runs until the end."""
    tiers = deal.distributions.tiers
    if not tiers:
        fix = 'Add tiers, the last one with until = "end".'
        yield "D207", ("distributions", "tiers"), fix
    for index, tier in enumerate(tiers):
        is_last = index == len(tiers) - 1
        ends = tier.until == "end"
        if ends != is_last and tier.until not in ("open", "unknown"):
            fix = 'Write the tiers in order, the last one with until = "end".'
            yield "D207", ("distributions", "tiers", index, "until"), fix


def unknown_parties(deal: Deal) -> Iterator[Finding]:
    """D208: every party of a split is the pledgor, the host, or declared in [parties]."""
    known = deal.party_codes
    for path, code in _parties_named(deal):
        if code not in known and code not in ("open", "unknown"):
            fix = f'Found "{code}". Known are {", ".join(known)}. Declare others in [parties].'
            yield "D208", path, fix


def _parties_named(deal: Deal) -> Iterator[tuple[TermPath, str]]:
    for index, tier in enumerate(deal.distributions.tiers):
        yield from ((("distributions", "tiers", index, code), code) for code in tier.shares)
        if tier.of is not None:
            yield ("distributions", "tiers", index, "of"), tier.of
    if deal.losses and deal.losses.review:
        yield from ((("losses", "review", code), code) for code in deal.losses.review.shares)
    if deal.method and deal.method.selects:
        yield ("method", "selects"), deal.method.selects
    if not isinstance(deal.amount.overruns, str | None):
        yield from ((("amount", "overruns", code), code) for code in deal.amount.overruns.shares)


def dates_out_of_order(deal: Deal) -> Iterator[Finding]:
    """D209: the selection window closes after the deal starts."""
    close = deal.timeline.select_by if deal.timeline else None
    start = deal.deal.start
    if isinstance(close, date) and isinstance(start, date) and close < start:
        fix = f"The window closes on {close}, before the start on {start}. Move one of them."
        yield "D209", ("timeline", "select_by"), fix


def quantities_out_of_range(deal: Deal) -> Iterator[Finding]:
    """D210: shares lie between 0% and 100%; sums and times are positive."""
    for path, quantity in _quantities(deal.model_dump(mode="python", by_alias=True)):
        if quantity.is_unresolved:
            continue
        low, high = quantity.interval
        if low < 0 and path[-1] != "spread":
            yield "D210", path, f"Found {quantity}. Write at least 0."
        if isinstance(quantity, Share) and high > 1 + 1e-12:
            yield "D210", path, f"Found {quantity}. Write at most 100%."
    for path, quantity in (
        (("amount", "commitment"), deal.amount.commitment),
        (("deal", "horizon"), deal.deal.horizon),
    ):
        if _known(quantity) and quantity.value == 0:
            yield "D210", path, f"Found {quantity}. Write more than 0."


def _quantities(data: Any, path: TermPath = ()) -> Iterator[tuple[TermPath, Quantity]]:
    if isinstance(data, Quantity):
        yield path, data
    elif isinstance(data, dict):
        for key, value in data.items():  # pyright: ignore[reportUnknownVariableType]
            yield from _quantities(value, (*path, str(key)))  # pyright: ignore[reportUnknownArgumentType]
    elif isinstance(data, tuple | list):
        for index, value in enumerate(data):  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
            yield from _quantities(value, (*path, index))


def caps_on_unknown_tranches(deal: Deal) -> Iterator[Finding]:
    """D212: the annual cap names a tranche of the deal."""
    cap = deal.timeline.annual_cap if deal.timeline else None
    tranches = (deal.method.tranches if deal.method else None) or ()
    names = [tranche.id for tranche in tranches] or ["all"]
    if cap and cap.tranche is not None and cap.tranche not in names:
        fix = f'Found "{cap.tranche}". The tranches are {", ".join(names)}.'
        yield "D212", ("timeline", "annual_cap", "tranche"), fix


def tranches_named_twice(deal: Deal) -> Iterator[Finding]:
    """D114: every tranche has an id of its own."""
    seen: set[str] = set()
    for index, tranche in enumerate((deal.method.tranches if deal.method else None) or ()):
        if tranche.id in seen:
            fix = f'"{tranche.id}" stands twice. Rename one.'
            yield "D114", ("method", "tranches", index, "id"), fix
        seen.add(tranche.id)


def unreadable_hurdles(deal: Deal) -> Iterator[Finding]:
    """D213: every hurdle has one of the known forms."""
    forms = ", ".join(f'"{form}"' for form in FORMS)
    for index, tier in enumerate(deal.distributions.tiers):
        if tier.until not in ("open", "unknown") and parse_hurdle(tier.until) is None:
            fix = f'Found "{tier.until}". Possible are {forms}.'
            yield "D213", ("distributions", "tiers", index, "until"), fix
    allocation = deal.distributions.deemed_allocation
    if allocation and parse_schedule(allocation.principal) is None:
        fix = f'Found "{allocation.principal}". Write "straight line over 20 years".'
        yield "D213", ("distributions", "deemed_allocation", "principal"), fix


def clause_shares_not_adding_to_one(deal: Deal) -> Iterator[Finding]:
    """D214: the shares of a review and of the overruns add to 100%."""
    review = deal.losses.review if deal.losses else None
    splits = [(("losses", "review"), review.shares if review else {})]
    if not isinstance(deal.amount.overruns, str | None):
        splits.append((("amount", "overruns"), deal.amount.overruns.shares))
    for path, shares in splits:
        if shares and _known(*shares.values()) and not _adds_to_one(shares.values()):
            yield "D214", path, f"{_sum_text(shares.items())}. Change a share."


def horizons_that_do_not_divide(deal: Deal) -> Iterator[Finding]:
    """D215: the horizon is a whole number of periods, and not too many; nothing of it is open."""
    horizon = deal.deal.horizon
    if not _known(horizon):
        yield "D215", ("deal", "horizon"), f'Found {horizon}. Write one length, like "20 years".'
    if deal.deal.step not in MONTHS:
        yield "D215", ("deal", "step"), f"Found {deal.deal.step}. Write {', '.join(MONTHS)}."
    if not _known(horizon) or deal.deal.step not in MONTHS:
        return
    periods = horizon.value * 12 / MONTHS[deal.deal.step]
    if abs(periods - round(periods)) > 1e-6:
        fix = f"{horizon} is {periods:.3f} periods of a {deal.deal.step}. Write a whole number."
        yield "D215", ("deal", "horizon"), fix
    elif periods > MAX_PERIODS:
        fix = f"{horizon} is {periods:.0f} periods; at most {MAX_PERIODS} are run."
        yield "D215", ("deal", "horizon"), fix


def hurdles_without_their_term(deal: Deal) -> Iterator[Finding]:
    """D216: the period-by-period hurdle needs its schedule."""
    kinds = [parse_hurdle(tier.until) for tier in deal.distributions.tiers]
    allocation = deal.distributions.deemed_allocation
    if Hurdle("allocation") in kinds and allocation is None:
        fix = 'Add deemed_allocation = { principal = "straight line over 20 years" }.'
        index = kinds.index(Hurdle("allocation"))
        yield "D216", ("distributions", "tiers", index, "until"), fix


def schedules_out_of_order(deal: Deal) -> Iterator[Finding]:
    """D209: the steps of a line's tariff, and the years of defence, stand in order."""
    tariff, defence = _linked(deal, "tariff"), _linked(deal, "defence")
    for name in ("deal", "no_deal", "penalty") if tariff else ():
        last: dict[str, date] = {}
        for index, step in enumerate(getattr(tariff, name)):
            since = step.since if isinstance(step.since, date) else date.min
            before = last.get(step.line)
            if before is not None and since <= before:
                told = "one without a day" if before == date.min else f"a step on {before}"
                fix = f"{step.line} has {told} above it. Write the steps in order of their days."
                yield "D209", ("linked", "tariff", name, index), fix
            last[step.line] = since
    years = [step.year for step in defence.share_of_gdp] if defence else []
    for index in range(1, len(years)):
        if years[index] <= years[index - 1]:
            fix = f"Found {years[index]} after {years[index - 1]}. Write the years in order."
            yield "D209", ("linked", "defence", "share_of_gdp", index, "year"), fix


def steps_on_unknown_lines(deal: Deal) -> Iterator[Finding]:
    """D217: every step of a tariff is on a line of the list."""
    tariff = _linked(deal, "tariff")
    for name in ("deal", "no_deal", "penalty") if tariff else ():
        for index, step in enumerate(getattr(tariff, name)):
            if step.line not in tariff.lines:
                fix = f'Found "{step.line}". Listed: {", ".join(tariff.lines) or "none"}.'
                yield "D217", ("linked", "tariff", name, index, "line"), fix


def _linked(deal: Deal, name: str) -> Any:
    return getattr(deal.linked, name) if deal.linked else None


CHECKS: tuple[Callable[[Deal], Iterator[Finding]], ...] = (
    tranches_named_twice,
    tiers_not_adding_to_one,
    tranches_not_adding_to_commitment,
    mixes_not_adding_to_one,
    tiers_without_an_end,
    unknown_parties,
    dates_out_of_order,
    quantities_out_of_range,
    caps_on_unknown_tranches,
    unreadable_hurdles,
    clause_shares_not_adding_to_one,
    horizons_that_do_not_divide,
    hurdles_without_their_term,
    schedules_out_of_order,
    steps_on_unknown_lines,
)
