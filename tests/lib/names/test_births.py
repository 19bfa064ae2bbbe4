"""Dates of birth as evidence: levels of agreement, doubt, other calendars."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.lib.names import calendars
from liaison.lib.names.births import TEXT_MAXIMUM, Birth, Level, births_of, weigh

LEVELS = {
    "the same day": ("1974-08-12", "12.08.1974", Level.SAME),
    "1 January": ("1974-01-01", "1974-01-01", Level.SAME_NEW_YEAR),
    "a year alone": ("1974", "1974-08-12", Level.SAME_YEAR),
    "a month": ("1974-08", "1974-08-12", Level.SAME_MONTH),
    "a year alone, another": ("1974", "1979-08-12", Level.DIFFERENT),
    "about a year": ("c. 1974", "1976-03-02", Level.NEAR),
    "day and month turned": ("1974-08-12", "1974-12-08", Level.TURNED),
    "one digit of the day": ("1974-08-12", "1974-08-13", Level.ONE_PART),
    "another year": ("1974-08-12", "1984-08-12", Level.ONE_PART),
    "a year apart": ("1974-08-12", "1975-08-03", Level.NEAR),
    "the year and nothing else": ("1974-08-12", "1974-02-03", Level.YEAR_ONLY),
    "nothing": ("1974-08-12", "1991-02-03", Level.DIFFERENT),
    "one of several": ("1969-02-03; 1974-08-12", "1974-08-12", Level.SAME),
    "compact": ("19740812", "1974-08-12T00:00:00", Level.SAME),
    "Islamic": ("1394-07-23", "1974-08-12", Level.SAME),
    "Persian": ("1353-05-21", "1974-08-12", Level.SAME),
    "Thai": ("2517-08-12", "1974-08-12", Level.SAME),
    "Republic of China": ("063-08-12", "1974-08-12", Level.SAME),
}
DAYS = st.dates(date(1900, 1, 1), date(2020, 12, 31)).map(
    lambda day: Birth(day.year, day.month, day.day)
)
LISTS = st.lists(DAYS, max_size=3).map(tuple)


@pytest.mark.parametrize(("left", "right", "level"), LEVELS.values(), ids=LEVELS)
def test_levels(left: str, right: str, level: Level) -> None:
    """Each pair of notes stands on one level, whichever comes first."""
    for one, two in ((left, right), (right, left)):
        found = weigh(births_of(one), births_of(two))
        assert found is not None
        assert found.level is level


def test_agreement_gives_by_its_precision_and_contradiction_takes() -> None:
    """More is known, more is said; 1 January says less than another day."""
    points = [
        weigh(births_of("1974-08-12"), births_of(text)).points  # type: ignore[union-attr]
        for text in ("1974-08-12", "1974-08", "1974", "1974-08-13", "1975-08-03", "1991-02-03")
    ]
    assert points[0] > points[1] > points[2] > 0
    assert points[3] > 0 > points[4] > points[5]
    new_year = weigh(births_of("1974-01-01"), births_of("1974-01-01"))
    assert new_year is not None
    assert 0 < new_year.points < points[0]


@pytest.mark.parametrize("text", ["", "unknown", "0000-00-00", "99999", "1974-99-99x", ";" * 500])
def test_what_is_no_date(text: str) -> None:
    """It says nothing; nobody's name is judged by it."""
    assert births_of(text) == ()
    assert weigh((), births_of("1974")) is None


@given(LISTS, LISTS)
def test_symmetric(ours: tuple[Birth, ...], theirs: tuple[Birth, ...]) -> None:
    """Whoever comes first, the evidence is the same."""
    one, two = weigh(ours, theirs), weigh(theirs, ours)
    assert (one and one.points) == (two and two.points)


@given(st.text(max_size=TEXT_MAXIMUM + 50))
def test_any_text(text: str) -> None:
    """Whatever stands in a field for a date, something comes of it or nothing, but no error."""
    assert isinstance(births_of(text), tuple)


def test_days_of_other_calendars() -> None:
    """New Year's days that almanacs give."""
    assert calendars.from_islamic(1445, 1, 1) == date(2023, 7, 19)
    assert calendars.from_persian(1403, 1, 1) == date(2024, 3, 20)
    assert calendars.from_persian(1353, 1, 1) == date(1974, 3, 21)
