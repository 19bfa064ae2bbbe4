"""How much a part of a name tells: common ones little, rare ones much, in nats."""

import functools
import zlib
from typing import Final

from liaison.lib.names.weights import load

LEAST = 1.0
MOST = 11.0
_KEPT: Final = 1 << 17  # words come back: most people share theirs with somebody


@functools.lru_cache(maxsize=_KEPT)
def information(text: str) -> float:
    """Return what sharing this part says, in nats: minus the logarithm of how often it is met.

    Args:
        text: lower-case Latin letters.
    """
    weights = load()
    known = weights.common.get(zlib.crc32(text.encode()))
    guessed = guess(text)
    return min(MOST, guessed if known is None else min(known, guessed + 2))


def guess(text: str) -> float:
    """Return the same by the letters alone, for parts that are in no table."""
    pairs = load().letters
    total = 0.0
    last = 0
    for char in text:
        code = ord(char) - 96
        total += pairs[last * 27 + code]
        last = code
    return max(LEAST, min(MOST, total + pairs[last * 27]))
