"""Real small processes: started as a group, stopped as a group, started again when they die."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from liaison.cli import serving
from liaison.core.node import NodeSettings, load

# ignores every polite request, and says when it has begun to
DEAF = """
import os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.write(1, b"deaf")
time.sleep(120)
"""
PARENT = f"""
import subprocess, sys
subprocess.Popen([sys.executable, "-c", {DEAF!r}]).wait()
"""
SAYS = """
import os
print(os.environ["LIAISON_HOME"], os.environ["LIAISON_DOOR"], os.getpid() == os.getsid(0))
"""


@pytest.fixture
def settings(tmp_path: Path) -> NodeSettings:
    """The settings of a bureau in Rome."""
    return load(tmp_path, {"LIAISON_NODE_ORGANISATION": "rome"})


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    """A pipe: who holds its writing end is alive, and its end is the end of all of them."""
    reading, writing = os.pipe()
    yield reading, writing
    os.close(reading)


def started(
    script: str,
    settings: NodeSettings,
    pipe: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> "subprocess.Popen[bytes]":
    """Start a script as the worker of a bureau."""
    monkeypatch.setattr(serving, "command", lambda *_: [sys.executable, "-c", script])
    with os.fdopen(pipe[1], "wb") as log:
        return serving.start(settings.home, "worker", settings, log=log, around=os.environ)


def test_it_starts_in_a_group_of_its_own_with_home_and_door(
    settings: NodeSettings, pipe: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    process = started(SAYS, settings, pipe, monkeypatch)

    assert process.wait(20) == 0
    assert os.read(pipe[0], 1000).decode().split() == [str(settings.home), "staff", "True"]


def test_stopping_leaves_nobody_of_the_group(
    settings: NodeSettings, pipe: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    process = started(PARENT, settings, pipe, monkeypatch)
    assert os.read(pipe[0], 100) == b"deaf"

    serving.stop([process])

    assert process.returncode is not None
    # the child inherited the pipe: as long as it lived this would wait
    assert os.read(pipe[0], 100) == b""


def test_children_are_found_when_their_parent_is_gone(
    settings: NodeSettings, pipe: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    process = started(PARENT, settings, pipe, monkeypatch)
    assert os.read(pipe[0], 100) == b"deaf"
    process.kill()
    process.wait(20)

    serving.stop([process])

    assert os.read(pipe[0], 100) == b""


def test_who_does_not_listen_is_killed(
    settings: NodeSettings, pipe: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "STOP_SECONDS", 0)
    process = started(DEAF, settings, pipe, monkeypatch)
    assert os.read(pipe[0], 100) == b"deaf"

    serving.stop([process])

    assert process.returncode == -9


def test_stopping_twice_is_stopping_once(
    settings: NodeSettings, pipe: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    process = started(SAYS, settings, pipe, monkeypatch)

    serving.stop([process])
    serving.stop([process])

    assert process.returncode is not None


def test_a_process_that_died_is_started_again(
    settings: NodeSettings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Twice, with a pause between, until the bureau is told to stop."""
    stopping, times = threading.Event(), [time.monotonic()]

    def start(_: Path, name: str, __: NodeSettings) -> "subprocess.Popen[bytes]":
        assert name == "worker"
        times.append(time.monotonic())
        if len(times) > 2:
            stopping.set()
        return subprocess.Popen([sys.executable, "-c", "raise SystemExit(7)"])

    monkeypatch.setattr(serving, "start", start)
    monkeypatch.setattr(serving, "RESTART_MOST", 0.3)
    running = {"worker": subprocess.Popen([sys.executable, "-c", "raise SystemExit(7)"])}

    serving._watch(settings.home, settings, running, stopping)
    running["worker"].wait(20)

    assert len(times) == 3
    assert times[2] - times[1] >= 0.3
    assert "worker ended (7); it is started again" in capsys.readouterr().err
