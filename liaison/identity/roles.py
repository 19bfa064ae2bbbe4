"""The roles of this house: which chair carries which permissions. Data, read strictly.

`resources/roles.toml` is read once, at start: a role with a typing error stops the start rather
than giving too much.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from django.utils.translation import gettext

from liaison.core import datafile
from liaison.core.datafile import Table
from liaison.identity.errors import DutiesRefused, FileRefused
from liaison.identity.states import Permission

FILE = Path(__file__).resolve().parents[2] / "resources" / "roles.toml"
MAX_BYTES = 64 * 1024
MAX_ROLES = 50
MAX_TITLE = 60
MAX_SENTENCE = 300
NAME = re.compile(r"[a-z][a-z_]{2,58}")
KEYS = frozenset({"title", "sentence", "home", "permissions"})
ASKED_BY = "asked_by"
SECOND_FACTOR = "second_factor"
OPTIONAL = frozenset({ASKED_BY, SECOND_FACTOR})
MACHINE_KEYS = frozenset({"title", "sentence", "machine", "permissions"})
# what no machine does: decide about a hit or a request, open trust, see or change who may do what
PERSONS_ONLY = frozenset(
    {
        Permission.ACCOUNT_ASK,
        Permission.ACCOUNT_VALIDATE,
        Permission.ALERT_READ,
        Permission.AUDIT_READ,
        Permission.AUDIT_VERIFY,
        Permission.BULK_APPROVE,
        Permission.CONFIRMATION_ANSWER,
        Permission.DELEGATION_MANAGE,
        Permission.DOCUMENT_WITHDRAW,
        Permission.HIT_DECIDE,
        Permission.MACHINE_MANAGE,
        Permission.PERSON_MANAGE,
        Permission.RECOVER,
        Permission.REQUEST_REVIEW,
        Permission.TRANSFER,
        Permission.TRUST_MANAGE,
    }
)
# what shows whom somebody met: never for those who learn where discreet records were met
SEARCHING = frozenset(
    {
        Permission.BULK_APPROVE,
        Permission.BULK_CHECK,
        Permission.CHECK,
        Permission.CHECK_ABROAD,
        Permission.HIT_DECIDE,
        Permission.HIT_READ,
    }
)
# the pages a working day can begin with, and what one must be allowed to see anything there
HOMES: Mapping[str, Permission] = {
    "access": Permission.ACCOUNT_VALIDATE,
    "accounts": Permission.ACCOUNT_ASK,
    "alerts": Permission.ALERT_READ,
    "audit": Permission.AUDIT_READ,
    "bulk-checks": Permission.BULK_CHECK,
    "bureau": Permission.ORGANISATION_READ,
    "cases": Permission.CASE_MANAGE,
    "check": Permission.CHECK,
    "confirmations": Permission.CONFIRMATION_ANSWER,
    "desk": Permission.REQUEST_REVIEW,
    "hits": Permission.HIT_READ,
    "machines": Permission.MACHINE_MANAGE,
    "messages": Permission.MESSAGE_READ,
    "records": Permission.DOCUMENT_READ,
    "recoveries": Permission.RECOVER,
    "requests": Permission.REQUEST_READ,
    "statistics": Permission.STATISTICS_READ,
    "transfers": Permission.TRANSFER,
    "usage": Permission.USAGE_READ,
}


@dataclass(frozen=True)
class Role:
    """What a chair of this role may do.

    Attributes:
        name: stored in chairs and in the audit log, so it never changes.
        english_title: what the role is called, in English.
        english_sentence: what it is for, in English.
        home: name of the page its day begins with.
        permissions: what it carries.
        asked_by: names of the roles whose holders may ask for a chair of this one.
        second_factor: whether a password alone never opens, not even where the bureau waived it;
            a role that says nothing demands it.
    """

    name: str
    english_title: str
    english_sentence: str
    home: str
    permissions: frozenset[Permission]
    asked_by: frozenset[str] = frozenset()
    second_factor: bool = True

    @property
    def title(self) -> str:
        """What the role is called, in the language of whoever reads."""
        return gettext(self.english_title)

    @property
    def sentence(self) -> str:
        """What the role is for, in the language of whoever reads."""
        return gettext(self.english_sentence)


@dataclass(frozen=True)
class MachineRole:
    """What a machine of this role may do at most; its key may carry less.

    Attributes:
        name: stored with machines and in the audit log, so it never changes.
        english_title: what the role is called, in English.
        english_sentence: what it is for, in English.
        permissions: the most a key of it carries.
    """

    name: str
    english_title: str
    english_sentence: str
    permissions: frozenset[Permission]

    @property
    def title(self) -> str:
        """What the role is called, in the language of whoever reads."""
        return gettext(self.english_title)

    @property
    def sentence(self) -> str:
        """What the role is for, in the language of whoever reads."""
        return gettext(self.english_sentence)


def parse(content: bytes) -> Mapping[str, Role]:
    """Read the roles of people in a file of roles.

    Args:
        content: TOML in UTF-8, one table for each role.

    Returns:
        Role name to role, in the order of the file; cannot be changed.

    Raises:
        FileRefused: too large, not TOML, or a role that says too much, too little or nonsense.
    """
    tables = _tables(content)
    found = {name: _role(table) for name, table in tables.items() if "machine" not in table}
    for role in found.values():
        if not role.asked_by <= found.keys():
            raise FileRefused(role.name, "is asked for by a role that is not in the file")
    return MappingProxyType(found)


def parse_machines(content: bytes) -> Mapping[str, MachineRole]:
    """Read the roles of machines in a file of roles.

    Args:
        content: TOML in UTF-8; the tables that say `machine = true`.

    Returns:
        Role name to role, in the order of the file; cannot be changed.

    Raises:
        FileRefused: as `parse` does, or a machine would carry what only a person may do.
    """
    tables = _tables(content)
    return MappingProxyType(
        {name: _machine(table) for name, table in tables.items() if "machine" in table}
    )


def check_apart(roles: Iterable[str]) -> None:
    """Refuse roles that one person must not hold at the same time.

    Who learns where a discreet record was met must not be the one who met it, nor speak to the
    searcher's bureau about other records: whatever they say would carry what they know.

    Args:
        roles: names of roles; one that is no longer in the file carries nothing.

    Raises:
        DutiesRefused: naming the two.
    """
    held = [ROLES[name] for name in roles if name in ROLES]
    told = [role for role in held if Permission.ALERT_READ in role.permissions]
    open_to_all = SEARCHING | {Permission.CONFIRMATION_ANSWER}
    for one in told:
        for other in held:
            if other not in told and other.permissions & open_to_all:
                raise DutiesRefused(one.name, other.name)


def _tables(content: bytes) -> Mapping[str, Table]:
    tables = datafile.parse(content, most=MAX_BYTES, refused=FileRefused).each(most=MAX_ROLES)
    for name, table in tables.items():
        if not NAME.fullmatch(name):
            raise table.wrong("a role's name has small letters and underscores only")
    return tables


def _machine(table: Table) -> MachineRole:
    table.only(MACHINE_KEYS)
    if not table.truth("machine"):
        raise table.wrong("machine is true or is not said")
    permissions = table.several_of("permissions", Permission, least=1)
    if permissions & PERSONS_ONLY:
        raise table.wrong(f"is a machine and cannot carry {min(permissions & PERSONS_ONLY)}")
    return MachineRole(
        name=table.place,
        english_title=table.text("title", most=MAX_TITLE),
        english_sentence=table.text("sentence", most=MAX_SENTENCE),
        permissions=permissions,
    )


def _role(table: Table) -> Role:
    table.only(KEYS, OPTIONAL)
    permissions = table.several_of("permissions", Permission, least=1)
    if Permission.ALERT_READ in permissions and permissions & SEARCHING:
        first = min(permissions & SEARCHING)
        raise table.wrong(f"learns of discreet hits and cannot carry {first}")
    home = table.text("home", most=MAX_TITLE)
    if home not in HOMES:
        raise table.wrong(f"home must be one of {', '.join(HOMES)}")
    if HOMES[home] not in permissions:
        raise table.wrong(f"begins at '{home}' without the permission {HOMES[home]}")
    return Role(
        name=table.place,
        english_title=table.text("title", most=MAX_TITLE),
        english_sentence=table.text("sentence", most=MAX_SENTENCE),
        home=home,
        permissions=permissions,
        asked_by=table.words(ASKED_BY, most=MAX_ROLES) if ASKED_BY in table else frozenset(),
        second_factor=table.truth(SECOND_FACTOR) if SECOND_FACTOR in table else True,
    )


ROLES: Mapping[str, Role] = parse(FILE.read_bytes())
MACHINE_ROLES: Mapping[str, MachineRole] = parse_machines(FILE.read_bytes())
