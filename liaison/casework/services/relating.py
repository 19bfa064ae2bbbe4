"""What belongs to a case file: requests in it, and pointers to things of other rooms."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from liaison.casework import permissions, selectors
from liaison.casework.errors import FieldRefused, NoSuchRelated, NoSuchRequest
from liaison.casework.limits import ENTRIES_MAXIMUM, WORDS_MAXIMUM
from liaison.casework.models import Case, CaseEntry
from liaison.casework.selectors.cases import case_for_update, may_relate
from liaison.casework.services.writing import record
from liaison.casework.texts import check_text
from liaison.casework.words import EntryKind, RelatedKind
from liaison.core.identifiers import uuid7
from liaison.identity.types import Actor


@transaction.atomic
def link_request(actor: Actor, *, case_id: UUID, request_id: UUID, now: datetime) -> None:
    """Put a request into a case file; it leaves the one it was in.

    Raises:
        PermissionRefused: this actor may not manage cases.
        NoSuchCase, NoSuchRequest: missing or hidden.
        NotYours: the case is another desk's.
        TransitionRefused: the case is closed.
        FieldRefused: the request is another desk's than the case.
    """
    row = open_file(actor, case_id, now)
    request = selectors.get_for_update(actor, request_id, now)
    if request.desk != row.desk:
        raise FieldRefused("request", "desk")
    request.case = row
    request.save(update_fields=["case"])
    record_case(actor, "casework:case:linked", row, now, request=request.our_reference)


@transaction.atomic
def unlink_request(actor: Actor, *, case_id: UUID, request_id: UUID, now: datetime) -> None:
    """Take a request out of a case file; the request itself stays as it is.

    Raises:
        PermissionRefused, NoSuchCase, NotYours, TransitionRefused: as in `link_request`.
        NoSuchRequest: missing, hidden, or in no way in this file.
    """
    row = open_file(actor, case_id, now)
    request = selectors.get_for_update(actor, request_id, now)
    if request.case_id != row.id:
        raise NoSuchRequest(str(request_id))
    request.case = None
    request.save(update_fields=["case"])
    record_case(actor, "casework:case:unlinked", row, now, request=request.our_reference)


@transaction.atomic
def relate(  # noqa: PLR0913 - what, and why
    actor: Actor,
    *,
    case_id: UUID,
    kind: RelatedKind,
    reference: UUID,
    words: str = "",
    now: datetime,
) -> UUID:
    """Point from a case file to a record, a message, a hit, a request, another case.

    Whoever follows the pointer is asked there whether they may see it. Who makes it must see the
    thing; hits lie above this room, so the door that calls asks for them.

    Args:
        actor: who writes.
        case_id: an open case.
        kind: what it points to.
        reference: its id.
        words: why it belongs here; may be empty.
        now: the present moment.

    Returns:
        The id of the entry.

    Raises:
        PermissionRefused, NoSuchCase, NotYours, TransitionRefused: as in `link_request`.
        NoSuchRelated: for a missing thing and for a hidden one alike.
        TextRefused: the words are too long or malformed.
        FieldRefused: the file is full, points there already, or would point to itself.
    """
    row = open_file(actor, case_id, now)
    said = {
        "role": kind.value,
        "reference": str(reference),
        "words": check_text("words", words, maximum=WORDS_MAXIMUM),
    }
    if reference == row.id:
        raise FieldRefused("reference", "itself")
    if not may_relate(actor, kind, reference, now):
        raise NoSuchRelated(kind)
    if row.entries.filter(kind=EntryKind.RELATED, role=kind, reference=str(reference)).exists():
        raise FieldRefused("reference", "twice")
    return write_entry(actor, row, EntryKind.RELATED, said, now)


@transaction.atomic
def unrelate(actor: Actor, *, case_id: UUID, entry_id: UUID, now: datetime) -> None:
    """Take a pointer out of a case file; the log keeps where it led.

    Raises:
        PermissionRefused, NoSuchCase, NotYours, TransitionRefused: as in `link_request`.
        NoSuchRelated: the file has no such pointer.
    """
    row = open_file(actor, case_id, now)
    entry = row.entries.filter(pk=entry_id, kind=EntryKind.RELATED).first()
    if entry is None:
        raise NoSuchRelated("entry")
    entry.delete()
    record_case(actor, "casework:case:unrelated", row, now, kind=entry.role, thing=entry.reference)


def open_file(actor: Actor, case_id: UUID, now: datetime) -> Case:
    """Return an open case file that this actor may write in, locked.

    Raises:
        PermissionRefused: this actor may not manage cases.
        NoSuchCase: missing or hidden.
        NotYours: another desk's.
        TransitionRefused: it is closed.
    """
    row = case_for_update(actor, case_id, now)
    permissions.check_can_manage(actor, row)
    return row


def write_entry(
    actor: Actor, row: Case, kind: EntryKind, said: Mapping[str, str], now: datetime
) -> UUID:
    """Write an entry into a locked case file.

    Raises:
        FieldRefused: the file is full.
    """
    if row.entries.count() >= ENTRIES_MAXIMUM:
        raise FieldRefused("entries", "many")
    entry = CaseEntry.objects.create(
        id=uuid7(now), case=row, kind=kind, at=now, by=actor.person_name, **said
    )
    record_case(actor, "casework:case:written", row, now, kind=kind.value)
    return entry.id


def record_case(actor: Actor, event: str, row: Case, now: datetime, **facts: str) -> None:
    """Record what happened to a case file."""
    record(actor.who, event, row.id, now, reference=row.reference, **facts)
