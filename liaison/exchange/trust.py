"""The trust directory of this node: accepted versions, the one that rules, its age."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from joserfc.jwk import OKPKey

from liaison.core.once import once
from liaison.exchange import keys
from liaison.exchange.errors import TrustRefused
from liaison.exchange.models import DirectoryVersion
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


def directory(now: datetime) -> wire.Directory:
    """Return the directory that rules, without those nobody vouches for at this moment.

    Raises:
        TrustRefused: there is none, or its grace is over: nothing is sent or received.
    """
    version = version_in_force()
    if version is None:
        raise TrustRefused("none is installed; liaison trust install")
    found = _stored(version)
    if found.freshness(int(now.timestamp())) is wire.Freshness.ENDED:
        raise TrustRefused(f"version {version} ended and its grace is over")
    return found.at(int(now.timestamp()))


def version_in_force() -> int | None:
    """Return the number of the directory that rules, or None."""
    rows = DirectoryVersion.objects.order_by("-version").values_list("version", flat=True)
    return once("exchange.directory_version", rows.first)


@lru_cache(maxsize=4)
def _stored(version: int) -> wire.Directory:
    """Verify a stored version once per process: the database is not above suspicion either."""
    row = DirectoryVersion.objects.get(pk=version)
    return verified(row.token, trusted_version=version, now=row.installed_at)


def verified(token: str, *, trusted_version: int, now: datetime) -> wire.Directory:
    """Verify a directory against the roots of this node.

    Raises:
        TrustRefused: not signed by a root, older than the one trusted, or not a directory.
    """
    try:
        return wire.verify(
            token, roots=roots(), trusted_version=trusted_version, now=int(now.timestamp())
        )
    except WireRefusal as refusal:
        raise TrustRefused(str(refusal)) from refusal
