"""A name as the compiled kernels read it: one row of integers for each way to part it.

A question compares hundreds of names that were never met before, made of words that were: what
belongs to a word is worked out once, and what only an explanation needs when it is asked for.
"""

import functools
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from liaison.lib.names import rarity
from liaison.lib.names.romans import Reading, Script, readings, whole_readings
from liaison.lib.names.words import Kind, Word

CLASSES: Final = tuple(Script)
PLACES: Final = {script: place for place, script in enumerate(CLASSES)}
HEAD: Final = 4
UNIT: Final = 8
READING: Final = 4
FIXED: Final = 256
LONGEST: Final = 24
READINGS_MOST: Final = 6
JOINED_MOST: Final = 3
FORMS_MOST: Final = 4
_A: Final = ord("a") - 1
_REMEMBERED: Final = 1 << 16  # words of the names that are met


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


class _Read(NamedTuple):
    """What belongs to a word wherever it stands.

    Attributes:
        readings: in Latin letters; none when it cannot be read.
        information: of the first, in 256ths of a nat.
        lines: length and cost of each, for the kernels.
        letters: of all of them, a is 1.
    """

    readings: tuple[Reading, ...]
    information: int
    lines: tuple[tuple[int, int], ...]
    letters: tuple[int, ...]


class _Join(NamedTuple):
    """Neighbouring words written together."""

    first: int
    words: int
    reading: Reading


@dataclass(frozen=True)
class Form:
    """One way to part a name into words.

    Attributes:
        words: those that can be read.
        packed: the words, then what they are when joined, for the kernels.
    """

    words: tuple[Word, ...]
    packed: NDArray[np.int32]

    @property
    def script(self) -> Script:
        """What the name is written in: its first word decides."""
        return self.words[0].script

    @functools.cached_property
    def units(self) -> tuple[Unit, ...]:
        """The same as `packed`, for people."""
        reads = [_read(word.text) for word in self.words]
        single = [
            Unit(word.text, first, 1, word.script, word.kind, read.readings)
            for first, (word, read) in enumerate(zip(self.words, reads, strict=True))
        ]
        joined = [
            Unit(
                "".join(word.text for word in self.words[join.first : join.first + join.words]),
                join.first,
                join.words,
                self.words[join.first].script,
                Kind.PLAIN,
                (join.reading,),
            )
            for join in _joins(self.words, reads)
        ]
        return (*single, *joined)


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
    reads = [_read(word.text) for word in words]
    if not all(read.readings for read in reads):
        words = tuple(word for word, read in zip(words, reads, strict=True) if read.readings)
        reads = [read for read in reads if read.readings]
    return Form(words, _pack(words, reads)) if words else None


@functools.lru_cache(maxsize=_REMEMBERED)
def _read(text: str) -> _Read:
    found = [one for one in readings(text) if one.text][:READINGS_MOST]
    if not found:
        return _Read((), 0, (), ())
    cut = tuple(Reading(one.text[:LONGEST], one.cost) for one in found)
    return _Read(
        cut,
        _information(cut[0].text),
        tuple((len(one.text), round(one.cost * FIXED)) for one in cut),
        tuple(code - _A for one in cut for code in one.text.encode()),
    )


def _information(text: str) -> int:
    return round(rarity.information(text) * FIXED)


def _joins(words: Sequence[Word], reads: Sequence[_Read]) -> Iterator[_Join]:
    """Yield neighbours written together: two, then three; a title is never a part of a word."""
    for size in range(2, min(JOINED_MOST, len(words)) + 1):
        for first in range(len(words) - size + 1):
            text, cost = "", 0.0
            for at in range(first, first + size):
                if words[at].kind is Kind.TITLE:
                    break
                reading = reads[at].readings[0]
                text, cost = text + reading.text, cost + reading.cost
            else:
                if len(text) <= LONGEST:
                    yield _Join(first, size, Reading(text, cost))


def _pack(words: Sequence[Word], reads: Sequence[_Read]) -> NDArray[np.int32]:
    joins = list(_joins(words, reads))
    units, count = len(words) + len(joins), len(joins) + sum(len(one.lines) for one in reads)
    place = at = HEAD + units * UNIT + count * READING
    rows = [len(words), units, count, place]
    lines: list[int] = []
    letters: list[int] = []
    number = 0
    for first, (word, read) in enumerate(zip(words, reads, strict=True)):
        end = number + len(read.lines)
        rows += (1 << first, first, 1, PLACES[word.script], word.kind, read.information)
        rows += (number, end)
        number = end
        for length, dear in read.lines:
            lines += (at, at + length, dear, 0)
            at += length
        letters += read.letters
    for first, size, (text, cost) in joins:
        bits = ((1 << size) - 1) << first
        rows += (bits, first, size, PLACES[words[first].script], Kind.PLAIN, _information(text))
        rows += (number, number + 1)
        number += 1
        lines += (at, at + len(text), round(cost * FIXED), 0)
        at += len(text)
        letters += [code - _A for code in text.encode()]
    return np.frombuffer(array("i", rows + lines + letters), np.int32)
