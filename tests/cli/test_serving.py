"""The processes of a bureau: their ports, their command lines, their environment."""

import errno
import socket
import sys
from pathlib import Path

import pytest

from liaison.cli import serving
from liaison.cli.errors import PortTaken
from liaison.cli.serving import PROCESSES, check_port, command, each, environment
from liaison.core.errors import SettingRefused
from liaison.core.node import NodeSettings, load

HOST = "127.0.0.1"


def settings_of(home: Path, **said: str) -> NodeSettings:
    """Return the settings of a bureau in Rome; `said` changes single ones."""
    return load(home, {"LIAISON_NODE_ORGANISATION": "rome"} | said)


def option(line: list[str], name: str) -> str:
    """Return what follows an option."""
    return line[line.index(name) + 1]


def test_a_port_that_is_taken_is_named_with_its_setting() -> None:
    with socket.create_server((HOST, 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(PortTaken) as refused:
            check_port(HOST, port, "staff.port")

    said = str(refused.value)
    assert (refused.value.port, refused.value.setting) == (port, "staff.port")
    assert str(port) in said
    assert "staff.port" in said
    assert "\n" not in said
    assert isinstance(refused.value.__cause__, OSError)
    assert refused.value.__cause__.errno == errno.EADDRINUSE


def test_a_port_is_free_again_after_it_was_looked_at() -> None:
    with socket.create_server((HOST, 0)) as other:
        port = other.getsockname()[1]

    check_port(HOST, port, "staff.port")
    check_port(HOST, port, "staff.port")


@pytest.mark.parametrize("name", ["staff", "federation"])
def test_nothing_starts_where_somebody_listens(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[str] = []
    monkeypatch.setattr(serving, "start", lambda _, process, __: started.append(process))
    monkeypatch.delenv("LIAISON_STAFF_ADDRESS", raising=False)
    with socket.create_server((HOST, 0)) as other:
        port = str(other.getsockname()[1])
        monkeypatch.setenv(f"LIAISON_{name.upper()}_PORT", port)
        with pytest.raises(PortTaken) as refused:
            serving.serve(tmp_path, only=name)

    assert refused.value.setting == f"{name}.port"
    assert started == []


def test_the_worker_is_a_command_of_the_house(tmp_path: Path) -> None:
    line = command("worker", settings_of(tmp_path))

    assert line == [sys.executable, "-m", "liaison.cli.main", "worker"]


def test_the_listener_is_a_module_of_its_own(tmp_path: Path) -> None:
    line = command("federation", settings_of(tmp_path))

    assert line == [sys.executable, "-m", "liaison.config.federation"]


def test_the_staff_site_listens_where_the_settings_say(tmp_path: Path) -> None:
    line = command("staff", settings_of(tmp_path, LIAISON_STAFF_PORT="9999"))

    assert Path(line[0]).name == "granian"
    assert Path(line[0]).exists()
    assert (option(line, "--host"), option(line, "--port")) == (HOST, "9999")
    assert option(line, "--interface") == "wsgi"
    assert line[-1] == "liaison.config.wsgi:application"
    assert not [word for word in line if word.startswith("--ssl")]


def test_the_staff_site_speaks_tls_with_a_certificate(tmp_path: Path) -> None:
    files = {"LIAISON_STAFF_CERTIFICATE": "desk.pem", "LIAISON_STAFF_KEY": "desk.key"}
    files |= {"LIAISON_STAFF_ADDRESS": "https://desk.example"}

    line = command("staff", settings_of(tmp_path, **files))

    assert option(line, "--ssl-certificate") == "desk.pem"
    assert option(line, "--ssl-keyfile") == "desk.key"
    assert line[-1] == "liaison.config.wsgi:application"


@pytest.mark.parametrize("process", ["", "Staff", "kitchen", "--help"])
def test_there_is_no_other_process(process: str, tmp_path: Path) -> None:
    with pytest.raises(SettingRefused, match="staff, federation, worker"):
        command(process, settings_of(tmp_path))


def test_as_many_workers_as_the_bureau_wants(tmp_path: Path) -> None:
    """Each with the command line of the first; none where only another process was asked for."""
    settings = settings_of(tmp_path, LIAISON_WORKER_PROCESSES="3")
    names = each(PROCESSES, settings)
    assert names == [*PROCESSES, "worker-2", "worker-3"]
    assert command("worker-3", settings) == command("worker", settings)
    assert each(("staff",), settings) == ["staff"]


@pytest.mark.parametrize("process", PROCESSES)
def test_the_environment_is_passed_on_whole(process: str, tmp_path: Path) -> None:
    around = {"PATH": "/bin", "LIAISON_NODE_ORGANISATION": "rome", "LANG": "C"}

    said = environment(tmp_path, process, around)

    assert around.items() <= said.items()
    assert set(said) - set(around) == {"LIAISON_HOME", "LIAISON_DOOR", "DJANGO_SETTINGS_MODULE"}
    assert said["LIAISON_HOME"] == str(tmp_path)
    assert around == {"PATH": "/bin", "LIAISON_NODE_ORGANISATION": "rome", "LANG": "C"}


@pytest.mark.parametrize(
    ("process", "door"), [("staff", "staff"), ("worker", "staff"), ("federation", "federation")]
)
def test_each_process_has_its_own_door(process: str, door: str, tmp_path: Path) -> None:
    around = {"LIAISON_DOOR": "cellar", "LIAISON_HOME": "/elsewhere"}

    assert environment(tmp_path, process, around)["LIAISON_DOOR"] == door
