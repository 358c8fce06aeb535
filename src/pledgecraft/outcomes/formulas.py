"""What each outcome is: its formula, its source, and the terms and parameters that it rests on."""

from dataclasses import dataclass

FLOWS = (
    "amount.commitment",
    "amount.overruns",
    "method.tranches",
    "timeline.select_by",
    "timeline.annual_cap",
    "timeline.notice",
    "linked.visas",
    "losses.pooling",
    "losses.review",
    "losses.host_first_loss",
    "losses.host_share",
    "losses.missed_call",
    "distributions",
)
CALLS = FLOWS[:7]
BALANCE = ("distributions.deemed_interest", *FLOWS)
CASH = ("returns", "sector", "project", "common", "workforce", "currency")
MONEY = ("currency", "sector", "project")
TRADE = ("tariffs", "growth")
METRIC = "the IMF's metric grown with GDP, the pledge's bonds among the liabilities: "
ARA = "IMF, Assessing Reserve Adequacy, 2011-15"


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
    "delay_months": Formula(
        "time lost for missing specialists, weighted by budget over the projects: while a project "
        "is built, each period adds its share of specialists' work x (1 - share of specialists at "
        "work); that share is the one whom no enforcement stop keeps away x min(1, specialists "
        "admitted / needed)",
        "work gated by specialists; a full stop of d with a linear return over b loses d + b/2",
        ("linked.visas", "timeline", "method"),
        ("workforce", "sector", "project"),
    ),
    "longest_delay_months": Formula(
        "the longest of the projects' delays for missing specialists",
        "as delay_months",
        ("linked.visas", "timeline", "method"),
        ("workforce", "sector", "project"),
    ),
    "last_call_years": Formula(
        "years from the period of the first call to the period of the last",
        "definition",
        ("timeline", "method", "amount"),
        ("workforce", "sector", "project", "common"),
    ),
    "lowest_reserves": Formula(
        "least reserves at any period's start, after that period's payments, or end. Reserves earn "
        "their income, receive what is kept of distributions in dollars and other net flows with "
        "noise, pay for bonds, and lose what is drawn: of each outflow what the year's income on "
        "reserves and the year's room for bonds leave, less the part bought in the market",
        "stock-flow identity; funding order as the pledgor announced it",
        ("timeline", "method", "linked.currency"),
        MONEY,
    ),
    "floor_breach": Formula(
        "1 - product over periods of (1 - p); p = exp(-2 (a - floor)(b - floor) / (noise^2 dt)) "
        "between two ends a, b above the floor, else 1",
        "Brownian bridge; a test at the periods' ends alone understates it",
        ("timeline", "method", "linked.currency"),
        MONEY,
    ),
    "floor_breach_alone": Formula(
        "as floor_breach, for reserves without the deal's payments and receipts",
        "Brownian bridge",
        ("linked.currency",),
        MONEY[:1],
    ),
    "deal_depreciation": Formula(
        "exp(sum of elasticity x dollars bought in the market / GDP) - 1",
        "Adler, Lisack, Mano, IMF WP/15/130: 1% of GDP moves the rate by 1.7 to 2.0%, lastingly",
        ("timeline", "method", "linked.currency"),
        MONEY,
    ),
    "largest_flow_to_gdp": Formula(
        "largest sum of a calendar year's calls and guarantee calls over GDP",
        "definition",
        ("timeline", "method"),
        MONEY,
    ),
    "bought_in_market": Formula(
        "sum of the market's share of what income and bonds leave uncovered",
        "funding order as the pledgor announced it",
        ("timeline", "method"),
        MONEY,
    ),
    "bonds": Formula(
        "sum of bonds issued, up to each calendar year's room",
        "funding order as the pledgor announced it",
        ("timeline", "method"),
        MONEY,
    ),
    "deferred": Formula(
        "sum of the parts of calls that relief puts off: where the rate has risen by more than the "
        "trigger over twelve months, or reserves are below theirs, and the host grants it; what "
        "stays put off counts once",
        "the clause of the deal",
        ("timeline", "method", "linked.currency"),
        MONEY,
    ),
    "declined": Formula(
        "sum of the parts of calls that would take reserves, with a swap line, below the red line, "
        "and of calls missed otherwise; what stays unpaid counts once",
        "the pledgor's red line",
        ("timeline", "method", "losses.missed_call", "linked.currency"),
        MONEY,
    ),
    "cash": Formula(
        "npv less fees and calls of guarantees, on the same path where no work needs specialists",
        "sum of the channels",
        FLOWS,
        ("discount", *CASH, "benchmarks"),
    ),
    "guarantees": Formula(
        "sum over periods of (fees - guarantee calls) x (1+r)^-t1, the pledgor's",
        "present value",
        ("method",),
        ("discount", *CASH, "benchmarks"),
    ),
    "delay": Formula(
        "npv less guarantees, less the same where no work needs specialists",
        "difference of two runs on the same draws",
        ("linked.visas", "timeline", "method"),
        ("discount", "workforce", "sector", "project"),
    ),
    "tariff": Formula(
        "sum over periods of (no deal - deal) of the exporters' loss (pledgor), of (deal - no "
        "deal) of duty less consumers' loss (host), x (1+r)^-t1, while the difference counts. The "
        "exporters lose what they take off their price, on what they still sell, and their margin "
        "on the rest; quantities are the exact CES equilibrium with rivals, and grow with the "
        "host's GDP. In years with unpaid calls the penalty's tariffs hold, where it is a remedy",
        "Riker and Schreiber, USITC Working Paper 2020-11-B; absorption as a power of 1 + tariff",
        ("linked.tariff", "losses.missed_call"),
        ("discount", *TRADE),
    ),
    "currency": Formula(
        "- sum over years of dollars bought in the market x (exp(the deal's effect on the rate, "
        "mean of the year's ends) - 1) x the year's mean discount factor: bonds and reserves at "
        "market prices cost nothing in present value",
        "price impact of Adler, Lisack, Mano, IMF WP/15/130",
        ("timeline", "method"),
        ("discount", *MONEY),
    ),
    "fiscal": Formula(
        "cost of public funds x npv: the burden of raising what is not returned",
        "marginal cost of public funds",
        (),
        ("fiscal",),
    ),
    "value": Formula(
        "sum of the channels cash, guarantees, delay, tariff, currency and fiscal, against no deal",
        "sum of the channels",
        (*FLOWS, "linked.tariff"),
        ("discount", *CASH, "benchmarks", *TRADE, "fiscal"),
    ),
    "debt_added": Formula(
        "debt over GDP with the deal less that without it, at the end of the years shown: bonds at "
        "the year's rate, and at home what dollars bought in the market cost and what the budget "
        "no longer gets of the income on reserves, less what comes back and is not kept",
        "debt identity of the IMF's and the Commission's debt analyses",
        ("timeline", "method"),
        ("fiscal", "growth", *MONEY),
    ),
    "net_debt_added": Formula(
        "debt_added, and the reserves that the deal takes, over GDP",
        "debt identity, assets deducted",
        ("timeline", "method"),
        ("fiscal", "growth", *MONEY),
    ),
    "defence_extra": Formula(
        "sum over the years shown of (share of GDP - first share) x GDP, at the first rate",
        "definition",
        ("linked.defence",),
        ("fiscal", "growth", "currency"),
    ),
    **{
        name: Formula(
            f"reserves with the deal, at the end of the years watched, over {against}",
            source,
            ("timeline", "method", "linked.currency"),
            ("adequacy", *MONEY),
        )
        for name, against, source in (
            ("ara_floating", METRIC + "M2 and floating weights", ARA),
            ("ara_wide", METRIC + "a wider money aggregate and floating weights", ARA),
            ("ara_fixed", METRIC + "M2 and fixed weights", ARA),
            ("ara_ex_valuation", METRIC + "M2, floating weights, share prices frozen", ARA),
            ("debt_cover", "short-term external debt grown with GDP", "Greenspan-Guidotti rule"),
            ("import_cover", "a month of imports grown with GDP", "rule of three months"),
        )
    },
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
