"""The verbs of events: something happened that people of an organisation should look at.

An event says what kind of thing happened to which thing and never what stands in it. It is a
pointer, not police data: whoever follows it is asked again by the room that keeps the thing, and
that reading is recorded there. So an event has no entry of its own in the audit log, and neither
has having seen one.
"""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max

from liaison.core.errors import NotInTransaction
from liaison.core.jobs import enqueue_many
from liaison.identity import policy
from liaison.identity.models import Chair, Event, Organisation, Person, Seen
from liaison.identity.roles import ROLES
from liaison.identity.states import Permission
from liaison.identity.types import Actor

# events numbered in one round; the next round comes within a second
ROUND: Final = 2_000
BATCH: Final = 500
# the kind of job that writes to people; the staff site plugs it, for it has the words
MAIL: Final = "identity.mail"
# whoever is told a hundred things in a minute gets one letter
LETTER_EVERY: Final = timedelta(minutes=1)
LETTERS_MOST: Final = 500
# events erased in one statement
ERASED_AT_ONCE: Final = 5_000
# "event" on a telephone keypad: one process at a time gives numbers
_LOCK: Final = 38368


def announce(  # noqa: PLR0913 - one argument per column of an event
    *,
    organisation: str,
    permission: Permission,
    kind: str,
    target: str,
    at: datetime,
    person_id: str = "",
) -> None:
    """Tell the people of an organisation that something happened, in the caller's transaction.

    Args:
        organisation: id of the organisation whose chairs should look.
        permission: what their chair must carry.
        kind: `room:thing:verb`, such as `casework:request:arrived`; stored for ever.
        target: id of the thing; never content of a case.
        at: the present moment.
        person_id: UUID text of the one person it is for; empty: everybody of those chairs.

    Raises:
        NotInTransaction: there is no transaction to be part of.
        InputRefused: kind or target is not an opaque name.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction
    policy.check_event(kind=kind, target=target)
    # an organisation nobody loaded has no chairs, so there is nobody to tell
    if not Organisation.objects.filter(pk=organisation).exists():
        return
    event = Event(
        organisation_id=organisation,
        permission=permission,
        kind=kind,
        target=target,
        person=policy.parse_person_id(person_id),
        at=at,
    )
    event.save(force_insert=True)
    if settings.NODE.text("mail.host"):
        _promise_mail(event)


def _promise_mail(event: Event) -> None:
    """Promise one letter in a minute to each person it concerns who has a mail address."""
    roles = [name for name, role in ROLES.items() if event.permission in role.permissions]
    chairs = Chair.objects.filter(
        organisation=event.organisation_id,
        role__in=roles,
        valid_from__lte=event.at,
        valid_until__gt=event.at,
    ).exclude(person__mail="")
    if event.person is not None:
        chairs = chairs.filter(person=event.person)
    minute = event.at.replace(second=0, microsecond=0) + LETTER_EVERY
    people = sorted(set(chairs.values_list("person_id", flat=True)[:LETTERS_MOST]))
    enqueue_many(
        MAIL,
        {
            f"{MAIL}:{person}:{minute:%Y%m%d%H%M}": {
                "person": str(person),
                "since": event.at.isoformat(),
            }
            for person in people
        },
        due_at=minute,
    )


@transaction.atomic
def number_events(now: datetime) -> None:
    """Give events that were committed their place in the sequence: periodic work.

    Ids are drawn before a transaction commits, so a reader who remembers the highest id would
    miss an event with a lower one that commits later. Numbers are given afterwards, by one
    process at a time, and never again.

    Args:
        now: the present moment; periodic work is told it.
    """
    del now
    waiting = Event.objects.filter(number=None)
    if not waiting.exists():
        return
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    last: int = Event.objects.aggregate(last=Max("number"))["last"] or 0
    found = list(waiting.order_by("id").only("id", "number")[:ROUND])
    for place, event in enumerate(found, last + 1):
        event.number = place
    Event.objects.bulk_update(found, ["number"], batch_size=BATCH)


def mark_seen(actor: Actor, *, until: int, now: datetime) -> None:
    """Remember that the actor has seen the events of their chair up to a number.

    Args:
        actor: who looked; machines have no chair and nothing is remembered.
        until: number of the newest event they were shown; an older one changes nothing.
        now: the present moment.
    """
    if not actor.chair_id:
        return
    with transaction.atomic():
        Chair.objects.select_for_update().filter(pk=actor.chair_id).first()
        mark, made = Seen.objects.get_or_create(
            chair_id=actor.chair_id, defaults={"number": until, "at": now}
        )
        if not made and mark.number < until:
            mark.number, mark.at = until, now
            mark.save(update_fields=["number", "at"])


def forget_events(now: datetime) -> None:
    """Erase events older than the policy keeps them: periodic work.

    The newest number stays for ever, so that a reader's place keeps its meaning.

    Args:
        now: the present moment.
    """
    newest = Event.objects.aggregate(last=Max("number"))["last"]
    if newest is None:
        return
    old = Event.objects.filter(at__lt=now - policy.EVENTS_KEPT, number__lt=newest)
    while found := list(old.order_by("id").values_list("pk", flat=True)[:ERASED_AT_ONCE]):
        Event.objects.filter(pk__in=found).delete()


def mark_mailed(person_id: str, *, until: int) -> None:
    """Remember the newest event a person was written about; an older one changes nothing."""
    Person.objects.filter(pk=person_id, mailed__lt=until).update(mailed=until)
