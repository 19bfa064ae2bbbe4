"""One transaction each: what fails in the middle leaves nothing; two at once get two numbers."""

import threading
from typing import Any, NoReturn

import pytest
from django.db import close_old_connections, connection, transaction

from liaison.casework import handlers, services
from liaison.casework.errors import SilentDesk
from liaison.casework.services import arriving
from liaison.casework.services.references import REQUEST, allocate
from liaison.casework.words import LetterKind
from liaison.exchange import services as exchange
from liaison.exchange.errors import MessageTooLarge
from liaison.exchange.types import Received
from liaison.identity.types import Actor
from tests.casework.things import (
    a_message,
    a_sent,
    a_submitted,
    accept,
    again,
    an_accepted,
    an_answer,
    an_arrived,
    asked,
    boris,
    said_to,
    written,
)
from tests.cast import NOW, an_actor
from tests.records.outbox import Outbox


class Killed(BaseException):
    """The process ends here."""


def die(*_: object, **__: object) -> NoReturn:
    """End the process."""
    raise Killed


def as_the_worker(receive: handlers.Receive, message: Received) -> None:
    """Run a handler as the worker does: in one transaction."""
    with transaction.atomic():
        receive(message, NOW)


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["answer", "ask_clarification"])
def test_a_message_that_cannot_be_queued_takes_everything_back(
    outbox: Outbox, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    assert outbox is not None
    row = an_accepted()
    before = written()

    def refuse(*_: object, **__: object) -> NoReturn:
        raise MessageTooLarge(1, 0)

    monkeypatch.setattr(exchange, "queue", refuse)
    said: dict[str, Any] = {"answer": an_answer()} if verb == "answer" else {"words": "Which?"}
    with pytest.raises(MessageTooLarge):
        getattr(services, verb)(boris(), request_id=row.id, now=NOW, **said)
    assert (written(), again(row).state) == (before, "accepted")


@pytest.mark.django_db
def test_a_refused_message_leaves_the_request_where_it_was(
    outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert outbox is not None
    row = a_submitted()
    before = written()
    monkeypatch.setattr(exchange, "queue", die)
    with pytest.raises(Killed):
        accept(row)
    assert written() == before
    assert again(row).state == "submitted"


@pytest.mark.django_db
@pytest.mark.parametrize("step", ["write_concerned", "write_letter", "announce_desk"])
def test_an_arrival_that_is_cut_short_can_come_again(
    outbox: Outbox, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """It is redelivered, and then taken whole."""
    assert outbox is not None
    message = a_message(asked())
    before = written()
    with monkeypatch.context() as patched:
        patched.setattr(arriving, step, die)
        with pytest.raises(Killed):
            as_the_worker(handlers.receive_request, message)
    assert written() == before
    handlers.receive_request(message, NOW)
    assert written()["Request"] == 1


@pytest.mark.django_db
def test_a_letter_that_is_cut_short_can_come_again(
    outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert outbox is not None
    row = a_sent()
    message = a_message(said_to(row, LetterKind.ANSWER))
    before = written()
    with monkeypatch.context() as patched:
        patched.setattr(arriving, "settle", die)
        with pytest.raises(Killed):
            as_the_worker(handlers.RECEIVERS[message.kind], message)
    assert (written(), again(row).state) == (before, "sent")
    handlers.RECEIVERS[message.kind](message, NOW)
    assert again(row).state == "answered"


@pytest.mark.django_db
def test_a_tenant_without_a_delegation_does_not_speak_abroad(outbox: Outbox) -> None:
    """It is asked and answers within the node only."""
    actor = an_actor(person="Ines", organisation="beijing/macao")
    ines = Actor(**{**actor.__dict__, "desk": "beijing/macao"})
    row = an_arrived(to=("beijing/macao",))
    accept(row, actor=ines)
    before = written()
    with pytest.raises(SilentDesk):
        services.answer(ines, request_id=row.id, answer=an_answer(), now=NOW)
    assert (written(), outbox.sent) == (before, [])


@pytest.mark.django_db(transaction=True)
def test_two_at_once_get_two_references() -> None:
    """However many threads ask; none is lost, none is given twice."""
    found: list[str] = []
    failed: list[Exception] = []

    def draw() -> None:
        try:
            for _ in range(5):
                with transaction.atomic():
                    found.append(allocate("beijing", kind=REQUEST, now=NOW))
        except Exception as error:  # noqa: BLE001 - told by the test
            failed.append(error)
        finally:
            close_old_connections()
            connection.close()

    threads: list[Any] = [threading.Thread(target=draw) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    assert sorted(found) == [f"BJ-2026-{number:06d}" for number in range(1, 21)]
