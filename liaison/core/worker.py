"""The worker: takes jobs by lease, runs periodic work under one lease, may die at any moment.

`kill -9` costs at most the length of a lease: what was leased is taken over, what was half done
was never committed.
"""

import os
import secrets
import socket
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

import structlog
from django.db import close_old_connections, connection, transaction

from liaison.core import heartbeats, jobs, request_ids, slow_queries
from liaison.core.health import WORKER
from liaison.core.logs import told
from liaison.core.models import Job, Lease
from liaison.core.sockets import JOBS, PERIODIC
from liaison.core.tally import TALLY

PERIODIC_LEASE = "periodic"
# an idle worker looks again after 50 ms, then less and less often
IDLE_SECONDS = 0.05
IDLE_MOST = 0.25
IDLE_GROWTH = 1.1
CLAIM = 8
# a job that speaks to a network for longer than this is waiting for somebody who is slow, or mean
PATIENCE_SECONDS = 2.0
# threads that stand in for those, while it lasts; beyond them the others do wait
STAND_INS = 8

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
        self.pulse = heartbeats.Pulse(WORKER, self.name, started_at=clock())
        self._speaking: dict[str, float] = {}
        self._stand_ins: list[threading.Thread] = []
        self._next_run: dict[str, datetime] = {}
        self._leads_until: datetime | None = None
        self._asks_again: datetime | None = None

    def run(self) -> None:
        """Work until `stop` is called."""
        runners = [
            # the first one never waits for a network: peers that are slow, or mean to be, can hold
            # up all the others and still nothing that has arrived
            threading.Thread(
                target=self._runner,
                args=(n == 0 and self.threads > 1,),
                name=f"jobs-{n}",
                daemon=True,
            )
            for n in range(self.threads)
        ]
        for runner in [*runners, threading.Thread(target=self._heartbeat, daemon=True)]:
            runner.start()
        while not self.stopping.is_set():
            self._reinforce()
            if not self._guarded(self.run_periodic):
                self.stopping.wait(IDLE_MOST)
        for runner in (*runners, *self._stand_ins):
            runner.join(timeout=self.lease.total_seconds())
        self._step_down()
        self._guarded(self._last_beat)
        connection.close()

    def stop(self) -> None:
        """Finish the jobs at hand and end."""
        self.stopping.set()

    def run_jobs(self, *, quick: bool = False) -> bool:
        """Lease and run what is due; return whether there was anything.

        Args:
            quick: only kinds that speak to no network.
        """
        now = self.clock()
        if not jobs.waiting(now, quick=quick):
            return False
        claimed = jobs.claim(owner=self.name, lease=self.lease, now=now, limit=CLAIM, quick=quick)
        for job in claimed:
            self._run_one(job)
        return bool(claimed)

    def run_periodic(self) -> bool:
        """Run the periodic work that is due, if this worker holds the lease for it."""
        now = self.clock()
        # asked even when nothing is due: a lease that lapsed between two runs would go round
        if not self._leads(now):
            return False
        due = [name for name in PERIODIC if self._next_run.get(name, now) <= now]
        for name in due:
            self._next_run[name] = now + PERIODIC[name].every
            with request_ids.bound(now), slow_queries.watched():
                try:
                    PERIODIC[name].run(self.clock())
                    TALLY.add("periodic", name, "done")
                except Exception as error:  # noqa: BLE001 - whatever it was, the next round comes
                    TALLY.add("periodic", name, "failed")
                    log.warning("periodic work failed", work=name, **told(error))
        return bool(due)

    def extend_leases(self) -> bool:
        """Keep what takes longer than a lease; return whether there was anything."""
        now = self.clock()
        soon = now + self.lease / 2
        leading = Lease.objects.filter(name=PERIODIC_LEASE, owner=self.name, until__lt=soon)
        busy = Job.objects.filter(leased_by=self.name, leased_until__lt=soon)
        found = leading.exists(), busy.exists()
        if found[0]:
            leading.update(until=now + self.lease)
        if found[1]:
            jobs.extend(owner=self.name, lease=self.lease, now=now)
        return any(found)

    def _run_one(self, job: Job) -> None:
        thread = threading.current_thread().name
        kind = JOBS.get(job.name)
        if kind is not None and not kind.transactional:
            self._speaking[thread] = time.monotonic()
        try:
            with request_ids.bound(self.clock()), slow_queries.watched():
                self._guarded_job(job)
        finally:
            self._speaking.pop(thread, None)

    def _guarded_job(self, job: Job) -> None:
        try:
            jobs.run(job, now=self.clock())
            TALLY.add("jobs", job.name, "done")
        except Exception as error:  # noqa: BLE001 - whatever it was, the job is put back
            TALLY.add("jobs", job.name, "failed")
            log.warning("job failed", job=job.name, attempts=job.attempts, **told(error))
            jobs.fail(job, reason=type(error).__name__, now=self.clock())

    def _reinforce(self) -> None:
        """Start a stand-in when every thread that may speak to a network waits for somebody."""
        self._stand_ins = [one for one in self._stand_ins if one.is_alive()]
        if stand_in_wanted(
            list(self._speaking.values()),
            now=time.monotonic(),
            threads=self._speakers + len(self._stand_ins),
            stand_ins=len(self._stand_ins),
        ):
            name = f"jobs-{secrets.token_hex(4)}"
            thread = threading.Thread(target=self._stand_in, name=name, daemon=True)
            self._stand_ins.append(thread)
            thread.start()

    @property
    def _speakers(self) -> int:
        """How many threads may speak to a network."""
        return max(self.threads - 1, 1)

    def _stand_in(self) -> None:
        """Work like any other thread for as long as others wait."""
        while not self.stopping.is_set() and self._waiting() >= self._speakers:
            if not self._guarded(self.run_jobs):
                self.stopping.wait(IDLE_SECONDS)
        connection.close()

    def _waiting(self) -> int:
        return waiting_long(list(self._speaking.values()), now=time.monotonic())

    def _leads(self, now: datetime) -> bool:
        """Take or keep the lease for periodic work; who holds it writes once in a third of it."""
        if self._leads_until is not None and now < self._leads_until - self.lease * 2 / 3:
            return True
        if self._asks_again is not None and now < self._asks_again:
            return False
        with transaction.atomic():
            lease, _ = Lease.objects.select_for_update().get_or_create(
                name=PERIODIC_LEASE, defaults={"owner": self.name, "until": now}
            )
            if lease.owner != self.name and lease.until > now:
                self._leads_until = None
                self._asks_again = min(lease.until, now + self.lease / 3)
                return False
            Lease.objects.filter(name=PERIODIC_LEASE).update(
                owner=self.name, until=now + self.lease
            )
        self._leads_until = now + self.lease
        return True

    def _step_down(self) -> None:
        Lease.objects.filter(name=PERIODIC_LEASE, owner=self.name).delete()

    def _last_beat(self) -> bool:
        self.pulse.end()
        return True

    def _runner(self, quick: bool) -> None:  # noqa: FBT001 - a thread's arguments are positional
        pause = IDLE_SECONDS
        while not self.stopping.is_set():
            if self._guarded(partial(self.run_jobs, quick=quick)):
                pause = IDLE_SECONDS
            else:
                self.stopping.wait(pause)
                pause = min(pause * IDLE_GROWTH, IDLE_MOST)
        connection.close()

    def _heartbeat(self) -> None:
        pause = min(self.lease / 3, heartbeats.EVERY).total_seconds()
        self._guarded(lambda: self.pulse.beat(self.clock()))
        while not self.stopping.wait(pause):
            self._guarded(self.extend_leases)
            self._guarded(lambda: self.pulse.beat(self.clock()))
        connection.close()

    def _guarded(self, work: Callable[[], bool]) -> bool:
        """Do one round; a database that is away for a moment must not end the worker."""
        try:
            return work()
        except Exception as error:  # noqa: BLE001 - whatever it was, the next round comes
            log.warning("round failed", **told(error))
            close_old_connections()
            self.stopping.wait(1)
            return False


def waiting_long(since: Sequence[float], *, now: float) -> int:
    """Return how many of the jobs that speak to a network have done so for too long.

    Args:
        since: when each of them began, in seconds of one clock.
        now: the present moment of that clock.
    """
    return sum(now - began > PATIENCE_SECONDS for began in since)


def stand_in_wanted(since: Sequence[float], *, now: float, threads: int, stand_ins: int) -> bool:
    """Return whether one thread more is needed, so that nobody waits for somebody else's peer.

    Args:
        since: when each job that speaks to a network began, in seconds of one clock.
        now: the present moment of that clock.
        threads: how many may speak to a network, stand-ins included.
        stand_ins: how many of them are stand-ins.
    """
    return waiting_long(since, now=now) >= threads and stand_ins < STAND_INS
