"""The recovery key: made once, written on paper, needed by nobody until the day of a restore."""

import base64
import hashlib
import re
from typing import Final

from nacl.public import PrivateKey

from liaison.lib.archive.errors import KeyMalformed

KEY_BYTES: Final = 32
CHECK_BYTES: Final = 3
ID_CHARACTERS: Final = 16
GROUP: Final = 7
# 35 bytes are 56 letters of base32: eight groups of seven
_LETTERS: Final = re.compile(r"[A-Z2-7]{56}")
MAX_TEXT: Final = 200


def new_private() -> bytes:
    """Return a fresh private key of 32 bytes (X25519)."""
    return bytes(PrivateKey.generate())


def public_of(private: bytes) -> bytes:
    """Return the public half, to which backups are sealed."""
    return bytes(PrivateKey(private).public_key)


def key_id(public: bytes) -> str:
    """Return the name by which a backup says which key opens it: 16 hex digits."""
    return hashlib.sha256(public).hexdigest()[:ID_CHARACTERS]


def write(private: bytes) -> str:
    """Return a private key as a person writes it down: base32 with a checksum, in groups.

    Args:
        private: 32 bytes.
    """
    letters = base64.b32encode(private + _check(private)).decode()
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def read(text: str) -> bytes:
    """Return the private key that a person typed; case, blanks and dashes do not matter.

    Raises:
        KeyMalformed: mistyped, cut, or something else.
    """
    if len(text) > MAX_TEXT:
        raise KeyMalformed
    letters = "".join(text.split()).replace("-", "").upper()
    if not _LETTERS.fullmatch(letters):
        raise KeyMalformed
    found = base64.b32decode(letters)
    private, check = found[:KEY_BYTES], found[KEY_BYTES:]
    if _check(private) != check:
        raise KeyMalformed
    return private


def _check(private: bytes) -> bytes:
    return hashlib.sha256(b"liaison-recovery/1\n" + private).digest()[:CHECK_BYTES]
