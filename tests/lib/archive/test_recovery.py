"""A recovery key that was written down comes back; anything else is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.lib.archive import recovery
from liaison.lib.archive.errors import KeyMalformed

PRIVATE = bytes(range(7, 39))
WORDS = recovery.write(PRIVATE)
WRONG = {
    "nothing": "",
    "a letter too few": WORDS[:-1],
    "a letter too many": WORDS + "A",
    "one letter mistyped": ("B" if WORDS[0] == "A" else "A") + WORDS[1:],
    "two letters exchanged": WORDS[0] + WORDS[2] + WORDS[1] + WORDS[3:],
    "a digit that is none of base32": "1" + WORDS[1:],
    "a page of text": "A" * 10_000,
}


@given(private=st.binary(min_size=32, max_size=32))
def test_what_was_written_down_is_read(private: bytes) -> None:
    assert recovery.read(recovery.write(private)) == private


def test_a_person_types_it_as_people_do() -> None:
    typed = f"  {WORDS.replace('-', ' ').lower()} \n"
    assert recovery.read(typed) == PRIVATE


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG)
def test_refused(text: str) -> None:
    with pytest.raises(KeyMalformed):
        recovery.read(text)


def test_the_id_tells_keys_apart_and_not_their_secret() -> None:
    one, other = (recovery.public_of(bytes([n]) * 32) for n in (1, 2))
    assert recovery.key_id(one) != recovery.key_id(other)
    assert len(recovery.key_id(one)) == 16
