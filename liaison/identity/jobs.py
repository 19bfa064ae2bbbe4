"""Periodic work of identity: numbering events, forgetting old ones, looking at accounts again."""

from collections.abc import Mapping
from datetime import timedelta

from liaison.core.sockets import Periodic
from liaison.identity import services

PERIODIC: Mapping[str, Periodic] = {
    "identity.forget": Periodic(timedelta(hours=1), services.forget_events),
    "identity.look_again": Periodic(timedelta(minutes=10), services.look_again),
    "identity.number": Periodic(timedelta(seconds=1), services.number_events),
}
