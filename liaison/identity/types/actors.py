"""Who is asking, as a value that can be handed on."""

from dataclasses import dataclass
from datetime import datetime

from liaison.audit.types import Who
from liaison.identity.errors import PermissionRefused
from liaison.identity.states import Authentication, Permission


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
class Letter:
    """What one person is written about; no content of a case.

    Attributes:
        person: UUID text.
        mail: where they read mail.
        language: code of the language they read.
        events: what happened, oldest first; at least one.
    """

    person: str
    mail: str
    language: str
    events: tuple[EventFacts, ...]
