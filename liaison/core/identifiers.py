"""Identifiers that sort by the time they were made: UUID version 7 (RFC 9562 section 5.7)."""

import os
import uuid
from datetime import datetime

_VERSION = 0x7 << 76
_VARIANT = 0x2 << 62
_RANDOM_A = (1 << 12) - 1
_RANDOM_B = (1 << 62) - 1


def uuid7(now: datetime) -> uuid.UUID:
    """Return a new identifier whose first 48 bits are the milliseconds of `now`.

    Args:
        now: an aware moment.

    Returns:
        A UUIDv7 with 74 random bits, so that two nodes never choose the same one.
    """
    milliseconds = int(now.timestamp() * 1000)
    noise = int.from_bytes(os.urandom(10), "big")
    value = milliseconds << 80 | _VERSION | (noise >> 68 & _RANDOM_A) << 64
    return uuid.UUID(int=value | _VARIANT | noise & _RANDOM_B)
