"""Entries of the index. Copies of names: they go in the transaction in which the thing goes."""

from typing import ClassVar

from django.db import models

from liaison.search.policy import NUMBER_LENGTH
from liaison.search.states import Scheme, Subject

WORD_LENGTH = 20
DATE_LENGTH = 10
# a part of a name, its kind in front
TOKEN_LENGTH = 130


class SearchEntry(models.Model):
    """One thing to be found."""

    reference = models.UUIDField(unique=True)
    subject = models.CharField(max_length=WORD_LENGTH)
    names = models.JSONField()
    # ISO 8601-2, unknown parts as X
    birth = models.CharField(max_length=DATE_LENGTH, default="", blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
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


class SearchToken(models.Model):
    """One text an entry is found by; see `lib.names.parts.keys`."""

    entry = models.ForeignKey(SearchEntry, models.CASCADE, related_name="tokens", db_index=False)
    token = models.CharField(max_length=TOKEN_LENGTH)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["token", "entry"], name="search_token_entry"),
            models.Index(fields=["entry"], name="search_entry_tokens"),
        ]

    def __str__(self) -> str:
        return self.token


class SearchNumber(models.Model):
    """One number of an entry, folded."""

    entry = models.ForeignKey(SearchEntry, models.CASCADE, related_name="numbers")
    scheme = models.CharField(max_length=WORD_LENGTH)
    folded = models.CharField(max_length=NUMBER_LENGTH)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["folded", "scheme"], name="search_number")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(scheme__in=[one.value for one in Scheme]),
                name="search_number_scheme",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.folded}"
