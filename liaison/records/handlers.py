"""What other bureaus say about documents: a copy, its withdrawal, the erasure of ours.

Messages come in any order, twice, or late. Two rules make the end the same every time: a higher
version wins over a lower one, and a tombstone wins over everything.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from liaison.audit import services as audit
from liaison.audit.types import JsonValue, Who
from liaison.core import sqlite
from liaison.exchange import services as exchange
from liaison.exchange.errors import ContentRefused, StatementRefused
from liaison.exchange.types import Received
from liaison.records import policy, selectors
from liaison.records.errors import (
    FieldRefused,
    NoSuchRecord,
    NotTheOwner,
    StatementMismatch,
    TransitionRefused,
)
from liaison.records.intake import VERSIONED, assign
from liaison.records.models import Copy, ErasedCopy, TravelDocument
from liaison.records.sockets import HOLDINGS
from liaison.records.states import CopyState, RecordState, Held, WithdrawalReason
from liaison.records.types import WireDocument
from liaison.records.wireform import documents_from_body, text_of, uuid_of, version_of

ERASED = "records.erased"
STATEMENT = "records.erasure"
STATEMENT_MAXIMUM = 16 * 1024  # exchange takes no longer token
_REASONS = frozenset(reason.value for reason in WithdrawalReason)
_WORD_MAXIMUM = 30

Receive = Callable[[Received, datetime], None]


def _refusing(receive: Receive) -> Receive:
    """Turn what the room refuses into a signed rejection that names the rule, never content."""

    @wraps(receive)
    def wrapped(received: Received, now: datetime) -> None:
        try:
            receive(received, now)
        except FieldRefused as refusal:
            raise ContentRefused(f"{refusal.code}:{refusal.field}") from refusal
        except (NotTheOwner, NoSuchRecord, StatementMismatch, TransitionRefused) as refusal:
            raise ContentRefused(refusal.code) from refusal
        except StatementRefused as refusal:
            raise ContentRefused(refusal.code) from refusal

    return wrapped


@_refusing
def receive_distribute(received: Received, now: datetime) -> None:
    """Store copies of documents that the sender owns; older versions and erased ones are ignored.

    Raises:
        ContentRefused: the body is malformed, or the sender is not the owner of a document in
            it; then none of them is stored.
    """
    documents = documents_from_body(received.body)
    for document in documents:
        policy.check_owner(owner=document.owner, asked_by=received.sender)
    policy.check_foreign(received.sender, own=settings.NODE.organisation)
    _one_at_a_time(received.sender)
    ids = [document.record_id for document in documents]
    held = {row.id: row for row in TravelDocument.objects.select_for_update().filter(id__in=ids)}
    for row in held.values():
        policy.check_owner(owner=row.owner, asked_by=received.sender)
    erased = set(
        ErasedCopy.objects.filter(owner=received.sender, record_id__in=ids).values_list(
            "record_id", flat=True
        )
    )
    newer = [
        _copy(document, held.get(document.record_id), received, now)
        for document in documents
        if document.record_id not in erased and _is_newer(document, held.get(document.record_id))
    ]
    TravelDocument.objects.bulk_create(
        newer,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=VERSIONED,
    )
    _record(
        "records:copies:received",
        str(received.message_id),
        received,
        now,
        {"sender": received.sender, "stored": len(newer), "ignored": len(ids) - len(newer)},
    )


@_refusing
def receive_withdraw(received: Received, now: datetime) -> None:
    """Erase the copy and all that rooms keep of it, and answer with a signed statement.

    A withdrawal that overtakes its document leaves the tombstone that stops it. The statement
    is given again when the withdrawal comes again: the owner may have lost it.

    Raises:
        ContentRefused: the body is malformed, or the sender does not own the copy.
    """
    body = received.body
    _check_keys(body, {"record_id", "version", "reason"})
    record_id, version = uuid_of(body, "record_id"), version_of(body)
    reason = text_of(body, "reason", _WORD_MAXIMUM)
    if reason not in _REASONS:
        raise FieldRefused("reason", f"must be one of {', '.join(sorted(_REASONS))}")
    policy.check_foreign(received.sender, own=settings.NODE.organisation)
    _one_at_a_time(received.sender)
    row = TravelDocument.objects.select_for_update().filter(pk=record_id).first()
    if row is not None:
        policy.check_owner(owner=row.owner, asked_by=received.sender)
        row.delete()
    tombstone = _bury(record_id, received.sender, version, now)
    emptied = {room: erase(record_id, now) for room, erase in sorted(HOLDINGS.items())}
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


@_refusing
def receive_erased(received: Received, now: datetime) -> None:
    """Keep a bureau's signed statement that it erased its copy of one of our documents.

    Raises:
        ContentRefused: the body is malformed, the statement is not the sender's or speaks of
            something else, the document is not ours, not withdrawn, or was never sent there.
    """
    body = received.body
    _check_keys(body, {"record_id", "version", "statement"})
    record_id, version = uuid_of(body, "record_id"), version_of(body)
    statement = text_of(body, "statement", STATEMENT_MAXIMUM)
    claims = exchange.verify_statement(statement, sender=received.sender, kind=STATEMENT, now=now)
    own: str = settings.NODE.organisation
    row = selectors.own_for_update(own, record_id)
    _check_claims(claims, {"record_id": str(record_id), "owner": own, "version": version})
    copy = (
        Copy.objects.select_for_update().filter(document=row, organisation=received.sender).first()
    )
    if copy is None:
        raise NoSuchRecord(str(record_id))
    if copy.state == CopyState.ERASED:
        return
    policy.check_copy_transition(CopyState(copy.state), CopyState.ERASED)
    if version != row.version:
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


def _is_newer(document: WireDocument, held: TravelDocument | None) -> bool:
    return held is None or document.version > held.version


def _copy(
    document: WireDocument, held: TravelDocument | None, received: Received, now: datetime
) -> TravelDocument:
    row = held or TravelDocument(
        id=document.record_id,
        owner=document.owner,
        state=RecordState.ACTIVE,
        held=Held.COPY,
        created_at=now,
    )
    assign(row, document.fields)
    row.version = document.version
    row.received_in = received.message_id
    row.changed_at = now
    return row


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


def _check_keys(body: Mapping[str, object], keys: set[str]) -> None:
    if set(body) != keys:
        raise FieldRefused("body", f"must hold {', '.join(sorted(keys))} and nothing else")


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
