"""The tables of the log. Triggers (migration 0002) refuse what they must never do."""

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from liaison.audit.policy import MAX_EVENT, MAX_NAME

_HASH_BYTES = 32


def _has_32_bytes(column: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Exact(Length(column), _HASH_BYTES), name=f"audit_%(class)s_{column}_32"
    )


class Leaf(models.Model):
    """That something happened, and when. Never changed, never deleted."""

    id = models.UUIDField(primary_key=True, editable=False)
    at = models.DateTimeField()
    commitment = models.BinaryField(max_length=_HASH_BYTES)

    class Meta:
        constraints = (_has_32_bytes("commitment"),)

    def __str__(self) -> str:
        return str(self.pk)


class Payload(models.Model):
    """What happened, in words. Never changed; erased by deleting the row, salt and all."""

    leaf = models.OneToOneField(Leaf, models.PROTECT, primary_key=True, related_name="payload")
    salt = models.BinaryField(max_length=_HASH_BYTES)
    # Canonical JSON, the very text the commitment binds.
    body = models.TextField()
    # Copies out of the body, to find entries by. Verification compares them with the body.
    event = models.CharField(max_length=MAX_EVENT, db_index=True)
    organisation = models.CharField(max_length=MAX_NAME)
    person = models.CharField(max_length=MAX_NAME, db_index=True)
    target = models.CharField(max_length=MAX_NAME, db_index=True)

    class Meta:
        constraints = (_has_32_bytes("salt"),)

    def __str__(self) -> str:
        return f"{self.event} {self.target}"


class Waiting(models.Model):
    """A leaf the sequencer has not taken yet. Finding these must not cost a look at all leaves.

    A trigger on `Leaf` adds the rows; the sequencer removes them.
    """

    leaf = models.OneToOneField(Leaf, models.PROTECT, primary_key=True, related_name="waiting")

    def __str__(self) -> str:
        return str(self.pk)


class Sequenced(models.Model):
    """The place of a leaf in the tree. Never changed, never deleted."""

    sequence = models.BigIntegerField(primary_key=True)
    leaf = models.OneToOneField(Leaf, models.PROTECT, related_name="sequenced")
    leaf_hash = models.BinaryField(max_length=_HASH_BYTES)

    class Meta:
        constraints = (
            _has_32_bytes("leaf_hash"),
            models.CheckConstraint(
                condition=models.Q(sequence__gte=0), name="audit_sequenced_from_zero"
            ),
        )

    def __str__(self) -> str:
        return f"{self.sequence}: {self.leaf_id}"


class Checkpoint(models.Model):
    """The tree at one size, and the log's signature under it. Never changed, never deleted."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=_HASH_BYTES)
    # Perfect subtrees (liaison.lib.ledger.tree.Frontier): the next leaf costs no look back.
    frontier = models.BinaryField()
    note = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            _has_32_bytes("root"),
            models.CheckConstraint(
                condition=models.Q(size__gt=0), name="audit_checkpoint_not_empty"
            ),
        )

    def __str__(self) -> str:
        return f"{self.size} at {self.at:%Y-%m-%d %H:%M:%S}"
