"""Characters that look alike in OCR-B, on worn paper and to tired eyes.

One table serves three uses: a letter in a field of digits is the digit of its class (`5` for
`S`); a digit in a field of letters is the first letter of its class; numbers are folded to the
digit before they are compared.

Two classes deserve attention: `6G` and `1L`. Their members have equal values modulo 10, so no
check digit of ICAO Doc 9303-3 section 4.9 can ever tell them apart. Only folding finds them.
"""

from types import MappingProxyType
from typing import Final

# digit first, then its look-alikes, the likeliest letter first
CLASSES: Final = ("0OQD", "1IL", "2Z", "5S", "6G", "8B")

TO_DIGIT: Final = MappingProxyType({char: kin[0] for kin in CLASSES for char in kin[1:]})
TO_LETTER: Final = MappingProxyType({kin[0]: kin[1] for kin in CLASSES})

FILLER: Final = "<"
LETTERS: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
DIGITS: Final = frozenset("0123456789")

# Full-width forms come from Chinese, Japanese and Korean keyboards. The table is written out
# rather than left to `str.upper` and NFKC, which turn letters of other alphabets into ours.
TYPED: Final = MappingProxyType(
    {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {code: chr(code - 0xFEE0 - 32) for code in range(0xFF41, 0xFF5B)}
    | {code: chr(code - 32) for code in range(ord("a"), ord("z") + 1)}
    | dict.fromkeys(map(ord, "\t\u00a0\u3000"), " ")
)
