"""The second stage: one candidate of another bureau in full, for an officer who wants it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from liaison.audit import services as audit
from liaison.identity.types import Actor
from liaison.lib.wire import canonical, limits
from liaison.queries import abroad, permissions, selectors
from liaison.queries.errors import NotFetched
from liaison.queries.models import Hit, Snapshot
from liaison.queries.services import noting
from liaison.queries.states import HitState, StepKind
from liaison.records.types import WireRecord


def fetch_record(actor: Actor, *, hit_id: UUID, now: datetime) -> None:
    """Fetch the whole record of a hit from the bureau that offered it; both sides log it.

    Speaks to a network, therefore not inside a transaction. Fetching again changes nothing.

    Args:
        actor: who wants to see it.
        hit_id: a hit offered by another bureau.
        now: the present moment.

    Raises:
        PermissionRefused: this actor may not read hits, or not ask abroad.
        NoSuchHit: missing or hidden.
        NotFetched: the bureau did not give it: too late, withdrawn, not reached.
        UnknownBureau: the bureau left the trust directory.
    """
    permissions.check_can_ask_abroad(actor, now)
    permissions.check_can_read(actor)
    hit = selectors.get(actor, hit_id)
    if not hit.asked_at_bureau or hit.fetched_at is not None:
        return
    record = abroad.fetch(
        actor, hit.asked_at_bureau, hit.record_id, purpose=hit.origin.purpose, now=now
    )
    if record is None or record.kind != hit.kind:
        raise NotFetched(str(hit_id))
    with transaction.atomic():
        _store(actor, selectors.get_for_update(actor, hit_id), record, now)


def _store(actor: Actor, hit: Hit, record: WireRecord, now: datetime) -> None:
    if hit.fetched_at is not None or hit.state != HitState.POSSIBLE:
        return
    hit.fetched_at, hit.shared_id, hit.record_version = now, record.record_id, record.version
    hit.save(update_fields=["fetched_at", "shared_id", "record_version"])
    fields = dict(canonical.decode(record.fields.encode(), limit=limits.BODY_BYTES))
    if record.national_reference:
        fields["national_reference"] = record.national_reference
    Snapshot.objects.filter(hit=hit).update(fields=fields)
    noting.step(actor, hit, StepKind.FETCHED, now, "")
    audit.record(
        actor.who,
        event="queries:hit:fetched",
        target=str(hit.id),
        at=now,
        purpose=hit.origin.purpose,
        facts={"owner": hit.record_owner, "record": str(record.record_id)},
    )
