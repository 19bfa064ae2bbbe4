"""Refusals of the numbers library: each has a stable code, fields, and a sentence.

A refusal may quote what somebody pasted. `shown` makes that harmless first: no control or
direction characters and no endless text reach a log or a screen.
"""

from dataclasses import dataclass
from typing import ClassVar, Final

SHOWN_MAXIMUM: Final = 44  # one line of a passport, the longest thing worth quoting
WORDS: Final = {
    "text": "machine readable zone",
    "line_1": "first line",
    "line_2": "second line",
    "line_3": "third line",
    "document_code": "document code",
    "issuing_state": "issuing State",
    "number": "document number",
    "birth": "date of birth",
    "expiry": "date of expiry",
    "optional_data": "personal number",
    "optional_data_2": "second personal number",
    "composite": "whole zone",
}


def shown(text: str) -> str:
    """Return text that is safe to print: ASCII, other characters as U+XXXX, cut short.

    Args:
        text: anything, also hostile.

    Returns:
        At most `SHOWN_MAXIMUM` characters of the text, and an ellipsis if more was there.
    """
    head = "".join(
        char if " " <= char <= "~" else f"U+{ord(char):04X}" for char in text[:SHOWN_MAXIMUM]
    )
    return head if len(text) <= SHOWN_MAXIMUM else f"{head}..."


def _words(field: str) -> str:
    return WORDS.get(field, shown(field).replace("_", " "))


@dataclass(eq=False)
class IdsRefusal(Exception):
    """The root of everything this library refuses; `code` is stable and stored."""

    code: ClassVar[str] = "ids:refused"


@dataclass(eq=False)
class Missing(IdsRefusal):
    """Nothing was given where something is needed."""

    code: ClassVar[str] = "ids:missing"
    field: str

    def __str__(self) -> str:
        return f"The {_words(self.field)} is missing: enter it as it is printed."


@dataclass(eq=False)
class TooLong(IdsRefusal):
    """More text than the field can have."""

    code: ClassVar[str] = "ids:too_long"
    field: str
    length: int
    maximum: int

    def __str__(self) -> str:
        return (
            f"The {_words(self.field)} has {self.length} characters and may have at most "
            f"{self.maximum}: enter only what belongs to it."
        )


@dataclass(eq=False)
class WrongLineCount(IdsRefusal):
    """A zone of another number of lines."""

    code: ClassVar[str] = "ids:line_count_wrong"
    count: int
    expected: int

    def __str__(self) -> str:
        return (
            f"The machine readable zone has {self.count} lines and should have "
            f"{self.expected}: enter only the lines at the bottom of the page."
        )


@dataclass(eq=False)
class WrongLineLength(IdsRefusal):
    """A line that lost or gained characters, most often fillers at its end."""

    code: ClassVar[str] = "ids:line_length_wrong"
    line: int
    length: int
    expected: int

    def __str__(self) -> str:
        return (
            f"Line {self.line} has {self.length} characters and should have {self.expected}: "
            "compare it with the document, also the fillers (<) at its end."
        )


@dataclass(eq=False)
class WrongCharacters(IdsRefusal):
    """A character that cannot stand where it was found; positions count from 1."""

    code: ClassVar[str] = "ids:characters_wrong"
    field: str
    position: int
    character: str

    def __str__(self) -> str:
        return (
            f"The character {shown(self.character)} at position {self.position} cannot stand "
            f"in the {_words(self.field)}: compare it with the document."
        )


@dataclass(eq=False)
class DocumentCodeUnknown(IdsRefusal):
    """A zone of a known size that says it is something else than that size is made for."""

    code: ClassVar[str] = "ids:document_code_unknown"
    document_code: str
    zone: str
    allowed: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"The document code is {shown(self.document_code)} and that of a zone of the size "
            f"{self.zone} begins with {', '.join(self.allowed)}: check the document by its "
            "number and issuing State instead."
        )


@dataclass(eq=False)
class CheckDigitWrong(IdsRefusal):
    """A check digit that does not agree with what it guards."""

    code: ClassVar[str] = "ids:check_digit_wrong"
    field: str
    expected: str
    read: str

    def __str__(self) -> str:
        return (
            f"The check digit of the {_words(self.field)} is {shown(self.read)} and should be "
            f"{self.expected}: a character was misread, compare the line with the document."
        )


@dataclass(eq=False)
class RepairAmbiguous(IdsRefusal):
    """Several look-alike characters would explain a wrong check digit equally well."""

    code: ClassVar[str] = "ids:repair_ambiguous"
    field: str
    candidates: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"The {_words(self.field)} was misread and could be any of "
            f"{', '.join(self.candidates)}: compare it with the document."
        )


@dataclass(eq=False)
class CountryUnknown(IdsRefusal):
    """A code that ICAO gives to no State or organisation."""

    code: ClassVar[str] = "ids:country_unknown"
    field: str
    read: str

    def __str__(self) -> str:
        return (
            f"No State or organisation has the code {shown(self.read)} ({_words(self.field)}): "
            "compare it with the document."
        )


@dataclass(eq=False)
class DateWrong(IdsRefusal):
    """Six characters that are not a day of the calendar, or a part that must be known."""

    code: ClassVar[str] = "ids:date_wrong"
    field: str
    read: str

    def __str__(self) -> str:
        return (
            f"The {_words(self.field)} {shown(self.read)} is not a date of the calendar: "
            "compare it with the document."
        )


@dataclass(eq=False)
class SexWrong(IdsRefusal):
    """Anything but M, F, X or the filler."""

    code: ClassVar[str] = "ids:sex_wrong"
    read: str

    def __str__(self) -> str:
        return (
            f"The sex is given as {shown(self.read)} and can only be M, F or <: "
            "compare it with the document."
        )


@dataclass(eq=False)
class NameWrong(IdsRefusal):
    """A name field without a primary identifier, or that cannot be cut to its width."""

    code: ClassVar[str] = "ids:name_wrong"
    read: str

    def __str__(self) -> str:
        return (
            f"The name {shown(self.read)} does not have the form SURNAME<<GIVEN<NAMES: "
            "compare it with the document."
        )
