"""One federation listener as a real process, and bureaus that call it with real certificates."""

import json
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from liaison.cli.demo.houses import House, finish
from liaison.cli.demo.places import BEIJING
from liaison.core import clock
from liaison.exchange import keymaking, keys
from liaison.exchange.services.card import directory_claims
from liaison.lib.wire import directory
from liaison.lib.wire.canonical import JsonObject
from liaison.lib.wire.keys import load_private
from tests.cli.things import a_card

HOST = "127.0.0.1"
# an answer takes milliseconds; who waits this long is being held up
PATIENCE = 10


@dataclass
class Listener:
    """Beijing's door for other bureaus.

    Attributes:
        house: Beijing.
        base: folder of all keys, one folder for each bureau.
        version: of the last directory it was given.
        cards: of the bureaus that exist.
    """

    house: House
    base: Path
    version: int = 0
    cards: dict[str, JsonObject] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where it is reached."""
        return f"https://{HOST}:{self.house.federation_port}"

    def found(self, organisation: str) -> None:
        """Make a bureau with a certificate of its own; no directory lists it yet."""
        self.cards[organisation] = a_card(organisation, self.base / organisation, now=clock.now())

    def publish(self, *organisations: str) -> None:
        """Let `liaison trust install` bring a directory that lists Beijing and these."""
        self.version += 1
        own = json.loads((self.house.home / "trust" / "card.json").read_text())
        listed = [own, *(self.cards[name] for name in organisations)]
        claims = directory_claims(listed, version=self.version, now=clock.now())
        root = load_private((self.base / "root" / keymaking.ROOT_PRIVATE).read_bytes()).newest
        file = self.base / f"directory-{self.version}.jws"
        file.write_text(directory.sign(claims, by=root))
        finish(self.house.command("trust", "install", str(file)))

    def context(self, organisation: str = "") -> ssl.SSLContext:
        """Return what a caller brings: the certificate of a bureau, or none."""
        found = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        found.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN | ssl.VERIFY_X509_STRICT
        found.load_verify_locations(self.house.home / "keys" / keymaking.TLS_CERTIFICATE)
        if organisation:
            folder = self.base / organisation
            found.load_cert_chain(folder / keymaking.TLS_CERTIFICATE, folder / keymaking.TLS_KEY)
        return found

    def plain(self) -> socket.socket:
        """Open a connection and say nothing."""
        return socket.create_connection((HOST, self.house.federation_port), timeout=PATIENCE)

    def connected(self, context: ssl.SSLContext) -> ssl.SSLSocket:
        """Open a connection and shake hands."""
        plain = self.plain()
        try:
            return context.wrap_socket(plain, server_hostname=HOST)
        except OSError:
            plain.close()
            raise

    def ask(self, method: str, path: str, *, by: str = "seoul") -> httpx.Response:
        """Send one request without a body on a connection of its own."""
        context = self.context(by)
        with httpx.Client(verify=context, trust_env=False, timeout=PATIENCE) as client:
            return client.request(method, self.url + path)


@pytest.fixture(scope="session")
def listener(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Listener]:
    """Beijing's listener, running; its directory lists Beijing, Seoul and Osaka."""
    base = tmp_path_factory.mktemp("federation")
    house = House(BEIJING, base=base, first_port=0)
    with socket.create_server((HOST, 0)) as free, socket.create_server((HOST, 0)) as other:
        house.federation_port = free.getsockname()[1]
        house.staff_port = other.getsockname()[1]
    keymaking.make_root(base / "root")
    finish(house.begin(base / "root" / keys.ROOTS))
    found = Listener(house, base)
    found.found("seoul")
    found.found("osaka")
    found.publish("seoul", "osaka")
    house.start("federation")
    yield found
    house.stop()
