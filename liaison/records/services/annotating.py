"""Notes about records, ours and foreign ones. They stay here unless they are sent to the owner."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from liaison.audit import services as audit
from liaison.core.identifiers import uuid7
from liaison.exchange import services as exchange
from liaison.identity.types import Actor
from liaison.records import permissions, policy, selectors
from liaison.records.ending import named
from liaison.records.errors import CorrectionRefused
from liaison.records.models import Annotation
from liaison.records.states import Held

ANNOTATION = "records.annotation"


@transaction.atomic
def annotate(actor: Actor, *, record_id: UUID, text: str, send: bool, now: datetime) -> UUID:
    """Note something about a record; the record itself says what its owner says.

    Args:
        actor: who notes.
        record_id: any record this actor may see.
        text: the note.
        send: whether its owner gets the note too; only for copies of others' records.
        now: the present moment.

    Returns:
        The id of the note.

    Raises:
        PermissionRefused: this actor may not note anything, or would send it and is not of the
            bureau in whose name it leaves.
        NoSuchRecord: for a missing record and for a hidden one alike.
        TextRefused: the note is missing or too long.
        CorrectionRefused: our own record has nobody to send it to.
    """
    permissions.check_can_annotate(actor)
    if send:
        # attack: a sub-bureau to which nothing is delegated writes abroad in the bureau's name
        permissions.check_can_write_abroad(actor)
    row = selectors.one(selectors.visible_to(actor), record_id)
    said = policy.check_text("text", text)
    if send and row.held == Held.OWN:
        raise CorrectionRefused("the record is our own: there is nobody to send the note to")
    message = None
    if send:
        message = exchange.queue(
            actor.who,
            to=[row.owner],
            kind=ANNOTATION,
            body={"record_id": str(row.record_id), "text": said},
            at=now,
            purpose=policy.PURPOSE,
        )
    note = Annotation.objects.create(
        id=uuid7(now),
        record=row,
        author=actor.bureau,
        author_name=actor.person_name,
        text=said,
        at=now,
        message=message,
    )
    audit.record(
        actor.who,
        event="records:annotation:written",
        target=str(row.id),
        at=now,
        facts={**named(row), "owner": row.owner, "sent": send},
    )
    return note.id
