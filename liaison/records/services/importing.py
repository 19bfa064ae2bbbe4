"""Records from files, in transactions of a thousand lines; repeatable."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from django.db import transaction

from liaison.audit import services as audit
from liaison.identity.types import Actor
from liaison.records import intake, permissions, photographs, policy, restricting, sending
from liaison.records.errors import FieldRefused
from liaison.records.fields import draft_of
from liaison.records.shown import cleaned
from liaison.records.states import RecordKind
from liaison.records.types import ImportReport, ParsedRecord, ParsedRow, Reject


def import_documents(
    actor: Actor,
    *,
    rows: Iterable[ParsedRow | Reject],
    source_digest: str,
    recipients: Sequence[str],
    now: datetime,
) -> ImportReport:
    """Take travel documents from a file; as `import_records`."""
    return import_records(
        actor,
        kind=RecordKind.TRAVEL_DOCUMENT,
        rows=(
            row if isinstance(row, Reject) else ParsedRecord(row.line, draft_of(row.fields))
            for row in rows
        ),
        source_digest=source_digest,
        recipients=recipients,
        now=now,
    )


def import_records(  # noqa: PLR0913 - the file and everything that is decided about it
    actor: Actor,
    *,
    kind: RecordKind,
    rows: Iterable[ParsedRecord | Reject],
    source_digest: str,
    recipients: Sequence[str],
    excluded: Sequence[str] = (),
    now: datetime,
) -> ImportReport:
    """Take records of one kind from a file, in transactions of a thousand lines; repeatable.

    The same line again changes nothing. A line that says something else about a known record
    makes a new version, which goes to the bureaus that have a copy. New records go to
    `recipients`; the distribution list of a known record stays as it is, so that importing a
    file again can never send a restricted record to everybody.

    Args:
        actor: who imports.
        kind: what all of them are about.
        rows: lines in the order of the file; rejects are passed on into the report.
        source_digest: SHA-256 of the file, in hexadecimal; kept in the audit log.
        recipients: ids of the bureaus on the distribution list of new records.
        excluded: ids of the bureaus that must never receive the new records.
        now: the present moment.

    Returns:
        What was done, and every line that was not taken.

    Raises:
        PermissionRefused: this actor may not import.
        RecipientsRefused: the distribution list cannot be one.
    """
    permissions.check_can_import(actor)
    never = policy.check_exclusions(excluded, own=actor.bureau)
    to = tuple(
        one
        for one in policy.check_recipients(recipients, own=actor.bureau)
        if one not in set(never)
    )
    created = changed = unchanged = messages = 0
    rejects: list[Reject] = []
    for chunk in _chunks(_pictured(actor, _once_each(rows, rejects), rejects)):
        with transaction.atomic():
            found = intake.sort(actor.bureau, chunk, by=actor.person_name, now=now)
            intake.store(found)
            for row in (*found.created, *found.changed):
                if photographs.of_row(row):
                    photographs.hold(actor.who, row, now)
            restricting.exclude(found.created, never, now)
            queued = sending.send_new(actor.who, found.created, to, now)
            queued += sending.send_again(actor.who, found.changed, now)
            audit.record(
                actor.who,
                event="records:documents:imported",
                target=source_digest,
                at=now,
                facts={
                    "kind": kind.value,
                    "created": len(found.created),
                    "changed": len(found.changed),
                    "unchanged": found.unchanged,
                    "rejected": len(found.rejects),
                    "first_line": chunk[0].line,
                    "last_line": chunk[-1].line,
                    "messages": queued,
                    "records_digest": found.digest,
                },
            )
        created += len(found.created)
        changed += len(found.changed)
        unchanged += found.unchanged
        messages += queued
        rejects += found.rejects
    rejects.sort(key=lambda reject: reject.line)
    return ImportReport(created, changed, unchanged, messages, tuple(rejects))


def _once_each(
    rows: Iterable[ParsedRecord | Reject], rejects: list[Reject]
) -> Iterator[ParsedRecord]:
    """Give each record of the file once; rejects and repetitions go into `rejects`."""
    seen: dict[str, int] = {}
    for row in rows:
        if isinstance(row, Reject):
            rejects.append(row)
        elif (first := seen.setdefault(row.draft.natural_key, row.line)) != row.line:
            fields = row.draft.fields
            column = "number" if "number" in fields else "national_reference"
            said = str(fields.get("number", row.draft.national_reference))
            reason = f"the same stands on line {first} already; that line was taken"
            rejects.append(Reject(row.line, column, cleaned(said), reason))
        else:
            yield row


def _pictured(
    actor: Actor, rows: Iterator[ParsedRecord], rejects: list[Reject]
) -> Iterator[ParsedRecord]:
    """Give the records whose photographs are pictures this actor knows, or that have none."""
    for row in rows:
        try:
            photographs.check(actor, row.draft.fields, before={})
        except FieldRefused as refusal:
            value = cleaned(refusal.value)
            rejects.append(Reject(row.line, refusal.field, value, refusal.reason))
        else:
            yield row


def _chunks(rows: Iterator[ParsedRecord]) -> Iterator[list[ParsedRecord]]:
    while chunk := list(islice(rows, policy.CHUNK)):
        yield chunk
