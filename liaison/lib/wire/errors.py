"""The refusals of the wire.

WireRefusal
├── TooLarge            more than the limit
├── NotJson             not the JSON subset of the wire
├── ShapeRefused        JSON, but not of the form demanded
├── HeaderRefused       a JOSE header this profile does not allow (algorithm confusion)
├── SignatureRefused    the signature does not fit
├── KeyRefused          unknown, expired, not yet valid or revoked key
├── NotForUs            no recipient entry that we can open
├── DecryptionRefused   the ciphertext was altered, or sealed to another key
├── HeadersDiffer       outer and inner statement of the same fact differ
├── CommitmentRefused   content that does not open the signed commitment
├── Expired             after its end
├── FromTheFuture       issued later than clocks may differ
├── DirectoryRefused    rollback, expiry or wrong root of the trust directory
└── DelegationRefused   nobody vouches for the sub-bureau: missing, forged, over, withdrawn
"""

from typing import ClassVar


class WireRefusal(Exception):
    """Bytes that must not enter.

    Attributes:
        code: stable name, kept in logs and told to the sender.
    """

    code: ClassVar[str] = "wire:refused"

    def __init__(self, detail: str = "") -> None:
        """Keep what was seen."""
        super().__init__(detail)
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.code}: {self.detail}" if self.detail else self.code


class TooLarge(WireRefusal):
    """More bytes, entries or depth than the wire carries."""

    code = "wire:too_large"


class NotJson(WireRefusal):
    """Not UTF-8, not JSON, a repeated name, a number that readers disagree about."""

    code = "wire:not_json"


class ShapeRefused(WireRefusal):
    """JSON with a missing, unknown or wrong field."""

    code = "wire:shape"

    def __init__(self, field: str, reason: str) -> None:
        """Keep the field and what is wrong with it."""
        super().__init__(f"{field} {reason}")
        self.field = field
        self.reason = reason


class HeaderRefused(WireRefusal):
    """A JOSE header outside the profile: stops `none`, HS*, `crit` and key injection."""

    code = "wire:header"


class SignatureRefused(WireRefusal):
    """The signature was not made over these bytes by that key."""

    code = "wire:signature"


class KeyRefused(WireRefusal):
    """The key is unknown, not yet valid, expired or revoked for that use."""

    code = "wire:key"


class NotForUs(WireRefusal):
    """None of the recipient entries names a key of ours."""

    code = "wire:not_for_us"


class DecryptionRefused(WireRefusal):
    """Authenticated decryption failed: altered on the way, or sealed to another key."""

    code = "wire:decryption"


class HeadersDiffer(WireRefusal):
    """The outside says one thing, the signed inside another: surreptitious forwarding."""

    code = "wire:headers_differ"


class CommitmentRefused(WireRefusal):
    """The body is not the one the sender signed a commitment to."""

    code = "wire:commitment"


class Expired(WireRefusal):
    """The moment is after the end the sender set."""

    code = "wire:expired"


class FromTheFuture(WireRefusal):
    """Issued later than honest clocks may differ."""

    code = "wire:from_the_future"


class DirectoryRefused(WireRefusal):
    """The directory is older than the one trusted (rollback), or not signed by a root."""

    code = "wire:directory"


class DelegationRefused(WireRefusal):
    """A sub-bureau that its parent does not vouch for at this moment."""

    code = "wire:delegation"

    def __init__(self, subject: str, reason: str) -> None:
        """Keep whom it is about and what is wrong."""
        super().__init__(f"{subject}: {reason}")
        self.subject = subject
        self.reason = reason
