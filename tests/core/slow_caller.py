"""A process that a test kills in a call: `python -m tests.core.slow_caller HOME [prepare]`."""

import os
import sys
import time
from pathlib import Path

import django
from django.core.management import call_command
from django.db import transaction

SECONDS = 60
KEY = "8e03978e-40d5-43e8-bc93-6894a57f9324"


def say(word: str) -> None:
    """Tell the test how far it has come."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main(home: Path, *, prepare: bool) -> None:
    """Do a call in a home of its own; the first attempt takes longer than anybody waits."""
    os.environ.update(
        LIAISON_HOME=str(home),
        LIAISON_NODE_ORGANISATION="beijing",
        LIAISON_DATABASE_URL="sqlite",
        DJANGO_SETTINGS_MODULE="liaison.config.settings",
    )
    django.setup()
    # only now do settings and tables exist
    from liaison.core import clock, idempotency  # noqa: PLC0415
    from liaison.core.errors import CallInFlight  # noqa: PLC0415
    from liaison.core.idempotency import HOLD, Claim  # noqa: PLC0415
    from liaison.core.models import Lease  # noqa: PLC0415

    if prepare:
        call_command("migrate", "core", verbosity=0)
    now = clock.now() if prepare else clock.now() + HOLD
    try:
        found = idempotency.begin(caller="gate", key=KEY, request=b"ask", now=now)
    except CallInFlight:
        say("wait")
        return
    if not isinstance(found, Claim):
        say(found.content.decode())
        return
    with transaction.atomic():
        Lease.objects.create(name="effect", owner="gate", until=now)
        idempotency.finish(found, status=200, content=b"yes")
        say("begun")
        if prepare:
            time.sleep(SECONDS)
    say("done")


if __name__ == "__main__":
    main(Path(sys.argv[1]), prepare="prepare" in sys.argv)
