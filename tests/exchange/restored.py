"""Seoul as a bureau that was restored from a backup: what its log shows, true or not."""

import json
import uuid
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from liaison.audit.services import RESTARTED
from liaison.audit.types import leaf_content
from liaison.exchange.services.restarting import PURPOSE
from liaison.lib.ledger.commitment import commit
from liaison.lib.ledger.restart import prove
from liaison.lib.ledger.tree import Frontier, leaf_hash
from tests.simulators.peer_bureau import PeerBureau

SALT = bytes(range(32))
LEAF = uuid.UUID("01890000-0000-7000-8000-000000000001")


@dataclass
class RestoredLog:
    """The leaves of a log through its lives."""

    bureau: PeerBureau
    leaves: list[bytes] = field(default_factory=list)

    def grow(self, number: int, *, life: int = 1) -> None:
        """Add entries and let the bureau's checkpoints cover them."""
        self.leaves += [leaf_hash(bytes([len(self.leaves) + n, life])) for n in range(number)]
        self.show()

    def cut(self, size: int) -> None:
        """Go back to a backup: what came after it is gone."""
        del self.leaves[size:]
        self.show()

    def show(self) -> None:
        """Let the bureau sign what there is."""
        self.bureau.frontier = Frontier.from_hashes(self.leaves)

    def note(self, size: int) -> str:
        """Return the bureau's checkpoint of a size."""
        return self.bureau.keys.note(Frontier.from_hashes(self.leaves[:size]))

    def restart(
        self,
        *,
        known: int,
        at: datetime,
        event: str = RESTARTED,
        have: Sequence[uuid.UUID] = (),
    ) -> dict[str, Any]:
        """Write the entry of the restart and return what the other bureaus are told."""
        size = len(self.leaves)
        words = json.dumps({"event": event, "facts": {}}).encode()
        self.leaves.append(leaf_hash(leaf_content(LEAF, at, commit(SALT, words))))
        self.show()
        proof = prove(
            head=self.note(size),
            after=self.note(size + 1),
            index=size,
            known_size=known,
            hashes=self.leaves,
        )
        backup_at = int((at - timedelta(hours=2)).timestamp())
        return {
            "at": int(at.timestamp()),
            "backup_at": backup_at,
            "reason": "the disk is gone",
            "since": backup_at - 600,
            "have": [str(one) for one in have],
            "entry": {
                "leaf": str(LEAF),
                "at": at.isoformat(),
                "salt": SALT.hex(),
                "body": urlsafe_b64encode(words).decode(),
            },
            "proof": {
                "head": urlsafe_b64encode(proof.head.encode()).decode(),
                "after": urlsafe_b64encode(proof.after.encode()).decode(),
                "index": proof.index,
                "inclusion": [one.hex() for one in proof.inclusion],
                "continues": [one.hex() for one in proof.continues],
                "known_size": proof.known_size,
                "extends": [one.hex() for one in proof.extends],
            },
        }

    def tell(self, body: dict[str, Any]) -> None:
        """Send the news, with no checkpoint beside it."""
        sealed = self.bureau.seal(body, kind="exchange.restart", purpose=PURPOSE)
        self.bureau.send(self.bureau.carry(sealed, checkpoint=""))
