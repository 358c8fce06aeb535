"""Which terms a statement bears on, and the words that say so, in three languages."""

import time

import pytest

from pledgecraft.documents.model import Document
from pledgecraft.evidence.model import Span, Speaker, Statement
from pledgecraft.evidence.terms import terms_in, terms_of

FIVE = ["method", "amount", "timeline", "losses", "distributions"]


def terms(text: str) -> list[str]:
    return [term for term, _ in terms_in(text)]


def words(text: str) -> dict[str, str]:
    return {term: span.of(text) for term, span in terms_in(text)}


def test_sentence_of_five_sticking_points_gives_five_with_their_words() -> None:
    text = (
        "How the money is invested — the form of investment — its overall sum of investment, "
        "the timetable, who is to bear any losses and the split of profits: all are open."
    )
    assert words(text) == {
        "method": "form of investment",
        "amount": "sum of investment",
        "timeline": "timetable",
        "losses": "bear any losses",
        "distributions": "split of profits",
    }


@pytest.mark.parametrize(
    "text",
    [
        "We differ on the investment method, the size of the fund, the payment schedule, "
        "sharing the losses and dividing the profits.",
        "투자 방식, 투자 금액, 투자 시기, 손실 분담과 배당 배분이 모두 쟁점이다.",
        "投資の方法、投資額、投資の時期、損失の分担、利益の配分がいずれも争点だ。",
    ],
)
def test_five_in_each_language(text: str) -> None:
    assert terms(text) == FIVE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They want the cash up front.", ["method"]),
        ("Most of the fund would be loans.", ["method"]),
        ("A pledge of $350 billion is too much.", ["amount"]),
        ("It would invest 12 trillion won.", ["amount"]),
        ("The annual cap is not settled.", ["timeline"]),
        ("The projects must be chosen by 2029.", ["timeline"]),
        ("Nobody has said who takes the losses.", ["losses"]),
        ("The returns on the investment go to both.", ["distributions"]),
        ("Nine tenths of profits from the deal leave the country.", ["distributions"]),
        ("The tariff on cars stays.", ["linked.tariff"]),
        ("Without a currency swap reserves would run dry.", ["linked.currency"]),
        ("Their technicians need visas.", ["linked.visas"]),
        ("The defence budget will rise.", ["linked.defence"]),
        ("현금 선불은 어렵다.", ["method"]),
        ("투자 규모는 3500억 달러다.", ["amount"]),
        ("연간 한도를 두자고 했다.", ["timeline"]),
        ("손실을 나누자는 뜻이다.", ["losses"]),
        ("수익 배분은 반반이다.", ["distributions"]),
        ("통화 스와프 없이는 안 된다.", ["linked.currency"]),
        ("비자 문제와 관세를 논의했다.", ["linked.tariff", "linked.visas"]),
        ("방위비를 올리겠다.", ["linked.defence"]),
        ("投資額は5500億ドルだ。", ["amount"]),
        ("配当の配分は未定だ。", ["distributions"]),
        ("為替への影響が心配だ。", ["linked.currency"]),
        ("ビザの問題が残る。", ["linked.visas"]),
        ("防衛費を増やす。", ["linked.defence"]),
    ],
)
def test_terms(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The stock dividend pleased investors.",
        "Her weight loss began after the investment conference.",
        "The deal ends the loss of life.",
        "The private equity firm did the deal.",
        "He won the election by a wide margin.",
        "The defence lawyer spoke of the deal.",
        "The price of ice depends on the office.",
        "She paid with her Visa card.",
        "Profit warnings hit the fund.",
        "소비자 단체가 투자에 항의했다.",
        "ビザンチン美術の展覧会。",
        "日本の安全保障の事業。",
        "주식 배당 투자 설명회.",
    ],
)
def test_words_that_mean_something_else(text: str) -> None:
    assert terms(text) == []


def test_only_what_was_said_counts() -> None:
    text = "The tariff negotiator said that visas are late, and losses will be shared."
    content = Span(text.index("visas"), len(text))
    statement = Statement(
        span=Span(0, len(text)),
        kind="indirect",
        content=(content,),
        quoted=(),
        speaker=Speaker(Span(0, 21), "the negotiator"),
        cue=Span(22, 26),
    )
    found = {term: span.of(text) for term, span in terms_of(statement, Document("a", text))}
    assert found == {"losses": "losses will be shared", "linked.visas": "visas"}


@pytest.mark.parametrize(
    "text",
    ["the ", "1조", "1", "$1,", "loss share the ", "how much of ", "paid a b over c ", "配当の"],
)
def test_work_grows_with_the_length_alone(text: str) -> None:
    def seconds(size: int) -> float:
        long = text * (size // len(text)) + " investment"
        return min(_timed(long) for _ in range(3))

    assert seconds(16_000) < 12 * seconds(4_000) + 0.02


def _timed(text: str) -> float:
    start = time.perf_counter()
    terms_in(text)
    return time.perf_counter() - start


def test_stems_hide_no_match() -> None:
    texts = [text for mark in test_terms.pytestmark for text, _ in mark.args[1]]
    for text in texts:
        assert terms(text.upper()) == terms(text)
    assert terms("İ tariff") == ["linked.tariff"]
