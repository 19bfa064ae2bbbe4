"""What this node is: read once from its home folder and the environment, strictly.

A home folder holds `liaison.toml`, the database (unless it is elsewhere), `secret.key`, `keys/`
and `trust/`. Unknown settings stop the start: a typing error must not run unsafely.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from liaison.core import datafile, proxies
from liaison.core.errors import SettingRefused
from liaison.core.settings_table import BY_NAME, SETTINGS, Value, parse

FILE = "liaison.toml"
# the token that whoever reads /metrics brings; without the file nobody reads them
WATCHER = "metrics.token"
MAX_FILE_BYTES = 64 * 1024
# not settings of a node but of one process: its home, its door, a password it is handed
PROCESS_VARIABLES = frozenset(
    {"LIAISON_HOME", "LIAISON_DOOR", "LIAISON_INIT_PASSWORD", "LIAISON_RECOVERY_KEY"}
)
DOORS = ("staff", "federation")
# how a connection to PostgreSQL is verified; dropping one in silence would be a hole
TLS_OPTIONS = ("sslmode", "sslrootcert", "sslcert", "sslkey")
VERIFIED = frozenset({"verify-full", "verify-ca"})
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
ORGANISATION = re.compile(r"[a-z][a-z0-9-]{0,59}(/[a-z0-9-]{1,60}){0,2}")


@dataclass(frozen=True)
class NodeSettings:
    """The settings of one bureau's node.

    Attributes:
        home: folder of everything this node keeps.
        values: setting name to value; complete and typed.
    """

    home: Path
    values: Mapping[str, Value]

    def text(self, name: str) -> str:
        """Return a text setting."""
        return str(self.values[name])

    def number(self, name: str) -> int:
        """Return a number setting."""
        return int(self.values[name])

    @property
    def organisation(self) -> str:
        """Id of this bureau in the directory."""
        return self.text("node.organisation")

    @property
    def demo(self) -> bool:
        """Whether everything here is invented."""
        return self.text("node.mode") == "demo"

    @property
    def keys_folder(self) -> Path:
        """Folder of private keys, readable by the owner only."""
        return self.home / "keys"

    @property
    def trust_folder(self) -> Path:
        """Folder of the signed directory and the key that signs it."""
        return self.home / "trust"

    @property
    def browser_secure(self) -> bool:
        """Whether people reach the staff site through TLS."""
        return self.text("staff.address").startswith("https://")

    @property
    def proxies(self) -> tuple[proxies.Network, ...]:
        """Proxies in front of the staff site: only what they say about callers is believed."""
        return proxies.parse_networks(self.text(proxies.SETTING))

    @property
    def cookie(self) -> str:
        """What the names of this node's cookies begin with.

        Several nodes may share a host name. Through TLS the names begin with `__Host-`: a browser
        then takes such a cookie from this very host only, never from a neighbour of its domain
        (RFC 6265bis section 4.1.3.2).
        """
        guard = "__Host-" if self.browser_secure else ""
        return f"{guard}liaison-{self.organisation.replace('/', '-')}"


def load(home: Path, environment: Mapping[str, str]) -> NodeSettings:
    """Read the settings of the node that lives in `home`.

    Args:
        home: the folder; `liaison.toml` in it is optional when the environment says all.
        environment: `LIAISON_SECTION_NAME` wins over the file.

    Raises:
        SettingRefused: unknown name, wrong value, missing value, unreadable file.
    """
    said: dict[str, object] = _from_file(home / FILE)
    by_variable = {setting.variable: setting.name for setting in SETTINGS}
    for variable, text in environment.items():
        if not variable.startswith("LIAISON_") or variable in PROCESS_VARIABLES:
            continue
        if variable not in by_variable:
            raise SettingRefused(variable, "is not a setting of Liaison")
        said[by_variable[variable]] = text
    values: dict[str, Value] = {}
    for setting in SETTINGS:
        found = said.get(setting.name, setting.default)
        if found is None or (found == "" and setting.default is None):
            raise SettingRefused(setting.name, f"must be set, in {FILE} or as {setting.variable}")
        values[setting.name] = parse(setting, found)
    if not ORGANISATION.fullmatch(str(values["node.organisation"])):
        raise SettingRefused("node.organisation", "must be an id such as 'beijing'")
    _check_mail(values)
    _check_staff(values)
    return NodeSettings(home=home, values=values)


def _check_mail(values: Mapping[str, Value]) -> None:
    """Refuse mail that would be sent from nobody, or in the open over a network.

    Raises:
        SettingRefused: one of the two.
    """
    if not values["mail.host"]:
        return
    if "@" not in str(values["mail.sender"]):
        raise SettingRefused("mail.sender", "must be an address once mail.host is set")
    if values["mail.security"] == "none" and values["mail.host"] not in LOOPBACK:
        raise SettingRefused("mail.security", "may be 'none' only for a server on this machine")


def _check_staff(values: Mapping[str, Value]) -> None:
    """Refuse a staff site that would speak in the open over a network.

    Raises:
        SettingRefused: half a certificate, an address that says less than the certificate, or
            plain HTTP for anybody but this machine and a proxy that encrypts.
    """
    certificate, key = values["staff.certificate"], values["staff.key"]
    if bool(certificate) != bool(key):
        raise SettingRefused("staff.key", "and staff.certificate need each other")
    networks = proxies.parse_networks(str(values[proxies.SETTING]))
    if not (certificate or networks) and values["staff.host"] not in LOOPBACK:
        raise SettingRefused(
            "staff.host",
            "would speak plain HTTP over a network: set staff.certificate and staff.key, or name "
            "the proxy that encrypts in staff.proxies",
        )
    address = urlsplit(str(values["staff.address"]))
    if address.scheme == "https":
        return
    # names below .localhost lead to this machine as well, RFC 6761 section 6.3
    here = address.hostname in LOOPBACK or (address.hostname or "").endswith(".localhost")
    if address.scheme != "http" or certificate or networks or not here:
        raise SettingRefused("staff.address", "must begin with https:// but on this machine")


def _from_file(path: Path) -> dict[str, object]:

    def refused(place: str, reason: str) -> SettingRefused:
        return SettingRefused(str(path) if place == datafile.FILE else place, reason)

    content = datafile.read(path, most=MAX_FILE_BYTES, refused=refused, missing=b"")
    whole = datafile.parse(content, most=MAX_FILE_BYTES, refused=refused)
    said: dict[str, object] = {}
    for section in whole.said:
        for key, value in whole.table(section).said.items():
            name = f"{section}.{key}"
            if name not in BY_NAME:
                raise SettingRefused(name, f"is not a setting of Liaison (in {path.name})")
            said[name] = value
    return said


# as long as SQLite waits for whoever writes; a server that is away is noticed sooner
_LOCK_SECONDS: Final = 20
_PATIENCE: Final = {
    "connect_timeout": 5,
    "options": f"-c lock_timeout={_LOCK_SECONDS}s",
}


def database(settings: NodeSettings) -> dict[str, object]:
    """Return the entry of Django's DATABASES for this node.

    Raises:
        SettingRefused: the URL is neither `sqlite` nor `postgresql://`.
    """
    url = settings.text("database.url")
    if url == "sqlite":
        return _sqlite(settings.home / "liaison.sqlite3")
    wrong = SettingRefused("database.url", "must be 'sqlite' or postgresql://user@host:port/name")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise wrong from error
    if parts.scheme != "postgresql":
        raise wrong
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    unknown = sorted(options.keys() - {"host", *TLS_OPTIONS})
    if unknown:
        raise SettingRefused("database.url", f"{unknown[0][:40]} is not an option Liaison knows")
    host = options.pop("host", parts.hostname or "")
    here = not host or host.startswith("/") or host in LOOPBACK
    if not here and options.get("sslmode") not in VERIFIED:
        # names, records and keys of files would travel in the open, or to whoever answers
        raise SettingRefused(
            "database.url", "of another machine needs sslmode=verify-full and sslrootcert"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options | _PATIENCE,
    }


def _sqlite(file: Path) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # DEFERRED lost transactions to "database is locked" under four writers
            "transaction_mode": "IMMEDIATE",
            "timeout": _LOCK_SECONDS,
            # FULL: a receipt may be given only for what survives a power cut;
            # secure_delete: erased means overwritten
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;"
                "PRAGMA foreign_keys=ON;PRAGMA busy_timeout=20000;"
            ),
        },
    }
