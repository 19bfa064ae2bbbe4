"""The roles of this house: which chair carries which permissions. Data, read strictly.

`resources/roles.toml` is read once, at start: a role with a typing error stops the start rather
than giving too much.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from django.utils.translation import gettext

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
        Permission.CONFIRMATION_ANSWER,
        Permission.DELEGATION_MANAGE,
        Permission.DOCUMENT_WITHDRAW,
        Permission.HIT_DECIDE,
        Permission.MACHINE_MANAGE,
        Permission.PERSON_MANAGE,
        Permission.REQUEST_REVIEW,
        Permission.TRANSFER,
        Permission.TRUST_MANAGE,
    }
)
# what shows whom somebody met: never for those who learn where discreet records were met
SEARCHING = frozenset(
    {
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
    "bureau": Permission.ORGANISATION_READ,
    "cases": Permission.CASE_MANAGE,
    "check": Permission.CHECK,
    "confirmations": Permission.CONFIRMATION_ANSWER,
    "desk": Permission.REQUEST_REVIEW,
    "hits": Permission.HIT_READ,
    "machines": Permission.MACHINE_MANAGE,
    "messages": Permission.MESSAGE_READ,
    "records": Permission.DOCUMENT_READ,
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
        second_factor: whether a password alone opens nothing; a role that says nothing demands it.
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
    found = {name: _role(name, table) for name, table in tables.items() if not _is_machine(table)}
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
        {name: _machine(name, table) for name, table in tables.items() if _is_machine(table)}
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


def _tables(content: bytes) -> Mapping[str, object]:
    if len(content) > MAX_BYTES:
        raise FileRefused("roles", f"more than {MAX_BYTES} bytes")
    try:
        tables = tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FileRefused("roles", f"not TOML: {error}") from error
    if not 1 <= len(tables) <= MAX_ROLES:
        raise FileRefused("roles", f"must be from 1 to {MAX_ROLES}")
    return tables


def _is_machine(table: object) -> bool:
    return isinstance(table, dict) and "machine" in table


def _machine(name: str, table: object) -> MachineRole:
    if not NAME.fullmatch(name):
        raise FileRefused(name, "a role's name has small letters and underscores only")
    if not isinstance(table, dict) or set(table) != MACHINE_KEYS or table["machine"] is not True:
        raise FileRefused(name, f"must say {', '.join(sorted(MACHINE_KEYS))} and nothing else")
    permissions = _permissions(name, table["permissions"])
    if permissions & PERSONS_ONLY:
        first = min(permissions & PERSONS_ONLY)
        raise FileRefused(name, f"is a machine and cannot carry {first}")
    return MachineRole(
        name=name,
        english_title=_text(name, table["title"], MAX_TITLE),
        english_sentence=_text(name, table["sentence"], MAX_SENTENCE),
        permissions=permissions,
    )


def _role(name: str, table: object) -> Role:
    if not NAME.fullmatch(name):
        raise FileRefused(name, "a role's name has small letters and underscores only")
    if not isinstance(table, dict) or set(table) - OPTIONAL != KEYS:
        raise FileRefused(name, f"must say {', '.join(sorted(KEYS))} and nothing else")
    permissions = _permissions(name, table["permissions"])
    if Permission.ALERT_READ in permissions and permissions & SEARCHING:
        first = min(permissions & SEARCHING)
        raise FileRefused(name, f"learns of discreet hits and cannot carry {first}")
    home = _text(name, table["home"], MAX_TITLE)
    if home not in HOMES:
        raise FileRefused(name, f"home must be one of {', '.join(HOMES)}")
    if HOMES[home] not in permissions:
        raise FileRefused(name, f"begins at '{home}' without the permission {HOMES[home]}")
    return Role(
        name=name,
        english_title=_text(name, table["title"], MAX_TITLE),
        english_sentence=_text(name, table["sentence"], MAX_SENTENCE),
        home=home,
        permissions=permissions,
        asked_by=_asked_by(name, table.get(ASKED_BY, [])),
        second_factor=_flag(name, table.get(SECOND_FACTOR, True)),
    )


def _flag(name: str, said: object) -> bool:
    if not isinstance(said, bool):
        raise FileRefused(name, "second_factor must be true or false")
    return said


def _asked_by(name: str, said: object) -> frozenset[str]:
    if not isinstance(said, list) or not all(isinstance(one, str) for one in said):
        raise FileRefused(name, "asked_by must be a list of roles")
    if len(set(said)) != len(said):
        raise FileRefused(name, "asked_by says a role twice")
    return frozenset(said)


def _permissions(name: str, said: object) -> frozenset[Permission]:
    if not isinstance(said, list) or not said:
        raise FileRefused(name, "permissions must be a list with something in it")
    known = {permission.value: permission for permission in Permission}
    found: set[Permission] = set()
    for text in said:
        permission = known.get(text) if isinstance(text, str) else None
        if permission is None:
            raise FileRefused(name, f"no permission {text!r} is known")
        if permission in found:
            raise FileRefused(name, f"says {permission} twice")
        found.add(permission)
    return frozenset(found)


def _text(name: str, said: object, longest: int) -> str:
    if not isinstance(said, str) or not said.strip() or len(said) > longest:
        raise FileRefused(name, f"texts must have from 1 to {longest} characters")
    return said


ROLES: Mapping[str, Role] = parse(FILE.read_bytes())
MACHINE_ROLES: Mapping[str, MachineRole] = parse_machines(FILE.read_bytes())
