"""A segment: documents that do not change any more, as arrays in memory or in a mapped file."""

from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from liaison.lib.finding import coding, letters
from liaison.lib.finding.meaning import Vocabulary
from liaison.lib.finding.walking import Names

Array = npt.NDArray[Any]
Ints = npt.NDArray[np.uint32]
Bytes = npt.NDArray[np.uint8]
Longs = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float32]
NUMBERS_MOST: Final = 500  # documents of one number, or of its neighbours
_SIGNS: Final = np.frombuffer(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", np.uint8)


@dataclass(frozen=True)
class Segment:
    """Arrays; none may be written. Documents are numbered by birth, texts by their bytes.

    Attributes:
        text: bytes of all texts: words and what they are spelled as.
        text_at: first byte of each text, and the end.
        of_at: first of the words of each text, and the end.
        of_word: words that are spelled so.
        of_cost: how far the spelling stands from the word.
        raw: text of each word.
        rarity: of each word, see `asking.rarity`.
        post_at: first posting of each word, and the end.
        post: documents.
        key: what the caller calls each document.
        order: documents in the order of their keys.
        born: day of birth of each document, see `days`; never falls.
        document_at: first name of each document, and the end.
        name_at: first word of each name, and the end.
        name_word: words.
        length_at: first part of the texts of each length.
        part_mask: mask of each part.
        part_at: first place of each part, and the end.
        signed: signature of the text at each place.
        ids: text at each place.
        letters: the bits of a mask.
        codes: numbers, see `coding`.
        code_document: document of each code.
        directory: first code of each box.
    """

    text: Bytes
    text_at: Ints
    of_at: Ints
    of_word: Ints
    of_cost: Bytes
    raw: Ints
    rarity: Floats
    post_at: Ints
    post: Ints
    key: npt.NDArray[np.int64]
    order: Ints
    born: npt.NDArray[np.int32]
    document_at: Ints
    name_at: Ints
    name_word: Ints
    length_at: Ints
    part_mask: Ints
    part_at: Ints
    signed: Longs
    ids: Ints
    letters: Bytes
    codes: Longs
    code_document: Ints
    directory: Ints

    def __post_init__(self) -> None:
        # kernels are compiled for arrays that cannot be written: one form, wherever they lie
        for field in fields(self):
            getattr(self, field.name).flags.writeable = False

    @property
    def size(self) -> int:
        """How many documents."""
        return len(self.key)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What a question needs first."""
        return Vocabulary(*(getattr(self, name) for name in Vocabulary._fields))

    @cached_property
    def names(self) -> Names:
        """What names are weighed by."""
        return Names(*(getattr(self, name) for name in Names._fields))

    @property
    def bytes(self) -> int:
        """What all arrays take."""
        return sum(int(getattr(self, field.name).nbytes) for field in fields(self))

    @property
    def shift(self) -> int:
        """Bits of a code below its box."""
        return 64 - (len(self.directory) - 1).bit_length() + 1

    def documents_of(self, keys: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Return the documents of those keys that are here."""
        if not self.size:
            return np.empty(0, np.int64)
        at = np.searchsorted(self.key, keys, sorter=self.order)
        found = self.order[np.minimum(at, self.size - 1)].astype(np.int64)
        here: npt.NDArray[np.int64] = found[self.key[found] == keys]
        return here

    def text_of(self, number: int) -> str:
        """Return one text."""
        return bytes(self.text[self.text_at[number] : self.text_at[number + 1]]).decode()

    def numbered(self, number: str, *, edits: bool) -> Ints:
        """Return the documents of a number, or of numbers one edit away.

        Args:
            number: folded; at least three characters for its neighbours.
            edits: its neighbours instead of the number itself.
        """
        found = np.empty(NUMBERS_MOST, np.uint32)
        if not len(self.codes):
            return found[:0]
        wanted = np.frombuffer(number.encode(), np.uint8)
        where = (self.codes, self.code_document, self.directory, self.shift)
        if edits:
            count = coding.one_edit(wanted, _SIGNS, *where, found)
            return np.unique(found[:count])
        code = np.uint64(coding.code(wanted, len(wanted)))
        return found[: coding.exact(*where, code, found)]

    def find(self, text: str, *, beginning: bool = False) -> tuple[int, int]:
        """Return the range of texts that are this one, or begin with it."""
        wanted = np.frombuffer(text.encode(), np.uint8)
        first, end = letters.find(self.text, self.text_at, wanted, int(beginning))
        return int(first), int(end)

    def near(self, text: str, edits: int, most: int, *, begins: int = 0) -> tuple[Ints, Bytes]:
        """Return the texts that are a few edits away, and how far each is.

        Args:
            text: letters a-z and digits.
            edits: at most as many.
            most: at most as many texts.
            begins: at most as many where a longer text begins so; 0 for none.
        """
        found, far = np.empty(most, np.uint32), np.empty(most, np.uint8)
        count = letters.near(
            np.frombuffer(text.encode(), np.uint8), edits, begins, self.text, self.text_at,
            self.length_at, self.part_mask, self.part_at, self.signed, self.ids, self.letters,
            found, far,
        )  # fmt: skip
        return found[:count], far[:count]
