"""Going through a list: begin, fill, submit, decide, cancel. Asking itself is `bulkwork`."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from liaison.audit import services as audit
from liaison.core.identifiers import uuid7
from liaison.identity import services as events
from liaison.identity.types import Actor, Permission
from liaison.queries import bulkform, bulkpolicy, bulkwork, permissions, policy, selectors
from liaison.queries.bulkpolicy import POLICY
from liaison.queries.errors import BulkLimit, NoSuchBulk
from liaison.queries.livepolicy import POLICY as LIVE
from liaison.queries.models import BulkCheck, BulkChunk
from liaison.queries.states import BulkState
from liaison.queries.types import BulkFacts, BulkLine, BulkPlan

if TYPE_CHECKING:
    from liaison.audit.types import JsonValue

WAITS = "queries:bulk:waiting"


@transaction.atomic
def open_bulk(actor: Actor, *, plan: BulkPlan, now: datetime) -> BulkFacts:
    """Begin a bulk check: why a list is gone through is said once, before its first line.

    Raises:
        PermissionRefused: this actor may not check lists.
        BulkPurpose: for this purpose no list may be checked.
        TextRefused: reference or ground is missing, too long or malformed.
        BulkLimit: the organisation has as many under way as it may.
    """
    permissions.check_can_check_bulk(actor)
    bulkpolicy.check_purpose(plan.purpose, POLICY)
    reference = policy.check_line(
        "case_reference", plan.case_reference, maximum=policy.REFERENCE_MAXIMUM
    )
    ground = policy.check_line("ground", plan.ground, maximum=bulkpolicy.GROUND)
    bulkpolicy.check_open(selectors.open_bulks(actor), POLICY)
    silent = plan.purpose in LIVE.silent if plan.silent is None else plan.silent
    row = BulkCheck.objects.create(
        id=uuid7(now),
        organisation=actor.organisation,
        desk=selectors.desk_of(actor),
        person=actor.person_id,
        person_name=actor.person_name,
        chair=actor.chair_id,
        kind=plan.kind,
        purpose=plan.purpose,
        case_reference=reference,
        ground=ground,
        silent=silent,
        state=BulkState.FILLING,
        created_at=now,
        erased_at=now + POLICY.unfinished,
    )
    said: dict[str, JsonValue] = {
        "reference": reference,
        "kind": plan.kind.value,
        "ground": ground,
        "silent": silent,
    }
    _record(actor, row, "queries:bulk:opened", now, said)
    return selectors.bulk_facts(row)


@transaction.atomic
def add_lines(actor: Actor, *, bulk_id: UUID, lines: Sequence[BulkLine]) -> BulkFacts:
    """Take the next lines of a list that is being filled; they are read when they are asked.

    The same part again is taken once: a part that begins with a line that is there already, and
    ends where that part ended, changes nothing.

    Args:
        actor: who began it.
        bulk_id: the bulk check.
        lines: at most `bulkpolicy.CHUNK`, their numbers growing.

    Raises:
        PermissionRefused: this actor may not check lists.
        NoSuchBulk: missing or hidden, or begun by somebody else.
        TransitionRefused: it was submitted already.
        BulkLimit: no line, more than a part may have, more than a list may have, or numbers that
            do not grow.
    """
    permissions.check_can_check_bulk(actor)
    if not 1 <= len(lines) <= bulkpolicy.CHUNK:
        raise BulkLimit("part", len(lines), bulkpolicy.CHUNK)
    row = _filling(actor, bulk_id)
    numbers = [one.line for one in lines]
    last = row.parts.order_by("-number").first()
    if last is not None and (last.first_line, last.last_line) == (numbers[0], numbers[-1]):
        return selectors.bulk_facts(row)
    before = last.last_line if last is not None else 0
    if numbers[0] <= before or any(b <= a for a, b in pairwise(numbers)):
        raise BulkLimit("order", numbers[0], before + 1)
    bulkpolicy.check_lines(row.lines + len(lines), POLICY)
    BulkChunk.objects.create(
        bulk=row,
        number=row.chunks,
        first_line=numbers[0],
        last_line=numbers[-1],
        size=len(lines),
        lines=bulkform.pack_lines(lines),
    )
    row.lines, row.chunks = row.lines + len(lines), row.chunks + 1
    row.save(update_fields=["lines", "chunks"])
    return selectors.bulk_facts(row)


@transaction.atomic
def submit_bulk(actor: Actor, *, bulk_id: UUID, digest: str = "", now: datetime) -> BulkFacts:
    """Say that a list is complete: it is asked, or a second person looks at it first.

    Args:
        actor: who began it.
        bulk_id: the bulk check.
        digest: SHA-256 of the file it came in, in hexadecimal, for the log; or "".
        now: the present moment.

    Raises:
        PermissionRefused: this actor may not check lists.
        NoSuchBulk: missing or hidden, or begun by somebody else.
        TransitionRefused: it was submitted already.
        BulkLimit: it has no line.
    """
    permissions.check_can_check_bulk(actor)
    row = _filling(actor, bulk_id)
    bulkpolicy.check_lines(row.lines, POLICY)
    facts: dict[str, JsonValue] = {"lines": row.lines, "digest": digest}
    _record(actor, row, "queries:bulk:submitted", now, facts)
    if bulkpolicy.first_state(row.lines, POLICY) is BulkState.RUNNING:
        _start(row, now)
        return selectors.bulk_facts(row)
    row.state, row.erased_at = BulkState.WAITING, now + POLICY.kept
    row.save(update_fields=["state", "erased_at"])
    events.announce(
        organisation=actor.desk,
        permission=Permission.BULK_APPROVE,
        kind=WAITS,
        target=str(row.id),
        at=now,
    )
    return selectors.bulk_facts(row)


@transaction.atomic
def decide_bulk(
    actor: Actor, *, bulk_id: UUID, approve: bool, note: str, now: datetime
) -> BulkFacts:
    """Let a large bulk check be asked, or not: a second person looks at purpose and ground.

    Args:
        actor: who decides; never who asked.
        bulk_id: the bulk check.
        approve: whether it is asked.
        note: why, in a line.
        now: the present moment.

    Raises:
        PermissionRefused: this actor may not approve.
        NoSuchBulk: missing or hidden.
        TransitionRefused: it does not wait.
        SecondPersonNeeded: the actor asked for it.
        TextRefused: the note is missing, too long or malformed.
    """
    row = selectors.bulk_for_update(actor, bulk_id)
    target = BulkState.RUNNING if approve else BulkState.REFUSED
    permissions.check_can_decide_bulk(actor, row, target)
    said = policy.check_text("note", note, maximum=bulkpolicy.NOTE, minimum=1)
    row.decided_by, row.decided_by_name = actor.person_id, actor.person_name
    row.decided_at, row.note = now, said
    row.save(update_fields=["decided_by", "decided_by_name", "decided_at", "note"])
    event = "queries:bulk:approved" if approve else "queries:bulk:refused"
    facts: dict[str, JsonValue] = {"lines": row.lines, "note": said, "asked_by": row.person}
    _record(actor, row, event, now, facts)
    if approve:
        _start(row, now)
    else:
        bulkwork.end(row, BulkState.REFUSED, now)
    return selectors.bulk_facts(row)


@transaction.atomic
def cancel_bulk(actor: Actor, *, bulk_id: UUID, now: datetime) -> BulkFacts:
    """Stop a bulk check; what was answered until now stays until its retention ends.

    Raises:
        PermissionRefused: this actor may not check lists.
        NoSuchBulk: missing or hidden.
        TransitionRefused: it has ended.
    """
    permissions.check_can_check_bulk(actor)
    row = selectors.bulk_for_update(actor, bulk_id)
    bulkwork.end(row, BulkState.CANCELLED, now)
    _record(actor, row, "queries:bulk:cancelled", now, {"done": row.done, "lines": row.lines})
    return selectors.bulk_facts(row)


def _filling(actor: Actor, bulk_id: UUID) -> BulkCheck:
    row = selectors.bulk_for_update(actor, bulk_id)
    if row.person != actor.person_id:  # asked in their name: nobody else adds to it
        raise NoSuchBulk(str(bulk_id))
    if row.state != BulkState.FILLING:
        bulkpolicy.check_transition(BulkState(row.state), BulkState.WAITING)
    return row


def _start(row: BulkCheck, now: datetime) -> None:
    bulkpolicy.check_transition(BulkState(row.state), BulkState.RUNNING)
    row.state, row.started_at, row.erased_at = BulkState.RUNNING, now, None
    row.save(update_fields=["state", "started_at", "erased_at"])
    bulkwork.promise(row, now)


def _record(
    actor: Actor, row: BulkCheck, event: str, now: datetime, facts: "dict[str, JsonValue]"
) -> None:
    audit.record(
        actor.who,
        event=event,
        target=str(row.id),
        at=now,
        purpose=row.purpose,
        legal_basis=row.ground,
        facts=facts,
    )
