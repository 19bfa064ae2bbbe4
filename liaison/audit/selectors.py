"""Ways to read the log.

This room lies below `identity` and cannot know an `Actor`: it asks nobody for permission. The
door that shows entries asks first (`Actor.require(Permission.AUDIT_READ)`), and passes the
organisation whose entries the actor may see.
"""

import json
import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Final

from liaison.audit.errors import NotSequenced
from liaison.audit.models import Checkpoint, Payload, Sequenced, Waiting
from liaison.audit.types import CheckpointFacts, EntryFacts, Opening, Who
from liaison.core.snapshots import Cursor, table

if TYPE_CHECKING:
    from django.db.models import QuerySet

MAX_PAGE: Final = 200
MAX_FOLLOWING: Final = 1_000


def growth() -> tuple[int, int, datetime | None]:
    """Return how many entries have their place, how many wait for it, and when the last got it."""
    newest = Checkpoint.objects.order_by("-size").values_list("size", "at").first()
    size, at = newest or (0, None)
    return size, Waiting.objects.count(), at


def page(  # noqa: PLR0913 - one argument per filter of the page
    *,
    before: int | None = None,
    limit: int = 50,
    event_prefix: str = "",
    organisation: str = "",
    person: str = "",
    target: str = "",
) -> tuple[EntryFacts, ...]:
    """Return entries, newest first. An empty filter filters nothing.

    Entries whose words were erased appear only when nothing is filtered: nobody can say any more
    what they were. Entries of the last second may still be waiting for their place.

    Args:
        before: Only entries with a smaller sequence: the last one of the page before.
        limit: How many at most; never more than 200.
        event_prefix: Beginning of the event: `records:` for a room.
        organisation: Id of the organisation acted for.
        person: Id of the person.
        target: Id of the thing.

    Returns:
        The entries.
    """
    rows: QuerySet[Sequenced] = Sequenced.objects.order_by("-sequence")
    if before is not None:
        rows = rows.filter(sequence__lt=before)
    if event_prefix:
        rows = rows.filter(leaf__payload__event__startswith=event_prefix)
    wanted = {"organisation": organisation, "person": person, "target": target}
    rows = rows.filter(**{f"leaf__payload__{name}": text for name, text in wanted.items() if text})
    found = rows.values_list("sequence", "leaf_id", "leaf__at", "leaf__payload__body")
    return tuple(_entry(*row) for row in found[: max(0, min(limit, MAX_PAGE))])


def following(after: int, *, limit: int = MAX_PAGE) -> tuple[EntryFacts, ...]:
    """Return the entries behind a place in the tree, oldest first, erased ones included.

    Args:
        after: Sequence of the last entry that is known; -1 for the beginning.
        limit: How many at most; never more than 1,000.

    Returns:
        The entries. Those of the last second may still be waiting for their place.
    """
    rows = Sequenced.objects.filter(sequence__gt=after).order_by("sequence")
    found = rows.values_list("sequence", "leaf_id", "leaf__at", "leaf__payload__body")
    return tuple(_entry(*row) for row in found[: max(0, min(limit, MAX_FOLLOWING))])


def latest_checkpoint() -> CheckpointFacts | None:
    """Return the newest signed statement of the log about itself.

    Returns:
        None for a log without entries.
    """
    row = Checkpoint.objects.order_by("-size").first()
    return None if row is None else checkpoint_facts(row)


def newest_note(cursor: Cursor) -> str:
    """Return the newest checkpoint of a log as a snapshot of its database holds it, or empty.

    Args:
        cursor: Of the snapshot: a file beside the database, or a transaction that stands still.
    """
    heads = table(Checkpoint)
    cursor.execute(f"SELECT note FROM {heads} ORDER BY size DESC LIMIT 1")  # noqa: S608 - our own
    row = cursor.fetchone()
    return str(row[0]) if row else ""


def checkpoint_facts(row: Checkpoint) -> CheckpointFacts:
    """Return a row as a value.

    Args:
        row: A checkpoint.

    Returns:
        What may leave the room.
    """
    return CheckpointFacts(size=row.size, root=bytes(row.root), note=row.note, at=row.at)


def index_of(leaf: uuid.UUID) -> int:
    """Return the place of a leaf in the tree.

    Args:
        leaf: Id that `record` returned.

    Returns:
        Its index, from 0.

    Raises:
        NotSequenced: It has none, or there is no such leaf.
    """
    found = indexes_of([leaf])
    if leaf not in found:
        raise NotSequenced(leaf)
    return found[leaf]


def leaf_hashes(size: int) -> list[bytes]:
    """Return the leaf hashes of the tree at a size, for proofs; 32 bytes for each entry.

    Args:
        size: Of the tree.
    """
    rows = Sequenced.objects.filter(sequence__lt=size).order_by("sequence")
    return [bytes(one) for one in rows.values_list("leaf_hash", flat=True).iterator(5_000)]


def opening(leaf: uuid.UUID) -> Opening:
    """Return what opens the commitment of an entry, for somebody it is shown to.

    Args:
        leaf: Id that `record` returned; its words are not erased.
    """
    row = Payload.objects.select_related("leaf").get(pk=leaf)
    return Opening(at=row.leaf.at, salt=bytes(row.salt), body=row.body)


def indexes_of(leaves: Iterable[uuid.UUID]) -> dict[uuid.UUID, int]:
    """Return the places of many leaves.

    Args:
        leaves: Ids that `record` returned.

    Returns:
        Leaf id to index; leaves without a place are left out.
    """
    rows = Sequenced.objects.filter(leaf__in=list(leaves))
    return dict(rows.values_list("leaf_id", "sequence"))


def _entry(sequence: int, leaf: uuid.UUID, at: datetime, body: str | None) -> EntryFacts:
    if body is None:
        return EntryFacts(sequence=sequence, leaf=leaf, at=at, erased=True)
    words = json.loads(body)
    who = Who(**words.pop("who"))
    return EntryFacts(sequence=sequence, leaf=leaf, at=at, erased=False, who=who, **words)
