"""Which words of a segment a word of a question may mean, and how likely each is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from liaison.lib.finding.segments import Floats, Ints, Segment
from liaison.lib.finding.types import WORD_LETTERS, Spelling, Wanted
from liaison.lib.finding.walking import FIRST_HALF, FIRST_MORE, SECOND_HALF, WHOLE

# letters of a word from which on 1, 2, 3 of them may be wrong: Kim is not Kin, but Anna is Ana
EDITS: Final = ((3, 1), (6, 2), (11, 3))
EDIT: Final = 0.9  # what an edit takes, as a part of the letters: 1 of 6 leaves 0.85
MEANT_MOST: Final = 600  # words of a segment that one word of a question may mean
NEAR_MOST: Final = 4_000  # texts looked at for one spelling
SCANNED_MOST: Final = 4  # spellings of one word that may have letters wrong
SCANNED_COST: Final = 40
BEGINNING: Final = 0.85  # a beginning alone: "Alexan" of a machine readable zone
BEGINNING_LETTERS: Final = 4
BEGINNING_LEAST: Final = 0.6  # of the whole word
BEGINNINGS_MOST: Final = 64
HALVES: Final = 0.95  # two halves written as one word
HALF_LETTERS: Final = 2
HALVED_LETTERS: Final = 5
SPLITS_MOST: Final = 2
INITIAL: Final = 0.3  # one letter weighs less than a word
SAME: Final = 0.97


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
    """

    at: npt.NDArray[np.int64]
    asked: Ints
    word: Ints
    gain: Floats
    kind: npt.NDArray[np.uint8]
    held: npt.NDArray[np.float64]
    factor: npt.NDArray[np.float64]


@dataclass(frozen=True)
class _Terms:
    word: Ints
    gain: Floats


def reach(segment: Segment, wanted: Wanted) -> Reach:
    """Return what the words of a question lead to in a segment.

    Args:
        segment: any.
        wanted: the question.
    """
    joined = [(one.first, one.last, _terms(segment, one.spellings)) for one in wanted.joined]
    words, gains, kinds, asked = [], [], [], []
    held = np.zeros(len(wanted.words))
    for place, word in enumerate(wanted.words):
        own = _terms(segment, word.spellings)
        held[place] = _held(segment, own)
        also = [terms for first, last, terms in joined if first <= place <= last]
        whole = _best([own, *also])
        parts = [(whole, WHOLE), *_halves(segment, word.spellings)]
        for terms, kind in parts:
            words.append(terms.word)
            gains.append(terms.gain)
            kinds.append(np.full(len(terms.word), kind, np.uint8))
            if kind == FIRST_HALF:
                kinds[-1][1:] = FIRST_MORE
        asked.append(sum(len(terms.word) for terms, _ in parts))
    return Reach(
        at=np.concatenate([[0], np.cumsum(asked)]).astype(np.int64),
        asked=np.repeat(np.arange(len(asked)), asked).astype(np.uint32),
        word=np.concatenate([np.empty(0, np.uint32), *words]),
        gain=np.concatenate([np.empty(0, np.float32), *gains]),
        kind=np.concatenate([np.empty(0, np.uint8), *kinds]),
        held=held,
        factor=np.array([INITIAL if len(word.text) == 1 else 1.0 for word in wanted.words]),
    )


def edits_of(length: int) -> int:
    """Return how many letters of a word may be wrong."""
    return max((edits for letters, edits in EDITS if length >= letters), default=0)


def _held(segment: Segment, terms: _Terms) -> float:
    same = terms.word[terms.gain >= SAME]
    return float((segment.post_at[same + 1] - segment.post_at[same]).sum())


def _terms(segment: Segment, spellings: Sequence[Spelling]) -> _Terms:
    """Return the words that have a spelling of a word, or nearly have it, each once."""
    found = []
    scanned = 0
    for text, cost in spellings:
        sure = 1 - cost / 100
        first, end = segment.find(text)
        found.append(_of(segment, np.arange(first, end), np.full(end - first, sure)))
        plain = text.isascii() and text.isalnum() and 1 < len(text) <= WORD_LETTERS
        if not plain or cost > SCANNED_COST or scanned == SCANNED_MOST:
            continue
        scanned += 1
        edits = edits_of(len(text))
        if edits:
            ids, far = segment.near(text, edits, NEAR_MOST)
            longer = np.maximum(_sizes(segment, ids), len(text))
            found.append(_of(segment, ids, sure * (1 - EDIT * far / longer)))
        if len(text) >= BEGINNING_LETTERS:
            found.append(_beginnings(segment, text, sure))
    return _best(found)


def _beginnings(segment: Segment, text: str, sure: float) -> _Terms:
    """Return words that begin with a text, and those that it begins with."""
    first, end = segment.find(text, beginning=True)
    ids = np.arange(first, min(end, first + BEGINNINGS_MOST))
    share = len(text) / np.maximum(_sizes(segment, ids), 1)
    least = max(BEGINNING_LETTERS, int(len(text) * BEGINNING_LEAST))
    places, shares = [ids], [share]
    for size in range(least, len(text)):
        one, after = segment.find(text[:size])
        places.append(np.arange(one, after))
        shares.append(np.full(after - one, size / len(text)))
    ids, share = np.concatenate(places), np.concatenate(shares)
    fits = (share >= BEGINNING_LEAST) & (share < 1)
    return _of(segment, ids[fits], sure * BEGINNING * share[fits] ** 0.5)


def _halves(segment: Segment, spellings: Sequence[Spelling]) -> list[tuple[_Terms, int]]:
    """Return pairs of words that are a word written apart: the likeliest ways to part it."""
    text = spellings[0].text if spellings else ""
    if len(text) < HALVED_LETTERS or not text.isascii() or not text.isalnum():
        return []
    found = []
    for cut in range(HALF_LETTERS, len(text) - HALF_LETTERS + 1):
        left = segment.find(text[:cut])
        if left[0] == left[1]:
            continue
        right = segment.find(text[cut:])
        if right[0] == right[1]:
            continue
        share = cut / len(text) * HALVES
        one = _of(segment, np.arange(*left), np.full(1, share))
        two = _of(segment, np.arange(*right), np.full(1, HALVES - share))
        found.append((min(_count(segment, one), _count(segment, two)), one, two))
    found.sort(key=lambda pair: -pair[0])
    return [
        part for _, one, two in found[:SPLITS_MOST]
        for part in ((one, FIRST_HALF), (two, SECOND_HALF))
    ]  # fmt: skip


def _count(segment: Segment, terms: _Terms) -> int:
    sizes = segment.post_at[terms.word + 1] - segment.post_at[terms.word]
    return int(sizes.max(initial=0))


def _sizes(segment: Segment, ids: npt.NDArray[np.integer]) -> npt.NDArray[np.uint32]:
    sizes: npt.NDArray[np.uint32] = segment.text_at[ids + 1] - segment.text_at[ids]
    return sizes


def _of(segment: Segment, ids: npt.NDArray[np.integer], sure: npt.NDArray[np.floating]) -> _Terms:
    """Return the words of texts, less likely the farther the text stands from the word."""
    first = segment.of_at[ids].astype(np.int64)
    sizes = segment.of_at[ids + 1] - first
    places = np.repeat(first - (np.cumsum(sizes) - sizes), sizes) + np.arange(sizes.sum())
    gain = np.repeat(sure, sizes) * (1 - segment.of_cost[places] / 100)
    return _Terms(segment.of_word[places], gain.astype(np.float32))


def _best(several: Sequence[_Terms]) -> _Terms:
    """Return each word once, by its likeliest way, and the likeliest words alone."""
    word = np.concatenate([one.word for one in several])
    gain = np.concatenate([one.gain for one in several])
    order = np.lexsort((-gain, word))
    word, gain = word[order], gain[order]
    first = np.ones(len(word), np.bool_)
    first[1:] = word[1:] != word[:-1]
    word, gain = word[first], gain[first]
    if len(word) > MEANT_MOST:
        likely = np.sort(np.argsort(-gain, kind="stable")[:MEANT_MOST])
        word, gain = word[likely], gain[likely]
    return _Terms(word, gain)
