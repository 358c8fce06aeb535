"""The standing of terms as of a date, on the real Korea-US case and on small ones."""

from datetime import date

import pytest

import pledgecraft as pc
from pledgecraft.base.terms import parse_path, write_path
from pledgecraft.deal.model import TERMS


@pytest.fixture(scope="module")
def korea() -> pc.Case:
    return pc.read_case("korea-us-2025")


def test_all_five_terms_are_stuck_on_27_october(korea: pc.Case) -> None:
    sheet = korea.terms(as_of="2025-10-27")
    assert {name: sheet.standing(name) for name in TERMS} == dict.fromkeys(TERMS, "contested")
    with pytest.raises(pc.UnresolvedError):
        _ = sheet.deal


def test_the_signed_text_is_agreed(korea: pc.Case) -> None:
    sheet = korea.terms(as_of="2025-11-14")
    assert {name: sheet.standing(name) for name in TERMS} == dict.fromkeys(TERMS, "agreed")
    assert sheet.deal.amount.commitment.value == 350e9
    assert sheet.get("timeline.annual_cap.limit") == "20 bn USD"
    assert sheet.as_of == date(2025, 11, 14) == korea.terms().as_of


@pytest.mark.parametrize(
    ("side", "cap", "first_share", "cash"),
    [("KOR", 15e9, 0.5, 17.5e9), ("USA", 25e9, 0.1, 200e9)],
)
def test_a_side_resolves_contested_terms(
    korea: pc.Case, side: str, cap: float, first_share: float, cash: float
) -> None:
    deal = korea.terms(as_of="2025-10-27", side=side).deal
    assert deal.timeline is not None
    assert deal.timeline.annual_cap is not None
    assert deal.timeline.annual_cap.limit.value == cap
    assert deal.distributions.tiers[0].shares["KOR"].value == first_share
    assert deal.method is not None
    assert deal.method.tranches is not None
    assert deal.method.tranches[0].size.value == cash


def test_before_anything_was_said_terms_are_open(korea: pc.Case) -> None:
    sheet = korea.terms(as_of="2025-01-01")
    assert "timeline.annual_cap.limit" in [term.name for term in sheet.unresolved]


def test_an_earlier_position_lapses_when_its_clause_is_agreed(korea: pc.Case) -> None:
    term = korea.terms(as_of="2025-11-14").term("method.tranches[ships].mix")
    assert term is not None
    assert term.standing == "assumed"
    assert term.last["KOR"].value == {"loan": "50%", "guarantee": "50%"}


def test_every_assumption_has_a_reason(korea: pc.Case) -> None:
    assert all(term.why for term in korea.terms().assumed)


def test_readings_change_the_hurdle(korea: pc.Case) -> None:
    plain, other = korea.terms(), korea.terms(reading="by-period")
    assert plain.deal.distributions.tiers[0].until == "principal and deemed interest returned"
    assert other.deal.distributions.tiers[0].until == "deemed allocation of the period"


def test_settings_win_and_are_listed_as_assumed(korea: pc.Case) -> None:
    sheet = korea.terms().with_terms({"timeline.annual_cap.limit": "15 bn USD"})
    assert sheet.deal.timeline is not None
    assert "timeline.annual_cap.limit" in [term.name for term in sheet.assumed]


def test_paths_round_trip() -> None:
    for text in ("losses.review.after", "distributions.tiers[0].KOR"):
        assert write_path(parse_path(text)) == text


def test_the_facts_that_the_case_rests_on(korea: pc.Case) -> None:
    assert len(korea.positions.position) >= 40
    assert all(source.address.startswith("https://") or source.address.startswith("http://")
               for source in korea.sources.values())  # fmt: skip
    claimed = [entry for entry in korea.positions.position if entry.claim]
    assert len(claimed) == len(korea.positions.position)
