"""Parts: files that travel beside a message, promised by its manifest, opened inside its envelope.

The manifest holds for each part a salted commitment, the digest of its ciphertext and a size
class; never a name, a key or a plain digest. The openings travel inside the JWE beside the JWS.
Shredding them, or the content's key alone, leaves the manifest valid and says nothing about the
file.
"""

import hmac
import re
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass

from joserfc.util import urlsafe_b64decode

from liaison.lib.wire import canonical, limits
from liaison.lib.wire.errors import CommitmentRefused, ShapeRefused

COMMITMENT = re.compile(r"[A-Za-z0-9_-]{43}")
DIGEST = re.compile(r"[0-9a-f]{64}")
BYTES = 32
PROMISED = frozenset({"address", "commitment", "size_class"})
OPENED = frozenset({"key", "media_type", "name", "salt", "sha256", "size"})
# sizes are told in powers of two, from a kilobyte up
LEAST_CLASS = 10


@dataclass(frozen=True)
class Part:
    """What a manifest promises of one file.

    Attributes:
        address: hex SHA-256 of the ciphertext.
        commitment: base64url of HMAC-SHA-256(salt, canonical record).
        size_class: the plain content has at most 2 to this power of bytes.
    """

    address: str
    commitment: str
    size_class: int

    def claims(self) -> canonical.JsonObject:
        """Return it as it stands in the manifest."""
        return {
            "address": self.address,
            "commitment": self.commitment,
            "size_class": self.size_class,
        }


@dataclass(frozen=True)
class Opening:
    """What opens the commitment of one part.

    Attributes:
        name: for the eye only.
        media_type: what the sender found it to be.
        size: bytes of the plain content.
        sha256: hex digest of the plain content.
        key: opens the ciphertext.
        salt: 32 random bytes, new for each part.
    """

    name: str
    media_type: str
    size: int
    sha256: str
    key: bytes
    salt: bytes

    def record(self) -> canonical.JsonObject:
        """Return what is committed to."""
        return {
            "key": _b64(self.key),
            "media_type": self.media_type,
            "name": self.name,
            "sha256": self.sha256,
            "size": self.size,
        }

    def claims(self) -> canonical.JsonObject:
        """Return it as it travels inside the envelope."""
        return {**self.record(), "salt": _b64(self.salt)}


def size_class(size: int) -> int:
    """Return the power of two that a size fits into."""
    return max(LEAST_CLASS, (size - 1).bit_length())


def promise(opening: Opening, *, address: str) -> Part:
    """Return what a manifest says of a part."""
    digest = hmac.digest(opening.salt, canonical.encode(opening.record()), "sha256")
    return Part(address, _b64(digest), size_class(opening.size))


def parse(value: canonical.JsonValue) -> tuple[Part, ...]:
    """Read the parts of a manifest.

    Raises:
        ShapeRefused: not a list of at most twenty parts, or one of them is malformed.
    """
    if not isinstance(value, list) or len(value) > limits.PARTS:
        raise ShapeRefused("parts", f"must list at most {limits.PARTS} parts")
    found = tuple(_part(_object(entry)) for entry in value)
    if len({part.address for part in found}) != len(found):
        raise ShapeRefused("parts", "names one content twice")
    return found


def open_all(value: canonical.JsonValue, promised: Sequence[Part]) -> tuple[Opening, ...]:
    """Read the openings inside an envelope and compare each with what was promised.

    Raises:
        ShapeRefused: not as many openings as parts, or one of them is malformed.
        CommitmentRefused: one does not open the commitment that was signed.
    """
    if not isinstance(value, list) or len(value) != len(promised):
        raise ShapeRefused("parts", "must open exactly what the manifest promises")
    found = tuple(_opening(_object(entry)) for entry in value)
    check_open(found, promised)
    return found


def check_open(openings: Sequence[Opening], promised: Sequence[Part]) -> None:
    """Refuse openings that are not those of these parts.

    Raises:
        CommitmentRefused: one of them is not, or there are more or fewer.
    """
    if len(openings) != len(promised):
        message = "more or fewer openings than parts"
        raise CommitmentRefused(message)
    for opening, part in zip(openings, promised, strict=True):
        made = promise(opening, address=part.address)
        # the class is signed as well: a relay that plans by it must not be told another one
        if not hmac.compare_digest(made.commitment, part.commitment) or made != part:
            message = "a part does not open the signed commitment"
            raise CommitmentRefused(message)


def _part(entry: canonical.JsonObject) -> Part:
    canonical.check_fields(entry, required=PROMISED)
    found = canonical.integer(entry, "size_class", low=LEAST_CLASS)
    if found > size_class(limits.PART_BYTES):
        raise ShapeRefused("size_class", "is larger than any part")
    return Part(
        address=_matching(entry, "address", DIGEST),
        commitment=_matching(entry, "commitment", COMMITMENT),
        size_class=found,
    )


def _opening(entry: canonical.JsonObject) -> Opening:
    canonical.check_fields(entry, required=OPENED)
    size = canonical.integer(entry, "size", low=1)
    if size > limits.PART_BYTES:
        raise ShapeRefused("size", f"is more than {limits.PART_BYTES} bytes")
    name = canonical.text(entry, "name", most=limits.PART_NAME_CHARACTERS)
    # attack: a name that is a path, for a receiver that makes one of it
    if "/" in name or "\\" in name or name.startswith("."):
        raise ShapeRefused("name", "must not be a path")
    return Opening(
        name=name,
        media_type=canonical.text(entry, "media_type", most=limits.MEDIA_TYPE_CHARACTERS),
        size=size,
        sha256=_matching(entry, "sha256", DIGEST),
        key=_secret(entry, "key"),
        salt=_secret(entry, "salt"),
    )


def _object(entry: canonical.JsonValue) -> canonical.JsonObject:
    if not isinstance(entry, dict):
        raise ShapeRefused("parts", "must hold objects")
    return entry


def _matching(entry: canonical.JsonObject, name: str, pattern: re.Pattern[str]) -> str:
    found = entry[name]
    # ASCII by its pattern: what is compared in constant time must be
    if not isinstance(found, str) or not pattern.fullmatch(found):
        raise ShapeRefused(name, "is not of its form")
    return found


def _secret(entry: canonical.JsonObject, name: str) -> bytes:
    try:
        found = urlsafe_b64decode(_matching(entry, name, COMMITMENT).encode())
    except ValueError:
        found = b""
    if len(found) != BYTES or _b64(found) != entry[name]:
        raise ShapeRefused(name, f"must be base64url of {BYTES} bytes")
    return found


def _b64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
