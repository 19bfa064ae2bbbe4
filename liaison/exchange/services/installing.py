"""Accepting a newer trust directory."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction

from liaison.audit import services as audit
from liaison.exchange import trust
from liaison.exchange.errors import TrustRefused
from liaison.exchange.models import DirectoryVersion
from liaison.identity.types import Actor, Permission
from liaison.lib.wire.directory import Directory


@transaction.atomic
def install_directory(actor: Actor, *, token: str, now: datetime) -> Directory:
    """Accept a newer version of the directory.

    Args:
        actor: who brings it.
        token: the signed file.
        now: the present moment.

    Returns:
        The directory that rules from now on.

    Raises:
        PermissionRefused: the actor may not change whom this node trusts.
        TrustRefused: not signed by a root, older than the one that rules, or without this bureau.
    """
    actor.require(Permission.TRUST_MANAGE)
    latest = DirectoryVersion.objects.select_for_update().order_by("-version").first()
    trusted = latest.version if latest else 0
    found = trust.verified(token, trusted_version=trusted, now=now)
    if latest and found.version == trusted and latest.token != token:
        raise TrustRefused(f"another file with version {trusted}: mix-and-match")
    if settings.NODE.organisation not in found.entries:
        raise TrustRefused(f"it does not list this bureau, '{settings.NODE.organisation}'")
    if found.version > trusted:
        DirectoryVersion.objects.create(version=found.version, token=token, installed_at=now)
        audit.record(
            actor.who,
            event="exchange:directory:installed",
            target=str(found.version),
            at=now,
            facts={"organisations": sorted(found.entries)[:50]},
        )
    return found


@transaction.atomic
def note_signed(
    actor: Actor, *, version: int, organisations: Sequence[str], now: datetime
) -> None:
    """Record that this node's root signed a directory, before the file leaves the process.

    Args:
        actor: who signed.
        version: of the directory.
        organisations: ids it lists.
        now: the present moment.

    Raises:
        PermissionRefused: the actor may not change whom this node trusts.
    """
    actor.require(Permission.TRUST_MANAGE)
    audit.record(
        actor.who,
        event="exchange:directory:signed",
        target=str(version),
        at=now,
        facts={"organisations": sorted(organisations)[:50]},
    )
