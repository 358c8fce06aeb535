"""Fetching from the World Bank, through wbgapi's own parsing, from written answers; never a network."""

import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
import requests

from pledgecraft.base.errors import DataError, UsageError
from pledgecraft.macro.refresh import API, FETCHED, refresh
from pledgecraft.macro.table import read_macro, write_macro

RESPONSES = Path(__file__).parent / "responses"
LISTS = ("concepts", "time", "region", "incomelevel", "lendingtype", "country")

Answer = Callable[..., list[str]]


@pytest.fixture(autouse=True)
def no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a test opened a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Answer wbgapi's requests from files, below requests' session; return the paths asked."""
    import wbgapi

    monkeypatch.setattr(wbgapi.source, "_concepts", {})
    monkeypatch.setattr(wbgapi.time, "_time_values", {})

    def begin(data: str = "data", status: int = 200, body: bytes | None = None) -> list[str]:
        asked: list[str] = []

        def send(_: object, request: Any, **options: Any) -> requests.Response:
            assert options["timeout"] == 30
            path = unquote(urlsplit(request.url).path).removeprefix("/v2/en/")
            asked.append(path)
            told = requests.Response()
            told.status_code, told.url, told.reason = status, request.url, "as written"
            told._content = body or (RESPONSES / f"{_file(path, data)}.json").read_bytes()
            return told

        monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", send)
        return asked

    return begin


def _file(path: str, data: str) -> str:
    parts = path.split("/")
    if parts[0] != "sources":
        return parts[0]
    return parts[2] if parts[2] in LISTS[:2] else data


def test_figures_come_in_our_units_with_an_address_each(answer: Answer) -> None:
    asked = answer()
    found = refresh(["KOR", "MEX"], years=[2023, 2024])
    reserves = found.cell("KOR", "fx_reserves_total", "2024-12")
    assert (str(reserves.value), reserves.unit, reserves.confidence) == (
        "415.6",
        "USD_bn",
        "primary",
    )
    assert reserves.source == f"{API}/country/KOR/indicator/FI.RES.TOTL.CD"
    codes = ";".join(entry.code for entry in FETCHED.values())
    assert asked[-1] == f"sources/2/series/{codes}/country/KOR;MEX/time/YR2023;YR2024"


@pytest.mark.parametrize(
    ("fetched", "shipped"),
    [
        (("fx_reserves_total", "2024-12"), ("fx_reserves_total", "2024-12")),
        (("gdp_nominal_usd", "2024"), ("gdp_nominal_usd", "2024")),
        (("broad_money", "2024-12"), ("m2_old_avg", "2024-12")),
        (("exports_goods_services", "2023"), ("exports_goods_services", "2023")),
        (("usdkrw_avg", "2024"), ("usdkrw_avg", "2024")),
    ],
)
def test_what_is_fetched_fits_the_shipped_table(
    answer: Answer, fetched: tuple[str, str], shipped: tuple[str, str]
) -> None:
    answer()
    found = refresh(["KOR"], years=[2023, 2024]).cell("KOR", *fetched)
    held = read_macro().cell("KOR", *shipped)
    assert (found.value, found.unit) == (held.value, held.unit)


def test_gaps_are_left_out_and_digits_kept(answer: Answer) -> None:
    answer()
    found = refresh(["KOR", "MEX"], years=[2023, 2024])
    assert "external_debt_short_term" not in found.indicators("KOR")
    debt = found.cell("MEX", "external_debt_short_term", "2024-12")
    assert str(debt.value) == "2.5000000015"
    assert [(c.indicator, str(c.value), c.unit) for c in found.series("MEX", "usdmxn_avg")] == [
        ("usdmxn_avg", "20", "MXN_per_USD")
    ]
    assert found.cell("MEX", "broad_money", "2024-12").unit == "MXN_trn"


def test_fetched_figures_survive_a_file(answer: Answer, tmp_path: Path) -> None:
    answer()
    found = refresh(["KOR"], years=[2023, 2024])
    assert read_macro(write_macro(found, tmp_path / "new.csv")) == found


def test_only_what_is_asked_is_asked_for(answer: Answer) -> None:
    asked = answer("data_blank")
    with pytest.raises(DataError, match="It has none of these figures for KOR"):
        refresh(["KOR"], ["external_debt_short_term"], years=[2024])
    assert asked[-1] == "sources/2/series/DT.DOD.DSTC.CD/country/KOR/time/YR2024"


def test_a_refusal_is_told(answer: Answer) -> None:
    answer("refused")
    with pytest.raises(DataError, match="The provided parameter value is not valid") as caught:
        refresh(["XXX"], years=[2024])
    assert caught.value.problems[0].code == "M813"


@pytest.mark.parametrize(
    ("status", "body", "said"), [(502, b"", "502"), (200, b"<html>", "JSON decoding error")]
)
def test_a_broken_answer_is_told(answer: Answer, status: int, body: bytes, said: str) -> None:
    answer(status=status, body=body or b" ")
    with pytest.raises(DataError, match=said) as caught:
        refresh(["KOR"], years=[2024])
    assert [problem.code for problem in caught.value.problems] == ["M813"]


def test_no_network_is_told(monkeypatch: pytest.MonkeyPatch, answer: Answer) -> None:
    answer()

    def send(*_: object, **__: object) -> None:
        raise requests.ConnectionError("no route")

    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", send)
    with pytest.raises(DataError, match="ConnectionError: no route"):
        refresh(["KOR"], years=[2024])


def test_an_unknown_indicator_is_refused_before_anything_is_asked(answer: Answer) -> None:
    asked = answer()
    with pytest.raises(UsageError, match=r"Found happiness\. The indicators are fx_reserves_total"):
        refresh(["KOR"], ["happiness"])
    assert asked == []


def test_without_the_library_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "wbgapi", None)
    with pytest.raises(UsageError, match=r"pip install pledgecraft\[data\]") as caught:
        refresh(["KOR"])
    assert caught.value.problems[0].code == "M812"
