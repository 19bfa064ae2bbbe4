"""Bulk checks and their chunks: a thousand lines each, which is also how far a crash goes back."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from liaison.queries.bulkpolicy import GROUND, NOTE
from liaison.queries.models.columns import NAME_LENGTH, ORGANISATION_LENGTH, WORD_LENGTH, values
from liaison.queries.policy import REFERENCE_MAXIMUM
from liaison.queries.states import BulkState, Halt, ListKind
from liaison.rules.processing import Purpose


class BulkCheck(models.Model):
    """One list that is gone through: who asked, why, on what ground, how far it has come."""

    id = models.UUIDField(primary_key=True, editable=False)
    organisation = models.CharField(max_length=ORGANISATION_LENGTH)
    # the tenant it was asked under; "" for the bureau itself
    desk = models.CharField(max_length=ORGANISATION_LENGTH, default="", blank=True)
    person = models.CharField(max_length=NAME_LENGTH)
    person_name = models.CharField(max_length=NAME_LENGTH)
    # "" for a machine
    chair = models.CharField(max_length=NAME_LENGTH, default="", blank=True)
    kind = models.CharField(max_length=WORD_LENGTH)
    purpose = models.CharField(max_length=WORD_LENGTH)
    case_reference = models.CharField(max_length=REFERENCE_MAXIMUM)
    ground = models.CharField(max_length=GROUND)
    silent = models.BooleanField(default=False)
    state = models.CharField(max_length=WORD_LENGTH)
    halted = models.CharField(max_length=WORD_LENGTH, default="", blank=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    lines = models.PositiveIntegerField(default=0)
    chunks = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    matched = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    decided_by = models.CharField(max_length=NAME_LENGTH, default="", blank=True)
    decided_by_name = models.CharField(max_length=NAME_LENGTH, default="", blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=NOTE, default="", blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["state", "erased_at"], name="queries_bulk_erased"),
            models.Index(fields=["organisation", "state"], name="queries_bulk_place"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=values(BulkState)), name="queries_bulk_state"
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=values(Purpose)), name="queries_bulk_purpose"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=values(ListKind)), name="queries_bulk_kind"
            ),
            # nobody goes through a list without saying what for and by what right
            models.CheckConstraint(
                condition=~Q(case_reference="") & ~Q(ground=""), name="queries_bulk_grounds"
            ),
            models.CheckConstraint(
                condition=Q(halted="") | Q(halted__in=values(Halt)), name="queries_bulk_halted"
            ),
            models.CheckConstraint(
                condition=Q(done__lte=models.F("lines")), name="queries_bulk_progress"
            ),
            # two persons, whatever the code does
            models.CheckConstraint(
                condition=Q(decided_by="") | ~Q(decided_by=models.F("person")),
                name="queries_bulk_two_persons",
            ),
        ]

    def __str__(self) -> str:
        return f"bulk check {self.id} ({self.state})"


class BulkChunk(models.Model):
    """A thousand lines: first as they came, then as they were answered, never both."""

    bulk = models.ForeignKey(BulkCheck, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    first_line = models.PositiveIntegerField()
    last_line = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    done = models.BooleanField(default=False)
    # all packed by `bulkform`: what was sent goes in the transaction that writes the answers
    lines = models.BinaryField(default=b"")
    answers = models.BinaryField(default=b"")
    rejects = models.BinaryField(default=b"")
    # of `bulkleaves`: opens each line of the entry of the log named here
    key = models.BinaryField(default=b"")
    leaves = models.BinaryField(default=b"")
    leaf = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bulk", "number"], name="queries_bulk_chunk_once"),
            models.CheckConstraint(
                condition=Q(done=False, leaf__isnull=True) | Q(done=True, leaf__isnull=False),
                name="queries_bulk_chunk_logged",
            ),
        ]

    def __str__(self) -> str:
        return f"lines {self.first_line} to {self.last_line} of {self.bulk_id}"
