"""A small backup, and what can be done to one."""

import io
from collections.abc import Mapping

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from liaison.lib.archive import recovery
from liaison.lib.archive.parts import Packer, Unpacker

PRIVATE = bytes(range(32))
PUBLIC = recovery.public_of(PRIVATE)
LOG_KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
PARTS: Mapping[str, bytes] = {
    "about.json": b"{}",
    "database.sqlite3": b"rows" * 50_000,
    "files/" + "a" * 64: b"sealed",
    "home/keys/log.pem": b"key",
}


def packed(
    parts: Mapping[str, bytes] = PARTS,
    *,
    by: Ed25519PrivateKey = LOG_KEY,
    public: bytes = PUBLIC,
) -> bytes:
    """Return a backup of these parts."""
    file = io.BytesIO()
    packer = Packer(file, public)
    for name, content in parts.items():
        packer.add_bytes(name, content)
    packer.finish({"head": "", "missing": []}, by=by)
    return file.getvalue()


def unpacked(data: bytes, *, private: bytes = PRIVATE) -> dict[str, bytes]:
    """Return the parts of a backup that was compared to its end."""
    unpacker = Unpacker(io.BytesIO(data), private)
    found = {part.name: b"".join(part.chunks) for part in unpacker.parts()}
    unpacker.finish(LOG_KEY.public_key())
    return found
