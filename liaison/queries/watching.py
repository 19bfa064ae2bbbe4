"""The second look that every question gets: does it meet a discreet record of ours?

It is promised in the transaction of the question and done by a job, whatever the question is and
whether or not anything was found. It writes one log entry that is always the same. So neither the
answer, nor its moment, nor the growth of our log tells that an owner was alerted.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from liaison.audit import services as audit
from liaison.audit.types import Who
from liaison.core import jobs
from liaison.core.identifiers import uuid7
from liaison.identity import services as identity
from liaison.identity.types import Permission
from liaison.queries import matching
from liaison.queries.models import Alert
from liaison.queries.models.columns import ASKED_NAME_LENGTH
from liaison.queries.questionform import parse_question, write_question
from liaison.queries.types import Found, Question

WATCH = "queries.watch"
WATCH_BULK = "queries.watch_bulk"
ALERTED = "queries:alert:raised"


def promise(  # noqa: PLR0913 - what an alert says
    meeting: UUID,
    question: Question,
    *,
    asker: str,
    place: str,
    purpose: str,
    case_reference: str,
    silent: bool,
    now: datetime,
) -> None:
    """Promise the second look, in the caller's transaction.

    Args:
        meeting: id of the check, or of another bureau's question.
        question: what was asked.
        asker: bureau that asked; our own id for a post of our own.
        place: organisation where it was asked; "" abroad.
        purpose: why.
        case_reference: what for; "" abroad.
        silent: nobody is alerted; the look is promised all the same.
        now: the present moment.
    """
    jobs.enqueue(
        WATCH,
        {
            "meeting": str(meeting),
            "question": None if silent else write_question(question),
            "asker": asker,
            "place": place,
            "purpose": purpose,
            "case_reference": case_reference,
            "at": now.astimezone(UTC).isoformat(),
        },
        due_at=now,
        key=f"{WATCH}:{meeting}",
    )


def watch(payload: Any, now: datetime) -> None:  # noqa: ANN401 - JSON of a job
    """Look, alert the owner if a discreet record of ours was met, write the one entry."""
    said = payload["question"]
    found = matching.find(parse_question(said), discreet=True).found if said is not None else ()
    for one in met_in(payload["meeting"], parse_question(said), found) if found else ():
        _alert(payload, one, now)
    _watched(payload, now)


def met_in(meeting: str, question: Question, found: Sequence[Found]) -> list[dict[str, object]]:
    """Return what an alert says of each discreet record that a question met, as JSON.

    Of a copy only its owner may be told, and it is not asked here: it is left out.

    Args:
        meeting: id of the check, or of another bureau's question.
        question: what was asked.
        found: the discreet records it met.
    """
    own: str = settings.NODE.organisation
    return [
        {
            "meeting": meeting,
            "record": str(one.reference),
            "owner": one.owner,
            "kind": one.kind.value,
            "in_hand": question.in_hand[:ASKED_NAME_LENGTH],
            "score": one.score,
            "by_name_only": one.by_name_only,
        }
        for one in found
        if one.owner == own or one.owner.startswith(f"{own}/")
    ]


def promise_many(  # noqa: PLR0913 - what an alert says
    meeting: str,
    met: Sequence[Mapping[str, object]],
    *,
    asker: str,
    place: str,
    purpose: str,
    case_reference: str,
    now: datetime,
) -> None:
    """Promise the alerts of one chunk of a bulk check, in the caller's transaction.

    The look itself was part of the chunk's work and is the same whatever is met; this job is
    promised for every chunk and writes the one entry, whether or not there is anybody to tell.

    Args:
        meeting: the chunk, for the entry and the key of the job.
        met: of `met_in`; empty also when owners shall learn nothing.
        asker: our own bureau.
        place: organisation where it was asked.
        purpose: why.
        case_reference: what for.
        now: the present moment.
    """
    said = {"meeting": meeting, "met": list(met), "asker": asker, "place": place}
    about = {"purpose": purpose, "case_reference": case_reference}
    at = now.astimezone(UTC).isoformat()
    jobs.enqueue(
        WATCH_BULK, {**said, **about, "at": at}, due_at=now, key=f"{WATCH_BULK}:{meeting}"
    )


def watch_bulk(payload: Any, now: datetime) -> None:  # noqa: ANN401 - JSON of a job
    """Alert the owners of what a chunk met, write the one entry."""
    for one in payload["met"]:
        _alert(payload, one, now)
    _watched(payload, now)


def _watched(payload: Any, now: datetime) -> None:  # noqa: ANN401
    audit.record(
        Who.machine("queries", settings.NODE.organisation),
        event="queries:question:watched",
        target=str(payload["meeting"]),
        at=now,
    )


def _alert(payload: Any, met: Any, now: datetime) -> None:  # noqa: ANN401
    row, new = Alert.objects.get_or_create(
        meeting=UUID(met["meeting"]),
        record_id=UUID(met["record"]),
        defaults={
            "id": uuid7(now),
            "desk": met["owner"],
            "kind": met["kind"],
            "asker": payload["asker"],
            "place": payload["place"],
            "purpose": payload["purpose"],
            "case_reference": payload["case_reference"],
            "in_hand": met["in_hand"],
            "score": met["score"],
            "by_name_only": met["by_name_only"],
            "at": datetime.fromisoformat(payload["at"]),
        },
    )
    if new:
        identity.announce(
            organisation=met["owner"],
            permission=Permission.ALERT_READ,
            kind=ALERTED,
            target=str(row.id),
            at=now,
        )
