"""Refusals of the names library: what was given is no name that can be compared."""

from dataclasses import dataclass
from typing import ClassVar


class NamesRefusal(Exception):
    """Root of every refusal here; `code` never changes."""

    code: ClassVar[str] = "names:refused"


@dataclass
class NameTooLong(NamesRefusal):
    """More characters than any name has.

    Attributes:
        length: characters given.
        maximum: characters allowed.
    """

    code: ClassVar[str] = "names:too_long"
    length: int
    maximum: int

    def __str__(self) -> str:
        return f"a name has at most {self.maximum} characters, not {self.length}"


@dataclass
class NameEmpty(NamesRefusal):
    """No letter and no digit is left once punctuation is gone, or none has a Latin form."""

    code: ClassVar[str] = "names:empty"

    def __str__(self) -> str:
        return "a name needs at least one letter"
