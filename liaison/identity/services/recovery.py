"""The verbs of recovery: somebody lost every second factor, and two officers let them begin anew.

One asks, another confirms, and only then the first gets the link: neither of them alone can sign
in as somebody else.
"""

import uuid
from datetime import datetime

from django.db import IntegrityError, transaction

from liaison.audit.services import record
from liaison.core.identifiers import uuid7
from liaison.identity import factor_policy, permissions, policy, selectors
from liaison.identity.errors import NoSuchPerson
from liaison.identity.factor_errors import NotTheAsker, RecoveryOpen
from liaison.identity.models import Chair, CodeApp, Passkey, Person, Recovery
from liaison.identity.services.events import announce
from liaison.identity.services.links import new_link
from liaison.identity.services.sessions import end_sessions_of
from liaison.identity.services.warning import warn
from liaison.identity.sign_in_changes import Change
from liaison.identity.states import Permission, RecoveryState
from liaison.identity.types import Actor


@transaction.atomic
def ask_recovery(actor: Actor, *, sign_in_name: str, reason: str, now: datetime) -> uuid.UUID:
    """Ask that somebody who lost their second factors may begin anew.

    Args:
        actor: an officer in whose charge every chair of the person lies; never the person.
        sign_in_name: whose.
        reason: how the officer made sure that it is them.
        now: the present moment.

    Raises:
        PermissionRefused: the chair does not recover.
        NoSuchPerson: missing, or without a chair in charge.
        OutsideAuthority: a chair of theirs is out of the actor's charge.
        SelfGrantRefused: it is for the actor.
        InputRefused: the reason is empty or too long.
        RecoveryOpen: it was asked for already.
    """
    actor.require(Permission.RECOVER)
    person = Person.objects.select_for_update().filter(sign_in_name=sign_in_name).first()
    if person is None:
        raise NoSuchPerson(sign_in_name)
    _check_charge(actor, person, now)
    row = Recovery(
        id=uuid7(now),
        person=person,
        reason=policy.parse_note(reason),
        state=RecoveryState.ASKED,
        asked_by=actor.person_id,
        asked_at=now,
        valid_until=now + factor_policy.RECOVERY_LIFE,
        open_for=person.pk,
    )
    Recovery.objects.filter(open_for=person.pk, valid_until__lte=now).update(open_for=None)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise RecoveryOpen(person.name) from error
    _record(actor, row, "identity:recovery:asked", now)
    _tell(actor, row, "identity:recovery:asked", now)
    # attack: somebody else asks on the telephone in their name; who still signs in is warned
    warn(person, Change.RECOVERY_ASKED, now)
    return row.pk


@transaction.atomic
def confirm_recovery(actor: Actor, *, recovery_id: uuid.UUID, now: datetime) -> None:
    """Confirm as the second officer that somebody may begin anew.

    Raises:
        PermissionRefused: the chair does not recover.
        NoSuchRecovery: missing, over, or out of charge.
        TransitionRefused: decided already.
        SamePersonRefused: the actor asked for it.
        SelfGrantRefused: it is for the actor.
        OutsideAuthority: a chair of the person is out of the actor's charge.
    """
    row = selectors.recovery_for_update(actor, recovery_id, now=now)
    factor_policy.check_recovery_transition(RecoveryState(row.state), RecoveryState.CONFIRMED)
    policy.check_two_persons(
        asked_by=row.asked_by, decided_by=actor.person_id, authentication=actor.authentication
    )
    _check_charge(actor, row.person, now)
    _decide(actor, row, RecoveryState.CONFIRMED, now)
    _record(actor, row, "identity:recovery:confirmed", now)
    _tell(actor, row, "identity:recovery:confirmed", now, person_id=row.asked_by)


@transaction.atomic
def refuse_recovery(actor: Actor, *, recovery_id: uuid.UUID, now: datetime) -> None:
    """Refuse it, or take it back; one officer is enough for that.

    Raises:
        PermissionRefused: the chair does not recover.
        NoSuchRecovery: missing, over, or out of charge.
        TransitionRefused: it was used or refused already.
    """
    row = selectors.recovery_for_update(actor, recovery_id, now=now)
    factor_policy.check_recovery_transition(RecoveryState(row.state), RecoveryState.REFUSED)
    row.open_for = None
    _decide(actor, row, RecoveryState.REFUSED, now)
    _record(actor, row, "identity:recovery:refused", now)


@transaction.atomic
def use_recovery(actor: Actor, *, recovery_id: uuid.UUID, now: datetime) -> str:
    """Take the person's factors, password and sessions away, and make the link to begin anew.

    Args:
        actor: who asked for it, after another one confirmed.
        recovery_id: the recovery.
        now: the present moment.

    Returns:
        The secret part of the link, shown once.

    Raises:
        PermissionRefused: the chair does not recover.
        NoSuchRecovery: missing, over, or out of charge.
        NotTheAsker: somebody else asked for it: whoever confirms never holds the link.
        TransitionRefused: nobody confirmed it, or it was used.
        OutsideAuthority: a chair of the person is out of the actor's charge by now.
    """
    row = selectors.recovery_for_update(actor, recovery_id, now=now)
    if row.asked_by != actor.person_id:
        raise NotTheAsker(row.asked_by)
    factor_policy.check_recovery_transition(RecoveryState(row.state), RecoveryState.USED)
    person = Person.objects.select_for_update().get(pk=row.person_id)
    _check_charge(actor, person, now)
    Passkey.objects.filter(person=person).delete()
    CodeApp.objects.filter(person=person).delete()
    person.set_unusable_password()
    person.save(update_fields=["password"])
    end_sessions_of(actor, person.pk, now)
    row.state, row.open_for = RecoveryState.USED, None
    row.save(update_fields=["state", "open_for"])
    _record(actor, row, "identity:recovery:used", now)
    warn(person, Change.RECOVERED, now)
    return new_link(person, now)


def _check_charge(actor: Actor, person: Person, now: datetime) -> None:
    """Refuse oneself, and whoever sits also where the actor does not reach."""
    policy.check_not_oneself(
        giver=actor.person_id, receiver=str(person.pk), authentication=actor.authentication
    )
    running = Chair.objects.filter(person=person, valid_until__gt=now)
    places = list(running.values_list("organisation_id", flat=True))
    delegated = selectors.delegated(now)
    if not any(permissions.reaches(actor, place, delegated=delegated) for place in places):
        raise NoSuchPerson(str(person.pk))
    for place in places:
        permissions.check_reaches(actor, Permission.RECOVER, place, delegated=delegated)


def _decide(actor: Actor, row: Recovery, target: RecoveryState, now: datetime) -> None:
    row.state, row.decided_by, row.decided_at = target, actor.person_id, now
    row.save(update_fields=["state", "decided_by", "decided_at", "open_for"])


def _tell(actor: Actor, row: Recovery, kind: str, now: datetime, *, person_id: str = "") -> None:
    announce(
        organisation=selectors.house_of(actor.organisation, now=now),
        permission=Permission.RECOVER,
        kind=kind,
        target=str(row.pk),
        at=now,
        person_id=person_id,
    )


def _record(actor: Actor, row: Recovery, event: str, now: datetime) -> None:
    facts = {"name": row.person.name, "reason": row.reason}
    record(actor.who, event=event, target=str(row.person_id), at=now, facts=facts)
