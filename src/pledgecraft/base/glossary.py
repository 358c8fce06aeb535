"""The words of the house: one definition, one unit and one home for each.

The page ``docs/glossary.md`` is generated from this table, and names in code follow it.
"""

from typing import NamedTuple


class Entry(NamedTuple):
    """What a term means here.

    Attributes:
        definition: One or two sentences.
        unit: The unit in which it is given.
        home: Where the field defines it, or ``this project`` where it is our own word.
    """

    definition: str
    unit: str
    home: str


GLOSSARY: dict[str, Entry] = {
    "pledge": Entry(
        "A promise of one state to another to put money into projects there.",
        "—", "joint statements of 2025",
    ),
    "pledgor": Entry("The party that promises the money and pays it.", "ISO 3166 alpha-3 code",
                     "this project"),
    "host": Entry("The party in whose country the money is put to work.", "ISO 3166 alpha-3 code",
                  "this project"),
    "term": Entry(
        "One point on which the parties must agree, with a path such as "
        "`timeline.annual_cap.limit`. Five groups are contested: method, amount, timeline, losses, "
        "distributions.",
        "as the term", "this project",
    ),
    "position": Entry("What one side has said that it wants, since a date, on a source's word.",
                      "as the term", "negotiation analysis"),
    "agreement": Entry("What both sides have settled, since a date, on a source's word.",
                       "as the term", "negotiation analysis"),
    "claim": Entry("The source of a statement, and the place in it.", "source id # place",
                   "this project"),
    "standing": Entry(
        "How settled a term is on a day: agreed, contested, one-sided, open or assumed.",
        "one of five words", "this project",
    ),
    "reading": Entry("One of several ways to understand the same agreed words.", "id",
                     "this project"),
    "offer": Entry("A named set of values for terms, compared with the terms as they stand.",
                   "—", "negotiation analysis"),
    "commitment": Entry("The sum promised.", "USD, nominal",
                        "private-equity fund reporting (ILPA)"),
    "allocation": Entry("The part of a commitment that is approved for a project or a tranche.",
                        "USD, nominal", "private-equity fund reporting"),
    "tranche": Entry("A part of the commitment with its own instruments and projects.",
                     "USD, nominal", "structured finance"),
    "capital call": Entry("A demand for a part of the commitment to be paid.", "USD, nominal",
                          "private-equity fund reporting (ILPA)"),
    "drawdown": Entry("Cash that arrives after a call.", "USD, nominal",
                      "private-equity fund reporting (ILPA)"),
    "paid-in": Entry(
        "All drawdowns so far. For the pledgor it includes guarantee calls; for the host it is "
        "costs above budget and compensation.",
        "USD, nominal", "private-equity fund reporting (ILPA)",
    ),
    "notice": Entry("The least time between the selection of a project and its first payment.",
                    "business days or days", "fund agreements"),
    "annual cap": Entry("The most state cash that may be called in a calendar year.",
                        "USD per calendar year", "Korea-US joint fact sheet, 2025"),
    "rationing": Entry("How projects share the room under the cap when they need more than it.",
                       "one of two words", "this project"),
    "backlog": Entry("Spending that was planned, could not be called, and is called later.",
                     "USD, nominal", "this project"),
    "equity": Entry("Money with a claim on a share of the cash after debt.", "share of a tranche",
                    "corporate finance"),
    "guarantee": Entry(
        "A promise to pay lenders what a project cannot. No cash leaves the state until it is "
        "called.",
        "share of a tranche", "public finance",
    ),
    "guarantee call": Entry("Money that the pledgor pays lenders under a guarantee.",
                            "USD, nominal", "public finance"),
    "FDI": Entry("Foreign direct investment by firms: it counts towards the pledge and takes no "
                 "state cash.", "share of a tranche", "balance of payments statistics"),
    "distribution": Entry("Cash that the projects pay out to a party.", "USD, nominal",
                          "private-equity fund reporting (ILPA)"),
    "waterfall": Entry("The ordered rule by which cash is divided.", "—", "fund agreements"),
    "tier": Entry("One step of the waterfall: shares that hold until a hurdle is met.",
                  "shares of 100%", "fund agreements"),
    "hurdle": Entry("What a party must have received before a tier ends.",
                    "USD, a rate or a multiple", "fund agreements"),
    "catch-up": Entry("A tier that lasts until a party has its stated share of all profit so far.",
                      "share of profit", "fund agreements"),
    "flip": Entry("The change from one tier's shares to the next's, inside the crossing period or "
                  "at the start of the next one.", "one of two words", "partnership-flip finance"),
    "clawback": Entry("The duty to give back distributions that later turn out too high. Not "
                      "modelled.", "USD, nominal", "fund agreements"),
    "deemed interest": Entry(
        "The interest that counts as owed to the pledgor when the split is decided. Nobody pays it "
        "as such.",
        "annual rate", "Japan-US memorandum, 2025",
    ),
    "deemed balance": Entry(
        "Principal and deemed interest that are not back yet: calls and guarantee calls, plus "
        "interest, less what the pledgor received.",
        "USD, nominal", "fund agreements (preferred return account)",
    ),
    "deemed allocation": Entry(
        "What is due to the pledgor in one period under the period-by-period reading: interest, a "
        "part of principal, and what earlier periods left unpaid.",
        "USD, nominal", "Japan-US memorandum, 2025",
    ),
    "pooling (umbrella)": Entry("All projects share one account, so that good ones repay for bad "
                                "ones.", "—", "structured finance"),
    "ring-fence": Entry("Each project has an account of its own; a failed one is not made up by "
                        "others.", "—", "project finance"),
    "first loss": Entry("The part of a loss that one party bears before anybody else.",
                        "share of the commitment", "structured finance"),
    "recourse": Entry("The right to be paid from beyond the project itself.", "—",
                      "project finance"),
    "missed call": Entry("A call that the pledgor does not pay. Remedies are terms.",
                         "USD, nominal", "fund agreements (default of an investor)"),
    "review": Entry("New shares in the first tier when the pledgor is not whole after some years.",
                    "years; shares", "Korea-US memorandum, 2025"),
    "unrecovered": Entry("What the pledgor has not got back, with deemed interest (the deemed "
                         "balance) or without it (principal).", "USD, nominal", "this project"),
    "salvage": Entry("Money that comes back when a project ends early, as a share of what was "
                     "spent within budget.", "share", "project finance"),
    "loss given default": Entry("The share of exposure lost when a project defaults: one less the "
                                "recovery.", "share", "Basel framework"),
    "hazard": Entry("The chance of default per year, given none so far.", "per year",
                    "survival analysis"),
    "overrun": Entry("Cost above budget, as a share of the budget.", "share",
                     "reference class forecasting"),
    "reference class": Entry("Past projects of the same kind, from whose record costs and times "
                             "are drawn.", "—", "reference class forecasting (Flyvbjerg)"),
    "S-curve": Entry("Share of the cost spent against share of the time gone; here a beta "
                     "distribution function.", "share", "construction management"),
    "benchmark": Entry("A published interest rate to which a spread is added.", "annual rate",
                       "money and bond markets"),
    "spread": Entry("What is added to a benchmark.", "percent or basis points (bp)",
                    "money and bond markets"),
    "project return": Entry("The unlevered nominal IRR of a project as planned: on budget, on "
                            "time, without default.", "annual rate", "project finance"),
    "NPV": Entry("Net present value: a party's cash flows, each discounted at its own rate.",
                 "USD at the start of the deal", "corporate finance"),
    "IRR": Entry("Internal rate of return: the rate at which the present value of the flows is "
                 "zero. Undefined where they do not change sign.", "annual rate",
                 "corporate finance"),
    "MOIC": Entry("Multiple on invested capital: distributed over paid-in.", "ratio",
                  "private-equity fund reporting"),
    "DPI": Entry("Distributions to paid-in capital. At the horizon it equals MOIC.", "ratio",
                 "private-equity fund reporting (ILPA)"),
    "TVPI": Entry("Total value to paid-in: distributions plus what is left, over paid-in. At the "
                  "horizon nothing is left, so it equals DPI.", "ratio",
                  "private-equity fund reporting (ILPA)"),
    "path": Entry("One possible future: one draw of every uncertain quantity.", "number from 0",
                  "Monte Carlo simulation"),
    "standard error": Entry("How far a mean over the paths may be off because there are only so "
                            "many. Not the spread of outcomes.", "as the mean",
                            "Monte Carlo simulation"),
    "expected shortfall": Entry("Mean of the worst 5% of paths.", "as the outcome",
                                "risk management"),
    "common random numbers": Entry("The same draws for every set of terms, so that two offers "
                                   "differ by their terms alone.", "—", "Monte Carlo simulation"),
    "BATNA": Entry("Best alternative to a negotiated agreement: what a side does without the deal. "
                   "Not modelled yet.", "USD", "negotiation analysis (Fisher and Ury)"),
    "reservation value": Entry("The worst outcome that a side still accepts. It must be stated; it "
                               "is never assumed.", "USD", "negotiation analysis (Raiffa)"),
    "ZOPA": Entry("Zone of possible agreement: terms that both sides prefer to no deal.", "—",
                  "negotiation analysis (Raiffa)"),
    "Pareto frontier": Entry("Terms that leave no way to make one side better off without making "
                             "the other worse off.", "—", "welfare economics"),
    "Nash solution": Entry("The point of the frontier with the largest product of both sides' "
                           "gains over no deal.", "—", "cooperative game theory (Nash, 1950)"),
}  # fmt: skip
"""Terms in the order in which a deal meets them."""
