"""From a written name to what it is found by: the one seam between names and the engine.

The engine (`liaison.lib.finding`) knows words and spellings; what a name's words are, in any
script, and how far two names may be one, is for `liaison.lib.names` to say. Whoever improves that
changes this module and nothing else here, and has the index built again (`VERSION`).

* `names_of`: a name -> its words, each with its spellings. Once for every name that is indexed.
* `wanted_of`: a name -> the question that is asked of the engine.
* spellings: the word in Latin letters is found with letters wrong; keys, which begin with a
  letter and a colon, are found as they are. The cost says how much less likely a key makes it.
"""

from functools import lru_cache
from typing import Final

from liaison.lib.finding.types import Joined, Spelling, Wanted, Word
from liaison.lib.names import hangul, scripts, sounds
from liaison.lib.names.errors import NamesRefusal
from liaison.lib.names.parts import Name, Part, join, prepare
from liaison.lib.names.scripts import Script
from liaison.lib.names.words import words_of

# of the words and spellings below; files of another version are built again
VERSION: Final = 3
WORDS_MOST: Final = 12
JOINED_MOST: Final = 3
_REMEMBERED: Final = 50_000
_ROMANISED: Final = 3
_NAT: Final = 8  # what a nat of a less likely reading costs
_READING_MOST: Final = 30
_SKELETONS: Final = 3  # readings whose consonants are keys
_PARTED: Final = 2  # ways to part a name that is written without spaces
_SPELLED: Final = 10  # Aleksey, Alexei
_FAMILY: Final = 10  # Kim, Gim
_KOREAN: Final = 15
_CONSONANTS: Final = 30  # Rahman, rhmn
_SYLLABLES: Final = 3  # of a Korean word that is parted; longer ones are foreign names
_SPELT: Final = 3  # signs of a Han word, among several: no Chinese name has such a one
_TELLING: Final = 2  # fewer consonants say nothing


def names_of(text: str) -> tuple[Word, ...]:
    """Return the words of a name; none when it cannot be read.

    Args:
        text: as written anywhere, in any script.
    """
    name = prepared(text)
    return _words(name) if name else ()


def wanted_of(text: str) -> Wanted | None:
    """Return the question of a name; None when it cannot be read.

    Args:
        text: as written anywhere, in any script.
    """
    name = prepared(text)
    if name is None:
        return None
    whole = _words(name)
    words, places = _parted(whole)
    joined = [
        Joined(places[first], places[first + size] - 1, _together(whole[first : first + size]))
        for size in range(2, JOINED_MOST + 1)
        for first in range(len(whole) - size + 1)
    ]
    joined += [
        Joined(places[at], places[at + 1] - 1, word.spellings)
        for at, word in enumerate(whole)
        if places[at + 1] - places[at] > 1
    ]
    return Wanted(words, tuple(joined))


def _parted(whole: tuple[Word, ...]) -> tuple[tuple[Word, ...], tuple[int, ...]]:
    """Return the words of a question with Korean ones parted into their syllables.

    A Korean given name stands in Latin letters as one word, as two, or with a hyphen, about
    equally often: the syllables find the last two, their being joined finds the first.

    Returns:
        The words, and where among them each whole one begins, and the end.
    """
    words: list[Word] = []
    places = [0]
    left = WORDS_MOST - len(whole)
    for word in whole:
        signs = word.text.partition(":")[2]
        parted = 1 < len(signs) <= min(_SYLLABLES, left + 1) and _is_korean(signs)
        words += [_read(sign, first=False) for sign in signs] if parted else [word]
        left -= len(signs) - 1 if parted else 0
        places.append(len(words))
    return tuple(words), tuple(places)


def _is_korean(signs: str) -> bool:
    return all(scripts.script_of(sign) is Script.HANGUL for sign in signs)


@lru_cache(_REMEMBERED)
def prepared(text: str) -> Name | None:
    """Return a name ready to be compared, or None when it cannot be read."""
    try:
        return prepare(text)
    except NamesRefusal:
        return None


def _words(name: Name) -> tuple[Word, ...]:
    """Return the words of a name; of one in Latin letters its parts, of others their readings."""
    if name.written.isascii():
        return tuple(_word(part) for part in name.parts[:WORDS_MOST])
    written = words_of(name.given)
    if len(written) == 1 and written[0].script is not Script.LATIN:
        ways = scripts.whole_readings(written[0].text)[:_PARTED]
        texts = list(dict.fromkeys(part for way in ways for part in way))
        if texts:
            return tuple(_read(text, first=not place) for place, text in enumerate(texts))
    han = [len(word.text) for word in written if word.script is Script.HAN]
    foreign = len(han) > 1 and max(han) >= _SPELT
    found: list[Word] = []
    for place, word in enumerate(written):
        if word.script is Script.LATIN:
            plain = prepared(word.text)
            found.extend(_word(part) for part in (plain.parts if plain else ()))
        else:
            found.append(_read(word.text, first=not place, foreign=foreign))
    return tuple(found[:WORDS_MOST])


def _together(words: tuple[Word, ...]) -> tuple[Spelling, ...]:
    """Return the spellings of neighbouring words as if they were one."""
    texts = [_letters(word) for word in words]
    whole = prepared("".join(texts)) if all(texts) else None
    return _word(join(whole.parts)).spellings if whole else ()


def _letters(word: Word) -> str:
    return word.spellings[0].text if word.spellings else ""


@lru_cache(_REMEMBERED)
def _word(part: Part) -> Word:
    """Return a word in Latin letters with its keys."""
    found = {part.text: 0}
    found.setdefault(f"s:{part.spelling}", _SPELLED)
    for sign in sorted(part.families):
        found.setdefault(f"f:{sign}", _FAMILY)
    if part.korean != part.text:
        found.setdefault(f"k:{part.korean}", _KOREAN)
    _bare(found, part.text)
    return Word(part.text, tuple(Spelling(one, cost) for one, cost in found.items()))


@lru_cache(_REMEMBERED)
def _read(native: str, *, first: bool, foreign: bool = False) -> Word:
    """Return a word in another script with its readings and their keys.

    Args:
        native: the word.
        first: whether the name begins with it, as names with family name first do.
        foreign: whether it spells a name of another language by its sounds.
    """
    readings = scripts.foreign_readings(native) if foreign else scripts.readings(native)
    plain = prepared(native)
    parts = plain.parts if plain else ()
    found: dict[str, int] = {}
    for one in readings:
        cost = min(_ROMANISED + round(one.cost * _NAT), _READING_MOST)
        found.setdefault(one.text, cost)
    if parts:
        found.setdefault(join(parts).text, _SPELLED if readings else _ROMANISED)
    likely = next(iter(found), "")
    for text in list(found)[:2]:
        found.setdefault(f"s:{sounds.spelling(text)}", _SPELLED + found[text])
    if first:
        for sign in sorted(parts[0].families if parts else ()):
            found.setdefault(f"f:{sign}", _FAMILY)
    if parts and scripts.script_of(native) is Script.HANGUL:
        for text in list(found)[:1]:
            found.setdefault(f"k:{hangul.sound(text)}", _KOREAN)
    for one in readings[:_SKELETONS]:
        _bare(found, one.text)
    # what stands before the colon is compared letter by letter
    return Word(f"{likely}:{native}", tuple(Spelling(text, cost) for text, cost in found.items()))


def _bare(found: dict[str, int], text: str) -> None:
    """Put the consonants of a reading among the keys, when there are enough to say something."""
    # w is a vowel in Brown and a consonant in Wolkow
    for read in dict.fromkeys((text, text.replace("w", "v"))):
        consonants = scripts.skeleton(read)
        if len(consonants) >= _TELLING:
            found.setdefault(f"c:{consonants}", _CONSONANTS)
