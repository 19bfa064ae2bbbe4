"""Layouts of all machine readable zones as tables: a new document size is a new table.

Cards TD1 (ICAO Doc 9303-5 section 4.2.2), cards TD2 (Doc 9303-6 section 4.2.2), passports TD3
(Doc 9303-4 section 4.2.2), visas MRV-A and MRV-B (Doc 9303-7 sections 4.2.2 and 5.2.2). Visas
have no composite check digit and none for what is optional.
"""

from collections.abc import Sequence
from typing import Final

from liaison.lib.ids.formats import Check, Field, Kind, Layout, Span

_OPTIONAL: Final = "optional_data"


def _two_lines(  # noqa: PLR0913 - what the sizes of two lines differ in
    name: str, *, length: int, codes: str, checked: bool, composite: bool, long_number: str = ""
) -> Layout:
    """Return a size of two lines: they share all positions up to the optional data.

    Args:
        name: of the size.
        length: characters of a line.
        codes: letters a document code begins with.
        checked: the optional data has a check digit behind it.
        composite: the last character is a composite check digit.
        long_number: field in which a long document number goes on, or "".
    """
    number, birth, expiry = Span(2, 1, 9), Span(2, 14, 19), Span(2, 22, 27)
    optional = Span(2, 29, length - checked - composite)
    fields = (
        Field("document_code", Span(1, 1, 2), Kind.LETTERS),
        Field("issuing_state", Span(1, 3, 5), Kind.LETTERS),
        Field("name", Span(1, 6, length), Kind.LETTERS),
        Field("number", number, Kind.MIXED),
        Field("nationality", Span(2, 11, 13), Kind.LETTERS),
        Field("birth", birth, Kind.DATE),
        Field("sex", Span(2, 21, 21), Kind.LETTERS),
        Field("expiry", expiry, Kind.DATE),
        Field(_OPTIONAL, optional, Kind.MIXED),
    )
    checks = [
        Check("number", Span(2, 10, 10), (number,)),
        Check("birth", Span(2, 20, 20), (birth,)),
        Check("expiry", Span(2, 28, 28), (expiry,)),
    ]
    if checked:
        digit = Span(2, optional.last + 1, optional.last + 1)
        checks.append(Check(_OPTIONAL, digit, (optional,), filler_if_empty=True))
    if composite:
        covers = (Span(2, 1, 10), Span(2, 14, 20), Span(2, 22, length - 1))
        checks.append(Check("composite", Span(2, length, length), covers))
    return Layout(name, 2, length, codes, fields, tuple(checks), long_number)


# I, A and C are cards; a State may make a passport of the size of a card
_CARDS: Final = "IACP"

TD3: Final = _two_lines("TD3", length=44, codes="P", checked=True, composite=True)
TD2: Final = _two_lines(
    "TD2", length=36, codes=_CARDS, checked=False, composite=True, long_number=_OPTIONAL
)
MRV_A: Final = _two_lines("MRV-A", length=44, codes="V", checked=False, composite=False)
MRV_B: Final = _two_lines("MRV-B", length=36, codes="V", checked=False, composite=False)

TD1: Final = Layout(
    name="TD1",
    line_count=3,
    line_length=30,
    codes=_CARDS,
    fields=(
        Field("document_code", Span(1, 1, 2), Kind.LETTERS),
        Field("issuing_state", Span(1, 3, 5), Kind.LETTERS),
        Field("number", Span(1, 6, 14), Kind.MIXED),
        Field(_OPTIONAL, Span(1, 16, 30), Kind.MIXED),
        Field("birth", Span(2, 1, 6), Kind.DATE),
        Field("sex", Span(2, 8, 8), Kind.LETTERS),
        Field("expiry", Span(2, 9, 14), Kind.DATE),
        Field("nationality", Span(2, 16, 18), Kind.LETTERS),
        Field("optional_data_2", Span(2, 19, 29), Kind.MIXED),
        Field("name", Span(3, 1, 30), Kind.LETTERS),
    ),
    checks=(
        Check("number", Span(1, 15, 15), (Span(1, 6, 14),)),
        Check("birth", Span(2, 7, 7), (Span(2, 1, 6),)),
        Check("expiry", Span(2, 15, 15), (Span(2, 9, 14),)),
        Check(
            "composite",
            Span(2, 30, 30),
            (Span(1, 6, 30), Span(2, 1, 7), Span(2, 9, 15), Span(2, 19, 29)),
        ),
    ),
    long_number=_OPTIONAL,
)

# a visa comes first: of two zones of one size it is the one that its own letter tells
ZONES: Final = (MRV_A, TD3, MRV_B, TD2, TD1)


def zone_of(lines: Sequence[str]) -> Layout:
    """Return the layout that lines most likely have, so that a refusal names the right size.

    Args:
        lines: one at least, in the alphabet of zones, of any number and length; one line may be
            all lines run together.
    """
    first = lines[0]
    together = len(lines) == 1 and len(first) > max(zone.line_length for zone in ZONES)

    def distance(zone: Layout) -> int:
        if together:
            return abs(zone.line_count * zone.line_length - len(first))
        return abs(zone.line_length - len(first)) + abs(zone.line_count - len(lines))

    least = min(map(distance, ZONES))
    nearest = [zone for zone in ZONES if distance(zone) == least]
    return next((zone for zone in nearest if first[0] in zone.codes), nearest[-1])
