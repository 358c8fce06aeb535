"""What the kernel says of a path: outcomes by party and flows by year, and their places."""

OUTCOMES = (
    "npv",
    "paid_in",
    "distributed",
    "moic",
    "irr",
    "irr_status",
    "recovery_years",
    "unrecovered_principal",
    "unrecovered",
    "unrecovered_20",
    "guarantee_calls",
    "largest_outflow",
)
"""Outcomes of a party on a path, in the order of the summary's columns."""

(
    NPV,
    PAID_IN,
    DISTRIBUTED,
    MOIC,
    IRR,
    IRR_STATUS,
    RECOVERY,
    UNRECOVERED_PRINCIPAL,
    UNRECOVERED,
    UNRECOVERED_20,
    GUARANTEE_CALLS,
    LARGEST_OUTFLOW,
) = range(12)

IRR_FOUND, IRR_NOTHING_PAID, IRR_NO_SIGN_CHANGE, IRR_OUT_OF_BRACKET = 0, 1, 2, 3

IRR_LOW, IRR_HIGH = -0.99, 10.0
"""Bracket of the internal rate of return, annual."""

RECOVERY_YEARS = 20.0

YEARLY = (
    "paid_in",
    "pledgor_distributed",
    "host_distributed",
    "host_paid",
    "balance",
    "cash",
    "lender_service",
    "firms",
)
"""Yearly series of a path."""
