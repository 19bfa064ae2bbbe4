"""Segments are built here: from documents, and from older segments without what is gone."""

from array import array
from collections.abc import Iterable
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from liaison.lib.finding import coding, compiled, letters
from liaison.lib.finding.errors import TooMuch
from liaison.lib.finding.segments import Array, Bytes, Ints, Longs, Segment
from liaison.lib.finding.types import (
    NAMES_MOST,
    SPELLINGS_MOST,
    WORD_LETTERS,
    WORDS_MOST,
    Document,
    Spelling,
    Word,
)

MASK_LETTERS: Final = 12
_BOX: Final = 8  # codes a box of the directory


class Draft:
    """What becomes a segment. Words are kept once, documents as numbers."""

    def __init__(self) -> None:
        """Begin with nothing."""
        compiled.load()
        self._word: dict[str, int] = {}
        self._spellings: list[tuple[Spelling, ...]] = []
        self._key, self._born = array("q"), array("i")
        self._document_at, self._name_at, self._name_word = array("I"), array("I"), array("I")
        self._codes, self._code_document = array("Q"), array("I")

    def __len__(self) -> int:
        return len(self._key)

    def add(self, document: Document) -> None:
        """Put one document in.

        Raises:
            TooMuch: more names, words or spellings than a segment takes; nothing was put in.
        """
        _check(document)
        for number in dict.fromkeys(document.numbers):
            said = np.frombuffer(number.encode(), np.uint8)
            self._codes.append(int(coding.code(said, len(said))))
            self._code_document.append(len(self._key))
        self._key.append(document.key)
        self._born.append(document.born)
        self._document_at.append(len(self._name_at))
        for name in document.names:
            self._name_at.append(len(self._name_word))
            self._name_word.extend(self._of(word) for word in name)

    def add_segment(self, segment: Segment, gone: npt.NDArray[np.bool_]) -> None:
        """Put in what a segment has, without the documents that are gone.

        Words that only those had are left behind with them.

        Args:
            segment: any.
            gone: for each of its documents.
        """
        kept = np.flatnonzero(~gone)
        new = np.cumsum(~gone) - 1 + len(self._key)
        alive = ~gone[segment.code_document]
        _extend(self._codes, segment.codes[alive])
        _extend(self._code_document, new[segment.code_document[alive]])
        _extend(self._key, segment.key[kept])
        _extend(self._born, segment.born[kept])
        names, at = _gather(segment.document_at, kept)
        _extend(self._document_at, at + len(self._name_at))
        places, at = _gather(segment.name_at, names)
        _extend(self._name_at, at + len(self._name_word))
        held = segment.name_word[places]
        _extend(self._name_word, self._mapped(segment, np.unique(held))[held])

    def finish(self) -> Segment:
        """Return the segment."""
        key, born = np.array(self._key, np.int64), np.array(self._born, np.int32)
        order = np.argsort(born, kind="stable")
        place = np.empty(len(order), np.uint32)
        place[order] = np.arange(len(order), dtype=np.uint32)
        names, document_at = _gather(_closed(self._document_at, len(self._name_at)), order)
        places, name_at = _gather(_closed(self._name_at, len(self._name_word)), names)
        name_word = np.array(self._name_word, np.uint32)[places]
        post_at, post = self._postings(document_at, name_at, name_word, len(names))
        rarity = np.log1p(len(key) / np.maximum(np.diff(post_at), 1)).astype(np.float32)
        return Segment(
            **self._texts(),
            rarity=rarity,
            post_at=post_at,
            post=post,
            key=key[order],
            order=np.argsort(key[order], kind="stable").astype(np.uint32),
            born=born[order],
            document_at=_ended(document_at, len(names)),
            name_at=_ended(name_at, len(name_word)),
            name_word=name_word,
            **self._numbers(place),
        )

    def _of(self, word: Word) -> int:
        found = self._word.get(word.text)
        if found is None:
            found = self._word[word.text] = len(self._spellings)
            self._spellings.append(word.spellings)
        return found

    def _mapped(self, segment: Segment, used: Ints) -> Ints:
        """Return for each word of a segment what it is here; of those not used, nothing."""
        texts = np.repeat(np.arange(len(segment.of_at) - 1), np.diff(segment.of_at))
        order = np.argsort(segment.of_word, kind="stable")
        texts, costs = texts[order].tolist(), segment.of_cost[order].tolist()
        at = np.searchsorted(segment.of_word[order], np.arange(len(segment.raw) + 1)).tolist()
        found = np.zeros(len(segment.raw), np.uint32)
        for word in used.tolist():
            spellings = tuple(
                Spelling(segment.text_of(texts[one]), costs[one])
                for one in range(at[word], at[word + 1])
            )
            found[word] = self._of(Word(segment.text_of(int(segment.raw[word])), spellings))
        return found

    def _postings(
        self, document_at: Ints, name_at: Ints, name_word: Ints, names: int
    ) -> tuple[Ints, Ints]:
        """Return the documents of each word, in order, each once."""
        documents = np.repeat(
            np.arange(len(document_at), dtype=np.uint64), np.diff(_ended(document_at, names))
        )
        of_word = np.repeat(documents, np.diff(_ended(name_at, len(name_word))))
        pairs = np.unique((name_word.astype(np.uint64) << np.uint64(32)) | of_word)
        words = np.arange(len(self._spellings) + 1, dtype=np.uint64) << np.uint64(32)
        return (
            np.searchsorted(pairs, words).astype(np.uint32),
            (pairs & np.uint64(0xFFFFFFFF)).astype(np.uint32),
        )

    def _texts(self) -> dict[str, Any]:
        """Return the vocabulary: texts in order, whose they are, and how they are found."""
        every = {text.encode() for text in self._word}
        every.update(one.text.encode() for said in self._spellings for one in said)
        ordered = sorted(every)
        number = {text.decode(): place for place, text in enumerate(ordered)}
        pairs = [
            (number[one.text], word, one.cost)
            for word, said in enumerate(self._spellings)
            for one in said
        ]
        table = np.array(pairs or np.empty((0, 3)), np.uint32).reshape(-1, 3)
        table = table[np.lexsort((table[:, 1], table[:, 0]))]
        text = np.frombuffer(b"".join(ordered), np.uint8).copy()
        text_at = np.zeros(len(ordered) + 1, np.uint32)
        np.cumsum([len(one) for one in ordered], out=text_at[1:])
        raw = np.fromiter((number[one] for one in self._word), np.uint32, len(self._word))
        return {
            "text": text,
            "text_at": text_at,
            "of_at": np.searchsorted(table[:, 0], np.arange(len(ordered) + 1)).astype(np.uint32),
            "of_word": table[:, 1].copy(),
            "of_cost": table[:, 2].astype(np.uint8),
            "raw": raw,
            **_parts(text, text_at),
        }

    def _numbers(self, place: Ints) -> dict[str, Array]:
        codes = np.array(self._codes, np.uint64)
        order = np.argsort(codes, kind="stable")
        bits = max((len(codes) // _BOX).bit_length(), 1)
        boxes = np.arange(2**bits, dtype=np.uint64) << np.uint64(64 - bits)
        directory = np.append(np.searchsorted(codes[order], boxes), len(codes))
        return {
            "codes": codes[order],
            "code_document": place[np.array(self._code_document, np.uint32)[order]],
            "directory": directory.astype(np.uint32),
        }


def build(documents: Iterable[Document]) -> Segment:
    """Return a segment of documents."""
    draft = Draft()
    for document in documents:
        draft.add(document)
    return draft.finish()


def _check(document: Document) -> None:
    if len(document.names) > NAMES_MOST:
        raise TooMuch("names", len(document.names), NAMES_MOST)
    for name in document.names:
        if len(name) > WORDS_MOST:
            raise TooMuch("words", len(name), WORDS_MOST)
        for word in name:
            if len(word.spellings) > SPELLINGS_MOST:
                raise TooMuch("spellings", len(word.spellings), SPELLINGS_MOST)


def _parts(text: Bytes, text_at: Ints) -> dict[str, Array]:
    """Return the texts of letters and digits by length and mask, with their signatures."""
    sizes = np.diff(text_at)
    plain = ((text >= ord("a")) & (text <= ord("z"))) | ((text >= ord("0")) & (text <= ord("9")))
    strange = np.concatenate([np.zeros(1, np.int64), np.cumsum(~plain)])
    fits = (sizes >= 2) & (sizes <= WORD_LETTERS) & (strange[text_at[1:]] == strange[text_at[:-1]])  # noqa: PLR2004
    ids = np.flatnonzero(fits).astype(np.uint32)
    signed = np.empty(len(ids), np.uint64)
    letters.signatures(text, text_at, ids, signed)
    chosen = _telling(signed)
    mask = np.zeros(len(ids), np.uint32)
    for place, bit in enumerate(chosen.tolist()):
        mask |= (((signed >> np.uint64(bit)) & np.uint64(1)) << np.uint64(place)).astype(np.uint32)
    order = np.lexsort((mask, sizes[ids]))
    ids, signed, mask = ids[order], signed[order], mask[order]
    both = (sizes[ids].astype(np.uint64) << np.uint64(32)) | mask
    found, part_at = np.unique(both, return_index=True)
    lengths = np.arange(WORD_LETTERS + 2, dtype=np.uint64) << np.uint64(32)
    return {
        "ids": ids,
        "signed": signed,
        "letters": chosen,
        "part_mask": (found & np.uint64(0xFFFFFFFF)).astype(np.uint32),
        "part_at": np.append(part_at, len(ids)).astype(np.uint32),
        "length_at": np.searchsorted(found, lengths).astype(np.uint32),
    }


def _telling(signed: Longs) -> Bytes:
    """Return the bits that part the texts best: those that about half of them have."""
    have = [
        np.count_nonzero((signed >> np.uint64(bit)) & np.uint64(1)) / max(len(signed), 1)
        for bit in range(32)
    ]
    best = sorted(range(32), key=lambda bit: (abs(have[bit] - 0.5), bit))
    return np.array(sorted(best[:MASK_LETTERS]), np.uint8)


def _gather(at: Array, chosen: Array) -> tuple[Array, Ints]:
    """Return all places of chosen ranges, one after the other, and where each range begins now."""
    first = at[:-1][chosen].astype(np.int64)
    sizes = at[1:][chosen].astype(np.int64) - first
    begins = np.cumsum(sizes) - sizes
    places = np.arange(int(sizes.sum()), dtype=np.int64) + np.repeat(first - begins, sizes)
    return places, begins.astype(np.uint32)


def _closed(at: "array[int]", end: int) -> Ints:
    return _ended(np.array(at, np.uint32), end)


def _ended(at: Ints, end: int) -> Ints:
    return np.append(at, np.uint32(end)).astype(np.uint32)


def _extend(held: "array[int]", more: Array) -> None:
    held.frombytes(more.astype(np.dtype(held.typecode)).tobytes())
