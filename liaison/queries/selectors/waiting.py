"""What waits for somebody in this room, counted in one query for the frame of every page."""

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import CharField, Count, QuerySet, Value

from liaison.identity.types import Actor, Permission
from liaison.queries.selectors.alerts import alerts_of
from liaison.queries.selectors.confirmations import asked_of_us
from liaison.queries.selectors.hits import OPEN, visible_to
from liaison.queries.states import UNANSWERED, AlertState

HITS: Final = "hits"
ALERTS: Final = "alerts"
CONFIRMATIONS: Final = "confirmations"


def waiting(actor: Actor) -> Mapping[str, int]:
    """Return how many hits, alerts and confirmations wait for this actor.

    Args:
        actor: who looks; what the chair does not read is not counted.

    Returns:
        Name of the list to number; a list where nothing waits may be left out.
    """
    walks: list[QuerySet[Any, Any]] = []
    if actor.may(Permission.HIT_READ):
        walks.append(_counted(HITS, visible_to(actor).filter(state__in=OPEN)))
    if actor.may(Permission.ALERT_READ):
        walks.append(_counted(ALERTS, alerts_of(actor).filter(state=AlertState.NEW)))
    if actor.may(Permission.CONFIRMATION_ANSWER):
        unanswered = [state.value for state in UNANSWERED]
        walks.append(_counted(CONFIRMATIONS, asked_of_us(actor).filter(state__in=unanswered)))
    if not walks:
        return {}
    return dict(walks[0].union(*walks[1:], all=True) if walks[1:] else walks[0])


def _counted(name: str, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    named = rows.order_by().annotate(list_name=Value(name, output_field=CharField()))
    counted: QuerySet[Any, Any] = named.values("list_name").annotate(waiting=Count("pk"))
    return counted.values_list("list_name", "waiting")
