"""Segments as files, and the manifest that names those that are in use.

A segment file is written once and never changed: a head that says what lies where, then arrays at
places that a processor likes, each with its sum. Readers map it, so that processes share its
pages, and check every sum before they believe it. The manifest is replaced by renaming, which the
file system does wholly or not at all; a reader that has mapped an older file keeps it.

Whoever writes may stop anywhere. `step` is called with the name of each point where stopping
would leave something different behind; tests stop there.
"""

import json
import mmap
import os
import zlib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

import numpy as np

from liaison.lib.finding.errors import Damage, FileDamaged
from liaison.lib.finding.segments import Array, Segment

MANIFEST: Final = "manifest.json"
SEGMENT_ENDING: Final = ".segment"
# crash points, in their order
HALF_WRITTEN, WRITTEN, LISTED, SWAPPED = "half written", "written", "listed", "swapped"
_MAGIC: Final = b"LIAISON SEGMENT1"
_ALIGNED: Final = 64
_HEAD_MOST: Final = 64 * 1024
_MANIFEST_MOST: Final = 64 * 1024 * 1024
# words of names stand in them: whatever the mask of the process is, they are its own
PRIVATE: Final = 0o600
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW
_HEAD: Final = len(_MAGIC) + 8
Step = Callable[[str], None]


@dataclass(frozen=True)
class Manifest:
    """What is in use.

    Attributes:
        token: a new one each time.
        version: of the words in the segments; others are built again.
        covered: how far the changes are in the segments, as the caller counts them.
        segments: names of files, the oldest first.
        gone: keys of documents that are in the files and must not be found.
        purged: when files were last freed of what is gone, in seconds.
    """

    token: str
    version: int
    covered: int
    segments: tuple[str, ...] = ()
    gone: tuple[int, ...] = ()
    purged: float = 0.0


def _no_step(_: str) -> None:
    """Stop nowhere."""


def write_segment(path: Path, segment: Segment, *, step: Step = _no_step) -> None:
    """Write a segment; it lies on the disk when this returns.

    Args:
        path: of a file that does not exist.
        segment: any.
        step: see above.
    """
    arrays: dict[str, Array] = {
        field.name: getattr(segment, field.name) for field in fields(Segment)
    }
    table: dict[str, tuple[str, int, int, int]] = {}
    at = 0
    for name, one in arrays.items():
        table[name] = (one.dtype.str, at, len(one), zlib.crc32(one.data))
        at += -(-one.nbytes // _ALIGNED) * _ALIGNED
    head = json.dumps(table).encode()
    begin = -(-(_HEAD + len(head)) // _ALIGNED) * _ALIGNED
    with os.fdopen(os.open(path, _NEW | os.O_EXCL, PRIVATE), "wb") as stream:
        stream.write(_MAGIC + len(head).to_bytes(4, "little"))
        stream.write(zlib.crc32(head).to_bytes(4, "little") + head)
        for name, one in arrays.items():
            stream.seek(begin + table[name][1])
            stream.write(one.data)
            if name == "post":
                step(HALF_WRITTEN)
        stream.truncate(begin + at)
        stream.flush()
        os.fsync(stream.fileno())
    _sync(path.parent)
    step(WRITTEN)


def read_segment(path: Path) -> Segment:
    """Map a segment; every sum is checked.

    Raises:
        FileDamaged: it is not there, too short, or not what was written.
    """
    try:
        with path.open("rb") as stream:
            mapped = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise FileDamaged(path.name, Damage.UNREADABLE) from error
    head = mapped[:_HEAD]
    size = int.from_bytes(head[-8:-4], "little")
    said = mapped[_HEAD : _HEAD + size]
    if head[: len(_MAGIC)] != _MAGIC or size > _HEAD_MOST:
        raise FileDamaged(path.name, Damage.NO_SEGMENT)
    if zlib.crc32(said) != int.from_bytes(head[-4:], "little"):
        raise FileDamaged(path.name, Damage.HEAD)
    begin = -(-(_HEAD + size) // _ALIGNED) * _ALIGNED
    try:
        return Segment(**_arrays(path, mapped, begin, json.loads(said)))
    # a head with a right sum and another meaning: written by another program, or on purpose
    except (TypeError, ValueError, AttributeError, OverflowError, RecursionError) as error:
        raise FileDamaged(path.name, Damage.FORM) from error


def _arrays(path: Path, mapped: mmap.mmap, begin: int, table: Mapping[str, Any]) -> dict[str, Any]:
    if set(table) != {field.name for field in fields(Segment)}:
        raise FileDamaged(path.name, Damage.FORM)
    found = {}
    for name, (kind, at, count, total) in table.items():
        dtype = np.dtype(kind)
        if at < 0 or count < 0 or dtype.hasobject:
            raise FileDamaged(path.name, Damage.FORM)
        if begin + at + count * dtype.itemsize > len(mapped):
            raise FileDamaged(path.name, Damage.SHORT)
        found[name] = np.frombuffer(mapped, dtype, count, begin + at)
        if zlib.crc32(found[name].data) != total:
            raise FileDamaged(path.name, Damage.CONTENT)
    return found


def swap(folder: Path, manifest: Manifest, *, step: Step = _no_step) -> None:
    """Put a manifest in the place of the one there is: wholly, or not at all.

    Args:
        folder: of the segments; all that the manifest names lie there.
        manifest: the new one.
        step: see above.
    """
    said = json.dumps(asdict(manifest))
    written = json.dumps({"said": said, "sum": _sum(said)})
    new = folder / f"{MANIFEST}.new"
    with os.fdopen(os.open(new, _NEW | os.O_TRUNC, PRIVATE), "wb") as stream:
        stream.write(written.encode())
        stream.flush()
        os.fsync(stream.fileno())
    step(LISTED)
    new.replace(folder / MANIFEST)
    _sync(folder)
    step(SWAPPED)


def manifest_of(folder: Path) -> Manifest | None:
    """Return what is in use, or None when nothing was ever written.

    Raises:
        FileDamaged: it is not what was written.
    """
    path = folder / MANIFEST
    try:
        if path.stat().st_size > _MANIFEST_MOST:
            raise FileDamaged(MANIFEST, Damage.LONG)
        whole = json.loads(path.read_bytes())
        if _sum(whole["said"]) != whole["sum"]:
            raise FileDamaged(MANIFEST, Damage.CONTENT)
        said = json.loads(whole["said"])
        said["segments"], said["gone"] = tuple(said["segments"]), tuple(said["gone"])
        return Manifest(**said)
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise FileDamaged(MANIFEST, Damage.UNREADABLE) from error


def sweep(folder: Path, manifest: Manifest | None) -> int:
    """Remove every file that the manifest does not name; return how many.

    Readers that have mapped one of them go on with it.
    """
    kept = set(manifest.segments) if manifest else set()
    unused = [one for one in folder.glob(f"*{SEGMENT_ENDING}") if one.name not in kept]
    unused += folder.glob(f"{MANIFEST}.new")
    for one in unused:
        one.unlink(missing_ok=True)
    return len(unused)


def _sum(said: str) -> str:
    return blake2b(said.encode(), digest_size=16).hexdigest()


def _sync(folder: Path) -> None:
    """Have the names in a folder on the disk as well."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
