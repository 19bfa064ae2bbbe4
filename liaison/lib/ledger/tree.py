"""The Merkle tree of RFC 9162 section 2.1: hashes, and the frontier from which it grows."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from liaison.lib.ledger.errors import FrontierMalformed, HashWrong, SizeWrong

HASH_BYTES: Final = 32
# The largest number a signed 64-bit column holds; no log comes near it.
MAX_SIZE: Final = 2**63 - 1
_SIZE_BYTES: Final = 8

EMPTY_ROOT: Final = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of one leaf.

    RFC 9162 section 2.1.1. The prefix 0x00 keeps leaves and nodes apart: without it an inner
    node could be presented as a leaf (second preimage).

    Args:
        data: The bytes of the leaf.

    Returns:
        32 bytes.
    """
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node (RFC 9162 section 2.1.1, prefix 0x01).

    Args:
        left: Hash of the left subtree.
        right: Hash of the right subtree.

    Returns:
        32 bytes.
    """
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(hashes: Sequence[bytes]) -> bytes:
    """Return the root of the tree over these leaf hashes.

    Args:
        hashes: Leaf hashes in the order of the log.

    Returns:
        32 bytes; `EMPTY_ROOT` for no leaves.

    Raises:
        HashWrong: An item does not have 32 bytes.
    """
    return Frontier.from_hashes(hashes).root()


@dataclass(frozen=True)
class Frontier:
    """All that must be remembered of a tree to let it grow: its perfect subtrees.

    Attributes:
        size: Number of leaves.
        hashes: Roots of the perfect subtrees, largest (leftmost) first: one for every 1 in the
            binary form of `size`.
    """

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what no tree can look like.

        Raises:
            SizeWrong: The size is negative or above the maximum.
            FrontierMalformed: The number of hashes does not follow from the size.
            HashWrong: A hash does not have 32 bytes.
        """
        if not 0 <= self.size <= MAX_SIZE:
            raise SizeWrong(self.size)
        if len(self.hashes) != self.size.bit_count():
            raise FrontierMalformed(len(self.hashes))
        for item in self.hashes:
            _check_hash(item)

    @classmethod
    def from_hashes(cls, hashes: Iterable[bytes]) -> "Frontier":
        """Return the frontier of the tree over these leaf hashes.

        Args:
            hashes: Leaf hashes in the order of the log.

        Returns:
            The frontier after the last of them.

        Raises:
            HashWrong: An item does not have 32 bytes.
        """
        return cls().extend(hashes)

    def append(self, leaf: bytes) -> "Frontier":
        """Return the frontier with one more leaf.

        Args:
            leaf: Hash of the leaf.

        Returns:
            A new frontier; this one is unchanged.

        Raises:
            HashWrong: The hash does not have 32 bytes.
        """
        return self.extend((leaf,))

    def extend(self, leaves: Iterable[bytes]) -> "Frontier":
        """Return the frontier with many more leaves.

        Args:
            leaves: Hashes of the leaves in their order.

        Returns:
            A new frontier; this one is unchanged.

        Raises:
            HashWrong: A hash does not have 32 bytes.
        """
        size, stack = self.size, list(self.hashes)
        for leaf in leaves:
            _check_hash(leaf)
            grown, rest = leaf, size
            # Every trailing 1 of the size is a perfect subtree as large as the one just grown.
            while rest & 1:
                grown = node_hash(stack.pop(), grown)
                rest >>= 1
            stack.append(grown)
            size += 1
        return Frontier(size, tuple(stack))

    def root(self) -> bytes:
        """Return the root of the tree.

        Returns:
            32 bytes; `EMPTY_ROOT` for no leaves.
        """
        if not self.hashes:
            return EMPTY_ROOT
        result = self.hashes[-1]
        for left in reversed(self.hashes[:-1]):
            result = node_hash(left, result)
        return result

    def encode(self) -> bytes:
        """Return the frontier as bytes: the size in 8 bytes, big-endian, then the hashes.

        Returns:
            8 + 32 n bytes.
        """
        return self.size.to_bytes(_SIZE_BYTES, "big") + b"".join(self.hashes)

    @classmethod
    def decode(cls, data: bytes) -> "Frontier":
        """Return the frontier that `encode` wrote.

        Args:
            data: Stored bytes.

        Returns:
            The frontier.

        Raises:
            FrontierMalformed: The length is impossible.
            SizeWrong: The size is above the maximum.
        """
        if len(data) < _SIZE_BYTES or (len(data) - _SIZE_BYTES) % HASH_BYTES:
            raise FrontierMalformed(len(data))
        size = int.from_bytes(data[:_SIZE_BYTES], "big")
        starts = range(_SIZE_BYTES, len(data), HASH_BYTES)
        return cls(size, tuple(data[start : start + HASH_BYTES] for start in starts))


def _check_hash(item: bytes) -> None:
    if len(item) != HASH_BYTES:
        raise HashWrong(len(item))
