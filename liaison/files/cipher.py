"""Content in sealed chunks: libsodium's secretstream (XChaCha20-Poly1305). Pure.

The form: a header of 24 bytes, then chunks of 64 KiB, each with 17 bytes of tag; the last one is
marked. A stream that is cut, altered, reordered or continued does not open.
"""

from collections.abc import Iterator
from typing import BinaryIO, Final

from nacl import bindings
from nacl.exceptions import CryptoError

from liaison.files.errors import ContentDamaged

CHUNK: Final = 64 * 1024
HEADER_BYTES: Final = bindings.crypto_secretstream_xchacha20poly1305_HEADERBYTES
TAG_BYTES: Final = bindings.crypto_secretstream_xchacha20poly1305_ABYTES
_MESSAGE: Final = bindings.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
_FINAL: Final = bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL
# a stream sealed for another use does not open as a file
_DOMAIN: Final = b"liaison-file/1"


def new_key() -> bytes:
    """Return a fresh key: one for each content, never used twice."""
    return bytes(bindings.crypto_secretstream_xchacha20poly1305_keygen())


def sealed_size(size: int) -> int:
    """Return how many bytes a plain content of this size has when it is sealed."""
    chunks = max(1, -(-size // CHUNK))
    return HEADER_BYTES + size + chunks * TAG_BYTES


class Sealer:
    """Seals one content, chunk by chunk.

    Args:
        key: 32 bytes, fresh.
    """

    def __init__(self, key: bytes) -> None:
        """Begin a stream."""
        self._state = bindings.crypto_secretstream_xchacha20poly1305_state()
        self._waiting = bytearray()
        self.header = bytes(
            bindings.crypto_secretstream_xchacha20poly1305_init_push(self._state, key)
        )

    def update(self, data: bytes) -> Iterator[bytes]:
        """Take plain bytes and yield the sealed chunks that are full; the last one waits."""
        self._waiting += data
        while len(self._waiting) > CHUNK:
            yield self._push(bytes(self._waiting[:CHUNK]), _MESSAGE)
            del self._waiting[:CHUNK]

    def finish(self) -> bytes:
        """Return the last chunk, marked as such."""
        return self._push(bytes(self._waiting), _FINAL)

    def _push(self, plain: bytes, tag: int) -> bytes:
        return bytes(
            bindings.crypto_secretstream_xchacha20poly1305_push(self._state, plain, _DOMAIN, tag)
        )


def opened(stream: BinaryIO, *, key: bytes, address: str) -> Iterator[bytes]:
    """Yield the plain content of a sealed stream, chunk by chunk.

    Args:
        stream: the sealed bytes.
        key: what they were sealed with.
        address: what to name in a refusal.

    Raises:
        ContentDamaged: cut, altered, continued behind its end, or sealed with another key.
    """
    damaged = ContentDamaged(address)
    state = bindings.crypto_secretstream_xchacha20poly1305_state()
    header = stream.read(HEADER_BYTES)
    if len(header) != HEADER_BYTES:
        raise damaged
    bindings.crypto_secretstream_xchacha20poly1305_init_pull(state, header, key)
    sealed = stream.read(CHUNK + TAG_BYTES)
    while sealed:
        following = stream.read(CHUNK + TAG_BYTES)
        try:
            plain, tag = bindings.crypto_secretstream_xchacha20poly1305_pull(
                state, sealed, _DOMAIN
            )
        except (CryptoError, ValueError) as error:
            raise damaged from error
        if (tag == _FINAL) is bool(following):
            raise damaged
        yield bytes(plain)
        sealed = following
        if tag == _FINAL:
            return
    raise damaged
