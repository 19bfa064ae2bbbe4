"""A new passkey: made here, now, by somebody who unlocked it, of a kind we can read."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from fido2 import cbor
from fido2.cose import ES256, ES384, RS256
from fido2.webauthn import AttestationObject
from hypothesis import given
from hypothesis import strategies as st

from liaison.lib.passkeys import answers, ceremonies, errors
from liaison.lib.passkeys.types import Credential, Holder
from tests.lib.passkeys.test_signing_in import ASKED, CHALLENGE, DESK, KEY, OTHER
from tests.simulators.authenticator import Authenticator


def registered(answer: str) -> Credential:
    """Verify what a new passkey says."""
    return ceremonies.verify_registration(DESK, challenge=CHALLENGE, answer=answer)


def test_it_is_known_from_then_on() -> None:
    found = registered(KEY.create(ASKED))
    assert (found.id, found.counter, found.backed_up) == (KEY.credential_id, 0, False)


def strange(public_key: dict[int, object]) -> str:
    """Return a registration whose key says something else."""
    said = json.loads(KEY.create(ASKED))
    made = AttestationObject(answers.decode(said["response"]["attestationObject"]))
    old = made.auth_data.credential_data
    assert old is not None
    data = bytes(made.auth_data).replace(
        cbor.encode(dict(old.public_key)), cbor.encode(public_key)
    )
    attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
    said["response"]["attestationObject"] = answers.encode(attestation)
    return json.dumps(said)


POINT = dict(ES256.from_cryptography_key(KEY.key.public_key()))  # type: ignore[no-untyped-call]
P384 = dict(ES384.from_cryptography_key(ec.generate_private_key(ec.SECP384R1()).public_key()))  # type: ignore[no-untyped-call]
RSA = dict(RS256.from_cryptography_key(rsa.generate_private_key(65_537, 2048).public_key()))  # type: ignore[no-untyped-call]
REFUSED = {
    "an answer to another question": (KEY.create(OTHER), errors.ChallengeRefused),
    "made at another site": (
        KEY.but(origin="https://desk.example").create(ASKED),
        errors.OriginRefused,
    ),
    "made for another party": (KEY.but(party="example.org").create(ASKED), errors.PartyRefused),
    "not unlocked": (KEY.but(verified=False).create(ASKED), errors.PersonNotVerified),
    "a signature, not a registration": (
        KEY.create(ASKED, ceremony="webauthn.get"),
        errors.CeremonyRefused,
    ),
    "an answer without a key": (KEY.get(ASKED), errors.AnswerUnreadable),
    "a kind of key nobody asked for": (strange(P384), errors.AlgorithmRefused),
    "a key of 112 bits with the padding of PKCS #1 v1.5": (strange(RSA), errors.AlgorithmRefused),
    "a point that lies on no curve": (
        strange({**POINT, -3: b"\x01" * 32}),
        errors.AlgorithmRefused,
    ),
    "no algorithm": (strange({1: 2}), errors.AnswerUnreadable),
}


@pytest.mark.parametrize(("answer", "refusal"), REFUSED.values(), ids=REFUSED)
def test_registration_refuses(answer: str, refusal: type[errors.PasskeyRefusal]) -> None:
    with pytest.raises(refusal):
        registered(answer)


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_noise_is_refused_by_name(client_data: bytes, attestation: bytes) -> None:
    """Whatever the bytes, nothing but a named refusal comes out."""
    said = {"clientDataJSON": answers.encode(client_data)}
    noise = json.dumps({"response": {**said, "attestationObject": answers.encode(attestation)}})
    with pytest.raises(errors.PasskeyRefusal):
        registered(noise)


@given(st.binary(max_size=200))
def test_noise_in_the_right_frame_is_refused_by_name(attestation: bytes) -> None:
    """The browser's part is right; the authenticator's is noise."""
    said = json.loads(KEY.create(ASKED))
    said["response"]["attestationObject"] = answers.encode(b"\xa1" + attestation)
    with pytest.raises(errors.PasskeyRefusal):
        registered(json.dumps(said))


@given(st.binary(max_size=64))
def test_base64url_is_read_back_and_spelled_one_way(data: bytes) -> None:
    text = answers.encode(data)
    assert answers.decode(text) == data
    with pytest.raises(errors.AnswerUnreadable):
        answers.decode(text + "=")


def test_the_browser_is_asked_for_a_locked_key_that_names_its_holder() -> None:
    ada = Holder(handle=b"ada", sign_in_name="ada", name="Ada")
    asked = ceremonies.creation_options(
        DESK, ada, challenge=CHALLENGE, known=[Authenticator().credential_id]
    )
    said = json.loads(json.dumps(asked))
    assert said["authenticatorSelection"]["userVerification"] == "required"
    assert said["attestation"] == "none"
    assert len(said["excludeCredentials"]) == 1
    assert ceremonies.request_options(DESK, challenge=CHALLENGE)["allowCredentials"] == []
