"""Secrets of people at rest: sealed with a key that lies beside the database, not in it.

AES-256-GCM, bound to whose secret it is: a row moved to another person does not open. Whoever
copies the database alone has nothing; whoever copies the node's whole home has everything.
"""

import base64
import binascii
import hashlib
import hmac
import os
import secrets
from functools import lru_cache
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from liaison.identity.factor_errors import SecretUnreadable

FILE: Final = "factors.key"
KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
# says what the seal is for: the same key opens nothing else (domain separation)
DOMAIN: Final = b"liaison factor 1:"
PSEUDONYM: Final = b"liaison officer 1:"
PSEUDONYM_BYTES: Final = 10


def seal(secret: bytes, *, owner: str) -> str:
    """Return a secret as it is kept.

    Args:
        secret: in plain.
        owner: id of the person it belongs to.
    """
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = AESGCM(_keys()[-1]).encrypt(nonce, secret, DOMAIN + owner.encode())
    return base64.b64encode(nonce + sealed).decode()


def open_sealed(kept: str, *, owner: str) -> bytes:
    """Return a secret in plain.

    Args:
        kept: as `seal` returned it.
        owner: id of the person it belongs to.

    Raises:
        SecretUnreadable: altered, of another person, or sealed with a key that is gone.
    """
    try:
        data = base64.b64decode(kept, validate=True)
    except (binascii.Error, ValueError) as error:
        raise SecretUnreadable from error
    for key in reversed(_keys()):
        try:
            return AESGCM(key).decrypt(
                data[:NONCE_BYTES], data[NONCE_BYTES:], DOMAIN + owner.encode()
            )
        except (InvalidTag, ValueError):
            continue
    raise SecretUnreadable


def pseudonym(person_id: str) -> str:
    """Return what other bureaus know a person by: always the same, and nobody's name."""
    digest = hmac.digest(_keys()[0], PSEUDONYM + person_id.encode(), hashlib.sha256)
    return base64.b32encode(digest[:PSEUDONYM_BYTES]).decode().rstrip("=").lower()


@lru_cache(maxsize=1)
def _keys() -> tuple[bytes, ...]:
    """Return the keys, oldest first; the newest seals. The file is made at the first need.

    Raises:
        SecretUnreadable: the file holds something else, or cannot be read.
    """
    file: Path = settings.NODE.keys_folder / FILE
    try:
        if not file.exists():
            _make(file)
        keys = tuple(base64.b64decode(line, validate=True) for line in file.read_bytes().split())
    except (OSError, binascii.Error, ValueError) as error:
        raise SecretUnreadable from error
    if not keys or any(len(key) != KEY_BYTES for key in keys):
        raise SecretUnreadable
    return keys


def _make(file: Path) -> None:
    """Write a new key under another name, then link it: two processes agree on one."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.with_name(f"{FILE}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(base64.b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n")
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
