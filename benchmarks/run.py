"""Measure the engine against alternatives, and print the ratios of one run.

.venv/bin/python benchmarks/run.py [--quick] [--json]
"""

import argparse
import json
import math
import time
from collections.abc import Callable
from dataclasses import asdict, replace

import numpy as np
from numpy.typing import NDArray

import deal_c
import evidence
import rates
import split
from deal_numpy import Outcomes, cores, run_numpy
from measure import Row, best, one_core, peak_bytes, skipped
from pledgecraft import Case, draw, read_case, simulate
from pledgecraft.engine.kernel.outcomes import OUTCOMES, SHARED, YEARLY
from pledgecraft.engine.plan import Prepared, prepare
from pledgecraft.engine.run import Run, run
from pledgecraft.outcomes.result import Result
from pledgecraft.world.draws import World

CASE = "korea-us-2025"
NPV = OUTCOMES.index("npv")
NO_MONEY = frozenset({
    "moic", "irr", "irr_status", "recovery_years", "delay_months", "longest_delay_months",
    "last_call_years", "floor_breach", "floor_breach_alone", "deal_depreciation",
    "largest_flow_to_gdp", "exchange_rate", "in_arrears",
})  # fmt: skip
MEGABYTE = 1e6
SCOPES = (("", 5, "the parties' outcomes"), ("less", None, "theirs: flows and NPV only"))
"""What NumPy does of the kernel's work, and the target."""


def check(ours: Run, theirs: Outcomes, name: str) -> float:
    """Assert that all that is said of a path agrees to 1e-9.

    Returns:
        The largest difference of present values, relative to themselves.
    """
    npv, wanted = theirs.outcomes[:, :, NPV], ours.outcomes[:, :, NPV]
    worst = float(np.max(np.abs(npv - wanted) / np.abs(wanted)))
    assert worst < 1e-9, f"{name}'s present values differ from ours by {worst}"
    for what, found, wanted, rounding in (
        ("outcomes", theirs.outcomes, ours.outcomes, rounding_of(OUTCOMES)),
        ("years", theirs.yearly, ours.yearly, rounding_of(YEARLY)),
        ("shared outcomes", theirs.shared, ours.shared, rounding_of(SHARED)),
        ("tiers", theirs.tiers, ours.tiers, np.ones(ours.tiers.shape[-1])),
    ):
        told = found.shape[-1]
        same = np.isclose(
            found, wanted[..., :told], rtol=1e-9, atol=rounding[:told], equal_nan=True
        )
        assert same.all(), f"{name}'s {what} differ from ours"
    assert np.abs(theirs.imbalance - ours.imbalance).max() < 1.0, f"{name}'s books differ"
    return worst


def rounding_of(names: tuple[str, ...]) -> NDArray[np.float64]:
    """Return what figures may differ by beyond 1e-9 of themselves: for money a dollar, as zeros
    may be rounded."""
    return np.array([1e-9 if name in NO_MONEY else 1.0 for name in names])


def left_out(theirs: Outcomes) -> str:
    """Return the names of what ours says of a path and an alternative does not."""
    names = (
        *OUTCOMES[theirs.outcomes.shape[2] :],
        *YEARLY[theirs.yearly.shape[2] :],
        *SHARED[theirs.shared.shape[1] :],
    )
    return f" but {', '.join(names)}" if names else ""


def against_numpy(prepared: Prepared, world: World, quick: bool) -> list[Row]:
    """Compare with blocked NumPy, at the block and thread count that suit it best."""
    worst = check(run(prepared, world), run_numpy(prepared, world, block=512, threads=1), "NumPy")
    blocks = (2_048,) if quick else (1_024, 2_048)
    ways = [(block, threads) for block in blocks for threads in {1, cores()}]
    works = {"ours": lambda: run(prepared, world)} | {
        f"{block}/{threads}/{less}": _numpy(prepared, world, block, threads, only_npv=bool(less))
        for block, threads in ways
        for less in ("", "less")
    }
    found = best(works, 1 if quick else 2)
    name, out = f"NumPy, {world.paths:,} paths", list[Row]()
    for less, target, what in SCOPES:
        way = min((way for way in works if way.endswith(f"/{less}")), key=found.__getitem__)
        block, threads, _ = way.split("/")
        note = f"{what}; blocks of {block}, {threads} threads; largest difference {worst:.0e}"
        out.append(_faster(f"Kernel: {name} {less}", found["ours"], found[way], target, note))
    return out


def _numpy(
    prepared: Prepared, world: World, block: int, threads: int, *, only_npv: bool = False
) -> Callable[[], object]:
    return lambda: run_numpy(prepared, world, block=block, threads=threads, only_npv=only_npv)


def against_c(name: str, prepared: Prepared, world: World, quick: bool) -> list[Row]:
    """Compare with a C loop, both on one core, in seconds of the processor."""
    name = f"Kernel: C loop, {name}"
    if deal_c.compiler() is None:
        return [skipped(name, "no C compiler named cc")]
    loop = deal_c.CLoop(prepared, world)
    theirs = loop()
    worst = check(run(prepared, world), theirs, "C")
    with one_core() as pinned:
        works = {"ours": lambda: run(prepared, world), "C": loop}
        found = best(works, 3 if quick else 7, time.process_time)
    note = f"all outcomes{left_out(theirs)}; {world.paths:,} paths; largest difference {worst:.0e}"
    if not pinned:
        note += "; processor seconds of all threads"
    return [_faster(name, found["ours"], found["C"], 0.7, note, "x of C's speed")]


def _faster(
    name: str, ours: float, theirs: float, target: float | None, note: str, unit: str = "x faster"
) -> Row:
    return Row(name, theirs / ours, unit, ours, theirs, target, note=note)


def drawing(prepared: Prepared, world: World, quick: bool) -> list[Row]:
    """Compare drawing the world with running it, and measure the memory that the run adds."""
    paths = world.paths
    found = best(
        {
            "run": lambda: run(prepared, world),
            "draw": lambda: draw(world.assumptions, paths=paths, seed=7),
        },
        1 if quick else 3,
    )
    above = peak_bytes(lambda: run(prepared, world)) / MEGABYTE
    held = world.size / MEGABYTE
    ratio = found["draw"] / found["run"]
    return [
        Row(
            f"Drawing {paths:,} paths", ratio, "x of a run", found["draw"], found["run"], 3,
            at_most=True, note="ours is the drawing, theirs the run on it",
        ),
        Row(
            "Memory above the draws", above, "MB", target=200, at_most=True,
            note=f"the draws hold {held:.0f} MB; the result is part of what is above them",
        ),
    ]  # fmt: skip


def sheets(quick: bool) -> list[Row]:
    """Compare a term sheet among a hundred with one run of 1,000 paths."""
    case, count = read_case(CASE), 20 if quick else 100
    world, terms = draw(case.world, paths=1_000, seed=7), case.terms()
    prepared = prepare(terms, case.world)
    offers = [
        terms.with_terms({"distributions.deemed_interest.spread": f"{bp} bp"})
        for bp in range(count)
    ]
    found = best(
        {
            "one": lambda: [run(prepared, world) for _ in range(10)],
            "all": lambda: simulate([offer.with_terms({}) for offer in offers], world),
        },
        1 if quick else 2,
    )
    each, one = found["all"] / count, found["one"] / 10
    return [
        Row(
            f"{count} term sheets x 1,000 paths", each / one, "x of a run a sheet", each, one,
            1.25, at_most=True, note="ours is a sheet from its terms on, theirs a run of a plan",
        )
    ]  # fmt: skip


def measure(quick: bool) -> list[Row]:
    """Return all rows."""
    case = read_case(CASE)
    full = prepare(case.terms(), case.world)
    small, large = (draw(case.world, paths=paths, seed=7) for paths in (1_000, 10_000))
    bare = alone(case).world
    plain = prepare(case.terms(), bare)
    few, many = small.with_assumptions(bare), large.with_assumptions(bare)
    return [
        *against_numpy(plain, many, quick),
        *against_numpy(plain, few, quick),
        *against_c("flows alone", plain, few if quick else many, quick),
        *against_c("every effect", full, small if quick else large, quick),
        *every_effect(case, small, plain, few),
        *rates.rows(quick),
        *split.rows(quick),
        *drawing(full, large, quick),
        *sheets(quick),
        *evidence.rows(quick),
    ]


def alone(case: Case) -> Case:
    """Return a case whose world has neither specialists nor a currency: what the others can do."""
    model = case.world_model.model_copy(update={"workforce": None, "currency": None})
    return replace(case, world_model=model)


def every_effect(case: Case, world: World, plain: Prepared, without: World) -> list[Row]:
    """Compare a preview of 1,000 paths with every effect on with the deal's flows alone."""
    sheet = case.terms()
    prepared = prepare(sheet, case.world)
    works = {
        "full": lambda: preview(Result(sheet, world, prepared, run(prepared, world))),
        "plain": lambda: run(plain, without),
    }
    found = best(works, 12)
    return [
        Row(
            "Every effect on, 1,000 paths", found["full"] / found["plain"], "x of the flows alone",
            found["full"], found["plain"], 2, at_most=True,
            note="specialists, currency, tariffs, debt, guarantees, adequacy; at most 40 ms",
        )
    ]  # fmt: skip


def preview(result: Result) -> None:
    """Work out what the deal does to both economies; the delay stays inside the cash."""
    economy = result.economy
    for party in result.parties:
        for name in ("guarantees", "tariff", "currency", "fiscal"):
            economy.channel(name, party)
    _ = economy.debt, economy.guarantees, economy.adequacy


def table(rows: list[Row]) -> str:
    """Return the rows as text."""
    lines = [("", "ratio", "ours / theirs", "target", "met", "")]
    for row in rows:
        ratio = "-" if math.isnan(row.ratio) else f"{_number(row.ratio)} {row.unit}"
        both = "" if math.isnan(row.ours) else f"({row.ours:.3g} s / {row.theirs:.3g} s)"
        bound = "at most" if row.at_most else "at least"
        target = "" if row.target is None else f"{bound} {row.target:g}"
        met = {True: "yes", False: "NO", None: ""}[row.met]
        lines.append((row.name, ratio, both, target, met, row.note))
    widths = [max(len(line[k]) for line in lines) for k in range(5)]
    return "\n".join(
        "  ".join([*map(str.ljust, line[:5], widths), line[5]]).rstrip() for line in lines
    )


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def main() -> None:
    """Print the table, or the rows as JSON."""
    parser = argparse.ArgumentParser(description="Ratios of one run; never a timed test.")
    parser.add_argument("--quick", action="store_true", help="fewer repetitions")
    parser.add_argument("--json", action="store_true", help="print the rows as JSON")
    chosen = parser.parse_args()
    rows = measure(chosen.quick)
    if chosen.json:
        print(json.dumps([_plain(row) for row in rows], indent=2))
    else:
        print(table(rows))


def _plain(row: Row) -> dict[str, object]:
    values = asdict(row) | {"met": row.met}
    return {
        key: None if isinstance(value, float) and math.isnan(value) else value
        for key, value in values.items()
    }


if __name__ == "__main__":
    main()
