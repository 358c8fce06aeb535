"""Floors for the statements found in the gold documents.

``developed`` holds the documents that the rules were written on. ``held_out`` was written after the
rules. Its first run, before anything was mended on it: direct speech at exact span F 0.944, overlap of
all kinds 0.908, speakers 0.638, cues 0.860. It has been used to mend the rules since, so that its
floors below say what must not get worse and not what to expect on unseen text.
"""

from pathlib import Path

import pytest

from pledgecraft.evidence.model import Span, Speaker, Statement
from pledgecraft.evidence.reports import report_on
from pledgecraft.evidence.scoring import GoldError, read_folder, read_gold, score, score_folder

GOLD = Path(__file__).parent / "gold"
FLOORS = {
    ("direct", "exact span"): 0.97,
    ("mixed", "exact span"): 0.95,
    ("indirect", "exact span"): 0.95,
    ("all", "overlap"): 0.98,
    ("all", "kind"): 0.97,
    ("all", "speaker"): 0.96,
    ("all", "cue"): 0.97,
    ("all", "nested"): 0.97,
    ("all", "hypothetical"): 0.97,
    ("all", "quantity"): 0.96,
    ("all", "term"): 0.7,
}


def statement(start: int, end: int, *, name: str | None = "Ostrov") -> Statement:
    span = Span(start, end)
    return Statement(span, "direct", (span,), (span,), Speaker(None, name), None)


@pytest.mark.parametrize("folder", ["developed", "held_out"])
def test_gold_is_found(folder):
    scores = score_folder(GOLD / folder, lambda document: report_on(document).statements)
    assert scores.documents == 12
    low = {key: scores.of(*key).f for key in FLOORS if scores.of(*key).f < FLOORS[key]}
    assert low == {}, scores.table()


def test_gold_covers_three_languages_and_eight_styles():
    golds = read_folder(GOLD)
    languages = [gold.document.metadata.language for gold in golds]
    assert [languages.count(code) for code in ("en", "ko", "ja")] == [16, 4, 4]
    assert len({gold.style for gold in golds}) == 8


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
