"""Recalls that were not answered are queued again, until every bureau stated its erasure.

The copy register is the source: a copy that was called back stays `recall_queued` until a signed
statement is there, whatever became of the message that called it back.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from liaison.audit.types import Who
from liaison.exchange import selectors as exchange
from liaison.exchange import services
from liaison.exchange.errors import TrustRefused, UnknownBureau
from liaison.records import sending
from liaison.records.models import Copy
from liaison.records.states import CopyState

WATCH = timedelta(hours=1)
# a bureau that refuses is asked again tomorrow: perhaps it was repaired
PAUSE = timedelta(days=1)
# delivered, and still no statement when the message would have ended
SILENCE = services.LIFE
AT_ONCE = 200  # of one bureau in one run; the next run is an hour away


def repeat(now: datetime) -> None:
    """Queue recalls again that were refused, never delivered, or never answered."""
    # a bureau that left the directory does not hold up the others; it is tried again if it returns
    for organisation in _waiting(now).values_list("organisation", flat=True).distinct():
        late = _waiting(now).filter(organisation=organisation).order_by("recall_queued_at", "id")
        for place in list(late.values_list("pk", flat=True)[:AT_ONCE]):
            try:
                _again(place, now)
            except (UnknownBureau, TrustRefused):
                break


@transaction.atomic
def _again(place: int, now: datetime) -> None:
    # the statement may have come, or another worker may have asked, since the list was made
    found = _waiting(now).select_for_update(of=("self",)).filter(pk=place)
    copy = found.select_related("record").first()
    if copy is not None:
        sending.recall_again(Who.machine("records", settings.NODE.organisation), copy, now)


def _waiting(now: datetime) -> QuerySet[Copy]:
    failed = exchange.failed(OuterRef("message"), to=OuterRef("organisation"))
    return Copy.objects.filter(
        Q(recall_queued_at__lte=now - SILENCE)
        | Q(Exists(failed), recall_queued_at__lte=now - PAUSE),
        state=CopyState.RECALL_QUEUED,
    )
