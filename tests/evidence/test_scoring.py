"""Floors for what is found in the gold documents.

``developed`` holds the documents that the rules were written on. The other sets were each written after
the rules, by other hands, run once, and then used to mend the rules; ``gold/README.md`` has the figures
of those first runs. The floors below say what must not get worse, not what to expect on unseen text.
"""

from pathlib import Path

import pytest

from pledgecraft.evidence.gold import GoldError, read_gold
from pledgecraft.evidence.model import Span, Speaker, Statement
from pledgecraft.evidence.reports import report_on
from pledgecraft.evidence.scoring import read_folder, score, score_folder

GOLD = Path(__file__).parent / "gold"
FIELDS = (
    "direct exact span",
    "mixed exact span",
    "indirect exact span",
    "all overlap",
    "all speaker",
)
FLOORS = {
    "developed": (0.97, 0.95, 0.95, 0.98, 0.97),
    "held_out": (0.97, 0.95, 0.97, 0.98, 0.96),
    "third": (0.96, 0.95, 0.93, 0.97, 0.90),
    "fourth": (0.95, 0.86, 0.94, 0.95, 0.85),
    "fifth": (0.94, 0.93, 0.93, 0.95, 0.89),
    "sixth": (0.97, 0.95, 0.91, 0.96, 0.91),
    "seventh": (0.96, 0.9, 0.90, 0.97, 0.96),
    "eighth": (0.92, 0.55, 0.82, 0.90, 0.80),
    "ninth": (0.95, 0.7, 0.77, 0.92, 0.83),
    "tenth": (0.94, 0.5, 0.84, 0.92, 0.87),
    "eleventh": (0.95, 0.6, 0.79, 0.92, 0.89),
    "twelfth": (0.95, 0.9, 0.83, 0.93, 0.86),
    "thirteenth": (0.94, 0.9, 0.89, 0.95, 0.88),
    "fourteenth": (0.96, 0.93, 0.93, 0.95, 0.89),
    "fifteenth": (0.90, 0.3, 0.80, 0.93, 0.89),
    "sixteenth": (0.98, 0.85, 0.85, 0.95, 0.87),
    "seventeenth": (0.93, 0.7, 0.74, 0.87, 0.83),
    "eighteenth": (0.95, 0.5, 0.78, 0.9, 0.86),
}
QUANTITIES, TERMS = 0.87, 0.52


def statement(start: int, end: int, *, name: str | None = "Ostrov") -> Statement:
    span = Span(start, end)
    return Statement(span, "direct", (span,), (span,), Speaker(None, name), None)


@pytest.mark.parametrize("folder", list(FLOORS))
def test_gold_is_found(folder):
    scores = score_folder(GOLD / folder, lambda document: report_on(document).statements)
    found = {name: scores.of(*name.split(" ", 1)).f for name in FIELDS}
    floors = dict(zip(FIELDS, FLOORS[folder], strict=True))
    assert {name: f for name, f in found.items() if f < floors[name]} == {}, scores.table()
    assert scores.of("all", "quantity").f >= QUANTITIES
    assert scores.of("all", "term").f >= TERMS


def test_gold_covers_three_languages_and_eight_styles():
    golds = read_folder(GOLD)
    languages = [gold.document.metadata.language for gold in golds]
    assert [languages.count(code) for code in ("en", "ko", "ja")] == [73, 53, 50]
    assert len({gold.style for gold in golds}) > 8


def test_quantities_stand_within_what_is_said():
    for gold in read_folder(GOLD):
        for entry in gold.statements:
            for quantity in entry.quantities:
                assert entry.content[0].start <= quantity.span.start < entry.content[-1].end


def test_a_shifted_span_overlaps_but_is_not_exact():
    scores = score([statement(0, 9)], [statement(0, 10)])
    assert scores.of("all", "overlap").f == 1
    assert scores.of("all", "exact span").f == 0
    assert scores.of("direct", "speaker").right == 1


def test_extra_and_missed_statements_are_counted_in_each_field():
    scores = score([statement(0, 5), statement(20, 30)], [statement(0, 5), statement(40, 50)])
    count = scores.of("all", "speaker")
    assert (count.right, count.extra, count.missed) == (1, 1, 1)
    assert (count.precision, count.recall, count.f) == (0.5, 0.5, 0.5)


def test_an_unnamed_speaker_must_stay_unnamed():
    scores = score([statement(0, 5)], [statement(0, 5, name=None)])
    assert scores.of("all", "speaker").right == 0


def test_pairs_are_the_closest_ones():
    scores = score([statement(0, 30), statement(0, 10)], [statement(0, 10)])
    assert scores.of("all", "exact span").right == 1
    assert scores.of("all", "overlap").extra == 1


def test_scores_without_gold_are_zero():
    assert score([], []).of("all", "exact span").f == 0
    assert "0.000" not in score([], []).table()


def test_words_that_do_not_stand_in_the_text_are_refused(tmp_path):
    path = tmp_path / "a.toml"
    path.write_text(
        'text = "Nothing."\n[[statement]]\nkind = "direct"\ncontent = [{ exact = "Something" }]\n'
    )
    with pytest.raises(GoldError, match="Something"):
        read_gold(path)
