"""Candidates of any finder compared by the rules of the node, and what that finds and costs."""

import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from uuid import UUID

from benchmarks import people
from benchmarks.people import Invented
from liaison.lib.ids.dates import PartialDate
from liaison.search import policy
from liaison.search.states import Subject
from liaison.search.types import Entry, Question

FIRST: Final = 10
Finder = Callable[[str, str], Sequence[int]]
Asked = tuple[int, str, str]


@dataclass(frozen=True)
class Measured:
    """What a finder reached.

    Attributes:
        found: share of questions whose person is among the first ten of the finder.
        judged: the same once the candidates were compared and sorted anew.
        finding: milliseconds of each question, sorted: candidates alone.
        whole: the same with the comparison.
    """

    found: float
    judged: float
    finding: list[float]
    whole: list[float]

    def at(self, share: int, *, whole: bool = True) -> float:
        """Return the milliseconds that so many of a hundred questions stay below."""
        return statistics.quantiles(self.whole if whole else self.finding, n=100)[share - 1]


def questions(
    everybody: Sequence[Invented],
    noise: Callable[[str, random.Random], str],
    count: int,
    *,
    birth: bool,
) -> list[Asked]:
    """Return who is asked for, how they are written, and born when."""
    chance = random.Random(f"{noise.__name__}{birth}")  # noqa: S311 - a benchmark
    found: list[Asked] = []
    while len(found) < count:
        number = chance.randrange(len(everybody))
        one = everybody[number]
        found.append((number, noise(one.names[0], chance), one.birth if birth else ""))
    return found


def measure(
    everybody: Sequence[Invented],
    finder: Finder,
    asked: Sequence[Asked],
    clock: Callable[[], float] = time.thread_time,
) -> Measured:
    """Ask, compare, and say who was found.

    Entries are read before the clock goes on: how a database does it is measured elsewhere.

    Args:
        everybody: the people.
        finder: gives candidates, the likeliest first.
        asked: the questions.
        clock: time of this thread, or of the wall for a finder that waits for another process.
    """
    found, judged = 0, 0
    finding, whole = list[float](), list[float]()
    finder(*asked[0][1:])
    for number, name, birth in asked:
        began = clock()
        keys = finder(name, birth)
        spent = (clock() - began) * 1000
        held = [(key, entry_of(everybody[key])) for key in keys]
        began = time.thread_time()
        ranked = compared(name, birth, held, len(everybody))
        finding.append(spent)
        whole.append(spent + (time.thread_time() - began) * 1000)
        found += _met(everybody, number, birth, keys[:FIRST])
        judged += _met(everybody, number, birth, ranked[:FIRST])
    return Measured(found / len(asked), judged / len(asked), sorted(finding), sorted(whole))


def compared(name: str, birth: str, held: Sequence[tuple[int, Entry]], size: int) -> list[int]:
    """Return the keys of entries as the node would order them, also those it would not show."""
    question = Question(Subject.PERSON, (name,), birth=date_of(birth))
    asked = policy.prepared(question.names)
    scored = [(-policy.likeness(question, entry, asked, size), key) for key, entry in held]
    return [key for _, key in sorted(scored)]


@lru_cache(maxsize=1 << 16)
def entry_of(one: Invented) -> Entry:
    """Return a person as an entry of the index."""
    return Entry(Subject.PERSON, UUID(int=0), one.names, birth=date_of(one.birth))


def date_of(birth: str) -> PartialDate | None:
    """Return a date of birth; None for none."""
    if not birth:
        return None
    year, month, day = (int(part) for part in birth.split("-"))
    return PartialDate(year, month, day)


def everybody_of(count: int) -> list[Invented]:
    """Return the invented people, once for all finders."""
    size = max(count // 10, 2000)
    return [people.person(number, size) for number in range(count)]


def _met(everybody: Sequence[Invented], number: int, birth: str, keys: Sequence[int]) -> bool:
    """Tell whether the one meant is there: of namesakes born alike nobody can tell which."""
    wanted = everybody[number]
    return any(
        one == number
        or (
            everybody[one].names[0] == wanted.names[0]
            and (not birth or everybody[one].birth == birth)
        )
        for one in keys
    )
