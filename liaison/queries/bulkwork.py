"""How a bulk check is worked off: lanes of chunks, each chunk one transaction.

`LANES` jobs share the chunks by their numbers, so that no chunk needs a lease of its own: a job
has one (`liaison.core.jobs`). A worker killed at any point leaves a chunk as it was or done;
whoever takes the job over goes on with the first chunk of the lane that is not done. Asking is
done outside the transaction, because it takes seconds; the chunk is looked at once more before it
is written.
"""

import os
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F

from liaison.audit import services as audit
from liaison.audit.types import Who
from liaison.core import jobs
from liaison.core.identifiers import uuid7
from liaison.identity import selectors as identity
from liaison.identity import services as events
from liaison.identity.errors import NoChair, PermissionRefused
from liaison.identity.types import Actor, Permission
from liaison.queries import (
    bulkform,
    bulkleaves,
    bulkpolicy,
    matching,
    permissions,
    storing,
    watching,
)
from liaison.queries.bulkpolicy import POLICY
from liaison.queries.matching import Matches
from liaison.queries.models import BulkCheck, BulkChunk
from liaison.queries.states import BulkState, Halt, Verdict
from liaison.queries.types import BulkAnswer, BulkReject, Found, Question, ReadLine
from liaison.rules.processing import Purpose

if TYPE_CHECKING:
    from liaison.audit.types import JsonValue

LANE: Final = "queries.bulk"
LANES: Final = 4
FINISHED: Final = "queries:bulk:finished"
HALTED: Final = "queries:bulk:halted"
# a lane goes on for so long, then others have their turn
SECONDS: Final = 2.0
# one lane at a time in a process: a second one would only share its core. Who asks before leasing
# sees that (`free`); who was faster than the other one comes again
_BUSY_PAUSE: Final = timedelta(seconds=1)
_busy: Final = threading.Lock()
# names of the points at which a crash is tried: before a chunk is written, inside, after
CRASH_POINTS: Final = ("asked", "written", "kept")
Asked = tuple[ReadLine, Sequence[tuple[Question, tuple[Matches, Matches]]]]


def promise(bulk: BulkCheck, now: datetime) -> None:
    """Promise the lanes of a bulk check, in the caller's transaction."""
    jobs.enqueue_many(
        LANE,
        {
            f"{LANE}:{bulk.id}:{lane}": {"bulk": str(bulk.id), "lane": lane}
            for lane in range(min(LANES, bulk.chunks))
        },
        due_at=now,
    )


def run(payload: Any, now: datetime) -> datetime | None:  # noqa: ANN401 - JSON of a job
    """Work off chunks of one lane for a while; return when to go on, or None at its end."""
    if not _busy.acquire(blocking=False):
        return now + _BUSY_PAUSE
    try:
        end = time.monotonic() + SECONDS
        while work_off(UUID(str(payload["bulk"])), int(payload["lane"]), now):
            if time.monotonic() > end:
                return now
    finally:
        _busy.release()
    return None


def free() -> bool:
    """Return whether this process works on no list now."""
    return not _busy.locked()


def work_off(
    bulk_id: UUID, lane: int, now: datetime, *, reach: Callable[[str], None] = lambda _: None
) -> bool:
    """Ask and write the first chunk of a lane that is not done; return whether there was one.

    Args:
        bulk_id: the bulk check.
        lane: from 0.
        now: the present moment.
        reach: told which of `CRASH_POINTS` is reached; tests stop there.
    """
    bulk = BulkCheck.objects.filter(pk=bulk_id, state=BulkState.RUNNING).first()
    if bulk is None:
        return False
    waiting = BulkChunk.objects.filter(bulk=bulk, done=False)
    chunk = waiting.alias(lane=F("number") % LANES).filter(lane=lane).order_by("number").first()
    if chunk is None:
        return False
    actor = _asker(bulk, now)
    if actor is None:
        _halt(bulk_id, Halt.ASKER, now)
        return False
    lines = bulkform.unpack_lines(bytes(chunk.lines))
    read = [bulkform.read_line(line, today=bulk.created_at.date()) for line in lines]
    asked = _ask(read)
    reach("asked")
    with transaction.atomic():
        _write(actor, bulk_id, chunk.pk, asked, now)
        reach("written")
    reach("kept")
    return True


def end(bulk: BulkCheck, state: BulkState, now: datetime, *, halted: Halt | None = None) -> None:
    """Put a locked bulk check into a state that ends it; what was not asked goes at once.

    Args:
        bulk: locked.
        state: one of `BULK_ENDED`.
        now: the present moment.
        halted: why, when it is halted.
    """
    bulkpolicy.check_transition(BulkState(bulk.state), state)
    bulk.state, bulk.ended_at, bulk.erased_at = state, now, now + POLICY.kept
    bulk.halted = halted.value if halted else ""
    bulk.save(update_fields=["state", "ended_at", "erased_at", "halted"])
    bulk.parts.filter(done=False).update(lines=b"")


def _asker(bulk: BulkCheck, now: datetime) -> Actor | None:
    """Return who asked, if they still may: work goes on for hours, chairs end meanwhile."""
    try:
        actor = identity.actor_again(person_id=bulk.person, chair_id=bulk.chair, now=now)
        permissions.check_can_check_bulk(actor)
    except (NoChair, PermissionRefused):
        return None
    return actor if actor.organisation == bulk.organisation else None


def _ask(lines: Sequence[ReadLine]) -> list[Asked]:
    questions = [question for line in lines for question in line.questions]
    found = iter(matching.find_many(questions))
    return [(line, [(question, next(found)) for question in line.questions]) for line in lines]


def _write(
    actor: Actor, bulk_id: UUID, chunk_id: int, asked: Sequence[Asked], now: datetime
) -> None:
    """Write answers, hits, the entry of the log and the progress of one chunk, or nothing."""
    bulk = BulkCheck.objects.select_for_update().get(pk=bulk_id)
    chunk = BulkChunk.objects.select_for_update().filter(pk=chunk_id, done=False).first()
    if chunk is None or bulk.state != BulkState.RUNNING:
        return  # another worker was faster, or somebody cancelled
    answers, rejects, met = list[BulkAnswer](), list[BulkReject](), list[dict[str, object]]()
    key = os.urandom(bulkleaves.KEY_BYTES)
    leaves = bytearray()
    for line, found in asked:
        said = line.line
        verdict, hits = bulkleaves.REJECTED, tuple[UUID, ...]()
        if line.questions:
            answer = _answer(actor, bulk, line, found, now)
            answers.append(answer)
            verdict, hits = answer.verdict.value, answer.hits
            if not bulk.silent:
                met += _met(found, now)
        else:
            cells = dict(said.cells)
            rejects.append(BulkReject(said.line, said.reference, line.field, line.reason, cells))
        content = bulkleaves.content(said.line, said.cells, verdict, hits)
        leaves += bulkleaves.leaf(key, said.line, content)
    _close(bulk, chunk, answers, rejects)
    chunk.key, chunk.leaves = key, bytes(leaves)
    chunk.leaf = _record(actor, bulk, chunk, answers, rejects, now)
    chunk.done, chunk.lines = True, b""
    chunk.save()
    watching.promise_many(
        f"{bulk.id}/{chunk.number}",
        met,
        asker=actor.bureau,
        place=actor.organisation,
        purpose=bulk.purpose,
        case_reference=bulk.case_reference,
        now=now,
    )
    _go_on(actor, bulk, now)


def _answer(
    actor: Actor,
    bulk: BulkCheck,
    line: ReadLine,
    found: Sequence[tuple[Question, tuple[Matches, Matches]]],
    now: datetime,
) -> BulkAnswer:
    hits, best, named = list[UUID](), 0.0, True
    for question, (shown, _) in found:
        offered: Sequence[Found] = shown.found[: POLICY.hits_a_line]
        if not offered:
            continue  # of a person about whom nothing was found, nothing is kept
        made = storing.check(
            actor,
            question,
            purpose=Purpose(bulk.purpose),
            reference=bulk.case_reference,
            hits=len(offered),
            now=now,
            silent=bulk.silent,
        )
        hits += [row.id for row in storing.hits(actor, made, offered, now)]
        best = max(best, *(one.score for one in offered))
        named = named and all(one.by_name_only for one in offered)
    verdict = Verdict.POSSIBLE_MATCH if hits else Verdict.NO_MATCH
    said = line.line
    return BulkAnswer(said.line, said.reference, verdict, tuple(hits), best, bool(hits) and named)


def _met(
    found: Sequence[tuple[Question, tuple[Matches, Matches]]], now: datetime
) -> list[dict[str, object]]:
    return [
        one
        for question, (_, discreet) in found
        if discreet.found
        for one in watching.met_in(str(uuid7(now)), question, discreet.found)
    ]


def _close(
    bulk: BulkCheck, chunk: BulkChunk, answers: list[BulkAnswer], rejects: list[BulkReject]
) -> None:
    chunk.answers = bulkform.pack_answers(answers)
    chunk.rejects = bulkform.pack_rejects(rejects)
    bulk.done += chunk.size
    bulk.matched += sum(bool(one.hits) for one in answers)
    bulk.rejected += len(rejects)
    bulk.save(update_fields=["done", "matched", "rejected"])


def _record(  # noqa: PLR0913, PLR0917 - what an entry says
    actor: Actor,
    bulk: BulkCheck,
    chunk: BulkChunk,
    answers: list[BulkAnswer],
    rejects: list[BulkReject],
    now: datetime,
) -> UUID:
    """Write the one entry of a chunk: how many, and the root that binds each of its lines."""
    facts: dict[str, JsonValue] = {
        "reference": bulk.case_reference,
        "first_line": chunk.first_line,
        "last_line": chunk.last_line,
        "lines": len(answers),
        "matched": sum(bool(one.hits) for one in answers),
        "hits": sum(len(one.hits) for one in answers),
        "rejected": len(rejects),
        "silent": bulk.silent,
        "root": bulkleaves.root_of(bytes(chunk.leaves)).hex(),
    }
    return audit.record(
        actor.who,
        event="queries:bulk:checked",
        target=str(bulk.id),
        at=now,
        purpose=bulk.purpose,
        legal_basis=bulk.ground,
        facts=facts,
    )


def _go_on(actor: Actor, bulk: BulkCheck, now: datetime) -> None:
    """End a bulk check that is through, or of which too much matches."""
    halted = bulkpolicy.halt(bulk.matched, POLICY)
    if halted is not None:
        _end_halted(bulk, halted, now)
    elif bulk.done == bulk.lines:
        end(bulk, BulkState.DONE, now)
        facts: dict[str, JsonValue] = {
            "done": bulk.done,
            "matched": bulk.matched,
            "rejected": bulk.rejected,
        }
        _tell(actor.who.organisation, bulk, FINISHED, now)
        audit.record(
            actor.who, event=FINISHED, target=str(bulk.id), at=now, purpose=bulk.purpose,
            facts=facts,
        )  # fmt: skip


@transaction.atomic
def _halt(bulk_id: UUID, why: Halt, now: datetime) -> None:
    bulk = BulkCheck.objects.select_for_update().get(pk=bulk_id)
    if bulk.state == BulkState.RUNNING:
        _end_halted(bulk, why, now)


def _end_halted(bulk: BulkCheck, why: Halt, now: datetime) -> None:
    end(bulk, BulkState.HALTED, now, halted=why)
    _tell(bulk.organisation, bulk, HALTED, now)
    audit.record(
        Who.machine("queries", settings.NODE.organisation),
        event=HALTED,
        target=str(bulk.id),
        at=now,
        purpose=bulk.purpose,
        result=why.value,
        facts={"done": bulk.done, "matched": bulk.matched, "reason": why.value},
    )


def _tell(organisation: str, bulk: BulkCheck, kind: str, now: datetime) -> None:
    if not bulk.chair:  # a machine asks by itself
        return
    events.announce(
        organisation=organisation,
        permission=Permission.BULK_CHECK,
        kind=kind,
        target=str(bulk.id),
        at=now,
        person_id=bulk.person,
    )
