"""Documents marked by others, as a text with attributions in brat's form beside it."""

import pytest

from pledgecraft.evidence.gold import GoldError
from pledgecraft.evidence.scoring import read_folder, score_all
from pledgecraft.evidence.standoff import read_standoff
from pledgecraft.evidence.statements import find_statements

TEXT = (
    "“We will build it,” Orla Fenwick said. “But slowly.” The port said that ships were late.\n"
    "Fenwick called the fee “a toll” on friends."
)
PARTS = {
    "T1": ("Content", ["“We will build it,”", "“But slowly.”"]),
    "T2": ("Source", ["Orla Fenwick"]),
    "T3": ("Cue", ["said"]),
    "T4": ("Source", ["The port"]),
    "T5": ("Cue", ["said that"]),
    "T6": ("Content", ["ships were late"]),
    "T7": ("Source", ["Fenwick called"]),
    "T8": ("Content", ["the fee “a toll” on friends"]),
}
RELATIONS = (
    "E1\tAttribution:T9 Content:T1 Source:T2 Cue:T3",
    "E2\tAttribution:T9 Content:T6 Source:T4 Cue:T5",
    "E3\tAttribution:T9 Content:T8 Source:T7",
    "E4\tDiscuss:T9 Cue:T3",
)


def standoff(folder, *, parts=PARTS):
    lines = []
    for name, (role, stretches) in parts.items():
        starts = [TEXT.index(words) for words in stretches]
        places = ";".join(
            f"{start} {start + len(words)}" for start, words in zip(starts, stretches, strict=True)
        )
        lines.append(f"{name}\t{role} {places}\t{' '.join(stretches)}")
    (folder / "port.txt").write_text(TEXT, "utf-8")
    path = folder / "port.ann"
    path.write_text("\n".join((*lines, *RELATIONS)), "utf-8")
    return path


def test_attributions_become_statements(tmp_path):
    gold = read_standoff(standoff(tmp_path))
    told = [(one.kind, len(one.content), one.speaker.name) for one in gold.statements]
    assert told == [
        ("direct", 2, "Orla Fenwick"),
        ("indirect", 1, "The port"),
        ("mixed", 1, "Fenwick called"),
    ]


def test_they_are_scored_word_by_word(tmp_path):
    standoff(tmp_path)
    golds = read_folder(tmp_path)
    scores = score_all(golds, find_statements)
    assert scores.documents == 1
    assert scores.of("direct", "exact span").f == 1
    assert scores.of("all", "speaker").right == 3


def test_words_that_stand_elsewhere_are_refused(tmp_path):
    path = standoff(tmp_path)
    path.write_text(path.read_text("utf-8").replace("ships were late", "ships were early"), "utf-8")
    with pytest.raises(GoldError, match="ships were early"):
        read_standoff(path)


def test_a_text_must_stand_beside_it(tmp_path):
    path = standoff(tmp_path)
    (tmp_path / "port.txt").unlink()
    with pytest.raises(GoldError, match=r"port\.txt is not beside it"):
        read_standoff(path)
