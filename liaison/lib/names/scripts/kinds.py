"""Which script a word is written in, as far as reading it aloud in Latin letters differs.

Ranges: the Unicode Standard, Blocks.txt and Scripts.txt (UAX 24).
"""

import bisect
import enum
from typing import Final


class Script(enum.StrEnum):
    """What a word is written in. `OTHER` is every script without rules of its own here."""

    LATIN = "latin"
    CYRILLIC = "cyrillic"
    GREEK = "greek"
    ARABIC = "arabic"  # Arabic, Persian, Urdu, Pashto, Uyghur
    HEBREW = "hebrew"
    DEVANAGARI = "devanagari"
    THAI = "thai"
    HAN = "han"
    KANA = "kana"
    HANGUL = "hangul"
    OTHER = "other"


_RANGES: Final = (
    (0x0041, 0x005A, Script.LATIN),
    (0x0061, 0x007A, Script.LATIN),
    (0x00AA, 0x00AA, Script.LATIN),
    (0x00BA, 0x00BA, Script.LATIN),
    (0x00C0, 0x02AF, Script.LATIN),
    (0x0370, 0x03FF, Script.GREEK),
    (0x0400, 0x052F, Script.CYRILLIC),
    (0x0590, 0x05FF, Script.HEBREW),
    (0x0600, 0x06FF, Script.ARABIC),
    (0x0750, 0x077F, Script.ARABIC),
    (0x0870, 0x08FF, Script.ARABIC),
    (0x0900, 0x097F, Script.DEVANAGARI),
    (0x0E00, 0x0E7F, Script.THAI),
    (0x1100, 0x11FF, Script.HANGUL),
    (0x1C80, 0x1C8F, Script.CYRILLIC),
    (0x1D00, 0x1D25, Script.LATIN),
    (0x1E00, 0x1EFF, Script.LATIN),
    (0x1F00, 0x1FFF, Script.GREEK),
    (0x2C60, 0x2C7F, Script.LATIN),
    (0x2DE0, 0x2DFF, Script.CYRILLIC),
    (0x2E80, 0x2FDF, Script.HAN),
    (0x3005, 0x3007, Script.HAN),
    (0x3021, 0x3029, Script.HAN),
    (0x3041, 0x30FF, Script.KANA),
    (0x3130, 0x318F, Script.HANGUL),
    (0x31F0, 0x31FF, Script.KANA),
    (0x3400, 0x4DBF, Script.HAN),
    (0x4E00, 0x9FFF, Script.HAN),
    (0xA640, 0xA69F, Script.CYRILLIC),
    (0xA720, 0xA7FF, Script.LATIN),
    (0xA8E0, 0xA8FF, Script.DEVANAGARI),
    (0xA960, 0xA97F, Script.HANGUL),
    (0xAB30, 0xAB6F, Script.LATIN),
    (0xAC00, 0xD7FF, Script.HANGUL),
    (0xF900, 0xFAFF, Script.HAN),
    (0xFB00, 0xFB06, Script.LATIN),
    (0xFB1D, 0xFB4F, Script.HEBREW),
    (0xFB50, 0xFDFF, Script.ARABIC),
    (0xFE70, 0xFEFF, Script.ARABIC),
    (0xFF21, 0xFF5A, Script.LATIN),
    (0xFF66, 0xFF9F, Script.KANA),
    (0xFFA0, 0xFFDC, Script.HANGUL),
    (0x20000, 0x3FFFF, Script.HAN),
)
_STARTS: Final = [first for first, _, _ in _RANGES]
_KATAKANA_MARK: Final = "\u30fc"


def script_of_letter(char: str) -> Script:
    """Return the script of one character; `OTHER` also for marks, digits and signs."""
    code = ord(char)
    place = bisect.bisect_right(_STARTS, code) - 1
    if place >= 0:
        _, last, script = _RANGES[place]
        if code <= last:
            return script
    return Script.OTHER


def script_of(text: str) -> Script:
    """Return what a word is written in.

    The first letter decides, with one exception: a word with a Han character is Han, since
    Japanese writes kana and kanji in one name and the kanji decide how it is read.

    Args:
        text: one word, of any length, in any form.

    Returns:
        The script; `OTHER` for a script without rules, and for a text without a letter.
    """
    found = Script.OTHER
    for char in text:
        script = script_of_letter(char)
        if script is Script.HAN:
            return script
        if found is Script.OTHER and char.isalpha():
            found = script
            if script not in {Script.KANA, Script.OTHER}:
                return script
    return found
