"""The tree and the key ids agree with implementations that others wrote."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from liaison.lib.ledger.checkpoint import key_id
from liaison.lib.ledger.proofs import (
    consistency_proof,
    inclusion_proof,
    verify_consistency,
    verify_inclusion,
)
from liaison.lib.ledger.tree import EMPTY_ROOT, Frontier, root
from tests.lib.ledger.vectors import CONSISTENCY, HASHES, INCLUSION, ROOTS, VERIFIER_KEYS


@pytest.mark.parametrize("size", range(9))
def test_roots_of_the_reference_tree(size: int) -> None:
    """Roots for sizes 0 to 8."""
    assert root(HASHES[:size]).hex() == ROOTS[size]


def test_the_empty_root_is_the_hash_of_nothing() -> None:
    """RFC 9162 section 2.1.1."""
    assert EMPTY_ROOT.hex() == ROOTS[0]
    assert Frontier().root() == EMPTY_ROOT


@pytest.mark.parametrize(("size", "index"), INCLUSION)
def test_inclusion_proofs_of_the_reference_tree(size: int, index: int) -> None:
    """The same nodes in the same order, and they verify."""
    proof = inclusion_proof(index, HASHES[:size])

    assert tuple(item.hex() for item in proof) == INCLUSION[size, index]
    verify_inclusion(
        index=index,
        size=size,
        leaf=HASHES[index],
        proof=proof,
        root_hash=bytes.fromhex(ROOTS[size]),
    )


@pytest.mark.parametrize(("old", "new"), CONSISTENCY)
def test_consistency_proofs_of_the_reference_tree(old: int, new: int) -> None:
    """The same nodes in the same order, and they verify."""
    proof = consistency_proof(old, HASHES[:new])

    assert tuple(item.hex() for item in proof) == CONSISTENCY[old, new]
    verify_consistency(
        old_size=old,
        old_root=bytes.fromhex(ROOTS[old]),
        new_size=new,
        new_root=bytes.fromhex(ROOTS[new]),
        proof=proof,
    )


@pytest.mark.parametrize("name", VERIFIER_KEYS)
def test_key_ids_of_published_verifier_keys(name: str) -> None:
    """Others find our signatures by the same four bytes."""
    expected, encoded = VERIFIER_KEYS[name]
    public_key = Ed25519PublicKey.from_public_bytes(base64.b64decode(encoded)[1:])

    assert key_id(name, public_key).hex() == expected
