"""Files, what they consist of, the keys that open it, and what holds them."""

import uuid
from typing import ClassVar

from django.db import models

from liaison.files import policy
from liaison.files.states import FileState, Origin, Reason, Rendition, Scan

ORGANISATION_LENGTH = 120
STATE_LENGTH = 20
ADDRESS_LENGTH = 64
NAME_LENGTH = 200


class StoredFile(models.Model):
    """One file: what is known of it. Its content is elsewhere, and can go without it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # empty for what came with a message, until a room says whom it is for
    desk = models.CharField(max_length=ORGANISATION_LENGTH, default="", blank=True)
    organisation = models.CharField(max_length=ORGANISATION_LENGTH, default="", blank=True)
    name = models.CharField(max_length=NAME_LENGTH, default="", blank=True)
    declared_type = models.CharField(max_length=policy.TYPE_CHARACTERS, default="", blank=True)
    media_type = models.CharField(max_length=policy.TYPE_CHARACTERS, default="", blank=True)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, default="", blank=True)
    state = models.CharField(
        max_length=STATE_LENGTH, choices=[(s.value, s.value) for s in FileState]
    )
    reason = models.CharField(
        max_length=STATE_LENGTH,
        choices=[(r.value, r.value) for r in Reason],
        default="",
        blank=True,
    )
    flags = models.JSONField(default=list)
    scan = models.CharField(
        max_length=STATE_LENGTH, choices=[(s.value, s.value) for s in Scan], default=Scan.NOT_YET
    )
    origin = models.CharField(max_length=10, choices=[(o.value, o.value) for o in Origin])
    sender = models.CharField(max_length=ORGANISATION_LENGTH, default="", blank=True)
    message = models.UUIDField(null=True, blank=True)
    # how often its bytes came and were not those that were signed
    restarts = models.PositiveSmallIntegerField(default=0)
    # the same of bytes that a relay brought: they end nothing but that way
    relay_restarts = models.PositiveSmallIntegerField(default=0)
    purpose_kind = models.CharField(max_length=policy.KIND_CHARACTERS, default="", blank=True)
    added_by = models.CharField(max_length=64, default="", blank=True)
    added_by_name = models.CharField(max_length=NAME_LENGTH, default="", blank=True)
    created_at = models.DateTimeField()
    inspected_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(size__gte=1, size__lte=policy.FILE_BYTES),
                name="file_size_within_limits",
            ),
            models.CheckConstraint(
                condition=models.Q(state=FileState.REFUSED.value) & ~models.Q(reason="")
                | ~models.Q(state=FileState.REFUSED.value),
                name="file_refused_has_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state=FileState.ERASED.value, erased_at__isnull=False, name="", sha256=""
                )
                | ~models.Q(state=FileState.ERASED.value) & models.Q(erased_at__isnull=True),
                name="file_erased_says_nothing",
            ),
            models.CheckConstraint(
                condition=models.Q(origin=Origin.OWN.value, message__isnull=True, sender="")
                | models.Q(origin=Origin.MESSAGE.value, message__isnull=False)
                & ~models.Q(sender=""),
                name="file_came_one_way",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "created_at"], name="file_of_organisation"),
            models.Index(fields=["desk", "created_at"], name="file_of_desk"),
            models.Index(fields=["state", "created_at"], name="file_in_state"),
            models.Index(fields=["message"], name="file_of_message"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Content(models.Model):
    """Sealed bytes of a file: the original, or a picture drawn anew."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="contents")
    rendition = models.CharField(
        max_length=STATE_LENGTH, choices=[(r.value, r.value) for r in Rendition]
    )
    address = models.CharField(max_length=ADDRESS_LENGTH, db_index=True)
    media_type = models.CharField(max_length=policy.TYPE_CHARACTERS, default="", blank=True)
    size = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "rendition"], name="content_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rendition} of {self.file_id}"


class ContentKey(models.Model):
    """What opens a content. Without this row the bytes mean nothing: shredding it erases."""

    content = models.OneToOneField(
        Content, on_delete=models.CASCADE, primary_key=True, related_name="content_key"
    )
    key = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"key of {self.content_id}"


class Attachment(models.Model):
    """A thing of some room holds a file, and people of an organisation may open it for that."""

    file = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="attachments")
    # `room.thing` and its id in plain text: things live on floors above, so no foreign key
    holder = models.CharField(max_length=policy.KIND_CHARACTERS)
    reference = models.CharField(max_length=64)
    organisation = models.CharField(max_length=ORGANISATION_LENGTH)
    purpose = models.CharField(max_length=policy.PURPOSE_CHARACTERS)
    attached_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["file", "holder", "reference", "organisation"], name="attachment_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(organisation="") & ~models.Q(reference=""),
                name="attachment_names_both_ends",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["holder", "reference"], name="attachment_of_thing")
        ]

    def __str__(self) -> str:
        return f"{self.holder} {self.reference}"
