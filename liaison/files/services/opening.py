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
    if found.state is not FileState.CLEAN:
        raise NotClean(str(file_id), found.state)
    content = (
        Content.objects.filter(file=file_id, rendition=rendition)
        .select_related("content_key")
        .first()
    )
    if content is None:
        raise NoSuchFile(str(file_id))
    blobs.check(content.address)
    held = _held_for(actor, found)
    audit.record(
        actor.who,
        event="files:file:opened",
        target=str(file_id),
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
