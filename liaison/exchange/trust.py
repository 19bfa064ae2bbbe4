"""The trust directory of this node: accepted versions, the one that rules, its age."""

import json
from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.db import transaction
from joserfc.jwk import OKPKey

from liaison.audit import services as audit
from liaison.exchange import keys
from liaison.exchange.errors import TrustRefused
from liaison.exchange.models import DirectoryVersion
from liaison.identity.types import Actor, Permission
from liaison.lib.wire import directory as wire
from liaison.lib.wire.errors import WireRefusal
from liaison.lib.wire.keys import public_key

ROOTS_BYTES = 64 * 1024


def roots() -> Mapping[str, OKPKey]:
    """Return the public keys that may sign a directory, from `trust/roots.jwks`.

    Raises:
        TrustRefused: the file is missing or not a set of public signing keys.
    """
    file = settings.NODE.trust_folder / keys.ROOTS
    try:
        listed = json.loads(file.read_bytes()[:ROOTS_BYTES])["keys"]
        found = [public_key(jwk, use="sig") for jwk in listed]
    except (OSError, ValueError, KeyError, TypeError, WireRefusal) as error:
        raise TrustRefused(f"{file} cannot be read ({type(error).__name__})") from error
    return {key.thumbprint(): key for key in found}


@transaction.atomic
def install(actor: Actor, *, token: str, now: datetime) -> wire.Directory:
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
    found = _verified(token, trusted_version=trusted, now=now)
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


def directory(now: datetime) -> wire.Directory:
    """Return the directory that rules.

    Raises:
        TrustRefused: there is none, or its grace is over: nothing is sent or received.
    """
    version = version_in_force()
    if version is None:
        raise TrustRefused("none is installed; liaison trust install")
    found = _stored(version)
    if found.freshness(int(now.timestamp())) is wire.Freshness.ENDED:
        raise TrustRefused(f"version {version} ended and its grace is over")
    return found


def version_in_force() -> int | None:
    """Return the number of the directory that rules, or None."""
    return DirectoryVersion.objects.order_by("-version").values_list("version", flat=True).first()


def peer_by_pin(pin: str, now: datetime) -> wire.Entry | None:
    """Return the bureau whose TLS certificate this is.

    Args:
        pin: hex SHA-256 of the certificate the other end proved to hold.
        now: the present moment.
    """
    return directory(now).by_pin(pin)


def certificate_text(der: bytes) -> str:
    """Return a certificate as the directory writes it."""
    return b64encode(der).decode()


@lru_cache(maxsize=4)
def _stored(version: int) -> wire.Directory:
    """Verify a stored version once per process: the database is not above suspicion either."""
    row = DirectoryVersion.objects.get(pk=version)
    return _verified(row.token, trusted_version=version, now=row.installed_at)


def _verified(token: str, *, trusted_version: int, now: datetime) -> wire.Directory:
    try:
        return wire.verify(
            token, roots=roots(), trusted_version=trusted_version, now=int(now.timestamp())
        )
    except WireRefusal as refusal:
        raise TrustRefused(str(refusal)) from refusal
