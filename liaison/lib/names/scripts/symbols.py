"""A word as the symbols that the transliteration model counts.

Both sides are brought to the smallest alphabet that still tells the sounds apart: letters that
writers mix up or that differ only by position are one symbol, marks that people leave out go.
Learning and use call the same functions: a table fits the symbols it was learned with.
"""

import functools
import unicodedata
from typing import Final

from liaison.lib.names.scripts.folding import fold_han
from liaison.lib.names.scripts.kinds import Script

LENGTH_MAXIMUM: Final = 40  # symbols of one word on either side; a longer word is cut

_LATIN: Final = str.maketrans({
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th",
    "ı": "i", "ə": "a", "ŋ": "ng", "ħ": "h", "ŧ": "t", "ƒ": "f", "ɓ": "b", "ɗ": "d", "ƙ": "k",
    "ɣ": "gh", "ĸ": "k", "ǝ": "e", "ɛ": "e", "ɔ": "o", "ɩ": "i", "ʊ": "u", "ⱥ": "a", "ƴ": "y",
})  # fmt: skip
_ARABIC: Final = str.maketrans({
    "أ": "ا", "إ": "ا", "ٱ": "ا", "آ": "ا", "ک": "ك", "ڪ": "ك", "ی": "ي", "ى": "ي", "ې": "ي",
    "ۍ": "ي", "ے": "ي", "ۓ": "ي", "ہ": "ه", "ھ": "ه", "ۀ": "ه", "ۂ": "ه", "ە": "ه", "ۃ": "ة",
    "ں": "ن", "ڼ": "ن", "ؤ": "و", "ئ": "ي", "ء": None, "ٔ": None, "ـ": None, "ڤ": "ف", "ڨ": "ق",
    "ګ": "گ", "ڭ": "ك", "ټ": "ٹ", "ډ": "ڈ", "ړ": "ڑ", "ۆ": "و", "ۇ": "و", "ۈ": "و", "ۋ": "و",
})  # fmt: skip
_HEBREW: Final = str.maketrans({
    "ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ", "װ": "וו", "ױ": "וי", "ײ": "יי",
    "׳": "'", "’": "'", "`": "'", "ʼ": "'", "´": "'", "״": None, '"': None,
})  # fmt: skip
_CYRILLIC_KEPT: Final = frozenset("йёїўќѓ")
_THAI_DROPPED: Final = frozenset("\u0e48\u0e49\u0e4a\u0e4b\u0e4d\u0e47\u0e33")


@functools.lru_cache(maxsize=1 << 16)
def latin_symbols(text: str) -> str:
    """Return a Latin word as letters a to z only: marks dropped, ligatures opened.

    Args:
        text: any text; what is no Latin letter is left out.
    """
    folded = text.casefold().translate(_LATIN)
    if folded.isascii():
        return "".join(char for char in folded if "a" <= char <= "z")[:LENGTH_MAXIMUM]
    opened = unicodedata.normalize("NFKD", folded).translate(_LATIN)
    return "".join(char for char in opened if "a" <= char <= "z")[:LENGTH_MAXIMUM]


def native_symbols(script: Script, text: str) -> str:
    """Return a word of a script as the symbols its table was learned with.

    Args:
        script: what the word is written in.
        text: the word; spaces, hyphens and dots are left out.
    """
    if script is Script.LATIN:
        return latin_symbols(text)
    folded = unicodedata.normalize("NFKC", text[: LENGTH_MAXIMUM * 2]).casefold()
    return _FOLDS.get(script, _plain)(folded)[:LENGTH_MAXIMUM]


def _letters(text: str) -> str:
    return "".join(char for char in text if unicodedata.category(char)[0] in "LM")


def _bare(text: str) -> str:
    opened = unicodedata.normalize("NFD", text)
    return "".join(char for char in opened if unicodedata.category(char)[0] == "L")


def _plain(text: str) -> str:
    return _letters(unicodedata.normalize("NFD", text))


def _cyrillic(text: str) -> str:
    return "".join(
        char if char in _CYRILLIC_KEPT else unicodedata.normalize("NFD", char)[0]
        for char in unicodedata.normalize("NFC", text)
        if unicodedata.category(char)[0] == "L"
    )


def _greek(text: str) -> str:
    return _bare(text).replace("ς", "σ")


def _arabic(text: str) -> str:
    return _bare(unicodedata.normalize("NFC", text).translate(_ARABIC))


def _hebrew(text: str) -> str:
    opened = unicodedata.normalize("NFD", text).translate(_HEBREW)
    return "".join(char for char in opened if char == "'" or unicodedata.category(char)[0] == "L")


def _thai(text: str) -> str:
    return "".join(
        char
        for char in _letters(unicodedata.normalize("NFC", text.replace("ำ", "าม")))
        if char not in _THAI_DROPPED
    )


def _kana(text: str) -> str:
    raised = (chr(ord(char) + 0x60) if "ぁ" <= char <= "ゖ" else char for char in text)
    return "".join(char for char in raised if char.isalpha() or char == "ー")


def _hangul(text: str) -> str:
    return _letters(unicodedata.normalize("NFD", text))


def _han(text: str) -> str:
    found: list[str] = []
    for char in _kana(text):
        found.append(found[-1] if char == "々" and found else fold_han(char))
    return "".join(found)


_FOLDS: Final = {
    Script.CYRILLIC: _cyrillic,
    Script.GREEK: _greek,
    Script.ARABIC: _arabic,
    Script.HEBREW: _hebrew,
    Script.THAI: _thai,
    Script.KANA: _kana,
    Script.HANGUL: _hangul,
    Script.HAN: _han,
}
