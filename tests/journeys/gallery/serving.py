"""The staff site on a port of this machine, inside the transaction of a test.

The server's threads use the test's own connection, one request at a time: a house is filled once,
no page changes it for the next one, and nothing has to be emptied afterwards.
"""

from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, Thread
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test.testcases import QuietWSGIRequestHandler
from whitenoise import WhiteNoise

from liaison.core import clock
from liaison.exchange import trust
from liaison.files import blobs
from tests.casework.conftest import put_outbox
from tests.cast import NOW
from tests.journeys.gallery.living import enliven
from tests.simulators.network import Network
from tests.simulators.standing_clock import StandingClock
from tests.web.full_house import FullHouse

# two of everything is a list, and still a picture that fits on a sheet
TIMES = 2
STATIC = [Path(apps.get_app_config(app).path) / "static" for app in ("web", "django_htmx")]
ABROAD = {"seoul": "INTERPOL Seoul", "tokyo": "INTERPOL Tokyo"}
Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


@dataclass(frozen=True)
class Site:
    """A full house that answers.

    Attributes:
        house: what lies in it.
        address: where a browser finds it; a name that browsers trust with passkeys.
        turn: held by whoever uses the database: one request, or the test itself.
    """

    house: FullHouse
    address: str
    turn: Lock

    @contextmanager
    def for_a_while(self) -> Generator[None]:
        """Undo afterwards whatever a page or a test changes meanwhile."""
        with self.turn:
            point = transaction.savepoint()
        try:
            yield
        finally:
            with self.turn:
                transaction.savepoint_rollback(point)


class _Server(ThreadedWSGIServer):
    """Leaves the connection open: it is the test's."""

    def _close_connections(self) -> None:
        """Close none."""


@contextmanager
def open_house() -> Generator[Site]:
    """Fill a house and let it answer until the end of the block; then nothing was ever there."""
    with (
        pytest.MonkeyPatch.context() as patch,
        TemporaryDirectory() as folder,
        transaction.atomic(),
    ):
        patch.setattr(clock, "now", lambda: NOW)
        patch.setattr(blobs, "home", lambda: Path(folder))
        patch.setattr(settings, "ALLOWED_HOSTS", ["localhost", "testserver"])
        patch.setattr(settings, "ROOT_URLCONF", "tests.journeys.gallery.breaking")
        put_outbox(patch)
        _publish()
        house = FullHouse()
        house.open()
        house.fill(TIMES)
        enliven(house)
        turn, shared = Lock(), connections["default"]
        # a request that is over closes what it used, but not this one
        patch.setattr(shared, "close_if_unusable_or_obsolete", lambda: None)
        with _listening(_one_at_a_time(WSGIHandler(), turn), shared) as port:
            address = f"http://localhost:{port}"
            patch.setitem(settings.NODE.values, "staff.address", address)
            yield Site(house, address, turn)
        transaction.set_rollback(True)
    trust._stored.cache_clear()


def _publish() -> None:
    """Let a directory rule: who is shown to whom with which name."""
    trust._stored.cache_clear()
    network = Network(StandingClock(NOW), own_changes={"name": "INTERPOL Beijing"})
    for key, name in ABROAD.items():
        network.add(key).keys.name = name
    network.publish()


def _one_at_a_time(site: Application, turn: Lock) -> Application:
    """Answer whole pages one after the other."""

    def answer(environ: dict[str, Any], start_response: Any) -> list[bytes]:  # noqa: ANN401
        with turn:
            said = site(environ, start_response)
            body = list(said)
            said.close()  # type: ignore[attr-defined]
        return body

    return answer


@contextmanager
def _listening(site: Application, shared: BaseDatabaseWrapper) -> Generator[int]:
    """Serve an application, and the static files beside it, on a free port."""
    shared.inc_thread_sharing()
    server = _Server(
        ("localhost", 0), QuietWSGIRequestHandler, connections_override={"default": shared}
    )
    served = WhiteNoise(site, max_age=3600)
    for folder in STATIC:
        served.add_files(folder, prefix="static/")
    server.set_app(served)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        shared.dec_thread_sharing()
