"""The verbs of the log: record, integrate into the tree, settle, erase."""

import os
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from django.db import connection, transaction

from liaison.audit import keys, policy, selectors
from liaison.audit.errors import NotSequenced
from liaison.audit.models import Checkpoint, Leaf, Payload, Sequenced, Waiting
from liaison.audit.types import (
    NO_FACTS,
    Entry,
    JsonValue,
    Settled,
    Who,
    leaf_content,
)
from liaison.core.errors import NotInTransaction
from liaison.core.identifiers import uuid7
from liaison.lib.ledger.checkpoint import Checkpoint as TreeHead
from liaison.lib.ledger.checkpoint import sign
from liaison.lib.ledger.commitment import SALT_BYTES, commit
from liaison.lib.ledger.tree import Frontier, leaf_hash

# Leaves taken at once: a quarter of a second of work, and a bounded amount of memory.
CHUNK: Final = 10_000
# Rows per statement: SQLite takes 32,766 values.
BATCH: Final = 1_000
# Any number, as long as nobody else in the database takes it: "audit" on a telephone keypad.
_LOCK: Final = 28348
# Leaves named in one entry about erasing: their ids fill half of its body.
ERASED_PER_ENTRY: Final = 200
ERASED: Final = "audit:payload:erased"
BACKED_UP: Final = "audit:backup:made"
RESTARTED: Final = "audit:log:restarted"


def record(  # noqa: PLR0913 - one argument per column of an entry
    who: Who,
    *,
    event: str,
    target: str,
    at: datetime,
    purpose: str = "",
    legal_basis: str = "",
    result: str = "done",
    facts: Mapping[str, JsonValue] = NO_FACTS,
) -> uuid.UUID:
    """Record one entry, in the transaction of what it speaks of.

    Args:
        who: Somebody who did it.
        event: `room:subject:verb`; stored for ever.
        target: Id of the thing it was done to.
        at: When.
        purpose: What for.
        legal_basis: The article relied on.
        result: How it ended.
        facts: What a reader needs besides, in plain values.

    Returns:
        Id of the leaf.

    Raises:
        NotInTransaction: There is no transaction to share.
        EntryRefused: The entry is not fit to be kept.
    """
    entry = Entry(who, event, target, at, purpose, legal_basis, result, facts)
    return record_many([entry])[0]


def record_many(entries: Iterable[Entry]) -> list[uuid.UUID]:
    """Record many entries, in the transaction of what they speak of: all of them or none.

    Args:
        entries: What happened, in its order.

    Returns:
        Ids of the leaves, in the same order.

    Raises:
        NotInTransaction: There is no transaction to share.
        EntryRefused: An entry is not fit to be kept; none of them was written.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction
    leaves: list[Leaf] = []
    payloads: list[Payload] = []
    for entry in entries:
        policy.check_entry(entry)
        body = entry.body()
        policy.check_body(body)
        salt = os.urandom(SALT_BYTES)
        leaf = Leaf(id=uuid7(entry.at), at=entry.at, commitment=commit(salt, body))
        leaves.append(leaf)
        payloads.append(
            Payload(
                leaf_id=leaf.id,
                salt=salt,
                body=body.decode(),
                event=entry.event,
                organisation=entry.who.organisation,
                person=entry.who.person,
                target=entry.target,
            )
        )
    # A trigger puts each leaf into the sequencer's basket: no path into the log can forget it.
    Leaf.objects.bulk_create(leaves, batch_size=BATCH)
    Payload.objects.bulk_create(payloads, batch_size=BATCH)
    return [leaf.id for leaf in leaves]


@transaction.atomic
def integrate(*, now: datetime) -> Checkpoint | None:
    """Give waiting leaves their place in the tree and sign its new root: the sequencer.

    Takes at most `CHUNK` leaves: call again while it returns a checkpoint. Safe in several
    processes at once: they queue for one lock, held to the end of the transaction. Inside a
    longer transaction call it last, so that others do not wait for the rest of it.

    Args:
        now: The moment of the checkpoint.

    Returns:
        The new checkpoint, or None when nothing was waiting.

    Raises:
        LogKeyUnusable: Nothing can be signed, so nothing was integrated.
    """
    _lock()
    waiting = list(
        # a row that came back to the basket by mistake must not stop the sequencer for ever
        Waiting.objects.filter(leaf__sequenced__isnull=True)
        .order_by("leaf__at", "leaf_id")
        .values_list("leaf_id", "leaf__at", "leaf__commitment")[:CHUNK]
    )
    if not waiting:
        return None
    last = Checkpoint.objects.order_by("-size").first()
    old = Frontier() if last is None else Frontier.decode(bytes(last.frontier))
    hashes = [leaf_hash(leaf_content(leaf, at, bytes(bound))) for leaf, at, bound in waiting]
    Sequenced.objects.bulk_create(
        [
            Sequenced(sequence=old.size + place, leaf_id=row[0], leaf_hash=hashed)
            for place, (row, hashed) in enumerate(zip(waiting, hashes, strict=True))
        ],
        batch_size=BATCH,
    )
    for start in range(0, len(waiting), BATCH):
        taken = [row[0] for row in waiting[start : start + BATCH]]
        Waiting.objects.filter(leaf__in=taken).delete()
    return _sign(old.extend(hashes), now)


def settle(leaves: Sequence[uuid.UUID], *, now: datetime) -> Settled:
    """See to it that these leaves have their place, and return it with a covering checkpoint.

    Args:
        leaves: Ids that `record` returned, in this transaction or an earlier one.
        now: The moment of new checkpoints.

    Returns:
        The newest checkpoint and the index of every leaf.

    Raises:
        NotSequenced: A leaf does not exist.
        LogKeyUnusable: Nothing can be signed.
    """
    made = integrate(now=now)
    # another process may have taken them while this one waited for the lock
    found = selectors.indexes_of(leaves)
    while made is not None and len(found) < len(set(leaves)):
        made = integrate(now=now) or made
        before, found = found, selectors.indexes_of(leaves)
        if len(found) == len(before):
            break
    missing = next((leaf for leaf in leaves if leaf not in found), None)
    checkpoint = selectors.checkpoint_facts(made) if made else selectors.latest_checkpoint()
    if missing is not None or checkpoint is None:
        raise NotSequenced(missing or uuid.UUID(int=0))
    return Settled(checkpoint=checkpoint, index=found)


@transaction.atomic
def erase(who: Who, *, leaves: Sequence[uuid.UUID], legal_basis: str, at: datetime) -> int:
    """Erase the words of entries, salts and all; their leaves stay and say nothing any more.

    Args:
        who: Somebody who decided it.
        leaves: Ids of the entries' leaves.
        legal_basis: The article that demands it.
        at: When.

    Returns:
        How many entries lost their words; those already erased are not counted.
    """
    erased = 0
    for start in range(0, len(leaves), ERASED_PER_ENTRY):
        there = Payload.objects.filter(leaf__in=leaves[start : start + ERASED_PER_ENTRY])
        names = sorted(str(leaf) for leaf in there.values_list("leaf_id", flat=True))
        if not names:
            continue
        there.delete()
        erased += len(names)
        record(
            who,
            event=ERASED,
            target=names[0],
            at=at,
            legal_basis=legal_basis,
            facts={"count": len(names), "leaves": names},
        )
    return erased


def _sign(frontier: Frontier, now: datetime) -> Checkpoint:
    name = keys.log_name()
    head = TreeHead(origin=name, size=frontier.size, root=frontier.root())
    return Checkpoint.objects.create(
        size=head.size,
        root=head.root,
        frontier=frontier.encode(),
        note=sign(head, name, keys.log_key()),
        at=now,
    )


def _lock() -> None:
    """Let one sequencer in. SQLite's writers are alone already: transactions begin IMMEDIATE."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
