"""Proofs of any size verify, and nothing that was touched does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.lib.ledger.errors import (
    ConsistencyRefused,
    InclusionRefused,
    NoSuchLeaf,
    SizeWrong,
)
from liaison.lib.ledger.proofs import (
    consistency_proof,
    inclusion_proof,
    verify_consistency,
    verify_inclusion,
)
from liaison.lib.ledger.tree import leaf_hash, root

HASHES = [leaf_hash(str(number).encode()) for number in range(130)]


@st.composite
def positions(draw: st.DrawFn) -> tuple[int, int]:
    """Return an index and the size of a tree that has it."""
    size = draw(st.integers(1, len(HASHES)))
    return draw(st.integers(0, size - 1)), size


def flipped(data: bytes, bit: int) -> bytes:
    """Return the bytes with one bit changed."""
    number = int.from_bytes(data, "big") ^ (1 << bit)
    return number.to_bytes(len(data), "big")


BITS = st.integers(0, 255)


@given(positions())
def test_inclusion_verifies(position: tuple[int, int]) -> None:
    """Any leaf of any tree."""
    index, size = position
    hashes = HASHES[:size]

    verify_inclusion(
        index=index,
        size=size,
        leaf=hashes[index],
        proof=inclusion_proof(index, hashes),
        root_hash=root(hashes),
    )


@given(position=positions(), bit=BITS, data=st.data())
def test_inclusion_refuses_what_was_touched(
    position: tuple[int, int], bit: int, data: st.DataObject
) -> None:
    """One bit, one node, one place: each breaks the proof."""
    index, size = position
    leaf, top = HASHES[index], root(HASHES[:size])
    proof = list(inclusion_proof(index, HASHES[:size]))
    wrong = data.draw(st.sampled_from(["leaf", "root", "node", "longer", "shorter", "index"]))
    if wrong == "leaf":
        leaf = flipped(leaf, bit)
    elif wrong == "root":
        top = flipped(top, bit)
    elif wrong == "index" and size > 1:
        index = (index + 1) % size
    elif wrong == "node" and proof:
        place = data.draw(st.integers(0, len(proof) - 1))
        proof[place] = flipped(proof[place], bit)
    elif wrong == "shorter" and proof:
        proof.pop()
    else:
        proof.append(bytes(32))

    with pytest.raises(InclusionRefused):
        verify_inclusion(index=index, size=size, leaf=leaf, proof=proof, root_hash=top)


@given(positions())
def test_consistency_verifies(position: tuple[int, int]) -> None:
    """Any pair of sizes."""
    old, new = position[0] + 1, position[1]

    verify_consistency(
        old_size=old,
        old_root=root(HASHES[:old]),
        new_size=new,
        new_root=root(HASHES[:new]),
        proof=consistency_proof(old, HASHES[:new]),
    )


@given(position=positions(), bit=BITS, data=st.data())
def test_consistency_refuses_what_was_touched(
    position: tuple[int, int], bit: int, data: st.DataObject
) -> None:
    """One bit or one node breaks the proof."""
    old, new = position[0] + 1, position[1]
    old_root, new_root = root(HASHES[:old]), root(HASHES[:new])
    proof = list(consistency_proof(old, HASHES[:new]))
    wrong = data.draw(st.sampled_from(["old root", "new root", "node", "longer", "shorter"]))
    if wrong == "old root":
        old_root = flipped(old_root, bit)
    elif wrong == "new root":
        new_root = flipped(new_root, bit)
    elif wrong == "node" and proof:
        place = data.draw(st.integers(0, len(proof) - 1))
        proof[place] = flipped(proof[place], bit)
    elif wrong == "shorter" and proof:
        proof.pop()
    else:
        proof.append(bytes(32))

    with pytest.raises(ConsistencyRefused):
        verify_consistency(
            old_size=old, old_root=old_root, new_size=new, new_root=new_root, proof=proof
        )


@given(positions())
def test_a_rewritten_past_is_not_consistent(position: tuple[int, int]) -> None:
    """A log that changes its first leaf cannot prove that it continues what it signed."""
    old, new = position[0] + 1, position[1]
    rewritten = [leaf_hash(b"rewritten"), *HASHES[1:new]]

    with pytest.raises(ConsistencyRefused):
        verify_consistency(
            old_size=old,
            old_root=root(HASHES[:old]),
            new_size=new,
            new_root=root(rewritten),
            proof=consistency_proof(old, rewritten),
        )


IMPOSSIBLE_LEAVES = {
    "before the first": (-1, 8),
    "after the last": (8, 8),
    "in the empty tree": (0, 0),
    "in a tree above the maximum": (0, 2**63),
}


@pytest.mark.parametrize(("index", "size"), IMPOSSIBLE_LEAVES.values(), ids=IMPOSSIBLE_LEAVES)
def test_inclusion_refuses_an_impossible_leaf(index: int, size: int) -> None:
    """Positions that no tree has."""
    with pytest.raises(InclusionRefused):
        verify_inclusion(index=index, size=size, leaf=bytes(32), proof=(), root_hash=bytes(32))


IMPOSSIBLE_SIZES = {
    "the empty tree proves nothing": (0, 8),
    "a tree does not shrink": (8, 7),
    "negative": (-1, 8),
    "above the maximum": (1, 2**63),
}


@pytest.mark.parametrize(("old", "new"), IMPOSSIBLE_SIZES.values(), ids=IMPOSSIBLE_SIZES)
def test_consistency_refuses_impossible_sizes(old: int, new: int) -> None:
    """Sizes between which nothing can be proved."""
    with pytest.raises(ConsistencyRefused):
        verify_consistency(
            old_size=old, old_root=bytes(32), new_size=new, new_root=bytes(32), proof=()
        )


def test_no_proof_is_made_of_what_is_not_there() -> None:
    """The prover refuses as the verifier does."""
    for index in (-1, 8):
        with pytest.raises(NoSuchLeaf):
            inclusion_proof(index, HASHES[:8])
    for size in (-1, 0, 9):
        with pytest.raises(SizeWrong):
            consistency_proof(size, HASHES[:8])
