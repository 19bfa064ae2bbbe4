"""This bureau's private keys, read once per process from `keys/`."""

from functools import lru_cache

from django.conf import settings

from liaison.exchange.errors import KeysUnusable
from liaison.lib.wire.errors import WireRefusal
from liaison.lib.wire.keys import KeyRing, load_private

SIGNING = "signing.jwks"
ENCRYPTION = "encryption.jwks"
ARCHIVE = "archive.jwks"
ROOTS = "roots.jwks"


@lru_cache(maxsize=1)
def signing() -> KeyRing:
    """Return the keys that sign, oldest first.

    Raises:
        KeysUnusable: the file is missing or not a key set.
    """
    return _ring(SIGNING)


@lru_cache(maxsize=1)
def encryption() -> KeyRing:
    """Return the keys that open what others sealed to us, oldest first.

    Raises:
        KeysUnusable: the file is missing or not a key set.
    """
    return _ring(ENCRYPTION)


@lru_cache(maxsize=1)
def archive() -> KeyRing:
    """Return the keys to which copies of our own messages are sealed.

    Raises:
        KeysUnusable: the file is missing or not a key set.
    """
    return _ring(ARCHIVE)


def _ring(name: str) -> KeyRing:
    file = settings.NODE.keys_folder / name
    try:
        return load_private(file.read_bytes())
    except (OSError, WireRefusal) as error:
        raise KeysUnusable(str(file), f"cannot be read ({type(error).__name__})") from error
