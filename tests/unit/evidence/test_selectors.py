"""A selector finds its own place again, and every change of the text is reported."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pledgecraft.documents.model import Document
from pledgecraft.evidence.model import Selector, Span
from pledgecraft.evidence.selectors import (
    SelectorError,
    find_again,
    search_hashed,
    select,
    sha256,
)

TEXT = "The minister spoke at noon. Ferries cost nine crowns, he said. Rain fell in the harbour."
QUOTE = "Ferries cost nine crowns"
DOCUMENT = Document("ferry", TEXT)
START = TEXT.index(QUOTE)
SELECTOR = select(DOCUMENT, Span(START, START + len(QUOTE)))


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, Span]:
    text = draw(st.text(alphabet=st.sampled_from('ab \n억é😀."'), max_size=60) | st.text())
    start = draw(st.integers(0, len(text)))
    return text, Span(start, draw(st.integers(start, len(text))))


@given(texts_with_spans())
def test_find_again_is_the_inverse_of_select(given_: tuple[str, Span]) -> None:
    document = Document("any", given_[0])
    selector = select(document, given_[1])
    assert find_again(document, selector) == given_[1]
    assert selector.prefix + selector.exact + selector.suffix in document.text
    assert max(len(selector.prefix), len(selector.suffix)) <= 32


@given(texts_with_spans(), st.text(max_size=60))
def test_any_change_of_the_text_is_reported(given_: tuple[str, Span], other: str) -> None:
    assume(other != given_[0])
    selector = select(Document("any", given_[0]), given_[1])
    with pytest.raises(SelectorError) as caught:
        find_again(Document("any", other), selector)
    found = caught.value.found
    places = [
        at
        for at in range(len(other) + 1)
        if selector.exact and other.startswith(selector.exact, at)
    ]
    if selector.span.start in places:
        assert (found.how, found.spans) == ("same place", (selector.span,))
    elif places:
        assert found.how == ("once" if len(places) == 1 else "several")
        assert [span.start for span in found.spans] == places
    else:
        assert found.how in ("near", "nowhere")


@given(texts_with_spans(), st.data())
def test_one_changed_character_is_reported(given_: tuple[str, Span], data: st.DataObject) -> None:
    text, span = given_
    assume(text)
    at = data.draw(st.integers(0, len(text) - 1))
    changed = text[:at] + ("y" if text[at] == "x" else "x") + text[at + 1 :]
    with pytest.raises(SelectorError):
        find_again(Document("any", changed), select(Document("any", text), span))


def refused(text: str, selector: Selector = SELECTOR) -> tuple[str, str, list[str]]:
    with pytest.raises(SelectorError) as caught:
        find_again(Document("ferry", text), selector)
    spans = [span.of(text) for span in caught.value.found.spans]
    return caught.value.problems[0].code, caught.value.found.how, spans


def test_quote_in_its_place_in_a_changed_text() -> None:
    assert refused(TEXT + " Late.") == ("K951", "same place", [QUOTE])


def test_quote_that_has_moved() -> None:
    assert refused("Update. " + TEXT) == ("K952", "once", [QUOTE])
    with pytest.raises(SelectorError, match="stands once: 36 to 60"):
        find_again(Document("ferry", "Update. " + TEXT), SELECTOR)


def test_quote_that_stands_twice() -> None:
    assert refused("Update. " + TEXT + " " + TEXT) == ("K953", "several", [QUOTE, QUOTE])


def test_quote_that_was_reworded_is_found_between_its_neighbours() -> None:
    text = "New. " + TEXT.replace("nine crowns", "ten crowns")
    assert refused(text) == ("K954", "near", ["Ferries cost ten crowns"])


def test_quote_whose_neighbours_changed_is_found_by_its_words() -> None:
    text = "A word. FERRIES cost nine, they say. Nothing else is as it was."
    assert refused(text) == ("K954", "near", ["FERRIES cost nine"])


def test_quote_that_is_gone() -> None:
    assert refused("Nothing of the kind.") == ("K954", "nowhere", [])
    assert refused("") == ("K954", "nowhere", [])


def test_forged_selector_of_an_unchanged_text() -> None:
    forged = replace(SELECTOR, exact="Rain fell")
    assert refused(TEXT, forged) == ("K952", "once", ["Rain fell"])


@pytest.mark.parametrize("span", [Span(-1, 3), Span(4, 3), Span(0, len(TEXT) + 1)])
def test_span_outside_of_the_text(span: Span) -> None:
    with pytest.raises(SelectorError, match="K955"):
        select(DOCUMENT, span)
    assert refused(TEXT, replace(SELECTOR, span=span))[0] == "K955"


def test_words_known_only_by_hash() -> None:
    span, digest = SELECTOR.span, sha256(QUOTE)
    assert search_hashed(TEXT, span, digest).how == "same place"
    later = search_hashed("Now. " + TEXT, span, digest)
    assert (later.how, later.spans) == ("once", (Span(span.start + 5, span.end + 5),))
    assert search_hashed(TEXT + TEXT, Span(0, len(QUOTE)), digest).how == "several"
    assert search_hashed("short", span, digest).how == "nowhere"
