"""The socket of core: what the worker runs. Rooms above plug themselves in, in `apps.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

JobPayload = Mapping[str, object]


@dataclass(frozen=True)
class JobKind:
    """How one kind of job runs.

    Attributes:
        run: called with the payload and the present moment.
        transactional: True: `run` and the deletion of the job are one transaction, so the job
            happens once or not at all. False: `run` opens its own transactions (it speaks to a
            network in between) and must be safe to repeat; a moment it returns is when to call
            it again, None ends the job unless `pending` says otherwise.
        pending: only for non-transactional jobs: asked inside the transaction that would delete
            the job whether work arrived meanwhile.
        free: asked before a job of this kind is leased: whether this process has room for one.
            Where it has none, the job is left to another process at once.
    """

    run: Callable[[JobPayload, datetime], datetime | None]
    transactional: bool = True
    pending: Callable[[JobPayload, datetime], bool] | None = None
    free: Callable[[], bool] | None = None


@dataclass(frozen=True)
class Periodic:
    """Work done again and again by the one worker that holds the lease for it.

    Attributes:
        every: pause between two runs.
        run: called with the present moment; opens its own transactions.
    """

    every: timedelta
    run: Callable[[datetime], None]


JOBS: dict[str, JobKind] = {}
PERIODIC: dict[str, Periodic] = {}
