"""What is inside the sealed stream: a tar of named parts, a manifest behind them, its signature.

The manifest counts the parts and binds name, size and SHA-256 of each, in their order, by one
digest: however many files a bureau has, it is short. The log's key signs it, so that a backup says
whose it is.
"""

import hashlib
import io
import json
import re
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from liaison.lib.archive.errors import Damaged
from liaison.lib.archive.stream import SealedReader, SealedWriter

MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "manifest.sig"
READ: Final = 256 * 1024
NAME_MOST: Final = 100
MAX_MANIFEST: Final = 16 * 1024 * 1024
_DOMAIN: Final = b"liaison-backup-manifest/1\n"
_PLAIN: Final = r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}"
# nothing else may become a path: no link, no folder above, no hidden file
NAME: Final = re.compile(
    rf"about\.json|database\.sqlite3|tables/[0-9]{{3}}-[a-z0-9_]{{1,63}}\.copy"
    rf"|files/[0-9a-f]{{64}}|home/{_PLAIN}(/{_PLAIN}){{0,3}}"
)


@dataclass(frozen=True)
class Part:
    """One part on its way out of a backup.

    Attributes:
        name: of the closed form `NAME`.
        size: bytes.
        chunks: its content; to be read once, to the end, before the next part.
    """

    name: str
    size: int
    chunks: Iterator[bytes]


class _Plain(tarfile.TarInfo):
    """A header of a plain file, or none: no other kind is made, and no other is looked into.

    tarfile reads the extended headers of a member whole before it shows the member: a crafted one
    of gigabytes would fill the memory before any signature is seen.
    """

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> "_Plain":
        """Read one header.

        Raises:
            Damaged: it is of anything but a plain file.
        """
        found = super().frombuf(buf, encoding, errors)
        if found.type not in {tarfile.REGTYPE, tarfile.AREGTYPE}:
            raise Damaged("its list of parts")
        return found


class Packer:
    """Writes one backup.

    Args:
        file: takes the sealed bytes.
        public: the recovery key's public half.
    """

    def __init__(self, file: BinaryIO, public: bytes) -> None:
        """Begin the file."""
        self._sealed = SealedWriter(file, public)
        stream: Any = self._sealed
        # closed by `finish`: a file that breaks off must not look as if it had an end
        # of this form sizes above 8 GB stand in the header itself, as names of NAME_MOST do
        self._tar = tarfile.open(  # noqa: SIM115
            mode="w|", fileobj=stream, format=tarfile.GNU_FORMAT
        )
        # its stream would write an end of its own when it is collected, wherever that happens
        kept: Any = self._tar.fileobj
        kept.closed = True
        self._stream = kept
        self._whole = hashlib.sha256()
        self._count = 0

    def add(self, name: str, source: BinaryIO, size: int) -> None:
        """Add one part.

        Args:
            name: of the closed form `NAME`.
            source: its content.
            size: bytes of it.

        Raises:
            ValueError: the name has another form.
            OSError: the source holds fewer bytes, or there is no room.
        """
        if not NAME.fullmatch(name) or len(name) > NAME_MOST:
            raise ValueError(name)
        hashed = _Hashing(source)
        self._put(name, hashed, size)
        self._whole.update(_line(name, size, hashed.digest.hexdigest()))
        self._count += 1

    def add_bytes(self, name: str, data: bytes) -> None:
        """Add one part that is at hand."""
        self.add(name, io.BytesIO(data), len(data))

    def finish(self, said: Mapping[str, Any], *, by: Ed25519PrivateKey) -> None:
        """Write manifest, signature and the end.

        Args:
            said: what else the manifest says; JSON.
            by: the key of the bureau's log.
        """
        whole = {**said, "parts": self._count, "digest": self._whole.hexdigest()}
        manifest = json.dumps(whole, sort_keys=True).encode()
        self._put(MANIFEST, io.BytesIO(manifest), len(manifest))
        signature = by.sign(_DOMAIN + manifest)
        self._put(SIGNATURE, io.BytesIO(signature), len(signature))
        self._stream.closed = False
        self._tar.close()
        self._sealed.close()

    def _put(self, name: str, source: Any, size: int) -> None:  # noqa: ANN401 - as tarfile wants
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        self._tar.addfile(info, source)


class Unpacker:
    """Reads one backup, part by part; nothing of it counts before `finish`.

    Args:
        file: the sealed bytes.
        private: the recovery key.
    """

    def __init__(self, file: BinaryIO, private: bytes) -> None:
        """Open it.

        Raises:
            ArchiveRefusal: see `SealedReader`.
        """
        self._sealed = SealedReader(file, private)
        self._whole = hashlib.sha256()
        self._count = 0
        self._manifest = b""
        self._signature = b""
        self._names: set[str] = set()

    def parts(self) -> Iterator[Part]:
        """Yield the parts in their order.

        Raises:
            Damaged: cut, altered, or of another form.
        """
        try:
            stream: Any = self._sealed
            with tarfile.open(mode="r|", fileobj=stream, bufsize=READ, tarinfo=_Plain) as tar:
                for info in tar:
                    yield from self._part(tar, info)
        except (tarfile.TarError, EOFError) as error:
            raise Damaged("its list of parts") from error
        self._sealed.finish()

    def finish(self, key: Ed25519PublicKey) -> dict[str, Any]:
        """Compare everything that was read with the manifest, and that with its signature.

        Args:
            key: of the log whose backup it is.

        Returns:
            What the manifest says.

        Raises:
            Damaged: something is missing, more, exchanged, or signed by somebody else.
        """
        try:
            key.verify(self._signature, _DOMAIN + self._manifest)
            said: dict[str, Any] = json.loads(self._manifest)
            same = (said["parts"], said["digest"]) == (self._count, self._whole.hexdigest())
        except (InvalidSignature, ValueError, KeyError, TypeError, RecursionError) as error:
            raise Damaged("its signature") from error
        if not same:
            raise Damaged("its parts are not those that were signed for")
        return said

    def _part(self, tar: tarfile.TarFile, info: tarfile.TarInfo) -> Iterator[Part]:
        # a sparse member of a kilobyte is terabytes on the disk before any signature is looked at
        plain = info.isreg() and not info.issparse() and not info.pax_headers
        source = tar.extractfile(info) if plain else None
        if source is None or self._signature:
            raise Damaged(ascii(info.name[:80]))
        if info.name in {MANIFEST, SIGNATURE}:
            self._end(info, source.read(MAX_MANIFEST + 1))
            return
        if not NAME.fullmatch(info.name) or self._manifest:
            raise Damaged(ascii(info.name[:80]))
        # of two parts of one name one would be verified and the other restored; what is stored
        # under its own digest is only doubled
        if info.name in self._names:
            raise Damaged(info.name)
        if not info.name.startswith("files/"):
            self._names.add(info.name)
        digest = hashlib.sha256()
        yield Part(info.name, info.size, _chunks(source, digest))
        # whoever skipped a part skips no check
        for _ in _chunks(source, digest):
            pass
        self._whole.update(_line(info.name, info.size, digest.hexdigest()))
        self._count += 1

    def _end(self, info: tarfile.TarInfo, content: bytes) -> None:
        if len(content) > MAX_MANIFEST:
            raise Damaged(info.name)
        if info.name == MANIFEST and not self._manifest:
            self._manifest = content
        elif info.name == SIGNATURE and self._manifest:
            self._signature = content
        else:
            raise Damaged(info.name)


class _Hashing:
    """A source that is digested while it is read."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self.digest = hashlib.sha256()

    def read(self, size: int) -> bytes:
        found = self._source.read(size)
        self.digest.update(found)
        return found


def _chunks(source: Any, digest: Any) -> Iterator[bytes]:  # noqa: ANN401 - tarfile, hashlib
    while chunk := source.read(READ):
        digest.update(chunk)
        yield chunk


def _line(name: str, size: int, digest: str) -> bytes:
    return f"{name} {size} {digest}\n".encode()
