"""Learns the tables of the transliteration model and writes them into the package.

Use: python -m tools.names_model.learn DATA [--japanese FOLDER] [TABLE...]

DATA is a folder with the files that `corpus` names; FOLDER has the files of the package
japanese-personal-name-dataset. One token in ten is left out (`corpus.held_out`), so that
calibration and measurement have words the model never saw.
"""

import argparse
import collections
from pathlib import Path
from typing import Final

import numpy as np

from liaison.lib.names.scripts import tables
from liaison.lib.names.scripts.opened import Opened
from tools.names_model import align, calibrate, corpus

TARGET: Final = Path("liaison/lib/names/scripts/data")
ROUNDS: Final = 8
DISCOUNT: Final = 0.7
SHAPES: Final = {
    "arabic": align.Shape(2, 4),
    "cyrillic": align.Shape(2, 4),
    "devanagari": align.Shape(2, 3),
    "greek": align.Shape(2, 4),
    "han_chinese": align.Shape(1, 6),
    "han_foreign": align.Shape(2, 6),
    "han_japanese": align.Shape(2, 7),
    "han_korean": align.Shape(1, 6),
    "hangul": align.Shape(3, 5),
    "hebrew": align.Shape(2, 4),
    "kana": align.Shape(3, 4),
    "other": align.Shape(2, 3),
    "thai": align.Shape(2, 3),
}
_DICTIONARIES: Final = (corpus.CHINESE, corpus.SINO_KOREAN)
_SEEN_LEAST: Final = 1.5  # weight of a native symbol that gets a number
_STEPS: Final = 16  # of a nat
_PULL: Final = 20  # words of a shorter history that weigh as much as what was seen
_LETTERS: Final = {chr(ord("a") + number): number + 1 for number in range(26)}


def split(name: str, pairs: corpus.Pairs) -> tuple[corpus.Pairs, corpus.Pairs]:
    """Return the pairs to learn from and those to measure with: they share no token.

    A table that is a dictionary of syllables learns from all: nobody guesses how a character that
    was never seen is read.
    """
    measured = {pair: weight for pair, weight in pairs.items() if corpus.held_out(pair[1])}
    if name in _DICTIONARIES:
        return pairs, measured
    natives = {native for native, _ in measured}
    learned = {
        pair: weight
        for pair, weight in pairs.items()
        if not corpus.held_out(pair[1]) and pair[0] not in natives
    }
    return learned, measured


def write(name: str, pairs: corpus.Pairs, target: Path) -> None:
    """Learn one table and write it.

    Args:
        name: of the table.
        pairs: what to learn from.
        target: folder of the tables.
    """
    seen: dict[str, float] = collections.defaultdict(float)
    for (native, _), weight in pairs.items():
        for char in native:
            seen[char] += weight
    alphabet = sorted(char for char, weight in seen.items() if weight >= _SEEN_LEAST)
    numbers = {char: number for number, char in enumerate(alphabet, 1)}
    rows = sorted(pairs.items())
    learned = align.learn(
        align.encode([pair[0] for pair, _ in rows], numbers),
        align.encode([pair[1] for pair, _ in rows], _LETTERS),
        np.array([weight for _, weight in rows], dtype=np.float64),
        len(alphabet) + 1,
        SHAPES[name],
        rounds=ROUNDS,
        discount=DISCOUNT,
        say=lambda line: print(f"{name}: {line}", flush=True),
    )
    order = np.argsort(learned.keys)
    keys, shape = learned.keys[order], SHAPES[name]
    chance = [_chance(int(key), learned, len(alphabet) + 1, shape.latin) for key in keys]
    ratios = np.log(learned.prob[order]) - np.array(chance)
    np.savez_compressed(
        target / f"{name}.npz",
        alphabet=np.array("".join(alphabet)),
        native_most=np.int64(shape.native),
        latin_most=np.int64(shape.latin),
        keys=np.diff(keys, prepend=0),
        ratios=np.round(ratios * _STEPS).astype(np.int16),
        inserts=np.log(learned.insert / learned.back_latin + align.ALONE).astype(np.float16),
        native_chance=np.log(learned.back_native).astype(np.float16),
        latin_chance=np.log(learned.back_latin).astype(np.float16),
        calibration=np.zeros(4, dtype=np.float32),
    )


def settle(name: str, measured: corpus.Pairs, known: corpus.Pairs, target: Path) -> None:
    """Calibrate a table that was written, and say how well it tells pairs apart."""
    path = target / f"{name}.npz"
    tables.known.cache_clear()
    tables.load.cache_clear()
    table = Opened(name)
    drawn = calibrate.draw(measured, known)
    found = calibrate.calibrate(table, drawn)
    with np.load(path) as stored:
        kept = {key: stored[key] for key in stored.files}
    np.savez_compressed(path, **(kept | {"calibration": np.array(found, dtype=np.float32)}))
    rows = calibrate.figures(table, [*drawn[0], *drawn[1]])
    truth = np.r_[np.ones(len(drawn[0])), np.zeros(len(drawn[1]))]
    before = calibrate.recall(rows[:, 0], truth)
    after = calibrate.recall(rows @ np.array(found[1:]), truth)
    print(f"{name}: recall at 1 % false {before:.3f}, calibrated {after:.3f}", flush=True)


def _chance(key: int, learned: align.Learned, base: int, latin_most: int) -> float:
    """Return the log of how probable the symbols of a unit are by themselves."""
    group, letters = divmod(key // 8, align.LETTERS**latin_most)
    total = 0.0
    while group:
        group, symbol = divmod(group, base)
        total += float(np.log(learned.back_native[symbol]))
    while letters:
        letters, letter = divmod(letters, align.LETTERS)
        total += float(np.log(learned.back_latin[letter]))
    return total


def write_letters(pairs: corpus.Corpus, target: Path) -> None:
    """Count which letters follow which two others in Latin words, and write the table."""
    words = {latin for table in pairs.values() for _, latin in table if not corpus.held_out(latin)}
    size = align.LETTERS
    three = np.zeros((size, size, size))
    for word in words:
        codes = [0, 0, *(_LETTERS[char] for char in word), 0]
        for first, second, third in zip(codes, codes[1:], codes[2:], strict=False):
            three[first, second, third] += 1
    one = three.sum(axis=(0, 1)) + 1
    one /= one.sum()
    two = three.sum(axis=0) + _PULL * one
    two /= two.sum(axis=1, keepdims=True)
    three += _PULL * two[None]
    three /= three.sum(axis=2, keepdims=True)
    figures = np.clip(np.round(np.log(three / one) * _STEPS), -127, 127)
    np.save(target / "letters.npy", figures.astype(np.int8))


def main() -> None:
    """Learn the tables that were asked for, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("tables", nargs="*")
    parser.add_argument("--japanese", type=Path)
    parser.add_argument("--calibrate", action="store_true", help="keep the tables, calibrate anew")
    asked = parser.parse_intermixed_args()
    pairs = corpus.read(asked.data, asked.japanese)
    corpus.settle_unsure(pairs)
    write_letters(pairs, TARGET)
    for name in asked.tables or sorted(SHAPES):
        learned, measured = split(name, dict(pairs[name]))
        learned |= pairs.get(name + corpus.KNOWN, {})
        print(f"{name}: {len(learned)} pairs to learn from, {len(measured)} kept")
        if not asked.calibrate:
            write(name, learned, TARGET)
        settle(name, measured, dict(pairs[name]), TARGET)


if __name__ == "__main__":
    main()
