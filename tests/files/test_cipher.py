"""Sealed streams open to the same bytes, and to nothing when one bit or one end is changed."""

import io
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.files import cipher
from liaison.files.cipher import CHUNK, HEADER_BYTES, TAG_BYTES
from liaison.files.errors import ContentDamaged

KEY = bytes(range(32))
WHOLE = CHUNK + TAG_BYTES


def sealed(content: bytes, key: bytes = KEY) -> bytes:
    sealer = cipher.Sealer(key)
    return sealer.header + b"".join(sealer.update(content)) + sealer.finish()


def unsealed(data: bytes, key: bytes = KEY) -> bytes:
    return b"".join(cipher.opened(io.BytesIO(data), key=key, address="a" * 64))


@given(
    size=st.sampled_from([1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 9]),
    step=st.integers(1, 3 * CHUNK),
)
def test_opens_to_the_same_bytes(size: int, step: int) -> None:
    content = bytes(number % 251 for number in range(size))
    sealer = cipher.Sealer(KEY)
    data = bytearray(sealer.header)
    for at in range(0, size, step):
        for piece in sealer.update(content[at : at + step]):
            data += piece
    data += sealer.finish()
    assert unsealed(bytes(data)) == content
    assert len(data) == cipher.sealed_size(size)


SPOILT: Mapping[str, Callable[[bytes], bytes]] = {
    "one bit in the middle": lambda d: d[:5000] + bytes([d[5000] ^ 1]) + d[5001:],
    "one bit in the header": lambda d: bytes([d[0] ^ 1]) + d[1:],
    "cut behind a chunk": lambda d: d[: HEADER_BYTES + WHOLE],
    "cut within a chunk": lambda d: d[:-1],
    "only the header": lambda d: d[:HEADER_BYTES],
    "nothing": lambda _: b"",
    "continued": lambda d: d + d[-100:],
    "chunks exchanged": lambda d: (
        d[:HEADER_BYTES]
        + d[HEADER_BYTES + WHOLE : HEADER_BYTES + 2 * WHOLE]
        + d[HEADER_BYTES : HEADER_BYTES + WHOLE]
        + d[HEADER_BYTES + 2 * WHOLE :]
    ),
    "a chunk left out": lambda d: d[:HEADER_BYTES] + d[HEADER_BYTES + WHOLE :],
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_nothing_else_opens(spoil: Callable[[bytes], bytes]) -> None:
    data = sealed(bytes(2 * CHUNK + 100))
    with pytest.raises(ContentDamaged):
        unsealed(spoil(data))


def test_no_other_key_opens() -> None:
    with pytest.raises(ContentDamaged):
        unsealed(sealed(b"words"), key=bytes(32))
