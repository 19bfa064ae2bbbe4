"""Photographs of records: files of this node, held by the record and opened through it only.

They travel beside the message that carries their record, as parts; what is in the record is the
id of a file of this node, which means nothing anywhere else and never leaves.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from liaison.audit.types import Who
from liaison.exchange import services as exchange
from liaison.exchange.types import PartFacts
from liaison.files import selectors as files
from liaison.files import services as filing
from liaison.files.policy import PICTURES
from liaison.files.states import FileState, Rendition
from liaison.files.types import FileFacts, Opened
from liaison.identity.types import Actor
from liaison.records import policy
from liaison.records.errors import FieldRefused
from liaison.records.kinds.register import KINDS
from liaison.records.models import Record
from liaison.records.states import RecordKind
from liaison.records.types import Fields, Value

FIELD: Final = "photographs"
HOLDER: Final = "records.record"
# nobody sits there: a photograph is opened through its record, which asks who may see that
_NOBODY: Final = HOLDER
_MOST: Final[Mapping[RecordKind, int]] = {
    kind: field.many for kind, table in KINDS.items() for field in table.fields if field.local
}


def named_in(fields: Fields) -> tuple[UUID, ...]:
    """Return the files a record names as its photographs, in their order."""
    said = fields.get(FIELD, ())
    return tuple(UUID(one) for one in said if isinstance(one, str)) if said else ()


def of_row(row: Record) -> tuple[UUID, ...]:
    """Return the photographs of a stored record."""
    # most records have none: a look at the text is enough
    return named_in(json.loads(row.fields)) if f'"{FIELD}"' in row.fields else ()


def sendable(row: Record) -> tuple[UUID, ...]:
    """Return the photographs that may leave the house: those inspection found clean."""
    found = files.facts_of(of_row(row))
    return tuple(one.id for one in found if one.state is FileState.CLEAN)


def shown(row: Record) -> tuple[FileFacts, ...]:
    """Return what is known of the photographs of a record, for its page."""
    return files.facts_of(of_row(row))


def check(actor: Actor, fields: Fields, *, before: Fields) -> None:
    """Refuse photographs that are none, or that this actor does not know.

    Args:
        actor: who enters or changes the record.
        fields: what it shall say.
        before: what it says; what stands there already is not asked about again.

    Raises:
        PermissionRefused: the chair does not read files.
        FieldRefused: a file is missing, hidden, not looked at yet, or no picture.
    """
    new = [one for one in named_in(fields) if one not in named_in(before)]
    if not new:
        return
    # attack: naming somebody else's file would send it abroad
    known = {one.id: one for one in files.listed(actor, new)}
    for one in new:
        _check_picture(known.get(one), one)


def hold(who: Who, row: Record, now: datetime) -> None:
    """Let a record hold the photographs it names, and let go of others, in its transaction.

    What it no longer names is erased, unless something else holds it: a photograph that is taken
    out may show somebody else.
    """
    wanted = of_row(row)
    _let_go(who, row.id, "replaced", now, keep=wanted)
    # one that was erased otherwise is named still, and holds up no change
    there = [one.id for one in files.facts_of(wanted) if one.state is not FileState.ERASED]
    if there:
        filing.attach(
            there,
            holder=HOLDER,
            reference=str(row.id),
            purpose=policy.PURPOSE,
            organisations=[_NOBODY],
            now=now,
        )


def erase(who: Who, reference: UUID, now: datetime) -> int:
    """Erase the photographs of a record that goes; return how many there were.

    Keys are shredded in this transaction; one that is still on its way is no longer taken.
    """
    return _let_go(who, reference, "withdrawn", now)


def check_parts(kind: RecordKind, parts: Sequence[PartFacts], *, records: int) -> None:
    """Refuse files beside a message that cannot be the photographs of its one record.

    Args:
        kind: of the first record.
        parts: what travels beside the message.
        records: how many it carries.

    Raises:
        FieldRefused: several records, a kind without photographs, too many, or no pictures.
    """
    if not parts:
        return
    if records != 1:
        raise FieldRefused(FIELD, "belong to one record: it must travel alone")
    if len(parts) > (most := _MOST.get(kind, 0)):
        raise FieldRefused(FIELD, f"are {len(parts)}; at most {most} of a record of this kind")
    # inspection holds the content against this word when it is here
    if any(part.media_type not in PICTURES for part in parts):
        raise FieldRefused(FIELD, f"must be one of {', '.join(sorted(PICTURES))}")


def arrived(row: Record, parts: Sequence[PartFacts], *, who: Who, now: datetime) -> list[str]:
    """Return what a copy names as its photographs, one that is here already in place of a new one.

    The owner sends all of them with every version, because it cannot know which arrived. What is
    clean here is not fetched twice.
    """
    held = files.facts_of(files.held_by(holder=HOLDER, reference=str(row.id)))
    here = {one.sha256: one.id for one in held if one.state is FileState.CLEAN}
    said = files.facts_of([part.file_id for part in parts])
    drop([one.id for one in said if one.sha256 in here], who=who, now=now)
    return list(dict.fromkeys(str(here.get(one.sha256, one.id)) for one in said))


def drop(file_ids: Sequence[UUID], *, who: Who, now: datetime) -> None:
    """Take files not at all that came with a message which is too late."""
    if file_ids:
        filing.erase(file_ids, who=who, reason="overtaken", now=now)


def with_photographs(fields: Mapping[str, Value], names: Sequence[str]) -> dict[str, Value]:
    """Return the fields of a copy with the files of this node that are its photographs."""
    return {**fields, FIELD: list(names)} if names else dict(fields)


def open_one(
    actor: Actor, row: Record, *, file_id: UUID, rendition: Rendition, now: datetime
) -> Opened:
    """Open a photograph of a record that this actor may see.

    Raises:
        NoSuchFile: the record has no such photograph, or nothing is drawn of it.
        NotClean: inspection has not found it clean.
    """
    return filing.open_held(
        actor,
        holder=HOLDER,
        reference=str(row.id),
        file_id=file_id,
        rendition=rendition,
        now=now,
    )


def _let_go(
    who: Who, reference: UUID, reason: str, now: datetime, *, keep: Sequence[UUID] = ()
) -> int:
    return filing.let_go(
        holder=HOLDER,
        reference=str(reference),
        keep=keep,
        # a message that carried it keeps no photograph alive: it is overtaken or called back
        besides=[exchange.HOLDER],
        who=who,
        reason=reason,
        now=now,
    )


def _check_picture(found: FileFacts | None, file_id: UUID) -> None:
    if found is None or found.state in {FileState.REFUSED, FileState.ERASED}:
        raise FieldRefused(FIELD, "names a file that is not there", str(file_id))
    if found.state is not FileState.CLEAN:
        raise FieldRefused(FIELD, "are still being looked at: store again in a moment")
    if found.media_type not in PICTURES or Rendition.THUMBNAIL not in found.renditions:
        raise FieldRefused(FIELD, f"must be pictures; '{found.name}' is none")
