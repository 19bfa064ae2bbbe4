"""What is asked for and what was given: delegations, machines, accounts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from liaison.identity.states import (
    AccountState,
    DelegationState,
    Level,
    MachineState,
    Oversight,
    Permission,
    Right,
    Use,
)


@dataclass(frozen=True)
class DelegationTerms:
    """What is asked for a sub-bureau.

    Attributes:
        sub_bureau: its id.
        oversight: what the bureau's desk sees of its work.
        rights: what it decides for itself.
        valid_until: first moment it no longer holds.
    """

    sub_bureau: str
    oversight: Oversight
    rights: frozenset[Right]
    valid_until: datetime


@dataclass(frozen=True)
class DelegationFacts:
    """One delegation, for the bureau and for the sub-bureau it concerns.

    Attributes:
        id: UUID text.
        terms: what it says.
        name: the sub-bureau's name in English.
        state: how far it has come.
        in_force: whether it holds now; a term that has run out ends it without a word.
        asked_by: name of who asked for it.
        asked_at: when.
        own: whether the reader asked for it, and so cannot validate it.
        decided_by: name of who validated or refused it, or empty.
        decided_at: when, or None.
        ended_by: name of who withdrew it, or empty.
        ended_at: when, or None.
        note: why it was refused or withdrawn, or empty.
    """

    id: str
    terms: DelegationTerms
    name: str
    state: DelegationState
    in_force: bool
    asked_by: str
    asked_at: datetime
    own: bool
    decided_by: str
    decided_at: datetime | None
    ended_by: str
    ended_at: datetime | None
    note: str


@dataclass(frozen=True)
class MachinePlan:
    """What is asked for a machine.

    Attributes:
        name: what people call it.
        organisation: id of the organisation it acts for.
        role: name of a machine's role in resources/roles.toml.
        scope: what its keys carry, no more than the role.
        place: where it stands, in words.
        expires_at: first moment its keys open nothing.
    """

    name: str
    organisation: str
    role: str
    scope: frozenset[Permission]
    place: str
    expires_at: datetime


@dataclass(frozen=True)
class KeyFacts:
    """One key of a machine, without its secret.

    Attributes:
        id: the part of the key that is no secret.
        created_at: when it was made.
        valid_until: first moment it opens nothing.
    """

    id: str
    created_at: datetime
    valid_until: datetime


@dataclass(frozen=True)
class MachineFacts:
    """One machine, for those who decide about access.

    Attributes:
        id: UUID text.
        plan: what it may do, where and until when.
        organisation_name: the name of the organisation it acts for.
        state: how far its access has come.
        open: whether its keys open anything now.
        own: whether the reader asked for it, and so cannot validate it.
        asked_by: name of who asked for it.
        decided_by: name of who validated or refused it, or empty.
        note: why it was refused or revoked, or empty.
        last_used_at: when one of its keys was last used, to the minute, or None.
        last_address: from which address.
        keys: the keys that are not over, newest first.
    """

    id: str
    plan: MachinePlan
    organisation_name: str
    state: MachineState
    open: bool
    own: bool
    asked_by: str
    decided_by: str
    note: str
    last_used_at: datetime | None
    last_address: str
    keys: tuple[KeyFacts, ...]


@dataclass(frozen=True)
class AccountWish:
    """What a liaison officer asks for somebody of their unit.

    Attributes:
        sign_in_name: what the person types or will type.
        name: as colleagues know them.
        mail: where they read mail, or empty.
        organisation: id of the organisation the chair stands in.
        role: name of the role.
        reason: what they need it for.
        valid_until: first moment the chair may no longer be used.
    """

    sign_in_name: str
    name: str
    mail: str
    organisation: str
    role: str
    reason: str
    valid_until: datetime


@dataclass(frozen=True)
class RequestFacts:
    """One request for an account, for who asked and for who decides.

    Attributes:
        id: UUID text.
        wish: what is asked for.
        organisation_name: the name of the organisation.
        state: how far it has come.
        asked_by: name of who asked last.
        asked_at: when.
        own: whether the reader asked for it, and so cannot validate it.
        known: whether the person signs in here already.
        decided_by: name of who decided, or empty.
        decided_at: when, or None.
        note: why it was refused or withdrawn, or empty.
        ends_at: when the chair that was given ends, or None.
    """

    id: str
    wish: AccountWish
    organisation_name: str
    state: AccountState
    asked_by: str
    asked_at: datetime
    own: bool
    known: bool
    decided_by: str
    decided_at: datetime | None
    note: str
    ends_at: datetime | None


@dataclass(frozen=True)
class AccountFacts:
    """One chair that somebody holds, for those who answer for access.

    Attributes:
        chair: UUID text of the chair.
        person: UUID text of the person.
        name: the person's name.
        sign_in_name: what they type.
        organisation_name: where the chair stands.
        role: name of its role.
        valid_until: when it ends.
        due: whether it ends so soon that it has to be looked at again.
        last_seen: when they last signed in, or None.
        own: whether it is the reader's.
        never_set: whether they have not chosen a password yet.
    """

    chair: str
    person: str
    name: str
    sign_in_name: str
    organisation_name: str
    role: str
    valid_until: datetime
    due: bool
    last_seen: datetime | None
    own: bool
    never_set: bool


@dataclass(frozen=True)
class UsageRow:
    """What one organisation, or one machine of it, did in a time.

    Attributes:
        organisation: its id.
        name: its name.
        level: how far from the bureau it works.
        place: where: the organisation's name, or the place of the machine.
        machine: name of the machine, empty for people.
        counts: how often each was done; a kind that never was is left out.
    """

    organisation: str
    name: str
    level: Level
    place: str
    machine: str
    counts: Mapping[Use, int]
