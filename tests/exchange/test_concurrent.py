"""Several threads at once, transactions real: nothing doubled, and nobody waits for another."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

import pytest
from django.db import connection

from liaison.core import jobs
from liaison.core.models import Job
from liaison.core.worker import Worker
from liaison.exchange import services
from liaison.exchange.models import Message, Receipt
from liaison.exchange.sockets import HANDLERS
from liaison.exchange.types import Handler, Received
from tests.audit.cast import empty_the_log
from tests.cast import an_actor
from tests.exchange.house import LEASE, alarms
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau

pytestmark = pytest.mark.django_db(transaction=True)
MESSAGES = 24


@pytest.fixture(autouse=True)
def committing(transactional_db: None) -> Iterator[None]:  # noqa: ARG001 - ends after this one
    """Empty the log after the test, which the log itself refuses."""
    yield
    empty_the_log()


def answer(received: Received, now: datetime) -> None:
    """Write back at once, as rooms do: every second message is an answer to theirs."""
    replies = received.body["count"] in range(0, MESSAGES, 2)
    services.queue(
        an_actor().who,
        to=[received.sender],
        kind="test.reply",
        body={},
        at=now,
        purpose=received.purpose,
        in_reply_to=received.message_id if replies else None,
    )


def in_threads(*work: Callable[[], object]) -> None:
    """Do several things at the same time."""

    def run(one: Callable[[], object]) -> None:
        try:
            one()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[one]) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)


def test_messages_come_in_and_are_answered_at_the_same_time(
    network: Network, seoul: PeerBureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed: list[str] = []
    real = jobs.fail

    def fail(job: Job, *, reason: str, now: datetime) -> None:
        failed.append(f"{job.name}: {reason}")
        real(job, reason=reason, now=now)

    monkeypatch.setattr(jobs, "fail", fail)
    monkeypatch.setitem(HANDLERS, "test.note", Handler(receive=answer, keep_body=True))
    carried = [seoul.carry(seoul.seal({"count": n})) for n in range(MESSAGES)]
    worker = Worker(clock=network.clock.now, lease=LEASE, threads=4)
    running = threading.Thread(target=worker.run, daemon=True)
    running.start()
    for start in range(0, MESSAGES, 4):
        seoul.send(*carried[start : start + 4])
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and (Job.objects.exists() or len(seoul.stored) < MESSAGES):
        time.sleep(0.02)
    worker.stop()
    running.join(30)
    assert failed == []
    assert len(seoul.stored) == MESSAGES
    assert Message.objects.filter(direction="in", state="answered").count() == MESSAGES // 2
    assert Message.objects.filter(direction="in", state="delivered").count() == MESSAGES // 2
    assert not Receipt.objects.exclude(unsent_to="").exists()
    assert not alarms()


def test_one_batch_in_several_requests_at_once_is_stored_once(
    network: Network, seoul: PeerBureau, handled: list[Received]
) -> None:
    carried = [seoul.carry(seoul.seal({"count": n})) for n in range(5)]
    answers: list[tuple[str, ...]] = []

    def send(order: int) -> None:
        said = seoul.send(*carried[::order])
        answers.append(tuple(sorted(answer.receipt for answer in said)))

    in_threads(*(partial(send, order) for order in (1, -1, 1, -1)))
    assert len(answers) == 4
    assert len(set(answers)) == 1
    assert Message.objects.count() == Receipt.objects.count() == Job.objects.count() == 5
    assert not handled
    assert not alarms()
    assert network.version == 1
