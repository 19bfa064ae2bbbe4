"""Proofs over the tree: this leaf is in it, and the newer tree only added to the older one."""

import hmac
from collections.abc import Sequence

from liaison.lib.ledger.errors import ConsistencyRefused, InclusionRefused, NoSuchLeaf, SizeWrong
from liaison.lib.ledger.tree import HASH_BYTES, MAX_SIZE, node_hash, root


def inclusion_proof(index: int, hashes: Sequence[bytes]) -> tuple[bytes, ...]:
    """Return the path from one leaf to the root (RFC 9162 section 2.1.3.1).

    Args:
        index: Position of the leaf, from 0.
        hashes: All leaf hashes of the tree.

    Returns:
        Hashes of the siblings, from the leaf upwards.

    Raises:
        NoSuchLeaf: The index is outside the tree.
        HashWrong: A leaf hash does not have 32 bytes.
    """
    if not 0 <= index < len(hashes):
        raise NoSuchLeaf(index, len(hashes))
    path: list[bytes] = []
    while len(hashes) > 1:
        split = _split(len(hashes))
        if index < split:
            path.append(root(hashes[split:]))
            hashes = hashes[:split]
        else:
            path.append(root(hashes[:split]))
            hashes = hashes[split:]
            index -= split
    return tuple(reversed(path))


def verify_inclusion(
    *, index: int, size: int, leaf: bytes, proof: Sequence[bytes], root_hash: bytes
) -> None:
    """Check that a leaf is in the tree with this root (RFC 9162 section 2.1.3.2).

    Args:
        index: Position of the leaf, from 0.
        size: Number of leaves of the tree.
        leaf: Hash of the leaf.
        proof: Path from the leaf to the root.
        root_hash: Root of the tree, from a verified checkpoint.

    Raises:
        InclusionRefused: The proof shows nothing of the kind.
    """
    refusal = InclusionRefused(index, size)
    if not 0 <= index < size <= MAX_SIZE or not _are_hashes(leaf, root_hash, *proof):
        raise refusal
    here, last, result = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise refusal
        if here & 1 or here == last:
            result = node_hash(sibling, result)
            # A node without a right sibling rises unchanged: skip its empty levels.
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            result = node_hash(result, sibling)
        here, last = here >> 1, last >> 1
    if last != 0 or not hmac.compare_digest(result, root_hash):
        raise refusal


def consistency_proof(old_size: int, hashes: Sequence[bytes]) -> tuple[bytes, ...]:
    """Return the proof that a tree continues an older one (RFC 9162 section 2.1.4.1).

    Args:
        old_size: Number of leaves of the older tree, from 1.
        hashes: All leaf hashes of the newer tree.

    Returns:
        The nodes that rebuild both roots; empty when both trees are the same.

    Raises:
        SizeWrong: The older tree is empty (nothing to prove) or larger than the newer one.
        HashWrong: A leaf hash does not have 32 bytes.
    """
    if not 0 < old_size <= len(hashes):
        raise SizeWrong(old_size)
    path: list[bytes] = []
    whole = True
    while old_size < len(hashes):
        split = _split(len(hashes))
        if old_size <= split:
            path.append(root(hashes[split:]))
            hashes = hashes[:split]
        else:
            path.append(root(hashes[:split]))
            hashes = hashes[split:]
            old_size -= split
            whole = False
    if not whole:
        # The verifier knows the old root itself, but not a subtree inside it.
        path.append(root(hashes))
    return tuple(reversed(path))


def verify_consistency(
    *, old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]
) -> None:
    """Check that the newer tree only added to the older one (RFC 9162 section 2.1.4.2).

    Args:
        old_size: Number of leaves of the older tree, from 1.
        old_root: Root of the older tree, from a verified checkpoint.
        new_size: Number of leaves of the newer tree.
        new_root: Root of the newer tree, from a verified checkpoint.
        proof: Nodes from `consistency_proof`.

    Raises:
        ConsistencyRefused: The proof shows nothing of the kind.
    """
    refusal = ConsistencyRefused(old_size, new_size)
    if not 0 < old_size <= new_size <= MAX_SIZE or not _are_hashes(old_root, new_root, *proof):
        raise refusal
    if old_size == new_size:
        if proof or not hmac.compare_digest(old_root, new_root):
            raise refusal
        return
    # A power of two: the old root is itself a node of the new tree and is left out of the proof.
    path = [old_root, *proof] if old_size & (old_size - 1) == 0 else list(proof)
    rebuilt = _rebuild(old_size, new_size, path)
    if rebuilt is None:
        raise refusal
    same_old = hmac.compare_digest(rebuilt[0], old_root)
    same_new = hmac.compare_digest(rebuilt[1], new_root)
    if not same_old or not same_new:
        raise refusal


def _rebuild(old_size: int, new_size: int, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """Return both roots as the path gives them, or None for a path of the wrong length."""
    if not path:
        return None
    here, last = old_size - 1, new_size - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    old = new = path[0]
    for node in path[1:]:
        if last == 0:
            return None
        if here & 1 or here == last:
            old, new = node_hash(node, old), node_hash(node, new)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            new = node_hash(new, node)
        here, last = here >> 1, last >> 1
    return (old, new) if last == 0 else None


def _split(size: int) -> int:
    """Return the largest power of two smaller than `size` (k in RFC 9162 section 2.1.1)."""
    return 1 << ((size - 1).bit_length() - 1)


def _are_hashes(*items: bytes) -> bool:
    return all(len(item) == HASH_BYTES for item in items)
