"""The page of alerts: where discreet records of ours were met. For their owner's desk only."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from liaison.core import clock
from liaison.identity.types import Permission
from liaison.queries import services
from liaison.queries.states import AlertState
from liaison.queries.types import AlertFacts
from liaison.web.http import StaffRequest
from liaison.web.queries import kinds, shown, words

_PURPOSES = {purpose.value: text for purpose, text in words.PURPOSES.items()}


@dataclass(frozen=True)
class AlertLine:
    """One alert with its words."""

    facts: AlertFacts
    kind: str | Promise
    asker: str
    place: str
    purpose: str | Promise
    score: int
    new: bool


@require_GET
def alerts(request: StaffRequest) -> HttpResponse:
    """List alerts: those nobody has looked at, or all.

    Raises:
        PermissionRefused: the chair does not carry ALERT_READ.
    """
    request.actor.require(Permission.ALERT_READ)
    only_new = request.GET.get("show") != "all"
    rows = services.list_alerts(request.actor, only_new=only_new, now=clock.now())
    name = shown.names()
    lines = [_line(facts, name) for facts in rows]
    return render(request, "queries/alerts.html", {"lines": lines, "only_new": only_new})


@require_POST
def alert(request: StaffRequest, alert_id: UUID) -> HttpResponse:
    """Note that somebody has looked at an alert.

    Raises:
        PermissionRefused: the chair does not carry ALERT_READ.
        NoSuchAlert: missing or hidden.
    """
    request.actor.require(Permission.ALERT_READ)
    services.see_alert(request.actor, alert_id=alert_id, now=clock.now())
    messages.success(request, _("It is noted that you have looked at it."))
    return redirect("alerts")


def _line(facts: AlertFacts, name: shown.Names) -> AlertLine:
    return AlertLine(
        facts=facts,
        kind=kinds.RECORDS[facts.kind],
        asker=name(facts.asker),
        place=name(facts.place) if facts.place else "",
        purpose=_PURPOSES.get(facts.purpose, facts.purpose),
        score=round(facts.score * 100),
        new=facts.state is AlertState.NEW,
    )
