"""Counting use from the log: what a check costs does not grow by being counted.

The log has every act already, in its own order and exactly once. A counter row in the transaction
of each check would make all officers of a post wait for one another; reading the log a minute
later costs them nothing. What the log keeps from a searcher, the figures do not know either.
"""

from collections import Counter
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import F

from liaison.audit import selectors as audit
from liaison.audit.types import EntryFacts
from liaison.identity import policy
from liaison.identity.models import Chair, Usage, UsageMark
from liaison.identity.roles import MACHINE_ROLES
from liaison.identity.selectors.naming import uuid_or_none
from liaison.identity.states import Use

CHUNK: Final = 1_000
# a log that nobody counted for long is caught up with in several rounds
CHUNKS: Final = 50
MARK: Final = 1
HITS: Final = "hits"
Row = tuple[date, str, str, Use]


def count_uses(now: datetime) -> None:
    """Count the entries of the log that came since the last time: periodic work.

    Args:
        now: the present moment.
    """
    for _ in range(CHUNKS):
        if not _count_chunk():
            break
    Usage.objects.filter(day__lt=(now - policy.USAGE_KEPT).date()).delete()


@transaction.atomic
def _count_chunk() -> bool:
    """Count one chunk; the figures and the mark are one transaction, so nothing counts twice."""
    mark, _made = UsageMark.objects.select_for_update().get_or_create(
        pk=MARK, defaults={"sequence": -1}
    )
    entries = audit.following(mark.sequence, limit=CHUNK)
    if not entries:
        return False
    counted: Counter[Row] = Counter()
    for entry in entries:
        for row, times in _uses(entry):
            counted[row] += times
    for (day, organisation, source, use), times in sorted(counted.items()):
        _add(day, organisation, source, use, times)
    mark.sequence = entries[-1].sequence
    mark.save(update_fields=["sequence"])
    return len(entries) == CHUNK


def _add(day: date, organisation: str, source: str, use: Use, times: int) -> None:
    row, made = Usage.objects.get_or_create(
        day=day, organisation=organisation, source=source, use=use, defaults={"count": times}
    )
    if not made:
        Usage.objects.filter(pk=row.pk).update(count=F("count") + times)


def _uses(entry: EntryFacts) -> list[tuple[Row, int]]:
    """Return what one entry counts as: nothing for most, two things for a check with hits."""
    if entry.who is None:  # its words were erased
        return []
    who, day = entry.who, entry.at.date()
    machine = who.chair.partition("@")[0] in MACHINE_ROLES
    source, organisation = (who.person, who.organisation) if machine else ("", who.organisation)
    use = policy.USES.get(entry.event)
    found: list[tuple[Row, int]] = []
    if use is Use.SIGN_IN:
        organisation = _seat_of(who.person, organisation)
    if use is not None:
        found.append(((day, organisation, source, use), 1))
    many, lines = policy.MANY.get(entry.event, (None, ""))
    if many is not None:
        times = entry.facts.get(lines)
        found.append(((day, organisation, source, many), times if isinstance(times, int) else 0))
        use = many
    hits = entry.facts.get(HITS) if use is Use.CHECK else None
    if isinstance(hits, int) and hits > 0:
        found.append(((day, organisation, source, Use.HIT), hits))
    if machine:
        found.append(((day, organisation, source, Use.API), 1))
    return found


def _seat_of(person: str, otherwise: str) -> str:
    """Return where somebody who signed in sits; the log of the door knows only the node."""
    known = uuid_or_none(person)
    if known is None:
        return otherwise
    chairs = Chair.objects.filter(person_id=known).order_by("-valid_until", "id")
    return chairs.values_list("organisation_id", flat=True).first() or otherwise
