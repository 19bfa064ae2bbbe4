"""Periodic work: clocks that ran out, here and at our own desk."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from liaison.audit import services as audit
from liaison.audit.types import JsonValue, Who
from liaison.queries import bulkpolicy, policy
from liaison.queries.models import BulkCheck, Confirmation, Hit, Step
from liaison.queries.states import BulkState, ConfirmationState, HitState, StepKind

EXPIRE_AT_ONCE = 200
ERASED = "queries:bulk:erased"


def expire(now: datetime) -> None:
    """Mark what the owner did not answer in time; an answer that comes later is still taken."""
    hits = Hit.objects.filter(state=HitState.CONFIRMATION_ASKED, due_at__lte=now)
    for hit_id in list(hits.order_by("due_at").values_list("pk", flat=True)[:EXPIRE_AT_ONCE]):
        _expire_hit(hit_id, now)
    ours = Confirmation.objects.filter(state=ConfirmationState.ASKED, due_at__lte=now)
    for row_id in list(ours.order_by("due_at").values_list("pk", flat=True)[:EXPIRE_AT_ONCE]):
        _lapse(row_id, now)


def end_bulk(now: datetime) -> None:
    """Erase results, rejects and keys of lists whose time is over, and lists nobody submitted."""
    over = BulkCheck.objects.filter(erased_at__lte=now).exclude(state=BulkState.EXPIRED)
    for bulk_id in list(over.order_by("erased_at").values_list("pk", flat=True)[:EXPIRE_AT_ONCE]):
        _erase_bulk(bulk_id, now)


@transaction.atomic
def _erase_bulk(bulk_id: UUID, now: datetime) -> None:
    waiting = BulkCheck.objects.select_for_update().filter(pk=bulk_id, erased_at__lte=now)
    bulk = waiting.exclude(state=BulkState.EXPIRED).first()
    if bulk is None:  # decided since
        return
    bulkpolicy.check_transition(BulkState(bulk.state), BulkState.EXPIRED)
    bulk.parts.all().delete()
    bulk.state, bulk.erased_at = BulkState.EXPIRED, now
    bulk.save(update_fields=["state", "erased_at"])
    _record(ERASED, bulk.id, {"lines": bulk.lines, "done": bulk.done}, now)


@transaction.atomic
def _expire_hit(hit_id: UUID, now: datetime) -> None:
    waiting = Hit.objects.select_for_update().filter(state=HitState.CONFIRMATION_ASKED)
    hit = waiting.filter(pk=hit_id).first()
    if hit is None:  # answered since
        return
    policy.check_transition(HitState(hit.state), HitState.EXPIRED)
    hit.state = HitState.EXPIRED
    hit.save(update_fields=["state"])
    Step.objects.create(hit=hit, kind=StepKind.EXPIRED, at=now, by=hit.record_owner)
    _record("queries:confirmation:expired", hit.id, {"owner": hit.record_owner}, now)


@transaction.atomic
def _lapse(row_id: UUID, now: datetime) -> None:
    waiting = Confirmation.objects.select_for_update().filter(state=ConfirmationState.ASKED)
    row = waiting.filter(pk=row_id).first()
    if row is None:  # answered since
        return
    policy.check_confirmation_transition(ConfirmationState(row.state), ConfirmationState.LAPSED)
    row.state = ConfirmationState.LAPSED
    row.save(update_fields=["state"])
    _record("queries:confirmation:lapsed", row.id, {"asker": row.asker}, now)


def _record(event: str, target: UUID, facts: Mapping[str, JsonValue], now: datetime) -> None:
    who = Who.machine("queries", settings.NODE.organisation)
    audit.record(who, event=event, target=str(target), at=now, facts=facts)
