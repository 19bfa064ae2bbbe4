"""Messages, what they hold, where they go, what became of them."""

from typing import ClassVar

from django.db import models

from liaison.exchange.states import AlarmKind, Direction, KeptKind, PartState, State

ORGANISATION_LENGTH = 120
KIND_LENGTH = 60
WORDS_LENGTH = 200
STATE_LENGTH = 20
NO_DIGEST = "0" * 64


class DirectoryVersion(models.Model):
    """A version of the trust directory this node has accepted; the highest one rules."""

    version = models.BigIntegerField(primary_key=True)
    token = models.TextField()
    installed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"directory {self.version}"


class Message(models.Model):
    """A message, ours or another bureau's: the signed part, which stays."""

    direction = models.CharField(max_length=3, choices=[(d.value, d.value) for d in Direction])
    iss = models.CharField(max_length=ORGANISATION_LENGTH)
    jti = models.UUIDField()
    kind = models.CharField(max_length=KIND_LENGTH)
    thread = models.UUIDField(db_index=True)
    in_reply_to = models.UUIDField(null=True, blank=True)
    urgency = models.CharField(max_length=10)
    purpose = models.CharField(max_length=WORDS_LENGTH)
    legal_basis = models.CharField(max_length=WORDS_LENGTH, default="", blank=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    # empty until sealed; then never changed: every retry sends these bytes
    jws = models.TextField(default="", blank=True)
    kid = models.CharField(max_length=64, default="", blank=True)
    digest = models.CharField(max_length=64, default="", blank=True)
    state = models.CharField(max_length=STATE_LENGTH, choices=[(s.value, s.value) for s in State])
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            # exactly-once: a message that comes twice is one message
            models.UniqueConstraint(fields=["iss", "jti"], name="message_once"),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("issued_at")), name="message_ends_later"
            ),
            models.CheckConstraint(
                condition=models.Q(direction=Direction.OUT.value) | ~models.Q(digest=""),
                name="message_received_is_sealed",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["-created_at", "-id"], name="message_newest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.jti}"


class Addressee(models.Model):
    """A bureau a message is for."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="addressees")
    organisation = models.CharField(max_length=ORGANISATION_LENGTH)
    role = models.CharField(max_length=6)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["message", "organisation"], name="addressee_once")
        ]

    def __str__(self) -> str:
        return self.organisation


class Opening(models.Model):
    """What opens the signed commitment: salt and body. Shredding it erases the content."""

    message = models.OneToOneField(
        Message, on_delete=models.CASCADE, primary_key=True, related_name="opening"
    )
    salt = models.BinaryField(max_length=32)
    body = models.TextField()

    def __str__(self) -> str:
        return f"opening of {self.message_id}"


class SealedBytes(models.Model):
    """The sealed message, kept while anybody still has to receive it."""

    message = models.OneToOneField(
        Message, on_delete=models.CASCADE, primary_key=True, related_name="sealed"
    )
    data = models.BinaryField()

    def __str__(self) -> str:
        return f"sealed bytes of {self.message_id}"


class Channel(models.Model):
    """How things stand with one other bureau: numbering both ways, failures, last word."""

    organisation = models.CharField(max_length=ORGANISATION_LENGTH, primary_key=True)
    out_seq = models.BigIntegerField(default=0)
    out_prev = models.CharField(max_length=64, default=NO_DIGEST)
    in_seq = models.BigIntegerField(default=0)
    last_seen_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, default="", blank=True)

    def __str__(self) -> str:
        return self.organisation


class Delivery(models.Model):
    """One message on its way to one bureau."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deliveries")
    organisation = models.CharField(max_length=ORGANISATION_LENGTH)
    state = models.CharField(max_length=STATE_LENGTH, choices=[(s.value, s.value) for s in State])
    channel_seq = models.BigIntegerField(null=True, blank=True)
    header = models.TextField(default="", blank=True)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, default="", blank=True)
    # a relay's signed word that it keeps it; the delivery stays open until the addressee's own
    relayed_by = models.CharField(max_length=ORGANISATION_LENGTH, default="", blank=True)
    relayed_at = models.DateTimeField(null=True, blank=True)
    relay_token = models.TextField(default="", blank=True)
    relay_next_at = models.DateTimeField(null=True, blank=True)
    relay_overdue_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["message", "organisation"], name="delivery_once"),
            models.UniqueConstraint(
                fields=["organisation", "channel_seq"], name="channel_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(channel_seq__isnull=True, header="")
                | (models.Q(channel_seq__isnull=False) & ~models.Q(header="")),
                name="delivery_numbered_iff_sealed",
            ),
        ]
        indexes: ClassVar = [
            # whole, not partial: SQLite does not use a partial index for a bound parameter
            models.Index(fields=["state", "organisation", "channel_seq"], name="delivery_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.message_id} to {self.organisation}"


class Kept(models.Model):
    """Something another bureau handed us to pass on: we cannot open it and need not."""

    kind = models.CharField(max_length=7, choices=[(k.value, k.value) for k in KeptKind])
    sender = models.CharField(max_length=ORGANISATION_LENGTH)
    addressee = models.CharField(max_length=ORGANISATION_LENGTH)
    # of the message, or of the message the receipt is about
    jti = models.UUIDField()
    # of the sealed bytes, of a part's ciphertext, or of the receipt's token
    digest = models.CharField(max_length=64)
    # the sender's delivery header, or its label of a part, or the receipt's token
    token = models.TextField()
    data = models.BinaryField(default=bytes)
    size = models.PositiveIntegerField()
    # of a part, whose bytes are in the room of files: which one, whether all of it is here, and
    # how much of it the addressee says to have
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    whole = models.BooleanField(default=True)
    taken = models.PositiveIntegerField(default=0)
    received_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    overdue_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        constraints: ClassVar = [
            # handed over twice is kept once
            models.UniqueConstraint(
                fields=["sender", "addressee", "jti", "digest"], name="kept_once"
            ),
            models.CheckConstraint(
                condition=models.Q(kind=KeptKind.PART.value, number__isnull=False)
                | ~models.Q(kind=KeptKind.PART.value) & models.Q(number__isnull=True, whole=True),
                name="kept_part_has_a_number",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["addressee", "id"], name="kept_for")]

    def __str__(self) -> str:
        return f"{self.kind} {self.jti} for {self.addressee}"


class Receipt(models.Model):
    """A signed statement about a message: ours about theirs, or theirs about ours."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="receipts")
    iss = models.CharField(max_length=ORGANISATION_LENGTH)
    state = models.CharField(max_length=STATE_LENGTH, choices=[(s.value, s.value) for s in State])
    at = models.DateTimeField()
    reason = models.CharField(max_length=300, default="", blank=True)
    log_index = models.BigIntegerField()
    token = models.TextField()
    # where one of ours still has to travel; the first one goes back in the answer itself
    unsent_to = models.CharField(max_length=ORGANISATION_LENGTH, default="", blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["message", "iss", "state"], name="receipt_once")
        ]
        indexes: ClassVar = [models.Index(fields=["unsent_to", "id"], name="receipt_unsent")]

    def __str__(self) -> str:
        return f"{self.state} by {self.iss}"


class Witnessed(models.Model):
    """A checkpoint of another bureau's log, as we saw it: what it cannot deny later."""

    organisation = models.CharField(max_length=ORGANISATION_LENGTH)
    # how often that log had been restored from a backup when it stated this
    life = models.PositiveIntegerField(default=0)
    size = models.BigIntegerField()
    root = models.BinaryField(max_length=32)
    note = models.TextField()
    at = models.DateTimeField()
    stated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "life", "size"], name="witnessed_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation} at {self.size}"


class Alarm(models.Model):
    """Something about a peer that a desk must look at. Rooms above read it; nothing calls up."""

    kind = models.CharField(max_length=30, choices=[(k.value, k.value) for k in AlarmKind])
    organisation = models.CharField(max_length=ORGANISATION_LENGTH)
    detail = models.CharField(max_length=300)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.organisation}"


class Ask(models.Model):
    """A question another bureau asked and waited for: known until it can be asked no more."""

    iss = models.CharField(max_length=ORGANISATION_LENGTH)
    jti = models.UUIDField()
    at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            # a question that comes twice is refused the second time
            models.UniqueConstraint(fields=["iss", "jti"], name="ask_once")
        ]
        indexes: ClassVar = [models.Index(fields=["iss", "at"], name="ask_rate")]

    def __str__(self) -> str:
        return f"{self.jti} of {self.iss}"


class Part(models.Model):
    """A file that travels beside a message: what the manifest says of it, which stays."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField()
    # plain: the room of files stands below, and may erase a file while its message stays
    file = models.UUIDField(null=True, blank=True, db_index=True)
    address = models.CharField(max_length=64)
    commitment = models.CharField(max_length=43)
    size_class = models.PositiveSmallIntegerField()
    # without the content's key, which is kept with the file, it opens nothing
    salt = models.BinaryField(max_length=32)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["message", "number"], name="part_once")
        ]

    def __str__(self) -> str:
        return f"part {self.number} of {self.message_id}"


class PartRecord(models.Model):
    """What opened a part of theirs, key included: only until its message is handled."""

    part = models.OneToOneField(
        Part, on_delete=models.CASCADE, primary_key=True, related_name="record"
    )
    record = models.TextField()

    def __str__(self) -> str:
        return f"record of {self.part_id}"


class PartDelivery(models.Model):
    """One part on its way to one bureau, in pieces, after its message was accepted there."""

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="deliveries")
    organisation = models.CharField(max_length=ORGANISATION_LENGTH)
    state = models.CharField(
        max_length=STATE_LENGTH, choices=[(s.value, s.value) for s in PartState]
    )
    held = models.PositiveIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, default="", blank=True)
    # left with a relay: how much of it, and since when all of it; it stays open all the same
    relayed_by = models.CharField(max_length=ORGANISATION_LENGTH, default="", blank=True)
    relayed_at = models.DateTimeField(null=True, blank=True)
    relay_held = models.PositiveIntegerField(default=0)
    relay_next_at = models.DateTimeField(null=True, blank=True)
    relay_overdue_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["part", "organisation"], name="part_delivery_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "organisation", "id"], name="part_delivery_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.part_id} to {self.organisation}"
