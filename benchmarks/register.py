"""`make bench-register`: who is found among 110,000 names, and who is shown but is not there.

Use: python -m benchmarks.register DATA

DATA is the folder of development data. People of the halves that nothing was learned from are put
into the register and asked for as others write them; then people who are in no register. Records
of the linkage sets are linked by name and date of birth alone.
"""

import random
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz, process

from benchmarks.report import Figure, at_least, at_most, plain, publish
from liaison.cli.names_search import Held, born_of, hits
from liaison.lib.finding.asking import Mounted, mount
from liaison.lib.finding.building import Draft
from liaison.lib.finding.types import Document
from liaison.lib.ids.dates import PartialDate
from liaison.lib.ids.errors import IdsRefusal
from liaison.lib.names.compare import THRESHOLD
from liaison.search import terms
from tools.names_model import near, pairs

# people before these were learned from or measured on; by 2,000 after them the cost of chance was
# chosen (`lib.names.compare.among`)
ABSENT: Final = slice(17_000, 19_000)
FIRST: Final = 10
ASKED: Final = 300  # of one way of writing
FALSE_NAMES, FALSE_BORN = 0.10, 0.01
# a name in Latin letters and how it is asked for; what is reached without and with the birth
WAYS: Final[Mapping[str, tuple[str, float, float]]] = {
    "mangled Latin": ("", 1.00, 1.00),
    "Cyrillic": ("comp_cyrillic", 0.985, 0.985),
    "Arabic": ("comp_arabic", 0.85, 0.95),
    "Hangul": ("full_konative", 0.80, 0.95),
    "Hebrew": ("full_he", 0.80, 0.95),
    "Han": ("comp_han", 0.80, 0.95),
    "Latin alias": ("ofac_aka", 0.69, 0.92),
}
_FEBRL: Final = ("febrl_dataset1", "febrl_dataset2", "febrl_dataset3")
_RECORD: Final = re.compile(r"rec-(\d+)-")
_LINKED_MOST: Final = 50


@dataclass(frozen=True)
class Register:
    """Names, looked for as the node does it."""

    held: list[Held]
    mounted: Mounted

    def found(self, name: str, born: str, most: int) -> list[tuple[float, int]]:
        """Return scores and places, the likeliest first."""
        return hits(self.held, self.mounted, name, born, most)


def register_of(held: list[Held]) -> Register:
    """Return a register of names."""
    draft = Draft()
    for place, one in enumerate(held):
        words = tuple(found for name in one.names if (found := terms.names_of(name)))
        draft.add(Document(place, born_of(one.birth), words))
    return Register(held, mount(draft.finish()))


def person(rec_id: str, name: str, birth: PartialDate | None) -> Held:
    """Return one line of a register."""
    return Held(rec_id, (name,), birth)


def invented_birth(chance: random.Random) -> PartialDate:
    """Return a date of birth of nobody."""
    return PartialDate(chance.randint(1940, 2008), chance.randint(1, 12), chance.randint(1, 28))


def asked_of(data: Path) -> Mapping[str, list[tuple[str, str]]]:
    """Return for each way of writing the names held, and how each is asked for."""
    sets = pairs.across(data) | near.near(data)
    found = {"mangled Latin": list(_mangled(sets["structure"].measured))}
    for way, (name, _, _) in WAYS.items():
        if name:
            same = [(one.left, one.right) for one in sets[name].measured if one.same]
            found[way] = same
    return {way: list(dict(same).items())[:ASKED] for way, same in found.items()}


def _mangled(found: Sequence[pairs.Labelled]) -> Iterator[tuple[str, str]]:
    """Two letters wrong in two words of a whole name: what a tired clerk hears and types."""
    chance = pairs.chance("mangled")
    for name in sorted({one.left for one in found}):
        words = name.split()
        if len(words) > 1:
            yield name, " ".join(near.misspelt(word, chance) for word in words)


def recalls(data: Path) -> list[Figure]:
    """Return how often the one meant is among the first ten, and how often nobody is right."""
    chance = pairs.chance("register")
    ways = asked_of(data)
    names = near.register(data)
    names += sorted({name for same in ways.values() for name, _ in same} - set(names))
    held = [person(name, name, invented_birth(chance)) for name in names]
    place = {name: at for at, name in enumerate(names)}
    register = register_of(held)
    figures = [plain("names in the register", len(names), "names")]
    for way, same in ways.items():
        _, alone, born = WAYS[way]
        for label, with_birth, least in (("name only", False, alone), ("with birth", True, born)):
            met = sum(
                place[name]
                in {
                    at
                    for _, at in register.found(
                        asked, _iso(held[place[name]].birth) if with_birth else "", FIRST
                    )
                }
                for name, asked in same
            )
            said = f"{way}: recall@{FIRST}, {label}, {len(same)} asked"
            figures.append(at_least(said, met / len(same), "share", least))
    return [*figures, *_absent(data, register)]


def _iso(birth: PartialDate | None) -> str:
    if birth is None:
        return ""
    return "-".join(f"{part:02}" for part in (birth.year, birth.month, birth.day) if part)


def _absent(data: Path, register: Register) -> list[Figure]:
    people = near.absent_people(data)[ABSENT]
    figures = []
    for label, born, most in (("name only", "", FALSE_NAMES), ("with birth", "birth", FALSE_BORN)):
        wrong = sum(
            any(
                score >= THRESHOLD
                for score, _ in register.found(
                    one["full_name"], one["date_of_birth"] if born else "", 1
                )
            )
            for one in people
        )
        said = f"{len(people):,} absent people: somebody shown, {label}"
        figures.append(at_most(said, wrong / len(people), "share", most))
    return figures


Link = tuple[float, bool]


def linked(path: Path) -> tuple[list[Link], list[Link], int]:
    """Return the pairs of records we and a peer would link, and how many are one person's.

    The peer: rapidfuzz token_sort of the names, a tenth added where the births are the same and
    taken away where they differ.
    """
    rows = sorted(_people(path), key=lambda one: one[0])
    held = [person(record, name, birth) for record, name, birth in rows]
    truth = [sum(1 for _ in group) for _, group in groupby(rows, key=lambda one: one[0])]
    register = register_of(held)
    ours: list[Link] = []
    for at, one in enumerate(held):
        for score, other in register.found(one.names[0], _iso(one.birth), _LINKED_MOST):
            if other > at:
                ours.append((score, held[other].rec_id == one.rec_id))
    table = process.cdist(
        [one.names[0] for one in held], [one.names[0] for one in held],
        scorer=fuzz.token_sort_ratio, workers=1,
    )  # fmt: skip
    theirs: list[Link] = []
    for at, one in enumerate(held):
        for other in range(at + 1, len(held)):
            same = one.birth is not None and one.birth == held[other].birth
            score = float(table[at][other]) / 100 + (0.1 if same else -0.1)
            if score > 0.6:  # noqa: PLR2004 - below it nothing is right
                theirs.append((score, held[other].rec_id == one.rec_id))
    return ours, theirs, sum(many * (many - 1) // 2 for many in truth)


def _people(path: Path) -> Iterator[tuple[str, str, PartialDate | None]]:
    """Yield person, name and birth of the records that have a name."""
    for row in pairs.rows(path):
        clean = {key.strip(): value.strip() for key, value in row.items()}
        number = _RECORD.match(clean["rec_id"])
        name = f"{clean['given_name']} {clean['surname']}".strip()
        if number and name:
            yield number.group(1), name, _born(clean["date_of_birth"])


def _born(text: str) -> PartialDate | None:
    """Return as much of a date as can be: many are misspelt, such as the 33rd of a month."""
    if not re.fullmatch(r"\d{8}", text):
        return None
    parts = int(text[:4]), int(text[4:6]), int(text[6:])
    for known in (3, 2, 1):
        year, month, day = (*parts[:known], None, None)[:3]
        try:
            return PartialDate(year, month, day)
        except IdsRefusal:
            continue
    return None


def f1(links: Sequence[Link], true: int, least: float) -> float:
    """Return the harmonic mean of precision and recall of the links at a threshold."""
    taken = [same for score, same in links if score >= least]
    return 2 * sum(taken) / max(1, len(taken) + true)


def best(links: Sequence[Link], true: int) -> float:
    """Return the best such mean over all thresholds."""
    return max(f1(links, true, number / 100) for number in range(120))


def linkage(data: Path) -> list[Figure]:
    """Return how well records of one person are linked."""
    figures = []
    for name in _FEBRL:
        ours, theirs, true = linked(data / "linkage" / f"{name}.csv")
        figures += [
            at_least(f"{name}: best F1, name and birth", best(ours, true), "share", 0.94),
            plain(f"{name}: F1 at {THRESHOLD}", f1(ours, true, THRESHOLD), "share"),
            plain(f"{name}: best F1, token_sort and birth", best(theirs, true), "share"),
        ]
    return figures


def main() -> None:
    """Measure and write the figures."""
    data = Path(sys.argv[1])
    publish("register", [*recalls(data), *linkage(data)])


if __name__ == "__main__":
    main()
