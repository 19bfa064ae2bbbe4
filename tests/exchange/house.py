"""What the tests of exchange do again and again: queue a note, let the worker work, count."""

import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction

from liaison.audit.models import Leaf, Payload
from liaison.core.models import Job
from liaison.core.worker import Worker
from liaison.exchange import services
from liaison.exchange.models import Addressee, Alarm, Delivery, Message, Opening, Receipt
from tests.cast import an_actor
from tests.simulators.standing_clock import StandingClock

LEASE = timedelta(seconds=30)
TABLES = (Message, Opening, Addressee, Delivery, Receipt, Job, Leaf)


def queue_note(
    clock: StandingClock,
    *,
    to: Sequence[str] = ("seoul",),
    body: dict[str, Any] | None = None,
    **changes: Any,  # noqa: ANN401 - whatever `queue` takes
) -> uuid.UUID:
    """Queue a note as Ada would."""
    said: dict[str, Any] = {"kind": "test.note", "purpose": "identify a traveller"}
    with transaction.atomic():
        return services.queue(
            an_actor().who,
            to=to,
            body=body or {"words": "seen at the gate"},
            at=clock.now(),
            **said | changes,
        )


def work(clock: StandingClock, *, rounds: int = 300) -> None:
    """Let a worker do all that is due now; one that never comes to rest is a failure."""
    worker = Worker(clock=clock.now, lease=LEASE, threads=1)
    for _ in range(rounds):
        if not worker.run_jobs():
            return
    message = "the worker does not come to rest"
    raise AssertionError(message)


def work_until_done(clock: StandingClock, *, rounds: int = 100) -> None:
    """Let a worker work and time pass until no job is left."""
    waiting: list[Any] = []
    for _ in range(rounds):
        work(clock)
        waiting = list(Job.objects.values_list("due_at", "leased_until"))
        if not waiting:
            return
        clock.at = min(max(due, leased or due) for due, leased in waiting)
    message = f"{len(waiting)} jobs are left"
    raise AssertionError(message)


def written() -> dict[str, int]:
    """Count the rows of every table a message touches."""
    return {table.__name__: table._default_manager.count() for table in TABLES}


def delivery(jti: uuid.UUID, organisation: str = "seoul") -> Delivery:
    """Return one message on its way to one bureau."""
    return Delivery.objects.select_related("message").get(
        message__jti=jti, organisation=organisation
    )


def state(jti: uuid.UUID, organisation: str = "seoul") -> str:
    """Return where a message stands at one bureau."""
    return delivery(jti, organisation).state


def alarms() -> list[tuple[str, str]]:
    """Return kind and organisation of every alarm."""
    return list(Alarm.objects.order_by("id").values_list("kind", "organisation"))


def logged(event: str) -> int:
    """Count the log's entries of one event."""
    return Payload.objects.filter(event=event).count()
