"""The job of a bureau that fetches its mail: ask the relay, take it in, say what was taken."""

import hashlib
from datetime import datetime

from django.conf import settings

from liaison.core import clock
from liaison.core.sockets import JobPayload
from liaison.exchange import trust
from liaison.exchange.errors import TransportFailed
from liaison.exchange.services import fetching, receiving
from liaison.exchange.transport import Fetcher, HttpsTransport
from liaison.lib.wire import tokens
from liaison.lib.wire.delivery import Batch, decode_batch, encode_batch, encode_pull
from liaison.lib.wire.entry import Entry
from liaison.lib.wire.errors import WireRefusal
from liaison.lib.wire.manifest import organisation
from liaison.lib.wire.pieces import Told

PULL = "exchange.pull"
# a relay that never says it is empty gets no more of our time in one go
ROUNDS = 100


class Puller:
    """Fetches through one transport.

    Args:
        transport: how bytes reach the relay.
    """

    def __init__(self, transport: Fetcher | None = None) -> None:
        """Keep the transport; without one the real one is made at the first call."""
        self._transport = transport

    def run(self, _: JobPayload, now: datetime) -> datetime | None:
        """Fetch until nothing waits; what fails is fetched the next time."""
        relay = trust.directory(now).relay_of(settings.NODE.organisation)
        if relay is None:
            return None
        taken: tuple[str, ...] = ()
        told: tuple[Told, ...] = ()
        try:
            for _round in range(ROUNDS):
                batch = decode_batch(self._line().pull(relay, encode_pull(taken, told)))
                if not batch.messages and not batch.receipts and not batch.pieces:
                    break
                self._take_in(batch, relay)
                told = _collected(batch, relay)
                taken = tuple(hashlib.sha256(t.encode()).hexdigest() for t in batch.receipts)
        except (TransportFailed, WireRefusal):
            # the next round of the clock asks again; nothing was lost, all of it is kept there
            return None
        return None

    def _take_in(self, batch: Batch, relay: Entry) -> None:
        """Store what came, as if the relay had called, and hand back our receipts."""
        answers = receiving.receive(batch, peer=relay, now=clock.now())
        tokens = [answer.receipt for answer in answers[: len(batch.messages)] if answer.receipt]
        if tokens:
            self._line().deliver(relay, encode_batch(Batch((), tuple(tokens))))

    def _line(self) -> Fetcher:
        if self._transport is None:
            folder = settings.NODE.keys_folder
            self._transport = HttpsTransport(
                certificate=str(folder / "tls.pem"), key=str(folder / "tls.key")
            )
        return self._transport


def _collected(batch: Batch, relay: Entry) -> tuple[Told, ...]:
    """Take the pieces of a batch; return what the relay is told of them the next time."""
    answers = fetching.take(batch.pieces, peer=relay, now=clock.now())
    found = []
    for piece, answer in zip(batch.pieces, answers, strict=True):
        try:
            author = organisation(tokens.said(piece.label), "iss")
        except WireRefusal:
            # of nobody: there is nobody to speak of
            continue
        found.append(Told(author, piece.jti, piece.number, answer))
    # the last says how far its part has come
    return tuple(found[-1:])
