"""Jobs and leases: the house's only queue."""

from typing import ClassVar

from django.db import models

NAME_LENGTH = 80
# the name of a kind, a colon and the longest id of an organisation
KEY_LENGTH = 220
OWNER_LENGTH = 80
ERROR_LENGTH = 2000
DIGEST_LENGTH = 64


class Job(models.Model):
    """Work to be done after commit. It disappears in the transaction that did it."""

    name = models.CharField(max_length=NAME_LENGTH)
    payload = models.JSONField(default=dict)
    # one job of a key at a time: "send to seoul" is said many times and done once
    key = models.CharField(max_length=KEY_LENGTH, unique=True)
    due_at = models.DateTimeField()
    leased_by = models.CharField(max_length=OWNER_LENGTH, default="", blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=ERROR_LENGTH, default="", blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["due_at", "id"], name="core_job_due")]

    def __str__(self) -> str:
        return f"{self.name} {self.key}"


class Lease(models.Model):
    """The right to do something alone, for a while: whoever dies loses it by the clock."""

    name = models.CharField(max_length=NAME_LENGTH, primary_key=True)
    owner = models.CharField(max_length=OWNER_LENGTH)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} held by {self.owner}"


class Heartbeat(models.Model):
    """A process that answers nobody, as it was last heard of."""

    name = models.CharField(max_length=OWNER_LENGTH, primary_key=True)
    process = models.CharField(max_length=NAME_LENGTH)
    started_at = models.DateTimeField()
    at = models.DateTimeField(db_index=True)
    # numbers of what it has done since it started
    told = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.process} {self.name}"


class IdempotentCall(models.Model):
    """A call from outside that has one effect however often it is sent. Kept for a day.

    Neither the caller's key nor the answer can be read here: the key is hashed, the answer is
    sealed under it, so what a record said does not outlive the record in this table.
    """

    caller = models.CharField(max_length=OWNER_LENGTH)
    key_digest = models.CharField(max_length=DIGEST_LENGTH)
    request_digest = models.CharField(max_length=DIGEST_LENGTH)
    attempt = models.PositiveIntegerField(default=1)
    held_until = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    sealed = models.BinaryField(default=bytes, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["caller", "key_digest"], name="core_call_once")
        ]
        indexes: ClassVar = [models.Index(fields=["expires_at"], name="core_call_expiry")]

    def __str__(self) -> str:
        return f"{self.caller} {self.key_digest[:8]}"


class Backup(models.Model):
    """A backup that was written as a whole. The file is elsewhere, and so is its key."""

    made_at = models.DateTimeField(db_index=True)
    size = models.BigIntegerField()
    digest = models.CharField(max_length=DIGEST_LENGTH)
    missing = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"backup of {self.made_at:%Y-%m-%d %H:%M}"
