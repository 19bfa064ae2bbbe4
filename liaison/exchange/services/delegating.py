"""Giving and withdrawing a sub-bureau's authority to speak for itself abroad."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction

from liaison.audit import services as audit
from liaison.exchange import keys
from liaison.exchange.errors import TrustRefused
from liaison.identity.types import Actor, Permission
from liaison.lib.wire import delegation
from liaison.lib.wire.errors import WireRefusal


@transaction.atomic
def delegate(  # noqa: PLR0913 - the fields of a delegation
    actor: Actor,
    *,
    subject: str,
    scope: Sequence[str],
    valid_from: datetime,
    valid_until: datetime,
    now: datetime,
) -> str:
    """Return this bureau's signed word that a sub-bureau may speak for itself.

    Args:
        actor: who gives it.
        subject: id of the sub-bureau, below our own.
        scope: rooms whose messages it may send, or `all`.
        valid_from: from when.
        valid_until: until when; two years at most.
        now: the present moment.

    Raises:
        PermissionRefused: the actor may not decide whom this node trusts.
        TrustRefused: this bureau is a sub-bureau itself, or nobody would accept such a word.
    """
    actor.require(Permission.TRUST_MANAGE)
    _check_may_delegate()
    try:
        token = delegation.give(
            parent=settings.NODE.organisation,
            subject=subject,
            scope=scope,
            nbf=int(valid_from.timestamp()),
            exp=int(valid_until.timestamp()),
            at=int(now.timestamp()),
            by=keys.signing().newest,
        )
    except WireRefusal as refusal:
        raise TrustRefused(str(refusal)) from refusal
    audit.record(
        actor.who,
        event="exchange:delegation:given",
        target=subject,
        at=now,
        facts={"scope": list(scope), "until": valid_until.isoformat()},
    )
    return token


@transaction.atomic
def withdraw_delegation(actor: Actor, *, subject: str, now: datetime) -> str:
    """Return this bureau's signed word that every delegation to a sub-bureau is over.

    It takes effect with the next version of the directory, which carries it in our entry.

    Raises:
        PermissionRefused: the actor may not decide whom this node trusts.
        TrustRefused: this bureau is a sub-bureau itself, or the other is none of ours.
    """
    actor.require(Permission.TRUST_MANAGE)
    _check_may_delegate()
    own = settings.NODE.organisation
    if not subject.startswith(own + "/"):
        raise TrustRefused(f"'{subject}' is not below '{own}'")
    token = delegation.withdraw(
        parent=own, subject=subject, at=int(now.timestamp()), by=keys.signing().newest
    )
    audit.record(actor.who, event="exchange:delegation:withdrawn", target=subject, at=now)
    return token


def _check_may_delegate() -> None:
    own = settings.NODE.organisation
    if "/" in own:
        raise TrustRefused(f"'{own}' is a sub-bureau: it cannot delegate further")
