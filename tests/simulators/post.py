"""Bureaus in a world with relays: one that keeps mail, honest or not, and one that takes it."""

import uuid
from collections.abc import Callable

from liaison.lib.wire import delivery, envelope, receipt, relayed, tokens
from liaison.lib.wire.delivery import Answer, Batch, Carried, DeliveryHeader
from tests.simulators.peer_bureau import PeerBureau


class Reader(PeerBureau):
    """A bureau that takes mail of anybody, whoever brings it."""

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

    def _note(self, token: str) -> Answer:
        issuer = str(tokens.said(token)["iss"])
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
