"""Who is asking, as a value that can be handed on."""

from dataclasses import dataclass
from datetime import datetime

from liaison.audit.types import Who
from liaison.identity.errors import PermissionRefused
from liaison.identity.states import (
    Authentication,
    DelegationState,
    MachineState,
    Oversight,
    Permission,
    Right,
)

__all__ = [
    "Actor",
    "Authentication",
    "ChairFacts",
    "DelegationFacts",
    "DelegationTerms",
    "EventFacts",
    "KeyFacts",
    "MachineFacts",
    "MachinePlan",
    "OrganisationFacts",
    "Permission",
    "PersonFacts",
]


@dataclass(frozen=True)
class Actor:
    """A person in a chair, or a machine of this node.

    Two-person rules compare `person_id`, never chairs: one person may hold several.

    Attributes:
        person_id: UUID text of the person; for machines the machine's name.
        person_name: as colleagues know them.
        chair_id: UUID text of the chair; empty for machines.
        role: name of the chair's role in resources/roles.toml.
        organisation: id of the organisation the chair belongs to.
        bureau: id of this node's bureau: the organisation that speaks abroad.
        desk: id of the nearest organisation at or above the chair's that has an address of its
            own: the bureau, or a sub-bureau that works on this node as a tenant.
        permissions: what the chair carries.
        authentication: how the actor proved who they are.
    """

    person_id: str
    person_name: str
    chair_id: str
    role: str
    organisation: str
    bureau: str
    permissions: frozenset[Permission]
    authentication: Authentication
    desk: str = ""

    def __post_init__(self) -> None:
        """An actor whose desk nobody named works for the bureau's own."""
        if not self.desk:
            object.__setattr__(self, "desk", self.bureau)

    @classmethod
    def machine(cls, name: str, *, bureau: str, permissions: frozenset[Permission]) -> "Actor":
        """Return an actor for a worker or a command of this node."""
        return cls(
            person_id=name,
            person_name=name,
            chair_id="",
            role="machine",
            organisation=bureau,
            bureau=bureau,
            permissions=permissions,
            authentication=Authentication.MACHINE,
        )

    @classmethod
    def command_line(
        cls, name: str, *, bureau: str, permissions: frozenset[Permission]
    ) -> "Actor":
        """Return an actor for somebody at the machine itself, who could write the files anyway."""
        return cls(
            person_id=name,
            person_name=name,
            chair_id="",
            role="command_line",
            organisation=bureau,
            bureau=bureau,
            permissions=permissions,
            authentication=Authentication.COMMAND_LINE,
        )

    @property
    def at_bureau(self) -> bool:
        """Whether the chair is one of the bureau itself and not of an organisation below it."""
        return self.organisation == self.bureau

    @property
    def at_desk(self) -> bool:
        """Whether the chair is one of a desk: the bureau's, or that of a tenant sub-bureau."""
        return self.organisation == self.desk

    @property
    def who(self) -> Who:
        """The actor in the plain text the audit log keeps."""
        return Who(
            person=self.person_id,
            chair=f"{self.role}@{self.organisation}",
            organisation=self.organisation,
        )

    def may(self, permission: Permission) -> bool:
        """Return whether the chair carries this permission."""
        return permission in self.permissions

    def require(self, permission: Permission) -> None:
        """Refuse unless the chair carries this permission.

        Raises:
            PermissionRefused: it does not.
        """
        if permission not in self.permissions:
            raise PermissionRefused(permission)


@dataclass(frozen=True)
class OrganisationFacts:
    """One organisation, for those who look.

    Attributes:
        id: path of ids from the bureau down, such as `beijing/hong-kong`.
        kind: see `states.Kind`.
        name: name in English.
        local_name: name in its own language, or empty.
        address: address for messages, such as `IP BEIJING`, or empty.
        country: ISO 3166 alpha-3 code, or empty.
        parent: id of the organisation above it, or None.
        facts: further facts as labelled texts, in order.
        source: where the facts come from.
        depth: how many organisations stand above it; filled in where a tree is listed.
    """

    id: str
    kind: str
    name: str
    local_name: str
    address: str
    country: str
    parent: str | None
    facts: tuple[tuple[str, str], ...]
    source: str
    depth: int = 0


@dataclass(frozen=True)
class ChairFacts:
    """One chair, for the person who holds it and for those who give it.

    Attributes:
        id: UUID text.
        organisation: id of the organisation it belongs to.
        organisation_name: that organisation's name in English.
        role: name of the role in resources/roles.toml.
        valid_from: first moment it may be used.
        valid_until: first moment it may no longer be used.
    """

    id: str
    organisation: str
    organisation_name: str
    role: str
    valid_from: datetime
    valid_until: datetime


@dataclass(frozen=True)
class PersonFacts:
    """One person who signs in, for those who administer.

    Attributes:
        id: UUID text.
        sign_in_name: what they type.
        name: as colleagues know them.
        language: code of the language they read.
        active: whether they may sign in at all.
        last_login: when they last did, or None.
        chairs: the chairs they hold or will hold; ended ones are left out.
    """

    id: str
    sign_in_name: str
    name: str
    language: str
    active: bool
    last_login: datetime | None
    chairs: tuple[ChairFacts, ...]


@dataclass(frozen=True)
class EventFacts:
    """One event, for those it is for.

    Attributes:
        number: place in the sequence; who has seen it has missed nothing before it.
        kind: `room:thing:verb`.
        target: id of the thing; who may see the thing is decided by its room.
        at: when it happened.
        permission: what a chair must carry to be told.
        personal: whether it is for this one person.
        new: whether the actor has not seen it yet.
    """

    number: int
    kind: str
    target: str
    at: datetime
    permission: str
    personal: bool
    new: bool = False


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
