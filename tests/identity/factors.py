"""Second factors of the cast, set up through the real services."""

import base64
from datetime import datetime

from liaison.identity import codes, selectors, services
from liaison.identity.models import Person
from liaison.identity.types import Actor
from liaison.lib.passkeys.answers import encode
from tests.cast import NOW
from tests.simulators.authenticator import Authenticator

CHALLENGE = b"\x07" * 32
ASKED = encode(CHALLENGE)


def actor_of(person: Person) -> Actor:
    """Return a person in their first chair."""
    return selectors.actor_for(person, chair_id=None, now=NOW)


def a_passkey(person: Person, name: str = "Blue key") -> Authenticator:
    """Set up a passkey of a person, and return it."""
    key = Authenticator()
    services.add_passkey(
        actor_of(person), challenge=CHALLENGE, answer=key.create(ASKED), name=name, now=NOW
    )
    return key


def a_code_app(person: Person, *, now: datetime = NOW) -> bytes:
    """Set up an authenticator app of a person, and return its secret; the code of now is used."""
    actor = actor_of(person)
    setup, sealed = services.draft_code_app(actor)
    secret = base64.b32decode(setup.secret)
    services.add_code_app(actor, sealed=sealed, code=code_at(secret, now), now=now)
    return secret


def code_at(secret: bytes, now: datetime) -> str:
    """Return what the app shows at a moment."""
    return codes.code(secret, codes.step_of(now))
