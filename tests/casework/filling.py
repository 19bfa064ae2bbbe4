"""A database full of invented requests, in seconds: for benchmarks and for tests of lists.

The rows are as the services write them, put in by prepared statements instead of a hundred
thousand transactions. Nothing is real: names and numbers are counted.
"""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import NAMESPACE_DNS, uuid5

from django.db import transaction

from liaison.casework import clocks, policy
from liaison.casework.models import Addressee, Counter, Deadline, Letter, Request
from liaison.casework.states import (
    DONE,
    AddresseeState,
    ClockState,
    Direction,
    Queue,
    Result,
    State,
)
from liaison.casework.words import CrimeArea, LetterKind, Role, Urgency
from liaison.core.bulk import insert
from liaison.core.identifiers import uuid7
from liaison.rules.processing import HandlingCode, Purpose

PARTNERS = ("seoul", "lyon", "suva", "beijing/hong-kong")
# thirty officers on the desk, who hold one in ten; the rest lies in the pool
PEOPLE = tuple(str(uuid5(NAMESPACE_DNS, f"officer {number}")) for number in range(30))
HELD = 0.1
UNITS = 50
CHUNK = 5_000
_OPEN = (
    (Direction.IN, State.ARRIVED),
    (Direction.IN, State.ACCEPTED),
    (Direction.IN, State.ASSIGNED),
    (Direction.IN, State.ASSIGNED),
    (Direction.IN, State.CLARIFICATION_ASKED),
    (Direction.IN, State.ANSWER_DRAFTED),
    (Direction.OUT, State.SUBMITTED),
    (Direction.OUT, State.SENT),
    (Direction.OUT, State.SENT),
    (Direction.OUT, State.PARTLY_ANSWERED),
    (Direction.OUT, State.ANSWERED),
)
_DONE = (
    (Direction.IN, State.ANSWERED),
    (Direction.IN, State.CLOSED),
    (Direction.OUT, State.CLOSED),
)
_COLUMNS = tuple(field.attname for field in Request._meta.concrete_fields)
_CLOCK = tuple(field.attname for field in Deadline._meta.concrete_fields)
_LETTER = tuple(field.attname for field in Letter._meta.concrete_fields)
_ADDRESSEE = (
    "request_id",
    "desk",
    "role",
    "state",
    "their_reference",
    "result",
    "answered_at",
    "message",
)


def fill(*, desk: str, unit: str, total: int, still_open: int, now: datetime) -> None:
    """Fill a desk with requests.

    Args:
        desk: whose.
        unit: of the desk; asks and is asked in one of fifty, invented units in the others.
        total: how many.
        still_open: how many of them are open.
        now: the present moment; their clocks end within a week around it.
    """
    chance = random.Random(total)  # noqa: S311 - invented data, the same each time
    last = 0
    for start in range(0, total, CHUNK):
        rows = [
            _request(number, desk, unit, now, chance, is_open=number < still_open)
            for number in range(start, min(start + CHUNK, total))
        ]
        with transaction.atomic():
            insert(Request, _COLUMNS, (_values(row, _COLUMNS) for row in rows))
            insert(Deadline, _CLOCK, (_values(one, _CLOCK) for one in _clocks(rows)))
            insert(Letter, _LETTER, (_values(one, _LETTER) for one in _letters(rows)))
            insert(Addressee, _ADDRESSEE, (_values(one, _ADDRESSEE) for one in _asked(rows)))
        last += len(rows)
    Counter.objects.update_or_create(
        desk=desk, kind="request", year=now.year, defaults={"last": last}
    )


def _values(
    row: Request | Deadline | Letter | Addressee, columns: tuple[str, ...]
) -> list[object]:
    return [getattr(row, column) for column in columns]


def _request(  # noqa: PLR0913 - whose, when, and how invented
    number: int, desk: str, unit: str, now: datetime, chance: random.Random, *, is_open: bool
) -> Request:
    direction, state = chance.choice(_OPEN if is_open else _DONE)
    place = chance.randrange(UNITS)
    unit = f"{desk}/unit-{place}" if place else unit
    incoming = direction is Direction.IN
    begun = now - timedelta(minutes=chance.randrange(7 * 24 * 60 if is_open else 400 * 24 * 60))
    key = uuid7(begun)
    assert is_open == (state not in DONE[direction])
    queue = policy.queue_of(direction, state)
    mine = queue in {Queue.ASSIGNED, Queue.UNIT}
    paused = state is State.CLARIFICATION_ASKED
    running = ClockState.PAUSED if paused else ClockState.RUNNING
    has_clock = state is not State.SUBMITTED
    return Request(
        id=key,
        direction=direction,
        desk=desk,
        partner=chance.choice(PARTNERS) if incoming else "",
        origin=uuid7(begun) if incoming else key,
        our_reference=f"BJ-{now.year}-{number + 1:06d}",
        their_reference=f"SL-{now.year}-{number + 1:06d}" if incoming else "",
        subject=f"Invented request {number}: a lorry with {number % 40} pallets",
        asked="Identify the driver.",
        facts="On a day in February a lorry was stolen.",
        link="He rented it.",
        purpose=Purpose.LOCATE,
        legal_basis="Criminal Procedure Law, Art. 113",
        urgency=Urgency.NORMAL,
        clock="other",
        crime_area=CrimeArea.PROPERTY,
        handling_code=HandlingCode.OFFICIAL_USE_ONLY,
        asking_unit="seoul/incheon-airport" if incoming else unit,
        holder_organisation=unit if mine else desk,
        holder_person=chance.choice(PEOPLE) if is_open and chance.random() < HELD else "",
        drafted_by="" if incoming else chance.choice(PEOPLE),
        assigned_unit=unit if state in {State.ASSIGNED, State.ANSWER_DRAFTED} else "",
        state=state,
        queue=queue,
        is_open=is_open,
        result=Result.INFORMATION if state in {State.ANSWERED, State.CLOSED} else "",
        due_at=begun + timedelta(days=7),
        clock_state=(running if is_open else ClockState.STOPPED) if has_clock else "",
        created_at=begun,
        sent_at=begun if has_clock else None,
        answered_at=begun + timedelta(days=2) if state is State.ANSWERED else None,
        changed_at=begun,
    )


def _clocks(rows: list[Request]) -> Iterator[Deadline]:
    for row in rows:
        if not row.clock_state:
            continue
        stopped = row.clock_state == ClockState.STOPPED
        warn = row.due_at - clocks.class_of(row.clock).warn
        yield Deadline(
            request_id=row.id,
            clock=row.clock,
            state=row.clock_state,
            started_at=row.created_at,
            warn_at=warn,
            due_at=row.due_at,
            next_at=warn if row.clock_state == ClockState.RUNNING else None,
            stopped_at=row.created_at + timedelta(days=2) if stopped else None,
        )


def _letters(rows: list[Request]) -> Iterator[Letter]:
    for row in rows:
        key = uuid7(row.created_at)
        yield Letter(
            id=key,
            request_id=row.id,
            kind=LetterKind.REQUEST,
            direction=row.direction,
            desk=row.partner,
            at=row.created_at,
            by=row.partner or "Li",
            words=row.asked,
            origin=key,
            released_at=row.created_at,
        )


def _asked(rows: list[Request]) -> Iterator[Addressee]:
    for row in rows:
        if row.direction == Direction.OUT and row.clock_state:
            yield Addressee(
                request_id=row.id, desk="seoul", role=Role.ACTION, state=AddresseeState.SENT
            )
