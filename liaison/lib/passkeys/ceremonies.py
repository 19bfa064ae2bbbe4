"""Registration and signing in: what a browser is asked, and whether its answer proves anything.

Web Authentication level 3, sections 7.1 and 7.2. Attestation is not asked for: which brand of key
an officer holds is nobody's business here. Bytes are taken apart by the library `fido2`; every
check stands here by name.
"""

import hashlib
import hmac
import struct
from collections.abc import Iterable, Mapping
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from fido2 import cbor
from fido2.cose import CoseKey
from fido2.webauthn import AttestationObject, AuthenticatorData, CollectedClientData

from liaison.lib.passkeys import types
from liaison.lib.passkeys.answers import encode, parse_registration
from liaison.lib.passkeys.errors import (
    AlgorithmRefused,
    AnswerUnreadable,
    CeremonyRefused,
    ChallengeRefused,
    CounterRefused,
    CredentialRefused,
    OriginRefused,
    PartyRefused,
    PersonNotVerified,
    SignatureRefused,
)
from liaison.lib.passkeys.types import Assertion, Credential, Holder, Party

# ES256, EdDSA (RFC 9053 sections 2.1, 2.2). Not RS256: keys that speak nothing else have 2048 bits
# of RSA, which is less than 128 bits of strength, and sign with the padding of PKCS #1 v1.5
ALGORITHMS: Final = (-7, -8)
CREATE: Final = "webauthn.create"
GET: Final = "webauthn.get"
TIMEOUT_MS: Final = 5 * 60 * 1000
_BROKEN = (ValueError, TypeError, KeyError, IndexError, struct.error, RecursionError)


def creation_options(
    party: Party, holder: Holder, *, challenge: bytes, known: Iterable[bytes]
) -> Mapping[str, object]:
    """Return what the browser is asked when a passkey is made; bytes as base64url.

    Args:
        party: the site.
        holder: for whom.
        challenge: random bytes, used once.
        known: ids of the passkeys they have: an authenticator holds one for each person.
    """
    return {
        "rp": {"id": party.id, "name": party.name},
        "user": {
            "id": encode(holder.handle),
            "name": holder.sign_in_name,
            "displayName": holder.name,
        },
        "challenge": encode(challenge),
        "pubKeyCredParams": [{"type": "public-key", "alg": one} for one in ALGORITHMS],
        "timeout": TIMEOUT_MS,
        "excludeCredentials": [_descriptor(one) for one in known],
        "authenticatorSelection": {
            "residentKey": "required",
            "requireResidentKey": True,
            "userVerification": "required",
        },
        "attestation": "none",
    }


def request_options(
    party: Party, *, challenge: bytes, allowed: Iterable[bytes] = ()
) -> Mapping[str, object]:
    """Return what the browser is asked when a passkey shall answer; bytes as base64url.

    Args:
        party: the site.
        challenge: random bytes used once, or the digest of a document.
        allowed: ids of the passkeys that may answer; none: whichever the person has, and the
            question tells nobody who works here.
    """
    return {
        "rpId": party.id,
        "challenge": encode(challenge),
        "timeout": TIMEOUT_MS,
        "allowCredentials": [_descriptor(one) for one in allowed],
        "userVerification": "required",
    }


def verify_registration(party: Party, *, challenge: bytes, answer: str) -> Credential:
    """Return the new passkey.

    Args:
        party: the site.
        challenge: what was asked.
        answer: as the browser posted it.

    Raises:
        PasskeyRefusal: by name, what is wrong with it.
    """
    client_data, attestation = parse_registration(answer)
    _check_client_data(client_data, ceremony=CREATE, challenge=challenge, origin=party.origin)
    try:
        said = AttestationObject(attestation).auth_data
    except _BROKEN as error:
        raise AnswerUnreadable from error
    _check_authenticator(said, party.id)
    new = said.credential_data
    if new is None:
        raise AnswerUnreadable
    public_key = cbor.encode(dict(new.public_key))
    if new.public_key.get(3) not in ALGORITHMS:
        raise AlgorithmRefused
    _read_key(public_key)
    if not 1 <= len(new.credential_id) <= types.CREDENTIAL_ID_MAX:
        raise AnswerUnreadable
    return Credential(
        id=new.credential_id,
        public_key=public_key,
        counter=said.counter,
        backed_up=said.is_backed_up(),
    )


def verify_assertion(
    party: Party, *, challenge: bytes, credential: Credential, assertion: Assertion
) -> int:
    """Return the counter after an answer that proves that the holder was there.

    Args:
        party: the site the passkey was made for.
        challenge: what was asked.
        credential: what is known of the passkey.
        assertion: its answer.

    Raises:
        PasskeyRefusal: by name, what is wrong with it.
    """
    if not hmac.compare_digest(assertion.credential_id, credential.id):
        raise CredentialRefused
    _check_client_data(
        assertion.client_data, ceremony=GET, challenge=challenge, origin=party.origin
    )
    try:
        said = AuthenticatorData(assertion.authenticator_data)
    except _BROKEN as error:
        raise AnswerUnreadable from error
    _check_authenticator(said, party.id)
    signed = assertion.authenticator_data + hashlib.sha256(assertion.client_data).digest()
    try:
        _read_key(credential.public_key).verify(signed, assertion.signature)
    except (InvalidSignature, ValueError) as error:
        raise SignatureRefused from error
    # both zero: a passkey that does not count, as those copied between devices
    if (said.counter or credential.counter) and said.counter <= credential.counter:
        raise CounterRefused
    return said.counter


def _descriptor(credential_id: bytes) -> Mapping[str, str]:
    return {"type": "public-key", "id": encode(credential_id)}


def _check_client_data(data: bytes, *, ceremony: str, challenge: bytes, origin: str) -> None:
    try:
        said = CollectedClientData(data)
        asked, answered, place = str(said.type), bytes(said.challenge), str(said.origin)
    except _BROKEN as error:
        raise AnswerUnreadable from error
    if asked != ceremony:
        raise CeremonyRefused
    if not hmac.compare_digest(answered, challenge):
        raise ChallengeRefused
    if place != origin or said.cross_origin:
        raise OriginRefused


def _check_authenticator(said: AuthenticatorData, party_id: str) -> None:
    if not hmac.compare_digest(said.rp_id_hash, hashlib.sha256(party_id.encode()).digest()):
        raise PartyRefused
    if not (said.is_user_present() and said.is_user_verified()):
        raise PersonNotVerified


def _read_key(public_key: bytes) -> CoseKey:
    if len(public_key) > types.PUBLIC_KEY_MAX:
        raise AlgorithmRefused
    try:
        found = cbor.decode(public_key)
        if not isinstance(found, Mapping):
            raise AlgorithmRefused
        key = CoseKey.parse(found)
        if found.get(3) not in ALGORITHMS:
            raise AlgorithmRefused
        _check_point(key)
    except (*_BROKEN, AttributeError, UnsupportedAlgorithm) as error:
        raise AlgorithmRefused from error
    return key


def _check_point(key: CoseKey) -> None:
    """Load the key once: one that cannot be loaded would lock its holder out later.

    Raises:
        ValueError: it is no key, such as a point that lies not on its curve.
    """
    try:
        key.verify(b"", b"\0" * 64)
    except InvalidSignature:
        return
