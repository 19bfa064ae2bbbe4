"""An officer's approval: a passkey's answer whose challenge is the digest of a document.

Another bureau cannot know an officer's key, so the officer's bureau states whose it is: which
site, which credential, which role, until when. The answer proves that the holder of that
credential was asked about exactly this document; the statement says who that is. Who signs the
statement, and whether the signature holds, is looked at by whoever calls.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from liaison.lib.passkeys import answers, ceremonies, types
from liaison.lib.passkeys.errors import AnswerUnreadable, VouchingOver
from liaison.lib.passkeys.types import Assertion, Credential, Party

TEXT_MAX: Final = 253
COUNTER_MAX: Final = 2**32 - 1  # Web Authentication level 3 section 6.1: 32 bits
VOUCHED: Final = frozenset(
    {"party", "origin", "credential", "public_key", "counter", "officer", "role", "valid_until"}
)
ASSERTION: Final = frozenset({"credential", "client_data", "authenticator_data", "signature"})


@dataclass(frozen=True)
class Vouched:
    """What a bureau states about the passkey of one of its officers.

    Attributes:
        party: relying party id of its site.
        origin: of its site.
        credential: the public half, with the counter before the approval.
        officer: a pseudonym; the same officer has the same one.
        role: name of the role in which they approved.
        valid_until: seconds since 1970; first moment the statement says nothing any more.
    """

    party: str
    origin: str
    credential: Credential
    officer: str
    role: str
    valid_until: int


def claims_of(vouched: Vouched) -> dict[str, str | int]:
    """Return the claims of a bureau's statement."""
    return {
        "party": vouched.party,
        "origin": vouched.origin,
        "credential": answers.encode(vouched.credential.id),
        "public_key": answers.encode(vouched.credential.public_key),
        "counter": vouched.credential.counter,
        "officer": vouched.officer,
        "role": vouched.role,
        "valid_until": vouched.valid_until,
    }


def parse_vouched(claims: Mapping[str, object]) -> Vouched:
    """Read the claims of a bureau's statement.

    Raises:
        AnswerUnreadable: a field is missing, unknown or malformed.
    """
    if claims.keys() != VOUCHED:
        raise AnswerUnreadable
    return Vouched(
        party=_text(claims, "party"),
        origin=_text(claims, "origin"),
        credential=Credential(
            id=_bytes(claims, "credential", types.CREDENTIAL_ID_MAX),
            public_key=_bytes(claims, "public_key", types.PUBLIC_KEY_MAX),
            counter=_number(claims, "counter", COUNTER_MAX),
        ),
        officer=_text(claims, "officer"),
        role=_text(claims, "role"),
        valid_until=_number(claims, "valid_until", 2**53),
    )


def write_assertion(assertion: Assertion) -> dict[str, str]:
    """Return a passkey's answer as it travels."""
    return {
        "credential": answers.encode(assertion.credential_id),
        "client_data": answers.encode(assertion.client_data),
        "authenticator_data": answers.encode(assertion.authenticator_data),
        "signature": answers.encode(assertion.signature),
    }


def parse_assertion(said: object) -> Assertion:
    """Read a passkey's answer that travelled.

    Raises:
        AnswerUnreadable: a field is missing, unknown or malformed.
    """
    if not isinstance(said, Mapping) or said.keys() != ASSERTION:
        raise AnswerUnreadable
    return Assertion(
        credential_id=_bytes(said, "credential", types.CREDENTIAL_ID_MAX),
        client_data=_bytes(said, "client_data", types.CLIENT_DATA_MAX),
        authenticator_data=_bytes(said, "authenticator_data", types.AUTHENTICATOR_DATA_MAX),
        signature=_bytes(said, "signature", types.SIGNATURE_MAX),
    )


def verify(vouched: Vouched, assertion: Assertion, *, challenge: bytes, at: int) -> None:
    """Refuse an answer that is no approval of this document by that officer.

    Args:
        vouched: what the officer's bureau states, its signature looked at already.
        assertion: the answer.
        challenge: digest of the document as the reader holds it.
        at: when the approval was sent, seconds since 1970.

    Raises:
        VouchingOver: the statement was over by then.
        PasskeyRefusal: the answer proves nothing: another document's, another site's, a counter
            that did not rise, a signature that does not fit.
    """
    if at >= vouched.valid_until:
        raise VouchingOver
    party = Party(id=vouched.party, name="", origin=vouched.origin)
    ceremonies.verify_assertion(
        party, challenge=challenge, credential=vouched.credential, assertion=assertion
    )


def _text(said: Mapping[str, object], name: str) -> str:
    found = said.get(name)
    if not isinstance(found, str) or not 1 <= len(found) <= TEXT_MAX or not found.isprintable():
        raise AnswerUnreadable
    return found


def _number(said: Mapping[str, object], name: str, most: int) -> int:
    found = said.get(name)
    if type(found) is not int or not 0 <= found <= most:
        raise AnswerUnreadable
    return found


def _bytes(said: Mapping[str, object], name: str, most: int) -> bytes:
    found = said.get(name)
    if not isinstance(found, str) or not found or len(found) > most * 4 // 3 + 4:
        raise AnswerUnreadable
    return answers.decode(found)
