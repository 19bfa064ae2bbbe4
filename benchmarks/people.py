"""Invented people of many cultures, and how officers, scanners and clerks write them wrongly.

Names are made of syllables by culture, drawn by Zipf's law, so that a few are everybody's and most
are rare; Chinese ones collide as they do in pinyin. The noise is written down here by what goes
wrong at a desk, not by what the engine folds: it must not know the answers.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

FIRST_JANUARY: Final = 0.06  # of all dates of birth: nobody knew the day
NO_BIRTH: Final = 0.03
_TABLE: Final = """
latin an ber car da el fran gar hel iv jo kar lin mar nor os per ro san tor ul vic wal
slavic ale bog dmi iva kon lyu mi niko ole pav ros ser tat vla yur zo sla mir ov ev ska
arabic ab mu ham mad ah has kha lid yu suf ra shid sa lim ja mal ka rim na sir fa tih
african chi oka for ade ola ba ko nya mbe ku ama nda se ke wa zu the mba lo di ngo
indian ra jesh pra kash su nil vi jay an and kri shna la ksh mi de vi go pal na ren
families li wang zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo
given wei fang na min jing li qiang lei jun yang yong jie xia ping gang hui ying mei xin bo
"""
_ROWS: Final = {row.split()[0]: row.split()[1:] for row in _TABLE.strip().splitlines()}
SYLLABLES: Final = {name: row for name, row in _ROWS.items() if name not in {"families", "given"}}
PINYIN: Final = _ROWS["families"]
GIVEN: Final = _ROWS["given"]
PARTICLES: Final = {"arabic": ("al", "bin", "abu"), "latin": ("de", "van", "di")}
KEYS: Final = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wertyuiopqsdfghjklazxcvbnmz", strict=False))
SEEN_ALIKE: Final = {"rn": "m", "cl": "d", "vv": "w", "l": "i", "u": "v", "o": "c"}


@dataclass(frozen=True, slots=True)
class Invented:
    """One invented person."""

    names: tuple[str, ...]
    birth: str


@cache
def _vocabulary(culture: str, kind: str, size: int) -> tuple[list[str], list[float]]:
    chance = random.Random(f"{culture}{kind}")
    syllables = SYLLABLES[culture]
    found: dict[str, None] = {}
    while len(found) < size:
        found["".join(chance.choices(syllables, k=chance.choice((2, 2, 3, 3, 4))))] = None
    total, weights = 0.0, []
    for rank in range(1, size + 1):
        total += 1 / (rank + 20)
        weights.append(total)
    return list(found), weights


def person(number: int, size: int) -> Invented:
    """Return the person of a number; the same number, the same person.

    Args:
        number: any.
        size: different names of one culture: the more people, the more.
    """
    chance = random.Random(number)
    culture = chance.choice(("chinese", *SYLLABLES))
    parts = _parts(culture, chance, size)
    more = chance.choice((0, 1, 1, 2, 2, 3))
    names = [" ".join(parts), *(_alias(parts, culture, chance, size) for _ in range(more))]
    return Invented(tuple(dict.fromkeys(names)), _birth(chance))


def _parts(culture: str, chance: random.Random, size: int) -> list[str]:
    if culture == "chinese":
        given = chance.choices(GIVEN, k=chance.choice((1, 2)))
        return [chance.choice(PINYIN), "".join(given)]
    given, weights = _vocabulary(culture, "given", size // 4)
    families, other = _vocabulary(culture, "family", size)
    parts = chance.choices(given, cum_weights=weights, k=chance.choice((1, 1, 2)))
    if culture in PARTICLES and chance.random() < 0.3:
        parts.append(chance.choice(PARTICLES[culture]))
    return [*parts, *chance.choices(families, cum_weights=other)]


def _alias(parts: list[str], culture: str, chance: random.Random, size: int) -> str:
    kind = chance.randrange(3)
    if kind == 0:
        return " ".join(reversed(parts))
    if kind == 1 and len(parts) > 2:
        return " ".join([parts[0], parts[-1]])
    return " ".join([*_parts(culture, chance, size)[:1], parts[-1]])


def _birth(chance: random.Random) -> str:
    if chance.random() < NO_BIRTH:
        return ""
    year = chance.randint(1940, 2008)
    if chance.random() < FIRST_JANUARY:
        return f"{year}-01-01"
    return f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"


def _letter(word: str, chance: random.Random) -> str:
    place = chance.randrange(len(word))
    kind = chance.randrange(4)
    if kind == 0:
        return word[:place] + KEYS.get(word[place], "e") + word[place + 1 :]
    if kind == 1:
        return word[:place] + word[place + 1 :]
    if kind == 2:
        return word[:place] + word[place] + word[place:]
    return word[:place] + word[place : place + 2][::-1] + word[place + 2 :]


def _some(
    parts: list[str], chance: random.Random, change: Callable[[str, random.Random], str]
) -> list[str]:
    place = max(range(len(parts)), key=lambda one: (len(parts[one]) > 3, chance.random()))
    return [change(part, chance) if one == place else part for one, part in enumerate(parts)]


def normal(name: str, chance: random.Random) -> str:
    """Return a name with one thing wrong: a letter, the order, or nothing."""
    parts = name.split()
    kind = chance.randrange(3)
    if kind == 0:
        chance.shuffle(parts)
    return " ".join(_some(parts, chance, _letter) if kind == 1 else parts)


def hard(name: str, chance: random.Random) -> str:
    """Return a name with two things wrong, in another order, joined or cut off."""
    parts = _some(_some(name.split(), chance, _letter), chance, _letter)
    kind = chance.randrange(4)
    if kind == 0:
        chance.shuffle(parts)
    if kind == 1 and len(parts) > 2:
        parts = ["".join(parts[:2]), *parts[2:]]
    if kind == 2:
        parts = [part[:9] for part in parts]
    return " ".join(part for part in parts if part)


def unseen(name: str, chance: random.Random) -> str:
    """Return a name as a scanner misreads it: shapes, not letters."""
    parts = name.split()
    for seen, read in chance.sample(sorted(SEEN_ALIKE.items()), 2):
        parts = [part.replace(seen, read, 1) if len(part) > 4 else part for part in parts]
    return " ".join(parts)
