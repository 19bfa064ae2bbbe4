"""A bureau as it really runs: a home on disk and three processes, which can be killed."""

import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from liaison.cli import serving
from liaison.cli.demo.places import FEDERATION, PASSWORD, STAFF, Place
from liaison.cli.demo.terminal import Said, StepFailed, Terminal
from liaison.core.node import NodeSettings, load

if TYPE_CHECKING:
    import subprocess

READY_SECONDS = 60
POLL_SECONDS = 0.02


class House:
    """One bureau of the demonstration.

    Args:
        place: who it is.
        base: folder of the demonstration.
        first_port: the demonstration's first port.
    """

    def __init__(self, place: Place, *, base: Path, first_port: int) -> None:
        """Name the home and the ports; nothing runs yet."""
        self.place = place
        self.home = base / place.short
        self.staff_port = first_port + place.offset + STAFF
        self.federation_port = first_port + place.offset + FEDERATION
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.terminal: Terminal | None = None
        # how many processes were started for commands: a gate counts them
        self.terminals = 0

    @property
    def address(self) -> str:
        """What people type in the browser."""
        return f"http://{self.place.short}.localhost:{self.staff_port}"

    @property
    def settings(self) -> NodeSettings:
        """The settings of its node."""
        return load(self.home, {})

    @property
    def database(self) -> Path:
        """Its SQLite file."""
        return self.home / "liaison.sqlite3"

    def command(self, *arguments: str) -> Said:
        """Type one `liaison` command at this bureau's terminal and return at once."""
        return self.open_terminal().say(arguments)

    def open_terminal(self) -> Terminal:
        """Return the terminal, which is started at first use: one process for many commands."""
        if self.terminal is None:
            own = {"LIAISON_HOME": str(self.home), "LIAISON_INIT_PASSWORD": PASSWORD}
            log = self.home.parent / f"{self.place.short}-commands.log"
            self.terminal = Terminal(log, _around() | own)
            self.terminals += 1
        return self.terminal

    def close_terminal(self) -> None:
        """End its process; the next command starts another one."""
        if self.terminal is not None:
            self.terminal.close()
            self.terminal = None

    def begin(self, roots: Path, tables: Path | None = None) -> Said:
        """Type `liaison init` for this bureau.

        Args:
            roots: public keys that sign the directory.
            tables: file of empty tables that the bureaus of a demonstration share.
        """
        return self.command(
            *("init", "--demo", "--home", str(self.home)),
            *("--organisation", self.place.organisation, "--name", self.place.name),
            *("--organisations", str(self.place.organisations), "--roots", str(roots)),
            *("--staff-port", str(self.staff_port)),
            *("--federation-port", str(self.federation_port)),
            *("--staff-name", f"{self.place.short}.localhost"),
            *("--administrator", "administrator", "--people", str(self.place.people_file)),
            *(("--relay", self.place.relay) if self.place.relay else ()),
            *(("--tables", str(tables)) if tables else ()),
        )

    def start(self, process: str) -> None:
        """Start one of its processes; what it says goes into its log file."""
        with (self.home / f"{process}.log").open("ab") as log:
            self.running[process] = serving.start(
                self.home, process, self.settings, log=log, around=_around()
            )

    def wake(self) -> None:
        """Start all of its processes."""
        for process in serving.PROCESSES:
            self.start(process)

    def kill(self, process: str) -> int:
        """Kill one of its processes with signal 9, as a power cut would; return its process id."""
        found = self.running.pop(process)
        found.send_signal(signal.SIGKILL)
        found.wait()
        return found.pid

    def wait_ready(self) -> None:
        """Wait until the staff site answers.

        Raises:
            StepFailed: a process ended, or a minute passed.
        """
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            for name, process in self.running.items():
                if process.poll() is not None:
                    raise StepFailed(f"{name} of {self.place.name} ended by itself")
            try:
                url = f"http://127.0.0.1:{self.staff_port}/sign-in/"
                host = {"host": f"{self.place.short}.localhost:{self.staff_port}"}
                if httpx.get(url, headers=host, trust_env=False).status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                pass
            time.sleep(POLL_SECONDS)
        raise StepFailed(f"{self.place.name} does not answer")

    def stop(self) -> None:
        """End all processes."""
        self.close_terminal()
        serving.stop(list(self.running.values()))
        self.running.clear()


def _around() -> dict[str, str]:
    """Return our environment without settings of some other bureau."""
    ours = {"DJANGO_SETTINGS_MODULE"}
    return {
        name: value
        for name, value in os.environ.items()
        if name not in ours and not name.startswith("LIAISON_")
    }


def finish(*commands: Said, allow: Sequence[int] = (0,)) -> list[str]:
    """Wait for commands that run side by side and return what they printed.

    Raises:
        StepFailed: one of them ended with a status not allowed; with what it said.
    """
    for command in commands:
        command.terminal.hear(command)
        if command.status not in allow:
            line = " ".join(command.words)
            raise StepFailed(f"liaison {line}\n{command.err or command.out}")
    return [command.out for command in commands]
