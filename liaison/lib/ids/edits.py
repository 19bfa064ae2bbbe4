"""Two numbers one slip apart: what an officer, a typist or a camera did to one of them.

The neighbourhood of a number is everything one substitution, one transposition of neighbours, one
insertion or one deletion away (Damerau 1964: four of five misspellings are one of these). It is
searched in numbers folded before, so that look-alikes cost nothing.
"""

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Slip(enum.StrEnum):
    """What turns the one number into the other."""

    SUBSTITUTION = "substitution"
    TRANSPOSITION = "transposition"
    INSERTION = "insertion"
    DELETION = "deletion"


@dataclass(frozen=True, slots=True)
class Edit:
    """One slip.

    Attributes:
        slip: what happened from the number in hand to the one that is held.
        position: in the number in hand, counted from 1; of an insertion, the place before which
            the character comes, up to one behind the end.
        in_hand: what stands there in hand: "", one or two characters.
        held: what stands there in the number that is held: "", one or two characters.
    """

    slip: Slip
    position: int
    in_hand: str
    held: str


def edit_between(in_hand: str, held: str) -> Edit | None:
    """Return the one slip between two numbers, or None: they are equal, or more apart.

    Args:
        in_hand: the number that is asked about, plain or folded.
        held: the number of a record, in the same form.

    Returns:
        The slip at the first place where it can have happened.
    """
    same = _common(in_hand, held)
    ours, theirs = in_hand[same:], held[same:]
    if len(in_hand) == len(held):
        if len(ours) > 1 and ours[:2] == theirs[:2][::-1] and ours[2:] == theirs[2:]:
            return Edit(Slip.TRANSPOSITION, same + 1, ours[:2], theirs[:2])
        if ours and ours[1:] == theirs[1:]:
            return Edit(Slip.SUBSTITUTION, same + 1, ours[0], theirs[0])
    if len(in_hand) + 1 == len(held) and ours == theirs[1:]:
        return Edit(Slip.INSERTION, same + 1, "", theirs[0])
    if len(in_hand) == len(held) + 1 and ours[1:] == theirs:
        return Edit(Slip.DELETION, same + 1, ours[0], "")
    return None


def _common(first: str, second: str) -> int:
    return next(
        (at for at, (one, other) in enumerate(zip(first, second, strict=False)) if one != other),
        min(len(first), len(second)),
    )


def neighbourhood(folded: str, alphabet: str = ALPHABET) -> Iterator[str]:
    """Yield every number that is one slip away, each once, the number itself never.

    Args:
        folded: at most forty characters.
        alphabet: characters that can come instead or between.

    Yields:
        About 2 x length x size of the alphabet numbers, in no order to rely on.
    """
    seen = {folded, ""}
    for one in _slips(folded, alphabet):
        if one not in seen:
            seen.add(one)
            yield one


def _slips(folded: str, alphabet: str) -> Iterator[str]:
    for at in range(len(folded)):
        before, char, after = folded[:at], folded[at], folded[at + 1 :]
        yield before + after
        yield before + after[:1] + char + after[1:]
        for other in alphabet:
            yield before + other + after
            yield before + other + char + after
    for other in alphabet:
        yield folded + other
