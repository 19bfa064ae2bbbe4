"""Setup links: whether one still opens anything. Whoever holds the secret is who may ask."""

import hashlib
from datetime import datetime
from typing import Final

from liaison.identity.models import SetupLink

TOKEN_LENGTH: Final = 43  # of 32 bytes in base64url without padding


def digest_of(token: str) -> str:
    """Return what is stored of a link, from its secret part."""
    return hashlib.sha256(token[: TOKEN_LENGTH + 1].encode()).hexdigest()


def link_stands(token: str, *, now: datetime) -> bool:
    """Return whether a setup link can be used: never used, and not over.

    A secret of 256 bits cannot be guessed, so this tells nobody anything but its holder.

    Args:
        token: the secret part of the link.
        now: the present moment.
    """
    return SetupLink.objects.filter(digest=digest_of(token), valid_until__gt=now).exists()
