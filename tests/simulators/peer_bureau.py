"""A simulated bureau: it implements the real `Transport`, keeps what it is sent, and can lie.

What it does with the next requests is in `troubles` (see `lies`); without any it is honest. The
other way round it seals messages of its own and hands them to the node's real door behind TLS.
"""

import hashlib
import os
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from liaison.core.identifiers import uuid7
from liaison.exchange.services import fetching, receiving
from liaison.lib.ledger.tree import Frontier, leaf_hash
from liaison.lib.wire import carriage, delivery, envelope, receipt
from liaison.lib.wire.delivery import Answer, Batch, Carried, DeliveryHeader
from liaison.lib.wire.directory import Directory
from liaison.lib.wire.entry import Entry
from liaison.lib.wire.envelope import Opened, RecipientKey, Sealed
from liaison.lib.wire.manifest import Addressee, Manifest
from liaison.lib.wire.pieces import Piece, PieceAnswer, Told
from liaison.lib.wire.receipt import Receipt, State
from tests.simulators.bureau_keys import BureauKeys
from tests.simulators.enclosed import Enclosed
from tests.simulators.standing_clock import StandingClock

NODE = "beijing"
Trouble = Callable[["PeerBureau", Batch], bytes]


class PeerBureau:
    """One bureau at the other end of the wire."""

    def __init__(self, organisation: str, clock: StandingClock) -> None:
        """Make a bureau with keys of its own; the network tells it the directory."""
        self.id = organisation
        self.clock = clock
        self.keys = BureauKeys(organisation)
        self.directory: Directory | None = None
        self.troubles: list[Trouble] = []
        self.requests: list[Batch] = []
        self.headers: list[DeliveryHeader] = []
        self.stored: dict[uuid.UUID, Opened] = {}
        self.first_receipts: dict[uuid.UUID, str] = {}
        self.equivocations: list[uuid.UUID] = []
        self.receipts: list[Receipt] = []
        self.fetched: dict[tuple[uuid.UUID, int], bytearray] = {}
        self.part_receipts: list[carriage.PartReceipt] = []
        self.parcels: dict[tuple[uuid.UUID, int], tuple[bytearray, str]] = {}
        self.waiting: list[Batch] = []
        self.pulls: list[tuple[str, ...]] = []
        self.told: list[Told] = []
        self.last_answer = delivery.encode_answers([])
        self.frontier = Frontier()
        self.out_seq, self.out_prev = 0, "0" * 64

    # as the transport of the node

    def deliver(self, peer: Entry, body: bytes) -> bytes:
        """Answer a request, honestly unless there is trouble."""
        assert peer.id == self.id
        batch = delivery.decode_batch(body)
        self.requests.append(batch)
        answered = self.troubles.pop(0)(self, batch) if self.troubles else self.honest(batch)
        self.last_answer = answered
        return answered

    def pull(self, body: bytes) -> bytes:
        """Give what waits, batch by batch; a bureau that keeps nothing gives nothing."""
        asked = delivery.decode_pull(body)
        self.pulls.append(asked.taken)
        self.told.extend(asked.told or ())
        batch = self.waiting.pop(0) if self.waiting else Batch((), ())
        return delivery.encode_batch(batch)

    def honest(self, batch: Batch) -> bytes:
        """Store everything and receipt it."""
        taken = [self._fetch(piece) for piece in batch.pieces]
        return delivery.encode_answers(self.take(batch), taken)

    def take(self, batch: Batch) -> list[Answer]:
        """Store everything and return what an honest bureau says."""
        return [
            *(self._take(carried) for carried in batch.messages),
            *(self._note(token) for token in batch.receipts),
        ]

    def header(self, carried: Carried) -> DeliveryHeader:
        """Verify a delivery header of the node."""
        return delivery.verify(carried.header, issuer=NODE, resolve=self._node_key)

    def receipt(self, jti: uuid.UUID, digest: str, **changes: Any) -> str:  # noqa: ANN401
        """Sign a receipt; `by` signs it with another key, other names change its fields."""
        by = changes.pop("by", self.keys.sig)
        self.frontier = self.frontier.append(leaf_hash(os.urandom(8)))
        said = Receipt(
            iss=self.id,
            aud=NODE,
            at=self.moment,
            jti=jti,
            digest=digest,
            state=State.STORED,
            reason="",
            log_index=self.frontier.size - 1,
            checkpoint=self.note(),
        )
        return receipt.sign(replace(said, **changes), by=by)

    def _take(self, carried: Carried) -> Answer:
        header = self.header(carried)
        self.headers.append(header)
        assert (header.to, header.digest) == (self.id, envelope.digest(carried.message))
        known = self.stored.get(header.jti)
        if known is not None and known.digest != header.digest:
            self.equivocations.append(header.jti)
            return Answer(refused="exchange:equivocation")
        if known is None:
            self.stored[header.jti] = envelope.unseal(
                carried.message,
                own=self.id,
                keys=self.keys.ring,
                resolve=lambda _, kid: self._node_key(kid),
            )
            self.first_receipts[header.jti] = self.receipt(header.jti, header.digest)
        return Answer(receipt=self.first_receipts[header.jti])

    def _fetch(self, piece: Piece) -> PieceAnswer:
        """Take a piece of a file whose message is here, in its place."""
        promised = self.stored[piece.jti].manifest.parts[piece.number]
        held = self.fetched.setdefault((piece.jti, piece.number), bytearray())
        if piece.offset == len(held):
            held += piece.data
        ended = hashlib.sha256(held).hexdigest() == promised.address
        return PieceAnswer(held=len(held), ended=ended)

    def _note(self, token: str) -> Answer:
        self.receipts.append(receipt.verify(token, issuer=NODE, resolve=self._node_key))
        return Answer()

    # as a sender to the node

    def seal(
        self,
        body: dict[str, Any] | None = None,
        *,
        files: Sequence[Enclosed] = (),
        **changes: Any,  # noqa: ANN401 - fields of the manifest
    ) -> Sealed:
        """Seal to the node, or to `reader`; other names change fields of the manifest."""
        jti = uuid7(self.clock.now())
        reader = changes.pop("reader", NODE)
        said = Manifest(
            iss=self.id,
            aud=(Addressee(reader, "action"),),
            jti=jti,
            iat=self.moment,
            exp=self.moment + int(timedelta(days=1).total_seconds()),
            thread=jti,
            in_reply_to=None,
            kind="test.note",
            form="1",
            urgency="normal",
            purpose="identify a traveller",
            legal_basis="",
            handling=(),
            dir_ver=1,
            content_commitment="",
            parts=tuple(file.part for file in files),
        )
        key = self.known.entry(reader).encryption_key(now=self.moment)
        return envelope.seal(
            replace(said, **changes),
            body or {"words": "found at the counter"},
            salt=os.urandom(envelope.SALT_BYTES),
            by=self.keys.sig,
            recipients=[
                RecipientKey(key.kid, key.key),
                RecipientKey(self.keys.enc.kid, self.keys.enc.key),
            ],
            openings=[file.opening for file in files],
        )

    def carry(self, sealed: Sealed, **changes: Any) -> Carried:  # noqa: ANN401
        """Put a sealed message on the channel; other names change fields of the header."""
        by = changes.pop("by", self.keys.sig)
        self.out_seq += 1
        said = DeliveryHeader(
            iss=self.id,
            to=NODE,
            jti=sealed.manifest.jti,
            digest=sealed.digest,
            channel_seq=self.out_seq,
            prev=self.out_prev,
            checkpoint=self.note(),
            sent_at=self.moment,
        )
        self.out_prev = sealed.digest
        return Carried(delivery.sign(replace(said, **changes), by=by), sealed.data)

    def send(self, *carried: Carried, receipts: Sequence[str] = ()) -> tuple[Answer, ...]:
        """Hand a batch to the node, through the form it has on the wire."""
        body = delivery.encode_batch(Batch(carried, tuple(receipts)))
        return receiving.receive(
            delivery.decode_batch(body), peer=self.entry, now=self.clock.now()
        )

    def bring(self, *pieces: Piece) -> tuple[PieceAnswer, ...]:
        """Hand pieces of files to the node, through the form they have on the wire."""
        body = delivery.encode_batch(Batch((), (), pieces))
        found = delivery.decode_batch(body).pieces
        taken = fetching.take(found, peer=self.entry, now=self.clock.now())
        return delivery.decode_taken(delivery.encode_answers([], taken))

    def read(self, answer: Answer) -> Receipt:
        """Verify the receipt in an answer of the node."""
        return receipt.verify(answer.receipt, issuer=NODE, resolve=self._node_key)

    # what it is

    @property
    def moment(self) -> int:
        """The present moment in seconds since 1970."""
        return int(self.clock.now().timestamp())

    @property
    def known(self) -> Directory:
        """The directory; there is no bureau without one."""
        assert self.directory is not None
        return self.directory

    @property
    def entry(self) -> Entry:
        """What the directory says of this bureau."""
        return self.known.entry(self.id)

    def note(self) -> str:
        """Return the latest checkpoint of its log, or nothing for an empty one."""
        return self.keys.note(self.frontier) if self.frontier.size else ""

    def _node_key(self, kid: str) -> Any:  # noqa: ANN401 - a key of joserfc
        return self.known.entry(NODE).signing_key(kid, now=self.moment)
