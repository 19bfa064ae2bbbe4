"""What a desk checks before it acts, and why it may refuse: data, never constants in code.

`resources/policy/intake.toml` and `grounds.toml` are read once, at start.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from liaison.casework import tables
from liaison.casework.errors import ChecklistRefused, GroundsRefused
from liaison.casework.types import PointTicked
from liaison.casework.words import Decision, Tick
from liaison.core.datafile import Table

KEYS: Final = frozenset({"title", "article", "source", "verified"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One point of the checklist, or one ground of refusal, with where it comes from.

    Attributes:
        name: stable; stored, and sent abroad.
        title: what a reviewer reads.
        article: the place in the source.
        source: where it was found.
        verified: whether a person compared it with the source.
    """

    name: str
    title: str
    article: str
    source: str
    verified: bool


def parse(content: bytes, *, file: str) -> Mapping[str, Rule]:
    """Read a file of rules.

    Raises:
        PolicyRefused: too much, too little or nonsense.
    """
    return MappingProxyType(
        {name: _rule(table) for name, table in tables.read(content, file=file, keys=KEYS).items()}
    )


def _rule(table: Table) -> Rule:
    return Rule(
        name=tables.check_name(table),
        title=table.text("title", most=tables.MAX_TEXT),
        article=table.text("article", most=tables.MAX_TEXT),
        source=table.text("source", most=tables.MAX_TEXT),
        verified=table.truth("verified"),
    )


POINTS: Final = parse((tables.FOLDER / "intake.toml").read_bytes(), file="intake.toml")
GROUNDS: Final = parse((tables.FOLDER / "grounds.toml").read_bytes(), file="grounds.toml")


def check_checklist(ticked: Sequence[PointTicked], decision: Decision) -> None:
    """Refuse a checklist that does not carry the decision.

    An acceptance needs every point answered: yes, or not applicable with a reason. Whoever asks
    back or refuses may leave points open: the first gap is enough.

    Raises:
        ChecklistRefused: a point twice, unknown, missing, answered no, or without its reason.
    """
    said: dict[str, PointTicked] = {}
    for one in ticked:
        if one.point not in POINTS or one.point in said:
            raise ChecklistRefused(one.point, "unknown")
        said[one.point] = one
    if decision is not Decision.ACCEPT:
        return
    for point in POINTS:
        if point not in said:
            raise ChecklistRefused(point, "missing")
        if said[point].tick is Tick.NO:
            raise ChecklistRefused(point, "no")
        if said[point].tick is Tick.NOT_APPLICABLE and not said[point].note.strip():
            raise ChecklistRefused(point, "reason")


def check_grounds(ground: str, *, refused: bool) -> None:
    """Refuse a refusal without grounds, and grounds without a refusal.

    Raises:
        GroundsRefused: not on the list, missing, or idle.
    """
    if (ground in GROUNDS) != refused or (not refused and ground):
        raise GroundsRefused(ground)
