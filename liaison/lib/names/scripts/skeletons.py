"""The consonants of a Latin reading: what is left when a script does not write vowels."""

import re
from typing import Final

# longer spellings first: what one sound is written with
_SOUNDS: Final = (
    ("tsch", "s"), ("tch", "s"), ("sch", "s"), ("shch", "s"), ("sh", "s"), ("ch", "s"),
    ("kh", "h"), ("gh", "g"), ("zh", "j"), ("dj", "j"), ("dh", "d"), ("th", "t"), ("ph", "f"),
    ("ck", "k"), ("tz", "s"), ("ts", "s"), ("cz", "s"), ("sz", "s"), ("x", "ks"),
    ("q", "k"), ("c", "k"), ("v", "f"), ("z", "s"), ("p", "b"),
)  # fmt: skip
_VOWELS: Final = re.compile("[aeiouwy]+")
_DOUBLE: Final = re.compile(r"(.)\1+")
_SILENT: Final = re.compile("(?<=.)h$")


def skeleton(reading: str) -> str:
    """Return the consonants of a reading, sounds that scripts mix up as one, doubles once.

    Args:
        reading: lower-case letters a to z: `muhammad` and `mohamed` give `mhmd`.

    Returns:
        At least one character where the reading has a letter: a name of vowels keeps its first.
    """
    text = _SILENT.sub("", reading)
    for sound, common in _SOUNDS:
        text = text.replace(sound, common)
    bare = _DOUBLE.sub(r"\1", _VOWELS.sub("", _DOUBLE.sub(r"\1", text)))
    return bare or text[:1]
