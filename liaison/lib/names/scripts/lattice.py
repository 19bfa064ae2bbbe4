"""Ways through a word, each place with its alternatives: the cheapest few, in order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

READINGS_MAXIMUM: Final = 12
_BEAM: Final = 32
LETTERS_MAXIMUM: Final = 60

Choice = tuple[str, float]
Step = Sequence[Choice]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to write a word in Latin letters.

    Attributes:
        text: only a to z.
        cost: how much less usual than the best possible, in nats; 0 for the likeliest.
    """

    text: str
    cost: float


def paths(steps: Iterable[Step], most: int = READINGS_MAXIMUM) -> tuple[Reading, ...]:
    """Return the cheapest ways through the steps, the cheapest first.

    Args:
        steps: for each place of the word its alternatives, with what each costs in nats.
        most: how many to return.
    """
    beam: dict[str, float] = {"": 0.0}
    for step in steps:
        found: dict[str, float] = {}
        for text, cost in beam.items():
            for piece, extra in step:
                longer, total = (text + piece)[:LETTERS_MAXIMUM], cost + extra
                if total < found.get(longer, float("inf")):
                    found[longer] = total
        beam = dict(_first(found, _BEAM))
    return tuple(Reading(text, cost) for text, cost in _first(beam, most) if text)


def merged(
    groups: Iterable[tuple[Iterable[Reading], float]], most: int = READINGS_MAXIMUM
) -> tuple[Reading, ...]:
    """Return readings from several sources as one list, each text once at its lowest cost.

    Args:
        groups: readings, and what is added to the cost of each of them.
        most: how many to return.
    """
    found: dict[str, float] = {}
    for readings, extra in groups:
        for one in readings:
            total = one.cost + extra
            if one.text and total < found.get(one.text, float("inf")):
                found[one.text] = total
    chosen = _first(found, most)
    least = chosen[0][1] if chosen else 0.0
    return tuple(Reading(text, round(cost - least, 3)) for text, cost in chosen)


def _first(found: dict[str, float], most: int) -> list[tuple[str, float]]:
    return sorted(found.items(), key=lambda one: (one[1], one[0]))[:most]
