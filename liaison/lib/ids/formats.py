"""Layouts of machine readable zones as tables: a new document size is a new table.

Positions count from 1 and include both ends, as ICAO Doc 9303 prints them.
"""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from liaison.lib.ids.confusions import FILLER
from liaison.lib.ids.digits import check_digit


class Kind(enum.StrEnum):
    """What may stand in a field; the filler may stand in all but a single digit."""

    LETTERS = "letters"
    DATE = "date"
    DIGIT = "digit"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Span:
    """Some neighbouring positions of one line."""

    line: int
    first: int
    last: int

    def of(self, lines: Sequence[str]) -> str:
        """Return the characters at these positions."""
        return lines[self.line - 1][self.first - 1 : self.last]

    def put(self, lines: Sequence[str], text: str) -> tuple[str, ...]:
        """Return the lines with `text` at these positions, filled to the end of the span."""
        old = lines[self.line - 1]
        filled = text.ljust(self.last - self.first + 1, FILLER)
        new = old[: self.first - 1] + filled + old[self.last :]
        return (*lines[: self.line - 1], new, *lines[self.line :])


@dataclass(frozen=True, slots=True)
class Field:
    """A data element and where it stands."""

    name: str
    span: Span
    kind: Kind


@dataclass(frozen=True, slots=True)
class Check:
    """A check digit: where it stands and what it covers.

    Attributes:
        field: the field it guards, or `composite`.
        span: the position of the digit.
        covers: what is weighted, in this order.
        filler_if_empty: a filler may stand for 0 if nothing is guarded.
    """

    field: str
    span: Span
    covers: tuple[Span, ...]
    filler_if_empty: bool = False

    def covered(self, lines: Sequence[str]) -> str:
        """Return the characters this digit is calculated from."""
        return "".join(span.of(lines) for span in self.covers)

    def expected(self, lines: Sequence[str]) -> str:
        """Return the digit that should be there."""
        return check_digit(self.covered(lines))

    def holds(self, lines: Sequence[str]) -> bool:
        """Tell whether the digit that is there is right."""
        read = self.span.of(lines)
        if read == FILLER:
            return self.filler_if_empty and not self.covered(lines).strip(FILLER)
        return read == self.expected(lines)


@dataclass(frozen=True, slots=True)
class Layout:
    """A machine readable zone."""

    name: str
    line_count: int
    line_length: int
    fields: tuple[Field, ...]
    checks: tuple[Check, ...]

    def field(self, name: str) -> Field:
        """Return the field of that name."""
        return next(field for field in self.fields if field.name == name)

    def compose(self, values: Mapping[str, str]) -> tuple[str, ...]:
        """Return the lines with these values and all check digits.

        Args:
            values: settled characters by name of field; what is not named is filled.

        Returns:
            The lines of the zone.
        """
        lines: tuple[str, ...] = (FILLER * self.line_length,) * self.line_count
        for name, value in values.items():
            lines = self.field(name).span.put(lines, value)
        for check in self.checks:  # the composite comes last: it covers the others
            lines = check.span.put(lines, check.expected(lines))
        return lines


_NUMBER: Final = Span(2, 1, 9)
_BIRTH: Final = Span(2, 14, 19)
_EXPIRY: Final = Span(2, 22, 27)
_OPTIONAL: Final = Span(2, 29, 42)

# passports: ICAO Doc 9303-4 sections 4.2.2 and 4.2.4
TD3: Final = Layout(
    name="TD3",
    line_count=2,
    line_length=44,
    fields=(
        Field("document_code", Span(1, 1, 2), Kind.LETTERS),
        Field("issuing_state", Span(1, 3, 5), Kind.LETTERS),
        Field("name", Span(1, 6, 44), Kind.LETTERS),
        Field("number", _NUMBER, Kind.MIXED),
        Field("nationality", Span(2, 11, 13), Kind.LETTERS),
        Field("birth", _BIRTH, Kind.DATE),
        Field("sex", Span(2, 21, 21), Kind.LETTERS),
        Field("expiry", _EXPIRY, Kind.DATE),
        Field("optional_data", _OPTIONAL, Kind.MIXED),
    ),
    checks=(
        Check("number", Span(2, 10, 10), (_NUMBER,)),
        Check("birth", Span(2, 20, 20), (_BIRTH,)),
        Check("expiry", Span(2, 28, 28), (_EXPIRY,)),
        Check("optional_data", Span(2, 43, 43), (_OPTIONAL,), filler_if_empty=True),
        Check("composite", Span(2, 44, 44), (Span(2, 1, 10), Span(2, 14, 20), Span(2, 22, 43))),
    ),
)
