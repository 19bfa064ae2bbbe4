"""Kernels over the vocabulary: texts found exactly, by their beginning, and with letters wrong.

Plain functions over arrays. `compiled.load` puts machine code in their place; until then, and in
the tests that compare the two, they run as they stand here. Call them through the module.

A signature has a bit for each letter that occurs and one for each that occurs twice. A text that
is k edits away (optimal string alignment: substitution, insertion, deletion, transposition) lacks
at most k of our bits and has at most k others, fewer when the lengths differ; of a text that only
begins so, no others are counted. Texts lie in parts of equal length and equal mask, the mask being
twelve of those bits: most parts are left out by one comparison, most texts of the rest by another.
Distances: H. Hyyrö, A bit-vector algorithm for computing Levenshtein and Damerau edit distances,
Nordic Journal of Computing 10 (2003).
"""

from typing import Any

import numpy as np
import numpy.typing as npt

# a number of the machine, or of Python where nothing is compiled
Whole = int | np.int64
Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.uint32]
Longs = npt.NDArray[np.uint64]
Array = npt.NDArray[Any]
KERNELS = (
    *("letter_bit", "signature", "popcount", "distance", "find", "begun", "near"),
    "signatures",
)


def letter_bit(letter: Whole) -> Whole:
    """Return the bit of a letter: 0 to 25 for a-z, 26 to 31 for digits, two of them a bit."""
    if letter >= 97:  # "a"
        return letter - 97
    return 26 + (letter - 48) // 2


def signature(text: Bytes, first: Whole, end: Whole) -> np.uint64:
    """Return which letters a text has, and in the upper half which it has at least twice."""
    found = np.uint64(0)
    for place in range(first, end):
        bit = np.uint64(letter_bit(np.int64(text[place])))
        once = np.uint64(1) << bit
        if found & once:
            found |= np.uint64(1) << (bit + np.uint64(32))
        found |= once
    return found


def signatures(text: Bytes, at: Ints, ids: Ints, out: Longs) -> None:
    """Write the signature of each text named."""
    for place in range(len(ids)):
        out[place] = signature(text, np.int64(at[ids[place]]), np.int64(at[ids[place] + 1]))


def popcount(bits: np.uint64) -> Whole:
    """Return how many bits are set."""
    bits = bits - ((bits >> np.uint64(1)) & np.uint64(0x5555555555555555))
    bits = (bits & np.uint64(0x3333333333333333)) + (
        (bits >> np.uint64(2)) & np.uint64(0x3333333333333333)
    )
    bits = (bits + (bits >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((bits * np.uint64(0x0101010101010101)) >> np.uint64(56))


def distance(
    masks: Longs, length: Whole, text: Bytes, first: Whole, end: Whole, beginning: Whole
) -> Whole:
    """Return how many edits part a question from a text, or from the nearest of its beginnings.

    Args:
        masks: for each byte, the places of the question that have it.
        length: of the question, at most 64.
        text: bytes of all texts.
        first: where the text begins.
        end: where it ends.
        beginning: whether the rest of the text may be left out.
    """
    one = np.uint64(1)
    last = one << np.uint64(length - 1)
    plus, minus = ~np.uint64(0), np.uint64(0)
    diagonal, before = np.uint64(0), np.uint64(0)
    found = least = length
    for place in range(first, end):
        match = masks[text[place]]
        turned = (((~diagonal) & match) << one) & before
        diagonal = (((match & plus) + plus) ^ plus) | match | minus | turned
        up = minus | ~(diagonal | plus)
        down = diagonal & plus
        if up & last:
            found += 1
        if down & last:
            found -= 1
        up = (up << one) | one
        down <<= one
        plus = down | ~(diagonal | up)
        minus = up & diagonal
        before = match
        least = min(least, found)
    return least if beginning else found


def find(text: Bytes, at: Ints, wanted: Bytes, beginning: Whole) -> tuple[Whole, Whole]:
    """Return the range of texts that are equal to the one wanted, or begin with it.

    Args:
        text: bytes of all texts, in their order.
        at: where each begins, and the end.
        wanted: bytes.
        beginning: 1 if those that go on after it count, else 0.
    """
    size = len(wanted)
    order: Whole
    edges = np.zeros(2, np.int64)
    for edge in range(2):
        low, high = 0, len(at) - 1
        while low < high:
            middle = (low + high) // 2
            first, end = np.int64(at[middle]), np.int64(at[middle + 1])
            order, place = 0, 0
            while order == 0 and place < size and first + place < end:
                order = np.int64(text[first + place]) - np.int64(wanted[place])
                place += 1
            if order == 0 and end - first < size:
                order = -1
            elif order == 0 and end - first > size and beginning == 0:
                order = 1
            if order < 0 or (edge == 1 and order == 0):
                low = middle + 1
            else:
                high = middle
        edges[edge] = low
    return np.int64(edges[0]), np.int64(edges[1])


def near(
    wanted: Bytes,
    edits: Whole,
    begins: Whole,
    text: Bytes,
    at: Ints,
    length_at: Ints,
    part_mask: Ints,
    part_at: Ints,
    signed: Longs,
    ids: Ints,
    letters: Bytes,
    out: Ints,
    far: Bytes,
) -> Whole:
    """Write the texts that are 1 to `edits` edits away, and how far; return how many.

    Args:
        wanted: letters a-z and digits.
        edits: at most as many.
        begins: at most as many where a longer text begins so; 0 for none.
        text: bytes of all texts.
        at: where each begins, and the end.
        length_at: for each length, the first of its parts.
        part_mask: mask of each part.
        part_at: first place of each part, and the end.
        signed: signatures, part by part.
        ids: which text lies at each place.
        letters: the twelve bits of a mask.
        out: filled with ids; when it is full the rest is left out.
        far: filled with distances.
    """
    length = len(wanted)
    sign = signature(wanted, 0, length)
    mask = np.uint64(0)
    for place in range(len(letters)):
        mask |= ((sign >> np.uint64(letters[place])) & np.uint64(1)) << np.uint64(place)
    masks = np.zeros(256, np.uint64)
    for place in range(length):
        masks[wanted[place]] |= np.uint64(1) << np.uint64(place)
    count: Whole = 0
    longest = length + edits if begins <= 0 else max(length + edits, length * 5 // 3)
    for other in range(max(length - edits, 1), min(longest, len(length_at) - 2) + 1):
        longer = other > length + edits
        lost = edits if other <= length else edits - (other - length)
        added = edits if other >= length else edits - (length - other)
        if longer:
            lost, added = begins, np.int64(64)
        for part in range(np.int64(length_at[other]), np.int64(length_at[other + 1])):
            its = np.uint64(part_mask[part])
            if popcount(mask & ~its) > lost or popcount(its & ~mask) > added:
                continue
            for place in range(np.int64(part_at[part]), np.int64(part_at[part + 1])):
                theirs = signed[place]
                if popcount(sign & ~theirs) > lost or popcount(theirs & ~sign) > added:
                    continue
                one = ids[place]
                first, end = np.int64(at[one]), np.int64(at[one + 1])
                if longer and not begun(wanted, text, first):
                    continue
                found = distance(masks, length, text, first, end, int(longer))
                if 0 < found <= (begins if longer else edits):
                    if count == len(out):
                        return count
                    out[count] = one
                    far[count] = found
                    count += 1
    return count


def begun(wanted: Bytes, text: Bytes, first: Whole) -> bool:
    """Whether a text has one of our first two letters among its first two."""
    one, two = text[first], text[first + 1]
    return bool(wanted[0] in (one, two) or wanted[1] in (one, two))
