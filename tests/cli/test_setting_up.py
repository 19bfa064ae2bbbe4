"""A new home holds what a node needs, for its owner's eyes only; or nothing at all."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from liaison.cli.errors import HomeRefused
from liaison.cli.setting_up import make_home
from liaison.core.errors import SettingRefused
from liaison.core.node import load
from liaison.exchange import keymaking, keys
from tests.cli.things import a_plan, contents, mode

WRONG: Mapping[str, Mapping[str, Any]] = {
    "no id": {"organisation": ""},
    "a quote in the id": {"organisation": 'rome"\nmode = "demo'},
    "a backslash in the id": {"organisation": "rome\\"},
    "two lines as an id": {"organisation": "rome\nmilan"},
    "a carriage return in the id": {"organisation": "rome\r"},
    "a NUL in the id": {"organisation": "rome\0"},
    "capitals in the id": {"organisation": "Rome"},
    "an id that climbs": {"organisation": "../rome"},
    "an id too long": {"organisation": "r" * 501},
    "no staff name": {"staff_name": ""},
    "a quote in the staff name": {"staff_name": 'localhost"'},
    "no federation name": {"federation_name": ""},
    "a quote in the federation name": {"federation_name": '"; host = "x'},
    "a staff port too high": {"staff_port": 65_536},
    "a federation port too low": {"federation_port": 0},
}


@contextmanager
def umask(value: int) -> Iterator[None]:
    """Work with another umask for a while."""
    before = os.umask(value)
    try:
        yield
    finally:
        os.umask(before)


@pytest.mark.parametrize("changes", WRONG.values(), ids=WRONG)
def test_a_wrong_setting_leaves_nothing_behind(changes: Mapping[str, Any], tmp_path: Path) -> None:
    with pytest.raises(SettingRefused):
        make_home(a_plan(tmp_path / "rome", **changes))

    assert list(tmp_path.iterdir()) == []


def test_a_home_that_is_not_empty_stays_as_it_was(tmp_path: Path) -> None:
    make_home(a_plan(tmp_path / "rome"))
    before = contents(tmp_path)

    with pytest.raises(HomeRefused, match="is not empty"):
        make_home(a_plan(tmp_path / "rome", organisation="milan"))

    assert contents(tmp_path) == before


@pytest.mark.parametrize("asked", ["organisations", "roots", "people"])
@pytest.mark.parametrize("name", ["nowhere", "."])
def test_a_file_that_is_missing_is_named(asked: str, name: str, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()

    with pytest.raises(HomeRefused) as refused:
        make_home(a_plan(tmp_path / "rome", **{asked: folder / name}))

    assert refused.value.home == folder / name
    assert not (tmp_path / "rome").exists()


def test_a_file_is_no_home(tmp_path: Path) -> None:
    (tmp_path / "rome").write_text("a note")

    with pytest.raises(HomeRefused, match="is not a folder"):
        make_home(a_plan(tmp_path / "rome"))

    assert contents(tmp_path) == {"rome": b"a note"}


def test_a_link_to_nowhere_is_no_home(tmp_path: Path) -> None:
    (tmp_path / "rome").symlink_to(tmp_path / "nowhere")

    with pytest.raises(HomeRefused, match="link to nowhere"):
        make_home(a_plan(tmp_path / "rome"))

    assert not (tmp_path / "nowhere").exists()


def test_behind_a_link_lies_the_same_home(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir(mode=0o755)
    (tmp_path / "rome").symlink_to(tmp_path / "disk")

    make_home(a_plan(tmp_path / "rome"))

    assert load(tmp_path / "rome", {}).organisation == "rome"
    assert mode(tmp_path / "disk") == 0o700


def test_behind_a_link_nothing_is_left_after_a_refusal(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "rome").symlink_to(tmp_path / "disk")
    roots = tmp_path / "roots.jwks"
    roots.mkdir()
    with pytest.raises(HomeRefused):
        make_home(a_plan(tmp_path / "rome", roots=roots))
    with pytest.raises(SettingRefused):
        make_home(a_plan(tmp_path / "rome", organisation="Rome"))

    assert list((tmp_path / "disk").iterdir()) == []


def test_a_failure_half_way_leaves_no_key_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Path) -> None:
        assert (tmp_path / "rome" / "keys" / keys.SIGNING).exists()
        raise OSError("no space left on device")

    monkeypatch.setattr(keymaking, "make_root", full)

    with pytest.raises(OSError, match="no space"):
        make_home(a_plan(tmp_path / "rome"))

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077], ids=oct)
@pytest.mark.parametrize("before", [None, 0o755], ids=["new folder", "open folder"])
def test_only_the_owner_reads_it_whatever_the_umask(
    mask: int, before: int | None, tmp_path: Path
) -> None:
    home = tmp_path / "rome"
    if before is not None:
        home.mkdir()
        home.chmod(before)

    with umask(mask):
        make_home(a_plan(home))

    assert {mode(folder) for folder in (home, home / "keys", home / "trust")} == {0o700}
    files = [file for file in home.rglob("*") if file.is_file()]
    assert {mode(file) for file in files} == {0o600}
    assert {file.name for file in files} >= {
        *("secret.key", "liaison.toml", keys.SIGNING, keys.ENCRYPTION, keys.ARCHIVE),
        *(keymaking.LOG_KEY, keymaking.TLS_KEY, keymaking.ROOT_PRIVATE, keys.ROOTS),
    }


def test_a_directory_of_others_needs_no_root_of_its_own(tmp_path: Path) -> None:
    keymaking.make_root(tmp_path / "secretariat")
    roots = tmp_path / "secretariat" / keys.ROOTS

    make_home(a_plan(tmp_path / "rome", roots=roots))

    assert contents(tmp_path / "rome" / "trust") == {keys.ROOTS: roots.read_bytes()}


def test_who_gives_a_name_wants_to_be_reached(tmp_path: Path) -> None:
    make_home(a_plan(tmp_path / "here"))
    make_home(a_plan(tmp_path / "there", federation_name="rome.example"))
    here, there = load(tmp_path / "here", {}), load(tmp_path / "there", {})

    assert here.text("federation.host") == "127.0.0.1"
    assert there.text("federation.host") == "0.0.0.0"  # noqa: S104 - what is tested
    assert there.text("federation.address") == "https://rome.example:8401"
