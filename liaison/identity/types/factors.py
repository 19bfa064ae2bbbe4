"""What a person proves who they are with, and where they are signed in, as facts."""

from dataclasses import dataclass
from datetime import datetime

from liaison.identity.states import Authentication, RecoveryState


@dataclass(frozen=True)
class PasskeyFacts:
    """One passkey of a person.

    Attributes:
        id: UUID text.
        name: as its holder calls it.
        created_at: when it was added.
        last_used_at: when it last opened, or None.
        backed_up: whether it is copied to the holder's other devices.
    """

    id: str
    name: str
    created_at: datetime
    last_used_at: datetime | None
    backed_up: bool


@dataclass(frozen=True)
class CodeAppFacts:
    """The authenticator app of a person.

    Attributes:
        created_at: when it was set up.
        last_used_at: when one of its codes last opened, or None.
    """

    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True)
class FactorFacts:
    """Everything one person proves who they are with, beside the password.

    Attributes:
        passkeys: oldest first.
        code_app: the authenticator app, or None.
    """

    passkeys: tuple[PasskeyFacts, ...]
    code_app: CodeAppFacts | None

    @property
    def count(self) -> int:
        """How many second factors there are."""
        return len(self.passkeys) + (self.code_app is not None)


@dataclass(frozen=True)
class Setup:
    """An authenticator app before its first code: what the person scans or types.

    Attributes:
        secret: base32 without padding.
        address: what the QR code says.
    """

    secret: str
    address: str


@dataclass(frozen=True)
class SessionFacts:
    """One browser in which a person is signed in.

    Attributes:
        id: UUID text.
        device: browser and system, in a few words, or empty.
        address: where from.
        authentication: how the person proved who they are.
        opened_at: since when.
        last_seen_at: when a page was last asked for, to the minute.
        proved_at: when the person last proved who they are.
        own: whether it is the one that is looking.
    """

    id: str
    device: str
    address: str
    authentication: Authentication
    opened_at: datetime
    last_seen_at: datetime
    proved_at: datetime
    own: bool


@dataclass(frozen=True)
class RecoveryFacts:
    """One recovery that is open.

    Attributes:
        id: UUID text.
        name: of the person.
        sign_in_name: what they type.
        reason: how the officer made sure that it is them.
        state: how far it has come.
        asked_by: name of who asked.
        asked_at: when.
        valid_until: first moment it is over.
        own: whether the reader asked for it.
    """

    id: str
    name: str
    sign_in_name: str
    reason: str
    state: RecoveryState
    asked_by: str
    asked_at: datetime
    valid_until: datetime
    own: bool
