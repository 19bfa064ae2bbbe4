"""Alarms as rows, each with its entry in the log; the same alarm is raised once an hour."""

from datetime import datetime, timedelta

from django.conf import settings

from liaison.audit import services as audit
from liaison.audit.types import Who
from liaison.core import texts
from liaison.exchange.models import Alarm
from liaison.exchange.states import AlarmKind

AGAIN_AFTER = timedelta(hours=1)
DETAIL = 300


def raise_alarm(kind: AlarmKind, organisation: str, detail: str, *, now: datetime) -> None:
    """Tell the desk something about a peer, in the caller's transaction.

    Args:
        kind: what it is.
        organisation: the peer.
        detail: one line; no content of messages.
        now: the present moment.
    """
    detail = texts.shown(detail, most=DETAIL)
    recent = Alarm.objects.filter(
        kind=kind, organisation=organisation, detail=detail, at__gt=now - AGAIN_AFTER
    )
    # a peer that repeats itself must not fill the desk; the log below keeps every one
    if not recent.exists():
        Alarm.objects.create(kind=kind, organisation=organisation, detail=detail, at=now)
    audit.record(
        Who.machine("exchange", settings.NODE.organisation),
        event=f"exchange:alarm:{kind.value}",
        target=organisation,
        at=now,
        result="alarm",
        facts={"detail": detail},
    )
