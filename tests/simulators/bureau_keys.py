"""The keys of a simulated bureau, and its card for the trust directory."""

import base64
import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding

from liaison.core import clock
from liaison.exchange.keymaking import make_certificate
from liaison.lib.ledger import checkpoint
from liaison.lib.ledger.tree import Frontier
from liaison.lib.wire.canonical import JsonObject
from liaison.lib.wire.keys import KeyPair, KeyRing, generate

LIFE = timedelta(days=60)


@dataclass
class BureauKeys:
    """One key for each use, and a certificate that only has to be its own."""

    organisation: str
    sig: KeyPair = field(default_factory=lambda: generate("sig"))
    enc: KeyPair = field(default_factory=lambda: generate("enc"))
    log: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    revoked_at: int | None = None
    parent: str = ""
    delegation: str = ""
    relay: str = ""
    relay_always: bool = False
    desks: list[dict[str, str]] | None = None
    life: timedelta = LIFE
    name: str = ""

    @property
    def host(self) -> str:
        """Its name on the net: an id may have a slash, a host may not."""
        return self.organisation.replace("/", "-")

    @property
    def ring(self) -> KeyRing:
        """The keys that open what others sealed to this bureau."""
        return KeyRing((self.enc,))

    @cached_property
    def certificate(self) -> bytes:
        """Its TLS certificate: the directory compares it, TLS itself is not here."""
        key = ec.generate_private_key(ec.SECP256R1())
        host = f"{self.host}.example"
        made = make_certificate(key, organisation=self.organisation, host=host, now=clock.now())
        return made.public_bytes(Encoding.DER)

    @property
    def pin(self) -> str:
        """Hex SHA-256 of the certificate."""
        return hashlib.sha256(self.certificate).hexdigest()

    def card(self, now: datetime) -> JsonObject:
        """Return the entry the directory publishes."""
        raw = self.log.public_key().public_bytes_raw()
        more: JsonObject = {} if self.desks is None else {"desks": [*self.desks]}
        return {
            **more,
            "relay": self.relay,
            "relay_always": self.relay_always,
            "delegation": self.delegation,
            "id": self.organisation,
            "name": self.name or f"Bureau of {self.organisation}",
            "parent": self.parent,
            "endpoint": f"https://{self.host}.example:8401",
            "certificates": [base64.b64encode(self.certificate).decode()],
            "keys": [self._published(self.sig, now), self._published(self.enc, now)],
            "log_key": base64.urlsafe_b64encode(raw).rstrip(b"=").decode(),
        }

    def note(self, tree: Frontier) -> str:
        """Sign a checkpoint of this bureau's log."""
        name = f"liaison-log/{self.organisation}"
        head = checkpoint.Checkpoint(name, tree.size, tree.root())
        return checkpoint.sign(head, name, self.log)

    def _published(self, pair: KeyPair, now: datetime) -> JsonObject:
        return {
            **pair.public_jwk(),
            "nbf": int(now.timestamp()) - 300,
            "exp": int((now + self.life).timestamp()),
            "revoked_at": self.revoked_at,
        }
