"""A withdrawal arrives: the copy goes, rooms let go, the owner gets a signed statement."""

import json
import uuid
from datetime import datetime

import pytest

from liaison.exchange.errors import ContentRefused
from liaison.records import handlers
from liaison.records.models import ErasedCopy, Record
from liaison.records.sockets import HOLDINGS
from tests.cast import NOW
from tests.records.outbox import Outbox
from tests.records.things import LATER, a_copy, a_withdrawal, an_own_document, received, written

pytestmark = pytest.mark.django_db
ID = uuid.UUID("01957a3c-0000-7000-8000-000000000001")
GOOD = {"record_id": str(ID), "version": 2, "reason": "found"}
REFUSALS: dict[str, tuple[dict[str, object], str]] = {
    "another key": ({"note": "x"}, "records:document:body"),
    "an id that is none": ({"record_id": "seven"}, "records:document:record_id"),
    "a version as text": ({"version": "2"}, "records:document:version"),
    "another reason": ({"reason": "because"}, "records:document:reason"),
}


@pytest.mark.parametrize(("change", "reason"), REFUSALS.values(), ids=REFUSALS)
def test_refuses(outbox: Outbox, change: dict[str, object], reason: str) -> None:
    a_copy(record_id=ID)
    before = written()
    body = json.loads(json.dumps(GOOD | change))
    with pytest.raises(ContentRefused) as refused:
        handlers.receive_withdraw(received(body, kind="records.withdraw"), NOW)
    assert refused.value.reason == reason
    assert written() == before
    assert not outbox.sent


def test_nobody_withdraws_what_another_owns(outbox: Outbox) -> None:
    """It buries an id of its own that nobody ever saw; the records of others stay."""
    copy, own = a_copy(record_id=ID), an_own_document(to=())
    asked: list[uuid.UUID] = []

    def eraser(record_id: uuid.UUID, _: datetime) -> int:
        asked.append(record_id)
        return 0

    HOLDINGS["test"] = eraser
    try:
        for record_id in (copy.record_id, own.record_id):
            handlers.receive_withdraw(a_withdrawal(record_id, sender="incheon"), NOW)
    finally:
        del HOLDINGS["test"]
    assert set(Record.objects.values_list("id", "state")) == {
        (copy.id, "active"),
        (own.id, "active"),
    }
    assert not asked
    assert {sent.to for sent in outbox.of_kind("records.erased")} == {("incheon",)}


def test_erases_the_copy_and_leaves_a_tombstone(outbox: Outbox) -> None:
    a_copy(record_id=ID)
    message = a_withdrawal(ID)
    handlers.receive_withdraw(message, LATER)
    tombstone = ErasedCopy.objects.get()
    assert not Record.objects.exists()
    assert (tombstone.record_id, tombstone.owner) == (ID, "seoul")
    assert (tombstone.version, tombstone.erased_at) == (2, LATER)
    (answer,) = outbox.of_kind("records.erased")
    assert (answer.to, answer.in_reply_to) == (("seoul",), message.message_id)
    assert answer.thread == message.thread
    assert set(answer.body) == {"record_id", "version", "statement"}
    assert json.loads(str(answer.body["statement"])) == {
        "iss": "beijing",
        "kind": "records.erasure",
        "at": int(LATER.timestamp()),
        "claims": {
            "record_id": str(ID),
            "owner": "seoul",
            "version": 2,
            "erased_at": "2026-03-03T09:00:00+00:00",
        },
    }


@pytest.mark.usefixtures("outbox")
def test_reaches_what_other_rooms_keep(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[uuid.UUID, datetime]] = []

    def erase(record_id: uuid.UUID, now: datetime) -> int:
        asked.append((record_id, now))
        return 2

    monkeypatch.setitem(HOLDINGS, "queries", erase)
    a_copy(record_id=ID)
    handlers.receive_withdraw(a_withdrawal(ID), LATER)
    assert asked == [(ID, LATER)]


def test_states_the_same_again_when_asked_again(outbox: Outbox) -> None:
    a_copy(record_id=ID)
    handlers.receive_withdraw(a_withdrawal(ID), NOW)
    handlers.receive_withdraw(a_withdrawal(ID), LATER)
    first, second = (json.loads(str(sent.body["statement"])) for sent in outbox.sent)
    assert first["claims"] == second["claims"]
    assert ErasedCopy.objects.count() == 1


@pytest.mark.usefixtures("outbox")
@pytest.mark.parametrize("versions", [(2, 5), (5, 2)])
def test_the_highest_version_stays_on_the_tombstone(versions: tuple[int, int]) -> None:
    for version in versions:
        handlers.receive_withdraw(a_withdrawal(ID, version=version), NOW)
    assert ErasedCopy.objects.get().version == 5
