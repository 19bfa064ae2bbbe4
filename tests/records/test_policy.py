"""Dates against today, the distribution list, the note, the return of a withdrawn document."""

from datetime import UTC, date, datetime

import pytest

from liaison.records import policy
from liaison.records.errors import FieldRefused, NoteRefused, RecipientsRefused
from tests.records.things import a_document

TODAY = date(2026, 3, 2)
DATES: dict[str, tuple[dict[str, object], str]] = {
    "stolen tomorrow": ({"stolen_on": date(2026, 3, 3)}, "stolen_on"),
    "issued tomorrow": ({"issued_on": date(2026, 3, 3)}, "issued_on"),
    "reviewed today": ({"review_on": TODAY}, "review_on"),
    "reviewed in more than ten years": ({"review_on": date(2036, 3, 3)}, "review_on"),
}
LISTS: dict[str, list[str]] = {
    "ourselves": ["seoul", "beijing"],
    "an empty id": [""],
    "an id too long": ["x" * 121],
    "too many": [f"bureau-{place}" for place in range(201)],
}


@pytest.mark.parametrize(("said", "field"), DATES.values(), ids=DATES)
def test_refuses_dates(said: dict[str, object], field: str) -> None:
    with pytest.raises(FieldRefused) as refused:
        policy.check_dates(a_document(**said), today=TODAY)
    assert refused.value.field == field


def test_takes_the_last_day_there_is() -> None:
    said = a_document(stolen_on=TODAY, review_on=date(2036, 3, 2))
    policy.check_dates(said, today=TODAY)


def test_a_leap_day_is_reviewed_the_day_before() -> None:
    assert policy.default_review(date(2028, 2, 29)) == date(2038, 2, 28)


@pytest.mark.parametrize("recipients", LISTS.values(), ids=LISTS)
def test_refuses_a_distribution_list(recipients: list[str]) -> None:
    with pytest.raises(RecipientsRefused):
        policy.check_recipients(recipients, own="beijing")


def test_names_every_recipient_once() -> None:
    assert policy.check_recipients(["b", "a", "b"], own="beijing") == ("a", "b")


@pytest.mark.parametrize("note", ["x" * 501, "bell \a"])
def test_refuses_a_note(note: str) -> None:
    with pytest.raises(NoteRefused):
        policy.check_note(note)


def test_a_note_may_have_lines() -> None:
    assert policy.check_note(" found\r\nat the counter ") == "found\nat the counter"


@pytest.mark.parametrize("stolen_on", [None, date(2026, 3, 1)])
def test_a_withdrawn_document_stays_withdrawn(stolen_on: date | None) -> None:
    withdrawn_at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    with pytest.raises(FieldRefused) as refused:
        policy.check_return(
            {"stolen_on": str(stolen_on)} if stolen_on else {}, withdrawn_at=withdrawn_at
        )
    assert "2026-03-02" in refused.value.reason


def test_a_document_lost_again_returns() -> None:
    withdrawn_at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    policy.check_return({"stolen_on": str(TODAY)}, withdrawn_at=withdrawn_at)
