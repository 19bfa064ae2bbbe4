"""Reading bulk checks and what came of them: every reading is recorded."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction

from liaison.identity.types import Actor, Permission
from liaison.queries import bulkpolicy, selectors
from liaison.queries.services import noting
from liaison.queries.types import BulkAnswer, BulkFacts, BulkReject, LineProof

# lines of a file that are read, recorded and sent at once
PORTION = 10 * bulkpolicy.CHUNK


@transaction.atomic
def list_bulks(actor: Actor, *, now: datetime) -> tuple[BulkFacts, ...]:
    """Show the newest bulk checks, and record how many were shown.

    Raises:
        PermissionRefused: this actor neither asks for bulk checks nor approves them.
    """
    found = selectors.bulks(actor)
    noting.record(actor, "queries:bulk:listed", actor.organisation, now, {"shown": len(found)})
    return found


@transaction.atomic
def read_bulk(
    actor: Actor, *, bulk_id: UUID, now: datetime
) -> tuple[BulkFacts, tuple[BulkAnswer, ...]]:
    """Show one bulk check with its first matched lines, and record that they were read.

    Who only approves is shown no line.

    Raises:
        PermissionRefused: this actor neither asks for bulk checks nor approves them.
        NoSuchBulk: missing or hidden.
    """
    facts = selectors.bulk(actor, bulk_id)
    shown: tuple[BulkAnswer, ...] = ()
    if actor.may(Permission.BULK_CHECK):
        shown = selectors.bulk_answers(
            actor, bulk_id, after=0, limit=bulkpolicy.PAGE, matched=True
        )
    noting.record(actor, "queries:bulk:read", bulk_id, now, {"shown": len(shown)})
    return facts, shown


@transaction.atomic
def read_answers(
    actor: Actor, *, bulk_id: UUID, after: int, limit: int, now: datetime
) -> tuple[BulkAnswer, ...]:
    """Return answers behind a line, and record which were read.

    Raises:
        PermissionRefused: this actor may not check lists.
        NoSuchBulk: missing or hidden.
    """
    found = selectors.bulk_answers(actor, bulk_id, after=after, limit=limit)
    _record(actor, "queries:bulk:results_read", bulk_id, [one.line for one in found], now)
    return found


@transaction.atomic
def read_rejects(
    actor: Actor, *, bulk_id: UUID, after: int, limit: int, now: datetime
) -> tuple[BulkReject, ...]:
    """Return rejects behind a line, and record which were read.

    Raises:
        PermissionRefused: this actor may not check lists.
        NoSuchBulk: missing or hidden.
    """
    found = selectors.bulk_rejects(actor, bulk_id, after=after, limit=limit)
    _record(actor, "queries:bulk:rejects_read", bulk_id, [one.line for one in found], now)
    return found


def every_answer(
    actor: Actor, *, bulk_id: UUID, now: datetime
) -> Iterator[tuple[BulkAnswer, ...]]:
    """Give all answers in portions; each is recorded before it leaves.

    Raises:
        PermissionRefused: this actor may not check lists.
        NoSuchBulk: missing or hidden.
    """
    after = 0
    while found := read_answers(actor, bulk_id=bulk_id, after=after, limit=PORTION, now=now):
        yield found
        after = found[-1].line


def every_reject(
    actor: Actor, *, bulk_id: UUID, now: datetime
) -> Iterator[tuple[BulkReject, ...]]:
    """Give all rejects in portions; each is recorded before it leaves.

    Raises:
        PermissionRefused: this actor may not check lists.
        NoSuchBulk: missing or hidden.
    """
    after = 0
    while found := read_rejects(actor, bulk_id=bulk_id, after=after, limit=PORTION, now=now):
        yield found
        after = found[-1].line


@transaction.atomic
def prove_line(actor: Actor, *, bulk_id: UUID, line: int, now: datetime) -> LineProof:
    """Return what opens one line of the log's entry, and record that it was opened.

    Raises:
        PermissionRefused: this actor may not check lists.
        NoSuchBulk: missing or hidden.
        NoSuchLine: it has no such line, or it was not asked, or its key is erased.
    """
    found = selectors.line_proof(actor, bulk_id, line)
    noting.record(actor, "queries:bulk:proved", bulk_id, now, {"line": line})
    return found


def _record(actor: Actor, event: str, bulk_id: UUID, lines: list[int], now: datetime) -> None:
    facts = {
        "shown": len(lines),
        "first_line": lines[0] if lines else 0,
        "last_line": lines[-1] if lines else 0,
    }
    noting.record(actor, event, bulk_id, now, facts)
