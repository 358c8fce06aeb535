"""How currencies are written, and their ISO 4217 codes."""

import re
from typing import Final

from pledgecraft.evidence.quantities.lexicon import words

SIGNS: Final[dict[str, str]] = {
    "US$": "USD", "U.S.$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD",
    "Cdn$": "CAD", "HK$": "HKD", "NT$": "TWD", "S$": "SGD", "NZ$": "NZD", "R$": "BRL",
    "CN¥": "CNY", "$": "USD", "＄": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "￥": "JPY",
    "₩": "KRW", "￦": "KRW", "₹": "INR", "₽": "RUB", "₫": "VND", "₱": "PHP", "฿": "THB",
    "₺": "TRY", "₪": "ILS",
}  # fmt: skip
"""Signs in front of a number. A bare ``$`` is the dollar of the United States; ``¥`` the yen."""

CODES: Final = words(
    "USD EUR GBP JPY KRW CNY RMB CAD AUD NZD HKD TWD SGD CHF SEK NOK DKK INR BRL MXN RUB ZAR "
    "TRY THB VND IDR MYR PHP SAR AED QAR ILS PLN CZK HUF"
)
"""ISO codes that are read beside a number, and RMB."""

DOLLARS: Final[dict[str, str]] = {
    "canadian": "CAD", "australian": "AUD", "hong kong": "HKD", "singapore": "SGD",
    "taiwan": "TWD", "taiwanese": "TWD", "new taiwan": "TWD", "new zealand": "NZD",
}  # fmt: skip
"""Adjectives that make a dollar another dollar."""

WORDS: Final[dict[str, tuple[str, int]]] = {
    "dollar": ("USD", 1), "dollars": ("USD", 1), "buck": ("USD", 1), "bucks": ("USD", 1),
    "cent": ("USD", 100), "cents": ("USD", 100), "won": ("KRW", 1), "yen": ("JPY", 1),
    "euro": ("EUR", 1), "euros": ("EUR", 1), "pound": ("GBP", 1), "pounds": ("GBP", 1),
    "yuan": ("CNY", 1), "renminbi": ("CNY", 1), "rupee": ("INR", 1), "rupees": ("INR", 1),
    "franc": ("CHF", 1), "francs": ("CHF", 1), "baht": ("THB", 1), "dong": ("VND", 1),
    "rand": ("ZAR", 1), "ruble": ("RUB", 1), "rubles": ("RUB", 1), "rouble": ("RUB", 1),
    "roubles": ("RUB", 1), "ringgit": ("MYR", 1), "rupiah": ("IDR", 1), "peso": ("MXN", 1),
    "pesos": ("MXN", 1), "reais": ("BRL", 1), "lira": ("TRY", 1), "riyals": ("SAR", 1),
    "riyal": ("SAR", 1), "dirhams": ("AED", 1), "kronor": ("SEK", 1), "kroner": ("NOK", 1),
}  # fmt: skip
"""English words behind a number: the code, and how many make one of it."""

KOREAN: Final[dict[str, str]] = {
    "홍콩달러": "HKD", "호주달러": "AUD", "캐나다달러": "CAD", "싱가포르달러": "SGD",
    "대만달러": "TWD", "미국달러": "USD", "미달러": "USD", "달러": "USD", "불": "USD", "원": "KRW",
    "엔": "JPY", "유로": "EUR", "파운드": "GBP", "위안": "CNY", "루피": "INR", "프랑": "CHF",
}  # fmt: skip
JAPANESE: Final[dict[str, str]] = {
    "香港ドル": "HKD", "豪ドル": "AUD", "カナダドル": "CAD", "シンガポールドル": "SGD",
    "台湾ドル": "TWD", "米ドル": "USD", "ドル": "USD", "円": "JPY", "ウォン": "KRW",
    "ユーロ": "EUR",
    "ポンド": "GBP", "人民元": "CNY", "元": "CNY", "ルピー": "INR", "スイスフラン": "CHF",
}  # fmt: skip


def one_of(words: "dict[str, str] | list[str]") -> str:
    """Return a pattern that matches any of some words, the longest first.

    Example:
        >>> one_of(["a", "ab"])
        'ab|a'
    """
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def code(name: str) -> str:
    """Return the ISO code of one written beside a number.

    Example:
        >>> code("RMB")
        'CNY'
    """
    return "CNY" if name == "RMB" else name
