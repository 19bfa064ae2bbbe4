"""Reading a backup from beginning to end: every part compared, kept where somebody wants it."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from liaison.core.errors import CommandRefused
from liaison.lib.archive.errors import Damaged
from liaison.lib.archive.parts import Part, Unpacker
from liaison.lib.ledger import checkpoint as notes
from liaison.lib.ledger.errors import LedgerRefusal

ABOUT: Final = "about.json"
LOG_KEY: Final = "home/keys/log.pem"
SMALL: Final = 1024 * 1024
FORMAT: Final = 1
ENGINES: Final = frozenset({"sqlite", "postgresql"})


@dataclass(frozen=True)
class About:
    """What a backup says of itself, before its parts.

    Attributes:
        organisation: id of the bureau.
        engine: `sqlite` or `postgresql`.
        made_at: ISO 8601, the moment of what it holds.
        migrations: application and name of each that its tables have had, in their order.
    """

    organisation: str
    engine: str
    made_at: str
    migrations: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Unpacked:
    """A backup that was read to its end and is what was signed.

    Attributes:
        about: what it says of itself.
        parts: how many.
        size: bytes of all of them.
        missing: addresses of files that were erased while it was made.
        log_size: entries of the log at its newest checkpoint.
        log_key: beginning of the fingerprint of the log's key.
    """

    about: About
    parts: int
    size: int
    missing: Sequence[str]
    log_size: int
    log_key: str


Keep = Callable[[Part], None]


def look(file: Path, private: bytes, *, keep: Keep | None = None) -> Unpacked:
    """Read a backup to its end.

    Args:
        file: the backup.
        private: the recovery key.
        keep: given each part behind the first; it may read the content. Nothing of it counts
            before this function has returned.

    Raises:
        ArchiveRefusal: it is not exactly what was written.
    """
    with file.open("rb") as opened:
        unpacker = Unpacker(opened, private)
        about: About | None = None
        pem, size, count = b"", 0, 0
        for part in unpacker.parts():
            size, count = size + part.size, count + 1
            if about is None:
                about = read_about(part)
            elif part.name == LOG_KEY:
                pem = small(part)
                _keep(keep, Part(part.name, part.size, iter([pem])))
            else:
                _keep(keep, part)
        if about is None:
            raise Damaged(ABOUT)
        key = _log_key(pem)
        said = unpacker.finish(key)
    return Unpacked(
        about=about,
        parts=count,
        size=size,
        missing=_missing(said),
        log_size=_log_size(said, about, key),
        log_key=hashlib.sha256(key.public_bytes_raw()).hexdigest()[:16],
    )


def read_about(part: Part) -> About:
    """Return the first part, which says what the others are.

    Raises:
        Damaged: it does not.
    """
    try:
        said = json.loads(small(part)) if part.name == ABOUT else {}
        found = About(
            organisation=str(said["organisation"]),
            engine=str(said["engine"]),
            made_at=str(said["made_at"]),
            migrations=tuple((str(app), str(name)) for app, name in said["migrations"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Damaged(ABOUT) from error
    if said.get("format") != FORMAT or found.engine not in ENGINES:
        raise Damaged(ABOUT)
    return found


def small(part: Part) -> bytes:
    """Return the content of a part that is never large.

    Raises:
        Damaged: it is.
    """
    if part.size > SMALL:
        raise Damaged(part.name)
    return b"".join(part.chunks)


def _keep(keep: Keep | None, part: Part) -> None:
    if keep is not None:
        keep(part)


def _log_key(pem: bytes) -> Ed25519PublicKey:
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise Damaged(LOG_KEY) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise Damaged(LOG_KEY)
    return key.public_key()


def _missing(said: dict[str, Any]) -> Sequence[str]:
    listed = said.get("missing", [])
    if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
        raise Damaged("list of what is missing")
    return listed


def _log_size(said: dict[str, Any], about: About, key: Ed25519PublicKey) -> int:
    """Return the size that the newest checkpoint states, if the log's key signed it."""
    head = said.get("head")
    if not isinstance(head, str):
        raise Damaged("head of the log")
    if not head:
        return 0
    try:
        return notes.verify(head, f"liaison-log/{about.organisation}", key).size
    except LedgerRefusal as refusal:
        raise Damaged("head of the log") from refusal


def files_below(folder: Path) -> Iterator[Path]:
    """Yield plain files below a folder, in order.

    Raises:
        CommandRefused: a link: what it leads to may be anything, and without it the backup would
            lack what the home seems to have.
    """
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            raise CommandRefused(str(path), "is a link; put the file itself there")
        if path.is_file():
            yield path
