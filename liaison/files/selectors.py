"""The only ways to hold a file. Every one asks who is holding it.

A file may be known to the organisation that added it, once something beyond it holds it to the
desk it counts for, and to organisations to which a thing that holds it was opened. What came with
a message belongs to nobody until a room says whom it is for.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import models

from liaison.core.snapshots import Cursor, table
from liaison.files import blobs, policy
from liaison.files.cipher import sealed_size
from liaison.files.errors import ContentDamaged, NoSuchFile, NotClean, QuotaReached
from liaison.files.models import Attachment, Content, StoredFile
from liaison.files.states import FileState, Flag, Origin, Reason, Rendition, Scan
from liaison.files.types import Announced, Carried, FileFacts
from liaison.identity.types import Actor, Permission

LISTED = 200
KEPT = (FileState.FETCHING, FileState.QUARANTINED, FileState.CLEAN)


def visible_to(actor: Actor) -> models.QuerySet[StoredFile]:
    """Return the files this actor may know about.

    Raises:
        PermissionRefused: the chair does not read files.
    """
    actor.require(Permission.FILE_READ)
    theirs = models.Q(organisation=actor.organisation)
    if actor.at_desk:
        # what a unit has added is the unit's alone, like its drafts, while nothing holds it but
        # what the unit is still writing
        shown = Attachment.objects.exclude(organisation=models.F("file__organisation"))
        held = models.Q(pk__in=shown.values("file")) | ~models.Q(origin=Origin.OWN)
        theirs |= models.Q(desk=actor.desk) & held
    granted = Attachment.objects.filter(organisation=actor.organisation).values("file")
    return StoredFile.objects.filter(theirs | models.Q(pk__in=granted))


def get(actor: Actor, file_id: UUID) -> FileFacts:
    """Return one file.

    Raises:
        PermissionRefused: the chair does not read files.
        NoSuchFile: missing or hidden, which look alike.
    """
    found = visible_to(actor).filter(pk=file_id).first()
    if found is None:
        raise NoSuchFile(str(file_id))
    return facts([found])[0]


def listed(actor: Actor, file_ids: Iterable[UUID]) -> tuple[FileFacts, ...]:
    """Return those of some files that this actor may know about, in the order asked for.

    Raises:
        PermissionRefused: the chair does not read files.
    """
    wanted = list(dict.fromkeys(file_ids))[:LISTED]
    found = {row.pk: row for row in visible_to(actor).filter(pk__in=wanted)}
    return facts([found[one] for one in wanted if one in found])


def attached(actor: Actor, *, holder: str, reference: str) -> tuple[FileFacts, ...]:
    """Return the files of a thing that this actor may know about, oldest first.

    Args:
        actor: who looks.
        holder: `room.thing`.
        reference: its id.

    Raises:
        PermissionRefused: the chair does not read files.
    """
    held = Attachment.objects.filter(holder=holder, reference=reference).values("file")
    rows = visible_to(actor).filter(pk__in=held).order_by("created_at", "pk")
    return facts(list(rows[:LISTED]))


def facts_of(file_ids: Iterable[UUID]) -> tuple[FileFacts, ...]:
    """Return files in the order asked for; for the room of a thing that holds them.

    That room has asked who may see the thing.
    """
    wanted = list(dict.fromkeys(file_ids))[:LISTED]
    if not wanted:
        # an import asks this of a hundred thousand records: making a query for none is not free
        return ()
    found = {row.pk: row for row in StoredFile.objects.filter(pk__in=wanted)}
    return facts([found[one] for one in wanted if one in found])


def held_by(*, holder: str, reference: str) -> tuple[UUID, ...]:
    """Return the ids of the files that a thing holds; for the room of that thing."""
    rows = Attachment.objects.filter(holder=holder, reference=reference)
    return tuple(rows.order_by("file").values_list("file", flat=True).distinct())


def unclaimed(actor: Actor) -> tuple[FileFacts, ...]:
    """Return the files this person added that nothing holds yet, newest first.

    Raises:
        PermissionRefused: the chair does not add files.
    """
    actor.require(Permission.FILE_ADD)
    rows = (
        StoredFile.objects.filter(
            added_by=actor.person_id, organisation=actor.organisation, origin=Origin.OWN
        )
        .exclude(state=FileState.ERASED)
        .exclude(pk__in=Attachment.objects.values("file"))
        .order_by("-created_at", "-pk")
    )
    return facts(list(rows[:LISTED]))


def facts(rows: Sequence[StoredFile]) -> tuple[FileFacts, ...]:
    """Return rows as facts, in their order."""
    contents: dict[UUID, list[Content]] = {row.pk: [] for row in rows}
    for content in Content.objects.filter(file__in=list(contents)):
        contents[content.file_id].append(content)
    return tuple(_facts(row, contents[row.pk]) for row in rows)


def check_quota(desk: str, size: int) -> None:
    """Refuse what would not fit into what a desk was given.

    Raises:
        QuotaReached: it would not.
    """
    megabytes = settings.NODE.number("files.quota_megabytes")
    used = StoredFile.objects.filter(desk=desk, state__in=KEPT).aggregate(
        size=models.Sum("size", default=0)
    )["size"]
    if used + size > megabytes * policy.MEGABYTE:
        raise QuotaReached(desk, megabytes)


def room_for_arrival(sender: str, size: int) -> bool:
    """Return whether a bureau may let one more file come: nobody fills the disk of another."""
    coming = StoredFile.objects.filter(
        sender=sender, state__in=(FileState.FETCHING, FileState.QUARANTINED)
    ).aggregate(size=models.Sum("size", default=0))["size"]
    return bool(coming + size <= policy.ARRIVING_BYTES)


def carried(file_ids: Sequence[UUID]) -> tuple[Carried, ...]:
    """Return clean files as they can be handed to another bureau, with their keys.

    For the gate only; the room that sends has asked who may.

    Raises:
        NoSuchFile: one is missing.
        NotClean: one has not been found clean.
    """
    rows = {row.pk: row for row in StoredFile.objects.filter(pk__in=file_ids)}
    contents = {
        content.file_id: content
        for content in Content.objects.filter(
            file__in=file_ids, rendition=Rendition.ORIGINAL
        ).select_related("content_key")
    }
    found = []
    for one in file_ids:
        row, content = rows.get(one), contents.get(one)
        if row is None:
            raise NoSuchFile(str(one))
        if row.state != FileState.CLEAN or content is None:
            raise NotClean(str(one), row.state)
        announced = Announced(
            name=row.name,
            media_type=row.media_type,
            size=row.size,
            sha256=row.sha256,
            key=bytes(content.content_key.key),
            address=content.address,
        )
        found.append(Carried(one, announced, sealed_size(row.size)))
    return tuple(found)


def sealed_piece(file_id: UUID | None, *, offset: int, length: int) -> bytes:
    """Return sealed bytes of a file, for the gate; empty behind its end.

    Raises:
        NoSuchFile: erased, or refused.
        ContentDamaged: its bytes are gone.
    """
    found = Content.objects.filter(file=file_id, rendition=Rendition.ORIGINAL).first()
    if found is None:
        raise NoSuchFile(str(file_id))
    return blobs.read(found.address, offset=offset, length=length)


def blob(address: str) -> BinaryIO | None:
    """Open the sealed bytes of an address, or return None where they are gone.

    What is open stays readable even if it is erased meanwhile.
    """
    try:
        return blobs.open_sealed(address)
    except ContentDamaged:
        return None


def sealed_length(file_id: UUID | None) -> int:
    """Return how many sealed bytes a file has, for the gate.

    Raises:
        NoSuchFile: erased, or refused.
    """
    held = Content.objects.filter(file=file_id, rendition=Rendition.ORIGINAL)
    found = held.select_related("file").first()
    if found is None:
        raise NoSuchFile(str(file_id))
    return sealed_size(found.file.size)


def addresses(cursor: Cursor) -> Iterator[str]:
    """Yield the address of every blob that a snapshot of the database names, in order.

    Args:
        cursor: of the snapshot: a file beside the database, or a transaction that stands still.
    """
    content, file = table(Content), table(StoredFile)
    # what is on its way here has no blob yet: its sender brings it again
    cursor.execute(
        f"SELECT DISTINCT c.address FROM {content} c JOIN {file} f ON f.id = c.file_id "  # noqa: S608
        f"WHERE f.state <> '{FileState.FETCHING.value}' ORDER BY c.address"
    )
    while rows := cursor.fetchmany(1000):
        for (address,) in rows:
            yield str(address)


def forgotten(now: datetime) -> models.QuerySet[StoredFile]:
    """Return what was added and came to belong to nothing within a week."""
    return (
        StoredFile.objects.filter(
            origin=Origin.OWN, created_at__lt=now - policy.UNCLAIMED_LIFE, state__in=KEPT
        )
        .exclude(pk__in=Attachment.objects.values("file"))
        .order_by("created_at")
    )


def _come(content: Content) -> int:
    """Return how far the farther of both ways has come."""
    return max(blobs.Arriving(content.pk, relayed=relayed).held for relayed in (False, True))


def _facts(row: StoredFile, contents: Sequence[Content]) -> FileFacts:
    here = next((c for c in contents if c.rendition == Rendition.ORIGINAL), None)
    fetching = row.state == FileState.FETCHING and here is not None
    return FileFacts(
        id=row.pk,
        name=row.name,
        declared_type=row.declared_type,
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        state=FileState(row.state),
        reason=Reason(row.reason) if row.reason else None,
        flags=tuple(Flag(flag) for flag in row.flags),
        scan=Scan(row.scan),
        origin=Origin(row.origin),
        sender=row.sender,
        message=row.message,
        organisation=row.organisation,
        desk=row.desk,
        added_by=row.added_by,
        added_by_name=row.added_by_name,
        created_at=row.created_at,
        inspected_at=row.inspected_at,
        held=_come(here) if fetching and here is not None else row.size,
        renditions=frozenset(Rendition(c.rendition) for c in contents),
    )
