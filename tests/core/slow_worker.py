"""A worker process that a test kills: `python -m tests.core.slow_worker HOME [prepare]`."""

import os
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

import django
from django.core.management import call_command
from django.db import transaction

SECONDS = 60


def main(home: Path, *, prepare: bool) -> None:
    """Work in a home of its own; the first attempt at the job takes longer than anybody waits."""
    os.environ.update(
        LIAISON_HOME=str(home),
        LIAISON_NODE_ORGANISATION="beijing",
        LIAISON_DATABASE_URL="sqlite",
        DJANGO_SETTINGS_MODULE="liaison.config.settings",
    )
    django.setup()
    # only now do settings and tables exist
    from liaison.core import clock, jobs  # noqa: PLC0415
    from liaison.core.models import Lease  # noqa: PLC0415
    from liaison.core.sockets import JOBS, PERIODIC, JobKind, JobPayload  # noqa: PLC0415
    from liaison.core.worker import Worker  # noqa: PLC0415

    def slow(payload: JobPayload, now: datetime) -> None:
        begun = home / "begun"
        first = not begun.exists()
        Lease.objects.create(name=f"half of {payload['work']}", owner="job", until=now)
        with begun.open("a") as file:
            file.write(f"{os.getpid()}\n")
        if first:
            time.sleep(SECONDS)
        Lease.objects.create(name=f"all of {payload['work']}", owner="job", until=now)

    JOBS["test.slow"] = JobKind(slow)
    PERIODIC.clear()
    if prepare:
        call_command("migrate", "core", verbosity=0)
        with transaction.atomic():
            jobs.enqueue("test.slow", {"work": "it"}, due_at=clock.now())
    Worker(clock=clock.now, lease=timedelta(seconds=1), threads=1).run()


if __name__ == "__main__":
    main(Path(sys.argv[1]), prepare="prepare" in sys.argv)
