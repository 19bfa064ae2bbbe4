"""Signed checkpoints: one note says how large the log is and what its root is.

Formats: C2SP signed-note (text, blank line, signature lines) and C2SP tlog-checkpoint (origin,
size, root). One restriction of our own: extension lines are refused, because a signed line that
nobody reads is a place to hide a second meaning.
"""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from liaison.lib.ledger.errors import (
    Flaw,
    HashWrong,
    NoteMalformed,
    OriginWrong,
    SignatureMissing,
    SignatureWrong,
    SizeWrong,
)
from liaison.lib.ledger.tree import HASH_BYTES, MAX_SIZE

MAX_NOTE: Final = 8192  # characters: a checkpoint with 16 signatures takes some 3,000
MAX_NAME: Final = 200
MAX_SIGNATURES: Final = 16
_DASH: Final = "\N{EM DASH} "
_ED25519: Final = b"\x01"
_KEY_ID_BYTES: Final = 4
_SIGNATURE_BYTES: Final = 64
# Names are compared byte by byte, so only characters that look like one thing are let in.
_NAME: Final = re.compile(r"[!-*,-~]+")
_SIZE: Final = re.compile(r"0|[1-9][0-9]{0,18}")
_TEXT_LINES: Final = 3


@dataclass(frozen=True)
class Checkpoint:
    """What a log says about itself.

    Attributes:
        origin: Name of the log.
        size: Number of leaves.
        root: Root of the tree over them.
    """

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        """Refuse what cannot be written as a note.

        Raises:
            NoteMalformed: The origin is empty, too long, or has blanks, plus signs or other
                characters than printable ASCII.
            SizeWrong: The size is negative or above the maximum.
            HashWrong: The root does not have 32 bytes.
        """
        _check_name(self.origin, Flaw.ORIGIN)
        if not 0 <= self.size <= MAX_SIZE:
            raise SizeWrong(self.size)
        if len(self.root) != HASH_BYTES:
            raise HashWrong(len(self.root))

    def body(self) -> str:
        """Return the text that is signed.

        Returns:
            Three lines, each with its line feed.
        """
        return f"{self.origin}\n{self.size}\n{_to_base64(self.root)}\n"


@dataclass(frozen=True)
class Signature:
    """One signature line of a note.

    Attributes:
        name: Who signed.
        key_id: Four bytes that tell this signer's keys apart; a hint, no proof.
        value: The signature.
    """

    name: str
    key_id: bytes
    value: bytes


@dataclass(frozen=True)
class SignedCheckpoint:
    """A note that was read but not verified.

    Attributes:
        checkpoint: What the text says.
        signatures: Who claims to have signed it.
    """

    checkpoint: Checkpoint
    signatures: tuple[Signature, ...]


def key_id(name: str, public_key: Ed25519PublicKey) -> bytes:
    """Return the key id of C2SP signed-note: SHA-256(name || LF || 0x01 || key), 4 bytes.

    Args:
        name: Name of the signer.
        public_key: Its Ed25519 key.

    Returns:
        4 bytes.
    """
    content = name.encode() + b"\n" + _ED25519 + public_key.public_bytes_raw()
    return hashlib.sha256(content).digest()[:_KEY_ID_BYTES]


def sign(checkpoint: Checkpoint, name: str, private_key: Ed25519PrivateKey) -> str:
    """Return the note: the checkpoint and the log's signature.

    Args:
        checkpoint: What is signed.
        name: Name of the signer: the log's origin.
        private_key: Its Ed25519 key.

    Returns:
        The text of the note.

    Raises:
        OriginWrong: The signer's name is not the log's: a log speaks for itself only.
    """
    if name != checkpoint.origin:
        raise OriginWrong(name, checkpoint.origin)
    body = checkpoint.body()
    value = key_id(name, private_key.public_key()) + private_key.sign(body.encode())
    return f"{body}\n{_DASH}{name} {_to_base64(value)}\n"


def parse(note: str) -> SignedCheckpoint:
    """Read a note without believing it.

    Args:
        note: Untrusted text.

    Returns:
        Its content and its signatures, none of them verified.

    Raises:
        NoteMalformed: With the first flaw found.
    """
    if len(note) > MAX_NOTE:
        raise NoteMalformed(Flaw.TOO_LONG)
    if any((char < " " and char != "\n") or char == "\x7f" for char in note):
        raise NoteMalformed(Flaw.CHARACTERS)
    # The last blank line parts text and signatures (C2SP signed-note).
    text, blank, signed = note.rpartition("\n\n")
    if not blank or not signed.endswith("\n"):
        raise NoteMalformed(Flaw.NO_SIGNATURES)
    checkpoint = _parse_text(text)
    lines = signed[:-1].split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise NoteMalformed(Flaw.TOO_MANY_SIGNATURES)
    signatures = tuple(_parse_signature(line) for line in lines)
    if len({(item.name, item.key_id) for item in signatures}) != len(signatures):
        raise NoteMalformed(Flaw.SIGNATURE_TWICE)
    return SignedCheckpoint(checkpoint, signatures)


def verify(note: str, name: str, public_key: Ed25519PublicKey) -> Checkpoint:
    """Return the checkpoint of a note that this log signed.

    Signatures by others are passed over: a note may carry any number of witnesses.

    Args:
        note: Untrusted text.
        name: Name of the log.
        public_key: The log's key, known beforehand.

    Returns:
        The checkpoint, now believed.

    Raises:
        NoteMalformed: The text is no note.
        OriginWrong: The note is about another log.
        SignatureMissing: This key signed nothing.
        SignatureWrong: The signature by this key does not verify.
    """
    signed = parse(note)
    if signed.checkpoint.origin != name:
        raise OriginWrong(name, signed.checkpoint.origin)
    wanted = (name, key_id(name, public_key))
    found = [item for item in signed.signatures if (item.name, item.key_id) == wanted]
    if not found:
        raise SignatureMissing(name)
    if len(found[0].value) != _SIGNATURE_BYTES:
        raise SignatureWrong(name)
    try:
        public_key.verify(found[0].value, signed.checkpoint.body().encode())
    except InvalidSignature:
        raise SignatureWrong(name) from None
    return signed.checkpoint


def _parse_text(text: str) -> Checkpoint:
    lines = text.split("\n")
    if len(lines) != _TEXT_LINES:
        raise NoteMalformed(Flaw.LINES)
    origin, size, root = lines
    _check_name(origin, Flaw.ORIGIN)
    if not _SIZE.fullmatch(size) or int(size) > MAX_SIZE:
        raise NoteMalformed(Flaw.SIZE)
    value = _from_base64(root, Flaw.ROOT)
    if len(value) != HASH_BYTES:
        raise NoteMalformed(Flaw.ROOT)
    return Checkpoint(origin, int(size), value)


def _parse_signature(line: str) -> Signature:
    name, blank, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not blank:
        raise NoteMalformed(Flaw.SIGNATURE_LINE)
    _check_name(name, Flaw.SIGNATURE_LINE)
    value = _from_base64(encoded, Flaw.SIGNATURE_LINE)
    if len(value) <= _KEY_ID_BYTES:
        raise NoteMalformed(Flaw.SIGNATURE_LINE)
    return Signature(name, value[:_KEY_ID_BYTES], value[_KEY_ID_BYTES:])


def _check_name(name: str, flaw: Flaw) -> None:
    if len(name) > MAX_NAME or not _NAME.fullmatch(name):
        raise NoteMalformed(flaw)


def _to_base64(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _from_base64(text: str, flaw: Flaw) -> bytes:
    try:
        value = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NoteMalformed(flaw) from None
    # Base64 has several spellings of one value (spare bits); only one of them is accepted.
    if _to_base64(value) != text:
        raise NoteMalformed(flaw)
    return value
