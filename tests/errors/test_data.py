"""Codes whose examples ask for macro data from Python: code, remedy and exit code are checked."""

import sys
from collections.abc import Callable
from dataclasses import replace

import pytest

from pledgecraft.base.errors import CODES, PledgecraftError
from pledgecraft.macro.adequacy import adequacy_history
from pledgecraft.macro.refresh import refresh
from pledgecraft.macro.table import Macro, read_macro


def in_won() -> object:
    cells = (replace(cell, unit="KRW_trn") for cell in read_macro().cells)
    return adequacy_history(Macro.of(cells), years=[2025])


ASKED: dict[str, tuple[Callable[[], object], int, str]] = {
    "M810": (lambda: read_macro("nowhere.csv"), 1, "Give the path of a CSV file"),
    "M811": (
        lambda: read_macro().cell("KOR", "fx_reserves_total", "2026-03"),
        1,
        "2026-02, 2026-04",
    ),
    "M812": (lambda: refresh(["KOR"]), 2, "pip install pledgecraft[data]"),
    "M813": (lambda: refresh(["KOR"]), 1, "ConnectionError"),
    "M814": (lambda: refresh(["KOR"], ["joy"]), 2, "The indicators are fx_reserves_total"),
    "M815": (in_won, 1, "Write it in USD_bn"),
}


@pytest.mark.parametrize("code", ASKED)
def test_question_says_code_and_remedy(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import requests

    def unreachable(*_: object, **__: object) -> None:
        raise requests.ConnectionError("no network in tests")

    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", unreachable)
    if code == "M812":
        monkeypatch.setitem(sys.modules, "wbgapi", None)
    question, exit_code, remedy = ASKED[code]
    with pytest.raises(PledgecraftError) as caught:
        question()
    problem = caught.value.problems[0]
    assert (problem.code, caught.value.exit_code) == (code, exit_code)
    assert problem.message.endswith(".")
    assert problem.message == CODES[code] or code == "M811"
    assert remedy in problem.fix
