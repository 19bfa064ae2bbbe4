"""Which words of a segment the words of a question may mean, and how likely each is."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from liaison.lib.finding import meaning
from liaison.lib.finding.meaning import Asked
from liaison.lib.finding.segments import Floats, Ints, Longs, Segment
from liaison.lib.finding.types import WORD_LETTERS, Spelling, Wanted

# letters of a word from which on 1, 2, 3 of them may be wrong: Kim is not Kin, but Anna is Ana
EDITS: Final = ((3, 1), (5, 2), (11, 3))
# letters of a beginning from which on 1, 2 of them may be wrong
BEGINNING_EDITS: Final = ((6, 1), (9, 2))
SCANNED_MOST: Final = 4  # spellings of one word that may have letters wrong
SCANNED_COST: Final = 40
INITIAL: Final = 0.3  # one letter weighs less than a word
_REMEMBERED: Final = 1000


@dataclass(frozen=True)
class Reach:
    """What a question leads to in one segment, as terms sorted by the word of the question.

    Attributes:
        at: first term of each word of the question, and the end.
        asked: word of the question, of each term.
        word: word of the segment.
        gain: how likely it is meant, 0 to 1.
        kind: the whole of the word or a half of it, see `walking`.
        held: for each word of the question, documents that have it as it is.
        factor: what each word of the question weighs besides its rarity.
        lengths: letters of each word of the question; 0 where they are not compared.
        masks: for each word of the question and each byte, the places that have it.
    """

    at: npt.NDArray[np.int64]
    asked: Ints
    word: Ints
    gain: Floats
    kind: npt.NDArray[np.uint8]
    held: npt.NDArray[np.float64]
    factor: npt.NDArray[np.float64]
    lengths: Ints
    masks: Longs


def reach(segment: Segment, wanted: Wanted) -> Reach:
    """Return what the words of a question lead to in a segment.

    Args:
        segment: any.
        wanted: the question.
    """
    asked, factor, lengths, masks = packed(wanted)
    words = len(wanted.words)
    at, held = np.zeros(words + 1, np.int64), np.zeros(words)
    room = words * 2 * meaning.MEANT_MOST
    word, gain = np.empty(room, np.uint32), np.empty(room, np.float32)
    kind = np.empty(room, np.uint8)
    meaning.mean(segment.vocabulary, asked, at, word, gain, kind, held)
    end = int(at[-1])
    return Reach(
        at=at,
        asked=np.repeat(np.arange(words, dtype=np.uint32), np.diff(at)),
        word=word[:end],
        gain=gain[:end],
        kind=kind[:end],
        held=held,
        factor=factor,
        lengths=lengths,
        masks=masks,
    )


def edits_of(length: int, table: Sequence[tuple[int, int]] = EDITS) -> int:
    """Return how many letters of a word may be wrong.

    Args:
        length: letters of the word.
        table: letters from which on so many may be.
    """
    return max((edits for letters, edits in table if length >= letters), default=0)


@lru_cache(_REMEMBERED)
def packed(wanted: Wanted) -> tuple[Asked, npt.NDArray[np.float64], Ints, Longs]:
    """Return a question as arrays; its factors, and the letters of its words, for `Reach`."""
    units = [(place, place, word.spellings) for place, word in enumerate(wanted.words)]
    units += [(one.first, one.last, one.spellings) for one in wanted.joined]
    texts: list[bytes] = []
    sure, edits, begins, unit_at = [], [], [], [0]
    for number, (_, _, spellings) in enumerate(units):
        joined = number >= len(wanted.words)
        for text, cost, wrong, beginning in _scanned(spellings, joined=joined):
            texts.append(text.encode())
            sure.append(1 - cost / 100)
            edits.append(wrong)
            begins.append(beginning)
        unit_at.append(len(texts))
    asked = Asked(
        text=np.frombuffer(b"".join(texts), np.uint8),
        text_at=np.cumsum([0, *map(len, texts)]).astype(np.uint32),
        unit_at=np.array(unit_at, np.uint32),
        sure=np.array(sure, np.float32),
        edits=np.array(edits, np.uint8),
        begins=np.array(begins, np.uint8),
        first=np.array([first for first, _, _ in units], np.uint32),
        last=np.array([last for _, last, _ in units], np.uint32),
        words=len(wanted.words),
    )
    factor = np.array([INITIAL if len(word.text) == 1 else 1.0 for word in wanted.words])
    return asked, factor, *_letters(wanted)


def _scanned(spellings: Sequence[Spelling], *, joined: bool) -> list[tuple[str, int, int, int]]:
    """Return text, cost, edits and beginnings of each spelling, see `Asked`."""
    found = []
    scanned = 0
    for text, cost in spellings:
        edits = begins = 0
        if _plain(text) and cost <= SCANNED_COST and scanned < SCANNED_MOST:
            scanned += 1
            edits = edits_of(len(text))
            edits = min(edits, 1) if joined or scanned > 1 else edits
            if len(text) >= meaning.BEGINNING_LETTERS:
                wrong = 0 if joined or scanned > 1 else edits_of(len(text), BEGINNING_EDITS)
                begins = 1 + wrong
        found.append((text, cost, edits, begins))
    return found


def _plain(text: str) -> bool:
    return text.isascii() and text.isalnum() and 1 < len(text) <= WORD_LETTERS


def _letters(wanted: Wanted) -> tuple[Ints, Longs]:
    lengths = np.zeros(len(wanted.words), np.uint32)
    masks = np.zeros((len(wanted.words), 256), np.uint64)
    for place, word in enumerate(wanted.words):
        text = word.spellings[0].text if word.spellings else ""
        if _plain(text):
            lengths[place] = len(text)
            for step, byte in enumerate(text.encode()):
                masks[place, byte] |= np.uint64(1 << step)
    return lengths, masks
