"""The scanner: a small daemon that speaks clamd's protocol, and what happens without one."""

import socket
import struct
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from django.conf import settings

from liaison.files import scanner
from liaison.files.errors import ScannerFailed
from liaison.files.models import StoredFile
from liaison.files.states import Scan
from tests.files.room import added, looked_at
from tests.files.specimens import TEXT

# what every scanner calls a virus by agreement (eicar.org); in two halves, so that no scanner
# takes this file for it
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Daemon:
    """Listens on a socket and finds one thing."""

    def __init__(self, place: Path) -> None:
        """Listen from now on."""
        self.place = place
        self.answer = b""
        self.seen: list[bytes] = []
        self._line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._line.bind(str(place))
        self._line.listen()
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._line.close()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._line.accept()
            except OSError:
                return
            with line, line.makefile("rb") as said:
                self._one(line, said.read(10), said)

    def _one(self, line: socket.socket, command: bytes, said: object) -> None:
        assert command == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!L", said.read(4))[0]:  # type: ignore[attr-defined]
            content += said.read(size)  # type: ignore[attr-defined]
        self.seen.append(content)
        found = b"stream: Eicar-Test-Signature FOUND" if EICAR in content else b"stream: OK"
        line.sendall((self.answer or found) + b"\0")


@pytest.fixture
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Daemon]:
    """Run the daemon; its socket has a short name, as sockets must."""
    found = Daemon(tmp_path_factory.mktemp("s") / "c")
    yield found
    found.close()


@pytest.fixture
def configured(daemon: Daemon, monkeypatch: pytest.MonkeyPatch) -> Daemon:
    """Name the socket in the node's settings."""
    text = type(settings.NODE).text
    monkeypatch.setattr(
        type(settings.NODE),
        "text",
        lambda node, name: str(daemon.place) if name == "files.scanner" else text(node, name),
    )
    return daemon


def test_absent() -> None:
    assert scanner.scan(TEXT, place="").scan is Scan.ABSENT


def test_clean(daemon: Daemon) -> None:
    content = bytes(200_000)
    assert scanner.scan(content, place=str(daemon.place)).scan is Scan.CLEAN
    assert daemon.seen == [content]


def test_infected(daemon: Daemon) -> None:
    said = scanner.scan(EICAR, place=str(daemon.place))
    assert (said.scan, said.name) == (Scan.INFECTED, "Eicar-Test-Signature")


ANSWERS: Mapping[str, bytes] = {
    "too large for it": b"INSTREAM size limit exceeded. ERROR",
    "an error": b"stream: Can't allocate memory ERROR",
    "another protocol": b"HTTP/1.1 200 OK",
    "nothing": b" ",
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_anything_else_is_not_clean(daemon: Daemon, answer: bytes) -> None:
    daemon.answer = answer
    with pytest.raises(ScannerFailed):
        scanner.scan(TEXT, place=str(daemon.place))


def test_a_scanner_that_is_away(tmp_path: Path) -> None:
    with pytest.raises(ScannerFailed):
        scanner.scan(TEXT, place=str(tmp_path / "gone"))


@pytest.mark.django_db
def test_an_infected_file_is_refused(configured: Daemon) -> None:
    row = looked_at(added(EICAR))
    assert (row.state, row.reason, row.scan) == ("refused", "infected", "infected")
    assert configured.seen == [EICAR]


@pytest.mark.django_db
def test_a_scanned_file_says_so(configured: Daemon) -> None:
    assert looked_at(added()).scan == "clean"
    assert configured.seen == [TEXT]


@pytest.mark.django_db
def test_nobody_opens_a_file_while_the_scanner_is_away(configured: Daemon) -> None:
    configured.close()
    configured.place.unlink()
    facts = added()
    with pytest.raises(ScannerFailed):
        looked_at(facts)
    assert StoredFile.objects.get().state == "quarantined"
