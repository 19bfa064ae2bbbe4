"""One organisation of the trust directory: where it listens, its keys, its desks, who vouches."""

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from joserfc.jwk import OKPKey

from liaison.lib.wire import canonical, limits
from liaison.lib.wire.errors import KeyRefused, ShapeRefused
from liaison.lib.wire.keys import CURVES, Use, public_key
from liaison.lib.wire.manifest import organisation

FIELDS = frozenset({"id", "name", "parent", "endpoint", "certificates", "keys", "log_key"})
# an entry written before there were sub-bureaus and relays says none of these
LATER_FIELDS = frozenset({"desks", "relay", "relay_always", "delegation", "withdrawals"})
DESK_FIELDS = frozenset({"id", "address", "name", "region", "country"})
KEY_FIELDS = frozenset({"kty", "crv", "x", "kid", "use", "nbf", "exp", "revoked_at"})
# a name, an IPv4 address or an IPv6 address in brackets, and always the port
ENDPOINT = re.compile(r"https://([a-z0-9][a-z0-9.-]*|\[[0-9a-f:.]+\]):[1-9][0-9]{0,4}")
HIGHEST_PORT = 65535
# a desk's address and region as people write them; an old entry has none
ADDRESS = re.compile(r"([A-Z]+( [A-Z]+)*)?")
REGION = re.compile(r"([a-z]+(-[a-z]+)*)?")
COUNTRY = re.compile(r"([A-Z]{3})?")


@dataclass(frozen=True)
class DirectoryKey:
    """A public key of an organisation and when it is good.

    Attributes:
        kid: RFC 7638 thumbprint.
        use: `sig` or `enc`.
        key: the key.
        jwk: the same as published.
        nbf: from when, seconds since 1970.
        exp: until when.
        revoked_at: since when it must not be trusted, or None.
    """

    kid: str
    use: Use
    key: OKPKey
    jwk: canonical.JsonObject
    nbf: int
    exp: int
    revoked_at: int | None

    def good(self, now: int) -> bool:
        """Return whether the key may be used at that moment."""
        return self.nbf <= now < self.exp and (self.revoked_at is None or now < self.revoked_at)


@dataclass(frozen=True)
class Desk:
    """A desk that can be written to.

    Attributes:
        id: the organisation's id: of the node itself or below it.
        address: as officers write it, such as `IP MACAO`; may be empty.
        name: in English.
        region: such as `asia-south-pacific`; may be empty.
        country: ISO 3166 alpha-3 code; may be empty.
    """

    id: str
    address: str
    name: str
    region: str
    country: str


@dataclass(frozen=True)
class Entry:
    """One organisation of the directory.

    Attributes:
        id: such as `beijing` or `beijing/hong-kong`.
        name: in English.
        parent: id of the bureau that vouches for it, or empty.
        endpoint: `https://host:port` of its federation listener.
        certificates: its TLS certificates, DER; nobody else's are accepted from it.
        keys: public keys, oldest first.
        log_key: base64url Ed25519 key that signs its log's checkpoints.
        desks: the desks its node serves, its own among them.
        relay: id of the bureau that may keep and pass on what is meant for it, or empty.
        relay_always: it cannot be called at all; only through the relay.
        delegation: its parent's signed word that it may speak for a region; empty without parent.
        withdrawals: its own signed words that delegations it gave are over.
    """

    id: str
    name: str
    parent: str
    endpoint: str
    certificates: tuple[bytes, ...]
    keys: tuple[DirectoryKey, ...]
    log_key: str
    desks: tuple[Desk, ...]
    relay: str = ""
    relay_always: bool = False
    delegation: str = ""
    withdrawals: tuple[str, ...] = ()

    @property
    def tls_pins(self) -> tuple[str, ...]:
        """Hex SHA-256 of each certificate."""
        return tuple(hashlib.sha256(der).hexdigest() for der in self.certificates)

    def signing_key(self, kid: str, *, now: int) -> OKPKey:
        """Return the signing key of that name, if it is good now.

        Raises:
            KeyRefused: unknown here, not yet or no longer good, revoked, or not for signing.
        """
        for key in self.keys:
            if key.kid == kid and key.use == "sig":
                if key.good(now):
                    return key.key
                message = f"{kid} of {self.id} is not good at {now}"
                raise KeyRefused(message)
        message = f"{self.id} has no signing key {kid[:64]}"
        raise KeyRefused(message)

    def encryption_key(self, *, now: int) -> DirectoryKey:
        """Return the newest key others shall seal to.

        Raises:
            KeyRefused: there is none that is good now.
        """
        for key in reversed(self.keys):
            if key.use == "enc" and key.good(now):
                return key
        message = f"{self.id} has no encryption key that is good at {now}"
        raise KeyRefused(message)


def parse_entry(value: canonical.JsonValue) -> Entry:
    """Read one organisation's entry, which is also its card before it is listed.

    Raises:
        ShapeRefused: a field is missing, unknown or wrong.
    """
    if not isinstance(value, dict):
        raise ShapeRefused("organisations", "must hold objects")
    canonical.check_fields(value, required=FIELDS, optional=LATER_FIELDS)
    certificates, keys = value["certificates"], value["keys"]
    if not isinstance(certificates, list) or not 1 <= len(certificates) <= limits.PINS:
        raise ShapeRefused("certificates", f"must list 1 to {limits.PINS}")
    if not isinstance(keys, list):
        raise ShapeRefused("keys", "must be a list")
    own = organisation(value, "id")
    name = canonical.words(value, "name", most=limits.WORDS_CHARACTERS)
    relay, always = _id_or_empty(value, "relay"), value.get("relay_always", False)
    if relay == own or not isinstance(always, bool) or (always and not relay):
        raise ShapeRefused("relay", "must be another bureau, and named where it is needed always")
    return Entry(
        id=own,
        name=name,
        parent=_id_or_empty(value, "parent"),
        endpoint=_endpoint(value),
        certificates=tuple(_certificate(text) for text in certificates),
        keys=_keys(keys),
        log_key=_log_key(value),
        desks=_desks(value, own, name),
        relay=relay,
        relay_always=always,
        delegation=_token({"delegation": "", **value}, "delegation"),
        withdrawals=_withdrawals(value),
    )


def _id_or_empty(value: canonical.JsonObject, name: str) -> str:
    return "" if value.get(name, "") == "" else organisation(value, name)


def _token(value: canonical.JsonObject, name: str) -> str:
    return canonical.text(value, name, most=limits.TOKEN_CHARACTERS, empty=True)


def _withdrawals(value: canonical.JsonObject) -> tuple[str, ...]:
    listed = value.get("withdrawals", [])
    if not isinstance(listed, list) or len(listed) > limits.WITHDRAWALS:
        raise ShapeRefused("withdrawals", f"must list at most {limits.WITHDRAWALS}")
    return tuple(_token({"withdrawals": token}, "withdrawals") for token in listed)


def _desks(value: canonical.JsonObject, own: str, name: str) -> tuple[Desk, ...]:
    """Read the desks; a bureau that names none has the one it is."""
    listed = value.get("desks")
    if listed is None:
        return (Desk(own, "", name, "", ""),)
    if not isinstance(listed, list) or len(listed) > limits.DESKS:
        raise ShapeRefused("desks", f"must list at most {limits.DESKS}")
    found = tuple(_desk(desk, own) for desk in listed)
    if own not in [desk.id for desk in found]:
        raise ShapeRefused("desks", f"must list '{own}' itself")
    return found


def _desk(value: canonical.JsonValue, own: str) -> Desk:
    if not isinstance(value, dict):
        raise ShapeRefused("desks", "must hold objects")
    canonical.check_fields(value, required=DESK_FIELDS)
    found = Desk(
        id=organisation(value, "id"),
        address=_matching(value, "address", ADDRESS),
        name=canonical.words(value, "name", most=limits.WORDS_CHARACTERS),
        region=_matching(value, "region", REGION),
        country=_matching(value, "country", COUNTRY),
    )
    # a node speaks for itself and for what bears its name, for nobody else
    if found.id != own and not found.id.startswith(own + "/"):
        raise ShapeRefused("desks", f"may list '{own}' and what is below it only")
    return found


def _matching(value: canonical.JsonObject, name: str, pattern: re.Pattern[str]) -> str:
    found = canonical.text(value, name, most=limits.KIND_CHARACTERS, empty=True)
    if not pattern.fullmatch(found):
        raise ShapeRefused(name, f"must look like {pattern.pattern}")
    return found


def _endpoint(value: canonical.JsonObject) -> str:
    found = canonical.text(value, "endpoint", most=limits.WORDS_CHARACTERS)
    if not ENDPOINT.fullmatch(found) or int(found.rpartition(":")[2]) > HIGHEST_PORT:
        raise ShapeRefused("endpoint", "must be https://host:port, and nothing after it")
    return found


def _log_key(value: canonical.JsonObject) -> str:
    found = canonical.text(value, "log_key", most=64)
    public_key({"kty": "OKP", "crv": CURVES["sig"], "x": found}, use="sig")
    return found


def _certificate(value: canonical.JsonValue) -> bytes:
    if not isinstance(value, str) or not 1 <= len(value) <= limits.CERTIFICATE_CHARACTERS:
        raise ShapeRefused("certificates", "must hold base64 DER of limited length")
    try:
        return base64.b64decode(value, validate=True)
    except ValueError:
        raise ShapeRefused("certificates", "must hold base64 DER") from None


def _keys(values: Sequence[canonical.JsonValue]) -> tuple[DirectoryKey, ...]:
    if len(values) > limits.KEYS_PER_USE * len(CURVES):
        raise ShapeRefused("keys", f"must list at most {limits.KEYS_PER_USE} for each use")
    found = tuple(_key(value) for value in values)
    for use in CURVES:
        if not 1 <= sum(key.use == use for key in found) <= limits.KEYS_PER_USE:
            raise ShapeRefused("keys", f"must list 1 to {limits.KEYS_PER_USE} of use {use}")
    return found


def _key(value: canonical.JsonValue) -> DirectoryKey:
    if not isinstance(value, dict):
        raise ShapeRefused("keys", "must hold objects")
    canonical.check_fields(value, required=KEY_FIELDS)
    use: Use = "sig" if value["use"] == "sig" else "enc"
    key = public_key(value, use=use)
    if value["use"] != use or key.thumbprint() != value["kid"]:
        raise ShapeRefused("keys", "has a key whose name is not its thumbprint, or no use")
    revoked = value["revoked_at"]
    return DirectoryKey(
        kid=key.thumbprint(),
        use=use,
        key=key,
        jwk=value,
        nbf=canonical.moment(value, "nbf"),
        exp=canonical.moment(value, "exp"),
        revoked_at=None if revoked is None else canonical.moment(value, "revoked_at"),
    )
