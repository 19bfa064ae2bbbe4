"""Erasing: the keys are shredded in the transaction, the bytes go after it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from liaison.audit import services as audit
from liaison.audit.types import Who
from liaison.files import blobs, policy, selectors
from liaison.files.errors import InUse, NoSuchFile
from liaison.files.models import Attachment, Content, StoredFile
from liaison.files.states import FileState, Origin
from liaison.identity.types import Actor, Permission


@transaction.atomic
def remove(actor: Actor, *, file_id: UUID, now: datetime) -> None:
    """Erase a file that somebody of this organisation added and nothing holds.

    Raises:
        PermissionRefused: the chair does not add files.
        NoSuchFile: missing, hidden, or of another organisation.
        InUse: something holds it: it goes with that.
    """
    actor.require(Permission.FILE_ADD)
    found = selectors.get(actor, file_id)
    if found.origin is not Origin.OWN or found.organisation != actor.organisation:
        raise NoSuchFile(str(file_id))
    if Attachment.objects.filter(file=file_id).exists():
        raise InUse(str(file_id))
    erase([file_id], who=actor.who, reason="removed", now=now)


@transaction.atomic
def let_go(  # noqa: PLR0913 - one thing, its files, and why they go
    *,
    holder: str,
    reference: str,
    keep: Iterable[UUID] = (),
    besides: Iterable[str] = (),
    who: Who,
    reason: str,
    now: datetime,
) -> int:
    """Let a thing hold files no longer, and erase those that nothing else holds.

    Args:
        holder: `room.thing`.
        reference: its id.
        keep: files it goes on holding.
        besides: holders that keep no file alive, such as messages that carried it.
        who: who does it, for the log.
        reason: one word for the log.
        now: the present moment.

    Returns:
        How many were erased.
    """
    rows = Attachment.objects.filter(holder=holder, reference=reference)
    gone = set(rows.exclude(file__in=list(keep)).values_list("file_id", flat=True))
    rows.filter(file__in=gone).delete()
    others = Attachment.objects.filter(file__in=gone).exclude(holder__in=list(besides))
    return erase(
        gone - set(others.values_list("file_id", flat=True)), who=who, reason=reason, now=now
    )


def forget_missing(addresses: Sequence[str], *, who: Who, now: datetime) -> int:
    """Erase, on a database from a backup, files whose bytes were erased while that was made.

    Returns:
        How many.
    """
    found = Content.objects.filter(address__in=list(addresses)).values_list("file_id", flat=True)
    return erase(set(found), who=who, reason="restored", now=now)


@transaction.atomic
def erase(file_ids: Iterable[UUID], *, who: Who, reason: str, now: datetime) -> int:
    """Erase files: the key is shredded in this transaction, the bytes go after it.

    Args:
        file_ids: the files; those erased before are left alone.
        who: who does it, for the log.
        reason: one word for the log.
        now: the present moment.

    Returns:
        How many were erased.
    """
    rows = StoredFile.objects.select_for_update().filter(pk__in=list(file_ids)).order_by("pk")
    found = list(rows.exclude(state=FileState.ERASED))
    for row in found:
        policy.check_transition(FileState(row.state), FileState.ERASED)
        shred(row)
        row.state, row.erased_at = FileState.ERASED, now
        row.name, row.sha256, row.declared_type, row.flags = "", "", "", []
        row.save(update_fields=["state", "erased_at", "name", "sha256", "declared_type", "flags"])
        Attachment.objects.filter(file=row).delete()
        audit.record(
            who, event="files:file:erased", target=str(row.pk), at=now, facts={"reason": reason}
        )
    return len(found)


def shred(row: StoredFile) -> None:
    """Delete the keys of a file, in the caller's transaction; its bytes go after commit.

    If the process dies in between, the sweeper finds the bytes: without keys they say nothing.
    """
    for content in Content.objects.filter(file=row):
        address, pk = content.address, content.pk
        content.delete()
        for relayed in (False, True):
            transaction.on_commit(blobs.Arriving(pk, relayed=relayed).discard)
        if not Content.objects.filter(address=address).exists():
            transaction.on_commit(partial(blobs.drop, address))
