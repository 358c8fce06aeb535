"""The command data: macro figures with their sources, reserve adequacy, and fetching anew."""

from collections.abc import Sequence
from pathlib import Path

from pledgecraft.api import (
    AdequacyHistory,
    Macro,
    MacroCell,
    adequacy_history,
    read_macro,
    refresh_macro,
    write_macro,
)
from pledgecraft.cli.output import console, note, table, write_json


def show_data(
    country: str | None,
    indicator: str | None = None,
    path: Path | None = None,
    *,
    as_json: bool,
) -> None:
    """Show the countries of the table, a country's indicators, or an indicator's figures."""
    macro = read_macro(path)
    if country is None:
        _show_names(macro, "countries", macro.countries, as_json=as_json)
    elif indicator is None:
        _show_names(macro, "indicators", macro.indicators(country), as_json=as_json)
    else:
        _show_cells(macro.series(country, indicator), as_json=as_json)


def _show_names(macro: Macro, kind: str, names: Sequence[str], *, as_json: bool) -> None:
    if as_json:
        write_json({"format": 1, kind: list(names)})
        return
    for name in names:
        console().print(name, markup=False)
    note(f"{len(names)} {kind}; {len(macro.cells)} figures in the table.")


def _show_cells(cells: Sequence[MacroCell], *, as_json: bool) -> None:
    if as_json:
        write_json({"format": 1, "cells": [cell.to_dict() for cell in cells]})
        return
    rows = table("period", "value", "unit", "confidence", "source", right=(1,))
    for cell in cells:
        source = cell.source.replace("[", r"\[")
        rows.add_row(cell.period, f"{cell.value:f}", cell.unit, cell.confidence, source)
    console().print(f"[bold]{cells[0].country} {cells[0].indicator}[/bold]")
    console().print(rows)


def adequacy_table(
    country: str = "KOR",
    years: Sequence[int] | None = None,
    path: Path | None = None,
    *,
    vintage: int = 2015,
    frozen_year: int = 2024,
    as_json: bool,
) -> None:
    """Show the IMF's metric rebuilt by year, both aggregates, beside what was published."""
    history = adequacy_history(
        read_macro(path),
        country=country,
        years=years or range(2019, 2026),
        vintage=vintage,
        frozen_year=frozen_year,
    )
    if as_json:
        write_json({"format": 1, **history.to_dict()})
        return
    _print_history(history)


def _print_history(history: AdequacyHistory) -> None:
    kinds = [(reading.money, reading.regime) for reading in history.years[0].readings]
    heads = [f"{money}, {regime}" for money, regime in kinds]
    frozen = f"Lf, shares of {history.frozen_year}"
    rows = table(
        "year", *heads, frozen, "published", "debt cover", "due in a year", "months of imports",
        right=tuple(range(1, len(heads) + 6)),
    )  # fmt: skip
    for year in history.years:
        rows.add_row(
            str(year.year),
            *(_percent(year.reading(*kind).ratio) for kind in kinds),
            _percent(year.reading("Lf").ratio_frozen),
            _percent(year.published),
            f"{year.debt_cover:.2f}",
            f"{year.debt_cover_remaining:.2f}",
            "—" if year.import_cover is None else f"{year.import_cover:.1f}",
        )
    console().print("[bold]Reserves over the IMF's metric[/bold]; 100 to 150% counts as adequate")
    console().print(rows)
    weak = sorted({cell.indicator for year in history.years for cell in year.inputs if _weak(cell)})
    note(f"Inputs that are remembered, not read: {', '.join(weak) or 'none'}.")


def _weak(cell: MacroCell) -> bool:
    return cell.confidence == "general knowledge"


def _percent(share: float | None) -> str:
    return "—" if share is None else f"{100 * share:.1f}%"


def refresh_data(
    countries: Sequence[str],
    indicators: Sequence[str] | None,
    to: Path,
    *,
    years: Sequence[int] | None = None,
    as_json: bool,
) -> None:
    """Fetch figures from the World Bank and write them as a table."""
    found = refresh_macro(countries, indicators, years=years or range(2015, 2026))
    written = write_macro(found, to)
    if as_json:
        write_json({"format": 1, "file": str(written), "figures": len(found.cells)})
        return
    told = f"Wrote {len(found.cells)} figures of {', '.join(found.countries)} to {written}."
    console().print(told, markup=False)
