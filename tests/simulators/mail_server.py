"""A mail server: real sockets, real STARTTLS, and able to refuse, break off and be away."""

import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast


@dataclass
class MailServer:
    """What the server did, and how it behaves.

    Attributes:
        letters: what was taken.
        secured: for each letter, whether the line was protected.
        names: who signed in.
        answers: words to answer a command with instead, such as `RCPT` with `550 no`.
        hang_up: a command at which the line is cut.
        port: where it listens.
    """

    letters: list[EmailMessage] = field(default_factory=list)
    secured: list[bool] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    hang_up: str = ""
    port: int = 0


class _Talk(socketserver.StreamRequestHandler):
    """One line to the server."""

    def handle(self) -> None:
        """Answer commands until the other end leaves."""
        server = cast("_Listener", self.server)
        state, secured = server.state, False
        self._say("220 mail.example ready")
        while line := self.rfile.readline(2_000).decode().strip():
            word = line.split(" ")[0].split(":")[0].upper()
            if word == state.hang_up:
                return
            if word in state.answers:
                self._say(state.answers[word])
            elif word == "EHLO":
                self._say("250-mail.example")
                self._say("250-AUTH PLAIN")
                self._say("250 STARTTLS")
            elif word == "STARTTLS":
                self._say("220 go")
                self.connection = server.context.wrap_socket(self.connection, server_side=True)
                self.rfile = self.connection.makefile("rb")
                self.wfile = self.connection.makefile("wb")
                secured = True
            elif word == "AUTH":
                state.names.append(line)
                self._say("235 in")
            elif word == "DATA":
                self._say("354 go on")
                state.letters.append(self._letter())
                state.secured.append(secured)
                self._say("250 taken")
            elif word == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def finish(self) -> None:
        """Close what STARTTLS opened."""
        super().finish()
        self.connection.close()

    def _letter(self) -> EmailMessage:
        content = b""
        while (line := self.rfile.readline(10_000)) != b".\r\n":
            content += line
        return message_from_bytes(content, policy=default)

    def _say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")
        self.wfile.flush()


class _Listener(socketserver.ThreadingTCPServer):
    """The listener, on a port of this machine."""

    allow_reuse_address = True
    daemon_threads = False

    def __init__(self, state: MailServer, keys: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.state = state
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(keys / "tls.pem", keys / "tls.key")

    def handle_error(self, request: object, client_address: object) -> None:
        """A line that is cut is part of the play."""


@contextmanager
def mail_server(keys: Path) -> Iterator[MailServer]:
    """Run a mail server with the certificate of these keys, as long as the block lasts."""
    state = MailServer()
    with _Listener(state, keys) as listener:
        state.port = listener.server_address[1]
        thread = threading.Thread(target=listener.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield state
        listener.shutdown()
        thread.join()
