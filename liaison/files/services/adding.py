"""Adding a file: bytes first, made durable; then row, log entry and inspection at once."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import BinaryIO

from django.db import transaction

from liaison.audit import services as audit
from liaison.core import jobs, texts
from liaison.core.errors import Refusal
from liaison.core.identifiers import uuid7
from liaison.files import blobs, cipher, policy, selectors
from liaison.files.errors import FileTooLarge
from liaison.files.models import Content, ContentKey, StoredFile
from liaison.files.states import FileState, Origin, Rendition
from liaison.files.types import FileFacts
from liaison.identity.types import Actor, Permission

INSPECT = "files.inspect"
READ = 256 * 1024


class Intake:
    """One upload: sealed as it comes, so that nothing plain touches a disk and memory stays small.

    Args:
        actor: who adds it.
        name: as given; checked, kept for the eye.
        declared_type: as given; compared with the content later.
        purpose_kind: what it is meant for, such as `casework.request`.
    """

    def __init__(
        self, actor: Actor, *, name: str, declared_type: str = "", purpose_kind: str
    ) -> None:
        """Begin.

        Raises:
            PermissionRefused: the chair does not add files.
            NameRefused: no name to show.
            QuotaReached: the desk has no room left.
            DiskFull: the node has none.
        """
        actor.require(Permission.FILE_ADD)
        self._actor = actor
        self._name = policy.check_name(name)
        self._declared = _bounded(declared_type, policy.TYPE_CHARACTERS)
        self._purpose = _bounded(purpose_kind, policy.KIND_CHARACTERS)
        selectors.check_quota(actor.desk, 1)
        self._key = cipher.new_key()
        self._writer = blobs.Writer(self._key)

    def write(self, data: bytes) -> None:
        """Take the next bytes.

        Raises:
            FileTooLarge: more than a file may have; nothing is kept.
            DiskFull: no room; nothing is kept.
        """
        try:
            policy.check_size(self._writer.size + len(data) or 1)
        except FileTooLarge:
            self.discard()
            raise
        self._writer.write(data)

    def finish(self, *, now: datetime) -> FileFacts:
        """Make the bytes durable, then commit the row, the log entry and the inspection.

        Raises:
            FileEmpty: there was nothing.
            QuotaReached: it came to more than the desk has left.
            DiskFull: no room; nothing is kept.
        """
        try:
            policy.check_size(self._writer.size)
            selectors.check_quota(self._actor.desk, self._writer.size)
        except Refusal:
            self.discard()
            raise
        address = self._writer.finish()
        return self._keep(address, now)

    def discard(self) -> None:
        """Leave nothing."""
        self._writer.discard()

    @transaction.atomic
    def _keep(self, address: str, now: datetime) -> FileFacts:
        actor, size = self._actor, self._writer.size
        row = StoredFile.objects.create(
            id=uuid7(now),
            desk=actor.desk,
            organisation=actor.organisation,
            name=self._name,
            declared_type=self._declared,
            size=size,
            sha256=self._writer.sha256,
            state=FileState.QUARANTINED,
            origin=Origin.OWN,
            purpose_kind=self._purpose,
            added_by=actor.person_id,
            added_by_name=actor.person_name,
            created_at=now,
        )
        content = Content.objects.create(
            id=uuid7(now),
            file=row,
            rendition=Rendition.ORIGINAL,
            address=address,
            size=cipher.sealed_size(size),
        )
        ContentKey.objects.create(content=content, key=self._key)
        audit.record(
            actor.who,
            event="files:file:added",
            target=str(row.pk),
            at=now,
            purpose=self._purpose,
            facts={"size": size},
        )
        jobs.enqueue(INSPECT, {"file": str(row.pk)}, due_at=now, key=f"{INSPECT}:{row.pk}")
        return selectors.facts([row])[0]


def add(  # noqa: PLR0913 - what is known of an upload
    actor: Actor,
    *,
    name: str,
    content: Iterable[bytes] | BinaryIO,
    declared_type: str = "",
    declared_size: int | None = None,
    purpose_kind: str,
    now: datetime,
) -> FileFacts:
    """Add a file; it is in quarantine until a job has looked at it.

    Args:
        actor: who adds it.
        name: as given.
        content: pieces of it, or an open binary file.
        declared_type: what it is said to be.
        declared_size: what it is said to have; too much is refused before anything is read.
        purpose_kind: what it is meant for, such as `casework.request`.
        now: the present moment.

    Raises:
        PermissionRefused: the chair does not add files.
        NameRefused: no name to show.
        FileEmpty: nothing in it.
        FileTooLarge: more than 25 MB.
        QuotaReached: the desk has no room left.
        DiskFull: the node has none.
    """
    if declared_size is not None:
        policy.check_size(declared_size)
    intake = Intake(actor, name=name, declared_type=declared_type, purpose_kind=purpose_kind)
    try:
        for piece in _pieces(content):
            intake.write(piece)
    except BaseException:
        intake.discard()
        raise
    return intake.finish(now=now)


def _pieces(content: Iterable[bytes] | BinaryIO) -> Iterable[bytes]:
    if hasattr(content, "read"):
        return iter(partial(content.read, READ), b"")
    return content


def _bounded(words: str, most: int) -> str:
    return texts.shown(words, most=most)
