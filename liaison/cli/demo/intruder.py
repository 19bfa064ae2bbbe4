"""A hand in the line: a message of Beijing, altered on its way to Seoul.

It holds Beijing's TLS key, as whoever took over the machine in between would, and speaks real TLS
to Seoul's real listener. One byte of the ciphertext is another one.
"""

import os
from datetime import datetime
from uuid import UUID

from liaison.cli.demo.houses import House
from liaison.core.identifiers import uuid7
from liaison.exchange import keymaking, keys
from liaison.exchange.transport import HttpsTransport
from liaison.lib.wire import delivery, directory, envelope
from liaison.lib.wire.entry import Entry
from liaison.lib.wire.keys import KeyPair, load_private, public_key
from liaison.lib.wire.manifest import Addressee, Manifest

NO_DIGEST = "0" * 64
LIFE_SECONDS = 3600
# far behind anything this channel has numbered
CHANNEL_SEQ = 1


class Intruder:
    """Somebody between two bureaus.

    Args:
        sender: the bureau whose keys were stolen.
        receiver: the bureau that is to be deceived.
    """

    def __init__(self, sender: House, receiver: House) -> None:
        """Read the stolen keys and the directory."""
        self.sender, self.receiver = sender, receiver
        folder = sender.home / "keys"
        self._signing: KeyPair = load_private((folder / keys.SIGNING).read_bytes()).newest
        self._transport = HttpsTransport(
            certificate=str(folder / keymaking.TLS_CERTIFICATE),
            key=str(folder / keymaking.TLS_KEY),
        )

    def send_altered(self, *, now: datetime) -> tuple[UUID, delivery.Answer]:
        """Seal a message, change one byte of it, send it under its true header.

        Args:
            now: the present moment.

        Returns:
            The id of the message and Seoul's answer.

        Raises:
            TransportFailed: Seoul was not reached.
        """
        peer = self._peer(now)
        sealed = self._seal(peer, now)
        header = delivery.sign(
            delivery.DeliveryHeader(
                iss=self.sender.place.organisation,
                to=self.receiver.place.organisation,
                jti=sealed.manifest.jti,
                digest=sealed.digest,
                channel_seq=CHANNEL_SEQ,
                prev=NO_DIGEST,
                checkpoint="",
                sent_at=int(now.timestamp()),
            ),
            by=self._signing,
        )
        altered = _one_byte_off(sealed.data)
        batch = delivery.Batch(messages=(delivery.Carried(header, altered),), receipts=())
        try:
            answer = self._transport.deliver(peer, delivery.encode_batch(batch))
        finally:
            self._transport.close()
        return sealed.manifest.jti, delivery.decode_answers(answer)[0]

    def _seal(self, peer: Entry, now: datetime) -> envelope.Sealed:
        moment = int(now.timestamp())
        jti = uuid7(now)
        key = peer.encryption_key(now=moment)
        manifest = Manifest(
            iss=self.sender.place.organisation,
            aud=(Addressee(peer.id, "action"),),
            jti=jti,
            iat=moment,
            exp=moment + LIFE_SECONDS,
            thread=jti,
            in_reply_to=None,
            kind="records.distribute",
            form="1",
            urgency="normal",
            purpose="demonstration of an attack",
            legal_basis="",
            handling=(),
            dir_ver=0,
            content_commitment="",
        )
        return envelope.seal(
            manifest,
            {"documents": []},
            salt=os.urandom(envelope.SALT_BYTES),
            by=self._signing,
            recipients=[envelope.RecipientKey(key.kid, key.key)],
        )

    def _peer(self, now: datetime) -> Entry:
        home = self.sender.home
        roots = load_private(
            (home.parent / "secretariat" / keymaking.ROOT_PRIVATE).read_bytes()
        ).pairs
        found = directory.verify(
            (home.parent / "directory.jws").read_text(),
            roots={pair.kid: public_key(pair.public_jwk(), use="sig") for pair in roots},
            trusted_version=0,
            now=int(now.timestamp()),
        )
        return found.entry(self.receiver.place.organisation)


def _one_byte_off(sealed: bytes) -> bytes:
    place = sealed.index(b'"ciphertext":"') + len(b'"ciphertext":"') + 7
    other = b"A" if sealed[place : place + 1] != b"A" else b"B"
    return sealed[:place] + other + sealed[place + 1 :]
