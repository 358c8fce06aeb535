"""Values that hold where ``deal.toml`` is silent. Each one that a run uses is listed as assumed."""

from typing import Any, cast

from pledgecraft.base.terms import Table, TermPath, leaves

DEFAULTS: dict[TermPath, tuple[Any, str]] = {
    ("amount", "overruns"): ("host", "silent on who pays above budget; the host is taken to"),
    ("method", "tranches"): ((), "silent on tranches; one of equity is taken"),
    ("timeline", "notice"): ("0 business days", "silent on notice; none is taken"),
    ("losses", "pooling"): ("project", "silent on pooling; each project stands alone"),
    ("losses", "host_first_loss"): ("0%", "silent on a first loss of the host; none is taken"),
    ("losses", "host_share"): ("0%", "silent on the host's share of losses; none is taken"),
    ("losses", "missed_call"): ([], "silent on missed calls; no remedy is taken"),
    ("distributions", "deemed_interest", "base"): (
        "0%",
        "silent on deemed interest; none is taken",
    ),
    ("distributions", "deemed_interest", "spread"): ("0%", "silent on a spread; none is taken"),
    ("distributions", "deemed_interest", "compounding"): (
        "period",
        "silent on compounding; each period's interest is added to the balance",
    ),
    ("distributions", "deemed_interest", "fixing"): (
        "at selection",
        "silent on fixing; a project's rate is fixed on the day it is selected",
    ),
    ("distributions", "flip"): (
        "within period",
        "silent on the crossing period; it is split at the hurdle",
    ),
}

_DEBT_DEFAULTS: dict[str, dict[str, tuple[Any, str]]] = {
    "loan": {
        "base": ("UST 20y", "silent on the loans' base rate"),
        "spread": ("0%", "silent on the loans' spread; none is taken"),
        "tenor": ("12 years", "silent on the loans' tenor"),
    },
    "guarantee": {
        "base": ("UST 20y", "silent on the guaranteed debt's base rate"),
        "spread": ("0%", "silent on the guaranteed debt's spread; none is taken"),
        "tenor": ("12 years", "silent on the guaranteed debt's tenor"),
        "fee": ("0%", "silent on a guarantee fee; none is taken"),
    },
}

_MANY: dict[str, tuple[Any, str]] = {
    "returns": ("waterfall", "silent on whose the returns are; the waterfall divides them"),
    "mix": ({"equity": "100%"}, "silent on instruments; equity is taken"),
    "portfolio": ("main", "which portfolio of the world file the tranche buys"),
}


def missing_defaults(data: Table) -> list[tuple[TermPath, Any, str]]:
    """Return every default that a deal's data leaves to us: path, value and reason."""
    present = {path for path, _ in leaves(data)}
    found = [
        (path, value, why)
        for path, (value, why) in DEFAULTS.items()
        if not any(known[: len(path)] == path for known in present) and "tranches" not in path
    ]
    found += _tranche_defaults(data)
    found += _cap_default(data)
    found += _debt_defaults(data)
    return found + _review_default(data)


def _tranche_defaults(data: Table) -> list[tuple[TermPath, Any, str]]:
    tranches = data.get("method", {}).get("tranches")
    if not tranches:
        whole = [
            {
                "id": "all",
                "size": data.get("amount", {}).get("commitment", "open"),
                **{key: value for key, (value, _) in _MANY.items()},
            }
        ]
        return [(("method", "tranches"), whole, DEFAULTS["method", "tranches"][1])]
    return [
        (("method", "tranches", index, key), value, why)
        for index, tranche in enumerate(tranches)
        for key, (value, why) in _MANY.items()
        if key not in tranche
    ]


def _cap_default(data: Table) -> list[tuple[TermPath, Any, str]]:
    cap = data.get("timeline", {}).get("annual_cap")
    if cap is None or "rationing" in cap:
        return []
    why = "silent on how projects share the room under the cap; in proportion to need is taken"
    return [(("timeline", "annual_cap", "rationing"), "pro rata", why)]


def _debt_defaults(data: Table) -> list[tuple[TermPath, Any, str]]:
    tranches = cast("list[Table]", data.get("method", {}).get("tranches") or [])
    mixes: list[object] = [tranche.get("mix") for tranche in tranches]
    added: list[tuple[TermPath, Any, str]] = []
    for kind, keys in _DEBT_DEFAULTS.items():
        if any(isinstance(mix, dict) and kind in mix for mix in mixes):
            written = data.get("method", {}).get(kind, {})
            added += [
                (("method", kind, key), value, why)
                for key, (value, why) in keys.items()
                if key not in written
            ]
    return added


def _review_default(data: Table) -> list[tuple[TermPath, Any, str]]:
    review = data.get("losses", {}).get("review")
    if review is None or "clock" in review:
        return []
    why = "silent on when the years of the review begin; the first draw is taken"
    return [(("losses", "review", "clock"), "first draw", why)]
