"""The verbs of the records room. One transaction each: rows, copy register, messages, audit."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db import transaction

from liaison.audit import services as audit
from liaison.exchange import services as exchange
from liaison.identity.types import Actor
from liaison.records import intake, permissions, policy, selectors
from liaison.records.fields import cleaned
from liaison.records.models import Copy, DocumentRecipient, TravelDocument
from liaison.records.sockets import HOLDINGS
from liaison.records.states import CopyState, RecordState, WithdrawalReason
from liaison.records.types import (
    DocumentFile,
    DocumentPage,
    ImportReport,
    Key,
    ParsedRow,
    Reject,
)

WITHDRAW = "records.withdraw"


def import_documents(
    actor: Actor,
    *,
    rows: Iterable[ParsedRow | Reject],
    source_digest: str,
    recipients: Sequence[str],
    now: datetime,
) -> ImportReport:
    """Take documents from a file, in transactions of a thousand lines; repeatable.

    The same line again changes nothing. A line that says something else about a known document
    makes a new version, which goes to the bureaus that have a copy. New documents go to
    `recipients`; the distribution list of a known document stays as it is, so that importing a
    file again can never send a restricted document to everybody.

    Args:
        actor: who imports.
        rows: lines in the order of the file; rejects are passed on into the report.
        source_digest: SHA-256 of the file, in hexadecimal; kept in the audit log.
        recipients: ids of the bureaus on the distribution list of new documents.
        now: the present moment.

    Returns:
        What was done, and every line that was not taken.

    Raises:
        PermissionRefused: this actor may not import.
        RecipientsRefused: the distribution list cannot be one.
    """
    permissions.check_can_import(actor)
    to = policy.check_recipients(recipients, own=actor.bureau)
    created = changed = unchanged = messages = 0
    rejects: list[Reject] = []
    for chunk in _chunks(_once_each(rows, rejects)):
        with transaction.atomic():
            found = intake.sort(actor.bureau, chunk, now)
            intake.store(found)
            queued = intake.send_new(actor.who, found.created, to, now)
            queued += intake.send_again(actor.who, found.changed, now)
            audit.record(
                actor.who,
                event="records:documents:imported",
                target=source_digest,
                at=now,
                facts={
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


@transaction.atomic
def distribute(
    actor: Actor, *, document_ids: Sequence[UUID], recipients: Sequence[str], now: datetime
) -> int:
    """Put bureaus on the distribution list of documents and send these to those who miss them.

    Args:
        actor: who decides.
        document_ids: at most `policy.CHUNK` of our own; withdrawn ones are passed over.
        recipients: ids of the bureaus; those on a list already get nothing twice.
        now: the present moment.

    Returns:
        How many messages were queued.

    Raises:
        PermissionRefused: this actor may not distribute.
        RecipientsRefused: the list cannot be one, or too many documents.
        NoSuchRecord: one of them is missing or not our own.
    """
    permissions.check_can_import(actor)
    to = policy.check_recipients(recipients, own=actor.bureau)
    policy.check_distribution(len(document_ids))
    wanted = sorted(set(document_ids))
    rows = selectors.all_own_for_update(actor.bureau, wanted)
    listed = set(
        DocumentRecipient.objects.filter(document_id__in=wanted).values_list(
            "document_id", "organisation"
        )
    )
    addressed = [
        (tuple(one for one in to if (row.id, one) not in listed), row)
        for row in rows
        if row.state == RecordState.ACTIVE
    ]
    queued = intake.send_missing(actor.who, addressed, now)
    audit.record(
        actor.who,
        event="records:documents:distributed",
        target=str(wanted[0]),
        at=now,
        facts={"documents": len(wanted), "recipients": list(to), "messages": queued},
    )
    return queued


@transaction.atomic
def withdraw(
    actor: Actor, *, document_id: UUID, reason: WithdrawalReason, note: str, now: datetime
) -> None:
    """Take one of our documents back, everywhere: the copies are recalled.

    Args:
        actor: who decides.
        document_id: one of our own records.
        reason: told to the bureaus that hold a copy.
        note: stays here.
        now: the present moment.

    Raises:
        NoSuchRecord: it is missing or not our own.
        PermissionRefused: this actor may not withdraw.
        TransitionRefused: it was withdrawn before.
        NoteRefused: the note is too long or cannot be printed.
    """
    row = selectors.own_for_update(actor.bureau, document_id)
    permissions.check_can_withdraw(actor, row)
    row.withdrawal_note = policy.check_note(note)
    row.state = RecordState.WITHDRAWN
    row.withdrawn_at = now
    row.withdrawal_reason = reason
    row.version += 1
    row.changed_at = now
    row.save(
        update_fields=[
            *("state", "withdrawn_at", "withdrawal_reason", "withdrawal_note"),
            *("version", "changed_at"),
        ]
    )
    recalled = _recall(actor, row, now)
    # our own hits on it end too: nothing may be done any more in the name of this record
    for erase in HOLDINGS.values():
        erase(row.id, now)
    audit.record(
        actor.who,
        event="records:document:withdrawn",
        target=str(row.id),
        at=now,
        facts={
            "number": row.number,
            "issuing_state": row.issuing_state,
            "reason": row.withdrawal_reason,
            "version": row.version,
            "copies": recalled,
        },
    )


@transaction.atomic
def read_document(actor: Actor, *, document_id: UUID, now: datetime) -> DocumentFile:
    """Show one record with its distribution list and copy register, and record that it was read.

    Raises:
        PermissionRefused: this actor may not read documents.
        NoSuchRecord: for a missing record and for a hidden one alike.
    """
    found = selectors.document_file(actor, document_id)
    audit.record(
        actor.who,
        event="records:document:read",
        target=str(document_id),
        at=now,
        facts={
            "number": found.document.fields.number,
            "issuing_state": found.document.fields.issuing_state,
            "owner": found.document.owner,
        },
    )
    return found


@transaction.atomic
def list_documents(
    actor: Actor, *, text: str, state: RecordState | None, page: int, now: datetime
) -> DocumentPage:
    """Show one page of our own documents, and record what was asked for and how much was shown.

    Raises:
        PermissionRefused: this actor may not read documents.
    """
    found = selectors.own_documents(actor, text=text, state=state, page=page)
    audit.record(
        actor.who,
        event="records:documents:listed",
        target=actor.bureau,
        at=now,
        facts={
            "text": cleaned(text),
            "state": "" if state is None else state.value,
            "page": found.page,
            "shown": len(found.documents),
            "total": found.total,
        },
    )
    return found


def _recall(actor: Actor, row: TravelDocument, now: datetime) -> int:
    copies = list(
        Copy.objects.select_for_update()
        .filter(document=row)
        .exclude(state=CopyState.ERASED)
        .order_by("organisation")
    )
    if not copies:
        return 0
    message = exchange.queue(
        actor.who,
        to=[copy.organisation for copy in copies],
        kind=WITHDRAW,
        body={
            "record_id": str(row.id),
            "version": row.version,
            "reason": str(row.withdrawal_reason),
        },
        at=now,
        purpose=policy.PURPOSE,
    )
    for copy in copies:
        policy.check_copy_transition(CopyState(copy.state), CopyState.RECALL_QUEUED)
        copy.state = CopyState.RECALL_QUEUED
        copy.message = message
        copy.recall_queued_at = now
        copy.save(update_fields=["state", "message", "recall_queued_at"])
    return len(copies)


def _once_each(rows: Iterable[ParsedRow | Reject], rejects: list[Reject]) -> Iterator[ParsedRow]:
    """Give each document of the file once; rejects and repetitions go into `rejects`."""
    seen: dict[Key, int] = {}
    for row in rows:
        if isinstance(row, Reject):
            rejects.append(row)
        elif (first := seen.setdefault(row.fields.key, row.line)) != row.line:
            reason = f"this document stands on line {first} already; that line was taken"
            rejects.append(Reject(row.line, "number", cleaned(row.fields.number), reason))
        else:
            yield row


def _chunks(rows: Iterator[ParsedRow]) -> Iterator[list[ParsedRow]]:
    while chunk := list(islice(rows, policy.CHUNK)):
        yield chunk
