"""The check digit of machine readable travel documents: weights 7, 3, 1, modulo 10.

ICAO Doc 9303-3 section 4.9. What the digit cannot see: two characters whose values differ by
a multiple of 10, that is `0`, `<`, `A`, `K` and `U`, or `1`, `B`, `L` and `V`, or `6`, `G` and
`Q`, stand for one another unnoticed wherever a field allows them all.
"""

from itertools import cycle
from typing import Final

_VALUES: Final = {char: value for value, char in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
_VALUES["<"] = 0
_WEIGHTS: Final = (7, 3, 1)


def check_digit(text: str) -> str:
    """Return the check digit of some characters of a machine readable zone.

    Args:
        text: `A`-`Z`, `0`-`9` and `<` only; callers have settled the alphabet before.

    Returns:
        One digit.
    """
    total = sum(
        _VALUES[char] * weight for char, weight in zip(text, cycle(_WEIGHTS), strict=False)
    )
    return str(total % 10)
