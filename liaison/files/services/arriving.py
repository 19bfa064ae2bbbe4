"""Files of other bureaus on their way here: announced by a message, then brought in pieces.

For the gate. What is verified piece by piece is only the place of each piece; what is verified at
the end is everything: the ciphertext against the address its sender signed, the content against
the commitment.
"""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from liaison.audit import services as audit
from liaison.audit.types import Who
from liaison.core import jobs
from liaison.core.identifiers import uuid7
from liaison.files import blobs, cipher, policy, selectors
from liaison.files.models import Content, ContentKey, StoredFile
from liaison.files.services.adding import INSPECT
from liaison.files.services.erasing import shred
from liaison.files.states import FileState, Origin, Reason, Rendition
from liaison.files.types import Announced, Taken


def expect(announced: Announced, *, sender: str, message: UUID, now: datetime) -> UUID:
    """Announce a file, in the caller's transaction. It belongs to nobody yet.

    Args:
        announced: the opening of a part.
        sender: the bureau that signed the message.
        message: its id (jti).
        now: the present moment.

    Returns:
        The id of the file here. If its sender has too much on its way already, it is refused at
        once and will not be taken.

    Raises:
        NameRefused: its name is a path, or acts on a screen.
        FileEmpty: it claims to have no bytes.
        FileTooLarge: it claims more than a file may have.
    """
    policy.check_size(announced.size)
    name = policy.check_name(announced.name)
    fits = selectors.room_for_arrival(sender, announced.size)
    row = StoredFile.objects.create(
        id=uuid7(now),
        name=name,
        declared_type=announced.media_type[: policy.TYPE_CHARACTERS],
        size=announced.size,
        sha256=announced.sha256,
        state=FileState.FETCHING if fits else FileState.REFUSED,
        reason="" if fits else Reason.QUOTA,
        origin=Origin.MESSAGE,
        sender=sender,
        message=message,
        created_at=now,
    )
    if fits:
        content = Content.objects.create(
            id=uuid7(now),
            file=row,
            rendition=Rendition.ORIGINAL,
            address=announced.address,
            size=cipher.sealed_size(announced.size),
        )
        ContentKey.objects.create(content=content, key=announced.key)
    return row.pk


@transaction.atomic
def take(  # noqa: PLR0913 - a piece, and how it came
    file_id: UUID,
    *,
    sender: str,
    offset: int,
    data: bytes,
    now: datetime,
    relayed: bool = False,
) -> Taken | None:
    """Take one piece of a file that is on its way.

    A piece that does not begin where the file ends so far is left alone: the answer says how far
    it has come, and the sender goes on from there.

    What a relay brings is collected apart, and ends well or not at all: only its sender can make
    a file be refused. After three times of other bytes than those signed, the direct line is
    waited for.

    Args:
        file_id: the file here.
        sender: the bureau whose file it is; nobody else may bring it, but its relay.
        offset: where the piece begins.
        data: sealed bytes.
        now: the present moment.
        relayed: whether a relay brings it.

    Returns:
        How far it has come that way; None where no such file is expected from that bureau.

    Raises:
        DiskFull: no room; what was there before stays.
    """
    row = (
        StoredFile.objects.select_for_update()
        .filter(pk=file_id, sender=sender, origin=Origin.MESSAGE)
        .first()
    )
    if row is None:
        return None
    if row.state != FileState.FETCHING:
        refused = Reason(row.reason) if row.reason else None
        return Taken(held=cipher.sealed_size(row.size), complete=True, refused=refused)
    content = Content.objects.get(file=row, rendition=Rendition.ORIGINAL)
    if relayed and row.relay_restarts >= policy.RESTARTS:
        return Taken(held=0, complete=False, refused=Reason.ALTERED)
    here = blobs.Arriving(content.pk, relayed=relayed)
    held = here.held
    if offset == held:
        # attack: more bytes than were promised would fill the disk
        if held + len(data) > content.size:
            return _spoilt(row, here) if relayed else _refuse(row, Reason.ALTERED, now)
        here.append(data)
        held += len(data)
    if held < content.size:
        return Taken(held, complete=False)
    return _ended(row, content, here, now, relayed=relayed)


def _ended(
    row: StoredFile, content: Content, here: blobs.Arriving, now: datetime, *, relayed: bool
) -> Taken:
    """All bytes are here: into quarantine if they are those that were signed, else once more."""
    if not here.settle_if(content.address):
        if relayed:
            return _spoilt(row, here)
        row.restarts += 1
        row.save(update_fields=["restarts"])
        if row.restarts < policy.RESTARTS:
            return Taken(held=0, complete=False)
        return _refuse(row, Reason.ALTERED, now)
    transaction.on_commit(blobs.Arriving(content.pk, relayed=not relayed).discard)
    policy.check_transition(FileState.FETCHING, FileState.QUARANTINED)
    row.state = FileState.QUARANTINED
    row.save(update_fields=["state"])
    _log(row, "files:file:arrived", "done", now)
    jobs.enqueue(INSPECT, {"file": str(row.pk)}, due_at=now, key=f"{INSPECT}:{row.pk}")
    return Taken(held=content.size, complete=True)


def expire(now: datetime) -> None:
    """Refuse files that were announced and never came."""
    late = StoredFile.objects.filter(
        state=FileState.FETCHING, created_at__lt=now - policy.ARRIVING_LIFE
    )
    for file_id in list(late.values_list("pk", flat=True)[: selectors.LISTED]):
        with transaction.atomic():
            row = StoredFile.objects.select_for_update().get(pk=file_id)
            if row.state == FileState.FETCHING:
                _refuse(row, Reason.NEVER_ARRIVED, now)


def _spoilt(row: StoredFile, here: blobs.Arriving) -> Taken:
    """Throw away what a relay brought; the file is waited for as before."""
    here.discard()
    row.relay_restarts += 1
    row.save(update_fields=["relay_restarts"])
    return Taken(held=0, complete=False, refused=Reason.ALTERED)


def _refuse(row: StoredFile, reason: Reason, now: datetime) -> Taken:
    policy.check_transition(FileState(row.state), FileState.REFUSED)
    shred(row)
    row.state, row.reason, row.inspected_at = FileState.REFUSED, reason, now
    row.save(update_fields=["state", "reason", "inspected_at"])
    _log(row, "files:file:refused", reason.value, now)
    return Taken(held=0, complete=True, refused=reason)


def _log(row: StoredFile, event: str, result: str, now: datetime) -> None:
    audit.record(
        Who.machine("files", settings.NODE.organisation),
        event=event,
        target=str(row.pk),
        at=now,
        result=result,
        facts={"sender": row.sender, "size": row.size},
    )
