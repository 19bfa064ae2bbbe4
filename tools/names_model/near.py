"""Labelled pairs of whole names whose wrong ones look right: relatives, namesakes, absent people.

A true pair is a real name and what offices make of it: a letter wrong, a middle name left out,
initials, another order, a nickname. A wrong one is another real name near it: the same family, the
same given name, one word that differs little; or the nearest names of a register of 109,000 to
people who are not in it, which is what a search shows first.
"""

import collections
import math
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from liaison.lib.names import sounds
from tools.names_model.pairs import PEOPLE, Halves, Labelled, Sets, chance, half, plain, rows

ABSENT: Final = "negatives_us.csv"
NICKNAMES: Final = "nicknames.csv"
_ASKED: Final = (900, 450)  # absent people: learned from, measured on
_NEAREST: Final = 5
_PEOPLE: Final = (2600, 1300)  # true pairs and wrong ones of structure
_NO_NAME: Final = re.compile(r" of |king|queen|emperor|\(|\bthe ", re.IGNORECASE)
_LETTERS: Final = "aeiournstlmd"
_LOOKED_AT: Final = 300
_WORDS: Final = range(2, 5)
_SHORT: Final = 3
_MORE: Final = 0.03  # for a word one name has more


def near(data: Path) -> Sets:
    """Return the sets of near names.

    Args:
        data: the folder of development data.
    """
    known = sorted({name for name in _real(data) if len(name) in _WORDS})
    nicknames = _nicknames(data)
    structure = [
        list(islice(_structure([one for one in known if half(" ".join(one)) is measured],
                               nicknames, chance(f"structure{measured}")), most))
        for measured, most in zip((False, True), _PEOPLE, strict=True)
    ]  # fmt: skip
    return {"structure": Halves(*structure), "absent": _absent(data, structure)}


def register(data: Path) -> list[str]:
    """Return the names of a register in which nobody of `absent_people` is."""
    every = {row["name_en"] for row in rows(data / PEOPLE) if " " in row["name_en"]}
    every |= {row["name1"] for row in rows(data / "pairs" / "ofac_aka.csv")}
    return sorted(every)


def absent_people(data: Path) -> list[Mapping[str, str]]:
    """Return people who are in no register, in an order of chance."""
    found = list(rows(data / ABSENT))
    chance("absent people").shuffle(found)
    return found


def _real(data: Path) -> Iterator[tuple[str, ...]]:
    for row in rows(data / PEOPLE):
        if not _NO_NAME.search(row["name_en"]):
            words = row["name_en"].replace(",", " ").split()
            if all(one[0].isupper() or len(one) <= _SHORT for one in words):
                yield tuple(words)
    for row in rows(data / "pairs" / "ofac_aka.csv"):
        family, _, given = row["name1"].partition(",")
        if row["is_match"] == "1" and given:
            yield tuple(f"{given} {family}".replace(",", " ").title().split())
    for row in absent_people(data)[5000:17000]:
        yield tuple(row["full_name"].split())


def _nicknames(data: Path) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = collections.defaultdict(list)
    for row in rows(data / NICKNAMES):
        found[row["name1"]].append(row["name2"])
        found[row["name2"]].append(row["name1"])
    return found


def _structure(
    known: Sequence[tuple[str, ...]], nicknames: Mapping[str, list[str]], drawn: random.Random
) -> Iterator[Labelled]:
    """Yield a true pair or a wrong one at a time, for ever."""
    families: dict[str, list[tuple[str, ...]]] = collections.defaultdict(list)
    givens: dict[str, list[tuple[str, ...]]] = collections.defaultdict(list)
    starts: dict[str, set[str]] = collections.defaultdict(set)
    for one in known:
        families[plain(one[-1])].append(one)
        givens[plain(one[0])].append(one)
        for word in (one[0], one[-1]):
            starts[plain(word)[:2]].add(word)
    likely = {start: sorted(words) for start, words in starts.items()}
    while True:
        name = drawn.choice(known)
        if not all(plain(word) for word in name):
            continue
        for kind, same in _same(name, nicknames, drawn):
            yield _labelled(name, same, kind, same=True)
        namesakes = (
            ("same_family", drawn.choice(families[plain(name[-1])]), 0),
            ("same_given", drawn.choice(givens[plain(name[0])]), -1),
        )
        for kind, namesake, place in namesakes:
            if plain(namesake[place]) != plain(name[place]):
                yield _labelled(name, namesake, kind, same=False)
        for kind, other in _wrong(name, likely, drawn):
            yield _labelled(name, other, kind, same=False)
        if drawn.random() < 0.3:  # noqa: PLR2004 - a share
            yield _labelled(name, drawn.choice(known), "rand", same=False)


def _labelled(name: Sequence[str], other: Sequence[str], kind: str, *, same: bool) -> Labelled:
    return Labelled(" ".join(name), " ".join(other), same, kind)


def _same(
    name: tuple[str, ...], nicknames: Mapping[str, list[str]], drawn: random.Random
) -> Iterator[tuple[str, list[str]]]:
    place = drawn.randrange(len(name))
    wrong = list(name)
    wrong[place] = misspelt(name[place], drawn)
    if wrong != list(name):
        yield "typo", wrong if drawn.random() < 0.75 else [wrong[-1], *wrong[:-1]]  # noqa: PLR2004 - a share
    if len(name) > 2:  # noqa: PLR2004 - a name in the middle
        yield "omit", [name[0], name[-1]]
    if drawn.random() < 0.3:  # noqa: PLR2004 - a share
        yield "initial", [name[0][0], *name[1:]]
    if drawn.random() < 0.2:  # noqa: PLR2004 - a share
        yield "order", [name[-1], *name[:-1]]
    if plain(name[0]) in nicknames:
        yield "nick", [drawn.choice(nicknames[plain(name[0])]).title(), *name[1:]]


def _wrong(
    name: tuple[str, ...], likely: Mapping[str, list[str]], drawn: random.Random
) -> Iterator[tuple[str, list[str]]]:
    if drawn.random() < 0.4:  # noqa: PLR2004 - a share
        yield "one_word", [drawn.choice((name[0], name[-1]))]
    place = drawn.choice((0, len(name) - 1))
    other = list(name)
    for at in (place, len(name) - 1 - place)[: drawn.choice((1, 1, 2))]:
        word = plain(name[at])
        found = [one for one in drawn.sample(likely[word[:2]], min(60, len(likely[word[:2]])))
                 if plain(one) != word]  # fmt: skip
        if not found:
            return
        other[at] = max(found, key=lambda one: JaroWinkler.similarity(plain(one), word))
    yield "near", other


def misspelt(word: str, drawn: random.Random) -> str:
    """Return a word with one letter wrong, left out, put in, or two turned."""
    letters = list(word)
    if len(letters) < _SHORT:
        return word
    place = drawn.randrange(1, len(letters))
    kind = drawn.choice("wopt")
    if kind == "w":
        letters[place] = drawn.choice(_LETTERS)
    elif kind == "p":
        letters.insert(place, drawn.choice(letters).lower())
    elif kind == "o" and len(letters) > _SHORT + 1:
        letters.pop(place)
    elif kind == "t" and place + 1 < len(letters):
        letters[place], letters[place + 1] = letters[place + 1], letters[place]
    return "".join(letters)


def _absent(data: Path, structure: Sequence[Sequence[Labelled]]) -> Halves:
    """Return the nearest names of the register to people who are not in it, and true pairs."""
    held = register(data)
    lists: dict[str, list[int]] = collections.defaultdict(list)
    for place, name in enumerate(held):
        for key in _keys(name):
            lists[key].append(place)
    people, start = absent_people(data), 0
    halves: list[list[Labelled]] = []
    for many, same in zip(_ASKED, structure, strict=True):
        asked = [one["full_name"] for one in people[start : start + many]]
        start += many
        wrong = [one for name in asked for one in _nearest(name, held, lists)]
        right = [one for one in same if one.same][: len(wrong) // 2]
        halves.append([*wrong, *right])
    return Halves(*halves)


def _keys(name: str) -> set[str]:
    words = [plain(word) for word in re.split(r"[\s\-,]+", name)]
    return {sounds.skeleton(word)[:4] or word for word in words if len(word) > 1}


def _nearest(name: str, held: Sequence[str], lists: Mapping[str, list[int]]) -> list[Labelled]:
    met: collections.Counter[int] = collections.Counter()
    for key in sorted(_keys(name)):
        places = lists.get(key, [])
        for place in places:  # a rare word leads nearer than a common one
            met[place] += round(100 * math.log(len(held) / len(places)))
    asked = [one for word in name.split() if (one := plain(word))]
    ranked = sorted(met, key=lambda place: (-met[place], place))[:_LOOKED_AT]
    scored = sorted((-_alike(asked, held[place]), held[place]) for place in ranked)
    return [Labelled(name, other, same=False, kind="absent") for _, other in scored[:_NEAREST]]


def _alike(asked: Sequence[str], other: str) -> float:
    """Return how alike the two likest words of two names are."""
    words = [one for word in re.split(r"[\s\-,]+", other) if len(one := plain(word)) > 1]
    if not words or not asked:
        return 0.0
    table = process.cdist(asked, words, scorer=JaroWinkler.similarity)
    few = 1 if table.shape[0] <= table.shape[1] else 0
    best = sorted(table.max(few).tolist(), reverse=True)
    return float(sum(best[:2])) - _MORE * abs(len(asked) - len(words))
