"""Records read and listed; every look is recorded."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from liaison.audit import services as audit
from liaison.identity.types import Actor
from liaison.records import selectors
from liaison.records.shown import cleaned
from liaison.records.states import RecordState
from liaison.records.types import DocumentFile, DocumentPage


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
