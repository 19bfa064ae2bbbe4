"""Is the log what it was? Every entry, every checkpoint, from the first, in bounded memory.

What this finds: any change to what was signed. What it cannot find alone: a log cut off behind an
older checkpoint, with leaves, places and checkpoints all gone. Only somebody who keeps a later
checkpoint sees that, which is why other bureaus are sent ours.
"""

import enum
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db.models import Max

from liaison.audit import keys
from liaison.audit.models import Checkpoint, Leaf, Sequenced
from liaison.audit.services import ERASED
from liaison.audit.types import leaf_content
from liaison.lib.ledger.checkpoint import verify as verify_note
from liaison.lib.ledger.commitment import opens
from liaison.lib.ledger.errors import LedgerRefusal
from liaison.lib.ledger.tree import Frontier, leaf_hash

# Failures named in a report; a log that was replaced as a whole would have one per entry.
MAX_FAILURES: Final = 100
_ROWS: Final = 5_000
# Canonical JSON has no blanks around it, which is what the slower `loads` looks for.
_decode: Final = json.JSONDecoder().raw_decode
_HEADS: Final = 500

_WORDS: Final = tuple(
    f"payload__{name}" for name in ("salt", "body", "event", "organisation", "person", "target")
)


class Kind(enum.StrEnum):
    """What is wrong."""

    PLACE_MISSING = "place_missing"
    LEAF_CHANGED = "leaf_changed"
    WORDS_CHANGED = "words_changed"
    COPY_CHANGED = "copy_changed"
    NEVER_SEQUENCED = "never_sequenced"
    NOT_COVERED = "not_covered"
    SIGNATURE_WRONG = "signature_wrong"
    NOTE_CHANGED = "note_changed"
    ROOT_WRONG = "root_wrong"
    FRONTIER_WRONG = "frontier_wrong"
    WORDS_MISSING = "words_missing"


@dataclass(frozen=True)
class Failure:
    """One thing that is not as it was signed.

    Attributes:
        kind: what is wrong.
        sequence: place in the tree, or the size of the checkpoint; None without a place.
        detail: the values that were compared, or the id concerned.
    """

    kind: Kind
    sequence: int | None
    detail: str


@dataclass(frozen=True)
class Report:
    """The verdict on the whole log.

    Attributes:
        ok: nothing is wrong.
        at: when it was asked.
        entries: leaves looked at.
        sequenced: leaves with a place in the tree.
        pending: leaves the sequencer has not taken yet.
        erased_payloads: entries whose words are gone.
        checkpoints: signed statements looked at.
        failures: the first hundred.
    """

    ok: bool
    at: datetime
    entries: int
    sequenced: int
    pending: int
    erased_payloads: int
    checkpoints: int
    failures: tuple[Failure, ...]


@dataclass(frozen=True)
class _Head:
    """A checkpoint as stored."""

    size: int
    root: bytes
    frontier: bytes
    note: str


@dataclass
class _Findings:
    """What was seen so far."""

    failures: list[Failure] = field(default_factory=list)
    erased: int = 0
    checkpoints: int = 0
    pending: int = 0
    # leaves without words, and leaves that entries of an erasure name
    wordless: dict[str, int | None] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)

    def add(self, kind: Kind, sequence: int | None, detail: str) -> None:
        if len(self.failures) < MAX_FAILURES:
            self.failures.append(Failure(kind, sequence, detail))


def verify(*, now: datetime, public_key: Ed25519PublicKey | None = None) -> Report:
    """Check the whole log against itself and against the log's key.

    Contiguous places; every leaf against its hash; every payload against its commitment and its
    copies; every payload that is gone named in an entry of its erasure; every checkpoint's
    signature, root and frontier at its size; nothing beyond the last checkpoint; no leaf that fell
    out of the sequencer's basket. Safe while others write.

    Args:
        now: The moment, for the report.
        public_key: The log's key as others know it; the node's own when None.

    Returns:
        The verdict.

    Raises:
        LogKeyUnusable: No key was given and the node's own cannot be read.
    """
    key = keys.log_key().public_key() if public_key is None else public_key
    found = _Findings()
    # In this order: a checkpoint is written with the places it covers, so one that is read later
    # covers every place that was read before, whatever the sequencer does in between.
    last = Sequenced.objects.aggregate(last=Max("sequence"))["last"]
    size = Checkpoint.objects.aggregate(size=Max("size"))["size"] or 0
    if last is not None and last >= size:
        found.add(Kind.NOT_COVERED, last, f"the last checkpoint ends at {size}")
    sequenced = _check_tree(size, key, found)
    _check_pending(found)
    # words go only by an entry that names their leaf; a row deleted by hand is named nowhere
    for leaf, place in found.wordless.items():
        if leaf not in found.named:
            found.add(Kind.WORDS_MISSING, place, leaf)
    return Report(
        ok=not found.failures,
        at=now,
        entries=sequenced + found.pending,
        sequenced=sequenced,
        pending=found.pending,
        erased_payloads=found.erased,
        checkpoints=found.checkpoints,
        failures=tuple(found.failures),
    )


def _check_tree(size: int, key: Ed25519PublicKey, found: _Findings) -> int:
    """Walk all places below `size`, meeting each checkpoint on the way; return how many."""
    heads = _heads(size)
    head = next(heads, None)
    frontier, chunk = Frontier(), list[bytes]()
    count = expected = 0
    for place, hashed in _leaf_hashes(size, found):
        while head is not None and head.size <= place:
            frontier = _check_head(head, frontier.extend(chunk), key, found)
            chunk.clear()
            head = next(heads, None)
        if place != expected:
            found.add(Kind.PLACE_MISSING, expected, f"the next place is {place}")
        if len(chunk) == _ROWS:
            frontier = frontier.extend(chunk)
            chunk.clear()
        chunk.append(hashed)
        count, expected = count + 1, place + 1
    while head is not None:
        frontier = _check_head(head, frontier.extend(chunk), key, found)
        chunk.clear()
        head = next(heads, None)
    if expected < size:
        found.add(Kind.PLACE_MISSING, expected, f"the log ends at {size}")
    return count


def _heads(size: int) -> Iterator[_Head]:
    rows = (
        Checkpoint.objects.filter(size__lte=size)
        .order_by("size")
        .values_list("size", "root", "frontier", "note")
    )
    for head_size, root, frontier, note in rows.iterator(chunk_size=_HEADS):
        yield _Head(head_size, bytes(root), bytes(frontier), note)


def _check_head(head: _Head, grown: Frontier, key: Ed25519PublicKey, found: _Findings) -> Frontier:
    """Check one checkpoint against the tree grown so far; return the tree to go on with."""
    found.checkpoints += 1
    try:
        signed = verify_note(head.note, keys.log_name(), key)
    except LedgerRefusal as refusal:
        found.add(Kind.SIGNATURE_WRONG, head.size, str(refusal))
    else:
        if (signed.size, signed.root) != (head.size, head.root):
            found.add(Kind.NOTE_CHANGED, head.size, f"the note says {signed.size} leaves")
    if grown.encode() == head.frontier and grown.root() == head.root:
        return grown
    stored = _stored(head)
    if grown.size != head.size or grown.root() != head.root:
        computed = grown.root().hex()
        found.add(Kind.ROOT_WRONG, head.size, f"computed {computed}, stored {head.root.hex()}")
    if stored is None or stored.size != head.size or stored.root() != head.root:
        found.add(Kind.FRONTIER_WRONG, head.size, "the stored frontier has another root")
        return grown
    # What was signed is the better ground: one changed leaf shows at one checkpoint, not at all.
    return stored


def _stored(head: _Head) -> Frontier | None:
    try:
        return Frontier.decode(head.frontier)
    except LedgerRefusal:
        return None


def _leaf_hashes(size: int, found: _Findings) -> Iterator[tuple[int, bytes]]:
    """Yield every place below `size` with the hash of its leaf as it is now."""
    rows = (
        Sequenced.objects.filter(sequence__lt=size)
        .order_by("sequence")
        .values_list(
            "sequence",
            "leaf_hash",
            "leaf_id",
            "leaf__at",
            "leaf__commitment",
            *(f"leaf__{name}" for name in _WORDS),
        )
    )
    for place, stored, leaf, at, commitment, *words in rows.iterator(chunk_size=_ROWS):
        bound = bytes(commitment)
        hashed = leaf_hash(leaf_content(leaf, at, bound))
        if hashed != bytes(stored):
            found.add(Kind.LEAF_CHANGED, place, str(leaf))
        _check_words(place, leaf, bound, words, found)
        yield place, hashed


def _check_pending(found: _Findings) -> None:
    rows = Leaf.objects.filter(sequenced__isnull=True).values_list(
        "id", "waiting__leaf_id", "commitment", *_WORDS
    )
    for leaf, waiting, commitment, *words in rows.iterator(chunk_size=_ROWS):
        found.pending += 1
        if waiting is None:
            found.add(Kind.NEVER_SEQUENCED, None, str(leaf))
        _check_words(None, leaf, bytes(commitment), words, found)


def _check_words(
    place: int | None, leaf: uuid.UUID, commitment: bytes, words: list[Any], found: _Findings
) -> None:
    salt, body, *copies = words
    if salt is None:
        found.erased += 1
        found.wordless[str(leaf)] = place
        return
    if not opens(commitment, bytes(salt), body.encode()):
        found.add(Kind.WORDS_CHANGED, place, str(leaf))
        return
    said, _ = _decode(body)
    if said["event"] == ERASED:
        found.named.update(said["facts"]["leaves"])
    who = said["who"]
    if copies != [said["event"], who["organisation"], who["person"], said["target"]]:
        found.add(Kind.COPY_CHANGED, place, str(leaf))
