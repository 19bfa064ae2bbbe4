"""The verbs of accounts: asked by a liaison officer, validated by the security officer.

The chair that is given is a chair like any other: nothing but its term opens a page, and ending it
closes every page at the next request. The request beside it says who asked for it and why, who
decided, and when it has to be looked at again.
"""

import uuid
from datetime import datetime
from typing import Final

from django.db import transaction

from liaison.audit.services import record
from liaison.audit.types import Who
from liaison.core.identifiers import uuid7
from liaison.identity import permissions, policy, selectors
from liaison.identity.errors import NameTaken, NoSuchOrganisation, RoleNotAskable, RoleUnknown
from liaison.identity.models import AccountRequest, Chair, Organisation, Person
from liaison.identity.roles import ROLES
from liaison.identity.services.events import announce
from liaison.identity.services.links import new_link
from liaison.identity.services.people import end, enter, seat
from liaison.identity.states import AccountState, Permission
from liaison.identity.types import AccountWish, Actor

NOBODY: Final = "identity"  # the worker that looks at the calendar
ROUND: Final = 500
TURNS: Final = {
    AccountState.DUE: "identity:account:due",
    AccountState.EXPIRED: "identity:account:expired",
}
LIVE: Final = (AccountState.GRANTED, AccountState.DUE, AccountState.ASKED_AGAIN)


@transaction.atomic
def ask_account(actor: Actor, *, wish: AccountWish, now: datetime) -> uuid.UUID:
    """Ask for an account of somebody in one's own unit, or for another chair of theirs.

    Args:
        actor: who asks.
        wish: who, as what, where, why and until when.
        now: the present moment.

    Returns:
        The id of the request.

    Raises:
        PermissionRefused: the chair does not ask for accounts.
        OutsideAuthority: the organisation is not the actor's own or below it.
        NoSuchOrganisation: not known here.
        RoleUnknown: not in the file of roles.
        RoleNotAskable: the file of roles does not let the actor's role ask for it.
        InputRefused: a name, the mail address or the reason is not acceptable.
        TermRefused: over already, or more than a year.
        NameTaken: somebody of another house signs in with this name.
    """
    permissions.check_own_unit(
        actor,
        Permission.ACCOUNT_ASK,
        wish.organisation,
        tenants=selectors.delegated(now),
    )
    if wish.role not in ROLES:
        raise RoleUnknown(wish.role)
    if actor.role not in ROLES[wish.role].asked_by:
        raise RoleNotAskable(wish.role)
    policy.check_account_end(valid_until=wish.valid_until, now=now)
    if not Organisation.objects.filter(pk=wish.organisation).exists():
        raise NoSuchOrganisation(wish.organisation)
    name = policy.parse_sign_in_name(wish.sign_in_name)
    _check_ours(actor, name)
    row = AccountRequest(
        id=uuid7(now),
        sign_in_name=name,
        name=policy.parse_name(wish.name),
        mail=policy.parse_mail(wish.mail),
        organisation_id=wish.organisation,
        role=wish.role,
        reason=policy.parse_note(wish.reason),
        valid_until=wish.valid_until,
        state=AccountState.ASKED,
        asked_by=actor.person_id,
        asked_in_id=actor.organisation,
        asked_at=now,
    )
    row.save(force_insert=True)
    _record(actor.who, row, "identity:account:asked", now)
    _tell_validators(row, "identity:account:asked", now)
    return row.pk


@transaction.atomic
def ask_again(
    actor: Actor, *, request_id: uuid.UUID, reason: str, valid_until: datetime, now: datetime
) -> None:
    """Ask that an account whose end is near goes on.

    Raises:
        PermissionRefused: the chair does not ask for accounts.
        NoSuchRequest: missing, or not of the actor's unit.
        TransitionRefused: its end is not near, or it has no access.
        TermRefused: over already, or more than a year.
        InputRefused: the reason is empty or too long.
    """
    row = selectors.request_for_update(actor, Permission.ACCOUNT_ASK, request_id, now=now)
    policy.check_account_transition(AccountState(row.state), AccountState.ASKED_AGAIN)
    policy.check_account_end(valid_until=valid_until, now=now)
    row.reason, row.valid_until = policy.parse_note(reason), valid_until
    row.state, row.asked_by, row.asked_at = AccountState.ASKED_AGAIN, actor.person_id, now
    row.save(update_fields=["reason", "valid_until", "state", "asked_by", "asked_at"])
    _record(actor.who, row, "identity:account:asked_again", now)
    _tell_validators(row, "identity:account:asked_again", now)


@transaction.atomic
def grant_account(
    actor: Actor, *, request_id: uuid.UUID, now: datetime, valid_until: datetime | None = None
) -> str:
    """Validate a request: the person is seated, or stays seated, until the end asked for.

    Args:
        actor: the security officer: never who asked, never the person themselves.
        request_id: the request.
        now: the present moment.
        valid_until: a new end for an account that is due and for which nobody asked again.

    Returns:
        A link for somebody new to choose a password with, shown once; empty for everybody else.

    Raises:
        PermissionRefused: the chair does not validate accounts.
        NoSuchRequest: missing, or not in the actor's charge.
        TransitionRefused: decided already.
        SamePersonRefused: the actor asked for it.
        SelfGrantRefused: it is for the actor.
        TermRefused: its end has passed, or is more than a year away.
        NameTaken: somebody else took the name meanwhile.
        DutiesRefused: they hold a role that is kept apart from this one.
    """
    row = selectors.request_for_update(actor, Permission.ACCOUNT_VALIDATE, request_id, now=now)
    policy.check_account_transition(AccountState(row.state), AccountState.GRANTED)
    if row.state != AccountState.DUE:
        policy.check_two_persons(
            asked_by=row.asked_by, decided_by=actor.person_id, authentication=actor.authentication
        )
    elif valid_until is not None:
        row.valid_until = valid_until
    policy.check_account_end(valid_until=row.valid_until, now=now)
    person, link = _person(actor, row, now)
    policy.check_not_oneself(
        giver=actor.person_id, receiver=str(person.pk), authentication=actor.authentication
    )
    row.chair = seat(
        actor,
        person,
        organisation=row.organisation_id,
        role=row.role,
        valid_from=now,
        valid_until=row.valid_until,
        now=now,
    )
    _decide(actor, row, AccountState.GRANTED, "", now)
    return link


@transaction.atomic
def refuse_account(actor: Actor, *, request_id: uuid.UUID, note: str, now: datetime) -> None:
    """Refuse a request; one to go on leaves the account as it is, until its end.

    Raises:
        PermissionRefused: the chair does not validate accounts.
        NoSuchRequest: missing, or not in the actor's charge.
        TransitionRefused: decided already.
        InputRefused: the note is empty or too long.
    """
    row = selectors.request_for_update(actor, Permission.ACCOUNT_VALIDATE, request_id, now=now)
    again = row.state == AccountState.ASKED_AGAIN
    target = AccountState.DUE if again else AccountState.REFUSED
    policy.check_account_transition(AccountState(row.state), target)
    _decide(actor, row, target, policy.parse_note(note), now)


@transaction.atomic
def withdraw_chair(
    actor: Actor, permission: Permission, *, chair_id: uuid.UUID, note: str, now: datetime
) -> None:
    """Withdraw somebody's access at once: the next page they ask for is refused.

    Args:
        actor: the security officer in charge, or the liaison officer of the unit: access that
            shrinks needs one person.
        permission: `ACCOUNT_VALIDATE` or `ACCOUNT_ASK`: as which of the two they act.
        chair_id: the chair.
        note: why.
        now: the present moment.

    Raises:
        PermissionRefused: the chair carries it not.
        NoSuchChair: missing, ended, or out of the actor's charge.
        InputRefused: the note is empty or too long.
    """
    chair = selectors.account_for_update(actor, permission, chair_id, now=now)
    reason = policy.parse_note(note)
    rows = list(AccountRequest.objects.select_for_update().filter(chair=chair, state__in=LIVE))
    for row in rows:
        _decide(actor, row, AccountState.WITHDRAWN, reason, now)
    end(actor, chair, now, reason)


def look_again(now: datetime) -> None:
    """Announce accounts that end within a month, and close those that have ended: periodic work.

    Args:
        now: the present moment.
    """
    soon = AccountRequest.objects.filter(
        state=AccountState.GRANTED, chair__valid_until__lte=now + policy.DUE_BEFORE
    )
    over = AccountRequest.objects.filter(state__in=LIVE, chair__valid_until__lte=now)
    for found, target in ((over, AccountState.EXPIRED), (soon, AccountState.DUE)):
        for pk in list(found.order_by("id").values_list("pk", flat=True)[:ROUND]):
            _turn(pk, target, now)


@transaction.atomic
def _turn(pk: uuid.UUID, target: AccountState, now: datetime) -> None:
    row = AccountRequest.objects.select_for_update().get(pk=pk)
    current, chair = AccountState(row.state), row.chair
    ended = chair is None or chair.valid_until <= now
    # somebody may have renewed it since the list was made
    if current not in LIVE or ended != (target is AccountState.EXPIRED) or current is target:
        return
    row.state = target
    row.save(update_fields=["state"])
    event = TURNS[target]
    who = Who.machine(NOBODY, selectors.house_of(row.organisation_id, now=now))
    _record(who, row, event, now)
    announce(
        organisation=row.asked_in_id,
        permission=Permission.ACCOUNT_ASK,
        kind=event,
        target=str(row.pk),
        at=now,
    )
    _tell_validators(row, event, now)


def _check_ours(actor: Actor, sign_in_name: str) -> None:
    """Refuse the name of somebody who sits elsewhere: a unit asks for its own people.

    Raises:
        NameTaken: they sit in another house.
    """
    person = Person.objects.filter(sign_in_name=sign_in_name).first()
    if person is None:
        return
    places = list(Chair.objects.filter(person=person).values_list("organisation_id", flat=True))
    if not any(policy.within(place, actor.organisation) for place in places):
        raise NameTaken(sign_in_name)


def _person(actor: Actor, row: AccountRequest, now: datetime) -> tuple[Person, str]:
    """Return the person of a request, locked, with a link if they are new."""
    known = Person.objects.select_for_update().filter(sign_in_name=row.sign_in_name).first()
    if known is not None:
        if not Chair.objects.filter(
            selectors.in_charge_of(actor, "organisation", now=now), person=known
        ).exists():
            raise NameTaken(row.sign_in_name)
        return known, ""
    person = Person(
        id=uuid7(now),
        sign_in_name=row.sign_in_name,
        name=row.name,
        mail=row.mail,
        home_id=row.organisation_id,
        created_at=now,
    )
    person.set_unusable_password()
    enter(actor, person, now)
    return person, new_link(person, now)


def _decide(
    actor: Actor, row: AccountRequest, target: AccountState, note: str, now: datetime
) -> None:
    event = {
        AccountState.GRANTED: "identity:account:granted",
        AccountState.WITHDRAWN: "identity:account:withdrawn",
    }.get(target, "identity:account:refused")
    row.state, row.note = target, note
    row.decided_by, row.decided_at = actor.person_id, now
    row.save(update_fields=["state", "note", "decided_by", "decided_at", "chair", "valid_until"])
    _record(actor.who, row, event, now)
    announce(
        organisation=row.asked_in_id,
        permission=Permission.ACCOUNT_ASK,
        kind=event,
        target=str(row.pk),
        at=now,
    )


def _tell_validators(row: AccountRequest, kind: str, now: datetime) -> None:
    announce(
        organisation=selectors.house_of(row.organisation_id, now=now),
        permission=Permission.ACCOUNT_VALIDATE,
        kind=kind,
        target=str(row.pk),
        at=now,
    )


def _record(who: Who, row: AccountRequest, event: str, now: datetime) -> None:
    record(
        who,
        event=event,
        target=str(row.pk),
        at=now,
        facts={
            "name": row.name,
            "sign_in_name": row.sign_in_name,
            "role": row.role,
            "organisation": row.organisation_id,
            "until": row.valid_until.isoformat(),
            "reason": row.reason,
            "note": row.note,
        },
    )
