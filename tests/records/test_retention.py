"""Retention: due for re-examination in time, withdrawn and recalled at its end by itself."""

from datetime import date, datetime, timedelta

import pytest

from liaison.records import jobs, services
from liaison.records.errors import RetentionRefused
from liaison.records.models import Record, Review
from liaison.records.retention import POLICY, months_after, parse
from liaison.records.states import RecordKind
from tests.cast import NOW
from tests.records.outbox import Outbox
from tests.records.persons import entered
from tests.records.things import a_copy, ada

pytestmark = pytest.mark.django_db


def noon(day: date) -> datetime:
    """Return noon of a day."""
    return NOW.replace(year=day.year, month=day.month, day=day.day, hour=12)


def test_a_person_is_kept_five_years_unless_justified(outbox: Outbox) -> None:
    row = entered()
    assert (row.review_on, row.retention_until) == (date(2030, 9, 2), date(2031, 3, 2))
    jobs.watch_retention(noon(row.review_on - timedelta(days=1)))
    assert not Review.objects.exists()
    for _ in range(2):
        jobs.watch_retention(noon(row.review_on))
    assert [(one.state, one.due_on) for one in Review.objects.all()] == [
        ("due", row.retention_until)
    ]
    jobs.watch_retention(noon(row.retention_until))
    row.refresh_from_db()
    assert row.state == "active"
    outbox.sent.clear()
    jobs.watch_retention(noon(row.retention_until + timedelta(days=1)))
    row.refresh_from_db()
    assert (row.state, row.withdrawal_reason) == ("withdrawn", "retention_ended")
    (recall,) = outbox.of_kind("records.withdraw")
    assert (recall.to, recall.body["reason"]) == (("seoul",), "retention_ended")
    assert Review.objects.get().state == "ended"


@pytest.mark.usefixtures("outbox")
def test_justified_again_it_is_kept_and_copies_hear_of_it() -> None:
    row = entered()
    now = noon(row.review_on)
    jobs.watch_retention(now)
    until = months_after(now.date(), 24)
    services.keep(ada(), record_id=row.id, until=until, reason="Still wanted.", now=now)
    row.refresh_from_db()
    assert (row.retention_until, row.version) == (until, 2)
    assert Review.objects.get().state == "kept"
    jobs.watch_retention(now)
    assert Review.objects.count() == 1


@pytest.mark.usefixtures("outbox")
@pytest.mark.parametrize("until", [NOW.date(), date(2031, 3, 3)], ids=["past", "too long"])
def test_keep_refuses(until: date) -> None:
    row = entered()
    with pytest.raises(RetentionRefused):
        services.keep(ada(), record_id=row.id, until=until, reason="why", now=NOW)
    row.refresh_from_db()
    assert row.version == 1


def test_a_copy_goes_when_its_owner_is_silent(outbox: Outbox) -> None:
    copy = a_copy(review_on=date(2030, 1, 1))
    jobs.watch_retention(noon(copy.retention_until))
    assert Record.objects.exists()
    jobs.watch_retention(noon(copy.retention_until + timedelta(days=1)))
    assert not Record.objects.exists()
    assert not outbox.sent
    # no tombstone: the owner may justify it again and send it anew
    a_copy(record_id=copy.record_id, version=2)
    assert Record.objects.get().version == 2


def test_the_policy_file_names_its_sources() -> None:
    assert set(POLICY.kept) == set(RecordKind)
    assert all(term.source and not term.verified for term in POLICY.kept.values())
    for broken in (b"", b"[person]\nyears = 5\n", b"\xff", b"x" * 40_000):
        with pytest.raises(RetentionRefused):
            parse(broken)


def test_months_end_where_months_end() -> None:
    assert months_after(date(2024, 8, 31), -6) == date(2024, 2, 29)
    assert months_after(date(2023, 8, 31), -6) == date(2023, 2, 28)
    assert months_after(date(2026, 1, 15), -6) == date(2025, 7, 15)
