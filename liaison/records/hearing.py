"""What other bureaus note about our records and ask of us, and how they answer what we asked."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings

from liaison.audit import services as audit
from liaison.audit.types import JsonValue, Who
from liaison.core.identifiers import uuid7
from liaison.exchange.types import Received
from liaison.identity import services as identity
from liaison.identity.states import Permission
from liaison.records import policy, selectors
from liaison.records.ending import named
from liaison.records.errors import FieldRefused, NoSuchCorrection, NoSuchRecord, TextRefused
from liaison.records.kinds.register import KINDS
from liaison.records.models import Annotation, Correction, ErasedCopy, Record
from liaison.records.policy import TEXT_MAXIMUM
from liaison.records.refusing import refusing
from liaison.records.states import CorrectionState, Held, RecordKind
from liaison.records.wireform import check_keys, one_of, text_of, uuid_of, version_of

_ANSWERS = frozenset({CorrectionState.ACCEPTED.value, CorrectionState.DECLINED.value})


@refusing
def receive_annotation(received: Received, now: datetime) -> None:
    """Keep what another bureau notes about one of our records.

    Raises:
        ContentRefused: the body is malformed, the record is none the sender may know, or it has
            as many notes of the sender as it may have.
    """
    check_keys(received.body, {"record_id", "text"})
    row = _known_to(received, now)
    # attack: a bureau fills our disk, or buries what others noted, with notes about one record
    policy.check_notes(row.annotations.filter(author=received.sender).count())
    Annotation.objects.create(
        id=uuid7(now),
        record=row,
        author=received.sender,
        text=_words(received, "text"),
        at=now,
        message=received.message_id,
    )
    _tell(received, "records:annotation:received", row, now, {"sender": received.sender})


@refusing
def receive_correction(received: Received, now: datetime) -> None:
    """Put a correction before our data stewards.

    Raises:
        ContentRefused: the body is malformed, the record is none the sender may know, or the
            sender asked as often as it may.
    """
    body = received.body
    check_keys(body, {"record_id", "version", "field", "proposed", "reason"})
    row = _known_to(received, now)
    theirs = row.corrections.filter(asked_by=received.sender)
    policy.check_corrections(
        waiting=theirs.filter(state=CorrectionState.ASKED).count(), there=theirs.count()
    )
    field = _words(received, "field", needed=False)
    if field and field not in KINDS[RecordKind(row.kind)].names:
        raise FieldRefused("field", "is none of this kind")
    Correction.objects.create(
        id=uuid7(now),
        record=row,
        asked_by=received.sender,
        version=version_of(body),
        field=field,
        proposed=_words(received, "proposed", needed=False),
        reason=_words(received, "reason"),
        state=CorrectionState.ASKED,
        asked_at=now,
        message=received.message_id,
        thread=received.thread,
    )
    facts = {"sender": received.sender, "field": field}
    _tell(received, "records:correction:received", row, now, facts)


@refusing
def receive_corrected(received: Received, now: datetime) -> None:
    """Keep the owner's answer to a correction we asked; a new version comes by itself.

    Raises:
        ContentRefused: the body is malformed, or nobody asked the sender.
    """
    body = received.body
    check_keys(body, {"record_id", "outcome", "answer"})
    record_id = uuid_of(body, "record_id")
    outcome = CorrectionState(one_of(body, "outcome", _ANSWERS))
    answer = _words(received, "answer", needed=False)
    if received.in_reply_to is None:
        raise NoSuchCorrection("")
    asked = (
        Correction.objects.select_for_update()
        .filter(
            message=received.in_reply_to,
            asked_by=settings.NODE.organisation,
            record__owner=received.sender,
            record__record_id=record_id,
        )
        .select_related("record")
        .first()
    )
    if asked is None:
        if ErasedCopy.objects.filter(record_id=record_id, owner=received.sender).exists():
            return  # the recall came first, and took the question with it
        raise NoSuchCorrection(str(received.in_reply_to))
    policy.check_correction_transition(CorrectionState(asked.state), outcome)
    asked.state, asked.answer, asked.answered_at = outcome.value, answer, now
    asked.save(update_fields=["state", "answer", "answered_at"])
    facts = {"owner": received.sender, "outcome": outcome.value}
    _record(received, "records:correction:answered", asked.record, now, facts)


def _known_to(received: Received, now: datetime) -> Record:
    """Return our record if the sender may know it: it has a copy, or may be shown it."""
    own: str = settings.NODE.organisation
    policy.check_foreign(received.sender, own=own)
    row = (
        Record.objects.select_for_update()
        .filter(held=Held.OWN, owner=own, pk=uuid_of(received.body, "record_id"))
        .first()
    )
    if row is None or not selectors.held_for(received.sender, [row.id], now):
        raise NoSuchRecord(str(received.body["record_id"]))
    # a rule that opens the kind opens no discreet record: only whoever was sent it knows of it
    if row.discreet and received.sender not in selectors.recipients_of(row):
        raise NoSuchRecord(str(received.body["record_id"]))
    return row


def _words(received: Received, field: str, *, needed: bool = True) -> str:
    said = received.body.get(field)
    if said == "" and not needed:
        return ""
    text = text_of(received.body, field, TEXT_MAXIMUM)
    try:
        found = policy.check_text(field, text, needed=needed)
    except TextRefused as refusal:
        raise FieldRefused(field, refusal.told) from refusal
    if found != text:
        raise FieldRefused(field, "is not in its plain form")
    return found


def _tell(
    received: Received, event: str, row: Record, now: datetime, facts: Mapping[str, JsonValue]
) -> None:
    _record(received, event, row, now, facts)
    identity.announce(
        organisation=settings.NODE.organisation,
        permission=Permission.DOCUMENT_IMPORT,
        kind=event,
        target=str(row.id),
        at=now,
    )


def _record(
    received: Received, event: str, row: Record, now: datetime, facts: Mapping[str, JsonValue]
) -> None:
    audit.record(
        Who.machine("records", settings.NODE.organisation),
        event=event,
        target=str(row.id),
        at=now,
        purpose=received.purpose,
        legal_basis=received.legal_basis,
        facts={**named(row), **facts},
    )
