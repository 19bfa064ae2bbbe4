"""Bureaus that take a call and never answer: the mail of others leaves all the same."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from liaison.core import clock as house_clock
from liaison.core import worker
from liaison.core.sockets import JOBS, JobKind
from liaison.core.worker import Worker
from liaison.exchange import keymaking, policy
from liaison.exchange.models import Channel, Delivery
from liaison.exchange.services import sending
from liaison.exchange.services.breaking import Breaker
from liaison.exchange.transport import HttpsTransport
from liaison.lib.wire.entry import Entry
from tests.audit.cast import empty_the_log
from tests.exchange.house import queue_note
from tests.simulators.network import Network

HANGING = ("seoul", "tokyo")
# seconds; the real transport would wait half a minute for the first byte of each answer
NORMAL = 8.0


@dataclass
class Silent:
    """Real TLS listeners that take what is sent and never answer."""

    folder: Path
    released: threading.Event = field(default_factory=threading.Event)
    called: list[str] = field(default_factory=list)
    listeners: list[socket.socket] = field(default_factory=list)

    def entry(self, organisation: str) -> Entry:
        """Open one, and say where it is."""
        listener = socket.create_server(("127.0.0.1", 0))
        self.listeners.append(listener)
        threading.Thread(target=self._take, args=(organisation, listener), daemon=True).start()
        der = ssl.PEM_cert_to_DER_cert((self.folder / "tls.pem").read_text())
        place = f"https://127.0.0.1:{listener.getsockname()[1]}"
        return Entry(organisation, organisation, "", place, (der,), (), "", ())

    def _take(self, organisation: str, listener: socket.socket) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.folder / "tls.pem", self.folder / "tls.key")
        while True:
            try:
                plain, _ = listener.accept()
            except OSError:
                return
            line = context.wrap_socket(plain, server_side=True)
            self.called.append(organisation)
            threading.Thread(target=self._hold, args=(line,), daemon=True).start()

    def _hold(self, line: ssl.SSLSocket) -> None:
        self.released.wait()
        line.close()


@dataclass
class Lines:
    """Two bureaus behind real sockets that hang, and all others as simulated."""

    network: Network
    silent: dict[str, Entry]
    real: HttpsTransport

    def deliver(self, peer: Entry, body: bytes) -> bytes:
        """Carry one request."""
        if peer.id in self.silent:
            return self.real.deliver(self.silent[peer.id], body)
        return self.network.deliver(peer, body)


@pytest.fixture
def silent(tmp_path: Path) -> Iterator[Silent]:
    """Nobody answers until the end."""
    keymaking.make_keys(tmp_path, organisation="seoul", host="127.0.0.1", now=house_clock.now())
    found = Silent(tmp_path)
    yield found
    found.released.set()
    for listener in found.listeners:
        listener.close()


@pytest.fixture
def committing(transactional_db: None) -> Iterator[None]:  # noqa: ARG001 - ends after this one
    """Empty the log after the test, which the log itself refuses."""
    yield
    empty_the_log()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("committing")
def test_others_do_not_wait_for_two_that_hang(
    silent: Silent, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One thread for the network, and two bureaus that would hold it for half a minute each."""
    network.add("lyon")
    network.publish()
    pem, key = str(silent.folder / "tls.pem"), str(silent.folder / "tls.key")
    hanging = {name: silent.entry(name) for name in HANGING}
    lines = Lines(network, hanging, HttpsTransport(certificate=pem, key=key))
    send = JobKind(sending.Sender(lines).run, transactional=False, pending=sending.pending)
    monkeypatch.setitem(JOBS, "exchange.send", send)
    monkeypatch.setattr(worker, "PERIODIC", {})
    at_work = Worker(clock=network.clock.now, lease=timedelta(seconds=60), threads=2)

    def run() -> None:
        at_work.run()
        connection.close()

    def left(name: str) -> bool:
        return Delivery.objects.filter(organisation=name, state="stored").exists()

    for name in HANGING:
        queue_note(network.clock, to=[name])
    running = threading.Thread(target=run, daemon=True)
    running.start()
    try:
        assert within(3 * NORMAL, lambda: set(silent.called) == set(HANGING))
        queue_note(network.clock, to=["lyon"])
        assert within(NORMAL, lambda: left("lyon")), "others waited for those that hang"
        assert not any(left(name) for name in HANGING)
    finally:
        silent.released.set()
        at_work.stop()
        running.join(timeout=40)
    assert not running.is_alive()
    # hung up on, they are in back-off: nobody turns in circles
    failures = Channel.objects.filter(organisation__in=HANGING).values_list("failures", flat=True)
    assert set(failures) == {1}


def within(seconds: float, true: Callable[[], bool]) -> bool:
    """Look again and again whether something has become true."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.05)
    return False


def test_those_that_did_not_answer_share_two_lines() -> None:
    breaker = Breaker()
    with breaker.line(failures=1) as first, breaker.line(failures=9) as second:
        with breaker.line(failures=3) as third, breaker.line(failures=0) as healthy:
            assert (first, second, third, healthy) == (True, True, False, True)
        with breaker.line(failures=2) as again:
            assert not again, "who was refused holds nothing and gives nothing back"
    with breaker.line(failures=2) as free:
        assert free


@given(st.lists(st.integers(0, 5), max_size=20))
def test_who_answers_is_always_called(failures: list[int]) -> None:
    doubtful = 0
    for failed in failures:
        allowed = policy.may_call(failures=failed, doubtful=doubtful)
        doubtful += bool(allowed and failed)
        assert allowed or failed
        assert doubtful <= policy.DOUBTFUL_LINES


@given(st.lists(st.floats(0, 10), max_size=12), st.integers(1, 8), st.integers(0, 8))
def test_a_stand_in_comes_only_while_all_others_wait(
    since: list[float], threads: int, stand_ins: int
) -> None:
    wanted = worker.stand_in_wanted(since, now=10.0, threads=threads, stand_ins=stand_ins)
    long = [one for one in since if 10.0 - one > worker.PATIENCE_SECONDS]
    assert wanted == (len(long) >= threads and stand_ins < worker.STAND_INS)
