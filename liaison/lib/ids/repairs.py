"""Misread characters of a zone: what can be repaired is repaired and told, nothing in silence.

Two kinds of evidence exist. A field of digits has no letters and a field of letters no digits,
so a look-alike of the other kind is surely misread. In a field that has both, such as the
document number, only the check digit speaks: one letter is taken for the digit it looks like
if that is the only such exchange that makes all check digits right.

The other way, a letter for a digit, is not tried there. Numbers are mostly digits, so after
any misreading some digit could be exchanged to please the check digit: tried on numbers of
nine digits with one character misread at random, that accepted a wrong number in every fourth
case, while refusing three in five of the honest look-alikes as ambiguous.

An exchange never leaves its class of look-alikes, so it never changes `numbers.fold_number`.
"""

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from liaison.lib.ids.confusions import DIGITS, FILLER, LETTERS, TO_DIGIT, TO_LETTER
from liaison.lib.ids.errors import CheckDigitWrong, RepairAmbiguous, WrongCharacters
from liaison.lib.ids.formats import Check, Field, Kind, Layout, Span


class Reason(enum.StrEnum):
    """Why another character was taken than the one that was read."""

    LETTER_EXPECTED = "letter_expected"
    DIGIT_EXPECTED = "digit_expected"
    CHECK_DIGIT = "check_digit"


@dataclass(frozen=True, slots=True)
class Repair:
    """One character that was taken for another.

    Attributes:
        field: the field, or the field whose check digit it is followed by `_check`.
        position: in its line, counted from 1.
        read: the character that was there.
        taken: the character that was taken for it.
        reason: what proves it.
    """

    field: str
    position: int
    read: str
    taken: str
    reason: Reason


_ALLOWED: Final = {
    Kind.LETTERS: LETTERS | {FILLER},
    Kind.DATE: DIGITS | {FILLER},
    Kind.DIGIT: DIGITS,
    Kind.MIXED: LETTERS | DIGITS | {FILLER},
}


def settle_kinds(
    lines: tuple[str, ...], layout: Layout
) -> tuple[tuple[str, ...], tuple[Repair, ...]]:
    """Return the lines with every character of the kind its position asks for.

    Args:
        lines: in the alphabet of zones and of the right lengths.
        layout: their table.

    Returns:
        The lines, and what was repaired in them.

    Raises:
        WrongCharacters: a character of the wrong kind that looks like none of the right kind.
    """
    repairs: list[Repair] = []
    for field in (*layout.fields, *map(_digit_field, layout.checks)):
        for offset, char in enumerate(field.span.of(lines)):
            position = field.span.first + offset
            taken = _settle(char, field, position)
            if taken != char:
                reason = (
                    Reason.LETTER_EXPECTED if field.kind is Kind.LETTERS else Reason.DIGIT_EXPECTED
                )
                repairs.append(Repair(field.name, position, char, taken, reason))
                lines = Span(field.span.line, position, position).put(lines, taken)
    return lines, tuple(repairs)


def _digit_field(check: Check) -> Field:
    # a filler for the digit of an empty field has its own rule, in Check.holds
    kind = Kind.DATE if check.filler_if_empty else Kind.DIGIT
    return Field(f"{check.field}_check", check.span, kind)


def _settle(char: str, field: Field, position: int) -> str:
    if char in _ALLOWED[field.kind]:
        return char
    taken = (TO_LETTER if field.kind is Kind.LETTERS else TO_DIGIT).get(char)
    if taken is None:
        raise WrongCharacters(field=field.name, position=position, character=char)
    return taken


def settle_checks(
    lines: tuple[str, ...], layout: Layout
) -> tuple[tuple[str, ...], tuple[Repair, ...]]:
    """Return the lines with all check digits right.

    Args:
        lines: settled by `settle_kinds`.
        layout: their table.

    Returns:
        The lines, and what was repaired in them: one character of a mixed field at most.

    Raises:
        CheckDigitWrong: a digit is wrong and no single look-alike explains it.
        RepairAmbiguous: several explain it.
    """
    wrong = [check for check in layout.checks if not check.holds(lines)]
    if not wrong:
        return lines, ()
    check = wrong[0]
    explained = list(_explanations(lines, layout, check))
    if not explained:
        expected, read = check.expected(lines), check.span.of(lines)
        raise CheckDigitWrong(field=check.field, expected=expected, read=read)
    if len(explained) > 1:
        span = layout.field(check.field).span
        candidates = tuple(span.of(mended).rstrip(FILLER) for mended, _ in explained)
        raise RepairAmbiguous(field=check.field, candidates=candidates)
    mended, repair = explained[0]
    return mended, (repair,)


def _explanations(
    lines: Sequence[str], layout: Layout, check: Check
) -> Iterator[tuple[tuple[str, ...], Repair]]:
    """Take one letter after the other for a digit; keep what makes every check digit right."""
    field = next((field for field in layout.fields if field.name == check.field), None)
    if field is None or field.kind is not Kind.MIXED:
        return
    for offset, char in enumerate(field.span.of(lines)):
        if char not in TO_DIGIT:
            continue
        position, taken = field.span.first + offset, TO_DIGIT[char]
        mended = Span(field.span.line, position, position).put(lines, taken)
        if all(digit.holds(mended) for digit in layout.checks):
            yield mended, Repair(field.name, position, char, taken, Reason.CHECK_DIGIT)
