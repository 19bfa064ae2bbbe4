"""How the gate stands, as numbers for whoever watches the node: no content, no ids of messages.

Nobody is asked who they are: the door has done so, and the numbers concern the whole node.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final

from cryptography import x509
from django.conf import settings
from django.db.models import Count, Min, Q

from liaison.exchange import trust
from liaison.exchange.errors import TrustRefused
from liaison.exchange.keymaking import TLS_CERTIFICATE
from liaison.exchange.models import Alarm, Channel, Delivery, Receipt
from liaison.exchange.states import State

# a bureau that is up answers within seconds
RECEIPT_AFTER: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
ALARMS_MAXIMUM: Final = 1_000
# those that ended well are the bulk of the table, and nobody watches them
WATCHED: Final = (State.ACCEPTED, State.STORED, State.QUARANTINED, State.REJECTED)
ENDED_BADLY: Final = (State.UNDELIVERABLE,)


@dataclass(frozen=True)
class Sending:
    """What is on its way.

    Attributes:
        deliveries: state to how many; those that were delivered are not counted.
        oldest_unsent: how long the first message that no bureau has acknowledged has waited.
        receipts_overdue: messages that a bureau has not acknowledged for more than an hour.
        receipts_unsent: receipts of ours that still have to travel.
        alarms: kind of alarm to how many in the last day, up to a thousand in all.
        failures: id of a bureau to how many calls in a row failed, of those where one did.
    """

    deliveries: Mapping[str, int]
    oldest_unsent: timedelta
    receipts_overdue: int
    receipts_unsent: int
    alarms: Mapping[str, int]
    failures: Mapping[str, int]


@dataclass(frozen=True)
class Standing:
    """How long what the bureau stands on will last.

    Attributes:
        directory: until the trust directory ends; None: none rules.
        certificates: id of a bureau, ours included, to the end of its first certificate to end.
    """

    directory: timedelta | None
    certificates: Mapping[str, timedelta]


def sending(now: datetime) -> Sending:
    """Return what is on its way; four queries.

    Args:
        now: the present moment.
    """
    late = Q(message__created_at__lt=now - RECEIPT_AFTER)
    rows = (
        Delivery.objects.filter(state__in=_states())
        .order_by()
        .values_list("state")
        .annotate(
            number=Count("pk"), first=Min("message__created_at"), late=Count("pk", filter=late)
        )
    )
    found = {state: (number, first, overdue) for state, number, first, overdue in rows}
    _, oldest, overdue = found.get(State.ACCEPTED.value, (0, now, 0))
    newest = Alarm.objects.order_by("-pk").values_list("kind", "at")[:ALARMS_MAXIMUM]
    failing = Channel.objects.filter(failures__gt=0).values_list("organisation", "failures")
    return Sending(
        deliveries={state: found[state][0] if state in found else 0 for state in _states()},
        oldest_unsent=now - oldest,
        receipts_overdue=overdue,
        receipts_unsent=Receipt.objects.filter(unsent_to__gt="").count(),
        alarms=Counter(kind for kind, at in newest if at > now - DAY),
        failures=dict(failing),
    )


def standing(now: datetime) -> Standing:
    """Return how long directory and certificates will last; one query.

    Args:
        now: the present moment.
    """
    ends = {settings.NODE.organisation: _end_of_own()}
    try:
        found = trust.directory(now)
    except TrustRefused:
        return Standing(None, {name: end - now for name, end in ends.items() if end})
    for name, entry in found.entries.items():
        listed = [end for end in map(_end_of, entry.certificates) if end]
        if listed and name not in ends:
            ends[name] = min(listed)
    left = {name: end - now for name, end in ends.items() if end}
    return Standing(datetime.fromtimestamp(found.expires_at, UTC) - now, left)


def _states() -> tuple[str, ...]:
    return tuple(state.value for state in (*WATCHED, *ENDED_BADLY))


def _end_of_own() -> datetime | None:
    """Read it anew each time: the file may have been changed while we run."""
    try:
        pem = (settings.NODE.keys_folder / TLS_CERTIFICATE).read_bytes()
        return x509.load_pem_x509_certificate(pem).not_valid_after_utc
    except (OSError, ValueError):
        return None


@lru_cache(maxsize=1_024)
def _end_of(der: bytes) -> datetime | None:
    try:
        return x509.load_der_x509_certificate(der).not_valid_after_utc
    except ValueError:
        return None
