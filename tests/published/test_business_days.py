"""W9: the notice of 45 business days, and the pinned calendars against QuantLib's."""

from datetime import date, timedelta

import pytest
import QuantLib

from pledgecraft.base.dates import add_business_days, holidays

NOTICE_FROM = date(2026, 1, 2)
SOUTH_KOREA = QuantLib.SouthKorea(QuantLib.SouthKorea.Settlement)
UNITED_STATES = QuantLib.UnitedStates(QuantLib.UnitedStates.FederalReserve)
SETTLEMENT = QuantLib.UnitedStates(QuantLib.UnitedStates.Settlement)
ONLY_OURS_KOREA = {
    date(2026, 6, 3): "local elections, a public holiday",
    date(2026, 7, 17): "Constitution Day, a public holiday again from 2026",
}
ONLY_OURS_AGAINST_FEDERAL_RESERVE = {
    date(2026, 7, 3): "Independence Day on a Saturday: offices close on Friday, the Fed does not",
}


@pytest.mark.parametrize(
    ("parties", "expected"),
    [
        ([], date(2026, 3, 6)),
        (["USA"], date(2026, 3, 10)),
        (["KOR"], date(2026, 3, 12)),
        (["KOR", "USA"], date(2026, 3, 13)),
    ],
)
def test_notice_of_45_business_days(parties: list[str], expected: date) -> None:
    assert add_business_days(NOTICE_FROM, 45, parties=parties) == expected


@pytest.mark.parametrize(
    ("calendar", "expected"),
    [
        (QuantLib.WeekendsOnly(), date(2026, 3, 6)),
        (UNITED_STATES, date(2026, 3, 10)),
        (SOUTH_KOREA, date(2026, 3, 12)),
        (QuantLib.JointCalendar(SOUTH_KOREA, UNITED_STATES), date(2026, 3, 13)),
    ],
)
def test_quantlib_gives_the_published_days(calendar: QuantLib.Calendar, expected: date) -> None:
    found = calendar.advance(quantlib_day(NOTICE_FROM), 45, QuantLib.Days)
    assert found.to_date() == expected


def quantlib_day(day: date) -> QuantLib.Date:
    return QuantLib.Date(day.day, day.month, day.year)


def closed_in_2026(calendar: QuantLib.Calendar) -> set[date]:
    """Return QuantLib's holidays of 2026 that fall on weekdays."""
    days = (date(2026, 1, 1) + timedelta(n) for n in range(365))
    return {
        day for day in days if day.weekday() < 5 and not calendar.isBusinessDay(quantlib_day(day))
    }


def pinned_in_2026(party: str) -> set[date]:
    return {day for day in holidays(party) if day.year == 2026}


@pytest.mark.parametrize(
    ("party", "calendar", "only_ours"),
    [
        ("USA", SETTLEMENT, {}),
        ("USA", UNITED_STATES, ONLY_OURS_AGAINST_FEDERAL_RESERVE),
        ("KOR", SOUTH_KOREA, ONLY_OURS_KOREA),
    ],
)
def test_2026_differs_from_quantlib_by_known_days(
    party: str, calendar: QuantLib.Calendar, only_ours: dict[date, str]
) -> None:
    pinned, theirs = pinned_in_2026(party), closed_in_2026(calendar)
    assert pinned - theirs == set(only_ours)
    assert theirs - pinned == set()
