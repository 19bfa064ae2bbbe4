"""The job that looks at a file in quarantine. The look needs no transaction; its end is one.

It may be killed at any point and run again: until the last commit the file is in quarantine, and
nobody opens it.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from liaison.audit import services as audit
from liaison.audit.types import Who
from liaison.core.identifiers import uuid7
from liaison.core.sockets import JobPayload
from liaison.files import blobs, cipher, policy, scanner
from liaison.files.errors import ContentDamaged
from liaison.files.models import Content, ContentKey, StoredFile
from liaison.files.policy import Verdict
from liaison.files.scanner import Scanned
from liaison.files.services.erasing import shred
from liaison.files.states import FileState, Reason, Rendition, Scan


@dataclass(frozen=True)
class _Drawing:
    """A picture drawn anew, sealed on the disk; its row is not there yet."""

    rendition: Rendition
    media_type: str
    address: str
    size: int
    key: bytes


def inspect(payload: JobPayload, now: datetime) -> None:
    """Look at one file and say whether it may be opened.

    Args:
        payload: `{"file": id}`.
        now: the present moment.

    Raises:
        ScannerFailed: a configured scanner does not answer; the file waits.
    """
    file_id = UUID(str(payload["file"]))
    row = StoredFile.objects.filter(pk=file_id, state=FileState.QUARANTINED).first()
    if row is None:
        return
    content, verdict = _examined(row)
    said = Scanned(Scan.NOT_YET)
    if verdict.reason is None:
        said = scanner.scan(content, place=settings.NODE.text("files.scanner"))
    drawings = _seal_drawings(verdict) if said.scan is not Scan.INFECTED else []
    _conclude(file_id, verdict, said, drawings, now=now)


def _examined(row: StoredFile) -> tuple[bytes, Verdict]:
    """Return the content and what a look at it found."""
    found = (
        Content.objects.filter(file=row, rendition=Rendition.ORIGINAL)
        .select_related("content_key")
        .first()
    )
    if found is None:
        return b"", Verdict(reason=Reason.ALTERED)
    try:
        content = _whole(found.address, bytes(found.content_key.key), row.size)
    except ContentDamaged:
        return b"", Verdict(reason=Reason.ALTERED)
    if len(content) != row.size or hashlib.sha256(content).hexdigest() != row.sha256:
        return b"", Verdict(reason=Reason.COMMITMENT)
    return content, policy.examine(content, name=row.name, declared=row.declared_type)


def _whole(address: str, key: bytes, size: int) -> bytes:
    """Return the plain content: in memory only, and no more of it than was promised."""
    whole = bytearray()
    for piece in blobs.plain(address, key):
        whole += piece
        if len(whole) > size:
            break
    return bytes(whole)


def _seal_drawings(verdict: Verdict) -> list[_Drawing]:
    if verdict.drawn is None:
        return []
    pictures = {
        Rendition.PICTURE: verdict.drawn.picture,
        Rendition.THUMBNAIL: verdict.drawn.thumbnail,
    }
    found = []
    for rendition, data in pictures.items():
        key = cipher.new_key()
        writer = blobs.Writer(key)
        writer.write(data)
        address = writer.finish()
        media_type = verdict.drawn.media_type
        found.append(_Drawing(rendition, media_type, address, cipher.sealed_size(len(data)), key))
    return found


@transaction.atomic
def _conclude(
    file_id: UUID, verdict: Verdict, said: Scanned, drawings: list[_Drawing], *, now: datetime
) -> None:
    row = StoredFile.objects.select_for_update().get(pk=file_id)
    if row.state != FileState.QUARANTINED:
        # erased, or looked at by another worker: what was drawn is swept
        return
    reason = Reason.INFECTED if said.scan is Scan.INFECTED else verdict.reason
    state = FileState.REFUSED if reason else FileState.CLEAN
    policy.check_transition(FileState.QUARANTINED, state)
    row.state, row.reason, row.scan = state, reason or "", said.scan
    row.media_type, row.flags = verdict.media_type, [flag.value for flag in verdict.flags]
    row.inspected_at = now
    row.save(update_fields=["state", "reason", "scan", "media_type", "flags", "inspected_at"])
    if reason:
        # what must not be opened is not kept either; whoever added it has it still
        shred(row)
    else:
        _keep(row, drawings, now)
    audit.record(
        Who.machine("files", settings.NODE.organisation),
        event="files:file:inspected",
        target=str(row.pk),
        at=now,
        result=reason.value if reason else "done",
        facts={"type": row.media_type, "scan": row.scan, "found": said.name},
    )


def _keep(row: StoredFile, drawings: list[_Drawing], now: datetime) -> None:
    for drawing in drawings:
        content = Content.objects.create(
            id=uuid7(now),
            file=row,
            rendition=drawing.rendition,
            address=drawing.address,
            media_type=drawing.media_type,
            size=drawing.size,
        )
        ContentKey.objects.create(content=content, key=drawing.key)
