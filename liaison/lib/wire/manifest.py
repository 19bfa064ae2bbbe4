"""The manifest: what the sender signs about a message, without a word of its content."""

import re
import uuid
from dataclasses import dataclass
from typing import Literal

from liaison.lib.wire import canonical, limits, parts
from liaison.lib.wire.errors import Expired, FromTheFuture, NotForUs, ShapeRefused
from liaison.lib.wire.parts import Part

TYP = "liaison-manifest/1"
ORGANISATION = re.compile(r"[a-z][a-z0-9-]{0,59}(/[a-z0-9-]{1,60}){0,2}")
KIND = re.compile(r"[a-z_]{2,30}\.[a-z_]{2,40}")
COMMITMENT = re.compile(r"[A-Za-z0-9_-]{43}")
FIELDS = frozenset(
    {
        "typ", "iss", "aud", "jti", "iat", "exp", "thread", "in_reply_to", "kind", "form",
        "urgency", "purpose", "legal_basis", "handling", "dir_ver", "parts", "content_commitment",
    }
)  # fmt: skip
Role = Literal["action", "info"]
Urgency = Literal["normal", "urgent"]


@dataclass(frozen=True)
class Addressee:
    """One bureau a message is for: to act, or to know."""

    organisation: str
    role: Role


@dataclass(frozen=True)
class Manifest:
    """What is signed: routing, purpose and promises. Profile 1.

    Attributes:
        iss: id of the sending bureau.
        aud: every addressee; inside the signature, so that a recipient cannot forward the message
            to a bureau it was not meant for.
        jti: id of the message, UUIDv7.
        iat: when it was issued, seconds since 1970.
        exp: until when it may be delivered.
        thread: id of the first message of the conversation.
        in_reply_to: the message this one answers, if any.
        kind: `room.verb`, decides which handler reads the body.
        form: version of the body's form.
        urgency: normal or urgent.
        purpose: why this is processed.
        legal_basis: the rule that allows it; may be empty.
        handling: handling codes.
        dir_ver: version of the trust directory the sender acted on.
        content_commitment: base64url of HMAC-SHA-256(salt, canonical body).
        parts: the files that travel beside it.
    """

    iss: str
    aud: tuple[Addressee, ...]
    jti: uuid.UUID
    iat: int
    exp: int
    thread: uuid.UUID
    in_reply_to: uuid.UUID | None
    kind: str
    form: str
    urgency: Urgency
    purpose: str
    legal_basis: str
    handling: tuple[str, ...]
    dir_ver: int
    content_commitment: str
    parts: tuple[Part, ...] = ()

    @property
    def recipients(self) -> tuple[str, ...]:
        """Ids of all addressees, in order."""
        return tuple(addressee.organisation for addressee in self.aud)

    def claims(self) -> canonical.JsonObject:
        """Return the manifest as the JSON object that is signed."""
        return {
            "typ": TYP,
            "iss": self.iss,
            "aud": [{"org": a.organisation, "role": a.role} for a in self.aud],
            "jti": str(self.jti),
            "iat": self.iat,
            "exp": self.exp,
            "thread": str(self.thread),
            "in_reply_to": str(self.in_reply_to) if self.in_reply_to else None,
            "kind": self.kind,
            "form": self.form,
            "urgency": self.urgency,
            "purpose": self.purpose,
            "legal_basis": self.legal_basis,
            "handling": list(self.handling),
            "dir_ver": self.dir_ver,
            "parts": [part.claims() for part in self.parts],
            "content_commitment": self.content_commitment,
        }


def check(manifest: Manifest) -> None:
    """Refuse a manifest that no receiver would read; run before sealing.

    Raises:
        ShapeRefused: a field out of its limits.
        TooLarge: more than 32 KiB in all.
    """
    parse(
        canonical.canonical_object(
            canonical.encode(manifest.claims()), limit=limits.MANIFEST_BYTES
        )
    )


def parse(claims: canonical.JsonObject) -> Manifest:
    """Read a manifest from verified claims.

    Raises:
        ShapeRefused: a field is missing, unknown or out of its limits.
    """
    canonical.check_fields(claims, required=FIELDS)
    if claims["typ"] != TYP:
        raise ShapeRefused("typ", f"must be {TYP}")
    issued, ends = canonical.moment(claims, "iat"), canonical.moment(claims, "exp")
    if not issued < ends <= issued + limits.LIFE_SECONDS:
        raise ShapeRefused("exp", "must be after iat, by 30 days at most")
    answered = claims["in_reply_to"]
    return Manifest(
        iss=organisation(claims, "iss"),
        aud=_addressees(claims["aud"]),
        jti=identifier(claims, "jti"),
        iat=issued,
        exp=ends,
        thread=identifier(claims, "thread"),
        in_reply_to=None if answered is None else identifier(claims, "in_reply_to"),
        kind=kind(claims, "kind"),
        form=canonical.text(claims, "form", most=limits.KIND_CHARACTERS),
        urgency=_urgency(claims["urgency"]),
        purpose=canonical.words(claims, "purpose", most=limits.WORDS_CHARACTERS),
        legal_basis=canonical.words(
            claims, "legal_basis", most=limits.WORDS_CHARACTERS, empty=True
        ),
        handling=_handling(claims["handling"]),
        dir_ver=canonical.integer(claims, "dir_ver"),
        content_commitment=_commitment(claims),
        parts=parts.parse(claims["parts"]),
    )


def check_times(manifest: Manifest, *, now: int) -> None:
    """Refuse a message after its end, or from the future. Lateness is normal and never refused.

    Args:
        manifest: the parsed manifest.
        now: seconds since 1970.

    Raises:
        Expired: `exp` has passed.
        FromTheFuture: `iat` is more than five minutes ahead.
    """
    if now >= manifest.exp:
        message = f"ended at {manifest.exp}, it is {now}"
        raise Expired(message)
    if manifest.iat > now + limits.FUTURE_SECONDS:
        message = f"issued at {manifest.iat}, it is {now}"
        raise FromTheFuture(message)


def check_addressed(manifest: Manifest, organisation_id: str) -> None:
    """Refuse a message that the sender did not mean for this bureau.

    An addressee can put the signed message into an envelope of its own for anybody; only this
    check, of what the sender signed, makes that useless. The sender may read its own archive.

    Raises:
        NotForUs: the bureau is neither an addressee nor the sender.
    """
    if organisation_id != manifest.iss and organisation_id not in manifest.recipients:
        message = f"'{organisation_id}' is not among those the sender signed it for"
        raise NotForUs(message)


def organisation(claims: canonical.JsonObject, name: str) -> str:
    """Return a field that is an organisation's id, such as `beijing/hong-kong`.

    Raises:
        ShapeRefused: it is not.
    """
    found = canonical.text(claims, name, most=limits.ORGANISATION_CHARACTERS)
    if not ORGANISATION.fullmatch(found):
        raise ShapeRefused(name, "must be an organisation's id")
    return found


def identifier(claims: canonical.JsonObject, name: str) -> uuid.UUID:
    """Return a field that is a UUID in its one canonical spelling.

    Raises:
        ShapeRefused: it is not.
    """
    found = canonical.text(claims, name, most=36)
    try:
        value = uuid.UUID(found)
    except ValueError:
        raise ShapeRefused(name, "must be a UUID") from None
    if str(value) != found:
        raise ShapeRefused(name, "must be a UUID in lower case with hyphens")
    return value


def kind(claims: canonical.JsonObject, name: str) -> str:
    """Return a field that names a kind of message, such as `records.withdraw`.

    Raises:
        ShapeRefused: it does not.
    """
    found = canonical.text(claims, name, most=limits.KIND_CHARACTERS)
    if not KIND.fullmatch(found):
        raise ShapeRefused(name, "must be room.verb in lower case")
    return found


def _addressees(value: canonical.JsonValue) -> tuple[Addressee, ...]:
    if not isinstance(value, list) or not 1 <= len(value) <= limits.ADDRESSEES:
        raise ShapeRefused("aud", f"must list 1 to {limits.ADDRESSEES} addressees")
    found = []
    for entry in value:
        if not isinstance(entry, dict) or entry.keys() != {"org", "role"}:
            raise ShapeRefused("aud", "must hold objects of org and role")
        role = entry["role"]
        if role not in ("action", "info"):
            raise ShapeRefused("aud", "role must be action or info")
        found.append(Addressee(organisation(entry, "org"), role))
    if len({addressee.organisation for addressee in found}) != len(found):
        raise ShapeRefused("aud", "names an organisation twice")
    return tuple(found)


def _commitment(claims: canonical.JsonObject) -> str:
    # only ASCII may reach the comparison in constant time
    found = claims["content_commitment"]
    if not isinstance(found, str) or not COMMITMENT.fullmatch(found):
        raise ShapeRefused("content_commitment", "must be base64url of 32 bytes")
    return found


def _urgency(value: canonical.JsonValue) -> Urgency:
    if value == "normal":
        return "normal"
    if value == "urgent":
        return "urgent"
    raise ShapeRefused("urgency", "must be normal or urgent")


def _handling(value: canonical.JsonValue) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > limits.HANDLING_CODES:
        raise ShapeRefused("handling", f"must list at most {limits.HANDLING_CODES} codes")
    return tuple(
        canonical.text({"handling": code}, "handling", most=limits.KIND_CHARACTERS)
        for code in value
    )
