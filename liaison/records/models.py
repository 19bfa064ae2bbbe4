"""Documents, their distribution lists, the copy register, and the tombstones of erased copies."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from liaison.records.fields import INFORMATION_MAXIMUM, REFERENCE_MAXIMUM
from liaison.records.policy import NOTE_MAXIMUM, ORGANISATION_MAXIMUM
from liaison.records.states import (
    CopyState,
    DocumentState,
    DocumentType,
    Fraud,
    Held,
    WithdrawalReason,
)

NUMBER_LENGTH = 20
STATE_CODE_LENGTH = 3
WORD_LENGTH = 30


class TravelDocument(models.Model):
    """A travel document that must not be accepted: our own record, or a copy of a peer's."""

    # UUIDv7, made by the owner and shared by every bureau that holds a copy
    id = models.UUIDField(primary_key=True, editable=False)
    owner = models.CharField(max_length=ORGANISATION_MAXIMUM)
    number = models.CharField(max_length=NUMBER_LENGTH)
    number_folded = models.CharField(max_length=NUMBER_LENGTH)
    issuing_state = models.CharField(max_length=STATE_CODE_LENGTH)
    document_type = models.CharField(max_length=WORD_LENGTH)
    fraud = models.CharField(max_length=WORD_LENGTH)
    reporting_state = models.CharField(max_length=STATE_CODE_LENGTH, default="", blank=True)
    issued_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    stolen_on = models.DateField(null=True, blank=True)
    review_on = models.DateField()
    national_reference = models.CharField(max_length=REFERENCE_MAXIMUM, default="", blank=True)
    additional_information = models.CharField(
        max_length=INFORMATION_MAXIMUM, default="", blank=True
    )
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=WORD_LENGTH)
    held = models.CharField(max_length=WORD_LENGTH)
    # id of the message that brought this version; only copies have one
    received_in = models.UUIDField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.CharField(max_length=WORD_LENGTH, default="", blank=True)
    withdrawal_note = models.CharField(max_length=NOTE_MAXIMUM, default="", blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        # UUIDv7 sorts by time
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["number_folded"], name="records_number_folded"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["number", "issuing_state", "document_type", "owner"],
                # a withdrawn document that is lost again becomes a new record; and a copy of
                # the new record may overtake the withdrawal of the old one
                condition=Q(held=Held.OWN.value, state=DocumentState.ACTIVE.value),
                name="records_document_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in DocumentState]), name="records_state"
            ),
            models.CheckConstraint(
                condition=Q(document_type__in=[t.value for t in DocumentType]),
                name="records_document_type",
            ),
            models.CheckConstraint(
                condition=Q(fraud__in=[f.value for f in Fraud]), name="records_fraud"
            ),
            models.CheckConstraint(condition=~Q(number=""), name="records_number_said"),
            models.CheckConstraint(condition=~Q(issuing_state=""), name="records_issuer_said"),
            models.CheckConstraint(condition=~Q(owner=""), name="records_owner_said"),
            models.CheckConstraint(condition=Q(version__gte=1), name="records_version"),
            models.CheckConstraint(
                condition=Q(held=Held.OWN.value, received_in__isnull=True)
                | Q(
                    held=Held.COPY.value,
                    received_in__isnull=False,
                    # a withdrawn copy is erased, never kept
                    state=DocumentState.ACTIVE.value,
                ),
                name="records_own_or_received",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=DocumentState.ACTIVE.value,
                    withdrawn_at__isnull=True,
                    withdrawal_reason="",
                )
                | Q(
                    state=DocumentState.WITHDRAWN.value,
                    withdrawn_at__isnull=False,
                    withdrawal_reason__in=[r.value for r in WithdrawalReason],
                ),
                name="records_withdrawn_when_and_why",
            ),
            models.CheckConstraint(
                condition=~Q(fraud=Fraud.STOLEN_BLANK.value)
                | Q(issued_on__isnull=True, expires_on__isnull=True),
                name="records_blank_was_never_issued",
            ),
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True)
                | Q(expires_on__isnull=True)
                | Q(expires_on__gte=F("issued_on")),
                name="records_expires_after_issue",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issuing_state} {self.number} ({self.id})"


class DocumentRecipient(models.Model):
    """One bureau on the distribution list of one of our documents."""

    document = models.ForeignKey(
        TravelDocument, on_delete=models.CASCADE, related_name="recipients", db_index=False
    )
    organisation = models.CharField(max_length=ORGANISATION_MAXIMUM)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["document", "organisation"], name="records_recipient_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} for {self.organisation}"


class Copy(models.Model):
    """One line of the copy register: what one bureau holds of one of our documents."""

    document = models.ForeignKey(
        TravelDocument, on_delete=models.PROTECT, related_name="copies", db_index=False
    )
    organisation = models.CharField(max_length=ORGANISATION_MAXIMUM)
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=WORD_LENGTH)
    # id of the message sent last: the document, or its recall
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
            models.UniqueConstraint(fields=["document", "organisation"], name="records_copy_once"),
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
        return f"{self.document_id} at {self.organisation}: {self.state}"


class ErasedCopy(models.Model):
    """A tombstone: this copy was erased, and a late message must not bring it back.

    It says nothing of the document. The owner is part of the key: a bureau can bury only its
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
