"""The envelope: JWS in JWE (RFC 7515, RFC 7516), profile 1.

Inner JWS `liaison-msg+jws` over the manifest, algorithm `Ed25519` (RFC 9864). Outer JWE in General
JSON form, `ECDH-ES+A256KW` on X25519 (RFC 8037) with `A256GCM`: one recipient entry for each
organisation and one for the sender's archive. The protected header repeats `iss aud jti exp`, and
opening compares them: an envelope wrapped around somebody else's signed message is refused.

The body is not signed but committed to: shredding it later leaves manifest and receipts valid.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey
from joserfc.registry import HeaderParameter
from joserfc.util import urlsafe_b64decode

from liaison.lib.wire import canonical, limits, parts, tokens
from liaison.lib.wire import manifest as manifests
from liaison.lib.wire.errors import (
    CommitmentRefused,
    DecryptionRefused,
    HeaderRefused,
    HeadersDiffer,
    NotForUs,
    ShapeRefused,
    TooLarge,
)
from liaison.lib.wire.keys import KeyPair, KeyRing, public_key
from liaison.lib.wire.manifest import Manifest
from liaison.lib.wire.parts import Opening

INNER_TYP = "liaison-msg+jws"
OUTER_TYP = "liaison-msg+jwe"
KEY_ALGORITHM = "ECDH-ES+A256KW"
CONTENT_ALGORITHM = "A256GCM"
SALT_BYTES = 32
PROTECTED = frozenset({"typ", "enc", "iss", "aud", "jti", "exp"})
# repeats the addressees: base64url of what a manifest of full size can hold
PROTECTED_CHARACTERS = 44 * 1024
INNER_CHARACTERS = 2 * limits.MANIFEST_BYTES
EPHEMERAL = frozenset({"kty", "crv", "x"})


class _Registry(jwe.JWERegistry):
    """joserfc's limits, as profile 1 sets them."""

    max_protected_header_length = PROTECTED_CHARACTERS
    max_ciphertext_length = limits.CIPHERTEXT_CHARACTERS
    max_recipients = limits.ADDRESSEES + 1


REGISTRY = _Registry(
    header_registry={
        "iss": HeaderParameter("Issuer", "str"),
        "aud": HeaderParameter("Audience", "list[str]"),
        "jti": HeaderParameter("Message id", "str"),
        "exp": HeaderParameter("End", "int"),
    },
    algorithms=[KEY_ALGORITHM, CONTENT_ALGORITHM],
)


@dataclass(frozen=True)
class RecipientKey:
    """A public encryption key and its name."""

    kid: str
    key: OKPKey


@dataclass(frozen=True)
class Sealed:
    """A sealed message: store these bytes, send these bytes, send them again.

    Attributes:
        data: the JWE, UTF-8 JSON.
        digest: hex SHA-256 of `data`.
        jws: the signed manifest inside.
        manifest: the same, parsed, with its commitment.
    """

    data: bytes
    digest: str
    jws: str
    manifest: Manifest


@dataclass(frozen=True)
class Opened:
    """An opened and verified message.

    Attributes:
        manifest: what the sender signed.
        body: what the commitment was opened with.
        parts: what the commitments of its parts were opened with, in their order.
        salt: the opening's salt.
        jws: the signed manifest, evidence for third parties.
        kid: name of the signing key.
        digest: hex SHA-256 of the sealed bytes.
    """

    manifest: Manifest
    body: canonical.JsonObject
    salt: bytes
    jws: str
    kid: str
    digest: str
    parts: tuple[Opening, ...] = ()


@dataclass(frozen=True)
class Outside:
    """What a sealed message says on its outside; only its addressees can tell whether it is true.

    Attributes:
        iss: the sending bureau.
        aud: every addressee.
        jti: id of the message, as text.
        exp: until when it may be delivered, seconds since 1970.
    """

    iss: str
    aud: tuple[str, ...]
    jti: str
    exp: int


def outside(data: bytes) -> Outside:
    """Read the outside of sealed bytes, as one who may not open them: a relay.

    Raises:
        WireRefusal: not a sealed message of this profile.
    """
    protected = _check_outer(canonical.decode(data, limit=limits.SEALED_BYTES))
    listed = protected["aud"]
    if not isinstance(listed, list) or not all(isinstance(name, str) for name in listed):
        raise ShapeRefused("aud", "must be a list of ids")
    return Outside(
        iss=manifests.organisation(protected, "iss"),
        aud=tuple(str(name) for name in listed),
        jti=canonical.text(protected, "jti", most=limits.KIND_CHARACTERS),
        exp=canonical.moment(protected, "exp"),
    )


def digest(data: bytes) -> str:
    """Return the hex SHA-256 by which receipts name sealed bytes."""
    return hashlib.sha256(data).hexdigest()


def commitment(salt: bytes, body: bytes) -> str:
    """Return base64url HMAC-SHA-256(salt, canonical body): hides the body, binds to it."""
    return urlsafe_b64encode(hmac.digest(salt, body, "sha256")).rstrip(b"=").decode()


def seal(  # noqa: PLR0913 - what an envelope holds
    manifest: Manifest,
    body: canonical.JsonObject,
    *,
    salt: bytes,
    by: KeyPair,
    recipients: Sequence[RecipientKey],
    openings: Sequence[Opening] = (),
) -> Sealed:
    """Sign and encrypt one message.

    Args:
        manifest: complete but for `content_commitment`, which is computed here.
        body: at most 48 KiB of canonical JSON.
        salt: 32 random bytes, new for each message.
        by: the bureau's signing key.
        recipients: one key for each addressee and one of the sender's archive.
        openings: of the parts the manifest promises, in their order.

    Raises:
        TooLarge: body or manifest over the limit.
        ShapeRefused: a manifest that no receiver would read, a short salt, no or too many
            recipients, or a recipient's key that is not a point to seal to.
        NotJson: a body that no receiver would read.
        CommitmentRefused: openings of other parts than the manifest promises.
    """
    if len(salt) != SALT_BYTES:
        raise ShapeRefused("salt", f"must be {SALT_BYTES} bytes")
    content = canonical.encode(body)
    if len(content) > limits.BODY_BYTES:
        message = f"a body of {len(content)} bytes, at most {limits.BODY_BYTES} are carried"
        raise TooLarge(message)
    manifest = replace(manifest, content_commitment=commitment(salt, content))
    manifests.check(manifest)
    parts.check_open(openings, manifest.parts)
    jws = tokens.sign(manifest.claims(), typ=INNER_TYP, by=by, limit=INNER_CHARACTERS)
    inside = [opening.claims() for opening in openings]
    plain = canonical.encode({"jws": jws, "salt": _b64(salt), "body": body, "parts": inside})
    canonical.decode(plain, limit=limits.CIPHERTEXT_CHARACTERS)  # depth and texts, as received
    data = _encrypt(manifest, plain, recipients)
    return Sealed(data=data, digest=digest(data), jws=jws, manifest=manifest)


def unseal(
    data: bytes, *, own: str, keys: KeyRing, resolve: Callable[[str, str], OKPKey]
) -> Opened:
    """Open and verify sealed bytes.

    The order: size, JWE, JWS, schema, outside against inside, addressee, commitment.

    Args:
        data: the JWE as it arrived.
        own: id of our bureau, which must be addressed, or be the sender reading its archive.
        keys: our private encryption keys.
        resolve: (organisation, key name) to its public signing key, or raises `KeyRefused`.

    Returns:
        The facts. Expiry and repetition are the caller's to check: they need a clock and memory.

    Raises:
        WireRefusal: the first rule that is broken; see `errors`.
    """
    outer = canonical.decode(data, limit=limits.SEALED_BYTES)
    protected = _check_outer(outer)
    plain = canonical.canonical_object(_decrypt(outer, keys), limit=limits.CIPHERTEXT_CHARACTERS)
    canonical.check_fields(plain, required=frozenset({"jws", "salt", "body", "parts"}))
    jws = plain["jws"]
    if not isinstance(jws, str):
        raise ShapeRefused("jws", "must be a text")
    issuer = manifests.organisation(protected, "iss")
    token = tokens.verify(
        jws,
        typ=INNER_TYP,
        resolve=lambda kid: resolve(issuer, kid),
        limit=INNER_CHARACTERS,
    )
    if len(token.payload) > limits.MANIFEST_BYTES:
        message = f"a manifest of {len(token.payload)} bytes"
        raise TooLarge(message)
    manifest = manifests.parse(token.claims)
    _compare(protected, manifest)
    manifests.check_addressed(manifest, own)
    salt, body = _open_content(plain, manifest)
    opened = parts.open_all(plain["parts"], manifest.parts)
    return Opened(manifest, body, salt, jws, token.kid, digest(data), opened)


def opens(manifest: Manifest, *, salt: bytes, body: canonical.JsonObject) -> bool:
    """Return whether this body is the one the manifest commits to."""
    made = commitment(salt, canonical.encode(body))
    return hmac.compare_digest(made, manifest.content_commitment)


def _encrypt(manifest: Manifest, plain: bytes, recipients: Sequence[RecipientKey]) -> bytes:
    if not 1 <= len(recipients) <= REGISTRY.max_recipients:
        raise ShapeRefused("recipients", f"must be 1 to {REGISTRY.max_recipients}")
    protected = {  # names in order: joserfc writes them as they come, and canonical form sorts
        "aud": list(manifest.recipients),
        "enc": CONTENT_ALGORITHM,
        "exp": manifest.exp,
        "iss": manifest.iss,
        "jti": str(manifest.jti),
        "typ": OUTER_TYP,
    }
    envelope = jwe.GeneralJSONEncryption(protected, plain)
    for recipient in recipients:
        envelope.add_recipient({"alg": KEY_ALGORITHM, "kid": recipient.kid}, recipient.key)
    try:
        value = jwe.encrypt_json(envelope, None, registry=REGISTRY)
    except (JoseError, ValueError) as error:
        # ValueError: a point of low order, with which no secret can be agreed (RFC 7748, 6.1)
        raise ShapeRefused("recipients", str(error)[:200]) from error
    return canonical.encode(value)  # type: ignore[arg-type]  # a TypedDict of JSON


def _check_outer(outer: canonical.JsonObject) -> canonical.JsonObject:
    """Refuse any JWE but exactly the profile's; return the protected header."""
    canonical.check_fields(
        outer, required=frozenset({"protected", "recipients", "iv", "ciphertext", "tag"})
    )
    for name in ("protected", "iv", "ciphertext", "tag"):
        # joserfc takes lists of integers for bytes, too: one spelling is enough
        if not isinstance(outer[name], str):
            raise ShapeRefused(name, "must be a text")
    segment, ciphertext = str(outer["protected"]), str(outer["ciphertext"])
    if len(segment) > PROTECTED_CHARACTERS or len(ciphertext) > limits.CIPHERTEXT_CHARACTERS:
        message = "protected header or ciphertext longer than any of this profile"
        raise TooLarge(message)
    try:
        raw = urlsafe_b64decode(segment.encode())
    except (ValueError, UnicodeEncodeError) as error:
        message = "protected header is not base64url"
        raise HeaderRefused(message) from error
    # canonical, because joserfc authenticates the header as it would write it, not as it came:
    # any other spelling of the same header would be altered bytes that still open
    protected = canonical.canonical_object(raw, limit=PROTECTED_CHARACTERS)
    if protected.keys() != PROTECTED or protected["typ"] != OUTER_TYP:
        message = f"protected header must hold exactly {sorted(PROTECTED)} for {OUTER_TYP}"
        raise HeaderRefused(message)
    if protected["enc"] != CONTENT_ALGORITHM:
        message = f"enc must be {CONTENT_ALGORITHM}"
        raise HeaderRefused(message)
    return protected


def _decrypt(outer: canonical.JsonObject, keys: KeyRing) -> bytes:
    """Decrypt with the first recipient entry that names a key of ours."""
    recipients = outer["recipients"]
    if not isinstance(recipients, list) or not 1 <= len(recipients) <= REGISTRY.max_recipients:
        raise ShapeRefused("recipients", f"must list 1 to {REGISTRY.max_recipients}")
    for entry in recipients:
        pair = keys.find(_check_recipient(entry))
        if pair is not None:
            return _decrypt_entry({**outer, "recipients": [entry]}, pair)
    message = "no recipient entry names a key of this bureau"
    raise NotForUs(message)


def _check_recipient(entry: canonical.JsonValue) -> str:
    """Return the key name of a recipient entry that is exactly the profile's."""
    if not isinstance(entry, dict) or entry.keys() != {"header", "encrypted_key"}:
        raise ShapeRefused("recipients", "must hold objects of header and encrypted_key")
    if not isinstance(entry["encrypted_key"], str):
        raise ShapeRefused("encrypted_key", "must be a text")
    header = entry["header"]
    if not isinstance(header, dict) or header.keys() != {"alg", "kid", "epk"}:
        message = "a recipient header must hold exactly alg, kid, epk"
        raise HeaderRefused(message)
    kid, ephemeral = header["kid"], header["epk"]
    if header["alg"] != KEY_ALGORITHM or not isinstance(kid, str):
        message = f"alg must be {KEY_ALGORITHM}, and kid a text"
        raise HeaderRefused(message)
    if not isinstance(ephemeral, dict) or ephemeral.keys() != EPHEMERAL:
        message = "epk must hold exactly kty, crv, x"
        raise HeaderRefused(message)
    public_key(ephemeral, use="enc")
    return kid


def _decrypt_entry(value: canonical.JsonObject, pair: KeyPair) -> bytes:
    try:
        opened = jwe.decrypt_json(value, pair.key, registry=REGISTRY)  # type: ignore[arg-type]
    except (JoseError, ValueError, TypeError, KeyError, AttributeError) as error:
        # joserfc meets hostile shapes with these; none of them may pass for a crash of ours
        raise DecryptionRefused(f"{type(error).__name__}: {error}"[:200]) from error
    if opened.plaintext is None:
        message = "nothing inside"
        raise DecryptionRefused(message)
    return opened.plaintext


def _compare(protected: canonical.JsonObject, manifest: Manifest) -> None:
    """Outside and inside must agree: stops forwarding a message in a wrapper of one's own."""
    inside = {
        "iss": manifest.iss,
        "aud": list(manifest.recipients),
        "jti": str(manifest.jti),
        "exp": manifest.exp,
    }
    for name, value in inside.items():
        if protected[name] != value:
            message = f"{name} outside is not {name} inside"
            raise HeadersDiffer(message)


def _open_content(
    plain: canonical.JsonObject, manifest: Manifest
) -> tuple[bytes, canonical.JsonObject]:
    text, body = plain["salt"], plain["body"]
    if not isinstance(text, str) or not isinstance(body, dict):
        raise ShapeRefused("body", "must be an object, and salt a text")
    try:
        salt = urlsafe_b64decode(text.encode())
    except (ValueError, UnicodeEncodeError):
        raise ShapeRefused("salt", "must be base64url") from None
    if len(salt) != SALT_BYTES or len(canonical.encode(body)) > limits.BODY_BYTES:
        raise ShapeRefused("salt", f"must be {SALT_BYTES} bytes and the body within its limit")
    if not opens(manifest, salt=salt, body=body):
        message = "the body does not open the signed commitment"
        raise CommitmentRefused(message)
    return salt, body


def _b64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
