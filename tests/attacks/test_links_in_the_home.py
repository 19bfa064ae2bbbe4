"""Attack: a link in the bureau's home that leads out of it, laid by whoever may write there once.

A worse program of the same account, an archive somebody unpacked, an administrator's haste: what
lies behind the link would be read to other bureaus, swept away, written over, or carried off in a
backup. We make no links ourselves, so none is followed.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final
from uuid import UUID

import pytest

from liaison.cli import unpacking
from liaison.core.errors import CommandRefused
from liaison.files import blobs, jobs, selectors
from liaison.files.errors import ContentDamaged
from liaison.files.models import Content
from tests.cast import NOW
from tests.files.room import clean
from tests.web.files.conftest import disk

__all__ = ["disk"]
pytestmark = pytest.mark.django_db
SECRET: Final = b"root of another house"
OLD: Final = 1_000_000


@pytest.fixture
def outside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of somebody else's, with old files in it."""
    folder = tmp_path_factory.mktemp("outside")
    for name in ("secret", "more"):
        (folder / name).write_bytes(SECRET)
        os.utime(folder / name, (OLD, OLD))
    return folder


@pytest.fixture
def address() -> str:
    """A blob that is there."""
    clean()
    return Content.objects.get().address


def the_file(address: str, outside: Path) -> None:
    """Let a link stand in the place of a blob."""
    blobs.place(address).unlink()
    blobs.place(address).symlink_to(outside / "secret")


def its_folder(address: str, outside: Path) -> None:
    """Let a link stand in the place of a blob's folder, and a file of its name behind it."""
    folder = blobs.place(address).parent
    blobs.place(address).unlink()
    folder.rmdir()
    (outside / address).write_bytes(SECRET)
    folder.symlink_to(outside)


LINKS: Final[Mapping[str, Callable[[str, Path], None]]] = {
    "a blob": the_file,
    "the folder of a blob": its_folder,
}


@pytest.mark.parametrize("lay", LINKS.values(), ids=LINKS)
def test_nobody_is_read_what_lies_behind_it(
    address: str, outside: Path, lay: Callable[[str, Path], None]
) -> None:
    """Not another bureau that fetches a file, nor an officer, nor a backup."""
    assert blobs.read(address, offset=0, length=9)
    lay(address, outside)
    with pytest.raises(ContentDamaged):
        blobs.read(address, offset=0, length=9)
    with pytest.raises(ContentDamaged):
        list(blobs.plain(address, bytes(32)))
    with pytest.raises(ContentDamaged):
        blobs.check(address)
    assert selectors.blob(address) is None


@pytest.mark.parametrize("lay", LINKS.values(), ids=LINKS)
def test_nothing_behind_it_is_swept(
    address: str, outside: Path, lay: Callable[[str, Path], None]
) -> None:
    before = sorted(path.name for path in outside.iterdir())
    lay(address, outside)
    (blobs.home() / "waiting" / "old.part").symlink_to(outside / "secret")
    (blobs.home() / "zz").symlink_to(outside)
    for link in (blobs.home() / "zz", blobs.home() / "waiting" / "old.part"):
        os.utime(link, (OLD, OLD), follow_symlinks=False)
    jobs._remove_orphans(NOW)
    assert set(before) <= {path.name for path in outside.iterdir()}
    # the orphaned link itself is swept like any orphan
    assert not (blobs.home() / "waiting" / "old.part").is_symlink()


def test_nothing_is_written_behind_it(outside: Path) -> None:
    part = blobs.Arriving(UUID(int=7))
    (blobs.waiting_room() / f"{UUID(int=7).hex}{blobs.DIRECT}").symlink_to(outside / "secret")
    with pytest.raises(OSError, match="symbolic link"):
        part.append(b"sealed")
    assert (outside / "secret").read_bytes() == SECRET


def test_no_backup_carries_it_off(tmp_path: Path, outside: Path) -> None:
    """And none is made that would silently lack a key."""
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "log.pem").symlink_to(outside / "secret")
    with pytest.raises(CommandRefused, match="is a link"):
        list(unpacking.files_below(tmp_path / "keys"))
