"""Questions about our records."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from liaison.queries.models.columns import (
    ASKED_NAME_LENGTH,
    NAME_LENGTH,
    NUMBER_LENGTH,
    ORGANISATION_LENGTH,
    STATE_CODE_LENGTH,
    WORD_LENGTH,
    values,
)
from liaison.queries.policy import NOTE_MAXIMUM, PURPOSE_MAXIMUM, REFERENCE_MAXIMUM
from liaison.queries.states import (
    ConfirmationState,
)


class Confirmation(models.Model):
    """A question about one of our records: from another bureau, or from a post of our own."""

    id = models.UUIDField(primary_key=True, editable=False)
    asker = models.CharField(max_length=ORGANISATION_LENGTH)
    # their hit; for our own posts it is one of ours
    hit_id = models.UUIDField()
    record_id = models.UUIDField(db_index=True)
    record_version = models.PositiveIntegerField()
    number = models.CharField(max_length=NUMBER_LENGTH, default="", blank=True)
    issuing_state = models.CharField(max_length=STATE_CODE_LENGTH, default="", blank=True)
    # of the person or the vessel in their hand
    name = models.CharField(max_length=ASKED_NAME_LENGTH, default="", blank=True)
    reference = models.CharField(max_length=REFERENCE_MAXIMUM)
    purpose = models.CharField(max_length=PURPOSE_MAXIMUM)
    urgency = models.CharField(max_length=WORD_LENGTH)
    note = models.CharField(max_length=NOTE_MAXIMUM, default="", blank=True)
    # id and conversation of the message that asked; none from our own posts
    message = models.UUIDField(null=True, blank=True)
    thread = models.UUIDField(null=True, blank=True)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=WORD_LENGTH)
    answered_by = models.CharField(max_length=NAME_LENGTH, default="", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    instructions = models.CharField(max_length=NOTE_MAXIMUM, default="", blank=True)
    restrictions = models.CharField(max_length=NOTE_MAXIMUM, default="", blank=True)
    action = models.CharField(max_length=WORD_LENGTH, default="", blank=True)
    emergency = models.BooleanField(default=False)
    outcome = models.CharField(max_length=WORD_LENGTH, default="", blank=True)
    outcome_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["state", "due_at"], name="queries_confirmation_due"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["asker", "hit_id"], name="queries_confirmation_once"),
            models.CheckConstraint(
                condition=Q(state__in=values(ConfirmationState)),
                name="queries_confirmation_state",
            ),
            models.CheckConstraint(
                condition=Q(message__isnull=True, thread__isnull=True)
                | Q(message__isnull=False, thread__isnull=False),
                name="queries_confirmation_message_and_thread",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by="")
                | Q(answered_at__isnull=False) & ~Q(answered_by=""),
                name="queries_confirmation_answered_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(
                    state__in=[
                        ConfirmationState.ANSWERED_VALID.value,
                        ConfirmationState.ANSWERED_INVALID.value,
                    ]
                )
                | Q(answered_at__isnull=False),
                name="queries_confirmation_answered_when",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=ConfirmationState.OUTCOME_REPORTED.value, outcome_at__isnull=False
                )
                & ~Q(outcome="")
                | ~Q(state=ConfirmationState.OUTCOME_REPORTED.value)
                & Q(outcome_at__isnull=True, outcome=""),
                name="queries_confirmation_outcome_when",
            ),
        ]

    def __str__(self) -> str:
        return f"confirmation {self.id} for {self.asker} ({self.state})"
