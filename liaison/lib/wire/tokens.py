"""Signed tokens: compact JWS (RFC 7515) with the one algorithm `Ed25519` (RFC 9864).

The header holds exactly `alg`, `kid` and `typ`. Everything else, `crit` and embedded keys
included, is refused before a signature is looked at: there is nothing to confuse.
"""

from collections.abc import Callable
from dataclasses import dataclass

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey
from joserfc.util import urlsafe_b64decode

from liaison.lib.wire import canonical, limits
from liaison.lib.wire.errors import (
    HeaderRefused,
    KeyRefused,
    SignatureRefused,
    TooLarge,
    WireRefusal,
)
from liaison.lib.wire.keys import KeyPair

ALGORITHM = "Ed25519"
HEADER_CHARACTERS = 512
REGISTRY = jws.JWSRegistry(algorithms=[ALGORITHM])
REGISTRY.max_payload_length = limits.DIRECTORY_BYTES

Resolve = Callable[[str], OKPKey]


@dataclass(frozen=True)
class Token:
    """A verified token: who signed by which key, and what."""

    kid: str
    claims: canonical.JsonObject
    payload: bytes


def sign(
    claims: canonical.JsonObject,
    *,
    typ: str,
    by: KeyPair,
    limit: int = limits.TOKEN_CHARACTERS,
) -> str:
    """Return the canonical claims signed as a compact JWS.

    Args:
        claims: what is stated.
        typ: kind of token, such as `liaison-receipt+jws`: one kind never passes for another.
        by: the signing key.
        limit: most characters that `verify` will read of this kind.

    Raises:
        TooLarge: nobody would read a token this long.
        NotJson: claims without a canonical form.
    """
    header = {"alg": ALGORITHM, "kid": by.kid, "typ": typ}
    token = jws.serialize_compact(header, canonical.encode(claims), by.key, registry=REGISTRY)
    if len(token) > limit:
        message = f"a token of {len(token)} characters, at most {limit} are read"
        raise TooLarge(message)
    return token


def verify(
    token: str, *, typ: str, resolve: Resolve, limit: int = limits.TOKEN_CHARACTERS
) -> Token:
    """Verify a compact JWS and read its canonical claims.

    Args:
        token: three base64url parts.
        typ: the kind demanded.
        resolve: gives the public key for a key name, or raises `KeyRefused`.
        limit: most characters.

    Raises:
        TooLarge: longer than the limit.
        HeaderRefused: any header but exactly `alg`, `kid`, `typ` as this profile wants them.
        KeyRefused: from `resolve`.
        SignatureRefused: made by another key or over other bytes.
        NotJson: claims that are not canonical JSON.
    """
    if len(token) > limit:
        message = f"a token of {len(token)} characters, at most {limit} are read"
        raise TooLarge(message)
    kid = _check_header(token.split(".", 1)[0], typ=typ)
    key = resolve(kid)
    try:
        opened = jws.deserialize_compact(token, key, registry=REGISTRY)
    except (JoseError, ValueError) as error:
        raise SignatureRefused(str(error)[:200]) from error
    payload = bytes(opened.payload)
    claims = canonical.canonical_object(payload, limit=limit)
    return Token(kid=kid, claims=claims, payload=payload)


def said(token: str, *, limit: int = limits.TOKEN_CHARACTERS) -> canonical.JsonObject:
    """Return what a token says of itself, unverified: only to choose whose key to ask.

    Args:
        token: anything.
        limit: most characters.

    Returns:
        Its claims; empty for what is no token.
    """
    parts = token.split(".") if len(token) <= limit else []
    if len(parts) != len(("header", "claims", "signature")):
        return {}
    try:
        return canonical.decode(urlsafe_b64decode(parts[1].encode()), limit=limit)
    except (WireRefusal, ValueError, UnicodeEncodeError):
        return {}


def check_issuer(claims: canonical.JsonObject, issuer: str) -> None:
    """Refuse a token in which one bureau speaks in the name of another.

    The signature shows only whose key it was; `iss` is what the token says of itself.

    Raises:
        KeyRefused: `iss` is not the bureau whose keys were asked.
    """
    if claims.get("iss") != issuer:
        message = f"signed by a key of '{issuer}', but issued in another name"
        raise KeyRefused(message)


def _check_header(segment: str, *, typ: str) -> str:
    """Return the key name of a header that is exactly what the profile allows."""
    if len(segment) > HEADER_CHARACTERS:
        message = "a header longer than any of this profile"
        raise HeaderRefused(message)
    try:
        header = canonical.decode(urlsafe_b64decode(segment.encode()), limit=HEADER_CHARACTERS)
    except (ValueError, UnicodeEncodeError) as error:
        message = "not base64url"
        raise HeaderRefused(message) from error
    kid = header.get("kid")
    if header.keys() != {"alg", "kid", "typ"} or not isinstance(kid, str):
        message = f"must hold exactly alg, kid, typ; has {sorted(header)[:8]}"
        raise HeaderRefused(message)
    if header["alg"] != ALGORITHM:
        message = f"alg must be {ALGORITHM}"
        raise HeaderRefused(message)
    if header["typ"] != typ:
        message = f"typ must be {typ}"
        raise HeaderRefused(message)
    return kid
