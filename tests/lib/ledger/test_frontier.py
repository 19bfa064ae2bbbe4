"""The frontier grows the same tree as the definition, and survives being stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.lib.ledger.errors import FrontierMalformed, HashWrong, LedgerRefusal, SizeWrong
from liaison.lib.ledger.tree import EMPTY_ROOT, Frontier, leaf_hash, node_hash, root

LEAVES = st.lists(st.binary(max_size=4).map(leaf_hash), max_size=70)


def by_definition(hashes: list[bytes]) -> bytes:
    """Return the root as RFC 9162 section 2.1.1 writes it, recursively."""
    if len(hashes) < 2:
        return hashes[0] if hashes else EMPTY_ROOT
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    return node_hash(by_definition(hashes[:split]), by_definition(hashes[split:]))


@given(LEAVES)
def test_the_root_is_that_of_the_definition(leaves: list[bytes]) -> None:
    """The frontier's root is the recursive definition's."""
    assert root(leaves) == by_definition(leaves)


@given(LEAVES)
def test_appending_one_by_one_is_extending(leaves: list[bytes]) -> None:
    """At every size on the way the root is that of the list."""
    frontier = Frontier()
    for count, leaf in enumerate(leaves, start=1):
        frontier = frontier.append(leaf)
        assert frontier.root() == root(leaves[:count])
    assert frontier == Frontier.from_hashes(leaves)


@given(first=LEAVES, second=LEAVES)
def test_a_stored_frontier_grows_on(first: list[bytes], second: list[bytes]) -> None:
    """Storing between two integrations changes nothing."""
    stored = Frontier.from_hashes(first).encode()

    assert Frontier.decode(stored).extend(second) == Frontier.from_hashes(first + second)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_frontier_or_refused(data: bytes) -> None:
    """What is read back is written the same: one spelling per frontier."""
    try:
        frontier = Frontier.decode(data)
    except LedgerRefusal:
        return
    assert frontier.encode() == data


def test_appending_leaves_the_old_frontier_alone() -> None:
    """A frontier is a value."""
    old = Frontier.from_hashes([leaf_hash(b"a")])

    old.append(leaf_hash(b"b"))

    assert old == Frontier.from_hashes([leaf_hash(b"a")])


ONE = (1).to_bytes(8, "big")
STORED = {
    "nothing": (b"", FrontierMalformed),
    "half a size": (ONE[:7], FrontierMalformed),
    "a size without its hash": (ONE, FrontierMalformed),
    "half a hash": (ONE + bytes(16), FrontierMalformed),
    "a hash too many": (ONE + bytes(64), FrontierMalformed),
    "a hash for no leaf": (bytes(8 + 32), FrontierMalformed),
    "a size above the maximum": (b"\x80" + bytes(7) + bytes(32), SizeWrong),
}


@pytest.mark.parametrize(("data", "refusal"), STORED.values(), ids=STORED)
def test_stored_bytes_are_refused(data: bytes, refusal: type[LedgerRefusal]) -> None:
    """Bytes that no frontier was written as."""
    with pytest.raises(refusal):
        Frontier.decode(data)


@pytest.mark.parametrize("size", [0, 31, 33])
def test_hashes_of_other_lengths_are_refused(size: int) -> None:
    """Only SHA-256 hashes enter the tree."""
    with pytest.raises(HashWrong):
        Frontier().append(bytes(size))
    with pytest.raises(HashWrong):
        Frontier(1, (bytes(size),))


def test_a_negative_size_is_refused() -> None:
    """A size counts leaves."""
    with pytest.raises(SizeWrong):
        Frontier(-1, ())
