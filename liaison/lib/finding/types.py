"""What goes into a segment and what is asked of it. Frozen; knows no name and no record."""

from dataclasses import dataclass
from typing import Final, NamedTuple

WORD_LETTERS: Final = 40  # longer words are cut: a bit each in a machine word of 64
NAMES_MOST: Final = 255
WORDS_MOST: Final = 16  # of one question; a name of twelve parts, and some to spare
SPELLINGS_MOST: Final = 24  # of one word: six readings with their sounds and skeletons


class Spelling(NamedTuple):
    """One text by which a word is found.

    Attributes:
        text: of letters a-z and digits alone it is also found when some of them differ; any other
            text (a word in its own script, a key of sounds) is found only as it is.
        cost: how far it stands from the word, 0 for the word itself, below 100.
    """

    text: str
    cost: int


class Word(NamedTuple):
    """One word of a name, with everything it may be spelled as.

    Attributes:
        text: the word itself; equal texts have equal spellings.
        spellings: at most `SPELLINGS_MOST`.
    """

    text: str
    spellings: tuple[Spelling, ...]


class Document(NamedTuple):
    """One thing to be found.

    Attributes:
        key: what the caller calls it; never negative.
        born: a day as one number that grows with time, see `days`; 0 when unknown.
        names: each a sequence of words.
        numbers: folded texts.
    """

    key: int
    born: int
    names: tuple[tuple[Word, ...], ...] = ()
    numbers: tuple[str, ...] = ()


class Joined(NamedTuple):
    """Neighbouring words of a question as if they had been written together.

    Attributes:
        first: place of the first of them.
        last: place of the last of them.
        spellings: of the whole.
    """

    first: int
    last: int
    spellings: tuple[Spelling, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One name that is looked for.

    Attributes:
        words: at most `WORDS_MOST`.
        joined: neighbours written together.
    """

    words: tuple[Word, ...]
    joined: tuple[Joined, ...] = ()


class Ranked(NamedTuple):
    """One document that may be meant.

    Attributes:
        score: from 0 to 1: how much of the name was found; a rank, not a judgement.
        key: what the caller calls it.
    """

    score: float
    key: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found.

    Attributes:
        ranked: the likeliest first; equal ones by key.
        partial: the budget ended before everything had been looked at.
    """

    ranked: tuple[Ranked, ...]
    partial: bool = False
