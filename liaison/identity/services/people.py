"""The verbs of people: added, seated, given passwords. Each with its audit entry."""

import uuid
from datetime import datetime

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from liaison.audit.services import record
from liaison.core.identifiers import uuid7
from liaison.identity import permissions, policy, selectors
from liaison.identity.errors import (
    NameTaken,
    NoSuchOrganisation,
    NoSuchPerson,
    PasswordRefused,
    RoleUnknown,
    WrongPassword,
)
from liaison.identity.models import Chair, Event, Organisation, Person, Seen
from liaison.identity.roles import ROLES, check_apart
from liaison.identity.services.languages import check_language
from liaison.identity.services.sessions import end_sessions_of
from liaison.identity.services.warning import warn
from liaison.identity.sign_in_changes import Change
from liaison.identity.states import Permission
from liaison.identity.types import Actor


@transaction.atomic
def add_person(  # noqa: PLR0913 - one argument per thing a person has
    actor: Actor,
    *,
    sign_in_name: str,
    name: str,
    password: str,
    language: str,
    now: datetime,
    mail: str = "",
) -> Person:
    """Add a person who can sign in. They may do nothing until somebody gives them a chair.

    Args:
        actor: who adds them.
        sign_in_name: what they will type.
        name: as colleagues know them.
        password: their first one; they are led to change it before anything else.
        language: code of a language this house speaks.
        now: the present moment.
        mail: where they read mail, or empty.

    Raises:
        PermissionRefused: the actor does not administer.
        InputRefused: a name, the language or the mail address is not acceptable.
        PasswordRefused: the password is too easy to guess.
        NameTaken: somebody else signs in with this name.
    """
    actor.require(Permission.PERSON_MANAGE)
    person = Person(
        id=uuid7(now),
        sign_in_name=policy.parse_sign_in_name(sign_in_name),
        name=policy.parse_name(name),
        language=check_language(language),
        mail=policy.parse_mail(mail),
        home=Organisation.objects.filter(pk=actor.organisation).first(),
        password_given=True,
        created_at=now,
    )
    _set_password(person, password)
    return enter(actor, person, now)


def enter(actor: Actor, person: Person, now: datetime) -> Person:
    """Write a new person, once the verb that calls has asked who may.

    Raises:
        NameTaken: somebody else signs in with this name.
    """
    if Person.objects.filter(sign_in_name=person.sign_in_name).exists():
        raise NameTaken(person.sign_in_name)
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError as error:  # two administrators at the same moment
        raise NameTaken(person.sign_in_name) from error
    record(
        actor.who,
        event="identity:person:added",
        target=str(person.pk),
        at=now,
        facts={"name": person.name, "sign_in_name": person.sign_in_name},
    )
    return person


@transaction.atomic
def give_chair(  # noqa: PLR0913 - one argument per thing a chair has
    actor: Actor,
    *,
    person_id: uuid.UUID,
    organisation: str,
    role: str,
    valid_from: datetime,
    valid_until: datetime,
    now: datetime,
) -> Chair:
    """Give a person a chair for a time, or a new term to a chair they hold or held.

    The new term of a running chair begins where the old one did. What it was before is in the
    audit log.

    Args:
        actor: who gives it.
        person_id: who receives it.
        organisation: id of an organisation addressed under this bureau.
        role: name of a role in resources/roles.toml.
        valid_from: first moment it may be used.
        valid_until: first moment it may no longer be used; at most two years from now.
        now: the present moment.

    Raises:
        PermissionRefused: the actor does not administer.
        OutsideAuthority: the organisation is not in the actor's charge.
        SelfGrantRefused: the actor and the person are one.
        NoSuchPerson: missing, or hidden from this actor.
        NoSuchOrganisation: not known here.
        RoleUnknown: not in the file of roles.
        TermRefused: in the past, turned round or too long.
        DutiesRefused: they hold a role at that time which is kept apart from this one.
    """
    permissions.check_can_give_chair(
        actor,
        person_id=str(person_id),
        organisation=organisation,
        delegated=selectors.delegated(now),
    )
    policy.check_term(valid_from=valid_from, valid_until=valid_until, now=now)
    if role not in ROLES:
        raise RoleUnknown(role)
    if not Organisation.objects.filter(pk=organisation).exists():
        raise NoSuchOrganisation(organisation)
    # the lock on the person lets one administrator at a time look whether the chair is there
    person = selectors.person_for_update(actor, person_id, now=now)
    return seat(
        actor,
        person,
        organisation=organisation,
        role=role,
        valid_from=valid_from,
        valid_until=valid_until,
        now=now,
    )


def seat(  # noqa: PLR0913 - one argument per thing a chair has
    actor: Actor,
    person: Person,
    *,
    organisation: str,
    role: str,
    valid_from: datetime,
    valid_until: datetime,
    now: datetime,
) -> Chair:
    """Write a chair or its new term, once the verb that calls has asked who may.

    Args:
        actor: who gives it.
        person: who receives it, locked.
        organisation: as `give_chair`.
        role: as `give_chair`.
        valid_from: as `give_chair`.
        valid_until: as `give_chair`.
        now: the present moment.

    Raises:
        DutiesRefused: they hold a role at that time which is kept apart from this one.
    """
    meanwhile = Chair.objects.filter(
        person=person, valid_from__lt=valid_until, valid_until__gt=max(valid_from, now)
    )
    check_apart({role, *meanwhile.values_list("role", flat=True)})
    chair = Chair.objects.filter(person=person, organisation=organisation, role=role).first()
    before = "" if chair is None else chair.valid_until.isoformat()
    if chair is None:
        chair = Chair(id=uuid7(now), person=person, organisation_id=organisation, role=role)
        chair.valid_from, chair.valid_until = valid_from, valid_until
        chair.save(force_insert=True)
        _begin_at_the_newest_event(chair, now)
    else:
        running = chair.valid_from <= now < chair.valid_until
        chair.valid_from = chair.valid_from if running else valid_from
        chair.valid_until = valid_until
        chair.save(update_fields=["valid_from", "valid_until"])
    facts = _chair_words(chair) | {"until": valid_until.isoformat(), "before": before}
    event = "identity:chair:renewed" if before else "identity:chair:given"
    record(actor.who, event=event, target=str(chair.pk), at=now, facts=facts)
    return chair


@transaction.atomic
def end_chair(actor: Actor, *, chair_id: uuid.UUID, now: datetime) -> None:
    """End a chair now. One that has not begun disappears: nobody ever sat in it.

    Args:
        actor: who ends it; one's own chair may be ended.
        chair_id: the chair.
        now: the present moment.

    Raises:
        PermissionRefused: the actor does not administer.
        NoSuchChair: missing, hidden from this actor, or ended already.
    """
    chair = selectors.chair_for_update(actor, chair_id, now=now)
    end(actor, chair, now)


def end(actor: Actor, chair: Chair, now: datetime, note: str = "") -> None:
    """End a chair, once the verb that calls has asked who may."""
    facts = _chair_words(chair) | {"note": note}
    target, person = str(chair.pk), chair.person
    if chair.valid_from >= now:
        chair.delete()
    else:
        chair.valid_until = now
        chair.save(update_fields=["valid_until"])
    record(actor.who, event="identity:chair:ended", target=target, at=now, facts=facts)
    if not Chair.objects.filter(person=person, valid_until__gt=now).exists():
        end_sessions_of(actor, person.pk, now)


@transaction.atomic
def end_chairs(actor: Actor, *, person_id: uuid.UUID, now: datetime) -> int:
    """End every chair of a person now, those that have not begun included.

    Args:
        actor: who ends them.
        person_id: the person.
        now: the present moment.

    Returns:
        How many there were.

    Raises:
        PermissionRefused: the actor does not administer.
        NoSuchPerson: missing, or hidden from this actor.
        NoSuchChair: one of them is outside the actor's charge; then none is ended.
    """
    person = selectors.person_for_update(actor, person_id, now=now)
    chairs = Chair.objects.filter(person=person, valid_until__gt=now)
    found = list(chairs.values_list("pk", flat=True))
    for chair_id in found:
        end_chair(actor, chair_id=chair_id, now=now)
    return len(found)


@transaction.atomic
def set_password(actor: Actor, *, person_id: uuid.UUID, password: str, now: datetime) -> None:
    """Give somebody a new password, which ends their sessions; they change it at its first use.

    Args:
        actor: an administrator in whose charge every chair of the person lies: whoever sets a
            password could sign in with it.
        person_id: whose password.
        password: the new one.
        now: the present moment.

    Raises:
        PermissionRefused: the actor does not administer.
        NoSuchPerson: missing, or hidden from this actor.
        OutsideAuthority: the person also holds a chair out of the actor's charge.
        PasswordRefused: too easy to guess.
        InputRefused: longer than any sentence.
    """
    person = selectors.person_for_update(actor, person_id, now=now)
    running = Chair.objects.filter(person=person, valid_until__gt=now)
    places = list(running.values_list("organisation_id", flat=True))
    # whoever holds no chair now is still somebody of the house that added them
    for place in places or [person.home_id or settings.NODE.organisation]:
        permissions.check_reaches(
            actor, Permission.PERSON_MANAGE, place, delegated=selectors.delegated(now)
        )
    store_password(actor, person, password, now)


@transaction.atomic
def change_own_password(
    actor: Actor, *, current: str, password: str, now: datetime, stays: str | None = None
) -> None:
    """Change one's own password: from then on nobody else knows it. Other sessions end.

    Args:
        actor: a person; machines have none.
        current: the present password: a desk left open must not be enough.
        password: the new one.
        now: the present moment.
        stays: key of the session in which it is changed, or None.

    Raises:
        NoSuchPerson: the actor is not a person of this house.
        WrongPassword: the present password is not right.
        PasswordRefused: the new one is too easy to guess.
        InputRefused: longer than any sentence.
    """
    people = Person.objects.select_for_update()
    try:
        person = people.get(pk=uuid.UUID(actor.person_id))
    except (ValueError, Person.DoesNotExist) as error:
        raise NoSuchPerson(actor.person_id) from error
    policy.check_password_length(current)
    if not person.check_password(current):
        raise WrongPassword
    store_password(actor, person, password, now, stays=stays)


def _begin_at_the_newest_event(chair: Chair, now: datetime) -> None:
    """Whoever sits down new is told what happens from now on, not what was told to others."""
    last = Event.objects.aggregate(last=Max("number"))["last"]
    if last is not None:
        Seen(chair=chair, number=last, at=now).save(force_insert=True)


def store_password(  # noqa: PLR0913 - who, whose, what, and by which way
    actor: Actor,
    person: Person,
    password: str,
    now: datetime,
    *,
    stays: str | None = None,
    by_link: bool = False,
) -> None:
    """Write a password, once the verb that calls has asked who may; every session ends.

    Args:
        actor: who sets it.
        person: whose, locked.
        password: the new one.
        now: the present moment.
        stays: key of the session in which a person changes their own, or None.
        by_link: whoever held a link chose it: it counts as the person's own, but they and their
            officers are told as if somebody else had.

    Raises:
        PasswordRefused: too easy to guess, or the one that somebody else gave them.
        InputRefused: longer than any sentence.
    """
    own = actor.person_id == str(person.pk)
    if own and person.password_given and person.check_password(password):
        # whoever gave it knows it still
        raise PasswordRefused((_("This is the password you were given. Choose another."),))
    _set_password(person, password)
    person.password_given = not own
    person.save(update_fields=["password", "password_given"])
    record(
        actor.who,
        event="identity:password:changed" if own else "identity:password:set",
        target=str(person.pk),
        at=now,
        facts={"name": person.name},
    )
    # attack: a link that was read on its way; who signs in with the old password learns of it
    by_oneself = own and not by_link
    warn(person, Change.PASSWORD_CHANGED if by_oneself else Change.PASSWORD_SET, now)
    end_sessions_of(actor, person.pk, now, but=stays)


def _set_password(person: Person, password: str) -> None:
    policy.check_password_length(password)
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise PasswordRefused(tuple(error.messages)) from error
    person.set_password(password)


def _chair_words(chair: Chair) -> dict[str, str]:
    return {
        "name": chair.person.name,
        "organisation": chair.organisation_id,
        "role": chair.role,
    }
