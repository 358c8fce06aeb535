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
    "guarantees",
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
    GUARANTEES,
) = range(13)

IRR_FOUND, IRR_NOTHING_PAID, IRR_NO_SIGN_CHANGE, IRR_OUT_OF_BRACKET = 0, 1, 2, 3

IRR_LOW, IRR_HIGH = -0.99, 10.0
"""Bracket of the internal rate of return, annual."""

RECOVERY_YEARS = 20.0

SHARED = (
    "delay_months",
    "longest_delay_months",
    "last_call_years",
    "lowest_reserves",
    "floor_breach",
    "floor_breach_alone",
    "deal_depreciation",
    "largest_flow_to_gdp",
    "bought_in_market",
    "bonds",
    "deferred",
    "declined",
)
"""Outcomes of a path that no party has alone: of construction, then of the currency."""

(
    DELAY,
    LONGEST_DELAY,
    LAST_CALL,
    LOWEST_RESERVES,
    FLOOR_BREACH,
    FLOOR_BREACH_ALONE,
    DEPRECIATION,
    LARGEST_FLOW,
    BOUGHT,
    BONDS,
    DEFERRED_CALLS,
    DECLINED_CALLS,
) = range(12)

YEARLY = (
    "paid_in",
    "pledgor_distributed",
    "host_distributed",
    "host_paid",
    "balance",
    "cash",
    "lender_service",
    "firms",
    "reserves",
    "reserves_alone",
    "exchange_rate",
    "from_income",
    "bought",
    "bonds",
    "in_arrears",
    "guarantee_calls",
)
"""Yearly series of a path."""
