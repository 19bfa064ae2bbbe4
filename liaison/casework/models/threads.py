"""Letters, findings, clocks, tasks and transfers: what happens to a request."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from liaison.casework.limits import (
    ASKED_MAXIMUM,
    NAME_MAXIMUM,
    UNIT_MAXIMUM,
    WORDS_MAXIMUM,
)
from liaison.casework.models.cases import Case
from liaison.casework.models.requests import Concerned, Request
from liaison.casework.states import ClockState, TaskState, TransferState

WORD = 40


class Letter(models.Model):
    """One entry of a thread: what was said, by whom, to whom; some stay in the house."""

    id = models.UUIDField(primary_key=True, editable=False)
    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=WORD)
    direction = models.CharField(max_length=WORD)
    # the other desk; empty for what stays here or goes to all addressees
    desk = models.CharField(max_length=UNIT_MAXIMUM, default="", blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=NAME_MAXIMUM)
    person = models.CharField(max_length=NAME_MAXIMUM, default="", blank=True)
    words = models.TextField(max_length=ASKED_MAXIMUM, default="", blank=True)
    result = models.CharField(max_length=WORD, default="", blank=True)
    partial = models.BooleanField(default=False)
    grounds = models.CharField(max_length=WORD, default="", blank=True)
    files = models.JSONField(default=list, blank=True)
    # of a review: the checklist; of an extension: until when
    detail = models.JSONField(default=dict, blank=True)
    message = models.UUIDField(null=True, blank=True)
    # the id it has at the desk it came from; ours: its own
    origin = models.UUIDField()
    # when the unit that asked may read it; empty: the desk only
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["at", "id"]
        indexes: ClassVar = [models.Index(fields=["request", "at"], name="casework_letter_thread")]
        constraints: ClassVar = [
            # a letter that comes twice is one letter
            models.UniqueConstraint(
                fields=["request", "desk", "direction", "origin"], name="casework_letter_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Finding(models.Model):
    """Something held here that a thing concerned may be. For the desk's eyes only."""

    id = models.UUIDField(primary_key=True, editable=False)
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="findings")
    concerned = models.ForeignKey(Concerned, on_delete=models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=WORD)
    # no foreign key: a record may be erased
    reference = models.UUIDField(db_index=True)
    score = models.FloatField()
    explanation = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-score", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["concerned", "reference"], name="casework_found_once"),
            models.CheckConstraint(
                condition=Q(score__gte=0) & Q(score__lte=1), name="casework_finding_score"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"


class Deadline(models.Model):
    """The clock of one request: ours to keep, or theirs to answer."""

    request = models.OneToOneField(
        Request, on_delete=models.CASCADE, primary_key=True, related_name="deadline"
    )
    clock = models.CharField(max_length=WORD)
    state = models.CharField(max_length=WORD)
    started_at = models.DateTimeField()
    warn_at = models.DateTimeField()
    due_at = models.DateTimeField()
    # when somebody must look at it next; empty while it stands still
    next_at = models.DateTimeField(null=True, blank=True, db_index=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    # [from, until or null, reason] and [when, amount, unit, why, by whom]
    pauses = models.JSONField(default=list, blank=True)
    extensions = models.JSONField(default=list, blank=True)
    overdue_at = models.DateTimeField(null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)
    escalated_to = models.CharField(max_length=WORD, default="", blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in ClockState]),
                name="casework_clock_state",
            ),
            models.CheckConstraint(
                condition=Q(due_at__gt=models.F("started_at")), name="casework_clock_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clock} until {self.due_at}"


class Task(models.Model):
    """Something somebody has to do, in a case or about a request; escalations are tasks too."""

    id = models.UUIDField(primary_key=True, editable=False)
    desk = models.CharField(max_length=UNIT_MAXIMUM)
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    request = models.ForeignKey(
        Request, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    words = models.TextField(max_length=WORDS_MAXIMUM)
    holder_organisation = models.CharField(max_length=UNIT_MAXIMUM)
    holder_person = models.CharField(max_length=NAME_MAXIMUM, default="", blank=True)
    # a role that shall do it, such as head_of_bureau; empty: whoever holds it
    role = models.CharField(max_length=WORD, default="", blank=True)
    state = models.CharField(max_length=WORD)
    due_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=NAME_MAXIMUM)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.CharField(max_length=NAME_MAXIMUM, default="", blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["desk", "state", "due_at"], name="casework_task_desk"),
            models.Index(fields=["holder_person", "state", "due_at"], name="casework_task_mine"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in TaskState]),
                name="casework_task_state",
            ),
            models.CheckConstraint(
                condition=~Q(holder_organisation=""), name="casework_task_is_held"
            ),
            models.CheckConstraint(
                condition=Q(case__isnull=False) | Q(request__isnull=False),
                name="casework_task_of_something",
            ),
        ]

    def __str__(self) -> str:
        return f"task {self.id}"


class Transfer(models.Model):
    """An offer to take something over. The holder stays responsible until it is accepted."""

    id = models.UUIDField(primary_key=True, editable=False)
    subject_kind = models.CharField(max_length=WORD)
    subject = models.UUIDField(db_index=True)
    # the same as `subject` while it is offered: nothing is offered twice at a time
    pending = models.UUIDField(null=True, blank=True, unique=True)
    from_organisation = models.CharField(max_length=UNIT_MAXIMUM)
    from_person = models.CharField(max_length=NAME_MAXIMUM, default="", blank=True)
    to_organisation = models.CharField(max_length=UNIT_MAXIMUM)
    to_person = models.CharField(max_length=NAME_MAXIMUM, default="", blank=True)
    words = models.TextField(max_length=WORDS_MAXIMUM, default="", blank=True)
    # of a shift: what is handed over, as [kind, id]
    items = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=WORD)
    offered_at = models.DateTimeField()
    offered_by = models.CharField(max_length=NAME_MAXIMUM)
    offered_by_name = models.CharField(max_length=NAME_MAXIMUM)
    lapses_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=NAME_MAXIMUM, default="", blank=True)
    decided_by_name = models.CharField(max_length=NAME_MAXIMUM, default="", blank=True)
    reason = models.TextField(max_length=WORDS_MAXIMUM, default="", blank=True)

    class Meta:
        ordering: ClassVar = ["-offered_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["to_organisation", "state"], name="casework_transfer_to"),
            models.Index(fields=["from_organisation", "state"], name="casework_transfer_from"),
            models.Index(fields=["state", "lapses_at"], name="casework_transfer_lapse"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in TransferState]),
                name="casework_transfer_state",
            ),
            models.CheckConstraint(
                condition=~Q(to_organisation="") & ~Q(from_organisation=""),
                name="casework_transfer_between_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} to {self.to_organisation}"
