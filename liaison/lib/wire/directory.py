"""The trust directory: who the bureaus are, where they listen, which keys are theirs.

For now one signed file: a JWS `liaison-directory+jws` by a root key that every bureau holds. The
order of checks follows TUF (rollback, expiry); the TUF form itself comes behind the same facts.

The root says who is listed. For a sub-bureau that is not enough: its parent must have signed a
delegation, and the delegation must hold at the moment of use.
"""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from joserfc.jwk import OKPKey

from liaison.lib.wire import canonical, delegation, limits, tokens
from liaison.lib.wire.delegation import Delegation
from liaison.lib.wire.entry import Desk, Entry, parse_entry
from liaison.lib.wire.errors import DelegationRefused, DirectoryRefused, KeyRefused, ShapeRefused
from liaison.lib.wire.keys import KeyPair

TYP = "liaison-directory+jws"
FIELDS = frozenset({"version", "issued_at", "expires_at", "organisations"})
# after its end a directory still serves this long, with a banner: the signer may be down
GRACE_SECONDS = 30 * 24 * 3600


class Freshness(enum.StrEnum):
    """How old the directory is."""

    FRESH = "fresh"
    GRACE = "grace"
    ENDED = "ended"


@dataclass(frozen=True)
class Refused:
    """An organisation that is listed and not trusted: nobody vouches for it now."""

    entry: Entry
    reason: DelegationRefused


@dataclass(frozen=True)
class Directory:
    """The verified directory.

    Attributes:
        version: higher than that of any directory before it.
        issued_at: seconds since 1970.
        expires_at: until when it is fresh.
        entries: id to organisation: as listed, or, from `at`, those trusted at that moment.
        refused: id to those that are listed and not trusted; `at` fills it.
        vouched: id of a sub-bureau to its parent's word, or why there is none.
    """

    version: int
    issued_at: int
    expires_at: int
    entries: Mapping[str, Entry]
    refused: Mapping[str, Refused] = field(default_factory=dict)
    vouched: Mapping[str, Delegation | DelegationRefused] = field(default_factory=dict)

    def at(self, now: int) -> "Directory":
        """Return the directory without those nobody vouches for at that moment.

        Sub-bureaus whose delegation is missing, forged, over or withdrawn are not trusted, nor
        those whose parent is gone or has lost the key it signed with: trust falls in a cascade.
        """
        refused = {
            name: Refused(self.entries[name], reason)
            for name, word in self.vouched.items()
            if name in self.entries and (reason := self._objection(name, word, now)) is not None
        }
        if not refused:
            return self
        trusted = {name: one for name, one in self.entries.items() if name not in refused}
        return replace(self, entries=trusted, refused=refused)

    def _objection(
        self, name: str, word: Delegation | DelegationRefused, now: int
    ) -> DelegationRefused | None:
        if isinstance(word, DelegationRefused):
            return word
        parent = self.entries[self.entries[name].parent]
        try:
            parent.signing_key(word.kid, now=now)
            delegation.check_times(word, now=now)
        except KeyRefused as refusal:
            return DelegationRefused(name, f"the key of its parent: {refusal.detail}"[:200])
        except DelegationRefused as refusal:
            return refusal
        return None

    @cached_property
    def nodes(self) -> Mapping[str, str]:
        """Id of each desk to the id of the node that serves it."""
        return {desk.id: entry.id for entry in self.entries.values() for desk in entry.desks}

    @cached_property
    def desks(self) -> tuple[tuple[Entry, Desk], ...]:
        """Every desk beside its node, in the order of their ids."""
        found = [(entry, desk) for entry in self.entries.values() for desk in entry.desks]
        return tuple(sorted(found, key=lambda pair: pair[1].id))

    def relay_of(self, organisation_id: str) -> Entry | None:
        """Return the bureau that may keep and pass on what is meant for another, if any.

        A relay that is itself reached through a relay is none: sealed mail makes one stop.
        """
        entry = self.entries.get(organisation_id)
        found = self.entries.get(entry.relay) if entry is not None and entry.relay else None
        return found if found is not None and not found.relay else None

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
    _check_once(
        [entry.id for entry in entries],
        [pin for entry in entries for pin in entry.tls_pins],
        [key.kid for entry in entries for key in entry.keys],
        [desk.id for entry in entries for desk in entry.desks],
        [desk.address for entry in entries for desk in entry.desks if desk.address],
    )
    for entry in entries:
        # a bureau can vouch only for what bears its own name, and a sub-bureau for nobody
        if entry.parent and (
            not entry.id.startswith(entry.parent + "/")
            or (entry.parent in found and found[entry.parent].parent)
        ):
            raise ShapeRefused(
                "parent", f"of {entry.id} must be a bureau above it that has no parent itself"
            )
    vouched = {entry.id: _vouched(entry, found) for entry in entries if entry.parent}
    return Directory(
        version=canonical.integer(claims, "version", low=1),
        issued_at=canonical.moment(claims, "issued_at"),
        expires_at=canonical.moment(claims, "expires_at"),
        entries=found,
        vouched=vouched,
    )


def _check_once(*listed: Iterable[str]) -> None:
    for values in map(list, listed):
        if len(set(values)) != len(values):
            raise ShapeRefused("organisations", "has an id, a pin, a key or a desk twice")


def _vouched(entry: Entry, found: Mapping[str, Entry]) -> Delegation | DelegationRefused:
    """Return the parent's word for a sub-bureau, or why there is none; the clock comes later."""
    parent = found.get(entry.parent)
    if parent is None:
        return DelegationRefused(entry.id, "its parent is not in the directory")
    try:
        return delegation.read(entry, parent=parent)
    except DelegationRefused as refusal:
        return refusal
