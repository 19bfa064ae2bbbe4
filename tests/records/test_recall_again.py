"""A recall is repeated until the bureau stated that it erased its copy."""

from datetime import datetime, timedelta

import pytest

from liaison.audit.models import Payload
from liaison.core.sockets import PERIODIC
from liaison.exchange import services as exchange
from liaison.exchange.errors import UnknownBureau
from liaison.exchange.states import State
from liaison.records import handlers, recalling, services
from liaison.records.models import Copy
from tests.cast import NOW
from tests.records.outbox import Outbox, statement
from tests.records.persons import entered
from tests.records.test_note_deliveries import receipt
from tests.records.things import ada, an_own_document, received

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def recalled(outbox: Outbox, *, to: tuple[str, ...] = ("seoul",)) -> Copy:
    """Return the copy of a withdrawn document; the outbox is emptied."""
    row = an_own_document(to=to, withdrawn=True)
    outbox.sent.clear()
    return Copy.objects.get(record=row, organisation=to[0])


def erased(copy: Copy, *, version: int) -> None:
    """Let Seoul state that it erased its copy."""
    said: dict[str, str | int] = {"record_id": str(copy.record_id), "version": version}
    claims = {**said, "owner": "beijing", "erased_at": NOW.isoformat()}
    token = statement(iss="seoul", kind="records.erasure", claims=claims, at=NOW)
    handlers.receive_erased(received({**said, "statement": token}, kind="records.erased"), NOW)


@pytest.mark.parametrize("state", [State.UNDELIVERABLE, State.REJECTED])
def test_what_was_not_delivered_is_queued_again(outbox: Outbox, state: State) -> None:
    copy = recalled(outbox)
    receipt(copy.message, state)
    PERIODIC["records.recalls"].run(NOW + HOUR)
    assert not outbox.sent
    recalling.repeat(NOW + DAY)
    (sent,) = outbox.sent
    assert (sent.kind, sent.to, sent.body["reason"]) == ("records.withdraw", ("seoul",), "found")
    first = copy.message
    copy.refresh_from_db()
    assert (copy.state, copy.message) == ("recall_queued", sent.jti)
    assert (copy.version, sent.body["version"]) == (2, 2)
    assert copy.message != first
    assert Payload.objects.filter(event="records:recall:repeated").count() == 1
    # the new message is on its way: nothing is sent twice
    recalling.repeat(NOW + DAY + HOUR)
    assert len(outbox.sent) == 1


WAITS: dict[str, tuple[State | None, datetime, int]] = {
    "on its way": (State.STORED, NOW + 2 * DAY, 0),
    "delivered, the statement may come": (State.DELIVERED, NOW + 29 * DAY, 0),
    "delivered, the statement never came": (State.DELIVERED, NOW + exchange.LIFE, 1),
    "the message is gone": (None, NOW + exchange.LIFE, 1),
}


@pytest.mark.parametrize(("state", "now", "queued"), WAITS.values(), ids=WAITS)
def test_silence_is_waited_out(
    outbox: Outbox, state: State | None, now: datetime, queued: int
) -> None:
    copy = recalled(outbox)
    if state is not None:
        receipt(copy.message, state)
    recalling.repeat(now)
    assert len(outbox.sent) == queued


def test_a_late_statement_ends_it_whichever_recall_it_answers(outbox: Outbox) -> None:
    copy = recalled(outbox)
    recalling.repeat(NOW + exchange.LIFE)
    erased(copy, version=2)
    copy.refresh_from_db()
    assert copy.state == "erased"
    outbox.sent.clear()
    recalling.repeat(NOW + 3 * exchange.LIFE)
    assert not outbox.sent


def test_a_copy_called_back_alone_is_called_back_again(outbox: Outbox) -> None:
    row = entered(to=("lyon", "seoul"))
    services.restrict(ada(), record_id=row.id, excluded=["seoul"], now=NOW)
    outbox.sent.clear()
    recalling.repeat(NOW + exchange.LIFE)
    (sent,) = outbox.sent
    assert (sent.to, sent.body["reason"], sent.body["version"]) == (
        ("seoul",),
        "owner_decision",
        1,
    )


def test_who_left_the_directory_holds_up_nobody(
    outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = recalled(outbox, to=("atlantis", "seoul"))
    real = exchange.queue

    def queue(*args: object, **said: object) -> object:
        if said["to"] == ["atlantis"]:
            raise UnknownBureau("atlantis")
        return real(*args, **said)  # type: ignore[arg-type]

    monkeypatch.setattr(exchange, "queue", queue)
    recalling.repeat(NOW + exchange.LIFE)
    assert [sent.to for sent in outbox.sent] == [("seoul",)]
    before = copy.message
    copy.refresh_from_db()
    assert (copy.message, copy.recall_queued_at) == (before, NOW)
