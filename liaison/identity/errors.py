"""The refusals of identity."""

from liaison.core import errors as core
from liaison.core.errors import Refusal


class PermissionRefused(Refusal):
    """The chair does not carry the permission that was needed."""

    code = "identity:permission"

    def __init__(self, permission: str) -> None:
        """Keep the permission that was missing."""
        super().__init__(permission)
        self.permission = permission

    def __str__(self) -> str:
        return f"this chair does not carry the permission {self.permission}"


class NoSuchOrganisation(Refusal):
    """No organisation of that id is known here."""

    code = "identity:no_organisation"

    def __init__(self, organisation: str) -> None:
        """Keep the id asked for."""
        super().__init__(organisation)
        self.organisation = organisation

    def __str__(self) -> str:
        return f"no organisation '{self.organisation}' is known here"


class NoChair(Refusal):
    """The person has no chair that is valid now, so there is nothing they may do."""

    code = "identity:no_chair"

    def __init__(self, person: str) -> None:
        """Keep the sign-in name."""
        super().__init__(person)
        self.person = person

    def __str__(self) -> str:
        return f"{self.person} holds no chair that is valid today; an administrator can give one"


class NameTaken(Refusal):
    """Another person signs in with this name."""

    code = "identity:name_taken"

    def __init__(self, sign_in_name: str) -> None:
        """Keep the name."""
        super().__init__(sign_in_name)
        self.sign_in_name = sign_in_name

    def __str__(self) -> str:
        return f"somebody signs in as '{self.sign_in_name}' already; choose another name"


class InputRefused(Refusal):
    """A value is empty, too long or has characters that do not belong there."""

    code = "identity:input"

    def __init__(self, field: str, reason: str) -> None:
        """Keep the field and what is wrong."""
        super().__init__(field, reason)
        self.field = field
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.field}: {self.reason}; nothing was stored"


class PasswordRefused(Refusal):
    """The password is too easy to guess."""

    code = "identity:password"

    def __init__(self, reasons: tuple[str, ...]) -> None:
        """Keep every reason."""
        super().__init__(reasons)
        self.reasons = reasons

    def __str__(self) -> str:
        return "password refused: " + " ".join(self.reasons)


class OutsideAuthority(Refusal):
    """The organisation is not one this actor may fill chairs in."""

    code = "identity:outside_authority"

    def __init__(self, organisation: str) -> None:
        """Keep the organisation asked for."""
        super().__init__(organisation)
        self.organisation = organisation

    def __str__(self) -> str:
        return f"'{self.organisation}' is not in your charge; its own administrator can do this"


class DutiesRefused(Refusal):
    """One person would hold two roles that are kept apart."""

    code = "identity:duties"

    def __init__(self, role: str, other: str) -> None:
        """Keep the names of the two roles."""
        super().__init__(role, other)
        self.role = role
        self.other = other

    def __str__(self) -> str:
        return f"one person cannot be {self.role} and {self.other} at the same time"


class SelfGrantRefused(Refusal):
    """Nobody gives a chair to themselves: two persons are needed."""

    code = "identity:self_grant"

    def __init__(self, person: str) -> None:
        """Keep the id of the person."""
        super().__init__(person)
        self.person = person

    def __str__(self) -> str:
        return "nobody gives a chair to themselves; another administrator can do it"


class NoSuchPerson(Refusal):
    """No such person, or one this actor may not see: the two look alike."""

    code = "identity:no_person"

    def __init__(self, person: str) -> None:
        """Keep the id asked for."""
        super().__init__(person)
        self.person = person

    def __str__(self) -> str:
        return f"no person {self.person} is known here"


class NoSuchChair(Refusal):
    """No such chair, one this actor may not see, or one that has ended: they look alike."""

    code = "identity:no_chair_of_that_id"

    def __init__(self, chair: str) -> None:
        """Keep the id asked for."""
        super().__init__(chair)
        self.chair = chair

    def __str__(self) -> str:
        return f"no chair {self.chair} is held here"


class RoleUnknown(Refusal):
    """The role is not in resources/roles.toml."""

    code = "identity:no_role"

    def __init__(self, role: str) -> None:
        """Keep the name asked for."""
        super().__init__(role)
        self.role = role

    def __str__(self) -> str:
        return f"no role '{self.role}' is known here"


class TermRefused(Refusal):
    """The time a chair is given for is in the past, turned round or too long."""

    code = "identity:term"

    def __init__(self, reason: str) -> None:
        """Keep what is wrong with it."""
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"the chair's term {self.reason}; nothing was stored"


class WrongPassword(Refusal):
    """The present password, asked for again, was not right."""

    code = "identity:wrong_password"

    def __str__(self) -> str:
        return "the present password is not right; the password was not changed"


class FileRefused(core.FileRefused):
    """A file of roles or organisations says something this house does not understand."""

    code = "identity:file"


class SamePersonRefused(Refusal):
    """Whoever asked for it cannot be the one who validates it: two persons are needed."""

    code = "identity:same_person"

    def __init__(self, person: str) -> None:
        """Keep the id of the person."""
        super().__init__(person)
        self.person = person

    def __str__(self) -> str:
        return "two persons are needed: another one than who asked must validate this"


class TransitionRefused(core.TransitionRefused):
    """What was asked does not follow from the present state."""

    code = "identity:transition"


class NoSuchDelegation(Refusal):
    """No such delegation, or one this actor may not see: the two look alike."""

    code = "identity:no_delegation"

    def __init__(self, delegation: str) -> None:
        """Keep the id asked for."""
        super().__init__(delegation)
        self.delegation = delegation

    def __str__(self) -> str:
        return f"no delegation {self.delegation} is known here"


class NoSuchMachine(Refusal):
    """No such machine, or one this actor may not see: the two look alike."""

    code = "identity:no_machine"

    def __init__(self, machine: str) -> None:
        """Keep the id asked for."""
        super().__init__(machine)
        self.machine = machine

    def __str__(self) -> str:
        return f"no machine {self.machine} is known here"


class MachineKeyRefused(Refusal):
    """The key opens nothing. Why is in the log of the house, never in the answer."""

    code = "identity:machine_key"

    def __str__(self) -> str:
        return "this key opens nothing; ask the security officer of the bureau for another"


class NoSuchRequest(Refusal):
    """No such request for an account, or one this actor may not see: the two look alike."""

    code = "identity:no_account_request"

    def __init__(self, request: str) -> None:
        """Keep the id asked for."""
        super().__init__(request)
        self.request = request

    def __str__(self) -> str:
        return f"no request {self.request} is known here"


class RoleNotAskable(Refusal):
    """The role is one that a chair like the asker's may not ask for."""

    code = "identity:role_not_askable"

    def __init__(self, role: str) -> None:
        """Keep the role."""
        super().__init__(role)
        self.role = role

    def __str__(self) -> str:
        return f"a chair of this role may not ask for the role '{self.role}'"


class LinkRefused(Refusal):
    """The link for choosing a password was used, is over, or never was one."""

    code = "identity:link"

    def __str__(self) -> str:
        return "this link is over or was used; ask the security officer for another"
