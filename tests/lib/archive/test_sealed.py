"""A backup comes back as it was; whatever is done to its bytes is found before anything counts."""

import io
import tarfile
from collections.abc import Callable, Mapping

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from liaison.lib.archive import recovery, stream
from liaison.lib.archive.errors import (
    ArchiveRefusal,
    Damaged,
    NotABackup,
    VersionUnknown,
    WrongKey,
)
from liaison.lib.archive.parts import Packer
from tests.lib.archive.things import LOG_KEY, PARTS, PUBLIC, packed, unpacked

WHOLE = packed()
# where the stream begins: behind the header and its 24 bytes
START = WHOLE.index(b"}") + 1 + stream.BEGIN_BYTES
SEALED = stream.CHUNK + stream.TAG_BYTES


def flipped(at: int) -> bytes:
    """Return the backup with one bit of one byte turned."""
    return WHOLE[:at] + bytes([WHOLE[at] ^ 1]) + WHOLE[at + 1 :]


def swapped_chunks() -> bytes:
    """Return the backup with its first two chunks exchanged."""
    first, second = WHOLE[START : START + SEALED], WHOLE[START + SEALED : START + 2 * SEALED]
    return WHOLE[:START] + second + first + WHOLE[START + 2 * SEALED :]


def another_header() -> bytes:
    """Return the stream of one backup behind the header of another one."""
    other = packed({"about.json": b"other"})
    return other[: other.index(b"}") + 1] + WHOLE[WHOLE.index(b"}") + 1 :]


ATTACKS: Mapping[str, tuple[Callable[[], bytes], type[ArchiveRefusal]]] = {
    "nothing": (lambda: b"", NotABackup),
    "another kind of file": (lambda: b"SQLite format 3\0" * 100, NotABackup),
    "a form of tomorrow": (lambda: WHOLE[:15] + b"\x02" + WHOLE[16:], VersionUnknown),
    "a form of yesterday": (lambda: WHOLE[:15] + b"\x00" + WHOLE[16:], VersionUnknown),
    "a header that ends early": (lambda: WHOLE[:40], Damaged),
    "a byte of the sealed key changed": (lambda: flipped(40), Damaged),
    "a byte of the stream's beginning changed": (lambda: flipped(START - 1), Damaged),
    "a byte in the middle changed": (lambda: flipped(len(WHOLE) // 2), Damaged),
    "its last byte changed": (lambda: flipped(len(WHOLE) - 1), Damaged),
    "its last byte cut off": (lambda: WHOLE[:-1], Damaged),
    "cut between two chunks": (lambda: WHOLE[: START + SEALED], Damaged),
    "cut behind its header": (lambda: WHOLE[:START], Damaged),
    "something added": (lambda: WHOLE + b"more", Damaged),
    "two chunks exchanged": (swapped_chunks, Damaged),
    "the header of another backup": (another_header, Damaged),
    "sealed to another key": (lambda: packed(public=recovery.public_of(b"x" * 32)), WrongKey),
    "signed by another log": (
        lambda: packed(by=Ed25519PrivateKey.from_private_bytes(b"y" * 32)),
        Damaged,
    ),
}


@pytest.mark.parametrize(("attack", "refusal"), ATTACKS.values(), ids=ATTACKS)
def test_attacked(attack: Callable[[], bytes], refusal: type[ArchiveRefusal]) -> None:
    with pytest.raises(refusal):
        unpacked(attack())


def test_it_comes_back() -> None:
    assert unpacked(WHOLE) == PARTS


@given(sizes=st.lists(st.integers(0, 3 * stream.CHUNK), max_size=4))
def test_parts_of_any_size_come_back(sizes: list[int]) -> None:
    parts = {f"files/{place:064x}": b"s" * size for place, size in enumerate(sizes)}
    assert unpacked(packed(parts)) == parts


def test_two_backups_of_the_same_are_different_bytes() -> None:
    assert packed() != packed()
    assert stream.key_wanted(io.BytesIO(WHOLE)) == recovery.key_id(PUBLIC)


NAMES = {
    "a folder above": "home/../liaison.toml",
    "an absolute path": "/etc/passwd",
    "a hidden file": "home/.ssh",
    "another folder": "elsewhere/file",
    "an address that is none": "files/" + "A" * 64,
    "a name of a manifest": "manifest.json",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_no_other_name_goes_in(name: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        packed({name: b""})


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_or_comes_out(name: str) -> None:
    """Attack: whoever has the public half can seal a file of their own making."""
    file = io.BytesIO()
    packer = Packer(file, PUBLIC)
    packer._put(name, io.BytesIO(b"x"), 1)
    packer.finish({}, by=LOG_KEY)
    with pytest.raises(Damaged):
        unpacked(file.getvalue())


def test_of_two_parts_of_one_name_neither_counts() -> None:
    """Attack: one key of the log is verified, the other is restored."""
    file = io.BytesIO()
    packer = Packer(file, PUBLIC)
    packer.add_bytes("home/keys/log.pem", b"one")
    packer.add_bytes("home/keys/log.pem", b"other")
    packer.finish({}, by=LOG_KEY)
    with pytest.raises(Damaged):
        unpacked(file.getvalue())


SPARSE: Mapping[str, tuple[bytes, dict[str, str]]] = {
    "as GNU tar writes it": (tarfile.GNUTYPE_SPARSE, {}),
    "by an extended header": (
        tarfile.REGTYPE,
        {"GNU.sparse.map": "0,1", "GNU.sparse.size": "1099511627776"},
    ),
}


@pytest.mark.parametrize(("kind", "headers"), SPARSE.values(), ids=SPARSE)
def test_a_part_with_holes_fills_no_disk(kind: bytes, headers: dict[str, str]) -> None:
    """Attack: a kilobyte that is terabytes when it is unpacked, before a signature is seen."""
    file = io.BytesIO()
    packer = Packer(file, PUBLIC)
    info = tarfile.TarInfo("home/liaison.toml")
    info.size, info.type, info.pax_headers = 1, kind, headers
    packer._tar.addfile(info, io.BytesIO(b"x"))
    packer.finish({}, by=LOG_KEY)
    with pytest.raises(Damaged):
        unpacked(file.getvalue())


LONG: Mapping[str, bytes] = {
    "a header of another form": tarfile.XHDTYPE,
    "a header for all that follow": tarfile.XGLTYPE,
    "a name that does not end": tarfile.GNUTYPE_LONGNAME,
    "a link that does not end": tarfile.GNUTYPE_LONGLINK,
    "a link": tarfile.SYMTYPE,
    "a device": tarfile.CHRTYPE,
}


@pytest.mark.parametrize("kind", LONG.values(), ids=LONG)
def test_a_header_of_a_terabyte_is_not_read(kind: bytes) -> None:
    """Attack: what describes the next part fills the memory; only its announcement is read."""
    file = io.BytesIO()
    packer = Packer(file, PUBLIC)
    info = tarfile.TarInfo("home/liaison.toml")
    info.size, info.type = 2**40, kind
    packer._sealed.write(info.tobuf(tarfile.GNU_FORMAT))
    packer._sealed.close()
    with pytest.raises(Damaged, match="list of parts"):
        unpacked(file.getvalue())


def test_a_database_of_any_size_has_a_plain_header() -> None:
    """Above 8 GB, where another form of tar would write an extended one that nobody reads."""
    packer = Packer(io.BytesIO(), PUBLIC)
    info = tarfile.TarInfo("database.sqlite3")
    info.size = 9 * 1024**3
    header = info.tobuf(packer._tar.format)
    assert len(header) == tarfile.BLOCKSIZE
    assert tarfile.TarInfo.frombuf(header, "utf-8", "strict").size == info.size


def test_a_name_that_would_need_a_second_header_does_not_go_in() -> None:
    with pytest.raises(ValueError, match="home"):
        Packer(io.BytesIO(), PUBLIC).add_bytes(f"home/{'a' * 60}/{'b' * 60}", b"x")


def test_a_file_that_broke_off_does_not_open() -> None:
    file = io.BytesIO()
    packer = Packer(file, PUBLIC)
    packer.add_bytes("database.sqlite3", b"r" * 10 * stream.CHUNK)
    with pytest.raises(Damaged):
        unpacked(file.getvalue())
