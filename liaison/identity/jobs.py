"""Periodic work of identity: numbering events, forgetting old ones."""

from collections.abc import Mapping
from datetime import timedelta

from liaison.core.sockets import Periodic
from liaison.identity import services

PERIODIC: Mapping[str, Periodic] = {
    "identity.forget": Periodic(timedelta(hours=1), services.forget_events),
    "identity.number": Periodic(timedelta(seconds=1), services.number_events),
}
