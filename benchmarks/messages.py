"""Messages from one real node to another: queue, seal, send over mutual TLS, receipt verified.

Run by `benchmarks.house` inside the sending bureau's home; prints one JSON object.
"""

import json
import os
import sqlite3
import sys
import time
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "liaison.config.settings"
django.setup()

from django.conf import settings  # noqa: E402 - tables exist only now
from django.db import connection, transaction  # noqa: E402

from liaison.audit.types import Who  # noqa: E402
from liaison.core import clock  # noqa: E402
from liaison.exchange import services  # noqa: E402
from liaison.exchange.models import Delivery  # noqa: E402
from liaison.exchange.services.sending import Sender  # noqa: E402
from liaison.exchange.states import State  # noqa: E402

BATCHED = 1000
SINGLE = 150
BODY = 4096
KIND = "records.distribute"
WARM_UP = 20


def queue(count: int, to: str) -> None:
    """Queue messages of 4 KiB, one transaction each as rooms do."""
    who = Who.machine("benchmark", settings.NODE.organisation)
    for _ in range(count):
        with transaction.atomic():
            services.queue(
                who,
                to=[to],
                kind=KIND,
                body={"padding": "x" * BODY},
                at=clock.now(),
                purpose="benchmark",
            )


def send(to: str) -> float:
    """Send what waits and return the seconds until every receipt was verified and committed."""
    begun = time.perf_counter()
    SENDER.run({"to": to}, clock.now())
    return time.perf_counter() - begun


def floor() -> float:
    """Return commits a second of bare SQLite, the floor below any message that is committed."""
    file = Path(settings.NODE.home) / "floor.sqlite3"
    found = sqlite3.connect(file, isolation_level=None)
    found.execute("pragma journal_mode=wal")
    found.execute("pragma synchronous=full")
    found.execute("create table if not exists t (x text)")
    begun = time.perf_counter()
    for _ in range(SINGLE):
        found.execute("insert into t values (?)", ("x" * BODY,))
    spent = time.perf_counter() - begun
    found.close()
    file.unlink()
    return SINGLE / spent


SENDER = Sender()


def main(to: str) -> None:
    """Measure and print."""
    queue(WARM_UP, to)
    send(to)
    begun = time.perf_counter()
    queue(BATCHED, to)
    queued = BATCHED / (time.perf_counter() - begun)
    batched = BATCHED / send(to)
    single, waits = 0.0, []
    for _ in range(SINGLE):
        queue(1, to)
        waits.append(send(to))
    single = SINGLE / sum(waits)
    left = Delivery.objects.filter(state=State.ACCEPTED).count()
    figures = {
        "queued": queued,
        "batched": batched,
        "single": single,
        "single_p95": sorted(waits)[int(SINGLE * 0.95)] * 1000,
        "floor": floor(),
        "left": left,
    }
    connection.close()
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
