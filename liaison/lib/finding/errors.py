"""What finding refuses. Plain exceptions: rooms above give them their own names."""

import enum


class FindingRefusal(Exception):
    """Something the engine does not take or does not trust."""


class Damage(enum.StrEnum):
    """What can be wrong with a file."""

    UNREADABLE = "cannot be read"
    NO_SEGMENT = "is no segment"
    HEAD = "has another head than was written"
    FORM = "is of another form"
    SHORT = "ends too early"
    CONTENT = "is not what was written"
    LONG = "is too long"


class FileDamaged(FindingRefusal):
    """A file is missing, shorter than it says, or not what was written: it answers nothing."""

    def __init__(self, file: str, reason: Damage) -> None:
        """Keep which file and what is wrong with it."""
        super().__init__(file, reason)
        self.file = file
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.file}: {self.reason}"


class TooMuch(FindingRefusal):
    """A document or a question has more, or longer, parts than a segment takes."""

    def __init__(self, what: str, found: int, most: int) -> None:
        """Keep what there is too much of, how much, and the most."""
        super().__init__(what, found, most)
        self.what = what
        self.found = found
        self.most = most

    def __str__(self) -> str:
        return f"{self.what}: {self.found} is more than {self.most}"
