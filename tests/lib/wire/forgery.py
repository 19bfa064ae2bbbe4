"""What a liar can build: tokens and envelopes of any shape, correctly signed and encrypted.

Made with other implementations than ours (cryptography, jwcrypto), so that nothing here is
refused before the code under test sees it.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jwcrypto import jwe, jwk

from liaison.lib.wire import canonical
from liaison.lib.wire.keys import KeyPair
from tests.lib.wire.bureaus import BEIJING, SEOUL, Bureau

ARCHIVED = (SEOUL, BEIJING)


def b64(data: bytes) -> str:
    """Return base64url without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    """Return the bytes of base64url without padding."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def compact(value: object) -> bytes:
    """Return JSON in the order given: not canonical unless the order happens to be."""
    return json.dumps(value, separators=(",", ":")).encode()


def sign(payload: bytes, *, header: object, by: KeyPair) -> str:
    """Return a compact JWS over any payload with any header, truly signed."""
    signed = f"{b64(compact(header))}.{b64(payload)}"
    private = by.key.private_key
    assert isinstance(private, Ed25519PrivateKey)
    return f"{signed}.{b64(private.sign(signed.encode()))}"


def wrap(
    plain: bytes, protected: Mapping[str, Any] | bytes, *, to: Sequence[Bureau] = ARCHIVED
) -> bytes:
    """Return a JWE around any plain bytes with any protected header, truly encrypted."""
    header = protected if isinstance(protected, bytes) else canonical.encode(protected)
    token = jwe.JWE(plain, protected=header.decode(), algs=["ECDH-ES+A256KW", "A256GCM"])
    for reader in to:
        key = jwk.JWK(**reader.enc.public_jwk())
        token.add_recipient(key, {"alg": "ECDH-ES+A256KW", "kid": reader.enc.kid})
    return str(token.serialize()).encode()


def peel(data: bytes, reader: Bureau = SEOUL) -> dict[str, Any]:
    """Return what is inside an envelope: jws, salt, body, parts."""
    token = jwe.JWE(algs=["ECDH-ES+A256KW", "A256GCM"])
    private = reader.enc.key.as_dict(private=True)
    token.deserialize(data.decode(), jwk.JWK(**private))
    found: dict[str, Any] = json.loads(token.payload)
    return found


def protected_of(data: bytes) -> dict[str, Any]:
    """Return the protected header of an envelope."""
    found: dict[str, Any] = json.loads(unb64(json.loads(data)["protected"]))
    return found
