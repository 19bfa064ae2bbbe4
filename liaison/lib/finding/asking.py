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

from liaison.lib.finding import compiled, ranking
from liaison.lib.finding.days import ANY, Around, Window
from liaison.lib.finding.ranking import Dates, Postings, Spans, Terms
from liaison.lib.finding.reaching import Reach, reach
from liaison.lib.finding.segments import Floats, Segment
from liaison.lib.finding.types import Answer, Ranked, Wanted

POSTINGS_MOST: Final = ranking.POSTINGS_MOST


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
    birth: Around = ANY,
    most: int,
    late: Callable[[], bool] = lambda: False,
) -> Answer:
    """Return the documents whose names are most like the one wanted.

    Args:
        mounted: segments; a document lies in one of them.
        wanted: the name.
        birth: who was born then comes first, others by a near exact name only.
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
        found.append(search(one, words, weights, birth=birth, most=most))
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
    birth: Around,
    most: int,
) -> Answer:
    """Return what one segment has.

    Args:
        mounted: the segment.
        words: from `reach`.
        weights: from `rarities`.
        birth: see `ask`.
        most: at most as many.
    """
    segment = mounted.segment
    if not segment.size:
        return Answer(())
    inside = _stretches(segment, birth.near) if birth.near else _everybody(segment)
    dates = Dates(
        _spans(birth.near), _spans(birth.close), inside, _stretches(segment, birth.close)
    )
    keys, scores = np.empty(most, np.int64), np.empty(most, np.float32)
    count, partial = ranking.rank(
        Postings(segment.post_at, segment.post, segment.key, segment.born, mounted.dead),
        segment.names,
        Terms(
            words.at, words.asked, words.word, words.gain, words.kind, words.lengths,
            words.masks, weights,
        ),
        dates,
        _outside(inside, segment.size),
        POSTINGS_MOST,
        keys,
        scores,
    )  # fmt: skip
    ranked = zip(scores[:count].tolist(), keys[:count].tolist(), strict=True)
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


def _everybody(segment: Segment) -> Spans:
    return np.array([[0, segment.size]], np.int64)


def _spans(windows: Sequence[Window]) -> Spans:
    return np.array(windows, np.int64).reshape(-1, 2)


def _stretches(segment: Segment, windows: Sequence[Window]) -> Spans:
    """Return the documents of each window."""
    # numbers of another kind would have all days converted
    edges = _spans(windows).astype(segment.born.dtype)
    return np.searchsorted(segment.born, edges).astype(np.int64)


def _outside(inside: Spans, size: int) -> Spans:
    found, at = [], 0
    for first, end in sorted(inside.tolist()):
        found.append((at, first))
        at = max(at, end)
    return np.array([*found, (at, size)], np.int64)
