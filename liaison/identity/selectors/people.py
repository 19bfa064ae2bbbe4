"""The ways to hold people and chairs."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from liaison.identity import permissions
from liaison.identity.errors import NoChair, NoSuchChair, NoSuchPerson
from liaison.identity.models import Chair, Person
from liaison.identity.roles import ROLES
from liaison.identity.selectors.delegations import delegated, in_charge_of
from liaison.identity.selectors.naming import names_of
from liaison.identity.selectors.organisations import desk_of
from liaison.identity.states import Authentication, Permission
from liaison.identity.types import Actor, ChairFacts, PersonFacts

MAX_CHAIRS = 50
MAX_PEOPLE = 500


def actor_for(person: Person, *, chair_id: str | None, now: datetime) -> Actor:
    """Return who is asking: this person in one of their chairs. Two queries.

    Args:
        person: who signed in.
        chair_id: the chair they chose to sit in; when it is not valid now, or None, the first
            valid one is taken. It can only ever be a chair of this person.
        now: the present moment.

    Raises:
        NoChair: no chair is valid now, or the person may no longer sign in.
    """
    return actor_in(person, chairs_of(person, now), chair_id=chair_id)


def actor_in(
    person: Person,
    chairs: Sequence[ChairFacts],
    *,
    chair_id: str | None,
    authentication: Authentication = Authentication.PASSWORD,
) -> Actor:
    """Return who is asking, as `actor_for`, of chairs that were looked up already. One query.

    Args:
        person: who signed in.
        chairs: what `chairs_of` said of this person, just now.
        chair_id: the chair they chose to sit in, or None.
        authentication: how they proved who they are.

    Raises:
        NoChair: no chair is valid now, or the person may no longer sign in.
    """
    if not chairs or not person.is_active:
        raise NoChair(person.sign_in_name)
    chair = next((one for one in chairs if one.id == chair_id), chairs[0])
    return Actor(
        person_id=str(person.pk),
        person_name=person.name,
        chair_id=chair.id,
        role=chair.role,
        organisation=chair.organisation,
        bureau=settings.NODE.organisation,
        permissions=ROLES[chair.role].permissions,
        authentication=authentication,
        desk=desk_of(chair.organisation),
    )


def chairs_of(person: Person, now: datetime) -> tuple[ChairFacts, ...]:
    """Return the chairs this person may sit in now, oldest first."""
    return tuple(_chair_facts(chair) for chair in _valid(person, now))


def person_names(actor: Actor, person_ids: Iterable[str]) -> dict[str, str]:
    """Return the names of people and machines an auditor reads about, by id.

    Args:
        actor: who reads the log.
        person_ids: as the log keeps them; who is not known is left out.

    Raises:
        PermissionRefused: the chair does not read the log.
    """
    actor.require(Permission.AUDIT_READ)
    return names_of(person_ids)


def people(actor: Actor, *, now: datetime) -> tuple[PersonFacts, ...]:
    """Return the people this actor administers, by name, with the chairs that have not ended.

    Raises:
        PermissionRefused: the chair does not carry PERSON_MANAGE.
    """
    chairs = Chair.objects.filter(valid_until__gt=now).select_related("organisation")
    rows = reachable(actor, now=now).prefetch_related(
        Prefetch("chairs", chairs, to_attr="running")
    )
    return tuple(
        PersonFacts(
            id=str(person.pk),
            sign_in_name=person.sign_in_name,
            name=person.name,
            language=person.language,
            active=person.is_active,
            last_login=person.last_login,
            chairs=_all_chair_facts(getattr(person, "running", ())),
        )
        for person in rows.order_by("name", "sign_in_name")[:MAX_PEOPLE]
    )


def person_by_sign_in_name(actor: Actor, sign_in_name: str, *, now: datetime) -> Person:
    """Return the person who signs in with this name.

    Raises:
        PermissionRefused: the chair does not carry PERSON_MANAGE.
        NoSuchPerson: nobody, or nobody in the actor's charge; both look alike.
    """
    found = reachable(actor, now=now).filter(sign_in_name=sign_in_name).first()
    if found is None:
        raise NoSuchPerson(sign_in_name)
    return found


def reachable(actor: Actor, *, now: datetime) -> QuerySet[Person]:
    """Return the people in the actor's charge.

    Those with a chair there, and those without any chair who were added there.

    Raises:
        PermissionRefused: the chair does not carry PERSON_MANAGE.
    """
    actor.require(Permission.PERSON_MANAGE)
    held = Chair.objects.filter(person=OuterRef("pk"))
    own = in_charge_of(actor, "home", now=now)
    if permissions.reaches(actor, settings.NODE.organisation, delegated=delegated(now)):
        own |= Q(home=None)
    there = held.filter(in_charge_of(actor, "organisation", now=now))
    return Person.objects.filter(Exists(there) | (~Exists(held) & own))


def person_for_update(actor: Actor, person_id: uuid.UUID, *, now: datetime) -> Person:
    """Return one person, locked until the end of the transaction.

    Raises:
        PermissionRefused: the chair does not carry PERSON_MANAGE.
        NoSuchPerson: for a missing person and for a hidden one alike.
    """
    person = reachable(actor, now=now).select_for_update().filter(pk=person_id).first()
    if person is None:
        raise NoSuchPerson(str(person_id))
    return person


def chair_for_update(actor: Actor, chair_id: uuid.UUID, *, now: datetime) -> Chair:
    """Return one chair that has not ended, locked until the end of the transaction.

    Raises:
        PermissionRefused: the chair of the actor does not carry PERSON_MANAGE.
        NoSuchChair: for a missing, a hidden and an ended chair alike.
    """
    actor.require(Permission.PERSON_MANAGE)
    charge = in_charge_of(actor, "organisation", now=now)
    chairs = Chair.objects.filter(charge, valid_until__gt=now)
    chair = chairs.select_for_update().filter(pk=chair_id).first()
    if chair is None:
        raise NoSuchChair(str(chair_id))
    return chair


def _valid(person: Person, now: datetime) -> list[Chair]:
    """Return the chairs valid now. A role that left the file carries nothing."""
    chairs = Chair.objects.filter(
        person=person, valid_from__lte=now, valid_until__gt=now, role__in=list(ROLES)
    )
    return list(chairs.select_related("organisation").order_by("valid_from", "id")[:MAX_CHAIRS])


def _all_chair_facts(chairs: Iterable[Chair]) -> tuple[ChairFacts, ...]:
    return tuple(_chair_facts(chair) for chair in chairs)


def _chair_facts(chair: Chair) -> ChairFacts:
    return ChairFacts(
        id=str(chair.pk),
        organisation=chair.organisation_id,
        organisation_name=chair.organisation.name,
        role=chair.role,
        valid_from=chair.valid_from,
        valid_until=chair.valid_until,
    )
