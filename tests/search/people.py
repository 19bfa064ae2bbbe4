"""Things of a small invented world, put into the index and asked for."""

import time
from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max

from liaison.lib.ids.dates import PartialDate
from liaison.search import changes, merging, selectors, services
from liaison.search.models import SearchChange
from liaison.search.states import Scheme, Subject
from liaison.search.types import Entry, Question
from tests.cast import NOW

FAMILIES = ("Berg", "Petrov", "Kim", "Haddad", "Okafor", "Silva", "Nowak", "Quispe")
PATIENCE: Final = 60  # seconds; longer than any test keeps a transaction open
GIVEN = ("Anna", "Ivan", "Min-su", "Yusuf", "Chidi", "Lucía", "Piotr", "Inti")


def person(number: int) -> Entry:
    """Return an invented person; a family name of their own, that nothing else resembles."""
    name = f"{GIVEN[number % 8]} {FAMILIES[number // 8 % 8]}{_letters(number)}"
    born = PartialDate(1950 + number % 50, 1 + number % 12, 1 + number % 28)
    return Entry(
        Subject.PERSON, UUID(int=number), (name,), ((Scheme.DOCUMENT, f"P{number:07d}"),), born
    )


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + (number * step) % 26) for step in (1, 7, 11, 17, 23))


def put(numbers: Iterable[int]) -> None:
    """Put people into the index."""
    with transaction.atomic():
        services.put_many(person(number) for number in numbers)


def erase(numbers: Iterable[int]) -> None:
    """Take people out of the index."""
    with transaction.atomic():
        services.forget_many(UUID(int=number) for number in numbers)


def merged(
    step: merging.Step = merging.no_step, *, anew: bool = False, now: datetime = NOW
) -> int:
    """Write what has changed into the files."""
    _wait_for_others()
    return merging.catch_up(now=now, anew=anew, step=step)


def _wait_for_others() -> None:
    """Wait until every change counts as covered.

    A transaction still open in any database of a PostgreSQL server holds the bound back, also
    one of the tests running beside this one.
    """
    if connection.vendor != "postgresql":
        return
    last = SearchChange.objects.aggregate(last=Max("written"))["last"] or 0
    until = time.monotonic() + PATIENCE
    while changes.since(0, most=0).bound <= last and time.monotonic() < until:
        time.sleep(0.02)


def is_found(number: int) -> bool:
    """Whether a person is found by name, by number, and by a number misread: all or none."""
    one = person(number)
    (_, folded), born = one.numbers[0], one.birth
    asked = (
        Question(Subject.PERSON, one.names),
        Question(Subject.PERSON, one.names, birth=born),
        Question(numbers=((None, folded),)),
        Question(numbers=((None, folded[1:]),), misread=True),
    )
    found = {
        one.reference in [found.reference for found in selectors.candidates(question)]
        for question in asked
    }
    assert len(found) == 1, (number, found)
    return found.pop()
