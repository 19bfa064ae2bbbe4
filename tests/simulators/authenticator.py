"""A passkey in software: what an officer's key and browser do, and what a thief's would."""

import hashlib
import json
import secrets
import struct
from dataclasses import dataclass, field, replace
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.webauthn import AttestedCredentialData, AuthenticatorData

from liaison.lib.passkeys.answers import encode

PRESENT = AuthenticatorData.FLAG.USER_PRESENT
VERIFIED = AuthenticatorData.FLAG.USER_VERIFIED
ATTESTED = AuthenticatorData.FLAG.ATTESTED


@dataclass(frozen=True)
class Authenticator:
    """One passkey; each answer is a new one, so that it can count or fail to.

    Attributes:
        origin: what the browser says the site is.
        party: for whom the authenticator signs.
        counter: how often it signed.
        verified: whether the holder unlocked it.
        cross_origin: whether the browser was inside another site's frame.
    """

    origin: str = "http://localhost"
    party: str = "localhost"
    counter: int = 0
    verified: bool = True
    cross_origin: bool = False
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def create(self, challenge: str, *, ceremony: str = "webauthn.create") -> str:
        """Answer a request for a new passkey, as the browser posts it."""
        public = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]
        new = AttestedCredentialData.create(b"\0" * 16, self.credential_id, public)
        said = AuthenticatorData.create(
            self._party_hash(), self._flags() | ATTESTED, self.counter, bytes(new)
        )
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": bytes(said)})
        return json.dumps(
            {
                "id": encode(self.credential_id),
                "response": {
                    "clientDataJSON": encode(self._client_data(ceremony, challenge)),
                    "attestationObject": encode(attestation),
                },
            }
        )

    def get(self, challenge: str, *, ceremony: str = "webauthn.get") -> str:
        """Answer a challenge, as the browser posts it."""
        client_data = self._client_data(ceremony, challenge)
        said = bytes(AuthenticatorData.create(self._party_hash(), self._flags(), self.counter))
        signed = said + hashlib.sha256(client_data).digest()
        return json.dumps(
            {
                "id": encode(self.credential_id),
                "response": {
                    "clientDataJSON": encode(client_data),
                    "authenticatorData": encode(said),
                    "signature": encode(self.key.sign(signed, ec.ECDSA(hashes.SHA256()))),
                },
            }
        )

    def but(self, **facts: Any) -> "Authenticator":  # noqa: ANN401 - fields of this class
        """Return the same passkey with something changed."""
        return replace(self, **facts)

    def _party_hash(self) -> bytes:
        return hashlib.sha256(self.party.encode()).digest()

    def _flags(self) -> AuthenticatorData.FLAG:
        return PRESENT | VERIFIED if self.verified else PRESENT

    def _client_data(self, ceremony: str, challenge: str) -> bytes:
        said = {
            "type": ceremony,
            "challenge": challenge,
            "origin": self.origin,
            "crossOrigin": self.cross_origin,
        }
        return json.dumps(said).encode()


def without(answer: str, name: str) -> str:
    """Return an answer whose `response` lacks a field."""
    said = json.loads(answer)
    del said["response"][name]
    return json.dumps(said)


def with_counter(data: bytes, counter: int) -> bytes:
    """Return authenticator data that claims another counter."""
    return data[:33] + struct.pack(">I", counter) + data[37:]
