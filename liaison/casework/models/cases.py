"""Case files, what they hold, and the numbers a desk gives away."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from liaison.casework.limits import (
    NAME_MAXIMUM,
    REFERENCE_MAXIMUM,
    TITLE_MAXIMUM,
    UNIT_MAXIMUM,
    WORDS_MAXIMUM,
)
from liaison.casework.states import CaseState

WORD = 40


class Counter(models.Model):
    """The last number a desk gave away, by kind and year."""

    desk = models.CharField(max_length=UNIT_MAXIMUM)
    kind = models.CharField(max_length=WORD)
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["desk", "kind", "year"], name="casework_counter_once")
        ]

    def __str__(self) -> str:
        return f"{self.desk} {self.kind} {self.year}: {self.last}"


class Case(models.Model):
    """A case file: what belongs together at one desk."""

    id = models.UUIDField(primary_key=True, editable=False)
    desk = models.CharField(max_length=UNIT_MAXIMUM)
    reference = models.CharField(max_length=REFERENCE_MAXIMUM)
    title = models.CharField(max_length=TITLE_MAXIMUM)
    state = models.CharField(max_length=WORD)
    holder_organisation = models.CharField(max_length=UNIT_MAXIMUM)
    holder_person = models.CharField(max_length=NAME_MAXIMUM, default="", blank=True)
    # another desk of this node that holds it, or whose unit does; the file stays its own desk's
    lent_to = models.CharField(max_length=UNIT_MAXIMUM, default="", blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=NAME_MAXIMUM)
    closed_at = models.DateTimeField(null=True, blank=True)
    closing_words = models.TextField(max_length=WORDS_MAXIMUM, default="", blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["desk", "state", "-opened_at"], name="casework_case_desk"),
            models.Index(fields=["lent_to", "state", "-opened_at"], name="casework_case_lent"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["desk", "reference"], name="casework_case_reference"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in CaseState]),
                name="casework_case_state",
            ),
            models.CheckConstraint(
                condition=~Q(holder_organisation=""), name="casework_case_is_held"
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class CaseEntry(models.Model):
    """A party, a note or a related thing of a case file. Notes never leave."""

    id = models.UUIDField(primary_key=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=WORD)
    # a party's role, a related thing's kind
    role = models.CharField(max_length=WORD, default="", blank=True)
    # a party's organisation or name, a related thing's id
    reference = models.CharField(max_length=NAME_MAXIMUM, default="", blank=True)
    words = models.TextField(max_length=WORDS_MAXIMUM, default="", blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=NAME_MAXIMUM)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "at"], name="casework_entry_case")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.case_id}"
