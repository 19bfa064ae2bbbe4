"""The kernel that answers: from the words of a segment that may be meant to ranked documents.

One call for a question, so that it costs what the arrays cost; see `letters` for how kernels are
compiled and called. Postings are added up among those born near the date, then among everybody
else, then those born on a day that is close join them, and the names of all are weighed.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from liaison.lib.finding import walking
from liaison.lib.finding.walking import Bytes, Floats, Ints, Longs, Names, Places, Whole

BLOCK = 16_384  # documents at once: the arrays of a block stay in the cache
CUT = 160  # documents whose names are weighed, of one segment; a third of it born elsewhere
POSTINGS_MOST = 6_000_000  # of one question in one segment: about 10 ms
CLOSE_MOST = 300  # born on a day that is close: their names are weighed letter by letter
ELSEWHERE_LEAST = 0.69  # of a word of somebody born elsewhere: one letter wrong of three or more
SHARE = 0.65  # of a score: what the question has of the name, against the other side
BIRTH = 0.3  # of a rank: the date of birth; on the day, close to it, near it, unknown
ON_THE_DAY, CLOSE, NEAR, AT_UNKNOWN = 1.0, 0.7, 0.5, 0.45
_GAP = 0xFFFFFFFF
KERNELS = ("shorten", "among", "born_close", "level", "dead_at", "joined", "rank")
Spans = npt.NDArray[np.int64]


class Postings(NamedTuple):
    """Arrays of a segment that say who has a word, who is born when and who is gone."""

    post_at: Ints
    post: Ints
    key: npt.NDArray[np.int64]
    born: npt.NDArray[np.int32]
    dead: Bytes


class Terms(NamedTuple):
    """What a question leads to; see `reaching.Reach`."""

    at: Places
    asked: Ints
    word: Ints
    gain: Floats
    kind: Bytes
    lengths: Ints
    masks: Longs
    weight: Floats


class Dates(NamedTuple):
    """Windows of `days.Around`, and of whom they are: a row each, from and before.

    Attributes:
        near: days.
        close: days, the likeliest first.
        near_held: documents.
        close_held: documents.
    """

    near: Spans
    close: Spans
    near_held: Spans
    close_held: Spans


def dead_at(dead: Bytes, document: Whole) -> bool:
    """Whether a document is gone."""
    return bool((np.int64(dead[document >> 3]) >> (document & 7)) & 1)


def shorten(gain: Floats, begins: Places, ends: Places, most: Whole) -> None:
    """Leave out the postings of the least likely words, the commonest first."""
    sizes = ends - begins
    order = np.argsort(sizes, kind="mergesort")
    order = order[np.argsort(-gain[order], kind="mergesort")]
    total: Whole = 0
    for term in order:
        total += sizes[term]
        if total > most:
            ends[term] = begins[term]


def among(
    held: Postings,
    terms: Terms,
    least: float,
    spans: Spans,
    most: Whole,
    budget: Whole,
    out: Ints,
) -> tuple[Whole, bool]:
    """Write the documents of spans that have most of the question.

    Args:
        held: of the segment.
        terms: of the question.
        least: words that are less likely do not count.
        spans: documents, from and before.
        most: at most as many.
        budget: postings at most.
        out: gets the documents.

    Returns:
        How many, and whether some postings had to be left.
    """
    partial = False
    count: Whole = 0
    scores, documents = np.zeros(most, np.float32), np.zeros(most, np.uint32)
    begins, ends = np.empty(len(terms.word), np.int64), np.empty(len(terms.word), np.int64)
    for span in range(len(spans)):
        first, end = spans[span, 0], spans[span, 1]
        if first >= end:
            continue
        work = walking.cut_all(held.post, held.post_at, terms.word, first, end, begins, ends)
        for term in range(len(terms.word)):
            if terms.gain[term] < least and terms.kind[term] == walking.WHOLE:
                work -= ends[term] - begins[term]
                ends[term] = begins[term]
        if work > budget:
            shorten(terms.gain, begins, ends, budget)
            partial = True
        count = walking.walk(
            first, end, BLOCK, terms.at, terms.weight, begins, ends, terms.gain, terms.kind,
            held.post, held.dead, scores, documents, count,
        )  # fmt: skip
    out[:count] = documents[:count]
    return count, partial


def born_close(held: Postings, spans: Spans, out: Ints) -> Whole:
    """Write the documents of spans until there is no room; return how many."""
    count: Whole = 0
    for span in range(len(spans)):
        for document in range(spans[span, 0], spans[span, 1]):
            if count == len(out):
                return count
            if not dead_at(held.dead, document):
                out[count] = document
                count += 1
    return count


def level(born: Whole, dates: Dates) -> float:
    """Return how well a day of birth is the one asked for, from 0 to 1."""
    for place in range(len(dates.close)):
        if dates.close[place, 0] <= born < dates.close[place, 1]:
            return CLOSE if place else ON_THE_DAY
    if born == 0:
        return AT_UNKNOWN
    for place in range(len(dates.near)):
        if dates.near[place, 0] <= born < dates.near[place, 1]:
            return NEAR
    return 0.0


def joined(found: Ints, count: Whole, close: Ints, out: Ints, marks: Bytes) -> Whole:
    """Write documents found and documents that are close in order, each once; mark the close."""
    every = np.sort(np.append(found[:count], close))
    many: Whole = 0
    for one in every:
        if many == 0 or out[many - 1] != one:
            out[many] = one
            many += 1
    at: Whole = 0
    for one in np.sort(close):
        while out[at] != one:
            at += 1
        marks[at] = 1
    return many


def rank(
    held: Postings,
    names: Names,
    terms: Terms,
    dates: Dates,
    elsewhere: Spans,
    budget: Whole,
    keys: npt.NDArray[np.int64],
    scores: Floats,
) -> tuple[Whole, bool]:
    """Write the likeliest documents, those first whose names and birth are most like the question.

    Args:
        held: of the segment.
        names: of the segment.
        terms: of the question.
        dates: when the one asked for may be born; everybody is near when no date is asked for.
        elsewhere: documents that are not near.
        budget: postings at most.
        keys: gets the keys, as many as there is room for.
        scores: gets the scores.

    Returns:
        How many, and whether some postings had to be left.
    """
    found = np.empty(CUT + CUT // 3 + CLOSE_MOST, np.uint32)
    count, partial = among(held, terms, 0.0, dates.near_held, CUT, budget, found)
    more, late = among(held, terms, ELSEWHERE_LEAST, elsewhere, CUT // 3, budget, found[count:])
    count += more
    close = np.empty(CLOSE_MOST, np.uint32)
    close = close[: born_close(held, dates.close_held, close)]
    documents = np.empty(count + len(close), np.uint32)
    marks = np.zeros(count + len(close), np.uint8)
    many = joined(found, count, close, documents, marks)
    documents, marks = documents[:many], marks[:many]
    size = 1
    while size < 2 * len(terms.word) + 2:
        size *= 2
    table = np.full(size, _GAP, np.uint32)
    gains = np.zeros((size, len(terms.weight)), np.float32)
    walking.fill(table, gains, terms.word, terms.asked, terms.gain)
    weighed = np.zeros(many, np.float32)
    walking.weigh(
        documents, marks, table, gains, terms.weight, terms.lengths, terms.masks, names,
        np.float32(SHARE), weighed,
    )  # fmt: skip
    dated = len(dates.near) > 0
    for number in range(many):
        if dated and weighed[number] > 0:
            born = np.int64(held.born[documents[number]])
            weighed[number] = weighed[number] * (1 - BIRTH) + BIRTH * level(born, dates)
    theirs = held.key[documents]
    order = np.argsort(theirs, kind="mergesort")
    order = order[np.argsort(-weighed[order], kind="mergesort")]
    written: Whole = 0
    for number in order:
        if written == len(keys) or weighed[number] == 0:
            break
        keys[written], scores[written] = theirs[number], weighed[number]
        written += 1
    return written, partial or late
