"""Periodic work of identity: events, accounts, figures."""

from collections.abc import Mapping
from datetime import timedelta

from liaison.core.sockets import Periodic
from liaison.identity import services

PERIODIC: Mapping[str, Periodic] = {
    "identity.count": Periodic(timedelta(minutes=1), services.count_uses),
    "identity.forget": Periodic(timedelta(hours=1), services.forget_events),
    "identity.look_again": Periodic(timedelta(minutes=10), services.look_again),
    "identity.sweep": Periodic(timedelta(hours=1), services.sweep_sessions),
    "identity.number": Periodic(timedelta(seconds=1), services.number_events),
}
