"""The ways to look at factors and sessions: one's own, or of people in one's charge."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings

from liaison.identity.errors import NoSuchPerson
from liaison.identity.models import Chair, CodeApp, Passkey, Person, Session
from liaison.identity.roles import ROLES
from liaison.identity.selectors.delegations import in_charge_of
from liaison.identity.states import Authentication, Permission
from liaison.identity.types import (
    Actor,
    ChairFacts,
    CodeAppFacts,
    FactorFacts,
    PasskeyFacts,
    SessionFacts,
)
from liaison.lib.passkeys import answers

MAX_SESSIONS = 50


def factors_of(person_id: uuid.UUID | str) -> FactorFacts:
    """Return what a person proves who they are with, beside the password. Two queries.

    Args:
        person_id: oneself, or whose password was right a moment ago.
    """
    app = CodeApp.objects.filter(person_id=person_id).first()
    keys = Passkey.objects.filter(person_id=person_id)
    return FactorFacts(
        passkeys=tuple(
            PasskeyFacts(str(one.pk), one.name, one.created_at, one.last_used_at, one.backed_up)
            for one in keys
        ),
        code_app=None if app is None else CodeAppFacts(app.created_at, app.last_used_at),
    )


def credentials_of(person_id: uuid.UUID | str) -> tuple[bytes, ...]:
    """Return the ids of a person's passkeys as authenticators know them."""
    rows = Passkey.objects.filter(person_id=person_id).values_list("credential", flat=True)
    return tuple(answers.decode(one) for one in rows)


def second_factor_demanded(chairs: Iterable[ChairFacts]) -> bool:
    """Return whether a password alone opens nothing for who holds these chairs.

    It does where the bureau waived the second factor for a place and the role allows that. One
    chair that demands it is enough: a person changes chairs with a click.
    """
    if settings.NODE.demo:
        return False
    named = settings.NODE.text("staff.password_alone").split(",")
    waived = tuple(place.strip() for place in named if place.strip())
    return any(
        ROLES[one.role].second_factor or not _at(one.organisation, waived)
        for one in chairs
        if one.role in ROLES
    )


def _at(organisation: str, places: Iterable[str]) -> bool:
    """Return whether an organisation is one of these, or lies below one."""
    return any(organisation == one or organisation.startswith(f"{one}/") for one in places)


def sessions_of(
    actor: Actor, person_id: uuid.UUID, *, key: str | None, now: datetime
) -> tuple[SessionFacts, ...]:
    """Return the open sessions of a person, newest first.

    Args:
        actor: the person, or a security officer in whose charge they are.
        person_id: whose.
        key: of the session that is looking.
        now: the present moment.

    Raises:
        PermissionRefused: somebody else's, and the chair does not validate accounts.
        NoSuchPerson: missing, or out of charge.
    """
    if actor.person_id != str(person_id):
        actor.require(Permission.ACCOUNT_VALIDATE)
        if not person_in_charge(actor, person_id, now=now):
            raise NoSuchPerson(str(person_id))
    since = now - timedelta(minutes=settings.NODE.number("staff.idle_minutes"))
    rows = Session.objects.filter(person_id=person_id, last_seen_at__gt=since)
    return tuple(session_facts(one, key) for one in rows[:MAX_SESSIONS])


def session_facts(found: Session, key: str | None) -> SessionFacts:
    """Return one session as facts; `key` is that of the session that is looking."""
    return SessionFacts(
        id=str(found.pk),
        device=found.device,
        address=found.address,
        authentication=Authentication(found.authentication),
        opened_at=found.opened_at,
        last_seen_at=found.last_seen_at,
        proved_at=found.proved_at,
        own=found.key == key,
    )


def person_in_charge(actor: Actor, person_id: uuid.UUID, *, now: datetime) -> bool:
    """Return whether a person is in the actor's charge.

    Who holds or held a chair there is; so is who never held one and was added there.
    """
    held = Chair.objects.filter(person_id=person_id)
    if held.exists():
        return held.filter(in_charge_of(actor, "organisation", now=now)).exists()
    people = Person.objects.filter(pk=person_id)
    return people.filter(in_charge_of(actor, "home", now=now)).exists()


def person_name(actor: Actor, person_id: uuid.UUID, *, now: datetime) -> str:
    """Return the name of somebody in the actor's charge.

    Raises:
        NoSuchPerson: missing, or out of charge.
    """
    found = Person.objects.filter(pk=person_id).values_list("name", flat=True).first()
    if found is None or not person_in_charge(actor, person_id, now=now):
        raise NoSuchPerson(str(person_id))
    return str(found)
