"""What the owner's desk does with alerts: list them, look at one."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from liaison.identity.types import Actor
from liaison.queries import selectors
from liaison.queries.services import noting
from liaison.queries.states import AlertState
from liaison.queries.types import AlertFacts

if TYPE_CHECKING:
    from liaison.audit.types import JsonValue


@transaction.atomic
def list_alerts(actor: Actor, *, only_new: bool, now: datetime) -> tuple[AlertFacts, ...]:
    """Show where discreet records of ours were met, and record how many were shown.

    Raises:
        PermissionRefused: this actor may not read alerts.
    """
    found = selectors.alerts(actor, only_new=only_new)
    facts: dict[str, JsonValue] = {"shown": len(found)}
    noting.record(actor, "queries:alerts:listed", actor.desk, now, facts)
    return found


@transaction.atomic
def see_alert(actor: Actor, *, alert_id: UUID, now: datetime) -> AlertFacts:
    """Note that somebody of the owner's desk has looked at an alert.

    Raises:
        PermissionRefused: this actor may not read alerts.
        NoSuchAlert: missing or hidden.
    """
    row = selectors.alert_for_update(actor, alert_id)
    if row.state == AlertState.NEW:
        row.state, row.seen_at, row.seen_by = AlertState.SEEN, now, actor.person_name
        row.save(update_fields=["state", "seen_at", "seen_by"])
    noting.record(actor, "queries:alert:seen", alert_id, now, {"record": str(row.record_id)})
    return selectors.alert_facts(row)
