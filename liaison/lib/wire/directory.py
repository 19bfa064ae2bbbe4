"""The trust directory: who the bureaus are, where they listen, which keys are theirs.

For now one signed file: a JWS `liaison-directory+jws` by a root key that every bureau holds. The
order of checks follows TUF (rollback, expiry); the TUF form itself comes behind the same facts.
"""

import base64
import enum
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from joserfc.jwk import OKPKey

from liaison.lib.wire import canonical, limits, tokens
from liaison.lib.wire.errors import DirectoryRefused, KeyRefused, ShapeRefused
from liaison.lib.wire.keys import CURVES, KeyPair, Use, public_key
from liaison.lib.wire.manifest import organisation

TYP = "liaison-directory+jws"
FIELDS = frozenset({"version", "issued_at", "expires_at", "organisations"})
ENTRY_FIELDS = frozenset({"id", "name", "parent", "endpoint", "certificates", "keys", "log_key"})
KEY_FIELDS = frozenset({"kty", "crv", "x", "kid", "use", "nbf", "exp", "revoked_at"})
# a name, an IPv4 address or an IPv6 address in brackets, and always the port
ENDPOINT = re.compile(r"https://([a-z0-9][a-z0-9.-]*|\[[0-9a-f:.]+\]):[1-9][0-9]{0,4}")
HIGHEST_PORT = 65535
# after its end a directory still serves this long, with a banner: the signer may be down
GRACE_SECONDS = 30 * 24 * 3600


class Freshness(enum.StrEnum):
    """How old the directory is."""

    FRESH = "fresh"
    GRACE = "grace"
    ENDED = "ended"


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
    """

    id: str
    name: str
    parent: str
    endpoint: str
    certificates: tuple[bytes, ...]
    keys: tuple[DirectoryKey, ...]
    log_key: str

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


@dataclass(frozen=True)
class Directory:
    """The verified directory."""

    version: int
    issued_at: int
    expires_at: int
    entries: Mapping[str, Entry]

    def entry(self, organisation_id: str) -> Entry:
        """Return the entry of an organisation.

        Raises:
            KeyRefused: the directory does not know it.
        """
        found = self.entries.get(organisation_id)
        if found is None:
            message = f"the directory does not know '{organisation_id[:120]}'"
            raise KeyRefused(message)
        return found

    def freshness(self, now: int) -> Freshness:
        """Return how old the directory is at that moment."""
        if now < self.expires_at:
            return Freshness.FRESH
        return Freshness.GRACE if now < self.expires_at + GRACE_SECONDS else Freshness.ENDED

    def by_pin(self, pin: str) -> Entry | None:
        """Return the organisation whose TLS certificate has this SHA-256, if any."""
        return next((entry for entry in self.entries.values() if pin in entry.tls_pins), None)


def sign(claims: canonical.JsonObject, *, by: KeyPair) -> str:
    """Return directory claims signed by a root key; refuses claims nobody could read.

    Raises:
        ShapeRefused: not the claims of a directory.
    """
    parse(claims)
    return tokens.sign(claims, typ=TYP, by=by, limit=limits.DIRECTORY_BYTES * 2)


def verify(
    token: str, *, roots: Mapping[str, OKPKey], trusted_version: int, now: int
) -> Directory:
    """Verify and read a directory.

    Args:
        token: the signed file.
        roots: root key name to public key; fixed when the node was set up.
        trusted_version: version of the directory trusted until now; 0 for none.
        now: seconds since 1970.

    Raises:
        DirectoryRefused: unknown root, an older version (rollback), or issued in the future.
        WireRefusal: not signed, or not a directory.
    """

    def resolve(kid: str) -> OKPKey:
        if kid not in roots:
            message = f"signed by {kid[:64]}, which is not a root of this node"
            raise DirectoryRefused(message)
        return roots[kid]

    verified = tokens.verify(token, typ=TYP, resolve=resolve, limit=limits.DIRECTORY_BYTES * 2)
    found = parse(verified.claims)
    if found.version < trusted_version:
        message = f"version {found.version} is older than {trusted_version}: rollback"
        raise DirectoryRefused(message)
    if found.issued_at > now + limits.FUTURE_SECONDS:
        message = "issued in the future"
        raise DirectoryRefused(message)
    return found


def parse(claims: canonical.JsonObject) -> Directory:
    """Read directory claims.

    Raises:
        ShapeRefused: a field is missing, unknown or wrong; an id, pin or key twice.
    """
    canonical.check_fields(claims, required=FIELDS)
    listed = claims["organisations"]
    if not isinstance(listed, list) or len(listed) > limits.DIRECTORY_ENTRIES:
        raise ShapeRefused("organisations", f"must list at most {limits.DIRECTORY_ENTRIES}")
    entries = [parse_entry(entry) for entry in listed]
    found = {entry.id: entry for entry in entries}
    pins = [pin for entry in entries for pin in entry.tls_pins]
    names = [key.kid for entry in entries for key in entry.keys]
    if len(found) != len(entries) or len(set(pins)) != len(pins) or len(set(names)) != len(names):
        raise ShapeRefused("organisations", "has an id, a pin or a key twice")
    for entry in entries:
        # a bureau can vouch only for what bears its own name, and a sub-bureau for nobody
        if entry.parent and (
            entry.parent not in found
            or found[entry.parent].parent
            or not entry.id.startswith(entry.parent + "/")
        ):
            raise ShapeRefused(
                "parent", f"of {entry.id} must be a bureau of the directory above it"
            )
    return Directory(
        version=canonical.integer(claims, "version", low=1),
        issued_at=canonical.moment(claims, "issued_at"),
        expires_at=canonical.moment(claims, "expires_at"),
        entries=found,
    )


def parse_entry(value: canonical.JsonValue) -> Entry:
    """Read one organisation's entry, which is also its card before it is listed.

    Raises:
        ShapeRefused: a field is missing, unknown or wrong.
    """
    if not isinstance(value, dict):
        raise ShapeRefused("organisations", "must hold objects")
    canonical.check_fields(value, required=ENTRY_FIELDS)
    certificates, keys = value["certificates"], value["keys"]
    if not isinstance(certificates, list) or not 1 <= len(certificates) <= limits.PINS:
        raise ShapeRefused("certificates", f"must list 1 to {limits.PINS}")
    if not isinstance(keys, list):
        raise ShapeRefused("keys", "must be a list")
    parent = value["parent"]
    return Entry(
        id=organisation(value, "id"),
        name=canonical.text(value, "name", most=limits.WORDS_CHARACTERS),
        parent="" if parent == "" else organisation(value, "parent"),
        endpoint=_endpoint(value),
        certificates=tuple(_certificate(text) for text in certificates),
        keys=_keys(keys),
        log_key=_log_key(value),
    )


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
