"""`make bench-names`: how well names are told apart, by script, beside simpler measures.

Use: python -m benchmarks.names DATA

DATA is the folder of development data. The halves of `tools.names_model` that nothing was learned
from are measured; rapidfuzz compares transliterated words sorted, as most open tools do.
"""

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import jellyfish
from anyascii import anyascii
from rapidfuzz import fuzz

from benchmarks.report import Figure, at_least, at_most, plain, publish
from liaison.lib.names.compare import THRESHOLD, score_of, weigh
from liaison.lib.names.errors import NamesRefusal
from liaison.lib.names.parts import Name, prepare
from tools.names_model import near, pairs
from tools.names_model.pairs import Labelled

FALSE_MOST = 0.01
RECALLS = {
    "comp_cyrillic": 0.98,
    "comp_arabic": 0.85,
    "comp_hebrew": 0.80,
    "full_ko": 0.88,
    "full_konative": 0.68,
    "xlit_chinese": 0.70,
    "xlit_katakana": 0.82,
    "jp_kanji": 0.80,
    "jp_kana": 0.99,
    "ofac_aka": 0.69,
}
Scored = Sequence[tuple[float, bool]]


def f1_at(scored: Scored, threshold: float) -> float:
    """Return the harmonic mean of precision and recall at a threshold."""
    taken = [same for score, same in scored if score >= threshold]
    return 2 * sum(taken) / max(1, len(taken) + sum(same for _, same in scored))


def measured(scored: Scored) -> tuple[float, float]:
    """Return the best F1, and the recall with at most one false pair in a hundred."""
    same = sum(one for _, one in scored)
    others = len(scored) - same
    right = wrong = 0
    best = recall = 0.0
    ordered = sorted(scored, key=lambda one: -one[0])
    for place, (score, one) in enumerate(ordered):
        right, wrong = right + one, wrong + (not one)
        if place + 1 < len(ordered) and ordered[place + 1][0] == score:
            continue
        best = max(best, 2 * right / (right + wrong + same))
        if wrong <= FALSE_MOST * others:
            recall = right / same
    return best, recall


def sorted_words(left: str, right: str) -> float:
    """Return the share of letters of the sorted Latin words two names have in common."""
    return fuzz.token_sort_ratio(anyascii(left).lower(), anyascii(right).lower()) / 100


def jaro(left: str, right: str) -> float:
    """Return the Jaro-Winkler similarity of two names in Latin letters."""
    return jellyfish.jaro_winkler_similarity(anyascii(left).lower(), anyascii(right).lower())


PEERS = (("rapidfuzz token_sort", sorted_words), ("jellyfish, Jaro-Winkler", jaro))


def ours(left: str, right: str) -> float:
    """Return our score; 0 for what cannot be read."""
    try:
        return score_of(weigh(prepare(left), prepare(right)).points)
    except NamesRefusal:
        return 0.0


def scored_by(score: Callable[[str, str], float], found: Sequence[Labelled]) -> Scored:
    """Return the scores of pairs, with the truth."""
    return [(score(one.left, one.right), one.same) for one in found]


def speed(found: Sequence[Labelled]) -> float:
    """Return pairs a second of one core, once the names are prepared."""
    ready: list[tuple[Name, Name]] = [(prepare(a), prepare(b)) for a, b, _, _ in found]
    for left, right in ready:
        weigh(left, right)
    began = time.process_time()
    for left, right in ready:
        weigh(left, right)
    return len(ready) / (time.process_time() - began)


def main() -> None:
    """Measure every set and write the figures."""
    folder = Path(sys.argv[1])
    every = pairs.across(folder) | near.near(folder)
    sets = {name: halves.measured for name, halves in every.items()}
    figures: list[Figure] = []
    bests, ats, ties = [], [], []
    for name, found in sorted(sets.items()):
        scored = scored_by(ours, found)
        best, recall = measured(scored)
        bests.append(best)
        ats.append(f1_at(scored, THRESHOLD))
        top = max(score for score, _ in scored)
        taken = [score for score, _ in scored if score >= THRESHOLD]
        ties.append(sum(score == top for score in taken) / max(1, len(taken)))
        target = RECALLS.get(name)
        label = f"{name}: recall at 1 % false"
        if target:
            figures.append(at_least(label, recall, "share", target))
        else:
            figures.append(plain(label, recall, "share"))
        figures.append(plain(f"{name}: F1 at {THRESHOLD}", ats[-1], "share"))
        for peer, score in PEERS:
            _, theirs = measured(scored_by(score, found))
            figures.append(plain(f"{name}: recall, {peer}", theirs, "share"))
    count = len(sets)
    figures += [
        at_least(f"macro best F1, {count} sets", sum(bests) / count, "share", 0.90),
        at_least(f"macro F1 at {THRESHOLD}", sum(ats) / count, "share", 0.85),
        at_most("hits tied at the highest score", sum(ties) / count, "share", 0.05),
        at_least("prepared pairs in one script", speed(sets["structure"]), "pairs/s", 20_000),
        at_least("prepared pairs in two scripts", speed(sets["comp_arabic"]), "pairs/s", 20_000),
    ]
    publish("names", figures)


if __name__ == "__main__":
    main()
