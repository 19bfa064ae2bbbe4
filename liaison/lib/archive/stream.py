"""The sealed stream: a header anybody can read, then libsodium's secretstream to the end.

The form, version 1: `liaison-backup` and a line feed; one byte, the version; two bytes, the length
of the header; the header, JSON: the id of the recovery key, and a fresh content key sealed to it
(X25519, XSalsa20-Poly1305); 24 bytes that begin the stream; chunks of 64 KiB, each with 17 bytes
of tag, the last one marked. Every chunk binds everything before the stream, so that no header can
be exchanged.
"""

import base64
import binascii
import hashlib
import json
from typing import BinaryIO, Final

from nacl import bindings
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from liaison.lib.archive import recovery
from liaison.lib.archive.errors import Damaged, NotABackup, VersionUnknown, WrongKey

MAGIC: Final = b"liaison-backup\n"
VERSION: Final = 1
MAX_HEADER: Final = 1024
CHUNK: Final = 64 * 1024
BEGIN_BYTES: Final = bindings.crypto_secretstream_xchacha20poly1305_HEADERBYTES
TAG_BYTES: Final = bindings.crypto_secretstream_xchacha20poly1305_ABYTES
_MESSAGE: Final = bindings.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
_FINAL: Final = bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL


class SealedWriter:
    """Seals what is written to it; to be closed, or the file does not open.

    Args:
        file: takes the sealed bytes.
        public: the recovery key's public half.
    """

    def __init__(self, file: BinaryIO, public: bytes) -> None:
        """Write everything that stands before the stream."""
        self._file = file
        key = bindings.crypto_secretstream_xchacha20poly1305_keygen()
        wrapped = SealedBox(PublicKey(public)).encrypt(key)
        said = {
            "key": base64.b64encode(bytes(wrapped)).decode(),
            "recovery": recovery.key_id(public),
        }
        header = json.dumps(said, sort_keys=True).encode()
        before = MAGIC + bytes([VERSION]) + len(header).to_bytes(2, "big") + header
        self._bound = hashlib.sha256(before).digest()
        self._state = bindings.crypto_secretstream_xchacha20poly1305_state()
        begin = bindings.crypto_secretstream_xchacha20poly1305_init_push(self._state, key)
        self._waiting = bytearray()
        self._file.write(before + begin)

    def write(self, data: bytes) -> int:
        """Take plain bytes; full chunks are sealed and written."""
        self._waiting += data
        while len(self._waiting) > CHUNK:
            self._push(bytes(self._waiting[:CHUNK]), _MESSAGE)
            del self._waiting[:CHUNK]
        return len(data)

    def close(self) -> None:
        """Write the last chunk, marked as such."""
        self._push(bytes(self._waiting), _FINAL)
        self._waiting.clear()

    def _push(self, plain: bytes, tag: int) -> None:
        sealed = bindings.crypto_secretstream_xchacha20poly1305_push(
            self._state, plain, self._bound, tag
        )
        self._file.write(sealed)


class SealedReader:
    """Gives the plain bytes of a sealed file, each chunk verified before it is handed out.

    Args:
        file: the sealed bytes.
        private: the recovery key.
    """

    def __init__(self, file: BinaryIO, private: bytes) -> None:
        """Read everything that stands before the stream.

        Raises:
            NotABackup: another kind of file.
            VersionUnknown: a form of another version.
            WrongKey: sealed to somebody else.
            Damaged: cut or altered.
        """
        self._file = file
        header, before = _header(file)
        key = _content_key(header, private)
        self._bound = hashlib.sha256(before).digest()
        self._state = bindings.crypto_secretstream_xchacha20poly1305_state()
        begin = file.read(BEGIN_BYTES)
        if len(begin) != BEGIN_BYTES:
            raise Damaged("beginning")
        bindings.crypto_secretstream_xchacha20poly1305_init_pull(self._state, begin, key)
        self._next = file.read(CHUNK + TAG_BYTES)
        self._ended = False
        self._plain = b""

    def read(self, size: int) -> bytes:
        """Return up to `size` plain bytes; fewer only at the end.

        Raises:
            Damaged: cut, altered, or continued behind its end.
        """
        parts: list[bytes] = []
        wanted = size
        while wanted > 0:
            if not self._plain and not self._pull():
                break
            taken = self._plain[:wanted]
            self._plain = self._plain[len(taken) :]
            parts.append(taken)
            wanted -= len(taken)
        return b"".join(parts)

    def finish(self) -> None:
        """Read what is left, so that a missing end or a strange tail shows.

        Raises:
            Damaged: cut, altered, or continued behind its end.
        """
        while self._pull():
            pass

    def _pull(self) -> bool:
        """Verify the next chunk; return whether there was one."""
        if self._ended:
            return False
        sealed, self._next = self._next, self._file.read(CHUNK + TAG_BYTES)
        try:
            plain, tag = bindings.crypto_secretstream_xchacha20poly1305_pull(
                self._state, sealed, self._bound
            )
        except (CryptoError, ValueError) as error:
            raise Damaged("sealed bytes") from error
        # the mark of the end belongs to the last chunk and to no other
        if (tag == _FINAL) is bool(self._next):
            raise Damaged("its end")
        self._ended = tag == _FINAL
        self._plain = bytes(plain)
        return bool(self._plain) or not self._ended


def key_wanted(file: BinaryIO) -> str:
    """Return the id of the recovery key that opens a file, reading its beginning only.

    Raises:
        NotABackup: another kind of file.
        VersionUnknown: a form of another version.
        Damaged: cut or altered.
    """
    return _header(file)[0]["recovery"]


def _header(file: BinaryIO) -> tuple[dict[str, str], bytes]:
    start = file.read(len(MAGIC) + 3)
    if start[: len(MAGIC)] != MAGIC:
        raise NotABackup
    if len(start) != len(MAGIC) + 3:
        raise Damaged("header")
    version, length = start[len(MAGIC)], int.from_bytes(start[len(MAGIC) + 1 :], "big")
    if version != VERSION:
        raise VersionUnknown(version)
    raw = file.read(min(length, MAX_HEADER + 1))
    try:
        said = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise Damaged("header") from error
    if not isinstance(said, dict) or said.keys() != {"key", "recovery"}:
        raise Damaged("header")
    if not all(isinstance(value, str) for value in said.values()):
        raise Damaged("header")
    return said, start + raw


def _content_key(header: dict[str, str], private: bytes) -> bytes:
    if header["recovery"] != recovery.key_id(recovery.public_of(private)):
        raise WrongKey(header["recovery"][: recovery.ID_CHARACTERS])
    try:
        wrapped = base64.b64decode(header["key"], validate=True)
        key = bytes(SealedBox(PrivateKey(private)).decrypt(wrapped))
    except (CryptoError, ValueError, binascii.Error) as error:
        raise Damaged("content key") from error
    if len(key) != bindings.crypto_secretstream_xchacha20poly1305_KEYBYTES:
        raise Damaged("content key")
    return key
