"""Logs that were restored from a backup, and what bureaus bring one another after that."""

from typing import ClassVar

from django.db import models

from liaison.exchange.models.messages import ORGANISATION_LENGTH, Delivery


class LogRestart(models.Model):
    """A log that was restored from a backup and goes on behind its head: another's, or ours."""

    organisation = models.CharField(max_length=ORGANISATION_LENGTH)
    at = models.DateTimeField()
    backup_at = models.DateTimeField()
    size = models.BigIntegerField()
    root = models.BinaryField(max_length=32)
    head = models.TextField(default="", blank=True)
    after = models.TextField()
    leaf = models.UUIDField()
    entry_index = models.BigIntegerField()
    reason = models.CharField(max_length=300)

    class Meta:
        constraints: ClassVar = [
            # the moment is that of the log's own entry: the same restart twice is refused
            models.UniqueConstraint(fields=["organisation", "at"], name="log_restart_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation} behind {self.size}"


class Resumption(models.Model):
    """How far one bureau has given back what we lost with our own restart."""

    restart = models.ForeignKey(LogRestart, on_delete=models.CASCADE, related_name="resumptions")
    organisation = models.CharField(max_length=ORGANISATION_LENGTH)
    message = models.UUIDField()
    returned = models.PositiveIntegerField(default=0)
    expected = models.PositiveIntegerField(null=True, blank=True)
    again = models.PositiveIntegerField(default=0)
    # of the lost time, and more than a bureau gives back
    left_out = models.PositiveIntegerField(default=0)
    resumed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["restart", "organisation"], name="resumption_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation} after {self.restart_id}"


class Again(models.Model):
    """A message that a bureau has receipted, and lost with its database: sent once more."""

    delivery = models.OneToOneField(Delivery, on_delete=models.CASCADE, related_name="again")
    organisation = models.CharField(max_length=ORGANISATION_LENGTH)
    header = models.TextField()
    digest = models.CharField(max_length=64)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organisation", "done_at"], name="again_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.delivery_id} again to {self.organisation}"
