"""The processes of one bureau: staff site, federation listener, worker; restarted if one dies."""

import contextlib
import ctypes
import errno
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

import typer

from liaison.cli.errors import PortTaken
from liaison.core.errors import CommandRefused, SettingRefused
from liaison.core.node import NodeSettings, load

# passwords that leaked, which nobody may choose (liaison/identity/leaked.py)
COMMON = Path(__file__).parents[1] / "identity" / "vendor" / "common-passwords.txt"
PROCESSES = ("staff", "federation", "worker")
MORE = "-"  # the second worker is `worker-2`
STOP_SECONDS = 10
# in a home that a restore has begun and not finished
UNFINISHED = "restoring"
# a process that dies at once is started again after 1, 2, 4 ... 30 seconds
RESTART_MOST = 30
# what lived this long is not failing: the next crash is the first one again
HEALTHY_SECONDS = 60
# a thread waits while a body comes in, and granian sets no limit of time to that: many threads,
# and a proxy in front where strangers reach the site (SECURITY.md)
STAFF_THREADS = 32
PR_SET_PDEATHSIG = 1
# the status of a command that was refused (`main`), and how long one question may take
REFUSED = 2
CHECK_SECONDS = 120


def check_port(host: str, port: int, setting: str) -> None:
    """Refuse to start where somebody listens.

    Raises:
        PortTaken: naming the port and the setting.
        SettingRefused: nobody may listen there: no such address here, or no right to the port.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise PortTaken(host, port, setting) from error
            reason = f"cannot listen on {host}:{port}: {error.strerror or error}"
            raise SettingRefused(setting, reason) from error


def command(process: str, settings: NodeSettings) -> list[str]:
    """Return the command line of one process of a bureau.

    Raises:
        SettingRefused: there is no such process.
    """
    here = Path(sys.executable).parent
    if process.partition(MORE)[0] == "worker":
        return [sys.executable, "-m", "liaison.cli.main", "worker"]
    if process == "federation":
        return [sys.executable, "-m", "liaison.config.federation"]
    if process != "staff":
        raise SettingRefused("--only", f"must be one of {', '.join(PROCESSES)}")
    line = [str(here / "granian"), "--interface", "wsgi", "--no-log", "--http", "1"]
    line += ["--host", settings.text("staff.host"), "--port", str(settings.number("staff.port"))]
    line += ["--workers", "1", "--blocking-threads", str(STAFF_THREADS)]
    if settings.text("staff.certificate"):
        line += ["--ssl-certificate", settings.text("staff.certificate")]
        line += ["--ssl-keyfile", settings.text("staff.key")]
    return [*line, "liaison.config.wsgi:application"]


def environment(home: Path, process: str, around: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of one process: the caller's, with the home and the door."""
    door = "federation" if process == "federation" else "staff"
    return dict(around) | {
        "LIAISON_HOME": str(home),
        "LIAISON_DOOR": door,
        "DJANGO_SETTINGS_MODULE": "liaison.config.settings",
    }


def start(
    home: Path,
    process: str,
    settings: NodeSettings,
    *,
    log: IO[bytes] | None = None,
    around: Mapping[str, str] = os.environ,
) -> subprocess.Popen[bytes]:
    """Start one process; it ends when its parent does, even by `kill -9`.

    Args:
        home: the bureau's home.
        process: one of `PROCESSES`.
        settings: of that bureau.
        log: where it writes; else where we write.
        around: the environment it starts from.
    """
    return subprocess.Popen(  # noqa: S603 - our own command line
        command(process, settings),
        stdout=log,
        stderr=log,
        # a group of its own: granian's children are found even when granian is gone
        start_new_session=True,
        env=environment(home, process, around),
        preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509
    )


def stop(running: list[subprocess.Popen[bytes]]) -> None:
    """Ask every process to end, and insist after ten seconds; nothing of them stays behind."""
    for process in running:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for process in running:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)


def check_form(home: Path, process: str) -> None:
    """Refuse to serve tables of another form: an older Liaison's, or a newer one's.

    Asked in a process of its own: this one only looks after others and never starts Django. Where
    the database does not answer, nothing is refused: the processes wait for it, and say so.

    Args:
        home: of the bureau.
        process: as which it is asked.

    Raises:
        CommandRefused: with what the command said.
    """
    line = [sys.executable, "-m", "liaison.cli.main", "upgrade", "--check"]
    asked = subprocess.run(  # noqa: S603 - our own command line
        line,
        env=environment(home, process, os.environ),
        capture_output=True,
        text=True,
        check=False,
        timeout=CHECK_SECONDS,
    )
    if asked.returncode == REFUSED:
        said = asked.stderr.strip().removeprefix("liaison: ")
        raise CommandRefused("database", f"{said}; nothing was started")


def serve(home: Path, *, only: str = "") -> None:
    """Run a bureau until it is told to stop.

    Args:
        home: its home folder.
        only: one process instead of all.

    Raises:
        SettingRefused: the settings are wrong, or there is no such process.
        PortTaken: another program listens there.
    """
    settings = load(home, os.environ)
    if not COMMON.exists():
        raise CommandRefused(str(COMMON), "is missing: run make setup; nothing was started")
    wanted = (only,) if only else PROCESSES
    for name in ("staff", "federation"):
        if name in wanted:
            port = settings.number(f"{name}.port")
            check_port(settings.text(f"{name}.host"), port, f"{name}.port")
    if settings.text("database.url") == "sqlite" and not (home / "liaison.sqlite3").exists():
        raise CommandRefused(str(home / "liaison.sqlite3"), "is missing; nothing was started")
    if (home / UNFINISHED).exists():
        raise CommandRefused(str(home), "is of a restore that has not ended; nothing was started")
    check_form(home, wanted[0])
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    running = {name: start(home, name, settings) for name in each(wanted, settings)}
    typer.echo(
        f"{settings.organisation}: {settings.text('staff.address')}  (Ctrl-C stops)", err=True
    )
    _watch(home, settings, running, stopping)
    stop(list(running.values()))


def each(wanted: Sequence[str], settings: NodeSettings) -> list[str]:
    """Return the processes to start by name: of workers as many as the bureau wants.

    Args:
        wanted: of `PROCESSES`.
        settings: of the bureau.
    """
    more = range(2, settings.number("worker.processes") + 1) if "worker" in wanted else ()
    return [*wanted, *(f"worker{MORE}{number}" for number in more)]


def _watch(
    home: Path,
    settings: NodeSettings,
    running: dict[str, subprocess.Popen[bytes]],
    stopping: threading.Event,
) -> None:
    """Start again what died, with growing pauses."""
    failures = dict.fromkeys(running, 0)
    again_at = dict.fromkeys(running, 0.0)
    since = dict.fromkeys(running, time.monotonic())
    while not stopping.wait(0.2):
        now = time.monotonic()
        for name, process in running.items():
            if process.poll() is None:
                if now - since[name] > HEALTHY_SECONDS:
                    failures[name] = 0
                continue
            if again_at[name] == 0.0:
                failures[name] += 1
                again_at[name] = now + min(2 ** (failures[name] - 1), RESTART_MOST)
                typer.echo(f"{name} ended ({process.returncode}); it is started again", err=True)
            elif now >= again_at[name]:
                running[name] = start(home, name, settings)
                again_at[name], since[name] = 0.0, now


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
