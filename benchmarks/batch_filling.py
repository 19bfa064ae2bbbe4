"""A bureau's register for `benchmarks.batch`, and the lists that are gone through.

Run inside the bureau's home; prints one JSON object.
"""

import json
import os
import random
import sys
import time
from collections.abc import Iterator
from uuid import UUID

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "liaison.config.settings"
django.setup()

from benchmarks import people  # noqa: E402 - tables exist only now
from liaison.core import clock  # noqa: E402
from liaison.core.identifiers import uuid7  # noqa: E402
from liaison.identity import selectors as identity  # noqa: E402
from liaison.identity.models import Person  # noqa: E402
from liaison.identity.types import Actor  # noqa: E402
from liaison.lib.ids.dates import PartialDate  # noqa: E402
from liaison.queries import services  # noqa: E402
from liaison.queries.bulkfile import line_of  # noqa: E402
from liaison.queries.bulkpolicy import CHUNK  # noqa: E402
from liaison.queries.states import BulkState, ListKind  # noqa: E402
from liaison.queries.types import BulkLine, BulkPlan  # noqa: E402
from liaison.rules.processing import Purpose  # noqa: E402
from liaison.search import services as search  # noqa: E402
from liaison.search.states import Subject  # noqa: E402
from liaison.search.types import Entry  # noqa: E402

PLAN = BulkPlan(
    ListKind.PASSENGERS, Purpose.SECURITY_CHECK, "benchmark", "own law on passenger data"
)


def entries(total: int) -> Iterator[Entry]:
    """Yield invented people as the index keeps them."""
    now, size = clock.now(), max(total // 10, 2000)
    for number in range(total):
        one = people.person(number, size)
        parts = [int(part) for part in one.birth.split("-")] if one.birth else []
        birth = PartialDate(*parts) if parts else None
        yield Entry(Subject.PERSON, uuid7(now), names=one.names, birth=birth)


def register(total: int) -> object:
    """Put people into the index and write its files."""
    begun = time.perf_counter()
    search.put_many(entries(total))
    search.catch_up(now=clock.now())
    return {"seconds": time.perf_counter() - begun}


def persons(count: int, total: int) -> Iterator[BulkLine]:
    """Yield half people of the register as somebody else writes them, half nobody."""
    chance, size = random.Random(7), max(total // 10, 2000)  # noqa: S311 - a benchmark
    for place in range(count):
        number = chance.randrange(total) if place % 2 else total + place
        one = people.person(number, size)
        name = people.normal(one.names[0], chance) if place % 2 else one.names[0]
        yield line_of(place + 2, {"reference": str(place), "name": name, "birth": one.birth})


def documents(count: int) -> Iterator[BulkLine]:
    """Yield numbers, one in a hundred of which was reported."""
    for place in range(count):
        number = f"LM{place:07d}" if place % 100 == 0 else f"ZZ{place:07d}"
        yield line_of(
            place + 2, {"reference": str(place), "number": number, "issuing_state": "CHN"}
        )


def _actor(name: str) -> Actor:
    person = Person.objects.get(sign_in_name=name)
    return identity.actor_for(person, chair_id=None, now=clock.now())


def sent(said: Iterator[BulkLine]) -> object:
    """Send a list and let a second person approve it; return what that took."""
    begun, now = time.perf_counter(), clock.now()
    asker, second = _actor("boris"), _actor("vera")
    bulk = services.open_bulk(asker, plan=PLAN, now=now).id
    part: list[BulkLine] = []
    for line in said:
        part.append(line)
        if len(part) == CHUNK:
            services.add_lines(asker, bulk_id=bulk, lines=part)
            part = []
    if part:
        services.add_lines(asker, bulk_id=bulk, lines=part)
    facts = services.submit_bulk(asker, bulk_id=bulk, now=now)
    if facts.state is BulkState.WAITING:
        services.decide_bulk(second, bulk_id=bulk, approve=True, note="benchmark", now=now)
    return {"id": _hex(bulk), "seconds": time.perf_counter() - begun}


def _hex(one: UUID) -> str:
    return one.hex


def main() -> None:
    """Do what the command line says."""
    what, *numbers = sys.argv[1:]
    count = [int(one) for one in numbers]
    if what == "register":
        told = register(count[0])
    elif what == "persons":
        told = sent(persons(count[0], count[1]))
    else:
        told = sent(documents(count[0]))
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
