"""What only owners learn: meetings with discreet records; and what was offered abroad."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from liaison.queries.models.columns import (
    ASKED_NAME_LENGTH,
    NAME_LENGTH,
    ORGANISATION_LENGTH,
    WORD_LENGTH,
)
from liaison.queries.policy import PURPOSE_MAXIMUM, REFERENCE_MAXIMUM
from liaison.queries.states import (
    AlertState,
)


class Alert(models.Model):
    """A discreet record of ours was met. Written by a job, apart from whatever met it."""

    id = models.UUIDField(primary_key=True, editable=False)
    # id of the desk that owns the record: nobody else ever sees the row
    desk = models.CharField(max_length=ORGANISATION_LENGTH)
    record_id = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=WORD_LENGTH)
    # one meeting is one alert, however often its job runs
    meeting = models.UUIDField()
    asker = models.CharField(max_length=ORGANISATION_LENGTH)
    place = models.CharField(max_length=ORGANISATION_LENGTH, default="", blank=True)
    purpose = models.CharField(max_length=PURPOSE_MAXIMUM)
    case_reference = models.CharField(max_length=REFERENCE_MAXIMUM, default="", blank=True)
    in_hand = models.CharField(max_length=ASKED_NAME_LENGTH)
    score = models.FloatField()
    by_name_only = models.BooleanField()
    at = models.DateTimeField()
    state = models.CharField(max_length=WORD_LENGTH, default=AlertState.NEW.value)
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.CharField(max_length=NAME_LENGTH, default="", blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["desk", "state"], name="queries_alert_desk")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "record_id"], name="queries_alert_once"),
            models.CheckConstraint(
                condition=Q(state=AlertState.NEW.value, seen_at__isnull=True)
                | Q(state=AlertState.SEEN.value, seen_at__isnull=False),
                name="queries_alert_seen_when",
            ),
        ]

    def __str__(self) -> str:
        return f"alert {self.id}"


class Offer(models.Model):
    """A candidate we named to a bureau that asks: for a while it may fetch the whole record."""

    # the handle: says nothing of the record
    id = models.UUIDField(primary_key=True, editable=False)
    bureau = models.CharField(max_length=ORGANISATION_LENGTH)
    # what this node calls the record
    reference = models.UUIDField()
    purpose = models.CharField(max_length=PURPOSE_MAXIMUM)
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"offer {self.id} to {self.bureau}"
