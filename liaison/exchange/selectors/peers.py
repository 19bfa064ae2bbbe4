"""The ways to hold a peer, an alarm about one, the directory that lists them all."""

from collections.abc import Mapping
from datetime import UTC, datetime

from django.conf import settings
from django.db import models

from liaison.exchange import trust
from liaison.exchange.errors import TrustRefused
from liaison.exchange.models import Alarm, Channel, Delivery, Kept
from liaison.exchange.states import State
from liaison.exchange.types import AlarmFacts, PeerFacts
from liaison.identity.types import Actor, Permission
from liaison.lib.wire.delegation import Delegation
from liaison.lib.wire.directory import Directory
from liaison.lib.wire.entry import Entry

ALARMS = 50


def directory(now: datetime) -> Directory:
    """Return the trust directory that rules; it is public among bureaus.

    Raises:
        TrustRefused: there is none, or its grace is over.
    """
    return trust.directory(now)


def peer_by_pin(pin: str, now: datetime) -> Entry | None:
    """Return the bureau whose TLS certificate this is, for the listener that other bureaus call.

    Args:
        pin: hex SHA-256 of the certificate the other end proved to hold.
        now: the present moment.

    Raises:
        TrustRefused: no directory rules.
    """
    return trust.directory(now).by_pin(pin)


def alarms(actor: Actor, *, limit: int = ALARMS) -> tuple[AlarmFacts, ...]:
    """Return the newest alarms, to chairs of the bureau itself.

    Raises:
        PermissionRefused: the chair does not read messages.
    """
    actor.require(Permission.MESSAGE_READ)
    if actor.organisation != settings.NODE.organisation:
        return ()
    rows = Alarm.objects.order_by("-at", "-id")[: min(limit, ALARMS)]
    return tuple(AlarmFacts(row.kind, row.organisation, row.detail, row.at) for row in rows)


def bureaus(now: datetime) -> tuple[str, ...]:
    """Return the ids of all other bureaus of the directory."""
    known = trust.directory(now).entries
    return tuple(sorted(name for name in known if name != settings.NODE.organisation))


def bureau_names(now: datetime) -> Mapping[str, str]:
    """Return id to name of every bureau of the directory; empty when none rules.

    The names are public: whoever sees the id of a bureau may see what it is called.
    """
    try:
        entries = trust.directory(now).entries
    except TrustRefused:
        return {}
    return {name: entry.name for name, entry in entries.items()}


def peers(actor: Actor, *, now: datetime) -> tuple[PeerFacts, ...]:
    """Return how things stand with every other bureau, to chairs of the bureau itself.

    Raises:
        PermissionRefused: the chair does not read messages.
        TrustRefused: no directory rules.
    """
    actor.require(Permission.MESSAGE_READ)
    if actor.organisation != settings.NODE.organisation:
        return ()
    trusted = trust.directory(now)
    channels = {channel.organisation: channel for channel in Channel.objects.all()}
    waiting = dict(
        Delivery.objects.filter(state=State.ACCEPTED)
        .values_list("organisation")
        .annotate(count=models.Count("id"))
    )
    kept = dict(Kept.objects.values_list("addressee").annotate(count=models.Count("id")))
    listed = [*trusted.entries.values(), *(one.entry for one in trusted.refused.values())]
    return tuple(
        _peer(
            entry,
            trusted,
            channels.get(entry.id) or Channel(organisation=entry.id),
            waiting=waiting.get(entry.id, 0),
            kept=kept.get(entry.id, 0),
        )
        for entry in sorted(listed, key=lambda one: one.id)
        if entry.id != settings.NODE.organisation
    )


def _peer(
    entry: Entry, trusted: Directory, channel: Channel, *, waiting: int, kept: int
) -> PeerFacts:
    word = trusted.vouched.get(entry.id)
    delegated = word if isinstance(word, Delegation) else None
    refused = trusted.refused.get(entry.id)
    return PeerFacts(
        organisation=entry.id,
        name=entry.name,
        endpoint=entry.endpoint,
        last_seen_at=channel.last_seen_at,
        waiting=waiting,
        failures=channel.failures,
        next_attempt_at=channel.next_attempt_at,
        last_error=channel.last_error,
        relay=entry.relay,
        relay_always=entry.relay_always,
        kept=kept,
        vouched_by=delegated.iss if delegated else entry.parent,
        vouched_until=datetime.fromtimestamp(delegated.exp, UTC) if delegated else None,
        scope=delegated.scope if delegated else (),
        objection=refused.reason.reason if refused else "",
    )
