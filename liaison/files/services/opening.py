"""Opening a clean file for somebody who may have it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from liaison.audit import services as audit
from liaison.files import blobs, cipher, selectors
from liaison.files.errors import NoSuchFile, NotClean
from liaison.files.models import Attachment, Content
from liaison.files.states import FileState, Rendition
from liaison.files.types import FileFacts, Opened
from liaison.identity.types import Actor


@transaction.atomic
def open_for(
    actor: Actor, *, file_id: UUID, rendition: Rendition = Rendition.ORIGINAL, now: datetime
) -> Opened:
    """Open a clean file for somebody who may know of it; logged with what it belongs to.

    Args:
        actor: who reads.
        file_id: the file.
        rendition: the bytes as they came, or a picture drawn anew.
        now: the present moment.

    Raises:
        PermissionRefused: the chair does not read files.
        NoSuchFile: missing, hidden, or without that rendition.
        NotClean: inspection has not found it clean.
        ContentDamaged: the bytes on the disk are not those that were written.
    """
    found = selectors.get(actor, file_id)
    return _open(actor, found, _held_for(actor, found), rendition, now)


@transaction.atomic
def open_held(  # noqa: PLR0913 - the thing, the file, and how it is wanted
    actor: Actor,
    *,
    holder: str,
    reference: str,
    file_id: UUID,
    rendition: Rendition = Rendition.ORIGINAL,
    now: datetime,
) -> Opened:
    """Open a clean file that a thing holds, for whoever may see that thing; logged with it.

    For the room of the thing: it has asked who may.

    Args:
        actor: who reads.
        holder: `room.thing`.
        reference: its id.
        file_id: the file.
        rendition: the bytes as they came, or a picture drawn anew.
        now: the present moment.

    Raises:
        NoSuchFile: the thing does not hold it, or it is without that rendition.
        NotClean: inspection has not found it clean.
        ContentDamaged: the bytes on the disk are not those that were written.
    """
    held = Attachment.objects.filter(holder=holder, reference=reference, file=file_id).first()
    found = selectors.facts_of([file_id])
    if held is None or not found:
        raise NoSuchFile(str(file_id))
    return _open(actor, found[0], held, rendition, now)


def _open(
    actor: Actor, found: FileFacts, held: Attachment | None, rendition: Rendition, now: datetime
) -> Opened:
    if found.state is not FileState.CLEAN:
        raise NotClean(str(found.id), found.state)
    content = (
        Content.objects.filter(file=found.id, rendition=rendition)
        .select_related("content_key")
        .first()
    )
    if content is None:
        raise NoSuchFile(str(found.id))
    blobs.check(content.address)
    audit.record(
        actor.who,
        event="files:file:opened",
        target=str(found.id),
        at=now,
        purpose=held.purpose if held else "",
        facts={
            "rendition": rendition.value,
            "thing": f"{held.holder} {held.reference}" if held else "",
        },
    )
    original = rendition is Rendition.ORIGINAL
    return Opened(
        facts=found,
        media_type=found.media_type if original else content.media_type,
        size=_plain_size(content.size),
        chunks=blobs.plain(content.address, bytes(content.content_key.key)),
    )


def _held_for(actor: Actor, found: FileFacts) -> Attachment | None:
    """Return the thing for which this actor may open a file, the one opened to them first."""
    rows = Attachment.objects.filter(file=found.id)
    mine = rows.filter(organisation=actor.organisation).order_by("pk").first()
    return mine or rows.order_by("pk").first()


def _plain_size(sealed: int) -> int:
    """Return how many plain bytes a sealed content of this size has."""
    body = sealed - cipher.HEADER_BYTES
    whole = cipher.CHUNK + cipher.TAG_BYTES
    return body - -(-body // whole) * cipher.TAG_BYTES
