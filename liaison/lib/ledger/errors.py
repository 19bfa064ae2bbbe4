"""Every way in which a commitment, a proof or a note is refused, by name."""

import enum
from typing import ClassVar


class LedgerRefusal(Exception):
    """Something given to the ledger is not what it claims to be."""

    code: ClassVar[str] = "ledger:refused"


class SaltWrong(LedgerRefusal):
    """A salt has the wrong number of bytes."""

    code: ClassVar[str] = "ledger:salt_wrong"

    def __init__(self, size: int) -> None:
        """Remember the number of bytes that were given."""
        super().__init__(f"a salt has {size} bytes")
        self.size = size


class HashWrong(LedgerRefusal):
    """A hash does not have the 32 bytes of SHA-256."""

    code: ClassVar[str] = "ledger:hash_wrong"

    def __init__(self, size: int) -> None:
        """Remember the number of bytes that were given."""
        super().__init__(f"a hash has {size} bytes")
        self.size = size


class SizeWrong(LedgerRefusal):
    """A tree size is negative, above the maximum, or does not fit the other size given."""

    code: ClassVar[str] = "ledger:size_wrong"

    def __init__(self, size: int) -> None:
        """Remember the size that was given."""
        super().__init__(f"no tree of {size} leaves is possible here")
        self.size = size


class NoSuchLeaf(LedgerRefusal):
    """The tree has no leaf with this index."""

    code: ClassVar[str] = "ledger:no_such_leaf"

    def __init__(self, index: int, size: int) -> None:
        """Remember the index asked for and the size of the tree."""
        super().__init__(f"a tree of {size} leaves has no leaf {index}")
        self.index = index
        self.size = size


class InclusionRefused(LedgerRefusal):
    """The proof does not show that the leaf is in the tree with this root."""

    code: ClassVar[str] = "ledger:inclusion_refused"

    def __init__(self, index: int, size: int) -> None:
        """Remember which leaf of which tree was to be proved."""
        super().__init__(f"leaf {index} is not proved to be in the tree of {size} leaves")
        self.index = index
        self.size = size


class ConsistencyRefused(LedgerRefusal):
    """The proof does not show that the newer tree only added to the older one."""

    code: ClassVar[str] = "ledger:consistency_refused"

    def __init__(self, old_size: int, new_size: int) -> None:
        """Remember the sizes of both trees."""
        super().__init__(f"tree {new_size} is not proved to continue tree {old_size}")
        self.old_size = old_size
        self.new_size = new_size


class FrontierMalformed(LedgerRefusal):
    """Stored frontier bytes do not have the length that their size demands."""

    code: ClassVar[str] = "ledger:frontier_malformed"

    def __init__(self, length: int) -> None:
        """Remember the number of bytes or hashes that were given."""
        super().__init__(f"a frontier of this size cannot have {length} parts")
        self.length = length


class Flaw(enum.StrEnum):
    """What is wrong with the text of a note."""

    TOO_LONG = "too_long"
    CHARACTERS = "characters"
    NO_SIGNATURES = "no_signatures"
    LINES = "lines"
    ORIGIN = "origin"
    SIZE = "size"
    ROOT = "root"
    SIGNATURE_LINE = "signature_line"
    TOO_MANY_SIGNATURES = "too_many_signatures"
    SIGNATURE_TWICE = "signature_twice"


class NoteMalformed(LedgerRefusal):
    """The text is no checkpoint note."""

    code: ClassVar[str] = "ledger:note_malformed"

    def __init__(self, flaw: Flaw) -> None:
        """Remember the first flaw that was found."""
        super().__init__(f"the note is malformed: {flaw}")
        self.flaw = flaw


class SignatureMissing(LedgerRefusal):
    """The note carries no signature by the key that was asked for."""

    code: ClassVar[str] = "ledger:signature_missing"

    def __init__(self, name: str) -> None:
        """Remember whose signature was looked for."""
        super().__init__(f"the note is not signed by {name}")
        self.name = name


class SignatureWrong(LedgerRefusal):
    """The signature by the key that was asked for does not verify."""

    code: ClassVar[str] = "ledger:signature_wrong"

    def __init__(self, name: str) -> None:
        """Remember whose signature failed."""
        super().__init__(f"the signature of {name} is wrong")
        self.name = name


class RestartRefused(LedgerRefusal):
    """A log says that it was restored, and shows a history that cannot be believed."""

    code: ClassVar[str] = "ledger:restart_refused"

    def __init__(self, why: str) -> None:
        """Remember what is wrong with it."""
        super().__init__(f"the restart of the log is refused: {why}")
        self.why = why


class OriginWrong(LedgerRefusal):
    """The note speaks of another log than the one whose key signed it."""

    code: ClassVar[str] = "ledger:origin_wrong"

    def __init__(self, expected: str, read: str) -> None:
        """Remember both names."""
        super().__init__(f"the note is about {read}, not about {expected}")
        self.expected = expected
        self.read = read
