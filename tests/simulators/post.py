"""Bureaus in a world with relays: one that keeps mail, honest or not, and one that takes it."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from liaison.lib.wire import carriage, delivery, envelope, limits, receipt, relayed, tokens
from liaison.lib.wire.carriage import Label, Outcome, PartReceipt
from liaison.lib.wire.delivery import Answer, Batch, Carried, DeliveryHeader
from liaison.lib.wire.pieces import Piece, PieceAnswer
from tests.simulators.enclosed import Enclosed
from tests.simulators.peer_bureau import NODE, PeerBureau


class Reader(PeerBureau):
    """A bureau that takes mail and files of anybody, whoever brings them."""

    def header(self, carried: Carried) -> DeliveryHeader:
        """Verify a delivery header with the key of whoever it says it is from."""
        issuer = str(tokens.said(carried.header)["iss"])
        return delivery.verify(
            carried.header,
            issuer=issuer,
            resolve=lambda kid: self.known.entry(issuer).signing_key(kid, now=self.moment),
        )

    def _take(self, carried: Carried) -> Answer:
        header = self.header(carried)
        self.headers.append(header)
        assert (header.to, header.digest) == (self.id, envelope.digest(carried.message))
        if header.jti not in self.stored:
            self.stored[header.jti] = envelope.unseal(
                carried.message,
                own=self.id,
                keys=self.keys.ring,
                resolve=lambda iss, kid: self.known.entry(iss).signing_key(kid, now=self.moment),
            )
            self.first_receipts[header.jti] = self.receipt(
                header.jti, header.digest, aud=header.iss
            )
        return Answer(receipt=self.first_receipts[header.jti])

    def _fetch(self, piece: Piece) -> PieceAnswer:
        answer = super()._fetch(piece)
        if not piece.label or not answer.ended:
            return answer
        label = self.label_of(piece)
        return replace(answer, receipt=self.part_receipt(label))

    def label_of(self, piece: Piece) -> Label:
        """Verify a label with the key of whoever it says it is from."""
        issuer = str(tokens.said(piece.label)["iss"])
        return carriage.verify_label(
            piece.label,
            issuer=issuer,
            resolve=lambda kid: self.known.entry(issuer).signing_key(kid, now=self.moment),
        )

    def part_receipt(self, label: Label, **changes: Any) -> str:  # noqa: ANN401 - its fields
        """Sign the receipt of a part; `by` signs it with another key."""
        by = changes.pop("by", self.keys.sig)
        said = PartReceipt(
            iss=self.id,
            aud=label.iss,
            at=self.moment,
            jti=label.jti,
            number=label.number,
            address=label.address,
            state=Outcome.HELD,
            reason="",
        )
        return carriage.sign_receipt(replace(said, **changes), by=by)

    def labelled(
        self,
        file: Enclosed,
        jti: uuid.UUID,
        number: int = 0,
        *,
        to: str = NODE,
        **changes: Any,  # noqa: ANN401 - fields of the label
    ) -> list[Piece]:
        """Return a file of this bureau's in pieces with its label; `by` signs with another key."""
        by = changes.pop("by", self.keys.sig)
        said = Label(
            iss=self.id,
            to=to,
            jti=jti,
            number=number,
            address=file.part.address,
            size=len(file.data),
            exp=self.moment + 86_400,
        )
        token = carriage.sign_label(replace(said, **changes), by=by)
        return [replace(piece, label=token) for piece in file.pieces(jti, number)]

    def _note(self, token: str) -> Answer:
        issuer = str(tokens.said(token)["iss"])
        if carriage.is_of_a_part(token):
            self.part_receipts.append(
                carriage.verify_receipt(
                    token,
                    issuer=issuer,
                    resolve=lambda kid: self.known.entry(issuer).signing_key(kid, now=self.moment),
                )
            )
            return Answer()
        self.receipts.append(
            receipt.verify(
                token,
                issuer=issuer,
                resolve=lambda kid: self.known.entry(issuer).signing_key(kid, now=self.moment),
            )
        )
        return Answer()


class Relay(Reader):
    """A bureau that keeps mail for others; what it does with a message is in `word`."""

    kept: dict[uuid.UUID, Carried]
    piece_word: "Callable[[Relay, Piece, PieceAnswer], PieceAnswer] | None" = None
    kept_receipts: list[str]
    word: Callable[["Relay", DeliveryHeader], Answer]

    def take(self, batch: Batch) -> list[Answer]:
        """Keep what is for others, take what is for itself."""
        self.kept = getattr(self, "kept", {})
        self.kept_receipts = getattr(self, "kept_receipts", [])
        answers = []
        for carried in batch.messages:
            header = self.header(carried)
            if header.to == self.id:
                answers.append(self._take(carried))
                continue
            self.kept[header.jti] = carried
            answers.append(getattr(self, "word", promise)(self, header))
        for token in batch.receipts:
            if tokens.said(token)["aud"] == self.id:
                answers.append(self._note(token))
            else:
                self.kept_receipts.append(token)
                answers.append(Answer())
        return answers

    def _fetch(self, piece: Piece) -> PieceAnswer:
        """Keep a piece for the one it is labelled for, in its place."""
        label = self.label_of(piece)
        if label.to == self.id:
            return super()._fetch(piece)
        held, _ = self.parcels.setdefault((piece.jti, piece.number), (bytearray(), piece.label))
        if piece.offset == len(held):
            held += piece.data
        honest = PieceAnswer(held=len(held))
        return self.piece_word(self, piece, honest) if self.piece_word else honest

    def kept_pieces(self) -> Iterator[Piece]:
        """Yield what is kept of files, piece by piece."""
        for (jti, number), (data, label) in self.parcels.items():
            for at in range(0, len(data), limits.PIECE_BYTES):
                yield Piece(jti, number, at, bytes(data[at : at + limits.PIECE_BYTES]), label)

    def pass_pieces_on(self, reader: Reader) -> Sequence[str]:
        """Hand all pieces to a bureau and return its receipts."""
        found = []
        for piece in self.kept_pieces():
            body = delivery.encode_batch(Batch((), (), (piece,)))
            (answer,) = delivery.decode_taken(reader.deliver(reader.entry, body))
            found += [answer.receipt] if answer.receipt else []
        return found

    def pass_on(self, reader: Reader) -> list[str]:
        """Hand everything to a bureau and return its receipts."""
        batch = Batch(tuple(self.kept.values()), ())
        answers = delivery.decode_answers(
            reader.deliver(reader.entry, delivery.encode_batch(batch))
        )
        return [answer.receipt for answer in answers]


def promise(relay: Relay, header: DeliveryHeader, **changes: object) -> Answer:
    """Say honestly, or with changes, what is kept."""
    said = {
        "sender": header.iss,
        "to": header.to,
        "jti": header.jti,
        "digest": header.digest,
        "until": relay.moment + 3600,
    }
    word = relayed.Relayed(**said | changes)  # type: ignore[arg-type]
    token = relayed.sign(word, relay=relay.id, at=relay.moment, by=relay.keys.sig)
    return Answer(receipt=token)
