"""The key this bureau's log signs with."""

from functools import lru_cache

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.conf import settings

from liaison.audit.errors import LogKeyUnusable

FILE = "log.pem"


def log_name() -> str:
    """Return the origin of this bureau's checkpoints, which is the name of its key as well.

    Returns:
        `liaison-log/<organisation>`.
    """
    return f"liaison-log/{settings.NODE.organisation}"


@lru_cache(maxsize=1)
def log_key() -> Ed25519PrivateKey:
    """Return the log's private key, read from `keys/log.pem` (PKCS #8, PEM) once per process.

    Returns:
        The key.

    Raises:
        LogKeyUnusable: The file is missing, unreadable, or holds another kind of key.
    """
    file = settings.NODE.keys_folder / FILE
    try:
        key = load_pem_private_key(file.read_bytes(), password=None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise LogKeyUnusable(str(file), f"cannot be read ({type(error).__name__})") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise LogKeyUnusable(str(file), "is no Ed25519 key")
    return key
