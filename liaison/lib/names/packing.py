"""A name as the compiled kernels read it: one row of integers for each way to part it."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from liaison.lib.names import rarity
from liaison.lib.names.romans import Reading, Script, readings, whole_readings
from liaison.lib.names.words import Kind, Word

CLASSES: Final = tuple(Script)
_CLASS: Final = {script: place for place, script in enumerate(CLASSES)}
HEAD: Final = 4
UNIT: Final = 8
READING: Final = 4
FIXED: Final = 256
LONGEST: Final = 24
READINGS_MOST: Final = 6
JOINED_MOST: Final = 3
FORMS_MOST: Final = 4
_A: Final = ord("a") - 1


@dataclass(frozen=True, slots=True)
class Unit:
    """A word, or neighbouring words written together.

    Attributes:
        text: as written.
        first: place of its first word.
        words: how many.
        script: of the first.
        kind: of the first.
        readings: in Latin letters.
    """

    text: str
    first: int
    words: int
    script: Script
    kind: Kind
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One way to part a name into words.

    Attributes:
        units: its words, then what they are when joined.
        packed: the same for the kernels.
    """

    units: tuple[Unit, ...]
    packed: NDArray[np.int32]


def forms_of(words: tuple[Word, ...]) -> tuple[Form, ...]:
    """Return the ways to part a name; more than one where no space is written.

    Args:
        words: from `words_of`.
    """
    found = [words]
    if len(words) == 1:
        found += [
            tuple(Word(part, words[0].script, Kind.PLAIN) for part in parts)
            for parts in whole_readings(words[0].text)[: FORMS_MOST - 1]
        ]
    forms = [form for one in found if (form := _form(one))]
    return tuple(forms)


def _form(words: tuple[Word, ...]) -> Form | None:
    single: list[Unit] = []
    for word in words:
        read = tuple(one for one in readings(word.text) if one.text)[:READINGS_MOST]
        if read:
            single.append(
                Unit(
                    word.text,
                    len(single),
                    1,
                    word.script,
                    word.kind,
                    tuple(Reading(one.text[:LONGEST], one.cost) for one in read),
                )
            )
    if not single:
        return None
    units = [*single, *_joined(single)]
    return Form(tuple(units), _pack(units, len(single)))


def _joined(single: list[Unit]) -> list[Unit]:
    found = []
    for size in range(2, JOINED_MOST + 1):
        for start in range(len(single) - size + 1):
            parts = single[start : start + size]
            text = "".join(one.readings[0].text for one in parts)
            if len(text) > LONGEST or any(one.kind is Kind.TITLE for one in parts):
                continue
            cost = sum(one.readings[0].cost for one in parts)
            found.append(
                Unit(
                    "".join(one.text for one in parts),
                    start,
                    size,
                    parts[0].script,
                    Kind.PLAIN,
                    (Reading(text, cost),),
                )
            )
    return found


def _pack(units: list[Unit], tokens: int) -> NDArray[np.int32]:
    rows: list[int] = []
    lines: list[int] = []
    letters = bytearray()
    count = sum(len(one.readings) for one in units)
    place = HEAD + len(units) * UNIT + count * READING
    number = 0
    for unit in units:
        bits = ((1 << unit.words) - 1) << unit.first
        info = round(rarity.information(unit.readings[0].text) * FIXED)
        rows += [bits, unit.first, unit.words, _CLASS[unit.script], unit.kind, info]
        rows += [number, number + len(unit.readings)]
        for text, cost in unit.readings:
            start = place + len(letters)
            letters += text.encode()
            lines += [start, start + len(text), round(cost * FIXED), 0]
        number += len(unit.readings)
    packed = np.empty(place + len(letters), np.int32)
    packed[:place] = [tokens, len(units), count, place, *rows, *lines]
    packed[place:] = np.frombuffer(letters, np.uint8)
    packed[place:] -= _A
    return packed
