"""Calls that have one effect however often they are sent (draft-ietf-httpapi-idempotency-key).

A caller claims its key, does the work, and keeps the answer in the transaction of the work. Killed
in between, nothing was done and the claim lapses; killed after it, the answer is there.
"""

import hashlib
import hmac
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import transaction

from liaison.core.errors import CallInFlight, CallLost, KeyReused
from liaison.core.models import IdempotentCall

KEEP: Final = timedelta(hours=24)
# the slowest call, an upload, takes a minute; a process that died is waited for no longer
HOLD: Final = timedelta(seconds=60)
FORGET_AT_ONCE: Final = 1_000
_NONCE: Final = 12


@dataclass(frozen=True)
class Claim:
    """The right to do a call. Its secret seals the answer and is stored nowhere.

    Attributes:
        row: id of the row.
        attempt: which attempt this is: an older one that wakes up finds itself replaced.
        secret: derived from the caller's key.
        request: digest of the request, bound into the sealed answer.
    """

    row: int
    attempt: int
    secret: bytes
    request: str


@dataclass(frozen=True)
class Kept:
    """What was answered the first time."""

    status: int
    content: bytes


def begin(*, caller: str, key: str, request: bytes, now: datetime) -> Claim | Kept:
    """Claim a call, or return what it was answered before. A transaction of its own.

    Args:
        caller: id of the machine; keys of different callers never meet.
        key: as the caller chose it.
        request: everything that makes the request what it is.
        now: the present moment.

    Raises:
        KeyReused: the key came with another request before.
        CallInFlight: the same call is being answered.
    """
    secret = _derive(key, f"seal:{caller}")
    digest = hmac.new(_derive(key, f"request:{caller}"), request, hashlib.sha256).hexdigest()
    fresh = {
        "request_digest": digest,
        "held_until": now + HOLD,
        "created_at": now,
        "expires_at": now + KEEP,
    }
    with transaction.atomic():
        row, made = IdempotentCall.objects.get_or_create(
            caller=caller, key_digest=_derive(key, f"name:{caller}").hex(), defaults=fresh
        )
        if made:
            return Claim(row.pk, row.attempt, secret, digest)
        held = IdempotentCall.objects.select_for_update().filter(pk=row.pk).first()
        if held is None:  # refused and released between our two questions
            raise CallInFlight(1)
        if held.expires_at > now:
            kept = _answered(held, secret, digest, now)
            if kept is not None:
                return kept
        attempt = held.attempt + 1
        again = {**fresh, "attempt": attempt, "status": None, "sealed": b""}
        IdempotentCall.objects.filter(pk=held.pk).update(**again)
    return Claim(row.pk, attempt, secret, digest)


def finish(claim: Claim, *, status: int, content: bytes) -> None:
    """Keep the answer, in the transaction of the work.

    Args:
        claim: as `begin` returned it.
        status: the HTTP status.
        content: the answer.

    Raises:
        CallLost: another attempt has taken the call over; the work must be rolled back.
    """
    nonce = os.urandom(_NONCE)
    sealed = nonce + AESGCM(claim.secret).encrypt(nonce, content, claim.request.encode())
    rows = IdempotentCall.objects.filter(pk=claim.row, attempt=claim.attempt, status=None)
    if not rows.update(status=status, sealed=sealed):
        raise CallLost


def release(claim: Claim) -> None:
    """Give a key back after a refusal: nothing was done, so nothing is kept."""
    IdempotentCall.objects.filter(pk=claim.row, attempt=claim.attempt, status=None).delete()


def forget(now: datetime) -> None:
    """Delete the calls whose day is over, in bounded steps."""
    while True:
        old = IdempotentCall.objects.filter(expires_at__lte=now).values_list("pk", flat=True)
        found = list(old[:FORGET_AT_ONCE])
        if not found:
            return
        IdempotentCall.objects.filter(pk__in=found).delete()


def _answered(held: IdempotentCall, secret: bytes, digest: str, now: datetime) -> Kept | None:
    """Return the answer of an earlier attempt; None when that attempt died."""
    if not hmac.compare_digest(held.request_digest, digest):
        raise KeyReused
    if held.status is None:
        if held.held_until > now:
            raise CallInFlight(max(1, int((held.held_until - now).total_seconds())))
        return None
    sealed = bytes(held.sealed)
    try:
        content = AESGCM(secret).decrypt(sealed[:_NONCE], sealed[_NONCE:], digest.encode())
    except InvalidTag as error:  # the row was changed: never answer with what somebody wrote
        raise KeyReused from error
    return Kept(held.status, content)


def _derive(key: str, label: str) -> bytes:
    """Return 32 bytes that tell nothing of the key; labels keep the three uses apart."""
    return hmac.new(key.encode(), f"liaison idempotency {label}".encode(), hashlib.sha256).digest()
