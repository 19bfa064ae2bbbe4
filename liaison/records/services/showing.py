"""Records read and listed; every look is recorded."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from liaison.audit import services as audit
from liaison.files.states import Rendition
from liaison.files.types import Opened
from liaison.identity.types import Actor
from liaison.records import gathering, permissions, photographs, selectors
from liaison.records.ending import named
from liaison.records.models import Correction, Review
from liaison.records.policy import LIMIT, PAGE
from liaison.records.reading import record_facts
from liaison.records.shown import cleaned
from liaison.records.states import CorrectionState, Held, RecordKind, RecordState, ReviewState
from liaison.records.types import (
    CorrectionFacts,
    DocumentFile,
    DocumentPage,
    RecordFacts,
    RecordFile,
    RecordPage,
)


@transaction.atomic
def read_document(actor: Actor, *, document_id: UUID, now: datetime) -> DocumentFile:
    """Show one travel document with its list and its copies, and record that it was read.

    Raises:
        PermissionRefused: this actor may not read records.
        NoSuchRecord: for a missing record and for a hidden one alike.
    """
    found = selectors.document_file(actor, document_id)
    audit.record(
        actor.who,
        event="records:document:read",
        target=str(document_id),
        at=now,
        facts={
            "number": found.document.fields.number,
            "issuing_state": found.document.fields.issuing_state,
            "owner": found.document.owner,
        },
    )
    return found


@transaction.atomic
def list_documents(
    actor: Actor, *, text: str, state: RecordState | None, page: int, now: datetime
) -> DocumentPage:
    """Show one page of our own documents, and record what was asked for and how much was shown.

    Raises:
        PermissionRefused: this actor may not read records.
    """
    found = selectors.own_documents(actor, text=text, state=state, page=page)
    audit.record(
        actor.who,
        event="records:documents:listed",
        target=actor.bureau,
        at=now,
        facts={
            "text": cleaned(text),
            "state": "" if state is None else state.value,
            "page": found.page,
            "shown": len(found.documents),
            "total": found.total,
        },
    )
    return found


@transaction.atomic
def read_record(actor: Actor, *, record_id: UUID, now: datetime) -> RecordFile:
    """Show one record of any kind with all that hangs on it, and record that it was read.

    Raises:
        PermissionRefused: this actor may not read records.
        NoSuchRecord: for a missing record and for a hidden one alike.
    """
    row = selectors.one(selectors.visible_to(actor), record_id)
    document = row.kind == RecordKind.TRAVEL_DOCUMENT
    audit.record(
        actor.who,
        event="records:document:read" if document else "records:record:read",
        target=str(record_id),
        at=now,
        facts={**named(row), "owner": row.owner},
    )
    return gathering.file_of(row)


def open_photograph(
    actor: Actor, *, record_id: UUID, file_id: UUID, rendition: Rendition, now: datetime
) -> Opened:
    """Open a photograph of a record; logged with the record.

    Raises:
        PermissionRefused: this actor may not read records.
        NoSuchRecord: for a missing record and for a hidden one alike.
        NoSuchFile: the record has no such photograph.
        NotClean: it has not been found clean.
    """
    row = selectors.one(selectors.visible_to(actor), record_id)
    return photographs.open_one(actor, row, file_id=file_id, rendition=rendition, now=now)


@transaction.atomic
def list_records(  # noqa: PLR0913 - what was asked for
    actor: Actor,
    *,
    kind: RecordKind | None,
    text: str,
    state: RecordState | None,
    held: Held,
    due: bool,
    page: int,
    now: datetime,
) -> RecordPage:
    """Show one page of records, and record what was asked for and how much was shown.

    Args:
        actor: who looks.
        kind: only these, or None for all.
        text: a number in any spelling, the beginning of a reference or of a name; "" for all.
        state: only those in this state, or None for all.
        held: our own, or the copies of others.
        due: only those whose re-examination is open.
        page: from 1.
        now: the present moment.

    Raises:
        PermissionRefused: this actor may not read records.
    """
    found = selectors.listed(actor, kind=kind, text=text, state=state, held=held)
    if due:
        found = found.filter(reviews__state=ReviewState.DUE)
    total, page, pages, rows = selectors.cut(found, page)
    audit.record(
        actor.who,
        event="records:records:listed",
        target=actor.bureau,
        at=now,
        facts={
            "kind": "" if kind is None else kind.value,
            "text": cleaned(text),
            "state": "" if state is None else state.value,
            "held": held.value,
            "page": page,
            "shown": len(rows),
            "total": total,
        },
    )
    return RecordPage(
        records=tuple(record_facts(row) for row in rows),
        page=page,
        pages=pages,
        total=total,
        # attack: how many discreet records there are, read from a number above a list without them
        reviews_due=Review.objects.filter(state=ReviewState.DUE)
        .exclude(record__in=selectors.hidden_from(actor))
        .count(),
        corrections_open=open_to(actor).count(),
    )


@transaction.atomic
def list_records_before(  # noqa: PLR0913 - what was asked for
    actor: Actor,
    *,
    kind: RecordKind | None,
    held: Held,
    before: UUID | None,
    limit: int,
    now: datetime,
) -> tuple[RecordFacts, ...]:
    """Show the records behind one, newest first, and record how many were shown.

    Args:
        actor: who looks.
        kind: only these, or None for all.
        held: our own, or the copies of others.
        before: the last record that was shown, or None.
        limit: most records, at most `policy.LIMIT`.
        now: the present moment.

    Raises:
        PermissionRefused: this actor may not read records.
    """
    found = selectors.listed(actor, kind=kind, held=held)
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = tuple(record_facts(row) for row in found[: min(limit, LIMIT)])
    audit.record(
        actor.who,
        event="records:records:listed",
        target=actor.bureau,
        at=now,
        facts={
            "kind": "" if kind is None else kind.value,
            "text": "",
            "state": "",
            "held": held.value,
            "page": 0,
            "shown": len(rows),
            "total": len(rows),
        },
    )
    return rows


@transaction.atomic
def list_corrections(actor: Actor, *, now: datetime) -> tuple[CorrectionFacts, ...]:
    """Show the corrections that wait for our answer, oldest first; recorded.

    Raises:
        PermissionRefused: this actor may not change records.
    """
    permissions.check_can_import(actor)
    rows = open_to(actor).select_related("record").order_by("id")[:PAGE]
    found = tuple(gathering.correction_facts(row) for row in rows)
    audit.record(
        actor.who,
        event="records:corrections:listed",
        target=actor.bureau,
        at=now,
        facts={"shown": len(found)},
    )
    return found


def kind_of(actor: Actor, *, record_id: UUID) -> RecordKind:
    """Return what a record is about, for a form; the look is recorded when its page is shown.

    Raises:
        PermissionRefused: this actor may not read records.
        NoSuchRecord: for a missing record and for a hidden one alike.
    """
    return RecordKind(selectors.one(selectors.visible_to(actor), record_id).kind)


def open_to(actor: Actor) -> QuerySet[Correction]:
    """Return the corrections of our own records that nobody answered."""
    return Correction.objects.filter(
        record__held=Held.OWN, record__owner=actor.bureau, state=CorrectionState.ASKED
    ).exclude(record__in=selectors.hidden_from(actor))
