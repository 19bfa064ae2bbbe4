"""Reads the development data and gives each table of the model its pairs, split by token.

Sources: attested transliterations of name tokens (Wikidata by way of NETransliteration, CC0);
clusters of name forms (Wikidata, CC0, by way of rigour, MIT); readings of Japanese names
(japanese-personal-name-dataset, MIT). None of it is committed; what is learned from it is.
"""

import collections
import csv
import itertools
import unicodedata
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from liaison.lib.names.scripts import han, hangul, mandarin
from liaison.lib.names.scripts.folding import habits_of
from liaison.lib.names.scripts.kinds import Script, script_of
from liaison.lib.names.scripts.opened import opened
from liaison.lib.names.scripts.symbols import latin_symbols, native_symbols

HELD_OUT: Final = 10  # one token in ten is kept for measuring and never learned from
CLUSTERS: Final = "person_name_clusters_rigour-1.8.2.txt"
_ATTESTED: Final = {
    "arabic": Script.ARABIC,
    "chinese": Script.HAN,
    "hebrew": Script.HEBREW,
    "japanese": Script.HAN,
    "katakana": Script.KANA,
    "korean": Script.HANGUL,
    "russian": Script.CYRILLIC,
}
_FORMS_MAXIMUM: Final = 8  # of one cluster in one script
_NATIVE: Final = tuple(Script)
FOREIGN, CHINESE, JAPANESE, SINO_KOREAN = (
    "han_foreign",
    "han_chinese",
    "han_japanese",
    "han_korean",
)
UNSURE: Final = "han_unsure"
KNOWN: Final = (
    "+known"  # after the name of a table: pairs that are rules, learned but not measured
)


Pairs = dict[tuple[str, str], float]  # native and Latin symbols, and the weight of the pair
Corpus = dict[str, Pairs]


def held_out(latin: str) -> bool:
    """Tell whether a Latin token (in symbols) is kept for measuring."""
    return zlib.crc32(latin.encode()) % HELD_OUT == 0


def read(folder: Path, japanese: Path | None) -> Corpus:
    """Return every pair of every table with its weight."""
    corpus: Corpus = collections.defaultdict(lambda: collections.defaultdict(float))
    for name, script in _ATTESTED.items():
        _read_attested(folder / f"xlit_{name}_train80.tsv", name, script, corpus)
    with (folder / CLUSTERS).open(encoding="utf-8") as lines:
        for line in lines:
            _read_cluster(line.split(" => ")[0], corpus)
    if japanese:
        for latin, kanji in _japanese_names(japanese):
            _add(corpus[JAPANESE], Script.HAN, (kanji, latin), 1.0)
    _add_known(corpus)
    return corpus


def _add_known(corpus: Corpus) -> None:
    """Add what is known without data: syllables of characters, habits of family names."""
    for code in range(ord("一"), ord("鿿")):
        char = chr(code)
        if not char.encode("gb2312", "ignore"):
            continue
        for place, syllable in enumerate(mandarin.syllables(char)):
            _add(corpus[CHINESE + KNOWN], Script.HAN, (char, syllable), 1.0 if place == 0 else 0.3)
            _add(corpus[CHINESE + KNOWN], Script.HAN, (char, mandarin.wade_giles(syllable)), 0.2)
    for name, habits in habits_of(han.SOUTHERN).items():
        for habit in habits:
            _add(corpus[CHINESE + KNOWN], Script.HAN, (name, habit), 1.0)
    for name, habits in habits_of(hangul.FAMILY).items():
        for habit in habits:
            _add(corpus[str(Script.HANGUL) + KNOWN], Script.HANGUL, (name, habit), 3.0)


def settle_unsure(corpus: Corpus) -> None:
    """Give Han pairs of which nothing told the language to the table that likes them best.

    The tables are those of the last time: the first time there are none, and the pairs go unused.
    """
    tables = {name: table for name in (FOREIGN, JAPANESE, CHINESE) if (table := opened(name))}
    for (native, latin), weight in corpus.pop(UNSURE, {}).items():
        fits = {name: table.odds(native, latin) for name, table in tables.items()}
        best = max(fits, key=lambda name: fits[name], default=FOREIGN)
        if fits.get(best, 0.0) > 0.0:
            corpus[best][native, latin] += weight


def _read_attested(path: Path, name: str, script: Script, corpus: Corpus) -> None:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            latin, native, count = line.rstrip("\n").split("\t")
            native = native.replace(" ", "")
            found = script_of(native)
            if found is not script and name != "japanese":
                continue
            table = str(found)
            if found is Script.HAN:
                table = JAPANESE if name == "japanese" else han_table(native, latin, ())
            _add(corpus[table], found, (native, latin), min(float(count), 4.0))


def _read_cluster(line: str, corpus: Corpus) -> None:
    forms: dict[Script, list[str]] = collections.defaultdict(list)
    for form in line.split(", "):
        if " " in form.strip() or any(unicodedata.category(char) == "No" for char in form):
            continue
        forms[script_of(form)].append(form)
    latin = forms.get(Script.LATIN, [])[:_FORMS_MAXIMUM]
    for script in _NATIVE:
        native = forms.get(script, [])[:_FORMS_MAXIMUM]
        if script is Script.LATIN:
            combined = list(itertools.permutations(latin, 2))
        else:
            combined = list(itertools.product(native, latin))
        for left, right in combined:
            table = str(script)
            if script is Script.HAN:
                table = han_table(left, right, forms[Script.KANA] + forms[Script.HANGUL])
            _add(corpus[table], script, (left, right), 1.0 / max(1.0, len(combined) ** 0.5))


def _add(pairs: Pairs, script: Script, one: tuple[str, str], weight: float) -> None:
    symbols, letters = native_symbols(script, one[0]), latin_symbols(one[1])
    if len(letters) > 1 and symbols and len(letters) <= 12 * len(symbols):
        pairs[symbols, letters] += weight


def _japanese_names(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.glob("first_name_*_o*.csv")):
        for row in csv.reader(path.open(encoding="utf-8")):
            for kanji in row[2:]:
                if script_of(kanji) is Script.HAN:
                    yield row[1], kanji
    for row in csv.reader((folder / "last_name_org.csv").open(encoding="utf-8")):
        yield row[3], row[0]


def han_table(native: str, latin: str, others: tuple[str, ...] | list[str]) -> str:
    """Tell whether a Han name is read in Chinese, in Japanese, in Korean, or spells a foreign one.

    Args:
        native: the Han form.
        latin: its Latin form.
        others: other forms of the same name, in kana or Hangul.
    """
    letters = latin_symbols(latin)
    if any("ぁ" <= char <= "ゖ" for form in others for char in form) or "々" in native:
        return JAPANESE
    if len(native) <= 3:  # noqa: PLR2004 - family names and given names of China
        options = [mandarin.syllables(char) for char in native_symbols(Script.HAN, native)]
        spoken = {"".join(part) for part in itertools.islice(itertools.product(*options), 64)}
        if letters in spoken or letters.replace("v", "u") in spoken:
            return CHINESE
    for form in others:
        if len(form) == len(native) <= 3 and script_of(form) is Script.HANGUL:  # noqa: PLR2004
            return SINO_KOREAN
    if _sounds_japanese(letters) and 2 <= len(native) <= 4:  # noqa: PLR2004
        return UNSURE
    if len(native) <= 2 and len(letters) <= 4 * len(native):  # noqa: PLR2004
        return UNSURE
    return FOREIGN


def _sounds_japanese(letters: str) -> bool:
    rest = letters
    for group in (
        "shi",
        "chi",
        "tsu",
        "sh",
        "ch",
        "ts",
        "ky",
        "ry",
        "gy",
        "hy",
        "my",
        "ny",
        "py",
        "by",
    ):
        rest = rest.replace(group, "k" + group[-1] if group[-1] in "iu" else "k")
    vowels = [char in "aeiou" for char in rest]
    for before, after, char in zip(vowels, [*vowels[1:], True], rest, strict=False):
        if not before and not after and char != "n":
            return False
    return bool(rest) and "l" not in rest and "v" not in rest and "c" not in rest
