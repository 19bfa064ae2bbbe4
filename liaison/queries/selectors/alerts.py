"""The only ways to hold an alert: the desk that owns the record, and nobody else."""

from uuid import UUID

from django.db.models import QuerySet

from liaison.identity.types import Actor
from liaison.queries import permissions, policy
from liaison.queries.errors import NoSuchAlert
from liaison.queries.models import Alert
from liaison.queries.states import AlertState
from liaison.queries.types import AlertFacts
from liaison.records import selectors as records
from liaison.records.states import RecordKind


def alerts_of(actor: Actor) -> QuerySet[Alert]:
    """Return the alerts of the actor's desk; of a chair below a desk there are none.

    Raises:
        PermissionRefused: the chair does not carry ALERT_READ.
    """
    permissions.check_can_see_alerts(actor)
    return Alert.objects.filter(desk=actor.desk) if actor.at_desk else Alert.objects.none()


def alerts(actor: Actor, *, only_new: bool) -> tuple[AlertFacts, ...]:
    """Return the newest alerts of the actor's desk.

    Raises:
        PermissionRefused: the chair does not carry ALERT_READ.
    """
    found = alerts_of(actor)
    if only_new:
        found = found.filter(state=AlertState.NEW)
    rows = list(found.order_by("-id")[: policy.PAGE])
    labels = {facts.id: facts.label for facts in records.facts_of([r.record_id for r in rows])}
    return tuple(alert_facts(row, labels.get(row.record_id, "")) for row in rows)


def new_alerts(actor: Actor) -> int:
    """Return how many alerts nobody of the actor's desk has looked at.

    Raises:
        PermissionRefused: the chair does not carry ALERT_READ.
    """
    return alerts_of(actor).filter(state=AlertState.NEW).count()


def alert_for_update(actor: Actor, alert_id: UUID) -> Alert:
    """Return one alert, locked until the end of the transaction.

    Raises:
        PermissionRefused: the chair does not carry ALERT_READ.
        NoSuchAlert: for a missing alert and for a hidden one alike.
    """
    row = alerts_of(actor).select_for_update().filter(pk=alert_id).first()
    if row is None:
        raise NoSuchAlert(str(alert_id))
    return row


def alert_facts(row: Alert, label: str = "") -> AlertFacts:
    """Return a row as a value; the label is that of the record as it stands now."""
    return AlertFacts(
        id=row.id,
        state=AlertState(row.state),
        record_id=row.record_id,
        kind=RecordKind(row.kind),
        label=label,
        asker=row.asker,
        place=row.place,
        purpose=row.purpose,
        case_reference=row.case_reference,
        in_hand=row.in_hand,
        score=row.score,
        by_name_only=row.by_name_only,
        at=row.at,
        seen_at=row.seen_at,
        seen_by=row.seen_by,
    )
