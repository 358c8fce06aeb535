"""Across sources: the same utterance in two documents, and where two documents agree or differ.

Words are compared in their order, without case and punctuation; what was left out of the comparison
is then reported as a difference of its own kind. Facts are quantities whose sentences speak of the
same thing; that their numbers differ is a finding with a kind, not yet a falsehood.
"""

from collections.abc import Iterator
from datetime import date

from pledgecraft.evidence.alignment import OTHER_SPEAKER, Report, align, alike, is_same_speaker
from pledgecraft.evidence.facts import Finding, about_one_thing, excludes, matched, shown
from pledgecraft.evidence.model import Statement


def conflicts(a: Report, b: Report) -> tuple[Finding, ...]:
    """Return where two documents differ, each with its kind; not every one is a contradiction.

    Kinds: ``compatible precision`` (both can be true), ``tension`` (numbers that exclude each
    other), ``different events`` (dates of two possible events), ``attribution`` (the same words,
    another speaker), ``change of position`` (one speaker, one term, another value, a later day).
    """
    facts = [one for one in about_one_thing(a, b) if one.kind != "agreement"]
    changes = tuple(_changes(a, b))
    places = {(one.a, one.b) for one in changes}
    rest = (one for one in facts if (one.a, one.b) not in places)
    return (*rest, *changes, *_attributions(a, b))


def agreements(a: Report, b: Report) -> tuple[Finding, ...]:
    """Return where two documents say the same: equal quantities, and utterances word for word."""
    facts = [one for one in about_one_thing(a, b) if one.kind == "agreement"]
    same = [one for one in align(a, b) if one.is_same_wording]
    said = (
        Finding("agreement", one.a.span, one.b.span, "Both report it in the same words.")
        for one in same
    )
    return (*facts, *said)


def _attributions(a: Report, b: Report) -> Iterator[Finding]:
    for pair in alike(a, b):
        if pair.is_same_speaker is False and pair.score >= OTHER_SPEAKER:
            says = f"The same words are {pair.a.speaker.name}'s and {pair.b.speaker.name}'s."
            yield Finding("attribution", pair.a.span, pair.b.span, says)


def _changes(a: Report, b: Report) -> Iterator[Finding]:
    for one in a.statements:
        for other in b.statements:
            terms = {path for path, _ in one.terms} & {path for path, _ in other.terms}
            if terms and is_same_speaker(one.speaker.name, other.speaker.name):
                yield from _changed_values(
                    one, other, sorted(terms), (_day(one, a), _day(other, b))
                )


def _changed_values(
    one: Statement, other: Statement, terms: list[str], days: tuple[date | None, date | None]
) -> Iterator[Finding]:
    if days[0] is None or days[1] is None or days[0] == days[1]:
        return
    for first, second in matched(list(one.quantities), list(other.quantities)):
        if first.kind == "date" or not excludes(first, second):
            continue
        says = (
            f"{one.speaker.name} says {shown(first)} on {days[0]} and {shown(second)} on "
            f"{days[1]} about {', '.join(terms)}."
        )
        yield Finding("change of position", first.span, second.span, says)


def _day(statement: Statement, report: Report) -> date | None:
    published = report.document.metadata.published
    return statement.said or (published.date() if published else None)
