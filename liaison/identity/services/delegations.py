"""The verbs of delegation: what a sub-bureau decides, and what the bureau sees of it."""

import uuid
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from liaison.audit.services import record
from liaison.core.identifiers import uuid7
from liaison.identity import delegation_file, permissions, policy, selectors
from liaison.identity.errors import InputRefused, NoSuchDelegation
from liaison.identity.models import Delegation, Organisation
from liaison.identity.services.events import announce
from liaison.identity.states import DelegationState, Kind, Permission
from liaison.identity.types import Actor, DelegationTerms


@transaction.atomic
def propose_delegation(actor: Actor, *, terms: DelegationTerms, now: datetime) -> uuid.UUID:
    """Ask that a sub-bureau gets authority of its own; another person has to validate it.

    Args:
        actor: who asks, at the bureau itself.
        terms: what it shall say.
        now: the present moment.

    Returns:
        The id of the delegation.

    Raises:
        PermissionRefused: the chair does not delegate.
        OutsideAuthority: the chair is one of an organisation below the bureau.
        InputRefused: no such sub-bureau below this bureau.
        TermRefused: over already, or more than five years.
    """
    return _propose(actor, terms=terms, now=now).pk


@transaction.atomic
def validate_delegation(actor: Actor, *, delegation_id: uuid.UUID, now: datetime) -> None:
    """Put a proposed delegation in force; the one that ruled before is withdrawn by it.

    Args:
        actor: another person than who asked, at the bureau itself.
        delegation_id: the delegation.
        now: the present moment.

    Raises:
        PermissionRefused: the chair does not delegate.
        OutsideAuthority: the chair is one of an organisation below the bureau.
        NoSuchDelegation: missing.
        TransitionRefused: decided already.
        SamePersonRefused: the actor asked for it.
        TermRefused: its term ran out while it waited.
    """
    row = _held(actor, delegation_id)
    policy.check_delegation_transition(DelegationState(row.state), DelegationState.IN_FORCE)
    policy.check_two_persons(
        asked_by=row.asked_by, decided_by=actor.person_id, authentication=actor.authentication
    )
    policy.check_delegation_term(valid_until=row.valid_until, now=now)
    _put_in_force(actor, row, now)


@transaction.atomic
def refuse_delegation(actor: Actor, *, delegation_id: uuid.UUID, note: str, now: datetime) -> None:
    """Refuse a proposed delegation, or take one's own proposal back.

    Args:
        actor: who decides, at the bureau itself.
        delegation_id: the delegation.
        note: why.
        now: the present moment.

    Raises:
        PermissionRefused: the chair does not delegate.
        OutsideAuthority: the chair is one of an organisation below the bureau.
        NoSuchDelegation: missing.
        TransitionRefused: decided already.
        InputRefused: the note is empty or too long.
    """
    row = _held(actor, delegation_id)
    policy.check_delegation_transition(DelegationState(row.state), DelegationState.REFUSED)
    row.note = policy.parse_note(note)
    row.state, row.decided_by, row.decided_at = DelegationState.REFUSED, actor.person_id, now
    row.save(update_fields=["state", "decided_by", "decided_at", "note"])
    _tell(actor, row, "identity:delegation:refused", now)


@transaction.atomic
def withdraw_delegation(
    actor: Actor, *, delegation_id: uuid.UUID, note: str, now: datetime
) -> None:
    """Withdraw a delegation at once. One person is enough to take authority back.

    The bureau's desk then sees nothing of the sub-bureau's work, its people are in the charge of
    the bureau again, and it no longer speaks abroad under its own address.

    Args:
        actor: who decides, at the bureau itself.
        delegation_id: the delegation.
        note: why; the sub-bureau reads it.
        now: the present moment.

    Raises:
        PermissionRefused: the chair does not delegate.
        OutsideAuthority: the chair is one of an organisation below the bureau.
        NoSuchDelegation: missing.
        TransitionRefused: not in force.
        InputRefused: the note is empty or too long.
    """
    row = _held(actor, delegation_id)
    policy.check_delegation_transition(DelegationState(row.state), DelegationState.WITHDRAWN)
    _withdraw(actor, row, policy.parse_note(note), now)


@transaction.atomic
def load_delegations(actor: Actor, *, file: Path, now: datetime) -> int:
    """Put the delegations of a file in force: whoever is at the machine itself needs no second.

    What rules already, word for word and for at least as long, is left as it is.

    Args:
        actor: the command line.
        file: see `delegation_file`.
        now: the present moment.

    Returns:
        How many were put in force.

    Raises:
        PermissionRefused: the actor does not delegate.
        OutsideAuthority: not at the bureau itself.
        SamePersonRefused: not at the command line, so that another person would have to validate.
        FileRefused: the file cannot be understood.
        InputRefused: no such sub-bureau below this bureau.
    """
    permissions.check_whole_bureau(actor, Permission.DELEGATION_MANAGE)
    changed = 0
    for line in delegation_file.read(file):
        until = now + timedelta(days=line.days)
        terms = DelegationTerms(line.sub_bureau, line.oversight, line.rights, until)
        if _rules_already(terms, now):
            continue
        row = _propose(actor, terms=terms, now=now)
        policy.check_two_persons(
            asked_by=row.asked_by, decided_by=actor.person_id, authentication=actor.authentication
        )
        _put_in_force(actor, row, now)
        changed += 1
    return changed


def _propose(actor: Actor, *, terms: DelegationTerms, now: datetime) -> Delegation:
    permissions.check_whole_bureau(actor, Permission.DELEGATION_MANAGE)
    policy.check_delegation_term(valid_until=terms.valid_until, now=now)
    known = Organisation.objects.filter(pk=terms.sub_bureau, kind=Kind.SUB_BUREAU)
    bureau = settings.NODE.organisation
    if terms.sub_bureau == bureau or not policy.within(terms.sub_bureau, bureau):
        raise InputRefused("sub_bureau", "must be one below this bureau")
    if not known.exists():
        raise InputRefused("sub_bureau", "is not a sub-bureau known here")
    row = Delegation(
        id=uuid7(now),
        sub_bureau_id=terms.sub_bureau,
        oversight=terms.oversight,
        rights=sorted(terms.rights),
        valid_until=terms.valid_until,
        state=DelegationState.PROPOSED,
        asked_by=actor.person_id,
        asked_at=now,
    )
    row.save(force_insert=True)
    _tell(actor, row, "identity:delegation:proposed", now)
    return row


def _put_in_force(actor: Actor, row: Delegation, now: datetime) -> None:
    for before in Delegation.objects.select_for_update().filter(rules=row.sub_bureau_id):
        _withdraw(actor, before, f"replaced by {row.pk}", now)
    row.state, row.decided_by, row.decided_at = DelegationState.IN_FORCE, actor.person_id, now
    row.rules = row.sub_bureau_id
    row.save(update_fields=["state", "decided_by", "decided_at", "rules"])
    _tell(actor, row, "identity:delegation:validated", now)


def _withdraw(actor: Actor, row: Delegation, note: str, now: datetime) -> None:
    row.state, row.ended_by, row.ended_at = DelegationState.WITHDRAWN, actor.person_id, now
    row.note, row.rules = note, None
    row.save(update_fields=["state", "ended_by", "ended_at", "note", "rules"])
    _tell(actor, row, "identity:delegation:withdrawn", now)


def _rules_already(terms: DelegationTerms, now: datetime) -> bool:
    row = Delegation.objects.filter(rules=terms.sub_bureau, valid_until__gt=now).first()
    return (
        row is not None
        and row.oversight == terms.oversight
        and row.rights == sorted(terms.rights)
        and row.valid_until >= terms.valid_until
    )


def _held(actor: Actor, delegation_id: uuid.UUID) -> Delegation:
    permissions.check_whole_bureau(actor, Permission.DELEGATION_MANAGE)
    # all decisions about delegations queue here, so that two cannot rule at once
    bureau = Organisation.objects.select_for_update().filter(pk=settings.NODE.organisation).first()
    if bureau is None:
        raise NoSuchDelegation(str(delegation_id))
    return selectors.delegation_for_update(actor, delegation_id)


def _tell(actor: Actor, row: Delegation, event: str, now: datetime) -> None:
    record(
        actor.who,
        event=event,
        target=str(row.pk),
        at=now,
        facts={
            "sub_bureau": row.sub_bureau_id,
            "oversight": row.oversight,
            "rights": list(row.rights),
            "until": row.valid_until.isoformat(),
            "note": row.note,
        },
    )
    for place in (settings.NODE.organisation, row.sub_bureau_id):
        announce(
            organisation=place,
            permission=Permission.DELEGATION_MANAGE,
            kind=event,
            target=str(row.pk),
            at=now,
        )
