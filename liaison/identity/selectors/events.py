"""The ways to hold events: each actor sees those of their organisation and their permissions."""

import contextlib
import uuid
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from liaison.identity.models import Event, Person, Seen
from liaison.identity.selectors.people import actor_for, chairs_of
from liaison.identity.types import Actor, EventFacts, Letter

# what one answer holds at most
PAGE: Final = 200
# more than this is "many": the bell does not count on
COUNTED: Final = 99
LATE: Final = timedelta(days=1)


def events(actor: Actor, *, after: int = 0, limit: int = PAGE) -> tuple[EventFacts, ...]:
    """Return the events that came after a number, oldest first; for those who poll.

    Whoever keeps the highest number they were given and asks for what came after it misses
    nothing and sees nothing twice, for as long as events are kept.

    Args:
        actor: who looks.
        after: the highest number they know; 0: from the beginning.
        limit: most events, at most 200.
    """
    found = _visible_to(actor).filter(number__gt=after).order_by("number")
    return tuple(_facts(event) for event in found[: max(0, min(limit, PAGE))])


def latest_events(
    actor: Actor, *, before: int | None = None, limit: int = PAGE
) -> tuple[EventFacts, ...]:
    """Return events newest first, those the actor has not seen yet marked; for people.

    Args:
        actor: who looks.
        before: only those with a lower number.
        limit: most events, at most 200.
    """
    found = _visible_to(actor).order_by("-number")
    if before is not None:
        found = found.filter(number__lt=before)
    seen = _seen(actor)
    return tuple(
        _facts(event, new=(event.number or 0) > seen)
        for event in found[: max(0, min(limit, PAGE))]
    )


def unseen(actor: Actor) -> int:
    """Return how many events wait for this actor, 100 standing for "many"; one indexed query."""
    if not actor.chair_id:
        return 0
    mark = Subquery(Seen.objects.filter(chair_id=actor.chair_id).values("number"))
    new = _visible_to(actor).filter(number__gt=Coalesce(mark, 0))
    return len(new.values_list("pk", flat=True)[: COUNTED + 1])


def _visible_to(actor: Actor) -> QuerySet[Event]:
    """Return the events of the actor's organisation for their chair, or for them alone."""
    mine = Q(person=None)
    with contextlib.suppress(ValueError):  # a machine is nobody
        mine |= Q(person=uuid.UUID(actor.person_id))
    return Event.objects.filter(
        mine,
        organisation=actor.organisation,
        permission__in=sorted(actor.permissions),
        number__isnull=False,
    )


def _seen(actor: Actor) -> int:
    if not actor.chair_id:
        return 0
    marks = Seen.objects.filter(chair_id=actor.chair_id).values_list("number", flat=True)
    return marks.first() or 0


def _facts(event: Event, *, new: bool = False) -> EventFacts:
    return EventFacts(
        number=event.number or 0,
        kind=event.kind,
        target=event.target,
        at=event.at,
        permission=event.permission,
        personal=event.person is not None,
        new=new,
    )


def letter_for(person_id: str, *, now: datetime) -> Letter | None:
    """Return what a person should be written about, or None when there is nothing.

    Only what none of their chairs has seen, they were not written about, and is not older than
    a day: mail that comes late is noise.

    Args:
        person_id: UUID text of the person.
        now: the present moment.
    """
    person = Person.objects.filter(pk=person_id, is_active=True).exclude(mail="").first()
    if person is None:
        return None
    found: dict[int, EventFacts] = {}
    for chair in chairs_of(person, now):
        actor = actor_for(person, chair_id=chair.id, now=now)
        after = max(person.mailed, _seen(actor))
        for event in events(actor, after=after):
            if now - event.at <= LATE:
                found[event.number] = event
    if not found:
        return None
    return Letter(
        person=str(person.pk),
        mail=person.mail,
        language=person.language,
        events=tuple(found[number] for number in sorted(found)),
    )
