"""A question to segments: scattered to each, gathered into one answer.

In each segment the words of the question are matched with its vocabulary first, then postings
are added up, then the names of the best documents are weighed as a whole. The three steps of one
segment need nothing of another but the rarity of the words asked, so that a segment may as well
lie in another process: `reach`, `rarities`, `search` and `gather` are the door.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from liaison.lib.finding import compiled, walking
from liaison.lib.finding.days import Window
from liaison.lib.finding.reaching import Reach, reach
from liaison.lib.finding.segments import Floats, Ints, Segment
from liaison.lib.finding.types import Answer, Ranked, Wanted

BLOCK: Final = 16_384  # documents at once: three arrays of 64 kB stay in the cache
CUT: Final = 300  # documents whose names are weighed, of one segment
POSTINGS_MOST: Final = 6_000_000  # of one question in one segment: about 10 ms
SHARE: Final = 0.65  # of a score: what the question has of the name, against the other side
ELSEWHERE: Final = 0.15  # taken from the rank of who was born at quite another time
_GAP: Final = 0xFFFFFFFF


@dataclass(frozen=True)
class Mounted:
    """A segment in use.

    Attributes:
        segment: arrays.
        dead: a bit for each document that is gone.
    """

    segment: Segment
    dead: npt.NDArray[np.uint8]


def mount(segment: Segment, gone: Iterable[int] = ()) -> Mounted:
    """Return a segment in use, without the documents whose keys are gone."""
    dead = np.zeros((segment.size + 7) >> 3, np.uint8)
    dead.flags.writeable = False
    return bury(Mounted(segment, dead), gone)


def bury(mounted: Mounted, gone: Iterable[int]) -> Mounted:
    """Return the same segment without some more documents; itself when it has none of them."""
    keys = np.fromiter(gone, np.int64)
    found = mounted.segment.documents_of(keys)
    if not len(found):
        return mounted
    dead = mounted.dead.copy()
    np.bitwise_or.at(dead, found >> 3, (1 << (found & 7)).astype(np.uint8))
    dead.flags.writeable = False
    return Mounted(mounted.segment, dead)


def dead_of(mounted: Mounted) -> npt.NDArray[np.bool_]:
    """Return for each document whether it is gone."""
    bits = np.unpackbits(mounted.dead, count=mounted.segment.size, bitorder="little")
    return bits.astype(np.bool_)


def numbered(mounted: Sequence[Mounted], number: str, *, edits: bool) -> tuple[int, ...]:
    """Return the keys of all documents of a number, or of numbers one edit away, in order.

    Two numbers may share a code: whoever asks compares the texts.

    Args:
        mounted: segments.
        number: folded.
        edits: its neighbours instead of the number itself.
    """
    compiled.load()
    found: set[int] = set()
    for one in mounted:
        documents = one.segment.numbered(number, edits=edits)
        alive = (one.dead[documents >> 3] >> (documents & 7).astype(np.uint8)) & 1 == 0
        found.update(one.segment.key[documents[alive]].tolist())
    return tuple(sorted(found))


def ask(
    mounted: Sequence[Mounted],
    wanted: Wanted,
    *,
    windows: Sequence[Window] = (),
    most: int,
    late: Callable[[], bool] = lambda: False,
) -> Answer:
    """Return the documents whose names are most like the one wanted.

    Args:
        mounted: segments; a document lies in one of them.
        wanted: the name.
        windows: who was born in one of them comes first, others by a near exact name only.
        most: at most as many.
        late: whether the time of the question is over; asked between segments.
    """
    compiled.load()
    reached = [reach(one.segment, wanted) for one in mounted]
    weights = rarities(reached, sum(one.segment.size for one in mounted))
    found: list[Answer] = []
    for one, words in zip(mounted, reached, strict=True):
        if late():
            found.append(Answer((), partial=True))
            continue
        found.append(search(one, words, weights, windows=windows, most=most))
    return gather(found, most)


def rarities(reached: Sequence[Reach], size: int) -> Floats:
    """Return the weight of each word of a question: the rarer, the heavier.

    Args:
        reached: what each segment has of the words.
        size: documents of all segments.
    """
    held = np.sum([one.held for one in reached], axis=0) if reached else np.zeros(0)
    plain = np.log1p(size / (held + 1.0))
    factor = reached[0].factor if reached else np.ones(0)
    return (plain * factor).astype(np.float32)


def search(
    mounted: Mounted,
    words: Reach,
    weights: Floats,
    *,
    windows: Sequence[Window],
    most: int,
) -> Answer:
    """Return what one segment has.

    Args:
        mounted: the segment.
        words: from `reach`.
        weights: from `rarities`.
        windows: see `ask`.
        most: at most as many.
    """
    segment = mounted.segment
    if not len(words.word) or not segment.size:
        return Answer(())
    inside = _ranges(segment, windows)
    first, partial = _walk(mounted, words, weights, inside, CUT)
    scores = _weigh(segment, words, weights, first)
    if windows:
        second, late = _walk(mounted, words, weights, _outside(inside, segment.size), CUT // 3)
        scores = np.append(scores, _weigh(segment, words, weights, second) - ELSEWHERE)
        first, partial = np.append(first, second), partial or late
    keys = segment.key[first]
    best = np.lexsort((keys, -scores))[:most]
    ranked = zip(scores[best].tolist(), keys[best].tolist(), strict=True)
    return Answer(tuple(Ranked(round(score, 6), key) for score, key in ranked), partial)


def gather(answers: Sequence[Answer], most: int) -> Answer:
    """Return several answers as one; a document that two of them have is one document.

    Args:
        answers: of segments, or of shards.
        most: at most as many documents.
    """
    best: dict[int, float] = {}
    for answer in answers:
        for score, key in answer.ranked:
            best[key] = max(score, best.get(key, score))
    every = sorted((Ranked(score, key) for key, score in best.items()), key=_order)
    return Answer(tuple(every[:most]), any(answer.partial for answer in answers))


def _order(one: Ranked) -> tuple[float, int]:
    return -one.score, one.key


def _ranges(segment: Segment, windows: Sequence[Window]) -> list[tuple[int, int]]:
    if not windows:
        return [(0, segment.size)]
    edges = np.searchsorted(segment.born, [edge for one in windows for edge in one]).tolist()
    return sorted(zip(edges[::2], edges[1::2], strict=True))


def _outside(inside: Sequence[tuple[int, int]], size: int) -> list[tuple[int, int]]:
    found, at = [], 0
    for first, end in inside:
        found.append((at, first))
        at = max(at, end)
    return [*found, (at, size)]


def _walk(
    mounted: Mounted, words: Reach, weights: Floats, ranges: Sequence[tuple[int, int]], most: int
) -> tuple[Ints, bool]:
    """Return the documents of ranges that have most of the question, and whether some are left."""
    segment, partial = mounted.segment, False
    count: walking.Whole = 0
    scores, documents = np.zeros(most, np.float32), np.zeros(most, np.uint32)
    begins, ends = np.empty(len(words.word), np.int64), np.empty(len(words.word), np.int64)
    for first, end in ranges:
        if first >= end:
            continue
        work = walking.cut_all(segment.post, segment.post_at, words.word, first, end, begins, ends)
        if work > POSTINGS_MOST:
            _shorten(words, begins, ends)
            partial = True
        count = walking.walk(
            first, end, BLOCK, words.at, weights, begins, ends, words.gain, words.kind,
            segment.post, mounted.dead, scores, documents, count,
        )  # fmt: skip
    return documents[:count], partial


def _shorten(words: Reach, begins: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]) -> None:
    """Leave out the postings of the least likely words, the commonest first."""
    sizes = ends - begins
    order = np.lexsort((sizes, -words.gain))
    kept = np.cumsum(sizes[order]) <= POSTINGS_MOST
    left = order[~kept]
    ends[left] = begins[left]


def _weigh(segment: Segment, words: Reach, weights: Floats, documents: Ints) -> Floats:
    size = 1 << (2 * len(words.word) + 1).bit_length()
    table = np.full(size, _GAP, np.uint32)
    gains = np.zeros((size, len(weights)), np.float32)
    walking.fill(table, gains, words.word, words.asked, words.gain)
    out = np.zeros(len(documents), np.float32)
    walking.weigh(
        documents, table, gains, weights, segment.rarity, segment.document_at, segment.name_at,
        segment.name_word, np.float32(SHARE), out,
    )  # fmt: skip
    return out
