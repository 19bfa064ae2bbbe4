"""The inner loops of comparing two names: letters aligned, words paired, a sum prepared.

`compiled.load` puts machine code in the place of every function named in `KERNELS`; as plain
Python they do the same, slowly. Everything is a function of its arguments: the learned figures
come in as arrays, so that a new file of weights needs no new compilation.

A name comes packed as one row of 32-bit integers (`packing`): a head, its units (a word, or
neighbouring words written together), the Latin readings of each, their letters.
"""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]
Costs = NDArray[np.uint8]

HEAD = 4  # tokens, units, readings, first letter
UNIT = 8  # tokens as bits, first token, how many, class, kind, information, readings from, to
READING = 4  # letters from, to, cost, which letters
FIXED = 256.0  # information and costs are kept in 1/256 nat
STEP = 1 / 16  # costs of the tables are kept in sixteenths of a nat
LETTERS = 27  # a to z, and 0 for none
SINGLES = LETTERS * LETTERS
DOUBLES = LETTERS * LETTERS * LETTERS
TABLE = SINGLES + 2 * DOUBLES  # of one class: one letter for one, two for one, one for two
TURNED = 3.0  # two neighbouring letters in the other order
LONGEST = 24  # letters of a reading
FAR = 99.0
UNLIKE = 2.0  # nats against: a pair of words that only stood over for each other
KIND_PLAIN, KIND_SMALL, KIND_TITLE, KIND_INITIAL = 0, 1, 2, 3
# what a token of each kind weighs when it has no partner
LONELY = np.array([1.0, 0.15, 0.05, 0.35], dtype=np.float32)
TOKEN = 8  # weights of one class of pairs of units
FEATURES = 28  # of a pair of names
OTHERWISE = 0.25  # nats below the most a pair could give: written otherwise
NEVER = -1e6
REACHED = -1e5  # a state of the pairing that was come to has more
ALONE = -2  # a step of the pairing that leaves a word without partner
SMALL_COST = 2.0
# callees first: each is compiled when the next one calls it
KERNELS = (
    *("distance", "nearest", "initial_of", "features", "alike_long", "evidence"),
    *("collect", "weigh"),
)


def distance(
    left: Ints, start: int, end: int, right: Ints, begin: int, stop: int, costs: Costs, base: int
) -> float:
    """Return what it costs to spell one reading as the other, in nats."""
    rows = end - start
    columns = stop - begin
    table = np.empty((3, LONGEST + 1), dtype=np.float32)
    for row in range(rows + 1):
        now = row % 3
        before = (row + 2) % 3
        earlier = (row + 1) % 3
        x = left[start + row - 1] if row else 0
        w = left[start + row - 2] if row > 1 else 0
        for column in range(columns + 1):
            if row == 0 and column == 0:
                table[0, 0] = 0.0
                continue
            best = FAR
            y = right[begin + column - 1] if column else 0
            if row:
                best = table[before, column] + costs[base + x * LETTERS] * STEP
            if column:
                one = table[now, column - 1] + costs[base + y] * STEP
                best = min(best, one)
                if row:
                    one = table[before, column - 1] + costs[base + x * LETTERS + y] * STEP
                    best = min(best, one)
                    if row > 1:
                        place = base + SINGLES + (w * LETTERS + x) * LETTERS + y
                        best = min(best, table[earlier, column - 1] + costs[place] * STEP)
                    if column > 1:
                        z = right[begin + column - 2]
                        place = base + SINGLES + DOUBLES + (x * LETTERS + z) * LETTERS + y
                        best = min(best, table[before, column - 2] + costs[place] * STEP)
                        if row > 1 and x == z and w == y:
                            best = min(best, table[earlier, column - 2] + TURNED)
            table[now, column] = best
    return float(table[rows % 3, columns])


def nearest(
    ours: Ints, unit: int, theirs: Ints, other: int, costs: Costs, base: int
) -> tuple[float, float, float]:
    """Return the least cost between the readings of two units, and their mean length.

    Third comes the least cost of readings that are the same.
    """
    best = FAR
    same = FAR
    length = 1.0
    first_a = HEAD + ours[1] * UNIT
    first_b = HEAD + theirs[1] * UNIT
    for a in range(ours[unit + 6], ours[unit + 7]):
        row = first_a + a * READING
        for b in range(theirs[other + 6], theirs[other + 7]):
            line = first_b + b * READING
            extra = (ours[row + 2] + theirs[line + 2]) / FIXED
            many = ours[row + 1] - ours[row]
            less = theirs[line + 1] - theirs[line]
            if extra < same and many == less:
                equal = True
                for step in range(many):
                    if ours[ours[row] + step] != theirs[theirs[line] + step]:
                        equal = False
                        break
                if equal:
                    same = extra
            if extra >= best:
                continue
            cost = extra + distance(
                ours, ours[row], ours[row + 1], theirs, theirs[line], theirs[line + 1], costs, base
            )
            if cost < best:
                best = cost
                length = (many + less) / 2
    return best, length, same


def initial_of(ours: Ints, unit: int, theirs: Ints, other: int) -> bool:
    """Whether the first letters of any readings are the same."""
    first_a = HEAD + ours[1] * UNIT
    first_b = HEAD + theirs[1] * UNIT
    for a in range(ours[unit + 6], ours[unit + 7]):
        for b in range(theirs[other + 6], theirs[other + 7]):
            x = ours[ours[first_a + a * READING]]
            if x == theirs[theirs[first_b + b * READING]]:
                return True
    return False


def features(ours: Ints, unit: int, theirs: Ints, other: int, costs: Costs, out: Floats) -> int:
    """Write what is known of a pair of units, and return its class.

    The information of the commoner one and of the rarer one, the cost, and the cost a letter. Two
    units of one class, or of two other than Latin, are compared as Latin letters.
    """
    one, two = ours[unit + 3], theirs[other + 3]
    pair = one + two if one == 0 or two == 0 else 0
    if one == 0:
        cost, length, same = nearest(theirs, other, ours, unit, costs, pair * TABLE)
    else:
        cost, length, same = nearest(ours, unit, theirs, other, costs, pair * TABLE)
    mine, other_one = ours[unit + 5] / FIXED, theirs[other + 5] / FIXED
    if one == 0 and two != 0:
        other_one = mine
    elif two == 0 and one != 0:
        mine = other_one
    out[0] = min(mine, other_one)
    out[1] = cost
    out[2] = cost / length
    out[3] = max(mine, other_one)
    out[4] = same
    return pair


def evidence(
    ours: Ints,
    unit: int,
    theirs: Ints,
    other: int,
    costs: Costs,
    weights: Floats,
    found: Floats,
    odds: float,
) -> float:
    """Return how much two units speak for one person, in nats; below zero: against.

    `found[5]` is how far that is below the most they could give.
    """
    kind, match = ours[unit + 4], theirs[other + 4]
    found[5] = 0.0
    if (kind == KIND_INITIAL) != (match == KIND_INITIAL):
        return 1.0 if initial_of(ours, unit, theirs, other) else -FAR
    pair = features(ours, unit, theirs, other, costs, found)
    base = pair * TOKEN
    value = (
        weights[base]
        + weights[base + 2] * found[1]
        + weights[base + 3] * found[2]
        + weights[base + 5] * odds
        + weights[base + 6] * found[0]
        + weights[base + 7] * found[3]
    )
    if kind == KIND_INITIAL:
        return 1.5 if found[1] < 1.0 else -FAR
    if kind in (KIND_SMALL, KIND_TITLE) or match in (KIND_SMALL, KIND_TITLE):
        return 0.3 if found[1] < SMALL_COST else -FAR
    most = weights[base + 1] * found[0] + weights[base + 4]
    if pair == 0:
        value = max(value, most - found[4])  # the same letters, or a habit that is known
        found[5] = max(0.0, most - value)
    return float(min(value, most))


def alike_long(ours: Ints, unit: int, theirs: Ints, other: int) -> bool:
    """Whether the first readings of two units have nearly as many letters."""
    row = HEAD + ours[1] * UNIT + ours[unit + 6] * READING
    line = HEAD + theirs[1] * UNIT + theirs[other + 6] * READING
    one, two = ours[row + 1] - ours[row], theirs[line + 1] - theirs[line]
    return bool(min(one, two) * 2 >= max(one, two))


def weigh(
    ours: Ints,
    theirs: Ints,
    costs: Costs,
    weights: Floats,
    skip: float,
    known: Floats,
    out: Floats,
    links: Ints,
) -> int:
    """Pair the units of two names the best way; return how many pairs.

    Args:
        ours: a packed name.
        theirs: another.
        costs: of letters, by class.
        weights: of pairs of units, by class.
        skip: what a part without a partner costs while pairing.
        known: of each unit of ours and of theirs the odds that one spells the other in another
            script, in nats; no row where both are in one script.
        out: gets the features of the name.
        links: gets each pair: unit of ours, unit of theirs, evidence and how far it is below the
            most, in 1/256 nat.
    """
    count, total = ours[0], theirs[0]
    units, others = ours[1], theirs[1]
    across = known.shape[0] > 0
    found = np.empty(6, dtype=np.float32)
    below = np.zeros((units, others), dtype=np.float32)
    values = np.full((units, others), np.float32(-FAR), dtype=np.float32)
    pairs = np.empty((units * others, 2), dtype=np.int32)
    starts = np.zeros(count + 1, dtype=np.int32)
    many = 0
    for place in range(count):
        for a in range(units):
            unit = HEAD + a * UNIT
            if ours[unit + 1] != place:
                continue
            for b in range(others):
                other = HEAD + b * UNIT
                joined = ours[unit + 2] > 1, theirs[other + 2] > 1
                if (joined[0] and joined[1]) or (
                    (joined[0] or joined[1]) and not alike_long(ours, unit, theirs, other)
                ):
                    continue
                value = evidence(
                    ours,
                    unit,
                    theirs,
                    other,
                    costs,
                    weights,
                    found,
                    known[a, b] if across else 0.0,
                )
                if value > -2 * skip:
                    values[a, b] = value
                    below[a, b] = found[5]
                    pairs[many, 0], pairs[many, 1] = a, b
                    many += 1
        starts[place + 1] = many
    size = 1 << total
    best = np.full((count + 1, size), np.float32(NEVER), dtype=np.float32)
    chosen = np.full((count + 1, size), np.int32(-1), dtype=np.int32)
    came = np.zeros((count + 1, size), dtype=np.int32)
    best[0, 0] = 0.0
    for place in range(count):
        alone = skip * LONELY[ours[HEAD + place * UNIT + 4]]  # single words stand first
        for mask in range(size):
            value = best[place, mask]
            if value < REACHED:
                continue
            if value - alone > best[place + 1, mask]:
                best[place + 1, mask] = value - alone
                chosen[place + 1, mask] = ALONE
                came[place + 1, mask] = mask
            for pair in range(starts[place], starts[place + 1]):
                a, b = pairs[pair, 0], pairs[pair, 1]
                bits = theirs[HEAD + b * UNIT]
                if mask & bits:
                    continue
                step = place + ours[HEAD + a * UNIT + 2]
                total_value = value + values[a, b]
                if total_value > best[step, mask | bits]:
                    best[step, mask | bits] = total_value
                    chosen[step, mask | bits] = a * 64 + b
                    came[step, mask | bits] = mask
    last, top = 0, np.float32(NEVER)
    for mask in range(size):
        value = best[count, mask]
        if value < REACHED:
            continue
        for b in range(others):
            other = HEAD + b * UNIT
            if theirs[other + 2] == 1 and not mask & theirs[other]:
                value -= skip * LONELY[theirs[other + 4]]
        if value > top:
            top, last = value, mask
    return collect(ours, theirs, values, below, chosen, came, last, out, links)


def collect(
    ours: Ints,
    theirs: Ints,
    values: Floats,
    below: Floats,
    chosen: Ints,
    came: Ints,
    last: int,
    out: Floats,
    links: Ints,
) -> int:
    """Walk back over the best pairing and write the features of the name.

    0: one; 1: the sum of the pairs' evidence, 19: the same, at most six; 2: words that stand
    against each other, 3: words one name has more, 20: the same where few were paired;
    4: another order, 26: the same where a word is written otherwise; 5: the least pair; 6: two
    names of one word; 7: pairs of plain words, 21: whether one only; 8 to 18: the scripts; 22: how
    far all pairs are below the most they could give, 23: how many are; 24 and 25: the first, the
    last word of a name is left over; 27: words joined.
    """
    out[:] = 0.0
    place, mask = ours[0], last
    pairs = 0
    lonely = np.float32(0.0)
    against = np.float32(0.0)
    least = np.float32(50.0)
    while place > 0:
        step = chosen[place, mask]
        if step == ALONE:
            for a in range(ours[1]):
                unit = HEAD + a * UNIT
                if ours[unit + 1] == place - 1 and ours[unit + 2] == 1:
                    lonely += LONELY[ours[unit + 4]]
                    if ours[unit + 4] == KIND_PLAIN:
                        out[24] += 1.0 if place == 1 else 0.0
                        out[25] += 1.0 if place == ours[0] else 0.0
            place, mask = place - 1, came[place, mask]
            continue
        a, b = step // 64, step % 64
        links[pairs, 0], links[pairs, 1] = a, b
        links[pairs, 2] = np.int32(values[a, b] * FIXED)
        links[pairs, 3] = np.int32(below[a, b] * FIXED)
        out[1] += values[a, b]
        unit, other = HEAD + a * UNIT, HEAD + b * UNIT
        if ours[unit + 4] == KIND_PLAIN and theirs[other + 4] == KIND_PLAIN:
            least = min(least, values[a, b])
            out[7] += 1
            against += min(np.float32(1.0), max(np.float32(0.0), -values[a, b] / UNLIKE))
            out[22] += below[a, b]
            out[23] += 1.0 if below[a, b] > OTHERWISE else 0.0
        if ours[unit + 2] > 1 or theirs[other + 2] > 1:
            out[27] += 1
        pairs += 1
        mask = came[place, mask]
        place -= ours[unit + 2]
    missing = np.float32(0.0)
    for b in range(theirs[1]):
        other = HEAD + b * UNIT
        if theirs[other + 2] == 1 and not last & theirs[other]:
            missing += LONELY[theirs[other + 4]]
            if theirs[other + 4] == KIND_PLAIN:
                out[24] += 1.0 if theirs[other + 1] == 0 else 0.0
                out[25] += 1.0 if theirs[other + 1] == theirs[0] - 1 else 0.0
    out[0] = 1.0
    out[2] = min(lonely, missing) + against
    out[3] = abs(lonely - missing)
    turns = 0
    for i in range(pairs):
        for j in range(i):
            one = theirs[HEAD + links[i, 1] * UNIT + 1]
            if one > theirs[HEAD + links[j, 1] * UNIT + 1]:
                turns += 1
    out[4] = 1.0 if turns else 0.0
    out[5] = min(least, np.float32(6.0)) if out[7] else -5.0
    out[19] = min(out[1], np.float32(6.0))
    out[20] = out[3] if out[7] <= 1 else 0.0
    out[21] = 1.0 if out[7] == 1 else 0.0
    out[26] = 1.0 if turns and out[23] else 0.0
    out[6] = 1.0 if ours[0] == 1 and theirs[0] == 1 else 0.0
    return pairs
