"""Rules on documents against quantulum3 (quantities), and memory over many documents.

Articles have 800 words. Two in five come from the documents marked by hand in ``tests/evidence``,
which are dense with speech; the rest is plain prose of the explanations. That gives 19 statements
an article, as many as in the news that this was made for.
"""

import gc
import os
import random
import re
import time
import tomllib
import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from measure import Row, best, skipped
from pledgecraft.desk import extract_statements, find_statements
from pledgecraft.documents.model import Document, Metadata
from pledgecraft.evidence.extractors import quantities_of

ROOT = Path(__file__).parents[1]
WORDS = 800
DENSE = 320
MEGABYTE = 1e6


def articles(count: int) -> list[Document]:
    """Return articles in English, the same ones each time."""
    chance = random.Random(7)
    marked = [
        tomllib.loads(file.read_text("utf-8"))["text"]
        for file in sorted((ROOT / "tests" / "evidence" / "gold").glob("*/en-*.toml"))
    ]
    dense = [part for text in marked for part in text.split("\n\n") if len(part.split()) > 8]
    plain = [
        re.sub(r"[`*\[\]#]", "", part).replace("\n", " ")
        for file in sorted((ROOT / "docs" / "explanation").glob("*.md"))
        for part in file.read_text("utf-8").split("\n\n")
        if len(part.split()) > 25 and not re.search(r"[|$]|^\s*[-#`]", part)
    ]
    return [_article(f"article-{k}", dense, plain, chance) for k in range(count)]


def _article(name: str, dense: list[str], plain: list[str], chance: random.Random) -> Document:
    parts: list[str] = []
    words = 0
    while words < WORDS:
        part = chance.choice(dense if words < DENSE else plain)
        parts.append(part)
        words += len(part.split())
    chance.shuffle(parts)
    about = Metadata(language="en", published=datetime(2025, 10, 27, tzinfo=UTC))
    return Document(name, f"{name}\n\n" + "\n\n".join(parts), about)


def _over(work: Callable[[Document], object], some: list[Document]) -> Callable[[], object]:
    return lambda: [work(document) and None for document in some]


def rows(quick: bool) -> list[Row]:
    """Return the rows of documents and evidence."""
    warnings.simplefilter("ignore", UserWarning)  # its classifier of units is left out
    try:
        from quantulum3 import parser
    except ImportError:
        return [skipped("Rules on articles: quantulum3", "pip install quantulum3")]
    some = articles(20 if quick else 60)
    found = best(
        {
            "quantities": _over(quantities_of, some),
            "quantulum3": _over(lambda one: parser.parse(one.text), some[:10]),
            "statements": _over(find_statements, some),
            "all": _over(extract_statements, some),
        },
        1 if quick else 3,
        clock=time.process_time,
    )
    each = {name: value / (10 if name == "quantulum3" else len(some))
            for name, value in found.items()}  # fmt: skip
    return [
        Row(
            "Quantities: quantulum3", each["quantulum3"] / each["quantities"], "x faster",
            each["quantities"], each["quantulum3"], note="seconds an article, one core",
        ),
        Row(
            "All rules: quantulum3's quantities", each["quantulum3"] / each["all"], "x faster",
            each["all"], each["quantulum3"],
            note=f"articles a second, one core: {1 / each['all']:.0f} verified (asked: 200), "
            f"statements alone {1 / each['statements']:.0f}",
        ),
        memory(some, 1_000 if quick else 10_000),
    ]  # fmt: skip


def memory(some: list[Document], count: int) -> Row:
    """Compare the memory after many documents with that after the first tenth of them."""
    early = late = 0
    for k in range(count):
        one = some[k % len(some)]
        extract_statements(Document(f"d{k}", f"{k}\n\n{one.text[:1200]}", one.metadata))
        if k + 1 == count // 10:
            early = _resident()
    late = _resident()
    note = f"resident, {early / MEGABYTE:.0f} MB then {late / MEGABYTE:.0f} MB, of 1,200 characters"
    return Row(f"Memory over {count:,} documents", late / early, "x of a tenth of them",
               target=1.05, at_most=True, note=note)  # fmt: skip


def _resident() -> int:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
