"""Where no backup can or should be written, and keys that nobody would see."""

import errno
import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from liaison.cli import backing_up, recovery_file, snapshot
from liaison.cli.backing_up import HALF, check_target, settle
from liaison.cli.errors import HomeRefused
from liaison.core.errors import CommandRefused
from liaison.lib.archive import recovery
from liaison.lib.archive.errors import KeyMalformed
from liaison.lib.archive.parts import Packer
from tests.cli.backup.conftest import Make

TARGETS: Mapping[str, Callable[[Path], Path]] = {
    "a file that is there": lambda folder: folder / "there",
    "a folder that is not there": lambda folder: folder / "nowhere" / "file",
    "a file for a folder": lambda folder: folder / "there" / "file",
    "inside the home": lambda folder: folder / "home" / "file",
    "inside the home, by way of somewhere else": lambda folder: (
        folder / "home" / "keys" / ".." / "x"
    ),
}


@pytest.mark.parametrize("place", TARGETS.values(), ids=TARGETS)
def test_a_bad_place_is_refused_before_any_work(
    tmp_path: Path, place: Callable[[Path], Path]
) -> None:
    (tmp_path / "there").write_text("mine")
    (tmp_path / "home" / "keys").mkdir(parents=True)
    with pytest.raises(CommandRefused):
        check_target(place(tmp_path), tmp_path / "home")
    assert (tmp_path / "there").read_text() == "mine"


def test_a_full_disk_is_said_and_leaves_nothing_of_that_name(
    make: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Packer, "finish", full)
    with pytest.raises(CommandRefused, match="No space left"):
        make()
    assert not (tmp_path / "one.backup").exists()


def test_what_somebody_put_there_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    half, to = tmp_path / f"one{HALF}", tmp_path / "one"
    half.write_text("backup")
    to.write_text("theirs")
    with pytest.raises(FileExistsError):
        settle(half, to)
    assert to.read_text() == "theirs"


def test_a_key_that_nobody_would_see_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(CommandRefused, match="key-to"):
        recovery_file.public_half(tmp_path, key_to=None)
    assert not any(tmp_path.iterdir())


def test_the_key_is_made_once(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    first = recovery_file.public_half(tmp_path / "home", key_to=tmp_path / "key")
    private = recovery_file.private_key(tmp_path / "key")
    assert recovery.public_of(private) == first
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert recovery_file.public_half(tmp_path / "home", key_to=None) == first


def test_a_key_is_written_over_nothing(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("mine")
    with pytest.raises(CommandRefused, match="exists"):
        recovery_file.public_half(tmp_path, key_to=tmp_path / "key")
    assert not (tmp_path / recovery_file.PUBLIC).exists()


def test_a_public_half_that_is_none(tmp_path: Path) -> None:
    (tmp_path / recovery_file.PUBLIC).write_text("bm8=")
    with pytest.raises(HomeRefused):
        recovery_file.public_half(tmp_path, key_to=None)


def test_a_key_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(recovery_file.VARIABLE, recovery.write(bytes(32)))
    assert recovery_file.private_key(None) == bytes(32)
    monkeypatch.setenv(recovery_file.VARIABLE, "mistyped")
    with pytest.raises(KeyMalformed):
        recovery_file.private_key(None)


class Killed(BaseException):
    """Like `kill -9`."""


POINTS: Mapping[str, tuple[object, str]] = {
    "the database is being copied": (snapshot, "_copy"),
    "the files are being written": (snapshot, "_pack_files"),
    "all is written, the manifest is not": (Packer, "finish"),
    "all is written, nothing has its name": (backing_up, "settle"),
}


@pytest.mark.parametrize(("place", "name"), POINTS.values(), ids=POINTS)
def test_killed_and_made_again(
    make: Make, tmp_path: Path, place: object, name: str, request: pytest.FixtureRequest
) -> None:
    def dying(*_: object, **__: object) -> None:
        raise Killed

    if name == "_copy" and "postgresql" in request.config.getoption("engine"):
        name = "_database"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(place, name, dying)
        if name == "settle":
            patch.setattr("tests.cli.backup.conftest.settle", dying)
        with pytest.raises(Killed):
            make()
    assert not (tmp_path / "one.backup").exists()
    assert make().file.exists()
