"""What every command prints with ``--json``, as shapes from which the published schemas are made.

A shape names all of its keys and allows no others. Money is in nominal US dollars, shares and
rates are fractions, times are years.
"""

from pledgecraft.report.case_shapes import Assumptions, Brief, Check, Doctor, Errors, NewCase, Terms
from pledgecraft.report.comparison_shapes import Comparison
from pledgecraft.report.data_shapes import Countries, Fetched, Indicators, MacroSeries
from pledgecraft.report.economy_shapes import AdequacyHistory
from pledgecraft.report.evidence_shapes import (
    EvidenceSources,
    Extracted,
    ProposedEntries,
    Reviewed,
    Scored,
)
from pledgecraft.report.inquiry_shapes import Explanation, Solution
from pledgecraft.report.run_shapes import Run

SHAPES: dict[str, type[object]] = {
    "run": Run,
    "compare": Comparison,
    "explain": Explanation,
    "solve": Solution,
    "show": Terms,
    "assumptions": Assumptions,
    "check": Check,
    "new": NewCase,
    "brief": Brief,
    "doctor": Doctor,
    "data": Countries,
    "data-country": Indicators,
    "data-indicator": MacroSeries,
    "data-adequacy": AdequacyHistory,
    "data-fetch": Fetched,
    "extract": Extracted,
    "review": Reviewed,
    "sources-folder": EvidenceSources,
    "propose": ProposedEntries,
    "score": Scored,
    "errors": Errors,
}
"""Shapes by the name of the output: that of the command, or what else decides on the shape."""
