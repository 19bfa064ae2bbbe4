"""What every verb does to a request: move it, keep the letter, record it. In its transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from liaison.audit import services as audit
from liaison.audit.types import JsonValue, Who
from liaison.casework import policy
from liaison.casework.concerned import keys_of, to_json
from liaison.casework.limits import LETTERS_MAXIMUM
from liaison.casework.models import Concerned, ConcernedKey, Letter, Request, Transfer
from liaison.casework.services import attaching
from liaison.casework.states import DONE, Direction, State, TransferState
from liaison.casework.types import ConcernedFields
from liaison.casework.words import LetterKind
from liaison.core.identifiers import uuid7
from liaison.identity import selectors as identity
from liaison.identity.types import Actor


def move(request: Request, target: State, *, now: datetime, **changes: object) -> None:
    """Move a locked request to a state, and change what goes with it.

    Args:
        request: the row, locked.
        target: where to; staying is allowed when only the changes matter.
        now: the present moment.
        changes: columns to set.

    Raises:
        TransitionRefused: the table of its direction knows no such way.
    """
    direction, current = Direction(request.direction), State(request.state)
    if target is not current:
        policy.check_transition(direction, current, target)
    if "holder_organisation" in changes:
        changes["lent_to"] = _lent_to(request, str(changes["holder_organisation"]))
    settled = {
        "state": target,
        "queue": policy.queue_of(direction, target),
        "is_open": target not in DONE[direction],
        "changed_at": now,
        **changes,
    }
    for name, value in settled.items():
        setattr(request, name, value)
    request.save(update_fields=list(settled))
    if "holder_organisation" in changes or not request.is_open:
        drop_offers(request.id, now=now)


def _lent_to(request: Request, holder: str) -> str:
    """Return the other desk a request is lent to, from who holds it; a loan ends with the holding.

    Attack: a unit lends its draft to a friend at another desk, submits it, and the friend reviews
    what the unit's own desk should.
    """
    desk = identity.desk_of(holder)
    lent = desk if desk != request.desk else ""
    if request.lent_to and request.lent_to != lent:
        attaching.close_to(request, request.lent_to)
    return lent


def drop_offers(subject: UUID, *, now: datetime) -> None:
    """Let an offer lapse: whoever holds the thing has changed, or there is nothing to hold."""
    Transfer.objects.filter(pending=subject).update(
        state=TransferState.LAPSED, pending=None, decided_at=now
    )


def write_letter(  # noqa: PLR0913 - the columns of a letter
    request: Request,
    kind: LetterKind,
    *,
    direction: Direction,
    actor: Actor | None = None,
    by: str = "",
    now: datetime,
    words: str = "",
    origin: UUID | None = None,
    **said: object,
) -> Letter:
    """Keep one entry of a thread.

    Args:
        request: the request.
        kind: what it says.
        direction: out, in, or internal.
        actor: who says it; None for another bureau.
        by: who says it, when it is no actor.
        now: when.
        words: the text.
        origin: the id it has at the desk it came from; None for our own.
        said: other columns.
    """
    letter_id = uuid7(now)
    return Letter.objects.create(
        id=letter_id,
        request=request,
        kind=kind,
        direction=direction,
        at=now,
        by=actor.person_name if actor else by,
        person=actor.person_id if actor else "",
        words=words,
        origin=origin or letter_id,
        **said,
    )


def write_concerned(request: Request, concerned: Sequence[ConcernedFields]) -> None:
    """Keep what a request is about, in place of what was there, with the keys that find it."""
    Concerned.objects.filter(request=request).delete()
    rows = Concerned.objects.bulk_create(
        Concerned(request=request, position=position, kind=one.kind, fields=to_json(one))
        for position, one in enumerate(concerned)
    )
    ConcernedKey.objects.bulk_create(
        ConcernedKey(concerned=row, desk=request.desk, key=key)
        for row, one in zip(rows, concerned, strict=True)
        for key in keys_of(one)
    )


def full(request: Request) -> bool:
    """Return whether a thread has as many letters as one is allowed."""
    return request.letters.count() >= LETTERS_MAXIMUM


def record(  # noqa: PLR0913 - the columns of an entry
    who: Who,
    event: str,
    target: UUID | str,
    now: datetime,
    *,
    result: str = "done",
    purpose: str = "",
    legal_basis: str = "",
    **facts: JsonValue,
) -> None:
    """Write an entry of the audit log.

    Args:
        who: somebody who did it.
        event: `casework:subject:verb`, with its words in `presenters.py`.
        target: id of the thing.
        now: when.
        result: how it ended.
        purpose: why the data is processed.
        legal_basis: the rule named.
        facts: what the words are filled with, and what an auditor needs.
    """
    audit.record(
        who,
        event=event,
        target=str(target),
        at=now,
        facts=facts,
        result=result,
        purpose=purpose,
        legal_basis=legal_basis,
    )


def record_request(
    who: Who, event: str, request: Request, now: datetime, facts: Mapping[str, JsonValue]
) -> None:
    """Write an entry about a request, with its purpose and its legal basis."""
    audit.record(
        who,
        event=event,
        target=str(request.id),
        at=now,
        purpose=request.purpose,
        legal_basis=request.legal_basis,
        facts=facts,
    )
