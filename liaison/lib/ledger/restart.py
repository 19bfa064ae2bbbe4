"""A log that was restored from a backup says so, and what it says can be verified.

Whoever keeps later checkpoints of that log cannot be shown that the new history continues them: it
does not. They can be shown that the head of the backup continues what they knew before it, that
the new history continues that head, and that its first act was to say so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from liaison.lib.ledger import checkpoint as notes
from liaison.lib.ledger.checkpoint import Checkpoint
from liaison.lib.ledger.errors import LedgerRefusal, RestartRefused
from liaison.lib.ledger.proofs import (
    consistency_proof,
    inclusion_proof,
    verify_consistency,
    verify_inclusion,
)

MAX_PROOF: Final = 64
# roots by size: what a witness has seen of a log, through all its lives
Witnessed = Mapping[int, frozenset[bytes]]


@dataclass(frozen=True)
class Restart:
    """What a restored log shows to one witness.

    Attributes:
        head: signed checkpoint of the backup.
        after: signed checkpoint of the new history; it holds the entry of the restart.
        entry: leaf hash of that entry.
        index: its place.
        inclusion: proof that it is there.
        continues: proof that `after` continues `head`.
        known_size: size of a checkpoint that this witness has; 0: none is known.
        extends: proof that `head` continues it.
    """

    head: str
    after: str
    entry: bytes
    index: int
    inclusion: tuple[bytes, ...]
    continues: tuple[bytes, ...]
    known_size: int
    extends: tuple[bytes, ...]


def prove(
    *, head: str, after: str, index: int, known_size: int, hashes: Sequence[bytes]
) -> Restart:
    """Return what a restored log shows to one witness.

    Args:
        head: its signed checkpoint when the backup was made.
        after: its signed checkpoint now.
        index: place of the entry of the restart.
        known_size: size of a checkpoint that the witness was sent before the backup, or 0.
        hashes: all leaf hashes up to `after`.

    Raises:
        LedgerRefusal: these do not belong together.
    """
    old, new = notes.parse(head).checkpoint.size, notes.parse(after).checkpoint.size
    leaves = hashes[:new]
    return Restart(
        head=head,
        after=after,
        entry=leaves[index],
        index=index,
        inclusion=inclusion_proof(index, leaves),
        continues=consistency_proof(old, leaves),
        known_size=known_size,
        extends=consistency_proof(known_size, leaves[:old]) if known_size else (),
    )


def verify(
    claim: Restart, *, name: str, key: Ed25519PublicKey, witnessed: Witnessed
) -> tuple[Checkpoint, Checkpoint]:
    """Check a restart against what a witness has seen.

    Args:
        claim: untrusted.
        name: of the log.
        key: of the log, from the directory.
        witnessed: every checkpoint of this log that was kept.

    Returns:
        The head of the backup and the checkpoint of the new history.

    Raises:
        LedgerRefusal: not signed by the log, not proved, or from a head that contradicts what was
            seen or has no connection with it.
    """
    if max(len(claim.inclusion), len(claim.continues), len(claim.extends)) > MAX_PROOF:
        raise RestartRefused("its proofs are too long")
    head, after = (notes.verify(note, name, key) for note in (claim.head, claim.after))
    if not 0 < head.size <= claim.index < after.size:
        # attack: an old entry of a restart shown again for a new one
        raise RestartRefused("its entry is not behind the head of the backup")
    verify_consistency(
        old_size=head.size,
        old_root=head.root,
        new_size=after.size,
        new_root=after.root,
        proof=claim.continues,
    )
    verify_inclusion(
        index=claim.index,
        size=after.size,
        leaf=claim.entry,
        proof=claim.inclusion,
        root_hash=after.root,
    )
    _check_known(claim, head, witnessed)
    return head, after


def _check_known(claim: Restart, head: Checkpoint, witnessed: Witnessed) -> None:
    """Refuse a head that contradicts what was seen, or that nothing seen leads to."""
    if head.size in witnessed:
        if head.root not in witnessed[head.size]:
            raise RestartRefused("its head contradicts what was seen")
        return
    earlier = [size for size in witnessed if size < head.size]
    if not earlier:
        # nothing of that age was ever seen: there is nothing to compare
        return
    for root in witnessed.get(claim.known_size, frozenset()):
        try:
            verify_consistency(
                old_size=claim.known_size,
                old_root=root,
                new_size=head.size,
                new_root=head.root,
                proof=claim.extends,
            )
        except LedgerRefusal:
            continue
        return
    raise RestartRefused("its head is unknown and not shown to continue what was seen")
