"""Chinese names in Latin letters: pinyin with the readings of family names, Wade-Giles.

Pinyin: GB/T 16159, GB/T 28039-2011 (names); readings from the package pypinyin. Wade-Giles as
Taiwan's passports use it, without apostrophes and hyphens.
"""

import functools
import importlib
import itertools
import re
from types import ModuleType
from typing import Final

_READ_MOST: Final = 3
# family names that are read otherwise than the word
FAMILY: Final[dict[str, str]] = {
    "单": "shan", "解": "xie", "区": "ou", "曾": "zeng", "仇": "qiu", "查": "zha", "任": "ren",
    "盖": "ge", "朴": "piao", "缪": "miao", "尉": "wei", "翟": "zhai", "宓": "mi", "乐": "yue",
    "覃": "qin", "褚": "chu", "华": "hua", "员": "yun", "折": "she", "黑": "he", "秘": "bi",
    "洗": "xian", "冼": "xian", "佴": "nai", "郇": "xun", "句": "gou", "召": "shao", "卜": "bu",
    "繁": "po", "逄": "pang", "晟": "cheng", "种": "chong", "重": "chong",
    "祭": "zhai", "谌": "chen", "燕": "yan", "宁": "ning", "葛": "ge", "柏": "bai", "车": "che",
    "訾": "zi", "牟": "mu", "隗": "wei", "撒": "sa", "能": "nai", "阚": "kan", "郝": "hao",
    "尹": "yin", "吕": "lu", "万俟": "moqi", "尉迟": "yuchi", "长孙": "zhangsun", "澹台": "tantai",
    "令狐": "linghu", "宿": "su", "么": "yao", "教": "jiao", "行": "xing", "哈": "ha",
    "相": "xiang",
}  # fmt: skip
_SYLLABLE: Final = re.compile("^(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(.+)$")
_INITIALS: Final[dict[str, str]] = {
    "b": "p", "d": "t", "g": "k", "j": "ch", "q": "ch", "zh": "ch", "z": "ts", "c": "ts",
    "x": "hs", "r": "j",
}  # fmt: skip
_FINALS: Final[dict[str, str]] = {
    "ian": "ien", "ie": "ieh", "ong": "ung", "iong": "iung", "ui": "ui", "uo": "o", "e": "e",
}  # fmt: skip
_WHOLE: Final[dict[str, str]] = {
    "zi": "tzu", "ci": "tzu", "si": "ssu", "zhi": "chih", "chi": "chih", "shi": "shih",
    "ri": "jih",
    "yi": "i", "you": "yu", "ye": "yeh", "yan": "yen", "er": "erh", "xu": "hsu", "xuan": "hsuan",
    "ge": "ko", "ke": "ko", "he": "ho", "e": "o", "guo": "kuo", "kuo": "kuo", "huo": "huo",
    "shuo": "shuo", "gui": "kuei", "kui": "kuei", "xue": "hsueh", "jue": "chueh", "que": "chueh",
    "yue": "yueh", "lue": "lueh", "nue": "nueh", "yong": "yung", "luo": "lo", "duo": "to",
    "tuo": "to", "zuo": "tso", "cuo": "tso", "suo": "so", "zhuo": "cho", "ruo": "jo", "nuo": "no",
    "ran": "jan",
}  # fmt: skip


@functools.cache
def _library() -> ModuleType:
    """Return pypinyin, imported by name: its dictionary takes half a second."""
    return importlib.import_module("pypinyin")


@functools.lru_cache(maxsize=8192)
def syllables(char: str) -> tuple[str, ...]:
    """Return the pinyin syllables of one character, the most usual first, without tones."""
    library = _library()
    found = library.pinyin(char, style=library.Style.NORMAL, heteronym=True, errors="ignore")
    if not found:
        return ()
    plain = (one.replace("ü", "u").replace("ê", "e") for one in found[0])
    return tuple(dict.fromkeys(one for one in plain if one.isascii() and one.isalpha()))[
        :_READ_MOST
    ]


def family_reading(name: str) -> str:
    """Return how a family name is read where the dictionary says otherwise, else nothing."""
    return FAMILY.get(name, "")


def wade_giles(syllable: str) -> str:
    """Return a pinyin syllable in Wade-Giles, without apostrophe."""
    if syllable in _WHOLE:
        return _WHOLE[syllable]
    found = _SYLLABLE.match(syllable)
    if not found:
        return syllable
    initial, final = found[1] or "", found[2]
    return _INITIALS.get(initial, initial) + _FINALS.get(final, final)


def rows(word: str, most: int) -> list[tuple[str, ...]]:
    """Return the likeliest rows of syllables of a word, the most usual first.

    Args:
        word: folded Han characters.
        most: how many rows.
    """
    options = [syllables(char) for char in word]
    if not all(options):
        return []
    found = itertools.islice(itertools.product(*options), 64)
    ranked = sorted(
        found, key=lambda row: sum(opts.index(one) for opts, one in zip(options, row, strict=True))
    )
    return ranked[:most]
