"""Jobs promised and leased, in as few words as the tests need."""

from datetime import datetime, timedelta

from django.db import transaction

from liaison.core import jobs
from liaison.core.models import Job
from tests.cast import NOW

LEASE = timedelta(seconds=30)
SECOND = timedelta(seconds=1)


def promise(number: int = 0, *, due_at: datetime = NOW, key: str | None = None) -> Job:
    """Promise a job and return its row."""
    with transaction.atomic():
        jobs.enqueue("test.job", {"number": number}, due_at=due_at, key=key or f"job-{number}")
    return Job.objects.get(key=key or f"job-{number}")


def lease_one(*, owner: str = "one", now: datetime = NOW) -> Job:
    """Lease the one job that is due."""
    (job,) = jobs.claim(owner=owner, lease=LEASE, now=now, limit=1)
    return job
