"""What is not added leaves nothing: no row, no key, no log entry, no byte."""

import errno
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NoReturn

import pytest

from liaison.core.errors import Refusal
from liaison.files import blobs, policy, services
from liaison.files.errors import (
    DiskFull,
    FileEmpty,
    FileTooLarge,
    NameRefused,
    QuotaReached,
)
from liaison.identity.errors import PermissionRefused
from liaison.identity.types import Actor
from tests.cast import NOW, an_actor
from tests.files.room import written
from tests.files.specimens import TEXT

pytestmark = pytest.mark.django_db


def too_much() -> Iterator[bytes]:
    """Yield one byte more than a file may have."""
    for _ in range(25):
        yield bytes(policy.MEGABYTE)
    yield b"1"


@dataclass(frozen=True)
class Upload:
    """What is tried."""

    refusal: type[Refusal]
    name: str = "note.txt"
    content: Callable[[], Iterator[bytes]] = lambda: iter([TEXT])
    declared_size: int | None = None
    actor: Callable[[], Actor] = an_actor


REFUSALS: Mapping[str, Upload] = {
    "nothing in it": Upload(FileEmpty, content=lambda: iter([])),
    "too large": Upload(FileTooLarge, content=too_much),
    "said to be too large": Upload(FileTooLarge, declared_size=policy.FILE_BYTES + 1),
    "no name": Upload(NameRefused, name="   "),
    "a name too long": Upload(NameRefused, name="n" * 200 + ".txt"),
    "a path": Upload(NameRefused, name="../../etc/passwd"),
    "a path of the other kind": Upload(NameRefused, name="..\\..\\system.ini"),
    "an absolute path": Upload(NameRefused, name="/etc/cron.d/x.txt"),
    "a hidden file": Upload(NameRefused, name=".htaccess"),
    "a name that turns around": Upload(NameRefused, name="invoice\u202efdp.exe.txt"),
    "a name with a new line": Upload(NameRefused, name="a\r\nSet-Cookie: b.txt"),
    "a name with NUL": Upload(NameRefused, name="a.txt\0.exe"),
    "an auditor": Upload(PermissionRefused, actor=lambda: an_actor(person="Dora")),
}


@pytest.mark.parametrize("upload", REFUSALS.values(), ids=REFUSALS)
def test_refused(upload: Upload) -> None:
    before = written()
    with pytest.raises(upload.refusal):
        services.add(
            upload.actor(),
            name=upload.name,
            content=upload.content(),
            declared_size=upload.declared_size,
            purpose_kind="casework.request",
            now=NOW,
        )
    assert written() == before


def test_the_quota_of_a_desk(settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        type(settings.NODE),  # type: ignore[attr-defined]
        "number",
        lambda _, name: 1 if name == "files.quota_megabytes" else 0,
    )
    before = written()
    with pytest.raises(QuotaReached):
        services.add(
            an_actor(),
            name="a.txt",
            content=[bytes(policy.MEGABYTE), b"1"],
            purpose_kind="x",
            now=NOW,
        )
    assert written() == before


@pytest.mark.parametrize("place", ["write", "fsync"])
def test_a_full_disk(monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    def full(*_: object) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    if place == "fsync":
        monkeypatch.setattr(blobs, "make_durable", full)
    else:
        monkeypatch.setattr(blobs.Writer, "_write", full)
    before = written()
    with pytest.raises(DiskFull):
        services.add(an_actor(), name="a.txt", content=[bytes(200_000)], purpose_kind="x", now=NOW)
    assert written() == before
