"""The refusals of passkeys.

PasskeyRefusal
├── AnswerUnreadable     not what a browser sends
├── CeremonyRefused      made for another purpose: registration is not signing in
├── ChallengeRefused     answers another question: a repetition, or another document's
├── OriginRefused        given to another site
├── PartyRefused         made for another relying party
├── PersonNotVerified    a touch without PIN or biometrics
├── AlgorithmRefused     a key of a kind this house does not read
├── CredentialRefused    another credential than the one asked for
├── SignatureRefused     the signature does not fit
├── CounterRefused       the counter went back: the key was copied, or the answer repeated
└── VouchingOver         the bureau's statement about the passkey had ended
"""

from typing import ClassVar


class PasskeyRefusal(Exception):
    """An answer of a passkey that proves nothing.

    Attributes:
        code: stable name, kept in logs.
    """

    code: ClassVar[str] = "passkey:refused"

    def __str__(self) -> str:
        return self.code


class AnswerUnreadable(PasskeyRefusal):
    """Not what a browser sends: a field is missing, too long or not what it says."""

    code = "passkey:unreadable"


class CeremonyRefused(PasskeyRefusal):
    """The answer was made for another purpose: registration is not signing in."""

    code = "passkey:ceremony"


class ChallengeRefused(PasskeyRefusal):
    """The answer belongs to another question."""

    code = "passkey:challenge"


class OriginRefused(PasskeyRefusal):
    """The answer was given to another site, or within another site's frame."""

    code = "passkey:origin"


class PartyRefused(PasskeyRefusal):
    """The answer was made for another relying party."""

    code = "passkey:party"


class PersonNotVerified(PasskeyRefusal):
    """Nobody was there, or nobody proved to be the owner of the key."""

    code = "passkey:person"


class AlgorithmRefused(PasskeyRefusal):
    """A key of a kind this house does not read."""

    code = "passkey:algorithm"


class CredentialRefused(PasskeyRefusal):
    """Another credential than the one the signature is looked at with."""

    code = "passkey:credential"


class SignatureRefused(PasskeyRefusal):
    """The signature does not fit."""

    code = "passkey:signature"


class CounterRefused(PasskeyRefusal):
    """The counter did not rise: the key was copied, or the answer was used before."""

    code = "passkey:counter"


class VouchingOver(PasskeyRefusal):
    """The bureau's statement about the officer's passkey had ended."""

    code = "passkey:vouching_over"
