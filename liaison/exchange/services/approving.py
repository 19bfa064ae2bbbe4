"""An officer's approval of a document: made here, sent along, verified by the other bureau.

What travels is the passkey's answer to the digest of the document, and this bureau's statement of
whose passkey that is. Whoever holds the document, the approval and the bureau's keys of that time
can verify it years later, without asking anybody.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from liaison.exchange.errors import ApprovalRefused, StatementRefused
from liaison.exchange.services.stating import sign_statement, verify_statement
from liaison.exchange.types import ApprovalFacts
from liaison.identity import services as identity
from liaison.identity.types import Actor
from liaison.lib.passkeys import approval
from liaison.lib.passkeys.errors import PasskeyRefusal
from liaison.lib.wire import canonical

CREDENTIAL: Final = "exchange.credential"
FIELDS: Final = frozenset({"assertion", "statement"})
STATEMENT_MAX: Final = 16 * 1024


def challenge_of(document: canonical.JsonObject) -> bytes:
    """Return what a passkey is asked about a document: SHA-256 of its canonical form (RFC 8785).

    Args:
        document: everything that is approved, and what kind of thing it is.
    """
    return hashlib.sha256(canonical.encode(document)).digest()


def approve(
    actor: Actor, *, document: canonical.JsonObject, answer: str, now: datetime
) -> tuple[canonical.JsonObject, ApprovalFacts]:
    """Take an officer's approval of a document, and vouch for it.

    Args:
        actor: who approves, in the chair in which they do.
        document: what is approved.
        answer: of the passkey, as the browser posted it.
        now: the present moment.

    Returns:
        What travels with the document, and who approved.

    Raises:
        PasskeyRefused: the answer is not this person's approval of this document.
    """
    vouched, assertion = identity.approve_with_passkey(
        actor, challenge=challenge_of(document), answer=answer, now=now
    )
    said: canonical.JsonObject = {
        "assertion": approval.write_assertion(assertion),
        "statement": sign_statement(CREDENTIAL, approval.claims_of(vouched), now=now),
    }
    return said, ApprovalFacts(actor.bureau, vouched.officer, vouched.role)


def verify_approval(
    said: object,
    *,
    document: canonical.JsonObject,
    sender: str,
    at: datetime,
    now: datetime,
) -> ApprovalFacts:
    """Verify an approval that came with a document.

    Args:
        said: what travelled with it.
        document: the document as it came, without the approval.
        sender: the bureau that must vouch for the officer.
        at: when the message was signed.
        now: the present moment.

    Returns:
        Who approved, as their bureau states it.

    Raises:
        ApprovalRefused: not a statement of that bureau, over, or the answer is no approval of
            this document.
    """
    if not isinstance(said, Mapping) or said.keys() != FIELDS:
        raise ApprovalRefused("shape")
    token = said["statement"]
    if not isinstance(token, str) or len(token) > STATEMENT_MAX:
        raise ApprovalRefused("shape")
    try:
        claims = verify_statement(token, sender=sender, kind=CREDENTIAL, now=now)
        vouched = approval.parse_vouched(claims)
        approval.verify(
            vouched,
            approval.parse_assertion(said["assertion"]),
            challenge=challenge_of(document),
            at=int(at.timestamp()),
        )
    except StatementRefused as refusal:
        raise ApprovalRefused(refusal.reason) from refusal
    except PasskeyRefusal as refusal:
        raise ApprovalRefused(refusal.code) from refusal
    return ApprovalFacts(bureau=sender, officer=vouched.officer, role=vouched.role)
