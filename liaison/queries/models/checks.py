"""Checks, their hits, each with a snapshot of the record and a timeline."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from liaison.queries.models.columns import (
    ASKED_NAME_LENGTH,
    COERCIVE,
    DATE_LENGTH,
    NAME_LENGTH,
    NUMBER_LENGTH,
    ORGANISATION_LENGTH,
    STATE_CODE_LENGTH,
    WORD_LENGTH,
    values,
)
from liaison.queries.policy import NOTE_MAXIMUM, REFERENCE_MAXIMUM
from liaison.queries.states import (
    HitState,
    Outcome,
    QuestionKind,
    Source,
    StepKind,
    Urgency,
    Verdict,
)
from liaison.records.states import RecordKind
from liaison.rules.processing import Purpose


class Check(models.Model):
    """One question about one document: who asked, why, how it was read, what was found."""

    # UUIDv7
    id = models.UUIDField(primary_key=True, editable=False)
    organisation = models.CharField(max_length=ORGANISATION_LENGTH)
    # the tenant it was asked under; "" for the bureau itself
    desk = models.CharField(max_length=ORGANISATION_LENGTH, default="", blank=True)
    person = models.CharField(max_length=NAME_LENGTH)
    at = models.DateTimeField()
    purpose = models.CharField(max_length=WORD_LENGTH)
    case_reference = models.CharField(max_length=REFERENCE_MAXIMUM)
    source = models.CharField(max_length=WORD_LENGTH)
    kind = models.CharField(max_length=WORD_LENGTH, default=QuestionKind.DOCUMENT.value)
    number = models.CharField(max_length=NUMBER_LENGTH, default="", blank=True)
    number_folded = models.CharField(max_length=NUMBER_LENGTH, default="", blank=True)
    issuing_state = models.CharField(max_length=STATE_CODE_LENGTH, default="", blank=True)
    # of a person: kept only when something was found, and as long as that is
    name = models.CharField(max_length=ASKED_NAME_LENGTH, default="", blank=True)
    birth = models.CharField(max_length=DATE_LENGTH, default="", blank=True)
    sex = models.CharField(max_length=1, default="", blank=True)
    nationality = models.CharField(max_length=STATE_CODE_LENGTH, default="", blank=True)
    silent = models.BooleanField(default=False)
    # what became of it at bureaus asked abroad: id, mark, candidates, milliseconds
    sources = models.JSONField(default=list, blank=True)
    document_code = models.CharField(max_length=2, default="", blank=True)
    expires_on = models.DateField(null=True, blank=True)
    repairs = models.JSONField(default=list, blank=True)
    unused_state = models.CharField(max_length=STATE_CODE_LENGTH, default="", blank=True)
    verdict = models.CharField(max_length=WORD_LENGTH)
    hit_count = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(purpose__in=values(Purpose)), name="queries_check_purpose"
            ),
            models.CheckConstraint(
                condition=~Q(case_reference=""), name="queries_check_reference"
            ),
            models.CheckConstraint(
                condition=Q(source__in=values(Source)), name="queries_check_source"
            ),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.NO_MATCH.value, hit_count=0)
                | Q(verdict=Verdict.POSSIBLE_MATCH.value, hit_count__gt=0),
                name="queries_check_verdict",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=values(QuestionKind)), name="queries_check_kind"
            ),
            # of a person about whom nothing was found, nothing is kept
            models.CheckConstraint(
                condition=Q(hit_count__gt=0) | Q(name="", birth="", sex="", nationality=""),
                name="queries_check_nobody_kept",
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
    desk = models.CharField(max_length=ORGANISATION_LENGTH, default="", blank=True)
    # no foreign key: the record may be erased, the hit stays and says that there was one
    record_id = models.UUIDField(db_index=True)
    record_owner = models.CharField(max_length=ORGANISATION_LENGTH)
    record_version = models.PositiveIntegerField()
    kind = models.CharField(max_length=WORD_LENGTH, default=RecordKind.TRAVEL_DOCUMENT.value)
    # no number spoke for it
    by_name_only = models.BooleanField(default=False)
    score = models.FloatField(default=1.0)
    # the bureau that offered it while an officer waited; then `record_id` is its handle
    asked_at_bureau = models.CharField(max_length=ORGANISATION_LENGTH, default="", blank=True)
    # the id all bureaus know the record by, where it is another than `record_id`
    shared_id = models.UUIDField(null=True, blank=True)
    fetched_at = models.DateTimeField(null=True, blank=True)
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
    # what shows that a person found by name is that person
    identity_evidence = models.CharField(max_length=NOTE_MAXIMUM, default="", blank=True)
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
                condition=Q(state__in=values(HitState)), name="queries_hit_state"
            ),
            # no force without the owner's word or a documented emergency, whatever the code does;
            # the answer is named twice because a CHECK that comes out as NULL lets the row in
            models.CheckConstraint(
                condition=~Q(action__in=COERCIVE)
                | Q(answer_valid__isnull=False, answer_valid=True)
                | ~Q(emergency_reason=""),
                name="queries_hit_no_force_unconfirmed",
            ),
            # a name is not a person: here no emergency helps
            models.CheckConstraint(
                condition=~Q(action__in=COERCIVE)
                | Q(by_name_only=False)
                | Q(answer_valid__isnull=False, answer_valid=True) & ~Q(identity_evidence=""),
                name="queries_hit_no_force_on_a_name",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=values(RecordKind)), name="queries_hit_kind"
            ),
            models.CheckConstraint(
                condition=Q(score__gte=0, score__lte=1), name="queries_hit_score"
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

    @property
    def wire_id(self) -> UUID:
        """The id by which the owner knows the record."""
        return self.shared_id or self.record_id


class Snapshot(models.Model):
    """What the record said when it was found. Goes when the owner withdraws the record."""

    hit = models.OneToOneField(
        Hit, on_delete=models.CASCADE, primary_key=True, related_name="snapshot"
    )
    fields = models.JSONField()
    # why it was offered; holds values of the record, so it goes with them
    reasons = models.JSONField(default=list, blank=True)

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
