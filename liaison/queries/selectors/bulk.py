"""The only ways to hold a bulk check. Every one asks who is holding it."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Q, QuerySet

from liaison.identity.types import Actor
from liaison.queries import bulkform, bulkleaves, bulkpolicy, permissions
from liaison.queries.bulkleaves import REJECTED
from liaison.queries.errors import NoSuchBulk, NoSuchLine
from liaison.queries.models import BulkCheck, BulkChunk
from liaison.queries.states import BULK_ENDED, BulkState, Halt, ListKind
from liaison.queries.types import BulkAnswer, BulkFacts, BulkPlan, BulkReject, LineProof
from liaison.rules.processing import Purpose

OPEN = [state.value for state in BulkState if state not in {*BULK_ENDED, BulkState.EXPIRED}]


def bulk_visible_to(actor: Actor) -> QuerySet[BulkCheck]:
    """Return the bulk checks of this actor's organisation and of those addressed below it.

    Whoever approves sees what is asked below the own desk; a tenant's are the tenant's.

    Raises:
        PermissionRefused: the chair carries neither BULK_CHECK nor BULK_APPROVE.
    """
    permissions.check_can_see_bulk(actor)
    place = Q(organisation=actor.organisation)
    below = Q(organisation__startswith=f"{actor.organisation}/")
    return BulkCheck.objects.filter(place | below, desk=desk_of(actor))


def bulk_for_update(actor: Actor, bulk_id: UUID) -> BulkCheck:
    """Return one bulk check, locked until the end of the transaction.

    Raises:
        PermissionRefused: the chair carries neither BULK_CHECK nor BULK_APPROVE.
        NoSuchBulk: for a missing bulk check and for a hidden one alike.
    """
    found = bulk_visible_to(actor).select_for_update().filter(pk=bulk_id).first()
    if found is None:
        raise NoSuchBulk(str(bulk_id))
    return found


def bulk(actor: Actor, bulk_id: UUID) -> BulkFacts:
    """Return where one bulk check stands: counts, and nothing of its lines.

    Raises:
        PermissionRefused: the chair carries neither BULK_CHECK nor BULK_APPROVE.
        NoSuchBulk: for a missing bulk check and for a hidden one alike.
    """
    return bulk_facts(_one(actor, bulk_id))


def bulks(actor: Actor, *, limit: int = bulkpolicy.PAGE) -> tuple[BulkFacts, ...]:
    """Return the newest bulk checks.

    Raises:
        PermissionRefused: the chair carries neither BULK_CHECK nor BULK_APPROVE.
    """
    rows = bulk_visible_to(actor).order_by("-id")[: min(limit, bulkpolicy.PAGE)]
    return tuple(bulk_facts(row) for row in rows)


def open_bulks(actor: Actor) -> int:
    """Return how many bulk checks of the actor's own organisation have not ended."""
    found = BulkCheck.objects.filter(
        organisation=actor.organisation, desk=desk_of(actor), state__in=OPEN
    )
    return found.count()


def bulk_answers(
    actor: Actor, bulk_id: UUID, *, after: int, limit: int, matched: bool = False
) -> tuple[BulkAnswer, ...]:
    """Return answers behind a line, in the order of the list. Services record the reading.

    Args:
        actor: who looks; must carry BULK_CHECK: who only approves reads no results.
        bulk_id: the bulk check.
        after: number of the line before the first one wanted.
        limit: most answers.
        matched: only those with a possible match.

    Raises:
        PermissionRefused: the chair does not carry BULK_CHECK.
        NoSuchBulk: for a missing bulk check and for a hidden one alike.
    """
    found: list[BulkAnswer] = []
    for chunk in _chunks(actor, bulk_id, after):
        answers = bulkform.unpack_answers(bytes(chunk.answers))
        found += [one for one in answers if one.line > after and (one.hits or not matched)]
        if len(found) >= limit:
            break
    return tuple(found[:limit])


def bulk_rejects(actor: Actor, bulk_id: UUID, *, after: int, limit: int) -> tuple[BulkReject, ...]:
    """Return rejects behind a line, in the order of the list. Services record the reading.

    Args:
        actor: who looks; must carry BULK_CHECK.
        bulk_id: the bulk check.
        after: number of the line before the first one wanted.
        limit: most rejects.

    Raises:
        PermissionRefused: the chair does not carry BULK_CHECK.
        NoSuchBulk: for a missing bulk check and for a hidden one alike.
    """
    found: list[BulkReject] = []
    for chunk in _chunks(actor, bulk_id, after):
        rejects = bulkform.unpack_rejects(bytes(chunk.rejects))
        found += [one for one in rejects if one.line > after]
        if len(found) >= limit:
            break
    return tuple(found[:limit])


def line_proof(actor: Actor, bulk_id: UUID, line: int) -> LineProof:
    """Return what opens one line of the log's entry, and no other.

    Raises:
        PermissionRefused: the chair does not carry BULK_CHECK.
        NoSuchBulk: for a missing bulk check and for a hidden one alike.
        NoSuchLine: it has no such line, or it was not asked, or its key is erased.
    """
    bulk_row = _results(actor, bulk_id)
    rows = BulkChunk.objects.filter(bulk=bulk_row, first_line__lte=line, last_line__gte=line)
    chunk = rows.filter(done=True).first()
    if chunk is None or chunk.leaf is None or not chunk.key:
        raise NoSuchLine(str(bulk_id), line)
    said = sorted(
        [
            *((one.line, one.verdict.value, one.hits) for one in _answers(chunk)),
            *((one.line, REJECTED, ()) for one in _rejects(chunk)),
        ]
    )
    index = next((place for place, one in enumerate(said) if one[0] == line), None)
    if index is None:
        raise NoSuchLine(str(bulk_id), line)
    leaves = bytes(chunk.leaves)
    return LineProof(
        leaf=chunk.leaf,
        root=bulkleaves.root_of(leaves),
        index=index,
        size=len(said),
        salt=bulkleaves.salt(bytes(chunk.key), line),
        path=bulkleaves.path(leaves, index),
        verdict=said[index][1],
        hits=said[index][2],
    )


def bulk_facts(row: BulkCheck) -> BulkFacts:
    """Return a row as a value."""
    plan = BulkPlan(
        ListKind(row.kind), Purpose(row.purpose), row.case_reference, row.ground, row.silent
    )
    return BulkFacts(
        id=row.id,
        plan=plan,
        state=BulkState(row.state),
        halted=Halt(row.halted) if row.halted else None,
        organisation=row.organisation,
        desk=row.desk,
        asked_by=row.person_name,
        asked_by_id=row.person,
        created_at=row.created_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
        erased_at=row.erased_at,
        lines=row.lines,
        done=row.done,
        matched=row.matched,
        rejected=row.rejected,
        decided_by=row.decided_by_name,
        decided_at=row.decided_at,
        note=row.note,
    )


def desk_of(actor: Actor) -> str:
    """Return the tenant an actor works for, or nothing for the bureau itself."""
    return "" if actor.desk == actor.bureau else actor.desk


def _one(actor: Actor, bulk_id: UUID) -> BulkCheck:
    found = bulk_visible_to(actor).filter(pk=bulk_id).first()
    if found is None:
        raise NoSuchBulk(str(bulk_id))
    return found


def _results(actor: Actor, bulk_id: UUID) -> BulkCheck:
    permissions.check_can_check_bulk(actor)
    return _one(actor, bulk_id)


def _chunks(actor: Actor, bulk_id: UUID, after: int) -> Iterator[BulkChunk]:
    found = BulkChunk.objects.filter(bulk=_results(actor, bulk_id), last_line__gt=after, done=True)
    return found.order_by("number").iterator(chunk_size=20)


def _answers(chunk: BulkChunk) -> tuple[BulkAnswer, ...]:
    return bulkform.unpack_answers(bytes(chunk.answers))


def _rejects(chunk: BulkChunk) -> tuple[BulkReject, ...]:
    return bulkform.unpack_rejects(bytes(chunk.rejects))
