"""The equations of currency, trade, public finance, guarantees and workforce, on plain arrays.

Nothing here knows a deal, a party or a path: float64 in, float64 out, shapes broadcast.
"""
