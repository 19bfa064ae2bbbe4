"""Kernels from the words of a question to the words of a segment that may be meant.

One call does it for a whole question: its words and its neighbours written together are the
units; each has spellings; each spelling leads to texts of the vocabulary, and those to words.
Plain functions over arrays; see `letters` for how they are compiled and called.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from liaison.lib.finding import letters, walking
from liaison.lib.finding.walking import EDIT, FIRST_HALF, FIRST_MORE, SECOND_HALF, WHOLE

# a number of the machine, or of Python where nothing is compiled
Whole = int | np.int64
Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.uint32]
Longs = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]
Array = npt.NDArray[Any]

MEANT_MOST = 600  # words of a segment that one word of a question may mean
SLOTS = 16_384  # of the table in which they are gathered
GATHERED = 6_000  # words before the likeliest are chosen
NEAR_MOST = 4_000  # texts looked at for one spelling
BEGINNING = 0.85  # a beginning alone: "Alexan" of a machine readable zone
BEGINNING_LETTERS = 4
BEGINNING_LEAST = 0.6  # of the whole word
BEGINNINGS_MOST = 64
HALVES = 0.95  # two halves written as one word
HALF_LETTERS = 2
HALVED_LETTERS = 5
HALF_ALONE = 0.75  # the other half may be written wrongly
ALONE_LETTERS = 4
ALONE_MOST = 2  # beginnings, and as many endings
SPLITS_MOST = 2
SAME = 0.97
_GAP = 0xFFFFFFFF
KERNELS = (
    *("put", "put_text", "nearly", "beginnings", "spelled", "chosen"),
    *("texts_held", "half", "halves", "mean"),
)


class Vocabulary(NamedTuple):
    """Arrays of a segment that a question needs first; see `segments.Segment`."""

    text: Bytes
    text_at: Ints
    of_at: Ints
    of_word: Ints
    of_cost: Bytes
    post_at: Ints
    length_at: Ints
    part_mask: Ints
    part_at: Ints
    signed: Longs
    ids: Ints
    letters: Bytes


class Asked(NamedTuple):
    """A question as arrays.

    Attributes:
        text: bytes of all spellings.
        text_at: where each begins, and the end.
        unit_at: first spelling of each unit, and the end; the words come first.
        sure: how likely each spelling is, 0 to 1.
        edits: letters of each that may be wrong.
        begins: edits with which it may be a beginning, and 1 more; 0 for no beginning.
        first: first word of each unit.
        last: its last word.
        words: how many units are words.
    """

    text: Bytes
    text_at: Ints
    unit_at: Ints
    sure: Floats
    edits: Bytes
    begins: Bytes
    first: Ints
    last: Ints
    words: int


class Gathered(NamedTuple):
    """Words that are gathered, each with its likeliest way."""

    table: Ints
    gain: Floats
    slot: Ints
    word: Ints
    many: Places


def put(found: Gathered, word: Whole, gain: float) -> None:
    """Put a word among those found, or make it likelier."""
    slot = walking.slot_of(found.table, word)
    if found.table[slot] == word:
        found.gain[slot] = max(found.gain[slot], np.float32(gain))
        return
    count = found.many[0]
    if count < len(found.word):
        found.table[slot], found.gain[slot] = word, gain
        found.slot[count], found.word[count] = slot, word
        found.many[0] = count + 1


def put_text(vocabulary: Vocabulary, found: Gathered, text: Whole, sure: float) -> None:
    """Put the words of a text among those found, less likely the farther it stands from them."""
    for place in range(np.int64(vocabulary.of_at[text]), np.int64(vocabulary.of_at[text + 1])):
        put(
            found,
            np.int64(vocabulary.of_word[place]),
            sure * (1 - np.int64(vocabulary.of_cost[place]) / 100),
        )


def nearly(
    vocabulary: Vocabulary,
    found: Gathered,
    wanted: Bytes,
    edits: Whole,
    begins: Whole,
    sure: float,
    ids: Ints,
    far: Bytes,
) -> None:
    """Put words among those found that have some letters wrong, or begin so."""
    size = len(wanted)
    count = letters.near(
        wanted, edits, begins, vocabulary.text, vocabulary.text_at, vocabulary.length_at,
        vocabulary.part_mask, vocabulary.part_at, vocabulary.signed, vocabulary.ids,
        vocabulary.letters, ids, far,
    )  # fmt: skip
    for number in range(count):
        one = np.int64(ids[number])
        held = np.int64(vocabulary.text_at[one + 1]) - np.int64(vocabulary.text_at[one])
        if held <= size + edits:
            gain = sure * (1 - EDIT * far[number] / max(held, size))
        else:
            gain = sure * BEGINNING * (1 - EDIT * far[number] / size) * (size / held) ** 0.5
        put_text(vocabulary, found, one, gain)


def beginnings(vocabulary: Vocabulary, found: Gathered, wanted: Bytes, sure: float) -> None:
    """Put words among those found that begin with a text, and those that it begins with."""
    size = len(wanted)
    first, end = letters.find(vocabulary.text, vocabulary.text_at, wanted, 1)
    for one in range(first, min(end, first + BEGINNINGS_MOST)):
        held = np.int64(vocabulary.text_at[one + 1]) - np.int64(vocabulary.text_at[one])
        share = size / held
        if BEGINNING_LEAST <= share < 1:
            put_text(vocabulary, found, one, sure * BEGINNING * share**0.5)
    for less in range(BEGINNING_LETTERS, size):
        part = less / size
        if part >= BEGINNING_LEAST:
            first, end = letters.find(vocabulary.text, vocabulary.text_at, wanted[:less], 0)
            for one in range(first, end):
                put_text(vocabulary, found, one, sure * BEGINNING * part**0.5)


def spelled(
    vocabulary: Vocabulary, asked: Asked, unit: Whole, found: Gathered, ids: Ints, far: Bytes
) -> None:
    """Put everything among those found that the spellings of a unit lead to."""
    for spelling in range(np.int64(asked.unit_at[unit]), np.int64(asked.unit_at[unit + 1])):
        text_first = np.int64(asked.text_at[spelling])
        wanted = asked.text[text_first : np.int64(asked.text_at[spelling + 1])]
        sure = float(asked.sure[spelling])
        first, end = letters.find(vocabulary.text, vocabulary.text_at, wanted, 0)
        for one in range(first, end):
            put_text(vocabulary, found, one, sure)
        edits, begins = np.int64(asked.edits[spelling]), np.int64(asked.begins[spelling])
        if edits:
            nearly(vocabulary, found, wanted, edits, begins - 1, sure, ids, far)
        if begins:
            beginnings(vocabulary, found, wanted, sure)


def chosen(found: Gathered, word: Ints, gain: Floats, at: Whole) -> Whole:
    """Write the likeliest of those found after what is there, and empty the table."""
    count = np.int64(found.many[0])
    gains = np.zeros(count, np.float32)
    for number in range(count):
        gains[number] = found.gain[found.slot[number]]
        found.table[found.slot[number]] = _GAP
    found.many[0] = 0
    if count <= MEANT_MOST:
        word[at : at + count] = found.word[:count]
        gain[at : at + count] = gains
        return at + count
    order = np.argsort(-gains, kind="mergesort")
    for number in range(MEANT_MOST):
        word[at + number] = found.word[order[number]]
        gain[at + number] = gains[order[number]]
    return at + MEANT_MOST


def texts_held(vocabulary: Vocabulary, text: Whole) -> Whole:
    """Return how many documents have the commonest word of a text."""
    most: Whole = 0
    for place in range(np.int64(vocabulary.of_at[text]), np.int64(vocabulary.of_at[text + 1])):
        word = np.int64(vocabulary.of_word[place])
        most = max(
            most, np.int64(vocabulary.post_at[word + 1]) - np.int64(vocabulary.post_at[word])
        )
    return most


def half(
    vocabulary: Vocabulary,
    found: Gathered,
    text: Whole,
    share: float,
    first: Whole,
    more: Whole,
    word: Ints,
    gain: Floats,
    kind: Bytes,
    at: Whole,
) -> Whole:
    """Write the words of one half; return where the next may be written."""
    put_text(vocabulary, found, text, share)
    end = chosen(found, word, gain, at)
    for place in range(at, end):
        kind[place] = first if place == at else more
    return end


def halves(
    vocabulary: Vocabulary,
    found: Gathered,
    wanted: Bytes,
    word: Ints,
    gain: Floats,
    kind: Bytes,
    at: Whole,
) -> Whole:
    """Write pairs of words that are a word written apart, and long halves of it alone."""
    size = len(wanted)
    texts = np.full((2, size + 1), -1, np.int64)
    for cut in range(HALF_LETTERS, size - HALF_LETTERS + 1):
        first, end = letters.find(vocabulary.text, vocabulary.text_at, wanted[:cut], 0)
        if first < end:
            texts[0, cut] = first
        first, end = letters.find(vocabulary.text, vocabulary.text_at, wanted[cut:], 0)
        if first < end:
            texts[1, cut] = first
    best = np.full(SPLITS_MOST, -1, np.int64)
    held = np.full(SPLITS_MOST, -1, np.int64)
    for cut in range(size):
        if texts[0, cut] < 0 or texts[1, cut] < 0:
            continue
        many = min(texts_held(vocabulary, texts[0, cut]), texts_held(vocabulary, texts[1, cut]))
        one: Whole = cut
        for place in range(SPLITS_MOST):
            if many > held[place]:
                many, held[place] = held[place], many
                one, best[place] = best[place], one
    for place in range(SPLITS_MOST):
        cut = int(best[place])
        if cut >= 0:
            share = cut / size * HALVES
            at = half(
                vocabulary, found, texts[0, cut], share, FIRST_HALF, FIRST_MORE,
                word, gain, kind, at,
            )  # fmt: skip
            at = half(
                vocabulary, found, texts[1, cut], HALVES - share, SECOND_HALF, SECOND_HALF,
                word, gain, kind, at,
            )  # fmt: skip
    some: Whole = 0
    for step in range(size - ALONE_LETTERS, ALONE_LETTERS - 1, -1):
        if texts[0, step] >= 0 and some < ALONE_MOST:
            put_text(vocabulary, found, texts[0, step], step / size * HALF_ALONE)
            some += 1
    some = 0
    for step in range(ALONE_LETTERS, size - ALONE_LETTERS + 1):
        if texts[1, step] >= 0 and some < ALONE_MOST:
            put_text(vocabulary, found, texts[1, step], (size - step) / size * HALF_ALONE)
            some += 1
    end = chosen(found, word, gain, at)
    kind[at:end] = WHOLE
    return end


def mean(
    vocabulary: Vocabulary,
    asked: Asked,
    at: Places,
    word: Ints,
    gain: Floats,
    kind: Bytes,
    held: npt.NDArray[np.float64],
) -> None:
    """Write what the words of a question lead to.

    Args:
        vocabulary: of the segment.
        asked: the question.
        at: gets the first term of each word, and the end.
        word: gets words of the segment; room for `2 * MEANT_MOST` of each word asked.
        gain: gets how likely each is meant.
        kind: gets what each is to the word asked.
        held: gets how many documents have each word as it is.
    """
    units = len(asked.first)
    found = Gathered(
        np.full(SLOTS, _GAP, np.uint32), np.zeros(SLOTS, np.float32),
        np.zeros(GATHERED, np.uint32), np.zeros(GATHERED, np.uint32), np.zeros(1, np.int64),
    )  # fmt: skip
    ids, far = np.empty(NEAR_MOST, np.uint32), np.empty(NEAR_MOST, np.uint8)
    unit_word = np.empty(units * MEANT_MOST, np.uint32)
    unit_gain = np.empty(units * MEANT_MOST, np.float32)
    unit_at = np.zeros(units + 1, np.int64)
    for unit in range(units):
        spelled(vocabulary, asked, unit, found, ids, far)
        unit_at[unit + 1] = chosen(found, unit_word, unit_gain, unit_at[unit])
    place: Whole = 0
    for one in range(asked.words):
        at[one] = place
        for term in range(unit_at[one], unit_at[one + 1]):
            if unit_gain[term] >= SAME:
                this = np.int64(unit_word[term])
                held[one] += np.int64(vocabulary.post_at[this + 1]) - np.int64(
                    vocabulary.post_at[this]
                )
        for unit in range(units):
            if asked.first[unit] <= one <= asked.last[unit]:
                for term in range(unit_at[unit], unit_at[unit + 1]):
                    put(found, np.int64(unit_word[term]), float(unit_gain[term]))
        end = chosen(found, word, gain, place)
        kind[place:end] = WHOLE
        place = end
        spelling = np.int64(asked.unit_at[one])
        if spelling < np.int64(asked.unit_at[one + 1]) and asked.begins[spelling]:
            text_first = np.int64(asked.text_at[spelling])
            wanted = asked.text[text_first : np.int64(asked.text_at[spelling + 1])]
            if len(wanted) >= HALVED_LETTERS:
                place = halves(vocabulary, found, wanted, word, gain, kind, place)
    at[asked.words] = place
