"""What each outcome is: its formula, its source, and the terms and parameters that it rests on."""

from dataclasses import dataclass

FLOWS = (
    "amount.commitment",
    "amount.overruns",
    "method.tranches",
    "timeline.select_by",
    "timeline.annual_cap",
    "timeline.notice",
    "losses.pooling",
    "losses.review",
    "losses.host_first_loss",
    "losses.host_share",
    "losses.missed_call",
    "distributions",
)
CALLS = FLOWS[:6]
BALANCE = ("distributions.deemed_interest", *FLOWS)
CASH = ("returns", "sector", "project", "common")


@dataclass(frozen=True)
class Formula:
    """How an outcome is calculated on a path.

    Attributes:
        text: The formula.
        source: Where it comes from.
        terms: Terms that it rests on, by the beginning of their names.
        parameters: Parameters of the world, by the beginning of their names.
    """

    text: str
    source: str
    terms: tuple[str, ...]
    parameters: tuple[str, ...]


FORMULAS: dict[str, Formula] = {
    "npv": Formula(
        "sum over periods of (received at the end - paid at the end) x (1+r)^-t1 - (paid at the "
        "start) x (1+r)^-t0, at the party's own rate r. The pledgor pays calls at the start and "
        "guarantee calls at the end, and receives distributions, loan service, fees and "
        "compensation; the host pays costs above budget at the start and compensation at the end, "
        "and receives distributions",
        "net present value; timing convention of the engine",
        FLOWS,
        ("discount", *CASH, "benchmarks"),
    ),
    "paid_in": Formula(
        "sum of capital calls and guarantee calls (pledgor); of costs above budget and "
        "compensation (host)",
        "ILPA reporting template, paid-in capital",
        CALLS,
        CASH[1:],
    ),
    "distributed": Formula(
        "sum of distributions through the tiers, loan service, fees and compensation",
        "ILPA reporting template, distributions",
        FLOWS,
        CASH,
    ),
    "moic": Formula("distributed / paid_in", "multiple on invested capital", FLOWS, CASH),
    "dpi": Formula(
        "distributed / paid_in at the horizon", "ILPA reporting template, DPI", FLOWS, CASH
    ),
    "irr": Formula(
        "the annual rate at which the present value of the party's flows is zero, sought between "
        "-99% and 1000%; undefined where the flows do not change sign",
        "internal rate of return, false position inside a bracket",
        FLOWS,
        CASH,
    ),
    "recovery_years": Formula(
        "years from the first draw until the balance B is zero for good, where "
        "B <- B x (1 + r dt) + calls - pledgor's receipts; undefined where it never is",
        "balance account with deemed interest; calls at the start of a period earn its interest",
        BALANCE,
        (*CASH, "benchmarks"),
    ),
    "unrecovered_principal": Formula(
        "sum over pools of max(0, paid in - received), at the horizon",
        "principal loss without interest",
        FLOWS,
        CASH,
    ),
    "unrecovered": Formula(
        "the balance B at the horizon: what is not back of principal and deemed interest, "
        "nominal; it goes on growing at the deemed rate",
        "balance account with deemed interest",
        BALANCE,
        (*CASH, "benchmarks"),
    ),
    "unrecovered_20": Formula(
        "the balance B 20 years after the first draw",
        "balance account with deemed interest; the 20-year clause",
        BALANCE,
        (*CASH, "benchmarks"),
    ),
    "guarantee_calls": Formula(
        "sum of debt service that projects could not pay, and of guaranteed debt left after a "
        "default's salvage",
        "debt service is a level annuity over the tenor",
        ("method",),
        (*CASH, "benchmarks"),
    ),
    "largest_outflow": Formula(
        "the largest sum of calls and guarantee calls in a calendar year",
        "calendar-year outflow of the state",
        CALLS,
        CASH[1:],
    ),
}
