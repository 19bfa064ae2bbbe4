"""Each way of tampering with the log is found, and named where it happened."""

from collections.abc import Callable

import pytest

from liaison.audit import verification
from liaison.audit.models import Checkpoint, Leaf, Payload, Sequenced
from liaison.audit.types import leaf_content
from liaison.audit.verification import Kind
from liaison.lib.ledger.tree import Frontier, leaf_hash
from tests.audit.cast import NOW, a_log, drop_triggers

pytestmark = pytest.mark.django_db


def rewrite_words() -> None:
    """Change one byte of what happened."""
    row = Payload.objects.get(target="document-5")
    Payload.objects.filter(pk=row.pk).update(body=row.body.replace("again", "aGain"))


def exchange_salt() -> None:
    """Make another opening impossible."""
    Payload.objects.filter(target="document-5").update(salt=bytes(32))


def rebind_leaf() -> None:
    """Let a leaf speak of other words."""
    Leaf.objects.filter(payload__target="document-5").update(commitment=bytes(32))


def redate_leaf() -> None:
    """Let it have happened at another time."""
    Leaf.objects.filter(payload__target="document-5").update(at=NOW)


def redate_leaf_and_hash() -> None:
    """The same, by somebody who knows how leaves are hashed."""
    redate_leaf()
    leaf = Leaf.objects.get(payload__target="document-5")
    content = leaf_content(leaf.pk, leaf.at, bytes(leaf.commitment))
    Sequenced.objects.filter(leaf=leaf).update(leaf_hash=leaf_hash(content))


def exchange_hash() -> None:
    """Store another hash beside an honest leaf."""
    Sequenced.objects.filter(sequence=5).update(leaf_hash=bytes(32))


def exchange_places() -> None:
    """Let the second have happened first."""
    for old, new in ((4, 100), (5, 4), (100, 5)):
        Sequenced.objects.filter(sequence=old).update(sequence=new)


def exchange_words() -> None:
    """Let two people have done each other's deeds."""
    four, five = (Payload.objects.get(target=f"document-{number}") for number in (4, 5))
    Payload.objects.filter(pk__in=[four.pk, five.pk]).delete()
    four.pk, five.pk = five.pk, four.pk
    four.save(force_insert=True)
    five.save(force_insert=True)


def remove_last() -> None:
    """Cut off the last entry, its leaf included."""
    Sequenced.objects.filter(sequence=9).delete()
    _remove_leaf("document-9")


def remove_middle() -> None:
    """Take an entry out and leave the gap."""
    Sequenced.objects.filter(sequence=5).delete()
    _remove_leaf("document-5")


def close_gap() -> None:
    """Take an entry out and let the later ones move up."""
    remove_middle()
    for old in range(6, 10):
        Sequenced.objects.filter(sequence=old).update(sequence=old - 1)


def remove_from_basket() -> None:
    """Hide an entry from the sequencer for ever."""
    Sequenced.objects.filter(sequence=9).delete()


def remove_checkpoint() -> None:
    """Take back the last signature."""
    Checkpoint.objects.filter(size=10).delete()


def exchange_root() -> None:
    """Store another root beside an honest note."""
    Checkpoint.objects.filter(size=8).update(root=bytes(32))


def exchange_frontier() -> None:
    """Let the tree grow on from somewhere else."""
    grown = Frontier.from_hashes([bytes(32)] * 8)
    Checkpoint.objects.filter(size=8).update(frontier=grown.encode())


def break_frontier() -> None:
    """Make the tree unable to grow."""
    Checkpoint.objects.filter(size=8).update(frontier=b"")


def break_note() -> None:
    """Store something that is no note."""
    Checkpoint.objects.filter(size=8).update(note="")


def forge_signature() -> None:
    """Change what the note says under its signature."""
    row = Checkpoint.objects.get(size=8)
    Checkpoint.objects.filter(size=8).update(note=row.note.replace("\n8\n", "\n9\n"))


def repeat_note() -> None:
    """Show an older honest note under a newer size."""
    older = Checkpoint.objects.get(size=4)
    Checkpoint.objects.filter(size=8).update(note=older.note)


def rewrite_copy() -> None:
    """Hide an entry from those who search by person."""
    Payload.objects.filter(target="document-5").update(person="chiara")


TAMPERINGS: dict[str, tuple[Callable[[], None], list[tuple[Kind, int | None]]]] = {
    "a byte of the words": (rewrite_words, [(Kind.WORDS_CHANGED, 5)]),
    "a salt": (exchange_salt, [(Kind.WORDS_CHANGED, 5)]),
    "a commitment": (
        rebind_leaf,
        [(Kind.LEAF_CHANGED, 5), (Kind.WORDS_CHANGED, 5), (Kind.ROOT_WRONG, 8)],
    ),
    "a moment": (redate_leaf, [(Kind.LEAF_CHANGED, 5), (Kind.ROOT_WRONG, 8)]),
    "a moment and its hash": (redate_leaf_and_hash, [(Kind.ROOT_WRONG, 8)]),
    "a leaf hash": (exchange_hash, [(Kind.LEAF_CHANGED, 5)]),
    "two places": (exchange_places, [(Kind.ROOT_WRONG, 8)]),
    "two people's words": (exchange_words, [(Kind.WORDS_CHANGED, 4), (Kind.WORDS_CHANGED, 5)]),
    "the last entry": (remove_last, [(Kind.ROOT_WRONG, 10), (Kind.PLACE_MISSING, 9)]),
    "an entry in the middle": (
        remove_middle,
        [(Kind.PLACE_MISSING, 5), (Kind.ROOT_WRONG, 8)],
    ),
    "an entry, with the gap closed": (
        close_gap,
        [(Kind.ROOT_WRONG, 8), (Kind.ROOT_WRONG, 10), (Kind.PLACE_MISSING, 9)],
    ),
    "a place without its leaf": (
        remove_from_basket,
        [(Kind.ROOT_WRONG, 10), (Kind.PLACE_MISSING, 9), (Kind.NEVER_SEQUENCED, None)],
    ),
    "the last checkpoint": (remove_checkpoint, [(Kind.NOT_COVERED, 9)]),
    "a root": (
        exchange_root,
        [(Kind.NOTE_CHANGED, 8), (Kind.ROOT_WRONG, 8), (Kind.FRONTIER_WRONG, 8)],
    ),
    "a frontier": (exchange_frontier, [(Kind.FRONTIER_WRONG, 8)]),
    "a frontier's bytes": (break_frontier, [(Kind.FRONTIER_WRONG, 8)]),
    "a note": (break_note, [(Kind.SIGNATURE_WRONG, 8)]),
    "a signed size": (forge_signature, [(Kind.SIGNATURE_WRONG, 8)]),
    "an older note": (repeat_note, [(Kind.NOTE_CHANGED, 8)]),
    "a copy to search by": (rewrite_copy, [(Kind.COPY_CHANGED, 5)]),
}


@pytest.mark.parametrize(("tamper", "expected"), TAMPERINGS.values(), ids=TAMPERINGS)
def test_tampering_is_found(
    tamper: Callable[[], None], expected: list[tuple[Kind, int | None]]
) -> None:
    """By somebody who owns the database and could drop the triggers, but has no key."""
    a_log(10)
    drop_triggers()
    tamper()

    report = verification.verify(now=NOW)

    assert not report.ok
    assert [(failure.kind, failure.sequence) for failure in report.failures] == expected


def _remove_leaf(target: str) -> None:
    leaf = Leaf.objects.get(payload__target=target)
    Payload.objects.filter(leaf=leaf).delete()
    leaf.delete()
