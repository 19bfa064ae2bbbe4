"""Kernels over numbers: texts as 64 bits, found exactly and with one letter wrong.

A folded number of letters, digits and anything else is mixed into 64 bits, eight characters at a
time. Two numbers may share a code, so whoever asks compares the texts in the end; one record of
a number is never taken for all of them. Codes lie in order with a directory over their upper
bits: a question looks into one short stretch. See `letters` for how kernels are compiled.
"""

import numpy as np
import numpy.typing as npt

# a number of the machine, or of Python where nothing is compiled
Whole = int | np.int64
Bytes = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.uint32]
Longs = npt.NDArray[np.uint64]
KERNELS = ("mix", "code", "stretch", "exact", "add", "one_edit")


def mix(bits: np.uint64) -> np.uint64:
    """Return bits stirred so that every one of them moves the rest (splitmix64)."""
    bits ^= bits >> np.uint64(30)
    bits *= np.uint64(0xBF58476D1CE4E5B9)
    bits ^= bits >> np.uint64(27)
    bits *= np.uint64(0x94D049BB133111EB)
    return bits ^ (bits >> np.uint64(31))


def code(text: Bytes, length: Whole) -> np.uint64:
    """Return the code of the first characters of a text."""
    found = mix(np.uint64(length) + np.uint64(0x9E3779B97F4A7C15))
    word = np.uint64(0)
    for place in range(length):
        word = (word << np.uint64(8)) | np.uint64(text[place])
        if place % 8 == 7 or place == length - 1:
            found = mix(found ^ word)
            word = np.uint64(0)
    return found


def stretch(codes: Longs, directory: Ints, shift: Whole, wanted: np.uint64) -> Whole:
    """Return the place of the first code that is not below the one wanted."""
    box = wanted >> np.uint64(shift)
    low, high = np.int64(directory[box]), np.int64(directory[box + np.uint64(1)])
    while low < high:
        middle = (low + high) // 2
        if codes[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


def exact(
    codes: Longs, documents: Ints, directory: Ints, shift: Whole, wanted: np.uint64, out: Ints
) -> Whole:
    """Write all documents of a code; return how many, at most as many as there is room for."""
    return add(codes, documents, directory, shift, wanted, out, 0)


def add(
    codes: Longs,
    documents: Ints,
    directory: Ints,
    shift: Whole,
    wanted: np.uint64,
    out: Ints,
    count: Whole,
) -> Whole:
    """Write the documents of a code after those that are there."""
    place = stretch(codes, directory, shift, wanted)
    while place < len(codes) and codes[place] == wanted and count < len(out):
        out[count] = documents[place]
        count += 1
        place += 1
    return count


def one_edit(
    text: Bytes,
    signs: Bytes,
    codes: Longs,
    documents: Ints,
    directory: Ints,
    shift: Whole,
    out: Ints,
) -> Whole:
    """Write the documents whose number is one edit away; return how many.

    Every neighbour is made and looked up: substitutions, deletions, insertions, and two
    neighbouring characters turned.

    Args:
        text: bytes of the number.
        signs: bytes that numbers are made of.
        codes: in order.
        documents: of each code.
        directory: first place of each box of codes.
        shift: bits of a code below the box.
        out: filled.
    """
    length = len(text)
    count: Whole = 0
    made = np.zeros(length + 1, np.uint8)
    for place in range(length):
        made[place] = text[place]
    for place in range(length):
        kept = made[place]
        for sign in signs:
            if sign != kept:
                made[place] = sign
                count = add(codes, documents, directory, shift, code(made, length), out, count)
        made[place] = kept
        if place + 1 < length and made[place + 1] != kept:
            made[place], made[place + 1] = made[place + 1], kept
            count = add(codes, documents, directory, shift, code(made, length), out, count)
            made[place + 1], made[place] = made[place], kept
    for gap in range(length):  # deletions; of equal neighbours the first alone
        if gap and text[gap] == text[gap - 1]:
            continue
        for place in range(length - 1):
            made[place] = text[place] if place < gap else text[place + 1]
        count = add(codes, documents, directory, shift, code(made, length - 1), out, count)
    for gap in range(length + 1):  # insertions; the sign before a gap is not put in once more
        for place in range(length):
            made[place if place < gap else place + 1] = text[place]
        for sign in signs:
            if gap and sign == text[gap - 1]:
                continue
            made[gap] = sign
            count = add(codes, documents, directory, shift, code(made, length + 1), out, count)
    return count
