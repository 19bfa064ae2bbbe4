"""From a written name to its parts in Latin letters, each with the keys it can be found by."""

import functools
import re
from dataclasses import dataclass
from typing import Final

from anyascii import anyascii

from liaison.lib.names import hangul, sounds
from liaison.lib.names.errors import NameEmpty
from liaison.lib.names.packing import Form, forms_of
from liaison.lib.names.surnames import FAMILIES, SPELLINGS
from liaison.lib.names.words import words_of
from liaison.lib.names.writing import Script, normalise, script_of

PARTS_MAXIMUM: Final = 12  # "Abu Bakr Muhammad ibn Zakariya ibn Yahya al-Razi" has 9
PART_MAXIMUM: Final = 40  # "Wolfeschlegelsteinhausenbergerdorff" has 35
KEYS_MAXIMUM: Final = 96
_JOINED_MOST: Final = 3  # parts written together: "Abd al Rahman"
_LATIN: Final = re.compile(r"[a-z0-9]+")
_LONGEST_SURNAME: Final = 2  # in Chinese signs: 欧阳


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a name.

    Attributes:
        text: in Latin letters.
        script: what it was written in.
        families: surnames, as signs, that this part may be.
        spelling: key that usual spellings share.
        skeleton: its consonants.
        korean: key that spellings of a Korean name share.
    """

    text: str
    script: Script
    families: frozenset[str]
    spelling: str
    skeleton: str
    korean: str


@dataclass(frozen=True)
class Name:
    """A name ready to be compared, and to be found.

    Attributes:
        given: as somebody wrote it.
        written: settled, in its own script.
    """

    given: str
    written: str

    @functools.cached_property
    def parts(self) -> tuple[Part, ...]:
        """In the order they were written: what the name is found by."""
        found: list[Part] = []
        for word in self.written.split():
            found.extend(_of_word(word, first=not found))
        return tuple(found[:PARTS_MAXIMUM])

    @functools.cached_property
    def forms(self) -> tuple[Form, ...]:
        """The ways to part it into words, packed: what the name is compared by."""
        return forms_of(words_of(self.given))


def prepare(text: str) -> Name:
    """Return a name ready to be compared.

    Args:
        text: as written anywhere, in any script.

    Returns:
        The name; what stands behind its first `words.WORDS_MOST` words is not compared.

    Raises:
        NameTooLong: longer than any name.
        NameEmpty: nothing in it has a Latin form.
    """
    name = Name(text, normalise(text))
    if not name.forms:  # `parts` are worked out only for what is searched for
        raise NameEmpty
    return name


def join(parts: tuple[Part, ...]) -> Part:
    """Return neighbouring parts as if they were written together."""
    return _part("".join(part.text for part in parts), parts[0].script)


def keys(name: Name) -> tuple[str, ...]:
    """Return what a name is found by in an index: parts, spellings, skeletons, joins.

    Args:
        name: from `prepare`.

    Returns:
        At most `KEYS_MAXIMUM` different texts, those of single parts first.
    """
    single = [key for part in name.parts for key in _keys_of(part)]
    joined = [
        key
        for size in range(2, _JOINED_MOST + 1)
        for start in range(len(name.parts) - size + 1)
        for key in _keys_of(join(name.parts[start : start + size]))
    ]
    return tuple(dict.fromkeys(single + joined))[:KEYS_MAXIMUM]


def _keys_of(part: Part) -> list[str]:
    found = [part.text, f"s:{part.spelling}"]
    if len(part.skeleton) > 1:
        found.append(f"c:{part.skeleton}")
    found.append(f"k:{part.korean}")
    found.extend(f"f:{sign}" for sign in sorted(part.families))
    return found


def _of_word(word: str, *, first: bool) -> list[Part]:
    script = script_of(word)
    if script is Script.HANGUL:
        return _of_signs(word, script, surname=1 if first else 0)
    if script is Script.HAN:
        return _of_signs(word, script, surname=_surname_length(word) if first else 0)
    return [_part(text, script) for text in _LATIN.findall(anyascii(word).lower())]


def _surname_length(word: str) -> int:
    two = word[:_LONGEST_SURNAME]
    return len(two) if two in SPELLINGS and len(word) > len(two) else 1


def _of_signs(word: str, script: Script, *, surname: int) -> list[Part]:
    """Return a word of Chinese or Korean signs: the surname, then sign by sign."""
    found = []
    if surname:
        sign, word = word[:surname], word[surname:]
        spellings = SPELLINGS.get(sign)
        text = spellings[0] if spellings else _latin(sign)
        if text:
            found.append(_part(text, script, frozenset({sign}) if spellings else frozenset()))
    found.extend(_part(text, script) for sign in word if (text := _latin(sign)))
    return found


def _latin(signs: str) -> str:
    text = "".join(hangul.romanise(sign) or anyascii(sign) for sign in signs)
    return "".join(_LATIN.findall(text.lower()))


def _part(text: str, script: Script, families: frozenset[str] | None = None) -> Part:
    text = text[:PART_MAXIMUM]
    known = FAMILIES.get(text, frozenset()) if families is None else families
    return Part(
        text=text,
        script=script,
        families=known,
        spelling=sounds.spelling(text),
        skeleton=sounds.skeleton(text),
        korean=hangul.sound(text),
    )
