"""A commitment binds a content and opens with the right salt only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.lib.ledger.commitment import SALT_BYTES, commit, opens
from liaison.lib.ledger.errors import SaltWrong

SALTS = st.binary(min_size=SALT_BYTES, max_size=SALT_BYTES)


@given(salt=SALTS, content=st.binary(max_size=200))
def test_a_commitment_opens(salt: bytes, content: bytes) -> None:
    """Salt and content open what they made."""
    assert opens(commit(salt, content), salt, content)


@given(salt=SALTS, content=st.binary(max_size=200), other=st.binary(max_size=200))
def test_another_content_does_not_open_it(salt: bytes, content: bytes, other: bytes) -> None:
    """A commitment is open to one content only."""
    assert opens(commit(salt, content), salt, other) == (content == other)


@given(salt=SALTS, other=SALTS)
def test_another_salt_does_not_open_it(salt: bytes, other: bytes) -> None:
    """Once the salt is shredded nothing else opens the commitment."""
    assert opens(commit(salt, b"Ada"), other, b"Ada") == (salt == other)


def test_the_published_vector() -> None:
    """RFC 4231 test case 1, whose 20-byte key HMAC pads with zeros to any longer length."""
    salt = b"\x0b" * 20 + b"\x00" * 12

    expected = "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    assert commit(salt, b"Hi There").hex() == expected


@pytest.mark.parametrize("size", [0, 20, 31, 33, 64, 65])
def test_salts_of_other_lengths_are_refused(size: int) -> None:
    """HMAC would pad or hash them: two salts would open one commitment."""
    with pytest.raises(SaltWrong) as refusal:
        commit(b"\x0b" * size, b"Ada")
    assert refusal.value.size == size
    assert not opens(b"\x00" * 32, b"\x0b" * size, b"Ada")
