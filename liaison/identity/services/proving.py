"""Proving who one is with a second factor: a code of an app, or a passkey.

A wrong proof is counted and recorded in a transaction that is kept, then refused.
"""

import base64
import uuid
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from liaison.audit.services import record
from liaison.audit.types import Who
from liaison.core.errors import Refusal
from liaison.identity import codes, factor_policy, vault
from liaison.identity.factor_errors import CodeRefused, FactorLocked, PasskeyRefused
from liaison.identity.models import CodeApp, Passkey, Person
from liaison.identity.types import Actor
from liaison.lib.passkeys import answers, ceremonies
from liaison.lib.passkeys.approval import Vouched
from liaison.lib.passkeys.errors import PasskeyRefusal
from liaison.lib.passkeys.types import Assertion, Credential, Party

NOBODY: Final = "sign-in"  # the machine that speaks for whoever was not let in
UNKNOWN: Final = "unknown passkey"
REFUSED: Final = "refused"


def party() -> Party:
    """Return this node's staff site as passkeys know it."""
    address = urlsplit(settings.NODE.text("staff.address"))
    host = address.hostname or ""
    # a browser leaves out the port that goes without saying (RFC 6454 section 6.2)
    usual = {"http": 80, "https": 443}.get(address.scheme)
    port = "" if address.port in {None, usual} else f":{address.port}"
    return Party(
        id=host,
        name=f"Liaison {settings.NODE.organisation}",
        origin=f"{address.scheme}://{host}{port}",
    )


def prove_by_code(*, person_id: uuid.UUID, code: str, now: datetime) -> None:
    """Take a code of a person's authenticator app; each opens once.

    Args:
        person_id: whose password was right a moment ago.
        code: as typed.
        now: the present moment.

    Raises:
        CodeRefused: not one of now, used before, or there is no app.
        FactorLocked: too many wrong ones in a row, from wherever: none is looked at.
        SecretUnreadable: the node's key is gone.
    """
    with transaction.atomic():
        refusal = _take_code(person_id, code, now)
    if refusal is not None:
        raise refusal


def _take_code(person_id: uuid.UUID, code: str, now: datetime) -> Refusal | None:
    app = CodeApp.objects.select_for_update().filter(person_id=person_id).first()
    if app is None:
        return CodeRefused()
    if app.locked_until is not None and app.locked_until > now:
        return FactorLocked(factor_policy.minutes_until(app.locked_until, now=now))
    secret = vault.open_sealed(app.secret, owner=str(person_id))
    step = codes.matching_step(secret, code, after=app.step, now=now)
    if step is not None:
        app.step, app.wrong, app.locked_until, app.last_used_at = step, 0, None, now
        app.save(update_fields=["step", "wrong", "locked_until", "last_used_at"])
        return None
    app.wrong += 1
    locks = app.wrong >= factor_policy.CODES_WRONG_MAX
    if locks:
        app.wrong, app.locked_until = 0, now + factor_policy.CODES_LOCKED_FOR
    app.save(update_fields=["wrong", "locked_until"])
    name = Person.objects.values_list("name", flat=True).get(pk=person_id)
    _record_refusal(str(person_id), name, "code", "locked" if locks else "wrong", now)
    return CodeRefused()


def prove_by_passkey(
    *, challenge: bytes, answer: str, now: datetime, person_id: uuid.UUID | None = None
) -> Person:
    """Take the answer of a passkey, and return whose it is.

    Args:
        challenge: what was asked; the caller uses each once.
        answer: as the browser posted it.
        now: the present moment.
        person_id: who must be its holder; None: whoever signs in with it.

    Raises:
        PasskeyRefused: unknown, somebody else's, or its answer proves nothing.
    """
    refusal: PasskeyRefused | None = None
    with transaction.atomic():
        try:
            return _take_answer(challenge, answer, person_id, now)
        except PasskeyRefusal as reason:
            refusal = PasskeyRefused(reason.code)
            holder, name = _holder(answer)
            _record_refusal(holder, name, "passkey", reason.code, now)
    raise refusal


@transaction.atomic
def approve_with_passkey(
    actor: Actor, *, challenge: bytes, answer: str, now: datetime
) -> tuple[Vouched, Assertion]:
    """Take a person's approval of a document, and say whose it is.

    Args:
        actor: who approves, in the chair in which they do.
        challenge: the digest of the document.
        answer: as the browser posted it.
        now: the present moment.

    Returns:
        What this bureau may state about the passkey, with its counter before, and its answer.

    Raises:
        PasskeyRefused: unknown, somebody else's, another document's, or it proves nothing.
    """
    try:
        assertion = answers.parse_assertion(answer)
        key = passkey_for_update(assertion, uuid.UUID(actor.person_id))
        before, site = credential_of(key), party()
        key.counter = ceremonies.verify_assertion(
            site, challenge=challenge, credential=before, assertion=assertion
        )
    except (PasskeyRefusal, ValueError) as refusal:
        raise PasskeyRefused(getattr(refusal, "code", UNKNOWN)) from refusal
    key.last_used_at = now
    key.save(update_fields=["counter", "last_used_at"])
    vouched = Vouched(
        party=site.id,
        origin=site.origin,
        credential=before,
        officer=vault.pseudonym(actor.person_id),
        role=actor.role,
        valid_until=int((now + factor_policy.VOUCHED_FOR).timestamp()),
    )
    return vouched, assertion


def _take_answer(
    challenge: bytes, answer: str, person_id: uuid.UUID | None, now: datetime
) -> Person:
    assertion = answers.parse_assertion(answer)
    key = passkey_for_update(assertion, person_id)
    key.counter = ceremonies.verify_assertion(
        party(), challenge=challenge, credential=credential_of(key), assertion=assertion
    )
    key.last_used_at = now
    key.save(update_fields=["counter", "last_used_at"])
    return key.person


def passkey_for_update(assertion: Assertion, person_id: uuid.UUID | None) -> Passkey:
    """Return the passkey that answers, locked.

    Args:
        assertion: the answer.
        person_id: who must be its holder, or None.

    Raises:
        PasskeyUnknown: nobody's here, somebody else's, or of a closed account.
    """
    keys = Passkey.objects.select_for_update(of=("self",)).select_related("person")
    found = keys.filter(
        credential=answers.encode(assertion.credential_id), person__is_active=True
    ).first()
    if found is None or (person_id is not None and found.person_id != person_id):
        raise PasskeyUnknown
    return found


class PasskeyUnknown(PasskeyRefusal):
    """No such passkey here, or somebody else's: they look alike."""

    code = "passkey:unknown"


def credential_of(key: Passkey) -> Credential:
    """Return a passkey as the library sees it."""
    return Credential(
        id=answers.decode(key.credential),
        public_key=bytes(key.public_key),
        counter=key.counter,
        backed_up=key.backed_up,
    )


def secret_text(secret: bytes) -> str:
    """Return a secret as people type it: base32 without padding (RFC 4648 section 6)."""
    return base64.b32encode(secret).decode().rstrip("=")


def _holder(answer: str) -> tuple[str, str]:
    """Return id and name of whose passkey was used, for the log."""
    try:
        credential = answers.encode(answers.parse_assertion(answer).credential_id)
    except PasskeyRefusal:
        return UNKNOWN, UNKNOWN
    found = Passkey.objects.filter(credential=credential).select_related("person").first()
    return (UNKNOWN, UNKNOWN) if found is None else (str(found.person_id), found.person.name)


def _record_refusal(person: str, name: str, method: str, reason: str, now: datetime) -> None:
    record(
        Who(person=NOBODY, chair="", organisation=settings.NODE.organisation),
        event="identity:proof:refused",
        target=person,
        at=now,
        result=REFUSED,
        facts={"name": name, "method": method, "reason": reason},
    )
