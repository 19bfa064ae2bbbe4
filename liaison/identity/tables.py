"""How people prove who they are, and where they are signed in: tables beside `models`."""

import uuid
from typing import ClassVar

from django.db import models

from liaison.identity.states import Authentication, RecoveryState

NAME_LENGTH = 60
# 1023 bytes in base64url, Web Authentication level 3 section 5.8.3
CREDENTIAL_LENGTH = 1364
PUBLIC_KEY_LENGTH = 1024
SEALED_LENGTH = 200
SESSION_KEY_LENGTH = 40
ADDRESS_LENGTH = 45  # the longest text of an IPv6 address, RFC 4291 section 2.2
DEVICE_LENGTH = 80
PERSON_LENGTH = 120
NOTE_LENGTH = 500


class Passkey(models.Model):
    """The public half of a passkey; the private half never leaves the person's device."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, related_name="passkeys"
    )
    name = models.CharField(max_length=NAME_LENGTH)
    # the host name of the site it was made for: at another one it opens nothing
    party = models.CharField(max_length=253)
    credential = models.CharField(max_length=CREDENTIAL_LENGTH, unique=True)
    public_key = models.BinaryField(max_length=PUBLIC_KEY_LENGTH)
    counter = models.BigIntegerField()
    backed_up = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["created_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(name="") & ~models.Q(credential=""), name="passkey_has_names"
            ),
            models.CheckConstraint(condition=models.Q(counter__gte=0), name="passkey_counts_up"),
        ]

    def __str__(self) -> str:
        return self.name


class CodeApp(models.Model):
    """The authenticator app of a person: a sealed secret, and how far its codes were used."""

    person = models.OneToOneField(
        "identity.Person", on_delete=models.PROTECT, primary_key=True, related_name="code_app"
    )
    secret = models.CharField(max_length=SEALED_LENGTH)
    # the newest time step that opened: each code opens once
    step = models.BigIntegerField()
    wrong = models.PositiveIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(secret=""), name="code_app_has_a_secret"),
        ]

    def __str__(self) -> str:
        return str(self.person_id)


class Session(models.Model):
    """One browser in which a person is signed in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        "identity.Person", on_delete=models.CASCADE, related_name="sessions"
    )
    # Django's own session beside it; it goes when this row goes
    key = models.CharField(max_length=SESSION_KEY_LENGTH, unique=True)
    authentication = models.CharField(
        max_length=20, choices=[(one.value, one.value) for one in Authentication]
    )
    address = models.CharField(max_length=ADDRESS_LENGTH, default="", blank=True)
    device = models.CharField(max_length=DEVICE_LENGTH, default="", blank=True)
    opened_at = models.DateTimeField()
    # written at most once a minute
    last_seen_at = models.DateTimeField()
    # when the person last proved who they are, at signing in or before a sensitive step
    proved_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-last_seen_at", "id"]
        indexes: ClassVar = [models.Index(fields=["last_seen_at"], name="session_last_seen")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(authentication__in=[one.value for one in Authentication]),
                name="session_authentication",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.device}"


class Recovery(models.Model):
    """Two officers let somebody who lost their second factors begin anew."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=NOTE_LENGTH)
    state = models.CharField(max_length=20, choices=[(s.value, s.value) for s in RecoveryState])
    asked_by = models.CharField(max_length=PERSON_LENGTH)
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=PERSON_LENGTH, default="", blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    valid_until = models.DateTimeField()
    # the person once more while it is open: one at a time
    open_for = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering: ClassVar = ["-asked_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state=RecoveryState.ASKED) | ~models.Q(decided_by=""),
                name="recovery_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=RecoveryState.USED)
                | ~models.Q(decided_by=models.F("asked_by")),
                name="recovery_takes_two_persons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.state}"
