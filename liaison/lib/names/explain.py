"""The sum of a comparison in English sentences, for logs and the command line.

Pages choose their own words, in the reader's language, by the kind of each line.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from liaison.lib.names.bearer import Line
from liaison.lib.names.compare import THRESHOLD, Evidence, Kind, Match, score_of

_WORDS: Final[Mapping[Kind, str]] = {
    Kind.SAME: "{left} stands in both",
    Kind.ROMANISED: "{left} and {right} are the same in Latin letters",
    Kind.SPELLING: "{left} and {right} are taken for spellings of one word",
    Kind.INITIAL: "{left} and {right}: one may be the initial of the other",
    Kind.USUAL: "{left} and {right} are usual forms of one name",
    Kind.AGAINST: "{left} stands against {right}",
    Kind.LEFT_OUT: "only one name has {left}{right}",
    Kind.ORDER: "the words stand in another order",
    Kind.START: "how likely two such names are one before any word is looked at",
}


def sentence(line: Evidence) -> str:
    """Return one line of the sum: what it gives, in nats, and why."""
    return f"{line.points:+6.2f}  " + _WORDS[line.kind].format(left=line.left, right=line.right)


def explain(match: Match, beside: Sequence[Line] = ()) -> str:
    """Return the whole sum, one line each, and what it comes to.

    Args:
        match: of the names.
        beside: evidence beside them: `bearer.together`.
    """
    lines = [sentence(line) for line in match.evidence]
    lines += [
        f"{line.points:+6.2f}  {line.reason.value} {line.left} and {line.right}: "
        + line.level.replace("_", " ")
        for line in beside
    ]
    points = match.points + sum(line.points for line in beside)
    score = score_of(points)
    verdict = "may be one person" if score >= THRESHOLD else "are not taken for one person"
    return "\n".join([*lines, f"{points:+6.2f}  together: {score:.2f}, they {verdict}"])
