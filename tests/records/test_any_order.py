"""Messages about one record in any order, twice or late: the end is always the same."""

import uuid

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liaison.exchange.types import Received
from liaison.records import handlers
from liaison.records.models import ErasedCopy, Record
from tests.cast import NOW
from tests.records.outbox import Outbox
from tests.records.things import a_wire_record, a_withdrawal, distributed

pytestmark = pytest.mark.django_db
ID = uuid.UUID("01957a3c-0000-7000-8000-000000000001")
QUIET = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=60,
)


def version(number: int) -> Received:
    """Return a version of the record, on its own or beside another document."""
    said = a_wire_record(record_id=ID, version=number, national_reference=f"v{number}")
    beside = [] if number % 2 else [a_wire_record(record_id=uuid.UUID(int=number))]
    return distributed(said, *beside)


VERSIONS = tuple(version(number) for number in (1, 2, 3))
WITHDRAWAL = a_withdrawal(ID, version=4)
# every message at least once, some again, shuffled
some_again = st.lists(st.sampled_from((*VERSIONS, WITHDRAWAL)), max_size=4)


def run(messages: list[Received]) -> None:
    """Hand the messages to the handlers one after the other."""
    for message in messages:
        if message.kind == "records.withdraw":
            handlers.receive_withdraw(message, NOW)
        else:
            handlers.receive_distribute(message, NOW)


@QUIET
@given(data=st.data(), again=some_again)
def test_a_withdrawn_record_ends_erased(
    outbox: Outbox, data: st.DataObject, again: list[Received]
) -> None:
    messages = data.draw(st.permutations([*VERSIONS, WITHDRAWAL, *again]))
    with transaction.atomic():
        outbox.sent.clear()
        run(messages)
        assert not Record.objects.filter(pk=ID).exists()
        (tombstone,) = ErasedCopy.objects.values("record_id", "owner", "version", "erased_at")
        assert tombstone == {
            "record_id": ID,
            "owner": "seoul",
            "version": 4,
            "erased_at": NOW,
        }
        assert len({sent.body["statement"] for sent in outbox.sent}) == 1
        transaction.set_rollback(True)


@QUIET
@given(data=st.data(), again=st.lists(st.sampled_from(VERSIONS), max_size=4))
@pytest.mark.usefixtures("outbox")
def test_a_record_that_stands_ends_at_its_newest_version(
    data: st.DataObject, again: list[Received]
) -> None:
    messages = data.draw(st.permutations([*VERSIONS, *again]))
    with transaction.atomic():
        run(messages)
        row = Record.objects.get(pk=ID)
        assert (row.version, row.national_reference) == (3, "v3")
        assert Record.objects.count() == 2
        transaction.set_rollback(True)
