"""Three bureaus with fixed invented keys, one message between them, and a moment that stands."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from joserfc.jwk import OKPKey

from liaison.lib.wire.canonical import JsonObject
from liaison.lib.wire.envelope import Opened, RecipientKey, Sealed, unseal
from liaison.lib.wire.envelope import seal as seal_for
from liaison.lib.wire.errors import KeyRefused
from liaison.lib.wire.keys import CURVES, KeyPair, KeyRing, Use
from liaison.lib.wire.manifest import Addressee, Manifest

NOW = 1_780_000_000
SALT = bytes(range(32))
BODY: JsonObject = {"reference": "BJ-2026/17", "words": "失窃 passport, 서울", "count": 3}


def key_pair(seed: str, use: Use) -> KeyPair:
    """Return the key pair that always grows from this seed."""
    key = OKPKey.derive_key(seed, CURVES[use])  # type: ignore[arg-type]  # str, not the literals
    return KeyPair(kid=key.thumbprint(), use=use, key=key)


@dataclass(frozen=True)
class Bureau:
    """A bureau with one key for each use."""

    id: str
    sig: KeyPair
    enc: KeyPair

    @property
    def recipient(self) -> RecipientKey:
        """The key others seal to."""
        return RecipientKey(self.enc.kid, self.enc.key)

    def resolve(self, kid: str) -> OKPKey:
        """Return the bureau's signing key of that name."""
        if kid != self.sig.kid:
            raise KeyRefused(kid)
        return self.sig.key


def bureau(name: str) -> Bureau:
    """Return the bureau of that id, always with the same keys."""
    return Bureau(name, key_pair(f"{name} sig", "sig"), key_pair(f"{name} enc", "enc"))


BEIJING, SEOUL, TOKYO = bureau("beijing"), bureau("seoul"), bureau("tokyo")
BUREAUS = {found.id: found for found in (BEIJING, SEOUL, TOKYO)}

MANIFEST = Manifest(
    iss=BEIJING.id,
    aud=(Addressee(SEOUL.id, "action"),),
    jti=uuid.UUID("0197f000-0000-7000-8000-000000000001"),
    iat=NOW,
    exp=NOW + 3600,
    thread=uuid.UUID("0197f000-0000-7000-8000-000000000001"),
    in_reply_to=None,
    kind="queries.confirmation_asked",
    form="1",
    urgency="normal",
    purpose="confirm a hit",
    legal_basis="",
    handling=("police-only",),
    dir_ver=4,
    content_commitment="",
)


def resolve(issuer: str, kid: str) -> OKPKey:
    """Return the signing key of a bureau, as the directory would."""
    if issuer not in BUREAUS:
        raise KeyRefused(issuer)
    return BUREAUS[issuer].resolve(kid)


def seal(
    manifest: Manifest = MANIFEST,
    body: JsonObject = BODY,
    *,
    by: KeyPair = BEIJING.sig,
    to: Sequence[Bureau] = (SEOUL,),
) -> Sealed:
    """Seal a message to bureaus, and to Beijing's archive."""
    keys = [found.recipient for found in (*to, BEIJING)]
    return seal_for(manifest, body, salt=SALT, by=by, recipients=keys)


def open_at(reader: Bureau, data: bytes, keys: Callable[[str, str], OKPKey] = resolve) -> Opened:
    """Open sealed bytes at a bureau."""
    return unseal(data, own=reader.id, keys=KeyRing((reader.enc,)), resolve=keys)
