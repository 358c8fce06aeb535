"""A language model through pydantic-ai: scripted answers, no network, the same verifier."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic_ai import models
from pydantic_ai.exceptions import ModelHTTPError
from pydantic_ai.messages import ModelMessage, ModelResponse, TextPart
from pydantic_ai.models.function import AgentInfo, FunctionModel

from pledgecraft.base.errors import UsageError
from pledgecraft.cli.guard import guarded
from pledgecraft.desk import extract_statements, model_extractor
from pledgecraft.documents.model import Document
from pledgecraft.evidence.extractors import Extraction, extract

NOTE = Path(__file__).parent / "note.txt"
TEXT = (
    "Mara Ostrov, the finance minister of Norland, arrived in Kestel late. Half of it, so Ostrov in "
    'the corridor, must be loans of 9 billion dollars. "Yes." And again: "Yes."'
)
DOCUMENT = Document("hall", TEXT)
LOANS = "must be loans of 9 billion dollars"


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "ALLOW_MODEL_REQUESTS", False)


def item(quote: str = LOANS, start: int | None = None, **more: Any) -> dict[str, Any]:
    place = TEXT.find(quote) if start is None else start
    return {"quote": quote, "start": place, "kind": "indirect", "speaker": "Mara Ostrov", **more}


def scripted(answer: str) -> FunctionModel:
    def say(messages: list[ModelMessage], info: AgentInfo) -> ModelResponse:
        assert json.dumps(TEXT) in str(messages[0].parts[0].content)  # type: ignore[union-attr]
        return ModelResponse(parts=[TextPart(answer)])

    return FunctionModel(say, model_name="scripted-1")


def asked(*items: object, cut: int = 0) -> Extraction:
    answer = json.dumps(items)
    return extract(DOCUMENT, model_extractor(scripted(answer[: len(answer) - cut])))


def test_right_answer_is_a_candidate_with_our_own_numbers() -> None:
    wrong = {"kind": "money", "low": "9", "high": "9", "unit": "USD"}
    found = asked(item(terms=["method"], quantities=[wrong]))
    (one,) = found.candidates
    assert (one.exact, one.speaker, one.extractor, one.version) == (
        LOANS,
        "Mara Ostrov",
        "model",
        "scripted-1",
    )
    assert [str(amount.low) for amount in one.quantities] == ["9000000000"]
    assert [judged.problem.code for judged in found.changed] == ["K969"]


@pytest.mark.parametrize(
    ("answer", "refused", "changed", "count"),
    [
        ([item(start=3)], [], ["K952"], 1),
        ([item("must be gifts")], ["K954"], [], 0),
        ([item("Yes.", 2)], ["K953"], [], 0),
        ([item(), item()], ["K966"], [], 1),
    ],
    ids=["wrong offset", "invented quote", "quote that stands twice", "duplicate"],
)
def test_wrong_answers(
    answer: list[object], refused: list[str], changed: list[str], count: int
) -> None:
    found = asked(*answer)
    assert [one.problem.code for one in found.refused] == refused
    assert [one.problem.code for one in found.changed] == changed
    assert len(found.candidates) == count


def test_answer_that_is_cut_off_keeps_what_is_whole() -> None:
    found = asked(item(), item("arrived in Kestel late"), cut=30)
    assert [one.exact for one in found.candidates] == [LOANS]
    assert [problem.code for problem in found.problems] == ["K967"]


def test_the_rules_candidate_stands_where_a_model_finds_the_same() -> None:
    text = 'Mara Ostrov said: "We pay half of the investment."'
    document = Document("note", text)
    (rule,) = extract_statements(document).candidates
    part = rule.said_at[0]
    same = {"quote": part.of(text), "start": part.start, "kind": "direct", "speaker": rule.speaker}

    def say(messages: list[ModelMessage], info: AgentInfo) -> ModelResponse:
        return ModelResponse(parts=[TextPart(json.dumps([same]))])

    found = extract_statements(document, model_extractor(FunctionModel(say)))
    assert [one.extractor for one in found.candidates] == ["rules"]
    assert [one.problem.code for one in found.refused] == ["K966"]


def test_a_model_that_fails_or_is_not_known() -> None:
    def fail(messages: list[ModelMessage], info: AgentInfo) -> ModelResponse:
        raise ModelHTTPError(429, "scripted-1", "too many")

    with pytest.raises(UsageError) as raised:
        extract(DOCUMENT, model_extractor(FunctionModel(fail)))
    assert [problem.code for problem in raised.value.problems] == ["K970"]
    assert guarded(["extract", str(NOTE), "--model", "nobody:nothing"]) == 2


def test_without_the_library(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pydantic_ai", None)
    assert guarded(["extract", str(NOTE), "--model", "openai:any"]) == 2
    said = capsys.readouterr().err
    assert "K971" in said
    assert "pip install pledgecraft[model]" in said


def test_command_tells_what_is_sent_and_what_cannot_be_read(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert guarded(["extract", str(NOTE), "--model", "test", "--json"]) == 0
    said = capsys.readouterr()
    assert "sent to test" in said.err
    (told,) = json.loads(said.out)["documents"]
    assert [problem["code"] for problem in told["problems"]] == ["K967"]
    assert len(told["candidates"]) == 3
