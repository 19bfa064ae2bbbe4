"""The verbs of machines: access asked by one person, validated by another, keys made and changed.

A key is `lia_<id>_<secret>`: the id is no secret and finds the row, the secret is 256 random bits
of which only the SHA-256 is kept. A slow hash guards short passwords; here there is nothing to
guess.
"""

import hashlib
import hmac
import re
import secrets
import string
import uuid
from datetime import datetime, timedelta
from typing import Final, NoReturn

from django.conf import settings
from django.db import transaction

from liaison.audit.services import record
from liaison.audit.types import Who
from liaison.core.identifiers import uuid7
from liaison.identity import permissions, policy, selectors
from liaison.identity.attempts import MOST, Attempts
from liaison.identity.devices import MAX_ADDRESS, clean
from liaison.identity.errors import (
    InputRefused,
    MachineKeyRefused,
    NoSuchOrganisation,
    RoleUnknown,
)
from liaison.identity.models import KEY_ID_LENGTH, Machine, MachineKey, Organisation
from liaison.identity.roles import MACHINE_ROLES
from liaison.identity.services.events import announce
from liaison.identity.states import Authentication, MachineState, Permission
from liaison.identity.types import Actor, MachinePlan

TOKEN: Final = re.compile(r"lia_([a-z0-9]{12})_([0-9a-f]{64})")
SECRET_BYTES: Final = 32
ALPHABET: Final = string.ascii_lowercase + string.digits
# what an unknown id is compared with, so that it takes as long as a known one
NOTHING: Final = hashlib.sha256(b"no such key").hexdigest()
KEYS_AT_ONCE: Final = 2
NOBODY: Final = "api"  # the machine that speaks for whoever was not let in

attempts = Attempts()


@transaction.atomic
def propose_machine(actor: Actor, *, plan: MachinePlan, now: datetime) -> uuid.UUID:
    """Ask for a machine's access; another person has to validate it.

    Args:
        actor: who asks.
        plan: what it may do, where and until when.
        now: the present moment.

    Returns:
        The id of the machine.

    Raises:
        PermissionRefused: the chair does not decide about machines.
        OutsideAuthority: the organisation is not in the actor's charge.
        NoSuchOrganisation: not known here.
        RoleUnknown: no role of machines.
        InputRefused: a name, or a scope wider than the role.
        TermRefused: over already, or more than a year.
    """
    permissions.check_reaches(
        actor,
        Permission.MACHINE_MANAGE,
        plan.organisation,
        delegated=selectors.delegated(now),
    )
    if plan.role not in MACHINE_ROLES:
        raise RoleUnknown(plan.role)
    policy.check_scope(plan.scope, most=MACHINE_ROLES[plan.role].permissions)
    policy.check_machine_end(expires_at=plan.expires_at, now=now)
    if not Organisation.objects.filter(pk=plan.organisation).exists():
        raise NoSuchOrganisation(plan.organisation)
    row = Machine(
        id=uuid7(now),
        name=policy.parse_name(plan.name),
        organisation_id=plan.organisation,
        role=plan.role,
        scope=sorted(plan.scope),
        place=policy.parse_name(plan.place, field="place"),
        expires_at=plan.expires_at,
        state=MachineState.ASKED,
        asked_by=actor.person_id,
        asked_at=now,
    )
    row.save(force_insert=True)
    _record(actor, row, "identity:machine:asked", now)
    announce(
        organisation=selectors.house_of(row.organisation_id, now=now),
        permission=Permission.MACHINE_MANAGE,
        kind="identity:machine:asked",
        target=str(row.pk),
        at=now,
    )
    return row.pk


@transaction.atomic
def validate_machine(actor: Actor, *, machine_id: uuid.UUID, now: datetime) -> None:
    """Grant a machine the access that was asked for; keys can be made from now on.

    Args:
        actor: another person than who asked.
        machine_id: the machine.
        now: the present moment.

    Raises:
        PermissionRefused: the chair does not decide about machines.
        NoSuchMachine: missing, or not in the actor's charge.
        TransitionRefused: decided already.
        SamePersonRefused: the actor asked for it.
        TermRefused: its end has passed while it waited.
    """
    row = selectors.machine_for_update(actor, machine_id, now=now)
    policy.check_machine_transition(MachineState(row.state), MachineState.ACTIVE)
    policy.check_two_persons(
        asked_by=row.asked_by, decided_by=actor.person_id, authentication=actor.authentication
    )
    policy.check_machine_end(expires_at=row.expires_at, now=now)
    row.state, row.decided_by, row.decided_at = MachineState.ACTIVE, actor.person_id, now
    row.save(update_fields=["state", "decided_by", "decided_at"])
    _record(actor, row, "identity:machine:validated", now)


@transaction.atomic
def refuse_machine(actor: Actor, *, machine_id: uuid.UUID, note: str, now: datetime) -> None:
    """Refuse a machine's access, or take one's own request back.

    Raises:
        PermissionRefused: the chair does not decide about machines.
        NoSuchMachine: missing, or not in the actor's charge.
        TransitionRefused: decided already.
        InputRefused: the note is empty or too long.
    """
    row = selectors.machine_for_update(actor, machine_id, now=now)
    policy.check_machine_transition(MachineState(row.state), MachineState.REFUSED)
    row.note = policy.parse_note(note)
    row.state, row.decided_by, row.decided_at = MachineState.REFUSED, actor.person_id, now
    row.save(update_fields=["state", "decided_by", "decided_at", "note"])
    _record(actor, row, "identity:machine:rejected", now)


@transaction.atomic
def revoke_machine(actor: Actor, *, machine_id: uuid.UUID, note: str, now: datetime) -> None:
    """End a machine's access at once; from the next call on its keys open nothing.

    Raises:
        PermissionRefused: the chair does not decide about machines.
        NoSuchMachine: missing, or not in the actor's charge.
        TransitionRefused: it has no access.
        InputRefused: the note is empty or too long.
    """
    row = selectors.machine_for_update(actor, machine_id, now=now)
    policy.check_machine_transition(MachineState(row.state), MachineState.REVOKED)
    row.note = policy.parse_note(note)
    row.state, row.revoked_by, row.revoked_at = MachineState.REVOKED, actor.person_id, now
    row.save(update_fields=["state", "revoked_by", "revoked_at", "note"])
    row.keys.filter(valid_until__gt=now).update(valid_until=now)
    _record(actor, row, "identity:machine:revoked", now)


@transaction.atomic
def make_machine_key(
    actor: Actor, *, machine_id: uuid.UUID, overlap: timedelta, now: datetime
) -> str:
    """Make a key for a machine; the key before it goes on for a while, older ones end now.

    Args:
        actor: who decides about machines.
        machine_id: the machine.
        overlap: how long the key before it still opens; at most 30 days.
        now: the present moment.

    Returns:
        The key. It is shown once: only its digest is kept.

    Raises:
        PermissionRefused: the chair does not decide about machines.
        NoSuchMachine: missing, or not in the actor's charge.
        InputRefused: the overlap is negative or too long, or the machine has no access now.
    """
    policy.check_overlap(overlap)
    row = selectors.machine_for_update(actor, machine_id, now=now)
    if row.state != MachineState.ACTIVE or row.expires_at <= now:
        raise InputRefused("machine", "has no access now, so no key can be made for it")
    for place, old in enumerate(row.keys.filter(valid_until__gt=now), 2):
        end = now + overlap if place <= KEYS_AT_ONCE else now
        MachineKey.objects.filter(pk=old.pk, valid_until__gt=end).update(valid_until=end)
    secret = secrets.token_hex(SECRET_BYTES)
    key = MachineKey(
        id="".join(secrets.choice(ALPHABET) for _ in range(KEY_ID_LENGTH)),
        machine=row,
        digest=_digest(secret),
        created_at=now,
        valid_until=row.expires_at,
    )
    key.save(force_insert=True)
    _record(actor, row, "identity:machine:key_made", now, key=key.pk)
    return f"lia_{key.pk}_{secret}"


def authenticate_machine(token: str, *, now: datetime, place: str) -> Actor:
    """Return the machine that shows a key, as an actor with the scope of it.

    Every failure is the same refusal; which it was stands in the audit log, bounded for each
    place. At most once a minute the last use is written.

    Args:
        token: the key, as it stands behind `Bearer`.
        now: the present moment.
        place: the address it comes from.

    Raises:
        MachineKeyRefused: no key, a wrong one, one that is over, revoked, or not looked at.
    """
    address = clean(place)[:MAX_ADDRESS]
    found = TOKEN.fullmatch(token)
    digest = _digest(found[2] if found else "")
    if attempts.closed(address, digest, now):
        raise MachineKeyRefused
    key = None
    if found is not None:
        key = MachineKey.objects.select_related("machine").filter(pk=found[1]).first()
    right = hmac.compare_digest(digest, NOTHING if key is None else key.digest)
    reason = _reason(key, right=right, now=now)
    if reason or key is None:
        _refuse(address, "" if key is None else str(key.machine_id), reason, now)
    attempts.accepted(address, digest, now)
    _note_use(key.machine, address, now)
    return _actor(key.machine)


def _reason(key: MachineKey | None, *, right: bool, now: datetime) -> str:
    """Return why a key opens nothing; empty when it does."""
    if key is None:
        return "unknown"
    if not right:
        return "wrong secret"
    machine = key.machine
    if key.valid_until <= now or machine.expires_at <= now:
        return "over"
    if machine.state != MachineState.ACTIVE:
        return "revoked"
    if machine.role not in MACHINE_ROLES:
        return "role unknown"
    return ""


def _refuse(address: str, machine: str, reason: str, now: datetime) -> NoReturn:
    """Record a key that was refused, up to the point where the place is closed.

    Raises:
        MachineKeyRefused: always.
    """
    count = attempts.refused(address, now)
    who = Who(person=NOBODY, chair="", organisation=settings.NODE.organisation)
    event = "identity:machine:refused" if count < MOST else "identity:machine:locked"
    with transaction.atomic():
        record(
            who,
            event=event,
            target=machine or "unknown key",
            at=now,
            result="refused",
            facts={"address": address, "reason": reason},
        )
    raise MachineKeyRefused


def _note_use(machine: Machine, address: str, now: datetime) -> None:
    last = machine.last_used_at
    if last is None or now - last >= policy.LAST_USE_EVERY:
        Machine.objects.filter(pk=machine.pk).update(last_used_at=now, last_address=address)


def _actor(machine: Machine) -> Actor:
    carried = frozenset(machine.scope) & MACHINE_ROLES[machine.role].permissions
    return Actor(
        person_id=str(machine.pk),
        person_name=machine.name,
        chair_id="",
        role=machine.role,
        organisation=machine.organisation_id,
        bureau=settings.NODE.organisation,
        # permissions that left the role since are carried no longer
        permissions=frozenset(Permission(one) for one in carried),
        authentication=Authentication.MACHINE_KEY,
        desk=selectors.desk_of(machine.organisation_id),
    )


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _record(actor: Actor, row: Machine, event: str, now: datetime, key: str = "") -> None:
    record(
        actor.who,
        event=event,
        target=str(row.pk),
        at=now,
        facts={
            "name": row.name,
            "role": row.role,
            "organisation": row.organisation_id,
            "place": row.place,
            "until": row.expires_at.isoformat(),
            "scope": list(row.scope),
            "note": row.note,
            "key": key,
        },
    )
