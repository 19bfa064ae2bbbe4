"""Jobs: work promised inside a transaction and done after it, once.

A job row is written by the transaction that needs it. A worker leases it, runs it and deletes it;
for transactional kinds the effect and the deletion are one transaction, so a worker killed at any
point leaves either everything or nothing, and another takes over when the lease has run out.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import connection, models, transaction

from liaison.core.errors import NotInTransaction
from liaison.core.identifiers import uuid7
from liaison.core.models import ERROR_LENGTH, Job
from liaison.core.sockets import JOBS, JobKind

# a job that fails waits 1, 2, 4 ... seconds, at most an hour; it is never given up
BACKOFF_FIRST = timedelta(seconds=1)
BACKOFF_MOST = timedelta(hours=1)


def enqueue(
    name: str, payload: Mapping[str, object], *, due_at: datetime, key: str | None = None
) -> None:
    """Promise a job, in the caller's transaction.

    Args:
        name: a kind plugged into `core.sockets.JOBS`.
        payload: JSON values.
        due_at: not before this moment.
        key: at most one job of a key exists; promising it again makes that one due at `due_at`.

    Raises:
        NotInTransaction: there is no transaction to be part of.
        KeyError: nobody plugged that kind in.
    """
    enqueue_many(name, {key or f"{name}:{uuid7(due_at)}": payload}, due_at=due_at)


def enqueue_many(
    name: str, payloads: Mapping[str, Mapping[str, object]], *, due_at: datetime
) -> None:
    """Promise several jobs of one kind, in the caller's transaction.

    Args:
        name: a kind plugged into `core.sockets.JOBS`.
        payloads: key to payload.
        due_at: not before this moment.

    Raises:
        NotInTransaction: there is no transaction to be part of.
        KeyError: nobody plugged that kind in.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction
    JOBS[name]
    promised = [
        Job(name=name, payload=dict(payload), due_at=due_at, key=key, created_at=due_at)
        for key, payload in payloads.items()
    ]
    # an upsert, not "insert or ignore": it waits for a worker that is just finishing this very job
    Job.objects.bulk_create(
        promised, update_conflicts=True, update_fields=["due_at"], unique_fields=["key"]
    )


def claim(
    *, owner: str, lease: timedelta, now: datetime, limit: int, quick: bool = False
) -> Sequence[Job]:
    """Lease the jobs that are due, oldest first; one that may be slow comes alone.

    Args:
        owner: name of the worker.
        lease: after this time others may take the jobs over.
        now: the present moment.
        limit: most jobs.
        quick: only kinds that speak to no network.
    """
    with transaction.atomic():
        due = _due(now, quick=quick).order_by("due_at", "id")
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        jobs = _together(list(due[:limit]))
        for job in jobs:
            job.leased_by, job.leased_until = owner, now + lease
            job.attempts += 1
        Job.objects.bulk_update(jobs, ["leased_by", "leased_until", "attempts"])
    return jobs


def waiting(now: datetime, *, quick: bool = False) -> bool:
    """Return whether any job could be leased now: a read; an idle worker writes nothing."""
    return _due(now, quick=quick).exists()


def _due(now: datetime, *, quick: bool) -> models.QuerySet[Job]:
    free = models.Q(leased_until=None) | models.Q(leased_until__lte=now)
    due = Job.objects.filter(free, due_at__lte=now)
    full = [name for name, kind in JOBS.items() if kind.free is not None and not kind.free()]
    if full:
        due = due.exclude(name__in=full)
    if quick:
        return due.filter(name__in=[name for name, kind in JOBS.items() if kind.transactional])
    return due


def extend(*, owner: str, lease: timedelta, now: datetime) -> None:
    """Keep the leases of a worker that is alive and busy."""
    Job.objects.filter(leased_by=owner).update(leased_until=now + lease)


def run(job: Job, *, now: datetime) -> None:
    """Do a leased job.

    Args:
        job: as `claim` returned it.
        now: the present moment.

    Raises:
        Exception: whatever the job raised; the caller passes it to `fail`.
    """
    kind = JOBS[job.name]
    if kind.transactional:
        with transaction.atomic():
            if _held(job) is not None:
                kind.run(job.payload, now)
                Job.objects.filter(pk=job.pk).delete()
        return
    _finish(job, kind, again=kind.run(job.payload, now), now=now)


def fail(job: Job, *, reason: str, now: datetime) -> None:
    """Put a job back that raised, with a growing pause.

    Args:
        job: the job.
        reason: one line for the administrator; no content of messages.
        now: the present moment.
    """
    pause = min(BACKOFF_FIRST * 2 ** min(job.attempts - 1, 12), BACKOFF_MOST)
    Job.objects.filter(pk=job.pk, leased_by=job.leased_by, attempts=job.attempts).update(
        due_at=now + pause, leased_by="", leased_until=None, last_error=reason[:ERROR_LENGTH]
    )


def _together(due: Sequence[Job]) -> Sequence[Job]:
    """Return what one thread may take at once: a job that speaks to a network holds up nobody."""
    slow = [job.name in JOBS and not JOBS[job.name].transactional for job in due]
    return due[: max(slow.index(True), 1)] if True in slow else due


def _held(job: Job) -> Job | None:
    """Fence: a worker that slept through its lease must not do the job a second time."""
    held = Job.objects.select_for_update().filter(
        pk=job.pk, leased_by=job.leased_by, attempts=job.attempts
    )
    return held.first()


def _finish(job: Job, kind: JobKind, *, again: datetime | None, now: datetime) -> None:
    with transaction.atomic():
        held = _held(job)
        if held is None:
            return
        if held.due_at != job.due_at:
            # promised again while it ran: a later moment it chose itself must not win
            again = min(again or held.due_at, held.due_at)
        if again is None and kind.pending is not None and kind.pending(job.payload, now):
            again = now
        if again is None:
            Job.objects.filter(pk=job.pk).delete()
        else:
            Job.objects.filter(pk=job.pk).update(
                due_at=again, leased_by="", leased_until=None, attempts=0, last_error=""
            )
