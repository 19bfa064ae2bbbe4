"""Which way to a bureau: called directly, through its relay, or waited for until it fetches."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from liaison.exchange import trust
from liaison.exchange.errors import TrustRefused
from liaison.lib.wire.entry import Entry
from liaison.lib.wire.errors import WireRefusal


@dataclass(frozen=True)
class Way:
    """How to reach a bureau.

    Attributes:
        direct: whether to call it.
        relay: who keeps its mail while it does not answer, or None.
    """

    direct: bool
    relay: Entry | None


def way_to(organisation: str, now: datetime) -> Way:
    """Return the way to a bureau; a stranger is called, which is refused where keys are needed."""
    try:
        trusted = trust.directory(now)
        entry = trusted.entry(organisation)
    except (TrustRefused, WireRefusal):
        return Way(direct=True, relay=None)
    relay = trusted.relay_of(organisation)
    if relay is not None and relay.id == settings.NODE.organisation:
        # our own post office: who cannot be called comes and fetches
        return Way(direct=not entry.relay_always, relay=None)
    return Way(direct=not entry.relay_always or relay is None, relay=relay)
