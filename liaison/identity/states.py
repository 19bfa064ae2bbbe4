"""Closed lists of identity, and the lives of what it keeps, as data.

Values are stored for ever and therefore never change.
"""

import enum
from collections.abc import Mapping


class Permission(enum.StrEnum):
    """`room:action`. Who holds them is data, resources/roles.toml; what they allow, rooms say."""

    ACCOUNT_ASK = "identity:ask"
    ACCOUNT_VALIDATE = "identity:validate"
    ALERT_READ = "queries:alerts"
    AUDIT_READ = "audit:read"
    AUDIT_VERIFY = "audit:verify"
    BULK_APPROVE = "queries:bulk_approve"
    BULK_CHECK = "queries:bulk"
    CASE_MANAGE = "casework:case"
    CHECK = "queries:check"
    CHECK_ABROAD = "queries:abroad"
    CONFIRMATION_ANSWER = "queries:confirm"
    DELEGATION_MANAGE = "identity:delegate"
    DOCUMENT_IMPORT = "records:import"
    DOCUMENT_READ = "records:read"
    DOCUMENT_WITHDRAW = "records:withdraw"
    FILE_ADD = "files:add"
    FILE_READ = "files:read"
    HIT_DECIDE = "queries:decide"
    HIT_READ = "queries:read"
    MACHINE_MANAGE = "identity:machines"
    MESSAGE_READ = "exchange:read"
    ORGANISATION_READ = "identity:read"
    PERSON_MANAGE = "identity:manage"
    RECOVER = "identity:recover"
    RECORD_ANNOTATE = "records:annotate"
    REQUEST_ANSWER = "casework:answer"
    REQUEST_DRAFT = "casework:draft"
    REQUEST_READ = "casework:read"
    REQUEST_REVIEW = "casework:review"
    STATISTICS_READ = "casework:statistics"
    TRANSFER = "casework:transfer"
    TRUST_MANAGE = "exchange:trust"
    USAGE_READ = "identity:usage"


class Kind(enum.StrEnum):
    """What an organisation is."""

    GENERAL_SECRETARIAT = "general_secretariat"
    MINISTRY = "ministry"
    DEPARTMENT = "department"
    NCB = "ncb"
    SUB_BUREAU = "sub_bureau"
    AGENCY = "agency"
    BORDER_POST = "border_post"
    COURT = "court"
    UNIT = "unit"


# kinds that have an address of their own and a desk behind it
DESKS = frozenset({Kind.GENERAL_SECRETARIAT, Kind.NCB, Kind.SUB_BUREAU})


class Authentication(enum.StrEnum):
    """How the actor proved who they are, weakest first."""

    MACHINE = "machine"
    MACHINE_KEY = "machine_key"
    COMMAND_LINE = "command_line"
    PASSWORD = "password"  # noqa: S105 - a name, not a secret
    TWO_FACTORS = "two_factors"  # a password and a code
    PASSKEY = "passkey"  # something held, unlocked by its holder


# what counts as two factors: something known or something one is, and something held
STRONG = frozenset({Authentication.TWO_FACTORS, Authentication.PASSKEY})


class Oversight(enum.StrEnum):
    """What the bureau's own desk sees of a tenant sub-bureau's work."""

    NOTHING = "nothing"
    HEADLINES = "headlines"
    ALL = "all"


class Right(enum.StrEnum):
    """What a sub-bureau decides for itself while a delegation is in force."""

    PEOPLE = "people"  # its own administrator and security officer, and nobody else's
    ABROAD = "abroad"  # speaks to other bureaus under its own address


class DelegationState(enum.StrEnum):
    """How far a delegation of authority has come; its term is looked at besides."""

    PROPOSED = "proposed"
    IN_FORCE = "in_force"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


DELEGATION_TRANSITIONS: Mapping[DelegationState, frozenset[DelegationState]] = {
    DelegationState.PROPOSED: frozenset({DelegationState.IN_FORCE, DelegationState.REFUSED}),
    DelegationState.IN_FORCE: frozenset({DelegationState.WITHDRAWN}),
    DelegationState.REFUSED: frozenset(),
    DelegationState.WITHDRAWN: frozenset(),
}


class RecoveryState(enum.StrEnum):
    """How far the recovery of a lost second factor has come; its end is looked at besides."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    USED = "used"


RECOVERY_TRANSITIONS: Mapping[RecoveryState, frozenset[RecoveryState]] = {
    RecoveryState.ASKED: frozenset({RecoveryState.CONFIRMED, RecoveryState.REFUSED}),
    RecoveryState.CONFIRMED: frozenset({RecoveryState.USED, RecoveryState.REFUSED}),
    RecoveryState.REFUSED: frozenset(),
    RecoveryState.USED: frozenset(),
}


class MachineState(enum.StrEnum):
    """How far a machine's access has come; its end is looked at besides."""

    ASKED = "asked"
    ACTIVE = "active"
    REFUSED = "refused"
    REVOKED = "revoked"


MACHINE_TRANSITIONS: Mapping[MachineState, frozenset[MachineState]] = {
    MachineState.ASKED: frozenset({MachineState.ACTIVE, MachineState.REFUSED}),
    MachineState.ACTIVE: frozenset({MachineState.REVOKED}),
    MachineState.REFUSED: frozenset(),
    MachineState.REVOKED: frozenset(),
}


class AccountState(enum.StrEnum):
    """The life of an account that was asked for: a person, a role, an organisation, a time."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    DUE = "due"  # the end is near: it has to be looked at again
    ASKED_AGAIN = "asked_again"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


ACCOUNT_TRANSITIONS: Mapping[AccountState, frozenset[AccountState]] = {
    AccountState.ASKED: frozenset({AccountState.GRANTED, AccountState.REFUSED}),
    AccountState.GRANTED: frozenset(
        {AccountState.DUE, AccountState.WITHDRAWN, AccountState.EXPIRED}
    ),
    AccountState.REFUSED: frozenset(),
    AccountState.DUE: frozenset(
        {
            AccountState.ASKED_AGAIN,
            AccountState.GRANTED,
            AccountState.WITHDRAWN,
            AccountState.EXPIRED,
        }
    ),
    AccountState.ASKED_AGAIN: frozenset(
        {AccountState.GRANTED, AccountState.DUE, AccountState.WITHDRAWN, AccountState.EXPIRED}
    ),
    AccountState.WITHDRAWN: frozenset(),
    AccountState.EXPIRED: frozenset(),
}


class Use(enum.StrEnum):
    """What is counted when people and machines use the system."""

    CHECK = "check"
    HIT = "hit"
    REQUEST = "request"
    SIGN_IN = "sign_in"
    API = "api"


class Level(enum.StrEnum):
    """How far from the bureau somebody works."""

    BUREAU = "bureau"
    SUB_BUREAU = "sub_bureau"
    AGENCY = "agency"
    POST = "post"


LEVELS: Mapping[Kind, Level] = {
    Kind.GENERAL_SECRETARIAT: Level.BUREAU,
    Kind.NCB: Level.BUREAU,
    Kind.SUB_BUREAU: Level.SUB_BUREAU,
    Kind.MINISTRY: Level.AGENCY,
    Kind.DEPARTMENT: Level.AGENCY,
    Kind.AGENCY: Level.AGENCY,
    Kind.COURT: Level.AGENCY,
    Kind.BORDER_POST: Level.POST,
    Kind.UNIT: Level.POST,
}
