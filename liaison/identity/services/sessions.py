"""The verbs of sessions: opened, looked at, proved anew, ended."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.models import Session as Kept
from django.db import transaction

from liaison.audit.services import record
from liaison.audit.types import Who
from liaison.core.identifiers import uuid7
from liaison.identity import factor_policy, selectors
from liaison.identity.factor_errors import NoSuchSession, SessionOver
from liaison.identity.models import Person, Session
from liaison.identity.states import Authentication, Permission
from liaison.identity.types import Actor, SessionFacts


@transaction.atomic
def open_session(  # noqa: PLR0913 - one argument per thing a session has
    person: Person,
    *,
    key: str,
    authentication: Authentication,
    address: str,
    device: str,
    now: datetime,
) -> None:
    """Write down that a person is signed in in a browser; those that are over are forgotten.

    Args:
        person: who.
        key: of Django's session.
        authentication: how they proved who they are.
        address: where from.
        device: browser and system in a few words.
        now: the present moment.
    """
    over = [one for one in Session.objects.filter(person=person) if _reason(one, now)]
    _forget(over)
    Session.objects.filter(key=key).delete()
    Session(
        id=uuid7(now),
        person=person,
        key=key,
        authentication=authentication,
        address=address,
        device=device,
        opened_at=now,
        last_seen_at=now,
        proved_at=now,
    ).save(force_insert=True)


def look(person: Person, *, key: str | None, active: bool, now: datetime) -> SessionFacts:
    """Return the session a page was asked for in. One query, and one more a minute.

    Args:
        person: who is signed in.
        key: of Django's session.
        active: whether a person did something; what a page asks for by itself keeps nothing open.
        now: the present moment.

    Raises:
        SessionOver: idle for too long, as old as one may be, or ended elsewhere.
    """
    found = Session.objects.filter(person=person, key=key or "").first()
    if found is None:
        raise SessionOver("ended")
    reason = _reason(found, now)
    if reason:
        with transaction.atomic():
            _forget([found])
            _record(_who(person), "identity:session:over", found, person.name, now, reason=reason)
        raise SessionOver(reason)
    if active and now - found.last_seen_at >= factor_policy.SEEN_STEP:
        Session.objects.filter(pk=found.pk).update(last_seen_at=now)
        found.last_seen_at = now
    return selectors.session_facts(found, key)


@transaction.atomic
def prove_session(
    actor: Actor, *, key: str, authentication: Authentication, now: datetime, new_key: str = ""
) -> None:
    """Write down that the person of a session proved once more who they are.

    Args:
        actor: the person.
        key: of Django's session.
        authentication: how; a weaker proof leaves a stronger one as it was.
        now: the present moment.
        new_key: of the session from now on, when Django gave it another.

    Raises:
        NoSuchSession: there is no such session of this person.
    """
    own = Session.objects.select_for_update().filter(person_id=actor.person_id, key=key)
    found = own.first()
    if found is None:
        raise NoSuchSession(key)
    found.authentication = factor_policy.stronger(
        Authentication(found.authentication), authentication
    )
    found.proved_at, found.last_seen_at, found.key = now, now, new_key or key
    found.save(update_fields=["authentication", "proved_at", "last_seen_at", "key"])
    _record(
        actor.who, "identity:session:proved", found, actor.person_name, now, how=authentication
    )


def close_session(key: str | None) -> None:
    """Forget a session whose person signed out."""
    Session.objects.filter(key=key or "").delete()


@transaction.atomic
def end_session(actor: Actor, *, session_id: uuid.UUID, now: datetime, own: bool = False) -> None:
    """End a session: one's own, or as security officer one of somebody in charge.

    Args:
        actor: who ends it.
        session_id: the session.
        now: the present moment.
        own: whether only one's own is meant: the page on which an officer ends somebody else's
            asks for a fresh proof, and there must be no way round it.

    Raises:
        NoSuchSession: over, out of charge, or not the actor's own where only that is meant.
    """
    found = Session.objects.select_for_update(of=("self",)).filter(pk=session_id).first()
    if found is None or not _may_end(actor, found.person_id, now):
        raise NoSuchSession(str(session_id))
    if own and actor.person_id != str(found.person_id):
        raise NoSuchSession(str(session_id))
    name = found.person.name
    _forget([found])
    _record(actor.who, "identity:session:ended", found, name, now)


@transaction.atomic
def end_sessions(
    actor: Actor, *, person_id: uuid.UUID, now: datetime, but: str | None = None
) -> int:
    """End every session of a person.

    Args:
        actor: the person, or a security officer in whose charge they are.
        person_id: whose.
        now: the present moment.
        but: key of the one that stays, or None.

    Returns:
        How many there were.

    Raises:
        NoSuchSession: the person is out of the actor's charge.
    """
    if not _may_end(actor, person_id, now):
        raise NoSuchSession(str(person_id))
    return end_sessions_of(actor, person_id, now, but=but)


def end_sessions_of(
    actor: Actor, person_id: uuid.UUID, now: datetime, *, but: str | None = None
) -> int:
    """End every session of a person, once the verb that calls has asked who may."""
    rows = Session.objects.filter(person_id=person_id).exclude(key=but or "")
    found = list(rows.select_related("person"))
    _forget(found)
    for one in found:
        _record(actor.who, "identity:session:ended", one, one.person.name, now)
    return len(found)


@transaction.atomic
def forget_sessions() -> None:
    """Forget every session there is: on a database from a backup, some had been ended since."""
    Kept.objects.all().delete()
    Session.objects.all().delete()


def sweep_sessions(now: datetime) -> None:
    """Forget sessions that are over, and those in which nobody signed in: periodic work.

    Whoever asks what a passkey shall answer gets a session of Django's: without this, strangers
    could fill the table.

    Args:
        now: the present moment.
    """
    most = timedelta(hours=settings.NODE.number("staff.session_hours"))
    with transaction.atomic():
        Kept.objects.filter(expire_date__lt=now).delete()
        Session.objects.filter(opened_at__lt=now - most).delete()


def _may_end(actor: Actor, person_id: uuid.UUID, now: datetime) -> bool:
    if actor.person_id == str(person_id):
        return True
    return actor.may(Permission.ACCOUNT_VALIDATE) and selectors.person_in_charge(
        actor, person_id, now=now
    )


def _reason(found: Session, now: datetime) -> str:
    return factor_policy.session_over(
        opened_at=found.opened_at,
        last_seen_at=found.last_seen_at,
        idle_minutes=settings.NODE.number("staff.idle_minutes"),
        most_hours=settings.NODE.number("staff.session_hours"),
        now=now,
    )


def _forget(sessions: Iterable[Session]) -> None:
    keys = [one.key for one in sessions]
    Kept.objects.filter(session_key__in=keys).delete()
    Session.objects.filter(key__in=keys).delete()


def _who(person: Person) -> Who:
    return Who(person=str(person.pk), chair="", organisation=settings.NODE.organisation)


def _record(who: Who, event: str, found: Session, name: str, now: datetime, **more: str) -> None:
    facts = {"name": name, "device": found.device, "address": found.address, **more}
    record(who, event=event, target=str(found.person_id), at=now, facts=facts)
