"""Entries of the index. Copies of names: they go in the transaction in which the thing goes."""

from typing import ClassVar

from django.db import models

from liaison.search.states import Subject

WORD_LENGTH = 20
DATE_LENGTH = 10
TOKEN_LENGTH = 32


class SearchEntry(models.Model):
    """One thing to be found."""

    reference = models.UUIDField(unique=True)
    subject = models.CharField(max_length=WORD_LENGTH)
    names = models.JSONField()
    # pairs of scheme and folded number
    numbers = models.JSONField(default=list)
    # ISO 8601-2, unknown parts as X
    birth = models.CharField(max_length=DATE_LENGTH, default="", blank=True)
    nationalities = models.JSONField()
    sex = models.CharField(max_length=1, default="", blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(subject__in=[one.value for one in Subject]),
                name="search_entry_subject",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.reference}"


class SearchChange(models.Model):
    """One entry that came or went: what an index in files has to be told.

    Rows that every file holds are removed; entries are named by number, so that nothing of a
    name stays here.
    """

    entry = models.BigIntegerField()
    gone = models.BooleanField()
    # the transaction that wrote it, where the database counts transactions: rows may become
    # visible in another order than that of their ids
    written = models.BigIntegerField(db_default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["written"], name="search_change_written")]

    def __str__(self) -> str:
        return f"{self.entry} {'gone' if self.gone else 'came'}"


class SearchBase(models.Model):
    """Which files beside this database are of this database: one row."""

    token = models.CharField(max_length=TOKEN_LENGTH, default="", blank=True)
    # of the manifest that is being put in place
    pending = models.CharField(max_length=TOKEN_LENGTH, default="", blank=True)

    def __str__(self) -> str:
        return self.token
