"""What a browser is asked before a passkey answers: a challenge in the session, used once."""

import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.http import HttpRequest, JsonResponse

from liaison.core import clock
from liaison.identity import services
from liaison.identity.factor_errors import PasskeyRefused
from liaison.identity.factor_policy import CHALLENGE_LIFE
from liaison.lib.passkeys import answers, ceremonies
from liaison.lib.passkeys.types import Holder

CHALLENGE: Final = "challenge:"
CHALLENGE_BYTES: Final = 32
ANSWER: Final = "answer"
REASON: Final = "passkey:challenge"


def question_for_new(
    request: HttpRequest, holder: Holder, known: tuple[bytes, ...]
) -> JsonResponse:
    """Ask the browser for a new passkey of somebody who has these already."""
    challenge = new_challenge(request, "new")
    said = ceremonies.creation_options(services.party(), holder, challenge=challenge, known=known)
    return _json(said)


def question(request: HttpRequest, purpose: str, allowed: tuple[bytes, ...] = ()) -> JsonResponse:
    """Ask the browser for an answer of a passkey.

    Args:
        request: whose session keeps the challenge.
        purpose: what the answer may be used for.
        allowed: ids of the passkeys that may answer; none: any.
    """
    challenge = new_challenge(request, purpose)
    return _json(
        ceremonies.request_options(services.party(), challenge=challenge, allowed=allowed)
    )


def question_about(challenge: bytes, allowed: tuple[bytes, ...]) -> JsonResponse:
    """Ask the browser for a passkey's answer to the digest of a document.

    Args:
        challenge: the digest; it is kept nowhere, whoever reads the answer makes it again.
        allowed: ids of the passkeys that may answer.
    """
    return _json(
        ceremonies.request_options(services.party(), challenge=challenge, allowed=allowed)
    )


def new_challenge(request: HttpRequest, purpose: str) -> bytes:
    """Return a new challenge, and keep it for this purpose."""
    challenge = secrets.token_bytes(CHALLENGE_BYTES)
    request.session[CHALLENGE + purpose] = {
        "value": answers.encode(challenge),
        "at": clock.now().isoformat(),
    }
    return challenge


def take_challenge(request: HttpRequest, purpose: str) -> bytes:
    """Return the challenge of a purpose, once.

    Raises:
        PasskeyRefused: nothing was asked, for something else, or five minutes ago.
    """
    kept = request.session.pop(CHALLENGE + purpose, None)
    if not isinstance(kept, dict):
        raise PasskeyRefused(REASON)
    if clock.now() - datetime.fromisoformat(kept["at"]) > CHALLENGE_LIFE:
        raise PasskeyRefused(REASON)
    return answers.decode(kept["value"])


def answer_of(request: HttpRequest) -> str:
    """Return what the browser posted as a passkey's answer; empty when there is none."""
    return request.POST.get(ANSWER, "")


def _json(said: Mapping[str, object]) -> JsonResponse:
    return JsonResponse(json.loads(json.dumps(said)))
