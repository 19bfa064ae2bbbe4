"""The verbs of setup links: with one, a person chooses a password that nobody else ever knows."""

import secrets
import uuid
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import transaction

from liaison.audit.services import record
from liaison.identity import permissions, policy, selectors
from liaison.identity.errors import LinkRefused, NoSuchPerson
from liaison.identity.models import Chair, Person, SetupLink
from liaison.identity.selectors.links import digest_of
from liaison.identity.services.people import store_password
from liaison.identity.states import Authentication, Permission
from liaison.identity.types import Actor

TOKEN_BYTES: Final = 32


@transaction.atomic
def make_setup_link(actor: Actor, *, person_id: uuid.UUID, now: datetime) -> str:
    """Make a link for somebody who never chose a password or lost theirs; an older one is over.

    Args:
        actor: the security officer in whose charge every chair of the person lies: whoever holds
            the link could sign in as them.
        person_id: who will use it.
        now: the present moment.

    Returns:
        The secret part of the link, shown once.

    Raises:
        PermissionRefused: the chair does not validate accounts.
        NoSuchPerson: missing, or without a chair.
        OutsideAuthority: a chair of theirs is out of the actor's charge.
        SelfGrantRefused: it is for the actor: one changes one's own password.
    """
    actor.require(Permission.ACCOUNT_VALIDATE)
    person = Person.objects.select_for_update().filter(pk=person_id).first()
    running = Chair.objects.filter(person_id=person_id, valid_until__gt=now)
    places = list(running.values_list("organisation_id", flat=True))
    delegated = selectors.delegated(now)
    if person is None or not any(
        permissions.reaches(actor, place, delegated=delegated) for place in places
    ):
        raise NoSuchPerson(str(person_id))
    for place in places:
        permissions.check_reaches(actor, Permission.ACCOUNT_VALIDATE, place, delegated=delegated)
    policy.check_not_oneself(
        giver=actor.person_id, receiver=str(person.pk), authentication=actor.authentication
    )
    token = new_link(person, now)
    record(
        actor.who,
        event="identity:link:made",
        target=str(person.pk),
        at=now,
        facts={"name": person.name},
    )
    return token


@transaction.atomic
def use_setup_link(*, token: str, password: str, now: datetime) -> None:
    """Choose a password with a link, which is used up by it; other sessions of the person end.

    Args:
        token: the secret part of the link.
        password: the new one.
        now: the present moment.

    Raises:
        LinkRefused: used, over, or never one.
        PasswordRefused: too easy to guess; the link can be used again.
        InputRefused: longer than any sentence.
    """
    found = SetupLink.objects.select_for_update().filter(digest=digest_of(token)).first()
    if found is None or found.valid_until <= now:
        raise LinkRefused
    person = Person.objects.select_for_update().get(pk=found.person_id)
    found.delete()
    actor = Actor(
        person_id=str(person.pk),
        person_name=person.name,
        chair_id="",
        role="link",
        organisation=settings.NODE.organisation,
        bureau=settings.NODE.organisation,
        permissions=frozenset(),
        authentication=Authentication.MACHINE,
    )
    store_password(actor, person, password, now, by_link=True)
    record(
        actor.who,
        event="identity:link:used",
        target=str(person.pk),
        at=now,
        facts={"name": person.name},
    )


def new_link(person: Person, now: datetime) -> str:
    """Write a link for a person, once the verb that calls has asked who may; return its secret."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    SetupLink.objects.update_or_create(
        person=person,
        defaults={"digest": digest_of(token), "valid_until": now + policy.LINK_LIFE},
    )
    return token
