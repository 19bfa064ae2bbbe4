"""Delegation: a bureau's signed word that a sub-bureau of its own may speak for itself abroad.

A statement `directory.delegation` by the parent, carried in the sub-bureau's entry. The root that
signs the directory cannot make one: it needs the parent's key. A statement
`directory.withdrawal` in the parent's own entry ends every delegation given until then.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from joserfc.jwk import OKPKey

from liaison.lib.wire import canonical, limits, statement
from liaison.lib.wire.entry import Entry
from liaison.lib.wire.errors import DelegationRefused, KeyRefused, ShapeRefused, WireRefusal
from liaison.lib.wire.keys import KeyPair
from liaison.lib.wire.manifest import organisation
from liaison.lib.wire.statement import Statement

GIVEN = "directory.delegation"
WITHDRAWN = "directory.withdrawal"
FIELDS = frozenset({"subject", "scope", "nbf", "exp"})
# the first part of a message's kind, such as `casework`, or everything
WORD = re.compile(r"[a-z_]{2,30}")
EVERYTHING = "all"


@dataclass(frozen=True)
class Delegation:
    """What a parent states.

    Attributes:
        iss: the parent.
        subject: the sub-bureau.
        scope: rooms whose messages it may send, or `all`.
        nbf: from when, seconds since 1970.
        exp: until when.
        given_at: when it was signed.
        kid: name of the key it was signed with.
    """

    iss: str
    subject: str
    scope: tuple[str, ...]
    nbf: int
    exp: int
    given_at: int
    kid: str

    def covers(self, kind: str) -> bool:
        """Return whether messages of that kind are within what was delegated."""
        return EVERYTHING in self.scope or kind.partition(".")[0] in self.scope


def give(  # noqa: PLR0913 - the fields of a delegation
    *, parent: str, subject: str, scope: Sequence[str], nbf: int, exp: int, at: int, by: KeyPair
) -> str:
    """Return a signed delegation.

    Raises:
        ShapeRefused: nobody would accept it.
    """
    claims: canonical.JsonObject = {
        "subject": subject,
        "scope": list(scope),
        "nbf": nbf,
        "exp": exp,
    }
    made = Statement(iss=parent, at=at, kind=GIVEN, claims=claims)
    _parse(made, kid=by.kid)
    return statement.sign(made, by=by)


def withdraw(*, parent: str, subject: str, at: int, by: KeyPair) -> str:
    """Return a signed withdrawal of every delegation to that sub-bureau until this moment."""
    claims: canonical.JsonObject = {"subject": subject}
    return statement.sign(Statement(parent, at, WITHDRAWN, claims), by=by)


def read(entry: Entry, *, parent: Entry) -> Delegation:
    """Verify the delegation a sub-bureau's entry carries.

    Whether the key that signed it is still good, and its times, are for `Directory.at` to say.

    Raises:
        DelegationRefused: missing, forged, by or for somebody else, or withdrawn.
    """
    if not entry.delegation:
        raise DelegationRefused(entry.id, "it carries no delegation of its parent")
    try:
        found = _parse(*_verified(entry.delegation, parent))
    except WireRefusal as refusal:
        raise DelegationRefused(entry.id, str(refusal)[:200]) from refusal
    if found.subject != entry.id:
        raise DelegationRefused(entry.id, f"its delegation is for {found.subject}")
    for token in parent.withdrawals:
        if _ends(token, found, parent):
            raise DelegationRefused(entry.id, "its parent has withdrawn the delegation")
    return found


def withdrawn_subject(token: str, *, parent: Entry) -> str:
    """Verify a withdrawal and return which sub-bureau it is about.

    Raises:
        WireRefusal: not signed by that parent, or not a withdrawal.
    """
    made, _ = _verified(token, parent)
    canonical.check_fields(made.claims, required=frozenset({"subject"}))
    if made.kind != WITHDRAWN:
        raise ShapeRefused("kind", f"must be {WITHDRAWN}")
    return organisation(made.claims, "subject")


def check_times(delegation: Delegation, *, now: int) -> None:
    """Refuse a delegation that does not hold yet, or no longer.

    Raises:
        DelegationRefused: saying which.
    """
    if now < delegation.nbf:
        raise DelegationRefused(delegation.subject, "its delegation does not hold yet")
    if now >= delegation.exp:
        raise DelegationRefused(delegation.subject, "its delegation is over")


def _ends(token: str, delegation: Delegation, parent: Entry) -> bool:
    """Return whether this is a true withdrawal of it; a false one harms nobody but its author."""
    try:
        subject = withdrawn_subject(token, parent=parent)
        made, _ = _verified(token, parent)
    except WireRefusal:
        return False
    return subject == delegation.subject and made.at >= delegation.given_at


def _verified(token: str, parent: Entry) -> tuple[Statement, str]:
    """Verify a statement of the parent; return it and the name of the key."""
    used: list[str] = []

    def resolve(kid: str) -> OKPKey:
        used.append(kid)
        for key in parent.keys:
            if key.kid == kid and key.use == "sig":
                return key.key
        message = f"{parent.id} has no signing key {kid[:64]}"
        raise KeyRefused(message)

    found = statement.verify(token, issuer=parent.id, resolve=resolve)
    return found, used[0]


def _parse(made: Statement, kid: str) -> Delegation:
    if made.kind != GIVEN:
        raise ShapeRefused("kind", f"must be {GIVEN}")
    canonical.check_fields(made.claims, required=FIELDS)
    subject = organisation(made.claims, "subject")
    if not subject.startswith(made.iss + "/"):
        raise ShapeRefused("subject", f"must be below {made.iss}")
    nbf, exp = canonical.moment(made.claims, "nbf"), canonical.moment(made.claims, "exp")
    if not nbf < exp <= nbf + limits.DELEGATION_SECONDS:
        raise ShapeRefused("exp", "must be after nbf, by two years at most")
    return Delegation(made.iss, subject, _scope(made.claims), nbf, exp, made.at, kid)


def _scope(claims: canonical.JsonObject) -> tuple[str, ...]:
    listed = claims["scope"]
    if not isinstance(listed, list) or not 1 <= len(listed) <= limits.SCOPE_WORDS:
        raise ShapeRefused("scope", f"must list 1 to {limits.SCOPE_WORDS} words")
    if not all(isinstance(word, str) and WORD.fullmatch(word) for word in listed):
        raise ShapeRefused("scope", f"must hold words like {WORD.pattern}")
    return tuple(str(word) for word in listed)
