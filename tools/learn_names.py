"""Learns the figures by which names are compared and writes `liaison/lib/names/weights.npz`.

Use: python -m tools.learn_names DATA [--only costs|pairs|names]

DATA has the files that `tools/names_model/corpus.py` and the explanation "How names are matched"
name. Words that `corpus.held_out` keeps back are not learned from in the first step; the second
learns from them alone, because the model of scripts has not seen them; the third from whole names
put together from them (`tools/names_model/pairs.py` and `near.py`). Everything draws by fixed
seeds: the same data give the same file. It takes about four minutes of one core; the table
`liaison/lib/names/data/habits.txt` comes before (`tools/names_model/habits.py`).
"""

import argparse
import collections
import csv
import math
import random
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import JaroWinkler

from liaison.lib.names import compiled, kernels, weights
from liaison.lib.names.compare import FEATURES, features_of
from liaison.lib.names.errors import NamesRefusal
from liaison.lib.names.packing import CLASSES, Form, forms_of
from liaison.lib.names.parts import prepare
from liaison.lib.names.romans import readings
from liaison.lib.names.scripts import Script, odds, script_of
from liaison.lib.names.words import words_of
from tools.names_model import corpus, near, pairs
from tools.names_model.pairs import Labelled, Sets
from tools.names_weights import spelling

Array = NDArray[Any]
Pair = tuple[str, str]

SEED: Final = 3
LEARNED_MOST: Final = 60_000  # pairs of one script
STEPS: Final = 16  # of a nat
COMMON_MOST: Final = 30_000
COMMON_LEAST: Final = 4
CLUSTERS: Final = "person_name_clusters_rigour-1.8.2.txt"
THRESHOLD: Final = math.log(0.7 / 0.3)
# of scripts with too few words held out
_POOLED: Final = (2.0, 0.8, 0.0, -0.4, 0.0, 0.7, 0.0, 0.0)
_FEW: Final = 400
COMMON_NAMES: Final = 4000
NEAR_MOST: Final = 3000
EACH_MOST: Final = 400
# of one script, and how much each counts; all other sets count the same
SHARES: Final = {
    "ofac_aka": 1.0,
    "nk_person": 0.2,
    "comp_latin": 1.0,
    "structure": 1.0,
    "absent": 1.5,
}
# what a feature (`kernels.collect`) may say: for one person, or against
SIGNS: Final = {
    **dict.fromkeys((1, 5, 7, 19), 1),
    **dict.fromkeys((2, 3, 4, 20, 21, 22, 23, 24, 25, 26, 27), -1),
}
ROUNDS: Final = 2
FITTED_MOST: Final = 1.0  # sets that count more teach what differs, not where the threshold lies
UNUSED: Final = frozenset({"hmni_firstname"})  # "Lizzie, Elle": too loose to learn from
_ALIKE: Final = 0.6  # spellings of one name in Latin letters; clusters also hold translations
_STRANGE: Final = re.compile(r"[0-9\u00b2\u00b3\u00b9\u2070-\u2079:()]")


def latin(word: str) -> str:
    """Return the usual reading of a word in Latin letters."""
    found = readings(re.sub(r"['\u2019-]", "", word.lower()))
    return found[0].text if found else ""


def clusters(folder: Path) -> Iterator[dict[Script, list[str]]]:
    """Yield the forms of one name, by script."""
    with (folder / CLUSTERS).open(encoding="utf-8") as lines:
        for line in lines:
            forms: dict[Script, list[str]] = collections.defaultdict(list)
            for form in line.rsplit(" => ", 1)[0].split(", "):
                if form and " " not in form and not _STRANGE.search(form):
                    forms[script_of(form)].append(form)
            if forms[Script.LATIN]:
                yield forms


def spellings(folder: Path, *, kept: bool) -> dict[Script, list[Pair]]:
    """Return pairs of a Latin word and the same name in each script.

    Args:
        folder: the data.
        kept: the words that are held out, or the others.
    """
    chance = random.Random(SEED)  # noqa: S311 - a sample
    found: dict[Script, list[Pair]] = collections.defaultdict(list)
    for path in sorted(folder.glob("xlit_*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            word, native, _ = line.split("\t")
            native = native.replace(" ", "")
            if len(word) > 1 and corpus.held_out(latin(word)) is kept:
                found[script_of(native)].append((word, native))
    for forms in clusters(folder):
        mine = [one for one in forms[Script.LATIN] if corpus.held_out(latin(one)) is kept]
        if not mine:
            continue
        for script, others in forms.items():
            found[script].append((chance.choice(mine), chance.choice(others)))
    alike = (
        (a, b) for a, b in found[Script.LATIN]
        if a != b and JaroWinkler.similarity(latin(a), latin(b)) > _ALIKE
    )  # fmt: skip
    found[Script.LATIN] = list(alike)
    few = (Script.GREEK, Script.DEVANAGARI, Script.THAI)
    found[Script.OTHER] += [pair for script in few for pair in found[script]]
    for ones in found.values():
        chance.shuffle(ones)
    return found


def learn_costs(folder: Path) -> Array:
    """Return what letters cost, a table a script, in sixteenths of a nat."""
    learned = spellings(folder, kept=False)
    tables = []
    for script in CLASSES:
        pairs = [(latin(b), latin(a)) for a, b in learned[script][:LEARNED_MOST]]
        tables.append(
            spelling.learn([pair for pair in pairs if all(pair)], script is Script.LATIN)
        )
    return np.concatenate(tables)


def count(folder: Path) -> tuple[Array, Array, Array]:
    """Return CRCs of common words, how rare each is, and how rare letters are after another."""
    met: collections.Counter[str] = collections.Counter()
    with (folder / "real_names_wikidata.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            met.update(latin(one) for one in re.split(r"[\s\-.,]+", row["name_en"]))
    with (folder / "pairs" / "ofac_aka.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["is_match"] == "1":
                met.update(5 * [latin(one) for one in re.split(r"[\s\-.,]+", row["name1"])])
    del met[""]
    total = sum(met.values())
    common = [(one, many) for one, many in met.most_common(COMMON_MOST) if many >= COMMON_LEAST]
    keys = np.array([zlib.crc32(one.encode()) for one, _ in common], dtype=np.uint32)
    nats = [min(255, round(-math.log(many / total) * STEPS)) for _, many in common]
    order = np.argsort(keys, kind="stable")
    return keys[order], np.array(nats, dtype=np.uint8)[order], spelling.letters(met)


def learn_pairs(folder: Path) -> Array:
    """Return the weights of pairs of words, by script: right ones against wrong ones."""
    compiled.load()
    chance = random.Random(SEED)  # noqa: S311 - a sample
    held = spellings(folder, kept=True)
    latin = _latin_weights(held[Script.LATIN], near_words(folder, held[Script.LATIN]), chance)
    others = [_pair_weights(held[script], chance) for script in CLASSES[1:]]
    return np.array([latin, *others])


def near_words(folder: Path, right: Sequence[Pair]) -> list[Pair]:
    """Return pairs of Latin words that look alike and are two names."""
    often = pairs.frequencies(pairs.rows(folder / pairs.PEOPLE), folder)
    common = [one for one, _ in often.most_common(COMMON_NAMES) if re.fullmatch("[a-z]{3,}", one)]
    one_name: dict[str, set[int]] = collections.defaultdict(set)
    for number, forms in enumerate(clusters(folder)):
        for one in forms[Script.LATIN]:
            one_name[latin(one)].add(number)
    found = []
    for words, likely in (
        (common, common),
        ([one for one, _ in right[:NEAR_MOST]], [other for _, other in right]),
    ):
        starts: dict[str, list[str]] = collections.defaultdict(list)
        for other in likely:
            starts[latin(other)[:1]].append(other)
        for one in words:
            others = [
                other for other in starts[latin(one)[:1]][:EACH_MOST]
                if latin(other) != latin(one)
                and not one_name[latin(other)] & one_name[latin(one)]
            ]  # fmt: skip
            alike = [(-JaroWinkler.similarity(one, other), other) for other in others]
            found += [(one, other) for _, other in sorted(alike)[:2]]
    return found


def _latin_weights(
    right: Sequence[Pair], wrong: Sequence[Pair], chance: random.Random
) -> Sequence[float]:
    """Weigh spellings that differ; the same letters give what their rarity gives."""
    slips = [(one, near.misspelt(one, chance)) for one, _ in wrong[: 2 * COMMON_NAMES : 3]]
    true = [*right[:NEAR_MOST], *((one, other) for one, other in slips if one != other)]
    false = [*wrong, *((one, chance.choice(right)[1]) for one, _ in right[:NEAR_MOST:2])]
    rows = [_known_of(pair) for pair in (*true, *false)]
    truth = np.r_[np.ones(len(true)), np.zeros(len(false))]
    start, least, cost, each, most = spelling.logistic(
        np.array(rows)[:, :4], truth, spelling.balanced([truth])
    )
    return start, 0.8, cost, each, 0.0, 0.0, least, most


def _known_of(pair: Pair) -> Array:
    out = np.zeros(6, dtype=np.float32)
    forms = [_form(one) for one in pair]
    if None in forms:
        return np.array([5.0, 30.0, 5.0, 5.0], dtype=np.float32)
    ours, theirs = (form.packed for form in forms if form)
    kernels.features(ours, kernels.HEAD, theirs, kernels.HEAD, weights.load().costs, out)
    return out


def _pair_weights(right: list[Pair], chance: random.Random) -> Sequence[float]:
    if len(right) < _FEW:
        return _POOLED
    starts: dict[str, list[str]] = collections.defaultdict(list)
    for word, other in right:
        starts[word[0]].append(other)
    wrong = [(word, chance.choice(right)[1]) for word, _ in right]
    wrong += [(word, chance.choice(starts[word[0]])) for word, _ in right[::3]]
    rows = np.array([_measured(pair) for pair in (*right, *wrong)])
    truth = np.r_[np.ones(len(right)), np.zeros(len(wrong))]
    start, *slopes = spelling.logistic(rows, truth, spelling.balanced([truth]))
    return (start, 0.8, slopes[0], slopes[1], 0.0, slopes[2], 0.0, 0.0)


def _measured(pair: Pair) -> tuple[float, float, float]:
    known = _known_of(pair)
    return float(known[1]), float(known[2]), odds(pair[1], pair[0])


def _form(text: str) -> Form | None:
    return next(iter(forms_of(words_of(text)[:1])), None)


def across_scripts(folder: Path) -> Sets:
    """Return every set of labelled pairs."""
    return pairs.across(folder) | near.near(folder)


def learn_names(found: Sets) -> Array:
    """Return the weights of a name: those of one script, and those of two."""
    measured = {name: _features_of(halves.learned) for name, halves in found.items()}
    one = [name for name in measured if name in SHARES]
    two = [name for name in measured if name not in SHARES and name not in UNUSED]
    return np.array(
        [
            _fitted([measured[name] for name in one], [SHARES[name] for name in one]),
            _fitted([measured[name] for name in two], [1.0] * len(two)),
        ]
    )


def _fitted(sets: Sequence[tuple[Array, Array]], shares: Sequence[float]) -> Array:
    """Return weights of the features, and what each script adds so that one threshold fits."""
    rows = np.concatenate([rows for rows, _ in sets])
    truth = np.concatenate([truth for _, truth in sets])
    weight = spelling.balanced([one for _, one in sets], shares)
    learned = _signed(rows, truth, weight)
    by_class: dict[int, list[tuple[Array, Array, float]]] = collections.defaultdict(list)
    for (row, label), share in zip(sets, shares, strict=True):
        place = int(np.bincount(row[:, 8:19].argmax(1)).argmax())
        if share <= FITTED_MOST:
            by_class[place].append((row @ learned, label, share))
    for place, held in by_class.items():
        learned[8 + place] += max(np.arange(-1.5, 3, 0.1), key=_gain(held))
    return learned


def _signed(rows: Array, truth: Array, weight: Array) -> Array:
    """Return weights none of which says the contrary of what it must say.

    Without that, a set whose wrong pairs all share a word teaches that sharing one is a bad sign.
    """
    used = [place for place in range(1, FEATURES) if rows[:, place].any()]
    while True:
        learned = np.zeros(FEATURES, dtype=np.float32)
        learned[[0, *used]] = spelling.logistic(rows[:, used], truth, weight)
        wrong = {place: learned[place] * -SIGNS[place] for place in used if place in SIGNS}
        worst = max(wrong, key=lambda place: wrong[place])
        if wrong[worst] <= 0:
            return learned
        used.remove(worst)


def _gain(held: list[tuple[Array, Array, float]]) -> Callable[[float], float]:
    """Return how well the sets of a script do at the threshold when something is added."""

    def gain(more: float) -> float:
        scores = [
            share * spelling.f1(points + more, truth, THRESHOLD) for points, truth, share in held
        ]
        return sum(scores) / sum(share for _, _, share in held) - 0.004 * abs(more)

    return gain


def _features_of(found: Sequence[Labelled]) -> tuple[Array, Array]:
    rows, truth = [], []
    for one in found:
        try:
            rows.append(features_of(prepare(one.left), prepare(one.right)))
        except NamesRefusal:
            continue
        truth.append(float(one.same))
    return np.array(rows, dtype=np.float32), np.array(truth)


def main() -> None:
    """Read the arguments, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--only", choices=("costs", "pairs", "names"))
    said = parser.parse_args()
    held = dict(np.load(weights.FILE))
    if said.only in {None, "costs"}:
        held["costs"] = learn_costs(said.data)
        held["common_keys"], held["common_nats"], held["letters"] = count(said.data)
    if said.only in {None, "pairs"}:
        held["pairs"] = learn_pairs(said.data).ravel().astype(np.float32)
    _write(held)
    if said.only in {None, "names"}:
        found = across_scripts(said.data)
        held["names"] = np.tile(_first(), (2, 1))
        for _ in range(ROUNDS):  # which way to part a name is best depends on the weights
            _write(held)
            held["names"] = learn_names(found)
        _write(held)


def _first() -> Array:
    """Return what is thought of a pair of names before anything was learned."""
    weights_ = np.zeros(FEATURES, dtype=np.float32)
    weights_[[0, 1, 2, 3, 5]] = (-1.0, 0.4, -3.0, -0.3, 0.5)
    return weights_


def _write(held: dict[str, Array]) -> None:
    np.savez_compressed(weights.FILE, allow_pickle=False, **held)
    weights.load.cache_clear()


if __name__ == "__main__":
    main()
