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
from liaison.lib.names.errors import NamesRefusal
from liaison.lib.names.parts import Name, Part, join, prepare
from liaison.lib.names.writing import Script

# of the words and spellings below; files of another version are built again
VERSION: Final = 1
WORDS_MOST: Final = 12
JOINED_MOST: Final = 3
_REMEMBERED: Final = 50_000
_ROMANISED: Final = 3
_SPELLED: Final = 10  # Aleksey, Alexei
_FAMILY: Final = 10  # Kim, Gim
_KOREAN: Final = 15
_CONSONANTS: Final = 30  # Rahman, rhmn
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
    parts = name.parts[:WORDS_MOST]
    joined = tuple(
        Joined(first, first + size - 1, _word(join(parts[first : first + size])).spellings)
        for size in range(2, JOINED_MOST + 1)
        for first in range(len(parts) - size + 1)
    )
    return Wanted(_words(name), joined)


@lru_cache(_REMEMBERED)
def prepared(text: str) -> Name | None:
    """Return a name ready to be compared, or None when it cannot be read."""
    try:
        return prepare(text)
    except NamesRefusal:
        return None


def _words(name: Name) -> tuple[Word, ...]:
    return tuple(_word(part) for part in name.parts[:WORDS_MOST])


@lru_cache(_REMEMBERED)
def _word(part: Part) -> Word:
    latin = part.script is Script.LATIN
    found = {part.text: 0 if latin else _ROMANISED}
    found.setdefault(f"s:{part.spelling}", _SPELLED)
    for sign in sorted(part.families):
        found.setdefault(f"f:{sign}", _FAMILY)
    if part.script is Script.HANGUL or part.korean != part.text:
        found.setdefault(f"k:{part.korean}", _KOREAN)
    if len(part.skeleton) >= _TELLING:
        found.setdefault(f"c:{part.skeleton}", _CONSONANTS)
    text = part.text if latin else ":".join((part.script, part.text, *sorted(part.families)))
    return Word(text, tuple(Spelling(one, cost) for one, cost in found.items()))
