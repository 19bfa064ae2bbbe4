"""What other bureaus say about records: a copy, its withdrawal, the erasure of ours.

Messages come in any order, twice, or late. Two rules make the end the same every time: a higher
version wins over a lower one, and a tombstone wins over everything.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from liaison.audit import services as audit
from liaison.audit.types import JsonValue, Who
from liaison.core import sqlite
from liaison.core.identifiers import uuid7
from liaison.exchange import services as exchange
from liaison.exchange.types import Received
from liaison.records import photographs, policy, selectors, writing
from liaison.records.errors import (
    FieldRefused,
    NoSuchRecord,
    StatementMismatch,
)
from liaison.records.kinds.register import natural_key
from liaison.records.kinds.table import written
from liaison.records.models import Copy, ErasedCopy, Record
from liaison.records.refusing import refusing
from liaison.records.sockets import HOLDINGS
from liaison.records.states import CopyState, Held, RecordState, WithdrawalReason
from liaison.records.types import WireRecord
from liaison.records.wireform import check_keys, records_from_body, text_of, uuid_of, version_of

ERASED = "records.erased"
STATEMENT = "records.erasure"
STATEMENT_MAXIMUM = 16 * 1024  # exchange takes no longer token
_REASONS = frozenset(reason.value for reason in WithdrawalReason)
_WORD_MAXIMUM = 30


@refusing
def receive_distribute(received: Received, now: datetime) -> None:
    """Store copies of records that the sender owns; older versions and erased ones are ignored.

    Raises:
        ContentRefused: the body is malformed, or the sender is not the owner of a record in
            it; then none of them is stored.
    """
    records = records_from_body(received.body)
    for record in records:
        policy.check_owner(owner=record.owner, asked_by=received.sender)
    policy.check_foreign(received.sender, own=settings.NODE.organisation)
    photographs.check_parts(records[0].kind, received.files, records=len(records))
    _one_at_a_time(received.sender)
    ids = [record.record_id for record in records]
    # by owner too: an id that another bureau used first is another record
    mine = Record.objects.select_for_update().filter(owner=received.sender, record_id__in=ids)
    held = {row.record_id: row for row in mine}
    erased = set(
        ErasedCopy.objects.filter(owner=received.sender, record_id__in=ids).values_list(
            "record_id", flat=True
        )
    )
    taken = set(Record.objects.filter(pk__in=ids).values_list("pk", flat=True))
    new, changed = [], []
    for record in records:
        before = held.get(record.record_id)
        if record.record_id in erased or (before and before.version >= record.version):
            continue
        if before is None:
            reference = uuid7(now) if record.record_id in taken else record.record_id
            new.append(_copy(record, _empty(record, reference, now), received, now))
        elif before.kind == record.kind:
            changed.append(_copy(record, before, received, now))
        else:
            raise FieldRefused("kind", "a record never becomes one of another kind")
    writing.insert(new)
    writing.update(changed)
    stored = len(new) + len(changed)
    _keep_photographs([*new, *changed], received, now)
    _record(
        "records:copies:received",
        str(received.message_id),
        received,
        now,
        {"sender": received.sender, "stored": stored, "ignored": len(ids) - stored},
    )


@refusing
def receive_withdraw(received: Received, now: datetime) -> None:
    """Erase the copy and all that rooms keep of it, and answer with a signed statement.

    A withdrawal that overtakes its record leaves the tombstone that stops it. The statement
    is given again when the withdrawal comes again: the owner may have lost it.

    Raises:
        ContentRefused: the body is malformed, or the sender does not own the copy.
    """
    body = received.body
    check_keys(body, {"record_id", "version", "reason"})
    record_id, version = uuid_of(body, "record_id"), version_of(body)
    reason = text_of(body, "reason", _WORD_MAXIMUM)
    if reason not in _REASONS:
        raise FieldRefused("reason", f"must be one of {', '.join(sorted(_REASONS))}")
    policy.check_foreign(received.sender, own=settings.NODE.organisation)
    _one_at_a_time(received.sender)
    row = _held_of(received.sender, record_id)
    reference = row.id if row else _unclaimed(record_id)
    if row is not None:
        writing.erase(row, who=_machine(), now=now)
    tombstone = _bury(record_id, received.sender, version, now)
    emptied = {
        room: erase(reference, now) if reference else 0 for room, erase in sorted(HOLDINGS.items())
    }
    _record(
        "records:copy:erased",
        str(record_id),
        received,
        now,
        {
            "owner": received.sender,
            "reason": reason,
            "held": row is not None,
            "rooms": emptied,
        },
    )
    _state_erasure(tombstone, received, now)
    # before the statement can leave, the old pages leave the disk
    transaction.on_commit(sqlite.forget_erased)


@refusing
def receive_erased(received: Received, now: datetime) -> None:
    """Keep a bureau's signed statement that it erased its copy of one of our records.

    Raises:
        ContentRefused: the body is malformed, the statement is not the sender's or speaks of
            something else, the record is not ours, not withdrawn, or was never sent there.
    """
    body = received.body
    check_keys(body, {"record_id", "version", "statement"})
    record_id, version = uuid_of(body, "record_id"), version_of(body)
    statement = text_of(body, "statement", STATEMENT_MAXIMUM)
    claims = exchange.verify_statement(statement, sender=received.sender, kind=STATEMENT, now=now)
    own: str = settings.NODE.organisation
    row = selectors.own_for_update(own, record_id)
    _check_claims(claims, {"record_id": str(record_id), "owner": own, "version": version})
    copy = (
        Copy.objects.select_for_update().filter(record=row, organisation=received.sender).first()
    )
    if copy is None:
        raise NoSuchRecord(str(record_id))
    if copy.state == CopyState.ERASED:
        return
    policy.check_copy_transition(CopyState(copy.state), CopyState.ERASED)
    if version != copy.version:
        raise StatementMismatch("version")
    copy.state = CopyState.ERASED
    copy.erased_at = _moment(claims)
    copy.statement = statement
    copy.save(update_fields=["state", "erased_at", "statement"])
    _record(
        "records:copy:erasure_confirmed",
        str(record_id),
        received,
        now,
        {"organisation": received.sender, "version": version},
    )


def _held_of(owner: str, record_id: UUID) -> Record | None:
    mine = Record.objects.select_for_update().filter(owner=owner, record_id=record_id)
    return mine.filter(held=Held.COPY).first()


def _unclaimed(record_id: UUID) -> UUID | None:
    """Return the id unless another bureau's record goes by it here: what is held of that stays."""
    return None if Record.objects.filter(pk=record_id).exists() else record_id


def _empty(record: WireRecord, reference: UUID, now: datetime) -> Record:
    return Record(
        id=reference,
        record_id=record.record_id,
        owner=record.owner,
        kind=record.kind.value,
        state=RecordState.ACTIVE.value,
        held=Held.COPY.value,
        created_at=now,
    )


def _copy(record: WireRecord, row: Record, received: Received, now: datetime) -> Record:
    plain = json.loads(record.fields)
    names = photographs.arrived(row, received.files, who=_machine(), now=now)
    fields = photographs.with_photographs(plain, names)
    text = written(fields) if names else record.fields
    writing.assign(row, fields, text, record.national_reference, record.retention_until)
    row.natural_key = natural_key(record.kind, fields, record.national_reference)
    row.handling_code = record.handling_code.value
    row.discreet = record.discreet
    row.version = record.version
    row.received_in = received.message_id
    row.changed_at = now
    return row


def _keep_photographs(stored: Sequence[Record], received: Received, now: datetime) -> None:
    for row in stored:
        photographs.hold(_machine(), row, now)
    if not stored:
        # attack: a late message must not bring back what a recall erased
        photographs.drop([one.file_id for one in received.files], who=_machine(), now=now)


def _bury(record_id: UUID, owner: str, version: int, now: datetime) -> ErasedCopy:
    tombstone, new = ErasedCopy.objects.select_for_update().get_or_create(
        record_id=record_id, owner=owner, defaults={"version": version, "erased_at": now}
    )
    if not new and version > tombstone.version:
        tombstone.version = version
        tombstone.save(update_fields=["version"])
    return tombstone


def _state_erasure(tombstone: ErasedCopy, received: Received, now: datetime) -> None:
    said: dict[str, JsonValue] = {
        "record_id": str(tombstone.record_id),
        "version": tombstone.version,
    }
    statement = exchange.sign_statement(
        STATEMENT,
        {
            **said,
            "owner": tombstone.owner,
            "erased_at": tombstone.erased_at.astimezone(UTC).isoformat(timespec="seconds"),
        },
        now=now,
    )
    exchange.queue(
        _machine(),
        to=[received.sender],
        kind=ERASED,
        body={**said, "statement": statement},
        at=now,
        purpose=received.purpose,
        legal_basis=received.legal_basis,
        thread=received.thread,
        in_reply_to=received.message_id,
    )


def _check_claims(claims: Mapping[str, object], said: Mapping[str, object]) -> None:
    for name, value in said.items():
        if claims.get(name) != value:
            raise StatementMismatch(name)


def _moment(claims: Mapping[str, object]) -> datetime:
    text = claims.get("erased_at")
    try:
        moment = datetime.fromisoformat(text if isinstance(text, str) else "")
    except ValueError as error:
        raise StatementMismatch("erased_at") from error
    if moment.tzinfo is None:
        raise StatementMismatch("erased_at")
    return moment.astimezone(UTC)


def _one_at_a_time(sender: str) -> None:
    """Handle one bureau's messages one after the other, to the end of the transaction.

    Two workers could otherwise store a copy and bury it at the same moment, each without seeing
    the other. SQLite's writers are alone already.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7326))", [sender])


def _machine() -> Who:
    return Who.machine("records", settings.NODE.organisation)


def _record(
    event: str, target: str, received: Received, now: datetime, facts: Mapping[str, JsonValue]
) -> None:
    audit.record(
        _machine(),
        event=event,
        target=target,
        at=now,
        purpose=received.purpose,
        legal_basis=received.legal_basis,
        facts=facts,
    )
