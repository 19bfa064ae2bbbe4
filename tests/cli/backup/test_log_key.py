"""A backup is signed by a key inside it: a person says that it is their own, or none counts."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import typer

from liaison.cli import recovery_file, restoring, unpacking
from liaison.core.errors import CommandRefused
from liaison.lib.archive import recovery
from tests.cli.backup.conftest import PRIVATE, Make


def log_key(file: Path) -> str:
    """Return what signed a backup, as its check shows it."""
    return unpacking.look(file, PRIVATE).log_key


def of_another_bureau(made: Path) -> str:
    """Return a fingerprint that a forger cannot reach."""
    found = log_key(made)
    return ("1" if found[0] == "0" else "0") + found[1:]


NAMED: Mapping[str, Callable[[Path], str]] = {
    "of another bureau": of_another_bureau,
    "only its first half": lambda file: log_key(file)[:8],
    "more than there is": lambda file: log_key(file) + "0",
    "no fingerprint": lambda _: "yes",
}


@pytest.mark.parametrize("name", NAMED.values(), ids=NAMED)
def test_a_backup_signed_by_another_log_is_none_of_ours(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: Callable[[Path], str]
) -> None:
    """Attack: whoever has `recovery.pub` makes a whole backup of a bureau of their own."""
    file = make().file
    monkeypatch.setenv(recovery_file.VARIABLE, recovery.write(PRIVATE))
    with pytest.raises(CommandRefused, match="which signed this backup"):
        restoring.restore(file, tmp_path / "home", "the disk is gone", log_key=name(file))
    assert not (tmp_path / "home").exists()
    assert not (tmp_path / ".home.restoring").exists()


def test_without_a_terminal_the_log_key_must_be_named(make: Make, tmp_path: Path) -> None:
    file = make().file
    with pytest.raises(CommandRefused, match="log-key"):
        restoring.restore(file, tmp_path / "home", "the disk is gone")
    assert not (tmp_path / ".home.restoring").exists()


@pytest.mark.parametrize("yes", [True, False])
def test_at_a_terminal_a_person_says_that_it_is_theirs(
    make: Make, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, yes: bool
) -> None:
    file = make().file
    found = unpacking.look(file, PRIVATE)
    monkeypatch.setattr(typer, "confirm", lambda _: yes)
    if yes:
        restoring.check_log_key(found, "")
    else:
        with pytest.raises(CommandRefused, match="not confirmed"):
            restoring.check_log_key(found, "")
    assert found.log_key in capsys.readouterr().out
    # as people write it down
    restoring.check_log_key(found, f" {found.log_key[:8].upper()} {found.log_key[8:]}")
