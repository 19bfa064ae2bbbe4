"""Requests with their addressees and what they are about."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from liaison.casework.limits import (
    ASKED_MAXIMUM,
    BASIS_MAXIMUM,
    KEY_MAXIMUM,
    LINE_MAXIMUM,
    NAME_MAXIMUM,
    REFERENCE_MAXIMUM,
    UNIT_MAXIMUM,
    WORDS_MAXIMUM,
)
from liaison.casework.models.cases import Case
from liaison.casework.states import AddresseeState, Direction, Queue, State

WORD = 40


class Request(models.Model):
    """A request abroad, or from abroad, as one desk holds it."""

    id = models.UUIDField(primary_key=True, editable=False)
    direction = models.CharField(max_length=3)
    desk = models.CharField(max_length=UNIT_MAXIMUM)
    # incoming: the desk that asks, and the id its request has there; outgoing: empty, our own id
    partner = models.CharField(max_length=UNIT_MAXIMUM, default="", blank=True)
    origin = models.UUIDField()
    our_reference = models.CharField(max_length=REFERENCE_MAXIMUM)
    their_reference = models.CharField(max_length=REFERENCE_MAXIMUM, default="", blank=True)

    subject = models.CharField(max_length=LINE_MAXIMUM)
    asked = models.TextField(max_length=ASKED_MAXIMUM)
    facts = models.TextField(max_length=ASKED_MAXIMUM, default="", blank=True)
    link = models.TextField(max_length=WORDS_MAXIMUM, default="", blank=True)
    purpose = models.CharField(max_length=WORD)
    legal_basis = models.CharField(max_length=BASIS_MAXIMUM, default="", blank=True)
    urgency = models.CharField(max_length=WORD)
    clock = models.CharField(max_length=WORD)
    crime_area = models.CharField(max_length=WORD)
    handling_code = models.CharField(max_length=WORD)
    files = models.JSONField(default=list, blank=True)

    # ours: who asks; theirs: as the asking desk names them
    asking_unit = models.CharField(max_length=UNIT_MAXIMUM)
    asking_officer = models.CharField(max_length=NAME_MAXIMUM, default="", blank=True)
    asking_officer_name = models.CharField(max_length=NAME_MAXIMUM, default="", blank=True)
    addressing = models.JSONField(default=list, blank=True)
    copies = models.JSONField(default=list, blank=True)
    assigned_unit = models.CharField(max_length=UNIT_MAXIMUM, default="", blank=True)
    assigned_person = models.CharField(max_length=NAME_MAXIMUM, default="", blank=True)

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="requests"
    )
    holder_organisation = models.CharField(max_length=UNIT_MAXIMUM)
    holder_person = models.CharField(max_length=NAME_MAXIMUM, default="", blank=True)
    # another desk of this node that holds it, or whose unit does; it is still answered as ours
    lent_to = models.CharField(max_length=UNIT_MAXIMUM, default="", blank=True)

    state = models.CharField(max_length=WORD)
    # where a pause began, so that it ends there
    paused_in = models.CharField(max_length=WORD, default="", blank=True)
    result = models.CharField(max_length=WORD, default="", blank=True)
    # follow from direction and state; kept so that the desk's lists are one walk along an index
    queue = models.CharField(max_length=WORD)
    is_open = models.BooleanField()
    # the desk's order: when the clock ends; for what has no clock yet, when it would
    due_at = models.DateTimeField()
    clock_state = models.CharField(max_length=WORD, default="", blank=True)

    message = models.UUIDField(null=True, blank=True)
    thread = models.UUIDField(null=True, blank=True)
    drafted_by = models.CharField(max_length=NAME_MAXIMUM, default="", blank=True)
    reviewed_by = models.CharField(max_length=NAME_MAXIMUM, default="", blank=True)
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    passed_on_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            # whole, not partial: SQLite does not use a partial index for a bound parameter
            models.Index(
                fields=["desk", "is_open", "due_at", "id"], name="casework_request_clock"
            ),
            models.Index(fields=["desk", "queue", "due_at", "id"], name="casework_request_queue"),
            # all that the desk's counts need, so that no row is opened for them
            models.Index(
                fields=["desk", "is_open", "queue", "clock_state", "due_at", "urgency"],
                name="casework_request_tally",
            ),
            # both columns of a holder: with one of them SQLite prefers to walk all the desk holds
            models.Index(
                fields=["holder_person", "holder_organisation", "is_open", "due_at", "id"],
                name="casework_request_mine",
            ),
            models.Index(
                fields=["holder_organisation", "is_open", "due_at", "id"],
                name="casework_request_held",
            ),
            models.Index(fields=["lent_to", "is_open", "due_at", "id"], name="casework_lent"),
            models.Index(
                fields=["asking_unit", "is_open", "due_at", "id"], name="casework_request_asker"
            ),
            models.Index(
                fields=["assigned_unit", "is_open", "due_at", "id"], name="casework_request_unit"
            ),
            models.Index(
                fields=["drafted_by", "is_open", "due_at", "id"], name="casework_request_drafter"
            ),
            # the desk's lists and their counts, for one urgency
            models.Index(
                fields=["desk", "urgency", "is_open", "due_at", "id", "queue", "clock_state"],
                name="casework_request_urgency",
            ),
            models.Index(fields=["their_reference"], name="casework_request_theirs"),
            models.Index(fields=["desk", "-created_at"], name="casework_request_newest"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["desk", "our_reference"], name="casework_request_reference"
            ),
            # a request that comes twice is one request
            models.UniqueConstraint(
                fields=["desk", "direction", "partner", "origin"], name="casework_request_once"
            ),
            models.CheckConstraint(
                condition=Q(direction=Direction.OUT.value, partner="")
                | (Q(direction=Direction.IN.value) & ~Q(partner="")),
                name="casework_request_direction",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State])
                & Q(queue__in=[queue.value for queue in Queue]),
                name="casework_request_state",
            ),
            models.CheckConstraint(
                condition=~Q(holder_organisation="") & ~Q(asking_unit=""),
                name="casework_request_is_held",
            ),
        ]

    def __str__(self) -> str:
        return self.our_reference


class Addressee(models.Model):
    """One desk that was asked, or that got a copy for information."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="addressees")
    desk = models.CharField(max_length=UNIT_MAXIMUM)
    role = models.CharField(max_length=WORD)
    state = models.CharField(max_length=WORD)
    their_reference = models.CharField(max_length=REFERENCE_MAXIMUM, default="", blank=True)
    result = models.CharField(max_length=WORD, default="", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    message = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "desk"], name="casework_addressee_once"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in AddresseeState]),
                name="casework_addressee_state",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["their_reference"], name="casework_addressee_theirs")
        ]

    def __str__(self) -> str:
        return self.desk


class Concerned(models.Model):
    """A person, a document, a vehicle, a thing a request is about."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="concerned")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=WORD)
    fields = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "position"], name="casework_concerned_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.position} of {self.request_id}"


class ConcernedKey(models.Model):
    """A name or number in the form in which two requests about the same one are equal."""

    concerned = models.ForeignKey(Concerned, on_delete=models.CASCADE, related_name="keys")
    desk = models.CharField(max_length=UNIT_MAXIMUM)
    key = models.CharField(max_length=KEY_MAXIMUM)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["desk", "key"], name="casework_key")]

    def __str__(self) -> str:
        return self.key
