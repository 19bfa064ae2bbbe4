"""The scanner for malicious software: ClamAV's daemon over its local socket, if there is one.

Protocol: clamd(8), command INSTREAM in its `z` form. Without a configured socket the answer is
"absent", and pages say so. A configured scanner that does not answer is not "clean": inspection
waits and asks again.
"""

import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from liaison.core import texts
from liaison.files.errors import ScannerFailed
from liaison.files.states import Scan

CHUNK: Final = 64 * 1024
SECONDS: Final = 60
ANSWER: Final = 4096
NAME: Final = 100


@dataclass(frozen=True)
class Scanned:
    """What a scanner said.

    Attributes:
        scan: absent, clean or infected.
        name: what it found, as it calls it.
    """

    scan: Scan
    name: str = ""


def scan(content: bytes, *, place: str) -> Scanned:
    """Ask the scanner about a content.

    Args:
        content: all of it.
        place: path of the daemon's socket; empty: there is none.

    Raises:
        ScannerFailed: there should be one, and it did not answer as it should.
    """
    if not place:
        return Scanned(Scan.ABSENT)
    try:
        answer = _ask(content, Path(place))
    except OSError as error:
        raise ScannerFailed(type(error).__name__) from error
    if answer == "stream: OK":
        return Scanned(Scan.CLEAN)
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        found = answer.removeprefix("stream: ").removesuffix(" FOUND")
        return Scanned(Scan.INFECTED, texts.shown(found, most=NAME))
    raise ScannerFailed("an answer that is not understood")


def _ask(content: bytes, place: Path) -> str:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(SECONDS)
        line.connect(str(place))
        line.sendall(b"zINSTREAM\0")
        for piece in _pieces(content):
            line.sendall(struct.pack("!L", len(piece)) + bytes(piece))
        line.sendall(struct.pack("!L", 0))
        answer = bytearray()
        while len(answer) < ANSWER and not answer.endswith(b"\0"):
            more = line.recv(ANSWER)
            if not more:
                break
            answer += more
    return answer.rstrip(b"\0").decode("utf-8", "replace").strip()


def _pieces(content: bytes) -> Iterable[memoryview]:
    view = memoryview(content)
    return (view[at : at + CHUNK] for at in range(0, len(view), CHUNK))
