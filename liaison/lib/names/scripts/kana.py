"""Kana in Latin letters: Hepburn as in passports, long vowels folded or spelt, Kunrei at a cost.

Hepburn as the Japanese passport regulations print it (no macrons; OH allowed for long o);
Kunrei-shiki: Cabinet Notice 1 of 1954 (ISO 3602).
"""

from typing import Final

from liaison.lib.names.scripts.lattice import Reading, Step, paths

_ROWS: Final = {
    "": "アイウエオ", "k": "カキクケコ", "s": "サシスセソ", "t": "タチツテト", "n": "ナニヌネノ",
    "h": "ハヒフヘホ", "m": "マミムメモ", "r": "ラリルレロ", "g": "ガギグゲゴ", "z": "ザジズゼゾ",
    "d": "ダヂヅデド", "b": "バビブベボ", "p": "パピプペポ",
}  # fmt: skip
_SPECIAL: Final[dict[str, Step]] = {
    "シ": (("shi", 0), ("si", 1.2)), "チ": (("chi", 0), ("ti", 1.2)),
    "ツ": (("tsu", 0), ("tu", 1.3)), "フ": (("fu", 0), ("hu", 1.2)),
    "ジ": (("ji", 0), ("zi", 1.3)), "ヂ": (("ji", 0), ("di", 1.4)),
    "ヅ": (("zu", 0), ("dzu", 1.5)), "ヤ": (("ya", 0),), "ユ": (("yu", 0),), "ヨ": (("yo", 0),),
    "ワ": (("wa", 0),), "ヲ": (("o", 0), ("wo", 0.7)), "ヴ": (("vu", 0), ("v", 0.3), ("bu", 1.2)),
    "ヰ": (("i", 0), ("wi", 1.0)), "ヱ": (("e", 0), ("ye", 0.9)),
    "シェ": (("she", 0),), "ジェ": (("je", 0),), "チェ": (("che", 0),), "ツァ": (("tsa", 0),),
    "ツェ": (("tse", 0), ("ze", 0.9)), "ツォ": (("tso", 0),), "ティ": (("ti", 0),),
    "ディ": (("di", 0),), "トゥ": (("tu", 0),), "ドゥ": (("du", 0),), "デュ": (("du", 0),),
    "テュ": (("tu", 0),), "ファ": (("fa", 0),), "フィ": (("fi", 0),), "フェ": (("fe", 0),),
    "フォ": (("fo", 0),), "フュ": (("fu", 0),), "ウィ": (("wi", 0),), "ウェ": (("we", 0),),
    "ウォ": (("wo", 0),), "ヴァ": (("va", 0), ("wa", 1.2)), "ヴィ": (("vi", 0), ("wi", 1.2)),
    "ヴェ": (("ve", 0), ("we", 1.2)), "ヴォ": (("vo", 0), ("wo", 1.2)), "イェ": (("ye", 0),),
    "クァ": (("kwa", 0), ("qua", 0.7)), "クィ": (("kwi", 0), ("qui", 0.7)),
    "グァ": (("gua", 0), ("gwa", 0.6)),
}  # fmt: skip
_GLIDES: Final = {"ャ": "a", "ュ": "u", "ョ": "o"}
_HISSED: Final[dict[str, tuple[str, str]]] = {
    "シ": ("sh", "sy"), "チ": ("ch", "ty"), "ジ": ("j", "zy"), "ヂ": ("j", "zy"),
}  # fmt: skip
_SMALL: Final = dict(zip("ァィゥェォ", "aiueo", strict=True))
_MARK: Final = "ー"
_LABIAL: Final = frozenset("バビブベボパピプペポマミムメモ")
# a vowel that makes the one before it long
_LENGTHENED: Final[dict[str, Step]] = {
    "oウ": (("", 0), ("u", 0.4), ("h", 1.0)),
    "uウ": (("", 0), ("u", 0.6)),
    "oオ": (("", 0.3), ("o", 0.3), ("h", 1.0)),
}


def _table() -> dict[str, Step]:
    found: dict[str, Step] = {}
    for consonant, row in _ROWS.items():
        for kana, vowel in zip(row, "aiueo", strict=True):
            found[kana] = ((consonant + vowel, 0),)
            if vowel == "i" and consonant:
                for small, glide in _GLIDES.items():
                    found[kana + small] = ((f"{consonant}y{glide}", 0),)
    for kana, (hepburn, kunrei) in _HISSED.items():
        for small, glide in _GLIDES.items():
            found[kana + small] = (
                (hepburn + glide, 0), (kunrei + glide, 1.3), (f"{hepburn}y{glide}", 1.8),
            )  # fmt: skip
    return found | _SPECIAL


_KANA: Final = _table()


def read(word: str) -> tuple[Reading, ...]:
    """Return the usual Latin forms of a word in kana.

    Args:
        word: katakana (hiragana is raised to it before).
    """
    steps: list[Step] = []
    place = 0
    vowel = ""
    while place < len(word):
        size, step = _step(word, place, vowel)
        steps.append(step)
        vowel = step[0][0][-1:] if step[0][0][-1:] in set("aeiou") else vowel
        place += size
    return paths(steps)


def _step(word: str, place: int, vowel: str) -> tuple[int, Step]:
    char, after = word[place], word[place + 1 : place + 2]
    if step := _sign(char, after, vowel):
        return 1, step
    if after and char + after in _KANA:
        return 2, _KANA[char + after]
    return 1, _KANA.get(char, ((_SMALL.get(char, _GLIDES.get(char, "")), 0),))


def _sign(char: str, after: str, vowel: str) -> Step | None:
    """Return what a mark that leans on its neighbours stands for; none for any other kana."""
    if char == "ッ":
        following = _KANA.get(after, (("", 0),))[0][0][:1]
        return (("t" if following == "c" else following, 0), ("", 0.5))
    if char == "ン":
        return (("n", 0), ("m", 0.5)) if after and after in _LABIAL else (("n", 0),)
    if char == _MARK:
        return (("", 0), (vowel, 1.0), ("h" if vowel == "o" else "", 1.2))
    if after in _SMALL:
        return None
    return _LENGTHENED.get(vowel + char)
