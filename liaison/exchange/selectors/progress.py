"""How far messages have come at each bureau, many at a time: for the letters of a thread."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Q

from liaison.exchange.models import Delivery, Receipt
from liaison.exchange.states import State
from liaison.identity.types import Actor, Permission


@dataclass(frozen=True)
class Progress:
    """One message of ours at one bureau.

    Attributes:
        organisation: id of the bureau.
        state: how far it has come.
        at: when that bureau said so; None while it has said nothing.
        reason: of a rejection, or "".
    """

    organisation: str
    state: State
    at: datetime | None
    reason: str


def progress_of(
    actor: Actor, message_ids: Iterable[uuid.UUID]
) -> Mapping[uuid.UUID, tuple[Progress, ...]]:
    """Return how far our own messages have come, by id (jti); two queries for any number.

    States and times only. Whose letters these are, the room that keeps them has checked before.

    Args:
        actor: who looks.
        message_ids: ids of messages; those of other bureaus are passed over.

    Raises:
        PermissionRefused: the chair carries neither REQUEST_READ nor MESSAGE_READ.
    """
    if not actor.may(Permission.MESSAGE_READ):
        actor.require(Permission.REQUEST_READ)
    own = settings.NODE.organisation
    ours = Q(message__iss=own, message__jti__in=sorted(set(message_ids)))
    said: dict[tuple[int, str, str], Receipt] = {
        (row.message_id, row.iss, row.state): row for row in Receipt.objects.filter(ours)
    }
    found = defaultdict(list)
    rows = Delivery.objects.filter(ours).select_related("message").order_by("organisation")
    for row in rows:
        receipt = said.get((row.message_id, row.organisation, row.state))
        found[row.message.jti].append(
            Progress(
                row.organisation,
                State(row.state),
                receipt.at if receipt else None,
                (receipt.reason if receipt else "") or row.last_error,
            )
        )
    return {jti: tuple(one) for jti, one in found.items()}
