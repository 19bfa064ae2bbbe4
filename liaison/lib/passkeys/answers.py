"""Reading what a browser posts: JSON with base64url texts, each within its limit."""

import base64
import binascii
import json
from collections.abc import Mapping

from liaison.lib.passkeys import types
from liaison.lib.passkeys.errors import AnswerUnreadable
from liaison.lib.passkeys.types import Assertion


def parse_assertion(answer: str) -> Assertion:
    """Read the answer to a challenge.

    Args:
        answer: JSON: `id` and `response` with `clientDataJSON`, `authenticatorData` and
            `signature`, as `PublicKeyCredential.toJSON()` writes them.

    Raises:
        AnswerUnreadable: a field is missing, too long or not base64url.
    """
    found = _object(answer)
    response = _part(found)
    return Assertion(
        credential_id=_bytes(found, "id", types.CREDENTIAL_ID_MAX),
        client_data=_bytes(response, "clientDataJSON", types.CLIENT_DATA_MAX),
        authenticator_data=_bytes(response, "authenticatorData", types.AUTHENTICATOR_DATA_MAX),
        signature=_bytes(response, "signature", types.SIGNATURE_MAX),
    )


def parse_registration(answer: str) -> tuple[bytes, bytes]:
    """Read what a new passkey says.

    Returns:
        Client data and attestation object.

    Raises:
        AnswerUnreadable: a field is missing, too long or not base64url.
    """
    response = _part(_object(answer))
    return (
        _bytes(response, "clientDataJSON", types.CLIENT_DATA_MAX),
        _bytes(response, "attestationObject", types.ATTESTATION_MAX),
    )


def encode(data: bytes) -> str:
    """Return bytes as base64url without padding (RFC 4648 section 5)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """Return the bytes of base64url without padding.

    Raises:
        AnswerUnreadable: it is not that, or another spelling of the same bytes.
    """
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise AnswerUnreadable from error
    if encode(data) != text:
        raise AnswerUnreadable
    return data


def _object(answer: str) -> Mapping[str, object]:
    if len(answer) > types.ANSWER_MAX:
        raise AnswerUnreadable
    try:
        found = json.loads(answer)
    except (ValueError, RecursionError) as error:
        raise AnswerUnreadable from error
    if not isinstance(found, dict):
        raise AnswerUnreadable
    return found


def _part(found: Mapping[str, object]) -> Mapping[str, object]:
    part = found.get("response")
    if not isinstance(part, dict):
        raise AnswerUnreadable
    return part


def _bytes(found: Mapping[str, object], name: str, most: int) -> bytes:
    text = found.get(name)
    # four letters for three bytes
    if not isinstance(text, str) or not text or len(text) > most * 4 // 3 + 4:
        raise AnswerUnreadable
    return decode(text)
