"""A terminal of one bureau: `liaison batch`, started once, for many commands in their order."""

import json
import select
import subprocess
import sys
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


class StepFailed(Exception):
    """Something of the story did not happen as it must."""


@dataclass
class Said:
    """A command that was typed; what it answered is there once it was heard.

    Attributes:
        terminal: where it was typed.
        words: of the command.
        status: it ended with, or None.
        out: what it printed.
        err: what it complained about.
    """

    terminal: "Terminal"
    words: Sequence[str]
    status: int | None = None
    out: str = ""
    err: str = ""


class Terminal:
    """One process that runs the commands of a bureau in their order.

    Args:
        log: where it writes what no command says.
        around: its environment.
    """

    def __init__(self, log: Path, around: Mapping[str, str]) -> None:
        """Start the process."""
        self._waiting: deque[Said] = deque()
        with log.open("ab") as stream:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "liaison.cli.main", "batch"],
                env=dict(around),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stream,
                text=True,
            )

    def say(self, words: Sequence[str]) -> Said:
        """Type a command and return at once."""
        said = Said(self, words)
        if self._process.stdin is None:
            raise StepFailed("the terminal is closed")
        self._process.stdin.write(json.dumps(list(words)) + "\n")
        self._process.stdin.flush()
        self._waiting.append(said)
        return said

    def hear(self, said: Said) -> None:
        """Wait until a command has answered.

        Raises:
            StepFailed: the process ended before.
        """
        while said.status is None:
            line = self._process.stdout.readline() if self._process.stdout else ""
            if not line:
                raise StepFailed(f"liaison {' '.join(said.words)}: its process ended")
            first, answer = self._waiting.popleft(), json.loads(line)
            first.status, first.out, first.err = answer["status"], answer["out"], answer["err"]

    def answers(self, *, within: float) -> bool:
        """Return whether an answer, or the end of the process, is there; wait a little for it.

        Args:
            within: seconds.
        """
        heard = self._process.stdout
        return heard is not None and bool(select.select([heard], [], [], within)[0])

    def close(self) -> None:
        """Let it finish what it was told and end."""
        self._process.communicate()
