"""The worker: takes jobs by lease, runs periodic work under one lease, may die at any moment.

`kill -9` costs at most the length of a lease: what was leased is taken over, what was half done
was never committed.
"""

import os
import secrets
import socket
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from django.db import close_old_connections, connection, transaction

from liaison.core import jobs
from liaison.core.models import Job, Lease
from liaison.core.sockets import PERIODIC

PERIODIC_LEASE = "periodic"
IDLE_SECONDS = 0.05
CLAIM = 8

log = structlog.get_logger()


class Worker:
    """One worker process.

    Args:
        clock: the present moment, asked again and again.
        lease: how long a dead worker's work stays untouched.
        threads: jobs run at the same time.
    """

    def __init__(self, *, clock: Callable[[], datetime], lease: timedelta, threads: int) -> None:
        """Make a worker with a name of its own; nothing runs yet."""
        self.clock = clock
        self.lease = lease
        self.threads = threads
        self.name = f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"
        self.stopping = threading.Event()
        self._next_run: dict[str, datetime] = {}
        self._leads_until: datetime | None = None

    def run(self) -> None:
        """Work until `stop` is called."""
        runners = [
            threading.Thread(target=self._runner, name=f"jobs-{n}", daemon=True)
            for n in range(self.threads)
        ]
        for runner in [*runners, threading.Thread(target=self._heartbeat, daemon=True)]:
            runner.start()
        while not self.stopping.is_set():
            if not self._guarded(self.run_periodic):
                self.stopping.wait(IDLE_SECONDS)
        for runner in runners:
            runner.join(timeout=self.lease.total_seconds())
        self._step_down()
        connection.close()

    def stop(self) -> None:
        """Finish the jobs at hand and end."""
        self.stopping.set()

    def run_jobs(self) -> bool:
        """Lease and run what is due; return whether there was anything."""
        now = self.clock()
        if not jobs.waiting(now):
            return False
        claimed = jobs.claim(owner=self.name, lease=self.lease, now=now, limit=CLAIM)
        for job in claimed:
            self._run_one(job)
        return bool(claimed)

    def run_periodic(self) -> bool:
        """Run the periodic work that is due, if this worker holds the lease for it."""
        now = self.clock()
        due = [name for name in PERIODIC if self._next_run.get(name, now) <= now]
        if not due or not self._leads(now):
            return False
        for name in due:
            self._next_run[name] = now + PERIODIC[name].every
            try:
                PERIODIC[name].run(self.clock())
            except Exception:
                log.exception("periodic work failed", work=name)
        return True

    def _run_one(self, job: Job) -> None:
        try:
            jobs.run(job, now=self.clock())
        except Exception as error:
            # the type only: texts of errors may carry content of messages
            log.warning("job failed", job=job.name, attempts=job.attempts, exc_info=True)
            jobs.fail(job, reason=type(error).__name__, now=self.clock())

    def _leads(self, now: datetime) -> bool:
        """Take or keep the lease for periodic work; a third of it is left before it is renewed."""
        if self._leads_until is not None and now < self._leads_until - self.lease * 2 / 3:
            return True
        with transaction.atomic():
            lease, _ = Lease.objects.select_for_update().get_or_create(
                name=PERIODIC_LEASE, defaults={"owner": self.name, "until": now}
            )
            if lease.owner != self.name and lease.until > now:
                self._leads_until = None
                return False
            Lease.objects.filter(name=PERIODIC_LEASE).update(
                owner=self.name, until=now + self.lease
            )
        self._leads_until = now + self.lease
        return True

    def _step_down(self) -> None:
        Lease.objects.filter(name=PERIODIC_LEASE, owner=self.name).delete()

    def _runner(self) -> None:
        while not self.stopping.is_set():
            if not self._guarded(self.run_jobs):
                self.stopping.wait(IDLE_SECONDS)
        connection.close()

    def _heartbeat(self) -> None:
        """Extend the leases of jobs that take longer than a lease."""
        while not self.stopping.wait(self.lease.total_seconds() / 3):
            now = self.clock()
            half_spent = Job.objects.filter(
                leased_by=self.name, leased_until__lt=now + self.lease / 2
            )
            if self._guarded(half_spent.exists):
                jobs.extend(owner=self.name, lease=self.lease, now=now)
        connection.close()

    def _guarded(self, work: Callable[[], bool]) -> bool:
        """Do one round; a database that is away for a moment must not end the worker."""
        try:
            return work()
        except Exception:
            log.exception("round failed")
            close_old_connections()
            self.stopping.wait(1)
            return False
