"""Numbers of documents as people type them: one plain form, and one form to compare.

`normalise_number` keeps what the issuer printed and drops how it was spaced. `fold_number`
goes further, for searching only: O, Q and D become 0, I and L become 1, Z 2, S 5, G 6, B 8.
Folding makes different numbers equal on purpose, so a match on the folded form is a possible
match and shows both numbers to the reader.
"""

from typing import Final

from liaison.lib.ids.confusions import DIGITS, LETTERS, TO_DIGIT, TYPED
from liaison.lib.ids.errors import Missing, TooLong, WrongCharacters

NUMBER_MAXIMUM: Final = 20  # as typed, separators included: "AB-123 456 789" has 14

# what people put between groups, and the filler of machine readable zones
_SEPARATORS: Final = frozenset(" -./<\u2010\u2011\u2012\u2013\u2014\u2212")
_PLAIN: Final = LETTERS | DIGITS
_FOLD: Final = str.maketrans(dict(TO_DIGIT))


def normalise_number(text: str) -> str:
    """Return the number of a document in its plain form.

    Args:
        text: as typed or scanned: any case, spaces, hyphens, points, slashes, fillers,
            full-width letters and digits.

    Returns:
        Upper-case ASCII letters and digits only.

    Raises:
        TooLong: more than `NUMBER_MAXIMUM` characters.
        WrongCharacters: something else than letters, digits and separators.
        Missing: nothing but separators.
    """
    if len(text) > NUMBER_MAXIMUM:
        raise TooLong(field="number", length=len(text), maximum=NUMBER_MAXIMUM)
    kept: list[str] = []
    for position, char in enumerate(text.translate(TYPED), start=1):
        if char in _PLAIN:
            kept.append(char)
        elif char not in _SEPARATORS:
            raise WrongCharacters(field="number", position=position, character=char)
    if not kept:
        raise Missing(field="number")
    return "".join(kept)


def fold_number(normalised: str) -> str:
    """Return the form in which look-alike numbers are equal.

    Args:
        normalised: a number from `normalise_number`, or one folded already.

    Returns:
        The number with every look-alike letter replaced by its digit; folding twice changes
        nothing more.

    Raises:
        TooLong: more than `NUMBER_MAXIMUM` characters.
        WrongCharacters: the number is not in its plain form.
        Missing: the number is empty.
    """
    if normalised != (plain := normalise_number(normalised)):
        position, char = next(
            (place, char) for place, char in enumerate(normalised, start=1) if char not in _PLAIN
        )
        raise WrongCharacters(field="number", position=position, character=char)
    return plain.translate(_FOLD)
