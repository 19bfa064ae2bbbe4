"""Sealed bytes on the disk, under the digest of what they are. No name given by anybody.

A blob is written beside its place, made durable, then renamed: what stands under an address is
whole. Rows are committed after that; bytes without a row are swept later.
"""

import errno
import hashlib
import os
import re
from collections.abc import Iterator
from datetime import datetime
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, Final
from uuid import UUID, uuid4

from django.conf import settings

from liaison.files.cipher import Sealer, opened
from liaison.files.errors import ContentDamaged, DiskFull

ADDRESS: Final = re.compile(r"[0-9a-f]{64}")
PRIVATE: Final = 0o700
READ: Final = 1024 * 1024
# bytes on their way here: brought by their sender, or by a relay
DIRECT: Final = ".part"
RELAYED: Final = ".relayed"
FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def home() -> Path:
    """Return the folder of this node's blobs."""
    return _made(Path(settings.NODE.home) / "files")


def waiting_room() -> Path:
    """Return the folder of what is not whole yet: on the same disk, so that renaming works."""
    return _made(home() / "waiting")


def relay_room() -> Path:
    """Return the folder of what is kept for other bureaus: no key to it was ever here."""
    return _made(home() / "relayed")


def place(address: str) -> Path:
    """Return where a blob stands.

    Raises:
        ContentDamaged: that is no address: nothing else may become a path.
    """
    if not ADDRESS.fullmatch(address):
        raise ContentDamaged(address)
    return home() / address[:2] / address


class Writer:
    """Seals one content into the waiting room; nothing plain touches the disk.

    Args:
        key: a fresh key.
    """

    def __init__(self, key: bytes) -> None:
        """Open the file beside its place."""
        self._sealer = Sealer(key)
        self._plain = hashlib.sha256()
        self._sealed = hashlib.sha256()
        self.size = 0
        self._path = waiting_room() / f"{uuid4().hex}.new"
        self._file = _guarded_open(self._path)
        self._put(self._sealer.header)

    def write(self, data: bytes) -> None:
        """Take plain bytes.

        Raises:
            DiskFull: no room; what was written is gone.
        """
        self.size += len(data)
        self._plain.update(data)
        for sealed in self._sealer.update(data):
            self._put(sealed)

    def finish(self) -> str:
        """Make it durable under its address, and return that.

        Raises:
            DiskFull: no room; what was written is gone.
        """
        self._put(self._sealer.finish())
        try:
            make_durable(self._file)
            self._file.close()
        except OSError as error:
            self.discard()
            raise _refusal(error) from error
        address = self._sealed.hexdigest()
        settle(self._path, address)
        return address

    def discard(self) -> None:
        """Leave nothing."""
        self._file.close()
        self._path.unlink(missing_ok=True)

    @property
    def sha256(self) -> str:
        """Hex digest of the plain content so far."""
        return self._plain.hexdigest()

    def _put(self, sealed: bytes) -> None:
        self._sealed.update(sealed)
        try:
            self._write(sealed)
        except OSError as error:
            self.discard()
            raise _refusal(error) from error

    def _write(self, sealed: bytes) -> None:
        self._file.write(sealed)


class Arriving:
    """The sealed bytes of a file on its way here, as far as they have come.

    Args:
        content_id: row id of the content; the only name it has.
        relayed: whether a relay brings them. What one carrier brings never touches what another
            brought: a relay that alters bytes spoils its own work only.
    """

    def __init__(self, content_id: UUID, *, relayed: bool = False) -> None:
        """Name its place; nothing is opened."""
        self._path = waiting_room() / f"{content_id.hex}{RELAYED if relayed else DIRECT}"

    @property
    def held(self) -> int:
        """Bytes that are here."""
        return _size(self._path)

    def append(self, data: bytes) -> None:
        """Add bytes at the end.

        Raises:
            DiskFull: no room; what was there before stays.
        """
        _append(self._path, data)

    def settle_if(self, address: str) -> bool:
        """Make it durable under its address if that is what it is; else throw it away."""
        if digest_of(self._path) != address:
            self.discard()
            return False
        with self._path.open("rb+") as file:
            make_durable(file)
        settle(self._path, address)
        return True

    def discard(self) -> None:
        """Leave nothing."""
        self._path.unlink(missing_ok=True)


class Parcel:
    """Sealed bytes that a relay keeps for others, as far as they have come.

    Args:
        name: hex SHA-256 of whose part it is and for whom: after a crash the same part finds what
            came of it before.
    """

    def __init__(self, name: str) -> None:
        """Name its place; nothing is opened.

        Raises:
            ContentDamaged: that is no name: nothing else may become a path.
        """
        if not ADDRESS.fullmatch(name):
            raise ContentDamaged(name)
        self._path = relay_room() / name

    @property
    def held(self) -> int:
        """Bytes that are here."""
        return _size(self._path)

    def append(self, data: bytes) -> None:
        """Add bytes at the end.

        Raises:
            DiskFull: no room; what was there before stays.
        """
        _append(self._path, data)

    def is_whole(self, address: str) -> bool:
        """Make it durable if it is what its address says; else throw it away."""
        if digest_of(self._path) != address:
            self.discard()
            return False
        with self._path.open("rb+") as file:
            make_durable(file)
        return True

    def read(self, *, offset: int, length: int) -> bytes:
        """Return some of it.

        Raises:
            ContentDamaged: gone.
        """
        try:
            with self._path.open("rb") as file:
                file.seek(offset)
                return file.read(length)
        except OSError as error:
            raise ContentDamaged(self._path.name) from error

    def discard(self) -> None:
        """Leave nothing."""
        self._path.unlink(missing_ok=True)


def make_durable(file: BinaryIO) -> None:
    """Bring a file's bytes to the disk itself."""
    file.flush()
    os.fsync(file.fileno())


def settle(path: Path, address: str) -> None:
    """Give durable bytes their place; the folder's entry is made durable as well."""
    there = place(address)
    _made(there.parent)
    path.rename(there)
    for folder in (there.parent, home()):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def drop(address: str) -> None:
    """Remove a blob, if it is there."""
    place(address).unlink(missing_ok=True)


def plain(address: str, key: bytes) -> Iterator[bytes]:
    """Yield the plain content of a blob.

    Raises:
        ContentDamaged: gone or altered.
    """
    with open_sealed(address) as file:
        yield from opened(file, key=key, address=address)


def check(address: str) -> None:
    """Refuse a blob that is not what its address says, before any of it is handed out.

    Raises:
        ContentDamaged: gone or altered.
    """
    with open_sealed(address) as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != address:
        raise ContentDamaged(address)


def open_sealed(address: str) -> BufferedReader:
    """Open the sealed bytes of a blob; what is open stays readable if it is erased meanwhile.

    Raises:
        ContentDamaged: gone, or a link: we make none, and what it leads to is not ours to read.
    """
    path = place(address)
    if path.parent.is_symlink():
        raise ContentDamaged(address)
    try:
        return os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb")
    except OSError as error:
        raise ContentDamaged(address) from error


def read(address: str, *, offset: int, length: int) -> bytes:
    """Return sealed bytes of a blob, for another bureau.

    Raises:
        ContentDamaged: gone, or a link.
    """
    with open_sealed(address) as file:
        file.seek(offset)
        return file.read(length)


def stale(before: datetime) -> Iterator[Path]:
    """Yield everything on the disk that nobody has written to since a moment."""
    for folder in home().iterdir():
        # behind a link lies what is not ours to sweep
        if folder.is_dir() and not folder.is_symlink() and folder != relay_room():
            yield from _untouched(folder, before)


def stale_parcels(before: datetime) -> Iterator[str]:
    """Yield the names of what is kept for others and nobody has added to since a moment."""
    return (path.name for path in _untouched(relay_room(), before))


def digest_of(path: Path) -> str:
    """Return the hex SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _untouched(folder: Path, before: datetime) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.lstat().st_mtime < before.timestamp():
            yield path


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _append(path: Path, data: bytes) -> None:
    before = _size(path)
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW
        with os.fdopen(os.open(path, flags, 0o600), "ab") as file:
            file.write(data)
    except OSError as error:
        if path.exists() and not path.is_symlink():
            os.truncate(path, before)
        raise _refusal(error) from error


def _made(folder: Path) -> Path:
    if not folder.is_dir():
        folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    return folder


def _guarded_open(path: Path) -> BinaryIO:
    try:
        return path.open("xb")
    except OSError as error:
        raise _refusal(error) from error


def _refusal(error: OSError) -> Exception:
    """Return the refusal for a full disk; every other trouble of the disk stays what it is."""
    return DiskFull() if error.errno in FULL else error
