"""The sum of a comparison in English sentences, for logs and the command line.

Pages choose their own words, in the reader's language, by the kind of each line.
"""

from collections.abc import Mapping
from typing import Final

from liaison.lib.names.compare import Evidence, Kind, Match

_WORDS: Final[Mapping[Kind, str]] = {
    Kind.SAME: "{left} stands in both",
    Kind.ROMANISED: "{left} and {right} are the same in Latin letters",
    Kind.SPELLING: "{left} and {right} are spellings of one sound",
    Kind.FAMILY: "{left} and {right} are spellings of one surname",
    Kind.SKELETON: "{left} and {right} have the same consonants",
    Kind.INITIAL: "{left} and {right}: one may be the initial of the other",
    Kind.NEAR: "{left} and {right} differ in few letters",
    Kind.AGAINST: "{left} stands against {right}",
    Kind.LEFT_OUT: "only one name has {left}{right}",
    Kind.ONE_PART: "one part alone is not enough",
}


def sentence(line: Evidence) -> str:
    """Return one line of the sum: what it says, what it gives, what it could have given."""
    words = _WORDS[line.kind].format(left=line.left or "", right=line.right or "")
    if line.kind is Kind.ONE_PART:
        return f"{line.points:+.2f}: {words}"
    return f"{line.points:+.2f} of {line.most:.2f}: {words}"


def explain(match: Match) -> str:
    """Return the whole sum, one line each, and what it comes to."""
    lines = [sentence(line) for line in match.evidence]
    verdict = "may be one name" if match.reaches else "are not taken for one name"
    return "\n".join([*lines, f"{match.score:.2f}: they {verdict}"])
