"""`python -m benchmarks.agencies`: what a check costs through the API, in one process.

Everything a call passes: key, door, JSON, service, audit entry, commit; no network and no server.
"""

import json
import os
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import django

CALLS = 400
WARM_UP = 20
BATCHES = 20


def spent(work: Callable[[], object], times: int) -> list[float]:
    """Return the milliseconds of each time."""
    found = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        found.append((time.perf_counter() - begun) * 1000)
    return found


def main() -> None:
    """Make a home, a machine and a key; call; print medians and the slowest twentieth."""
    home = Path(tempfile.mkdtemp(prefix="liaison-bench-"))
    (home / "secret.key").write_text(secrets.token_urlsafe(60))
    os.environ.update(
        LIAISON_HOME=str(home),
        LIAISON_NODE_ORGANISATION="beijing",
        LIAISON_STAFF_ADDRESS="http://localhost",
        DJANGO_SETTINGS_MODULE="liaison.config.settings",
    )
    django.setup()
    # only now do settings and tables exist
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call = caller(key())
    question = {"subject": "travel_document", "text": "LX7310254", "issuing_state": "CHN"}
    why = {"purpose": "security_check", "case_reference": "bench"}
    lines = [{"reference": str(number), "question": question} for number in range(100)]
    figures = {
        "whoami": spent(lambda: call("GET", "whoami", None), CALLS),
        "one check": spent(lambda: call("POST", "checks", {**why, "question": question}), CALLS),
        "a hundred checks": spent(
            lambda: call("POST", "checks/batch", {**why, "questions": lines}), BATCHES
        ),
    }
    for name, times in figures.items():
        ordered = sorted(times[min(WARM_UP, len(times) // 10) :])
        slow = ordered[int(len(ordered) * 0.95)]
        print(f"{name}: median {statistics.median(ordered):.1f} ms, p95 {slow:.1f} ms")


def key() -> str:
    """Return the key of a border system."""
    from liaison.core import clock  # noqa: PLC0415
    from liaison.identity import services  # noqa: PLC0415
    from liaison.identity.roles import MACHINE_ROLES  # noqa: PLC0415
    from liaison.identity.states import Permission  # noqa: PLC0415
    from liaison.identity.types import Actor, MachinePlan  # noqa: PLC0415

    now = clock.now()
    rights = frozenset({Permission.PERSON_MANAGE, Permission.MACHINE_MANAGE})
    who = Actor.command_line(
        "bench", bureau="beijing", permissions=rights | {Permission.ORGANISATION_READ}
    )
    files = Path(__file__).parents[1] / "resources" / "organisations"
    services.load_organisations(who, file=files / "beijing.toml", now=now)
    plan = MachinePlan(
        name="bench",
        organisation="beijing",
        role="border_system",
        scope=MACHINE_ROLES["border_system"].permissions,
        place="this machine",
        expires_at=now + timedelta(days=30),
    )
    made = services.propose_machine(who, plan=plan, now=now)
    services.validate_machine(who, machine_id=made, now=now)
    return services.make_machine_key(who, machine_id=made, overlap=timedelta(0), now=now)


def caller(token: str) -> Callable[[str, str, object], None]:
    """Return a way to call."""
    from django.test import Client  # noqa: PLC0415

    from liaison.api.agencies import paces  # noqa: PLC0415

    client = Client()
    headers = {"Authorization": f"Bearer {token}"}

    def call(method: str, path: str, body: object) -> None:
        paces.PACES.buckets.clear()
        content = json.dumps(body) if body is not None else ""
        got = client.generic(
            method, f"/api/v1/{path}", content, content_type="application/json", headers=headers
        )
        if got.status_code != 200:  # noqa: PLR2004
            sys.exit(f"{path}: {got.status_code} {got.content.decode()}")

    return call


if __name__ == "__main__":
    main()
