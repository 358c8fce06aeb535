"""Claims are read with all problems at once, appended whole, and verified against their words."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from pledgecraft.base.errors import CaseError, Problem
from pledgecraft.documents.model import Document
from pledgecraft.evidence.claims import (
    Amount,
    Bearing,
    Claim,
    ClaimsFile,
    append_claims,
    parse_claims,
    read_claims,
    verify_claims,
    words_at,
)
from pledgecraft.evidence.model import Quantity, Span
from pledgecraft.evidence.selectors import sha256

TEXT = 'Ada Stone spoke in the hall.\n\n"We cap it at 9 million crowns," she told reporters.'
DOCUMENT = Document("hall-2031", TEXT)
QUOTE = "We cap it at 9 million crowns"
SPAN = Span(TEXT.index(QUOTE), TEXT.index(QUOTE) + len(QUOTE))


def claim(short: str = "cap", *, with_text: bool = False) -> Claim:
    return Claim(
        id=f"hall-2031#{short}",
        document="hall-2031",
        kind="direct",
        speaker="Ada Stone",
        cue="told",
        said=date(2031, 3, 4),
        said_by="weekday",
        addressee="reporters",
        says="Sets a ceiling.",
        extractor="rules",
        version="1",
        candidate=sha256("candidate"),
        reviewer="Bo",
        accepted=datetime(2031, 3, 5, 12, tzinfo=UTC),
        selector=words_at(DOCUMENT, SPAN, with_text=with_text),
        terms=(Bearing(path="amount.commitment", start=SPAN.start + 3, end=SPAN.start + 6),),
        quantities=(
            Amount(kind="money", low=Decimal(9_000_000), high=Decimal(9_000_000), unit="SEK"),
        ),
    )


def problems_in(text: str) -> list[tuple[str, int | None, int | None]]:
    with pytest.raises(CaseError) as caught:
        parse_claims(text.encode())
    return [(one.code, one.line, one.column) for one in caught.value.problems]


WRITTEN = f"""format = 1

[[claim]]
id = "hall-2031#cap"
document = "hall-2031"
kind = "direct"
speaker = "Ada Stone"
extractor = "rules"
version = "1"
terms = [{{ path = "amount", start = 31, end = 34 }}]
quantities = [{{ kind = "money", low = "9e6", high = "9000000", unit = "SEK" }}]
selector = {{ start = {SPAN.start}, end = {SPAN.end}, sha256_text = "{DOCUMENT.sha256_text}", sha256_exact = "{sha256(QUOTE)}" }}
"""


def test_written_by_hand() -> None:
    (one,) = parse_claims(WRITTEN.encode()).claims
    assert (one.id, one.short, one.speaker, one.says) == ("hall-2031#cap", "cap", "Ada Stone", "")
    assert one.selector.span == SPAN
    assert one.quantities[0].low == Decimal(9_000_000)
    assert one.terms == (Bearing(path="amount", start=31, end=34),)
    assert parse_claims(b"format = 1\n").claims == ()


@pytest.mark.parametrize("with_text", [True, False])
def test_round_trip(tmp_path: Path, with_text: bool) -> None:
    path = tmp_path / "claims.toml"
    made = claim(with_text=with_text)
    assert append_claims(path, [made]).claims == (made,)
    assert read_claims(path).by_id() == {"hall-2031#cap": made}
    assert (QUOTE in path.read_text()) is with_text
    assert '"9000000"' in path.read_text()


def test_appending_keeps_what_stands_there_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "claims.toml"
    before = WRITTEN.replace("\n", "\r\n").rstrip() + "  # by hand"
    path.write_bytes(before.encode())
    append_claims(path, [claim("b"), claim("c")])
    assert path.read_bytes().startswith(before.encode())
    assert list(read_claims(path).by_id()) == ["hall-2031#cap", "hall-2031#b", "hall-2031#c"]
    append_claims(path, [])
    assert len(read_claims(path).claims) == 3


def test_appending_is_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "claims.toml"
    append_claims(path, [claim()])
    before = path.read_bytes()
    with pytest.raises(CaseError) as caught:
        append_claims(path, [claim("new"), claim("cap"), claim("bad name")])
    assert [problem.code for problem in caught.value.problems] == ["D114", "K958"]
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["claims.toml"]


def test_all_problems_of_a_file_at_once() -> None:
    second = WRITTEN.split("\n\n")[1].replace("#cap", "#two").replace('"rules"', "7")
    third = WRITTEN.split("\n\n")[1].replace("hall-2031#cap", "other#x").replace("amount", "joy")
    fourth = WRITTEN.split("\n\n")[1].replace(f"end = {SPAN.end},", "end = 3,")
    text = "\n".join((WRITTEN, second, third, fourth))
    lines = text.split("\n")
    assert problems_in(text) == [
        ("D113", lines.index("extractor = 7") + 1, 13),
        ("K958", lines.index('id = "other#x"') + 1, 6),
        ("D301", lines.index('terms = [{ path = "joy", start = 31, end = 34 }]') + 1, 19),
        ("D114", len(lines) - 9, 6),
        ("K959", len(lines) - 3, 10),
        ("K955", len(lines) - 1, 22),
    ]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("format = 1", "format = 2", "D106"),
        ('kind = "direct"', 'kind = "shouted"', "D112"),
        ('version = "1"\n', "", "D110"),
        ('version = "1"', 'version = "1"\nmood = "bad"', "D111"),
        (sha256(QUOTE), "ABC", "D113"),
        (f"{{ start = {SPAN.start},", "{ start = -1,", "D113"),
        ('low = "9e6"', 'low = "1e999999"', "D113"),
        ('low = "9e6"', 'low = "nan"', "D113"),
        ('low = "9e6"', 'low = "9000001"', "D211"),
        ('low = "9e6", high = "9000000", ', "", "D110"),
        (", end = 34 }", " }", "K959"),
        ("end = 34 }", "end = 3400 }", "K959"),
        ("selector = {", f'selector = {{ exact = "{QUOTE}!",', "K959"),
        ("selector = {", f'selector = {{ exact = "{QUOTE[:-1]}!",', "K959"),
        ('kind = "money"', 'day = 2031-02-02, last_day = 2031-02-01, kind = "date"', "D209"),
    ],
)
def test_one_problem(old: str, new: str, code: str) -> None:
    assert old in WRITTEN
    found = problems_in(WRITTEN.replace(old, new))
    assert [found_code for found_code, _, _ in found] == [code]


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems]


@pytest.mark.parametrize("with_text", [True, False])
@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (TEXT, [], ""),
        (TEXT + " Bye.", ["K951"], "still stand"),
        ("Now. " + TEXT, ["K956"], "now stand at 36 to 65"),
        (TEXT + TEXT.replace('"', " "), ["K951"], "still stand"),
        ("x" + TEXT + TEXT, ["K956"], "now stand at 32 to 61; "),
        ("Short.", ["K955"], "characters 0 to 6"),
        (
            "All of this is new and long enough to hold what was said then, in the hall, by her.",
            ["K956"],
            "do not stand",
        ),
    ],
)
def test_verification(text: str, code: list[str], said: str, with_text: bool) -> None:
    made = claim(with_text=with_text)
    found = verify_claims([made], {"hall-2031": replace(DOCUMENT, text=text)})
    assert codes(found) == code
    assert all(said in problem.fix for problem in found)
    assert made.selector.span == SPAN


def test_verification_of_a_file_says_line_and_column() -> None:
    file = parse_claims(WRITTEN.encode())
    assert isinstance(file, ClaimsFile)
    (moved,) = verify_claims(file, {"hall-2031": Document("hall-2031", "Now. " + TEXT)})
    assert (moved.code, moved.file, moved.line, moved.column) == ("K956", "claims.toml", 12, 12)
    (missing,) = verify_claims(file, {})
    assert (missing.code, missing.line, missing.column) == ("K957", 5, 12)


def test_kept_words_that_are_not_those_of_the_hash() -> None:
    made = claim(with_text=True)
    forged = made.model_copy(
        update={
            "selector": made.selector.model_copy(update={"exact": "We cup it at 9 million crowns"})
        }
    )
    assert codes(verify_claims([forged], {"hall-2031": DOCUMENT})) == ["K956"]


def test_amount_of_a_quantity() -> None:
    found = Quantity(Span(0, 3), "count", Decimal("300"), None, "workers", "more than")
    assert Amount.of(found) == Amount(
        kind="count", low=Decimal(300), unit="workers", bound="more than"
    )
