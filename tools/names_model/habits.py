"""Makes `liaison/lib/names/data/habits.txt`: spellings of common words, whole names of short ones.

Use: python -m tools.names_model.habits DATA

Only words that are common in registers and that `corpus.held_out` does not keep back: the table
does what no cost of letters can (Stephen, Steven; Bill, William), for words worth it.
"""

import collections
import re
import sys
from collections.abc import Iterator, Mapping
from itertools import permutations
from pathlib import Path
from typing import Final

from rapidfuzz.distance import JaroWinkler

from liaison.lib.names import habits
from tools.names_model import corpus
from tools.names_model.near import NICKNAMES
from tools.names_model.pairs import PEOPLE, frequencies, held, plain, rows

_COMMON: Final = 6  # times met
_ALIKE: Final = 0.72  # of letters; clusters hold translations too
_EACH: Final = 3
_HEAD: Final = """\
# Other spellings of common words of names, commoner first; after ; what a short one stands for.
# Made by tools/names_model/habits.py. Origins: clusters of name forms of Wikidata (CC0, by way
# of rigour, MIT); carltonnorthern/nicknames (Apache-2.0).
"""


def table(data: Path) -> Mapping[str, tuple[list[str], list[str]]]:
    """Return of every word its commoner spellings and its whole names."""
    often = collections.Counter[str]()
    for word, many in frequencies(rows(data / PEOPLE), data).items():
        often[plain(word)] += many
    spelt: dict[str, set[str]] = collections.defaultdict(set)
    for one, other in _spellings(data):
        if min(often[one], often[other]) >= _COMMON and (often[one], one) < (often[other], other):
            spelt[one].add(other)
    whole: dict[str, set[str]] = collections.defaultdict(set)
    for row in rows(data / NICKNAMES):
        formal, short = plain(row["name1"]), plain(row["name2"])
        if formal != short and not held(short) and often[formal] >= _COMMON:
            whole[short].add(formal)

    def best(words: set[str]) -> list[str]:
        return sorted(words, key=lambda one: (-often[one], one))[:_EACH]

    return {one: (best(spelt[one]), best(whole[one])) for one in sorted({*spelt, *whole})}


def _spellings(data: Path) -> Iterator[tuple[str, str]]:
    for line in (data / corpus.CLUSTERS).read_text(encoding="utf-8").splitlines():
        forms = line.rsplit(" => ", 1)[0].split(", ")
        words = {form for form in forms if re.fullmatch(r"[a-z]{3,}", form) and not held(form)}
        for one, other in permutations(sorted(words), 2):
            if JaroWinkler.similarity(one, other) >= _ALIKE:
                yield one, other


def main() -> None:
    """Write the table."""
    found = table(Path(sys.argv[1]))
    lines = [
        f"{one}: {' '.join(spelt)}{'; ' if whole else ''}{' '.join(whole)}"
        for one, (spelt, whole) in found.items()
    ]
    habits.FILE.write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
