"""Salted commitments: they bind a text for ever and, once the salt is gone, say nothing about it.

HMAC-SHA256 (RFC 2104, FIPS 198-1) with a fresh random salt as its key. Without the salt an entry
of a log cannot be guessed by hashing candidates (a name, a passport number), so that shredding
salt and text is an erasure although the commitment stays in the tree.
"""

import hashlib
import hmac
from typing import Final

from liaison.lib.ledger.errors import SaltWrong

SALT_BYTES: Final = 32


def commit(salt: bytes, content: bytes) -> bytes:
    """Return the commitment to a content.

    Args:
        salt: 32 random bytes, never used for another content.
        content: The canonical bytes to be bound.

    Returns:
        32 bytes.

    Raises:
        SaltWrong: The salt is shorter or longer. A short one could be guessed; HMAC would also
            silently hash or pad another length, so that two salts would open one commitment.
    """
    if len(salt) != SALT_BYTES:
        raise SaltWrong(len(salt))
    return hmac.digest(salt, content, hashlib.sha256)


def opens(commitment: bytes, salt: bytes, content: bytes) -> bool:
    """Tell whether salt and content open a commitment, in constant time.

    Args:
        commitment: What was published.
        salt: What was kept beside the content.
        content: The canonical bytes.

    Returns:
        False as well for a salt of the wrong length: it opens nothing.
    """
    if len(salt) != SALT_BYTES:
        return False
    return hmac.compare_digest(commit(salt, content), commitment)
