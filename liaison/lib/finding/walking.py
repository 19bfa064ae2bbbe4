"""Kernels over postings: add up what documents have of a question, keep the best, weigh names.

Plain functions over arrays; see `letters` for how they are compiled and called.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from liaison.lib.finding import letters

# a number of the machine, or of Python where nothing is compiled
Whole = int | np.int64
Ints = npt.NDArray[np.uint32]
Bytes = npt.NDArray[np.uint8]
Longs = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]
Array = npt.NDArray[Any]

# what a term is to a word of the question: the whole of it, or half; a first half that is another
# spelling of the one before goes on with it
WHOLE, FIRST_HALF, FIRST_MORE, SECOND_HALF = 0, 1, 2, 3
EDIT = 0.9  # what an edit takes, as a part of the letters: 1 of 6 leaves 0.85
ALIKE_LEAST = 0.4
COLON = 58  # behind it a word is written in its own script
KERNELS = ("cut", "cut_all", "keep", "walk", "slot_of", "fill", "alike", "weigh")


class Names(NamedTuple):
    """Arrays of a segment that names are weighed by; see `segments.Segment`."""

    document_at: Ints
    name_at: Ints
    name_word: Ints
    rarity: Floats
    raw: Ints
    text: Bytes
    text_at: Ints


def cut(post: Ints, first: Whole, end: Whole, document: Whole) -> Whole:
    """Return the place of the first posting that is not below a document."""
    low, high = first, end
    while low < high:
        middle = (low + high) // 2
        if post[middle] < document:
            low = middle + 1
        else:
            high = middle
    return low


def cut_all(
    post: Ints, post_at: Ints, words: Ints, first: Whole, end: Whole, begins: Places, ends: Places
) -> Whole:
    """Write where the postings of words in a range of documents begin and end; return how many."""
    count: Whole = 0
    for number in range(len(words)):
        low, high = np.int64(post_at[words[number]]), np.int64(post_at[words[number] + 1])
        begins[number] = cut(post, low, high, first)
        ends[number] = cut(post, np.int64(begins[number]), high, end)
        count += ends[number] - begins[number]
    return count


def keep(
    scores: Floats, documents: Ints, count: Whole, score: np.float32, document: Whole
) -> Whole:
    """Put one document among the best: a heap whose worst is on top; return how many there are.

    Of equal ones those that come first stay.
    """
    size = len(scores)
    if count < size:
        place = count
        while place > 0:
            above = (place - 1) // 2
            if scores[above] <= score:
                break
            scores[place], documents[place] = scores[above], documents[above]
            place = above
        scores[place], documents[place] = score, document
        return count + 1
    if score <= scores[0]:
        return count
    place = 0
    while True:
        below = 2 * place + 1
        if below >= size:
            break
        if below + 1 < size and scores[below + 1] < scores[below]:
            below += 1
        if scores[below] >= score:
            break
        scores[place], documents[place] = scores[below], documents[below]
        place = below
    scores[place], documents[place] = score, document
    return count


def walk(
    first: Whole,
    end: Whole,
    block: Whole,
    word_at: Places,
    weight: Floats,
    term_first: Places,
    term_end: Places,
    term_weight: Floats,
    term_kind: npt.NDArray[np.uint8],
    post: Ints,
    dead: npt.NDArray[np.uint8],
    scores: Floats,
    documents: Ints,
    count: Whole,
) -> Whole:
    """Add up the weights of what documents of a range have, and keep the best.

    A document gets of every word of the question the best of the terms that lead to it; two
    halves of a word count together. Documents are gone through in blocks that fit the cache.

    Args:
        first: first document.
        end: after the last one.
        block: documents at once.
        word_at: first term of each word, and the end.
        weight: of each word.
        term_first: first posting of each term in the range.
        term_end: after its last posting in the range.
        term_weight: 0 to 1.
        term_kind: whole, first or second half; halves in pairs.
        post: postings.
        dead: bit field of documents that are gone.
        scores: the best so far.
        documents: the best so far.
        count: how many there are.

    Returns:
        How many there are now.
    """
    total = np.zeros(block, np.float32)
    best = np.zeros(block, np.float32)
    half = np.zeros(block, np.float32)
    met = np.empty(block, np.uint32)  # documents of a block that have anything
    here = np.empty(block, np.uint32)  # those that have a word
    halved = np.empty(block, np.uint32)
    at = term_first.copy()
    for base in range(first, end, block):
        stop = min(base + block, end)
        many: Whole = 0
        for word in range(len(weight)):
            some: Whole = 0
            halves: Whole = 0
            for term in range(word_at[word], word_at[word + 1]):
                place: Whole = at[term]
                last = term_end[term]
                gain, kind = term_weight[term], term_kind[term]
                if kind == FIRST_HALF:
                    for number in range(halves):
                        half[halved[number]] = 0
                    halves = 0
                if place >= last or post[place] >= stop:
                    continue
                while place < last and post[place] < stop:
                    one = np.int64(post[place]) - base
                    place += 1
                    now = gain
                    if kind in (FIRST_HALF, FIRST_MORE):
                        if half[one] == 0:
                            halved[halves] = one
                            halves += 1
                        half[one] = gain
                        continue
                    if kind == SECOND_HALF:
                        if half[one] == 0:
                            continue
                        now = half[one] + gain
                    if best[one] == 0:
                        here[some] = one
                        some += 1
                    best[one] = max(best[one], now)
                at[term] = place
            for number in range(halves):
                half[halved[number]] = 0
            for number in range(some):
                one = np.int64(here[number])
                if total[one] == 0:
                    met[many] = one
                    many += 1
                total[one] += best[one] * weight[word]
                best[one] = 0
        least = np.float32(0)
        if count == len(scores):
            least = scores[0]
        for number in range(many):
            one = np.int64(met[number])
            score, total[one] = total[one], 0
            if score > least:
                document = base + one
                if not (np.int64(dead[document >> 3]) >> (document & 7)) & 1:
                    count = keep(scores, documents, count, score, document)
                    if count == len(scores):
                        least = scores[0]
    return count


def slot_of(table: Ints, word: Whole) -> Whole:
    """Return the place of a word in a table of open addressing, or of the gap where it would be.

    A gap holds the greatest number there is; the size of the table is a power of two.
    """
    last = np.int64(len(table) - 1)
    place = np.int64((np.uint64(word) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(40)) & last
    while table[place] != word and table[place] != np.uint32(0xFFFFFFFF):
        place = (place + 1) & last
    return place


def fill(table: Ints, gains: Floats, words: Ints, asked: Ints, given: Floats) -> None:
    """Write what words of the segment give to words of the question into a table for `weigh`."""
    for number in range(len(words)):
        slot = slot_of(table, words[number])
        table[slot] = words[number]
        gains[slot, asked[number]] = max(gains[slot, asked[number]], given[number])


def alike(wanted: Longs, length: Whole, text: Bytes, first: Whole, end: Whole) -> np.float32:
    """Return how alike a word of a question and a word of a segment are by their letters.

    Args:
        wanted: for each byte, the places of the word asked that have it.
        length: of the word asked.
        text: bytes of texts.
        first: where the word begins.
        end: where it ends, or where it goes on in its own script.
    """
    stop: Whole = first
    while stop < end and text[stop] != COLON:
        stop += 1
    far = letters.distance(wanted, length, text, first, stop, 0)
    gain = np.float32(1 - EDIT * far / max(length, stop - first))
    return gain if gain >= ALIKE_LEAST else np.float32(0)


def weigh(
    documents: Ints,
    close: Bytes,
    table: Ints,
    gains: Floats,
    weight: Floats,
    lengths: Ints,
    masks: Longs,
    names: Names,
    share: np.float32,
    out: Floats,
) -> None:
    """Write for each document how well the best of its names is the question, from 0 to 1.

    What the name has of the question counts, and what the question has of the name.

    Args:
        documents: which.
        close: whether words of each are compared letter by letter as well.
        table: words that a word of the question leads to, by `slot_of`.
        gains: for each place of the table and each word of the question, 0 to 1.
        weight: of each word of the question.
        lengths: letters of each word of the question; 0 where it is not compared.
        masks: for each word of the question and each byte, the places that have it.
        names: of the segment.
        share: of the question's side in the score.
        out: the scores.
    """
    asked = len(weight)
    whole = np.float32(0)
    for word in range(asked):
        whole += weight[word]
    best = np.zeros(asked, np.float32)
    for number in range(len(documents)):
        top = np.float32(0)
        document = np.int64(documents[number])
        first = np.int64(names.document_at[document])
        for name in range(first, np.int64(names.document_at[document + 1])):
            for one in range(asked):
                best[one] = 0
            theirs, had = np.float32(0), np.float32(0)
            for place in range(np.int64(names.name_at[name]), np.int64(names.name_at[name + 1])):
                this = np.int64(names.name_word[place])
                rarity = names.rarity[this]
                theirs += rarity
                slot = slot_of(table, this)
                known = table[slot] == this
                if not known and not close[number]:
                    continue
                most = np.float32(0)
                for one in range(asked):
                    gain = gains[slot, one] if known else np.float32(0)
                    if gain == 0 and close[number] and lengths[one]:
                        raw = np.int64(names.raw[this])
                        gain = alike(
                            masks[one], np.int64(lengths[one]), names.text,
                            np.int64(names.text_at[raw]), np.int64(names.text_at[raw + 1]),
                        )  # fmt: skip
                    most = max(most, gain)
                    best[one] = max(best[one], gain)
                had += most * rarity
            ours = np.float32(0)
            for one in range(asked):
                ours += best[one] * weight[one]
            if ours > 0:
                score = share * ours / whole + (np.float32(1) - share) * had / theirs
                top = max(top, score)
        out[number] = top
