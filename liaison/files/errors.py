"""The refusals of files."""

from liaison.core import errors as core
from liaison.core.errors import Refusal


class NoSuchFile(Refusal):
    """The file is not there, or not there for this actor: the two look alike."""

    code = "files:no_file"

    def __init__(self, file_id: str) -> None:
        """Keep the id asked for."""
        super().__init__(file_id)
        self.file_id = file_id

    def __str__(self) -> str:
        return f"no file {self.file_id} is known here"


class NameRefused(Refusal):
    """The name of a file is empty, too long, a path, or has characters that act on a screen."""

    code = "files:name"

    def __init__(self, reason: str) -> None:
        """Keep what is wrong: `empty`, `long`, `path` or `characters`."""
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"the name of the file: {self.reason}"


class FileTooLarge(Refusal):
    """More bytes than one file may have."""

    code = "files:too_large"

    def __init__(self, limit: int) -> None:
        """Keep the limit in bytes."""
        super().__init__(limit)
        self.limit = limit

    def __str__(self) -> str:
        return f"a file has at most {self.limit} bytes"


class FileEmpty(Refusal):
    """There is nothing in the file."""

    code = "files:empty"

    def __str__(self) -> str:
        return "the file is empty"


class TooManyFiles(Refusal):
    """One thing holds more files than it may."""

    code = "files:too_many"

    def __init__(self, limit: int) -> None:
        """Keep the limit."""
        super().__init__(limit)
        self.limit = limit

    def __str__(self) -> str:
        return f"at most {self.limit} files belong to one thing"


class QuotaReached(Refusal):
    """The files of this desk fill what it was given."""

    code = "files:quota"

    def __init__(self, desk: str, megabytes: int) -> None:
        """Keep whose quota it is and how much it is."""
        super().__init__(desk, megabytes)
        self.desk = desk
        self.megabytes = megabytes

    def __str__(self) -> str:
        return f"the files of {self.desk} fill the {self.megabytes} MB it was given"


class DiskFull(Refusal):
    """There is no room on the disk; nothing of the file was kept."""

    code = "files:disk_full"

    def __str__(self) -> str:
        return "the disk of this node is full"


class NotClean(Refusal):
    """Nobody opens, hands on or sends a file that inspection has not found clean."""

    code = "files:not_clean"

    def __init__(self, file_id: str, state: str) -> None:
        """Keep the file and where it stands."""
        super().__init__(file_id, state)
        self.file_id = file_id
        self.state = state

    def __str__(self) -> str:
        return f"file {self.file_id} is {self.state}"


class ContentDamaged(Refusal):
    """The bytes on the disk are not those that were written."""

    code = "files:damaged"

    def __init__(self, address: str) -> None:
        """Keep the address of the ciphertext."""
        super().__init__(address)
        self.address = address

    def __str__(self) -> str:
        return f"the bytes kept under {self.address[:16]} are damaged or gone"


class TransitionRefused(core.TransitionRefused):
    """A file does not go from this state to that."""

    code = "files:transition"


class InUse(Refusal):
    """Something holds the file: it goes with that, not before."""

    code = "files:in_use"

    def __init__(self, file_id: str) -> None:
        """Keep the file."""
        super().__init__(file_id)
        self.file_id = file_id

    def __str__(self) -> str:
        return f"file {self.file_id} belongs to something"


class ScannerFailed(Refusal):
    """A scanner is configured and did not answer as it should: inspection waits for it."""

    code = "files:scanner"

    def __init__(self, reason: str) -> None:
        """Keep what happened."""
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"the scanner did not answer: {self.reason}"
