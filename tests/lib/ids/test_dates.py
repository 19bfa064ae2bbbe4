"""Centuries and unknown parts of the dates of a zone."""

from datetime import date

import pytest

from liaison.lib.ids.dates import PartialDate, read_birth, read_expiry, write_date
from liaison.lib.ids.errors import DateWrong
from tests.lib.ids.specimens import TODAY

FAR = date(2036, 1, 1)

BIRTHS = {
    "last century": ("740812", FAR, "1974-08-12"),
    "this century": ("040812", FAR, "2004-08-12"),
    "born today": ("260301", FAR, "2026-03-01"),
    "tomorrow was a hundred years ago": ("260302", FAR, "1926-03-02"),
    "month not known": ("26<<<<", FAR, "2026-XX-XX"),
    "month still to come": ("2604<<", FAR, "1926-04-XX"),
    "day known, month not": ("74<<31", FAR, "1974-XX-31"),
    "year not known": ("<<0229", FAR, "XXXX-02-29"),
    "nothing known": ("<<<<<<", FAR, "XXXX-XX-XX"),
    "nobody is born after the expiry": ("150101", date(2012, 4, 15), "1915-01-01"),
    "leap day": ("000229", FAR, "2000-02-29"),
}


@pytest.mark.parametrize(("read", "expiry", "birth"), BIRTHS.values(), ids=BIRTHS)
def test_birth(read: str, expiry: date, birth: str) -> None:
    moment = read_birth(read, today=TODAY, expiry=expiry)
    assert str(moment) == birth
    assert write_date(moment) == read


@pytest.mark.parametrize(
    "read", ["741301", "740832", "740431", "740<12", "7<0812", "740800", "270229"]
)
def test_birth_refuses(read: str) -> None:
    with pytest.raises(DateWrong) as refused:
        read_birth(read, today=TODAY, expiry=FAR)
    assert refused.value.field == "birth"


EXPIRIES = {
    "expired": ("120415", date(2012, 4, 15)),
    "valid": ("310228", date(2031, 2, 28)),
    "thirty years ahead": ("561231", date(2056, 12, 31)),
    "thirty-one years ahead is past": ("570101", date(1957, 1, 1)),
    "the first machine readable passports": ("850101", date(1985, 1, 1)),
}


@pytest.mark.parametrize(("read", "expiry"), EXPIRIES.values(), ids=EXPIRIES)
def test_expiry(read: str, expiry: date) -> None:
    assert read_expiry(read, today=TODAY) == expiry
    assert write_date(expiry) == read


@pytest.mark.parametrize("read", ["120431", "120001", "1204<<", "<<<<<<", "1<0415", "270229"])
def test_expiry_refuses(read: str) -> None:
    with pytest.raises(DateWrong) as refused:
        read_expiry(read, today=TODAY)
    assert refused.value.field == "expiry"


def test_complete_only_if_all_parts_are_known() -> None:
    assert PartialDate(1974, 8, 12).complete == date(1974, 8, 12)
    assert PartialDate(1974, 8, None).complete is None


@pytest.mark.parametrize(
    "parts", [(0, 1, 1), (10_000, 1, 1), (10**30, 1, 1), (1974, 0, 1), (1974, 2, 30)]
)
def test_no_such_day_cannot_be_made(parts: tuple[int, int, int]) -> None:
    with pytest.raises(DateWrong):
        PartialDate(*parts)
