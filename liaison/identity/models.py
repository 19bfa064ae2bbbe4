"""Organisations, people, chairs, and what they are told."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from liaison.identity.states import (
    AccountState,
    DelegationState,
    Kind,
    MachineState,
    Oversight,
    Use,
)
from liaison.identity.tables import CodeApp, Passkey, Recovery, Session

__all__ = [
    "AccountRequest",
    "Chair",
    "CodeApp",
    "Delegation",
    "Event",
    "Machine",
    "MachineKey",
    "Organisation",
    "Passkey",
    "People",
    "Person",
    "Recovery",
    "Seen",
    "Session",
    "SetupLink",
    "Usage",
    "UsageMark",
]

ID_LENGTH = 120
NAME_LENGTH = 200
SIGN_IN_LENGTH = 60
ROLE_LENGTH = 60
PERMISSION_LENGTH = 60
KIND_LENGTH = 80
TARGET_LENGTH = 120
PERSON_LENGTH = 120
NOTE_LENGTH = 500
ADDRESS_LENGTH = 45  # the longest text of an IPv6 address, RFC 4291 section 2.2
KEY_ID_LENGTH = 12
MAIL_LENGTH = 254  # the longest address that fits into an SMTP path, RFC 5321 section 4.5.3.1.3


class Organisation(models.Model):
    """A bureau, a ministry, an agency, a post: a place in the tree, addressable by its id."""

    id = models.CharField(primary_key=True, max_length=ID_LENGTH)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    kind = models.CharField(max_length=30, choices=[(k.value, k.value) for k in Kind])
    name = models.CharField(max_length=NAME_LENGTH)
    local_name = models.CharField(max_length=NAME_LENGTH, default="", blank=True)
    address = models.CharField(max_length=60, default="", blank=True)
    country = models.CharField(max_length=3, default="", blank=True)
    facts = models.JSONField(default=list)
    source = models.CharField(max_length=NAME_LENGTH, default="", blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[k.value for k in Kind]), name="organisation_kind"
            ),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")), name="organisation_not_its_own_parent"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="organisation_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.id


class People(BaseUserManager["Person"]):
    """How Django finds the person who signs in."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Return the person of exactly this sign-in name.

        Exactly: the lockout counts names as they were typed, so a lenient match here would give
        a guesser five attempts for every way to mix capital letters.
        """
        return self.get(sign_in_name=username)


class Person(AbstractBaseUser):
    """A human being who signs in. What they may do comes from their chairs."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sign_in_name = models.CharField(max_length=SIGN_IN_LENGTH, unique=True)
    name = models.CharField(max_length=NAME_LENGTH)
    language = models.CharField(max_length=12, default="en")
    mail = models.CharField(max_length=MAIL_LENGTH, default="", blank=True)
    # number of the newest event they were written about
    mailed = models.BigIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    # somebody else chose the password and knows it
    password_given = models.BooleanField(default=False)
    # where they were added: who answers for them while they hold no chair; nobody: the bureau
    home = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()

    USERNAME_FIELD = "sign_in_name"
    REQUIRED_FIELDS: ClassVar = ["name"]
    objects = People()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(sign_in_name=Lower("sign_in_name")),
                name="person_sign_in_name_is_lower_case",
            ),
            models.CheckConstraint(
                condition=~models.Q(sign_in_name="") & ~models.Q(name=""), name="person_has_names"
            ),
        ]

    def __str__(self) -> str:
        return self.sign_in_name


class Chair(models.Model):
    """A role in an organisation, held by a person for a time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="chairs")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="chairs")
    role = models.CharField(max_length=ROLE_LENGTH)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["valid_from", "organisation", "role"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "organisation", "role"], name="chair_held_once"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until__gt=models.F("valid_from")),
                name="chair_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~models.Q(role=""), name="chair_has_a_role"),
        ]

    def __str__(self) -> str:
        return f"{self.role}@{self.organisation_id}"


class Event(models.Model):
    """Something happened that the people of an organisation should look at; no case content."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    permission = models.CharField(max_length=PERMISSION_LENGTH)
    # the one person it is for; nobody: all whose chair carries the permission there
    person = models.UUIDField(null=True, blank=True)
    kind = models.CharField(max_length=KIND_LENGTH)
    target = models.CharField(max_length=TARGET_LENGTH)
    at = models.DateTimeField()
    # given after commit, one after the other: a reader who knows the highest has missed nothing
    number = models.BigIntegerField(null=True, blank=True, unique=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organisation", "number"], name="event_of_organisation"),
            models.Index(fields=["at"], name="event_at"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(kind="") & ~models.Q(target=""), name="event_says_what"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.target}"


class Seen(models.Model):
    """How far the holder of a chair has looked at the events of it."""

    chair = models.OneToOneField(Chair, on_delete=models.CASCADE, primary_key=True)
    number = models.BigIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.chair_id} to {self.number}"


class Delegation(models.Model):
    """What a bureau lets a sub-bureau decide for itself, and what its desk sees of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sub_bureau = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    oversight = models.CharField(max_length=20, choices=[(o.value, o.value) for o in Oversight])
    rights = models.JSONField(default=list)
    valid_until = models.DateTimeField()
    state = models.CharField(max_length=20, choices=[(s.value, s.value) for s in DelegationState])
    asked_by = models.CharField(max_length=PERSON_LENGTH)
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=PERSON_LENGTH, default="", blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=PERSON_LENGTH, default="", blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=NOTE_LENGTH, default="", blank=True)
    # the sub-bureau once more while this one is in force: one rules at a time
    rules = models.CharField(max_length=ID_LENGTH, null=True, blank=True, unique=True)

    class Meta:
        ordering: ClassVar = ["-asked_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(oversight__in=[one.value for one in Oversight]),
                name="delegation_oversight",
            ),
            models.CheckConstraint(
                condition=models.Q(rules=None) | models.Q(state=DelegationState.IN_FORCE),
                name="delegation_rules_in_force",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=DelegationState.IN_FORCE) | ~models.Q(decided_by=""),
                name="delegation_validated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sub_bureau_id} {self.state}"


class Machine(models.Model):
    """A border system, an agency's system: asks by itself, for a time, within a scope."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=NAME_LENGTH)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=ROLE_LENGTH)
    scope = models.JSONField(default=list)
    place = models.CharField(max_length=NAME_LENGTH)
    expires_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=[(s.value, s.value) for s in MachineState])
    asked_by = models.CharField(max_length=PERSON_LENGTH)
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=PERSON_LENGTH, default="", blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=PERSON_LENGTH, default="", blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=NOTE_LENGTH, default="", blank=True)
    # written at most once a minute
    last_used_at = models.DateTimeField(null=True, blank=True)
    last_address = models.CharField(max_length=ADDRESS_LENGTH, default="", blank=True)

    class Meta:
        ordering: ClassVar = ["organisation", "name", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(name="") & ~models.Q(place=""), name="machine_has_names"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=MachineState.ACTIVE) | ~models.Q(decided_by=""),
                name="machine_validated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.state}"


class MachineKey(models.Model):
    """One secret of a machine, as its digest; while keys change there are two."""

    id = models.CharField(primary_key=True, max_length=KEY_ID_LENGTH)
    machine = models.ForeignKey(Machine, on_delete=models.PROTECT, related_name="keys")
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    valid_until = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-created_at", "id"]

    def __str__(self) -> str:
        return self.id


class AccountRequest(models.Model):
    """An account that somebody asked for, and what became of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sign_in_name = models.CharField(max_length=SIGN_IN_LENGTH)
    name = models.CharField(max_length=NAME_LENGTH)
    mail = models.CharField(max_length=MAIL_LENGTH, default="", blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=ROLE_LENGTH)
    reason = models.CharField(max_length=NOTE_LENGTH)
    valid_until = models.DateTimeField()
    state = models.CharField(max_length=20, choices=[(s.value, s.value) for s in AccountState])
    asked_by = models.CharField(max_length=PERSON_LENGTH)
    asked_in = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=PERSON_LENGTH, default="", blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=NOTE_LENGTH, default="", blank=True)
    chair = models.ForeignKey(
        Chair, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-asked_at", "-id"]
        indexes: ClassVar = [models.Index(fields=["state", "asked_at"], name="account_state")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state=AccountState.ASKED) | ~models.Q(decided_by=""),
                name="account_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sign_in_name} {self.state}"


class SetupLink(models.Model):
    """A link with which a person chooses a password, once; kept as a digest."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True)
    digest = models.CharField(max_length=64, unique=True)
    valid_until = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.person_id)


class Usage(models.Model):
    """How often something was done in one day, by people of an organisation or by one machine."""

    day = models.DateField()
    organisation = models.CharField(max_length=ID_LENGTH)
    # UUID text of a machine; empty: people
    source = models.CharField(max_length=36, default="", blank=True)
    use = models.CharField(max_length=20, choices=[(u.value, u.value) for u in Use])
    count = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["day", "organisation", "source", "use"], name="usage_counted_once"
            ),
            models.CheckConstraint(condition=models.Q(count__gt=0), name="usage_counts"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.organisation} {self.use} {self.count}"


class UsageMark(models.Model):
    """How far the log was counted; one row."""

    sequence = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.sequence)
