"""Which things hold a file, and who may open it for that."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from liaison.files import policy
from liaison.files.errors import NoSuchFile, TooManyFiles
from liaison.files.models import Attachment, StoredFile
from liaison.files.states import FileState


def attach(  # noqa: PLR0913 - both ends, and what it is for
    file_ids: Sequence[UUID],
    *,
    holder: str,
    reference: str,
    purpose: str,
    organisations: Iterable[str],
    now: datetime,
) -> None:
    """Let a thing hold files, and people of some organisations open them for it.

    For rooms, in their own transaction: they have asked who may. Saying it again changes nothing.

    Args:
        file_ids: the files.
        holder: `room.thing`.
        reference: its id.
        purpose: why people of those organisations read them; stands in the log.
        organisations: ids; a desk or a unit.
        now: the present moment.

    Raises:
        TooManyFiles: the thing would hold more than twenty.
        NoSuchFile: one is missing or erased.
    """
    wanted = list(dict.fromkeys(file_ids))
    known = set(
        StoredFile.objects.filter(pk__in=wanted)
        .exclude(state=FileState.ERASED)
        .values_list("pk", flat=True)
    )
    for one in wanted:
        if one not in known:
            raise NoSuchFile(str(one))
    there = set(
        Attachment.objects.filter(holder=holder, reference=reference)
        .values_list("file_id", flat=True)
        .distinct()
    )
    if len(there | known) > policy.FILES_PER_THING:
        raise TooManyFiles(policy.FILES_PER_THING)
    Attachment.objects.bulk_create(
        [
            Attachment(
                file_id=one,
                holder=holder,
                reference=reference,
                organisation=organisation,
                purpose=purpose[: policy.PURPOSE_CHARACTERS],
                attached_at=now,
            )
            for one in wanted
            for organisation in dict.fromkeys(organisations)
        ],
        ignore_conflicts=True,
    )


def grant(  # noqa: PLR0913 - one thing, one organisation
    file_id: UUID, *, organisation: str, holder: str, reference: str, purpose: str, now: datetime
) -> None:
    """Open one file to the people of one organisation; see `attach`."""
    attach(
        [file_id],
        holder=holder,
        reference=reference,
        purpose=purpose,
        organisations=[organisation],
        now=now,
    )


def detach(
    *, holder: str, reference: str, file_ids: Iterable[UUID] | None = None, organisation: str = ""
) -> None:
    """Take back what `attach` said: of a thing, of some of its files, of one organisation."""
    rows = Attachment.objects.filter(holder=holder, reference=reference)
    if file_ids is not None:
        rows = rows.filter(file__in=list(file_ids))
    if organisation:
        rows = rows.filter(organisation=organisation)
    rows.delete()
