"""Corrections: asked of the owner by who holds a copy, decided by the owner's data steward."""

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from liaison.audit import services as audit
from liaison.audit.types import JsonValue
from liaison.core.identifiers import uuid7
from liaison.exchange import services as exchange
from liaison.identity.types import Actor
from liaison.records import permissions, policy, selectors
from liaison.records.drafting import draft_of_texts
from liaison.records.ending import named
from liaison.records.errors import CorrectionRefused, NoSuchCorrection
from liaison.records.kinds.register import KINDS
from liaison.records.kinds.table import text_of
from liaison.records.models import Correction, Record
from liaison.records.services.entering import alter
from liaison.records.states import CorrectionState, Held, RecordKind
from liaison.records.types import Draft

CORRECTION = "records.correction"
CORRECTED = "records.corrected"


@transaction.atomic
def ask_correction(  # noqa: PLR0913 - what is wrong, what is right, and why
    actor: Actor, *, record_id: UUID, field: str, proposed: str, reason: str, now: datetime
) -> UUID:
    """Ask the owner of a record to correct it.

    Args:
        actor: who asks.
        record_id: a copy of another bureau's record.
        field: name of one of its fields; "" for the record as a whole.
        proposed: what the field should say, in the form of an import; "" for nothing.
        reason: why, for the owner.
        now: the present moment.

    Returns:
        The id of the correction.

    Raises:
        PermissionRefused: this actor may not ask, or is not of the bureau that would.
        NoSuchRecord: for a missing record and for a hidden one alike.
        CorrectionRefused: the record is our own, or has no such field.
        TextRefused: a text is missing or too long.
    """
    permissions.check_can_write_abroad(actor)
    row = selectors.one(selectors.visible_to(actor), record_id)
    if row.held == Held.OWN:
        raise CorrectionRefused("the record is our own: change it")
    check_field(RecordKind(row.kind), field, proposed)
    body: dict[str, JsonValue] = {
        "record_id": str(row.record_id),
        "version": row.version,
        "field": field,
        "proposed": policy.check_text("proposed", proposed, needed=False),
        "reason": policy.check_text("reason", reason),
    }
    message = exchange.queue(
        actor.who,
        to=[row.owner],
        kind=CORRECTION,
        body=body,
        at=now,
        purpose=policy.PURPOSE,
    )
    asked = Correction.objects.create(
        id=uuid7(now),
        record=row,
        asked_by=actor.bureau,
        asked_by_name=actor.person_name,
        version=row.version,
        field=field,
        proposed=str(body["proposed"]),
        reason=str(body["reason"]),
        state=CorrectionState.ASKED,
        asked_at=now,
        message=message,
    )
    facts = {"owner": row.owner, "field": field}
    _record(actor, "records:correction:asked", row, now, facts)
    return asked.id


@transaction.atomic
def decide_correction(
    actor: Actor, *, correction_id: UUID, accept: bool, answer: str, now: datetime
) -> None:
    """Accept or decline a correction of our own record, and tell the bureau that asked.

    What is proposed for a field is written into a new version, which goes to all copies. A
    correction of the record as a whole is accepted once the record was changed.

    Args:
        actor: a data steward of the owner.
        correction_id: asked and not yet answered.
        accept: whether it is right.
        answer: words for the bureau that asked; a refusal needs them.
        now: the present moment.

    Raises:
        NoSuchCorrection: it is missing, or not of our own record.
        PermissionRefused: this actor may not change records.
        TransitionRefused: it was answered before, or the record was withdrawn.
        CorrectionRefused: nothing to write and the record was not changed.
        FieldRefused: what is proposed cannot be what the field says.
        TextRefused: the answer is missing or too long.
    """
    own = Correction.objects.select_for_update().filter(
        pk=correction_id, record__held=Held.OWN, record__owner=actor.bureau
    )
    asked = own.first()
    if asked is None:
        raise NoSuchCorrection(str(correction_id))
    row = selectors.own_for_update(actor.bureau, asked.record_id)
    permissions.check_can_change(actor, row)
    outcome = CorrectionState.ACCEPTED if accept else CorrectionState.DECLINED
    policy.check_correction_transition(CorrectionState(asked.state), outcome)
    said = policy.check_text("answer", answer, needed=not accept)
    if accept:
        _apply(actor, row, asked, now)
    asked.state, asked.answer = outcome.value, said
    asked.answered_at, asked.answered_by = now, actor.person_name
    asked.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    exchange.queue(
        actor.who,
        to=[asked.asked_by],
        kind=CORRECTED,
        body={"record_id": str(row.record_id), "outcome": outcome.value, "answer": said},
        at=now,
        purpose=policy.PURPOSE,
        thread=asked.thread,
        in_reply_to=asked.message,
    )
    facts = {"sender": asked.asked_by, "outcome": outcome.value}
    _record(actor, "records:correction:decided", row, now, facts)


def check_field(kind: RecordKind, field: str, proposed: str) -> None:
    """Refuse a correction of something a record of this kind does not have.

    Raises:
        CorrectionRefused: no such field, or a value for none.
    """
    if field and field not in KINDS[kind].names:
        raise CorrectionRefused(f"a record of kind {kind.value} has no field of that name")
    if proposed and not field:
        raise CorrectionRefused("name the field the value is for")


def _apply(actor: Actor, row: Record, asked: Correction, now: datetime) -> None:
    if not asked.field:
        if row.version <= asked.version:
            raise CorrectionRefused("change the record first, then accept")
        return
    reason = f"{policy.CORRECTED}{asked.asked_by}"
    if not alter(actor, row, _with(row, asked, now), reason, now) and row.version <= asked.version:
        raise CorrectionRefused("the record says so already: decline it with that reason")


def _with(row: Record, asked: Correction, now: datetime) -> Draft:
    kind, fields = RecordKind(row.kind), json.loads(row.fields)
    texts = {
        field.name: text_of(field, fields[field.name])
        for field in KINDS[kind].fields
        if field.name in fields
    }
    texts[asked.field] = asked.proposed
    texts["national_reference"] = row.national_reference
    return draft_of_texts(kind, texts, today=now.date())


def _record(
    actor: Actor, event: str, row: Record, now: datetime, facts: Mapping[str, JsonValue]
) -> None:
    audit.record(actor.who, event=event, target=str(row.id), at=now, facts={**named(row), **facts})
