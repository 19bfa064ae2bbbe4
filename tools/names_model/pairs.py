"""Labelled pairs of names made from the development data, split by identity and by token.

What is learned above the models of letters is learned from these, and measured on the other half:
`tools.learn_names` and `benchmarks.names` read the same sets. Whole names are put together only
from words that `corpus.held_out` keeps back, so that the models of scripts have seen none of them.
Deterministic: every set draws from a generator of its own.
"""

import collections
import csv
import random
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from anyascii import anyascii
from pypinyin import lazy_pinyin

from liaison.lib.names.scripts.kinds import Script, script_of
from liaison.lib.names.scripts.symbols import latin_symbols
from tools.names_model import corpus

GIVEN: Final = ("ofac_aka", "nk_person", "watchman_cross", "hmni_firstname")
TOKENS: Final = ("arabic", "chinese", "hebrew", "japanese", "katakana", "korean", "russian")
COMPOSED: Final = {
    Script.CYRILLIC: 600,
    Script.ARABIC: 600,
    Script.HANGUL: 600,
    Script.GREEK: 600,
    Script.HEBREW: 600,
    Script.LATIN: 600,
    Script.KANA: 600,
    Script.HAN: 600,
    Script.DEVANAGARI: 150,
    Script.THAI: 80,
}
PEOPLE: Final = "real_names_wikidata.csv"
_MOST: Final = 700  # true pairs of one set in the half that is learned from
_OFTEN: Final = 50
_MIDDLE: Final = 2  # more words than this have one in the middle
_SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢"
    "姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤張劉陳楊"
)
_KATAKANA: Final = str.maketrans({chr(code): chr(code + 96) for code in range(0x3041, 0x3097)})
_SPACED: Final = {Script.KANA: "・", Script.HAN: "·"}
_LONG_SIGNS: Final = 2


class Labelled(NamedTuple):
    """Two names and whether they are one."""

    left: str
    right: str
    same: bool
    kind: str


class Halves(NamedTuple):
    """One set: what may be learned from, and what is only measured on."""

    learned: list[Labelled]
    measured: list[Labelled]


Sets = dict[str, Halves]
Known = tuple[str, str]  # one name in Latin letters and in its own script


def half(key: str) -> bool:
    """Tell whether an identity is for measuring."""
    return zlib.crc32(key.encode()) // 10 % 2 == 0


def chance(name: str) -> random.Random:
    """Return the generator of one set."""
    return random.Random(zlib.crc32(name.encode()))  # noqa: S311 - samples


def held(word: str) -> bool:
    """Tell whether no model of letters has learned from a Latin word."""
    return corpus.held_out(latin_symbols(word))


def plain(word: str) -> str:
    """Return a word as a to z."""
    return re.sub(r"[^a-z]", "", anyascii(word).lower())


def across(data: Path) -> Sets:
    """Return the sets that were given and those that cross scripts.

    Args:
        data: the folder of development data.
    """
    found: Sets = {name: _given(data / "pairs" / f"{name}.csv") for name in GIVEN}
    for name in TOKENS:
        found[f"xlit_{name}"] = _tokens(data, name)
    people = list(rows(data / PEOPLE))
    for name, column in (("full_he", "name_he"), ("full_ko", "name_ko")):
        known = [(row["name_en"], row[column]) for row in people if row[column]]
        found[name] = _whole(name, [one for one in known if len(one[0].split()) > 1])
    natives = [
        (row["name_en"], row["name_ko"])
        for row in people
        if 1 < len(row["name_ko"]) <= 4  # noqa: PLR2004 - signs of a Korean name
    ]
    found["full_konative"] = _whole(
        "full_konative", [one for one in natives if " " not in one[1] and " " in one[0]]
    )
    return found | _composed(data, people)


def rows(path: Path) -> Iterator[Mapping[str, str]]:
    """Yield the lines of a table."""
    with path.open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def _given(path: Path) -> Halves:
    found = Halves([], [])
    for row in rows(path):
        one = Labelled(row["name1"], row["name2"], row["is_match"] == "1", row["kind"])
        found[zlib.crc32(one.left.encode()) % 2].append(one)
    return found


def _tokens(data: Path, name: str) -> Halves:
    known = []
    for line in (data / f"xlit_{name}_train80.tsv").read_text(encoding="utf-8").splitlines():
        latin, native, _ = line.split("\t")
        if len(latin) > 1 and held(latin):
            known.append((latin, native.replace(" ", "")))
    return _split(f"xlit_{name}", known, lambda latin: [_consonants(latin)])


def _whole(name: str, known: list[Known]) -> Halves:
    return _split(name, known, lambda latin: [one for one in re.split(r"[ -]", latin) if one])


def _consonants(word: str) -> str:
    return re.sub(r"[aeiouyhw]", "", plain(word))[:3]


def _split(name: str, known: list[Known], close: Callable[[str], list[str]]) -> Halves:
    """Return true pairs, each with one that shares a key and one that shares nothing."""
    found = Halves([], [])
    for rows_, measured, most in ((found[0], False, _MOST), (found[1], True, _MOST // 2)):
        drawn = chance(name + str(measured))
        mine = [one for one in known if half(one[0]) is measured]
        drawn.shuffle(mine)
        near: dict[str, list[Known]] = collections.defaultdict(list)
        truth: dict[str, set[str]] = collections.defaultdict(set)
        for one in mine:
            truth[one[0]].add(one[1])
            for key in close(one[0]):
                near[key.lower()].append(one)
        for latin, native in mine[:most]:
            rows_.append(Labelled(latin, native, same=True, kind="pos"))
            likely = [one for key in close(latin) for one in near[key.lower()][:8]]
            for kind, others in (("neg_hard", likely), ("neg_rand", drawn.choices(mine, k=4))):
                right = [other for who, other in others if _others(who, latin, other, truth)]
                if right:
                    rows_.append(Labelled(latin, drawn.choice(right), same=False, kind=kind))
    return found


def _others(who: str, latin: str, other: str, truth: Mapping[str, set[str]]) -> bool:
    return who.lower() != latin.lower() and other not in truth[latin]


class Cluster(NamedTuple):
    """The forms of one name that are held out, by script."""

    key: str
    forms: Mapping[Script, list[str]]
    every: list[str]  # Latin ones, held out or not
    often: int


def clusters(data: Path, often: Mapping[str, int]) -> list[Cluster]:
    """Return names of one word with a Latin form no model of letters has learned from."""
    found = []
    for line in (data / corpus.CLUSTERS).read_text(encoding="utf-8").splitlines():
        written, key = line.rsplit(" => ", 1)
        forms: dict[Script, list[str]] = collections.defaultdict(list)
        for form in written.split(", "):
            if form and " " not in form and not re.search(r"[0-9¹²³⁴⁵⁶:()]", form):
                forms[script_of(form)].append(form)
        every = forms[Script.LATIN]
        forms[Script.LATIN] = [one for one in every if held(one)]
        if forms[Script.LATIN]:
            count = max(often.get(one, 0) for one in forms[Script.LATIN])
            found.append(Cluster(key, forms, every, 1 + min(_OFTEN, count)))
    return found


def frequencies(people: Iterable[Mapping[str, str]], data: Path) -> collections.Counter[str]:
    """Return how often words of names are met."""
    found: collections.Counter[str] = collections.Counter()
    for row in people:
        found.update(row["name_en"].lower().split())
    for row in rows(data / "pairs" / "ofac_aka.csv"):
        for word in re.split(r"[^a-z]+", f"{row['name1']} {row['name2']}".lower()):
            found[word] += 3
    return found


def _composed(data: Path, people: Sequence[Mapping[str, str]]) -> Sets:
    known = clusters(data, frequencies(people, data))
    halves = [[one for one in known if half(one.key) is measured] for measured in (False, True)]
    found: Sets = {}
    for script, most in COMPOSED.items():
        name = f"comp_{script.value}"
        parts = (
            _people_of(halves[0], script, most, chance(name)),
            _people_of(halves[1], script, most // 2, chance(name + "measured")),
        )
        found[name] = Halves(*parts)
    found["cn_full"] = Halves(
        _chinese(halves[0], _MOST, chance("cn")),
        _chinese(known, _MOST // 2, chance("cn measured")),
    )
    for kind, place in (("jp_kanji", 0), ("jp_kana", 1)):
        found[kind] = Halves(
            _japanese(halves[0], _MOST, chance("jp"), place),
            _japanese(halves[1], _MOST // 2, chance("jp measured"), place),
        )
    return found


def _usable(one: Cluster, script: Script) -> bool:
    forms = one.forms.get(script, [])
    if script is not Script.HAN:
        return bool(forms)
    return not one.forms.get(Script.KANA) and any(len(form) > _LONG_SIGNS for form in forms)


def _people_of(
    known: list[Cluster], script: Script, many: int, drawn: random.Random
) -> list[Labelled]:
    """Return people put together from words: a true pair, one sharing a word, one sharing none."""
    pool = [one for one in known if _usable(one, script)]
    often = [one.often for one in pool]

    def written(parts: list[Cluster]) -> Known:
        latin = [drawn.choice(one.forms[Script.LATIN]) for one in parts]
        if script is Script.HAN:
            native = [max(one.forms[script], key=len) for one in parts]
        else:
            own = [one.every if script is Script.LATIN else one.forms[script] for one in parts]
            native = [drawn.choice(forms) for forms in own]
            if drawn.random() < 0.25:  # noqa: PLR2004 - the other order
                drawn.shuffle(native)
        if len(native) > _MIDDLE and drawn.random() < 0.4:  # noqa: PLR2004 - nothing in the middle
            native.pop(1)
        return " ".join(latin).title(), _SPACED.get(script, " ").join(native)

    found: list[Labelled] = []
    while len(found) < 3 * many:
        parts = drawn.choices(pool, often, k=drawn.choice((2, 2, 2, 3)))
        latin, native = written(parts)
        kept = drawn.randrange(len(parts))
        others = [
            one if place == kept else drawn.choices(pool, often)[0]
            for place, one in enumerate(parts)
        ]
        if latin.lower() == native.lower() or others == parts:
            continue
        strangers = drawn.choices(pool, often, k=len(parts))
        found += [
            Labelled(latin, native, same=True, kind="pos"),
            Labelled(latin, written(others)[1], same=False, kind="neg_hard"),
            Labelled(latin, written(strangers)[1], same=False, kind="neg_rand"),
        ]
    return found


def _chinese(known: list[Cluster], many: int, drawn: random.Random) -> list[Labelled]:
    given = []
    for one in known:
        spelt = {plain(form) for form in one.every}
        kana = bool(one.forms.get(Script.KANA))
        for signs in one.forms.get(Script.HAN, []):
            read = "".join(lazy_pinyin(signs))
            if len(signs) <= _LONG_SIGNS and read in spelt and not (kana and len(spelt) < 2):  # noqa: PLR2004 - Japanese only
                given.append((signs, read))

    def surname() -> str:
        return _SURNAMES[min(int(drawn.expovariate(1 / 25)), len(_SURNAMES) - 1)]

    def latin(family: str, own: Known) -> str:
        read = own[1]
        if drawn.random() < 0.3:  # noqa: PLR2004 - a share
            read = drawn.choice("- ").join(lazy_pinyin(own[0]))
        words = ["".join(lazy_pinyin(family)), read]
        if drawn.random() < 0.2:  # noqa: PLR2004 - a share
            words.reverse()
        return " ".join(words).title()

    found: list[Labelled] = []
    while len(found) < 3 * many:
        family, own, other = surname(), drawn.choice(given), drawn.choice(given)
        hard = family + other[0] if drawn.random() < 0.7 else surname() + own[0]  # noqa: PLR2004 - a share
        if lazy_pinyin(hard) == lazy_pinyin(family + own[0]):
            continue
        name = latin(family, own)
        found += [
            Labelled(name, family + own[0], same=True, kind="pos"),
            Labelled(name, hard, same=False, kind="neg_hard"),
            Labelled(name, surname() + drawn.choice(given)[0], same=False, kind="neg_rand"),
        ]
    return found


class _Read(NamedTuple):
    signs: str
    kana: str
    latin: str


def _japanese(known: list[Cluster], many: int, drawn: random.Random, place: int) -> list[Labelled]:
    words = [
        _Read(signs, kana, latin)
        for one in known
        for signs in one.forms.get(Script.HAN, [])
        for kana in one.forms.get(Script.KANA, [])
        for latin in one.forms[Script.LATIN][:1]
        if len(signs) <= _MIDDLE + 1 and kana[0] < "ゟ" and plain(latin)[:2] == plain(kana)[:2]
    ]

    def written(family: _Read, given: _Read) -> str:
        gap = " " if place or drawn.random() < 0.4 else ""  # noqa: PLR2004 - a share
        text = family[place] + gap + given[place]
        return text.translate(_KATAKANA) if drawn.random() < 0.5 else text  # noqa: PLR2004 - a share

    found: list[Labelled] = []
    while len(found) < 3 * many:
        family, given, other, last = drawn.choices(words, k=4)
        order = (given, family) if drawn.random() < 0.5 else (family, given)  # noqa: PLR2004 - a share
        latin = " ".join(one.latin for one in order).title()
        hard = (family, other) if drawn.random() < 0.5 else (other, given)  # noqa: PLR2004 - a share
        found += [
            Labelled(latin, written(family, given), same=True, kind="pos"),
            Labelled(latin, written(*hard), same=False, kind="neg_hard"),
            Labelled(latin, written(other, last), same=False, kind="neg_rand"),
        ]
    return found
