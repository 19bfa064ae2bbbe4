"""A restored log proves that it was restored; everything else that claims so is refused."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from liaison.lib.ledger.checkpoint import Checkpoint, sign
from liaison.lib.ledger.errors import LedgerRefusal
from liaison.lib.ledger.restart import Restart, Witnessed, prove, verify
from liaison.lib.ledger.tree import leaf_hash, root

NAME = "liaison-log/seoul"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))
# before the backup; what was lost; what came after
BEFORE = [leaf_hash(bytes([n])) for n in range(20)]
LOST = BEFORE + [leaf_hash(bytes([n, 1])) for n in range(9)]
NEW = BEFORE + [leaf_hash(bytes([n, 2])) for n in range(5)]
SEEN: Witnessed = {
    7: frozenset({root(BEFORE[:7])}),
    13: frozenset({root(BEFORE[:13])}),
    25: frozenset({root(LOST[:25])}),
}


def note(hashes: list[bytes], *, by: Ed25519PrivateKey = KEY, name: str = NAME) -> str:
    """Return the log's signed word on a tree."""
    return sign(Checkpoint(name, len(hashes), root(hashes)), name, by)


def claim(known: int = 13, size: int = 20, index: int = 21, new: list[bytes] = NEW) -> Restart:
    """Return what a log restored behind `size` shows to a witness."""
    return prove(head=note(new[:size]), after=note(new), index=index, known_size=known, hashes=new)


def test_it_is_believed_although_later_checkpoints_were_seen() -> None:
    head, after = verify(claim(), name=NAME, key=KEY.public_key(), witnessed=SEEN)
    assert (head.size, after.size) == (20, 25)
    assert after.root not in SEEN[25]


@given(st.data())
def test_wherever_the_log_was_cut(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 20))
    known = data.draw(st.integers(0, size))
    index = data.draw(st.integers(size, 24))
    seen = {known: frozenset({root(BEFORE[:known])})} if known else {}
    found = verify(claim(known, size, index), name=NAME, key=KEY.public_key(), witnessed=seen)
    assert found[0].size == size


OTHERS = [leaf_hash(bytes([n, 3])) for n in range(25)]
ATTACKS: Mapping[str, Callable[[], Restart]] = {
    "its head is signed by another key": lambda: replace(claim(), head=note(BEFORE, by=OTHER)),
    "its head is of another log": lambda: replace(
        claim(), head=note(BEFORE, name="liaison-log/tokyo")
    ),
    "its head is not signed": lambda: replace(claim(), head="liaison-log/seoul\n20\nAAAA\n"),
    "the new checkpoint is signed by another key": lambda: replace(
        claim(), after=note(NEW, by=OTHER)
    ),
    "an unknown head, a history of its own": lambda: claim(new=OTHERS),
    "an unknown head, no connection shown": lambda: claim(known=0),
    "an unknown head, shown to continue what nobody saw": lambda: claim(known=12),
    "a head that contradicts what was seen": lambda: claim(size=13, known=0, new=OTHERS),
    "the entry of an earlier restart": lambda: claim(index=4),
    "an entry that is not there": lambda: replace(claim(), entry=leaf_hash(b"invented")),
    "a proof of another tree": lambda: replace(claim(), continues=claim(size=19).continues),
    "no proof": lambda: replace(claim(), continues=(), inclusion=()),
    "a proof without an end": lambda: replace(claim(), inclusion=(bytes(32),) * 1000),
    "head and new checkpoint exchanged": lambda: replace(
        claim(), head=claim().after, after=claim().head
    ),
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_refused(attack: Callable[[], Restart]) -> None:
    with pytest.raises(LedgerRefusal):
        verify(attack(), name=NAME, key=KEY.public_key(), witnessed=SEEN)


def test_who_has_seen_nothing_has_nothing_to_compare() -> None:
    assert verify(claim(known=0), name=NAME, key=KEY.public_key(), witnessed={})
