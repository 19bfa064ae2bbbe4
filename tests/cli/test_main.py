"""`liaison`: a refusal is one line and status 2; the status of a command is passed on."""

import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest
import typer

from liaison.cli import main as house
from liaison.cli import starting
from liaison.cli.setting_up import make_home
from liaison.core.errors import SettingRefused
from tests.cli.things import a_plan, contents

ROME = ("--organisation", "rome", "--name", "Rome", "--administrator", "ada")
WRONG: Mapping[str, tuple[Sequence[str], str]] = {
    "no home": (("serve", "--home", "nowhere"), "run liaison init"),
    "no home of a command": (("audit", "verify", "--home", "nowhere"), "run liaison init"),
    "a home without a name": (("audit", "verify", "--home"), "needs the folder of a bureau"),
    "a home without a name, first": (("user", "--home"), "needs the folder of a bureau"),
    "a home that is not empty": (
        ("init", "--home", ".", *ROME),
        "is not empty",
    ),
    "a file that is missing": (
        ("init", "--home", "rome", *ROME, "--roots", "nowhere.jwks"),
        "is not a file",
    ),
    "people who are missing": (
        ("init", "--home", "rome", *ROME, "--people", "nobody.toml"),
        "is not a file",
    ),
    "tables of somebody else": (
        ("init", "--home", "rome", *ROME, "--tables", "tables.sqlite3"),
        "--tables",
    ),
    "a wrong id": (("init", "--home", "rome", *ROME, "--organisation", 'r"'), "node.organisation"),
    "a folder of somebody else": (("demo", "--reset", "--folder", "."), "holds something else"),
}
WRONG_LINES: Mapping[str, tuple[Sequence[str], str]] = {
    "no such command": (("cook",), "cook"),
    "no such option": (("serve", "--fast"), "--fast"),
    "a port too high": (("init", "--staff-port", "65536"), "--staff-port"),
    "a port that is no number": (("demo", "--port", "many"), "--port"),
}


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without a bureau, in which somebody keeps a note."""
    (tmp_path / "note.txt").write_text("mine")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LIAISON_HOME", str(tmp_path))
    return tmp_path


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> object:
    """Run one command in this process and return its status."""
    monkeypatch.setattr(sys, "argv", ["liaison", *words])
    with pytest.raises(SystemExit) as ended:
        house.main()
    return ended.value.code


@pytest.mark.parametrize(("words", "said"), WRONG.values(), ids=WRONG)
def test_a_refusal_is_one_line_and_status_2(
    words: Sequence[str],
    said: str,
    elsewhere: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = contents(elsewhere)

    status = run(monkeypatch, *words)

    out, err = capsys.readouterr()
    assert status == 2
    assert out == ""
    assert err.startswith("liaison: ")
    assert said in err
    assert err.count("\n") == 1
    assert contents(elsewhere) == before


@pytest.mark.parametrize(("words", "named"), WRONG_LINES.values(), ids=WRONG_LINES)
@pytest.mark.usefixtures("elsewhere")
def test_a_wrong_line_is_explained(
    words: Sequence[str],
    named: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(monkeypatch, *words) == 2

    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err
    assert named in err


def test_a_port_taken_is_a_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        make_home(a_plan(tmp_path / "rome", staff_port=port))
        for name in [name for name in os.environ if name.startswith("LIAISON_")]:
            monkeypatch.delenv(name)

        assert run(monkeypatch, "serve", "--home", str(tmp_path / "rome"), "--only", "staff") == 2

    err = capsys.readouterr().err
    assert f"port {port}" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("status", [0, 1, 3])
def test_the_status_of_a_command_is_passed_on(
    status: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    room = typer.Typer()
    started: list[Path] = []

    @room.callback()
    def _whole() -> None:
        """Have several commands."""

    @room.command("audit")
    def audit(word: str) -> None:
        assert word == "verify"
        raise typer.Exit(status)

    monkeypatch.setattr(starting, "start", started.append)
    monkeypatch.setattr(starting, "module", lambda _: SimpleNamespace(app=room))

    assert run(monkeypatch, "audit", "--home", str(tmp_path), "verify") == status
    assert started == [tmp_path]


def test_without_a_home_the_environment_says_which(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def start(home: Path) -> None:
        raise SettingRefused(str(home), "seen")

    monkeypatch.setattr(starting, "start", start)
    for home in (tmp_path, starting.DEFAULT_HOME):
        monkeypatch.setenv("LIAISON_HOME", str(home))
        with pytest.raises(SettingRefused) as refused:
            house.app(["worker"], standalone_mode=False)
        assert refused.value.name == str(home)
        monkeypatch.delenv("LIAISON_HOME")


def test_a_refusal_after_the_files_takes_the_files_away(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def start(home: Path) -> None:
        assert (home / "secret.key").exists()
        raise SettingRefused("database.url", "cannot be reached")

    monkeypatch.setattr(starting, "start", start)

    assert run(monkeypatch, "init", "--home", str(tmp_path / "rome"), *ROME) == 2
    assert list(tmp_path.iterdir()) == []


def test_help_lists_every_command() -> None:
    line = [sys.executable, "-m", "liaison.cli.main", "--help"]
    found = subprocess.run(line, capture_output=True, text=True, check=True)  # noqa: S603

    listed = {words.split()[0] for words in found.stdout.splitlines() if words.strip()}
    assert {"serve", *house.ALONE, *house.NEEDS_NODE} <= listed
    assert found.stderr == ""
