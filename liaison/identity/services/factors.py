"""The verbs of second factors: set up, named, removed, by the person themselves."""

import secrets
import uuid
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import IntegrityError, transaction

from liaison.audit.services import record
from liaison.core.identifiers import uuid7
from liaison.identity import codes, factor_policy, vault
from liaison.identity.errors import NoSuchPerson
from liaison.identity.factor_errors import (
    CodeRefused,
    FactorTaken,
    LastFactorRefused,
    NoSuchFactor,
    PasskeyRefused,
    TooManyFactors,
)
from liaison.identity.models import CodeApp, Passkey, Person
from liaison.identity.services.proving import party, secret_text
from liaison.identity.services.warning import warn
from liaison.identity.sign_in_changes import Change
from liaison.identity.types import Actor, Setup
from liaison.lib.passkeys import answers, ceremonies
from liaison.lib.passkeys.errors import PasskeyRefusal

APP: Final = "authenticator app"


@transaction.atomic
def add_passkey(
    actor: Actor, *, challenge: bytes, answer: str, name: str, now: datetime
) -> uuid.UUID:
    """Add a passkey of one's own.

    Args:
        actor: a person, who proved who they are a moment ago.
        challenge: what the browser was asked.
        answer: as the browser posted it.
        name: what its holder calls it.
        now: the present moment.

    Raises:
        PasskeyRefused: the answer proves nothing.
        InputRefused: the name is empty, too long or has characters that are not seen.
        FactorTaken: it is known already.
        TooManyFactors: the person has as many as one may.
    """
    person = _oneself(actor)
    said = factor_policy.parse_factor_name(name)
    if Passkey.objects.filter(person=person).count() >= factor_policy.PASSKEYS_MAX:
        raise TooManyFactors(factor_policy.PASSKEYS_MAX)
    try:
        new = ceremonies.verify_registration(party(), challenge=challenge, answer=answer)
    except PasskeyRefusal as refusal:
        raise PasskeyRefused(refusal.code) from refusal
    key = Passkey(
        id=uuid7(now),
        person=person,
        name=said,
        party=party().id,
        credential=answers.encode(new.id),
        public_key=new.public_key,
        counter=new.counter,
        backed_up=new.backed_up,
        created_at=now,
    )
    try:
        with transaction.atomic():
            key.save(force_insert=True)
    except IntegrityError as error:
        raise FactorTaken from error
    _record(actor, "identity:factor:added", str(key.pk), said, now)
    warn(person, Change.FACTOR_ADDED, now)
    return key.pk


def draft_code_app(actor: Actor) -> tuple[Setup, str]:
    """Return a new secret for an authenticator app: for the person, and sealed for the session.

    Nothing is kept until a first code shows that the app has it.
    """
    secret = secrets.token_bytes(codes.SECRET_BYTES)
    return setup_of(actor, secret), vault.seal(secret, owner=actor.person_id)


def reopen_code_app(actor: Actor, *, sealed: str) -> Setup:
    """Return a drafted secret once more, when its first code was mistyped.

    Raises:
        SecretUnreadable: it is not this person's.
    """
    return setup_of(actor, vault.open_sealed(sealed, owner=actor.person_id))


def setup_of(actor: Actor, secret: bytes) -> Setup:
    """Return what the person scans or types."""
    name = Person.objects.values_list("sign_in_name", flat=True).get(pk=actor.person_id)
    text = secret_text(secret)
    issuer = f"Liaison {settings.NODE.organisation}"
    return Setup(secret=text, address=codes.address(text, sign_in_name=name, issuer=issuer))


@transaction.atomic
def add_code_app(actor: Actor, *, sealed: str, code: str, now: datetime) -> None:
    """Keep an authenticator app, once its first code is right.

    Args:
        actor: a person, who proved who they are a moment ago.
        sealed: the drafted secret.
        code: the first code.
        now: the present moment.

    Raises:
        SecretUnreadable: the draft is not this person's.
        CodeRefused: the code is not right.
        FactorTaken: the person has an app already; remove it first.
    """
    person = _oneself(actor)
    secret = vault.open_sealed(sealed, owner=actor.person_id)
    step = codes.matching_step(secret, code, after=0, now=now)
    if step is None:
        raise CodeRefused
    if CodeApp.objects.filter(person=person).exists():
        raise FactorTaken
    CodeApp(person=person, secret=sealed, step=step, created_at=now, last_used_at=now).save(
        force_insert=True
    )
    _record(actor, "identity:factor:added", actor.person_id, APP, now)
    warn(person, Change.FACTOR_ADDED, now)


@transaction.atomic
def remove_passkey(actor: Actor, *, passkey_id: uuid.UUID, now: datetime) -> None:
    """Remove a passkey of one's own.

    Raises:
        NoSuchFactor: missing, or somebody else's.
        LastFactorRefused: it is the last; two officers take that one away.
    """
    person = _oneself(actor)
    key = Passkey.objects.filter(person=person, pk=passkey_id).first()
    if key is None:
        raise NoSuchFactor(str(passkey_id))
    _check_not_last(person)
    name = key.name
    key.delete()
    _record(actor, "identity:factor:removed", str(passkey_id), name, now)
    warn(person, Change.FACTOR_REMOVED, now)


@transaction.atomic
def remove_code_app(actor: Actor, *, now: datetime) -> None:
    """Remove one's authenticator app.

    Raises:
        NoSuchFactor: there is none.
        LastFactorRefused: it is the last; two officers take that one away.
    """
    person = _oneself(actor)
    found = CodeApp.objects.filter(person=person)
    if not found.exists():
        raise NoSuchFactor(APP)
    _check_not_last(person)
    found.delete()
    _record(actor, "identity:factor:removed", actor.person_id, APP, now)
    warn(person, Change.FACTOR_REMOVED, now)


def _oneself(actor: Actor) -> Person:
    """Return the person of an actor, locked: factors of one person change one at a time."""
    try:
        return Person.objects.select_for_update().get(pk=uuid.UUID(actor.person_id))
    except (ValueError, Person.DoesNotExist) as error:
        raise NoSuchPerson(actor.person_id) from error


def _check_not_last(person: Person) -> None:
    passkeys = Passkey.objects.filter(person=person).count()
    if passkeys + CodeApp.objects.filter(person=person).count() <= 1:
        raise LastFactorRefused


def _record(actor: Actor, event: str, target: str, factor: str, now: datetime) -> None:
    facts = {"name": actor.person_name, "factor": factor}
    record(actor.who, event=event, target=target, at=now, facts=facts)
