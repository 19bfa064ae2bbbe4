"""What a layout of a machine readable zone is made of; the layouts themselves are in `zones`.

Positions count from 1 and include both ends, as ICAO Doc 9303 prints them.
"""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from liaison.lib.ids.confusions import FILLER
from liaison.lib.ids.digits import check_digit

REST: Final = "number_rest"  # where the rest of a long document number stands


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
    """A machine readable zone.

    Attributes:
        name: as ICAO Doc 9303 calls the size: TD1, TD2, TD3, MRV-A, MRV-B.
        line_count: lines.
        line_length: characters of each line.
        codes: letters a document code of this size begins with.
        fields: data elements.
        checks: check digits; a composite comes last, for it covers the others.
        long_number: data element in which a document number of more than nine characters goes
            on, or "" where numbers never do.
    """

    name: str
    line_count: int
    line_length: int
    codes: str
    fields: tuple[Field, ...]
    checks: tuple[Check, ...]
    long_number: str = ""

    def has(self, name: str) -> bool:
        """Tell whether there is a field of that name."""
        return any(field.name == name for field in self.fields)

    def field(self, name: str) -> Field:
        """Return the field of that name."""
        return next(field for field in self.fields if field.name == name)

    def as_read(self, lines: Sequence[str]) -> "Layout":
        """Return the layout these lines really have.

        Where a document number has more than nine characters, a filler stands in the place of
        its check digit, and the rest with the digit behind it opens the optional data: ICAO Doc
        9303-5 section 4.2.2 and Doc 9303-6 section 4.2.2, note j.

        Args:
            lines: of the right number and lengths.
        """
        if not self.long_number or REST in {field.name for field in self.fields}:
            return self
        number, optional = self.field("number"), self.field(self.long_number)
        check = next(check for check in self.checks if check.field == number.name)
        goes_on = optional.span.of(lines).partition(FILLER)[0]
        full = FILLER not in number.span.of(lines) and check.span.of(lines) == FILLER
        return self.with_rest(len(goes_on) - 1) if full and len(goes_on) > 1 else self

    def with_rest(self, length: int) -> "Layout":
        """Return the layout with a document number that goes on for so many characters."""
        optional = self.field(self.long_number)
        line, first, last = optional.span.line, optional.span.first, optional.span.last
        rest = Span(line, first, first + length - 1)
        digit = Span(line, first + length, first + length)
        behind = replace(optional, span=Span(line, first + length + 1, last))
        checks = tuple(
            replace(check, span=digit, covers=(*check.covers, rest))
            if check.field == "number"
            else check
            for check in self.checks
        )
        fields = tuple(behind if field is optional else field for field in self.fields)
        return replace(self, fields=(*fields, Field(REST, rest, Kind.MIXED)), checks=checks)

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
