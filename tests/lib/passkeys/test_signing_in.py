"""An answer of a passkey proves that its holder was there, at this site, for this question."""

import dataclasses
import json

import pytest

from liaison.lib.passkeys import answers, ceremonies, errors
from liaison.lib.passkeys.types import Credential, Party
from tests.simulators.authenticator import Authenticator, with_counter, without

DESK = Party(id="localhost", name="Liaison", origin="http://localhost")
CHALLENGE = b"\x07" * 32
ASKED = answers.encode(CHALLENGE)
KEY = Authenticator()


def registered(key: Authenticator = KEY) -> Credential:
    """Register a passkey."""
    return ceremonies.verify_registration(DESK, challenge=CHALLENGE, answer=key.create(ASKED))


def proved(answer: str, credential: Credential | None = None) -> int:
    """Verify an answer to the question."""
    return ceremonies.verify_assertion(
        DESK,
        challenge=CHALLENGE,
        credential=credential or registered(),
        assertion=answers.parse_assertion(answer),
    )


def test_its_holder_opens() -> None:
    assert proved(KEY.get(ASKED)) == 0
    assert proved(KEY.but(counter=3).get(ASKED)) == 3


OTHER = answers.encode(b"\x08" * 32)
ATTACKS = {
    "an answer to another question": (KEY.get(OTHER), errors.ChallengeRefused),
    "given to a site that looks like ours": (
        KEY.but(origin="http://localhost.example").get(ASKED),
        errors.OriginRefused,
    ),
    "given to another port of our host": (
        KEY.but(origin="http://localhost:8443").get(ASKED),
        errors.OriginRefused,
    ),
    "from inside another site's frame": (
        KEY.but(cross_origin=True).get(ASKED),
        errors.OriginRefused,
    ),
    "signed for another relying party": (
        KEY.but(party="example.org").get(ASKED),
        errors.PartyRefused,
    ),
    "touched by whoever found it": (KEY.but(verified=False).get(ASKED), errors.PersonNotVerified),
    "a registration, not a signature": (
        KEY.get(ASKED, ceremony="webauthn.create"),
        errors.CeremonyRefused,
    ),
    "another key under the same name": (
        Authenticator(credential_id=KEY.credential_id).get(ASKED),
        errors.SignatureRefused,
    ),
    "another passkey": (Authenticator().get(ASKED), errors.CredentialRefused),
    "no JSON": ("{", errors.AnswerUnreadable),
    "a list": ("[]", errors.AnswerUnreadable),
    "brackets without an end": ("[" * 60_000, errors.AnswerUnreadable),
    "no signature": (without(KEY.get(ASKED), "signature"), errors.AnswerUnreadable),
    "ten megabytes": ("x" * 10_000_000, errors.AnswerUnreadable),
    "not base64url": (
        json.dumps({"id": "%%%", "response": json.loads(KEY.get(ASKED))["response"]}),
        errors.AnswerUnreadable,
    ),
}


@pytest.mark.parametrize(("answer", "refusal"), ATTACKS.values(), ids=ATTACKS)
def test_attacks_prove_nothing(answer: str, refusal: type[errors.PasskeyRefusal]) -> None:
    with pytest.raises(refusal):
        proved(answer)


COUNTERS = {"the same again": (5, 5), "back": (5, 4), "to zero": (5, 0)}


@pytest.mark.parametrize(("known", "said"), COUNTERS.values(), ids=COUNTERS)
def test_a_counter_only_rises(known: int, said: int) -> None:
    """A copied key, or an answer that was used before, is betrayed by it."""
    held = dataclasses.replace(registered(), counter=known)
    assert proved(KEY.but(counter=6).get(ASKED), held) == 6
    with pytest.raises(errors.CounterRefused):
        proved(KEY.but(counter=said).get(ASKED), held)


def test_a_counter_that_was_written_over_breaks_the_signature() -> None:
    said = answers.parse_assertion(KEY.but(counter=1).get(ASKED))
    forged = dataclasses.replace(
        said, authenticator_data=with_counter(said.authenticator_data, 99)
    )
    with pytest.raises(errors.SignatureRefused):
        ceremonies.verify_assertion(
            DESK, challenge=CHALLENGE, credential=registered(), assertion=forged
        )
