"""Greek names in Latin letters: ELOT 743 (ISO 843) and what families write.

ELOT 743 is also the table of ICAO Doc 9303-3 for Greek passports.
"""

from typing import Final

from liaison.lib.names.scripts.lattice import Reading, Step, paths

_LETTERS: Final[dict[str, Step]] = {
    "α": (("a", 0),), "β": (("v", 0), ("b", 1.2)), "γ": (("g", 0), ("y", 1.3), ("gh", 2.0)),
    "δ": (("d", 0), ("dh", 2.0)), "ε": (("e", 0),), "ζ": (("z", 0),),
    "η": (("i", 0), ("e", 1.0), ("y", 2.0)), "θ": (("th", 0), ("t", 1.8)), "ι": (("i", 0),),
    "κ": (("k", 0), ("c", 1.3)), "λ": (("l", 0),), "μ": (("m", 0),), "ν": (("n", 0),),
    "ξ": (("x", 0), ("ks", 1.2)), "ο": (("o", 0),), "π": (("p", 0),), "ρ": (("r", 0),),
    "σ": (("s", 0), ("ss", 2.0)), "τ": (("t", 0),), "υ": (("y", 0), ("i", 0.6), ("u", 1.8)),
    "φ": (("f", 0), ("ph", 0.7)), "χ": (("ch", 0), ("h", 0.5), ("kh", 1.1), ("x", 1.8)),
    "ψ": (("ps", 0),), "ω": (("o", 0), ("w", 2.5)),
}  # fmt: skip
_GROUPS: Final[tuple[tuple[str, Step], ...]] = (
    ("ου", (("ou", 0), ("u", 0.6))),
    ("αυ", (("av", 0), ("af", 0.4), ("au", 0.7))),
    ("ευ", (("ev", 0), ("ef", 0.4), ("eu", 0.6))),
    ("ηυ", (("iv", 0), ("if", 0.5))),
    ("αι", (("ai", 0), ("e", 0.7), ("ae", 1.2))),
    ("ει", (("ei", 0), ("i", 0.5))),
    ("οι", (("oi", 0), ("i", 0.7))),
    ("γγ", (("ng", 0), ("gg", 0.8))),
    ("γξ", (("nx", 0), ("gx", 1.0))),
    ("γχ", (("nch", 0), ("gch", 1.0), ("nh", 1.0))),
    ("γκ", (("gk", 0.3), ("g", 0.3), ("nk", 0.9), ("ng", 0.9))),
    ("ντ", (("nt", 0), ("d", 0.5), ("nd", 0.7))),
    ("τζ", (("tz", 0), ("j", 0.9), ("dz", 1.0))),
    ("τσ", (("ts", 0), ("ch", 1.4))),
    ("σσ", (("ss", 0), ("s", 0.6))),
    ("λλ", (("ll", 0), ("l", 0.6))),
    ("ββ", (("vv", 0), ("v", 0.6))),
)
_INITIAL_MP: Final[Step] = (("b", 0), ("mp", 0.4))
_MEDIAL_MP: Final[Step] = (("mp", 0), ("b", 0.5), ("mb", 0.6))


def read(word: str) -> tuple[Reading, ...]:
    """Return the usual Latin forms of a Greek word.

    Args:
        word: lower case, no accents, no final sigma.
    """
    steps: list[Step] = []
    place = 0
    while place < len(word):
        pair = word[place : place + 2]
        if pair == "μπ":
            steps.append(_MEDIAL_MP if place else _INITIAL_MP)
            place += 2
            continue
        group = next((step for letters, step in _GROUPS if letters == pair), None)
        steps.append(group or _LETTERS.get(word[place], (("", 0),)))
        place += 2 if group else 1
    return paths(steps)
