"""One chunk of an import: sorted into new, changed and known, stored, sent."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from liaison.core.identifiers import uuid7
from liaison.records import policy, writing
from liaison.records.errors import FieldRefused
from liaison.records.kinds.register import KINDS, staying
from liaison.records.kinds.table import written
from liaison.records.models import PastVersion, Record
from liaison.records.retention import POLICY
from liaison.records.shown import cleaned
from liaison.records.states import Held, RecordKind, RecordState
from liaison.records.types import Draft, ParsedRecord, Reject
from liaison.rules.processing import HandlingCode


@dataclass
class Sorted:
    """The records of a chunk by what has to be done with them.

    Attributes:
        created: rows to insert.
        changed: rows known before, carrying their new version.
        past: what the changed ones said before.
        unchanged: how many lines said nothing new.
        rejects: lines that are not taken.
    """

    created: list[Record] = field(default_factory=list)
    changed: list[Record] = field(default_factory=list)
    past: list[PastVersion] = field(default_factory=list)
    unchanged: int = 0
    rejects: list[Reject] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """SHA-256 over the ids of the records written, sorted, in hexadecimal."""
        ids = sorted(str(row.id) for row in (*self.created, *self.changed))
        return hashlib.sha256("\n".join(ids).encode()).hexdigest()


def sort(owner: str, rows: Sequence[ParsedRecord], *, by: str, now: datetime) -> Sorted:
    """Compare the lines with what is known, in one query; the known rows are locked.

    Args:
        owner: our own bureau.
        rows: lines of one kind with different keys.
        by: name of the person who imports.
        now: the present moment.
    """
    known = _known(owner, rows)
    found = Sorted()
    for row in rows:
        before = known.get(row.draft.natural_key)
        if before is None:
            found.created.append(new(owner, row.draft, now))
        elif before.state == RecordState.WITHDRAWN:
            _take_again(found, row, before, now)
        elif past := change(before, row.draft, by=by, reason="", now=now):
            found.past.append(past)
            found.changed.append(before)
        else:
            found.unchanged += 1
    return found


def store(found: Sorted) -> None:
    """Write the rows of a chunk."""
    writing.insert(found.created)
    writing.update(found.changed, found.past)


def new(owner: str, draft: Draft, now: datetime) -> Record:
    """Return a record of our own that nobody has seen; nothing is saved."""
    identifier = uuid7(now)
    row = Record(
        id=identifier,
        record_id=identifier,
        owner=owner,
        kind=draft.kind.value,
        handling_code=(draft.handling_code or HandlingCode.OFFICIAL_USE_ONLY).value,
        discreet=bool(draft.discreet),
        version=1,
        state=RecordState.ACTIVE.value,
        held=Held.OWN.value,
        created_at=now,
        changed_at=now,
    )
    until = draft.retention_until or POLICY.end(draft.kind, now.date())
    writing.assign(row, draft.fields, written(draft.fields), draft.national_reference, until)
    row.natural_key = draft.natural_key
    return row


def change(
    row: Record, draft: Draft, *, by: str, reason: str, now: datetime
) -> PastVersion | None:
    """Write what is said now into a row; nothing is saved.

    What a draft does not say stays as it was decided; what only this node has stays too.

    Returns:
        What the record said before, or None when nothing changed.
    """
    before, kind = json.loads(row.fields), RecordKind(row.kind)
    fields = {**({} if draft.whole else staying(kind, before)), **draft.fields}
    text = written(fields)
    until = draft.retention_until or row.retention_until
    code = (draft.handling_code or HandlingCode(row.handling_code)).value
    discreet = row.discreet if draft.discreet is None else draft.discreet
    said = (text, draft.national_reference, until, code, discreet)
    if said == _said(row):
        return None
    past = PastVersion(
        record=row,
        version=row.version,
        fields=row.fields,
        until=now,
        changed_by=by,
        reason=reason,
    )
    writing.assign(row, fields, text, draft.national_reference, until)
    row.natural_key, row.handling_code, row.discreet = draft.natural_key, code, discreet
    row.version += 1
    row.changed_at = now
    return past


def same(row: Record, until: date) -> Draft:
    """Return what a record says already, as a draft with another end of retention."""
    return Draft(
        kind=RecordKind(row.kind),
        fields=json.loads(row.fields),
        natural_key=row.natural_key,
        national_reference=row.national_reference,
        retention_until=until,
    )


def _said(row: Record) -> tuple[str, str, date, str, bool]:
    return (
        row.fields,
        row.national_reference,
        row.retention_until,
        row.handling_code,
        row.discreet,
    )


def _known(owner: str, rows: Sequence[ParsedRecord]) -> dict[str, Record]:
    # active last: of a document that was withdrawn and taken again, the last record is the one
    # that counts
    there = (
        Record.objects.select_for_update()
        .filter(
            held=Held.OWN,
            owner=owner,
            kind=rows[0].draft.kind,
            natural_key__in={row.draft.natural_key for row in rows},
        )
        .order_by("-state", "withdrawn_at", "id")
    )
    return {row.natural_key: row for row in there}


def _take_again(found: Sorted, row: ParsedRecord, before: Record, now: datetime) -> None:
    if before.withdrawn_at is not None:
        try:
            _check_return(row.draft, before.withdrawn_at)
        except FieldRefused as refusal:
            value = cleaned(refusal.value)
            found.rejects.append(Reject(row.line, refusal.field, value, refusal.reason))
            return
    found.created.append(new(before.owner, row.draft, now))


def _check_return(draft: Draft, withdrawn_at: datetime) -> None:
    if "stolen_on" in KINDS[draft.kind].names:
        policy.check_return(draft.fields, withdrawn_at=withdrawn_at)
        return
    reason = f"this was withdrawn on {withdrawn_at.date()}: give a new reference"
    raise FieldRefused("national_reference", reason, draft.national_reference)
