"""After a restore: what is not said yet to a bureau that has not heard of it.

Its checkpoint would look like a rewritten log, and a message that waited unsealed in the backup
may have been sealed and sent in the time that was lost: sealed again it would be another message
under the same id.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models

from liaison.exchange.models import Delivery, LogRestart, Message, Resumption

# a bureau that is down for longer holds up no message to others: what it has it takes no more
HELD_MOST = timedelta(days=1)


def own_restart() -> LogRestart | None:
    """Return the last restart of this bureau's own log, or None."""
    own = LogRestart.objects.filter(organisation=settings.NODE.organisation)
    return own.order_by("-id").first()


def quiet() -> Callable[[str], bool]:
    """Return whether no checkpoint may be shown to a bureau; asked once for many messages."""
    restart = own_restart()
    if restart is None:
        return lambda _: False
    resumed = Resumption.objects.filter(restart=restart, resumed_at__isnull=False)
    heard = frozenset(resumed.values_list("organisation", flat=True))
    return lambda organisation: organisation not in heard


def without_held(waiting: models.QuerySet[Message], now: datetime) -> models.QuerySet[Message]:
    """Leave out messages that may have been sealed in the time that was lost."""
    restart = own_restart()
    if restart is None or restart.at + HELD_MOST <= now:
        return waiting
    resumed = Resumption.objects.filter(restart=restart, resumed_at__isnull=False)
    silent = Delivery.objects.exclude(organisation__in=resumed.values("organisation"))
    return waiting.exclude(created_at__lt=restart.at, pk__in=silent.values("message"))
