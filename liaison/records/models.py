"""Records, who may have them, who has copies, what is noted and asked about them, tombstones."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from liaison.records.kinds.parsers import REFERENCE_MAXIMUM
from liaison.records.kinds.register import KEY_MAXIMUM, LABEL_MAXIMUM
from liaison.records.policy import NOTE_MAXIMUM, ORGANISATION_MAXIMUM, TEXT_MAXIMUM
from liaison.records.states import (
    CopyState,
    CorrectionState,
    Held,
    RecordKind,
    RecordState,
    ReviewState,
    WithdrawalReason,
)
from liaison.rules.processing import HandlingCode

WORD_LENGTH = 30
NATURAL_KEY_LENGTH = 250
NAME_LENGTH = 200  # of a person, as identity keeps it


class Record(models.Model):
    """A person or a thing that is looked for: our own record, or a copy of a peer's."""

    # what this node calls the record. Of our own it is the shared id; of a copy too, unless
    # another bureau was given that id first
    id = models.UUIDField(primary_key=True, editable=False)
    # UUIDv7, made by the owner and shared by every bureau that holds a copy
    record_id = models.UUIDField()
    owner = models.CharField(max_length=ORGANISATION_MAXIMUM)
    kind = models.CharField(max_length=WORD_LENGTH)
    # canonical JSON in the plain form of the kind's table
    fields = models.TextField()
    natural_key = models.CharField(max_length=NATURAL_KEY_LENGTH)
    label = models.CharField(max_length=LABEL_MAXIMUM)
    national_reference = models.CharField(max_length=REFERENCE_MAXIMUM, default="", blank=True)
    handling_code = models.CharField(max_length=WORD_LENGTH)
    discreet = models.BooleanField(default=False)
    review_on = models.DateField()
    retention_until = models.DateField()
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=WORD_LENGTH)
    held = models.CharField(max_length=WORD_LENGTH)
    # id of the message that brought this version; only copies have one
    received_in = models.UUIDField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.CharField(max_length=WORD_LENGTH, default="", blank=True)
    withdrawal_note = models.CharField(max_length=NOTE_MAXIMUM, default="", blank=True)
    # when what it said about a person was shredded; what is left is a tombstone
    shredded_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        # UUIDv7 sorts by time
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["kind", "id"], name="records_kind"),
            # the day first: by their state alone all active records would be walked through
            models.Index(fields=["review_on", "state"], name="records_to_review"),
        ]
        constraints: ClassVar = [
            # the owner is part of it: nobody can squat on the ids of another bureau
            models.UniqueConstraint(fields=["record_id", "owner"], name="records_record_once"),
            models.UniqueConstraint(
                fields=["natural_key", "kind", "owner"],
                # a withdrawn document that is lost again becomes a new record; and a copy of
                # the new record may overtake the withdrawal of the old one
                condition=Q(held=Held.OWN.value, state=RecordState.ACTIVE.value),
                name="records_thing_once",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in RecordKind]),
                name="records_record_kind",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in RecordState]), name="records_record_state"
            ),
            models.CheckConstraint(
                condition=Q(handling_code__in=[code.value for code in HandlingCode]),
                name="records_handling_code",
            ),
            models.CheckConstraint(
                condition=~Q(fields="") & ~Q(natural_key=""), name="records_says_something"
            ),
            models.CheckConstraint(condition=~Q(owner=""), name="records_record_owner_said"),
            models.CheckConstraint(condition=Q(version__gte=1), name="records_record_version"),
            models.CheckConstraint(
                condition=Q(review_on__lte=F("retention_until")), name="records_review_before_end"
            ),
            models.CheckConstraint(
                condition=Q(held=Held.OWN.value, received_in__isnull=True, record_id=F("id"))
                | Q(
                    held=Held.COPY.value,
                    received_in__isnull=False,
                    # a withdrawn copy is erased, never kept
                    state=RecordState.ACTIVE.value,
                ),
                name="records_record_own_or_received",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=RecordState.ACTIVE.value,
                    withdrawn_at__isnull=True,
                    withdrawal_reason="",
                )
                | Q(
                    state=RecordState.WITHDRAWN.value,
                    withdrawn_at__isnull=False,
                    withdrawal_reason__in=[r.value for r in WithdrawalReason],
                ),
                name="records_record_withdrawn_why",
            ),
            models.CheckConstraint(
                condition=Q(shredded_at__isnull=True)
                | Q(state=RecordState.WITHDRAWN.value, fields="{}", withdrawal_note=""),
                name="records_record_shredded_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.label} ({self.id})"


class RecordKey(models.Model):
    """One number or name a record is found by, in the form in which look-alikes are equal."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="keys")
    scheme = models.CharField(max_length=WORD_LENGTH)
    value = models.CharField(max_length=KEY_MAXIMUM)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["value", "scheme"], name="records_key")]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"


class PastVersion(models.Model):
    """What one of our own records said before it was changed. Goes with the record."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="past")
    version = models.PositiveIntegerField()
    fields = models.TextField()
    until = models.DateTimeField()
    changed_by = models.CharField(max_length=NAME_LENGTH)
    reason = models.CharField(max_length=NOTE_MAXIMUM, default="", blank=True)

    class Meta:
        ordering: ClassVar = ["-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "version"], name="records_past_once"),
        ]

    def __str__(self) -> str:
        return f"version {self.version} of {self.record_id}"


class RecordRecipient(models.Model):
    """One bureau on the distribution list of one of our records."""

    record = models.ForeignKey(
        Record, on_delete=models.CASCADE, related_name="recipients", db_index=False
    )
    organisation = models.CharField(max_length=ORGANISATION_MAXIMUM)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["record", "organisation"], name="records_recipient_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} for {self.organisation}"


class RecordExclusion(models.Model):
    """One bureau that must never receive one of our records."""

    record = models.ForeignKey(
        Record, on_delete=models.CASCADE, related_name="exclusions", db_index=False
    )
    organisation = models.CharField(max_length=ORGANISATION_MAXIMUM)
    since = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["record", "organisation"], name="records_exclusion_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} never for {self.organisation}"


class DistributionRule(models.Model):
    """Who may be shown records of a kind when it asks us, without holding copies of them."""

    kind = models.CharField(max_length=WORD_LENGTH)
    organisation = models.CharField(max_length=ORGANISATION_MAXIMUM)
    since = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "organisation"], name="records_rule_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in RecordKind]),
                name="records_rule_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} is shown {self.kind}"


class Copy(models.Model):
    """One line of the copy register: what one bureau holds of one of our records."""

    record = models.ForeignKey(
        Record, on_delete=models.PROTECT, related_name="copies", db_index=False
    )
    organisation = models.CharField(max_length=ORGANISATION_MAXIMUM)
    # sent last, or taken back
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=WORD_LENGTH)
    # id of the message sent last: the record, or its recall
    message = models.UUIDField(db_index=True)
    queued_at = models.DateTimeField()
    held_at = models.DateTimeField(null=True, blank=True)
    recall_queued_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    # the JWS in which the bureau says that it erased the copy
    statement = models.TextField(default="", blank=True)

    class Meta:
        ordering: ClassVar = ["organisation"]
        indexes: ClassVar = [models.Index(fields=["state", "id"], name="records_copy_state_id")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "organisation"], name="records_copy_once"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in CopyState]), name="records_copy_state"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="records_copy_version"),
            models.CheckConstraint(
                condition=Q(state=CopyState.ERASED.value, erased_at__isnull=False)
                & ~Q(statement="")
                | ~Q(state=CopyState.ERASED.value) & Q(erased_at__isnull=True, statement=""),
                name="records_copy_erased_with_statement",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} at {self.organisation}: {self.state}"


class ErasedCopy(models.Model):
    """A tombstone: this copy was erased, and a late message must not bring it back.

    It says nothing of the record. The owner is part of the key: a bureau can bury only its
    own records, even if it names the id of another's before that one arrives.
    """

    record_id = models.UUIDField()
    owner = models.CharField(max_length=ORGANISATION_MAXIMUM)
    version = models.PositiveIntegerField()
    erased_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record_id", "owner"], name="records_tombstone_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="records_tombstone_version"),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} of {self.owner}, erased"


class Review(models.Model):
    """The re-examination of one of our records: due, and how it ended."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="reviews")
    opened_at = models.DateTimeField()
    # the end of retention when it was opened
    due_on = models.DateField()
    state = models.CharField(max_length=WORD_LENGTH)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=NAME_LENGTH, default="", blank=True)
    reason = models.CharField(max_length=NOTE_MAXIMUM, default="", blank=True)

    class Meta:
        ordering: ClassVar = ["due_on", "id"]
        indexes: ClassVar = [models.Index(fields=["state", "due_on"], name="records_reviews_due")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["record"],
                condition=Q(state=ReviewState.DUE.value),
                name="records_review_once",
            ),
            models.CheckConstraint(
                condition=Q(state=ReviewState.DUE.value, closed_at__isnull=True)
                | Q(
                    state__in=[ReviewState.KEPT.value, ReviewState.ENDED.value],
                    closed_at__isnull=False,
                ),
                name="records_review_closed_when",
            ),
        ]

    def __str__(self) -> str:
        return f"re-examination of {self.record_id}, {self.state}"


class Annotation(models.Model):
    """What somebody noted about a record. Goes with the record."""

    id = models.UUIDField(primary_key=True, editable=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="annotations")
    # bureau whose note it is
    author = models.CharField(max_length=ORGANISATION_MAXIMUM)
    # person of our own bureau; of other bureaus no names travel
    author_name = models.CharField(max_length=NAME_LENGTH, default="", blank=True)
    text = models.CharField(max_length=TEXT_MAXIMUM)
    at = models.DateTimeField()
    # id of the message that took it to the owner, or brought it
    message = models.UUIDField(null=True, blank=True)

    class Meta:
        # UUIDv7 sorts by time
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.author} on {self.record_id}"


class Correction(models.Model):
    """A correction asked of the owner: ours of another bureau, or another's of us."""

    id = models.UUIDField(primary_key=True, editable=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="corrections")
    # bureau that asks
    asked_by = models.CharField(max_length=ORGANISATION_MAXIMUM)
    asked_by_name = models.CharField(max_length=NAME_LENGTH, default="", blank=True)
    version = models.PositiveIntegerField()
    # name of a field; "" for the record as a whole
    field = models.CharField(max_length=WORD_LENGTH, default="", blank=True)
    proposed = models.CharField(max_length=TEXT_MAXIMUM, default="", blank=True)
    reason = models.CharField(max_length=TEXT_MAXIMUM)
    state = models.CharField(max_length=WORD_LENGTH)
    asked_at = models.DateTimeField()
    # id of the message that asked
    message = models.UUIDField(db_index=True)
    thread = models.UUIDField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=NAME_LENGTH, default="", blank=True)
    answer = models.CharField(max_length=TEXT_MAXIMUM, default="", blank=True)

    class Meta:
        # UUIDv7 sorts by time
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["state", "id"], name="records_corrections")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in CorrectionState]),
                name="records_correction_state",
            ),
            models.CheckConstraint(
                condition=Q(state=CorrectionState.ASKED.value, answered_at__isnull=True)
                | ~Q(state=CorrectionState.ASKED.value) & Q(answered_at__isnull=False),
                name="records_correction_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked_by} on {self.record_id}: {self.state}"
