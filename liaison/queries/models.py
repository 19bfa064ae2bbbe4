"""Checks, their hits with a snapshot of the record, and the questions other bureaus ask us."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from liaison.queries.policy import NOTE_MAXIMUM, PURPOSE_MAXIMUM, REFERENCE_MAXIMUM
from liaison.queries.states import (
    Action,
    ConfirmationState,
    HitState,
    Outcome,
    Purpose,
    Source,
    StepKind,
    Urgency,
    Verdict,
)

ORGANISATION_LENGTH = 120
NAME_LENGTH = 200
NUMBER_LENGTH = 20
STATE_CODE_LENGTH = 3
WORD_LENGTH = 40

COERCIVE = [action.value for action in Action if action.coercive]


def _values(words: type[HitState | ConfirmationState | Purpose | Source | Verdict]) -> list[str]:
    return [word.value for word in words]


class Check(models.Model):
    """One question about one document: who asked, why, how it was read, what was found."""

    # UUIDv7
    id = models.UUIDField(primary_key=True, editable=False)
    organisation = models.CharField(max_length=ORGANISATION_LENGTH)
    person = models.CharField(max_length=NAME_LENGTH)
    at = models.DateTimeField()
    purpose = models.CharField(max_length=WORD_LENGTH)
    case_reference = models.CharField(max_length=REFERENCE_MAXIMUM)
    source = models.CharField(max_length=WORD_LENGTH)
    number = models.CharField(max_length=NUMBER_LENGTH)
    number_folded = models.CharField(max_length=NUMBER_LENGTH)
    issuing_state = models.CharField(max_length=STATE_CODE_LENGTH)
    document_code = models.CharField(max_length=2, default="", blank=True)
    expires_on = models.DateField(null=True, blank=True)
    repairs = models.JSONField(default=list, blank=True)
    unused_state = models.CharField(max_length=STATE_CODE_LENGTH, default="", blank=True)
    verdict = models.CharField(max_length=WORD_LENGTH)
    hit_count = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(purpose__in=_values(Purpose)), name="queries_check_purpose"
            ),
            models.CheckConstraint(
                condition=~Q(case_reference=""), name="queries_check_reference"
            ),
            models.CheckConstraint(
                condition=Q(source__in=_values(Source)), name="queries_check_source"
            ),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.NO_MATCH.value, hit_count=0)
                | Q(verdict=Verdict.POSSIBLE_MATCH.value, hit_count__gt=0),
                name="queries_check_verdict",
            ),
        ]

    def __str__(self) -> str:
        return f"check {self.id}"


class Hit(models.Model):
    """One record that may speak of the document in hand. What the record says is a Snapshot."""

    id = models.UUIDField(primary_key=True, editable=False)
    # not named `check`: Django's models have a method of that name
    origin = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="hits")
    organisation = models.CharField(max_length=ORGANISATION_LENGTH)
    # no foreign key: the record may be erased, the hit stays and says that there was one
    record_id = models.UUIDField(db_index=True)
    record_owner = models.CharField(max_length=ORGANISATION_LENGTH)
    record_version = models.PositiveIntegerField()
    state = models.CharField(max_length=WORD_LENGTH)
    created_at = models.DateTimeField()

    same_document = models.BooleanField(null=True, blank=True)
    comparison_note = models.CharField(max_length=NOTE_MAXIMUM, default="", blank=True)

    urgency = models.CharField(max_length=WORD_LENGTH, default="", blank=True)
    asked_by = models.CharField(max_length=NAME_LENGTH, default="", blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    # id of the message that asked the owner; none for our own records
    question_message = models.UUIDField(null=True, blank=True)

    answered_at = models.DateTimeField(null=True, blank=True)
    answer_valid = models.BooleanField(null=True, blank=True)
    instructions = models.CharField(max_length=NOTE_MAXIMUM, default="", blank=True)
    restrictions = models.CharField(max_length=NOTE_MAXIMUM, default="", blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    action = models.CharField(max_length=WORD_LENGTH, default="", blank=True)
    emergency_reason = models.CharField(max_length=NOTE_MAXIMUM, default="", blank=True)
    outcome = models.CharField(max_length=WORD_LENGTH, default="", blank=True)
    outcome_note = models.CharField(max_length=NOTE_MAXIMUM, default="", blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organisation", "state"], name="queries_hit_place_state"),
            # whole, not partial: SQLite does not use a partial index for a bound parameter
            models.Index(fields=["state", "due_at"], name="queries_hit_due"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["origin", "record_id"], name="queries_hit_once"),
            models.CheckConstraint(
                condition=Q(state__in=_values(HitState)), name="queries_hit_state"
            ),
            # no force without the owner's word or a documented emergency, whatever the code does;
            # the answer is named twice because a CHECK that comes out as NULL lets the row in
            models.CheckConstraint(
                condition=~Q(action__in=COERCIVE)
                | Q(answer_valid__isnull=False, answer_valid=True)
                | ~Q(emergency_reason=""),
                name="queries_hit_no_force_unconfirmed",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=[o.value for o in Outcome if o.coercive])
                | Q(action__in=COERCIVE),
                name="queries_hit_no_arrest_unfounded",
            ),
            models.CheckConstraint(
                condition=Q(asked_at__isnull=True, due_at__isnull=True, urgency="")
                | Q(
                    asked_at__isnull=False,
                    due_at__isnull=False,
                    urgency__in=[urgency.value for urgency in Urgency],
                ),
                name="queries_hit_asked_until_when",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer_valid__isnull=True)
                | Q(answered_at__isnull=False, answer_valid__isnull=False, asked_at__isnull=False),
                name="queries_hit_answered_when_asked",
            ),
            models.CheckConstraint(
                condition=~Q(state=HitState.ACTION_TAKEN.value) | ~Q(action=""),
                name="queries_hit_action_named",
            ),
            models.CheckConstraint(
                condition=Q(state=HitState.CLOSED.value) & ~Q(outcome="")
                | ~Q(state=HitState.CLOSED.value) & Q(outcome=""),
                name="queries_hit_closed_with_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"hit {self.id} ({self.state})"


class Snapshot(models.Model):
    """What the record said when it was found. Goes when the owner withdraws the record."""

    hit = models.OneToOneField(
        Hit, on_delete=models.CASCADE, primary_key=True, related_name="snapshot"
    )
    fields = models.JSONField()

    def __str__(self) -> str:
        return f"snapshot of {self.hit_id}"


class Step(models.Model):
    """One line of a hit's timeline, for people; the audit log has its own."""

    hit = models.ForeignKey(Hit, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(
        max_length=WORD_LENGTH, choices=[(kind.value, kind.value) for kind in StepKind]
    )
    at = models.DateTimeField()
    by = models.CharField(max_length=NAME_LENGTH)
    note = models.CharField(max_length=NOTE_MAXIMUM, default="", blank=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.kind} of {self.hit_id}"


class Confirmation(models.Model):
    """A question about one of our records: from another bureau, or from a post of our own."""

    id = models.UUIDField(primary_key=True, editable=False)
    asker = models.CharField(max_length=ORGANISATION_LENGTH)
    # their hit; for our own posts it is one of ours
    hit_id = models.UUIDField()
    record_id = models.UUIDField(db_index=True)
    record_version = models.PositiveIntegerField()
    number = models.CharField(max_length=NUMBER_LENGTH)
    issuing_state = models.CharField(max_length=STATE_CODE_LENGTH)
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
                condition=Q(state__in=_values(ConfirmationState)),
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
