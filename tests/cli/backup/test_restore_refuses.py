"""A restore touches nothing that lives, and gives no folder the name of a home before its end."""

import socket
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from liaison.cli import recovery_file, reloading, restoring, serving, starting, unpacking
from liaison.cli.errors import HomeRefused
from liaison.core.errors import CommandRefused
from liaison.lib.archive import recovery
from liaison.lib.archive.errors import ArchiveRefusal, Damaged, WrongKey
from tests.cli.backup.conftest import PRIVATE, Make


class Killed(BaseException):
    """Like `kill -9`."""


def lived_in(folder: Path) -> Path:
    """Return a home with something in it."""
    (folder / "home").mkdir()
    (folder / "home" / "liaison.toml").write_text("[node]\n")
    return folder / "home"


def a_link(folder: Path) -> Path:
    """Return a link to an empty folder."""
    (folder / "empty").mkdir()
    (folder / "home").symlink_to(folder / "empty")
    return folder / "home"


HOMES: Mapping[str, Callable[[Path], Path]] = {
    "a bureau lives there": lived_in,
    "a link": a_link,
    "a folder in a folder that is not there": lambda folder: folder / "nowhere" / "home",
}


@pytest.mark.parametrize("place", HOMES.values(), ids=HOMES)
def test_no_such_home(tmp_path: Path, place: Callable[[Path], Path]) -> None:
    home = place(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(HomeRefused):
        restoring.check_home(home)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_folder_in_the_way_that_is_no_restore_of_ours(tmp_path: Path) -> None:
    (tmp_path / ".home.restoring").mkdir()
    with pytest.raises(HomeRefused):
        restoring.begin(tmp_path / "home")


def test_what_an_earlier_try_left_is_removed(tmp_path: Path) -> None:
    left = restoring.begin(tmp_path / "home")
    (left / "half").write_text("x")
    assert sorted(one.name for one in restoring.begin(tmp_path / "home").iterdir()) == [
        restoring.UNFINISHED
    ]


def test_nothing_is_served_from_a_restore_that_has_not_ended(tmp_path: Path) -> None:
    folder = restoring.begin(tmp_path / "home")
    with (
        socket.create_server(("127.0.0.1", 0)) as one,
        socket.create_server(("127.0.0.1", 0)) as two,
    ):
        staff, door = one.getsockname()[1], two.getsockname()[1]
    (folder / "liaison.toml").write_text(
        f'[node]\norganisation = "rome"\n[staff]\naddress = "http://localhost:1"\nport = {staff}\n'
        f'[federation]\nport = {door}\naddress = "https://127.0.0.1:{door}"\n'
    )
    (folder / "liaison.sqlite3").touch()
    with pytest.raises(CommandRefused, match="not ended"):
        serving.serve(folder)


def changed(data: bytes) -> bytes:
    """Turn one bit."""
    return data[:-100] + bytes([data[-100] ^ 1]) + data[-99:]


SPOILT: Mapping[str, tuple[Callable[[bytes], bytes], bytes, type[ArchiveRefusal]]] = {
    "a byte changed": (changed, PRIVATE, Damaged),
    "cut": (lambda data: data[:-1000], PRIVATE, Damaged),
    "opened with another key": (lambda data: data, bytes(32), WrongKey),
}


@pytest.mark.parametrize("case", SPOILT.values(), ids=SPOILT)
def test_a_spoilt_file_leaves_no_home(
    make: Make,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    case: tuple[Callable[[bytes], bytes], bytes, type[ArchiveRefusal]],
) -> None:
    spoil, private, refusal = case
    file = make().file
    file.write_bytes(spoil(file.read_bytes()))
    monkeypatch.setenv(recovery_file.VARIABLE, recovery.write(private))
    with pytest.raises(refusal):
        restoring.restore(file, tmp_path / "home", "the disk is gone", log_key="0" * 16)
    assert not (tmp_path / "home").exists()
    assert not (tmp_path / ".home.restoring").exists()


POINTS: Mapping[str, tuple[object, str]] = {
    "unpacked in part": (restoring, "place_of"),
    "unpacked and verified": (restoring, "check_alone"),
    "Django started, nothing loaded": (reloading, "reload"),
    "the log restarted, the folder without its name": (restoring, "settle"),
}


@pytest.mark.parametrize(("place", "name"), POINTS.values(), ids=POINTS)
def test_killed_there_is_no_home(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: object, name: str
) -> None:
    def dying(*_: object, **__: object) -> None:
        raise Killed

    monkeypatch.setenv(recovery_file.VARIABLE, recovery.write(PRIVATE))
    # the test's own process is a node already: what comes after the unpacking is left out
    monkeypatch.setattr(restoring, "check_alone", lambda *_: None)
    monkeypatch.setattr(starting, "start", lambda *_: None)
    monkeypatch.setattr(reloading, "reload", lambda *_, **__: None)
    monkeypatch.setattr(place, name, dying)
    file = make().file
    with pytest.raises(Killed):
        restoring.restore(
            file,
            tmp_path / "home",
            "the disk is gone",
            log_key=unpacking.look(file, PRIVATE).log_key,
        )
    assert not (tmp_path / "home").exists()


def test_two_restores_do_not_meet(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second took what the first was writing for something that was left, and removed it."""
    file = make().file
    monkeypatch.setenv(recovery_file.VARIABLE, recovery.write(PRIVATE))
    with restoring.alone(tmp_path / "home"):
        (restoring.begin(tmp_path / "home") / "half").write_text("x")
        with pytest.raises(HomeRefused, match="another restore"):
            restoring.restore(file, tmp_path / "home", "the disk is gone", log_key="0" * 16)
        assert (tmp_path / ".home.restoring" / "half").exists()
    # whoever was killed holds nothing
    with restoring.alone(tmp_path / "home"):
        restoring.begin(tmp_path / "home")


@pytest.mark.parametrize("reason", ["", "two\nlines", "x" * 201])
def test_others_are_told_why_in_one_line(tmp_path: Path, reason: str) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(CommandRefused, match="reason"):
        restoring.restore(tmp_path / "file", tmp_path / "home", reason)


def test_an_empty_folder_may_become_the_home(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    restoring.check_home(tmp_path / "home")
    folder = restoring.begin(tmp_path / "home")
    (folder / "liaison.toml").write_text("x")
    restoring.settle(folder, tmp_path / "home")
    assert [one.name for one in (tmp_path / "home").iterdir()] == ["liaison.toml"]
    assert not folder.exists()
